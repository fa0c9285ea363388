"""The watch list: what stands on it, how it is filtered and sorted, and as a file."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import HOSTILE
from starlette.testclient import TestClient

from cliffhanger import open_store
from cliffhanger.reports.watch_csv import to_csv
from cliffhanger.reports.watch_list import SORTS, Asked, Watched, WatchList, watch_list
from cliffhanger.web.app import make_app
from cliffhanger.web.watching import asked, query_of

DAY = "2024-06-01"
PART = {"HX-Request": "true"}


def watched(series: str, p: float | None = None, **more: object) -> Watched:
    """A season of the list with the parts that matter."""
    given: dict[str, object] = {
        "number": 1, "platform": "Netflix", "kind": "scripted", "language": "English", "genre": "Crime drama; Thriller",
        "premiere": dt.date(2024, 1, 5), "age_days": 148, "lo80": p, "hi80": p, "change_week": None,
        "decision_expected_on": None, "audience_times": None, "hours_4_weeks": None, "cost_usd": None,
        "cost_lo80_usd": None, "cost_hi80_usd": None, "cost_status": None, "status": "forecast", "reason": "",
    } | more  # fmt: skip
    return Watched(f"{series.lower()}/1", series, "Season 1", p_renew=p, **given)  # type: ignore[arg-type]


LIST = WatchList(
    dt.date(2024, 6, 1),
    (
        watched("Beta", 0.2, language="Korean", audience_times=3.0),
        watched("Alpha", 0.8, kind="animation", genre="Comedy"),
        watched("Gamma", None, platform="Hulu", status="not forecast"),
        watched("Delta", 0.5, audience_times=0.4),
    ),
)


@pytest.mark.parametrize(
    ("told", "names"),
    [
        (Asked(), ["Alpha", "Delta", "Beta", "Gamma"]),
        (Asked(down=False), ["Beta", "Delta", "Alpha", "Gamma"]),
        (Asked(sort="series", down=False), ["Alpha", "Beta", "Delta", "Gamma"]),
        (Asked(sort="audience"), ["Beta", "Delta", "Alpha", "Gamma"]),
        (Asked(odds_from=0.3), ["Alpha", "Delta"]),
        (Asked(odds_from=0.3, odds_to=0.6), ["Delta"]),
        (Asked(language="Korean"), ["Beta"]),
        (Asked(genre="Thriller"), ["Delta", "Beta", "Gamma"]),
        (Asked(status="not forecast"), ["Gamma"]),
        (Asked(typed="gama"), ["Gamma"]),
        (Asked(typed="nothing like it"), []),
    ],
)
def test_the_list_is_what_was_asked_for(told: Asked, names: list[str]) -> None:
    """Filters leave what fits, sorting puts what lacks the figure last, a slip in a name is forgiven."""
    assert [one.series for one in LIST.asked(told)] == names


def test_genres_are_chosen_one_by_one() -> None:
    """A season of two genres is offered under both."""
    assert LIST.choices("genre") == ["Comedy", "Crime drama", "Thriller"]


def test_csv_holds_no_formula() -> None:
    """Text that a spreadsheet would run has an apostrophe before it; figures are bare."""
    rows = list(csv.reader(io.StringIO(to_csv([watched("=cmd()", 0.25), watched("Beta\n2", None)]))))
    at = {name: number for number, name in enumerate(rows[0])}
    assert [row[at["series"]] for row in rows[1:]] == ["'=cmd()", "Beta 2"]
    assert [row[at["p_renew"]] for row in rows[1:]] == ["0.25", ""]


@pytest.mark.parametrize("key", list(SORTS))
def test_an_address_asks_for_the_same_again(key: str) -> None:
    """What stands in the address of a page gives the same question back."""
    for told in (Asked(sort=key, down=True), Asked(sort=key, down=False, typed="a", odds_from=0.25, genre="Drama")):
        given = {name: value for name, value in query_of(told).items() if value not in ("", None)}
        again = asked(**{**given, **{end: float(given[end]) for end in ("odds_from", "odds_to") if end in given}})
        assert again == told


def test_nothing_known_later_is_on_the_list(store_path: Path) -> None:
    """Facts of later days change nothing on the list of a day."""
    day = dt.date(2023, 3, 10)
    with open_store(store_path, read_only=True) as store:
        before = watch_list(store, day)
        later = watch_list(store, dt.date(2024, 6, 1))
    assert before.seasons
    assert all(one.premiere <= day for one in before.seasons)
    assert before != later


@pytest.mark.parametrize(
    ("query", "status"), [("sort=nothing", 422), ("odds_from=200", 422), ("page=0", 422), ("as_of=1900-01-01", 404)]
)
def test_what_does_not_fit_is_refused(desk: TestClient, query: str, status: int) -> None:
    """A filter that makes no sense has a page that says so."""
    assert desk.get(f"/?wait=1&{query}").status_code == status


def test_a_list_that_takes_long_comes_when_it_is_ready(store_path: Path) -> None:
    """The first page says what it is waiting for and asks for the rest, also without scripts."""
    with TestClient(make_app(store_path), base_url="http://localhost") as fresh:
        page = fresh.get(f"/?as_of={DAY}")
        assert page.headers["cache-control"] == "no-store"
        assert "Working out the odds" in page.text
        asks = html.unescape(re.findall(r'hx-get="(/\?[^"]+)" hx-trigger="load"', page.text)[0])
        rows = fresh.get(asks, headers=PART)
        assert "<html" not in rows.text
        assert 'id="rows"' in rows.text
        assert rows.headers["hx-push-url"] == f"/?as_of={DAY}"
        assert "Working out" not in fresh.get(f"/?as_of={DAY}").text


def test_going_back_gives_the_whole_page(desk: TestClient) -> None:
    """A page restored from the browser's history is whole."""
    headers = {**PART, "HX-History-Restore-Request": "true"}
    assert "<html" in desk.get(f"/?wait=1&as_of={DAY}", headers=headers).text


@pytest.mark.parametrize("title", HOSTILE[:1])
def test_hostile_titles_on_the_list(desk: TestClient, title: str) -> None:
    """A title with markup is text on the list, in its filters and in what was typed."""
    page = desk.get("/", params={"wait": 1, "as_of": DAY, "q": title})
    assert "<img" not in page.text
    assert "&lt;img" in page.text


def test_the_list_as_a_file(desk: TestClient) -> None:
    """CSV and JSON hold what is shown, whatever its page."""
    query = f"as_of={DAY}&sort=age"
    page = desk.get(f"/?wait=1&{query}")
    as_csv, as_json = (
        html.unescape(one) for one in re.findall(r'href="((?:/watch-list.csv|/api/v1/forecast)[^"]*)"', page.text)
    )
    rows = list(csv.DictReader(io.StringIO(desk.get(as_csv).text)))
    told = desk.get(as_json).json()
    assert [row["season_id"] for row in rows] == [one["season_id"] for one in told["seasons"]]
    assert desk.get(as_csv).headers["content-disposition"] == f'attachment; filename="watch-list-{DAY}.csv"'
    assert rows


def test_no_season_fits() -> None:
    """A list with nothing on it says what to do."""
    assert LIST.asked(replace(Asked(), platform="none")) == []


def test_an_empty_list_says_what_to_do(desk: TestClient) -> None:
    """Where no season fits there is a way on."""
    page = desk.get(f"/?wait=1&as_of={DAY}&q=qqqqqqqq").text
    assert "No undecided season" in page
    assert "find it by its name" in page
