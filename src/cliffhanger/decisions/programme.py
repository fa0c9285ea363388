"""The best set of a slate: expected net value and its worst tenth, under a budget and constraints. Pure.

The programme chooses one option a candidate so as to maximise (1 - w) E[net] + w CVaR[net] over scenarios, where CVaR
is the mean of the worst share of them (Rockafellar and Uryasev 2000). In place of one row a scenario, CVaR is bounded
from above by cuts: for any set of scenarios as many as the worst share holds, their mean net is at least the CVaR. Each
round adds the worst scenarios of the current set, until bound and value meet (Künzi-Bay and Mayer 2006): first of the
relaxation, which is quick, then of whole sets. Each round is solved by HiGHS through SciPy.

References
----------
Rockafellar and Uryasev (2000), Optimization of conditional value-at-risk, Journal of Risk 2(3). Künzi-Bay and Mayer
(2006), Computational aspects of minimizing conditional value-at-risk, Computational Management Science 3.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack, vstack

from cliffhanger.errors import CliffhangerError

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

GAP = 1e-4
"""Relative gap at which a set counts as the best; of small slates a hundredth of it."""

SECONDS = 20.0
"""Time after which the best set found so far is given, with its gap."""

SCALE = 1e6
"""The solver works in millions of dollars."""

_SMALL = 200
_ROUNDS = 100
_INFEASIBLE = 2
_OUT_OF_TIME = 1


class OutOfTime(CliffhangerError):
    """No set at all was found in the time given."""


@dataclass(frozen=True)
class Limit:
    """A bound on a weighted sum of choices.

    Parameters
    ----------
    name : str
        In words, for messages.
    weights : array of float, shape (n,)
        Weight of each choice.
    least, most : float
        The bounds; infinite where there is none.
    """

    name: str
    weights: Reals
    least: float
    most: float


@dataclass(frozen=True)
class Programme:
    """What is to be chosen.

    Parameters
    ----------
    candidate : array of int, shape (n,)
        Candidate of each choice: exactly one choice of each is made.
    net : array of float, shape (n, scenarios)
        Net value of each choice in each scenario, in dollars.
    limits : tuple of Limit
        The budget and the others.
    worst : float
        Share of the scenarios that counts as the worst, 0-1.
    weight : float
        Weight w of the worst share, 0-1: nought looks at the expected value alone.
    """

    candidate: Whole
    net: Reals
    limits: tuple[Limit, ...]
    worst: float
    weight: float
    cuts: list[Reals] = field(default_factory=list, repr=False)
    """Cuts found so far: they hold for any weight and limits, so that later questions begin with them."""

    @property
    def tail(self) -> int:
        """Scenarios in the worst share; at least one."""
        return max(1, round(self.worst * int(self.net.shape[1])))


@dataclass(frozen=True)
class Chosen:
    """The best set.

    Parameters
    ----------
    x : array of bool, shape (n,)
        Which choices are made.
    objective, expected, cvar : float
        Dollars.
    gap : float
        How far the objective may lie below the best there is, relative.
    rounds : int
        Rounds of cuts.
    """

    x: NDArray[np.bool_]
    objective: float
    expected: float
    cvar: float
    gap: float
    rounds: int


def value_of(programme: Programme, x: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Objective, expected net and CVaR of a set, in dollars."""
    net = programme.net[x].sum(axis=0)
    worst = np.partition(net, programme.tail - 1)[: programme.tail]
    expected, cvar = float(net.mean()), float(worst.mean())
    return (1 - programme.weight) * expected + programme.weight * cvar, expected, cvar


def solve(
    programme: Programme, fixed: Sequence[Limit] = (), gap: float | None = None, seconds: float = SECONDS
) -> Chosen | None:
    """The best set; None where no set meets the constraints.

    Parameters
    ----------
    programme : Programme
        What is to be chosen.
    fixed : sequence of Limit
        Further limits, as for what would be if.
    gap : float, optional
        Relative gap at which to stop; `GAP` by default, a hundredth of it with few choices.
    seconds : float
        Time after which no further round begins.

    Raises
    ------
    OutOfTime
        If no set was found in the time given.
    CliffhangerError
        If the solver fails for another reason than that no set fits.
    """
    gap = gap if gap is not None else GAP if len(programme.candidate) > _SMALL else GAP / 100
    until = time.monotonic() + seconds
    if programme.weight and not _relaxed(programme, fixed, gap, until):
        return None
    best: Chosen | None = None
    least = np.inf
    for rounds in range(1, _ROUNDS + 1):
        try:
            found = _round(programme, fixed, gap, max(1.0, until - time.monotonic()))
        except OutOfTime:
            if best is None:
                raise
            return best
        if found is None:
            return best
        x, bound = found
        objective, expected, cvar = value_of(programme, x)
        if best is None or objective > best.objective:
            best = Chosen(x, objective, expected, cvar, 0.0, rounds)
        least = min(least, bound)
        off = max(0.0, least - best.objective) / max(SCALE, abs(best.objective))
        best = replace(best, gap=off, rounds=rounds)
        if programme.weight == 0 or off <= gap or time.monotonic() > until:
            break
        programme.cuts.append(_cut(programme, x))
    return best


