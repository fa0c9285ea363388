"""Charts of the renewal record: what was forecast against what happened, and the skill of models and rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cliffhanger.reports.charts import BLUE, GREY, INK, ORANGE, chart_of, svg_of

Entry = Mapping[str, Any]

_LABELS = 172
"""Pixels for the names of models: the renderer measures with another font than the page's, and would cut them."""

SQUARE = 300
"""Pixels of a reliability diagram, which fits a telephone."""


def reliability_chart(entry: Entry, name: str) -> str:
    """Draw a reliability diagram: share renewed against mean odds in each fifth, with 90 % intervals.

    Parameters
    ----------
    entry : mapping
        An entry of the record's `reliability`; a `heading` and an `interval` other than 90 % may be given with it.
    name : str
        Stands in the ids of the SVG.

    Returns
    -------
    str
        One SVG element.
    """
    import altair as alt

    rows = [
        {"odds": p, "share": share, "low": low, "high": high, "n": n}
        for p, share, low, high, n in zip(
            *(entry[key] for key in ("p_mean", "share", "lo90", "hi90", "n")), strict=True
        )
    ]
    scale = alt.Scale(domain=[0, 1], nice=False)
    ticks: dict[str, Any] = {
        "values": [0, 0.25, 0.5, 0.75, 1],
        "format": ".0%",
        "gridColor": "#E7EAED",
        "domain": False,
        "ticks": False,
    }
    x = alt.X("odds:Q", scale=scale, axis=alt.Axis(title="Odds given", **ticks))
    y = alt.Y("share:Q", scale=scale, axis=alt.Axis(title="Share renewed", **ticks))
    perfect = [{"odds": 0.0, "share": 0.0}, {"odds": 1.0, "share": 1.0}]
    layers = [
        chart_of(perfect).mark_line(color=GREY, strokeDash=[5, 4], strokeWidth=1.5).encode(x=x, y=y),
        chart_of(rows).mark_rule(color=BLUE, strokeWidth=2, opacity=0.6)
        .encode(x=x, y=alt.Y("low:Q", scale=scale), y2=alt.Y2("high:Q")),
        chart_of(rows).mark_point(filled=True, color=BLUE, size=70, opacity=1).encode(x=x, y=y),
    ]  # fmt: skip
    told = "; ".join(f"odds {r['odds']:.0%}, renewed {r['share']:.0%} of {r['n']}" for r in rows)
    heading = entry.get("heading") or f"Day {entry['age_days']}, {sum(entry['n'])} seasons"
    interval = f"{entry.get('interval', 90)} % intervals"
    about = f"Share renewed against odds given, with {interval}; the dashed line is a perfect forecast. {told}."
    return svg_of(alt.layer(*layers), heading, about, name, SQUARE, SQUARE)


def skill_chart(rows: Sequence[Entry], labels: Mapping[str, str], heading: str, name: str, width: int) -> str:
    """Draw the skill of each model and rule with its 90 % interval, the best on top.

    Parameters
    ----------
    rows : sequence of mapping
        Entries of the record's `scores`, one a model or rule.
    labels : mapping
        Names for people.
    heading : str
        What the chart shows.
    name : str
        Stands in the ids of the SVG.
    width : int
        Pixels over all.
    """
    import altair as alt

    best_first = sorted((row for row in rows if row["skill_lo90"] is not None), key=lambda row: -row["skill"])
    drawn = [
        {
            "model": labels[row["model"]].removeprefix("rule: "),
            **{"skill": row["skill"], "low": row["skill_lo90"], "high": row["skill_hi90"]},
            "ours": row["model"] == "cliffhanger",
        }
        for row in best_first
    ]
    order = [row["model"] for row in drawn]
    axis = alt.Axis(
        title=None, ticks=False, domain=False, grid=False, labelLimit=0.62 * width, minExtent=_LABELS, labelPadding=8
    )
    y = alt.Y("model:N", sort=order, axis=axis)
    x_axis = alt.Axis(
        title="Skill against the base rate", format="+.1f", gridColor="#E7EAED", domain=False, tickCount=5
    )
    # Two forms as well as two colours: who sees no colour sees the shape.
    colour = alt.condition("datum.ours", alt.value(ORANGE), alt.value(BLUE))
    form = alt.condition("datum.ours", alt.value("diamond"), alt.value("circle"))
    layers = [
        chart_of([{"skill": 0}]).mark_rule(color=INK, strokeWidth=1).encode(x="skill:Q"),
        chart_of(drawn).mark_rule(strokeWidth=2)
        .encode(x=alt.X("low:Q", axis=x_axis), x2=alt.X2("high:Q"), y=y, color=colour),
        chart_of(drawn).mark_point(filled=True, size=80, opacity=1).encode(x="skill:Q", y=y, color=colour, shape=form),
    ]  # fmt: skip
    told = "; ".join(f"{r['model']} {r['skill']:+.2f} ({r['low']:+.2f} to {r['high']:+.2f})" for r in drawn)
    return svg_of(alt.layer(*layers), heading, f"{heading}. {told}.", name, width, 44 + 24 * len(drawn))
