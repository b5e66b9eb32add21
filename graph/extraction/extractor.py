"""Article -> Claims: walks through the kinds of claim and puts what they find in order.

Each kind of claim is a module with a function ``find(linked) -> Iterator[Claim]``. A finder looks at sentences; what
it needs to know about stance, time, quantity and actors it asks the modules of those names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from graph.extraction import contributions, events, locations, memberships, offices, operations
from graph.language import Parser
from graph.linking.document import LinkedArticle
from graph.linking.linker import Linker
from graph.model import Article, Claim, Event, Extraction

_FINDERS = (
    events.find,
    contributions.find,
    memberships.find,
    offices.find,
    operations.find,
    locations.find,
)


class Extractor:
    """Everything that understanding an article needs, loaded once (model, catalogue, lexicon)."""

    def __init__(self, parser: Parser, linker: Linker) -> None:
        self._parser = parser
        self._linker = linker

    @classmethod
    def load(cls, model: str | None = None) -> Extractor:
        """The extractor over our catalogue, with the default model unless another is named. Raises ModelError."""
        return cls(Parser(model), Linker.load())

    @property
    def model(self) -> str:
        """Name and version of the language model."""
        return self._parser.name

    def extract(
        self, articles: Iterable[Article], on_error: Callable[[Article, Exception], None] | None = None
    ) -> Iterator[Extraction]:
        """Understand articles, in order, reading ahead one batch.

        An article on which a rule fails (a bug of ours, whatever it is) goes to ``on_error`` and the batch goes on;
        without ``on_error`` the error is raised.
        """
        pending: list[Article] = []

        def texts() -> Iterator[str]:
            for article in articles:
                pending.append(article)
                yield article.text

        for doc in self._parser.parse(texts()):
            article = pending.pop(0)
            try:
                extraction = self._understand(self._linker.link(article, doc))
            except Exception as error:
                if on_error is None:
                    raise
                on_error(article, error)
                continue
            yield extraction

    def _understand(self, linked: LinkedArticle) -> Extraction:
        claims = [claim for find in _FINDERS for claim in find(linked)]
        claims.sort(key=lambda claim: claim.evidence.span.start)  # stable: a finder puts the main claim first
        used = {m.entity for m in linked.mentions} | {entity for claim in claims for entity in entities_of(claim)}
        return Extraction(
            article=linked.article,
            model=self.model,
            entities={key: linked.entities.get(key) or self._linker.catalog.entity(key) for key in sorted(used)},
            mentions=linked.mentions,
            claims=tuple(claims),
        )


def entities_of(claim: Claim) -> Iterator[str]:
    """Every entity id that a claim uses."""
    yield from claim.attributed_to
    statement = claim.statement
    for name in statement.__slots__:
        value = getattr(statement, name)
        if name in _ENTITY_FIELDS and value is not None:
            yield value
    if isinstance(statement, Event):
        yield from (actor.entity for actor in (*statement.source, *statement.target) if actor.entity is not None)


_ENTITY_FIELDS = frozenset(
    ["place", "contributor", "host", "operation", "organization", "member", "person", "of", "lead", "within"]
)
