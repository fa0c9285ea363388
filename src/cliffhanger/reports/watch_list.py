"""The watch list: every undecided season of a date with its odds, its audience so far, its cost and what changed."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from cliffhanger.audience.weekly import season_features
from cliffhanger.decisions.assumptions import assumptions
from cliffhanger.decisions.costs import costs
from cliffhanger.evidence.titles import series_key
from cliffhanger.forecasts.forecast import odds_on
from cliffhanger.store import Store

WHY_NO_VALUE = (
    "Cost of the season with its 80 % interval, and how it is known. Whether a next season would pay takes a second or "
    "more a season to work out: its page and the slate say so."
)
"""What the list says of money, and why not more."""

LIKE = 80.0
"""A name is found by what was typed if a part of it is so much alike (0-100)."""


@dataclass(frozen=True)
class Watched:
    """An undecided season.

    Where the audience is told, `audience_times` is its hours of the latest of its first two weeks over the median of
    the same list and week of age in the year before; a season off the list counts with 0.4 of the tenth place.
    """

    season_id: str
    series: str
    season: str
    number: int | None
    platform: str | None
    kind: str | None
    language: str | None
    genre: str | None
    premiere: dt.date
    age_days: int
    p_renew: float | None
    """Odds that it is renewed within 24 months of its premiere, 0-1."""
    lo80: float | None
    hi80: float | None
    change_week: float | None
    """Odds less those of a week before."""
    decision_expected_on: dt.date | None
    audience_times: float | None
    hours_4_weeks: float | None
    """Hours of its first four weeks on the weekly list, as far as charted."""
    cost_usd: float | None
    cost_lo80_usd: float | None
    cost_hi80_usd: float | None
    cost_status: str | None
    """claimed, by ratio or estimated."""
    status: str
    reason: str


SORTS: Mapping[str, tuple[str, str]] = {
    "series": ("series", "Season"),
    "odds": ("p_renew", "Odds"),
    "change": ("change_week", "Change in a week"),
    "age": ("age_days", "Days since premiere"),
    "decision": ("decision_expected_on", "Decision expected"),
    "audience": ("audience_times", "Audience against the median"),
    "cost": ("cost_usd", "Cost"),
}
"""What the list can be sorted by: the field and its heading."""

FILTERS = ("platform", "language", "kind", "genre")
"""What it can be filtered by, beside odds and status."""


@dataclass(frozen=True)
class Asked:
    """What a person asks of the list."""

    typed: str = ""
    """Part of a name; slips are forgiven."""
    platform: str = ""
    language: str = ""
    kind: str = ""
    genre: str = ""
    status: str = ""
    odds_from: float | None = None
    """0-1."""
    odds_to: float | None = None
    sort: str = "odds"
    down: bool = True


@dataclass(frozen=True)
class WatchList:
    """Every undecided season of a date."""

    as_of: dt.date
    seasons: tuple[Watched, ...]

    def choices(self, name: str) -> list[str]:
        """The words that stand in a column, for its filter; genres one by one."""
        found = [value for one in self.seasons if (value := getattr(one, name))]
        if name == "genre":
            found = [part for value in found for part in _genres(value)]
        return sorted(set(found), key=str.casefold)

    def asked(self, asked: Asked) -> list[Watched]:
        """The seasons that a person asks for, sorted; what lacks the figure sorted by stands last."""
        key = series_key(asked.typed)
        kept = [one for one in self.seasons if _fits(one, asked) and (not key or _named(one.series, key))]
        name = SORTS[asked.sort][0]
        kept.sort(key=lambda one: (one.series.casefold(), one.season_id))
        there = [one for one in kept if getattr(one, name) is not None]
        if name == "series":
            return there[::-1] if asked.down else there
        there.sort(key=lambda one: getattr(one, name), reverse=asked.down)
        return there + [one for one in kept if getattr(one, name) is None]


def watch_list(store: Store, as_of: dt.date) -> WatchList:
    """Every season of which nothing is decided on a date.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    as_of : date
        Last day of knowledge.

    Raises
    ------
    TooLittleEvidence
        If no model was known by the date.
    """
    rows, told = odds_on(store, as_of)
    # The panel has a row for each horizon that a season reached: the last is the nearest to the date.
    latest: dict[str, dict[str, Any]] = {row["season_id"]: row for row in told.to_pylist()}
    features = {row["season_id"]: row for row in season_features(store, as_of).to_pylist()}
    asked = [row["season_id"] for row in rows if row["p_renew"] is not None]
    priced = {
        row["season_id"]: row
        for row in costs(store, asked, as_of=as_of, assumed=assumptions(as_of, None)).to_pylist()
        if row["status"] != "unknown"
    } if asked else {}  # fmt: skip
    return WatchList(
        as_of,
        tuple(
            _watched(row, latest.get(row["season_id"], {}), features.get(row["season_id"], {}),
                     priced.get(row["season_id"], {}))
            for row in rows
        ),
    )  # fmt: skip


def _watched(
    row: Mapping[str, Any], latest: Mapping[str, Any], features: Mapping[str, Any], cost: Mapping[str, Any]
) -> Watched:
    log_times = latest.get("log_audience_relative")
    forecast = ("p_renew", "lo80", "hi80", "change_week", "decision_expected_on", "status", "reason", "age_days")
    return Watched(
        **{name: row[name] for name in ("season_id", "series", "season", "platform", "premiere", *forecast)},
        number=features.get("number"),
        kind=latest.get("kind") or features.get("kind"),
        language=latest.get("language") or features.get("language"),
        genre=latest.get("genre"),
        audience_times=None if log_times is None else math.exp(log_times),
        hours_4_weeks=features.get("hours_4_weeks"),
        cost_usd=cost.get("cost_usd"),
        cost_lo80_usd=cost.get("cost_usd_lo80"),
        cost_hi80_usd=cost.get("cost_usd_hi80"),
        cost_status=cost.get("status"),
    )


def _fits(one: Watched, asked: Asked) -> bool:
    for name in ("platform", "language", "kind", "status"):
        if (wanted := getattr(asked, name)) and getattr(one, name) != wanted:
            return False
    if asked.genre and asked.genre not in _genres(one.genre or ""):
        return False
    if asked.odds_from is None and asked.odds_to is None:
        return True
    low, high = asked.odds_from or 0.0, 1.0 if asked.odds_to is None else asked.odds_to
    return one.p_renew is not None and low <= one.p_renew <= high


def _named(series: str, key: str) -> bool:
    known = series_key(series)
    return key in known or (len(key) > 3 and len(known) >= len(key) - 1 and fuzz.partial_ratio(key, known) >= LIKE)


def _genres(words: str) -> Sequence[str]:
    return [part for part in (one.strip() for one in words.split(";")) if part]
