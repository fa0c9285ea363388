"""The four-week task: hours of a season's first four weeks from its first two.

The lists themselves are the judge. Of a season that left the list within the four weeks they only say between which
ends its hours lie: what was listed, and that with the tenth place for each week off the list. It is scored by how far
the estimate is from the nearer end, 0 in between; those that stayed ('survivors') are scored exactly. So the error over
all says who is wrong for certain, and not by how much a season off the list is missed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.model import Prior
from cliffhanger.audience.observations import BELOW, Observations
from cliffhanger.audience.remainder import remainder
from cliffhanger.audience.scores import Quantile, around, interval_error, joined, score
from cliffhanger.audience.stack import curve_alone

Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]

WEEKS = 4
PUBLISHED_RATIO = 1.54
"""Four-week hours over those of the first two weeks, as analysts use it."""


@dataclass(frozen=True)
class Tested:
    """Answers of one method at one origin.

    Parameters
    ----------
    low, high : array of float
        Log-hours between which the truth lies; equal for survivors.
    quantile : callable
        From a share to the estimate's quantile.
    """

    low: Reals
    high: Reals
    quantile: Quantile


def test(seen: Observations, prior: Prior, early: Flags, start: dt.date, end: dt.date) -> Iterator[tuple[str, Tested]]:
    """Put the task to the seasons of a half-year that were listed in their first or second week.

    Parameters
    ----------
    seen, prior : see `tasks.ask`
        What was known.
    early : array of bool, shape (seasons,)
        Seasons that teach.
    start, end : date
        The half-year, the end not included.
    """
    listed, bound, last = _weeks(seen)
    whole = np.isfinite(np.where(np.isfinite(listed), listed, bound)).all(axis=1)
    asked_of = whole & np.isfinite(listed[:, :2]).any(axis=1)
    timely = (seen.premieres >= np.datetime64(start)) & (seen.premieres < np.datetime64(end))
    rows = np.flatnonzero(asked_of & timely)
    past = np.flatnonzero(asked_of & early & np.isfinite(listed).all(axis=1))
    if not len(rows) or not len(past):
        return
    rest = remainder(seen, prior, rows, last[rows, 1], np.zeros(len(rows)), last[rows, 3])
    law = curve_alone(rest.eta, rest.doubt)
    low = np.log(np.nansum(listed[rows], axis=1))
    high = np.log(np.where(np.isfinite(listed[rows]), listed[rows], bound[rows]).sum(axis=1))
    yield "cliffhanger", Tested(low, high, lambda share: np.log(rest.visible + np.exp(law.quantile(share))))
    # The simple methods learn on survivors, and take half the tenth place for a week off the list.
    first = np.where(np.isfinite(listed[:, :2]), listed[:, :2], bound[:, :2] / 2)
    two, four = np.log(first.sum(axis=1)), np.log(listed.sum(axis=1))
    yield "visible_sum", Tested(low, high, around(two[rows], (four - two)[past]))
    yield (
        "constant",
        Tested(low, high, around(two[rows] + np.log(PUBLISHED_RATIO), (four - two)[past] - np.log(PUBLISHED_RATIO))),
    )
    columns = np.column_stack([np.ones(len(two)), np.log(first)])
    slope, *_ = np.linalg.lstsq(columns[past], four[past], rcond=None)
    yield "log_linear", Tested(low, high, around(columns[rows] @ slope, four[past] - columns[past] @ slope))


def entries(found: Mapping[tuple[str, str], Sequence[Tested]]) -> list[dict[str, object]]:
    """The record of the task: survivors exactly, all by the ends."""
    record: list[dict[str, object]] = []
    for (test_name, method), parts in found.items():
        low, high = (np.concatenate([getattr(part, end) for part in parts]) for end in ("low", "high"))
        exact = [part.high - part.low < 1e-12 for part in parts]
        head = {"task": "four_weeks", "test": test_name}
        middle = np.concatenate([part.quantile(0.5) for part in parts])
        record.append({**head, "group": "all", "method": method, **interval_error(low, high, middle)})
        survived = np.concatenate(exact)
        if survived.any():
            quantile = joined([part.quantile for part in parts], exact)
            record.append({**head, "group": "survivors", "method": method, **score(low[survived], quantile)})
    return record


def _weeks(seen: Observations) -> tuple[Reals, Reals, Reals]:
    """Hours of each season's first weeks on the list, bounds of those off it, and their last days."""
    columns = seen.arrays
    season = columns["season"]
    nth = np.ceil(columns["start_day"] / 7.0).astype(int)
    mine = (columns["source"] == "week") & (nth < WEEKS)
    found = [np.full((seen.seasons.num_rows, WEEKS), np.nan) for _ in range(3)]
    for table, chosen, values in (
        (found[0], mine & (columns["kind"] != BELOW), "hours"),
        (found[1], mine & (columns["kind"] == BELOW), "hours"),
        (found[2], mine, "end_day"),
    ):
        table[season[chosen], nth[chosen]] = columns[values][chosen]
    return found[0], found[1], found[2]
