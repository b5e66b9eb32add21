"""What the words right beside a name say of it: part of a person's name, a place, or a headline in capitals."""

from __future__ import annotations

import re
from functools import cache

from graph.linking import words

WORDS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_LAST = re.compile(r"([^\W_][\w'’.-]*)[ \n]+$")
_FIRST = re.compile(r" ([^\W_][\w'’-]*)")
_REACH = 40  # characters; no word of a name is longer
_LONGEST_TITLE = 4  # words

WITHIN = "within"
TOWARDS = "towards"


def before(text: str, start: int) -> str:
    """The word before a place in the text, empty where a mark of punctuation stands between."""
    found = _LAST.search(text, max(0, start - _REACH), start)
    return found[1] if found else ""


def after(text: str, end: int) -> str:
    """The word after a place in the text, empty where anything but one space stands between."""
    found = _FIRST.match(text, end, end + _REACH)
    return found[1] if found else ""


def personal(text: str, start: int, end: int, *, known: bool) -> bool:
    """Whether the words are a given name before a surname or a surname after a given name or title.

    ``known``: they are also a given name or surname, so that any capitalised word before them makes them one.
    """
    following = after(text, end)
    if following[:1].isupper() and following.lower() not in _no_surnames() and not following.isupper():
        first = text[start:end]
        if first in words.given_names():
            return True
    return _follows_name(text, start) or (known and follows_unknown(text, start))


def _follows_name(text: str, start: int) -> bool:
    """Whether the word before is a given name, a title, an initial or a small word of a name."""
    preceding = before(text, start)
    if not preceding[:1].isupper():
        return False
    low = preceding.lower().rstrip(".")
    if preceding in words.given_names() or low in words.titles() or low in words.classes()["honorific"]:
        return True
    return low in words.particles() - words.classes()["geographic"] or _is_initial(preceding)


def follows_unknown(text: str, start: int) -> bool:
    """Whether a capitalised word of no known meaning stands before: a weak name is then the rest of a longer one."""
    preceding = before(text, start)
    return preceding[:1].isupper() and preceding.lower() not in words.classes()["initial"]


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 and word.endswith(".")


@cache
def _no_surnames() -> frozenset[str]:
    return words.classes()["notname"] | words.classes()["feature"] | words.titles().keys()


def placing(text: str, start: int) -> str:
    """Whether the words before say that a place follows: ``within`` (*in*, *near*, *town of*), ``towards``, or not."""
    word = before(text, start)
    if word in ("in", "at", "near", "outside"):
        return WITHIN
    low = word.lower()
    classes = words.classes()
    if low == "of":
        noun = before(text, start - len(word) - 1).lower()
        return WITHIN if noun in classes["settled"] else ""
    if low in classes["settled"]:
        return WITHIN
    return TOWARDS if low in classes["placed"] else ""


def shouting(text: str, start: int, end: int) -> bool:
    """Whether the words around are in capitals too, so that capitals say nothing."""
    beside = [word for word in (before(text, start), after(text, end)) if len(word) > 1]
    return bool(beside) and all(word.isupper() for word in beside)
