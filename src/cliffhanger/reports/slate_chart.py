"""The frontier of a slate, drawn: what the best set brings at each budget."""

from __future__ import annotations

from typing import Any

from cliffhanger.reports import words
from cliffhanger.reports.charts import BLUE, GREY, ORANGE, chart_of, svg_of
from cliffhanger.reports.desk_slate import DeskSlate


def frontier_chart(found: DeskSlate, width: int = 640) -> str:
    """Draw expected net value against the budget, at the slate's own taste for risk.

    Parameters
    ----------
    found : DeskSlate
        The slate.
    width : int
        Pixels over all.

    Returns
    -------
    str
        One SVG element; empty where the frontier has fewer than two points.
    """
    import altair as alt

    points = sorted((p for p in found.frontier if p.weight == found.weight), key=lambda p: p.budget_usd)
    if len(points) < 2:
        return ""
    rows: list[dict[str, Any]] = [
        {"budget": p.budget_usd / 1e6, "net": p.expected_usd / 1e6, "worst": p.cvar_usd / 1e6} for p in points
    ]
    up = alt.Y("net:Q", title="Millions of US dollars", axis=alt.Axis(domain=False, ticks=False, gridColor="#E7EAED"))
    across = alt.X("budget:Q", title="Budget, millions of US dollars", scale=alt.Scale(zero=False, nice=False),
                   axis=alt.Axis(grid=False, domainColor=GREY))  # fmt: skip
    base = chart_of(rows).encode(x=across)
    expected = base.mark_line(color=BLUE, strokeWidth=2, point=alt.OverlayMarkDef(color=BLUE, size=50)).encode(y=up)
    worst = base.mark_line(
        color=ORANGE, strokeWidth=2, strokeDash=[5, 3], point=alt.OverlayMarkDef(color=ORANGE, size=40)
    ).encode(y=alt.Y("worst:Q"))
    rule = chart_of([{"budget": found.budget_usd / 1e6}]).mark_rule(color=GREY, strokeDash=[3, 3]).encode(x="budget:Q")
    headline = "Expected net value (solid) and the mean of its worst tenth (dashed), by budget"
    about = "; ".join(
        f"budget {words.large(p.budget_usd)}: net {words.large(p.expected_usd)}, worst tenth {words.large(p.cvar_usd)}"
        for p in points
    )
    return svg_of(rule + worst + expected, headline, f"{headline}. {about}.", f"frontier-{width}", width, 300)
