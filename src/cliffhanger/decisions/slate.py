"""Slate: which seasons to renew under a budget, the frontier, the price of the budget, what would flip a choice."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from cliffhanger.decision_tables import CHOICE
from cliffhanger.decisions.answers import NoSetFits, colliding, only, other_than, shadow_price
from cliffhanger.decisions.assumptions import Assumption, Assumptions, assumptions
from cliffhanger.decisions.candidates import Drawn, draw_candidates
from cliffhanger.decisions.programme import Chosen, Limit, OutOfTime, Programme, Reals, solve, value_of
from cliffhanger.decisions.slate_file import Bound, SlateFile, read_slate
from cliffhanger.store import Store

Progress = Callable[[str, int, int | None], None]

EXACT_UP_TO = 60
"""With more candidates what flips a choice is bounded by the relaxation in place of solved for each."""

BUDGETS = (0.5, 0.75, 1.0, 1.25, 1.5)
"""Budgets of the frontier, over the file's."""

WEIGHTS = (0.0, 0.5, 1.0)
"""Tastes for risk of the frontier."""

_QUICK = 3.0
_LARGE = 300


@dataclass(frozen=True)
class Point:
    """One set of the frontier: what it brings at a budget and a taste for risk, in dollars."""

    budget_usd: float
    weight: float
    spent_usd: float
    expected_usd: float
    cvar_usd: float
    go_on: int


@dataclass(frozen=True)
class Slate:
    """The best set and what surrounds it; sums in dollars.

    Parameters
    ----------
    choices : pyarrow.Table
        Contract CHOICE.
    as_of : date
        Last day of knowledge.
    budget_usd, spent_usd : float
        The budget, and the expected cost of the set.
    p_over : float
        Probability that the set costs more than the budget.
    weight, worst : float
        Taste for risk: weight of the mean of the worst share of the scenarios.
    scenarios : int
        Scenarios.
    expected_usd, cvar_usd, gap : float
        Expected net value, its mean in the worst share, and how far the objective may lie below the best, relative.
    shadow_price : float
        Dollars that one more dollar of the budget would bring, by the relaxation.
    regret_usd : float or None
        By how much the next best set is worse; None where there is no other.
    next_best : tuple of str
        What is otherwise in it.
    frontier : tuple of Point
        The best sets at other budgets and tastes for risk.
    changed : tuple of Assumption
        Assumptions that are the user's own.
    """

    choices: pa.Table
    as_of: dt.date
    budget_usd: float
    spent_usd: float
    p_over: float
    weight: float
    worst: float
    scenarios: int
    expected_usd: float
    cvar_usd: float
    gap: float
    shadow_price: float
    regret_usd: float | None
    next_best: tuple[str, ...]
    frontier: tuple[Point, ...]
    changed: tuple[Assumption, ...]


def slate(
    store: Store,
    file: Path | str,
    *,
    as_of: dt.date | None = None,
    assumptions_file: Path | None = None,
    progress: Progress | None = None,
) -> Slate:
    """Choose which seasons to renew under a budget, and keep the choices in the store.

    Parameters
    ----------
    store : Store
        Open for writing; table choice is replaced.
    file : Path or str
        The slate: budget, candidates, limits and taste for risk, in TOML.
    as_of : date, optional
        Only what was known by then is used; today by default.
    assumptions_file : Path, optional
        A user's own assumptions.
    progress : callable, optional
        Told of each step: name, number, how many.

    Returns
    -------
    Slate
        `choices` is the table of contract CHOICE, one row a candidate and option.

    Raises
    ------
    SourceError
        If a file does not fit, and with every candidate without evidence.
    NoSetFits
        If the constraints collide; names them.
    """
    day = as_of or dt.date.today()
    tell = progress or (lambda *_: None)
    path = Path(file)
    told = read_slate(path)
    assumed = assumptions(day, assumptions_file)
    found = best_slate(told, draw_candidates(store, told, day, assumed, tell), day, assumed, tell)
    with store.transaction():
        store.replace("choice", found.choices)
        digests = [hashlib.sha256(one.read_bytes()).hexdigest() for one in (path, assumptions_file) if one]
        store.log_run("slate", found.choices.num_rows, digests, day)
    return found


def best_slate(
    told: SlateFile, drawn: Sequence[Drawn], day: dt.date, assumed: Assumptions, progress: Progress | None = None
) -> Slate:
    """Choose among candidates that are drawn already; the store is not needed.

    Parameters
    ----------
    told : SlateFile
        Budget, limits and taste for risk.
    drawn : sequence of Drawn
        Of `candidates.draw_candidates`.
    day : date
        Last day of knowledge.
    assumed : Assumptions
        Those of the draws.
    progress : callable, optional
        Told of each step: name, number, how many.

    Raises
    ------
    NoSetFits
        If the constraints collide; names them.
    """
    tell = progress or (lambda *_: None)
    programme, cost = _programme(told, drawn)
    tell("choosing", 0, 4)
    best = solve(programme)
    if best is None:
        raise NoSetFits(colliding(programme))
    tell("what is lost by the next best", 1, 4)
    second = _quickly(programme, other_than(best.x))
    price, lacking = shadow_price(programme, 0)
    tell("what would flip each choice", 2, 4)
    flips, how = _flips(programme, best, lacking)
    tell("the frontier", 3, 4)
    frontier = _frontier(programme, cost, told.budget_usd)
    choices = _table(drawn, programme, best, flips, how, day)
    spent = cost[best.x].sum(axis=0)
    return Slate(
        choices, day, told.budget_usd, float(spent.mean()), float((spent > told.budget_usd).mean()), told.weight,
        told.worst, told.scenarios, best.expected, best.cvar, best.gap, price,
        max(0.0, best.objective - second.objective) if second else None,
        _differences(drawn, best, second),
        frontier, assumed.changed,
    )  # fmt: skip


