"""Forces in a sentence: noun phrases for troops, police and equipment, with their number, assets and nationality.

Read word by word around the nouns of the tables ``force_nouns`` and ``asset_nouns``, since parsers attach the parts of
a list in too many ways. What a phrase says of nationality (*Kenyan police*, *Kenya's 300-strong contingent*,
*500 soldiers from Kenya and Uganda*) stays with the phrase; who else gives it is a question of its predicate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import contribution_status, counts, enumerations, nations
from graph.extraction.lexicon import Row, table
from graph.extraction.phrases import Match, Phrases
from graph.linking.document import LinkedArticle
from graph.model import Asset, EntityKind, Quantity, Recognition

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

LONGEST_PREFIX = 14  # words before the noun


@dataclass(frozen=True, slots=True)
class Noun:
    """What the tables say of a noun for forces. ``asset`` is the normalised kind of equipment."""

    strong: bool
    people: bool
    mission: bool = False
    asset: str | None = None
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Force:
    """Tokens ``start`` to ``end`` of the document, headed by ``head``.

    ``givers`` are those whom the phrase itself names as contributors, ``organization`` the one it puts the forces
    under. ``strong``: the words can mean nothing but forces; ``mission``: nothing but forces of an operation.
    ``alone``: equipment that is a contribution without people.
    """

    start: int
    end: int
    head: Token
    strong: bool
    mission: bool = False
    alone: bool = True
    personnel: Quantity | None = None
    assets: tuple[Asset, ...] = ()
    givers: tuple[str, ...] = ()
    organization: str | None = None
    origin: bool = False  # the contributors stand behind *from*
    own: bool = False  # "its 300 soldiers": forces that somebody already has


@cache
def nouns() -> Phrases[Noun]:
    """Force and asset nouns."""
    columns = ("noun", "sort", "strength", "counts")
    people = [(r["noun"], _people_noun(r)) for r in table("force_nouns", *columns)]
    assets = [
        (r["noun"], Noun(False, False, False, r["kind"], r["alone"] == "yes"))
        for r in table("asset_nouns", "noun", "kind", "alone")
    ]
    return Phrases([*people, *assets])


def _people_noun(row: Row) -> Noun:
    return Noun(row["strength"] != "weak", row["counts"] == "people", row["strength"] == "mission")


@cache
def _military() -> Phrases[str]:
    return Phrases((row["word"], row["word"]) for row in table("military_words", "word"))


def read(sentence: Span, linked: LinkedArticle) -> list[Force]:
    """The forces of a sentence, left to right."""
    tokens = list(sentence)
    found = [_phrase(group, tokens, linked) for group in _groups(tokens, linked)]
    return _share(_merge([force for force in found if force is not None]), linked)


def _groups(tokens: Sequence[Token], linked: LinkedArticle) -> Iterator[list[Match[Noun]]]:
    """Nouns that stand side by side make one phrase (*police officers*, *infantry battalion*)."""
    group: list[Match[Noun]] = []
    for match in nouns().within(tokens):
        if _is_verb(match, tokens) or _inside_name(match, tokens, linked):
            continue
        if group and group[-1].end != match.start:
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _is_verb(match: Match[Noun], tokens: Sequence[Token]) -> bool:
    head = tokens[match.end - 1 - tokens[0].i]
    return head.pos_ in ("VERB", "AUX", "ADV")


def _inside_name(match: Match[Noun], tokens: Sequence[Token], linked: LinkedArticle) -> bool:
    """*Kosovo Force*, *Haitian National Police*, *Defence Forces* as a known body are names, not numbers of people."""
    mention = linked.mention_at(tokens[match.end - 1 - tokens[0].i])
    return mention is not None and linked.entities[mention.entity].kind is not EntityKind.STATE


def _phrase(group: list[Match[Noun]], tokens: Sequence[Token], linked: LinkedArticle) -> Force | None:
    base = tokens[0].i
    end = group[-1].end
    noun = group[-1].meaning
    start = _left(tokens, group[0].start - base, linked)
    head = tokens[end - 1 - base]
    givers, organization, own = _modifiers(tokens, start, group[0].start - base, linked)
    personnel, count = _count(tokens, start, group[0].start - base, noun, head)
    strong = noun.strong or any(match.meaning.strong for match in group)
    strong = strong or next(_military().within(tokens[start : group[0].start - base]), None) is not None
    force = Force(
        start + base,
        end,
        head,
        strong,
        any(match.meaning.mission for match in group),
        noun.alone,
        personnel=personnel,
        givers=givers,
        organization=organization,
        own=own,
        assets=() if noun.asset is None else (Asset(noun.asset, count),),
    )
    return _right(force, tokens, noun, linked)


def _left(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> int:
    """Where the phrase begins whose nouns begin at ``index``."""
    start = index
    while start > 0 and index - start < LONGEST_PREFIX:
        token = tokens[start - 1]
        mention = linked.mention_at(token)
        if mention is not None:
            if not _modifies(tokens, start - 1, start, index):
                break
            start = _mention_start(tokens, start - 1, linked)
        elif (token.lower_ in ("and", ",") and _joins_demonyms(tokens, start - 1, linked)) or _may_precede(
            token, tokens, start
        ):
            start -= 1
        else:
            break
    return start


def _modifies(tokens: Sequence[Token], mention: int, start: int, index: int) -> bool:
    """Whether the mention that ends at ``mention`` belongs to the noun at ``index`` rather than before its number."""
    following = tokens[start]
    if following.tag_ == "POS" or tokens[mention].tag_ in ("JJ", "POS"):
        return True
    between = tokens[start:index]
    return not any(t.like_num or t.tag_ in ("DT", "CD") for t in between)


def _mention_start(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> int:
    mention = linked.mention_at(tokens[index])
    while index > 0 and linked.mention_at(tokens[index - 1]) is mention:
        index -= 1
    return index


def _joins_demonyms(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> bool:
    """*Ugandan and Burundian troops*: the comma or *and* stands between two names that modify the same noun."""
    if index == 0 or index + 1 >= len(tokens):
        return False
    left, right = linked.mention_at(tokens[index - 1]), linked.mention_at(tokens[index + 1])
    if right is None and tokens[index + 1].lower_ == "and" and index + 2 < len(tokens):
        right = linked.mention_at(tokens[index + 2])
    return left is not None and right is not None and left.how is Recognition.DEMONYM is right.how


_PHRASE_POS = frozenset({"ADJ", "NUM", "NOUN", "PROPN", "DET", "SYM"})
_PHRASE_TAGS = frozenset({"POS", "HYPH", "PRP$", "WP$", "CD"})


def _may_precede(token: Token, tokens: Sequence[Token], start: int) -> bool:
    if token.text in ("-", "–") and tokens[start - 2 if start > 1 else 0].whitespace_:
        return False  # a dash, as after a dateline
    if token.pos_ in ("ADJ", "NUM", "NOUN", "PROPN", "DET", "SYM") or token.tag_ in (
        "POS",
        "HYPH",
        "PRP$",
        "WP$",
        "CD",
    ):
        return True
    if token.text in ("-", "–") or (token.tag_ in ("VBN", "VBG") and token.dep_ in ("amod", "compound")):
        return True
    if token.dep_ == "cc" and token.head.dep_ in ("amod", "nmod", "compound"):
        return True  # *a 240-strong medical and engineering unit*
    if token.lower_ == "of" and start >= 2:
        if contribution_status.is_deed(tokens[start - 2]) or tokens[start - 2].ent_type_ == "PERSON":
            return False
        return tokens[start - 2].pos_ in ("NOUN", "NUM") and not tokens[start - 2].ent_type_
    return bool(_opens_count(tokens, start - 1))


def _opens_count(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number that starts here goes on to the right (*up to*, *more than*)."""
    return any(
        (count := counts.read(tokens, at)) is not None and count.end - tokens[0].i > index
        for at in range(max(0, index - 2), index + 1)
    )


