"""Which season a person means by the words they typed, on a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.errors import TitleError, TooLittleEvidence
from cliffhanger.evidence.lookup import find_series, nearest_series
from cliffhanger.evidence.premieres import PREMIERES
from cliffhanger.evidence.titles import ParsedTitle, parse_title, series_key
from cliffhanger.store import Store

Season = dict[str, object]


def known_seasons(store: Store, as_of: dt.date) -> pa.Table:
    """Seasons of which something was known by the date, in the order of their ids.

    Raises
    ------
    TooLittleEvidence
        If nothing at all was known by then.
    """
    first = store.query("SELECT min(known_on) AS day FROM season")["day"][0].as_py()
    if first is None or as_of < first:
        raise TooLittleEvidence(
            f"anything known by {as_of.isoformat()}",
            "an empty store; run `cliffhanger gather`" if first is None else f"nothing before {first.isoformat()}",
        )
    return store.remember(
        (__name__, as_of),
        lambda: store.query("SELECT * FROM season WHERE known_on <= $as_of ORDER BY season_id", {"as_of": as_of}),
    )


def choose_season(store: Store, name: str, as_of: dt.date, number: int | None = None) -> tuple[Season, pa.Table]:
    """The season that a user means, and all known seasons of its series.

    Parameters
    ----------
    store : Store
        The store.
    name : str
        Name of the series in any of its spellings; a year in brackets chooses between namesakes, and a season in the
        name, as in 'Squid Game: Season 2', is the season meant.
    as_of : date
        Only seasons known by then.
    number : int, optional
        Season number; by default that in the name, else the latest season that had come out.

    Returns
    -------
    dict, pyarrow.Table
        The season's row, named as it was first printed by the date, and the rows of its series.

    Raises
    ------
    TitleError
        If no such series or season is known, with the nearest names.
    TooLittleEvidence
        If nothing was known by the date.
    """
    seasons = known_seasons(store, as_of)
    series_id = _choose_series(store, name, seasons, as_of)
    whole = seasons.filter(pc.equal(seasons["series_id"], series_id))
    rows: list[Season] = whole.to_pylist()
    shown = _name_on(store, series_id, as_of) or str(rows[0]["series"])
    placed = [row for row in rows if row["kind"] != "series"]
    wanted = _wanted(placed, parse_title(name), series_key(name) == series_key(str(rows[0]["series"])), number)
    if not wanted and (placed or number is not None):
        asked = f"season {number}" if number is not None else parse_title(name).label
        raise TitleError(
            shown,
            [str(row["label"]) for row in placed],
            f"(seasons known as of {as_of.isoformat()})",
            season=asked,
        )
    out = _came_out(store, series_id, as_of)
    chosen = max(
        wanted or rows,
        key=lambda row: (
            str(row["season_id"]) in out,
            row["number"] or 0,
            out.get(str(row["season_id"]), dt.date.min),
            row["season_id"],
        ),
    )
    return {**chosen, "series": shown}, whole


def _wanted(placed: Sequence[Season], asked: ParsedTitle, bare: bool, number: int | None) -> list[Season]:
    """The seasons that the number, or the season in the name, allows."""
    if number is not None:
        return [row for row in placed if row["number"] == number]
    if bare or not asked.marked:
        return list(placed)
    if asked.number is not None:
        return [row for row in placed if row["number"] == asked.number]
    return [row for row in placed if series_key(str(row["label"])) == series_key(asked.label)]


def _choose_series(store: Store, name: str, seasons: pa.Table, as_of: dt.date) -> str:
    found = find_series(name, seasons)
    if not found:
        spelled = _spellings(store, as_of)
        keys = {series_key(name), parse_title(name).key}
        found = list(dict.fromkeys(series_id for key, series_id in spelled if key in keys))
        if not found:
            raise TitleError(name, nearest_series(name, seasons), _film(store, keys) or f"(as of {as_of.isoformat()})")
    year = parse_title(name).year
    if year is not None:
        found = [series_id for series_id in found if _fits_year(store, series_id, year, as_of)]
        if not found:
            why = _film(store, {series_key(name)}) or f"None of that name is known to be of {year}."
            raise TitleError(name, nearest_series(name, seasons), f"{why} (as of {as_of.isoformat()})")
    if len(found) > 1:
        about = [_described(store, series_id, as_of) for series_id in found]
        raise TitleError(name, about, "Give one of these ids in place of the name.", several=True)
    return found[0]


def _spellings(store: Store, as_of: dt.date) -> list[tuple[str, str]]:
    """Every key under which a series has been printed, native names among them."""
    rows = store.query(
        """
        SELECT DISTINCT t.series_text, t.season_text, split_part(l.season_id, '/', 1) AS series_id
        FROM title t JOIN link l USING (title_id) WHERE l.known_on <= $as_of ORDER BY ALL
        """,
        {"as_of": as_of},
    )
    found = []
    for text, season, series_id in zip(*(rows[name].to_pylist() for name in rows.column_names), strict=True):
        parsed = parse_title(text, season)
        found += [(key, series_id) for key in (parsed.key, parsed.whole, parsed.native_key) if key]
    return found


def _film(store: Store, keys: set[str]) -> str:
    """What to say of a name that only films bear."""
    films = store.query("SELECT DISTINCT series_text FROM title WHERE hint_kind = 'film'")["series_text"].to_pylist()
    named = next((text for text in films if series_key(text.partition(" // ")[0]) in keys), None)
    return f"It is known as a film ({named!r}), and films are not assessed." if named else ""


def _fits_year(store: Store, series_id: str, year: int, as_of: dt.date) -> bool:
    """Whether a series can be of that year: it came out then, or a list prints that year beside its name."""
    rows = store.query(
        f"""
        WITH {PREMIERES}
        SELECT min(year(premiere)) AS began, bool_or(t.series_text LIKE $bracketed OR t.hint_year = $year) AS said
        FROM link l JOIN title t USING (title_id) LEFT JOIN premieres USING (season_id)
        WHERE split_part(l.season_id, '/', 1) = $series AND l.known_on <= $as_of
        """,
        {"series": series_id, "as_of": as_of, "year": year, "bracketed": f"%({year})%"},
    ).to_pylist()[0]
    return bool(rows["said"]) or series_id.endswith(f"-{year}") or rows["began"] in (None, year)


def _described(store: Store, series_id: str, as_of: dt.date) -> str:
    """An id with what tells it from its namesakes."""
    row = store.query(
        f"""
        WITH {PREMIERES}
        SELECT string_agg(DISTINCT t.platform, ', ' ORDER BY t.platform) FILTER (t.platform <> '*') AS platforms,
               min(year(premiere)) AS began, count(*) AS figures
        FROM release r JOIN link l USING (title_id) JOIN title t USING (title_id) LEFT JOIN premieres USING (season_id)
        WHERE split_part(l.season_id, '/', 1) = $series AND l.known_on <= $as_of AND r.known_on <= $as_of
        """,
        {"series": series_id, "as_of": as_of},
    ).to_pylist()[0]
    began = f"since {row['began']}" if row["began"] else "premiere unknown"
    return f"{series_id} ({row['platforms'] or 'platform unknown'}, {began}, {row['figures']:,} figures)"


def _name_on(store: Store, series_id: str, as_of: dt.date) -> str | None:
    """The name of a series as first printed by the date; a year that its id carries stays with it.

    A premiere is public on its day, the wording of the report that gives it is not: such rows name nothing.
    """
    row = store.query(
        """
        SELECT t.series_text, t.season_text, greatest(r.known_on, l.known_on) AS worded_on
        FROM release r JOIN link l USING (title_id) JOIN title t USING (title_id)
        WHERE split_part(l.season_id, '/', 1) = $series AND worded_on <= $as_of
          AND r.measure NOT IN ('release_date', 'kind', 'language', 'genre')
        ORDER BY worded_on, t.source <> 'netflix_top10', t.series_text, t.season_text LIMIT 1
        """,
        {"series": series_id, "as_of": as_of},
    ).to_pylist()
    if not row:
        return None
    parsed = parse_title(row[0]["series_text"], row[0]["season_text"])
    head, _, tail = series_id.rpartition("-")
    # The id of a series that is called by a number, as 1899, carries no year.
    year = parsed.year or (int(tail) if head and tail.isdigit() and len(tail) == 4 else None)
    return f"{parsed.series} ({year})" if year else parsed.series


def _came_out(store: Store, series_id: str, as_of: dt.date) -> dict[str, dt.date]:
    """The seasons of a series that had come out by the date, with their premiere or first listed day."""
    rows = store.query(
        f"""
        WITH {PREMIERES}
        SELECT l.season_id, coalesce(any_value(premiere), min(r.period_start)) AS day
        FROM release r JOIN link l USING (title_id) LEFT JOIN premieres USING (season_id)
        WHERE split_part(l.season_id, '/', 1) = $series AND l.known_on <= $as_of AND r.known_on <= $as_of
          AND r.measure IN ('rank', 'hours_viewed', 'views', 'minutes_viewed', 'release_date')
        GROUP BY l.season_id HAVING day <= $as_of
        """,
        {"series": series_id, "as_of": as_of},
    )
    return dict(zip(rows["season_id"].to_pylist(), rows["day"].to_pylist(), strict=True))
