"""The days that a question speaks of: *on 6 January 2022*, *in January 2022*, *as known on 2022-01-06*."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = (
    r"(?P<iso>\d{4}-\d\d(?:-\d\d)?)"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})\.?,? (?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH})\.?,?(?: of)? (?P<y3>\d{{4}})"
    r"|(?P<y4>\d{4})"
    r"|(?P<word>today|now|yesterday|this year|last year|this month|last month)"
)
_PREPOSITION = (
    r"(?P<known>(?:as |as was |as it was |as far as |(?:from|according to) what was )?known (?:on|in|by|at|as of))"
    r"|(?P<since>since|after|from)|(?P<before>before|until|till|up to|by)|(?P<at>as of|as at|on|in|during|at|of)"
)
_QUALIFIER = re.compile(rf",?\s*(?<!\w)(?:{_PREPOSITION})\s+(?:the\s+)?(?:{_DATE})(?!\w)", re.IGNORECASE)
_BARE = re.compile(
    r",?\s*(?<!\w)(?P<word>today|now|yesterday|right now|at present|currently|at the moment)(?!\w)", re.I
)


@dataclass(frozen=True, slots=True)
class When:
    """The days asked about, each None where the question says nothing.

    ``since`` and ``until`` bound what happened (first and last day); ``known_on`` is the day as of which it was known.
    """

    since: str | None = None
    until: str | None = None
    known_on: str | None = None

    @property
    def on(self) -> str | None:
        """The day for what holds: the last of those asked about."""
        return self.until

    def __str__(self) -> str:
        spoken = []
        if self.since == self.until and self.since:
            spoken.append(f"on {self.since}")
        else:
            spoken += [f"from {self.since}"] if self.since else []
            spoken += [f"until {self.until}"] if self.until else []
        return " ".join([*spoken, *([f"as known on {self.known_on}"] if self.known_on else [])])


def take(question: str, today: date) -> tuple[str, When]:
    """The question without its dates, and what they say. Dates that do not exist stay in the question."""
    when = When()

    def understand(match: re.Match[str]) -> str:
        nonlocal when
        span = _span(match, today)
        if span is None:
            return match[0]
        if match["known"]:
            when = replace(when, known_on=span[1])
        elif match["since"]:
            when = replace(when, since=span[0])
        elif match["before"]:
            when = replace(when, until=span[1])
        else:
            when = replace(when, since=span[0], until=span[1])
        return " "

    rest = _QUALIFIER.sub(understand, question)
    bare = _BARE.search(rest)
    if bare is not None:
        rest = _BARE.sub(" ", rest)
        if bare["word"].lower() == "yesterday":
            day = str(today - timedelta(days=1))
            when = replace(when, since=day, until=day)
    return rest, when


def _span(match: re.Match[str], today: date) -> tuple[str, str] | None:
    """First and last day of what the match names."""
    if match["word"]:
        return _relative(match["word"].lower(), today)
    year, month, day = _parts(match)
    try:
        if day:
            return (str(date(year, month, day)),) * 2
        if month:
            return str(date(year, month, 1)), str(date(year, month, calendar.monthrange(year, month)[1]))
        return f"{year:04}-01-01", f"{year:04}-12-31"
    except (ValueError, calendar.IllegalMonthError):
        return None


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    if match["iso"]:
        year, month, *day = (int(part) for part in match["iso"].split("-"))
        return year, month, day[0] if day else 0
    year = int(match["y1"] or match["y2"] or match["y3"] or match["y4"])
    month = _MONTHS[(match["m1"] or match["m2"] or match["m3"]).lower()] if not match["y4"] else 0
    return year, month, int(match["d1"] or match["d2"] or 0)


def _relative(word: str, today: date) -> tuple[str, str]:
    first_of_month = today.replace(day=1)
    match word:
        case "yesterday":
            day = today - timedelta(days=1)
            return str(day), str(day)
        case "this year":
            return f"{today.year:04}-01-01", str(today)
        case "last year":
            return f"{today.year - 1:04}-01-01", f"{today.year - 1:04}-12-31"
        case "this month":
            return str(first_of_month), str(today)
        case "last month":
            last = first_of_month - timedelta(days=1)
            return str(last.replace(day=1)), str(last)
        case _:
            return str(today), str(today)
