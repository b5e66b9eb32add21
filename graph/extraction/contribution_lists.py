"""Contributors in lists: numbers without a noun, gapped items, lists behind *include*, headings and colons.

Lists are read word by word, since parsers attach their items in too many ways. Each rule is one way in which news
says it; its name goes into the claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import counts, enumerations, nations, roles
from graph.extraction.contribution_draft import Draft, status_of
from graph.extraction.contribution_status import Predicate
from graph.extraction.forces import Force
from graph.extraction.lexicon import table
from graph.extraction.phrases import Phrases
from graph.extraction.scenes import Scene
from graph.linking.document import LinkedArticle
from graph.model import ContributionStatus, Quantity, Recognition

if TYPE_CHECKING:
    from spacy.tokens import Token

_GIVING = frozenset({"send", "pledge", "consider", "refuse", "withdraw", "keep"})


def bare_objects(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Tajikistan provided 200*, *Indonesia provides 1,231 of them*, *declined to send any*, *its promise of 160*."""
    for predicate in scene.predicates:
        counts_forces = predicate.sort.name in _GIVING and predicate.sort.object != "troops"
        if predicate.status is None or not (counts_forces or _with_number(predicate)):
            continue
        found = _bare_object(predicate, scene)
        if found is None:
            continue
        quantity, shared = found
        givers = roles.givers(predicate.token, linked)
        for giver in givers if shared or len(givers) == 1 else ():
            rule = f"contribution.{predicate.sort.name}-number"
            yield Draft(giver, predicate.status, predicate.token, rule, predicate, personnel=quantity)


def _with_number(predicate: Predicate) -> bool:
    """*The Czech Republic followed with 60*: a movement with a number is one of forces."""
    after = predicate.token.doc[predicate.end] if predicate.end < predicate.token.sent.end else None
    return predicate.sort.name in ("go", "join", "withdraw") and after is not None and after.lower_ == "with"


def _bare_object(predicate: Predicate, scene: Scene) -> tuple[Quantity | None, bool] | None:
    """The number that is the object of a predicate by itself, and whether each of several contributors gives it."""
    tokens = list(scene.sentence)
    at = predicate.end - tokens[0].i
    if predicate.sort.noun:
        at = at + 1 if at < len(tokens) and tokens[at].lower_ == "of" else len(tokens)
    while at < len(tokens) and counts.read(tokens, at) is None and _skipped(tokens[at]):
        at += 1
    if at >= len(tokens):
        return None
    if tokens[at].lower_ in _UNNUMBERED and tokens[at].dep_ in ("dobj", "pobj"):
        return None, True
    count = counts.read(tokens, at)
    if count is None or not _ends_item(tokens, count.end - tokens[0].i):
        return None
    after = count.end - tokens[0].i
    return _people(count), after < len(tokens) and tokens[after].lower_ in ("each", "apiece")


def _skipped(token: Token) -> bool:
    return token.tag_ == "PRP$" or token.pos_ == "ADV" or token.lower_ == "with"


_UNNUMBERED = frozenset({"own", "any", "some", "more", "them", "none", "one", "others"})


def _people(count: counts.Count) -> Quantity | None:
    """The number as one of people: a few in words (*one each*, *provides two*) count units."""
    low = count.quantity.low
    few = low is not None and low <= FEW and not any(char.isdigit() for char in count.quantity.text)
    return None if few else count.quantity


FEW = 12  # news writes numbers of people above it in digits


