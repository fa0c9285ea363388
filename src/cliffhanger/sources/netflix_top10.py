"""Netflix's weekly Top 10: the global list, the lists by country and the most popular of all time.

Publisher
    Netflix, www.netflix.com/tudum/top10 (TSV and XLSX). Published openly, no licence for reuse is stated.
Period
    Weeks Monday to Sunday since 2021-06-28; published on Tuesdays; first published on 2021-11-16.
Known faults
    Past rows are rewritten: season titles (``Season 1`` becomes ``Limited Series``), hours by a little. Ranked by hours
    to the week of 2023-06-11 and by views after; runtimes and views stand only in copies since then and were filled in
    backwards. Hours are rounded to 10,000, later to 100,000. For some weeks the address answered with a web page.
"""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.evidence.netflix_calendar import VIEWS_PUBLISHED, WEEKS_PUBLISHED
from cliffhanger.sources.cells import Cells, finish, printed
from cliffhanger.sources.files import SourceFile, day_in_name
from cliffhanger.sources.layouts import Layout

PUBLISHER = "Netflix"
_SOURCE = "netflix_top10"
_GLOBAL = ("Films (English)", "Films (Non-English)", "TV (English)", "TV (Non-English)")
_NO_SEASON = ("", "N/A")


def read_global(file: SourceFile) -> pa.Table:
    """Read the global list (``all-weeks-global``), in any format since 2021.

    Parameters
    ----------
    file : SourceFile
        TSV, CSV or XLSX with one row per week, category and rank.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: rank, hours_viewed, weeks_in_top10 and, where printed, runtime_min and views.

    Raises
    ------
    SourceError
        With every cell that does not fit.
    """
    cells = Cells(file, file.sheets[0])
    week = cells.day("week")
    category = cells.one_of("category", _GLOBAL)
    rank = cells.number("weekly_rank", "rank")
    hours = cells.number("weekly_hours_viewed", "hours_viewed")
    weeks = cells.number("cumulative_weeks_in_top_10", "weeks_in_top10")
    cells.unique("week", "category", "weekly_rank")
    cells.unique("week", "category", "show_title", "season_title")
    measures = {"rank": rank, "hours_viewed": hours, "weeks_in_top10": weeks}
    if cells.has("runtime"):
        # A zero stands where Netflix gives no single runtime: live events and weekly releases.
        measures["runtime_min"] = cells.number("runtime", "runtime_min", required=False, empty=("", "0"), scale=60)
        measures["views"] = cells.number("weekly_views", "views", required=False)
    about = _about(cells, category)
    snapshot = cells.day("first_snapshot_date") if cells.has("first_snapshot_date") else None
    _whole_weeks(cells, week)
    finish(file, cells)
    published = _published(week)
    tables = []
    for measure, value in measures.items():
        first = VIEWS_PUBLISHED if measure in ("runtime_min", "views") else WEEKS_PUBLISHED
        tables.append(
            printed(
                cells,
                measure,
                value,
                **about,
                list_name=pc.binary_join_element_wise("global", category, " "),
                **_week(week),
                geography="world",
                known_on=pc.max_element_wise(published, pa.scalar(first)),
                snapshot_on=snapshot if snapshot is not None else _copied_on(file, published),
            )
        )
    return pa.concat_tables(tables)


def read_countries(file: SourceFile) -> pa.Table:
    """Read the lists by country (``all-weeks-countries``): ranks only, no hours.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: rank, by country.

    Raises
    ------
    SourceError
        With every cell that does not fit.
    """
    cells = Cells(file, file.sheets[0])
    week = cells.day("week")
    category = cells.one_of("category", ("Films", "TV"))
    rank = cells.number("weekly_rank", "rank")
    country = _country(cells)
    cells.unique("country_iso2", "week", "category", "weekly_rank")
    about = _about(cells, category)
    _whole_weeks(cells, week)
    copied = cells.day("snapshot_date") if cells.has("snapshot_date") else None
    finish(file, cells)
    published = _published(week)
    snapshot = copied if copied is not None else _copied_on(file, published)
    return printed(
        cells,
        "rank",
        rank,
        **about,
        list_name=pc.binary_join_element_wise("country", category, " "),
        **_week(week),
        geography=country,
        known_on=published,
        snapshot_on=snapshot,
    )


