"""Premieres: the one day on which a season came out, where sources give several."""

from __future__ import annotations

from cliffhanger.store import Store

WITNESS = """
    CASE WHEN starts_with(coalesce(r.publication, f.publisher), 'Wikipedia') THEN 'Wikipedia'
         ELSE coalesce(r.publication, f.publisher) END
"""
"""Who speaks in a release ``r`` of a file ``f``: Wikipedia's lists, and what was merged from them, are one witness."""

PREMIERES = """
    premieres AS (
        SELECT season_id, premiere FROM premiere
        WHERE known_from <= $as_of AND (known_until IS NULL OR known_until > $as_of)
    )
"""
"""Common table `premieres` (season_id, premiere): the day that most publishers give; of equally many the one known
first, which for a season in batches is that of the first."""


def note_premieres(store: Store) -> None:
    """Note anew which premiere of each season was known from when; needs the titles to be placed.

    The answer of a date rests on what was said by then alone. It can change only on a day on which something was said
    of the season, so that it is asked for on each of these days once, and not again at every question.
    """
    known = store.query(
        f"""
        WITH said AS (
            SELECT l.season_id, try_cast(r.text AS DATE) AS day, {WITNESS.strip()} AS witness, r.known_on AS printed_on,
                   greatest(r.known_on, l.known_on) AS known_on
            FROM release r JOIN link l USING (title_id) JOIN file f USING (file_id) WHERE r.measure = 'release_date'
        ), asked AS (
            SELECT DISTINCT season_id, known_on AS known_from FROM said
        ), counted AS (
            SELECT a.season_id, a.known_from, day, min(s.printed_on) AS first_on, count(DISTINCT witness) AS said_by
            FROM asked a JOIN said s ON s.season_id = a.season_id AND s.known_on <= a.known_from
            GROUP BY ALL
        )
        SELECT season_id, arg_min(day, (-said_by, first_on, day)) AS premiere, known_from,
               lead(known_from) OVER (PARTITION BY season_id ORDER BY known_from) AS known_until
        FROM counted GROUP BY season_id, known_from ORDER BY season_id, known_from
        """
    )
    store.replace("premiere", known)
