"""Seasons side by side, drawn: hours or views by the week since each one's premiere, as a chart and as a table."""

from __future__ import annotations

import math
from typing import Any

from cliffhanger.reports import words
from cliffhanger.reports.charts import GREY, chart_of, svg_of
from cliffhanger.reports.compare import Compared, Comparison
from cliffhanger.reports.dossier import Week
from cliffhanger.reports.inert import plain
from cliffhanger.reports.tables import Cell, Section

HUES = ("#0072B2", "#D55E00", "#007A5A", "#A3467F", "#7A5C00", "#56606B")
"""Told apart by the colour-blind; the ends of the lines bear names as well."""

_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


def name_of(one: Compared) -> str:
    """Series and season, for a legend."""
    series, season = plain(one.series), plain(one.season)
    return series if season in ("", series) else f"{series}, {season}"


def value_of(week: Week, unit: str) -> float | None:
    """Hours or views of a week on the list; None off it, and of views where the list did not tell them."""
    return week.hours_viewed if unit == "hours" else week.views


def compare_chart(found: Comparison, unit: str, width: int = 860) -> str:
    """Draw the weeks as lines on one axis; weeks off the list are gaps.

    Parameters
    ----------
    found : Comparison
        The seasons.
    unit : {'hours', 'views'}
        What is drawn.
    width : int
        Pixels over all.

    Returns
    -------
    str
        One SVG element; empty where no week has a figure.
    """
    import altair as alt

    rows = [row for one in found.seasons for row in _drawn(one, unit)]
    if not rows:
        return ""
    names = [name_of(one) for one in found.seasons]
    last = max(row["week"] for row in rows)
    axis = alt.Axis(title="Week since the premiere", tickMinStep=1, grid=False, format="d", domainColor=GREY)
    across = alt.X("week:Q", axis=axis, scale=alt.Scale(domain=[1, max(2, last)], nice=False))
    up = alt.Y("value:Q", title=f"{words.capital(unit)} viewed, millions" if unit == "hours" else "Views, millions",
               axis=alt.Axis(domain=False, ticks=False, gridColor="#E7EAED"))  # fmt: skip
    legend = alt.Legend(
        title=None, orient="bottom", columns=2 if width > 500 else 1, labelLimit=width // 2, symbolType="circle"
    )
    hue = alt.Color("season:N", sort=names, scale=alt.Scale(domain=names, range=list(HUES)), legend=legend)
    shape = alt.Shape("season:N", sort=names, scale=alt.Scale(domain=names, range=list(_SHAPES)), legend=None)
    base = chart_of(rows).encode(x=across, y=up, color=hue)
    drawn = base.mark_line(strokeWidth=2).encode(detail="run:N")
    points = base.mark_point(filled=True, size=46, opacity=1).encode(shape=shape)
    best = max(rows, key=lambda row: float(row["value"]))
    headline = f"Best week: {best['season']}, week {best['week']}, {words.number(best['value'], 1)} M {unit}"
    about = "; ".join(f"{name}: {_said(rows, name)}" for name in names)
    return svg_of(
        drawn + points,
        headline,
        f"{words.capital(unit)} by week since the premiere. {about}.",
        f"compare-{width}",
        width,
        380,
    )


def _drawn(one: Compared, unit: str) -> list[dict[str, Any]]:
    """The weeks with a figure; those that follow one another are one run, which a line joins: a gap is off the list."""
    rows: list[dict[str, Any]] = []
    for week in one.weeks:
        value = value_of(week, unit)
        if value is not None:
            run = rows[-1]["run"] + (rows[-1]["week"] != week.number - 1) if rows else 0
            rows.append({"season": name_of(one), "week": week.number, "value": value / 1e6, "run": run})
    return rows


def _said(rows: list[dict[str, Any]], name: str) -> str:
    return (
        ", ".join(f"week {r['week']} {words.number(r['value'])} M" for r in rows if r["season"] == name) or "no figure"
    )


def compare_table(found: Comparison, unit: str) -> Section:
    """The same figures as a table, each with its source; off the list the tenth place as a bound."""
    by_week = [{week.number: week for week in one.weeks} for one in found.seasons]
    numbers = sorted({number for weeks in by_week for number in weeks if _told(weeks[number], unit)})
    rows = tuple((Cell(str(number)), *(_cell(weeks.get(number), unit) for weeks in by_week)) for number in numbers)
    heads = ("Week", *(name_of(one) for one in found.seasons))
    measure = "hours viewed" if unit == "hours" else "views"
    notes = (
        Cell(f"Millions of {measure}. Week 1 is that of the premiere, whatever its weekday: it may hold one day or "
             "seven. < : off the list, so no more than its tenth place. A dash: no figure at hand."),
    )  # fmt: skip
    return Section("weeks", "Week by week", heads, rows, frozenset(range(1, len(heads))), (), notes)


def _told(week: Week, unit: str) -> bool:
    return value_of(week, unit) is not None or (unit == "hours" and week.below_hours is not None)


def _cell(week: Week | None, unit: str) -> Cell:
    if week is None:
        return Cell(words.NOT_KNOWN)
    value = value_of(week, unit)
    if value is not None:
        return Cell(words.millions(value), week.sources)
    bound = week.below_hours if unit == "hours" else week.below_views
    if bound is None:
        return Cell(words.NOT_KNOWN)
    return Cell(f"< {words.number(math.ceil(bound / 1e4) / 100)}", week.sources)
