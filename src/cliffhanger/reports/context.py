"""The dossier's context: seasons like it, and how many such were renewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from cliffhanger.evidence.ledger import facts
from cliffhanger.forecasts.base_rate import beta_posterior
from cliffhanger.forecasts.comparables import cohort, nearest
from cliffhanger.reports import words
from cliffhanger.reports.citations import Citations
from cliffhanger.reports.dossier import BaseRate, Comparable
from cliffhanger.store import Store

Row = Mapping[str, object]


def subject(season_id: str, features: Sequence[Row], chosen: Row) -> Row:
    """The season's own row of features; of what is unknown, nothing."""
    return next((row for row in features if row["season_id"] == season_id), chosen)


def next_premiere(chosen: Row, features: Sequence[Row]) -> dt.date | None:
    """The premiere of the series' next season, if known."""
    number = chosen["number"]
    days = [
        day
        for row in features
        if row["series_id"] == chosen["series_id"]
        and isinstance(number, int)
        and isinstance(row["number"], int)
        and row["number"] > number
        and isinstance(day := row["premiere"], dt.date)
    ]
    return min(days, default=None)


def comparables(
    store: Store, own: Row, features: Sequence[Row], outcomes: Mapping[str, Row], as_of: dt.date, cites: Citations
) -> tuple[Comparable, ...]:
    """The nearest decided seasons, with where their outcome and hours stand."""
    decided = [
        {**row, **outcomes[str(row["season_id"])]}
        for row in features
        if row["season_id"] in outcomes and row["unit"] != "series"
    ]
    found = nearest(own, decided)
    wanted = [str(row[key]) for row, _ in found for key in ("season_id", "next_season_id") if row[key]]
    rows = facts(store, as_of, wanted, ("outcome", "release_date", "hours_viewed")).to_pylist() if found else []
    return tuple(
        Comparable(
            str(row["series"]),
            str(row["label"]),
            day if isinstance(day := row["premiere"], dt.date) else None,
            _number(row["hours_4_weeks"]),
            _number(row["runtime_min"]),
            round(like.value, 3),
            like.why,
            str(row["outcome"]) + (f" ({row['proof']})" if row["grade"] == "inferred" else ""),
            known if isinstance(known := row["known_on"], dt.date) else as_of,
            cites.cite(_proof(rows, row)),
        )
        for row, like in found
    )


def base_rate(own: Row, features: Sequence[Row], outcomes: Mapping[str, Row], as_of: dt.date) -> BaseRate:
    """Share renewed among the decided seasons of the cohort, with the Beta posterior's 80 % interval."""
    group = cohort(own, features, outcomes, as_of)
    who = f"{group.words}, premiered {words.span(group.since, as_of)}"
    decided = [outcomes[str(row["season_id"])] for row in group.decided]
    renewed = sum(1 for row in decided if row["outcome"] == "renewed")
    inferred = sum(1 for row in decided if row["grade"] == "inferred")
    every = len(decided) + group.open
    floor = round(renewed / every, 4) if every else None
    if not decided:
        return BaseRate(
            who,
            0,
            0,
            group.open,
            group.limbo,
            None,
            None,
            None,
            floor,
            "No comparable season was decided by the date.",
        )
    reason = (
        f"Decided by the date: {renewed:,} renewed, {len(decided) - renewed:,} not. {inferred:,} of these are "
        f"inferred, mostly renewals from a later season's premiere. {group.open:,} more of the cohort had no decision "
        f"known by then and are left out of the rate, {group.limbo:,} of them for more than 18 months after their "
        f"premiere. Refusals are often silent: if none of these is ever renewed, the share is {renewed / every:.0%}."
    )
    if inferred == len(decided) == renewed:
        reason = (
            f"{renewed:,} of the cohort are proven renewed by a later season, {group.open:,} have no decision known. "
            "No source of refusals known by the date is in the store, so that no share can be given."
        )
        return BaseRate(who, len(decided), renewed, group.open, group.limbo, None, None, None, floor, reason)
    posterior = beta_posterior(renewed, len(decided))
    return BaseRate(
        who,
        len(decided),
        renewed,
        group.open,
        group.limbo,
        round(posterior.mean, 4),
        round(posterior.lo80, 4),
        round(posterior.hi80, 4),
        floor,
        reason,
    )


def _proof(rows: Sequence[Row], row: Row) -> list[Row]:
    """Facts that say the outcome, or the later premiere that proves it, and those that give the hours compared."""
    own = [fact for fact in rows if fact["season_id"] == row["season_id"]]
    said = [fact for fact in own if fact["measure"] == "outcome" and fact["text"] == row["outcome"]]
    later = [fact for fact in rows if fact["season_id"] == row["next_season_id"] and fact["measure"] == "release_date"]
    first = row["premiere"]
    last = first + dt.timedelta(days=27) if isinstance(first, dt.date) else None
    hours = [
        fact
        for fact in own
        if last
        and fact["measure"] == "hours_viewed"
        and str(fact["list_name"]).startswith("global TV")
        and fact["period_start"] <= last  # type: ignore[operator]
    ]
    return (said or later)[:1] + hours


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
