"""Your own outcomes: what happened to seasons, as far as you know it, with who says so and since when.

Publisher
    Whoever keeps the file; nothing of it is shipped.
Period
    Any.
Known faults
    It is trusted above all other sources, so a slip in it is believed. A row that was gathered stays in the store: it
    is mended by a row of a later day, or by one of the same day in a file gathered later.
"""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.measures import OUTCOMES
from cliffhanger.sources.cells import Cells, finish, printed
from cliffhanger.sources.files import SourceFile
from cliffhanger.sources.layouts import Layout

SOURCE = "my_outcomes"
"""Name of the source; `evidence.claims.TRUST` puts it first."""

SURE = ("reported", "listed", "inferred")
"""Grades that a row may carry; 'reported' where it has none."""

_ADVICE = "Correct the rows named; docs/layouts.md says what each column holds."


def read_my_outcomes(file: SourceFile) -> pa.Table:
    """Read outcomes that a person has collected.

    The outcome stands on the season that it names, which is the one decided upon: 'renewed' beside season 1 says that
    season 2 was ordered.

    Parameters
    ----------
    file : SourceFile
        CSV with the columns series, platform, season, outcome, known_on and publication; happened_on, url, grade and
        note may be there too.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: outcome; the period is the day, month or year in which it happened. It counts as known on
        `known_on`, or on the last day of that month or year.

    Raises
    ------
    SourceError
        With every cell that does not fit, every row that stands twice, everything known before it happened, and
        everything known only in days to come.
    """
    cells = Cells(file, file.sheets[0])
    optional = {name: cells.text(name) for name in ("url", "note") if cells.has(name)}
    start, end = _span(cells, "happened_on") if cells.has("happened_on") else (None, None)
    first_known, known = cells.span("known_on")
    about = {
        "series_text": cells.text("series", required=True),
        "season_text": cells.convert("season", pa.string(), _season, "a season number from 1 to 99"),
        "platform": cells.text("platform", required=True),
        "hint_kind": "tv",
        "list_name": "my outcomes",
        "geography": "world",
        "text": cells.one_of("outcome", OUTCOMES),
        "publication": cells.text("publication", required=True),
        "grade": _grade(cells),
        **optional,
    }
    if "url" in optional:
        _addresses(cells, optional["url"])
    _in_order(cells, start, first_known, known)
    cells.unique(*(c for c in ("series", "platform", "season", "outcome", "known_on", "publication")))
    finish(file, cells, advice=_ADVICE)
    return printed(
        cells,
        "outcome",
        **about,
        period_start=start,
        # Of what happened in a month and was known within it, the rest of the month is out.
        period_end=pc.min_element_wise(end, known, skip_nulls=False) if end is not None else None,
        known_on=known,
        snapshot_on=pc.max(known).as_py(),
    )


def _span(cells: Cells, column: str) -> tuple[pa.Array, pa.Array]:
    return cells.span(column, required=False)


def _season(cell: str) -> str:
    if not cell.isascii() or not cell.isdigit() or not 1 <= int(cell) <= 99:
        raise ValueError(cell)
    return f"Season {int(cell)}"


def _grade(cells: Cells) -> pa.Array | str:
    if not cells.has("grade"):
        return SURE[0]
    words = {word: word for word in SURE}
    given = cells.convert("grade", pa.string(), words.__getitem__, "one of " + ", ".join(SURE), required=False)
    return pc.fill_null(given, SURE[0])


def _addresses(cells: Cells, urls: pa.Array) -> None:
    for at, url in enumerate(urls.to_pylist()):
        if url is not None and not url.startswith(("http://", "https://")):
            cells.refuse(at, "url", "an address that starts with https://", repr(url))


def _in_order(cells: Cells, start: pa.Array | None, first_known: pa.Array, known: pa.Array) -> None:
    """Refuse what was known before it happened, and what nobody can know yet."""
    today = dt.date.today()
    for at, (begun, known_from, day) in enumerate(
        zip(
            start.to_pylist() if start is not None else [None] * len(cells),
            first_known.to_pylist(),
            known.to_pylist(),
            strict=True,
        )
    ):
        if known_from is not None and known_from > today:
            cells.refuse(at, "known_on", f"a day that has come, {today} at the latest", str(known_from))
        elif begun is not None and day is not None and day < begun:
            cells.refuse(at, "known_on", f"a day not before it happened, {begun}", str(day))


LAYOUTS = (
    Layout(
        SOURCE,
        "you",
        ("series", "platform", "season", "outcome", "known_on", "publication"),
        read_my_outcomes,
    ),
)
"""The header of a file of your own outcomes: the columns that must be there."""