def _modifiers(
    tokens: Sequence[Token], start: int, end: int, linked: LinkedArticle
) -> tuple[tuple[str, ...], str | None, bool]:
    """Contributors and organisation named before the noun, and whether it is possessed by a pronoun."""
    givers: list[str] = []
    organization = None
    for token in tokens[start:end]:
        if token.tag_ == "PRP$":
            return tuple(g for e in linked.referents_of(token) if (g := nations.giver(e, linked))), None, True
        one = nations.named(token, linked)
        if one is None or one in givers:
            continue
        if one.startswith("organization/"):
            organization = one if not _is_qualifier(token, tokens) else organization
        elif not _is_qualifier(token, tokens):
            givers.append(one)
    return tuple(givers), organization, False


def _is_qualifier(token: Token, tokens: Sequence[Token]) -> bool:
    """*UN-backed police*, *US-trained commandos*: the name qualifies, it does not give."""
    following = token.i + 1 - tokens[0].i
    return following < len(tokens) and tokens[following].text in ("-", "–") and tokens[following].tag_ != "CD"


def _is_single(tokens: Sequence[Token], start: int, head: Token) -> bool:
    """*a frigate*, *the frigate Hessen*, *its landing ship*; not *transport aircraft*."""
    determined = any(
        t.tag_ in ("DT", "PRP$", "POS") and t.lower_ not in ("any", "some", "no")
        for t in tokens[start : head.i - tokens[0].i]
    )
    return head.tag_ in ("NN", "NNP") and determined and head.lower_ not in ("aircraft", "transport")


