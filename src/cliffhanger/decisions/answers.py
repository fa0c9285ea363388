"""Questions about the best set of a slate: the price of the budget, other sets, and constraints that collide. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cliffhanger.decisions.programme import SCALE, Limit, Programme, Reals, relaxation, solve
from cliffhanger.errors import CliffhangerError


class NoSetFits(CliffhangerError):
    """No set of options meets all constraints; names those that collide."""

    def __init__(self, colliding: Sequence[str]) -> None:
        self.colliding = tuple(colliding)
        super().__init__(
            "no set meets all constraints; these collide:\n"
            + "\n".join(f"  {name}" for name in self.colliding)
            + "\nLoosen one of them: without any single one of them the others can be met."
        )


def shadow_price(programme: Programme, budget: int) -> tuple[float, Reals]:
    """What one more dollar of the budget would bring, and what each choice lacks, by the relaxation.

    Parameters
    ----------
    programme : Programme
        Solved before, so that its cuts are there.
    budget : int
        Place of the budget among the limits.

    Returns
    -------
    float, array of float, shape (n,)
        Dollars a dollar; and by how many dollars at least each choice's net would have to rise for the relaxation to
        take it (nought for those it takes at least in part).
    """
    found = relaxation(programme, ())
    if found.x is None:
        return 0.0, np.zeros(len(programme.candidate))
    # Rows of the relaxation stand in the order of the limits, an upper end before a lower one.
    place = sum(int(np.isfinite(one.most)) + int(np.isfinite(one.least)) for one in programme.limits[:budget])
    scale = max(1.0, float(np.abs(programme.limits[budget].weights).max()))
    price = -float(found.ineqlin.marginals[place]) * SCALE / scale
    lacking = np.maximum(0.0, found.lower.marginals[: len(programme.candidate)]) * SCALE
    return price, lacking


def only(programme: Programme, choice: int, *, made: bool) -> Limit:
    """The limit that a choice is made, or is not."""
    weights = np.zeros(len(programme.candidate))
    weights[choice] = 1.0
    return Limit("", weights, 1.0 if made else 0.0, 1.0 if made else 0.0)


def other_than(x: NDArray[np.bool_]) -> Limit:
    """The limit that a set is another one."""
    return Limit("", x.astype(float), -np.inf, float(x.sum()) - 1.0)


def colliding(programme: Programme) -> list[str]:
    """Names of limits that cannot be met together, none of which can be left out.

    Each limit in turn is left out where the rest still collides (deletion filter).
    """
    kept = list(programme.limits)
    bare = replace(programme, weight=0.0, cuts=[])
    for limit in programme.limits:
        rest = tuple(one for one in kept if one is not limit)
        if solve(replace(bare, limits=rest)) is None:
            kept = list(rest)
    return [limit.name for limit in kept]
