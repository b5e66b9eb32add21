"""What a predicate says of a contribution: its status, read from tense, auxiliaries, negation and what stands above it.

The table ``contribution_predicates`` tells what a predicate itself means; ``contribution_governors`` what a word over
it makes of it (*agreed to send*, *is considering sending*, *ruled out sending*, *parliament approved the deployment*).
A movement under way or done is deployed; announced, promised or future it is pledged (ARCHITECTURE.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction.lexicon import table
from graph.extraction.phrases import Match, Phrases
from graph.model import ContributionStatus

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

DEPLOYED, PLEDGED = ContributionStatus.DEPLOYED, ContributionStatus.PLEDGED
CONSIDERED, REFUSED, WITHDRAWN = ContributionStatus.CONSIDERED, ContributionStatus.REFUSED, ContributionStatus.WITHDRAWN

_NONFINITE = frozenset(
    {"xcomp", "pcomp", "acl", "advcl", "ccomp", "dobj", "pobj", "attr", "nsubjpass", "nsubj", "conj"}
)


@dataclass(frozen=True, slots=True)
class Sort:
    """What the tables say of a predicate."""

    words: str
    name: str
    object: str
    noun: bool


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate of contribution in the text. ``status`` None: it is no contribution (somebody asks for one)."""

    token: Token
    end: int
    sort: Sort
    status: ContributionStatus | None
    governor: Token | None  # the highest word that decided the status


@cache
def _predicates() -> Phrases[Sort]:
    rows = table("contribution_predicates", "words", "sort", "object")
    return Phrases(
        (row["words"].removeprefix("n:"), Sort(row["words"], row["sort"], row["object"], row["words"].startswith("n:")))
        for row in rows
    )


@cache
def _nouns() -> Phrases[Sort]:
    rows = table("contribution_predicates", "words", "sort", "object")
    return Phrases(
        (row["words"][2:], Sort(row["words"], row["sort"], row["object"], True))
        for row in rows
        if row["words"].startswith("n:")
    )


@cache
def _governors() -> Phrases[str]:
    return Phrases((row["words"], row["effect"]) for row in table("contribution_governors", "words", "effect"))


@cache
def _cues() -> Phrases[str]:
    return Phrases((row["words"], row["effect"]) for row in table("status_cues", "words", "effect"))


def is_deed(token: Token) -> bool:
    """Whether a noun names a contribution (*the dispatch of 420 troops*), not those who are given."""
    return token.pos_ == "NOUN" and _nouns().at([token], 0) is not None


def find(sentence: Span, before: ContributionStatus | None = None) -> Iterator[Predicate]:
    """The predicates of contribution in a sentence; ``before`` is the status that the last one before it had."""
    tokens = list(sentence)
    index = 0
    while index < len(tokens):
        match = _match(tokens, index)
        if match is not None:
            status, governor = read(tokens[index], match.meaning)
            sort = match.meaning
            if sort.name == "same":
                status, sort = _same(status, sort, before)
            yield Predicate(tokens[index], match.end, sort, status, governor)
            before = status or before
            index += match.end - match.start
        else:
            index += 1


def _same(
    status: ContributionStatus | None, sort: Sort, before: ContributionStatus | None
) -> tuple[ContributionStatus | None, Sort]:
    """*The Dominican Republic will follow suit*: it does what was told of another."""
    if before is None or status is None:
        return None, sort
    if before in (WITHDRAWN, REFUSED):
        return before, replace(sort, name="withdraw" if before is WITHDRAWN else "refuse")
    return (CONSIDERED if before is CONSIDERED else status), replace(sort, name="join")


def _match(tokens: list[Token], index: int) -> Match[Sort] | None:
    token = tokens[index]
    if token.pos_ == "NOUN":
        return _nouns().at(tokens, index)
    if token.pos_ not in ("VERB", "AUX") and not (token.pos_ == "ADJ" and token.tag_ in ("VBN", "VBG", "VBD")):
        return None
    match = _with_particle(tokens, index) or _predicates().at(tokens, index)
    if match is None or match.meaning.noun or token.dep_ in ("aux", "auxpass"):
        return None
    return Match(match.start, match.end, _turned(match.meaning, tokens, match.end - tokens[0].i))


