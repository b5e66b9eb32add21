"""Contributors as arguments of predicates: whose forces they are, who sends them, who enters an operation.

Each rule is one way in which news says it; its name goes into the claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import contribution_status, roles
from graph.extraction.contribution_draft import Draft, status_of
from graph.extraction.contribution_status import Predicate
from graph.extraction.forces import Force
from graph.extraction.lexicon import table
from graph.extraction.phrases import Phrases
from graph.extraction.scenes import Scene
from graph.linking.document import LinkedArticle
from graph.model import Asset, ContributionStatus, Quantity, Recognition

if TYPE_CHECKING:
    from spacy.tokens import Token

_GIVING = frozenset({"send", "pledge", "consider", "refuse", "withdraw", "keep", "increase"})
_ENTERING = frozenset({"send", "join", "lead", "withdraw", "keep", "increase"})


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
            if current.pos_ == "VERB" and contribution_status.effect_of(current) is None:
                return None
        if current.head is current or current.dep_ == "relcl":
            break
        current = current.head
    following = _following(force, scene)
    if following is not None:
        return following
    before = [p for p in scene.predicates if p.end <= force.start and not p.sort.noun]
    if not before or any(token.pos_ == "VERB" for token in scene.sentence.doc[before[-1].end : force.start]):
        return None
    return before[-1] if not force.own else None


def _following(force: Force, scene: Scene) -> Predicate | None:
    """The verb right behind the forces, where the parse did not make them its subject (*600 engineers set out*)."""
    after = next((p for p in scene.predicates if p.token.i >= force.end and not p.sort.noun), None)
    if after is None or after.token.i - force.end > 4:
        return None
    between = scene.sentence.doc[force.end : after.token.i]
    return after if all(token.pos_ in ("AUX", "ADV", "PART") for token in between) else None


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


def of_nationality(forces: list[Force], scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Kenyan police arrived*, *500 soldiers from Kenya and Uganda*: the phrase itself names the contributor."""
    for force in forces:
        if not force.givers or harmed(force):
            continue
        predicate = governing(force, scene)
        if predicate is not None and (predicate.status is None or _is_refused_by_others(predicate, force, linked)):
            continue
        rule = "contribution.nationality" if predicate is None else f"contribution.{predicate.sort.name}-nationality"
        givers = _senders(force, predicate, linked) or force.givers
        for giver in givers:
            yield _draft(giver, force, predicate, _status(force, predicate), rule, alone=len(givers) == 1)


def _status(force: Force, predicate: Predicate | None) -> ContributionStatus:
    """Forces that others join or replace are there already."""
    others = predicate is not None and predicate.sort.name in ("join", "meet") and predicate.sort.object != "parts"
    if predicate is not None and others and force.start > predicate.token.i:
        return ContributionStatus.DEPLOYED
    return status_of(predicate)


def _senders(force: Force, predicate: Predicate | None, linked: LinkedArticle) -> tuple[str, ...]:
    """*Britain contributes 250 Gurkhas from Brunei*, *Morocco pulled out its jets*: who sends is the contributor."""
    if predicate is None or not (force.own or (force.origin and predicate.sort.name in ("send", "pledge"))):
        return ()
    if predicate.sort.name not in _GIVING:
        return ()
    return tuple(giver for giver in roles.givers(predicate.token, linked) if giver.startswith("state/"))


def _is_refused_by_others(predicate: Predicate, force: Force, linked: LinkedArticle) -> bool:
    """*The president refused to have Rwandan soldiers*: he is not the one who would have sent them."""
    if predicate.status not in (ContributionStatus.REFUSED, ContributionStatus.CONSIDERED):
        return False
    subjects = roles.givers(predicate.token, linked)
    return bool(subjects) and not set(subjects) & set(force.givers)


