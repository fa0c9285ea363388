"""Looks: since when nobody has looked whether a season was renewed."""

from __future__ import annotations

import datetime as dt

from cliffhanger.evidence.absence import FULL_LIST
from cliffhanger.store import Store


def last_looks(store: Store, as_of: dt.date) -> dict[str, dt.date]:
    """Last day on which a source that tells renewed from pending called a season pending.

    Only Wikipedia's list of current originals and your own outcomes do: 'Continuing' in that of 2022 covers renewed,
    airing and awaited alike.

    Parameters
    ----------
    store : Store
        The store.
    as_of : date
        Last day of knowledge.

    Returns
    -------
    dict
        Day by season_id; a season at which nobody looked is not in it.
    """
    rows = store.query(
        f"""
        SELECT l.season_id, max(r.known_on) AS day
        FROM release r JOIN link l USING (title_id) JOIN file f USING (file_id)
        WHERE r.measure = 'outcome' AND r.text = 'pending' AND r.known_on <= $as_of AND l.known_on <= $as_of
          AND (r.list_name LIKE '{FULL_LIST}%' OR f.source = 'my_outcomes')
        GROUP BY l.season_id
        """,
        {"as_of": as_of},
    )
    return dict(zip(rows["season_id"].to_pylist(), rows["day"].to_pylist(), strict=True))
