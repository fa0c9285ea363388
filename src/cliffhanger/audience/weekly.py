"""Weekly lists: where a season stood, and what is known of a week in which it stood on none."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.evidence.ledger import FROM_SPEAKING, IN_SPEAKING, SPEAKING
from cliffhanger.evidence.netflix_calendar import WEEKS_SINCE
from cliffhanger.evidence.premieres import PREMIERES
from cliffhanger.store import Store


def tenth_places(store: Store, as_of: dt.date) -> pa.Table:
    """The last place of each weekly list known by the date: nobody off the list had more.

    Parameters
    ----------
    store : Store
        The store.
    as_of : date
        Last day of knowledge.

    Returns
    -------
    pyarrow.Table
        list_name, period_start, period_end (Sunday), hours_viewed, views (null before 2023-06-18), file, digest, row,
        known_on, snapshot_on, publisher. Of several copies the one that spoke on the date.

    Notes
    -----
    The bound holds in the measure that the list was ranked by: hours to the week of 2023-06-11, views after.
    """
    return store.remember(("tenth_places", as_of), lambda: _tenth_places(store, as_of))


def _tenth_places(store: Store, as_of: dt.date) -> pa.Table:
    return store.query(
        f"""
        WITH {SPEAKING}, line AS (
            SELECT r.list_name, r.period_start, r.period_end, f.name AS file, f.digest, f.publisher, r.row,
                   r.snapshot_on, max(r.known_on) FILTER (r.measure = 'rank') AS known_on,
                   max(r.value) FILTER (r.measure = 'rank') AS rank,
                   max(r.value) FILTER (r.measure = 'hours_viewed') AS hours_viewed,
                   max(r.value) FILTER (r.measure = 'views') AS views
            FROM release r JOIN file f USING (file_id) JOIN speaking USING (list_name, geography, period_end, file_id)
            WHERE r.list_name LIKE 'global TV%' AND r.known_on <= $as_of
            GROUP BY r.list_name, r.period_start, r.period_end, f.name, f.digest, f.publisher, r.row, r.snapshot_on
        )
        SELECT list_name, period_start, period_end, hours_viewed, views, file, digest, row, known_on, snapshot_on,
               publisher
        FROM line WHERE rank = 10
        ORDER BY list_name, period_end
        """,
        {"as_of": as_of},
    )


def newest_list(store: Store, as_of: dt.date) -> dt.date | None:
    """Day on which the newest weekly list known by the date came out; None where there is none."""
    day: dt.date | None = pc.max(tenth_places(store, as_of)["known_on"]).as_py()
    return day


def season_features(store: Store, as_of: dt.date) -> pa.Table:
    """What is compared between seasons: one row a season with a known premiere, from what was known by the date.

    Parameters
    ----------
    store : Store
        The store.
    as_of : date
        Last day of knowledge.

    Returns
    -------
    pyarrow.Table
        season_id, series_id, series, number, label, unit (season, part, special), premiere (date or null), list_name
        (of the weekly global list, or null), hours_4_weeks (hours on the list in the four weeks from the premiere's,
        null when off it), weeks_4 (how many of these it was on the list), week2_ratio (hours of the second week over
        the first), runtime_min, kind, language, spoken (English or another language), platform, lists_known (whether
        the weekly lists cover its premiere).

    Notes
    -----
    Words such as kind and language are the first that any source gave; hours are those of the copy that spoke on the
    date.
    """
    return store.remember(("season_features", as_of), lambda: _season_features(store, as_of))


def _season_features(store: Store, as_of: dt.date) -> pa.Table:
    return store.query(
        f"""
        WITH {SPEAKING}, {PREMIERES}, known AS (
            SELECT l.season_id, r.measure, r.value, r.text, r.list_name, r.period_end, r.known_on, r.file_id, t.platform
            FROM release r JOIN link l USING (title_id) JOIN title t USING (title_id) {FROM_SPEAKING}
            WHERE {IN_SPEAKING} AND r.known_on <= $as_of AND l.known_on <= $as_of
              AND (r.list_name LIKE 'global TV%' AND r.measure = 'hours_viewed'
                   OR r.list_name IN ('engagement', 'catalogue') AND r.measure = 'runtime_min'
                   OR r.measure IN ('release_date', 'kind', 'language'))
        ), week AS (
            -- Two parts of a season side by side on one list are added, as the dossier does.
            SELECT season_id, list_name, period_end, sum(value) AS value FROM known WHERE measure = 'hours_viewed'
            GROUP BY season_id, list_name, period_end
        ), word AS (
            SELECT season_id, any_value(premiere) AS premiere,
                   median(value) FILTER (measure = 'runtime_min') AS runtime_min,
                   arg_min(text, (known_on, text)) FILTER (measure = 'kind') AS kind,
                   arg_min(text, (known_on, text)) FILTER (measure = 'language') AS language,
                   min(platform) FILTER (platform <> '*') AS platform
            FROM known LEFT JOIN premieres USING (season_id) GROUP BY season_id
        ), placed AS (
            -- Since the premiere: an older season that returns to the list with its sequel is not compared by that.
            -- Where no premiere is printed (licensed titles), the first week on the list stands in for it.
            SELECT week.*, (period_end - coalesce(premiere, min(period_end) OVER (PARTITION BY season_id))) // 7 AS nth
            FROM week LEFT JOIN word USING (season_id)
        ), path AS (
            SELECT season_id, min(list_name) AS list_name,
                   sum(value) FILTER (nth BETWEEN 0 AND 3) AS hours_4_weeks,
                   count(*) FILTER (nth BETWEEN 0 AND 3) AS weeks_4,
                   max(value) FILTER (nth = 1) / max(value) FILTER (nth = 0) AS week2_ratio
            FROM placed GROUP BY season_id
        )
        SELECT s.season_id, s.series_id, s.series, s.number, s.label, s.kind AS unit, word.premiere, path.list_name,
               path.hours_4_weeks, path.weeks_4, path.week2_ratio, word.runtime_min,
               coalesce(word.kind, whole.kind) AS kind, coalesce(word.language, whole.language) AS language,
               -- The list says only English or not; both must be held apart from 'unknown'.
               CASE WHEN path.list_name LIKE '%(English)' THEN 'English'
                    WHEN path.list_name IS NOT NULL THEN 'another language than English'
                    WHEN coalesce(word.language, whole.language) IN ('English', 'en') THEN 'English'
                    WHEN coalesce(word.language, whole.language) IS NOT NULL THEN 'another language than English'
                    END AS spoken,
               word.platform,
               coalesce(word.platform = 'Netflix' AND word.premiere >= $weeks_since, false) AS lists_known
        FROM season s LEFT JOIN word USING (season_id) LEFT JOIN path USING (season_id)
        LEFT JOIN word whole ON whole.season_id = s.series_id || '/*'
        WHERE s.known_on <= $as_of AND s.kind <> 'series'
          AND (word.premiere IS NOT NULL OR path.hours_4_weeks IS NOT NULL) ORDER BY s.season_id
        """,
        {"as_of": as_of, "weeks_since": WEEKS_SINCE},
    )
