"""How fast is the whole extraction beside bare spaCy?  ``make bench``

Both read the same articles (the seeds and the gold of deployments) in turn, in one process, on one thread, by CPU time,
so that a busy machine does not decide. The target is 0.8 of the tokens a second of spaCy's full small pipeline (tagger,
parser, attribute ruler, lemmatiser, NER), and no stage of ours dearer than the parse.
"""

from __future__ import annotations

import json
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from graph.evaluation import load
from graph.extraction.extractor import _FINDERS, Extractor
from graph.language import Parser
from graph.language.model import DEFAULT_MODEL
from graph.linking.linker import Linker
from graph.model import Article

ROUNDS = 5
COPIES = 4  # of the articles in one round: about 60,000 tokens


def main() -> None:
    articles = [line.article for line in load([Path("tests/gold")], split="dev") if "contributions" in line.sections]
    articles = articles * COPIES
    extractor = Extractor.load()
    full = spacy.load(DEFAULT_MODEL)
    texts = [article.text for article in articles]
    tokens = sum(len(doc) for doc in full.pipe(texts, batch_size=64))
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(_cpu(lambda: sum(1 for _ in extractor.extract(articles))))
        bare.append(_cpu(lambda: sum(1 for _ in full.pipe(texts, batch_size=64))))
    ratios = [b / o for o, b in zip(ours, bare, strict=True)]
    print(f"{len(articles)} articles, {tokens:,} tokens, {ROUNDS} rounds, CPU time")
    print(f"whole extraction   {tokens / statistics.median(ours):10,.0f} tokens/s")
    print(f"bare spaCy, full   {tokens / statistics.median(bare):10,.0f} tokens/s")
    print(f"ratio              {statistics.median(ratios):10.2f}  ({min(ratios):.2f} to {max(ratios):.2f})")
    _stages(articles, tokens)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"peak memory        {memory:10,.0f} MB (both pipelines in one process)")


def _stages(articles: list[Article], tokens: int) -> None:
    parser, linker = Parser(), Linker.load()
    texts = [article.text for article in articles]
    docs = list(parser.parse(texts))
    stages: dict[str, Callable[[], object]] = {
        "parse": lambda: list(parser.parse(texts)),
        "linking": lambda: [linker.link(article, doc) for article, doc in zip(articles, docs, strict=True)],
    }
    linked = [linker.link(article, doc) for article, doc in zip(articles, docs, strict=True)]
    for find in _FINDERS:
        stages[find.__module__.rpartition(".")[2]] = lambda find=find: [list(find(one)) for one in linked]  # type: ignore[misc]
    print(json.dumps({name: f"{_cpu(run) / tokens * 1e6:.1f} us a token" for name, run in stages.items()}, indent=1))


def _cpu(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


if __name__ == "__main__":
    main()
