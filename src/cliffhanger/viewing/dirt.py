"""Dirty rows of each kind for simulated logs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from cliffhanger.viewing.definitions import DAY

KINDS = (
    "duplicate",
    "no time",
    "absurd time",
    "unknown season",
    "unknown episode",
    "before the premiere",
    "incomplete",
    "overlap",
    "late",
)
"""Kinds of dirty rows that can be made; their meaning is in `definitions.RULES`."""

_YEAR = 365 * DAY * 10**6


def soil(
    piece: pa.Table, delivered: np.ndarray, share: float, rng: np.random.Generator, counts: dict[str, int]
) -> tuple[pa.Table, np.ndarray]:
    """Add dirty rows of each kind, or make rows late.

    Parameters
    ----------
    piece : pyarrow.Table
        Clean rows.
    delivered : ndarray
        Day since 1970 on which each was delivered.
    share : float
        Dirty rows of each kind as a share of the clean ones.
    rng : Generator
        What is drawn from.
    counts : dict
        Rows by kind; added to.

    Returns
    -------
    tuple
        The rows in the order of the clean ones first, and their days.
    """
    number = max(1, round(piece.num_rows * share))
    tables, days = [piece], [delivered.copy()]
    for kind in KINDS:
        at = rng.integers(0, piece.num_rows, number)
        counts[kind] += number
        if kind == "late":
            late = np.unique(at)
            days[0][late] += rng.integers(1, 6, late.size)
            counts[kind] += late.size - number
            continue
        tables.append(_spoilt(piece.take(pa.array(at)), kind, rng))
        days.append(delivered[at])
    return pa.concat_tables(tables).combine_chunks(), np.concatenate(days)


def _spoilt(rows: pa.Table, kind: str, rng: np.random.Generator) -> pa.Table:
    def put(name: str, values: np.ndarray) -> pa.Table:
        place = rows.column_names.index(name)
        return rows.set_column(place, name, pa.array(values).cast(rows.schema.field(name).type))

    n = rows.num_rows
    micro = rows["started_at"].cast(pa.int64()).to_numpy()
    spoils: dict[str, Callable[[], pa.Table]] = {
        "no time": lambda: put("seconds", -rng.integers(0, 500, n)),
        "absurd time": lambda: put("seconds", DAY + rng.integers(1, 10**6, n)),
        "unknown season": lambda: put("season_id", rng.integers(900_000, 900_100, n)),
        "unknown episode": lambda: put("episode", rng.integers(90, 99, n)),
        "before the premiere": lambda: put("started_at", micro - 3 * _YEAR),
        "overlap": lambda: put("started_at", micro + 10**6),
    }
    if kind == "incomplete":
        place = rows.column_names.index("seconds")
        return rows.set_column(place, "seconds", pa.nulls(n, rows.schema.field("seconds").type))
    return spoils[kind]() if kind in spoils else rows
