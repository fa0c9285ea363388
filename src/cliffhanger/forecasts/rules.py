"""The named rules of thumb that a forecast has to beat, each as a yes or no, and as odds learned from the past.

A rule that only says yes or no would lose against any forecast by its certainty alone. So each answer is given the
share renewed among past seasons with the same answer, which is the best that the rule can do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cliffhanger.errors import TooLittleEvidence
from cliffhanger.forecasts.base_rate import shrunk

Reals = NDArray[np.float64]
Columns = Mapping[str, Reals]


def _least(column: str, bound: float) -> Callable[[Columns], Reals]:
    """A rule that asks for a column to reach a bound; not a number where the column is unknown."""

    def says(columns: Columns) -> Reals:
        if column not in columns:
            return np.full(len(next(iter(columns.values()), ())), np.nan)
        values = np.asarray(columns[column], dtype=float)
        return np.where(np.isnan(values), np.nan, values >= bound)

    return says


RULES: Mapping[str, tuple[str, Callable[[Columns], Reals]]] = {
    "completion_50": (
        "half or more of those who started it finished it (Digital i; the share with its own definition)",
        _least("share_completed", 0.5),
    ),
    "hours_100m": (
        "100 M hours or more in its first full week on the list (Pajiba)",
        _least("hours_first_full_week", 100e6),
    ),
    "weeks_listed_2": ("two weeks or more on the weekly list", _least("weeks_listed", 2)),
    "weeks_listed_3": ("three weeks or more on the weekly list", _least("weeks_listed", 3)),
    "weeks_listed_4": ("four weeks or more on the weekly list", _least("weeks_listed", 4)),
    "obliterated": (
        "24.4 M views or more in its first four weeks, those of Obliterated, which was cancelled",
        _least("views_28d", 24.4e6),
    ),
    "index": (
        "an audience of the platform's average of the year or more (the renew/cancel index of broadcast television)",
        _least("audience_index", 1.0),
    ),
}
"""Name of each rule: what it asks, and the function of columns (by name, shape (n,), not a number where unknown) that
answers 1, 0 or not a number. A column that is absent is unknown of every season."""


@dataclass(frozen=True)
class Rate:
    """Share renewed, 0-1, among past seasons of which a rule says yes, no, or nothing."""

    yes: float
    no: float
    unknown: float

    def odds(self, rule_values: Reals) -> Reals:
        """Probability of renewal, 0-1, for each answer of the rule (1, 0, not a number)."""
        said = np.where(np.nan_to_num(rule_values) >= 0.5, self.yes, self.no)
        return np.where(np.isnan(rule_values), self.unknown, said)


def rate(rule_values: Reals, y: Reals, weight: Reals) -> Rate:
    r"""Turn a rule into odds by what happened to past seasons.

    For each answer :math:`(\sum w y + 4 r) / (\sum w + 4)` over the seasons with that answer, with r the share renewed
    of all: the mean of a beta posterior that starts at the base rate with the weight of four seasons.

    Parameters
    ----------
    rule_values : array of float, shape (n,)
        Answers of a rule of `RULES`: 1, 0, or not a number.
    y : array of float, shape (n,)
        1 renewed, 0 not.
    weight : array of float, shape (n,)
        Not negative.

    Raises
    ------
    TooLittleEvidence
        If nothing weighs anything.

    Examples
    --------
    >>> found = rate(np.array([1, 1, 0, 0, np.nan]), np.array([1.0, 1, 0, 0, 0.5]), np.ones(5))
    >>> round(found.yes, 3), round(found.no, 3), round(found.unknown, 3)
    (0.667, 0.333, 0.5)
    """
    whole = float(weight.sum())
    if not whole > 0:
        raise TooLittleEvidence("a past season to turn a rule into odds", "none")
    base = float(weight @ y) / whole

    def share(mine: NDArray[np.bool_]) -> float:
        return shrunk(float(weight[mine] @ y[mine]), float(weight[mine].sum()), base)

    unknown = np.isnan(rule_values)
    yes = np.nan_to_num(rule_values) >= 0.5
    return Rate(share(yes), share(~yes & ~unknown), share(unknown))
