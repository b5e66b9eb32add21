"""Articles with hand-placed mentions, for tests of extraction that should not depend on the catalogue.

``linked(text, Latvia="state/LVA", ...)`` parses the text and places a mention wherever the key stands (underscores are
spaces); a value ``state/LVA demonym`` says how it was recognised, ``group/x LBN REB`` gives country and sector.
"""

from __future__ import annotations

import re
from functools import cache

from graph.language import Parser
from graph.linking.document import LinkedArticle
from graph.model import Article, Entity, EntityKind, Mention, Recognition, Sector, Span

DEMONYMS = {
    "Latvian": "LVA", "Latvians": "LVA", "Peruvian": "PER", "Peruvians": "PER", "Chilean": "CHL", "Chileans": "CHL",
    "Kenyan": "KEN", "Kenyans": "KEN", "Iraqi": "IRQ", "Iraqis": "IRQ", "Bosnian": "BIH", "Serb": "SRB",
    "Serbs": "SRB", "Albanian": "ALB", "Albanians": "ALB", "Lebanese": "LBN", "Iranian": "IRN", "Danish": "DNK",
}  # fmt: skip
COUNTRIES = {
    "Latvia": "LVA", "Peru": "PER", "Chile": "CHL", "Kenya": "KEN", "Iraq": "IRQ", "Serbia": "SRB", "Denmark": "DNK",
    "Lebanon": "LBN", "Uganda": "UGA", "Nepal": "NPL", "Somalia": "SOM",
}  # fmt: skip


@cache
def parser() -> Parser:
    """The language model, loaded once."""
    return Parser()


def linked(text: str, *, published: str | None = None, **names: str) -> LinkedArticle:
    """The text as a linked article with the countries above and the names given."""
    doc = next(iter(parser().parse([text])))
    table = {word: f"state/{code}" for word, code in COUNTRIES.items()}
    table |= {word: f"state/{code} demonym" for word, code in DEMONYMS.items()}
    table |= {name.replace("_", " "): value for name, value in names.items()}
    pattern = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    mentions, entities, by_token, referents = [], {}, {}, {}
    for match in re.finditer(rf"\b(?:{pattern})\b", text):
        entity, how = _read(table[match.group()], match.group())
        mention = Mention(Span(*match.span()), entity.id, how, match.group())
        span = doc.char_span(*match.span(), alignment_mode="expand")
        entities[entity.id] = entity
        mentions.append(mention)
        by_token.update((token.i, mention) for token in span)
        referents[span.root.i] = (entity.id,)
    article = Article(id="test", text=text, published=published)
    return LinkedArticle(article, doc, tuple(mentions), entities, by_token, referents)


def _read(value: str, name: str) -> tuple[Entity, Recognition]:
    entity, *rest = value.split()
    kind = EntityKind(entity.partition("/")[0])
    how = next((Recognition(word) for word in rest if word in set(Recognition)), Recognition.NAME)
    sector = next((Sector(word) for word in rest if word in set(Sector)), None)
    code = next((word for word in rest if len(word) == 3 and word.isupper() and word not in set(Sector)), None)
    country = entity.partition("/")[2] if kind is EntityKind.STATE else code
    return Entity(id=entity, kind=kind, label=name, country=country, sector=sector), how
