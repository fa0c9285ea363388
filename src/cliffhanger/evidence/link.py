"""Place every printed title on a season: many spellings, one season, each link with its weight and reason.

Titles are taken day by day in the order in which they became known, so that what is known later can never change an
earlier placement. Those of catalogues and of texts of the press come after all others, day by day as well: they name
seasons of all times, and must not move what platforms and lists printed then. Within a day the order depends on what
the titles say alone, never on their numbers in the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.contracts import Contract
from cliffhanger.evidence.clerk import LATE, Clerk, Films, order
from cliffhanger.evidence.shelf import Printed, Shelf
from cliffhanger.evidence.titles import parse_title, series_key
from cliffhanger.tables import LINK, SEASON, UNPLACED


@dataclass(frozen=True)
class Placement:
    """Where every title went.

    Parameters
    ----------
    seasons, links, unplaced : pyarrow.Table
        By the contracts SEASON, LINK and UNPLACED.
    films : int
        Titles left out because they are films.
    """

    seasons: pa.Table
    links: pa.Table
    unplaced: pa.Table
    films: int = 0


def place(titles: pa.Table, overrides: pa.Table | None = None) -> Placement:
    """Place titles on seasons, founding series and seasons on the way.

    Parameters
    ----------
    titles : pyarrow.Table
        Columns of the contract TITLE with `known_on` (earliest day on which any release of the title could be known),
        `period_start` (earliest period of its releases, may be empty) and `runtime_min` (minutes, may be empty).
    overrides : pyarrow.Table, optional
        A person's verdicts, by the contract OVERRIDE; they win over everything.

    Returns
    -------
    Placement
        A title of a film is in none of its tables; every other is in `links` or in `unplaced`.

    Notes
    -----
    Assumes that Netflix prints a season's number alike within a series, and that two shows of one name on one platform
    premiere more than 18 months apart or differ in native title or year in brackets.

    Examples
    --------
    >>> import datetime, pyarrow as pa
    >>> day = datetime.date(2021, 8, 10)
    >>> titles = pa.table({
    ...     "title_id": [1], "source": ["netflix_top10"], "series_text": ["Hit & Run"],
    ...     "season_text": ["Hit & Run: Season 1"], "platform": ["Netflix"], "hint_kind": ["tv"],
    ...     "hint_premiere": pa.array([None], pa.date32()), "hint_year": pa.array([None], pa.int64()),
    ...     "known_on": [day], "period_start": [day], "runtime_min": pa.array([None], pa.float64())})
    >>> place(titles).links["season_id"].to_pylist()
    ['hit-and-run/1']
    """
    is_film = pc.equal(titles["hint_kind"], "film")
    films = titles.filter(is_film)
    clerk = Clerk(_films(films), overrides.to_pylist() if overrides is not None else [])
    printed = sorted(_read(titles.filter(pc.invert(is_film))), key=order)
    first = (title for title in printed if title.source not in LATE)
    for day, group in groupby(first, key=lambda title: title.known_on):
        clerk.work(day, group)
    clerk.work_catalogues(t for t in printed if t.source in LATE)
    links = _table(LINK, sorted(clerk.links))
    return Placement(_seasons(clerk.shelf), links, _table(UNPLACED, clerk.unplaced()), films.num_rows)


def _films(films: pa.Table) -> Films:
    texts: dict[str, date] = {}
    keys: dict[str, date] = {}
    for text, day in zip(films["series_text"].to_pylist(), films["known_on"].to_pylist(), strict=True):
        texts[text] = min(day, texts.get(text, day))
        key = series_key(text.partition(" // ")[0])
        keys[key] = min(day, keys.get(key, day))
    return Films(texts, keys)


def _read(titles: pa.Table) -> list[Printed]:
    names = ("title_id", "source", "series_text", "season_text", "platform", "hint_kind", "hint_premiere", "hint_year",
             "known_on", "period_start", "runtime_min")  # fmt: skip
    columns = [titles[name].to_pylist() for name in names]
    parsed = [parse_title(series, season) for series, season in zip(columns[2], columns[3], strict=True)]
    return [Printed(*row) for row in zip(*columns, parsed, strict=True)]


def _seasons(shelf: Shelf) -> pa.Table:
    rows = [
        (s.season_id, s.series.series_id, s.series.name, s.number, s.label, s.kind, s.known_on)
        for series in shelf.series.values()
        for s in series.seasons
    ]
    rows += [
        (f"{s.series_id}/*", s.series_id, s.name, None, "All seasons", "series", s.whole_on)
        for s in shelf.series.values()
        if s.whole_on is not None
    ]
    return _table(SEASON, sorted(rows, key=lambda row: row[0]))


def _table(contract: Contract, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [() for _ in contract.columns]
    arrays = [pa.array(list(values), column.type) for values, column in zip(columns, contract.columns, strict=True)]
    return pa.Table.from_arrays(arrays, schema=contract.schema)
