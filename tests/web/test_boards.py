"""Compare, slate, track record and sources as pages."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path

import pytest
from hostile import runs_nothing, text_of
from starlette.testclient import TestClient

from cliffhanger import open_store
from cliffhanger.errors import CliffhangerError
from cliffhanger.reports.compare import compare
from cliffhanger.reports.past_calls import past_calls

DAY = "2024-06-01"


@pytest.mark.parametrize(
    "path",
    [
        "/compare?season=nonesuch&season=hit-and-run",
        "/slate?wait=1&season=hit-and-run/1",
        "/record?wait=1&asked_on=1999-01-01",
    ],
)
def test_what_is_not_known_is_not_found(desk: TestClient, path: str) -> None:
    """A season or a day of which nothing is known has a page that says so."""
    assert desk.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/slate?budget=0", "/slate?risk=200", "/compare?unit=dollars", "/record?asked_on=x"])
def test_what_makes_no_sense_is_refused(desk: TestClient, path: str) -> None:
    """A value that does not fit is refused with its name."""
    assert desk.get(path).status_code == 422


def test_one_cannot_be_compared(store_path: Path) -> None:
    """Between two and six seasons are compared, each once."""
    with open_store(store_path, read_only=True) as store:
        for asked in ([("hit-and-run", 1)], [("hit-and-run", 1)] * 7, [("hit-and-run", 1), ("Hit & Run", None)]):
            with pytest.raises(CliffhangerError):
                compare(store, asked, dt.date(2024, 6, 1))


def test_compare_begins_empty_and_offers_seasons(desk: TestClient) -> None:
    """With nothing chosen the page says what to do; a name typed offers its seasons, with what was chosen kept."""
    assert "Nothing is chosen yet" in text_of(desk.get("/compare").text)
    page = desk.get(f"/compare?season=1899/1&add=hit adn run&as_of={DAY}").text
    address = html.unescape(re.findall(r'href="(/compare\?season=1899[^"]*hit-and-run[^"]*)"', page)[0])
    both = desk.get(address)
    assert both.status_code == 200
    assert "Week by week" in both.text
    assert "<svg" in both.text
    assert "45.19" in both.text


def test_compare_keeps_to_the_day(desk: TestClient) -> None:
    """Before weekly hours were printed there are none."""
    page = desk.get("/compare?season=hit-and-run/1&season=squid-game/1&as_of=2021-10-01").text
    assert "45.19" not in page


def test_slow_pages_come_when_they_are_ready(desk: TestClient) -> None:
    """Slate and record say what they wait for, and offer a way on without scripts."""
    for path, says in (("/slate", "Drawing what each"), (f"/record?asked_on={DAY}", "Asking the models anew")):
        page = desk.get(path)
        assert says in page.text
        assert page.headers["cache-control"] == "no-store"
        assert "wait=1" in page.text


def test_past_calls_say_what_happened(store_path: Path, desk: TestClient) -> None:
    """Each call has its odds, what was known later, and counts in the bands once it is settled."""
    asked, known = dt.date(2023, 1, 15), dt.date(2024, 6, 1)
    with open_store(store_path, read_only=True) as store:
        found = past_calls(store, asked, known)
    settled = [call for call in found.calls if call.renewed is not None]
    assert found.settled == len(settled) == sum(band.calls for band in found.bands)
    assert all(call.known_on and asked < call.known_on <= known for call in settled)
    assert all(call.renewed == (call.outcome == "renewed") for call in settled)
    if settled:
        mean = sum((call.p_renew - bool(call.renewed)) ** 2 for call in settled) / len(settled)
        assert found.brier == pytest.approx(mean)
    page = desk.get(f"/record?wait=1&asked_on={asked}&as_of={known}")
    assert page.status_code == 200
    for call in found.calls:
        assert html.escape(call.series) in page.text


def test_sources_say_what_is_there(desk: TestClient) -> None:
    """Publishers, figures and runs are listed, with their days."""
    page = text_of(desk.get("/sources").text)
    assert "By publisher" in page
    assert "netflix_top10" in page
    assert "gather" in page


@pytest.mark.parametrize("path", ["/compare", "/slate", "/record", "/sources", "/?wait=1", "/slate?wait=1"])
def test_no_script_or_style_in_pages(desk: TestClient, path: str) -> None:
    """No script, style or handler stands in a page: the policy would refuse it."""
    assert runs_nothing(desk.get(path).text)
