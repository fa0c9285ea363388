"""Several seasons on one axis: hours or views by the week since each one's premiere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cliffhanger.audience.weekly import tenth_places
from cliffhanger.errors import CliffhangerError
from cliffhanger.evidence.choice import choose_season
from cliffhanger.evidence.ledger import facts
from cliffhanger.evidence.outcomes import outcomes
from cliffhanger.reports import context, sections, weeks
from cliffhanger.reports.citations import Citations
from cliffhanger.reports.dossier import Source, Week
from cliffhanger.store import Store

FEWEST, MOST = 2, 6
"""How many seasons can be compared."""

LONGEST = 26
"""Weeks since the premiere that are compared."""

MEASURES = ("hours", "views")


@dataclass(frozen=True)
class Compared:
    """One season of a comparison."""

    season_id: str
    series: str
    season: str
    number: int | None
    premiere: dt.date | None
    outcome: str
    """What is known to have happened by the date; 'pending' where nothing is."""
    runtime_min: float | None
    weeks: tuple[Week, ...]
    """Weeks since the premiere, up to 26; of views those are empty that were before the lists told them."""


@dataclass(frozen=True)
class Comparison:
    """Seasons side by side, as known on a date."""

    as_of: dt.date
    seasons: tuple[Compared, ...]
    sources: tuple[Source, ...]


def compare(store: Store, asked: Sequence[tuple[str, int | None]], as_of: dt.date) -> Comparison:
    """Put seasons side by side.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    asked : sequence of (str, int or None)
        Name or id of each series, and the number of its season; the latest by default.
    as_of : date
        Last day of knowledge.

    Raises
    ------
    CliffhangerError
        If too few or too many are asked for.
    TitleError
        If one is not known by the date.
    """
    if not FEWEST <= len(asked) <= MOST:
        raise CliffhangerError(f"{len(asked)} seasons were named; between {FEWEST} and {MOST} can be compared")
    chosen = [choose_season(store, name, as_of, number)[0] for name, number in asked]
    known = {str(row["season_id"]): row for row in chosen}
    if len(known) < len(chosen):
        raise CliffhangerError("the same season was named twice; name each once")
    ledger = {row["season_id"]: row for row in outcomes(store, as_of=as_of).to_pylist() if row["season_id"] in known}
    rows = facts(store, as_of, list(known)).to_pylist()
    bounds = tenth_places(store, as_of).to_pylist()
    cites = Citations()
    found = []
    for season_id, row in known.items():
        own = [one for one in rows if one["season_id"] == season_id]
        told = ledger.get(season_id, {})
        premiere = context.premiere(told) if told else None
        lists = {str(one["list_name"]) for one in own if str(one["list_name"]).startswith("global TV")}
        # The tenth place bounds what its platform shows, and nothing else.
        mine = [one for one in bounds if one["list_name"] in lists] if told.get("platform") == "Netflix" else []
        runtimes = [one["value"] for one in sections.of(own, "runtime_min")]
        found.append(
            Compared(
                season_id,
                str(row["series"]),
                str(row["label"]),
                row["number"] if isinstance(row["number"], int) else None,
                premiere,
                str(told.get("outcome", "pending")),
                _last(runtimes),
                tuple(week for week in weeks.weeks(own, mine, premiere, cites) if week.number <= LONGEST),
            )
        )
    return Comparison(as_of, tuple(found), cites.sources())


def _last(values: Sequence[object]) -> float | None:
    """The last number of several."""
    return next((float(one) for one in reversed(values) if isinstance(one, int | float)), None)
