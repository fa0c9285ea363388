"""Absence: a list of all that goes on, and who is no longer on it."""

from __future__ import annotations

FULL_LIST = "Wikipedia, current"
"""The list that names all current and upcoming originals of a platform."""

PLATFORM = "Netflix"
"""Its platform."""

ABSENCE = f"""
    full_list AS (
        SELECT DISTINCT snapshot_on AS day FROM release WHERE list_name = '{FULL_LIST}' AND snapshot_on <= $as_of
    ), current_then AS (
        SELECT DISTINCT r.snapshot_on AS day, split_part(l.season_id, '/', 1) AS series_id
        FROM release r JOIN link l USING (title_id)
        WHERE r.list_name LIKE '{FULL_LIST}%' AND l.known_on <= $as_of
    ), original AS (
        -- Lists of originals tell the kind; what is licensed is on no such list, and need not be on this one.
        SELECT split_part(l.season_id, '/', 1) AS series_id, min(greatest(r.known_on, l.known_on)) AS known_on
        FROM release r JOIN link l USING (title_id) JOIN title t USING (title_id) JOIN file f USING (file_id)
        WHERE r.measure = 'kind' AND r.text IN ('scripted', 'animation') AND t.platform = '{PLATFORM}'
          AND f.source IN ('wikipedia', 'outcomes') AND l.known_on <= $as_of
        GROUP BY ALL
    ), absent AS MATERIALIZED (
        -- The last season that was out on the day of the list.
        SELECT c.series_id, arg_max(c.season_id, (c.day, c.number)) AS season_id, d.day AS known_on
        FROM came_out c JOIN original o ON o.series_id = c.series_id, full_list d
        WHERE c.day <= d.day AND o.known_on <= d.day
        GROUP BY c.series_id, d.day
        HAVING (d.day, c.series_id) NOT IN (SELECT (day, series_id) FROM current_then)
    )
"""
"""Common table `absent` (season_id, known_on) over `came_out`: of each original of the platform that a list of all
current ones leaves out, the last season that was out. Of 165 undecided seasons left out in March 2025 one had another
season by July, which another broadcaster had made."""
