"""The panel: one row a season and horizon, with what the public could know so many days after the premiere.

Every figure is one whose `known_on` lies on or before the day of the question, the premiere plus the horizon. Of a list
of which several copies are at hand the one made first speaks: later ones are corrected. Traits that do not change
(kind, language, genre) count from the premiere on. What is not in the panel, because it is known only afterwards or
tells how the list was compiled: episodes and seasons of the whole series, years of an end, ratings without a day,
the list on which a title was found.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

import pyarrow as pa

from cliffhanger.evidence.outcomes import outcomes
from cliffhanger.evidence.premieres import PREMIERES
from cliffhanger.forecast_tables import PANEL
from cliffhanger.store import Store

AGES = (7, 14, 28, 45, 91)
"""Horizons: days after the premiere."""

OFF_THE_LIST = 0.4
"""A season off the list is taken to have so much of the tenth place's hours."""

COMPLETE_UNTIL = dt.date(2024, 1, 1)
"""Premieres up to which the lists at hand name the kind of every series, whatever became of it. Of later ones they name
it for those alone that were still running: who is missing was dropped, so that nothing is taught by them or scored."""

_NOTED = {
    "trait": """
        SELECT l.season_id, r.measure, r.text, r.list_name, min(greatest(r.known_on, l.known_on)) AS known_on
        FROM release r JOIN link l USING (title_id) JOIN file f USING (file_id)
        WHERE r.measure IN ('kind', 'language', 'genre') AND f.source NOT IN ('tmdb', 'imdb') GROUP BY ALL
    """,
    "place": """
        SELECT l.season_id, r.list_name, r.period_start, r.period_end, r.row,
               greatest(max(r.known_on), max(l.known_on)) AS known_on,
               max(r.value) FILTER (r.measure = 'rank') AS rank,
               max(r.value) FILTER (r.measure = 'hours_viewed') AS hours,
               max(r.value) FILTER (r.measure = 'views') AS views,
               max(r.value) FILTER (r.measure = 'runtime_min') AS runtime_min
        FROM release r JOIN copy c USING (list_name, geography, period_end, file_id) JOIN link l USING (title_id)
        WHERE c.speaks_from IS NULL AND r.list_name LIKE 'global TV%' GROUP BY ALL
    """,
    "abroad": """
        SELECT l.season_id, r.period_end, greatest(max(r.known_on), max(l.known_on)) AS known_on,
               count(DISTINCT r.geography) AS n
        FROM release r JOIN copy c USING (list_name, geography, period_end, file_id) JOIN link l USING (title_id)
        WHERE c.speaks_from IS NULL AND r.list_name = 'country TV' GROUP BY ALL
    """,
    "tenth": """
        SELECT r.list_name, r.period_end, min(r.value) AS hours, max(r.known_on) AS known_on
        FROM release r JOIN copy c USING (list_name, geography, period_end, file_id)
        WHERE c.speaks_from IS NULL AND r.list_name LIKE 'global TV%' AND r.measure = 'hours_viewed' GROUP BY ALL
    """,
    "figure": """
        SELECT l.season_id, r.measure, r.value, r.text, greatest(r.known_on, l.known_on) AS known_on
        FROM release r JOIN link l USING (title_id) JOIN file f USING (file_id)
        WHERE r.measure IN ('episodes', 'cost_per_episode_usd', 'share_completed', 'critics_pct', 'audience_pct',
                            'ownership')
          AND f.source NOT IN ('tmdb', 'imdb')
    """,
    "half": """
        SELECT l.season_id, r.period_end, max(greatest(r.known_on, l.known_on)) AS known_on, sum(r.value) AS hours
        FROM release r JOIN link l USING (title_id)
        WHERE r.list_name = 'engagement' AND r.measure = 'hours_viewed' GROUP BY l.season_id, r.period_end, r.file_id
    """,
}
"""What is asked of the store for every day alike: each row has the day from which it was known. Of a list of which
several copies are at hand the one made first speaks."""

