"""Netflix's daily Top 10 of the United States, as it stood on the screen, read from a public compilation.

Publisher
    Ranks by Netflix; collected on Kaggle as "Netflix daily top 10" (CSV). No licence is stated for the ranks.
Period
    Days from 2020-04-01 to 2022-03-11, ranks 1-10 of series and films together.
Known faults
    Series stand without a season, so a rank is the series'. Some titles are cut off with an ellipsis, and two films
    may share a cut title on one day. "Netflix Release Date" is the premiere of the series, not of the season.
    "Year to Date Rank" and "Last Week Rank" hold the ranks of yesterday and of a week ago; "Days In Top 10" and
    "Viewership Score" are the compiler's own. None of these four is read.
"""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.sources.cells import SHORT_MONTHS, Cells, finish, printed
from cliffhanger.sources.files import SourceFile
from cliffhanger.sources.layouts import Layout

# Specials count among Netflix's films or series by no rule that is published.
_KINDS = {
    "TV Show": "tv",
    "Movie": "film",
    "Stand-Up Comedy": "unknown",
    "Concert/Performance": "unknown",
    "Concert/Perf…": "unknown",
}


def read_daily(file: SourceFile) -> pa.Table:
    """Read the daily list.

    Parameters
    ----------
    file : SourceFile
        CSV with one row per day and rank.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: rank, known on its day.

    Raises
    ------
    SourceError
        With every cell that does not fit, and every rank that stands twice on one day.
    """
    cells = Cells(file, file.sheets[0])
    day = cells.day("As of")
    rank = cells.number("Rank", "rank")
    title = cells.text("Title", required=True)
    kind = cells.convert("Type", pa.string(), _KINDS.__getitem__, "one of " + ", ".join(_KINDS))
    premiere = cells.convert(
        "Netflix Release Date", pa.date32(), _american_day, "a day that exists, as 'Mar 20, 2020'", required=False
    )
    cells.unique("As of", "Rank")
    finish(file, cells)
    return printed(
        cells,
        "rank",
        rank,
        series_text=title,
        platform="Netflix",
        hint_kind=kind,
        hint_premiere=premiere,
        list_name="US daily",
        period_start=day,
        period_end=day,
        geography="US",
        known_on=day,
        snapshot_on=pc.max(day).as_py(),
        note="combined list of series and films",
    )


def _american_day(cell: str) -> dt.date:
    # Not strptime: its month names change with the locale.
    month, day, year = cell.replace(",", " ").split()
    return dt.date(int(year), SHORT_MONTHS.index(month) + 1, int(day))


LAYOUTS = (
    Layout(
        "netflix_daily",
        "Netflix, by a public compilation",
        ("As of", "Rank", "Title", "Type", "Netflix Release Date", "Viewership Score"),
        read_daily,
    ),
)
"""The header of the compilation."""
