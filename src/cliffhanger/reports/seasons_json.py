"""A table of seasons as one JSON document: what `reconstruct` and `forecast` found."""

from __future__ import annotations

import datetime as dt
import json

import pyarrow as pa


def to_json(seasons: pa.Table) -> str:
    """Every season as one JSON document; the keys are the columns of the table."""
    rows = [{name: _plain(value) for name, value in row.items()} for row in seasons.to_pylist()]
    return json.dumps({"seasons": rows}, ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return round(value, 4) if isinstance(value, float) else value
