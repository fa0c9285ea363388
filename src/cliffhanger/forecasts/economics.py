r"""Economics: what cost, ownership and completion add to the odds of the few seasons of which they are known.

Too few seasons have them for a fit to learn from (of Netflix's 33 have a cost, 8 a completion), so that these figures
are stated, from what is published, and not fitted:

* Audience counts against cost ("a small audience on a small budget and a large audience at a large budget", Netflix's
  co-chief in 2023). So the logarithm of cost over an ordinary one counts as that of the audience does, with the
  opposite sign and the weight that the fit gives to the audience.
* An outside studio's season costs the platform about a fifth more (Deadline 2019, as summarised); it counts as that.
* Completion multiplies the odds by how much more often renewed seasons than cancelled ones lie on the same side of one
  half: of 13 published ones (Digital i, PlumResearch) 7 of 10 renewed and none of 3 cancelled were at half or more. One
  season is added to each side of both: 3.3 above and 0.42 below.

The last is of famous seasons under different definitions; it says which way and not how far.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cliffhanger.forecasts.design import NAMES
from cliffhanger.store import Store

Reals = NDArray[np.float64]

ORDINARY_COST_USD = 4e6
"""Cost of an episode that counts neither way: the lower quartile of the 33 published, as the press names dear ones."""

OUTSIDE = 1.2
"""What an outside studio's season costs, as a multiple."""

HALF = 0.5
COMPLETED, DROPPED = (8 / 12) / (1 / 5), (4 / 12) / (4 / 5)
"""Ratios by which completion of a half or more, and of less, multiplies the odds."""

_AUDIENCE = NAMES.index("audience against the platform")
_FARTHEST = 5.0


@dataclass(frozen=True)
class Known:
    """What is known of a season's economics.

    Parameters
    ----------
    cost_usd : float or None
        Cost of an episode.
    completed : float or None
        Share that finished, 0-1.
    ownership : str or None
        Who owns it.
    """

    cost_usd: float | None = None
    completed: float | None = None
    ownership: str | None = None

    @property
    def cost_ratio(self) -> float:
        """Cost over an ordinary one, an outside studio's share added; 1 where nothing is known."""
        ratio = (self.cost_usd or ORDINARY_COST_USD) / ORDINARY_COST_USD
        return float(np.clip(ratio * (OUTSIDE if self.outside else 1.0), 1 / _FARTHEST, _FARTHEST))

    @property
    def outside(self) -> bool:
        """Whether an outside studio owns it."""
        return (self.ownership or "").lower().startswith("outside")

    @property
    def odds_ratio(self) -> float:
        """What completion multiplies the odds by."""
        return 1.0 if self.completed is None else COMPLETED if self.completed >= HALF else DROPPED

    def __str__(self) -> str:
        """In words, what is known."""
        cost = None if self.cost_usd is None else f"{self.cost_usd / 1e6:.1f} M USD an episode"
        share = None if self.completed is None else f"{100 * self.completed:.0f} % completed it"
        return ", ".join(part for part in (cost, "an outside studio" if self.outside else None, share) if part)


def known_economics(store: Store, as_of: dt.date) -> dict[str, Known]:
    """What was known by a date of the economics of seasons, by season_id; of several figures the latest.

    Parameters
    ----------
    store : Store
        The store.
    as_of : date
        Last day of knowledge.
    """
    rows = store.query(
        """
        SELECT l.season_id,
               arg_max(r.value, (r.known_on, r.value)) FILTER (r.measure = 'cost_per_episode_usd') AS cost_usd,
               arg_max(r.value, (r.known_on, -r.value)) FILTER (r.measure = 'share_completed') AS completed,
               arg_max(r.text, (r.known_on, r.text)) FILTER (r.measure = 'ownership') AS ownership
        FROM release r JOIN link l USING (title_id)
        WHERE r.measure IN ('cost_per_episode_usd', 'share_completed', 'ownership')
          AND r.known_on <= $as_of AND l.known_on <= $as_of
        GROUP BY l.season_id
        """,
        {"as_of": as_of},
    )
    return {row["season_id"]: Known(row["cost_usd"], row["completed"], row["ownership"]) for row in rows.to_pylist()}


@dataclass(frozen=True)
class Weights:
    """What is known of the economics of several seasons, as arrays; made once for many fits.

    Parameters
    ----------
    log_cost : array of float, shape (n,)
        Logarithm of `Known.cost_ratio`.
    log_odds : array of float, shape (n,)
        Logarithm of `Known.odds_ratio`.
    """

    log_cost: Reals
    log_odds: Reals

    @classmethod
    def of(cls, known: Sequence[Known]) -> Weights:
        """The weights of seasons in order."""
        return cls(np.log([one.cost_ratio for one in known]), np.log([one.odds_ratio for one in known]))


def weighed(says: Callable[[Reals], Reals], x: Reals, weights: Weights) -> Reals:
    """Odds with what is known of the economics.

    Parameters
    ----------
    says : callable
        From columns to odds, 0-1.
    x : array of float, shape (n, features)
        Columns of the seasons; not a number where unknown.
    weights : Weights
        Of the same seasons; with nothing known the odds are as they were.

    Returns
    -------
    array of float, shape (n,)
        0-1. Where the audience is not known, cost counts against that of the platform's median.
    """
    p = says(x)
    if weights.log_cost.any():
        here, there = x.copy(), x.copy()
        here[:, _AUDIENCE] = np.nan_to_num(x[:, _AUDIENCE])
        there[:, _AUDIENCE] = here[:, _AUDIENCE] - weights.log_cost
        p = _logistic(_log_odds(p) + _log_odds(says(there)) - _log_odds(says(here)))
    return _logistic(_log_odds(p) + weights.log_odds) if weights.log_odds.any() else p


def _log_odds(p: Reals) -> Reals:
    sure = np.clip(p, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(sure / (1 - sure)))


def _logistic(z: Reals) -> Reals:
    return np.asarray(1.0 / (1.0 + np.exp(-z)))
