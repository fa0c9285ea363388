"""The desk as an ASGI application."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from cliffhanger.web import api, boards, pages, season, watching
from cliffhanger.web.guard import LOOPBACK, Guard
from cliffhanger.web.problems import answer_refusals
from cliffhanger.web.reading import Reading
from cliffhanger.web.replay import Replay

THREADS = 80
"""Requests that may wait at the same time, most of them for an answer that is being worked out."""

LEAVE = 20.0
"""Seconds that the end waits for what is being worked out ahead."""


def make_app(
    store_path: str | Path, token: str | None = None, *, hosts: Sequence[str] = LOOPBACK, warm: bool = False
) -> FastAPI:
    """Make the desk over one store.

    Parameters
    ----------
    store_path : str or Path
        The store's file. It is never written to; while others write, the state before them is shown.
    token : str, optional
        What a request has to bring; without one only requests for a loopback name are answered.
    hosts : sequence of str
        Names that are answered without a token.
    warm : bool
        Whether to work out today's watch list at once, in the background, before anybody asks.

    Returns
    -------
    FastAPI
        The application; any ASGI server runs it.
    """

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        from anyio.to_thread import current_default_thread_limiter

        current_default_thread_limiter().total_tokens = THREADS
        ahead = threading.Thread(target=app.state.reading.warm, daemon=True)
        if warm:
            ahead.start()
        yield
        app.state.reading.close()
        if warm:
            # A query that is cut off by the end of the process would end it badly.
            ahead.join(LEAVE)

    app = FastAPI(
        title="Cliffhanger",
        version=version("cliffhanger"),
        description="The open renewal desk for streaming series: read-only, and as of any past day.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # they fetch scripts from elsewhere
        redoc_url=None,
        lifespan=life,
    )
    app.state.reading = Reading(Path(store_path))
    for part in (watching, pages, season, boards):
        app.include_router(part.router)
    app.include_router(api.router)
    as_made = app.openapi
    app.openapi = lambda: api.documented(as_made())  # type: ignore[method-assign]
    static = resources.files("cliffhanger.web").joinpath("static")
    app.mount("/static", StaticFiles(directory=str(static)), name="static")
    # The last one added is asked first: nothing is replayed to whom the guard refuses.
    app.add_middleware(Replay, snapshots=app.state.reading.snapshots)
    app.add_middleware(Guard, token=token, hosts=tuple(hosts))
    answer_refusals(app)
    return app
