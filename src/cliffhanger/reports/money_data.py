"""What the dossier says of money, as data; a part of `dossier`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MoneyFigure:
    """A figure about money with its 80 % interval and what it is counted from; the ends are null of a probability."""

    name: str
    lo80: float | None
    middle: float
    hi80: float | None
    unit: str
    basis: str


@dataclass(frozen=True)
class MoneySeason:
    """A season of known or estimated cost with listed hours, as a dot of the chart."""

    series: str
    season: str
    hours_4_weeks: float
    price_usd: float
    price_lo80: float
    price_hi80: float
    worth_usd: float
    """What those hours are worth at this dossier's value of a launch hour."""
    cost_status: str
    """claimed, by ratio, or estimated."""
    why: str
    """Why it stands here: this season, comparable, or measured against."""


@dataclass(frozen=True)
class GridPoint:
    """A next season at another audience and cost, both over those expected."""

    audience_times: float
    cost_times: float
    efficiency: float
    p_pays: float
    p_renew: float | None


@dataclass(frozen=True)
class Knowing:
    """An unknown, and what it would change if it were known."""

    fact: str
    moves_points: float
    """Typical change of the probability that a next season pays, in points."""
    worth_usd: float


@dataclass(frozen=True)
class AssumptionUsed:
    """An assumption behind the figures on money."""

    name: str
    value: float
    lo80: float
    hi80: float
    unit: str
    meaning: str
    source: str
    shipped: float | None
    """The shipped value, where the user's own stands in its place."""


@dataclass(frozen=True)
class Money:
    """What the season is worth against its cost."""

    finding: str
    measured: str = ""
    """How it compares with a series that somebody measured its cost by."""
    figures: tuple[MoneyFigure, ...] = ()
    options: tuple[MoneyFigure, ...] = ()
    """Net value of each option for a next season; the middle is the mean."""
    breakeven: tuple[MoneyFigure, ...] = ()
    grid: tuple[GridPoint, ...] = ()
    next_efficiency: tuple[float, ...] = ()
    """Value over price of a next season as expected, at the shares 0, 0.01, ... 1 of the draws; empty without one."""
    knowing: tuple[Knowing, ...] = ()
    seasons: tuple[MoneySeason, ...] = ()
    usd_per_hour: float = 0.0
    """Value of a launch hour: the break-even line of the chart."""
    cost_reason: str = ""
    assumptions: tuple[AssumptionUsed, ...] = ()