def _with_particle(tokens: list[Token], index: int) -> Match[Sort] | None:
    """*pull its soldiers out*, *flew the last of them home*: the particle stands behind the object."""
    for particle in tokens[index + 2 : index + 10]:
        if (particle.is_punct and particle.text != ",") or particle.pos_ in ("VERB", "AUX"):
            return None
        if particle.pos_ in ("ADV", "ADP"):
            match = _predicates().at([tokens[index], particle], 0)
            if match is not None and match.end - match.start == 2:
                return Match(match.start, match.start + 1, match.meaning)
    return None


def _turned(sort: Sort, tokens: list[Token], after: int) -> Sort:
    """*leave for Haiti*, *fly out to Mali* bring forces somewhere, though *leave* and *fly out* take them away."""
    away = sort.name == "leave" or sort.words.endswith(" out")
    if not away:
        return sort
    for token in tokens[after : after + 8]:
        if token.lower_ in ("for", "to") and token.tag_ in ("IN", "TO") and token.dep_ != "aux":
            if token.i + 1 < len(token.doc) and token.nbor().tag_ == "PRP$":  # to their bases, to its barracks
                break
            return replace(sort, name="go", object="forces")
        if token.pos_ in ("VERB", "PUNCT") or token.lower_ in ("of", "from"):
            break
    return replace(sort, name="withdraw") if sort.name == "leave" else sort


def read(token: Token, sort: Sort) -> tuple[ContributionStatus | None, Token | None]:
    """The status that the predicate has in its sentence, and the word above it that decided."""
    status = _own(token, sort)
    if status is None:
        return None, None
    above = _above(token)
    for governor, effect in above:
        if effect in ("keep", "end"):
            status = _own(governor, replace(sort, name="keep" if effect == "keep" else "withdraw", noun=False))
            if status is None:
                return None, governor
            sort = replace(sort, name=effect)
            continue
        if effect in ("ask", "accuse"):
            return None, governor
        if effect in ("opinion", "belief"):
            if any(child.dep_ == "auxpass" for child in governor.children):  # *is thought to have* says what is
                status = DEPLOYED if status is PLEDGED and _infinitive(token) else status
                continue
            if effect == "belief":
                continue
            effect = "consider"  # *is thinking of sending*
        status = _apply(effect, status, governor, keeps=sort.name == "keep")
    if token.dep_ in ("csubj", "csubjpass") and negated(token.head):  # *sending soldiers is not on the table*
        return REFUSED, token.head
    return status, above[-1][0] if above else None


def _own(token: Token, sort: Sort) -> ContributionStatus | None:
    base = {"withdraw": WITHDRAWN, "pledge": PLEDGED, "consider": CONSIDERED, "refuse": REFUSED}.get(
        sort.name, DEPLOYED
    )
    if sort.noun:
        return base
    cue = modality(token)
    if base is REFUSED:
        return CONSIDERED if negated(token) else REFUSED
    if base is WITHDRAWN:
        return DEPLOYED if negated(token) else WITHDRAWN
    if sort.name == "keep":
        return WITHDRAWN if negated(token) else DEPLOYED
    if negated(token) and cue is None and _lacks(token):
        return None
    if token.lemma_ == "be" and any(c.dep_ == "acomp" and effect_of(c) == "pledge" for c in token.children):
        return PLEDGED  # *is due in Doboj next week*
    if negated(token):
        return CONSIDERED if _not_yet(token) or cue == "possible" else REFUSED
    if cue == "possible":
        return CONSIDERED
    if base is DEPLOYED and (cue == "future" or _infinitive(token)):
        return PLEDGED
    return base


