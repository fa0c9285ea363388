"""The API: what it answers, that it keeps to its own document, and what it refuses."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hostile import HOSTILE
from hypothesis import HealthCheck, given, settings
from starlette.testclient import TestClient

from cliffhanger import assess, open_store
from cliffhanger.reports.dossier import to_json
from cliffhanger.web.app import make_app

schemathesis = pytest.importorskip("schemathesis")
from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402

DAY = "2024-06-01"


PATHS = ("series", "series/{series}", "search", "assess", "forecast", "compare", "slate", "sources")


@pytest.fixture(scope="module")
def document(store_path: Path) -> Any:
    """The API's own document, and the API behind it."""
    return schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", make_app(store_path, hosts=("localhost", "testserver"))
    )


@pytest.mark.parametrize("path", PATHS)
def test_the_api_keeps_to_its_document(document: Any, path: str) -> None:
    """Whatever is asked, nothing breaks, and every answer is one that the document names, with the keys it names."""

    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=document[f"/api/v1/{path}"]["GET"].as_strategy())
    def ask(case: Any) -> None:
        # A day still to come is refused, and a document cannot say which day it will be read on.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("assess?series=nonesuch", 404, "no series called"),
        ("assess?series=hit-and-run&season=9", 404, "no season 9"),
        ("assess", 422, "series"),
        ("series/nonesuch", 404, "no series called"),
        ("series?as_of=2021-02-30", 422, "as_of"),
        ("series?as_of=2999-01-01", 404, "still to come"),
        ("series?as_of=1900-01-01", 404, "too little evidence"),
        ("compare?season=hit-and-run", 422, "season"),
        ("compare?season=hit-and-run&season=hit-and-run/1", 422, "named twice"),
        ("slate?season=hit-and-run/1", 404, "every season on the slate"),
        ("nothing", 404, "no such page"),
    ],
)
def test_refusals_are_problems(desk: TestClient, path: str, status: int, says: str) -> None:
    """A refusal is application/problem+json with what is wrong."""
    found = desk.get(f"/api/v1/{path}")
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")
    problem = found.json()
    assert says in problem["detail"]
    assert (problem["status"], problem["instance"]) == (status, f"/api/v1/{path.partition('?')[0]}")


def test_assess_is_the_dossier(desk: TestClient, store_path: Path) -> None:
    """The API gives what the command gives, letter for letter."""
    with open_store(store_path, read_only=True) as store:
        wanted = to_json(assess(store, "Hit & Run", as_of=dt.date(2021, 12, 31)))
    assert desk.get("/api/v1/assess?series=Hit %26 Run&as_of=2021-12-31").text == wanted


def test_answers_are_sent_once(desk: TestClient) -> None:
    """The tag is that of store version and date: the same date again is not sent, another is."""
    tag = desk.get(f"/api/v1/series?as_of={DAY}").headers["etag"]
    headers = {"If-None-Match": tag}
    assert desk.get(f"/api/v1/series?as_of={DAY}", headers=headers).status_code == 304
    assert desk.get("/api/v1/series?as_of=2024-06-02", headers=headers).status_code == 200
    assert desk.get(f"/api/v1/series?as_of={DAY}").headers["cache-control"] == "private, no-cache"


def test_series_come_in_parts(desk: TestClient) -> None:
    """All series can be had, a part at a time, each once."""
    whole = desk.get(f"/api/v1/series?as_of={DAY}&limit=1000").json()
    parts = [desk.get(f"/api/v1/series?as_of={DAY}&limit=10&offset={at}").json() for at in range(0, whole["total"], 10)]
    assert [one for part in parts for one in part["series"]] == whole["series"]
    assert len(whole["series"]) == whole["total"]


@pytest.mark.parametrize("typed", ["hit and run", "HIT & RUN", "hit adn run", "hti and", "Hit"])
def test_names_are_found_with_slips(desk: TestClient, typed: str) -> None:
    """A name in other letters, with a slip or begun alone is found first."""
    found = desk.get("/api/v1/search", params={"q": typed, "as_of": DAY}).json()
    assert found["series"][0]["series_id"] == "hit-and-run"


def test_forecast_can_be_filtered_and_sorted(desk: TestClient) -> None:
    """Seasons come by what is asked, those without the figure last; what does not fit is not there."""
    whole = desk.get(f"/api/v1/forecast?as_of={DAY}").json()
    assert whole["total"] == len(whole["seasons"]) > 0
    odds = [one["p_renew"] for one in whole["seasons"]]
    known = [one for one in odds if one is not None]
    assert odds == sorted(known, reverse=True) + [None] * (len(odds) - len(known))
    assert all(one["lo80"] <= one["p_renew"] <= one["hi80"] for one in whole["seasons"] if one["p_renew"] is not None)
    assert desk.get(f"/api/v1/forecast?as_of={DAY}&platform=None such").json()["seasons"] == []
    ages = desk.get(f"/api/v1/forecast?as_of={DAY}&sort=age&down=false").json()["seasons"]
    assert [one["age_days"] for one in ages] == sorted(one["age_days"] for one in ages)


def test_compare_is_by_week(desk: TestClient) -> None:
    """Each season's weeks count from its own premiere, with the sources they rest on."""
    path = f"/api/v1/compare?season=hit-and-run/1&season=1899&as_of={DAY}"
    found = desk.get(path).json()
    assert [one["series"] for one in found["seasons"]] == ["Hit & Run", "1899"]
    weeks = found["seasons"][0]["weeks"]
    assert (weeks[1]["number"], weeks[1]["hours_viewed"]) == (2, 45_190_000)
    numbers = {source["number"] for source in found["sources"]}
    assert {number for week in weeks for number in week["sources"]} <= numbers


def test_sources_say_what_is_there(desk: TestClient) -> None:
    """Files, figures and titles are counted, with the day of the latest."""
    found = desk.get("/api/v1/sources").json()
    assert {"casebook", "netflix_top10"} <= {one["source"] for one in found["sources"]}
    assert found["releases"] == sum(one["releases"] for one in found["sources"])
    assert found["runs"][0]["verb"] == "gather"


def test_hostile_titles_are_data(desk: TestClient) -> None:
    """A title stands in JSON as it was printed."""
    names = {one["series"] for one in desk.get(f"/api/v1/series?as_of={DAY}&limit=1000").json()["series"]}
    assert {HOSTILE[0], HOSTILE[2]} <= names


def test_the_document_names_every_key(desk: TestClient) -> None:
    """The OpenAPI document describes each answer down to its keys."""
    document = desk.get("/api/v1/openapi.json").json()
    assert set(document["paths"]) == {f"/api/v1/{name}" for name in PATHS}
    assert {"Dossier", "Watched", "Comparison", "DeskSlate", "Contents", "Problem"} <= set(
        document["components"]["schemas"]
    )
    assert "HTTPValidationError" not in json.dumps(document)
