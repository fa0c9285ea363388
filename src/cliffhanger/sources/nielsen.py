"""Nielsen's US streaming lists: weekly, half-yearly and yearly, gathered from press reports.

Publisher
    Nielsen Streaming Content Ratings, as printed by the trade press; each row names who printed it. Figures are facts;
    Nielsen holds rights in the full reports.
Period
    Weeks Monday to Sunday since August 2020, dense in 2021 only; printed about four weeks after the week's end.
    Services measured: Netflix, Amazon, Hulu and Disney+ at first, later all the large ones.
Known faults
    Minutes are those of US television sets and of all seasons of a series together, rounded as the press rounds
    ("1.2 billion"); some ranks do not follow the minutes; two titles may share a rank. Where a report is dated only
    by its month, the list counts as known 28 days after the week's end, or on the first of that month if later.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.sources.cells import Cells, finish, joined, printed
from cliffhanger.sources.files import SourceFile
from cliffhanger.sources.layouts import Layout

PUBLISHER = "Nielsen, by the press"
_SOURCE = "nielsen"
_LISTS = {f"{name}": f"Nielsen {name}" for name in ("overall", "originals", "acquired", "movies")}
_ANNUAL = {
    f"{name}-{span}": f"Nielsen {words} {name}"
    for name in _LISTS
    for span, words in (("annual", "annual"), ("halfyear", "half-year"))
}
_USUAL_LAG = dt.timedelta(days=28)
_MILLION = 1e6
_PERIOD = re.compile(r"(\d{4})(H[12])?")


def read_weekly(file: SourceFile) -> pa.Table:
    """Read the weekly lists.

    Parameters
    ----------
    file : SourceFile
        CSV with one row per week, list and title.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: rank and minutes_viewed, where printed.

    Raises
    ------
    SourceError
        With every cell that does not fit, every title that stands twice on one list, and every row without a figure.
    """
    cells = Cells(file, file.sheets[0])
    start, end = cells.day("week_start"), cells.day("week_end")
    lists = cells.convert("list", pa.string(), _LISTS.__getitem__, "one of " + ", ".join(_LISTS))
    about, measures = _about(cells), _measures(cells)
    complete = cells.convert("list_complete", pa.bool_(), {"yes": True, "no": False}.__getitem__, "yes or no")
    first, last = cells.span("publication_date", required=False)
    _whole_weeks(cells, start, end)
    cells.unique("week_end", "list", "title", "platform")
    _refuse_early(cells, "publication_date", last, end)
    finish(file, cells)
    known = _known_on(first, last, end)
    episodes = pc.binary_join_element_wise(cells.text("episodes"), "episodes of all seasons", " ")
    note = joined(episodes, pc.if_else(complete, "list complete", "list incomplete"))
    return _rows(
        cells, measures, **about, list_name=lists, period_start=start, period_end=end, known_on=known, note=note
    )


def read_annual(file: SourceFile) -> pa.Table:
    """Read the yearly and half-yearly lists.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: rank and minutes_viewed, where printed; lists 'Nielsen annual overall' and the like.

    Raises
    ------
    SourceError
        With every cell that does not fit.
    """
    cells = Cells(file, file.sheets[0])
    period = cells.convert(
        "period",
        pa.struct([("first", pa.date32()), ("last", pa.date32())]),
        _year_or_half,
        "a year or half-year, as 2022 or 2025H1",
    )
    start, end = pc.struct_field(period, "first"), pc.struct_field(period, "last")
    lists = cells.convert("list", pa.string(), _ANNUAL.__getitem__, "one of " + ", ".join(_ANNUAL))
    about, measures = _about(cells), _measures(cells)
    known = cells.span("publication_date")[1]
    cells.unique("period", "list", "title", "platform")
    _refuse_early(cells, "publication_date", known, end)
    finish(file, cells)
    episodes = pc.binary_join_element_wise(cells.text("episodes"), "episodes of all seasons", " ")
    return _rows(
        cells, measures, **about, list_name=lists, period_start=start, period_end=end, known_on=known, note=episodes
    )


def _rows(cells: Cells, measures: Mapping[str, pa.Array], *, known_on: pa.Array, **columns: object) -> pa.Table:
    """Rows for each measure; the copy counts as of the day on which the last of them was known."""
    copied = pc.max(known_on).as_py()
    return pa.concat_tables(
        printed(cells, measure, value, **columns, hint_kind=_kind(cells), known_on=known_on, snapshot_on=copied)
        for measure, value in measures.items()
    )


def _about(cells: Cells) -> dict[str, object]:
    return {
        "series_text": cells.text("title", required=True),
        "platform": cells.text("platform", required=True),
        "geography": "US",
        "publication": cells.text("publication", required=True),
        "url": cells.text("url"),
        "grade": "B",
    }


def _measures(cells: Cells) -> dict[str, pa.Array]:
    rank = cells.number("rank", "rank", required=False)
    minutes = cells.number("minutes_millions", "minutes_viewed", required=False, scale=_MILLION)
    cells.number("episodes", "episodes", required=False)
    for at, cell in enumerate(cells.sheet.columns["rank"]):
        if not cell and not cells.sheet.columns["minutes_millions"][at]:
            cells.refuse(at, "minutes_millions", "a rank or minutes", "neither")
    return {"rank": rank, "minutes_viewed": minutes}


def _kind(cells: Cells) -> pa.Array:
    """Tell series from films, where the list does.

    A single episode may be a film or a series' first week; a blank on the overall list may be either as well.
    """
    kinds = []
    for name, episodes in zip(cells.sheet.columns["list"], cells.sheet.columns["episodes"], strict=True):
        several = bool(episodes) and float(episodes) > 1
        if name.startswith("movies"):
            kinds.append("film")
        elif several or (not episodes and name.startswith(("originals", "acquired"))):
            kinds.append("tv")
        else:
            kinds.append("unknown")
    return pa.array(kinds, pa.string())


def _known_on(first: pa.Array, last: pa.Array, end: pa.Array) -> pa.Array:
    usual = pc.add(end, pa.scalar(_USUAL_LAG, pa.duration("s"))).cast(pa.date32())
    full_day = pc.fill_null(pc.equal(first, last), fill_value=False)
    return pc.if_else(full_day, first, pc.max_element_wise(usual, first))


def _refuse_early(cells: Cells, column: str, published: pa.Array, end: pa.Array) -> None:
    early = pc.indices_nonzero(pc.fill_null(pc.less(published, end), fill_value=False))
    for at in early.to_pylist():
        cells.refuse(at, column, f"a date after the period's end {end[at]}", repr(cells.sheet.columns[column][at]))


def _whole_weeks(cells: Cells, start: pa.Array, end: pa.Array) -> None:
    six_days = pa.scalar(dt.timedelta(days=6), pa.duration("s"))
    monday = pc.equal(pc.day_of_week(start), 0)
    whole = pc.equal(pc.add(start, six_days).cast(pa.date32()), end)
    wrong = pc.indices_nonzero(pc.fill_null(pc.invert(pc.and_(monday, whole)), fill_value=False))
    for at in wrong.to_pylist():
        cells.refuse(at, "week_end", "the Sunday after a Monday week_start", f"{start[at]} to {end[at]}")


def _year_or_half(cell: str) -> dict[str, dt.date]:
    found = _PERIOD.fullmatch(cell)
    if not found:
        raise ValueError(cell)
    year, half = int(found[1]), found[2]
    first = dt.date(year, 7 if half == "H2" else 1, 1)
    return {"first": first, "last": dt.date(year, 6, 30) if half == "H1" else dt.date(year, 12, 31)}


LAYOUTS = (
    Layout(
        _SOURCE,
        PUBLISHER,
        (
            "week_start",
            "week_end",
            "list",
            "rank",
            "title",
            "platform",
            "episodes",
            "minutes_millions",
            "list_complete",
            "publication",
            "publication_date",
            "url",
        ),
        read_weekly,
    ),
    Layout(
        _SOURCE,
        PUBLISHER,
        (
            "period",
            "list",
            "rank",
            "title",
            "platform",
            "episodes",
            "minutes_millions",
            "publication",
            "publication_date",
            "url",
        ),
        read_annual,
    ),
)
"""Headers of the weekly and the yearly compilation."""