def given(forces: list[Force], scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Ghana and Togo have promised troops*: the predicate's subject gives its object."""
    for force in forces:
        predicate = None if force.givers else governing(force, scene)
        if predicate is None or predicate.status is None:
            continue
        givers = _owners(force, predicate, linked)
        if not givers and _gives(predicate, force):
            givers = roles.givers(predicate.token, linked)
        phrase = force.head.doc[force.start : force.end]
        each = any(token.lower_ in ("each", "apiece") for token in scene.sentence)
        each = each or any(token.lower_ == "joint" for token in phrase)
        shares = _respectively(force, givers, scene)
        for index, giver in enumerate(givers):
            rule = f"contribution.{predicate.sort.name}"
            draft = _draft(giver, force, predicate, predicate.status, rule, alone=len(givers) == 1 or each)
            yield replace(draft, personnel=shares[index]) if shares else draft


def _respectively(force: Force, givers: tuple[str, ...], scene: Scene) -> tuple[Quantity, ...]:
    """*Bangladesh and Ethiopia have 1,600 and 1,800 troops respectively*: each of two contributors its number."""
    number = force.personnel
    if number is None or number.low is None or number.high is None or number.low == number.high or len(givers) != 2:
        return ()
    if not any(token.lower_ == "respectively" for token in scene.sentence):
        return ()
    return tuple(Quantity(value, value, number.text) for value in (number.low, number.high))


def _gives(predicate: Predicate, force: Force) -> bool:
    """Whether the predicate's subject gives the forces: they are its object, or stand behind *with*, or are its own."""
    if predicate.sort.name in _GIVING:
        return True
    if predicate.sort.object == "moved" and _is_object(force, predicate):
        return True
    before = force.head.doc[force.start - 1] if force.start else None
    accompanied = before is not None and before.lower_ == "with" and force.start > predicate.token.i
    return accompanied or (force.own and predicate.sort.name in ("go", "meet", "withdraw"))


def _is_object(force: Force, predicate: Predicate) -> bool:
    tokens = force.head.doc[force.start : force.end]
    return any(token.dep_ == "dobj" and token.head.i == predicate.token.i for token in tokens)


def _owners(force: Force, predicate: Predicate, linked: LinkedArticle) -> tuple[str, ...]:
    """Whose forces they are when nobody sends them: *its soldiers would return*, *said that 600 would follow*."""
    pronoun = next((t for t in force.head.doc[force.start : force.head.i] if t.tag_ == "PRP$"), None)
    if pronoun is not None:
        return roles.speaker(pronoun, linked)
    whose = next((t for t in force.head.doc[force.start : force.head.i] if t.tag_ == "WP$"), None)
    if whose is not None:
        return roles.antecedent(whose, linked)
    if (
        predicate.sort.name == "go"
        and predicate.status is ContributionStatus.PLEDGED
        and force.end <= predicate.token.i
    ):
        return roles.announcer(predicate.token, linked)
    return ()


def _draft(
    giver: str, force: Force, predicate: Predicate | None, status: ContributionStatus | None, rule: str, *, alone: bool
) -> Draft:
    return Draft(
        giver,
        status or ContributionStatus.DEPLOYED,
        force.head if predicate is None else predicate.token,
        rule,
        predicate,
        force,
        force.personnel if alone else None,
        force.assets if alone else tuple(Asset(asset.kind) for asset in force.assets),
        force.organization,
    )


def acting(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Spain, France and Italy also patrol the capital*: states that do what forces do are there with forces."""
    for predicate in scene.predicates:
        if predicate.sort.object != "acted" or predicate.status is None:
            continue
        for subject in (child for child in predicate.token.children if child.dep_ == "nsubj"):
            mention = linked.mention_at(subject)
            if mention is None or mention.how is not Recognition.NAME:
                continue
            for giver in roles.givers(predicate.token, linked):
                yield Draft(giver, predicate.status, predicate.token, "contribution.acting", predicate)


def entering(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """*Norway joined the coalition*, *Ghana will take part in the mission*, *Spain quit the force*."""
    with_forces = {p.token.i for force in scene.forces if (p := governing(force, scene)) is not None}
    for predicate in scene.predicates:
        if predicate.status is None or not _may_enter(predicate):
            continue
        if predicate.sort.name == "send" and predicate.token.i in with_forces:
            continue
        away = predicate.sort.name == "refuse" and predicate.sort.object != "stays"
        reaches = not away and _reaches_operation(predicate, scene)
        if not reaches and not _is_bare(predicate):
            continue
        if predicate.sort.name == "lead" and predicate.status is not ContributionStatus.DEPLOYED:
            continue
        rule = f"contribution.{predicate.sort.name}-operation"
        for giver in roles.givers(predicate.token, linked):
            yield Draft(giver, predicate.status, predicate.token, rule, predicate)


def _may_enter(predicate: Predicate) -> bool:
    """Whether the predicate's subject may be a state that takes part itself, not with forces as the object."""
    if predicate.sort.words.removeprefix("n:") in _bare_words() and predicate.sort.name in ("go", "withdraw", "refuse"):
        return True
    return predicate.sort.object == "stays" or (predicate.sort.name in _ENTERING and predicate.sort.object != "forces")


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
