"""Days as the press writes them, resolved against the day of the text."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_MONTHS = {name.lower(): at for at, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: at for name, at in list(_MONTHS.items())} | {"sept": 9}
_DAYS = {name.lower(): at for at, name in enumerate(calendar.day_name)}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DATED = re.compile(
    rf"(?:(?P<part>early|mid|late)[- ])?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? )?{_MONTH}(?: (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?!\d))?(?:,? (?P<year>(?:19|20)\d\d))?"
    r"|\b(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|\b(?P<relative>yesterday|today|last week|this week|last month|this month|last year|earlier this week|"
    r"earlier this month|next week|next month|next year)\b"
    r"|\b(?P<when>early|mid|late)[- ](?P<year2>(?:19|20)\d\d)\b|\b(?:in|since|of|early in|late in) (?P<bare>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|to|set|due|upcoming|next|slated|scheduled|returns|premieres|debuts|bows|begins|launches|arrives|premiering|debuting|launching|arriving|ahead of)\b",
    re.IGNORECASE,
)

Span = tuple[dt.date, dt.date]


def days_in(text: str, day: dt.date | None) -> list[tuple[dt.date, dt.date, int, int]]:
    """Find days, months and years in a sentence: first day, last day, and place.

    Parameters
    ----------
    text : str
        A sentence.
    day : date or None
        Day of the text; without one only what carries its year is resolved.

    Examples
    --------
    >>> [str(a) + "/" + str(b) for a, b, _, _ in days_in("It debuted in early August.", dt.date(2021, 9, 21))]
    ['2021-08-01/2021-08-10']
    >>> [str(a) for a, b, _, _ in days_in("canceled on Thursday", dt.date(2021, 9, 21))]
    ['2021-09-16']
    >>> [str(a) for a, b, _, _ in days_in("will premiere on May 4", dt.date(2021, 9, 21))]
    ['2022-05-04']
    """
    found = []
    for match in _DATED.finditer(text):
        ahead = bool(_AHEAD.search(text, max(0, match.start() - 40), match.start()))
        span = _span(match, day, ahead=ahead)
        if span and not (match["month"] and match["month"].lower() in ("may", "mar") and _is_verb(match)):
            found.append((*span, match.start(), match.end()))
    return found


def _is_verb(match: re.Match[str]) -> bool:
    """'may' is a month only beside a number, in capitals, or after a part of the month."""
    return match["month"][0].islower() or not (match["d1"] or match["d2"] or match["year"] or match["part"] or
                                               re.search(r"\b(?:in|on|since|until|by|of) $", match.string[: match.start()]))  # fmt: skip


def _span(match: re.Match[str], day: dt.date | None, *, ahead: bool) -> Span | None:
    try:
        if match["month"]:
            return _month(match, day, ahead=ahead)
        if match["year2"] or match["bare"]:
            return _year(match)
        if day is None:
            return None
        if match["weekday"]:
            away = (day.weekday() - _DAYS[match["weekday"].lower()]) % 7
            on = day + dt.timedelta(7 - away) if ahead and away else day - dt.timedelta(away)
            return on, on
        return _relative(match["relative"].lower(), day)
    except ValueError:
        return None


def _year(match: re.Match[str]) -> Span:
    """A year, or a third of one."""
    year = int(match["year2"] or match["bare"])
    first, last = (
        {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[match["when"].lower()] if match["year2"] else (1, 12)
    )
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _month(match: re.Match[str], day: dt.date | None, *, ahead: bool) -> Span | None:
    month = _MONTHS[match["month"].lower()]
    number = match["d1"] or match["d2"]
    if match["year"]:
        year = int(match["year"])
    elif day is None:
        return None
    else:
        first = dt.date(day.year, month, int(number) if number else 1)
        year = day.year + (1 if ahead and first < day else 0) - (1 if not ahead and first > day else 0)
    if number:
        on = dt.date(year, month, int(number))
        return on, on
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(
        (match["part"] or "").lower(), (1, last)
    )
    return dt.date(year, month, first_day), dt.date(year, month, last_day)


def _relative(words: str, day: dt.date) -> Span:
    one, monday = dt.timedelta(1), day - dt.timedelta(day.weekday())
    if words in ("today", "yesterday"):
        on = day if words == "today" else day - one
        return on, on
    if words.endswith("week"):
        start = monday + 7 * one * {"last": -1, "next": 1}.get(words.split(maxsplit=1)[0], 0)
        return start, (start + 6 * one if words.split(maxsplit=1)[0] in ("last", "next") else day)
    if words.endswith("month"):
        first = day.replace(day=1)
        if words.startswith("last"):
            return (first - one).replace(day=1), first - one
        if words.startswith("next"):
            after = (first + 32 * one).replace(day=1)
            return after, (after + 32 * one).replace(day=1) - one
        return first, day
    year = day.year + (1 if words.startswith("next") else -1)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
