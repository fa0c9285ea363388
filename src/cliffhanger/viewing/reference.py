"""The measures in plain SQL: slower, and the judge of every engine, which must give the same rows.

Each statement makes one table of the next; nothing is packed, hashed or dealt out.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from cliffhanger.viewing.catalogue import Catalogue
from cliffhanger.viewing.columns import NEEDED
from cliffhanger.viewing.definitions import (
    CHECKS,
    COMPLETER_TENTHS,
    DAY,
    MICRO,
    MONDAY,
    MOST_SECONDS,
    MOST_WEIGHT,
    SET_ASIDE,
    STARTER_SECONDS,
    WATCHER_TENTHS,
    WEEK,
    WINDOWS,
)
from cliffhanger.viewing.kernel import WORLD
from cliffhanger.viewing.logs import Logs
from cliffhanger.viewing.packing import RANGE

_DAYS_91 = WINDOWS[-1]
MEMBER = pa.schema([(n, pa.int64()) for n in ("season", "window", "member", "seconds", "viewers", "starters",
                                              "completers")])  # fmt: skip
"""Columns of the sums by membership, for logs that do not have it."""

STEPS = (
    # Which rows are set aside, by the first reason that fits.
    f"""
    CREATE TABLE judged AS
    SELECT r.*, c.season, c.place, c.runtime_s, c.season_runtime_s, c.premiere_s,
        CASE
            WHEN {" OR ".join(f"r.{name} IS NULL" for name in NEEDED)} THEN 'incomplete'
            WHEN r.season_id NOT IN (SELECT season_id FROM catalogue) THEN 'unknown season'
            WHEN c.place IS NULL THEN 'unknown episode'
            WHEN r.seconds <= 0 THEN 'no time'
            WHEN r.seconds > {MOST_SECONDS} THEN 'absurd time'
            WHEN r.start_s < c.premiere_s THEN 'before the premiere'
            WHEN r.start_s >= (SELECT min(premiere_s) FROM catalogue) + {RANGE} THEN 'out of range'
        END AS reason
    FROM raw r LEFT JOIN catalogue c ON r.season_id = c.season_id AND r.episode = c.episode
    """,
    # Of rows with the same event id, or the same in everything where there is none, the first counts.
    """
    CREATE TABLE ordered AS
    SELECT *, row_number() OVER (
        PARTITION BY profile_id, event_id,
            CASE WHEN event_id IS NULL THEN (start_s, place, seconds, country, is_new, weight, device) END
        ORDER BY start_s, place, seconds, country NULLS FIRST, is_new NULLS FIRST, weight
    ) AS copy FROM judged WHERE reason IS NULL
    """,
    f"""
    CREATE TABLE used AS
    SELECT row_number() OVER (ORDER BY profile_id, start_s, place, seconds, country NULLS FIRST, is_new NULLS FIRST,
               weight) AS n,
           profile_id, season, place, start_s, seconds, country, is_new, weight, runtime_s, season_runtime_s,
           start_s // {DAY} AS day, start_s // {DAY} - premiere_s // {DAY} AS age
    FROM ordered WHERE copy = 1
    """,
    # A profile's seconds of an episode in each window, and what follows for the season.
    "CREATE TABLE in_window AS SELECT w.days AS window_days, w.number AS window_number, u.* "
    "FROM used u JOIN windows w ON u.age < w.days",
    """
    CREATE TABLE of_episode AS
    SELECT window_number, profile_id, season, place, any_value(runtime_s) AS runtime_s,
           any_value(season_runtime_s) AS season_runtime_s, sum(seconds)::BIGINT AS seconds
    FROM in_window GROUP BY ALL
    """,
    f"""
    CREATE TABLE of_season AS
    SELECT e.*, r.days_on, r.weighted, r.country, r.is_new FROM (
        SELECT window_number, profile_id, season, sum(seconds) AS seconds, max(seconds) >= {STARTER_SECONDS} AS starter,
               bool_or(10 * seconds >= {WATCHER_TENTHS} * runtime_s) AS watcher,
               10 * sum(least(seconds, runtime_s)) >= {COMPLETER_TENTHS} * any_value(season_runtime_s) AS completer,
               list(place) FILTER (seconds >= {STARTER_SECONDS}) AS reached
        FROM of_episode GROUP BY ALL
    ) e JOIN (
        SELECT window_number, profile_id, season, count(DISTINCT day) AS days_on, sum(seconds * weight) AS weighted,
               arg_min_null(country, n) AS country, arg_min_null(is_new, n) AS is_new
        FROM in_window GROUP BY ALL
    ) r USING (window_number, profile_id, season)
    """,
    # After which row a profile had completed the season, and on which day.
    """
    CREATE TABLE so_far AS
    SELECT *, sum(seconds) OVER (PARTITION BY profile_id, season, place ORDER BY n) AS seconds_so_far
    FROM in_window WHERE window_number = 2
    """,
    f"""
    CREATE TABLE completed AS
    SELECT profile_id, season, min(day) FILTER (10 * capped >= {COMPLETER_TENTHS} * season_runtime_s) - min(day) AS days
    FROM (
        SELECT *, sum(least(seconds_so_far, runtime_s) - least(seconds_so_far - seconds, runtime_s))
                      OVER (PARTITION BY profile_id, season ORDER BY n) AS capped
        FROM so_far
    ) GROUP BY ALL
    """,
)

_COUNTED = """
    count(*) AS viewers, count(*) FILTER (starter) AS starters, count(*) FILTER (watcher) AS watchers,
    count(*) FILTER (completer) AS completers,
    count(*) FILTER (len(reached) = 1 AND reached[1] = (SELECT min(place) FROM catalogue c WHERE c.season = s.season))
        AS only_first
