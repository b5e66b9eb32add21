"""Who is in which organisation, as the text states it: members, candidates, the suspended and those who left.

Two ways of saying it: a noun (*NATO member Norway*, *Kazakhstan is also a member of the bloc*) and a verb (*Finland
joined NATO*, *Mali was suspended from ECOWAS*). The words are the table ``membership_predicates``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import contribution_status, enumerations, evidence, missions, nations, roles, stance, times
from graph.extraction.lexicon import table
from graph.extraction.phrases import Match, Phrases
from graph.linking.document import LinkedArticle
from graph.model import Claim, EntityKind, Membership, MembershipStatus, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class _Word:
    status: MembershipStatus
    shape: str


@dataclass(frozen=True, slots=True)
class _Found:
    members: tuple[str, ...]
    organization: str
    status: MembershipStatus
    trigger: Token
    rule: str


@cache
def _words() -> Phrases[_Word]:
    rows = table("membership_predicates", "words", "status", "shape")
    return Phrases((row["words"], _Word(row.read("status", MembershipStatus), row["shape"])) for row in rows)


def find(linked: LinkedArticle) -> Iterator[Claim]:
    """One claim for each member and organisation: the standing that outlasts the others the article tells of."""
    found: dict[tuple[str, str], tuple[str, _Found]] = {}
    for sentence in linked.doc.sents:
        tokens = list(sentence)
        for match in _words().within(tokens):
            for one in _read(match, tokens, linked):
                for member in one.members:
                    key = (member, one.organization)
                    if key not in found or _LASTING.index(one.status) > _LASTING.index(found[key][1].status):
                        found[key] = (member, one)
    yield from (_claim(member, one, linked) for member, one in found.values())


# Who has become a member is no candidate any more; who has left is no member.
_LASTING = (
    MembershipStatus.OBSERVER,
    MembershipStatus.CANDIDATE,
    MembershipStatus.MEMBER,
    MembershipStatus.SUSPENDED,
    MembershipStatus.LEFT,
)


def _read(match: Match[_Word], tokens: Sequence[Token], linked: LinkedArticle) -> Iterator[_Found]:
    base = tokens[0].i
    head = tokens[match.end - 1 - base]
    shape = match.meaning.shape
    if shape == "noun" and head.pos_ in ("NOUN", "PROPN", "ADJ"):
        yield from _noun(match, head, tokens, linked)
    elif shape in ("verb", "passive") and tokens[match.start - base].pos_ == "VERB":
        yield from _verb(match, tokens[match.start - base], tokens, linked)
    elif shape == "event" and head.pos_ in ("NOUN", "PROPN"):
        yield from _event(match, head, tokens, linked)


def organization_at(token: Token, linked: LinkedArticle) -> str | None:
    """The organisation that a name, *the bloc* or *the alliance* stands for."""
    for entity in (linked.entity_at(token), *linked.referents_of(token)):
        if entity is not None and entity.kind is EntityKind.ORGANIZATION:
            return entity.id
    if token.lower_ in _generic() and not linked.referents_of(token):
        return _main_organization(linked)
    return None


@cache
def _generic() -> frozenset[str]:
    return frozenset(row["word"] for row in table("organization_words", "word"))


def _main_organization(linked: LinkedArticle) -> str | None:
    """The organisation that the article names most; counted once and kept with the document."""
    if _KEPT not in linked.doc.user_data:
        named = [m.entity for m in linked.mentions if linked.entities[m.entity].kind is EntityKind.ORGANIZATION]
        linked.doc.user_data[_KEPT] = Counter(named).most_common(1)[0][0] if named else None
    kept: str | None = linked.doc.user_data[_KEPT]
    return kept


_KEPT = "entente.main-organization"


def _between(tokens: Sequence[Token], start: int, end: int, linked: LinkedArticle) -> str | None:
    """The first organisation in a stretch, unless it only leads an operation (*joined NATO's mission*)."""
    for at in range(max(0, start), min(end, len(tokens))):
        if tokens[at].text in (";", ":") or tokens[at].tag_ in ("WDT", "WP"):
            return None
        found = organization_at(tokens[at], linked)
        if found is not None:
            return None if _leads_something(tokens, at, linked) else found
        if missions.operation_nouns().at(tokens, at) is not None:
            return None
    return None


def _leads_something(tokens: Sequence[Token], at: int, linked: LinkedArticle) -> bool:
    mention = linked.mention_at(tokens[at])
    while at < len(tokens) and (
        linked.mention_at(tokens[at]) is mention or tokens[at].tag_ in ("POS", "JJ", "HYPH", "VBN")
    ):
        if (
            mention is None
            and at
            and linked.mention_at(tokens[at]) is None
            and tokens[at].tag_ not in ("POS", "JJ", "HYPH", "VBN")
        ):
            break
        at += 1
    return at < len(tokens) and missions.operation_nouns().at(tokens, at) is not None


def _noun(match: Match[_Word], head: Token, tokens: Sequence[Token], linked: LinkedArticle) -> Iterator[_Found]:
    base = tokens[0].i
    start, end = match.start - base, match.end - base
    organization = _of(tokens, end, linked) or _between(tokens, start - 4, start, linked)
    if organization is None and head.dep_ in ("attr", "appos") and (end >= len(tokens) or tokens[end].lower_ != "of"):
        organization = _main_organization(linked)
    if organization is None or _denied(head):
        return
    rule = "membership.noun"
    after = end
    while after < len(tokens) and tokens[after].lower_ in (
        "state",
        "states",
        "country",
        "countries",
        "nation",
        "nations",
        ",",
    ):
        after += 1
    listed = enumerations.read(tokens, after, linked) if organization is not None and after < len(tokens) else None
    members = listed.givers if listed is not None else ()
    if not members:
        members, rule = _subjects(head, linked), "membership.copula"
    copula = head.head
    wanted = head.dep_ == "attr" and (copula.tag_ == "VB" or contribution_status.modality(copula) is not None)
    status = MembershipStatus.CANDIDATE if wanted else match.meaning.status
    yield _Found(_states(members), organization, status, head, rule)


def _of(tokens: Sequence[Token], end: int, linked: LinkedArticle) -> str | None:
    if end >= len(tokens) or tokens[end].lower_ not in ("of", "to", "in", "for"):
        return None
    return _between(tokens, end + 1, end + 7, linked)


def _subjects(head: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """Who is said to be a member: the subject of the copula, or the name before the comma."""
    if head.dep_ == "appos":
        return nations.denoted(head.head, linked)
    if head.dep_ in ("attr", "acomp", "oprd") or (head.dep_ == "pobj" and head.head.lower_ in ("as", "among", "of")):
        return roles.givers(head.head, linked)
    before = head.left_edge.i - 2
    if before >= head.sent.start and head.doc[before + 1].text == ",":
        name = nations.named(head.doc[before], linked)
        return () if name is None else (name,)
    return ()


def _verb(match: Match[_Word], verb: Token, tokens: Sequence[Token], linked: LinkedArticle) -> Iterator[_Found]:
    base = tokens[0].i
    organization = _antecedent(verb, linked) or _between(tokens, match.end - base, match.end - base + 7, linked)
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    status = match.meaning.status
    if _denied(verb):
        return
    if match.meaning.shape == "passive":
        yield from _done_to(verb, passive, organization, status, linked)
        return
    if organization is None:
        return
    members = _states(roles.givers(verb, linked))
    above, governor = contribution_status.read(verb, _JOINING)
    if status is MembershipStatus.MEMBER and (above is None or above.value != "deployed"):
        status = MembershipStatus.CANDIDATE
    if governor is not None and above is None:
        return
    yield _Found(members, organization, status, verb, "membership.verb")


_JOINING = contribution_status.Sort("join", "join", "operation", noun=False)


def _antecedent(verb: Token, linked: LinkedArticle) -> str | None:
    """*the Community, which Congo joined last year*: the object stands before the relative clause."""
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.tag_ == "WDT"]
    return organization_at(verb.head, linked) if objects and verb.dep_ == "relcl" else None


def _done_to(
    verb: Token, passive: bool, organization: str | None, status: MembershipStatus, linked: LinkedArticle
) -> Iterator[_Found]:
    """*Mali was suspended from ECOWAS*, *suspended from ECOWAS*, *ECOWAS suspended Mali*."""
    if passive:
        subjects = [child for child in verb.children if child.dep_ == "nsubjpass"]
    elif verb.dep_ in ("acl", "conj", "amod") and organization is not None:
        subjects = (
            [verb.head] if verb.dep_ == "acl" else [c for c in verb.head.children if c.dep_ in ("nsubj", "nsubjpass")]
        )
    else:
        subjects = [child for child in verb.children if child.dep_ == "dobj"]
        actors = [child for child in verb.children if child.dep_ == "nsubj"]
        organization = next((o for a in actors if (o := organization_at(a, linked))), None)
    members = tuple(member for subject in subjects for member in nations.denoted(subject, linked))
    if organization is not None and members:
        yield _Found(_states(members), organization, status, verb, "membership.done-to")


def _event(match: Match[_Word], head: Token, tokens: Sequence[Token], linked: LinkedArticle) -> Iterator[_Found]:
    """*Ukraine's accession to the EU*: an event that is spoken of, so a candidate unless it is over."""
    base = tokens[0].i
    organization = _of(tokens, match.end - base, linked)
    owners = [child for child in head.children if child.dep_ == "poss"]
    members = tuple(member for owner in owners for member in nations.denoted(owner, linked))
    if organization is not None and match.meaning.status is not MembershipStatus.MEMBER:
        yield _Found(_states(members), organization, match.meaning.status, head, "membership.event")


def _states(members: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(member for member in members if member.startswith(("state/", "territory/")))


def _denied(head: Token) -> bool:
    verb = head.head if head.dep_ in ("attr", "acomp") else head
    return contribution_status.negated(verb) or any(child.lower_ in ("non", "no", "not") for child in head.children)


def _claim(member: str, found: _Found, linked: LinkedArticle) -> Claim:
    said, attributed = stance.of(found.trigger, linked)
    return Claim(
        statement=Membership(
            member=member, organization=found.organization, status=found.status, time=times.of(found.trigger, linked)
        ),
        evidence=evidence.of(found.trigger.sent, [evidence.words(found.trigger)], linked),
        rule=found.rule,
        stance=Stance.ASSERTED if said is Stance.PLANNED else said,
        attributed_to=attributed,
        confidence=0.9,
    )
