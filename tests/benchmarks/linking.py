"""Speed of linking: short items through the automaton, and whole linking beside the parser. CPU time, one process.

Run with ``python tests/benchmarks/linking.py``; prints one line a figure.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from graph.language import Parser
from graph.linking.linker import Linker
from graph.model import Article

GOLD = Path(__file__).parents[1] / "gold" / "linking_sentences.jsonl"
ROUNDS = 20


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds that ``work`` takes, after one run to warm up."""
    work()
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    texts = [json.loads(line)["article"]["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()] * ROUNDS
    linker, parser = Linker.load(), Parser()
    docs = list(parser.parse(texts))
    tokens = sum(len(doc) for doc in docs)
    articles = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    finding = seconds(lambda: [linker.find(text) for text in texts])
    parsing = seconds(lambda: list(parser.parse(texts)))
    linking = seconds(lambda: [linker.link(article, doc) for article, doc in zip(articles, docs, strict=True)])
    print(
        f"find   {len(texts) / finding:9,.0f} short items a second ({sum(map(len, texts)) / len(texts):.0f} characters)"
    )
    print(f"parse  {tokens / parsing:9,.0f} tokens a second")
    print(f"link   {tokens / linking:9,.0f} tokens a second, {linking / parsing:.0%} of the parser")


if __name__ == "__main__":
    main()
