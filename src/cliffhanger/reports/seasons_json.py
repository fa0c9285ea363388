"""A table of seasons as one JSON document: what `reconstruct` and `forecast` found."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

import pyarrow as pa


def to_json(seasons: pa.Table) -> str:
    """Every season as one JSON document; the keys are the columns of the table."""
    rows = [plain_row(row) for row in seasons.to_pylist()]
    return json.dumps({"seasons": rows}, ensure_ascii=False, indent=1) + "\n"


def plain_row(row: Mapping[str, object]) -> dict[str, object]:
    """A row of a table as JSON takes it: days as YYYY-MM-DD, numbers to four decimals."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return round(value, 4) if isinstance(value, float) else value
