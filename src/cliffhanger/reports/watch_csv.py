"""The watch list as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import fields

from cliffhanger.reports.inert import plain
from cliffhanger.reports.watch_list import Watched

_FORMULA = ("=", "+", "-", "@", "\t")


def to_csv(seasons: Sequence[Watched]) -> str:
    """The seasons as CSV; the heads are the fields of `Watched`, days as YYYY-MM-DD, empty where nothing is known.

    Text that a spreadsheet would take for a formula has an apostrophe before it.

    Parameters
    ----------
    seasons : sequence of Watched
        What is shown, in its order.
    """
    out = io.StringIO()
    names = [field.name for field in fields(Watched)]
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(getattr(one, name)) for name in names] for one in seasons)
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str):
        text = plain(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    if isinstance(value, dt.date):
        return value.isoformat()
    return round(value, 4) if isinstance(value, float) else value
