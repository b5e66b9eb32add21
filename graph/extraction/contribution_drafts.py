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
_GIVING = frozenset({"send", "pledge", "consider", "refuse", "withdraw", "keep", "increase"})
_ENTERING = frozenset({"send", "join", "lead", "withdraw", "keep", "increase"})


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
    listed = list(_gapped(scene, linked))
    taken = {draft.force.start for draft in listed if draft.force is not None}
    free = [force for force in scene.forces if force.start not in taken]
    yield from _own_forces(free, scene, linked)
    yield from _given_forces(free, scene, linked)
    yield from _bare_objects(scene, linked)
    yield from listed
    yield from _entering(scene, linked)
    yield from _listed(scene, linked)
    yield from _contributors(scene, linked)


def governing(force: Force, scene: Scene) -> Predicate | None:
    """The predicate of which the forces are an argument: the nearest above in the parse, else the nearest before.

    On the way up a verb may pass its subject on (*soldiers are due to arrive*, *are expected to land*).
    """
    by_token = {predicate.token.i: predicate for predicate in scene.predicates}
    current = force.head
    for _ in range(10):
        if not force.start <= current.i < force.end:
            below = _raised(current, by_token)
            if below is not None:
                return below
            if current.i in by_token:
                return by_token[current.i]
        if current.head is current or current.dep_ == "relcl":
            break
        current = current.head
    before = [p for p in scene.predicates if p.end <= force.start and not p.sort.noun]
    if not before or any(token.pos_ == "VERB" for token in scene.sentence.doc[before[-1].end : force.start]):
        return None
    return before[-1] if not force.own else None


def _raised(verb: Token, by_token: dict[int, Predicate]) -> Predicate | None:
    """The predicate in the complement of a verb that only says how likely or when it is."""
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    current = verb
    for _ in range(3):
        complement = next((c for c in current.children if c.dep_ in ("xcomp", "acomp") and c.i > current.i), None)
        if complement is None:
            return None
        if complement.i in by_token and complement.pos_ == "VERB":
            return by_token[complement.i]
        current = complement
    return None


def harmed(force: Force) -> bool:
    """Whether their clause tells what was done to the forces (*were killed*, *accused of*), not that they came."""
    current = force.head
    for _ in range(6):
        if current.pos_ == "VERB":
            return _harms().at([current], 0) is not None
        if current.head is current:
            return False
        current = current.head
    return False


@cache
def _harms() -> Phrases[str]:
    rows = table("contribution_exclusions", "words", "why", "scope")
    return Phrases((row["words"], row["why"]) for row in rows if row["scope"] == "verb")


