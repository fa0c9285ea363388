"""What an hour on the platform brings in: revenue of a half-year over the hours viewed in it, as known on a date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cliffhanger.decisions.assumptions import Assumptions
from cliffhanger.decisions.rates import rows
from cliffhanger.errors import TooLittleEvidence

Reals = NDArray[np.float64]

PLATFORM = "Netflix"
"""The platform whose revenue and viewing are public."""


@dataclass(frozen=True)
class Half:
    """One half-year of the platform.

    Parameters
    ----------
    start, end : date
        First and last day.
    revenue_usd : float
        Revenue, subscriptions and advertising together.
    hours : float
        Hours viewed of all titles.
    reported : bool
        Whether a report gives the hours; else they follow from memberships and hours_per_member_day.
    """

    start: dt.date
    end: dt.date
    revenue_usd: float
    hours: float
    reported: bool

    @property
    def usd_per_hour(self) -> float:
        """Revenue over hours."""
        return self.revenue_usd / self.hours


def halves(day: dt.date, assumed: Assumptions) -> tuple[Half, ...]:
    """The half-years whose revenue was known by a date, the earliest first.

    Parameters
    ----------
    day : date
        Last day of knowledge.
    assumed : Assumptions
        For half-years without a report.

    Raises
    ------
    TooLittleEvidence
        If the revenue of no half-year was known.
    """
    found: list[Half] = []
    for row in rows("netflix.csv"):
        if dt.date.fromisoformat(row["revenue_known_on"]) > day:
            continue
        start, end = (dt.date.fromisoformat(row[f"period_{name}"]) for name in ("start", "end"))
        told = bool(row["hours_known_on"]) and dt.date.fromisoformat(row["hours_known_on"]) <= day
        if told:
            hours = float(row["hours_m"]) * 1e6
        else:
            members = [float(row[f"memberships_{name}_m"] or "nan") * 1e6 for name in ("start", "end")]
            length = (end - start).days + 1
            hours = float(np.nanmean(members)) * length * assumed["hours_per_member_day"].value
        found.append(Half(start, end, float(row["revenue_musd"]) * 1e6, hours, told))
    if not found:
        raise TooLittleEvidence("the platform's revenue of a half-year", f"none known by {day}")
    return tuple(found)


def rate_on(found: tuple[Half, ...], days: NDArray[np.datetime64]) -> Reals:
    """US dollars that an hour brought in on days: those of their half-year, else of the nearest known.

    Parameters
    ----------
    found : tuple of Half
        Half-years in their order.
    days : array of datetime64, shape (n,)
        The days.

    Returns
    -------
    array of float, shape (n,)
        US dollars an hour, before any share of them is attributed.
    """
    starts = np.array([half.start for half in found], dtype="datetime64[D]")
    at = np.clip(np.searchsorted(starts, days, side="right") - 1, 0, len(found) - 1)
    return np.array([half.usd_per_hour for half in found])[at]
