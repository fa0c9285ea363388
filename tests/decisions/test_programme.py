"""The best set of a slate against brute force, and what is said where none fits."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from cliffhanger.decisions.answers import NoSetFits, colliding, only, other_than, shadow_price
from cliffhanger.decisions.programme import Limit, Programme, solve, value_of

OPTIONS = 4


def drawn(seed: int, candidates: int = 5, scenarios: int = 60, weight: float = 0.5, budget: float = 90e6) -> Programme:
    """A slate of made-up candidates with three options and stopping, whose nets go together in part."""
    generator = np.random.default_rng(seed)
    cost = generator.uniform(10e6, 60e6, (candidates, OPTIONS))
    cost[:, -1] = 0.0
    common = generator.normal(0, 0.3, scenarios)
    value = cost[:, :, None] * generator.uniform(0.6, 1.8, (candidates, OPTIONS, 1))
    value = value * np.exp(common + generator.normal(0, 0.5, (candidates, 1, scenarios)))
    net = (value - cost[:, :, None]).reshape(-1, scenarios)
    limits = (Limit("the budget", cost.ravel(), -np.inf, budget),)
    return Programme(np.repeat(np.arange(candidates), OPTIONS), net, limits, 0.1, weight)


def brute_force(programme: Programme) -> list[tuple[float, np.ndarray]]:
    """Every set that fits, the best first."""
    candidates = int(programme.candidate.max()) + 1
    found = []
    for options in itertools.product(range(OPTIONS), repeat=candidates):
        x = np.zeros(len(programme.candidate), dtype=bool)
        x[np.arange(candidates) * OPTIONS + options] = True
        if all(one.least <= one.weights[x].sum() <= one.most for one in programme.limits):
            found.append((value_of(programme, x)[0], x))
    return sorted(found, key=lambda pair: -pair[0])


def test_constraints_that_collide_are_named_and_no_others() -> None:
    """Two dear seasons must go on within a budget for one: the cap on another thing is not to blame."""
    programme = drawn(1)
    dear = programme.limits[0].weights
    must = [Limit(f"must have {n}", only(programme, n * OPTIONS, made=True).weights, 1, 1) for n in (0, 1)]
    innocent = Limit("at most 5 of any", np.ones(len(dear)), -np.inf, 5)
    tight = replace(programme.limits[0], most=float(dear[0] + dear[OPTIONS]) - 1e5)
    programme = replace(programme, limits=(tight, innocent, *must))
    assert solve(programme) is None
    assert colliding(programme) == ["the budget", "must have 0", "must have 1"]
    assert "without any single one of them" in str(NoSetFits(colliding(programme)))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("weight", [0.0, 0.4, 1.0])
def test_the_optimum_is_that_of_brute_force(seed: int, weight: float) -> None:
    """Of all 1,024 sets none is better, with any taste for risk."""
    programme = drawn(seed, weight=weight)
    found = solve(programme)
    best = brute_force(programme)[0]
    assert found is not None
    assert found.objective == pytest.approx(best[0], abs=10)
    assert found.gap <= 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_the_next_best_set_is_that_of_brute_force(seed: int) -> None:
    """The set without the best one is the second of the list."""
    programme = drawn(seed)
    first = solve(programme)
    assert first is not None
    second = solve(programme, [other_than(first.x)])
    ranked = brute_force(programme)
    assert second is not None
    assert second.objective == pytest.approx(ranked[1][0], abs=10)


@pytest.mark.parametrize("seed", range(4))
def test_a_choice_flips_just_where_it_is_said_to(seed: int) -> None:
    """A choice whose net rises by a little more than it lacks is taken, by a little less is not."""
    programme = drawn(seed)
    best = solve(programme)
    assert best is not None
    out = int(np.flatnonzero(~best.x)[0])
    forced = solve(programme, [only(programme, out, made=True)])
    assert forced is not None
    lacks = best.objective - forced.objective
    for share, taken in ((1.02, True), (0.98, False)):
        net = programme.net.copy()
        net[out] += share * lacks + (1e3 if taken else -1e3)
        again = solve(replace(programme, net=net, cuts=[]))
        assert again is not None
        assert bool(again.x[out]) is taken


def test_the_shadow_price_is_the_slope_of_the_relaxation() -> None:
    """With many small candidates a little more budget brings what the price says."""
    programme = drawn(3, candidates=60, weight=0.3, budget=700e6)
    first = solve(programme)
    price, lacking = shadow_price(programme, 0)
    wider = replace(programme.limits[0], most=programme.limits[0].most + 40e6)
    more = solve(replace(programme, limits=(wider,)))
    assert first is not None
    assert more is not None
    assert price > 0
    assert (more.objective - first.objective) / 40e6 == pytest.approx(price, rel=0.35)
    assert lacking.min() >= 0
    loose = replace(programme, limits=(replace(programme.limits[0], most=1e12),), cuts=[])
    assert solve(loose) is not None
    assert shadow_price(loose, 0)[0] == pytest.approx(0)
