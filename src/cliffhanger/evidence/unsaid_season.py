"""Decisions that a text of the press tells without a season: the latest season out by then, as was known then."""

from __future__ import annotations

WHY = "the text names no season: the latest one out by then"
"""Reason of such a placing, as the ledger and the claims show it."""

WHY_NOT = "the text names no season, and none was known to be out by then"
"""Reason where there is none."""

WORDS = ("renewed", "cancelled", "saved", "wrap-up")
"""Decisions that fall on the latest season. A final season is mostly one to come: unplaced without its number."""

UNSAID = """
    seen_out AS (
        -- A season is out once its premiere is past, or it stands on a list; from the day on which that was known.
        SELECT l.season_id, try_cast(r.text AS DATE) AS day, greatest(r.known_on, l.known_on) AS known_on
        FROM release r JOIN link l USING (title_id)
        WHERE r.measure = 'release_date' AND r.known_on <= $as_of AND l.known_on <= $as_of
        UNION ALL
        SELECT l.season_id, r.period_start AS day, greatest(r.known_on, l.known_on) AS known_on
        FROM release r JOIN link l USING (title_id)
        WHERE r.measure = 'rank' AND r.known_on <= $as_of AND l.known_on <= $as_of
    ), unsaid AS (
        SELECT told.file_id, told."row", arg_max(s.season_id, s.number) AS season_id, max(s.number) AS number
        FROM release told JOIN link whole USING (title_id)
        JOIN season s ON whole.season_id = s.series_id || '/*' JOIN seen_out ON seen_out.season_id = s.season_id
        WHERE told.measure = 'outcome' AND told.list_name = 'press, decisions' AND told.known_on <= $as_of
          AND whole.known_on <= $as_of AND s.kind = 'season' AND s.number IS NOT NULL AND s.known_on <= told.known_on
          AND seen_out.day <= told.known_on AND seen_out.known_on <= told.known_on
        GROUP BY ALL
    )
"""
"""Common tables `seen_out` and `unsaid` (file_id, row, season_id, number): for each decision without a season the
one on which it is placed. Nothing that became known after the text was published may place it."""
