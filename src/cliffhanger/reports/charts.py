"""The dossier's two charts as SVG: weekly hours and the long tail.

Each is one SVG on a white card, readable in dark pages too, with its finding as title and as text for screen readers.
The colours are those of Okabe and Ito, told apart by colour-blind readers. The same dossier gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import textwrap
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from cliffhanger.reports import words
from cliffhanger.reports.dossier import Dossier, Outcome, Week
from cliffhanger.reports.inert import plain
from cliffhanger.reports.layout import title

if TYPE_CHECKING:
    import altair as alt

WIDE = 720
NARROW = 328
"""Widths in pixels: for a page and for a telephone."""

BLUE, ORANGE, INK, GREY = "#0072B2", "#D55E00", "#1A1A1A", "#5A6270"
"""Colours of Okabe and Ito: figures, decisions and what lies ahead; and of words."""

_PALE = "#D9DEE3"
_FONT = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
_ROOM = 30
"""Pixels that a week needs for a label of its own."""


def weekly_chart(dossier: Dossier, width: int = WIDE) -> str:
    """Draw the hours of each week on the list and the bounds of the weeks off it.

    Weeks on the list are solid bars; a week off it is a pale bar up to the tenth place's figure with an arrow down: the
    hours lie somewhere below. The as-of date and the decision are vertical rules; where they fall beyond the weeks
    shown, the rule stands at the edge and says so.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    width : int
        Pixels over all.

    Returns
    -------
    str
        One SVG element; empty where no week has hours.
    """
    weeks = [week for week in dossier.weeks if week.hours_viewed is not None or week.below_hours is not None]
    if all(week.hours_viewed is None for week in weeks):
        return ""
    import altair as alt

    first, last = weeks[0].number, weeks[-1].number
    room = (width - 70) / (last - first + 1)
    layers = [*_bars(weeks, room), *_weekly_rules(dossier, weeks, width)]
    ticks = range(first, last + 1, max(1, round(34 / room)))
    axis = alt.Axis(
        values=list(ticks), format="d", grid=False, tickSize=0, labelPadding=6, title="Week since the premiere"
    )
    chart = alt.layer(*layers).encode(x=alt.X("week:Q", scale=_from_to(first - 0.5, last + 0.5), axis=axis))
    headline = weekly_headline(weeks)
    return svg_of(
        chart, headline, _weekly_words(dossier, weeks), f"weekly-{width}", width, 300 if width >= 500 else 230
    )


def weekly_headline(weeks: Sequence[Week]) -> str:
    """State the finding of the weekly chart in one line.

    Parameters
    ----------
    weeks : sequence of Week
        At least one of them with hours.
    """
    charted = [week for week in weeks if week.hours_viewed is not None]
    peak = max(charted, key=lambda week: (week.hours_viewed or 0.0, -week.number))
    what = f"Peaked at {words.number((peak.hours_viewed or 0.0) / 1e6, 1)} M hours in week {peak.number}"
    if charted[-1] is weeks[-1]:
        return f"{what}, on the list up to week {charted[-1].number}, the last shown"
    if len(charted) == charted[-1].number - charted[0].number + 1:
        return f"{what}, off the list after week {charted[-1].number}"
    return f"{what}; {words.plural(len(charted), 'week')} on the list, the last of them week {charted[-1].number}"


def long_tail_chart(dossier: Dossier, width: int = WIDE) -> str:
    """Draw the hours of each half-year as bars.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    width : int
        Pixels over all.

    Returns
    -------
    str
        One SVG element; empty where no half-year is known.
    """
    halves = dossier.long_tail
    if not halves:
        return ""
    import altair as alt

    wide = width >= 500
    names = [_half(half.start, half.end, wide) for half in halves]
    rows = [
        {"half": name, "hours": half.hours_viewed / 1e6, "label": words.number(half.hours_viewed / 1e6, 1)}
        for name, half in zip(names, halves, strict=True)
    ]
    base = chart_of(rows).encode(
        x=alt.X("half:N", sort=names, axis=alt.Axis(title="Half-year", labelAngle=0, tickSize=0, labelPadding=6)),
        y=_hours_axis(max(half.hours_viewed for half in halves)),
    )
    label = base.mark_text(dy=-7, color=INK, fontSize=12).encode(text="label:N")
    ends = (halves[0], halves[-1])
    low, high = (words.number(half.hours_viewed / 1e6, 1) for half in ends)
    headline = f"{low} M hours in {words.half_year(ends[0].start, ends[0].end)}"
    if len(halves) > 1:
        headline += f", {high} M in {words.half_year(ends[1].start, ends[1].end)}"
    said = "; ".join(f"{words.half_year(half.start, half.end)}: {words.hours(half.hours_viewed)}" for half in halves)
    about = f"{title(dossier)}, hours viewed by half-year. {said}."
    bars = base.mark_bar(color=BLUE, size=min(64, 0.55 * (width - 70) / len(halves)))
    return svg_of(bars + label, headline, about, f"tail-{width}", width, 230 if wide else 200)


def _half(start: dt.date, end: dt.date, wide: bool) -> str:
    half = f"{'first' if start.month == 1 else 'second'} half" if wide else f"H{1 if start.month == 1 else 2}"
    return f"{start.year}, {half}" if wide else f"{half} {start.year % 100:02d}"


def _bars(weeks: Sequence[Week], room: float) -> list[Any]:
    """Bars and bounds with their labels; only the peak is labelled where weeks are narrow."""
    import altair as alt

    most = max(week.hours_viewed or week.below_hours or 0.0 for week in weeks)
    top = max(week.hours_viewed or 0.0 for week in weeks)
    roomy = room >= 44
    rows = []
    for week in weeks:
        hours, bound = week.hours_viewed, week.below_hours
        shown = (hours if hours is not None else bound or 0.0) / 1e6
        label = words.number(shown, 1)
        if hours is None:
            label = f"<{' ' if roomy else ''}{words.number(math.ceil((bound or 0.0) / 1e5) / 10, 1)}"
        if room < _ROOM and hours != top:
            label = ""
        # The arrow points down from the bound into the pale bar.
        rows.append({"week": week.number, "hours": shown, "label": label, "off": hours is None, "arrow": 0.86 * shown})
    axis = _hours_axis(most)
    base = chart_of(rows).encode(y=axis)
    size = min(72, 0.62 * room)
    on, off = base.transform_filter("!datum.off"), base.transform_filter("datum.off")
    layers = [
        off.mark_bar(color=_PALE, size=size),
        off.mark_tick(color=GREY, thickness=1.5, size=size, orient="horizontal"),
        off.mark_point(shape="triangle-down", filled=True, color=GREY, size=min(40, 3 * room), opacity=1).encode(
            y=alt.Y("arrow:Q")
        ),
        on.mark_bar(color=BLUE, size=size),
        on.mark_line(color=INK, strokeWidth=1, opacity=0.55),
        on.mark_point(filled=True, color=INK, size=22, opacity=1),
        *_haloed(base.encode(text="label:N"), dy=-9, fontSize=12 if roomy else 10, color=INK),
    ]
    return [*layers, *_off_words([week for week in weeks if week.hours_viewed is None], room)]


def _off_words(off: Sequence[Week], room: float) -> list[Any]:
    """The words 'below tenth place' over each run of weeks off the list that has room for them."""
    import altair as alt

    runs: list[list[Week]] = []
    for week in off:
        if runs and week.number == runs[-1][-1].number + 1:
            runs[-1].append(week)
        else:
            runs.append([week])
    rows = [
        {
            "week": (run[0].number + run[-1].number) / 2,
            "hours": max(week.below_hours or 0.0 for week in run) / 1e6,
            "label": "below tenth place",
        }
        for run in runs
        if len(run) * room >= 95
    ]
    if not rows:
        return []
    # Above the bounds' own labels.
    chart = chart_of(rows).encode(y=alt.Y("hours:Q"), text="label:N")
    return _haloed(chart, dy=-25, fontSize=11, fontStyle="italic", color=GREY)


def _weekly_rules(dossier: Dossier, weeks: Sequence[Week], width: int) -> list[Any]:
    """Vertical rules for the decision and the as-of date, labelled at the top."""
    marks = [(f"as of {words.day(dossier.as_of, short=True)}", dossier.as_of, GREY)]
    decided = _decision(dossier)
    if decided and decided.happened_on:
        said = f"{plain(decided.word)} {words.day(decided.happened_on, short=True)}"
        marks.append((said, decided.happened_on, ORANGE))
    drawn = [_rule(*mark, weeks, row, width) for row, mark in enumerate(reversed(marks))]
    # All words after all rules: a later rule would cross an earlier one's words.
    return [rule for rule, _ in drawn] + [layer for _, text in drawn for layer in text]


def _decision(dossier: Dossier) -> Outcome | None:
    last = dossier.outcomes[-1] if dossier.outcomes else None
    return last if last and last.word != "pending" else None


def _rule(label: str, date: dt.date, colour: str, weeks: Sequence[Week], row: int, width: int) -> tuple[Any, list[Any]]:
    import altair as alt

    first, last = weeks[0], weeks[-1]
    # Week n reaches from n - 0.5 to n + 0.5, Monday to the next Monday.
    place = first.number - 0.5 + (date - first.start).days / 7
    left, right = first.number - 0.5, last.number + 0.5
    if place > right:
        place, label = right, f"{label} (later) →"
    elif place < left:
        place, label = left, f"← {label} (earlier)"
    near_right = place > left + 0.5 * (right - left)
    chart = chart_of([{"week": place, "label": label}]).encode(x="week:Q")
    text = _haloed(
        chart.encode(y=alt.value(7 + 17 * row), text="label:N"),
        align="right" if near_right else "left",
        dx=-5 if near_right else 5,
        fontSize=12 if width >= 500 else 10.5,
        color=colour,
        fontWeight="bold",
    )
    return chart.mark_rule(color=colour, strokeWidth=1.5, strokeDash=[5, 3]), text


def _haloed(chart: Any, **style: Any) -> list[Any]:
    """Text on a white outline of itself, so that lines behind it do not cross its letters."""
    behind = {**style, "color": "white", "stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}
    return [chart.mark_text(**behind), chart.mark_text(**style)]


def chart_of(rows: Sequence[dict[str, Any]]) -> Any:
    """A chart of rows."""
    import altair as alt

    data: Any = alt.Data
    return alt.Chart(data(values=list(rows)))


def _hours_axis(most: float) -> alt.Y:

    # Head-room for the labels and for the two rules' words.
    scale = _from_to(0, 1.32 * most / 1e6)
    return hours_on(scale, "Hours viewed, millions", tickCount=5)


def hours_on(scale: alt.Scale, heading: str, **marks: Any) -> alt.Y:
    """The axis of hours on a scale; `marks` say how many ticks it has and how they are printed."""
    import altair as alt

    axis = alt.Axis(domain=False, ticks=False, gridColor="#E7EAED", labelPadding=6, **marks)
    return alt.Y("hours:Q", scale=scale, title=heading, axis=axis)


def _from_to(low: float, high: float) -> Any:
    import altair as alt

    return alt.Scale(domain=[low, high], nice=False, zero=False)


def _weekly_words(dossier: Dossier, weeks: Sequence[Week]) -> str:
    said = [
        f"week {week.number}: {words.large(week.hours_viewed)}"
        if week.hours_viewed is not None
        else f"week {week.number}: {words.below(week.below_hours or 0.0)}"
        for week in weeks
    ]
    last = _decision(dossier)
    decided = f" {words.capital(plain(last.word))} {words.day(last.happened_on)}." if last and last.happened_on else ""
    return f"{title(dossier)}, hours viewed by week, as of {words.day(dossier.as_of)}. {'; '.join(said)}.{decided}"


def svg_of(chart: Any, headline: str, about: str, name: str, width: int, height: int) -> str:
    """Draw a chart under its headline as one SVG element with words for screen readers."""
    import vl_convert

    lines = textwrap.wrap(headline, max(20, int((width - 10) / 9)))
    heading = {"text": lines, "anchor": "start", "fontSize": 15, "fontWeight": 600, "color": INK, "offset": 14}
    text = {"labelFont": _FONT, "titleFont": _FONT, "labelColor": INK, "titleColor": GREY, "labelFontSize": 12}
    spec = chart.properties(width=width, height=height, title=heading, background="white", padding=4)
    spec = spec.configure(font=_FONT, aria=False, autosize={"type": "fit", "contains": "padding"})
    spec = spec.configure_view(stroke=None).configure_axis(**text, titleFontWeight="normal", titleFontSize=12)
    raw = vl_convert.vegalite_to_svg(spec.to_dict(), vl_version="6.4")
    return _named(str(raw), headline, about, name)


def _named(svg: str, headline: str, about: str, name: str) -> str:
    """Give an SVG its words for screen readers, and ids that depend on nothing but the chart."""
    # One image with its words: what its parts call themselves would be read out mark by mark.
    svg = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg)
    # vl-convert counts clip paths and gradients over the life of the process.
    found = list(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg)))
    for count, old in enumerate(found):
        new = f"{name}-part{count}"
        svg = svg.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
        svg = svg.replace(f'href="#{old}"', f'href="#{new}"')
    words_ = f'<title id="{name}-title">{escape(headline)}</title><desc id="{name}-desc">{escape(about)}</desc>'
    opening = f'<svg role="img" aria-labelledby="{name}-title {name}-desc" '
    return re.sub(r"^<svg ([^>]*)>", lambda found: f"{opening}{found[1]}>{words_}", svg, count=1)
