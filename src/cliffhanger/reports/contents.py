"""What is in a store: its files by publisher, how fresh they are, what was not placed, and what was run on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cliffhanger.store import Store

SHOWN_UNPLACED = 200
"""How many titles that were not placed are listed, those with most figures first."""

SHOWN_RUNS = 12


@dataclass(frozen=True)
class SourceHeld:
    """All files of one reader and publisher."""

    source: str
    publisher: str
    files: int
    releases: int
    first_known_on: dt.date | None
    last_known_on: dt.date | None
    """Day from which its latest figure could be known."""
    copy_of: dt.date
    """Day of the latest copy."""
    gathered_on: dt.date
    titles: int
    unplaced: int


@dataclass(frozen=True)
class Unplaced:
    """A title as printed that could not be placed."""

    title: str
    source: str
    platform: str
    figures: int
    reason: str
    candidates: str | None


@dataclass(frozen=True)
class Run:
    """One run of a verb that wrote to the store."""

    verb: str
    as_of: dt.date | None
    rows: int
    ended_at: dt.datetime
    version: str


@dataclass(frozen=True)
class Contents:
    """What is in a store."""

    sources: tuple[SourceHeld, ...]
    seasons: int
    series: int
    releases: int
    titles: int
    placed: int
    unplaced: int
    listed: tuple[Unplaced, ...]
    """Titles that were not placed: at most 200."""
    runs: tuple[Run, ...]
    """The latest first."""


def contents(store: Store) -> Contents:
    """What is in a store now, whatever the date asked about.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    """
    held = store.query(
        """
        WITH figures AS (
            SELECT file_id, count(*) AS n, min(known_on) AS first, max(known_on) AS last FROM release GROUP BY file_id
        ), named AS (
            SELECT t.source, count(*) AS titles, count(u.title_id) AS unplaced
            FROM title t LEFT JOIN unplaced u USING (title_id) GROUP BY t.source
        )
        SELECT f.source, f.publisher, count(*) AS files, coalesce(sum(n), 0)::BIGINT AS releases,
               min(first) AS first_known_on, max(last) AS last_known_on, max(snapshot_on) AS copy_of,
               max(retrieved_at)::DATE AS gathered_on, coalesce(any_value(titles), 0) AS titles,
               coalesce(any_value(unplaced), 0) AS unplaced
        FROM file f LEFT JOIN figures USING (file_id) LEFT JOIN named USING (source)
        GROUP BY f.source, f.publisher ORDER BY releases DESC, f.source, f.publisher
        """
    ).to_pylist()
    counts = store.query(
        """
        SELECT (SELECT count(*) FROM season WHERE kind <> 'series') AS seasons,
               (SELECT count(DISTINCT series_id) FROM season) AS series,
               (SELECT count(*) FROM release) AS releases, (SELECT count(*) FROM title) AS titles,
               (SELECT count(*) FROM link) AS placed, (SELECT count(*) FROM unplaced) AS unplaced
        """
    ).to_pylist()[0]
    listed = store.query(
        """
        SELECT t.series_text || CASE WHEN t.season_text IS NULL THEN '' ELSE ' / ' || t.season_text END AS title,
               t.source, t.platform, count(r.title_id) AS figures, u.reason, u.candidates
        FROM unplaced u JOIN title t USING (title_id) LEFT JOIN release r USING (title_id)
        GROUP BY t.title_id, t.series_text, t.season_text, t.source, t.platform, u.reason, u.candidates
        ORDER BY figures DESC, title, t.source LIMIT $most
        """,
        {"most": SHOWN_UNPLACED},
    ).to_pylist()
    runs = store.query(
        "SELECT verb, as_of, rows, ended_at, version FROM run ORDER BY run_id DESC LIMIT $most", {"most": SHOWN_RUNS}
    ).to_pylist()
    return Contents(
        sources=tuple(SourceHeld(**row) for row in held),
        listed=tuple(Unplaced(**row) for row in listed),
        runs=tuple(Run(**row) for row in runs),
        **counts,
    )
