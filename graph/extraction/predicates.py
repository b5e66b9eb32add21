"""The words that name acts and modalities, with what they ask of their neighbours (``predicates_*.tsv``).

A predicate is a verb, noun or adjective, alone or with other words (*break off*, *state of emergency*); it names an
act of the codebook or an operator on the act in its complement. Of all predicates that fit a word, the most specific
one is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from graph.extraction import clauses
from graph.extraction.codebook import Act, Operator, acts
from graph.extraction.lexicon import Row, table

if TYPE_CHECKING:
    from spacy.tokens import Token

ANY = "*"  # stands for every word of its kind
FILES = ("predicates_modality", "predicates_cooperation", "predicates_conflict")

# What a predicate may ask of its complement, tested by graph.extraction.readings.
CONDITIONS = frozenset(
    ["act", "act-subject", "clause", "other-clause", "must-clause", "hostile-clause", "infinitive", "future-clause"]
)
_SIMPLE = frozenset(
    [
        "actor",
        "future",
        "violent",
        "to-place",
        "to-actor",
        "subj:official",
        "conditional",
        "jointly",
        "refused-future",
        "peace-frame",
    ]
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """One word or phrase of the lexicon."""

    rule: str
    head: str
    others: frozenset[str]
    conditions: tuple[str, ...]
    act: Act | None
    operator: Operator | None
    roles: tuple[str, ...]
    otherwise: Act | None

    @property
    def specificity(self) -> int:
        """How much it asks for: words weigh more than conditions."""
        if self.head == ANY:
            return -2
        return 3 * len(self.others) + 2 * sum(1 for each in self.conditions if not each.startswith("!"))


@cache
def index() -> Mapping[tuple[str, str], tuple[Predicate, ...]]:
    """Predicates by kind (v, n, a) and head word. Raises CatalogError for a row that makes no sense."""
    found: dict[tuple[str, str], list[Predicate]] = {}
    for file in FILES:
        for row in table(file, "kind", "words", "with", "act", "roles", "else"):
            for predicate in _predicates(row):
                found.setdefault((row["kind"], predicate.head), []).append(predicate)
    return MappingProxyType({key: tuple(value) for key, value in found.items()})


def _predicates(row: Row) -> Iterator[Predicate]:
    if row["kind"] not in ("v", "n", "a"):
        row.fail(f"kind must be v, n or a, not {row['kind']!r}")
    conditions = tuple(row["with"].split())
    for condition in conditions:
        _check(row, condition)
    operator = row.read("act", lambda cell: Operator(cell[1:]) if cell.startswith("+") else None)
    act = None if operator else row.read("act", acts().__getitem__)
    otherwise = row.read("else", acts().__getitem__) if row["else"] else None
    for phrase in row.words("words"):
        rule = f"{row['kind']}.{phrase.replace(' ', '-')}"
        for spelling in _spellings(phrase):
            head, others = _split(spelling, row["kind"])
            yield Predicate(rule, head, others, conditions, act, operator, row.words("roles"), otherwise)


def _spellings(phrase: str) -> tuple[str, ...]:
    """The phrase as the tokenizer leaves it: hyphens part words (*cease-fire*: *cease*, *fire*)."""
    return (phrase, phrase.replace("-", " ")) if "-" in phrase else (phrase,)


def _split(phrase: str, kind: str) -> tuple[str, frozenset[str]]:
    parts = phrase.split()
    at = parts.index("of") - 1 if kind == "n" and "of" in parts else (-1 if kind == "n" else 0)
    head = parts.pop(at)
    return head, frozenset(parts)


def _check(row: Row, condition: str) -> None:
    name = condition.partition("@")[2]
    if name and name not in classes():
        row.fail(f"there is no class {name!r} in word_classes.tsv")
    if not name and condition not in CONDITIONS | _SIMPLE and not condition.startswith("prep:"):
        row.fail(f"the condition {condition!r} is unknown")


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """Classes of nouns by name."""
    return {row["class"]: frozenset(row.words("words")) for row in table("word_classes", "class", "words")}


def candidates(token: Token) -> Iterator[Predicate]:
    """The predicates whose words are all there; conditions are not yet tested."""
    kind = _kind(token)
    if kind is None:
        return
    found = index().get((kind, lemma(token)), ()) + (index().get((kind, ANY), ()))
    if not found:
        return
    around: Mapping[str, list[Token]] | None = None
    for predicate in found:
        if predicate.others:
            if around is None:
                around = _around(token, kind)
            if not all(_stands(word, predicate, token, around) for word in predicate.others):
                continue
        yield predicate


def _stands(word: str, predicate: Predicate, token: Token, around: Mapping[str, list[Token]]) -> bool:
    """Whether a word of the phrase is there; a preposition must hang on the head or another word of the phrase."""
    return any(
        each.dep_ not in ("prep", "agent")
        or ((each.head.i == token.i or lemma(each.head) in predicate.others) and not _is_temporal(each))
        for each in around.get(word, ())
    )


def _is_temporal(preposition: Token) -> bool:
    """*marched on Monday* is not *marched on the capital*."""
    return any(each.dep_ == "pobj" and each.lower_ in classes()["times"] for each in preposition.rights)


def _kind(token: Token) -> str | None:
    pos = token.pos_
    if clauses.is_verb(token):
        return "v"
    if pos in ("NOUN", "PROPN"):
        return "n"
    return "a" if pos == "ADJ" else None


def lemma(token: Token) -> str:
    """The lemma in lower case, repaired where the model's is no word that we know (*staged*: *stag*)."""
    return _lemma(token.lower_, token.lemma_, _kind(token))