_TRAITS = f"""
    word AS (
        -- Of the season itself, else of the series as a whole; what was said first.
        SELECT a.season_id, a.age_days, t.measure,
               arg_min(t.text, (t.season_id <> a.season_id, t.known_on, t.text)) AS first,
               string_agg(DISTINCT t.text, '; ' ORDER BY t.text) AS every
        FROM asked a JOIN trait t ON t.season_id IN (a.season_id, a.series_id || '/*') AND t.known_on <= a.asked_on
        -- A list of ended or of current series has the genres of those alone: that it knows one tells what became of a
        -- season. The list of 2022 names all; of what premiered since the last one speaks, where nothing is scored.
        WHERE t.measure <> 'genre' OR t.list_name NOT IN ('Wikipedia, ended', 'Wikipedia, current', 'outcomes')
           OR t.list_name = 'Wikipedia, current' AND a.premiere >= DATE '{COMPLETE_UNTIL}'
        GROUP BY ALL
    ), named AS (
        SELECT season_id, age_days, any_value(first) FILTER (measure = 'kind') AS kind,
               any_value(first) FILTER (measure = 'language') AS language,
               any_value(every) FILTER (measure = 'genre') AS genre
        FROM word GROUP BY ALL
    ), spoken AS (
        SELECT a.season_id, a.age_days,
               CASE WHEN n.language IN ('English', 'en') THEN 'English' WHEN n.language IS NOT NULL THEN 'other'
                    WHEN l.list_name LIKE '%(English)' THEN 'English' WHEN l.list_name IS NOT NULL THEN 'other'
                    END AS spoken
        FROM asked a LEFT JOIN named n USING (season_id, age_days) LEFT JOIN listed l USING (season_id, age_days)
    )
"""

_LISTS = """
    week AS (
        SELECT p.season_id, p.list_name, p.period_start, p.period_end,
               (p.period_end - b.premiere) // 7 AS nth, max(p.known_on) AS known_on, min(p.rank) AS rank,
               sum(p.hours) AS hours, sum(p.views) AS views, max(p.runtime_min) AS runtime_min
        FROM place p JOIN born b USING (season_id)
        WHERE p.period_end >= b.premiere
        GROUP BY ALL
    ), listed AS (
        SELECT a.season_id, a.age_days, count(DISTINCT w.period_end) AS weeks_listed, min(w.rank) AS rank_best,
               sum(w.hours) AS hours_listed, sum(w.views) FILTER (w.nth < 4) AS views_28d,
               arg_max(w.runtime_min, w.period_end) AS runtime_min,
               max(w.hours) FILTER (w.nth = 1) AS w2, max(w.hours) FILTER (w.nth = 2) AS w3,
               max(w.hours) FILTER (w.nth = 3) AS w4,
               max(w.hours) FILTER (w.nth = a.whole) AS hours_first_full_week,
               any_value(w.list_name) AS list_name
        FROM asked a JOIN week w ON w.season_id = a.season_id AND w.known_on <= a.asked_on
        GROUP BY ALL
    )
"""

_AUDIENCE = f"""
    compared AS (
        -- The list that counts, the latest of the two weeks known by then, and the tenth place in it.
        SELECT a.season_id, a.age_days, t.list_name, (t.period_end - a.premiere) // 7 AS nth, t.hours AS tenth
        FROM asked a JOIN spoken o USING (season_id, age_days)
        JOIN tenth t ON t.known_on <= a.asked_on AND t.period_end >= a.premiere
         AND (t.period_end - a.premiere) // 7 <= a.whole
         AND t.list_name = CASE o.spoken WHEN 'English' THEN 'global TV (English)'
                                         WHEN 'other' THEN 'global TV (Non-English)' END
        QUALIFY row_number() OVER (PARTITION BY a.season_id, a.age_days ORDER BY t.period_end DESC) = 1
    ), covered AS (
        SELECT DISTINCT a.season_id, a.age_days FROM asked a
        JOIN tenth t ON t.known_on <= a.asked_on AND t.period_end BETWEEN a.premiere AND a.premiere + 13
    ), own AS (
        SELECT c.*, coalesce(w.hours, {OFF_THE_LIST} * c.tenth) AS hours
        FROM compared c JOIN asked a USING (season_id, age_days)
        LEFT JOIN week w ON w.season_id = c.season_id AND w.nth = c.nth AND w.known_on <= a.asked_on
    ), measured AS (
        SELECT o.season_id, o.age_days, ln(any_value(o.hours)) - median(ln(p.hours)) AS log_audience_relative,
               any_value(o.hours) / avg(p.hours) AS audience_index
        FROM own o JOIN asked a USING (season_id, age_days)
        JOIN week p ON p.list_name = o.list_name AND p.nth = o.nth AND p.season_id <> o.season_id
         AND p.known_on <= a.asked_on AND p.period_end > a.asked_on - 365
        GROUP BY ALL HAVING count(*) >= 10
    )
"""

