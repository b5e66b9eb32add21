"""Persons: known ones by short name, unknown ones by title, given name or apposition.

A person whom the catalogue does not know needs a full name; the country is what the text says beside the name
(*Portuguese President*, *of Iran*, *, the Zambian minister,*), else, for the bearer of an office, the only country
that the article is about. A surname with a title alone is no person: it stands for the office's state, and a surname
alone is whoever bears it in this article.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.linking import runs, words
from graph.linking.aliases import folded
from graph.linking.ledger import Ledger, is_country
from graph.linking.officeholders import Officeholders
from graph.linking.runs import Run
from graph.linking.slugs import slug
from graph.linking.titles import Found, owner_after, read_title
from graph.model import Entity, EntityKind, Mention, Recognition, Sector

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAME_WORDS = range(2, runs.LONGEST + 1)
_STATE_SECTORS = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.SPY, Sector.JUD, Sector.LEG})
_HOMES = (EntityKind.STATE, EntityKind.TERRITORY, EntityKind.ORGANIZATION)
_NEAR = 5  # tokens
_SHORTEST = 3  # letters of a short name


@dataclass(slots=True)
class _Known:
    """The persons of this article, by the words of their names."""

    by_word: dict[str, Entity] = field(default_factory=dict)

    def add(self, names: list[str], entity: Entity) -> None:
        for word in names:
            key = folded(word)
            if len(key) >= _SHORTEST and key not in words.particles():
                self.by_word[key] = entity

    def find(self, names: list[str]) -> Entity | None:
        """Whose name consists of these words among others."""
        meant = {self.by_word.get(folded(word)) for word in names if folded(word) not in words.particles()}
        return meant.pop() if len(meant) == 1 else None


def link(ledger: Ledger, officeholders: Officeholders) -> None:
    """Add the persons of the article to the ledger."""
    known = _Known()
    _remember(ledger, known)
    later: list[tuple[Run, Found | None]] = []
    for run in runs.find(ledger):
        name, title = _split(ledger, run)
        if name.start >= name.end:
            continue
        if _is_surname(ledger.doc, name) or not _full(ledger, name, title, known):
            later.append((name, title))
    for name, title in later:
        _short(ledger, name, title, known, officeholders)
    _reclaim(ledger, known)
    _entitle(ledger)


def _remember(ledger: Ledger, known: _Known) -> None:
    """The persons that the catalogue found by their full names."""
    for mention in ledger.mentions():
        entity = ledger.entities[mention.entity]
        if entity.kind is EntityKind.PERSON:
            known.add(mention.text.split(), entity)


def _split(ledger: Ledger, run: Run) -> tuple[Run, Found | None]:
    """The name within a run, and the title before it."""
    title = read_title(ledger, run.start, run.end)
    start = title.end if title is not None and run.start < title.end <= run.end else run.start
    return Run(start, run.end), title


def _is_surname(doc: Doc, name: Run) -> bool:
    """Whether this is one word, with or without the small words before it (*Dos Santos*)."""
    return sum(word.lower() not in words.particles() for word in name.words(doc)) <= 1


def _full(ledger: Ledger, name: Run, title: Found | None, known: _Known) -> bool:
    """Make a person of a full name, if it is one."""
    names = name.words(ledger.doc)
    if len(names) not in _NAME_WORDS or not _is_personal(names):
        return False
    entity = known.find(names)
    if entity is None:
        if not _says_person(ledger, name, names, title):
            return False
        entity = _unknown(ledger, name, names, title)
    ledger.cover(name.start, name.end, entity, Recognition.NAME)
    known.add(names, entity)
    return True


def _is_personal(names: list[str]) -> bool:
    """Whether none of the words speaks against a personal name."""
    against = words.classes()["notname"]
    if any(name.lower() in against or any(c.isdigit() for c in name) for name in names):
        return False
    return not any(name.isupper() and len(name) > len("J.R") for name in names)


def _says_person(ledger: Ledger, name: Run, names: list[str], title: Found | None) -> bool:
    """Whether the words themselves or their neighbours show that a person is named."""
    if title is not None or names[0] in words.given_names():
        return True
    first = names[0].split("-")[0]
    if first in words.given_names():
        return True
    root = ledger.doc[name.start : name.end].root
    return _is_explained(root) or _speaks(root)


def _is_explained(root: Token) -> bool:
    """*Kenzo Oshima, the coordinator*, *Xanana Gusmao became president*: the head of what explains it is a title."""
    explanations = [child for child in root.children if child.dep_ == "appos"]
    if root.dep_ in ("nsubj", "nsubjpass"):
        explanations += [child for child in root.head.children if child.dep_ in ("attr", "oprd")]
    return any(words.titles().get(child.lower_) is not None for child in explanations)


def _speaks(root: Token) -> bool:
    """Whether somebody of this name *said* something: what persons do more often than anything else."""
    return root.dep_ == "nsubj" and root.head.lemma_ in words.classes()["speech"] and root.ent_type_ == ""


def _unknown(ledger: Ledger, name: Run, names: list[str], title: Found | None) -> Entity:
    """A person that no catalogue knows."""
    of = _home(ledger, name, title)
    country = of.country if of is not None else None
    label = " ".join(names)
    suffix = country.lower() if country is not None and is_country(country) else "xx"
    sector = title.sector if title is not None else None
    key = f"{EntityKind.PERSON}/{slug(label)}-{suffix}"
    entity = Entity(id=key, kind=EntityKind.PERSON, label=label, country=country, sector=sector, known=False)
    return ledger.entities.setdefault(key, entity)


def _home(ledger: Ledger, name: Run, title: Found | None) -> Entity | None:
    """The state or organisation of a person: what the title or an apposition says, else the article's only country."""
    if title is not None and title.of is not None:
        return ledger.entities[title.of]
    explained = _nation(ledger, name) or _explanation(ledger, name) or owner_after(ledger, name.end)
    if explained is not None and explained.kind in _HOMES:
        return explained
    return _implied(ledger, name.start, title)


