"""The desk's pages."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from cliffhanger.reports.dossier import Dossier
from cliffhanger.reports.formats import write_as
from cliffhanger.reports.layout import lay_out
from cliffhanger.reports.page import cited_sources, citing
from cliffhanger.web.answering import HTML, JSON, FormAsOf, answered, is_part, reading_of
from cliffhanger.web.asking import Season, SeriesId
from cliffhanger.web.drawing import draw
from cliffhanger.web.reading import Reading, day_of
from cliffhanger.web.season import season_view

router = APIRouter(include_in_schema=False)

_MEDIA = {"html": HTML, "md": "text/markdown; charset=utf-8", "json": JSON, "pdf": "application/pdf"}


def frame(reading: Reading, day: dt.date, here: str) -> dict[str, Any]:
    """What every page has: its date, the part of the desk it belongs to, and the state of the store."""
    return {
        "day": day,
        "today": dt.date.today(),
        "here": here,
        "as_of": None if day == dt.date.today() else day,
        "writing": reading.snapshots.writing,
    }


@router.get("/search")
def search(request: Request, q: Annotated[str, Query(max_length=200)] = "", as_of: FormAsOf = None) -> Response:
    """Series by their names, as one types."""
    day, reading = day_of(as_of), reading_of(request)

    def make() -> str:
        found = reading.directory(day).said.search(q) if q.strip() else []
        page = "found.html.j2" if is_part(request) else "search.html.j2"
        return draw(page, **frame(reading, day, "search"), typed=q, found=found)

    return answered(request, day, make)


@router.get("/series/{series}")
def series(request: Request, series: SeriesId, season: Season = None, as_of: FormAsOf = None) -> Response:
    """One season on one date."""
    day, reading = day_of(as_of), reading_of(request)

    def make() -> str:
        dossier = reading.dossier(series, season, day).said
        return draw(
            "series.html.j2",
            **frame(reading, day, "series"),
            **series_parts(reading, dossier, day),
            **season_view(dossier, dt.date.today()),
        )

    return answered(request, day, make)


def series_parts(reading: Reading, dossier: Dossier, day: dt.date) -> dict[str, Any]:
    """What the page of a season draws."""
    layout = lay_out(dossier)
    series_id = dossier.season_id.partition("/")[0]
    listed = reading.directory(day).said.series.get(series_id)
    return {
        "dossier": dossier,
        "layout": layout,
        "cites": citing(layout),
        "sources": cited_sources(layout),
        "series_id": series_id,
        "seasons": listed.seasons if listed else (),
        "number": next((one.number for one in listed.seasons if one.season_id == dossier.season_id), None)
        if listed
        else None,
    }


@router.get("/series/{series}/dossier.{format}")
def dossier(
    request: Request,
    series: SeriesId,
    format: Literal["html", "md", "json", "pdf"],
    season: Season = None,
    as_of: FormAsOf = None,
) -> Response:
    """The dossier as a file to hand on."""
    day, reading = day_of(as_of), reading_of(request)
    found = reading.dossier(series, season, day).said
    name = f"{found.season_id.replace('/', '-')}-{day.isoformat()}.{format}".encode("ascii", "ignore").decode()
    return answered(request, day, lambda: write_as(found, format), _MEDIA[format], name)
