"""The verb `serve`: the desk in the browser."""

from __future__ import annotations

import socket
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from cliffhanger.errors import CliffhangerError, MissingExtra, StoreError

PORT = 8765
"""Where the desk listens unless told otherwise."""

LEAST_TOKEN = 16
"""Characters that a token has at least: a short one can be guessed."""


def serve(
    store: str | Path | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    token: str | None = None,
    tell: Callable[[str], None] | None = None,
) -> None:
    """Serve the desk until interrupted.

    Parameters
    ----------
    store : str or Path, optional
        The store's file; that of the user's data folder by default. It is only read.
    host : str
        Address to listen on; one that other machines can reach needs a token.
    port : int
        Port; 0 for any that is free.
    token : str, optional
        What a request has to bring: open the printed address once, or send it as ``Authorization: Bearer``.
    tell : callable, optional
        Told where the desk is, once it listens.

    Raises
    ------
    MissingExtra
        If the extra 'web' is not installed.
    StoreError
        If there is no such store.
    CliffhangerError
        If the address could be reached from other machines and there is no token, or too short a one.
    """
    if find_spec("fastapi") is None or find_spec("uvicorn") is None:
        raise MissingExtra("the extra 'web'", "to serve the desk: pip install 'cliffhanger[web]'")
    from cliffhanger.store import MEMORY, default_path
    from cliffhanger.web.guard import is_loopback

    path = Path(store) if store is not None else default_path()
    if str(path) == MEMORY or not path.is_file():
        raise StoreError(f"there is no store at {path}; run `cliffhanger gather` first, or name one with --store")
    if token is None and not is_loopback(host):
        raise CliffhangerError(
            f"{host} can be reached from other machines: give a --token that only those who may read have, or leave "
            "--host out"
        )
    if token is not None and len(token) < LEAST_TOKEN:
        raise CliffhangerError(f"the token has {len(token)} characters, needed are {LEAST_TOKEN} at least")
    import uvicorn

    from cliffhanger.web.app import make_app

    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as problem:
        raise CliffhangerError(
            f"cannot listen on {host}, port {port}: {problem.strerror}; try another --port"
        ) from problem
    with listening:
        shown = f"[{host}]" if ":" in host else host
        end = f"?token={token}" if token else ""
        if tell:
            tell(f"The desk is at http://{shown}:{listening.getsockname()[1]}/{end} (Ctrl+C ends it)")
        # No log of requests: an address may carry the token.
        settings = uvicorn.Config(
            make_app(path, token, warm=True), log_level="warning", access_log=False, server_header=False
        )
        uvicorn.Server(settings).run(sockets=[listening])
