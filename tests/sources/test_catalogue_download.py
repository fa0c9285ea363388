"""TVmaze and TMDB from a server on this machine: the right series, polite waits, and a key that nobody sees."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from catalogues import KEY, TOKEN, as_bytes, tmdb_found, tmdb_series, tvmaze_found, tvmaze_show
from publisher import Publisher, answer, nobody, open_publisher, redirect, then

from cliffhanger.errors import DownloadError
from cliffhanger.sources.answers import Limits
from cliffhanger.sources.candidates import Wanted
from cliffhanger.sources.catalogue_download import CatalogueError, fetch_tmdb, fetch_tvmaze, tmdb_secret
from cliffhanger.sources.download import Fetched

TODAY = dt.date(2025, 2, 1)
SEARCH, SHOW = "/search/shows?q=Harbour%20Lights", "/shows/901?embed[]=seasons&embed[]=episodes"
SEARCH_TV, TV = "/search/tv?query=Harbour%20Lights", "/tv/77901"
HARBOUR = [Wanted("Harbour Lights")]


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """Run a server, asked directly even where the machine has a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with open_publisher() as server:
        server.routes[SEARCH] = answer(as_bytes(tvmaze_found(tvmaze_show())))
        server.routes[SHOW] = answer(as_bytes(tvmaze_show()))
        yield server


def tvmaze(
    publisher: Publisher, folder: Path, wanted: list[Wanted] = HARBOUR, waits: list[float] | None = None
) -> list[Fetched]:
    """Ask for series without waiting."""
    sleep = (lambda _: None) if waits is None else waits.append
    return fetch_tvmaze(wanted, folder, base_url=publisher.at("/"), today=TODAY, sleep=sleep)


def problems(publisher: Publisher, folder: Path, wanted: list[Wanted] = HARBOUR) -> list[str]:
    """What went wrong."""
    with pytest.raises(CatalogueError) as caught:
        tvmaze(publisher, folder, wanted)
    return list(caught.value.problems)


def test_an_unknown_series_is_refused_with_what_was_found(publisher: Publisher, tmp_path: Path) -> None:
    """A name that only resembles what the catalogue has is not taken for it; the others are fetched."""
    publisher.routes["/search/shows?q=Harbor%20Light"] = answer(as_bytes(tvmaze_found(tvmaze_show())))
    with pytest.raises(CatalogueError) as caught:
        tvmaze(publisher, tmp_path, [Wanted("Harbor Light"), *HARBOUR])
    assert "no series called 'Harbor Light' is known; did you mean 'Harbour Lights (2023, Netflix)'?" in str(
        caught.value
    )
    assert [one.path.name for one in caught.value.fetched] == ["tvmaze-harbour-lights-901_2025-02-01.json"]
    publisher.routes[SEARCH] = answer(b"[]")
    assert problems(publisher, tmp_path) == ["no series called 'Harbour Lights' is known (asked: TVmaze)"]


def test_namesakes_are_told_apart_by_year_only(publisher: Publisher, tmp_path: Path) -> None:
    """Two of one name are refused unless a year says which; a year that fits none is refused."""
    old = tvmaze_show(id=7, premiered="1994-01-01", webChannel=None, network={"name": "Channel Six"})
    publisher.routes[SEARCH] = answer(as_bytes(tvmaze_found(old, tvmaze_show())))
    (said,) = problems(publisher, tmp_path)
    assert "'Harbour Lights (1994, Channel Six)', 'Harbour Lights (2023, Netflix)'" in said
    assert "Give the year in brackets" in said
    (said,) = problems(publisher, tmp_path, [Wanted("Harbour Lights", 2010)])
    assert said.startswith("no series called 'Harbour Lights (2010)' is known; did you mean")
    (got,) = tvmaze(publisher, tmp_path, [Wanted("Harbour Lights", 2024)])
    assert got.path.name.startswith("tvmaze-harbour-lights-901_")


def test_a_show_that_is_gone_and_a_page_are_told(publisher: Publisher, tmp_path: Path) -> None:
    """A 404, a web page, a cut document, and an answer of another layout each say what came."""
    del publisher.routes[SHOW]
    assert "answered 404 Not Found" in problems(publisher, tmp_path)[0]
    for body, says in (
        (b"<html>Maintenance</html>", "a web page in place of JSON"),
        (b'{"id": 901, "name": "Harb', "no JSON, or a part of one"),
        (b"[]", "JSON of another kind"),
        (b'{"id": 901, "name": "Harbour Lights"}', "JSON without 'status'"),
    ):
        publisher.routes[SHOW] = answer(body, Content_Type="application/json")
        assert says in problems(publisher, tmp_path)[0]
    publisher.routes[SEARCH] = answer(b'[{"score": 1, "series": {}}]')
    assert "answered in another layout (KeyError: 'show')" in problems(publisher, tmp_path)[0]
    assert not list(tmp_path.glob("*.json"))


def test_offline_is_said_once(tmp_path: Path) -> None:
    """One wait is enough to learn that there is no way to the host."""
    with pytest.raises(CatalogueError) as caught:
        fetch_tvmaze([*HARBOUR, Wanted("Other")], tmp_path, base_url=nobody(), sleep=lambda _: None)
    first, second = caught.value.problems
    assert "no connection: " in first
    assert "check that this machine is online" in first
    assert second == "Other: not tried"


