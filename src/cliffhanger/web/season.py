"""The page of a season beyond its text: charts, the days that can be asked for, odds through time, a next season."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from cliffhanger.reports.dossier import Dossier
from cliffhanger.reports.money_at import LEAST, MOST, money_at
from cliffhanger.reports.odds_history import OddsOn, history_days, odds_on, odds_spec
from cliffhanger.reports.odds_section import signed_reasons
from cliffhanger.reports.specs import charts
from cliffhanger.web.answering import FormAsOf, answered, reading_of
from cliffhanger.web.asking import Season, SeriesId
from cliffhanger.web.drawing import draw, to_series
from cliffhanger.web.reading import Reading, day_of

router = APIRouter(include_in_schema=False)

_BEFORE = dt.timedelta(days=56)
"""How long before the premiere the slider begins."""

Times = Annotated[float, Query(ge=LEAST, le=MOST)]


def season_view(dossier: Dossier, today: dt.date) -> dict[str, Any]:
    """What the page of a season draws beside its layout.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    today : date
        Last day of the slider.
    """
    began = began_on(dossier)
    given = dossier.odds
    return {
        "charts": {chart.key: chart for chart in charts(dossier)},
        "first": min(began - _BEFORE, dossier.as_of),
        "days": (today - min(began - _BEFORE, dossier.as_of)).days,
        "at": (dossier.as_of - min(began - _BEFORE, dossier.as_of)).days,
        "reasons": signed_reasons(given.reason) if given else (),
        "links": [to_series(one.season_id, _number(one.season_id), dossier.as_of) for one in dossier.comparables],
        "can_slide": dossier.money is not None and bool(dossier.money.next_efficiency),
        "next": money_at(dossier.money, 1.0, 1.0) if dossier.money else None,
        "bounds": (LEAST, MOST),
    }


def began_on(dossier: Dossier) -> dt.date:
    """The premiere; where it is not known, the first day of which something is."""
    told = next((figure.value for figure in dossier.what if figure.name == "Premiere"), None)
    if isinstance(told, str):
        try:
            return dt.date.fromisoformat(told)
        except ValueError:
            pass  # told by its year alone
    if dossier.weeks:
        return dossier.weeks[0].start
    return min((source.known_on for source in dossier.sources), default=dossier.as_of)


def _number(season_id: str) -> int | None:
    last = season_id.rpartition("/")[2]
    return int(last) if last.isdecimal() else None


@router.get("/series/{series}/odds")
def odds(request: Request, series: SeriesId, season: Season = None, as_of: FormAsOf = None) -> Response:
    """Odds through time with what became known, as a part of the page: it takes longer than all the rest."""
    day, reading = day_of(as_of), reading_of(request)

    def make() -> str:
        dossier = reading.dossier(series, season, day).said
        history = _history(reading, dossier, day)
        return draw("through_time.html.j2", chart=odds_spec(dossier, history), history=history)

    return answered(request, day, make)


def _history(reading: Reading, dossier: Dossier, day: dt.date) -> list[OddsOn]:
    """Each day is kept by itself: another as-of date asks for most of them again."""
    found = []
    for one in history_days(began_on(dossier), day):
        make = partial(odds_on, season_id=dossier.season_id, day=one)
        said = reading.ask(("odds", dossier.season_id, one), make).said
        if said is None:
            break
        found.append(said)
    return found


@router.get("/series/{series}/next")
def next_season(
    request: Request,
    series: SeriesId,
    season: Season = None,
    as_of: FormAsOf = None,
    audience: Times = 1.0,
    cost: Times = 1.0,
) -> Response:
    """A next season at another audience and cost, as a part of the page."""
    day, reading = day_of(as_of), reading_of(request)

    def make() -> str:
        found = reading.dossier(series, season, day).said
        return draw("next.html.j2", next=money_at(found.money, audience, cost) if found.money else None)

    return answered(request, day, make)