def _implied(ledger: Ledger, before: int, title: Found | None) -> Entity | None:
    """The state of an office that the text does not name: what its sentence, else the article speaks of.

    *Zimbabwe ruled it out, Defence Minister X said* is Zimbabwe's minister, not that of the country of the article.
    """
    if title is None or title.sector not in _STATE_SECTORS or title.elsewhere:
        return None
    sentence = ledger.doc[before].sent
    subjects: dict[str, None] = {}
    named: set[str] = set()
    for index in range(sentence.start, sentence.end):
        entity = ledger.entity_at(index)
        if entity is None or not is_country(entity.country) or entity.kind is EntityKind.PERSON:
            continue
        if _is_dealt_with(ledger.doc[index], ledger.doc[before]):
            continue
        named.add(entity.country or "")
        if index < before and ledger.doc[index].dep_ in ("nsubj", "nsubjpass", "poss"):
            subjects[entity.country or ""] = None
    code = next(iter(subjects)) if len(subjects) == 1 else ledger.only_country()
    if code not in named and len(named) == 1:
        code = named.pop()
    return ledger.country_entity(code)


def _is_dealt_with(country: Token, bearer: Token) -> bool:
    """Whether the country is the object of what the bearer of the office does (*the president criticised Iraq*)."""
    return country.dep_ in ("dobj", "dative") and bearer.i < country.i and country.head.is_ancestor(bearer)


def _nation(ledger: Ledger, name: Run) -> Entity | None:
    """The nationality in the words right before a name (*Israeli right-winger Ariel Sharon*)."""
    doc = ledger.doc
    for index in range(name.start - 1, max(-1, name.start - _NEAR), -1):
        if index in ledger.by_token:
            how = ledger.by_token[index].how
            return ledger.entity_at(index) if how is Recognition.DEMONYM else None
        if doc[index].pos_ not in ("NOUN", "ADJ", "PROPN") and doc[index].text != "-":
            return None
    return None


def _explanation(ledger: Ledger, name: Run) -> Entity | None:
    """The first state or organisation named in the apposition of a name."""
    root = ledger.doc[name.start : name.end].root
    for child in root.children:
        if child.dep_ == "appos" and child.i >= name.end:
            for token in child.subtree:
                entity = ledger.entity_at(token.i)
                if entity is not None and entity.kind in _HOMES and not _is_sited(token):
                    return entity
    return None


def _is_sited(token: Token) -> bool:
    """*a lawyer in Washington*: where somebody works is not where he belongs."""
    return token.dep_ == "pobj" and token.head.lower_ != "of"


def _short(ledger: Ledger, name: Run, title: Found | None, known: _Known, officeholders: Officeholders) -> None:
    """A short name: somebody of this article, a known holder of the office, or the office alone."""
    names = name.words(ledger.doc)
    entity = known.find(names)
    if entity is not None:
        how = Recognition.COREFERENCE
        ledger.cover(name.start, name.end, entity, how)
        return
    if not _is_surname(ledger.doc, name) or not _is_personal(names):
        return
    holder = officeholders.named(names, title, ledger) or officeholders.by_title(names, title)
    if holder is not None and title is not None and holder.kind is not EntityKind.PERSON:
        ledger.cover(max(title.start, title.modified), name.end, holder, Recognition.OFFICE)
    elif holder is not None:
        ledger.cover(name.start, name.end, holder, Recognition.OFFICE if title is not None else Recognition.NAME)
        known.add(names, holder)
    elif title is not None and title.sector is not None:
        of = ledger.entities[title.of] if title.of is not None else None
        of = of or _implied(ledger, name.start, title)
        if of is not None and title.start < name.start == title.end:
            ledger.cover(max(title.start, title.modified), name.end, of, Recognition.OFFICE)


def _reclaim(ledger: Ledger, known: _Known) -> None:
    """Places that bear the name of a person of this article are that person, unless something says *in*."""
    for mention in ledger.mentions():
        entity = ledger.entities[mention.entity]
        if entity.kind is not EntityKind.PLACE or mention.how is Recognition.CAPITAL:
            continue
        person = known.by_word.get(folded(mention.text))
        if person is not None and not _is_located(ledger, mention):
            ledger.add(mention.span, person, Recognition.COREFERENCE)


def _is_located(ledger: Ledger, mention: Mention) -> bool:
    root = ledger.doc[ledger.root_of(mention)]
    return (
        root.dep_ == "pobj"
        and root.head.lower_ in words.classes()["placed"]
        and root.head.lower_ not in ("by", "of", "for")
    )


def _entitle(ledger: Ledger) -> None:
    """Record the title beside every person, the catalogue's too."""
    for mention in ledger.mentions():
        entity = ledger.entities[mention.entity]
        if entity.kind is EntityKind.PERSON or mention.how is Recognition.OFFICE:
            root = ledger.root_of(mention)
            title = read_title(ledger, *ledger.tokens_of(mention))
            if title is not None:
                ledger.titles[root] = title.title()
