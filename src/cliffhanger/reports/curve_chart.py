"""The dossier's chart of the reconstructed audience: figures, bounds, the curve with its bands, and what lies ahead."""

from __future__ import annotations

from typing import Any

from cliffhanger.reports import words
from cliffhanger.reports.charts import BLUE, GREY, INK, ORANGE, WIDE, chart_of, hours_on, svg_of
from cliffhanger.reports.dossier import CurveWeek, Dossier
from cliffhanger.reports.layout import title

_LEAST = 1e3  # hours; the axis is logarithmic


def curve_chart(dossier: Dossier, width: int = WIDE) -> str:
    """Draw the curve with its 50 and 80 % bands, and beyond the as-of date in another hue.

    Listed weeks are points; a week off the list is an arrow down from the tenth place's figure. The axis of hours is
    logarithmic, since a tail of one hundredth of the first week is what is asked about.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    width : int
        Pixels over all.

    Returns
    -------
    str
        One SVG element; empty where there is no curve.
    """
    weeks = dossier.curve
    if len(weeks) < 2:
        return ""
    import altair as alt

    past = [week for week in weeks if not week.ahead]
    ahead = [week for week in weeks if week.ahead]
    if past:
        ahead = [past[-1], *ahead]  # so that the bands meet
    top = max([week.hi80 for week in weeks] + [w.hours_viewed or 0.0 for w in dossier.weeks])
    low = max(_LEAST, min(week.lo80 for week in weeks))
    scale = alt.Scale(type="log", domain=[low / 1e6, 1.5 * top / 1e6], nice=False)
    y = hours_on(scale, "Hours viewed, millions (logarithmic)", tickCount=4, format="~g")
    layers = [
        layer for part, colour in ((past, BLUE), (ahead, ORANGE)) if len(part) > 1 for layer in _bands(part, colour, y)
    ]
    layers += _printed(dossier, y)
    ticks = alt.Axis(grid=False, tickSize=0, labelPadding=6, title="Week since the premiere", tickMinStep=1, format="d")
    x = alt.X("week:Q", axis=ticks, scale=alt.Scale(domain=[0.5, weeks[-1].number + 0.5], nice=False))
    chart = alt.layer(*layers).encode(x=x)
    return svg_of(
        chart, curve_headline(dossier), about_curve(dossier), f"curve-{width}", width, 280 if width >= 500 else 230
    )


def curve_headline(dossier: Dossier) -> str:
    """State what the chart shows in one line."""
    first = next((one for one in dossier.estimates if "91" in one.name), None)
    if first is None:
        return "The audience reconstructed week by week"
    between = f"between {words.millions(first.lo80, 1)} and {words.millions(first.hi80, 1)} M"
    if first.lo80 == first.hi80:
        return f"{words.millions(first.middle, 1)} M hours in the first 91 days"
    return f"{words.millions(first.middle, 1)} M hours in the first 91 days, {between} (80 % interval)"


def _bands(weeks: list[CurveWeek], colour: str, y: Any) -> list[Any]:
    import altair as alt

    def band(low: str, high: str, opacity: float) -> Any:
        rows = [
            {"week": week.number, "hours": max(_LEAST, getattr(week, low)) / 1e6, "to": getattr(week, high) / 1e6}
            for week in weeks
        ]
        return chart_of(rows).mark_area(color=colour, opacity=opacity, clip=True).encode(y=y, y2=alt.Y2("to:Q"))

    line = [{"week": week.number, "hours": max(_LEAST, week.middle) / 1e6} for week in weeks]
    return [
        band("lo80", "hi80", 0.18),
        band("lo50", "hi50", 0.28),
        chart_of(line).mark_line(color=colour, strokeWidth=2, clip=True).encode(y=y),
    ]


def _printed(dossier: Dossier, y: Any) -> list[Any]:
    last = dossier.curve[-1].number
    shown = [week for week in dossier.weeks if 1 <= week.number <= last]
    on = [{"week": w.number, "hours": w.hours_viewed / 1e6} for w in shown if w.hours_viewed]
    off = [{"week": w.number, "hours": w.below_hours / 1e6} for w in shown if w.hours_viewed is None and w.below_hours]
    layers = []
    if off:
        mark = chart_of(off).mark_point(shape="triangle-down", filled=True, color=GREY, size=36, opacity=0.9)
        layers.append(mark.encode(y=y))
    if on:
        layers.append(chart_of(on).mark_point(filled=True, color=INK, size=34, opacity=1).encode(y=y))
    return layers


def about_curve(dossier: Dossier) -> str:
    """The curve in words, week by week."""
    said = "; ".join(
        f"week {week.number}: {words.large(week.middle)}{', ahead' if week.ahead else ''}"
        for week in dossier.curve[:40]
    )
    return f"{title(dossier)}, hours viewed by week as reconstructed, as of {words.day(dossier.as_of)}. {said}."
