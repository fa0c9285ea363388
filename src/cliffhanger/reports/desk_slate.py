"""A slate as one puts it together on the desk: undecided seasons, a budget, a taste for risk; nothing is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cliffhanger.decisions.assumptions import Assumptions, assumptions
from cliffhanger.decisions.candidates import Drawn, draw_candidates
from cliffhanger.decisions.economy import OPTIONS
from cliffhanger.decisions.slate import best_slate
from cliffhanger.decisions.slate_file import Candidate, SlateFile
from cliffhanger.errors import CliffhangerError
from cliffhanger.reports.watch_list import Watched, WatchList
from cliffhanger.store import Store

MOST = 20
"""How many seasons can be put on a slate: what each brings has to be drawn while one waits."""

PRESET = 8
"""How many are on it at first."""

OFFERED = 60
"""How many are offered, the most watched first."""

SCENARIOS = 1000
WORST = 0.1
_NAME = Path("the slate")


@dataclass(frozen=True)
class Stakes:
    """What each option of each candidate may bring and cost, drawn once; budgets are tried on it."""

    as_of: dt.date
    seasons: tuple[Watched, ...]
    drawn: tuple[Drawn, ...]
    assumed: Assumptions
    left_out: tuple[tuple[Watched, str], ...]
    """Seasons that were asked for and cannot be reckoned with, each with the reason."""

    @property
    def most_usd(self) -> float:
        """What all of them would cost together if each were renewed, expected: no budget beyond changes anything."""
        return float(sum(one.draws["renew: price"].mean() for one in self.drawn))


def offered(watched: WatchList) -> list[Watched]:
    """The seasons that can be put on a slate: with odds, a cost and an audience, the most watched first."""
    known = [one for one in watched.seasons if None not in (one.p_renew, one.hours_4_weeks, one.cost_usd)]
    known.sort(key=lambda one: (-(one.hours_4_weeks or 0.0), one.season_id))
    return known[:OFFERED]


def stakes(store: Store, seasons: Sequence[Watched], as_of: dt.date) -> Stakes:
    """Draw what the seasons' next ones may bring and cost.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    seasons : sequence of Watched
        The candidates.
    as_of : date
        Last day of knowledge.

    Raises
    ------
    CliffhangerError
        If there are none or too many, or none of them can be reckoned with.
    """
    if not 1 <= len(seasons) <= MOST:
        raise CliffhangerError(f"{len(seasons)} seasons were put on the slate; between 1 and {MOST} can be")
    assumed = assumptions(as_of, None)
    drawn, left_out = draw_each(store, seasons, as_of, assumed)
    if not drawn:
        raise CliffhangerError("of none of these seasons is the audience known; choose others")
    return Stakes(as_of, tuple(seasons), drawn, assumed, left_out)


def draw_each(
    store: Store, seasons: Sequence[Watched], as_of: dt.date, assumed: Assumptions
) -> tuple[tuple[Drawn, ...], tuple[tuple[Watched, str], ...]]:
    """Draw all at once; if some cannot be, those that can."""
    from cliffhanger.errors import SourceError

    try:
        return tuple(draw_candidates(store, _file(seasons), as_of, assumed, _silent)), ()
    except SourceError as lack:
        # The problems name the candidates by their place, counted from 1.
        why = {int(str(one.column).split()[1]): one.found for one in lack.problems}
    kept = [one for at, one in enumerate(seasons, 1) if at not in why]
    left_out = tuple((one, why[at]) for at, one in enumerate(seasons, 1) if at in why)
    return (tuple(draw_candidates(store, _file(kept), as_of, assumed, _silent)) if kept else ()), left_out


@dataclass(frozen=True)
class Pick:
    """One option of one season, and whether the best set has it; expected sums in dollars."""

    season_id: str
    series: str
    season: str
    number: int | None
    option: str
    """renew, cheaper, final, wrap-up or stop."""
    chosen: bool
    cost_usd: float
    value_usd: float
    net_usd: float
    p_pays: float
    """Probability that it is worth at least its cost, 0-1."""
    flips_at_usd: float | None
    """By how much its net value would have to change to enter or leave the set; none where nothing flips it."""


@dataclass(frozen=True)
class FrontierPoint:
    """The best set at another budget or taste for risk; sums in dollars."""

    budget_usd: float
    weight: float
    spent_usd: float
    expected_usd: float
    cvar_usd: float
    go_on: int


@dataclass(frozen=True)
class LeftOut:
    """A season that was asked for and cannot be reckoned with."""

    season_id: str
    series: str
    season: str
    reason: str


@dataclass(frozen=True)
class DeskSlate:
    """The best set of a slate; sums in dollars, as `decisions.slate.Slate` explains them."""

    as_of: dt.date
    budget_usd: float
    most_usd: float
    weight: float
    worst: float
    scenarios: int
    spent_usd: float
    expected_usd: float
    cvar_usd: float
    p_over: float
    shadow_price: float
    regret_usd: float | None
    picks: tuple[Pick, ...]
    """The chosen ones first, by their net value."""
    frontier: tuple[FrontierPoint, ...]
    left_out: tuple[LeftOut, ...]


def slate_at(drawn: Stakes, budget_usd: float, weight: float) -> DeskSlate:
    """The best set under a budget.

    Parameters
    ----------
    drawn : Stakes
        Of `stakes`.
    budget_usd : float
        In dollars, over 0.
    weight : float
        Taste for risk: weight of the mean of the worst tenth of the scenarios, 0-1.
    """
    told = _file(drawn.seasons, budget_usd, weight)
    found = best_slate(told, drawn.drawn, drawn.as_of, drawn.assumed)
    names = {one.season_id: one for one in drawn.seasons}
    picks = [_pick(row, names[row["season_id"]]) for row in found.choices.to_pylist()]
    picks.sort(key=lambda one: (not one.chosen, one.option == "stop", -one.net_usd, one.season_id))
    same = ("spent_usd", "expected_usd", "cvar_usd", "p_over", "shadow_price", "regret_usd", "scenarios", "worst")
    return DeskSlate(
        as_of=drawn.as_of,
        budget_usd=budget_usd,
        most_usd=drawn.most_usd,
        weight=weight,
        picks=tuple(picks),
        frontier=tuple(FrontierPoint(**asdict(one)) for one in found.frontier),
        left_out=tuple(LeftOut(one.season_id, one.series, one.season, why) for one, why in drawn.left_out),
        **{name: getattr(found, name) for name in same},
    )


def _pick(row: Mapping[str, Any], one: Watched) -> Pick:
    told = ("option", "cost_usd", "value_usd", "net_usd", "p_pays", "flips_at_usd")
    return Pick(
        one.season_id, one.series, one.season, one.number, chosen=row["chosen"] == "yes",
        **{name: row[name] for name in told},
    )  # fmt: skip


def _file(seasons: Sequence[Watched], budget_usd: float = 1.0, weight: float = 0.0) -> SlateFile:
    """What a file with these candidates would say."""
    candidates = tuple(
        Candidate(one.season_id.partition("/")[0], one.number, tuple(OPTIONS), None, None, None, None, None, False)
        for one in seasons
    )
    return SlateFile(_NAME, budget_usd, weight, WORST, SCENARIOS, candidates, ())


def _silent(_name: str, _number: int, _total: int | None) -> None:
    """Nobody watches the steps."""