"""

TABLES = {
    "season": f"""
        SELECT season, window_number AS "window", sum(seconds) AS seconds, {_COUNTED}, sum(weighted) AS weighted,
               coalesce(sum(days_on) FILTER (completer), 0) AS days_on
        FROM of_season s GROUP BY ALL ORDER BY ALL""",
    "episode": f"""
        SELECT place, count(*) FILTER (seconds >= {STARTER_SECONDS}) AS reached,
               count(*) FILTER (10 * seconds >= {COMPLETER_TENTHS} * runtime_s) AS finished, sum(seconds) AS seconds
        FROM of_episode WHERE window_number = 2 GROUP BY ALL ORDER BY ALL""",
    "stopped": f"""
        SELECT list_max(s.reached) AS place, max(u.age) AS age, count(*) OVER (PARTITION BY list_max(s.reached),
               max(u.age)) AS profiles
        FROM of_season s JOIN used u USING (profile_id, season)
        WHERE s.window_number = 2 AND s.starter AND u.age < {_DAYS_91}
        GROUP BY s.profile_id, s.season, s.reached
        QUALIFY row_number() OVER (PARTITION BY list_max(s.reached), max(u.age)) = 1 ORDER BY ALL""",
    "took": """
        SELECT season, days, count(*) AS completers FROM completed WHERE days IS NOT NULL GROUP BY ALL ORDER BY ALL""",
    "member": """
        SELECT season, window_number AS "window", is_new AS member, sum(seconds) AS seconds, count(*) AS viewers,
               count(*) FILTER (starter) AS starters, count(*) FILTER (completer) AS completers
        FROM of_season GROUP BY ALL ORDER BY ALL""",
    "kept": """
        SELECT a.season, count(*) AS profiles
        FROM of_season a JOIN (SELECT DISTINCT season, next_season FROM catalogue) c USING (season)
        JOIN of_season b ON b.profile_id = a.profile_id AND b.season = c.next_season AND b.window_number = 2
        WHERE a.window_number = 2 AND a.starter AND b.starter GROUP BY ALL ORDER BY ALL""",
    "week": f"""
        SELECT season, (start_s + {MONDAY}) // {WEEK} AS week, country, sum(seconds) AS seconds,
               count(DISTINCT profile_id) AS profiles, sum(seconds * weight) AS weighted
        FROM (FROM used UNION ALL SELECT * REPLACE ({WORLD} AS country) FROM used)
        WHERE country = {WORLD} OR $by_country GROUP BY ALL ORDER BY ALL""",
    "country": """
        SELECT season, window_number AS "window", country, sum(seconds) AS seconds, count(*) AS viewers,
               count(*) FILTER (starter) AS starters, count(*) FILTER (completer) AS completers
        FROM of_season WHERE $by_country GROUP BY ALL ORDER BY ALL""",
}
"""The tables of `tally.tables` by name, but for the checks."""

CHECKED = f"""
    SELECT 'read' AS "check", count(*) AS "rows" FROM raw
    UNION ALL SELECT reason, count(*) FROM judged WHERE reason IS NOT NULL GROUP BY ALL
    UNION ALL SELECT 'late', count(*) FROM judged WHERE reason IS NULL AND start_s // {DAY} < delivered
    UNION ALL SELECT 'country unreadable', count(*) FROM judged WHERE reason IS NULL AND bad_country
    UNION ALL SELECT 'weight unreadable', count(*) FROM judged WHERE reason IS NULL AND bad_weight
    UNION ALL SELECT 'duplicate', count(*) FROM ordered WHERE copy > 1
    UNION ALL SELECT 'after the windows', count(*) FROM used WHERE age >= {_DAYS_91}
    UNION ALL SELECT 'overlap', count(*) FROM (
        SELECT start_s < max(start_s + seconds) OVER (PARTITION BY profile_id ORDER BY n
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS over FROM used) WHERE over
"""


def measure_in_sql(
    logs: Logs, catalogue: Catalogue, *, threads: int = 2, memory_gb: float = 8
) -> tuple[dict[str, pa.Table], int]:
    """The same tables of whole numbers as `tally.tables` gives, in plain SQL, and the last day of the rows (-1: none).

    Parameters
    ----------
    logs : Logs
        Local Parquet or CSV.
    catalogue : Catalogue
        Seasons and episodes.
    threads : int
        Threads of DuckDB.
    memory_gb : float
        Its memory.
    """
    with duckdb.connect(":memory:", config={"threads": threads, "memory_limit": f"{memory_gb}GB",
                                            "autoinstall_known_extensions": False}) as db:  # fmt: skip
        db.execute("SET TimeZone = 'UTC'")
        db.register("catalogue_rows", catalogue.table())
        db.execute("CREATE TABLE catalogue AS FROM catalogue_rows")
        windows = ", ".join(f"({number}, {days})" for number, days in enumerate(WINDOWS))
        db.execute(f"CREATE TABLE windows AS SELECT * FROM (VALUES {windows}) w(number, days)")
        db.execute(f"CREATE TABLE raw AS {raw_sql(logs)}")
        for step in STEPS:
            db.execute(step)
        by_country = {"by_country": logs.columns.country is not None}
        found = {
            name: db.sql(sql, params=by_country if "$by_country" in sql else None).to_arrow_table()
            for name, sql in TABLES.items()
            if name != "member" or logs.columns.is_new_member is not None
        }
        counted = dict(db.sql(CHECKED).fetchall())
        last_day = db.sql("SELECT coalesce(max(day), -1) FROM used").fetchall()[0][0]
    whole = {n: t.cast(pa.schema([pa.field(f.name, pa.int64()) for f in t.schema])) for n, t in found.items()}
    names = ("read", *CHECKS)
    assert set(counted) <= {*names, *SET_ASIDE}
    if "member" not in whole:
        whole["member"] = MEMBER.empty_table()
    return {**whole, "check": pa.table({"check": names, "rows": [counted.get(n, 0) for n in names]})}, int(last_day)


def raw_sql(logs: Logs) -> str:
    """The mapped columns as whole numbers and texts, with what could not be read."""
    paths = ", ".join("'" + path.replace("'", "''") + "'" for path in logs.files)
    reader = "read_parquet" if logs.files[0].endswith(".parquet") else "read_csv"
    c = {name: '"' + column.replace('"', '""') + '"' for name, column in logs.columns.mapped().items()}

    def has(name: str, sql: str, otherwise: str) -> str:
        return sql.format(c[name]) if name in c else otherwise

    fine = f"{{0}} >= 0 AND {{0}} <= {MOST_WEIGHT} AND NOT isnan({{0}}::DOUBLE)"
    letters = "regexp_full_match({0}::VARCHAR, '[A-Za-z]{{2}}')"
    code = f"CASE WHEN {letters} THEN (ord(upper({{0}})) - 64) * 32 + ord(upper({{0}}::VARCHAR)[2]) - 64 ELSE 0 END"
    micro = f"CASE WHEN {fine} THEN floor({{0}} * {MICRO} + 0.5)::BIGINT ELSE {MICRO} END"
    finite = "CASE WHEN isfinite({0}::DOUBLE) THEN floor({0})::BIGINT END"
    return f"""
    SELECT {c["profile_id"]} AS profile_id, {c["season_id"]}::VARCHAR AS season_id,
           {finite.format(c["episode"])} AS episode,
           floor(epoch_us({c["started_at"]}) / 1000000)::BIGINT AS start_s, {c["started_at"]} AS started_at,
           {finite.format(c["seconds"])} AS seconds,
           {has("event_id", "{0}::VARCHAR", "NULL::VARCHAR")} AS event_id,
           {has("country", code, "0")} AS country,
           {has("country", f"NOT coalesce({letters}, false)", "false")} AS bad_country,
           {has("device", "{0}::VARCHAR", "NULL::VARCHAR")} AS device,
           {has("is_new_member", "coalesce({0}::BOOLEAN::INTEGER + 1, 0)", "0")} AS is_new,
           {has("weight", micro, "0")} AS weight,
           {has("weight", f"NOT coalesce({fine}, false)", "false")} AS bad_weight,
           date_diff('day', DATE '1970-01-01', TRY_CAST(nullif(regexp_extract(filename,
               '.*=(\\d{{4}}-\\d{{2}}-\\d{{2}})/', 1), '') AS DATE)) AS delivered
    FROM {reader}([{paths}], filename = true, hive_partitioning = false, union_by_name = true)
    """
