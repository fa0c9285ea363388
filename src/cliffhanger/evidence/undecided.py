"""Series of which nothing is decided yet: those worth asking a catalogue about."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from cliffhanger.evidence.outcomes import decided_seasons
from cliffhanger.evidence.premieres import PREMIERES
from cliffhanger.measures import LIMBO_MONTHS
from cliffhanger.store import Store


def undecided_series(store: Store, as_of: dt.date) -> pa.Table:
    """Series whose latest season has no outcome by the date and is not in limbo yet (`measures.LIMBO_MONTHS`).

    Parameters
    ----------
    store : Store
        The store.
    as_of : date
        Last day of knowledge.

    Returns
    -------
    pyarrow.Table
        series_id and series (its name), latest premiere first.

    Examples
    --------
    >>> from cliffhanger import open_store
    >>> with open_store(":memory:") as store:
    ...     undecided_series(store, dt.date(2026, 1, 1)).num_rows
    0
    """
    return store.query(
        f"""
        WITH {PREMIERES}, latest AS (
            SELECT s.series_id, any_value(s.series) AS series, max(premiere) AS day,
                   arg_max(s.season_id, (premiere, coalesce(s.number, 0))) AS season_id
            FROM season s JOIN premieres USING (season_id)
            WHERE s.kind IN ('season', 'part') AND s.known_on <= $as_of AND premiere <= $as_of
            GROUP BY s.series_id
        )
        SELECT series_id, series FROM latest ANTI JOIN decided USING (season_id)
        WHERE day > $as_of - to_months({LIMBO_MONTHS})
        ORDER BY day DESC, series_id
        """,
        {"as_of": as_of},
        decided=decided_seasons(store, as_of),
    )
