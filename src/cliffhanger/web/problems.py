"""Refusals as the desk gives them: a page for people, application/problem+json (RFC 9457) for programs."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from cliffhanger.errors import CliffhangerError, SourceError, StoreError, TitleError, TooLittleEvidence
from cliffhanger.reports.inert import plain
from cliffhanger.web.reading import NotYetKnown

_STATUS: tuple[tuple[type[CliffhangerError], int], ...] = (
    (TitleError, 404),
    (TooLittleEvidence, 404),
    (NotYetKnown, 404),
    (StoreError, 503),
    (SourceError, 422),
    (CliffhangerError, 422),
)

_HEADINGS = {
    400: "This cannot be answered",
    401: "A token is needed",
    404: "Not found",
    405: "Not that way",
    422: "This cannot be answered as asked",
    500: "Something went wrong",
    503: "The store cannot be read right now",
}


def status_of(problem: CliffhangerError) -> int:
    """The HTTP status of a refusal."""
    return next(status for kind, status in _STATUS if isinstance(problem, kind))


def refusal(path: str, status: int, why: str, headers: Mapping[str, str] | None = None) -> Response:
    """Tell why a request is refused.

    Parameters
    ----------
    path : str
        Of the request: below ``/api/`` programs are told, elsewhere people.
    status : int
        HTTP status.
    why : str
        One or two sentences: what is wrong and what to do next.
    headers : mapping, optional
        Sent along.
    """
    heading = _HEADINGS.get(status, HTTPStatus(status).phrase)
    sent = {"Cache-Control": "no-store", **(headers or {})}
    if status == 503:
        sent["Retry-After"] = "2"
    if path.startswith("/api/"):
        body = {"type": "about:blank", "title": heading, "status": status, "detail": why, "instance": path}
        return JSONResponse(body, status, sent, media_type="application/problem+json")
    from cliffhanger.web.drawing import draw

    return HTMLResponse(draw("error.html.j2", heading=heading, why=why, status=status), status, sent)


def answer_refusals(app: FastAPI) -> None:
    """Have an application answer every refusal, its own slips included."""

    async def ours(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, CliffhangerError)
        lines = [plain(line) for line in str(problem).splitlines()]
        # The query of a store that fails is for the log of whoever runs the desk.
        shown = lines[:1] if isinstance(problem, StoreError) else lines
        return refusal(request.url.path, status_of(problem), "\n".join(shown))

    async def of_framework(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, HTTPException)
        why = {404: "There is no such page.", 405: "The desk is for reading: ask with GET."}
        return refusal(
            request.url.path, problem.status_code, why.get(problem.status_code, str(problem.detail)), problem.headers
        )

    async def of_values(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, RequestValidationError)
        said = [f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in problem.errors()]
        return refusal(request.url.path, 422, "\n".join(plain(line) for line in said))

    async def of_slip(request: Request, _problem: Exception) -> Response:
        from cliffhanger.web.guard import HEADERS

        # Outside of the guard, so that the headers are put on here.
        return refusal(request.url.path, 500, "This is a fault of Cliffhanger; its log has the details.", HEADERS)

    app.add_exception_handler(CliffhangerError, ours)
    app.add_exception_handler(HTTPException, of_framework)
    app.add_exception_handler(RequestValidationError, of_values)
    app.add_exception_handler(Exception, of_slip)
