"""Who holds which office of which state, organisation or operation, as titles, appositions and verbs say it.

Every rule starts from the mention of a person and reads word by word to its left or right; the words for offices are
the table ``office_nouns``, those that tell former from present holders ``office_cues``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import evidence, office_owners, stance
from graph.extraction.lexicon import table
from graph.extraction.office_owners import Person
from graph.extraction.phrases import Match, Phrases
from graph.linking.document import LinkedArticle
from graph.model import Claim, EntityKind, OfficeHolding, OfficeStatus, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 12  # words between a name and the office in apposition to it


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the table normalises it; ``of`` says what can have it."""

    name: str
    of: str


@dataclass(frozen=True, slots=True)
class _Title:
    """An office found beside a person: its words, who has it, and what the words around say of the status."""

    match: Match[Office]
    rule: str
    owner: str | None = None
    status: OfficeStatus | None = None


@cache
def nouns() -> Phrases[Office]:
    """The office nouns."""
    return Phrases(
        (row["noun"], Office(row["office"], row["of"])) for row in table("office_nouns", "noun", "office", "of")
    )


@cache
def _cues() -> Phrases[OfficeStatus]:
    rows = table("office_cues", "words", "status")
    return Phrases((row["words"], row.read("status", OfficeStatus)) for row in rows)


@cache
def _ranks() -> Phrases[str]:
    return Phrases((row["word"], row["word"]) for row in table("ranks", "word"))


def find(linked: LinkedArticle) -> Iterator[Claim]:
    """One claim for each person, office and owner, at its first mention."""
    seen: set[tuple[str, str, str, OfficeStatus]] = set()
    for person in _people(linked):
        for title in _titles(person, linked):
            owner = _owner(person, title, linked)
            if owner is None:
                continue
            status = title.status or OfficeStatus.HOLDS
            key = (person.entity, _name(title, owner), owner, status)
            if key not in seen:
                seen.add(key)
                yield _claim(person, title, owner, status, linked)


def _owner(person: Person, title: _Title, linked: LinkedArticle) -> str | None:
    """Of whom the office is. *Its commander* commands the operation, whoever sent or leads it."""
    of = title.match.meaning.of
    if of == "operation" and (title.owner is None or not title.owner.startswith("operation/")):
        return office_owners.implied(person, of, linked) or title.owner
    return title.owner or office_owners.implied(person, of, linked)


def _name(title: _Title, owner: str) -> str:
    """The office, normalised; *the head of the mission* and *the UN mission chief* are one."""
    name = title.match.meaning.name
    return "head of mission" if owner.startswith("operation/") and name in _HEADS else name


_HEADS = frozenset({"head", "chief", "leader"})


def _people(linked: LinkedArticle) -> Iterator[Person]:
    for mention in linked.mentions:
        if linked.entities[mention.entity].kind is not EntityKind.PERSON:
            continue
        span = linked.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if span is None:
            continue
        tokens = list(span.sent)
        yield Person(mention.entity, mention, tokens, span.start - tokens[0].i, span.end - tokens[0].i)


def _titles(person: Person, linked: LinkedArticle) -> Iterator[_Title]:
    title = (
        _before(person, linked)
        or _ahead(person, linked)
        or _behind(person, linked)
        or _verb(person, linked)
        or _doing(person, linked)
    )
    if title is None:
        return
    yield replace(title, status=title.status or _event(person))


def _before(person: Person, linked: LinkedArticle) -> _Title | None:
    """*Kenyan President William Ruto*, *Foreign Minister X of Senegal*, *presidents X of A and Y of B*."""
    end = _skip_ranks(person.tokens, person.start)
    match = _ending_at(person.tokens, end) or _ending_at(person.tokens, person.start)
    if match is None:
        return _shared(person, linked)
    start = match.start - person.tokens[0].i
    owner, status = _modifiers(person.tokens, start, linked)
    owner = owner or office_owners.after_of(person.tokens, person.end, linked)
    if person.tokens[person.start - 1].lower_ == "elect":
        status = OfficeStatus.ELECTED
    return _Title(match, "office.title", owner, status)


def _shared(person: Person, linked: LinkedArticle) -> _Title | None:
    """*Presidents X of A and Y of B*: the plural office belongs to the second name too."""
    at = person.start - 1
    if at < 3 or person.tokens[at].lower_ not in ("and", ","):
        return None
    owner = office_owners.after_of(person.tokens, person.end, linked)
    for start in range(max(0, at - 12), at):
        match = nouns().at(person.tokens, start)
        if (
            match is not None
            and owner is not None
            and person.tokens[match.end - 1 - person.tokens[0].i].tag_ in ("NNS", "NNPS")
        ):
            return _Title(match, "office.title-shared", owner)
    return None


def _skip_ranks(tokens: Sequence[Token], index: int) -> int:
    while index > 0 and (_ranks().at(tokens, index - 1) is not None or tokens[index - 1].text in (".",)):
        index -= 1
    return index


def _ending_at(tokens: Sequence[Token], end: int) -> Match[Office] | None:
    """The longest office that ends before ``tokens[end]`` (*-elect* passed over)."""
    if end >= 2 and tokens[end - 1].lower_ == "elect":
        end -= 2 if tokens[end - 2].text == "-" else 1
    for start in range(max(0, end - 6), end):
        match = nouns().at(tokens, start)
        if match is not None and match.end - tokens[0].i == end:
            return match
    return None


