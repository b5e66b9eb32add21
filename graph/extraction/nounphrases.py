"""Noun phrases: the words before a noun, whose it is, and the phrases beside it.

The parser attaches most modifiers rightly but not all, so the words before a noun are read from right to left as long
as each of them leans on something to its right; what stands after the noun is read from the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.extraction.sectors import Kind, forms, words
from graph.linking.document import LinkedArticle
from graph.model import Recognition

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 16  # words read before a noun; agency titles have up to twelve
HYPHENS = frozenset("-‐‑–")  # the tagger calls them many things

_LEANING = frozenset(["amod", "compound", "nmod", "poss", "nummod", "npadvmod", "quantmod"])
_NOT_LEANING = frozenset(["VERB", "ADP", "PRON", "AUX", "SCONJ"])


def before(token: Token) -> list[Token]:
    """The words that modify the noun from the left, the nearest first, without articles."""
    found = []
    first = max(token.sent.start, token.i - LONGEST)
    for index in range(token.i - 1, first - 1, -1):
        word = token.doc[index]
        if not _leans(word, token):
            break
        if word.dep_ == "det":
            if word.head.i >= token.i:
                break
            continue
        found.append(word)
    return found


def _leans(word: Token, noun: Token) -> bool:
    head = word.head
    if word.lower_ == "of":
        return head.i < word.i and head.dep_ in _LEANING and word.i < head.head.i <= noun.i
    if word.dep_ == "pobj" and head.lower_ == "of":
        return _leans(head, noun)  # Secretary of State Smith
    if word.pos_ in _NOT_LEANING and word.dep_ not in _LEANING:
        return False
    if word.i < head.i <= noun.i:
        return True
    # the second of two modifiers, the words that join them, 's and hyphens lean on what stands before them
    return head.i < word.i and word.dep_ in ("conj", "cc", "case", "punct", "quantmod") and head.dep_ in _LEANING


def is_turned_away(token: Token) -> bool:
    """Whether a hyphen or prefix keeps a name from owning the noun: pro-Iranian, Russian-made."""
    doc = token.doc
    after = token.i + 1
    if after + 1 < len(doc) and doc[after].text in HYPHENS and doc[after + 1].pos_ != "PROPN":
        return True
    if token.i >= 2 and doc[token.i - 1].text in HYPHENS and doc[token.i - 2].lower_ in words(Kind.PREFIX):
        return True
    prefix, hyphen, _ = token.lower_.partition("-")
    return bool(hyphen) and prefix in words(Kind.PREFIX)


def is_leading(token: Token) -> bool:
    """Whether the name leads what the noun denotes: Vietnamese-led."""
    after = token.i + 2
    doc = token.doc
    return after < len(doc) and doc[after - 1].text in HYPHENS and doc[after].lower_ in words(Kind.LED)


def complements(token: Token, *prepositions: str) -> Iterator[Token]:
    """The nouns that prepositions hang on the token (all prepositions where none is named)."""
    for child in token.rights:
        if child.dep_ in ("prep", "agent") and (not prepositions or child.lower_ in prepositions):
            yield from (noun for noun in child.rights if noun.dep_ in ("pobj", "pcomp"))


def coordinated(token: Token) -> list[Token]:
    """The noun and those joined to it on its right (A, B and C)."""
    return [token, *(other for other in token.conjuncts if other.i > token.i)]


def listed(token: Token, linked: LinkedArticle) -> list[Token]:
    """The names of a list that starts with this one (A, B, C and the D), which parsers often take for appositions.

    Empty unless at least three names follow each other with commas and the last with a conjunction.
    """
    found, mention = [token], linked.mention_at(token)
    if mention is None or mention.how is not Recognition.NAME:
        return []
    index, joined = token.i + 1, False
    while (follower := _next_name(token, index, linked)) is not None and not joined:
        found.append(follower)
        joined = any(word.tag_ == "CC" for word in token.doc[index : follower.i])
        index = follower.i + 1
    return found if joined and len(found) > 2 else []


def _next_name(token: Token, index: int, linked: LinkedArticle) -> Token | None:
    """The last word of the name that follows a comma or conjunction at ``index``."""
    doc, end = token.doc, token.sent.end
    start = index
    while index < end and doc[index].tag_ in (",", "CC", "DT"):
        index += 1
    if index == start or index >= end or doc[start].tag_ == "DT":
        return None
    mention = linked.mention_at(doc[index])
    if mention is None or mention.how is not Recognition.NAME:
        return None
    while index + 1 < end and linked.mention_at(doc[index + 1]) == mention:
        index += 1
    return doc[index]


def beside(token: Token) -> Iterator[Token]:
    """The nouns in apposition: those that explain the token and the one that it explains."""
    if token.dep_ == "appos" and token.head.i != token.i:
        yield token.head
    yield from (child for child in token.rights if child.dep_ == "appos")


def clauses(token: Token, linked: LinkedArticle) -> Iterator[Token]:
    """The named words in the clauses that follow the noun (refugees who fled Liberia), in order."""
    for child in token.rights:
        if child.dep_ in ("acl", "relcl"):
            yield from (word for word in child.subtree if linked.mention_at(word) is not None)


def is_ethnic(token: Token) -> bool:
    """Whether a word before the noun says that it names a people, not a nationality (ethnic Albanians)."""
    return token.i > token.sent.start and "ethnic" in forms(token.nbor(-1))


def text(token: Token) -> str:
    """The noun with the words before it, as written."""
    words = before(token)
    return str(token.doc[words[-1].i if words else token.i : token.i + 1].text)
