"""The verb `claims`: what texts of the press claim of a series, each claim with the sentence that says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pyarrow as pa

from cliffhanger.errors import TitleError
from cliffhanger.evidence.choice import known_seasons
from cliffhanger.evidence.lookup import find_series, nearest_series
from cliffhanger.evidence.titles import series_key
from cliffhanger.evidence.unsaid_season import UNSAID, WHY_NOT, WORDS
from cliffhanger.press_tables import SAID
from cliffhanger.store import Store

_SAID = f"""
    WITH {UNSAID.strip()}
    SELECT p.*, coalesce(unsaid.season_id, l.season_id) AS season_id,
           CASE WHEN u.reason IS NOT NULL THEN u.reason WHEN l.season_id IS NULL THEN 'not placed'
                WHEN unsaid.season_id IS NULL AND p.kind = 'decision' AND p.season IS NULL AND p.standing = 'stated'
                     AND p.word IN {WORDS} AND ends_with(l.season_id, '/*') THEN '{WHY_NOT}' END AS why_not_placed,
           u.candidates, coalesce(d.publisher, f.publisher) AS publication, d.title, d.url, d.published_on,
           CASE WHEN d.published_on IS NULL THEN 'yes' ELSE 'no' END AS undated, f.name AS file, f.digest
    FROM press_claim p
    JOIN release r ON r.file_id = p.file_id AND r."row" = p.claim AND r.list_name = 'press' AND r.measure = 'claim'
    JOIN document d ON d.file_id = p.file_id JOIN file f ON f.file_id = p.file_id
    LEFT JOIN link l ON l.title_id = r.title_id AND l.known_on <= $as_of
    LEFT JOIN unplaced u ON u.title_id = r.title_id
    LEFT JOIN unsaid ON unsaid.file_id = p.file_id AND unsaid."row" = p.claim AND p.kind = 'decision'
                     AND p.season IS NULL
    WHERE p.known_on <= $as_of
"""


def claims(store: Store, series: str | None = None, *, as_of: dt.date | None = None) -> pa.Table:
    """What texts of the press claim of one series, or of any that could not be placed.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    series : str, optional
        Name of the series; without one, the claims whose series or season the store does not know.
    as_of : date, optional
        Last day of knowledge; today by default.

    Returns
    -------
    pyarrow.Table
        Contract SAID, oldest first, in the order of each text. Those that are not placed are among them where the text
        writes the name that was asked for. A decision without a season is on the latest one that was known to be out.

    Raises
    ------
    TitleError
        If neither the store nor a text knows a series of that name by the date.

    Examples
    --------
    >>> from cliffhanger import open_store
    >>> with open_store(":memory:") as store:
    ...     claims(store).num_rows
    0
    """
    day = as_of or dt.date.today()
    rows = store.query(f"{_SAID} ORDER BY p.known_on, p.file_id, p.claim", {"as_of": day}).to_pylist()
    if series is None:
        return _table([row for row in rows if row["why_not_placed"]])
    seasons = store.query("SELECT * FROM season WHERE known_on <= $as_of ORDER BY season_id", {"as_of": day})
    ids, key = set(find_series(series, seasons)), series_key(series)
    found = [
        row
        for row in rows
        if (str(row["season_id"]).split("/")[0] in ids if row["season_id"] else series_key(row["series_text"]) == key)
    ]
    if not found and not ids:
        raise TitleError(
            series, nearest_series(series, known_seasons(store, day)), "No text of the press names it either."
        )
    return _table(found)


def _table(rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist([{name: row[name] for name in SAID.schema.names} for row in rows], schema=SAID.schema)


def claims_on(store: Store, season_ids: Sequence[str], as_of: dt.date) -> pa.Table:
    """What texts of the press claim of seasons, by the contract SAID; ``series_id/*`` for a series as a whole."""
    rows = store.query(
        f"{_SAID} AND coalesce(unsaid.season_id, l.season_id) IN (SELECT unnest($ids)) "
        "ORDER BY p.known_on, p.file_id, p.claim",
        {"as_of": as_of, "ids": list(season_ids)},
    )
    return _table(rows.to_pylist())
