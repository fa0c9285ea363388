"""Numbers, dates and intervals as people read them, the same in every report.

A figure is never rounded to nothing: below ten thousand it is printed in full.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from cliffhanger.evidence.markers import MONTHS
from cliffhanger.reports.inert import plain

NOT_KNOWN = "–"
"""Stands in a table where no figure is at hand; never means zero."""

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
_SPARKS = "▁▂▃▄▅▆▇█"
# Words for units as figures carry them: one thing, several things.
_COUNTED = {
    "weeks": ("week", "weeks"),
    "days": ("day", "days"),
    "episodes": ("episode", "episodes"),
    "countries": ("country", "countries"),
    "votes": ("vote", "votes"),
}


def plural(count: float, one: str, several: str | None = None) -> str:
    """A count with its noun.

    Examples
    --------
    >>> plural(1, "week"), plural(14, "day"), plural(1200, "country", "countries")
    ('1 week', '14 days', '1,200 countries')
    """
    return f"{number(count)} {one if count == 1 else several or one + 's'}"


def number(value: float, decimals: int = 2) -> str:
    """A number with thousands separators and no idle zeros.

    Examples
    --------
    >>> number(1234567), number(7.50), number(0.004)
    ('1,234,567', '7.5', '0.004')
    """
    if value and abs(value) < 10**-decimals:
        return f"{value:.1g}"
    printed = f"{value:,.{decimals}f}"
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def millions(value: float | None, places: int = 2) -> str:
    """Millions without their 'M', for columns whose head says it; empty where there is no figure.

    What would round to nothing keeps one digit that counts.

    Examples
    --------
    >>> millions(23_570_000), millions(27_600_000, 1), millions(4_000), millions(None)
    ('23.57', '27.6', '0.004', '')
    """
    if value is None:
        return ""
    inexact = value and round(value / 1e6, places) == 0
    return f"{value / 1e6:.1g}" if inexact else f"{value / 1e6:,.{places}f}"


def large(value: float) -> str:
    """A large number in millions, 'M', as many decimals as it needs, two at most; below ten thousand in full.

    Examples
    --------
    >>> large(23_570_000), large(27_600_000), large(1_650_450_000), large(9_000)
    ('23.57 M', '27.6 M', '1,650.45 M', '9,000')
    """
    return f"{number(value / 1e6)} M" if abs(value) >= 10_000 else number(value, 0)


def decimals(values: Iterable[float | None]) -> int:
    """How many decimals a column of millions needs: 0 to 2.

    Examples
    --------
    >>> decimals([23_570_000, 45_200_000]), decimals([27_600_000, None]), decimals([226_000_000])
    (2, 1, 0)
    """
    present = [value for value in values if value is not None]
    return next((n for n in (0, 1) if all(round(value) % 10 ** (6 - n) == 0 for value in present)), 2)


def hours(value: float) -> str:
    """Hours viewed in words.

    Examples
    --------
    >>> hours(23_570_000), hours(1)
    ('23.57 M hours', '1 hour')
    """
    return f"{large(value)} {'hour' if value == 1 else 'hours'}"


def upward(bound: float) -> float:
    """An upper bound rounded up to the two decimals of a million that are printed, so that printing never lowers it.

    Examples
    --------
    >>> upward(10_090_000), upward(9_141_000), upward(9_000)
    (10090000, 9150000, 9000)
    """
    return math.ceil(bound / 10_000) * 10_000 if bound >= 10_000 else bound


def below(value: float) -> str:
    """A week off the list: the tenth place's figure as a bound.

    Examples
    --------
    >>> below(10_090_000)
    '< 10.09 M (below the tenth place)'
    """
    return f"< {large(upward(value))} (below the tenth place)"


def runtime(minutes: float) -> str:
    """Running time in hours and minutes.

    Examples
    --------
    >>> runtime(435), runtime(45), runtime(120)
    ('7 h 15 min', '45 min', '2 h')
    """
    whole, rest = divmod(round(minutes), 60)
    return " ".join(
        part for part in (f"{whole} h" if whole else "", f"{rest} min" if rest or not whole else "") if part
    )


def percent(share: float) -> str:
    """A share 0-1 as a percentage; near the ends with a decimal, so that it is not rounded to none or all.

    Examples
    --------
    >>> percent(0.123), percent(0.996), percent(1.0)
    ('12 %', '99.6 %', '100 %')
    """
    fine = 0 < share < 0.01 or 0.99 < share < 1
    return f"{number(share * 100, 1 if fine else 0)} %"


def interval(lo80: float, hi80: float) -> str:
    """An 80 % interval of a share, in words.

    Examples
    --------
    >>> interval(0.12, 0.46)
    'between 12 % and 46 % (80 % interval)'
    """
    return f"between {percent(lo80)} and {percent(hi80)} (80 % interval)"


def day(date: dt.date, *, short: bool = False) -> str:
    """A date with its year.

    Examples
    --------
    >>> import datetime as dt
    >>> day(dt.date(2021, 9, 20)), day(dt.date(2021, 9, 20), short=True)
    ('20 September 2021', '20 Sep 2021')
    """
    return f"{date.day} {_month(date, short)} {date.year}"


def span(start: dt.date, end: dt.date, *, short: bool = False) -> str:
    """A period, naming month and year once where both ends share them.

    Examples
    --------
    >>> import datetime as dt
    >>> span(dt.date(2021, 8, 2), dt.date(2021, 8, 8))
    '2–8 August 2021'
    >>> span(dt.date(2021, 8, 30), dt.date(2021, 9, 5), short=True)
    '30 Aug – 5 Sep 2021'
    """
    if start == end:
        return day(end, short=short)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end, short=short)}"
    if start.year == end.year:
        return f"{start.day} {_month(start, short)} – {day(end, short=short)}"
    return f"{day(start, short=short)} – {day(end, short=short)}"


def half_year(start: dt.date, end: dt.date) -> str:
    """A half-year as the reports call it; any other period as a span.

    Examples
    --------
    >>> import datetime as dt
    >>> half_year(dt.date(2023, 1, 1), dt.date(2023, 6, 30))
    'January–June 2023'
    """
    if start.year == end.year and start.day == 1 and (end + dt.timedelta(days=1)).day == 1:
        return f"{_month(start)}–{_month(end)} {end.year}"
    return span(start, end)


def quantity(value: float | str, unit: str) -> str:
    """A figure with its unit, in words; a text that is nothing but a date or month is written out.

    Examples
    --------
    >>> quantity(4_000_000.0, "US dollars"), quantity(435.0, "minutes"), quantity(0.77, "share 0-1")
    ('4 M US dollars', '7 h 15 min', '77 %')
    >>> quantity("2021-08-06", ""), quantity(9.0, "episodes"), quantity(8.1, "points of 10")
    ('6 August 2021', '9 episodes', '8.1 of 10')
    """
    if isinstance(value, str):
        return " ".join(part for part in (_written_out(plain(value)), plain(unit)) if part)
    if unit in _PRINTED:
        return _PRINTED[unit](value)
    if unit in _COUNTED:
        return plural(value, *_COUNTED[unit])
    if unit.startswith("points of "):
        return f"{number(value)} of {plain(unit.removeprefix('points of '))}"
    return f"{number(value)} {plain(unit)}".strip()


def sparkline(values: Sequence[float | None]) -> str:
    """A row of bars from nothing to the largest value; weeks without a figure are dots.

    Examples
    --------
    >>> sparkline([23.57, 45.19, 20.66, 10.09, None])
    '▄█▄▂·'
    """
    top = max((value for value in values if value is not None), default=0.0)
    return "".join(
        "·" if value is None else _SPARKS[min(7, max(0, round(value / top * 8) - 1)) if top else 0] for value in values
    )


def capital(text: str) -> str:
    """The text with its first letter large, the rest as it is.

    Examples
    --------
    >>> capital("not yet published by Netflix")
    'Not yet published by Netflix'
    """
    return text[:1].upper() + text[1:]


def _month(date: dt.date, short: bool = False) -> str:
    name = MONTHS[date.month - 1].capitalize()
    return name[:3] if short else name


def _written_out(text: str) -> str:
    """A text that is nothing but a date, as a date; any other text as it is."""
    if found := _ISO_DAY.fullmatch(text):
        try:
            return day(dt.date(*(int(part) for part in found.groups())))
        except ValueError:
            return text
    if (found := _ISO_MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return f"{MONTHS[int(found[2]) - 1].capitalize()} {found[1]}"
    return text


_PRINTED: Mapping[str, Callable[[float], str]] = MappingProxyType(
    {
        "hours": hours,
        "minutes": runtime,
        "share 0-1": percent,
        "percent": lambda value: f"{number(value, 1)} %",
        "views": lambda value: f"{large(value)} views",
        "accounts": lambda value: f"{large(value)} accounts",
        "US dollars": lambda value: f"{large(value)} US dollars",
    }
)
