"""How every page and every answer of the API goes out: asked for again only where the store or the date changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from fastapi import Query, Request
from pydantic import BeforeValidator
from starlette.responses import Response

from cliffhanger.web.reading import Reading

HTML = "text/html; charset=utf-8"
JSON = "application/json"


def _or_none(given: object) -> object:
    """A field left empty in a form is a field not given."""
    return None if given == "" else given


AsOf = Annotated[
    dt.date | None, Query(description="Use only what was known on this day, as 2021-09-14; today by default.")
]
"""The date of a request to the API."""

FormAsOf = Annotated[dt.date | None, Query(), BeforeValidator(_or_none)]
"""The date of a page, from a form."""


def reading_of(request: Request) -> Reading:
    """The store that an application reads."""
    reading: Reading = request.app.state.reading
    return reading


def is_part(request: Request) -> bool:
    """Whether a page asks for a part of itself alone, to put in place of what it shows."""
    # Going back in the browser's history restores a whole page.
    return "hx-request" in request.headers and "hx-history-restore-request" not in request.headers


def waits(request: Request, page: str) -> Response:
    """A page at once, which then asks for what takes seconds to work out; never kept by the browser."""
    return Response(page, headers={"Cache-Control": "no-store", "Vary": "HX-Request"}, media_type=HTML)


def answered(
    request: Request, day: dt.date, make: Callable[[], str | bytes], media: str = HTML, name: str = ""
) -> Response:
    """A response with its tag; 304 without a body where the asker has it already.

    Parameters
    ----------
    request : Request
        What was asked.
    day : date
        The date that it is about.
    make : callable
        Writes the body.
    media : str
        Its media type.
    name : str
        Of the file, where it is to be saved and not shown.
    """
    reading = reading_of(request)
    version, part, writing = reading.version(), is_part(request), reading.snapshots.writing
    kind = f"{'p' if part else ''}{'w' if writing else ''}"
    tag = f'"{version}-{day:%Y%m%d}{kind and "-" + kind}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "HX-Request"}
    if has_tag(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    body = make()
    return Response(body.encode() if isinstance(body, str) else body, headers=headers, media_type=media)


def has_tag(told: str, tag: str) -> bool:
    """Whether what an asker says it has, the header If-None-Match, is of that tag."""
    return told.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in told.split(","))
