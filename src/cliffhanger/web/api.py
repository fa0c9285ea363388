"""The API: what the pages show, as JSON with documented keys, under ``/api/v1``."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from cliffhanger.errors import TitleError
from cliffhanger.reports.compare import MOST as MOST_COMPARED
from cliffhanger.reports.compare import Comparison
from cliffhanger.reports.contents import Contents
from cliffhanger.reports.desk_slate import MOST as MOST_ON_SLATE
from cliffhanger.reports.desk_slate import DeskSlate
from cliffhanger.reports.directory import ListedSeries
from cliffhanger.reports.dossier import Dossier, as_plain, to_json
from cliffhanger.reports.watch_list import Asked
from cliffhanger.web.answering import JSON, AsOf, answered, reading_of
from cliffhanger.web.asking import SortBy, Word
from cliffhanger.web.documents import Forecast, Found, Problem, SeriesPage
from cliffhanger.web.reading import day_of

_PROBLEM: dict[str, Any] = {
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    304: {"description": "The asker has it already: the ETag is that of store version and date."},
    404: {"description": "No such series or season is known by the date, or too little.", **_PROBLEM},
    422: {"description": "A value does not fit.", **_PROBLEM},
    503: {"description": "The store cannot be read right now.", **_PROBLEM},
}

router = APIRouter(prefix="/api/v1", responses=_RESPONSES)

Share = Annotated[float | None, Query(ge=0, le=1)]
Number = Annotated[int | None, Query(ge=0, le=10_000, description="Season number; the latest by default.")]
Season = Annotated[str, Query(pattern=r"^[^/]+(/\d{1,4})?$", max_length=300)]


def _said(request: Request, day: dt.date, make: Callable[[], object]) -> Response:
    """A document as JSON."""
    return answered(request, day, lambda: json.dumps(as_plain(make()), ensure_ascii=False, allow_nan=False), JSON)


def season_asked(text: str) -> tuple[str, int | None]:
    """A season as addresses name it: the id of a series, and the number after a stroke.

    Examples
    --------
    >>> season_asked("hit-and-run/1"), season_asked("hit-and-run")
    (('hit-and-run', 1), ('hit-and-run', None))
    """
    series, _, number = text.partition("/")
    return series, int(number) if number.isdigit() else None


@router.get("/series", response_model=SeriesPage)
def series(
    request: Request,
    as_of: AsOf = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """Every series known by the date with its seasons, a part at a time."""
    day, reading = day_of(as_of), reading_of(request)

    def make() -> SeriesPage:
        every = list(reading.directory(day).said.series.values())
        return SeriesPage(day, len(every), offset, tuple(every[offset : offset + limit]))

    return _said(request, day, make)


@router.get("/series/{series}", response_model=ListedSeries)
def one_series(request: Request, series: Annotated[str, Path(max_length=300)], as_of: AsOf = None) -> Response:
    """One series with its seasons, by its id."""
    day, reading = day_of(as_of), reading_of(request)

    def make() -> ListedSeries:
        found = reading.directory(day).said
        if series not in found.series:
            raise TitleError(series, [one.series_id for one in found.search(series, 5)], f"(as of {day.isoformat()})")
        return found.series[series]

    return _said(request, day, make)


@router.get("/search", response_model=Found)
def search(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=200, description="A name or its beginning; slips are forgiven.")],
    as_of: AsOf = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 12,
) -> Response:
    """Series by their names, likeliest first."""
    day, reading = day_of(as_of), reading_of(request)
    return _said(request, day, lambda: Found(day, tuple(reading.directory(day).said.search(q, limit))))


@router.get("/assess", response_model=Dossier)
def assess(
    request: Request,
    series: Annotated[str, Query(min_length=1, max_length=300, description="Name or id of the series.")],
    season: Number = None,
    as_of: AsOf = None,
) -> Response:
    """The dossier of one season on one date, every figure with the numbers of its sources."""
    day, reading = day_of(as_of), reading_of(request)
    return answered(request, day, lambda: to_json(reading.dossier(series, season, day).said), JSON)


@router.get("/forecast", response_model=Forecast)
def forecast(
    request: Request,
    as_of: AsOf = None,
    q: Word = "",
    platform: Word = "",
    language: Word = "",
    kind: Word = "",
    genre: Word = "",
    status: Word = "",
    odds_from: Share = None,
    odds_to: Share = None,
    sort: SortBy = "odds",
    down: bool = True,
) -> Response:
    """Every undecided season with odds, audience against its kin, cost, and change since the week before."""
    day, reading = day_of(as_of), reading_of(request)
    asked = Asked(q, platform, language, kind, genre, status, odds_from, odds_to, sort, down)

    def make() -> Forecast:
        found = reading.watch_list(day).said
        return Forecast(day, len(found.seasons), tuple(found.asked(asked)))

    return _said(request, day, make)


@router.get("/compare", response_model=Comparison)
def compare(
    request: Request,
    season: Annotated[
        list[Season],
        Query(min_length=2, max_length=MOST_COMPARED, description="Series id, or id/number: hit-and-run/1."),
    ],
    as_of: AsOf = None,
) -> Response:
    """Two to six seasons by the week since each one's premiere."""
    day, reading = day_of(as_of), reading_of(request)
    return _said(request, day, lambda: reading.compare([season_asked(one) for one in season], day).said)


@router.get("/slate", response_model=DeskSlate)
def slate(
    request: Request,
    season: Annotated[
        list[str] | None,
        Query(max_length=MOST_ON_SLATE, description="Ids of undecided seasons; the most watched by default."),
    ] = None,
    budget_usd: Annotated[float | None, Query(gt=0, le=1e12)] = None,
    weight: Annotated[float, Query(ge=0, le=1, description="Weight of the worst tenth of the scenarios.")] = 0.0,
    as_of: AsOf = None,
) -> Response:
    """Which of some undecided seasons to renew under a budget, and the frontier around it."""
    day, reading = day_of(as_of), reading_of(request)
    return _said(request, day, lambda: reading.slate(tuple(season or ()), budget_usd, weight, day).said)


@router.get("/sources", response_model=Contents)
def sources(request: Request) -> Response:
    """What is in the store, how fresh it is, and what was not placed."""
    return _said(request, dt.date.today(), lambda: reading_of(request).contents().said)


def documented(schema: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with what refusals look like."""
    from pydantic import TypeAdapter

    schemas = schema["components"]["schemas"]
    schemas["Problem"] = TypeAdapter(Problem).json_schema()
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    return schema
