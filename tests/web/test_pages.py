"""The desk's pages: what stands on them, and that nothing from outside runs on them."""

from __future__ import annotations

import html
import re

import pytest
from hostile import HOSTILE, runs_nothing, text_of
from starlette.testclient import TestClient

from cliffhanger.reports.inert import plain


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/series/no-such-series", 404, "no series called"),
        ("/series/hit-and-run?season=9", 404, "no season 9"),
        ("/series/hit-and-run?as_of=1900-01-01", 404, "too little evidence"),
        ("/series/hit-and-run?as_of=2999-01-01", 404, "still to come"),
        ("/series/hit-and-run?as_of=never", 422, "as_of"),
        ("/nowhere", 404, "There is no such page."),
    ],
)
def test_refusals_say_why(desk: TestClient, path: str, status: int, says: str) -> None:
    """What cannot be answered has a page of its own, with the reason and a way on."""
    found = desk.get(path)
    assert found.status_code == status
    assert says in text_of(found.text)
    assert "To the watch list" in found.text
    assert found.headers["cache-control"] == "no-store"


def test_the_desk_is_for_reading(desk: TestClient) -> None:
    """Nothing can be sent to it."""
    assert desk.post("/series/hit-and-run").status_code == 405


def test_a_season_as_of_a_day(desk: TestClient) -> None:
    """The page holds what was known by its day and nothing later."""
    before, after = (desk.get(f"/series/hit-and-run?as_of={day}").text for day in ("2021-09-14", "2021-12-31"))
    assert "As known on 14 September 2021" in before
    assert "Cancelled on 20 September 2021" not in text_of(before)
    assert "Cancelled on 20 September 2021" in text_of(after)
    assert "45.19" in after


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_text(desk: TestClient, title: str) -> None:
    """A title with markup, turned writing, emoji or quotes is shown as it is and runs nothing."""
    words = title.split(maxsplit=1)[0]
    found = desk.get("/search", params={"q": words if words.isalnum() else title})
    assert plain(title) in text_of(found.text)
    links = re.findall(r'href="(/series/[^"]+)"', found.text)
    page = desk.get(html.unescape(links[0]))
    assert page.status_code == 200
    assert plain(title) in text_of(page.text)
    for one in (found.text, page.text):
        assert "<img" not in one
        assert "\u202e" not in one


@pytest.mark.parametrize("path", ["/", "/search?q=hit", "/series/hit-and-run", "/none"])
def test_nothing_in_a_page_is_script_or_style(desk: TestClient, path: str) -> None:
    """No script, style or handler stands in a page: the policy would refuse it."""
    page = desk.get(path).text
    assert runs_nothing(page)
    assert not re.search(r'(?:src|href)="https?://[^"]+\.(?:js|css)', page)


def test_misspelt_names_are_found(desk: TestClient) -> None:
    """As one types and with slips; a part of the page alone where it asks for that."""
    assert "Hit &amp; Run" in desk.get("/search?q=hit+adn+run").text
    part = desk.get("/search?q=hit", headers={"HX-Request": "true"}).text
    assert "Hit &amp; Run" in part
    assert "<html" not in part
    assert "No series with a name like that" in desk.get("/search?q=zzzzzzzz").text


def test_a_page_is_sent_once(desk: TestClient) -> None:
    """What the browser has already is not sent again; part and whole are told apart."""
    first = desk.get("/series/hit-and-run")
    tag = first.headers["etag"]
    again = desk.get("/series/hit-and-run", headers={"If-None-Match": f'"x", W/{tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert desk.get("/search?q=hit", headers={"HX-Request": "true"}).headers["etag"] != tag


@pytest.mark.parametrize("format", ["html", "md", "json"])
def test_the_dossier_as_a_file(desk: TestClient, format: str) -> None:
    """The dossier can be saved in every format."""
    found = desk.get(f"/series/hit-and-run/dossier.{format}?as_of=2021-12-31")
    assert found.headers["content-disposition"] == f'attachment; filename="hit-and-run-1-2021-12-31.{format}"'
    assert "45.19" in found.text or "45190000" in found.text
