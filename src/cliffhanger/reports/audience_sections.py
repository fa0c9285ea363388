"""The sections of a report on the audience: weekly list, daily list, half-years, Nielsen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cliffhanger.reports import words
from cliffhanger.reports.dossier import Dossier, Week
from cliffhanger.reports.inert import plain
from cliffhanger.reports.tables import SOURCE, Cell, Section, cited, drop_empty, without

_COUNTRIES = {"US": "the United States", "world": "the world"}
_BELOW = "below"
_BELOW_IN_FULL = "below the tenth place"


def weekly(dossier: Dossier) -> Section:
    """The audience week by week; a week off the list shows its bound, never a zero."""
    weeks = dossier.weeks
    rows = tuple(
        (
            Cell(str(week.number)),
            Cell(words.span(week.start, week.end, short=True)),
            Cell(plain(week.list_name)),
            Cell(_BELOW if is_below(week) else words.NOT_KNOWN if week.rank is None else str(week.rank)),
            _or_bound(week.hours_viewed, week.below_hours),
            _or_bound(week.views, week.below_views),
            Cell(words.NOT_KNOWN if week.countries is None else words.number(week.countries)),
            cited(week.sources),
        )
        for week in weeks
    )
    sums = tuple(
        Cell(f"{plain(f.name)}: {words.quantity(f.value, f.unit)}", f.sources, plain(f.note or ""))
        for f in dossier.audience
    )
    columns = ("Week", "Dates", "List", "Rank", "Hours viewed, M", "Views, M", "Countries", SOURCE) if rows else ()
    section = drop_empty(
        Section("weekly", "The audience week by week", columns, rows, frozenset({0, 3, 4, 5, 6})), 5, 6
    )
    lists = list(dict.fromkeys(plain(week.list_name) for week in weeks if week.list_name))
    name = ""
    if len(lists) < 2:
        section = without(section, 2)
        name = f"List: {lists[0]}. " if lists else ""
    section = replace(section, notes=sums)
    if rows:
        section = section.adding(f"{name}Week 1 is the week of the premiere; M = million.", *_legend(weeks))
    return section


def reconstructed(dossier: Dossier) -> Section:
    """The audience by the model: totals with their intervals; the weeks are in the chart and in the JSON."""
    if not dossier.estimates:
        return Section("reconstructed", "The audience reconstructed")
    rows = tuple(
        (
            Cell(plain(estimate.name)),
            Cell(words.millions(estimate.middle, 1)),
            Cell(f"{words.millions(estimate.lo80, 1)}–{words.millions(estimate.hi80, 1)}"),
        )
        for estimate in dossier.estimates
    )
    columns = ("Total", "Hours viewed, M", "80 % interval, M")
    section = Section("reconstructed", "The audience reconstructed", columns, rows, frozenset({1, 2}))
    knows = words.day(dossier.curve_knows) if dossier.curve_knows else "the date"
    return section.adding(
        "Estimated: weeks on the list as printed, the others by a model of all seasons' curves, which knows the "
        f"figures of this season to the date and those of its kin to {knows}. M = million."
    )


def is_below(week: Week) -> bool:
    """Whether the week is off the list with a bound known, in hours or in views."""
    off = week.hours_viewed is None and week.views is None
    return off and (week.below_hours is not None or week.below_views is not None)


def unknown(week: Week) -> bool:
    """Whether neither a figure nor a bound of the week is at hand."""
    return week.hours_viewed is None and week.views is None and not is_below(week)


def _or_bound(figure: float | None, bound: float | None) -> Cell:
    if figure is not None:
        return Cell(words.millions(figure))
    if bound is None:
        return Cell(words.NOT_KNOWN)
    return Cell(f"< {words.millions(words.upward(bound))}", small=_BELOW_IN_FULL)


def _legend(weeks: Sequence[Week]) -> list[str]:
    said = []
    if any(is_below(week) for week in weeks):
        said.append(
            "Below: it was off the list that week, below the tenth place. The tenth place's figure, behind '<', is the "
            "most it can have had; how much it had is not known, and it was not zero."
        )
    if any(unknown(week) for week in weeks):
        said.append("A dash: no figure at hand, which is not zero.")
    return said


def daily(dossier: Dossier) -> Section:
    """The run on the daily list on screen."""
    rows = tuple(
        (
            Cell(_where(run.geography)),
            Cell(words.span(run.first, run.last, short=True)),
            Cell(words.number(run.days)),
            Cell(str(run.best_rank)),
            cited(run.sources),
        )
        for run in dossier.daily
    )
    columns = ("Daily list of", "Dates", "Days on it", "Best rank", SOURCE) if rows else ()
    return Section("daily", "The daily list on screen", columns, rows, frozenset({2, 3}))


def _where(geography: str) -> str:
    return words.capital(_COUNTRIES.get(geography, plain(geography)))


def long_tail(dossier: Dossier) -> Section:
    """The half-yearly engagement reports."""
    halves = dossier.long_tail
    places = words.decimals(half.hours_viewed for half in halves)
    rows = tuple(
        (
            Cell(words.half_year(half.start, half.end)),
            Cell(words.millions(half.hours_viewed, places)),
            Cell(words.NOT_KNOWN if half.views is None else words.millions(half.views, 1)),
            Cell(words.NOT_KNOWN if half.runtime_min is None else words.runtime(half.runtime_min)),
            cited(half.sources),
        )
        for half in halves
    )
    columns = ("Half-year", "Hours viewed, M", "Views, M", "Runtime", SOURCE) if rows else ()
    section = drop_empty(Section("long-tail", "The long tail", columns, rows, frozenset({1, 2, 3})), 2, 3)
    return (
        section.adding("Hours of the whole half-year, from the publisher's reports; M = million.") if rows else section
    )


def nielsen(dossier: Dossier) -> Section:
    """Appearances on Nielsen's lists."""
    places = words.decimals(week.minutes_viewed for week in dossier.nielsen)
    rows = tuple(
        (
            Cell(words.span(week.start, week.end, short=True)),
            Cell(words.capital(plain(week.list_name).removeprefix("Nielsen ")) or words.NOT_KNOWN),
            Cell(words.NOT_KNOWN if week.rank is None else str(week.rank)),
            Cell(words.NOT_KNOWN if week.minutes_viewed is None else words.millions(week.minutes_viewed, places)),
            cited(week.sources),
        )
        for week in dossier.nielsen
    )
    columns = ("Week", "List", "Rank", "Minutes viewed, M", SOURCE) if rows else ()
    section = Section("nielsen", "Nielsen, United States", columns, rows, frozenset({2, 3}))
    if not rows:
        return section
    gaps = any(week.minutes_viewed is None for week in dossier.nielsen)
    dash = " A dash: figure not found, which is not zero." if gaps else ""
    return section.adding(f"Minutes on television sets, all seasons of the series together; M = million.{dash}")