def _own_forces(forces: list[Force], scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Kenyan police arrived*, *500 soldiers from Kenya and Uganda*: the phrase itself names the contributor."""
    for force in forces:
        if not force.givers or harmed(force):
            continue
        predicate = governing(force, scene)
        if predicate is not None and (predicate.status is None or _is_refused_by_others(predicate, force, linked)):
            continue
        rule = "contribution.nationality" if predicate is None else f"contribution.{predicate.sort.name}-nationality"
        for giver in force.givers:
            yield _draft(giver, force, predicate, _status(predicate), rule, alone=len(force.givers) == 1)


def _is_refused_by_others(predicate: Predicate, force: Force, linked: LinkedArticle) -> bool:
    """*The president refused to have Rwandan soldiers*: he is not the one who would have sent them."""
    if predicate.status not in (ContributionStatus.REFUSED, ContributionStatus.CONSIDERED):
        return False
    subjects = roles.givers(predicate.token, linked)
    return bool(subjects) and not set(subjects) & set(force.givers)


def _given_forces(forces: list[Force], scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Ghana and Togo have promised troops*: the predicate's subject gives its object."""
    for force in forces:
        predicate = None if force.givers else governing(force, scene)
        if predicate is None or predicate.status is None or not _gives(predicate, force):
            continue
        givers = _owners(force, linked) or roles.givers(predicate.token, linked)
        each = any(token.lower_ == "each" for token in scene.sentence)
        for giver in givers:
            rule = f"contribution.{predicate.sort.name}"
            yield _draft(giver, force, predicate, predicate.status, rule, alone=len(givers) == 1 or each)


def _gives(predicate: Predicate, force: Force) -> bool:
    """Whether the predicate's subject gives the forces: they are its object, or stand behind *with*, or are its own."""
    if predicate.sort.name in _GIVING:
        return True
    before = force.head.doc[force.start - 1] if force.start else None
    accompanied = before is not None and before.lower_ == "with" and force.start > predicate.token.i
    return accompanied or (force.own and predicate.sort.name in ("go", "withdraw"))


def _owners(force: Force, linked: LinkedArticle) -> tuple[str, ...]:
    """Whose forces they are when a possessive says so (*Poland said its soldiers would return*)."""
    pronoun = next((t for t in force.head.doc[force.start : force.head.i] if t.tag_ == "PRP$"), None)
    return roles.speaker(pronoun, linked) if pronoun is not None else ()


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
        if count is None or not _ends_item(tokens, count.end - base) or predicate.sort.name == "increase":
            continue
        givers = roles.givers(predicate.token, linked)
        if len(givers) == 1:
            giver = givers[0]
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
    with_forces = {p.token.i for force in scene.forces if (p := governing(force, scene)) is not None}
    for predicate in scene.predicates:
        if predicate.sort.name not in _ENTERING or predicate.sort.object == "forces" or predicate.status is None:
            continue
        if predicate.sort.name == "send" and predicate.token.i in with_forces:
            continue
        if not _reaches_operation(predicate, scene) and not _is_bare(predicate):
            continue
        if predicate.sort.name == "lead" and predicate.status is not DEPLOYED:
            continue
        rule = f"contribution.{predicate.sort.name}-operation"
        for giver in roles.givers(predicate.token, linked):
            yield Draft(giver, predicate.status, predicate.token, rule, predicate)


def _is_bare(predicate: Predicate) -> bool:
    """*Senegal will take part as well*, *the Czech Republic has also left*: the operation is understood."""
    if predicate.sort.words.removeprefix("n:") not in _bare_words():
        return False
    complements = [
        c for c in predicate.token.children if c.dep_ in ("dobj", "prep", "ccomp", "xcomp") and c.i >= predicate.end
    ]
    return all(c.lower_ in ("in", "to", "from", "as", "by", "on", "with") and _is_vague(c) for c in complements)


def _is_vague(preposition: Token) -> bool:
    objects = [child for child in preposition.children if child.dep_ == "pobj"]
    return all(one.pos_ == "PRON" or one.ent_type_ or one.pos_ == "PROPN" for one in objects)


@cache
def _bare_words() -> frozenset[str]:
    return frozenset(row["words"] for row in table("bare_predicates", "words"))


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
        numbers = _after_copula(tokens, match.end - base, linked)
        if not numbers and head.dep_ == "appos":
            numbers = dict.fromkeys(nations.denoted(head.head, linked))
        elif not numbers and head.dep_ in ("attr", "pobj"):
            numbers = dict.fromkeys(roles.givers(head.head, linked))
        for giver, number in numbers.items():
            yield Draft(giver, DEPLOYED, head, "contribution.contributor", personnel=number)


def _after_copula(tokens: list[Token], start: int, linked: LinkedArticle) -> dict[str, Quantity | None]:
    """The list behind *are*, *include* or a colon."""
    for at in range(start, min(start + 12, len(tokens) - 1)):
        if tokens[at].lemma_ in ("be", "include", "comprise") or tokens[at].text == ":":
            listed = enumerations.read(tokens, at + 1, linked)
            return dict(zip(listed.givers, listed.numbers, strict=True)) if listed is not None else {}
    return {}
