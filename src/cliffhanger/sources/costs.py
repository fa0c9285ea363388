"""What series cost, as reported, and the figures of Netflix that a leak or a statement made public.

Publisher
    Compiled from press pages, company filings and leaked documents; each row names where its figure was printed.
Period
    Series from 1978 to 2025; figures in nominal US dollars, unless the note says otherwise.
Known faults
    Only the dearest series are written about: a missing cost is unknown, not low. Figures for one season differ by
    half between reports, and by what they count (rights, reshoots, tax credits). Rows for several seasons say of the
    season's sum now that of one season, now of all: such sums are kept as claims, and the mean per episode stands on
    the series as a whole. Rows whose platform is 'any', 'broadcast' or 'streaming' are general figures that belong to
    no series, and are left out.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.measures import MEASURES
from cliffhanger.sources.cells import Cells, finish, joined, printed
from cliffhanger.sources.files import SourceFile
from cliffhanger.sources.layouts import Layout

GENERAL = ("any", "broadcast", "streaming")
"""Platforms of general figures, as of a typical drama: no series to place them on."""

WHOLE = ("all", "per season", "special")
"""Words of the column 'season' that name none, as does an empty cell: the figure is the series' or a special's."""

_MILLION = 1e6
_SEASONS = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")
_SEASON_IN_WORDS = re.compile(r"\bseason (\d{1,2})\b")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def read_costs(file: SourceFile) -> pa.Table:
    """Read reported production costs.

    A figure counts as known on the day of its publication; where that is dated by month or year, on the last day of
    it; where it is not dated at all, on the day of the latest dated figure of the file, since it was compiled by then.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: cost_per_episode_usd, cost_per_season_usd, and claims where a report names no figure for one
        season.

    Raises
    ------
    SourceError
        With every cell that does not fit, every repeated row, and every row that says nothing.
    """
    cells = Cells(file, file.sheets[0])
    published = cells.span("publication_date", required=False)[1]
    per_episode = cells.number("cost_per_episode_musd", "cost_per_episode_usd", required=False, scale=_MILLION)
    per_season = cells.number("cost_per_season_musd", "cost_per_season_usd", required=False, scale=_MILLION)
    season = cells.convert(
        "season", pa.string(), _season, "a season as 1, seasons as 1-2, or " + ", ".join(WHOLE), required=False
    )
    several = pc.match_substring(cells.text("season"), "-")
    platform = cells.text("platform", required=True)
    year = cells.convert("premiere_year", pa.int64(), _year, "a year", required=False)
    about = {
        "series_text": cells.text("series", required=True),
        "season_text": season,
        "platform": platform,
        "hint_kind": pc.if_else(pc.is_in(cells.text("season"), pa.array(["special"])), "unknown", "tv"),
        "hint_year": year,
        "list_name": "costs",
        "geography": "world",
        "publication": cells.text("publication", required=True),
        "url": cells.text("url"),
        "grade": cells.one_of("source_grade", ("A", "B", "C")),
    }
    cells.unique(*(c for c in _COST_COLUMNS if c in cells.sheet.columns))
    claims = _cost_claims(cells, several)
    copied = pc.max(published).as_py()
    if copied is None and len(cells):
        cells.refuse(0, "publication_date", "a day, month or year in at least one row", "none in the whole file")
    finish(file, cells)
    about |= {
        "known_on": pc.coalesce(published, pa.scalar(copied)),
        "snapshot_on": copied,
        "note": _note(cells, several),
    }
    one = pc.invert(pc.fill_null(several, fill_value=False))
    table = pa.concat_tables(
        [
            printed(cells, "cost_per_episode_usd", per_episode, **about),
            printed(cells, "cost_per_season_usd", pc.if_else(one, per_season, None), **about),
            printed(cells, "claim", text=claims, **about),
        ]
    )
    return table.filter(pc.invert(pc.is_in(table["platform"], pa.array(GENERAL))))


def read_disclosed(file: SourceFile) -> pa.Table:
    """Read figures that a leak or a statement of Netflix made public.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: cost, impact value, efficiency, starters, share_completed, hours of the first 28 days; any
        other metric as a claim in words.

    Raises
    ------
    SourceError
        With every cell that does not fit, and every repeated row.
    """
    cells = Cells(file, file.sheets[0])
    known = cells.day("date")
    title = cells.text("title", required=True)
    metric, unit = cells.text("metric", required=True), cells.text("unit", required=True)
    plain = cells.convert("value", pa.float64(), _plain_number, "a number")
    publication = cells.text("publication", required=True)
    cells.unique("title", "metric", "window", "publication")
    rows = zip(metric.to_pylist(), unit.to_pylist(), cells.sheet.columns["window"], plain.to_pylist(), strict=True)
    found: list[tuple[str, float | str | None]] = []
    for at, (name, of, window, number) in enumerate(rows):
        measure, scale = _MEANT.get((name or "", of or "", "28" if window == "first 28 days" else ""), ("claim", 1.0))
        bounds = MEASURES[measure]
        if number is None or measure == "claim":
            found.append(("claim", None if number is None else f"{name}: {number:,g} {of}, {window}".rstrip(", ")))
            continue
        value = number * scale
        if not (bounds.at_least or 0.0) <= value <= (bounds.at_most or value):
            cells.refuse(at, "value", f"{bounds.unit} from {bounds.at_least:,g} to {bounds.at_most:,g}", f"{value:,g}")
        found.append((measure, value))
    finish(file, cells)
    words = joined(cells.text("window"), cells.text("note"))
    seasons = [_SEASON_IN_WORDS.search(text or "") for text in words.to_pylist()]
    about = {
        "series_text": title,
        "season_text": pa.array([f"Season {s[1]}" if s else None for s in seasons], pa.string()),
        "platform": "Netflix",
        # Specials, as stand-up, count among films or series by no rule that is published.
        "hint_kind": pa.array(["unknown" if "special" in note else "tv" for note in cells.sheet.columns["note"]]),
        "list_name": "internal",
        "geography": "world",
        "known_on": known,
        "snapshot_on": pc.max(known).as_py(),
        "publication": publication,
        "url": cells.text("url"),
        "grade": "A",
        "note": joined(metric, words),
    }
    tables = []
    for measure in dict.fromkeys(name for name, _ in found):
        column = pa.array(
            [value if name == measure else None for name, value in found],
            pa.string() if measure == "claim" else pa.float64(),
        )
        given = {"text": column} if measure == "claim" else {"value": column}
        tables.append(printed(cells, measure, **given, **about))
    return pa.concat_tables(tables)


_MEANT = {
    ("production cost", "million USD", ""): ("cost_per_season_usd", _MILLION),
    ("impact value", "million USD", ""): ("impact_value_usd", _MILLION),
    ("efficiency", "ratio", ""): ("efficiency", 1.0),
    ("accounts that started (2+ minutes)", "million", ""): ("starters", _MILLION),
    ("accounts that started (2+ minutes)", "million", "28"): ("starters", _MILLION),
    ("accounts that finished", "million", ""): ("completers", _MILLION),
    ("share of starters who finished", "percent", ""): ("share_completed", 0.01),
    ("share of starters who finished", "percent", "28"): ("share_completed", 0.01),
    # Hours of another window than 28 days have no measure of their own: without a premiere they have no period.
    ("hours viewed", "million hours", "28"): ("hours_viewed_28d", _MILLION),
}


def _cost_claims(cells: Cells, several: pa.Array) -> pa.Array:
    """Say in words what is no figure for one season; refuse rows that say nothing."""
    claims: list[str | None] = []
    columns = (cells.sheet.columns[c] for c in ("season", "cost_per_episode_musd", "cost_per_season_musd", "note"))
    for at, (season, episode, total, note) in enumerate(zip(*columns, strict=True)):
        if total and several[at].as_py():
            claims.append(f"{total} million US dollars, reported for seasons {season}")
        elif episode or total:
            claims.append(None)
        else:
            claims.append(note or None)
            if not note and cells.sheet.columns["platform"][at] not in GENERAL:
                cells.refuse(at, "cost_per_episode_musd", "a cost, or a note in words", "nothing")
    return pa.array(claims, pa.string())


def _note(cells: Cells, several: pa.Array) -> pa.Array:
    mean = pc.if_else(several, pc.binary_join_element_wise("seasons", cells.text("season"), "together", " "), None)
    return joined(cells.text("basis"), mean, cells.text("note"))


def _season(cell: str) -> str | None:
    if cell in WHOLE:
        return None
    found = _SEASONS.fullmatch(cell)
    if not found or (found[2] and int(found[2]) <= int(found[1])):
        raise ValueError(cell)
    return None if found[2] else f"Season {found[1]}"


def _year(cell: str) -> int:
    if not _YEAR.fullmatch(cell):
        raise ValueError(cell)
    return int(cell)


def _plain_number(cell: str) -> float:
    number = float(cell)
    if not 0 <= number < 1e9:
        raise ValueError(cell)
    return number


_COST_COLUMNS = (
    "series",
    "season",
    "cost_per_episode_musd",
    "cost_per_season_musd",
    "premiere_year",
    "platform",
    "basis",
    "source_grade",
    "publication",
    "publication_date",
    "url",
    "note",
)

LAYOUTS = (
    Layout("costs", "press and filings, compiled", _COST_COLUMNS, read_costs),
    Layout(
        "disclosed",
        "Netflix, by leak or statement",
        ("title", "metric", "value", "unit", "window", "publication", "date", "url", "note"),
        read_disclosed,
    ),
)
"""Headers of the costs and of the disclosed figures."""