def _modifiers(tokens: Sequence[Token], start: int, linked: LinkedArticle) -> tuple[str | None, OfficeStatus | None]:
    """Owner and status from the words before an office: *Mali's ousted*, *the then Kenyan*, *its former*."""
    owner, status = None, None
    at = start - 1
    while at >= 0 and start - at < 8:
        token = tokens[at]
        here = office_owners.named(token, linked)
        cue = _cues().at(tokens, at)
        if here is not None:
            owner = owner or here
        elif token.tag_ == "PRP$":
            owner = owner or office_owners.meant(token, linked)
        elif cue is not None and token.pos_ in ("ADJ", "VERB", "ADV", "NOUN", "PROPN", "X"):
            status = cue.meaning
        elif token.pos_ not in ("ADJ", "DET", "PART", "NOUN", "PROPN") and token.text not in (
            "-",
            "'s",
            "’s",
            ".",
            "'",
        ):
            break
        at -= 1
    return owner, status


def _ahead(person: Person, linked: LinkedArticle) -> _Title | None:
    """*Kenya's president, William Ruto,*, *the head of the mission, X*, *its chief, General X*."""
    comma = _skip_ranks(person.tokens, person.start) - 1
    if comma < 1 or person.tokens[comma].text != ",":
        return None
    for start in range(max(0, comma - REACH), comma):
        match = nouns().at(person.tokens, start)
        if match is None:
            continue
        end = match.end - person.tokens[0].i
        between = person.tokens[end:comma]
        if not any(token.pos_ in ("VERB", "AUX", "PUNCT") for token in between):
            owner, status = _modifiers(person.tokens, start, linked)
            owner = office_owners.after_of(person.tokens, end, linked) or owner
            return _Title(match, "office.apposition", owner, status)
    return None


def _behind(person: Person, linked: LinkedArticle) -> _Title | None:
    """*William Ruto, president of Kenya*, *X is the commander of the force*, *X, Kenya's defence minister*."""
    tokens = person.tokens
    at = person.end
    if at >= len(tokens) or not (tokens[at].text in (",", "(") or tokens[at].lemma_ in ("be", "become")):
        return None
    limit = min(len(tokens), at + REACH)
    for start in range(at + 1, limit):
        if tokens[start].text in (",", ";") or (tokens[start].pos_ in ("VERB",) and _cues().at(tokens, start) is None):
            return None
        match = nouns().at(tokens, start)
        if match is None or office_owners.named(tokens[start], linked) is not None:
            continue
        if tokens[start].tag_ in ("NNS", "NNPS"):
            return None
        end = match.end - tokens[0].i
        owner, status = _modifiers(tokens, start, linked)
        owner = office_owners.after_of(tokens, end, linked) or owner
        past = tokens[at].lemma_ == "be" and tokens[at].tag_ == "VBD"
        return _Title(match, "office.apposition", owner, status or (OfficeStatus.HELD if past else None))
    return None


def _verb(person: Person, linked: LinkedArticle) -> _Title | None:
    """*X was elected president of Y*, *X, who heads the mission*."""
    tokens = person.tokens
    for at in range(person.end, min(len(tokens), person.end + 6)):
        cue = _cues().at(tokens, at)
        if cue is None or tokens[at].pos_ != "VERB" or cue.meaning in _ENDINGS:
            continue
        for start in range(at + 1, min(len(tokens), at + 7)):
            match = nouns().at(tokens, start)
            if match is not None:
                end = match.end - tokens[0].i
                owner, _ = _modifiers(tokens, start, linked)
                if end < len(tokens) and _is_person(tokens[end], linked):
                    return None  # another person's title
                return _Title(match, "office.verb", office_owners.after_of(tokens, end, linked) or owner, cue.meaning)
    return None


@cache
def _verbs() -> Phrases[str]:
    return Phrases((row["verb"], row["office"]) for row in table("office_verbs", "verb", "office"))


def _doing(person: Person, linked: LinkedArticle) -> _Title | None:
    """*Jean Arnault, who heads the mission*, *X commands the operation*."""
    tokens = person.tokens
    for at in range(person.end, min(len(tokens), person.end + 4)):
        verb = _verbs().at(tokens, at)
        if verb is None or tokens[at].pos_ != "VERB" or tokens[at].tag_ == "VBN":
            continue
        owner = office_owners.object_of(tokens, at + 1, linked)
        if owner is not None:
            of = "operation" if owner.startswith("operation/") else "stated"
            return _Title(Match(verb.start, verb.end, Office(verb.meaning, of)), "office.doing", owner)
    return None


_ENDINGS = frozenset({OfficeStatus.HELD, OfficeStatus.RESIGNED, OfficeStatus.DIED})


def _is_person(token: Token, linked: LinkedArticle) -> bool:
    entity = linked.entity_at(token)
    return entity is not None and entity.kind is EntityKind.PERSON


def _event(person: Person) -> OfficeStatus | None:
    """What the clause says happens to the holder: *resigned*, *was ousted*, *overthrew President X*."""
    name = person.tokens[person.end - 1]
    for token in person.tokens[person.start : person.end]:
        name = token if token.head not in person.tokens[person.start : person.end] else name
    verb = name.head
    cue = _cues().at([verb], 0) if verb.pos_ == "VERB" else None
    if cue is None or cue.meaning in (OfficeStatus.HOLDS, OfficeStatus.APPOINTED, OfficeStatus.ELECTED):
        return None
    acted_on = name.dep_ in ("nsubjpass", "dobj")
    return cue.meaning if acted_on == (cue.meaning is OfficeStatus.HELD) else None


def _claim(person: Person, title: _Title, owner: str, status: OfficeStatus, linked: LinkedArticle) -> Claim:
    words = linked.doc[title.match.start : title.match.end]
    _, attributed = stance.of(words.root, linked)
    return Claim(
        statement=OfficeHolding(person=person.entity, office=_name(title, owner), of=owner, status=status),
        evidence=evidence.of(words.sent, [person.mention.span, Span(words.start_char, words.end_char)], linked),
        rule=title.rule,
        attributed_to=attributed,
        confidence=0.9,
    )
