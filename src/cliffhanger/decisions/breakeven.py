"""What would have saved it: the audience or cost at which a season pays or its odds reach a half, and what to find out.

The odds are those of `forecast`, where it gives any. The models behind them have learnt nothing of cost, since too few
costs are known to teach: another cost, so many times as high, is taken to weigh as an audience so many times as small.
Where no odds are forecast, the probability that a next season pays stands alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from cliffhanger.decision_tables import BREAKEVEN, GRID, KNOWING
from cliffhanger.decisions.draws import Reals, quantiles
from cliffhanger.decisions.economy import OPTIONS
from cliffhanger.decisions.worth import Worth
from cliffhanger.forecasts.design import NAMES
from cliffhanger.forecasts.fit import fitted
from cliffhanger.forecasts.incidence import Hazard
from cliffhanger.forecasts.panel import AGES
from cliffhanger.store import Store

TIMES = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
"""Audiences and costs of the grid, over those expected."""

_AUDIENCE = "audience against the platform"
_STEP = 0.5
_BINS = 10
_LEAST_SLOPE = 0.02
_MOST_TIMES = 20.0


@dataclass(frozen=True)
class Odds:
    """Odds of renewal as forecast, and how they go with the audience.

    Parameters
    ----------
    p, lo80, hi80 : float
        As forecast, 0-1.
    slopes : array of float, shape (k,)
        Change of the log-odds with the logarithm of the audience: of the model, then of its replicates.
    """

    p: float
    lo80: float
    hi80: float
    slopes: Reals

    def at(self, times: float) -> float:
        """Odds at an audience so many times as large, or a cost so many times as small."""
        return float(1.0 / (1.0 + np.exp(-(_logit(self.p) + self.slopes[0] * np.log(times)))))

    def times_for_half(self) -> tuple[float, float, float] | None:
        """The audience over its own at which the odds are 50 %, with the doubt of odds and slope.

        None where they are so flat that twenty times the audience would not do.
        """
        slopes = self.slopes[self.slopes > _LEAST_SLOPE]
        if self.slopes[0] <= _LEAST_SLOPE or 2 * len(slopes) < len(self.slopes):
            return None
        if abs(_logit(self.p)) / self.slopes[0] > np.log(_MOST_TIMES):
            return None
        found = np.array([-_logit(p) / slope for p in (self.lo80, self.p, self.hi80) for slope in slopes])
        middle = float(np.exp(-_logit(self.p) / self.slopes[0]))
        low, _, high = (float(np.exp(end)) for end in quantiles(found))
        return min(low, middle), middle, max(high, middle)


@dataclass(frozen=True)
class Breakeven:
    """Three tables: contracts BREAKEVEN, GRID and KNOWING, and the odds where they are forecast."""

    answers: pa.Table
    grid: pa.Table
    knowing: pa.Table
    odds: Odds | None


def breakeven(found: Worth, odds: Odds | None) -> Breakeven:
    """What would have saved a season.

    Parameters
    ----------
    found : Worth
        What it is worth.
    odds : Odds or None
        Of `sloped`.
    """
    return Breakeven(_answers(found, odds), grid(found.draws, odds), knowing(found.draws), odds)


def sloped(store: Store, day: dt.date, age_days: int, given: tuple[float, float, float]) -> Odds:
    """Odds as forecast, with the slope of the models that gave them.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    day : date
        Last day of knowledge.
    age_days : int
        Days since the premiere: the latest horizon that the season has reached speaks.
    given : tuple of float
        The odds and the ends of their 80 % interval.

    Raises
    ------
    TooLittleEvidence
        If no model was known by the date.
    """
    reached = max((age for age in AGES if age <= age_days), default=AGES[0])
    chosen = fitted(store, day, [reached])[reached]
    slopes = store.remember(
        ("slopes", chosen.as_of, reached),
        lambda: np.array([_slope(model) for model in (chosen.model, *chosen.replicates)]),
    )
    return Odds(*given, slopes)


def _slope(model: Hazard) -> float:
    """Change of the log-odds with the log audience, around a season at all means."""
    x = np.tile(model.mean, (2, 1))
    x[:, NAMES.index(_AUDIENCE)] += (-_STEP, _STEP)
    low, high = model.p_renew(x)
    return (_logit(float(high)) - _logit(float(low))) / (2 * _STEP)


def _answers(found: Worth, odds: Odds | None) -> pa.Table:
    draws, cost = found.draws, found.cost
    episode = draws["cost_usd"] / float(str(cost["episodes"]))
    hours = draws["hours_28d"]
    rows = [
        _answer("hours in 28 days at which this season is worth its price", hours / draws["efficiency"], "hours", hours,
                "hours over efficiency: value grows with the hours"),
        _answer("cost of an episode at which this season is worth its price", episode * draws["efficiency"],
                "US dollars", episode, "cost times efficiency"),
        _answer("share of the audience that a next season must keep to pay",
                draws["next_audience"] / draws["next_efficiency"], "ratio", draws["next_audience"],
                "share expected over the next season's efficiency"),
        _answer("cost of an episode at which a next season pays",
                episode * _rise(draws) * draws["next_efficiency"], "US dollars", episode * _rise(draws),
                "next season's cost times its efficiency"),
    ]  # fmt: skip
    times = odds.times_for_half() if odds else None
    if times:
        low, middle, high = times
        base, cost_base = float(np.median(hours)), float(np.median(episode))
        basis = "odds of the forecast, moved along the slope of its models with the audience"
        rows.append(
            {"question": "hours in 28 days at which the odds are 50 %", "lo80": base * low, "middle": base * middle,
             "hi80": base * high, "unit": "hours", "against": base, "basis": basis}
        )  # fmt: skip
        basis += "; no cost is in them: a cost n times as high counts as an audience n times as small"
        rows.append(
            {"question": "cost of an episode at which the odds are 50 %", "lo80": cost_base / high,
             "middle": cost_base / middle, "hi80": cost_base / low, "unit": "US dollars", "against": cost_base,
             "basis": basis}
        )  # fmt: skip
    return pa.Table.from_pylist(rows, schema=BREAKEVEN.schema)


def _answer(question: str, values: Reals, unit: str, against: Reals, basis: str) -> dict[str, object]:
    low, middle, high = quantiles(values)
    return {"question": question, "lo80": low, "middle": middle, "hi80": high, "unit": unit,
            "against": float(np.median(against)), "basis": basis}  # fmt: skip


def _rise(draws: Mapping[str, Reals]) -> Reals:
    return np.asarray(draws["renew: price"] / draws["price_usd"])


def grid(draws: Mapping[str, Reals], odds: Odds | None) -> pa.Table:
    """Efficiency, probability to pay and odds of a next season over audiences and costs: contract GRID."""
    rows = []
    for audience in TIMES:
        for cost in TIMES:
            efficiency = draws["next_efficiency"] * (audience / cost)
            rows.append(
                {"audience_times": audience, "cost_times": cost, "efficiency": float(np.median(efficiency)),
                 "p_pays": float((efficiency > 1.0).mean()), "p_renew": odds.at(audience / cost) if odds else None}
            )  # fmt: skip
    return pa.Table.from_pylist(rows, schema=GRID.schema)


def knowing(draws: Mapping[str, Reals]) -> pa.Table:
    """What knowing one unknown would change, most first: contract KNOWING.

    Notes
    -----
    Draws are sorted by the unknown and cut into ten; within each part it is as good as known. The probability that a
    next season pays moves by so much (root mean square, less what chance alone does); and the best option of each part
    has by so much more net value than the one option that is best for all (expected value of partial perfect
    information).
    """
    pays = draws["next_efficiency"] > 1.0
    nets = np.array([draws[f"{option}: net"] for option in OPTIONS])
    best = float(nets.mean(axis=1).max())
    rows = []
    for name, values in draws.items():
        if not name.startswith("in: ") or float(np.ptp(values)) == 0.0:
            continue
        parts = np.array_split(np.argsort(values, kind="stable"), _BINS)
        squares = np.mean([(pays[part].mean() - pays.mean()) ** 2 for part in parts])
        moves = float(np.sqrt(max(0.0, squares - pays.var() * _BINS / len(pays))))
        known = float(np.mean([nets[:, part].mean(axis=1).max() for part in parts]))
        rows.append(
            {"fact": name.removeprefix("in: "), "moves_points": 100 * moves, "worth_usd": max(0.0, known - best)}
        )
    rows.sort(key=lambda row: -float(str(row["moves_points"])))
    return pa.Table.from_pylist(rows, schema=KNOWING.schema)


def _logit(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return float(np.log(p / (1 - p)))
