"""The pages beside the watch list: compare, slate, track record, sources."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import Response

from cliffhanger.reports.compare import FEWEST, MOST
from cliffhanger.reports.compare_chart import compare_chart, compare_table
from cliffhanger.reports.desk_slate import MOST as MOST_ON_SLATE
from cliffhanger.reports.desk_slate import offered
from cliffhanger.reports.page import Cites, listed_source
from cliffhanger.reports.past_calls import calls_chart
from cliffhanger.reports.slate_chart import frontier_chart
from cliffhanger.web.answering import FormAsOf, answered, is_part, reading_of, waits
from cliffhanger.web.api import season_asked
from cliffhanger.web.drawing import draw, with_query
from cliffhanger.web.pages import frame
from cliffhanger.web.reading import day_of

router = APIRouter(include_in_schema=False)
Seasons = Annotated[list[str] | None, Query(max_length=60)]
Wait = Annotated[int, Query(ge=0, le=1)]
YEAR = dt.timedelta(days=365)


@router.get("/compare")
def compare(
    request: Request,
    season: Seasons = None,
    unit: Literal["hours", "views"] = "hours",
    add: Annotated[str, Query(max_length=200)] = "",
    as_of: FormAsOf = None,
) -> Response:
    """Two to six seasons on one axis."""
    day, reading = day_of(as_of), reading_of(request)
    chosen = list(dict.fromkeys(one for one in season or () if one))[:MOST]

    def make() -> str:
        directory = reading.directory(day).said
        values: dict[str, Any] = {
            "chosen": [_named(directory.series, one) for one in chosen],
            "unit": unit,
            "add": add,
            "offers": directory.search(add, 6) if add.strip() else [],
            "address": lambda seasons: with_query("/compare", season=seasons, unit=unit, as_of=as_of),
            "fewest": FEWEST,
            "most": MOST,
            "found": None,
        }
        if len(chosen) >= FEWEST:
            found = reading.compare([season_asked(one) for one in chosen], day).said
            values |= {
                "found": found,
                "chart": Markup(compare_chart(found, unit)),
                "table": compare_table(found, unit),
                "cites": Cites({one.number for one in found.sources}),
                "sources": [listed_source(one) for one in found.sources],
            }
        return draw("compare.html.j2", **frame(reading, day, "compare"), **values)

    return answered(request, day, make)


def _named(series: dict[str, Any], text: str) -> dict[str, str]:
    """A season of an address with its name, where it is known."""
    name, number = season_asked(text)
    known = series.get(name)
    label = next((one.label for one in known.seasons if one.number == number), "latest season") if known else ""
    return {"asked": text, "name": f"{known.series}: {label}" if known else text}


@router.get("/slate")
def slate(
    request: Request,
    season: Seasons = None,
    budget: Annotated[float | None, Query(gt=0, le=1e6)] = None,
    risk: Annotated[int, Query(ge=0, le=100)] = 0,
    as_of: FormAsOf = None,
    wait: Wait = 0,
) -> Response:
    """Which seasons to renew under a budget, in millions of dollars."""
    day, reading = day_of(as_of), reading_of(request)
    common = frame(reading, day, "slate")
    chosen = tuple(dict.fromkeys(season or ()))[:MOST_ON_SLATE]
    here = with_query("/slate", season=list(chosen), budget=budget, risk=risk or None, as_of=common["as_of"])
    if not (is_part(request) or wait):
        return waits(request, draw("slate.html.j2", **common, here_is=here, found=None))

    def make() -> str:
        found = reading.slate(chosen, None if budget is None else budget * 1e6, risk / 100, day).said
        on = {one.season_id for one in found.picks} | {one.season_id for one in found.left_out}
        values = {
            "found": found,
            "offers": offered(reading.watch_list(day).said),
            "on": on,
            "risk": risk,
            "chart": Markup(frontier_chart(found)),
            "most": MOST_ON_SLATE,
            "json_at": with_query(
                "/api/v1/slate", season=sorted(on), budget_usd=found.budget_usd, weight=risk / 100, as_of=day
            ),
        }
        return draw("slate_part.html.j2" if is_part(request) else "slate.html.j2", **common, here_is=here, **values)

    answer = answered(request, day, make)
    if is_part(request):
        answer.headers["HX-Push-Url"] = here
    return answer


@router.get("/record")
def record(request: Request, asked_on: FormAsOf = None, as_of: FormAsOf = None, wait: Wait = 0) -> Response:
    """Every call of a past day, and what happened."""
    day, reading = day_of(as_of), reading_of(request)
    then = min(asked_on or day - YEAR, day)
    common = {**frame(reading, day, "record"), "then": then}
    here = with_query("/record", asked_on=then, as_of=common["as_of"])
    if not (is_part(request) or wait or reading.has_past_calls(then, day)):
        return waits(request, draw("record.html.j2", **common, here_is=here, found=None))

    def make() -> str:
        found = reading.past_calls(then, day).said
        page = "record_part.html.j2" if is_part(request) else "record.html.j2"
        return draw(page, **common, here_is=here, found=found, chart=Markup(calls_chart(found)))

    return answered(request, day, make)


@router.get("/sources")
def sources(request: Request, as_of: FormAsOf = None) -> Response:
    """What is in the store, how fresh it is, and what was not placed."""
    day, reading = day_of(as_of), reading_of(request)
    return answered(
        request, day, lambda: draw("sources.html.j2", **frame(reading, day, "sources"), held=reading.contents().said)
    )
