"""When was it published: an ISO 8601 moment at the precision that the page gives.

A clock time counts only with its zone; without one, the day is all that is certain. Days and months in figures are
read only where their order is certain: ISO dates, dotted dates (day first, everywhere dots are used), and slashes
where one of the two exceeds twelve.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import dateparser

_ISO = re.compile(r"\d{4}-\d\d(-\d\d)?([T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?")
_DOTTED = re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b")
_SLASHED = re.compile(r"\b(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})\b")
_MONTH_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WORDED = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH_NAME},?\s+\d{{4}}|{_MONTH_NAME}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d)?\s*(?P<half>[ap]\.?m\.?)?", re.IGNORECASE)
_ZONE = re.compile(
    r"(?:\b(?:GMT|UTC)(?:\s*[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d|\b[ECMP][SD]T|\bCES?T|\bBST|\bMSK)\b"
)
_OPENS_IN_CAPITALS = re.compile(r"[^\W\d_a-z]{3}")
_AROUND = re.compile(
    r"\b(published|updated|posted|last|modified|created|date|on|at|and|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|mon|tue|wed|thu|fri|sat|sun|hrs?|local time)\b|[\s,.:;|()\u2013\u2014-]",
    re.IGNORECASE,
)


def normalize(text: str) -> str | None:
    """ISO 8601 for a date in words or figures, or None where it is not certainly one.

    >>> normalize("09:54 GMT 06.01.2022")
    '2022-01-06T09:54:00Z'
    >>> normalize("January 6, 2022")
    '2022-01-06'
    """
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        return _iso(iso.group())
    if re.fullmatch(r"\d{4}", text):
        return text
    if (rfc := _feed_date(text)) is not None:
        return rfc
    day = _day(text)
    if day is None:
        return None
    return _instant(day, text) or day


def alone(line: str) -> str | None:
    """The moment that a line states, where the line says nothing else (*Updated: 6 January 2022, 09:54 GMT*)."""
    if len(line) > 80 or not any(char.isdigit() for char in line):
        return None
    rest = line
    for pattern in (_DOTTED, _SLASHED, _WORDED, _ISO, _CLOCK, _ZONE, _AROUND):
        rest = pattern.sub("", rest)
    if rest:
        return None
    iso = _ISO.search(line)
    return normalize(iso.group() if iso else line)


def leading(line: str) -> tuple[str, str] | None:
    """A date at the head of a line, labelled as such, and what follows it (*date 2022-01-06 ...*)."""
    match = re.match(rf"\s*(?:date|published|posted|updated)\W{{1,3}}({_ISO.pattern})\W*", line, re.IGNORECASE)
    if match is None:
        return None
    moment = normalize(match.group(1))
    return None if moment is None else (moment, line[match.end() :])


def dateline(paragraph: str) -> str | None:
    """The day in the dateline that opens a story (*KATHMANDU, March 14, 2023 (Agency) - Nepal will ...*)."""
    head = re.match(rf"[A-Z][^.!?\n]{{0,60}}?,\s+((?i:{_WORDED.pattern}))[^.!?\n]{{0,40}}?\s[-\u2013\u2014]", paragraph)
    return None if head is None or not _OPENS_IN_CAPITALS.match(paragraph) else _day(head.group(1))


def _iso(text: str) -> str | None:
    text = re.sub(r"\s*(UTC|GMT)$", "Z", text.replace(" ", "T", 1) if ":" in text else text)
    try:
        if len(text) <= len("2022-01"):
            datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC)
            return text
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if "T" not in text or moment.tzinfo is None:
        return moment.date().isoformat()
    return _utc(moment)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _feed_date(text: str) -> str | None:
    """RFC 5322, as RSS writes it."""
    try:
        return _utc(datetime.strptime(re.sub(r"(GMT|UTC|Z)$", "+0000", text), "%a, %d %b %Y %H:%M:%S %z"))
    except ValueError:
        return None


def _day(text: str) -> str | None:
    if dotted := _DOTTED.search(text):
        return _valid(dotted["year"], dotted["month"], dotted["day"])
    if slashed := _SLASHED.search(text):
        first, second = int(slashed["first"]), int(slashed["second"])
        if first == second or second > 12:
            return _valid(slashed["year"], slashed["first"], slashed["second"])
        return _valid(slashed["year"], slashed["second"], slashed["first"]) if first > 12 else None
    if worded := _WORDED.search(text):
        moment = dateparser.parse(
            worded.group(), languages=["en"], settings={"REQUIRE_PARTS": ["day", "month", "year"]}
        )
        return moment.date().isoformat() if moment else None
    if iso := re.search(r"\b\d{4}-\d\d-\d\d\b", text):
        return _iso(iso.group())
    return None


def _valid(year: str, month: str, day: str) -> str | None:
    try:
        return datetime(int(year), int(month), int(day), tzinfo=UTC).date().isoformat()
    except ValueError:
        return None


def _instant(day: str, text: str) -> str | None:
    clock, zone = _CLOCK.search(text), _ZONE.search(text)
    if clock is None or zone is None:
        return None
    moment = dateparser.parse(f"{day} {clock.group()} {zone.group()}", languages=["en"], date_formats=None)
    return _utc(moment) if moment and moment.tzinfo else None
