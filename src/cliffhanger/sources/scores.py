"""What the readers of review scores share: columns of scores, when a collection was made, and rows for the store."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.sources.cells import Cells, printed
from cliffhanger.sources.files import SourceFile, day_in_name
from cliffhanger.sources.layouts import Layout

COLLECTED = {
    "justwatch": dt.date(2022, 6, 30),
    "justwatch, other platforms": dt.date(2022, 12, 31),
    "tmdb": dt.date(2025, 12, 31),
    "omdb": dt.date(2025, 5, 31),
    "reelgood": dt.date(2021, 3, 31),
    "metacritic": dt.date(2021, 12, 31),
    "season ratings": dt.date(2018, 10, 31),
    "rotten tomatoes": dt.date(2020, 12, 31),
}
"""Last day of the period in which each collection was made: spring 2022, 2022, 2025, May 2025, early 2021 and so on."""

_NO_SCORE = ("", "0", "0.0")
_YEAR = re.compile(r"((?:18|19|20)\d{2})(?:\.0|–\d{0,4}|-\d{0,4})?")


def about_series(cells: Cells, kind: object, platform: object, year: str | None = None) -> dict[str, object]:
    """Columns that every collection has: the title, its platform and kind, and the year where the column is named."""
    about = {
        "series_text": cells.text("Show" if cells.has("Show") else "title", required=True),
        "platform": platform,
        "hint_kind": kind,
        "geography": "world",
        "grade": "C",
    }
    if year:
        about["hint_year"] = cells.convert(
            year, pa.int64(), _first_year, "a year, as 2021 or 2019–2021", required=False
        )
    return about


def scores(cells: Cells, **columns: str) -> dict[str, pa.Array]:
    """Read the columns, each under the name of its measure; a zero is no score."""
    return {
        measure: cells.number(column, measure, required=False, empty=_NO_SCORE) for column, measure in columns.items()
    }


def score_tables(
    cells: Cells,
    scores: dict[str, pa.Array],
    further: dict[str, pa.Array],
    about: dict[str, object],
    collected: object,
) -> pa.Table:
    """Print the scores, and the further measures of rows that have any score."""
    scored = pc.is_valid(pc.coalesce(*scores.values()))
    kept = {measure: pc.if_else(scored, value, None) for measure, value in further.items()}
    return pa.concat_tables(
        printed(cells, measure, value, **about, known_on=collected, snapshot_on=collected)
        for measure, value in (scores | kept).items()
    )


def collected_on(file: SourceFile, name: str) -> dt.date:
    """Tell the day from which a file's scores count: that of its name, else the last of its collection's making."""
    return day_in_name(file) or COLLECTED[name]


def score_layout(read: Callable[[SourceFile], pa.Table], source: str, publisher: str, *columns: str) -> Layout:
    """Describe a layout by its header, column by column."""
    return Layout(source, publisher, columns, read)


def _first_year(cell: str) -> int:
    found = _YEAR.fullmatch(cell)
    if not found:
        raise ValueError(cell)
    return int(found[1])
