"""The ledger: releases placed on seasons, as they stood on a date.

As of a date means only what had ``known_on`` on or before it. Publishers rewrite their past lists; where several copies
of a figure are at hand, the one that could be read on the date speaks: the latest copy made by then, else the oldest
copy made after it, which stands in for the lost one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pyarrow as pa

from cliffhanger.evidence.labels import note_printings
from cliffhanger.evidence.link import place
from cliffhanger.evidence.premieres import note_premieres
from cliffhanger.store import Store
from cliffhanger.tables import FACT

LISTS = ("global %", "country %", "most popular %", "engagement", "US daily", "Nielsen %")
"""Lists of which one copy is chosen; all other releases are claims, and every claim is kept."""

ON_A_LIST = "(" + " OR ".join(f"r.list_name LIKE '{pattern}'" for pattern in LISTS) + ")"
"""The same as a condition on a release ``r``."""

NEAREST_COPY = "snapshot_on > $as_of, abs(snapshot_on - $as_of), digest"
"""Order of the copies of one list: the latest made by the date first, else the oldest made after it."""

SPEAKING = """
    speaking AS (
        SELECT list_name, geography, period_end, file_id FROM copy
        WHERE (speaks_from IS NULL OR speaks_from <= $as_of) AND (speaks_until IS NULL OR speaks_until > $as_of)
    )
"""
"""Of each ranked list the copy that speaks on the date, taken whole: place by place, two copies could both count."""

IN_SPEAKING = "(s.file_id IS NULL OR s.file_id = r.file_id)"
"""Whether a release stands in the copy that speaks, or is of a list without copies. Needs `FROM_SPEAKING`."""

FROM_SPEAKING = """
    LEFT JOIN speaking s
    ON s.list_name = r.list_name AND s.geography = r.geography AND s.period_end = r.period_end
