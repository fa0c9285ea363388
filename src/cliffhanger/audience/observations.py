"""What is known of every season's audience on a date, as rows of windows: listed weeks, bounds, totals, and traits.

A window is counted in days since the premiere. Everything here was known by the date: the copy of a list that spoke
then, the reports published by then, the traits that a list of the time showed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cliffhanger.audience.weekly import tenth_places
from cliffhanger.evidence.ledger import FROM_SPEAKING, IN_SPEAKING, SPEAKING
from cliffhanger.evidence.netflix_calendar import RANKED_BY_VIEWS_SINCE, WEEKS_SINCE
from cliffhanger.evidence.premieres import PREMIERES
from cliffhanger.store import Store

Reals = NDArray[np.float64]

_FIRST_DAYS = 91
BOUNDED_WEEKS = 26
"""So many weeks from the premiere a week off the list is held below the tenth place; later it tells nothing."""

SEEN, BELOW = 0, 1
"""A figure as printed, and a bound from above."""


@dataclass(frozen=True)
class Observations:
    """Windows of all seasons, and their traits.

    Parameters
    ----------
    seasons : pyarrow.Table
        One row a season: season_id, series_id, number, unit, premiere, list_name (null off the lists), runtime_min
        (the latest known), listed_runtime_min (the same for seasons that were on a list: of the others a report tells
        it, for past seasons and not for those asked about), event (whether its label is a day, as that of a live
        broadcast, or a year before the premiere's, as in the archive of an event) and the traits in words; in the order
        of season_id.
    windows : pyarrow.Table
        One row a window: season (row number in `seasons`), source ('week', 'half-year', 'first days'), start_day and
        end_day (days since the premiere, the end not included), hours, kind (`SEEN` or `BELOW`), rounding_hours (half
        the unit to which the figure is rounded), runtime_min (as the week's list printed it; null off the lists and
        before 2023-06-18), period_end, known_on. Sorted by season, source and day.
    as_of : date
        Last day of knowledge.
    """

    seasons: pa.Table
    windows: pa.Table
    as_of: dt.date

    @cached_property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """The columns of `windows` as arrays."""
        found: dict[str, NDArray[Any]] = {
            name: self.windows[name].to_numpy(zero_copy_only=False) for name in self.windows.column_names
        }
        found["season"] = found["season"].astype(np.int64)
        found["source"] = found["source"].astype(str)
        for name in ("period_end", "known_on"):
            found[name] = found[name].astype("datetime64[D]")
        return found

    @cached_property
    def premieres(self) -> NDArray[np.datetime64]:
        """Premiere of each season."""
        return np.asarray(self.seasons["premiere"].to_numpy(zero_copy_only=False).astype("datetime64[D]"))

    @cached_property
    def days_known(self) -> NDArray[np.float64]:
        """Days of each season that lie behind the as-of date's end."""
        return (np.datetime64(self.as_of) - self.premieres).astype(float) + 1.0

    @cached_property
    def since(self) -> NDArray[np.float64]:
        """Day of each season from which its hours can be told.

        The premiere, for seasons that came out when there were lists, or so shortly before that lists bound their first
        91 days: figures, bounds or at least kin tell what they had. Of an older one no list printed the first weeks,
        nor those of its kin: it begins with its first week or half-year, and never where it has none.
        """
        found = np.where(self.premieres < np.datetime64(WEEKS_SINCE) - _FIRST_DAYS, np.inf, 0.0)
        mine = self.arrays["source"] != "first days"
        np.minimum.at(found, self.arrays["season"][mine], self.arrays["start_day"][mine])
        return found

    @cached_property
    def sisters(self) -> list[list[int]]:
        """Rows of the numbered seasons of each series that has several, in the order of their numbers."""
        by_series: dict[str, list[tuple[int, int]]] = defaultdict(list)
        columns = (self.seasons[name].to_pylist() for name in ("series_id", "number"))
        for at, (series, number) in enumerate(zip(*columns, strict=True)):
            if number is not None:
                by_series[series].append((number, at))
        return [[at for _, at in sorted(many)] for many in by_series.values() if len(many) > 1]


def observe(store: Store, as_of: dt.date, series_id: str | None = None, tenths: pa.Table | None = None) -> Observations:
    """All that was known of the audience of Netflix's seasons by the date.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    as_of : date
        Last day of knowledge.
    series_id : str, optional
        Only the seasons of this series; by default all.
    tenths : pyarrow.Table, optional
        What `weekly.tenth_places` gave for the date, where it is at hand.

    Notes
    -----
    A season without a printed premiere counts from the Monday of its first listed week. The lists were ranked by hours
    to the week of 2023-06-11 and by views after: there the bound of a season is the tenth place's views times its own
    runtime; without a runtime twice the tenth place's hours.
    """
    seasons = _seasons(store, as_of, series_id)
    tenths = tenth_places(store, as_of) if tenths is None else tenths
    listed = _weeks(store, as_of, seasons)
    windows = pa.concat_tables(
        [listed, _bounds(store, seasons, tenths, listed), _totals(store, as_of, seasons, tenths)]
    )
    ordered = windows.sort_by([("season", "ascending"), ("source", "ascending"), ("start_day", "ascending")])
    return Observations(seasons, ordered.combine_chunks(), as_of)


def _seasons(store: Store, as_of: dt.date, series_id: str | None) -> pa.Table:
    """One row a season on Netflix with a premiere or a listed week known by the date."""
    return store.query(
        f"""
        WITH {SPEAKING}, {PREMIERES}, known AS (
            SELECT l.season_id, r.measure, r.value, r.text, r.list_name, r.period_end, r.known_on, t.series_text,
                   t.season_text, t.source
            FROM release r JOIN link l USING (title_id) JOIN title t USING (title_id) {FROM_SPEAKING}
            WHERE {IN_SPEAKING} AND r.known_on <= $as_of AND l.known_on <= $as_of AND t.platform = 'Netflix'
              AND ($series IS NULL OR split_part(l.season_id, '/', 1) = $series)
        ), about AS (
            SELECT season_id,
                   min(period_end) FILTER (list_name LIKE 'global TV%' AND measure = 'rank') AS first_week,
                   arg_min(list_name, period_end) FILTER (list_name LIKE 'global TV%' AND measure = 'rank')
                       AS list_name,
                   arg_max(value, (known_on, period_end, value))
                       FILTER (measure = 'runtime_min' AND list_name NOT LIKE 'most popular%') AS runtime_min,
                   -- A premiere is known on its day but read from a report that came later, with its title.
                   bool_or(series_text LIKE '% // %' OR season_text LIKE '% // %')
                       FILTER (measure <> 'release_date') AS native,
                   bool_or(source IN ('netflix_top10', 'netflix_engagement', 'casebook')) AS measured
            FROM known GROUP BY season_id
        ), word AS (
            SELECT season_id, arg_min(text, (known_on, text)) FILTER (measure = 'kind') AS kind,
                   arg_min(text, (known_on, text)) FILTER (measure = 'language') AS language
            FROM known GROUP BY season_id
        )
        SELECT s.season_id, s.series_id, s.number, s.kind AS unit, s.label,
               coalesce(p.premiere, a.first_week - 6) AS premiere, p.premiere IS NOT NULL AS premiere_printed,
               a.list_name, a.runtime_min,
               CASE WHEN a.list_name IS NOT NULL THEN a.runtime_min END AS listed_runtime_min,
               regexp_full_match(s.label, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')
                   OR coalesce(try_cast(s.label AS INTEGER) < year(p.premiere), false) AS event,
               coalesce(w.kind, whole.kind) AS kind,
               CASE WHEN a.list_name LIKE '%(English)' THEN 'English'
                    WHEN a.list_name IS NOT NULL THEN 'other'
                    WHEN coalesce(w.language, whole.language) = 'English' THEN 'English'
                    WHEN coalesce(w.language, whole.language) IS NOT NULL OR a.native THEN 'other' END AS spoken
        FROM season s JOIN about a USING (season_id) LEFT JOIN premieres p USING (season_id)
        LEFT JOIN word w USING (season_id) LEFT JOIN word whole ON whole.season_id = s.series_id || '/*'
        WHERE s.known_on <= $as_of AND s.kind <> 'series' AND a.measured
          AND coalesce(p.premiere, a.first_week - 6) <= $as_of
        ORDER BY s.season_id
        """,
        {"as_of": as_of, "series": series_id},
    )


_WINDOW = """
    season, source, start_day::DOUBLE AS start_day, end_day::DOUBLE AS end_day, hours::DOUBLE AS hours,
    kind::BIGINT AS kind, rounding_hours::DOUBLE AS rounding_hours, runtime_min::DOUBLE AS runtime_min,
    period_end, known_on
"""


def _weeks(store: Store, as_of: dt.date, seasons: pa.Table) -> pa.Table:
    """Weeks on the global list; parts that stand side by side are added."""
    return store.query(
        f"""
        WITH {SPEAKING}, base AS (
            SELECT season_id, premiere, row_number() OVER (ORDER BY season_id) - 1 AS season FROM incoming
        ), w AS (
            SELECT b.season, 'week' AS source, greatest(0, r.period_start - b.premiere) AS start_day,
                   r.period_end - b.premiere + 1 AS end_day, 0 AS kind,
                   sum(r.value) FILTER (r.measure = 'hours_viewed') AS hours,
                   max(CASE WHEN r.value % 100000 = 0 THEN 50000.0 ELSE 5000.0 END)
                       FILTER (r.measure = 'hours_viewed') AS rounding_hours,
                   max(r.value) FILTER (r.measure = 'runtime_min') AS runtime_min, r.period_end,
                   max(r.known_on) AS known_on
            FROM release r JOIN link l USING (title_id) JOIN base b USING (season_id) {FROM_SPEAKING}
            WHERE r.list_name LIKE 'global TV%' AND r.measure IN ('hours_viewed', 'runtime_min') AND {IN_SPEAKING}
              AND r.known_on <= $as_of AND l.known_on <= $as_of AND r.value > 0
            GROUP BY ALL
        )
        SELECT {_WINDOW} FROM w WHERE end_day > 0 AND hours > 0
        """,
        {"as_of": as_of},
        incoming=seasons,
    )


def _bounds(store: Store, seasons: pa.Table, tenths: pa.Table, listed: pa.Table) -> pa.Table:
    """Weeks off the list, of which a list of that week is known; before the first report on none, both lists bound."""
    return store.query(
        f"""
        WITH base AS (
            SELECT season_id, premiere, spoken, runtime_min, row_number() OVER (ORDER BY season_id) - 1 AS season
            FROM incoming
        ), off AS (
            SELECT b.season, b.premiere, t.period_start, t.period_end, max(t.known_on) AS known_on, max(CASE
                WHEN t.period_end < $by_views THEN t.hours_viewed
                WHEN b.runtime_min IS NULL OR t.views IS NULL THEN 2 * t.hours_viewed
                ELSE t.views * b.runtime_min / 60 END) AS hours
            FROM base b JOIN tenths t
              ON t.period_end >= b.premiere AND t.period_end < b.premiere + 7 * $weeks
             AND (b.spoken IS NULL OR (b.spoken = 'English') = (t.list_name = 'global TV (English)'))
            GROUP BY ALL
        ), w AS (
            SELECT season, 'week' AS source, greatest(0, period_start - premiere) AS start_day,
                   period_end - premiere + 1 AS end_day, hours, 1 AS kind, 0.0 AS rounding_hours,
                   NULL AS runtime_min, period_end, known_on
            FROM off ANTI JOIN listed USING (season, period_end) WHERE hours > 0
        )
        SELECT {_WINDOW} FROM w
        """,
        {"by_views": RANKED_BY_VIEWS_SINCE, "weeks": BOUNDED_WEEKS},
        incoming=seasons,
        tenths=tenths,
        listed=listed,
    )


def _totals(store: Store, as_of: dt.date, seasons: pa.Table, tenths: pa.Table) -> pa.Table:
    """Half-yearly reports and the hours of the first 28 or 91 days, as far as they were known by the date."""
    return store.query(
        f"""
        WITH base AS (
            SELECT season_id, premiere, row_number() OVER (ORDER BY season_id) - 1 AS season FROM incoming
        ), total AS (
            SELECT b.season, b.premiere, r.measure, r.period_start, r.period_end, f.file_id, f.source,
                   sum(r.value) AS hours, max(r.known_on) AS known_on
            FROM release r JOIN link l USING (title_id) JOIN base b USING (season_id) JOIN file f USING (file_id)
            WHERE f.source IN ('netflix_engagement', 'netflix_top10', 'casebook')
              -- The all-time list prints what there is so far of seasons whose 28 or 91 days are not over.
              AND (f.source <> 'netflix_top10'
                   OR b.premiere + if(r.measure = 'hours_viewed_28d', 28, 91)
                      <= least(r.known_on, $listed_to::DATE + 1))
              AND (r.list_name = 'engagement' AND r.measure = 'hours_viewed'
                   OR r.measure IN ('hours_viewed_28d', 'hours_viewed_91d'))
              AND r.known_on <= $as_of AND l.known_on <= $as_of
            GROUP BY ALL
        ), latest AS (
            SELECT * FROM total
            QUALIFY row_number() OVER (
                -- The first 28 or 91 days are one period, whether a source dates their end or not.
                PARTITION BY season, measure, CASE WHEN measure = 'hours_viewed' THEN period_end END
                ORDER BY source = 'casebook', known_on DESC, file_id DESC
            ) = 1
        ), w AS (
            SELECT season, CASE measure WHEN 'hours_viewed' THEN 'half-year' ELSE 'first days' END AS source,
                   CASE measure WHEN 'hours_viewed' THEN greatest(0, period_start - premiere) ELSE 0 END AS start_day,
                   CASE measure WHEN 'hours_viewed' THEN period_end - premiere + 1
                                WHEN 'hours_viewed_28d' THEN 28 ELSE 91 END AS end_day,
                   hours, 0 AS kind, 50000.0 AS rounding_hours, NULL AS runtime_min, period_end, known_on
            FROM latest
        )
        SELECT {_WINDOW} FROM w WHERE end_day > 0 AND hours > 0
        """,
        {"as_of": as_of, "listed_to": pc.max(tenths["period_end"]).as_py()},
        incoming=seasons,
    )
