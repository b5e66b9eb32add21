"""Who is meant by *they*, *its*, *the bloc*, *the two countries*: referents of words that name nobody.

Each pronoun and description looks back over the phrases of its own and the two sentences before, for the nearest
that agrees in number and kind, subjects before others. Where two fit equally well nothing is said: extraction can do
without a referent, but not with a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from graph.linking import words
from graph.linking.ledger import Ledger
from graph.linking.salience import SUBJECT, Phrase, phrases, taken_up
from graph.linking.words import Description
from graph.model import EntityKind, Recognition

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_WINDOW = 3  # sentences: the one of the pronoun, and two before
_DESCRIBED = 40  # sentences over which a description (the bloc) may reach back
_SINGULAR = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_MODIFIERS = frozenset({"amod", "compound", "poss", "nmod"})
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}
_PLACES = frozenset({EntityKind.PLACE})
_STATES = frozenset({EntityKind.STATE, EntityKind.TERRITORY})

_Test = Callable[[Phrase], bool]


def link(ledger: Ledger) -> None:
    """Add the referents of pronouns, descriptions and appositions to the ledger."""
    history: list[Phrase] = []
    for number, sentence in enumerate(ledger.doc.sents):
        here = list(phrases(ledger, number, iter(sentence)))
        for token in sentence:
            if token.i in ledger.by_token:
                continue
            found = _explained(ledger, token) or _resolve(ledger, token, number, history, here)
            if found:
                ledger.referents[token.i] = found
                if token.pos_ == "NOUN":
                    here.append(taken_up(ledger, number, token, found))
        _equate(ledger, sentence)
        history.extend(here)
        while history and history[0].sentence < number - _DESCRIBED:
            del history[0]


def _explained(ledger: Ledger, token: Token) -> tuple[str, ...]:
    """*the force, KFOR*: what the apposition names."""
    if token.pos_ != "NOUN":
        return ()
    for child in token.children:
        if child.dep_ == "appos" and child.i in ledger.by_token and child.i in ledger.referents:
            meant = ledger.referents[child.i]
            return meant if _agrees(ledger, token, meant) else ()
    return ()


def _resolve(
    ledger: Ledger, token: Token, sentence: int, history: Sequence[Phrase], here: Sequence[Phrase]
) -> tuple[str, ...]:
    """What one token stands for."""
    tag = token.tag_
    if tag in ("PRP", "PRP$"):
        return _pronoun(token, sentence, history, here)
    if token.pos_ not in ("NOUN", "PROPN") or not token.text.islower():
        return ()  # taggers take bloc for a name, but it is written small
    return _description(ledger, token, sentence, history, here)


def _pronoun(token: Token, sentence: int, history: Sequence[Phrase], here: Sequence[Phrase]) -> tuple[str, ...]:
    low = token.lower_
    if low in _PERSONAL:
        test: _Test = _may_be_he
    elif low in _PLURAL:
        test = _may_be_they
    elif low in _SINGULAR and not _is_empty(token):
        test = _may_be_it
    else:
        return ()
    return _nearest(token, sentence, history, here, test)


def _may_be_he(phrase: Phrase) -> bool:
    return phrase.person


def _may_be_they(phrase: Phrase) -> bool:
    if phrase.kinds <= _PLACES:
        return False
    return phrase.plural or (not phrase.noun and EntityKind.GROUP in phrase.kinds)


def _may_be_it(phrase: Phrase) -> bool:
    if phrase.plural or phrase.person:
        return False
    if phrase.noun:
        return phrase.noun in words.classes()["organ"] or phrase.noun in words.descriptions()
    return EntityKind.PERSON not in phrase.kinds


def _is_empty(token: Token) -> bool:
    """*it* that stands for nothing: it is raining, it was said that ..."""
    head = token.head
    if token.tag_ != "PRP" or token.dep_ not in ("nsubj", "nsubjpass", "expl"):
        return False
    if token.dep_ == "expl":
        return True
    complements = [child for child in head.children if child.dep_ in ("acomp", "attr")]
    if head.lemma_ != "be" or not complements:
        return False
    clauses = {"ccomp", "xcomp", "csubj", "advcl", "relcl", "acl"}
    return any(child.dep_ in clauses for one in (head, *complements) for child in one.children)


def _nearest(
    token: Token, sentence: int, history: Sequence[Phrase], here: Sequence[Phrase], test: _Test
) -> tuple[str, ...]:
    """The entities of the best phrase before a pronoun, in its own sentence, else in the nearest with one."""
    own = [p for p in here if p.head < token.i and test(p) and not _is_bound(token, p)]
    governing = _governing(token, own)
    if governing is not None:
        return governing.entities
    for back in range(_WINDOW):
        fitting = [p for p in history if p.sentence == sentence - back and test(p)] if back else own
        if fitting:
            return _best(fitting)
    return ()


def _governing(token: Token, fitting: Sequence[Phrase]) -> Phrase | None:
    """The subject of the nearest clause around a pronoun: *Germany* flew *its* soldiers home."""
    subjects = {token.doc[p.head].head.i: p for p in fitting if p.weight == SUBJECT}
    return next((subjects[verb.i] for verb in token.ancestors if verb.i in subjects), None) if subjects else None


def _is_bound(token: Token, phrase: Phrase) -> bool:
    """Whether grammar keeps them apart: *Russia hit it* is not Russia hitting itself."""
    if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
        return False
    verb = token.head
    head = token.doc[phrase.head]
    return token.dep_ in ("dobj", "dative") and head.dep_ in ("nsubj", "nsubjpass") and head.head.i == verb.i


def _best(fitting: Sequence[Phrase]) -> tuple[str, ...]:
    """The most prominent phrase; nothing where two of different meaning are equally prominent."""
    if not fitting:
        return ()
    weight = max(phrase.weight for phrase in fitting)
    meant = {phrase.entities for phrase in fitting if phrase.weight == weight}
    return meant.pop() if len(meant) == 1 else ()


def _description(
    ledger: Ledger, token: Token, sentence: int, history: Sequence[Phrase], here: Sequence[Phrase]
) -> tuple[str, ...]:
    if not _is_definite(ledger, token):
        return ()
    before = [phrase for phrase in here if phrase.head < token.i]
    low = token.lower_
    description = words.descriptions().get(_with_adjective(token)) or words.descriptions().get(low)
    if description is not None:
        found = _described(ledger, token, sentence, description, history, before)
        if found or (EntityKind.STATE in description.kinds and description.number != "one"):
            return found
    if low in words.descriptions() or token.lemma_.lower() in words.people():
        return _same_noun(token, history, before)
    return ()


def _with_adjective(token: Token) -> str:
    before = token.nbor(-1) if token.i else token
    return f"{before.lower_} {token.lower_}"


def _is_definite(ledger: Ledger, token: Token) -> bool:
    """Whether the phrase is definite and says nothing more: *the bloc*, not *the Russian-led bloc of 1992*."""
    definite = False
    for child in token.children:
        dep = child.dep_
        narrows = dep in ("relcl", "acl") or (dep == "prep" and child.lower_ in ("of", "in", "from", "for"))
        if child.lower_ in _DEFINITE:
            definite = True
        elif narrows or (dep in _MODIFIERS and (child.i in ledger.by_token or dep == "poss")):
            return False
    return definite


def _described(
    ledger: Ledger,
    token: Token,
    sentence: int,
    description: Description,
    history: Sequence[Phrase],
    before: Sequence[Phrase],
) -> tuple[str, ...]:
    if EntityKind.STATE in description.kinds and description.number in ("two", "many"):
        return _several(token, sentence, history, before)
    if description.number == "many":
        return ()

    def fits(phrase: Phrase) -> bool:
        if len(phrase.entities) != 1 or phrase.noun:
            return False
        entity = ledger.entities[phrase.entities[0]]
        if description.only and (entity.iso3 or "") not in description.only:
            return False
        return entity.kind in description.kinds

    nearby = [p for p in before if fits(p)] or [
        p for p in history if fits(p) and p.sentence >= sentence - _reach(description)
    ]
    return _latest(nearby)


def _reach(description: Description) -> int:
    """A country is talked of for a moment, an organisation or operation for a whole article."""
    return _WINDOW if description.kinds[0] in _STATES and not description.only else _DESCRIBED


def _latest(fitting: Sequence[Phrase]) -> tuple[str, ...]:
    """The phrase of the last sentence that has one, the most prominent there."""
    if not fitting:
        return ()
    last = fitting[-1].sentence
    return _best([phrase for phrase in fitting if phrase.sentence == last])


def _several(token: Token, sentence: int, history: Sequence[Phrase], before: Sequence[Phrase]) -> tuple[str, ...]:
    """*the two countries*: the states that one sentence has named, if they are as many."""
    number = next((_NUMBERS[child.lower_] for child in token.children if child.lower_ in _NUMBERS), None)
    if number is None:
        return ()
    for back in range(_WINDOW):
        nearby = before if not back else [p for p in history if p.sentence == sentence - back]
        states = list(
            dict.fromkeys(entity for phrase in nearby if phrase.kinds <= _STATES for entity in phrase.entities)
        )
        if len(states) == number:
            return tuple(states)
        if states and back:
            return ()
    return ()


def _same_noun(token: Token, history: Sequence[Phrase], before: Sequence[Phrase]) -> tuple[str, ...]:
    """*the peacekeepers* after *Russian peacekeepers*: the last phrase with the same noun."""
    lemma = token.lemma_.lower()
    plural = token.tag_ == "NNS"
    for phrase in (*reversed(before), *reversed(history)):
        if phrase.noun == lemma and phrase.plural == plural:
            return phrase.entities
    return ()


def _equate(ledger: Ledger, sentence: Span) -> None:
    """Appositions and relative pronouns stand for what their noun stands for."""
    for token in sentence:
        if token.i in ledger.referents or token.i in ledger.by_token:
            continue
        noun = None
        if token.dep_ == "appos" and any(child.dep_ == "det" for child in token.children):
            noun = token.head
        elif token.tag_ in ("WP", "WDT") and token.head.dep_ == "relcl":
            noun = token.head.head
        if noun is not None:
            meant = ledger.referents.get(noun.i) or _of_modifier(ledger, noun)
            if meant and (token.dep_ != "appos" or _agrees(ledger, token, meant)):
                ledger.referents[token.i] = meant


def _agrees(ledger: Ledger, token: Token, meant: tuple[str, ...]) -> bool:
    """Whether an apposition can say what these entities are: parsers take much else for one."""
    kinds = {ledger.entities[entity].kind for entity in meant}
    description = words.descriptions().get(token.lower_)
    if description is not None and not kinds.isdisjoint(description.kinds):
        return True
    return kinds == {EntityKind.PERSON} and (token.lower_ in words.titles() or token.lemma_.lower() in words.people())


def _of_modifier(ledger: Ledger, noun: Token) -> tuple[str, ...]:
    for child in noun.children:
        if child.dep_ in _MODIFIERS and child.i in ledger.referents:
            mention = ledger.by_token.get(child.i)
            if mention is not None and mention.how in (Recognition.DEMONYM, Recognition.NAME):
                return ledger.referents[child.i]
    return ()
