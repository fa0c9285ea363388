"""Kin: the traits by which one season's curve is like another's, as known on the date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.curves import PULSES, Pulses
from cliffhanger.audience.observations import BELOW, BOUNDED_WEEKS, Observations
from cliffhanger.evidence.netflix_calendar import RANKED_BY_VIEWS_SINCE, WEEKS_SINCE

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

TRAITS = (
    "one",
    "later season",
    "log season number",
    "another language than English",
    "language unknown",
    "special",
    "part",
    "runtime known",
    "log runtime",
    "staggered",
    "event",
    "season before reported",
    "log hours a week of the season before",
    "season before listed",
    "log first hours of the season before",
)
"""Names of the columns of `traits`. No genre and no kind: they are known of old seasons more than of new ones, so that
their absence would stand for the year."""

_CENTRE = {"runtime": np.log(360.0), "weekly": np.log(1e6), "first": np.log(4e7)}
_MOST_NUMBER = 20.0
_GROWN = 1.05
_EVER = 36_500.0
_JUMP = 1.5
_FIRST_WEEKS = 21.0
_NEAR_NEXT = 35.0


def traits(seen: Observations, until: Reals | None = None) -> tuple[Reals, Whole, SeasonBefore]:
    """Traits of every season, whether it was on a list in its own time, and what the season before had.

    Parameters
    ----------
    seen : Observations
        What was known on the date.
    until : array of float, shape (seasons,), optional
        Day of the question for each season: what became known later is not looked at. By default all that was known
        on the date.

    Returns
    -------
    array of float, shape (seasons, len(TRAITS))
        Traits; logarithms are centred, and 0 where unknown.
    array of int, shape (seasons,)
        Place in `model.STRATA`: 1 for a season that was on a weekly list within half a year of its premiere, 2 for one
        that premiered before the lists began, else 0.
    SeasonBefore
        What the season before each had.
    """
    about = seen.seasons
    limit = np.full(about.num_rows, np.inf) if until is None else until
    number = _reals(about["number"].to_pylist())
    runtime = np.log(_reals(about["listed_runtime_min"].to_pylist()))
    spoken = np.array([word or "" for word in about["spoken"].to_pylist()])
    unit = np.array(about["unit"].to_pylist())
    before = season_before(seen, limit)
    later = np.where(np.isfinite(number), number, 1.0)
    columns = [
        np.ones(len(unit)),
        later >= 2,
        np.log(np.clip(later, 1.0, _MOST_NUMBER)),
        spoken == "other",
        spoken == "",
        unit == "special",
        unit == "part",
        np.isfinite(runtime),
        _centred(runtime, _CENTRE["runtime"]),
        staggered(seen, limit),
        np.array(about["event"].to_pylist(), dtype=bool),
        np.isfinite(before.weekly),
        _centred(before.weekly, _CENTRE["weekly"]),
        np.isfinite(before.first),
        _centred(before.first, _CENTRE["first"]),
    ]
    return np.column_stack(columns).astype(float), _stratum(seen), before


def staggered(seen: Observations, until: Reals) -> Flags:
    """Seasons that come out over weeks, as the lists up to a day of each show.

    Netflix prints no runtime, or one that grows from list to list, where episodes still come out.

    Parameters
    ----------
    seen : Observations
        What was known on the date.
    until : array of float, shape (seasons,)
        Last day since the premiere that is looked at.
    """
    windows = seen.arrays
    season, runtime = windows["season"], windows["runtime_min"]
    mine = (windows["source"] == "week") & (windows["kind"] != BELOW) & (windows["end_day"] <= until[season])
    mine &= windows["period_end"] >= np.datetime64(RANKED_BY_VIEWS_SINCE)
    told = mine & np.isfinite(runtime)
    least, most = np.full(len(until), np.inf), np.full(len(until), -np.inf)
    np.minimum.at(least, season[told], runtime[told])
    np.maximum.at(most, season[told], runtime[told])
    silent = np.bincount(season[mine], minlength=len(until)) > 0
    return np.asarray(np.where(np.isfinite(least), most > _GROWN * least, silent))


def _stratum(seen: Observations) -> Whole:
    windows = seen.arrays
    mine = (windows["source"] == "week") & (windows["kind"] != BELOW) & (windows["start_day"] < 182)
    found = np.where(seen.premieres < np.datetime64(WEEKS_SINCE), 2, 0).astype(np.int64)
    found[windows["season"][mine]] = 1
    return found


@dataclass(frozen=True)
class SeasonBefore:
    """What the season before each had, in logarithms; not a number where unknown on the day of the question.

    Parameters
    ----------
    weekly : array of float, shape (seasons,)
        Its hours a week in the last half-year that ended before this premiere.
    first : array of float, shape (seasons,)
        Its listed hours in its first five weeks.
    unseen : array of float, shape (seasons,)
        The total of its premiere's half-year over those listed hours.
    tail : array of float, shape (seasons,)
        The total of its next half-year over that of its premiere's, both by the week.
    """

    weekly: Reals
    first: Reals
    unseen: Reals
    tail: Reals


def season_before(seen: Observations, until: Reals) -> SeasonBefore:
    """What the season before each had.

    Parameters
    ----------
    seen : Observations
        What was known on the date.
    until : array of float, shape (seasons,)
        Day of the question, since each premiere: reports published later are not looked at.
    """
    windows = seen.arrays
    halves: dict[int, list[tuple[Any, Any, float, float, float]]] = defaultdict(list)
    mine = np.flatnonzero(windows["source"] == "half-year")
    hours, start = windows["hours"][mine], windows["start_day"][mine]
    weekly = hours * 7.0 / (windows["end_day"][mine] - start)
    when = (windows[name][mine].astype(int) for name in ("season", "period_end", "known_on"))
    for season, *half in zip(
        *(column.tolist() for column in (*when, np.log(weekly), start, np.log(hours))), strict=True
    ):
        halves[season].append(tuple(half))
    early = (windows["source"] == "week") & (windows["kind"] != BELOW) & (windows["end_day"] <= 35)
    first_hours = np.bincount(windows["season"][early], windows["hours"][early], seen.seasons.num_rows)
    found = SeasonBefore(*(np.full(seen.seasons.num_rows, np.nan) for _ in range(4)))
    premieres = seen.premieres
    asked_on = (premieres + np.minimum(until, _EVER).astype("timedelta64[D]")).astype(int).tolist()
    premiered = premieres.astype(int).tolist()
    for sisters in seen.sisters:
        for earlier, later in pairwise(sisters):
            known = [half for half in sorted(halves[earlier]) if half[1] <= asked_on[later]]
            ended = [half for half in known if half[0] < premiered[later]]
            if ended:
                found.weekly[later] = ended[-1][2]
            if first_hours[earlier] > 0 and premiered[earlier] < premiered[later]:
                found.first[later] = np.log(first_hours[earlier])
            if known and known[0][3] == 0:
                found.unseen[later] = known[0][4] - found.first[later]
                if len(ended) > 1:
                    found.tail[later] = ended[1][2] - ended[0][2]
    return found


def next_season(seen: Observations, until: Reals) -> Reals:
    """Days from each premiere to that of the next season; not a number where there was none by the day of the question.

    Parameters
    ----------
    seen : Observations
        What was known on the date.
    until : array of float, shape (seasons,)
        Day of the question, since each premiere.
    """
    found = np.full(len(until), np.nan)
    premiered = seen.premieres.astype(int).tolist()
    for sisters in seen.sisters:
        for earlier, later in pairwise(sisters):
            days = float(premiered[later] - premiered[earlier])
            if 0 < days <= until[earlier]:
                found[earlier] = days
    return found


def pulses_of(seen: Observations, until: Reals | None = None) -> Pulses:
    """Days on which seasons jump up again: later batches, the premiere of the next season, and returns.

    Batches are not announced in the lists, but show in them: at least three weeks after the premiere a week has half as
    much again as the one before, or as the tenth place of the one before where the season was off the list. A return is
    the first listed week after a gap beyond the weeks that are bounded. Both are found by the jump itself: they explain
    weeks that were listed, and foretell none; rises too small for the list go unseen, so that the heights are those of
    the larger ones. Of jumps in weeks on end the first alone counts.

    Parameters
    ----------
    seen : Observations
        What was known on the date.
    until : array of float, shape (seasons,), optional
        Last day since each premiere that is looked at; by default all that was known on the date.
    """
    limit = np.full(seen.seasons.num_rows, np.inf) if until is None else until
    following = next_season(seen, limit)
    windows = seen.arrays
    mine = np.flatnonzero((windows["source"] == "week") & (windows["end_day"] <= limit[windows["season"]]))
    season, start, hours = (windows[name][mine] for name in ("season", "start_day", "hours"))
    after = np.zeros(len(mine), dtype=bool)
    after[1:] = (season[1:] == season[:-1]) & (start[1:] == windows["end_day"][mine][:-1])
    more = np.append(False, hours[1:] > _JUMP * hours[:-1])
    again = np.where(after, more & (start >= _FIRST_WEEKS), start >= 7 * BOUNDED_WEEKS)
    again &= windows["kind"][mine] != BELOW
    again[1:] &= ~(again[:-1] & after[1:])
    # What the next season brings is no batch.
    again &= ~(np.abs(start + 3.0 - following[season]) < _NEAR_NEXT)
    nexts = np.flatnonzero(np.isfinite(following))
    found = np.concatenate([season[again], nexts])
    order = np.argsort(found, kind="stable")
    jumps = np.where(after[again], PULSES.index("batch"), PULSES.index("return"))
    kind = np.concatenate([jumps, np.full(len(nexts), PULSES.index("next season"))])
    days = np.concatenate([start[again] + 3.0, following[nexts]])
    return Pulses(found[order], kind[order].astype(np.int64), days[order])


def _reals(values: list[float | None]) -> Reals:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _centred(values: Reals, centre: float) -> Reals:
    return np.where(np.isfinite(values), values - centre, 0.0)
