"""The watch list as a page, and what is shown on it as a file."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BeforeValidator
from starlette.responses import Response

from cliffhanger.reports.watch_csv import to_csv
from cliffhanger.reports.watch_list import FILTERS, SORTS, WHY_NO_VALUE, Asked
from cliffhanger.web.answering import FormAsOf, answered, is_part, reading_of, waits
from cliffhanger.web.asking import SortBy, Word
from cliffhanger.web.drawing import draw, with_query
from cliffhanger.web.pages import frame
from cliffhanger.web.reading import day_of

router = APIRouter(include_in_schema=False)

SHOWN = 100
"""Seasons on one page."""

STATUSES = {
    "forecast": "with odds",
    "too early": "too early for odds",
    "overdue": "silent for two years",
    "limited series": "limited series",
    "not forecast": "not forecast",
    "unlike any": "unlike any seen",
}

Percent = Annotated[
    float | None, Query(ge=0, le=100), BeforeValidator(lambda given: None if given in ("", None) else given)
]


def asked(
    q: Word = "",
    platform: Word = "",
    language: Word = "",
    kind: Word = "",
    genre: Word = "",
    status: Word = "",
    odds_from: Percent = None,
    odds_to: Percent = None,
    sort: SortBy = "odds",
    down: Literal["", "0", "1"] = "",
) -> Asked:
    """What the form of the list asks for; odds in percent. Names and days rise unless told otherwise, figures fall."""
    falls = down == "1" if down else sort not in ("series", "decision")
    low, high = (None if one is None else one / 100 for one in (odds_from, odds_to))
    return Asked(q, platform, language, kind, genre, status, low, high, sort, falls)


AskedFor = Annotated[Asked, Depends(asked)]


def query_of(told: Asked) -> dict[str, Any]:
    """What has to stand in an address to ask for the same again."""
    given = {key: value for key, value in asdict(told).items() if key not in ("typed", "odds_from", "odds_to", "down")}
    given |= {"q": told.typed}
    given |= {
        key: None if (one := getattr(told, key)) is None else f"{100 * one:g}" for key in ("odds_from", "odds_to")
    }
    if told.sort == "odds" and told.down:
        given["sort"] = ""
    usual = told.sort not in ("series", "decision")
    return given | {"down": "" if told.down == usual else str(int(told.down))}


@router.get("/")
def home(
    request: Request,
    told: AskedFor,
    as_of: FormAsOf = None,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    wait: Annotated[int, Query(ge=0, le=1)] = 0,
) -> Response:
    """Every undecided season of a date."""
    day, reading = day_of(as_of), reading_of(request)
    common = {**frame(reading, day, "watch"), "told": told, "statuses": STATUSES}
    here = with_query("/", **query_of(told), page=page if page > 1 else None, as_of=common["as_of"])
    if not (is_part(request) or wait or reading.has_watch_list(day)):
        return waits(request, draw("watch_wait.html.j2", **common, here_is=here))

    def make() -> str:
        found = reading.watch_list(day).said
        rows = found.asked(told)
        pages = max(1, -(-len(rows) // SHOWN))
        at = min(page, pages)
        values = {
            "watched": found,
            "choices": {name: found.choices(name) for name in FILTERS},
            "rows": rows[(at - 1) * SHOWN : at * SHOWN],
            "total": len(rows),
            "page": at,
            "pages": pages,
            "first": (at - 1) * SHOWN + 1,
            "sorts": SORTS,
            "sort_to": {key: _sorted_by(told, key, common["as_of"]) for key in SORTS},
            "page_to": lambda number: with_query("/", **query_of(told), page=number, as_of=common["as_of"]),
            "csv_at": with_query("/watch-list.csv", **query_of(told), as_of=day),
            "json_at": with_query("/api/v1/forecast", **_api_query(told), as_of=day),
            "why_no_value": WHY_NO_VALUE,
        }
        return draw("watch_rows.html.j2" if is_part(request) else "watch.html.j2", **common, **values)

    found = answered(request, day, make)
    if is_part(request):
        found.headers["HX-Push-Url"] = here
    return found


@router.get("/watch-list.csv")
def as_csv(request: Request, told: AskedFor, as_of: FormAsOf = None) -> Response:
    """What is shown, all pages of it, as CSV."""
    day, reading = day_of(as_of), reading_of(request)
    return answered(
        request, day, lambda: to_csv(reading.watch_list(day).said.asked(told)), "text/csv; charset=utf-8",
        f"watch-list-{day.isoformat()}.csv",
    )  # fmt: skip


def _sorted_by(told: Asked, key: str, as_of: object) -> str:
    """The address of the same list sorted by a column; by the same one again, the other way round."""
    falls = not told.down if told.sort == key else key not in ("series", "decision")
    return with_query("/", **query_of(replace(told, sort=key, down=falls)), as_of=as_of)


def _api_query(told: Asked) -> dict[str, Any]:
    given = asdict(told)
    return {"q": given.pop("typed"), **given, "down": str(told.down).lower()}