def nationals(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*That leaves 341 Filipinos and 193 Indians*: people by their nation, in a sentence about forces or under one."""
    if not (scene.forces or scene.mission or scene.predicates):
        return
    tokens = list(scene.sentence)
    base = tokens[0].i
    for index in range(len(tokens)):
        count = counts.read(tokens, index) if tokens[index].pos_ == "NUM" else None
        at = count.end - base if count is not None else len(tokens)
        mention = linked.mention_at(tokens[at]) if at < len(tokens) else None
        if count is None or mention is None or mention.how is not Recognition.DEMONYM:
            continue
        follows = tokens[at + 1] if at + 1 < len(tokens) else None
        one = nations.named(tokens[at], linked)
        plural = tokens[at].tag_ in ("NNS", "NNPS") and (
            follows is None or follows.pos_ not in ("NOUN", "ADJ", "PROPN")
        )
        if one is not None and plural and not tokens[max(0, index - 1)].like_num:
            predicate = _before(scene, tokens[index].i)
            yield Draft(
                one, status_of(predicate), tokens[at], "contribution.nationals", predicate, personnel=_people(count)
            )


def of_them(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*most of them from France*, *half of whom come from Nepal*: the origin of forces counted before."""
    tokens = list(scene.sentence)
    for index, token in enumerate(tokens[:-2]):
        if token.lower_ not in ("them", "whom", "which") or tokens[index - 1].lower_ != "of" or not scene.forces:
            continue
        at = index + 1
        while at < len(tokens) and tokens[at].pos_ in ("VERB", "AUX", "ADV"):
            at += 1
        listed = enumerations.origin(tokens, at, linked)
        for giver in listed.givers if listed is not None and scene.forces[0].start < token.i else ():
            predicate = _before(scene, token.i)
            yield Draft(giver, status_of(predicate), token, "contribution.of-them", predicate, scene.forces[0])


def gapped(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Germany 150 and Italy a frigate*, *300 from Uganda*, *followed by Burundi with 5,400*, *Denmark (300)*."""
    tokens = list(scene.sentence)
    base = tokens[0].i
    index = 0
    while index < len(tokens):
        force = next((f for f in scene.forces if f.start == tokens[index].i), None)
        count = counts.read(tokens, index) if force is None else None
        if force is None and count is None:
            index += 1
            continue
        end = (force.end if force is not None else count.end) - base  # type: ignore[union-attr]
        predicate = _before(scene, tokens[index].i)
        if _is_list(scene) and (predicate is None or predicate.status is not None):
            personnel = force.personnel if force is not None else _people(count)  # type: ignore[arg-type]
            assets = force.assets if force is not None else ()
            givers = _beside(tokens, index, end, force, linked)
            each = end < len(tokens) and tokens[end].lower_ in ("each", "apiece")
            personnel = personnel if len(givers) == 1 or each else None
            for giver in givers:
                rule = "contribution.listed" if scene.heading else "contribution.list-item"
                yield Draft(giver, status_of(predicate), tokens[index], rule, predicate, force, personnel, assets)
        index = max(end, index + 1)


def _is_list(scene: Scene) -> bool:
    """Whether numbers beside names can count forces here: something in the sentence, or before it, says forces."""
    return scene.heading or bool(scene.forces) or any(p.sort.name in _GIVING for p in scene.predicates)


def _beside(tokens: list[Token], start: int, end: int, force: Force | None, linked: LinkedArticle) -> tuple[str, ...]:
    """The contributors a bare number belongs to: those behind its *from*, or the name right before it."""
    each = end < len(tokens) and tokens[end].lower_ in ("each", "apiece")
    if force is None:
        if end < len(tokens) and tokens[end].lower_ in ("more", "others", "each"):
            end += 1
        listed = (
            enumerations.origin(tokens, end, linked) if end < len(tokens) and tokens[end].lower_ == "from" else None
        )
        if listed is not None:
            return listed.givers
        if not _ends_item(tokens, end):
            return ()
    elif force.givers and not force.own:
        return ()
    at = start - 1
    with_ = False
    while at >= 0 and (tokens[at].lower_ in _BEFORE_NUMBERS or (with_ and tokens[at].text == ",")):
        with_ = with_ or tokens[at].lower_ == "with"
        at -= 1
    mention = linked.mention_at(tokens[at]) if at >= 0 else None
    if mention is None or mention.how is not Recognition.NAME or _placed(tokens, at, linked):
        return ()
    if each:
        return enumerations.around(tokens[at], linked)
    one = nations.named(tokens[at], linked)
    return () if one is None else (one,)


_BEFORE_NUMBERS = frozenset(
    {
        "with",
        "of",
        "(",
        ":",
        "–",
        "—",
        "another",
        "a",
        "an",
        "its",
        "their",
        "contributing",
        "providing",
        "sending",
        "offering",
        "pledging",
    }
)


def _placed(tokens: list[Token], at: int, linked: LinkedArticle) -> bool:
    mention = linked.mention_at(tokens[at])
    while at > 0 and linked.mention_at(tokens[at]) is mention:
        at -= 1
    while at > 0 and tokens[at].tag_ == "DT":
        at -= 1
    return tokens[at].tag_ in ("IN", "TO") and tokens[at].lower_ not in ("by", "with", "from", "while")


def _ends_item(tokens: list[Token], end: int) -> bool:
    """Whether a bare number ends its item of a list, so that it can only count what was counted before."""
    return (
        end >= len(tokens)
        or tokens[end].text in (",", ".", ";", ")", ":")
        or tokens[end].is_space
        or tokens[end].lower_ in _ENDS_ITEM
    )


_ENDS_ITEM = frozenset(
    {
        "by",
        "this",
        "next",
        "last",
        "and",
        "while",
        "to",
        "of",
        "from",
        "in",
        "near",
        "there",
        "each",
        "apiece",
        "already",
        "at",
        "based",
        "with",
        "so",
        "more",
        "others",
        "altogether",
        "strong",
        "under",
        "on",
        "until",
        "for",
        "but",
        "or",
        "as",
    }
)


def _before(scene: Scene, index: int) -> Predicate | None:
    before = [p for p in scene.predicates if p.token.i < index]
    return before[-1] if before else None


def included(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*The force will include Kenya, Uganda and Chad*: an operation's parts are states."""
    tokens = list(scene.sentence)
    base = tokens[0].i
    for predicate in scene.predicates:
        if predicate.sort.name != "include" or predicate.status is None or not scene.mission:
            continue
        if predicate.token.dep_ == "relcl":  # *a unit that came from the Congo*
            continue
        at = predicate.end - base
        while at < len(tokens) and tokens[at].lower_ in ("of", "up", "by", "from", "forces", "troops"):
            at += 1
        listed = enumerations.read(tokens, at, linked)
        if listed is None:
            continue
        for giver, number in zip(listed.givers, listed.numbers, strict=True):
            yield Draft(giver, predicate.status, predicate.token, "contribution.include", predicate, personnel=number)


@cache
def _contributor_nouns() -> Phrases[str]:
    return Phrases((row["noun"], row["noun"]) for row in table("contributor_nouns", "noun"))


def contributors(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Troop-contributing countries are Burundi, Kenya and Uganda*; *Uganda is the largest contributor*."""
    tokens = list(scene.sentence)
    base = tokens[0].i
    for match in _contributor_nouns().within(tokens):
        head = tokens[match.end - 1 - base]
        numbers = _after_copula(tokens, match.end - base, linked)
        if not numbers and head.dep_ == "appos":
            numbers = dict.fromkeys(nations.denoted(head.head, linked))
        elif not numbers and head.dep_ in ("attr", "pobj"):
            numbers = dict.fromkeys(roles.givers(head.head, linked))
        followed = _followed_by(match.end, scene) if len(numbers) == 1 else None
        for giver, number in numbers.items():
            number = number or followed
            yield Draft(giver, ContributionStatus.DEPLOYED, head, "contribution.contributor", personnel=number)


def _after_copula(tokens: list[Token], start: int, linked: LinkedArticle) -> dict[str, Quantity | None]:
    """The list behind *are*, *include* or a colon."""
    for at in range(start, min(start + 12, len(tokens) - 1)):
        if tokens[at].lemma_ in ("be", "include", "comprise") or tokens[at].text == ":":
            listed = enumerations.read(tokens, at + 1, linked)
            return dict(zip(listed.givers, listed.numbers, strict=True)) if listed is not None else {}
    return {}


def _followed_by(end: int, scene: Scene) -> Quantity | None:
    """*the biggest contributor, with 6,200 troops*."""
    for force in scene.forces:
        if 0 < force.start - end <= 3 and force.head.doc[force.start - 1].lower_ == "with":
            return force.personnel
    return None
