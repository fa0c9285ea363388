"""Who is answered, and with which headers."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cliffhanger.errors import CliffhangerError, MissingExtra, StoreError
from cliffhanger.web import serve as serving
from cliffhanger.web.app import make_app
from cliffhanger.web.guard import COOKIE, HEADERS
from cliffhanger.web.serve import serve

TOKEN = "a-token-that-is-long"


def test_other_machines_need_a_token(store_path: Path) -> None:
    """An address that others can reach is refused without a token, and with one that can be guessed."""
    with pytest.raises(CliffhangerError, match="can be reached from other machines"):
        serve(store_path, host="0.0.0.0")
    with pytest.raises(CliffhangerError, match="16 at least"):
        serve(store_path, host="0.0.0.0", token="short")


def test_there_must_be_a_store(tmp_path: Path) -> None:
    """A store that is not there is named, with what to do."""
    with pytest.raises(StoreError, match="run `cliffhanger gather` first"):
        serve(tmp_path / "none.duckdb")


def test_the_extra_is_named(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra one reads how to install it."""
    monkeypatch.setattr(serving, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"cliffhanger\[web\]"):
        serve(store_path)


def test_a_name_from_elsewhere_is_refused(store_path: Path) -> None:
    """Without a token a page elsewhere cannot read along by having its own name lead here."""
    with TestClient(make_app(store_path), base_url="http://elsewhere.example") as client:
        assert client.get("/").status_code == 400
        assert client.get("/api/v1/sources").headers["content-type"] == "application/problem+json"


def test_without_the_token_nothing_is_told(store_path: Path) -> None:
    """No page and no answer goes out without the token, nor with a wrong one."""
    with TestClient(make_app(store_path, TOKEN), base_url="http://desk.example") as client:
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Cookie": f"{COOKIE}=wrong"}, {"Cookie": ";;=\x7f"}):
            for path in ("/", "/series/hit-and-run", "/api/v1/sources", "/?token=wrong", "/?token=é"):
                assert client.get(path, headers=headers).status_code == 401
        assert client.get("/static/desk.css").status_code == 200


def test_the_token_opens_the_desk(store_path: Path) -> None:
    """As a bearer of it, or once in the address: then a cookie stands for it, and it leaves the address."""
    with TestClient(make_app(store_path, TOKEN), base_url="http://desk.example") as client:
        path = "/series/hit-and-run"
        assert client.get(path, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        first = client.get(f"{path}?as_of=2021-09-14&token={TOKEN}", follow_redirects=False)
        assert (first.status_code, first.headers["location"]) == (303, f"{path}?as_of=2021-09-14")
        assert TOKEN not in first.headers["set-cookie"]
        assert "httponly" in first.headers["set-cookie"].lower()
        assert client.get(path).status_code == 200
        away = client.get(f"//elsewhere.example/?token={TOKEN}", follow_redirects=False)
        assert not away.headers.get("location", "").startswith("//")


@pytest.mark.parametrize("path", ["/", "/series/hit-and-run", "/none", "/static/desk.css", "/?as_of=never"])
def test_every_response_has_the_headers(desk: TestClient, path: str) -> None:
    """Pages, refusals and files alike tell the browser to run nothing that stands in a page."""
    headers = desk.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in headers["content-security-policy"]


def test_a_slip_of_ours_tells_nothing_of_the_inside(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault is answered as such, with the headers, and without its words."""
    app = make_app(store_path)
    monkeypatch.setattr(app.state.reading, "directory", lambda day: 1 / 0)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        found = client.get("/search?q=hit")
    assert found.status_code == 500
    assert "division" not in found.text
    assert found.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