def _cut(programme: Programme, x: Reals | NDArray[np.bool_]) -> Reals:
    """Mean net of each choice over the scenarios that are worst for a set: no set's CVaR is above its sum."""
    worst = np.argpartition(np.asarray(x, dtype=float) @ programme.net, programme.tail - 1)[: programme.tail]
    return np.asarray(programme.net[:, worst].mean(axis=1))


def _relaxed(programme: Programme, fixed: Sequence[Limit], gap: float, until: float) -> bool:
    """Find the cuts that the relaxation needs; whether it has a solution."""
    n = len(programme.candidate)
    for _ in range(_ROUNDS):
        found = relaxation(programme, fixed)
        if found.x is None:
            return False
        x, bounded = found.x[:n], float(found.x[n]) * SCALE
        cut = _cut(programme, x)
        if bounded - float(cut @ x) <= gap / 4 * max(SCALE, abs(float(found.fun)) * SCALE) or time.monotonic() > until:
            break
        programme.cuts.append(cut)
    return True


def _round(
    programme: Programme, fixed: Sequence[Limit], gap: float, seconds: float
) -> tuple[NDArray[np.bool_], float] | None:
    """One mixed-integer programme over choices and the bound on CVaR: the set, and the solver's bound in dollars."""
    objective, constraints, bounds, integrality = _matrices(programme, fixed)
    with _silent():
        found = milp(
            objective, constraints=constraints, bounds=bounds, integrality=integrality,
            options={"mip_rel_gap": gap / 4 if programme.weight else gap / 1.01, "time_limit": seconds},
        )  # fmt: skip
    if found.status == _INFEASIBLE:
        return None
    if found.x is None and found.status == _OUT_OF_TIME:
        raise OutOfTime(f"no set was found in {seconds:.0f} s; fewer candidates or scenarios, or wider limits, help")
    if found.x is None:
        raise CliffhangerError(f"the solver gave up: {found.message}")
    x = found.x[: len(programme.candidate)] > 0.5
    bound = found.mip_dual_bound if found.mip_dual_bound is not None else found.fun
    return x, -float(bound) * SCALE


@contextmanager
def _silent() -> Iterator[None]:
    """Keep what HiGHS prints past Python, traces of its heuristics, out of the output."""
    sys.stdout.flush()
    kept, nothing = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nothing)


def _matrices(
    programme: Programme, fixed: Sequence[Limit]
) -> tuple[Reals, list[LinearConstraint], Bounds, NDArray[np.int64]]:
    n = len(programme.candidate)
    mean, w = programme.net.mean(axis=1) / SCALE, programme.weight
    objective = -np.append((1 - w) * mean, w)
    one = csr_array((np.ones(n), (programme.candidate, np.arange(n))), shape=(programme.candidate.max() + 1, n))
    constraints = [LinearConstraint(_padded(one), 1, 1)]
    for limit in (*programme.limits, *fixed):
        scale = max(1.0, float(np.abs(limit.weights).max()))
        constraints.append(
            LinearConstraint(
                np.append(limit.weights / scale, 0.0)[None, :], limit.least / scale, limit.most / scale
            )
        )  # fmt: skip
    free = np.inf if w and programme.cuts else 0.0
    if w and programme.cuts:
        cuts = np.array(programme.cuts) / SCALE
        constraints.append(LinearConstraint(np.column_stack([-cuts, np.ones(len(cuts))]), -np.inf, 0.0))
    elif w:
        # Before the first cut: no CVaR is above the mean.
        constraints.append(LinearConstraint(np.append(-mean, 1.0)[None, :], -np.inf, 0.0))
        free = np.inf
    bounds = Bounds(np.append(np.zeros(n), -free), np.append(np.ones(n), free))
    return objective, constraints, bounds, np.append(np.ones(n), 0).astype(np.int64)


def _padded(matrix: csr_array) -> csr_array:
    return csr_array(hstack([matrix, csr_array((matrix.shape[0], 1))]))


def relaxation(programme: Programme, fixed: Sequence[Limit]) -> Any:
    """The programme with shares of choices allowed, as solved by HiGHS."""
    objective, constraints, bounds, _ = _matrices(programme, fixed)
    rows: list[csr_array] = []
    upper: list[Reals] = []
    equal = constraints[0]
    for one in constraints[1:]:
        matrix = csr_array(np.atleast_2d(one.A))
        for sign, end in ((1.0, one.ub), (-1.0, one.lb)):
            if np.isfinite(np.atleast_1d(end)).all():
                rows.append(sign * matrix)
                upper.append(sign * np.broadcast_to(end, (matrix.shape[0],)))
    return linprog(
        objective, A_ub=vstack(rows), b_ub=np.concatenate(upper), A_eq=equal.A, b_eq=np.ones(equal.A.shape[0]),
        bounds=np.column_stack([bounds.lb, bounds.ub]), method="highs",
    )  # fmt: skip