def modality(token: Token) -> str | None:
    """``future`` or ``possible`` where an auxiliary of the verb, or of the verb it is coordinated with, says so."""
    verb: Token | None = token
    for _ in range(4):
        if verb is None:
            return None
        found = [
            m.meaning
            for child in verb.children
            if child.dep_ in ("aux", "advmod", "npadvmod", "prep") and (m := _cues().at([child], 0))
        ]
        if found:
            return "possible" if "possible" in found else found[0]
        has_own = any(child.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for child in verb.children)
        verb = verb.head if verb.dep_ == "conj" and not has_own else None
    return None


def negated(token: Token) -> bool:
    """*not*, *never*, *no troops*, *nor*."""
    if any(child.dep_ == "neg" or child.lower_ in ("never", "nor", "neither") for child in token.children):
        return True
    return any(
        child.dep_ in ("dobj", "nsubj", "nsubjpass", "attr") and any(grand.lower_ == "no" for grand in child.children)
        for child in token.children
    )


def _lacks(token: Token) -> bool:
    """*has no fighters of its own*: nothing is refused, nothing is there."""
    return not any(child.dep_ == "neg" for child in token.children)


def _not_yet(token: Token) -> bool:
    return any(child.lower_ in ("yet", "still") for child in token.children) or any(
        child.dep_ == "aux" and child.lemma_ in ("have", "do") for child in token.children
    )


def _infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(child.tag_ == "TO" for child in token.children)


def _above(token: Token) -> list[tuple[Token, str]]:
    """The governors over a predicate, from the nearest outward, as long as it is not finite."""
    found: list[tuple[Token, str]] = []
    current = token
    for _ in range(8):
        if _closed(current) or current.head is current:
            break
        head = current.head
        match = effect_of(head)
        if match is not None and head is not token and current.dep_ != "conj":
            found.append((head, match))
        current = head
    return found


def _closed(token: Token) -> bool:
    """Whether a clause ends here that stands by itself: what is above only reports it."""
    if token.pos_ not in ("VERB", "AUX"):
        return token.dep_ in ("nsubj", "npadvmod") and token.head.pos_ == "VERB" and effect_of(token.head) is None
    if token.dep_ in ("relcl", "parataxis", "ROOT"):
        return True
    finite = any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in token.children) and not _infinitive(token)
    if token.dep_ == "ccomp" and finite:
        return not any(child.lower_ in ("whether", "if") for child in token.children) and not _demanding(token)
    return token.dep_ in ("advcl", "conj") and finite


def _demanding(token: Token) -> bool:
    """*demanded that X send*, *urged that troops be sent*: a bare form under a verb of asking is no report."""
    bare = token.tag_ == "VB" and modality(token) is None
    return effect_of(token.head) in (("ask", "refuse", "consider") if bare else ("refuse", "consider"))


def _particle(token: Token) -> Token | None:
    return next((child for child in token.children if child.dep_ in ("prt", "advmod") and child.i > token.i), None)


def effect_of(token: Token) -> str | None:
    """What a word makes of the predicates below it, if it is in the table."""
    particle = _particle(token)
    match = _governors().at([token, particle], 0) if particle is not None else None
    match = match or _governors().at([token], 0)
    return None if match is None else match.meaning


def _begun(status: ContributionStatus, cue: str | None) -> ContributionStatus:
    """What has begun is under way."""
    return DEPLOYED if status is PLEDGED and cue is None else status


def _apply(effect: str, status: ContributionStatus, governor: Token, *, keeps: bool) -> ContributionStatus:
    cue, denied = modality(governor), negated(governor)
    if keeps:
        return WITHDRAWN if (effect == "refuse") != denied else DEPLOYED
    if effect == "begin":
        return _begun(status, "future" if _infinitive(governor) else cue)
    if effect == "stop":
        return status if denied else WITHDRAWN
    if effect == "refuse":
        return CONSIDERED if denied else (DEPLOYED if status is WITHDRAWN else REFUSED)
    if status in (WITHDRAWN, REFUSED) or effect == "report":
        return status
    if effect == "consider":
        return REFUSED if denied and status is not REFUSED else CONSIDERED
    if denied:
        return CONSIDERED if _not_yet(governor) and governor.lemma_ not in ("plan", "intend") else REFUSED
    return CONSIDERED if cue == "possible" or status is CONSIDERED else PLEDGED