_FURTHER = """
    reach AS (
        SELECT a.season_id, a.age_days, max(n) AS countries
        FROM asked a JOIN abroad p
          ON p.season_id = a.season_id AND p.known_on <= a.asked_on AND p.period_end >= a.premiere
        GROUP BY ALL
    ), surveyed AS (
        SELECT a.season_id, a.age_days FROM asked a
        JOIN (SELECT period_end, max(known_on) AS known_on FROM abroad GROUP BY ALL) p
          ON p.known_on <= a.asked_on AND p.period_end BETWEEN a.premiere AND a.premiere + 13
        GROUP BY ALL
    ), nielsen AS (
        SELECT a.season_id, a.age_days, count(DISTINCT r.period_end) AS nielsen_weeks
        FROM asked a JOIN link l ON split_part(l.season_id, '/', 1) = a.series_id JOIN release r USING (title_id)
        JOIN file f USING (file_id)
        WHERE f.source = 'nielsen' AND r.measure = 'minutes_viewed' AND r.period_end BETWEEN a.premiere AND a.asked_on
          AND r.known_on <= a.asked_on AND l.known_on <= a.asked_on AND r.period_end - r.period_start < 10
        GROUP BY ALL
    ), said AS (
        -- Of two figures of one day the larger, so that the answer does not hang on the order of rows.
        SELECT a.season_id, a.age_days,
               arg_max(k.value, (k.known_on, k.value)) FILTER (measure = 'episodes') AS episodes,
               arg_max(k.value, (k.known_on, k.value))
                   FILTER (measure = 'cost_per_episode_usd') AS cost_per_episode_usd,
               arg_max(k.value, (k.known_on, k.value)) FILTER (measure = 'share_completed') AS share_completed,
               arg_max(k.value, (k.known_on, k.value)) FILTER (measure = 'critics_pct') AS critics_pct,
               arg_max(k.value, (k.known_on, k.value)) FILTER (measure = 'audience_pct') AS audience_pct,
               arg_max(k.text, (k.known_on, k.text)) FILTER (measure = 'ownership') AS ownership
        FROM asked a JOIN figure k ON k.season_id = a.season_id AND k.known_on <= a.asked_on
        GROUP BY ALL
    ), tail AS (
        -- What earlier seasons still had, in the last half-year that was reported by the day.
        SELECT a.season_id, a.age_days, arg_max(h.hours, (h.period_end, h.season_id)) / 26 AS hours_week_season_before
        FROM asked a JOIN born e ON e.series_id = a.series_id AND e.number = a.number - 1
        JOIN half h ON h.season_id = e.season_id AND h.known_on <= a.asked_on AND h.period_end < a.premiere
        GROUP BY ALL
    )
"""


