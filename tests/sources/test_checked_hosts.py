"""Names that change their number: what is connected to is what was checked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx2
import pytest

from cliffhanger.sources.checked_hosts import CheckedHosts, open_checked_client


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, list[str]]]:
    """A server on this machine, as one inside a firm; its port, and the names by which it was asked."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers["Host"])
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"in")

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port, asked
    server.shutdown()
    thread.join()
    server.server_close()


def turning(*answers: list[str]) -> tuple[list[str], CheckedHosts]:
    """Hosts of a resolver that answers otherwise each time, and the names that it was asked for."""
    asked: list[str] = []

    def resolve(name: str) -> list[str]:
        asked.append(name)
        return answers[min(len(asked), len(answers)) - 1]

    return asked, CheckedHosts(resolve)


def test_a_name_of_a_private_number_is_not_connected_to(inside: tuple[int, list[str]]) -> None:
    """A name that leads inside is refused by the connection, too, and nothing arrives."""
    port, asked = inside
    _, hosts = turning(["127.0.0.1"])
    assert "private network" in str(hosts.refuse("trade.example"))
    with open_checked_client(hosts) as client, pytest.raises(httpx2.ConnectError, match="private network"):
        client.get(f"http://trade.example:{port}/")
    assert asked == []


def test_a_name_without_a_number_is_refused(inside: tuple[int, list[str]]) -> None:
    """Nothing to connect to: an error that says so."""
    _, hosts = turning([])
    with open_checked_client(hosts) as client, pytest.raises(httpx2.ConnectError, match="has no address"):
        client.get(f"http://trade.example:{inside[0]}/")


def test_a_name_that_turns_inside_after_the_check_is_not_followed(inside: tuple[int, list[str]]) -> None:
    """Public when checked, private when asked again: it is not asked again."""
    port, asked = inside
    looked_up, hosts = turning(["192.0.2.1"], ["127.0.0.1"])
    hosts = CheckedHosts(hosts._resolve, why_not=lambda host, resolve: None if resolve(host) == ["192.0.2.1"] else "no")
    assert hosts.refuse("trade.example") is None
    with open_checked_client(hosts) as client, pytest.raises(httpx2.TransportError):
        client.get(f"http://trade.example:{port}/", timeout=httpx2.Timeout(0.3))
    assert (looked_up, asked) == (["trade.example"], [])


def test_the_request_goes_to_the_number_and_carries_the_name(inside: tuple[int, list[str]]) -> None:
    """The checked number is connected to, under the host's own name."""
    port, asked = inside
    looked_up: list[str] = []

    def resolve(name: str) -> list[str]:
        looked_up.append(name)
        return ["127.0.0.1"]

    hosts = CheckedHosts(resolve, why_not=lambda host, look_up: None)
    with open_checked_client(hosts) as client:
        assert client.get(f"http://trade.example:{port}/").text == "in"
    assert (looked_up, asked) == (["trade.example"], [f"trade.example:{port}"])