def _count(
    tokens: Sequence[Token], start: int, end: int, noun: Noun, head: Token
) -> tuple[Quantity | None, int | None]:
    """People, and pieces of equipment, that the words before the noun count."""
    count = counts.part(tokens, start, end)
    if count is None:
        return None, 1 if noun.asset is not None and _is_single(tokens, start, head) else None
    after = count.end - tokens[0].i
    sized = (
        after + 1 < len(tokens) and tokens[after].text in ("-", "–") and tokens[after + 1].lower_ not in ("wheeled",)
    )
    if sized or noun.people:
        return count.quantity, None
    return None, count.quantity.value


def _right(force: Force, tokens: Sequence[Token], noun: Noun, linked: LinkedArticle) -> Force:
    """What follows the noun: *of 120*, *numbering 300*, *(400)*, *from Kenya and Uganda*, *of the Kenyan army*."""
    base = tokens[0].i
    index = force.end - base
    if not noun.people and noun.asset is None and index < len(tokens) and tokens[index].lower_ in _SIZE_WORDS:
        count = counts.read(tokens, index + 1)
        if count is not None:
            force = replace(force, personnel=count.quantity, end=count.end)
            index = count.end - base
    force = _counted_behind(force, tokens, noun)
    listed = enumerations.origin(tokens, index, linked)
    if listed is None:
        return force
    return replace(
        force,
        end=listed.end,
        givers=force.givers or listed.givers,
        origin=not force.givers,
        organization=force.organization or listed.organization,
    )


def _counted_behind(force: Force, tokens: Sequence[Token], noun: Noun) -> Force:
    """*Bulgaria's infantrymen, 850 in all,*; *the Dutch battalion (800)*; *their battalions number 800 each*."""
    index = force.end - tokens[0].i
    if force.personnel is not None or noun.asset is not None or index + 2 >= len(tokens):
        return force
    apart = tokens[index].text in (",", "(")
    if not apart and not (tokens[index].lemma_ in ("number", "total") and force.givers):
        return force
    count = counts.read(tokens, index + 1)
    if count is None or count.end - tokens[0].i >= len(tokens):
        return force
    after = tokens[count.end - tokens[0].i]
    if apart and not (after.text == ")" or after.lower_ == "strong" or _in_all(after)):
        return force
    return replace(force, personnel=count.quantity)


def _in_all(token: Token) -> bool:
    return token.lower_ in ("in", "of") and token.i + 1 < len(token.doc) and token.nbor().lower_ in ("all", "them")


_SIZE_WORDS = frozenset({"of", "numbering", "with", "comprising", "totalling", "totaling"})


def _merge(forces: list[Force]) -> list[Force]:
    """*a Kenyan contingent of 150 soldiers*: a unit and the people it consists of are one."""
    merged: list[Force] = []
    for force in forces:
        before = merged[-1] if merged else None
        if before is not None and before.personnel is not None and before.end == force.start and not force.givers:
            merged[-1] = replace(before, end=force.end)
        elif before is not None and before.end > force.start:
            merged[-1] = _one(before, force)
        else:
            merged.append(force)
    return merged


def _one(before: Force, force: Force) -> Force:
    return replace(
        force,
        start=min(before.start, force.start),
        end=max(before.end, force.end),
        strong=before.strong or force.strong,
        mission=before.mission or force.mission,
        personnel=force.personnel or before.personnel,
        givers=before.givers or force.givers,
        organization=before.organization or force.organization,
        assets=tuple(dict.fromkeys((*before.assets, *force.assets))),
        own=before.own or force.own,
        origin=force.origin if force.givers and not before.givers else before.origin,
    )


def _share(forces: list[Force], linked: LinkedArticle) -> list[Force]:
    """*soldiers and police from Rwanda*, *Rwandan soldiers and police*: coordinated nouns share their origin."""
    shared = list(forces)
    for index in range(1, len(shared)):
        if not _coordinated(shared[index - 1], shared[index], linked):
            continue
        left, right = shared[index - 1], shared[index]
        if left.givers and not right.givers and not right.own:
            shared[index] = replace(right, givers=left.givers)
        elif right.givers and not left.givers and left.end < right.start and right.end > right.head.i + 1:
            shared[index - 1] = replace(left, givers=right.givers)
    return shared


def _coordinated(left: Force, right: Force, linked: LinkedArticle) -> bool:
    if any(nations.named(token, linked) is not None for token in linked.doc[left.end : right.start]):
        return False
    between = [token for token in linked.doc[left.end : right.start] if token.pos_ != "PROPN"]
    return len(between) in (1, 2) and all(token.lower_ in ("and", ",", "or", "as", "well", "plus") for token in between)
