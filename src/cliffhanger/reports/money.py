"""The dossier's money: what the season is worth against its cost, and what would have saved it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from cliffhanger.audience.season_curve import SeasonCurve
from cliffhanger.decisions.assumptions import assumptions
from cliffhanger.decisions.breakeven import breakeven, sloped
from cliffhanger.decisions.costs import compared_in_cost, costs
from cliffhanger.decisions.draws import quantiles
from cliffhanger.decisions.worth import Worth, worth
from cliffhanger.errors import TooLittleEvidence
from cliffhanger.reports import words
from cliffhanger.reports.dossier import Comparable, Odds, Status
from cliffhanger.reports.money_data import AssumptionUsed, GridPoint, Knowing, Money, MoneyFigure, MoneySeason
from cliffhanger.store import Store

Row = Mapping[str, object]

_NAMES = {
    "hours_28d": "Hours in the first 28 days",
    "hours_after_28d": "Hours after that, to five years",
    "usd_per_hour_28d": "Worth of an hour in the first 28 days",
    "usd_per_view_28d": "Worth of a view in the first 28 days",
    "value_28d_usd": "Worth of the first 28 days",
    "value_usd": "Worth with later hours, discounted",
    "cost_usd": "Cost of production",
    "price_usd": "Price to the platform",
    "efficiency_28d": "Efficiency of the first 28 days",
    "efficiency": "Efficiency",
    "price_per_hour_28d": "Price of an hour in the first 28 days",
    "price_per_view_28d": "Price of a view in the first 28 days",
    "next_audience": "Audience of a next season over this one's",
    "next_efficiency": "Efficiency of a next season",
    "p_worth_its_price": "It is worth its price",
    "p_next_pays": "A next season is worth its price",
    "p_guild_hit": "It is a hit by the guilds' line",
}
_OPTIONS = {
    "net_renew_usd": "Renew as it is",
    "net_cheaper_usd": "Renew at lower cost",
    "net_final_usd": "A final season",
    "net_wrap-up_usd": "A wrap-up film",
    "net_stop_usd": "Stop",
}
_NEXT = ("next_audience", "next_efficiency", "p_next_pays")


def money(
    store: Store, chosen: Row, day: dt.date, curve: SeasonCurve | None, features: Sequence[Row],
    alike: Sequence[Comparable], odds: Odds | None, assumptions_file: Path | None, *, limited: bool,
) -> tuple[Money | None, tuple[Status, ...]]:  # fmt: skip
    """What a season is worth on a date, or why that cannot be said.

    Parameters
    ----------
    store : Store
        The store.
    chosen : mapping
        The season's row.
    day : date
        Last day of knowledge.
    curve : SeasonCurve or None
        Its curve.
    features : sequence of mapping
        Rows of `season_features`.
    alike : sequence of Comparable
        Seasons like it.
    odds : Odds or None
        The dossier's odds of another season.
    assumptions_file : Path or None
        The user's own assumptions.
    limited : bool
        Whether there is nothing to renew.
    """
    assumed = assumptions(day, assumptions_file)
    if curve is None or not curve.launch_told:
        return None, (
            Status("money", "not counted", "Nothing is known of its first weeks' hours, or not enough for a curve."),
        )
    season_id = str(chosen["season_id"])
    named = compared_in_cost(store, season_id, day)
    beside = [row for row in features if str(row["series"]).lower() in named]
    against = [row for row in beside if row["hours_4_weeks"]]
    ids = [
        season_id,
        *(str(row["season_id"]) for row in beside[:1]),
        *(str(row["season_id"]) for row in against),
        *(one.season_id for one in alike),
    ]
    priced = {
        row["season_id"]: row for row in costs(store, list(dict.fromkeys(ids)), as_of=day, assumed=assumed).to_pylist()
    }
    try:
        found = worth(
            store, season_id, as_of=day, assumed=assumed, curve=curve, features=features, cost=priced[season_id],
        )  # fmt: skip
    except TooLittleEvidence as lack:
        return None, (Status("money", "not counted", f"{str(lack).capitalize()}."),)
    age = (day - dt.date.fromisoformat(str(curve.weeks.end[0]))).days
    given = sloped(store, day, age, (odds.p_renew, odds.lo80, odds.hi80)) if odds else None
    saved = breakeven(found, given)
    rows = {row["figure"]: row for row in found.table().to_pylist()}
    own = next((row for row in features if row["season_id"] == season_id), chosen)
    seasons = _seasons(found, own, against, alike, priced)
    return Money(
        finding=finding(found, own),
        measured=_measured(found, priced, beside),
        figures=tuple(_figure(rows[name], words_) for name, words_ in _NAMES.items()
                      if name in rows and not (limited and name in _NEXT)),
        options=() if limited else tuple(_figure(rows[name], words_) for name, words_ in _OPTIONS.items()),
        breakeven=tuple(
            MoneyFigure(row["question"], row["lo80"], row["middle"], row["hi80"], row["unit"],
                        f"it was {words.quantity(_short(row['against']), row['unit'])}; {row['basis']}")
            for row in saved.answers.to_pylist() if not (limited and "next season" in row["question"])
        ),
        grid=() if limited else tuple(GridPoint(**row) for row in saved.grid.to_pylist()),
        next_efficiency=() if limited else tuple(
            float(f"{one:.4g}") for one in np.quantile(found.draws["next_efficiency"], np.linspace(0.0, 1.0, 101))
        ),
        knowing=() if limited else tuple(Knowing(**row) for row in saved.knowing.to_pylist()),
        seasons=seasons,
        usd_per_hour=float(np.median(found.draws["usd_per_hour_28d"])),
        cost_reason=_reason(found.cost),
        assumptions=tuple(
            AssumptionUsed(one.name, one.value, one.low, one.high, one.unit, one.meaning, one.source, one.shipped)
            for one in found.assumed.all.values()
        ),
    ), ()  # fmt: skip


def _reason(cost: Row) -> str:
    """On what the cost rests, with its status where the words do not say it."""
    status, reason = str(cost["status"]), str(cost["reason"])
    return reason if reason.startswith(status) else f"{status}, {reason}"


def finding(found: Worth, own: Row) -> str:
    """One sentence: what its hours were worth against its price."""
    hours = own.get("hours_4_weeks")
    worth_, price = found.draws["value_28d_usd"], float(np.median(found.draws["price_usd"]))
    what = "The hours of its first 28 days"
    if isinstance(hours, int | float) and hours:
        worth_ = found.draws["usd_per_hour_28d"] * float(hours)
        what = f"The {words.millions(float(hours), 1)} M hours listed in its first four weeks"
    guess = "" if found.cost["status"] == "claimed" else ", an estimate"
    cost = float(np.median(found.draws["cost_usd"]))
    paid = f"a cost of {_m(cost)} M US dollars{guess}"
    premium = "" if found.season.internal else f", {_m(price)} M with the premium"
    low, value, high = quantiles(worth_)
    return f"{what} were worth about {_m(value)} M US dollars ({_m(low)} to {_m(high)} M), against {paid}{premium}"


def _measured(found: Worth, priced: Mapping[str, Row], beside: Sequence[Row]) -> str:
    """How many seasons of the series that somebody measured it by cost as much; empty where nobody did."""
    other = priced.get(str(beside[0]["season_id"]), {}) if beside else {}
    if other.get("status") != "by ratio":
        return ""
    cost = float(str(other["cost_usd"]))
    times = float(np.median(found.draws["cost_usd"])) / cost
    silent = "" if any(row["hours_4_weeks"] for row in beside) else "; of its hours in four weeks nothing is known"
    return (
        f"It cost as much as {times:.0f} seasons of {beside[0]['series']}, which by the ratio said cost about "
        f"{_m(cost)} M US dollars each{silent}"
    )


def _seasons(
    found: Worth, own: Row, against: Sequence[Row], alike: Sequence[Comparable], priced: Mapping[str, Row]
) -> tuple[MoneySeason, ...]:
    rate = float(np.median(found.draws["usd_per_hour_28d"]))
    premium = found.assumed["cost_plus_premium"].value
    asked = [(own, "this season")] + [(row, "measured against") for row in against]
    seen = {str(row["season_id"]) for row, _ in asked}
    places: list[tuple[str, str, str, object, str]] = [
        (str(row["season_id"]), str(row["series"]), str(row["label"]), row.get("hours_4_weeks"), why)
        for row, why in asked
    ]
    places += [
        (one.season_id, one.series, one.season, one.hours_4_weeks, "comparable") for one in alike
        if one.season_id not in seen
    ]  # fmt: skip
    seasons = []
    for season_id, series, label, hours, why in places:
        cost = priced.get(season_id, {})
        four = hours if hours or why != "this season" else float(np.median(found.draws["hours_28d"]))
        if not isinstance(four, int | float) or cost.get("cost_usd") is None:
            continue
        times = 1.0 if cost["internal"] == "yes" else 1.0 + premium
        low, middle, high = (times * float(str(cost[f"cost_usd{end}"])) for end in ("_lo80", "", "_hi80"))
        status = str(cost["status"])
        seasons.append(MoneySeason(series, label, float(four), middle, low, high, rate * four, status, why))
    return tuple(seasons)


def _figure(row: Row, name: str) -> MoneyFigure:
    low, middle, high = (row[end] for end in ("lo80", "middle", "hi80"))
    ends = [None if one is None else _short(float(str(one))) for one in (low, middle, high)]
    assert ends[1] is not None
    return MoneyFigure(name, ends[0], ends[1], ends[2], str(row["unit"]), str(row["basis"]))


def _short(value: float) -> float:
    """Three digits: more would say more than is known."""
    return float(f"{value:.3g}")


def _m(usd: float) -> str:
    return words.number(_short(usd / 1e6), 1)
