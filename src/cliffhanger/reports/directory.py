"""Every series known by a date with its seasons, and the search among their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from cliffhanger.audience.weekly import season_features
from cliffhanger.evidence.choice import known_seasons
from cliffhanger.evidence.titles import series_key
from cliffhanger.store import Store

LEAST_LIKE = 75.0
"""Names less alike than this (0-100) are not offered."""


@dataclass(frozen=True)
class ListedSeason:
    """A season as the desk lists it."""

    season_id: str
    label: str
    number: int | None
    kind: str
    """season, part, special or film."""
    premiere: dt.date | None


@dataclass(frozen=True)
class ListedSeries:
    """A series with the seasons known by the date, in the order of their premieres."""

    series_id: str
    series: str
    platform: str | None
    kind: str | None
    language: str | None
    seasons: tuple[ListedSeason, ...]


class Directory:
    """Every series known by a date.

    Parameters
    ----------
    series : sequence of ListedSeries
        In the order of their ids.
    """

    def __init__(self, series: Sequence[ListedSeries]) -> None:
        self.series = {one.series_id: one for one in series}

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {one.series_id: series_key(one.series) for one in self.series.values()}

    def search(self, typed: str, limit: int = 12) -> list[ListedSeries]:
        """The series whose names are most like what was typed, likeliest first; misspellings are forgiven.

        Parameters
        ----------
        typed : str
            A name, or how it begins; case, accents and signs do not matter.
        limit : int
            How many at most.
        """
        asked = series_key(typed)
        if not asked:
            return []
        # Names that begin so first, then those that hold it, then the misspelt: by how alike they are.
        found: dict[str, float] = {}
        for series_id, key in self._keys.items():
            if key.startswith(asked):
                found[series_id] = 300.0 - len(key) / 100
            elif len(asked) > 2 and asked in key:
                found[series_id] = 200.0 - len(key) / 100
        if len(found) < limit and len(asked) > 2:
            begun = {series_id: key[: len(asked) + 1] for series_id, key in self._keys.items()}
            for keys in (self._keys, begun):
                near = process.extract(asked, keys, scorer=fuzz.ratio, limit=limit, score_cutoff=LEAST_LIKE)
                for _, score, series_id in near:
                    found[str(series_id)] = max(found.get(str(series_id), 0.0), float(score))
        best = sorted(found, key=lambda series_id: (-found[series_id], series_id))[:limit]
        return [self.series[series_id] for series_id in best]


def directory(store: Store, as_of: dt.date) -> Directory:
    """Every series known by a date.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    as_of : date
        Last day of knowledge.

    Raises
    ------
    TooLittleEvidence
        If nothing was known by then.
    """
    told = {row["season_id"]: row for row in season_features(store, as_of).to_pylist()}
    seasons: dict[str, list[ListedSeason]] = {}
    names: dict[str, str] = {}
    about: dict[str, dict[str, object]] = {}
    for row in known_seasons(store, as_of).to_pylist():
        series_id, own = row["series_id"], told.get(row["season_id"], {})
        names.setdefault(series_id, row["series"])
        listed = seasons.setdefault(series_id, [])
        if row["kind"] != "series":
            one = ListedSeason(row["season_id"], row["label"], row["number"], row["kind"], own.get("premiere"))
            listed.append(one)
        said = about.setdefault(series_id, {"platform": None, "kind": None, "language": None})
        for name, value in said.items():
            said[name] = value or own.get(name)
    found = []
    for series_id, listed in seasons.items():
        words = {name: None if value is None else str(value) for name, value in about[series_id].items()}
        listed.sort(key=lambda one: (one.number or 0, one.premiere or dt.date.max, one.label))
        found.append(ListedSeries(series_id, names[series_id], seasons=tuple(listed), **words))
    return Directory(found)
