"""The dossier's charts as Vega-Lite specifications, for pages that draw them in the browser.

They hold figures and no look: colours of words and lines are parameters that a page sets by its own light or dark
(`INK`, `SOFT`, `GRID`). Each comes with its finding and with words for those who cannot see it. Only what the dossier
holds is drawn; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cliffhanger.reports import words
from cliffhanger.reports.charts import BLUE, ORANGE, weekly_headline
from cliffhanger.reports.curve_chart import about_curve, curve_headline
from cliffhanger.reports.dossier import CurveWeek, Dossier
from cliffhanger.reports.inert import plain
from cliffhanger.reports.layout import title
from cliffhanger.reports.money_chart import about_money, money_headline
from cliffhanger.reports.vega import INK, SOFT, Chart, Spec, logarithmic, spec_of

_HUES = {"this season": ORANGE, "comparable": BLUE, "measured against": "#009E73"}
_LEAST = 1e3  # hours: the axis is logarithmic


def charts(dossier: Dossier) -> tuple[Chart, ...]:
    """The charts of a dossier that have something to show.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    """
    drawn = (audience_spec(dossier), tail_spec(dossier), money_spec(dossier))
    return tuple(chart for chart in drawn if chart is not None)


def audience_spec(dossier: Dossier) -> Chart | None:
    """Hours by week: figures, bounds of weeks off the list, the curve with its bands, and what lies ahead.

    None where neither a week nor a curve has hours.
    """
    figures: list[Spec] = [
        {
            "week": w.number,
            "hours": w.hours_viewed / 1e6,
            "said": f"{words.large(w.hours_viewed)}, rank {w.rank or '–'}",
            "dates": words.span(w.start, w.end),
        }
        for w in dossier.weeks
        if w.hours_viewed
    ]
    bounds: list[Spec] = [
        {
            "week": w.number,
            "hours": w.below_hours / 1e6,
            "said": words.below(w.below_hours),
            "dates": words.span(w.start, w.end),
        }
        for w in dossier.weeks
        if w.hours_viewed is None and w.below_hours
    ]
    if not figures and not dossier.curve:
        return None
    layers = _bands(dossier.curve)
    layers += [] if not bounds else [_dots(bounds, "Off the list", shape="triangle-down", color=SOFT, size=45)]
    layers += [] if not figures else [_dots(figures, "On the list", color=INK, size=40)]
    last = max([row["week"] for row in (*figures, *bounds)] + [w.number for w in dossier.curve])
    x = {
        "field": "week",
        "type": "quantitative",
        "title": "Week since the premiere",
        "scale": {"domain": [0.5, last + 0.5], "nice": False},
        "axis": {"grid": False, "tickMinStep": 1, "format": "d"},
    }
    most = max([row["hours"] for row in (*figures, *bounds)] + [w.hi80 / 1e6 for w in dossier.curve])
    least = min([row["hours"] for row in (*figures, *bounds)] + [max(_LEAST, w.lo80) / 1e6 for w in dossier.curve])
    innermost = layers[0]["layer"][0] if "layer" in layers[0] else layers[0]
    innermost["encoding"]["y"] |= logarithmic(0.8 * least, 1.4 * most)
    weeks = [w for w in dossier.weeks if w.hours_viewed is not None or w.below_hours is not None]
    headline = curve_headline(dossier) if dossier.curve else weekly_headline(weeks)
    about = about_curve(dossier) if dossier.curve else f"{title(dossier)}, hours viewed by week. {headline}."
    return Chart("audience", headline, about, {**spec_of(layers, 300), "encoding": {"x": x}})


def tail_spec(dossier: Dossier) -> Chart | None:
    """Hours by half-year; None where no half-year is known."""
    halves = dossier.long_tail
    if not halves:
        return None
    rows: list[Spec] = [
        {
            "half": words.half_year(h.start, h.end),
            "hours": h.hours_viewed / 1e6,
            "said": words.hours(h.hours_viewed),
            "label": words.number(h.hours_viewed / 1e6, 1),
        }
        for h in halves
    ]
    x = {"field": "half", "type": "nominal", "sort": None, "title": None, "axis": {"labelAngle": 0, "labelLimit": 120}}
    y = {"field": "hours", "type": "quantitative", "title": "Hours viewed, millions"}
    tip = [{"field": "half", "title": "Half-year"}, {"field": "said", "title": "Hours"}]
    layers = [
        {
            "data": {"values": rows},
            "mark": {"type": "bar", "color": BLUE, "size": 56},
            "encoding": {"x": x, "y": y, "tooltip": tip},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "text", "dy": -8, "color": INK},
            "encoding": {"x": x, "y": y, "text": {"field": "label"}},
        },
    ]
    ends = (halves[0], halves[-1])
    said = [f"{words.hours(h.hours_viewed)} in {words.half_year(h.start, h.end)}" for h in ends]
    headline = said[0] if len(halves) == 1 else f"{said[0]}, {said[1]}"
    about = "; ".join(f"{row['half']}: {row['said']}" for row in rows)
    return Chart("long-tail", headline, f"{title(dossier)}, hours viewed by half-year. {about}.", spec_of(layers, 220))


def money_spec(dossier: Dossier) -> Chart | None:
    """Hours of four weeks against price, with the line of break-even; None where no price is known."""
    found = dossier.money
    if found is None or not found.seasons or found.usd_per_hour <= 0:
        return None
    rows: list[Spec] = [
        {
            "price": s.price_usd / 1e6,
            "low": s.price_lo80 / 1e6,
            "high": s.price_hi80 / 1e6,
            "hours": s.hours_4_weeks / 1e6,
            "why": s.why,
            "cost": s.cost_status,
            "label": plain(s.series if s.season in ("", s.series) else f"{s.series}, {s.season}"),
            "said": f"{words.millions(s.hours_4_weeks, 1)} M hours for {words.millions(s.price_usd, 1)} M US dollars",
        }
        for s in found.seasons
    ]
    ends = [0.6 * min(row["low"] for row in rows), 1.8 * max(row["high"] for row in rows)]
    line = [{"price": end, "hours": end / found.usd_per_hour} for end in ends]
    hours = [row["hours"] for row in rows]
    x = {"field": "price", "type": "quantitative", "title": "Price, M US dollars (logarithmic)", **logarithmic(*ends)}
    y = {
        "field": "hours",
        "type": "quantitative",
        "title": "Hours in four weeks, M (logarithmic)",
        **logarithmic(0.5 * min(hours), 3 * max(hours)),
    }
    kinds = list(dict.fromkeys(s.why for s in found.seasons))
    colour = {
        "field": "why",
        "type": "nominal",
        "title": None,
        "scale": {"domain": kinds, "range": [_HUES[kind] for kind in kinds]},
        "legend": {"orient": "top"},
    }
    tip = [
        {"field": "label", "title": "Season"},
        {"field": "said", "title": "Listed"},
        {"field": "cost", "title": "Cost"},
    ]
    layers = [
        {
            "data": {"values": line},
            "mark": {"type": "line", "color": SOFT, "strokeDash": [6, 4], "clip": True},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "rule", "color": SOFT},
            "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}, "y": y},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour, "tooltip": tip},
        },
        {
            "data": {"values": rows[:1]},
            "mark": {"type": "text", "dy": -13, "color": INK},
            "encoding": {"x": x, "y": y, "text": {"field": "label"}},
        },
    ]
    return Chart("money", money_headline(found), about_money(dossier, found), spec_of(layers, 300))


def _bands(curve: Sequence[CurveWeek]) -> list[Spec]:
    """The curve with its 50 and 80 % bands: what has been, then in another hue what lies ahead."""
    past, ahead = [week for week in curve if not week.ahead], [week for week in curve if week.ahead]
    ahead = [*past[-1:], *ahead]  # so that the bands meet
    layers = []
    for part, colour, name in ((past, BLUE, "Reconstructed"), (ahead, ORANGE, "Forecast")):
        if len(part) < 2:
            continue
        rows: list[Spec] = [
            {
                "week": w.number,
                **{end: max(_LEAST, getattr(w, end)) / 1e6 for end in ("lo80", "lo50", "middle", "hi50", "hi80")},
                "dates": f"week to {words.day(w.end, short=True)}",
                "kind": name,
                "said": " ".join(
                    (
                        f"{words.millions(w.middle, 1)} M hours,",
                        f"{words.millions(w.lo80, 1)} to {words.millions(w.hi80, 1)} M",
                    )
                ),
            }
            for w in part
        ]
        tip = [
            {"field": "kind", "title": "Curve"},
            {"field": "dates", "title": "Dates"},
            {"field": "said", "title": "80 % interval"},
        ]
        bands = [
            {
                "mark": {"type": "area", "color": colour, "opacity": opacity},
                "encoding": {"y": _hours(low), "y2": {"field": high}},
            }
            for low, high, opacity in (("lo80", "hi80", 0.2), ("lo50", "hi50", 0.3))
        ]
        line = {
            "mark": {"type": "line", "color": colour, "strokeWidth": 2, "point": {"opacity": 0, "size": 90}},
            "encoding": {"y": _hours("middle"), "tooltip": tip},
        }
        layers.append({"data": {"values": rows}, "layer": [*bands, line]})
    return layers


def _dots(rows: Sequence[Spec], name: str, **mark: Any) -> Spec:
    tip = [{"field": "dates", "title": name}, {"field": "said", "title": "Hours"}]
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "point", "filled": True, "opacity": 1, **mark},
        "encoding": {"y": _hours("hours"), "tooltip": tip},
    }


def _hours(field: str) -> Spec:
    title_ = "Hours viewed, millions (logarithmic)"
    return {"field": field, "type": "quantitative", "title": title_, "scale": {"type": "log"}}
