"""A person's verdicts on titles: it is that season, or it is no series at all.

Publisher
    Whoever keeps the file; nothing of it is shipped.
Period
    Holds until a file gathered later says otherwise; a verdict stands above every rule of linking.
Known faults
    A title is met by its spelling: one that a publisher respells needs a verdict of its own.
"""

from __future__ import annotations

import pyarrow as pa

from cliffhanger.sources.cells import Cells, finish
from cliffhanger.sources.files import SourceFile
from cliffhanger.sources.layouts import Layout
from cliffhanger.tables import OVERRIDE


def read_overrides(file: SourceFile) -> pa.Table:
    """Read verdicts on titles.

    Parameters
    ----------
    file : SourceFile
        CSV with the columns series_text, season_text, platform ('*' for any), series, number, verdict ('is', 'no'
        or 'withdrawn'), reason.

    Returns
    -------
    pyarrow.Table
        Contract OVERRIDE, not PRINTED.

    Raises
    ------
    SourceError
        With every cell that does not fit, every title judged twice, every 'is' without a series, and every other
        verdict with one.
    """
    cells = Cells(file, file.sheets[0])
    columns = {
        "series_text": cells.text("series_text", required=True),
        # Empty is a value here: the title as printed has no season.
        "season_text": cells.text("season_text", empty=()),
        "platform": cells.text("platform", required=True),
        "series": cells.text("series"),
        "number": cells.convert("number", pa.int64(), _number, "a season number", required=False),
        "verdict": cells.one_of("verdict", ("is", "no", "withdrawn")),
        "reason": cells.text("reason", required=True),
    }
    cells.unique("series_text", "season_text", "platform")
    named = ("verdict", "series", "number")
    for at, (verdict, series, number) in enumerate(zip(*(cells.sheet.columns[c] for c in named), strict=True)):
        if verdict == "is" and not series:
            cells.refuse(at, "series", "the series that it is", "nothing")
        elif verdict in ("no", "withdrawn") and (series or number):
            cells.refuse(at, "series" if series else "number", f"nothing beside {verdict!r}", repr(series or number))
    finish(file, cells)
    return pa.table(columns, schema=OVERRIDE.schema)


def _number(cell: str) -> int:
    if not cell.isascii() or not cell.isdigit() or len(cell) > 3:
        raise ValueError(cell)
    return int(cell)


LAYOUTS = (
    Layout(
        "link_overrides",
        "you",
        ("series_text", "season_text", "platform", "series", "number", "verdict", "reason"),
        read_overrides,
    ),
)
"""The header of a file of verdicts; what it gives is of contract OVERRIDE."""
