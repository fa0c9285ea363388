r"""Renewed, ended, or still silent: what a discrete-time hazard with two competing ends says of seasons.

The two years after a premiere are cut into intervals. A season that is undecided at the start of interval :math:`k` is
renewed in it, ended in it, or stays silent:

.. math:: h_{kc}(x) = \frac{e^{b_{kc} + w_c x}}{1 + \sum_d e^{b_{kd} + w_d x}}, \qquad
          F_c(x) = \sum_k h_{kc}(x) \prod_{j<k} \Bigl(1 - \sum_d h_{jd}(x)\Bigr)

with :math:`c` and :math:`d` over renewed and ended. The odds of renewal are its incidence :math:`F` by 24 months:
silence until then counts as not renewed.

References
----------
Tutz and Schmid (2016), Modeling discrete time-to-event data, Springer, chapter 8.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cliffhanger.errors import TooLittleEvidence

Reals = NDArray[np.float64]

MONTH_DAYS = 30.44
EDGES_DAYS: Reals = np.array([0.0, 3.0, 6.0, 9.0, 12.0, 18.0, 24.0]) * MONTH_DAYS
"""Where the intervals begin and end, in days since the premiere."""

EVENTS = ("renewed", "ended")
SILENT, RENEWED, ENDED = 0, 1, 2

FARTHEST = 4.0
"""A column counts no further than so many standard deviations from its mean."""

_DIGITS = 5
_SURE = 1.0 - 1e-12
_RARE = 1e-9


@dataclass(frozen=True, eq=False)
class Hazard:
    """A fitted hazard.

    Parameters
    ----------
    names : tuple of str
        The columns, in order.
    mean, sd : array of float, shape (features,)
        What the columns are standardised with; what is missing stands at the mean, what is far at `FARTHEST`.
    baseline : array of float, shape (2, intervals)
        Log-odds of renewed and of ended against silent, of a season at all means; not a number in intervals that are
        over at `entry_days`.
    weights : array of float, shape (2, features)
        Change of these log-odds by one standard deviation.
    entry_days : float
        Age at which it is asked; it learned from seasons undecided by then.

    Examples
    --------
    Half of what is undecided is decided in every interval, and two of three decisions are renewals:

    >>> level = np.log([[2 / 3], [1 / 3]]) + np.zeros(6)
    >>> hazard = Hazard(("views",), np.zeros(1), np.ones(1), level, np.zeros((2, 1)), 0.0)
    >>> hazard.incidence(np.zeros((1, 1)))[0, :2].round(3).tolist()
    [[0.333, 0.167], [0.5, 0.25]]
    >>> float(hazard.p_renew(np.zeros((1, 1)))[0].round(3))
    0.656
    """

    names: tuple[str, ...]
    mean: Reals
    sd: Reals
    baseline: Reals
    weights: Reals
    entry_days: float

    def incidence(self, x: Reals, entry_days: float | Reals | None = None) -> Reals:
        """Cumulative incidence of each end for seasons undecided at entry.

        An interval that entry cuts keeps the share of its hazard that is left, as if that were even within it.

        Parameters
        ----------
        x : array of float, shape (n, features)
            The columns; not a number where unknown.
        entry_days : float or array of float, shape (n,), optional
            Days since the premiere through which nothing was decided; the hazard's own if not given or if later.

        Returns
        -------
        array of float, shape (n, intervals, 2)
            0-1; nought at the end of intervals that are over at entry. What is missing to 1 stays silent.
        """
        return self._incidence(standardised(x, self.mean, self.sd), entry_days)

    def p_renew(self, x: Reals, entry_days: float | Reals | None = None) -> Reals:
        """Probability, 0-1, of being renewed within 24 months of the premiere; parameters as of `incidence`."""
        return np.asarray(self.incidence(x, entry_days)[:, -1, 0])

    def p_until(self, x: Reals, until_days: float | Reals, entry_days: float | Reals | None = None) -> Reals:
        """Probability, 0-1, of being renewed by an age, given silence to entry.

        Parameters
        ----------
        x, entry_days
            As of `incidence`.
        until_days : float or array of float, shape (n,)
            Days since the premiere; linear within intervals, and past 24 months nothing is added.
        """
        courses = self._courses(self.incidence(x, entry_days)[:, :, 0], entry_days)
        until = np.broadcast_to(np.asarray(until_days, dtype=float), (len(x),))
        return np.array([np.interp(end, ages, grown) for end, (ages, grown) in zip(until, courses, strict=True)])

    def contributions(self, x: Reals) -> Reals:
        """What each column adds to the probability of renewal: p less p with that column at its mean.

        Parameters
        ----------
        x
            As of `incidence`.

        Returns
        -------
        array of float, shape (n, features)
            Differences of probabilities (-0.09 is nine points less). They add up to about the distance from a season at
            all means, not exactly, since probabilities are not linear.
        """
        z = standardised(x, self.mean, self.sd)
        p = self._incidence(z, None)[:, -1, 0]
        added = np.zeros_like(z)
        for column in range(z.shape[1]):
            without = z.copy()
            without[:, column] = 0.0
            added[:, column] = p - self._incidence(without, None)[:, -1, 0]
        return added

    def decision_days(self, x: Reals, share: float = 0.5, entry_days: float | Reals | None = None) -> Reals:
        """Day since the premiere by which a share of the decisions that come by 24 months has come.

        Parameters
        ----------
        x, entry_days
            As of `incidence`.
        share : float
            0-1.

        Returns
        -------
        array of float, shape (n,)
            Days, linear within intervals; not a number for seasons silent through the 24 months.
        """
        courses = self._courses(self.incidence(x, entry_days).sum(axis=2), entry_days)
        return np.array(
            [np.interp(share * grown[-1], grown, ages) if len(ages) > 1 else np.nan for ages, grown in courses]
        )

    def to_json(self) -> str:
        """A readable document: each column with its mean, spread and two weights, rounded to five digits."""
        columns = zip(self.names, self.mean, self.sd, *self.weights, strict=True)
        document = {
            "entry_days": self.entry_days,
            "edges_days": _rounded(EDGES_DAYS),
            "baseline": {event: _rounded(row) for event, row in zip(EVENTS, self.baseline, strict=True)},
            "columns": {
                name: dict(zip(("mean", "sd", *EVENTS), _rounded(np.array(values)), strict=True))
                for name, *values in columns
            },
        }
        return json.dumps(document, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Hazard:
        """Read a hazard back.

        Raises
        ------
        TooLittleEvidence
            If it was fitted for other intervals than this version knows.
        """
        document = json.loads(text)
        if document["edges_days"] != _rounded(EDGES_DAYS):
            raise TooLittleEvidence("a hazard for the intervals of this version", "one for others: fit it again")
        columns = document["columns"]

        def column(key: str) -> Reals:
            return np.array([values[key] for values in columns.values()], dtype=float)

        baseline = np.array([document["baseline"][event] for event in EVENTS], dtype=float)
        weights = np.array([column(event) for event in EVENTS])
        return cls(tuple(columns), column("mean"), column("sd"), baseline, weights, float(document["entry_days"]))

    def _courses(self, cumulative: Reals, entry_days: float | Reals | None) -> list[tuple[Reals, Reals]]:
        """Of each season the ages from entry on, and what has come by them; entry alone if all intervals are over."""
        return [
            (np.append(entry, EDGES_DAYS[1:][EDGES_DAYS[1:] > entry]), np.append(0.0, row[EDGES_DAYS[1:] > entry]))
            for row, entry in zip(cumulative, self._entry(entry_days, len(cumulative)), strict=True)
        ]

    def _entry(self, entry_days: float | Reals | None, n: int) -> Reals:
        """Days of entry for each season; it cannot be asked for seasons younger than those it learned from."""
        asked = self.entry_days if entry_days is None else np.maximum(entry_days, self.entry_days)
        return np.broadcast_to(np.asarray(asked, dtype=float), (n,))

    def _incidence(self, z: Reals, entry_days: float | Reals | None) -> Reals:
        level = np.where(np.isnan(self.baseline), -np.inf, self.baseline).T + (z @ self.weights.T)[:, None, :]
        top = np.maximum(0.0, level.max(axis=2, keepdims=True))
        risk = np.exp(level - top)
        risk /= np.exp(-top) + risk.sum(axis=2, keepdims=True)
        either = np.clip(risk.sum(axis=2), _RARE, _SURE)
        start, end = np.maximum(EDGES_DAYS[:-1], self.entry_days), EDGES_DAYS[1:]
        length = np.maximum(end - start, _RARE)
        left = np.clip((end - self._entry(entry_days, len(z))[:, None]) / length, 0.0, 1.0)
        decided = -np.expm1(left * np.log1p(-either))
        risk *= (decided / either)[:, :, None]
        silent = np.cumprod(1.0 - risk.sum(axis=2), axis=1)
        undecided = np.column_stack([np.ones(len(z)), silent[:, :-1]])
        return np.asarray(np.cumsum(undecided[:, :, None] * risk, axis=1))


def standardised(x: Reals, mean: Reals, sd: Reals, farthest: float = FARTHEST) -> Reals:
    """Columns less their means over their spreads; nought where missing, never farther than so many spreads.

    Examples
    --------
    >>> standardised(np.array([[3.0, np.nan], [99.0, 1.0]]), np.array([1.0, 1.0]), np.array([2.0, 1.0])).tolist()
    [[1.0, 0.0], [4.0, 0.0]]
    """
    return np.clip(np.nan_to_num((x - mean) / sd, nan=0.0), -farthest, farthest)


def _rounded(values: Reals) -> list[float | None]:
    return [float(f"{value:.{_DIGITS}g}") if np.isfinite(value) else None for value in values]
