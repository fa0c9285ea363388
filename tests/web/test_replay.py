"""Answers go out again as they were, to whom they may, and only while they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cliffhanger.web.app import make_app

PATH = "/series/hit-and-run?as_of=2021-12-31"
TOKEN = "a-token-that-is-long"


def test_nothing_is_replayed_to_whom_the_guard_refuses(store_path: Path) -> None:
    """What went out to one who has the token does not go out to one who has not."""
    with TestClient(make_app(store_path, TOKEN), base_url="http://desk.example") as client:
        for _ in range(2):
            assert client.get(PATH, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert client.get(PATH).status_code == 401


def test_an_answer_goes_out_again_as_it_was(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nobody is asked, and body and headers are the same; what the asker has is not sent."""
    app = make_app(store_path)
    with TestClient(app, base_url="http://localhost") as client:
        client.get(PATH)
        first = client.get(PATH)
        monkeypatch.setattr(app.state.reading, "dossier", lambda *_: 1 / 0)
        again = client.get(PATH)
        assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))
        same = client.get(PATH, headers={"If-None-Match": first.headers["etag"]})
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_part_and_whole_are_kept_apart(store_path: Path) -> None:
    """A part of a page is never shown as the page."""
    with TestClient(make_app(store_path), base_url="http://localhost") as client:
        for _ in range(2):
            assert "<html" in client.get("/search?q=hit").text
            assert "<html" not in client.get("/search?q=hit", headers={"HX-Request": "true"}).text


def test_refusals_are_not_kept(store_path: Path) -> None:
    """What was refused is asked anew."""
    with TestClient(make_app(store_path), base_url="http://localhost") as client:
        for _ in range(2):
            found = client.get("/series/nonesuch")
            assert (found.status_code, found.headers["cache-control"]) == (404, "no-store")
