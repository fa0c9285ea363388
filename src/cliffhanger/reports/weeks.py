"""The dossier's weeks: on the list with figures, off it with a bound, never a zero."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cliffhanger.evidence.netflix_calendar import RANKED_BY_VIEWS_SINCE
from cliffhanger.reports.citations import Citations
from cliffhanger.reports.dossier import Figure, Week
from cliffhanger.reports.sections import day, of, value, views_of

Row = Mapping[str, object]

SHOWN_AFTER = 4
"""Weeks off the list that are shown after the last week on it."""

FIRST_WEEKS = 4
"""Weeks that are always shown, for a season that never charted too."""

_ALL_TIME = {
    "hours_viewed_28d": "Hours in the first 28 days (all-time list)",
    "hours_viewed_91d": "Hours in the first 91 days (all-time list)",
    "views_91d": "Views in the first 91 days (all-time list)",
}


def weeks(own: Sequence[Row], tenths: Sequence[Row], premiered: dt.date | None, cites: Citations) -> tuple[Week, ...]:
    """The season's weeks on the platform's weekly list, and the weeks off it that a bound is known for.

    Parameters
    ----------
    own : sequence of mapping
        Facts of the season.
    tenths : sequence of mapping
        Rows of `audience.weekly.tenth_places`.
    premiered : date or None
        The premiere; without one the first charted week counts as week 1.
    cites : Citations
        Numbers the sources.
    """
    charted: dict[dt.date, list[Row]] = defaultdict(list)
    countries: dict[dt.date, set[str]] = defaultdict(set)
    country_rows: dict[dt.date, list[Row]] = defaultdict(list)
    for row in own:
        end = day(row, "period_end")
        if end and str(row["list_name"]).startswith("global TV"):
            charted[end].append(row)
        elif end and row["list_name"] == "country TV" and row["measure"] == "rank" and row["source"] != "casebook":
            # The casebook names single countries; only the publisher's whole list can be counted.
            countries[end].add(str(row["geography"]))
            country_rows[end].append(row)
    counted = {
        end: (int(float(value(row))), row)
        for row in of(own, "countries_in_top10")
        if (end := day(row, "period_end")) and end not in countries
    }
    ends = {*charted, *countries, *counted}
    if not ends and not premiered:
        return ()
    first = _sunday(premiered) if premiered else min(ends)
    first = min(first, *charted) if charted else first
    bounds: dict[dt.date, list[Row]] = defaultdict(list)
    names = {str(row["list_name"]) for rows in charted.values() for row in rows}
    for row in tenths:
        end = day(row, "period_end")
        if end and (not names or row["list_name"] in names):
            bounds[end].append(row)
    horizon = max(
        first + dt.timedelta(weeks=FIRST_WEEKS - 1), _run_end(first, set(charted)) + dt.timedelta(weeks=SHOWN_AFTER)
    )
    shown = {end for end in bounds if first <= end <= horizon} | ends
    runtime = _runtime(own)
    found = []
    for end in sorted(shown):
        place = countries.get(end)
        number = len(place) if place else counted[end][0] if end in counted else None
        cited = country_rows.get(end, []) + ([counted[end][1]] if end in counted else [])
        if end in charted:
            found.append(_on_list(end, first, charted[end], number, cites.cite([*charted[end], *cited])))
        elif end in bounds:
            found.append(
                _off_list(end, first, bounds[end], runtime, number, cites.cite([*_as_facts(bounds[end]), *cited]))
            )
        else:
            found.append(_unknown(end, first, number, cites.cite(cited)))
    return tuple(found)


def audience(own: Sequence[Row], shown: Sequence[Week], cites: Citations) -> tuple[Figure, ...]:
    """Sums over the charted weeks, and the all-time list."""
    figures = []
    charted = [week for week in shown if week.hours_viewed is not None]
    if charted:
        every = tuple(sorted({number for week in charted for number in week.sources}))
        figures.append(Figure("Weeks on the weekly list", float(len(charted)), "weeks", every))
        figures.append(
            Figure("Hours over these weeks", sum(week.hours_viewed or 0.0 for week in charted), "hours", every)
        )
        four = [week for week in charted if week.number <= FIRST_WEEKS]
        if four and len(four) != len(charted):
            sources = tuple(sorted({number for week in four for number in week.sources}))
            figures.append(
                Figure(
                    f"Hours in its first {FIRST_WEEKS} weeks, as far as on the list",
                    sum(week.hours_viewed or 0.0 for week in four),
                    "hours",
                    sources,
                    f"{len(four)} of {FIRST_WEEKS} weeks on the list",
                )
            )
    for measure, name in _ALL_TIME.items():
        rows = of(own, measure)
        if rows:
            latest = max(rows, key=lambda row: str(row["known_on"]))
            unit = "views" if measure.startswith("views") else "hours"
            figures.append(Figure(name, float(value(latest)), unit, cites.cite(latest)))
    return tuple(figures)


def _on_list(
    end: dt.date, first: dt.date, rows: Sequence[Row], countries: int | None, sources: tuple[int, ...]
) -> Week:
    def number(measure: str) -> float | None:
        found = of(rows, measure)
        return sum(float(value(row)) for row in found) if found else None

    ranks = [float(value(row)) for row in of(rows, "rank")]
    return Week(
        _number(end, first),
        end - dt.timedelta(days=6),
        end,
        str(rows[0]["list_name"]),
        int(min(ranks)) if ranks else None,
        number("hours_viewed"),
        views_of(rows),
        None,
        None,
        countries,
        sources,
    )


def _off_list(
    end: dt.date,
    first: dt.date,
    tenth: Sequence[Row],
    runtime: float | None,
    countries: int | None,
    sources: tuple[int, ...],
) -> Week:
    # A season whose list is unknown stood on neither: the larger tenth place bounds it.
    by_views = end >= RANKED_BY_VIEWS_SINCE
    row = max(tenth, key=lambda r: _float(r["views"] if by_views else r["hours_viewed"]))
    views = _float(row["views"]) if by_views and row["views"] is not None else None
    hours = _float(row["hours_viewed"]) if not by_views else None
    if views is not None and runtime:
        hours = views * runtime / 60
    names = " / ".join(sorted(str(r["list_name"]) for r in tenth))
    return Week(
        _number(end, first), end - dt.timedelta(days=6), end, names, None, None, None, hours, views, countries, sources
    )


def _unknown(end: dt.date, first: dt.date, countries: int | None, sources: tuple[int, ...]) -> Week:
    return Week(
        _number(end, first), end - dt.timedelta(days=6), end, "", None, None, None, None, None, countries, sources
    )


def _as_facts(tenth: Sequence[Row]) -> list[Row]:
    return [
        {
            **row,
            "sheet": None,
            "publication": None,
            "url": None,
            "note": "tenth place: the bound for a week off the list",
        }
        for row in tenth
    ]


def _run_end(first: dt.date, charted: set[dt.date]) -> dt.date:
    """Last week of the first run on the list; gaps of a month end it."""
    end = first
    for week in sorted(charted):
        if week - end > dt.timedelta(weeks=SHOWN_AFTER + 1):
            break
        end = week
    return end


def _runtime(own: Sequence[Row]) -> float | None:
    rows = of(own, "runtime_min")
    return float(value(max(rows, key=lambda row: str(row["known_on"])))) if rows else None


def _sunday(premiered: dt.date) -> dt.date:
    return premiered + dt.timedelta(days=6 - premiered.weekday())


def _number(end: dt.date, first: dt.date) -> int:
    return (end - first).days // 7 + 1


def _float(number: object) -> float:
    return float(number) if isinstance(number, (int, float)) else 0.0
