"""Look up a series by the name a person types: exactly, by year where two share a name, or the nearest ones."""

from __future__ import annotations

import re

import pyarrow as pa
from rapidfuzz import fuzz, process

from cliffhanger.evidence.titles import parse_title, series_key

LEAST_LIKE = 60.0
"""Names less alike than this (0-100) are not suggested."""

_YEAR_AT_END = re.compile(r"-((?:19|20)\d\d)(?:-\d+)?$|\(((?:19|20)\d\d)\)$")


def find_series(name: str, seasons: pa.Table) -> list[str]:
    """Find the ids of the series of that name; a year in brackets chooses between namesakes.

    Parameters
    ----------
    name : str
        Name as typed; case, accents, punctuation and '&' against 'and' do not matter, and an id is taken as well.
    seasons : pyarrow.Table
        By the contract SEASON.

    Returns
    -------
    list of str
        Ids, the plain one before those with a year; empty when no series has that name.

    Examples
    --------
    >>> seasons = pa.table({"series_id": ["suits", "suits-2018"], "series": ["Suits", "Suits (2018)"]})
    >>> find_series("SUITS", seasons), find_series("Suits (2018)", seasons), find_series("Suits (2011)", seasons)
    (['suits', 'suits-2018'], ['suits-2018'], ['suits'])
    """
    known = _names(seasons)
    if name in known:
        return [name]
    asked = parse_title(name)
    keys = {asked.key, series_key(name)}
    spelled = {series_id: series_key(shown) for series_id, shown in known.items()}
    # Years and markers stand at the end of a name, so only names that begin alike are worth parsing.
    found = [
        series_id
        for series_id, key in spelled.items()
        if key in keys or (key.startswith(asked.key) and parse_title(known[series_id]).key in keys)
    ]
    found.sort(key=lambda series_id: (len(series_id), series_id))  # a later namesake's id is the longer one
    if asked.year is None:
        return found
    years = {series_id: _year(series_id, known[series_id]) for series_id in found}
    exact = [series_id for series_id, year in years.items() if year == asked.year]
    return exact or [series_id for series_id, year in years.items() if year is None]


def nearest_series(name: str, seasons: pa.Table, limit: int = 5) -> list[str]:
    """Suggest the names most like what was typed, nearest first.

    Parameters
    ----------
    name : str
        Name as typed.
    seasons : pyarrow.Table
        By the contract SEASON.
    limit : int
        How many names at most.

    Examples
    --------
    >>> seasons = pa.table({"series_id": ["squid-game", "hit-and-run"], "series": ["Squid Game", "Hit & Run"]})
    >>> nearest_series("Sqid Game", seasons)
    ['Squid Game']
    """
    names = list(dict.fromkeys(_names(seasons).values()))
    keys = [series_key(shown) for shown in names]
    asked = parse_title(name).key
    scored = process.extract(asked, keys, scorer=fuzz.WRatio, limit=None, score_cutoff=LEAST_LIKE)
    ranked = sorted((-fuzz.ratio(asked, key) - score, names[at]) for key, score, at in scored)
    return [shown for _, shown in ranked[:limit]]


def _names(seasons: pa.Table) -> dict[str, str]:
    return dict(zip(seasons["series_id"].to_pylist(), seasons["series"].to_pylist(), strict=True))


def _year(series_id: str, shown: str) -> int | None:
    found = _YEAR_AT_END.search(shown) or _YEAR_AT_END.search(series_id)
    return int(found[1] or found[2]) if found else None
