"""Phrases that name dates, and what they mean seen from the day of publication.

A small grammar over the words of ``ontology/lexicon/time_words.tsv``: dates of any precision (*6 January 2022*,
*January 2022*, *2014*), weekdays, *last week*, *three days ago*, *since 2014*, *from 2003 to 2010*, *by the end of the
year*. Times of day are left out. What cannot be resolved (a weekday in an article without a date) is no time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from graph.extraction import lexicon
from graph.model import Time

REACH = 7  # words before an anchor with which a date may begin (since the beginning of the past two years)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a text that name a time: their place and the parts that the grammar found in them."""

    start: int
    end: int
    parts: tuple[Mapping[str, str], ...]
    relation: str  # "at", "since", "until" or "span"


@dataclass(frozen=True, slots=True)
class Reference:
    """The day that relative dates count from, and whether the clause looks ahead (*will leave on Monday*)."""

    day: date
    precision: int  # 4 year, 7 month, 10 day
    ahead: bool = False


@cache
def _words(kind: str) -> Mapping[str, int]:
    rows = lexicon.table("time_words", "kind", "word", "value")
    return {
        word: row.read("value", int) if row["value"] else 0
        for row in rows
        if row["kind"] == kind
        for word in row.words("word")
    }


def sets_apart(word: str) -> bool:
    """Whether what follows the word has a time of its own: *after the attack*."""
    return word in _words("apart")


def _any(kind: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words(kind), key=len, reverse=True))


@cache
def _grammar() -> re.Pattern[str]:
    point = rf"""
        (?P<iso>\d{{4}}-\d\d-\d\d)
      | (?:the\s)?(?:(?P<d0>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|–|to|and|until|through)\s?)?
        (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s(?P<m1>{_any("month")})\b\.?(?:,?\s(?P<y1>\d{{4}})\b)?
      | (?P<m2>{_any("month")})\b\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,\d{{3}}|:)\b(?:,?\s(?P<y2>\d{{4}})\b)?
      | (?P<m3>{_any("month")})\b\.?,?(?:\sof)?\s(?P<y3>\d{{4}})\b
      | (?:(?P<w_rel>last|next|this|coming|past)\s)?(?P<weekday>{_any("weekday")})\b
      | (?P<day>{_any("day")})\b
      | (?:the\s)?(?:(?P<u_last>{_any("last")})|(?P<u_this>{_any("this")})|(?P<u_next>{_any("next")}))\s
        (?:(?P<u_n>\d{{1,2}}|{_any("number")})\s)?(?P<unit>{_any("unit")}|weekend)s?\b(?!\sof\b)
      | (?:the\s)?(?P<m_rel>last|next|this|past)\s(?P<m4>{_any("month")})\b
      | (?P<n>\d{{1,3}}|{_any("number")})\s(?P<n_unit>{_any("unit")})s?\s(?:{_any("ago")})\b
      | (?P<the_unit>the\s(?:month|year|week))\b
      | (?:the\s)?(?P<decade>(?:1[89]|20)\d0)s\b
      | (?P<m5>{_any("month")})\b
      | (?P<year>(?:1[89]|20)\d\d)\b(?![,.]\d|-[a-z])
    """
    relation = (
        rf"(?:(?P<since>{_any('since')})|(?P<until>{_any('until')})|(?P<bare>{_any('bare')}))\s(?:about\s|around\s)?"
    )
    part = rf"(?:(?P<part>{_any('part')})[\s-])?"
    return re.compile(rf"\b(?:{relation})?{part}(?:{point})", re.VERBOSE | re.IGNORECASE)


_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_JOIN = re.compile(r"\s*(?:to|until|till|through|and|-|–|—)\s*(?:the\s)?$", re.IGNORECASE)
_RANGE = re.compile(r"\s?[-–—]\s?(?:1[89]|20)\d\d\b")


@cache
def _anchors() -> frozenset[str]:
    """Words of which every date has one: the grammar is dear and is tried only near them."""
    kinds = ("weekday", "month", "day", "unit")
    words = {word.split()[-1] for kind in kinds for word in _words(kind)}
    return frozenset(words | {f"{unit}s" for unit in _words("unit")} | {"weekend", "weekends"})


