"""Who gives which forces, sentence by sentence: the rules that find a contributor, before it is known for what.

Each function is one way in which news says it; the name of its rule goes into the claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import counts, enumerations, nations, roles
from graph.extraction.contribution_status import Predicate
from graph.extraction.forces import Force
from graph.extraction.lexicon import table
from graph.extraction.phrases import Phrases
from graph.extraction.scenes import Scene
from graph.linking.document import LinkedArticle
from graph.model import Asset, ContributionStatus, Quantity, Recognition

if TYPE_CHECKING:
    from spacy.tokens import Token

DEPLOYED = ContributionStatus.DEPLOYED
_GIVING = frozenset({"send", "pledge", "consider", "refuse", "withdraw", "keep"})
_ENTERING = frozenset({"join", "lead", "withdraw", "keep", "refuse", "consider"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A contributor with what it gives; ``trigger`` is the word that the claim hangs on."""

    giver: str
    status: ContributionStatus
    trigger: Token
    rule: str
    predicate: Predicate | None = None
    force: Force | None = None
    personnel: Quantity | None = None
    assets: tuple[Asset, ...] = ()
    organization: str | None = None


def find(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """All drafts of a sentence."""
    yield from _own_forces(scene, linked)
    yield from _given_forces(scene, linked)
    yield from _bare_objects(scene, linked)
    yield from _gapped(scene, linked)
    yield from _entering(scene, linked)
    yield from _listed(scene, linked)
    yield from _contributors(scene, linked)


def governing(force: Force, scene: Scene) -> Predicate | None:
    """The predicate of which the forces are an argument: the nearest above in the parse, else the nearest before."""
    by_token = {predicate.token.i: predicate for predicate in scene.predicates}
    current = force.head
    for _ in range(10):
        if current.i in by_token and not force.start <= current.i < force.end:
            return by_token[current.i]
        if current.head is current or (current.dep_ == "relcl" and current.i not in by_token):
            break
        current = current.head
    before = [p for p in scene.predicates if p.token.i < force.start and not p.sort.noun]
    return before[-1] if before else None


def _own_forces(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Kenyan police arrived*, *500 soldiers from Kenya and Uganda*: the phrase itself names the contributor."""
    for force in scene.forces:
        if not force.givers:
            continue
        predicate = governing(force, scene)
        if predicate is not None and predicate.status is None:
            continue
        status = DEPLOYED if predicate is None else predicate.status
        rule = "contribution.nationality" if predicate is None else f"contribution.{predicate.sort.name}-nationality"
        for giver in force.givers:
            yield _draft(giver, force, predicate, status, rule, alone=len(force.givers) == 1)


def _given_forces(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Ghana and Togo have promised troops*: the predicate's subject gives its object."""
    for force in scene.forces:
        predicate = None if force.givers else governing(force, scene)
        if predicate is None or predicate.status is None or predicate.sort.name not in _GIVING:
            continue
        givers = roles.givers(predicate.token, linked)
        each = any(token.lower_ == "each" for token in scene.sentence)
        for giver in givers:
            rule = f"contribution.{predicate.sort.name}"
            yield _draft(giver, force, predicate, predicate.status, rule, alone=len(givers) == 1 or each)


def _draft(
    giver: str, force: Force, predicate: Predicate | None, status: ContributionStatus | None, rule: str, *, alone: bool
) -> Draft:
    return Draft(
        giver,
        status or DEPLOYED,
        force.head if predicate is None else predicate.token,
        rule,
        predicate,
        force,
        force.personnel if alone else None,
        force.assets if alone else tuple(Asset(asset.kind) for asset in force.assets),
        force.organization,
    )


def _bare_objects(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Tajikistan provided 200*, *Indonesia provides 1,231 of them*: a number alone is the object."""
    tokens = list(scene.sentence)
    base = tokens[0].i
    for predicate in scene.predicates:
        if predicate.sort.name not in _GIVING or predicate.sort.noun or predicate.status is None:
            continue
        at = predicate.end - base
        count = counts.read(tokens, at) if at < len(tokens) else None
        if count is None or not _ends_item(tokens, count.end - base) or predicate.sort.name == "keep":
            continue
        for giver in roles.givers(predicate.token, linked)[:1]:
            rule = f"contribution.{predicate.sort.name}-number"
            yield Draft(giver, predicate.status, predicate.token, rule, predicate, personnel=count.quantity)


def _gapped(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
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
        if predicate is None or predicate.status is not None:
            for giver in _beside(tokens, index, end, force, linked):
                yield Draft(
                    giver,
                    _status(predicate),
                    tokens[index],
                    "contribution.list-item",
                    predicate,
                    force,
                    force.personnel if force is not None else count.quantity,  # type: ignore[union-attr]
                    force.assets if force is not None else (),
                )
        index = max(end, index + 1)


def _status(predicate: Predicate | None) -> ContributionStatus:
    return predicate.status or DEPLOYED if predicate is not None else DEPLOYED


def _beside(tokens: list[Token], start: int, end: int, force: Force | None, linked: LinkedArticle) -> tuple[str, ...]:
    """The contributors a bare number belongs to: those behind its *from*, or the name right before it."""
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
    elif force.givers:
        return ()
    at = start - 1
    with_ = False
    while at >= 0 and (tokens[at].lower_ in _BEFORE_NUMBERS or (with_ and tokens[at].text == ",")):
        with_ = with_ or tokens[at].lower_ == "with"
        at -= 1
    mention = linked.mention_at(tokens[at]) if at >= 0 else None
    if mention is None or mention.how is not Recognition.NAME or _placed(tokens, at, linked):
        return ()
    one = nations.named(tokens[at], linked)
    return () if one is None else (one,)


_BEFORE_NUMBERS = frozenset({"with", "(", ":", "–", "—", "another", "a", "an", "contributing", "providing", "sending"})


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
        or tokens[end].text in (",", ".", ";", ")")
        or tokens[end].lower_ in ("and", "while", "to", "of", "from", "in", "near", "there")
    )


def _before(scene: Scene, index: int) -> Predicate | None:
    before = [p for p in scene.predicates if p.token.i < index]
    return before[-1] if before else None


def _entering(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Norway joined the coalition*, *Ghana will take part in the mission*, *Spain quit the force*."""
    for predicate in scene.predicates:
        if predicate.sort.name not in _ENTERING or predicate.sort.object == "forces" or predicate.status is None:
            continue
        if not _reaches_operation(predicate, scene) or (
            predicate.sort.name == "lead" and predicate.status is not DEPLOYED
        ):
            continue
        for giver in roles.givers(predicate.token, linked):
            yield Draft(
                giver, predicate.status, predicate.token, f"contribution.{predicate.sort.name}-operation", predicate
            )


def _reaches_operation(predicate: Predicate, scene: Scene) -> bool:
    """Whether an operation stands within the predicate's complement."""
    right = predicate.token.right_edge.i if not predicate.sort.noun else predicate.token.i + 8
    limit = min(right, predicate.token.i + 14)
    starts = [noun.start for noun in scene.nouns] + [token.i for token in scene.named]
    return any(predicate.token.i < start <= limit for start in starts)


def _listed(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*The force will include Kenya, Uganda and Chad*: an operation's parts are states."""
    tokens = list(scene.sentence)
    base = tokens[0].i
    for predicate in scene.predicates:
        if predicate.sort.name != "include" or predicate.status is None or not scene.mission:
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


def _contributors(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Troop-contributing countries are Burundi, Kenya and Uganda*; *Uganda is the largest contributor*."""
    tokens = list(scene.sentence)
    base = tokens[0].i
    for match in _contributor_nouns().within(tokens):
        head = tokens[match.end - 1 - base]
        at = match.end - base
        while at < len(tokens) and (
            tokens[at].pos_ in ("AUX", "ADP", "PUNCT", "DET", "NOUN")
            or tokens[at].lower_ in ("include", "includes", "included", "including")
        ):
            if linked.mention_at(tokens[at]) is not None:
                break
            at += 1
        listed = enumerations.read(tokens, at, linked) if at < len(tokens) else None
        numbers: dict[str, Quantity | None] = dict(zip(listed.givers, listed.numbers, strict=True)) if listed else {}
        if not numbers:
            copula = head.head if head.dep_ in ("attr", "appos", "pobj") else None
            if copula is not None and head.dep_ == "appos":
                numbers = dict.fromkeys(nations.denoted(copula, linked))
            elif copula is not None:
                numbers = dict.fromkeys(roles.givers(copula, linked))
        for giver, number in numbers.items():
            yield Draft(giver, DEPLOYED, head, "contribution.contributor", personnel=number)
