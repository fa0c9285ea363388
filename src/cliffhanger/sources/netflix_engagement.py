"""Netflix's engagement reports ("What We Watched"): hours of everything watched, by half-year.

Publisher
    Netflix, about.netflix.com/en/news/what-we-watched-a-netflix-engagement-report (XLSX). Published openly, no licence
    for reuse is stated.
Period
    Half-years since January 2023, each published five months after its end at first and some weeks after it now.
Known faults
    Hours and views are rounded to 100,000 and whatever had less is absent. The first report mixes series and films on
    one sheet and has neither runtimes nor views. A runtime is what had been released by the end of the half, so it
    grows between reports; ``*`` stands where there is no single one, ``4:44*`` where live viewing is part of it and
    views are not hours / runtime. Release dates are empty for most licensed titles, and some appear only in later
    reports. Season labels are rewritten between reports. Titles in other scripts follow `` // `` and are kept here,
    since the English half alone is not unique. The rows "Other Shows" and "Other Movies" sum up what is not listed
    and are left out.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.errors import Problem, SourceError
from cliffhanger.evidence.markers import MONTHS
from cliffhanger.evidence.netflix_calendar import LONGEST_LAG_DAYS, REPORTS_PUBLISHED, SAVED_BEFORE_DAYS
from cliffhanger.sources.cells import Cells, finish, printed
from cliffhanger.sources.files import Sheet, SourceFile
from cliffhanger.sources.layouts import Layout
from cliffhanger.sources.workbooks import saved_on

PUBLISHER = "Netflix"

CATCH_ALLS = frozenset({"Other Shows", "Other Movies"})
"""Rows that sum up what is not listed; they are no titles."""

PARTIAL = "live or partial runtime"
"""Note of a runtime that was printed with an asterisk."""

_COLUMNS = ("Title", "Available Globally?", "Release Date", "Hours Viewed")
_KINDS = {"TV": "tv", "Shows": "tv", "Film": "film", "Movies": "film"}
_PERIOD = re.compile(r"\bfrom ([A-Z][a-z]+) to ([A-Z][a-z]+) (\d{4})\b")
_MONTHS = {name.capitalize(): number for number, name in enumerate(MONTHS, 1)}
_RUNTIME = re.compile(r"(\d{1,4}):([0-5]\d)\*?")


def read_engagement(file: SourceFile) -> pa.Table:
    """Read one engagement report, all its sheets.

    Parameters
    ----------
    file : SourceFile
        XLSX as published; the period is read from the rows above the header.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: hours_viewed and available_globally; where printed release_date, runtime_min and views.
        Figures are known on the day of the report, a premiere on its own day.

    Raises
    ------
    SourceError
        With every cell that does not fit, and every title that stands twice with one release date on one sheet.
    """
    start, end = _period(file)
    published = REPORTS_PUBLISHED.get(end) or _published(file, end)
    sheets = [Cells(file, _without_catch_alls(file, sheet)) for sheet in file.sheets]
    tables = [table for cells in sheets for table in _read_sheet(cells, start, end, published)]
    finish(file, *sheets)
    return pa.concat_tables(tables)


def _published(file: SourceFile, end: dt.date) -> dt.date:
    """When a report of which we do not know it can have been published at the latest: it says when it was saved."""
    saved = saved_on(file.data) if file.is_workbook else None
    if saved is None or saved <= end:
        return end + dt.timedelta(days=LONGEST_LAG_DAYS)
    return saved + dt.timedelta(days=SAVED_BEFORE_DAYS)


def _read_sheet(cells: Cells, start: dt.date, end: dt.date, published: dt.date) -> list[pa.Table]:
    title = cells.text("Title", required=True)
    premiere = cells.day("Release Date", required=False)
    globally = cells.one_of("Available Globally?", ("Yes", "No"))
    hours = cells.number("Hours Viewed", "hours_viewed")
    cells.unique("Title", "Release Date")
    about = {
        "series_text": title,
        "platform": PUBLISHER,
        "hint_kind": _KINDS.get(cells.sheet.name or "", "unknown"),
        "hint_premiere": premiere,
        "list_name": "engagement",
        "geography": "world",
        "snapshot_on": published,
    }
    dated = {**about, "period_start": start, "period_end": end, "known_on": published}
    tables = [
        printed(cells, "hours_viewed", hours, **dated),
        printed(cells, "available_globally", text=pc.utf8_lower(globally), **dated),
        printed(
            cells,
            "release_date",
            text=premiere.cast(pa.string()),
            **about,
            period_start=premiere,
            period_end=premiere,
            # A premiere was public on its own day, long before the report that prints it.
            known_on=pc.min_element_wise(premiere, pa.scalar(published)),
        ),
    ]
    if cells.has("Runtime"):
        runtime = cells.convert(
            "Runtime", pa.float64(), _minutes, "hours and minutes as 7:34 or 7:34*", required=False, empty=("", "*")
        )
        partial = pc.ends_with(cells.text("Runtime"), "*")
        tables.append(printed(cells, "runtime_min", runtime, **dated, note=pc.if_else(partial, PARTIAL, None)))
    if cells.has("Views"):
        tables.append(printed(cells, "views", cells.number("Views", "views", required=False), **dated))
    return tables


def _period(file: SourceFile) -> tuple[dt.date, dt.date]:
    """Read the first and last day from the preamble ('Views from July to December 2023')."""
    periods, problems = set(), []
    for sheet in file.sheets:
        found = _PERIOD.search(sheet.preamble)
        if found and found[1] in _MONTHS and found[2] in _MONTHS and _MONTHS[found[1]] <= _MONTHS[found[2]]:
            year, last = int(found[3]), _MONTHS[found[2]]
            periods.add((dt.date(year, _MONTHS[found[1]], 1), dt.date(year, last, calendar.monthrange(year, last)[1])))
        else:
            above = sheet.preamble.replace("\n", " / ") or "nothing"
            problems.append(
                Problem(None, None, "the words 'from MONTH to MONTH YEAR' above the header", above[:80], sheet.name)
            )
    if len(periods) > 1:
        problems.append(Problem(None, None, "one period on all sheets", f"{len(periods)} periods"))
    if problems:
        raise SourceError(
            file.path, problems, "Read the report as Netflix publishes it, with all rows above the header."
        )
    return periods.pop()


def _without_catch_alls(file: SourceFile, sheet: Sheet) -> Sheet:
    """Drop the rows that sum up the unlisted; refuse a sheet that lacks a column."""
    missing = [
        Problem(None, name, "this column", "none of that name", sheet.name)
        for name in _COLUMNS
        if name not in sheet.columns
    ]
    if missing:
        raise SourceError(file.path, missing, "Read the report as Netflix publishes it.")
    titles = sheet.columns["Title"]
    if CATCH_ALLS.isdisjoint(titles):
        return sheet
    kept = [at for at, title in enumerate(titles) if title not in CATCH_ALLS]
    columns = {name: [cells[at] for at in kept] for name, cells in sheet.columns.items()}
    return replace(sheet, columns=columns, rows=[sheet.rows[at] for at in kept])


def _minutes(cell: str) -> float:
    found = _RUNTIME.fullmatch(cell)
    minutes = int(found[1]) * 60 + int(found[2]) if found else 0
    if not 0 < minutes <= 60_000:
        raise ValueError(cell)
    return float(minutes)


LAYOUTS = (Layout("netflix_engagement", PUBLISHER, _COLUMNS, read_engagement),)
"""The header that all reports share; runtimes and views came with the second."""
