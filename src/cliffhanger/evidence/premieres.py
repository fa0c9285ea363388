"""Premieres: the one day on which a season came out, where sources give several."""

from __future__ import annotations

WITNESS = """
    CASE WHEN starts_with(coalesce(r.publication, f.publisher), 'Wikipedia') THEN 'Wikipedia'
         ELSE coalesce(r.publication, f.publisher) END
"""
"""Who speaks in a release ``r`` of a file ``f``: Wikipedia's lists, and what was merged from them, are one witness."""

PREMIERES = f"""
    premieres AS (
        SELECT season_id, arg_min(day, (-said_by, known_on, day)) AS premiere
        FROM (
            SELECT l.season_id, try_cast(r.text AS DATE) AS day, min(r.known_on) AS known_on,
                   count(DISTINCT {WITNESS.strip()}) AS said_by
            FROM release r JOIN link l USING (title_id) JOIN file f USING (file_id)
            WHERE r.measure = 'release_date' AND r.known_on <= $as_of AND l.known_on <= $as_of
            GROUP BY ALL
        )
        GROUP BY season_id
    )
"""
"""Common table `premieres` (season_id, premiere): the day that most publishers give; of equally many the one known
first, which for a season in batches is that of the first."""
