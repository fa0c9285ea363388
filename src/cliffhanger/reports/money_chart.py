"""The dossier's chart of audience against price: this season, seasons like it, and the line of break-even."""

from __future__ import annotations

from typing import Any

from cliffhanger.reports import words
from cliffhanger.reports.charts import BLUE, GREY, INK, ORANGE, WIDE, chart_of, svg_of
from cliffhanger.reports.dossier import Dossier
from cliffhanger.reports.inert import plain
from cliffhanger.reports.layout import title
from cliffhanger.reports.money_data import Money

_NAMED = 5


def money_chart(dossier: Dossier, width: int = WIDE) -> str:
    """Draw hours of four weeks against price, both on logarithmic axes.

    A season above the line was worth its price by its first four weeks alone. Filled dots have a cost that somebody
    told, hollow ones an estimate; the bar is the 80 % interval of the price.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    width : int
        Pixels over all.

    Returns
    -------
    str
        One SVG element; empty where no price is known.
    """
    found = dossier.money
    if found is None or not found.seasons or found.usd_per_hour <= 0:
        return ""
    import altair as alt

    rows = _rows(found)
    prices = [row[key] for row in rows for key in ("low", "high")]
    hours = [row["hours"] for row in rows]
    x_ends = [0.6 * min(prices), 1.8 * max(prices)]
    y_ends = [0.5 * min(hours), 3.0 * max(hours)]
    across = alt.Scale(type="log", domain=x_ends, nice=False)
    up = alt.Scale(type="log", domain=y_ends, nice=False)
    x = alt.X("price:Q", scale=across, title="Price, M US dollars (logarithmic)",
              axis=alt.Axis(grid=False, tickCount=5, format="~g", labelPadding=6))  # fmt: skip
    grid = alt.Axis(domain=False, ticks=False, gridColor="#E7EAED", tickCount=4, format="~g", labelPadding=6)
    y = alt.Y("hours:Q", scale=up, title="Hours in four weeks, M (logarithmic)", axis=grid)
    line = [{"price": end, "hours": end / found.usd_per_hour} for end in x_ends]
    layers: list[Any] = [
        chart_of(line).mark_line(color=GREY, strokeDash=[6, 4], strokeWidth=1.5, clip=True).encode(x=x, y=y),
        chart_of(rows).mark_rule(color=GREY, strokeWidth=1.5, opacity=0.7).encode(
            x=alt.X("low:Q", scale=across), x2=alt.X2("high:Q"), y=y),
    ]  # fmt: skip
    wide = width >= 500
    # This season last, so that no other dot hides it.
    for why, colour in (("comparable", BLUE), ("measured against", INK), ("this season", ORANGE)):
        for told in (False, True):
            dots = [row for row in rows if row["told"] is told and row["why"] == why]
            if dots:
                mark = {"filled": True} if told else {"filled": False, "strokeWidth": 2}
                size = 130 if why == "this season" else 80
                layers.append(chart_of(dots).mark_point(color=colour, size=size, opacity=1, **mark).encode(x=x, y=y))
    named = [row for row in rows if row["told"] or row["why"] != "comparable"][: _NAMED if wide else 1]
    layers += [layer for row in named for layer in _label(row, x, y, x_ends, 11 if wide else 10)]
    last = {"price": x_ends[0] * 1.1, "hours": y_ends[1] * 0.85, "right": False,
            "label": f"- - break-even: ${words.number(found.usd_per_hour, 2)} an hour"}  # fmt: skip
    layers += _label(last, x, y, [0.0, 0.0], 11 if wide else 10, left=True, colour=GREY)
    chart = alt.layer(*layers)
    return svg_of(
        chart, money_headline(found), about_money(dossier, found), f"money-{width}", width, 320 if wide else 260
    )


def _label(
    row: dict[str, Any], x: Any, y: Any, ends: list[float], size: int, *, left: bool = False, colour: str = INK
) -> list[Any]:
    """The words of a dot on a white outline, on the side that has room."""
    right = not left and row["price"] > (ends[0] * ends[1]) ** 0.5
    text = {"align": "right" if right else "left", "dx": 0 if left else -9 if right else 9, "dy": 0 if left else -10,
            "fontSize": size}  # fmt: skip
    base = chart_of([row]).encode(x=x, y=y, text="label:N")
    return [base.mark_text(color="white", stroke="white", strokeWidth=4, strokeJoin="round", **text),
            base.mark_text(color=colour, **text)]  # fmt: skip


def money_headline(found: Money) -> str:
    """State what the chart shows: the season against the line, and how many of the others lie above it."""
    own = found.seasons[0]
    ratio = own.worth_usd / own.price_usd
    others = [one for one in found.seasons[1:] if one.worth_usd > one.price_usd]
    side = "above" if ratio >= 1 else "below"
    within = own.price_lo80 <= own.worth_usd <= own.price_hi80
    doubt = ", within the doubt of its price" if within else ""
    first = f"Four weeks worth {words.number(float(f'{ratio:.2g}'), 2)} times the price: {side} break-even{doubt}"
    if len(found.seasons) == 1:
        return first
    return f"{first}; {len(others)} of {len(found.seasons) - 1} others above it"


def _rows(found: Money) -> list[dict[str, Any]]:
    return [
        {
            "price": one.price_usd / 1e6, "low": one.price_lo80 / 1e6, "high": one.price_hi80 / 1e6,
            "hours": one.hours_4_weeks / 1e6, "why": one.why, "told": one.cost_status != "estimated",
            "label": plain(one.series if one.season in ("", one.series) else f"{one.series}, {one.season}"),
        }
        for one in found.seasons
    ]  # fmt: skip


def about_money(dossier: Dossier, found: Money) -> str:
    """The seasons of the chart in words."""
    said = "; ".join(
        f"{plain(one.series)} {plain(one.season)}: {words.millions(one.hours_4_weeks, 1)} M hours, "
        f"{words.number(one.price_usd / 1e6, 1)} M US dollars{' (estimated)' if one.cost_status == 'estimated' else ''}"
        for one in found.seasons
    )
    return (
        f"{title(dossier)}, hours in four weeks against price. Break-even at "
        f"{words.number(found.usd_per_hour, 2)} US dollars an hour. {said}."
    )