def panel(
    store: Store,
    *,
    as_of: dt.date | None = None,
    ages: Sequence[int] = AGES,
    seasons: Sequence[str] | None = None,
    ledger: pa.Table | None = None,
) -> pa.Table:
    """Features of every season with a premiere, at each horizon that it reached by the date.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    as_of : date, optional
        Last day of knowledge; today by default. A row of an earlier day does not change with it.
    ages : sequence of int
        Horizons in days after the premiere.
    seasons : sequence of str, optional
        Only these seasons; by default all.
    ledger : pyarrow.Table, optional
        The ledger of that date (contract OUTCOME), where it is at hand; else it is made.

    Returns
    -------
    pyarrow.Table
        Contract PANEL, by season and horizon. Missing is a state of its own: null, never 0.
    """
    day = as_of or dt.date.today()
    ledger = outcomes(store, as_of=day) if ledger is None else ledger
    return store.query(
        f"""
        WITH {PREMIERES}, born AS (
            SELECT o.season_id, o.series_id, o.number, o.kind AS unit, o.platform, p.premiere
            FROM ledger o JOIN premieres p USING (season_id)
            WHERE o.kind IN ('season', 'part') AND o.number IS NOT NULL AND p.premiere <= $as_of
        ), asked AS (
            SELECT born.*, age_days, premiere + age_days AS asked_on,
                   -- The week that is compared: the first whole one, or the premiere's while it is the only one.
                   CASE WHEN extract(isodow FROM premiere) = 1 THEN 0 ELSE 1 END AS whole
            FROM born, (SELECT unnest($ages) AS age_days) WHERE premiere + age_days <= $as_of
              AND ($seasons IS NULL OR list_contains($seasons, season_id))
        ), {_LISTS}, {_TRAITS}, {_AUDIENCE}, {_FURTHER}
        SELECT a.season_id, a.series_id, a.number, a.unit, a.platform, a.premiere, a.age_days::BIGINT AS age_days,
               a.asked_on, w.kind, w.language, o.spoken, w.genre,
               l.runtime_min::DOUBLE AS runtime_min, coalesce(l.weeks_listed, CASE WHEN d.season_id IS NOT NULL THEN 0
               END)::BIGINT AS weeks_listed, l.rank_best::BIGINT AS rank_best, l.hours_listed::DOUBLE AS hours_listed,
               l.hours_first_full_week::DOUBLE AS hours_first_full_week, l.views_28d::DOUBLE AS views_28d,
               m.log_audience_relative, m.audience_index,
               CASE WHEN l.w2 > 0 AND l.w4 > 0 AND l.w3 > 0 THEN (ln(l.w3 / l.w2) + ln(l.w4 / l.w3)) / 2
                    WHEN l.w2 > 0 AND l.w3 > 0 THEN ln(l.w3 / l.w2) END AS log_hold,
               CASE WHEN v.season_id IS NOT NULL THEN coalesce(r.countries, 0) END::BIGINT AS countries,
               n.nielsen_weeks::BIGINT AS nielsen_weeks, s.episodes::DOUBLE AS episodes,
               s.cost_per_episode_usd::DOUBLE AS cost_per_episode_usd, s.share_completed::DOUBLE AS share_completed,
               s.critics_pct::DOUBLE AS critics_pct, s.audience_pct::DOUBLE AS audience_pct, s.ownership,
               t.hours_week_season_before::DOUBLE AS hours_week_season_before
        FROM asked a LEFT JOIN named w USING (season_id, age_days) LEFT JOIN spoken o USING (season_id, age_days)
        LEFT JOIN listed l USING (season_id, age_days) LEFT JOIN covered d USING (season_id, age_days)
        LEFT JOIN measured m USING (season_id, age_days) LEFT JOIN reach r USING (season_id, age_days)
        LEFT JOIN surveyed v USING (season_id, age_days) LEFT JOIN nielsen n USING (season_id, age_days)
        LEFT JOIN said s USING (season_id, age_days) LEFT JOIN tail t USING (season_id, age_days)
        ORDER BY a.season_id, a.age_days
        """,
        {"as_of": day, "ages": list(ages), "seasons": None if seasons is None else list(seasons)},
        ledger=ledger,
        **{name: store.remember((__name__, name), partial(store.query, sql)) for name, sql in _NOTED.items()},
    ).cast(PANEL.schema)