def _programme(told: SlateFile, drawn: Sequence[Drawn]) -> tuple[Programme, Reals]:
    """The programme, and the cost of each choice in each scenario."""
    candidate, net, cost, going = [], [], [], []
    for at, one in enumerate(drawn):
        for option in one.candidate.options:
            candidate.append(at)
            net.append(one.draws[f"{option}: net"])
            cost.append(one.draws[f"{option}: price"])
            going.append(option != "stop")
    where, prices, on = np.array(candidate), np.array(cost), np.array(going, dtype=float)
    expected = prices.mean(axis=1)
    limits = [Limit(f"the budget of {told.budget_usd:,.0f} US dollars", expected, -np.inf, told.budget_usd)]
    for bound in told.bounds:
        ours = np.array([float(_meets(drawn[at], bound)) for at in where]) * on
        named = f"{bound.by} {bound.value!r}"
        if bound.at_most is not None:
            limits.append(Limit(f"at most {bound.at_most:g} of {named}", ours, -np.inf, bound.at_most))
        if bound.at_least is not None:
            limits.append(Limit(f"at least {bound.at_least:g} of {named}", ours, bound.at_least, np.inf))
        if bound.budget_usd is not None:
            words = f"at most {bound.budget_usd:,.0f} US dollars for {named}"
            limits.append(Limit(words, ours * expected, -np.inf, bound.budget_usd))
    for at, one in enumerate(drawn):
        if one.candidate.must:
            limits.append(Limit(f"{one.candidate.name} must go on", on * (where == at), 1.0, np.inf))
    return Programme(where, np.array(net), tuple(limits), told.worst, told.weight), prices


def _meets(one: Drawn, bound: Bound) -> bool:
    """Whether a candidate is of the kind that a limit is about; genres are matched as a part of the words."""
    told = getattr(one.candidate, bound.by)
    if told is None:
        return False
    if bound.by == "genre":
        return bound.value.casefold() in told.casefold()
    return bool(bound.value.casefold() == told.casefold())


def _flips(programme: Programme, best: Chosen, lacking: Reals) -> tuple[list[float | None], str]:
    """By how much the net of each choice would have to change, in every scenario alike, to enter or leave the best set.

    A sum that is the same in all scenarios adds itself to the expected value and to the CVaR: so what the best set with
    the choice is worse by is just what the choice lacks, and what the best set without it is worse by is what it has to
    spare.
    """
    many = len(programme.candidate)
    if int(programme.candidate.max()) >= EXACT_UP_TO:
        # The relaxation is never worse than the best set: what a choice lacks there it lacks at least.
        return [None if taken else float(short) for taken, short in zip(best.x, lacking, strict=True)], "bound"
    found: list[float | None] = []
    for choice in range(many):
        other = _quickly(programme, only(programme, choice, made=not best.x[choice]))
        change = None if other is None else max(0.0, best.objective - other.objective)
        found.append(change if change is None or not best.x[choice] else -change)
    return found, "exact"


def _frontier(programme: Programme, cost: Reals, budget: float) -> tuple[Point, ...]:
    """The best sets at other budgets, and at other tastes for risk; where none fits there is no point."""
    asked = [(times, programme.weight) for times in BUDGETS] + [(1.0, weight) for weight in WEIGHTS]
    found = []
    for times, weight in dict.fromkeys(asked):
        first = replace(programme.limits[0], most=budget * times)
        there = replace(programme, limits=(first, *programme.limits[1:]), weight=weight)
        best = _quickly(there)
        if best is not None:
            _, expected, cvar = value_of(there, best.x)
            spent = float(cost[best.x].mean(axis=1).sum())
            going = int((cost[best.x].mean(axis=1) > 0).sum())
            found.append(Point(budget * times, weight, spent, expected, cvar, going))
    return tuple(found)


def _quickly(programme: Programme, *fixed: Limit) -> Chosen | None:
    """The best set found in a few seconds; None where none fits, or none was found in time."""
    large = len(programme.candidate) > _LARGE
    try:
        return solve(programme, fixed, gap=1e-3 if large else None, seconds=_QUICK)
    except OutOfTime:
        return None


def _differences(drawn: Sequence[Drawn], best: Chosen, second: Chosen | None) -> tuple[str, ...]:
    if second is None:
        return ()
    names = [(one.candidate.name, option) for one in drawn for option in one.candidate.options]
    before = {names[at][0]: names[at][1] for at in np.flatnonzero(best.x)}
    after = {names[at][0]: names[at][1] for at in np.flatnonzero(second.x)}
    return tuple(f"{name}: {after[name]} in place of {before[name]}" for name in before if before[name] != after[name])


def _table(
    drawn: Sequence[Drawn], programme: Programme, best: Chosen, flips: Sequence[float | None], how: str, day: dt.date
) -> pa.Table:
    rows: list[dict[str, object]] = []
    for one in drawn:
        for option in one.candidate.options:
            at, draws = len(rows), one.draws
            net = draws[f"{option}: net"]
            rows.append(
                {
                    "candidate": one.candidate.name, "season_id": one.season_id, "as_of": day, "option": option,
                    "chosen": "yes" if best.x[at] else "no", "cost_usd": float(draws[f"{option}: price"].mean()),
                    "value_usd": float(draws[f"{option}: value"].mean()), "net_usd": float(net.mean()),
                    "p_pays": float((net >= 0).mean()), "flips_at_usd": flips[at],
                    "flip": how if flips[at] is not None else None, "evidence": one.evidence,
                }
            )  # fmt: skip
    assert len(rows) == len(programme.candidate)
    return pa.Table.from_pylist(rows, schema=CHOICE.schema)