def read_most_popular(file: SourceFile) -> pa.Table:
    """Read the all-time list (``most-popular``): hours of the first 28 days, since June 2023 of the first 91.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: rank and hours_viewed_28d, or rank, hours_viewed_91d, views_91d and runtime_min. The figures
        count as known on the day of the copy that the file's name ends in, since the list does not say when they were
        reached; without such a day, only from today.

    Raises
    ------
    SourceError
        With every cell that does not fit.
    """
    cells = Cells(file, file.sheets[0])
    category = cells.one_of("category", _GLOBAL)
    measures = {"rank": cells.number("rank", "rank")}
    if cells.has("hours_viewed_first_28_days"):
        measures["hours_viewed_28d"] = cells.number("hours_viewed_first_28_days", "hours_viewed_28d")
    else:
        measures["hours_viewed_91d"] = cells.number("hours_viewed_first_91_days", "hours_viewed_91d")
        measures["views_91d"] = cells.number("views_first_91_days", "views_91d")
        measures["runtime_min"] = cells.number("runtime", "runtime_min", scale=60)
    cells.unique("category", "rank")
    about = _about(cells, category)
    finish(file, cells)
    copied = day_in_name(file) or dt.datetime.now(dt.UTC).date()
    tables = [
        printed(
            cells,
            measure,
            value,
            **about,
            list_name=pc.binary_join_element_wise("most popular", category, " "),
            geography="world",
            known_on=copied,
            snapshot_on=copied,
        )
        for measure, value in measures.items()
    ]
    return pa.concat_tables(tables)


def _about(cells: Cells, category: pa.Array) -> dict[str, object]:
    kind = pc.if_else(pc.starts_with(category, "TV"), "tv", "film")
    season = "season_title" if cells.has("season_title") else "title"
    show = cells.text("show_title", required=season == "season_title")
    season_text = cells.text(season, empty=_NO_SEASON, required=season == "title")
    return {
        # The country pages of 2025 print one title; the show's name is then not known apart.
        "series_text": pc.coalesce(show, season_text),
        "season_text": season_text if season == "season_title" else pc.if_else(pc.is_valid(show), season_text, None),
        "platform": PUBLISHER,
        "hint_kind": kind,
    }


def _country(cells: Cells) -> pa.Array:
    def code(cell: str) -> str:
        if len(cell) != 2 or not cell.isalpha() or not cell.isupper():
            raise ValueError(cell)
        return cell

    return cells.convert("country_iso2", pa.string(), code, "an ISO 3166 code of two capitals")


def _whole_weeks(cells: Cells, week: pa.Array) -> None:
    # 7 = Sunday; a week that ends on another day is a slip that would shift every later comparison.
    wrong = pc.indices_nonzero(pc.not_equal(pc.day_of_week(week, count_from_zero=False), 7))
    for at in wrong.to_pylist():
        cells.refuse(at, "week", "a Sunday, on which Netflix's weeks end", str(week[at]))


def _published(week: pa.Array) -> pa.Array:
    tuesday = pc.add(week, pa.scalar(dt.timedelta(days=2), pa.duration("s"))).cast(pa.date32())
    return pc.max_element_wise(tuesday, pa.scalar(WEEKS_PUBLISHED))


def _week(week: pa.Array) -> dict[str, pa.Array]:
    monday = pc.subtract(week, pa.scalar(dt.timedelta(days=6), pa.duration("s"))).cast(pa.date32())
    return {"period_start": monday, "period_end": week}


def _copied_on(file: SourceFile, published: pa.Array) -> dt.date:
    # A copy cannot be older than its latest week; a name that says so tells of something else.
    newest: dt.date = pc.max(published).as_py()
    named = day_in_name(file)
    return named if named and named >= newest else newest


LAYOUTS = (
    Layout(
        _SOURCE,
        PUBLISHER,
        ("country_iso2", "week", "category", "weekly_rank", "show_title"),
        read_countries,
    ),
    Layout(
        _SOURCE,
        PUBLISHER,
        (
            "week",
            "category",
            "weekly_rank",
            "show_title",
            "season_title",
            "weekly_hours_viewed",
            "cumulative_weeks_in_top_10",
        ),
        read_global,
    ),
    Layout(_SOURCE, PUBLISHER, ("category", "rank", "show_title", "season_title"), read_most_popular),
)
"""Headers by which the three lists are recognised; countries first, since they share columns with the global list."""
