"""A publisher's server on this machine, and the ways in which it may misbehave; no tests in here."""

from __future__ import annotations

import contextlib
import io
import socket
import struct
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TSV = b"week\tcategory\tweekly_rank\tshow_title\n2021-08-15\tTV (English)\t2\tHit & Run\n"
MOVED = b'<a href="https://www.netflix.com/tudum/top10/data/all-weeks-global.tsv">Moved Permanently</a>.\n\n'

Route = Callable[["Visit"], None]


class Visit(BaseHTTPRequestHandler):
    """One connection; the route of its path answers."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Publisher

    def do_GET(self) -> None:
        """Note what was asked and let the route answer."""
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers))
        self.server.routes.get(self.path, answer(b"no such page", status=404))(self)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def start(self, status: int = 200, **headers: str) -> None:
        """Send status and headers; an underscore in a name stands for a hyphen."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


class Publisher(ThreadingHTTPServer):
    """A publisher's server: what it answers by path, and what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Let clients hang up, as those that refuse a file do."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def at(self, path: str) -> str:
        """Give the address of a path."""
        return f"http://127.0.0.1:{self.server_port}{path}"


@contextlib.contextmanager
def open_publisher() -> Iterator[Publisher]:
    """Run a server until the end of the block."""
    server = Publisher()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def nobody() -> str:
    """Give an address where nobody listens."""
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}/"


def answer(body: bytes, status: int = 200, **headers: str) -> Route:
    """Answer whole and well-behaved."""

    def route(visit: Visit) -> None:
        visit.start(status, Content_Length=str(len(body)), **headers)
        visit.wfile.write(body)

    return route


def redirect(location: str) -> Route:
    """Point elsewhere."""
    return answer(b"", 302, Location=location)


def then(*routes: Route) -> Route:
    """Answer differently each time; the last one stays."""
    left = list(routes)

    def route(visit: Visit) -> None:
        now = left.pop(0) if len(left) > 1 else left[0]
        now(visit)

    return route


def truncated(visit: Visit) -> None:
    """Send less than announced and hang up."""
    visit.start(Content_Length=str(len(TSV)))
    visit.wfile.write(TSV[:40])
    visit.close_connection = True


def reset(visit: Visit) -> None:
    """Send less than announced and reset the connection."""
    visit.start(Content_Length=str(len(TSV)))
    visit.wfile.write(TSV[:40])
    visit.wfile.flush()
    visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    visit.rfile.close()
    visit.connection.close()


def silent(visit: Visit) -> None:
    """Accept and say nothing."""
    visit.server.over.wait(5)
    visit.close_connection = True


def drip(visit: Visit) -> None:
    """Send a byte now and then."""
    visit.start(Content_Length="100000")
    while not visit.server.over.wait(0.02):
        visit.wfile.write(b"x")


def endless(visit: Visit) -> None:
    """Send chunks without end."""
    visit.start(Transfer_Encoding="chunked")
    while not visit.server.over.is_set():
        visit.wfile.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")


def without_length(visit: Visit) -> None:
    """Send the table and let the end of the connection be its end."""
    visit.start(Connection="close")
    visit.wfile.write(TSV)


def conditional(visit: Visit) -> None:
    """Answer 304 to whoever has the first edition already."""
    if visit.headers.get("If-None-Match") == '"first"':
        visit.start(304, ETag='"first"')
    else:
        answer(TSV, ETag='"first"', Last_Modified="Tue, 16 Nov 2021 20:00:00 GMT")(visit)


def workbook(*names: str) -> bytes:
    """Pack a zip file with these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return packed.getvalue()


XLSX = workbook("[Content_Types].xml", "xl/workbook.xml")
