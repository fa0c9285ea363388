"""The dossier's context: seasons like it, and how many such were renewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from cliffhanger.evidence.ledger import facts
from cliffhanger.forecasts.base_rate import beta_posterior
from cliffhanger.forecasts.comparables import cohort, nearest
from cliffhanger.reports import words
from cliffhanger.reports.citations import Citations
from cliffhanger.reports.dossier import BaseRate, Comparable, Status
from cliffhanger.reports.sections import proof_of
from cliffhanger.store import Store

Row = Mapping[str, object]


def subject(season_id: str, features: Sequence[Row], chosen: Row) -> Row:
    """The season's own row of features; of what is unknown, nothing."""
    return next((row for row in features if row["season_id"] == season_id), chosen)


def premiere(row: Row) -> dt.date | None:
    """The premiere in a row of features, if known."""
    day = row.get("premiere")
    return day if isinstance(day, dt.date) else None


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
        and (day := premiere(row))
    ]
    return min(days, default=None)


def comparables(
    store: Store, own: Row, features: Sequence[Row], outcomes: Mapping[str, Row], as_of: dt.date, cites: Citations
) -> tuple[Comparable, ...]:
    """The nearest decided seasons, with where their outcome and hours stand."""
    decided = [
        {**row, "outcome": told["outcome"]}
        for row in features
        if row["unit"] != "series" and (told := outcomes.get(str(row["season_id"])))
    ]
    found = [({**outcomes[str(row["season_id"])], **row}, like) for row, like in nearest(own, decided)]
    wanted = [str(row[key]) for row, _ in found for key in ("season_id", "next_season_id") if row[key]]
    rows = facts(store, as_of, wanted, ("outcome", "release_date", "rank", "hours_viewed")).to_pylist() if found else []
    return tuple(
        Comparable(
            str(row["series"]),
            str(row["label"]),
            premiere(row),
            _number(row["hours_4_weeks"]),
            _number(row["runtime_min"]),
            round(like.value, 3),
            like.why,
            str(row["outcome"]) + (f" ({row['proof']})" if row["grade"] == "inferred" else ""),
            known if isinstance(known := row["known_on"], dt.date) else as_of,
            cites.cite(_proof(rows, row)),
            str(row["season_id"]),
        )
        for row, like in found
    )


def base_rate(
    own: Row, features: Sequence[Row], outcomes: Mapping[str, Row], as_of: dt.date, *, limited: bool
) -> tuple[BaseRate | None, tuple[Status, ...]]:
    """Share renewed among the decided seasons of the cohort, or why none is given.

    Refusals are often silent, so the interval reaches from the lower end if every undecided season was refused to the
    upper end among the decided alone; with more undecided than refused there is no share between them.

    Parameters
    ----------
    own : mapping
        The season's row of `season_features`.
    features : sequence of mapping
        All rows.
    outcomes : mapping
        Row of `decided_seasons` by season_id.
    as_of : date
        Last day of knowledge.
    limited : bool
        Whether the platform had printed it as a limited series.
    """
    if limited:
        why = "The platform printed it as a limited series, which is not made to go on: no odds."
        return None, (Status("base rate", "not given", why),)
    if (own.get("unit") or own.get("kind")) not in ("season", "series"):
        return None, (Status("base rate", "not given", "A special, event or part is not renewed as a season is."),)
    group = cohort(own, features, outcomes, as_of)
    who = f"{group.words}, premiered {words.span(group.since, as_of)}"
    decided = [outcomes[str(row["season_id"])] for row in group.decided]
    renewed = sum(1 for row in decided if row["outcome"] == "renewed")
    inferred = sum(1 for row in decided if row["grade"] == "inferred")
    every, refused = len(decided) + group.open, len(decided) - renewed
    if not decided:
        reason = "No comparable season was decided by the date."
        return BaseRate(who, 0, 0, group.open, group.limbo, None, None, None, 0.0 if every else None, reason), ()
    low, high = beta_posterior(renewed, every), beta_posterior(renewed, len(decided))
    reason = (
        f"Decided by the date: {renewed:,} renewed, {refused:,} not. {inferred:,} of these are "
        f"inferred, mostly renewals from a later season's premiere. {group.open:,} more of the cohort had no decision "
        f"known by then, {group.limbo:,} of them for more than 18 months after their premiere. Refusals are often "
        f"silent, so the lower end counts all of these as refused: then the share is {renewed / every:.0%}."
    )
    rate = BaseRate(
        who,
        len(decided),
        renewed,
        group.open,
        group.limbo,
        round(high.mean, 4) if group.open <= refused else None,
        round(low.lo80, 4),
        round(high.hi80, 4),
        round(renewed / every, 4),
        reason,
    )
    return rate, ()


def _proof(rows: Sequence[Row], row: Row) -> list[Row]:
    """Facts that say the outcome, or those that prove it, and those that give the hours compared."""
    own = [fact for fact in rows if fact["season_id"] == row["season_id"]]
    said = [fact for fact in own if fact["measure"] == "outcome" and fact["text"] == row["outcome"]]
    first = premiere(row)
    last = first + dt.timedelta(days=27) if first else None
    hours = [
        fact
        for fact in own
        if last
        and fact["measure"] == "hours_viewed"
        and str(fact["list_name"]).startswith("global TV")
        and fact["period_start"] <= last  # type: ignore[operator]
    ]
    return (said or proof_of(row, rows))[:1] + hours


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