def test_too_many_requests_are_waited_out(publisher: Publisher, tmp_path: Path) -> None:
    """A 429 is tried again after what the server asks for, else after waits that outlast TVmaze's ten seconds."""
    waits: list[float] = []
    limited = answer(b"", 429)
    publisher.routes[SEARCH] = then(answer(b"", 429, Retry_After="9"), publisher.routes[SEARCH])
    publisher.routes[SHOW] = then(limited, limited, limited, limited, publisher.routes[SHOW])
    (got,) = tvmaze(publisher, tmp_path, waits=waits)
    assert got.path.is_file()
    assert waits[0] == 9
    assert waits[1] == 0.5  # the pause between two requests
    assert sum(waits[2:]) > 10
    publisher.routes[SHOW] = limited
    assert "answered 429 Too Many Requests (5 tries)" in problems(publisher, tmp_path)[0]


def test_the_same_answer_on_one_day_is_one_file(publisher: Publisher, tmp_path: Path) -> None:
    """Asked twice on a day the file stays; on another day it is another, so that no copy is lost."""
    told: list[tuple[str, int, int | None]] = []
    tvmaze(publisher, tmp_path)
    (again,) = tvmaze(publisher, tmp_path)
    assert not again.changed
    fetch_tvmaze(
        HARBOUR, tmp_path, base_url=publisher.at("/"), today=dt.date(2025, 2, 2), progress=lambda *t: told.append(t)
    )
    assert sorted(p.name for p in tmp_path.glob("*.json") if not p.name.startswith(".")) == [
        "tvmaze-harbour-lights-901_2025-02-01.json",
        "tvmaze-harbour-lights-901_2025-02-02.json",
    ]
    assert told == [("TVmaze: Harbour Lights", 0, 1)]


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (None, "the environment variable TMDB_API_KEY is empty"),
        ("  ", "the environment variable TMDB_API_KEY is empty"),
        ("my key", "holds 6 characters that are no key of TMDB's"),
        (KEY + "\r\nX: y", "are no key of TMDB's"),
    ],
)
def test_without_a_key_nobody_is_asked(monkeypatch: pytest.MonkeyPatch, key: str | None, says: str) -> None:
    """No key, or what is none, is refused with where to get one; what was given is not shown."""
    monkeypatch.delenv("TMDB_API_KEY", raising=False)
    if key is not None:
        monkeypatch.setenv("TMDB_API_KEY", key)
    with pytest.raises(DownloadError, match="TMDB") as refused:
        tmdb_secret()
    assert says in str(refused.value)
    assert "https://www.themoviedb.org/settings/api" in str(refused.value)
    assert KEY not in str(refused.value)
    assert "my key" not in str(refused.value)


def ask_tmdb(publisher: Publisher, folder: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> list[Fetched]:
    """Ask for the series with a key."""
    monkeypatch.setenv("TMDB_API_KEY", key)
    return fetch_tmdb(
        HARBOUR,
        folder,
        secret=tmdb_secret(),
        base_url=publisher.at("/"),
        today=TODAY,
        limits=Limits(tries=2),
        sleep=lambda _: None,
    )


@pytest.mark.parametrize("key", [KEY, TOKEN])
def test_the_key_is_sent_and_seen_nowhere(
    publisher: Publisher,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    key: str,
) -> None:
    """A key goes into the request; it is in no file, receipt, log, address or message, though a server echoes it."""
    query = f"api_key={KEY}" if key == KEY else ""
    search = f"/search/tv?query=Harbour+Lights&{query}" if query else SEARCH_TV
    tv = f"{TV}?{query}" if query else TV
    publisher.routes |= {
        search: answer(as_bytes(tmdb_found(tmdb_series()))),
        tv: answer(as_bytes(tmdb_series())),
    }
    with caplog.at_level(logging.DEBUG):
        (got,) = ask_tmdb(publisher, tmp_path, monkeypatch, key)
    assert publisher.asked == [search, tv]
    sent = [headers.get("Authorization") for headers in publisher.headers]
    assert sent == ([None, None] if query else [f"Bearer {TOKEN}"] * 2)
    assert got.path.name == "tmdb-harbour-lights-77901_2025-02-01.json"
    assert "/tv/77901" in caplog.text
    left = [caplog.text, repr(got), *(path.read_text() for path in tmp_path.rglob("*") if path.is_file())]
    for bad in (
        answer(b"", 401),
        answer(b"", 503),
        answer(f'{{"you sent": "{key}"}}'.encode()),
        answer(f"<p>{key}</p>".encode()),
        redirect(f"http://localhost:1/?api_key={key}"),
        redirect(f"{tv}&api_key={key}"),
    ):
        publisher.routes[tv] = bad
        with pytest.raises(CatalogueError) as caught, caplog.at_level(logging.INFO):
            ask_tmdb(publisher, tmp_path, monkeypatch, key)
        left += [str(caught.value), repr(caught.value), caplog.text]
    assert not [text for text in left if key in text]


def test_a_key_that_is_refused_is_said_once(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 401 is about the key, so that the other series are not asked for."""
    publisher.routes[SEARCH_TV] = answer(b'{"status_code": 7}', 401)
    monkeypatch.setenv("TMDB_API_KEY", TOKEN)
    with pytest.raises(CatalogueError) as caught:
        fetch_tmdb([*HARBOUR, Wanted("Other")], tmp_path, secret=tmdb_secret(), base_url=publisher.at("/"))
    first, second = caught.value.problems
    assert "the key in TMDB_API_KEY is not accepted" in first
    assert second == "Other: not tried"


def test_tmdb_is_found_by_its_original_name(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A series is found by its English or its original name."""
    series = tmdb_series(name="Luces", original_name="Harbour Lights")
    publisher.routes |= {SEARCH_TV: answer(as_bytes(tmdb_found(series))), TV: answer(as_bytes(series))}
    (got,) = ask_tmdb(publisher, tmp_path, monkeypatch, TOKEN)
    assert got.path.name.startswith("tmdb-luces-77901")