@lru_cache(maxsize=256)
def find(text: str) -> tuple[Phrase, ...]:
    """The phrases of a sentence, from left to right."""
    found: list[Phrase] = []
    for match in _matches(text):
        parts = {name: value for name, value in match.groupdict().items() if value is not None}
        if not _is_date(match, parts):
            continue
        phrase = Phrase(match.start(), match.end(), (parts,), _relation(parts))
        joined = _joined(text, found[-1], phrase) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(phrase)
    return tuple(found)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What the grammar finds around the anchors, each match starting as far left as it can."""
    words = list(_WORD.finditer(text))
    anchors, grammar, done = _anchors(), _grammar(), 0
    for index, word in enumerate(words):
        if word.start() < done or not (word.group().lower() in anchors or _YEAR.match(word.group())):
            continue
        for before in words[max(0, index - REACH) : index + 1]:
            match = grammar.match(text, before.start()) if before.start() >= done else None
            if match is not None and match.end() > word.start():
                done = match.end()
                yield match
                break


def _is_date(match: re.Match[str], parts: Mapping[str, str]) -> bool:
    """Whether the words are surely a date: *May* and *March* and bare numbers need a word that says so."""
    months = [parts[name] for name in ("m1", "m2", "m3", "m4", "m5") if name in parts]
    if any(not month[0].isupper() for month in months):
        return False
    if "weekday" in parts and not parts["weekday"][0].isupper():
        return False
    if "weekday" in parts and len(parts["weekday"]) < 5 and "bare" not in parts:
        return False  # the sun, we wed
    if "the_unit" in parts:
        return "part" in parts
    helped = bool({"since", "until", "bare", "part"} & parts.keys())
    if "m5" in parts:
        return helped or len(parts["m5"]) > 5
    if "year" in parts:
        text, start, end = match.string, match.start(), match.end()
        return helped or _JOIN.search(text[:start]) is not None or _RANGE.match(text, end) is not None
    return True


def _relation(parts: Mapping[str, str]) -> str:
    if "d0" in parts:
        return "at"  # from 5 to 9 May
    return "since" if "since" in parts else "until" if "until" in parts else "at"


def _joined(text: str, first: Phrase, second: Phrase) -> Phrase | None:
    """Two dates that bound one time: *from 2003 to 2010*, *between May and June 2020*."""
    if first.relation == "until" or len(first.parts) > 1:
        return None
    gap = text[first.end : second.start]
    from_first = first.relation == "since" or first.parts[0].get("bare", "").lower() == "between"
    own = second.parts[0].keys() & {"until"}
    if own and not gap.strip() and from_first:
        return Phrase(first.start, second.end, (*first.parts, *second.parts), "span")
    if _JOIN.fullmatch(gap) is not None and (from_first or gap.strip() in ("-", "–", "—")):
        return Phrase(first.start, second.end, (*first.parts, *second.parts), "span")
    return None


def resolve(phrase: Phrase, reference: Reference | None) -> Time | None:
    """The time that the phrase means; None where it would need a day of publication that is not known."""
    values = [_resolve(parts, reference) for parts in phrase.parts]
    if any(value is None for value in values):
        return None
    first, last = values[0], values[-1]
    if first is None or last is None:
        return None
    if phrase.relation == "span":
        return Time(_year_of(last, first), last.end)
    if phrase.relation == "since":
        return Time(first.start, None)
    if phrase.relation == "until":
        return Time(None, first.end)
    return first


def _year_of(last: Time, first: Time) -> str | None:
    """The start of a span takes the year of its end where that is earlier: between May and June 2020."""
    start, end = first.start, last.end
    if start is not None and end is not None and start > end and len(start) > 4:
        return end[:4] + start[4:]
    return start


def _resolve(parts: Mapping[str, str], reference: Reference | None) -> Time | None:
    try:
        return _absolute(parts) or (None if reference is None else _relative(parts, reference))
    except (ValueError, OverflowError):
        return None  # 31 February, the year 0


def _absolute(parts: Mapping[str, str]) -> Time | None:
    if "iso" in parts:
        return Time.at(date.fromisoformat(parts["iso"]).isoformat())
    if "decade" in parts:
        return Time(parts["decade"], str(int(parts["decade"]) + 9))
    if "year" in parts:
        return Time.at(parts["year"])
    if "y3" in parts:
        return Time.at(f"{parts['y3']}-{_month(parts['m3']):02}")
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
        if y in parts:
            day = date(int(parts[y]), _month(parts[m]), int(parts[d]))
            return Time(_first_day(parts, day), day.isoformat())
    return None


def _first_day(parts: Mapping[str, str], last: date) -> str:
    """The first of two days of one month: *5 to 9 May*."""
    return last.replace(day=int(parts.get("d0", last.day))).isoformat()


def _month(word: str) -> int:
    return _words("month")[word.lower()]


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _words("number")[word.lower()]


def _relative(parts: Mapping[str, str], reference: Reference) -> Time | None:
    for d, m in (("d1", "m1"), ("d2", "m2")):
        if m in parts:
            day = _day_of_year(int(parts[d]), _month(parts[m]), reference)
            return Time(_first_day(parts, day), day.isoformat())
    for m in ("m4", "m5"):
        if m in parts:
            return Time.at(_month_of_year(_month(parts[m]), parts.get("m_rel"), reference))
    if "weekday" in parts:
        return _weekday(parts, reference) if reference.precision == 10 else None
    if "day" in parts:
        shift = timedelta(_words("day")[parts["day"].lower()])
        return Time.at((reference.day + shift).isoformat()) if reference.precision == 10 else None
    if "n_unit" in parts:
        return _ago(_number(parts["n"]), parts["n_unit"].lower(), reference)
    if "the_unit" in parts:
        return _period(0, parts["the_unit"].lower().removeprefix("the "), reference)
    return _unit(parts, reference)


def _day_of_year(day: int, month: int, reference: Reference) -> date:
    """The latest such day before publication, or the next one where the clause looks ahead."""
    found = date(reference.day.year, month, day)
    if reference.precision == 4:
        return found
    if reference.ahead and found < reference.day:
        return found.replace(year=found.year + 1)
    if not reference.ahead and found > reference.day + timedelta(7):
        return found.replace(year=found.year - 1)
    return found


def _month_of_year(month: int, relation: str | None, reference: Reference) -> str:
    year, current = reference.day.year, reference.day.month
    relation = (relation or "").lower()
    if relation in ("last", "past"):
        year -= month >= current
    elif relation == "next" or (reference.ahead and relation != "this"):
        year += month < current
    elif relation != "this" and reference.precision > 4:
        year -= month > current
    return f"{year:04}-{month:02}"


def _weekday(parts: Mapping[str, str], reference: Reference) -> Time:
    wanted, relation = _words("weekday")[parts["weekday"].lower()], parts.get("w_rel", "").lower()
    distance = (wanted - reference.day.weekday()) % 7
    if relation in ("last", "past"):
        distance = distance - 7
    elif relation in ("next", "coming"):
        distance = distance or 7
    elif not reference.ahead:
        distance = distance - 7 if distance else 0
    return Time.at((reference.day + timedelta(distance)).isoformat())


def _ago(number: int, unit: str, reference: Reference) -> Time | None:
    if unit == "year":
        return Time.at(f"{reference.day.year - number:04}")
    if reference.precision < 7:
        return None
    if unit == "month":
        return _period(-number, "month", reference)
    if unit == "decade":
        return Time.at(f"{reference.day.year - 10 * number:04}")
    if reference.precision < 10:
        return None
    day = reference.day - timedelta(number * _words("unit")[unit])
    return Time.at(day.isoformat() if unit == "day" else day.isoformat()[:7])


def _unit(parts: Mapping[str, str], reference: Reference) -> Time | None:
    """*last week*, *this month*, *next year*, *the past two years*."""
    unit = parts["unit"].lower()
    step = -1 if "u_last" in parts else 1 if "u_next" in parts else 0
    if "u_n" not in parts:
        return _period(step, unit, reference)
    count = _number(parts["u_n"])
    first = _period(step * count, unit, reference)
    now = _period(0, unit, reference)
    if first is None or now is None or step == 0:
        return None
    return Time(first.start, now.end) if step < 0 else Time(now.start, first.end)


def _period(step: int, unit: str, reference: Reference) -> Time | None:
    """The period of that unit that lies ``step`` periods from publication (0: the current one)."""
    day = reference.day
    if unit == "year":
        return Time.at(f"{day.year + step:04}")
    if unit == "month" and reference.precision >= 7:
        months = day.year * 12 + day.month - 1 + step
        return Time.at(f"{months // 12:04}-{months % 12 + 1:02}")
    if unit in ("week", "weekend", "fortnight") and reference.precision == 10:
        monday = day - timedelta(day.weekday()) + timedelta(7 * step)
        first = monday + timedelta(5) if unit == "weekend" else monday
        return Time(first.isoformat(), (monday + timedelta(6)).isoformat())
    if unit == "day" and reference.precision == 10:
        return Time.at((day + timedelta(step)).isoformat())
    return None
