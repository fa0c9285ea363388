"""The odds of a season on days past, and what became known in between: each day with no later knowledge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cliffhanger.evidence.outcomes import UNDECIDED, outcomes
from cliffhanger.forecasts.panel import AGES
from cliffhanger.reports import words
from cliffhanger.reports.charts import BLUE, ORANGE
from cliffhanger.reports.dossier import Dossier
from cliffhanger.reports.inert import plain
from cliffhanger.reports.layout import title
from cliffhanger.reports.odds_section import odds
from cliffhanger.reports.vega import SOFT, Chart, Spec, spec_of
from cliffhanger.store import Store

_LATER = (150, 240, 365, 480, 600, 720)
"""Days since the premiere after the horizons of the models."""

_LANES = {"decision": -12, "press": -24, "report": -36, "list": -48}
"""Where each kind of event stands below the odds, on their axis."""

_HUES = {"decision": ORANGE, "press": "#009E73", "report": BLUE, "list": "#808890"}


@dataclass(frozen=True)
class OddsOn:
    """The odds of one day, or why there are none."""

    day: dt.date
    p_renew: float | None
    lo80: float | None
    hi80: float | None
    reason: str


@dataclass(frozen=True)
class Event:
    """Something that became known."""

    day: dt.date
    kind: str
    """'decision', 'press', 'report' (half-yearly) or 'list' (weekly)."""
    words: str
    sources: tuple[int, ...]


def history_days(premiere: dt.date, until: dt.date) -> tuple[dt.date, ...]:
    """The days on which odds are asked: the horizons after the premiere, then every few months, and the last day."""
    days = {premiere + dt.timedelta(days=age) for age in (*AGES, *_LATER)} | {until}
    return tuple(day for day in sorted(days) if premiere < day <= until)


def odds_on(store: Store, season_id: str, day: dt.date) -> OddsOn | None:
    """The odds of one day, with what was known on it and by the models of that time; None once it was decided.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    season_id : str
        The season.
    day : date
        The day.
    """
    ledger = outcomes(store, as_of=day)
    given, why = odds(store, season_id, day, ledger)
    if given is not None:
        return OddsOn(day, given.p_renew, given.lo80, given.hi80, given.reason)
    word = next((row["outcome"] for row in ledger.to_pylist() if row["season_id"] == season_id), UNDECIDED[0])
    return OddsOn(day, None, None, None, why[0].reason if why else "") if word in UNDECIDED else None


def odds_history(store: Store, season_id: str, premiere: dt.date, until: dt.date) -> tuple[OddsOn, ...]:
    """Odds on the days of `history_days`, up to the last one before the decision.

    Parameters
    ----------
    store : Store
        The store; reading suffices. A day takes about a second.
    season_id : str
        The season.
    premiere : date
        Its premiere.
    until : date
        Last day.
    """
    found = []
    for day in history_days(premiere, until):
        one = odds_on(store, season_id, day)
        if one is None:
            break
        found.append(one)
    return tuple(found)


def events(dossier: Dossier) -> tuple[Event, ...]:
    """What became known of a season and when, oldest first.

    Parameters
    ----------
    dossier : Dossier
        Its weeks, half-years, claims of the press and outcomes are events, each on the day since when it was known.
    """
    known = {source.number: source.known_on for source in dossier.sources}

    def on(sources: tuple[int, ...]) -> dt.date | None:
        return min((known[number] for number in sources if number in known), default=None)

    said: list[tuple[dt.date | None, str, str, tuple[int, ...]]] = []
    for week in dossier.weeks:
        if week.hours_viewed is not None:
            rank = f"rank {week.rank}, " if week.rank else ""
            said.append(
                (on(week.sources), "list", f"Week {week.number}: {rank}{words.large(week.hours_viewed)}", week.sources)
            )
    for half in dossier.long_tail:
        text = f"{words.half_year(half.start, half.end)}: {words.hours(half.hours_viewed)}"
        said.append((on(half.sources), "report", text, half.sources))
    said += [(on(claim.sources), "press", plain(str(claim.value)), claim.sources) for claim in dossier.claims]
    said += [(on(one.sources), "press", plain(one.says), one.sources) for one in dossier.press]
    said += [
        (one.known_on, "decision", words.capital(plain(one.word)), one.sources)
        for one in dossier.outcomes
        if one.word != "pending"
    ]
    return tuple(
        sorted(
            (Event(day, kind, text, cited) for day, kind, text, cited in said if day),
            key=lambda one: (one.day, one.kind, one.words),
        )
    )


def odds_spec(dossier: Dossier, history: Sequence[OddsOn]) -> Chart | None:
    """Odds through time with their interval, and the events in lanes below on the same axis of days.

    None where neither odds nor events are known.

    Parameters
    ----------
    dossier : Dossier
        Gives the events.
    history : sequence of OddsOn
        Of `odds_history`, or of `odds_on` day by day.
    """
    happened = events(dossier)
    points = [
        {
            "day": one.day.isoformat(),
            "p": 100 * one.p_renew,
            "lo": 100 * (one.lo80 or 0.0),
            "hi": 100 * (one.hi80 or 0.0),
            "date": words.day(one.day),
            "said": f"{words.percent(one.p_renew)}, {words.interval(one.lo80 or 0.0, one.hi80 or 0.0)}",
            "why": one.reason,
        }
        for one in history
        if one.p_renew is not None
    ]
    if not points and not happened:
        return None
    days = [one.day for one in history if one.p_renew is not None] + [one.day for one in happened]
    first, last = min(days), max(days)
    room = max(dt.timedelta(days=3), (last - first) / 40)
    names = 4 * room  # the lanes' names stand left of the first day
    x = {
        "field": "day",
        "type": "temporal",
        "title": None,
        "scale": {"domain": [(first - names).isoformat(), (last + room).isoformat()]},
        "axis": {"grid": False, "format": "%-d %b %Y", "labelOverlap": True, "tickCount": 5},
    }
    ticks = [0, 25, 50, 75, 100] if points else []
    y = {
        "type": "quantitative",
        "title": "Odds, %" if points else None,
        "scale": {"domain": [_LANES["list"] - 6, 100 if points else 0], "nice": False, "zero": False},
        "axis": {"values": ticks, "tickSize": 0, "labelPadding": 6, "domain": False},
    }
    layers = [*(_odds_layers(points, x, y) if points else []), *_event_layers(happened, x, y)]
    about = "; ".join(f"{point['date']}: {point['said']}" for point in points) or "no odds are given"
    told = "; ".join(f"{words.day(one.day)}: {one.words}" for one in happened[:30])
    headline = _headline(points, dossier)
    drawn = spec_of(layers, 320 if points else 130)
    return Chart("odds", headline, f"{title(dossier)}, odds of another season. {about}. Events: {told}.", drawn)


def _headline(points: Sequence[Spec], dossier: Dossier) -> str:
    if not points:
        return "No odds could be given; what became known, by day"
    first, last = points[0], points[-1]
    if first is last:
        return f"Odds of {last['p']:.0f} % on {last['date']}"
    end = ", then " + plain(dossier.outcomes[-1].word) if dossier.outcomes and dossier.odds is None else ""
    return f"From {first['p']:.0f} % on {first['date']} to {last['p']:.0f} % on {last['date']}{end}"


def _odds_layers(points: Sequence[Spec], x: Spec, y: Spec) -> list[Spec]:
    tip = [
        {"field": "date", "title": "As of"},
        {"field": "said", "title": "Odds"},
        {"field": "why", "title": "Moved by"},
    ]
    ends = {"x": x, "y": {"field": "lo", **y}, "y2": {"field": "hi"}}
    line = {"type": "line", "color": BLUE, "strokeWidth": 2, "point": {"size": 60, "color": BLUE}}
    return [
        {
            "data": {"values": list(points)},
            "layer": [
                {"mark": {"type": "area", "color": BLUE, "opacity": 0.2}, "encoding": ends},
                {"mark": {"type": "rule", "color": BLUE, "opacity": 0.5}, "encoding": ends},
                {"mark": line, "encoding": {"x": x, "y": {"field": "p", **y}, "tooltip": tip}},
            ],
        },
    ]


def _event_layers(happened: Sequence[Event], x: Spec, y: Spec) -> list[Spec]:
    """Marks in a lane for each kind, so that a decision is not hidden behind the weekly lists."""
    rows = [
        {
            "day": one.day.isoformat(),
            "lane": one.kind,
            "place": _LANES[one.kind],
            "date": words.day(one.day),
            "said": one.words,
        }
        for one in happened
    ]
    there = [{"place": _LANES[kind], "lane": kind} for kind in _LANES if any(one.kind == kind for one in happened)]
    colour = {
        "field": "lane",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(_LANES), "range": [_HUES[kind] for kind in _LANES]},
    }
    tip = [{"field": "date", "title": "Known on"}, {"field": "said", "title": "What"}]
    return [
        {
            "data": {"values": there},
            "mark": {"type": "text", "align": "left", "color": SOFT, "fontSize": 11},
            "encoding": {"x": {"value": 4}, "y": {"field": "place", **y}, "text": {"field": "lane"}},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "point", "shape": "stroke", "angle": 90, "strokeWidth": 3, "size": 160, "opacity": 1},
            "encoding": {"x": x, "y": {"field": "place", **y}, "color": colour, "tooltip": tip},
        },
    ]