"""


def place_titles(store: Store) -> int:
    """Place every title of the store on its season, anew from all that is there.

    Parameters
    ----------
    store : Store
        Open for writing; tables copy, season, link, unplaced, premiere and printing are replaced.

    Returns
    -------
    int
        Titles of films, which are never placed.
    """
    _note_copies(store)
    # A label that only a later copy of a list prints was not known when the row was: Netflix rewrites "Season 1" into
    # "Limited Series" once it knows. So a row that is not of the first copy of its list makes its title known only on
    # the day of that copy. The title's period is that of the row which is known first, for the same reason: a spelling
    # that a later copy spreads to earlier weeks was not known to stand there. (A premiere is no period.)
    titles = store.query(
        """
        WITH listed AS (
            SELECT r.title_id, r.measure, r.value, r.known_on, r.period_start, r.snapshot_on,
                   min(r.snapshot_on) OVER (PARTITION BY r.list_name, r.geography, r.period_end) AS first_copy
            FROM release r JOIN file f USING (file_id)
            WHERE f.source = 'netflix_top10' AND r.measure IN ('rank', 'runtime_min')
        ), seen AS (
            SELECT title_id, measure, value, period_start,
                   CASE WHEN snapshot_on > first_copy THEN greatest(known_on, snapshot_on) ELSE known_on END AS known_on
            FROM listed
            UNION ALL
            SELECT r.title_id, r.measure, r.value, r.period_start, r.known_on
            FROM release r JOIN file f USING (file_id) WHERE f.source <> 'netflix_top10'
        ), dated AS (
            SELECT title_id, min(known_on) AS known_on,
                   arg_min_null(period_start, (known_on, period_start)) FILTER (measure <> 'release_date')
                       AS period_start
            FROM seen GROUP BY title_id
        ), runtime AS (
            -- A runtime grows with each batch: only what was known when the title was may tell where it belongs.
            SELECT title_id, arg_min(value, (seen.known_on, value)) AS runtime_min
            FROM seen JOIN dated USING (title_id)
            WHERE measure = 'runtime_min' AND seen.known_on <= dated.known_on GROUP BY title_id
        )
        SELECT t.*, d.known_on, d.period_start, runtime.runtime_min
        FROM title t JOIN dated d USING (title_id) LEFT JOIN runtime USING (title_id)
        ORDER BY title_id
        """
    )
    placement = place(titles, store.get("override"))
    store.replace("season", placement.seasons)
    store.replace("link", placement.links)
    store.replace("unplaced", placement.unplaced)
    note_premieres(store)
    note_printings(store)
    return placement.films


def _note_copies(store: Store) -> None:
    """Note anew which files hold a copy of which ranked list, and from when to when each of them speaks."""
    copies = store.query(
        """
        WITH held AS (
            SELECT r.list_name, r.geography, r.period_end, r.file_id, f.digest, max(r.snapshot_on) AS snapshot_on
            FROM release r JOIN file f USING (file_id)
            WHERE f.source IN ('netflix_top10', 'netflix_daily') AND r.measure = 'rank' AND r.period_end IS NOT NULL
            GROUP BY ALL
        ), of_day AS (
            -- Of two copies of one day one speaks, and the other never.
            SELECT * EXCLUDE (digest), row_number() OVER (
                PARTITION BY list_name, geography, period_end, snapshot_on ORDER BY digest
            ) = 1 AS heard FROM held
        )
        SELECT list_name, geography, period_end, file_id, snapshot_on,
               CASE WHEN NOT heard OR lag(file_id) OVER copies IS NOT NULL THEN snapshot_on END AS speaks_from,
               CASE WHEN heard THEN lead(snapshot_on) OVER copies ELSE snapshot_on END AS speaks_until
        FROM of_day WINDOW copies AS (PARTITION BY list_name, geography, period_end, heard ORDER BY snapshot_on)
        """
    )
    store.replace("copy", copies)


def facts(store: Store, as_of: dt.date, season_ids: Sequence[str], measures: Sequence[str] | None = None) -> pa.Table:
    """What was known by the date about the seasons.

    Parameters
    ----------
    store : Store
        The store.
    as_of : date
        Last day of knowledge.
    season_ids : sequence of str
        Seasons; ``series_id/*`` for what is said of a series as a whole.
    measures : sequence of str, optional
        Only these measures; all by default.

    Returns
    -------
    pyarrow.Table
        Contract FACT, in a fixed order. Of a publisher's list one copy speaks for each period, the publisher's own
        file before the casebook; of claims all are kept.
    """
    columns = ", ".join(c.name for c in FACT.columns)
    return store.query(
        f"""
        WITH {SPEAKING}, known AS (
            SELECT l.season_id, r.* EXCLUDE (file_id, title_id), f.source, f.publisher, f.name AS file, f.digest,
                   t.series_text, t.season_text, t.platform, l.weight,
                   CASE WHEN {ON_A_LIST} THEN '' ELSE concat_ws('|', r.publication, r.url, r.value, r.text, r.note)
                   END AS claim
            FROM release r JOIN link l USING (title_id) JOIN title t USING (title_id) JOIN file f USING (file_id)
            {FROM_SPEAKING}
            WHERE l.season_id IN (SELECT unnest($ids)) AND r.known_on <= $as_of AND l.known_on <= $as_of
              AND {IN_SPEAKING}
              AND ($measures IS NULL OR list_contains($measures, r.measure))
        ), chosen AS (
            SELECT *, rank() OVER (
                PARTITION BY season_id, list_name, measure, geography, period_start, period_end, claim
                ORDER BY source = 'casebook', {NEAREST_COPY}
            ) AS choice FROM known
        )
        SELECT {columns} FROM chosen WHERE choice = 1
        ORDER BY season_id, list_name, measure, geography, period_start, period_end, known_on, digest, sheet, row,
                 value, text
        """,
        {"ids": list(season_ids), "as_of": as_of, "measures": list(measures) if measures else None},
    )


def disagreements(store: Store, as_of: dt.date, season_ids: Sequence[str]) -> pa.Table:
    """Figures of ranked lists for which copies known by the date give different numbers.

    Returns
    -------
    pyarrow.Table
        Columns of the contract FACT and `said`: the copy's number for the season, where it stands on two places of one
        copy their sum. One row per copy and place, the older copies first.
    """
    columns = ", ".join(c.name for c in FACT.columns)
    return store.query(
        f"""
        WITH known AS (
            SELECT l.season_id, r.*, f.source, f.publisher, f.name AS file, f.digest, t.series_text, t.season_text,
                   t.platform, l.weight,
                   CASE r.measure WHEN 'rank' THEN min(r.value) OVER one_copy
                       ELSE sum(r.value) OVER one_copy END AS said
            FROM release r JOIN link l USING (title_id) JOIN title t USING (title_id) JOIN file f USING (file_id)
            JOIN copy c USING (file_id, list_name, geography, period_end)
            WHERE l.season_id IN (SELECT unnest($ids)) AND r.known_on <= $as_of AND l.known_on <= $as_of
              AND c.snapshot_on <= $as_of
              -- A runtime grows with each batch, and a count of weeks is taken back when a list is mended.
              AND r.measure NOT IN ('runtime_min', 'weeks_in_top10')
            WINDOW one_copy AS (PARTITION BY l.season_id, r.file_id, r.list_name, r.measure, r.geography, r.period_end)
        )
        SELECT {columns}, said FROM known
        WINDOW place AS (PARTITION BY season_id, list_name, measure, geography, period_end)
        QUALIFY min(said) OVER place <> max(said) OVER place
        ORDER BY season_id, list_name, measure, geography, period_end, snapshot_on, digest, row
        """,
        {"ids": list(season_ids), "as_of": as_of},
    )
