"""Half-years: the one in which a season premiered, the one after, and what their reports said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.observations import Observations

Reals = NDArray[np.float64]
Days = NDArray[np.datetime64]


WHOLE_REPORT = 500
"""Seasons that a report has at least; the casebook's extracts have fewer."""


@dataclass(frozen=True)
class Halves:
    """The premiere's half-year of each season, and the next.

    Parameters
    ----------
    first_end, next_end : array of float, shape (seasons,)
        Days from the premiere to the day after each half-year's end.
    first, next : array of float, shape (seasons,)
        Hours that its report printed; not a number where none is known.
    """

    first_end: Reals
    next_end: Reals
    first: Reals
    next: Reals


def half_end(days: Days) -> Days:
    """The day after the end of the half-year of each day.

    Examples
    --------
    >>> half_end(np.array(["2024-06-30", "2024-07-01"], dtype="datetime64[D]")).astype(str).tolist()
    ['2024-07-01', '2025-01-01']
    """
    year = days.astype("datetime64[Y]")
    month = days.astype("datetime64[M]").astype(int) % 12
    middle = (year.astype("datetime64[M]") + 6).astype("datetime64[D]")
    return np.asarray(np.where(month < 6, middle, (year + 1).astype("datetime64[D]")))


def halves_of(seen: Observations) -> Halves:
    """The half-years of every season and their totals, as far as known on the date."""
    first_end = half_end(seen.premieres)
    ends = [(end - seen.premieres).astype(float) for end in (first_end, half_end(first_end))]
    columns = seen.arrays
    season = columns["season"]
    report = columns["source"] == "half-year"
    found = []
    for starts, stops in ((np.zeros(len(first_end)), ends[0]), (ends[0], ends[1])):
        mine = report & (columns["start_day"] == starts[season]) & (columns["end_day"] == stops[season])
        total = np.full(len(first_end), np.nan)
        total[season[mine]] = columns["hours"][mine]
        found.append(total)
    return Halves(ends[0], ends[1], found[0], found[1])


def reported(seen: Observations) -> list[tuple[dt.date, dt.date]]:
    """The half-years of which a whole report was known on the date: first day, and the day after the last."""
    columns = seen.arrays
    ends, counts = np.unique(columns["period_end"][columns["source"] == "half-year"], return_counts=True)
    return [_half(end.astype(object)) for end, count in zip(ends, counts, strict=True) if count >= WHOLE_REPORT]


def _half(last: dt.date) -> tuple[dt.date, dt.date]:
    return dt.date(last.year, 1 if last.month <= 6 else 7, 1), last + dt.timedelta(days=1)
