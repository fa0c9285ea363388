"""The command of the desk: serve it in the browser."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter


def serve(
    *,
    store: Annotated[
        str | None, Parameter(help="The store's file, which is only read. Default: the user's data folder.")
    ] = None,
    host: Annotated[str, Parameter(help="Address to listen on; beyond this machine only with a token.")] = "127.0.0.1",
    port: Annotated[int, Parameter(help="Port; 0 for any that is free.")] = 8765,
    token: Annotated[
        str | None, Parameter(env_var="CLIFFHANGER_TOKEN", help="What a request has to bring; 16 characters at least.")
    ] = None,
) -> None:
    """Serve the desk in the browser, until interrupted."""
    from cliffhanger.web.serve import serve as run

    run(store, host=host, port=port, token=token, tell=lambda line: print(line, file=sys.stderr, flush=True))