@lru_cache(maxsize=50_000)
def _lemma(form: str, guess: str, kind: str | None) -> str:
    guess = guess.lower()
    if kind != "v" or (kind, guess) in index():
        return guess
    stems = (_irregular().get(form, guess), *_stems(form))
    return next((stem for stem in stems if (kind, stem) in index()), guess)


@cache
def _irregular() -> Mapping[str, str]:
    rows = table("irregular_verbs", "verb", "forms")
    return {form: row["verb"] for row in rows for form in row.words("forms")}


def _stems(form: str) -> Iterator[str]:
    """What the base of an inflected form may be, by spelling."""
    for ending, replacements in _ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            yield from (stem + replacement for replacement in replacements)
            if stem[-1] == stem[-2]:
                yield stem[:-1]


_ENDINGS = (("ied", ("y",)), ("ies", ("y",)), ("ing", ("", "e")), ("ed", ("", "e")), ("es", ("", "e")), ("s", ("",)))


def _around(token: Token, kind: str) -> Mapping[str, list[Token]]:
    found: dict[str, list[Token]] = {}
    beside = _beside(token) if kind == "n" else chain(clauses.near(token), clauses.wishing(token))
    for each in beside:
        for form in {lemma(each), each.lower_}:
            found.setdefault(form, []).append(each)
    return found


def _beside(noun: Token) -> Iterator[Token]:
    for each in noun.children:
        if each.dep_ in ("compound", "amod", "nmod", "poss", "npadvmod"):
            yield each
            yield from clauses.children(each, "compound", "amod")
        elif each.dep_ == "prep":
            yield each
            for inner in clauses.children(each, "pobj"):
                yield inner
                yield from clauses.children(inner, "compound", "amod")


def belongs(nouns: Iterable[Token], name: str) -> bool:
    """Whether one of the nouns, or one that it counts or that is joined to it, is in the class."""
    words = classes()[name]
    return any(form in words for noun in nouns for form in _forms(noun, 2))


def _forms(noun: Token, depth: int) -> Iterator[str]:
    own = lemma(noun)
    yield own
    if noun.pos_ == "PROPN" and own.endswith("s"):
        yield own[:-1]  # the tagger takes Marines for a name
    for each in noun.children:
        if each.dep_ in ("compound", "amod"):
            yield f"{lemma(each)} {own}"
        elif each.dep_ == "conj" and depth:
            yield from _forms(each, depth - 1)
        elif (
            each.dep_ == "prep" and each.lower_ == "of" and depth and (noun.like_num or own in classes()["containers"])
        ):
            yield from (form for inner in each.children if inner.dep_ == "pobj" for form in _forms(inner, depth - 1))
