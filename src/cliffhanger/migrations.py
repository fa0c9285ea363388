"""The steps that lead from an empty file to the present schema of the store."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa

from cliffhanger.tables import STORED

Run = Callable[[str], object]
"""Runs one statement on the store."""

_SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
    pa.timestamp("us", "UTC"): "TIMESTAMPTZ",
}


def _create_all(run: Run) -> None:
    """Create the tables that are not there, by their contracts."""
    for contract in STORED:
        columns = ", ".join(
            f'"{c.name}" {_SQL_TYPES[c.type]}' + (" NOT NULL" if c.required else "") for c in contract.columns
        )
        run(f'CREATE TABLE IF NOT EXISTS "{contract.name}" ({columns})')


def _add_copies(run: Run) -> None:
    """Note which file holds a copy of which ranked list."""
    _create_all(run)
    # Spelled out: a step may not change with the code that came after it.
    run(
        """
        INSERT INTO copy SELECT r.list_name, r.geography, r.period_end, r.file_id, max(r.snapshot_on)
        FROM release r JOIN file f USING (file_id)
        WHERE f.source IN ('netflix_top10', 'netflix_daily') AND r.measure = 'rank' AND r.period_end IS NOT NULL
        GROUP BY ALL
        """
    )


def _reconstructed_anew(run: Run) -> None:
    """Make the tables of the reconstruction anew: their columns have changed, and `reconstruct` fills them again."""
    for table in ("reconstructed_season", "reconstructed_week"):
        run(f"DROP TABLE IF EXISTS {table}")
    _create_all(run)


MIGRATIONS: tuple[Callable[[Run], None], ...] = (
    _create_all, _add_copies, _create_all, _create_all, _reconstructed_anew, _reconstructed_anew, _create_all,
    _create_all,
)  # fmt: skip
"""The steps in order; the number of steps done is the schema's version."""
