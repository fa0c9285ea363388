"""`gather tvmaze`, `gather tmdb` and `gather imdb` as a user types them, against a server on this machine."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from catalogues import (
    KEY,
    LIST,
    TOKEN,
    as_bytes,
    imdb_dumps,
    tmdb_found,
    tmdb_season,
    tmdb_series,
    tvmaze_found,
    tvmaze_season,
    tvmaze_show,
)
from publisher import Publisher, answer, open_publisher

from cliffhanger import gather, open_store
from cliffhanger.cli import main
from cliffhanger.errors import CliffhangerError
from cliffhanger.evidence.outcomes import decided_seasons
from cliffhanger.evidence.undecided import undecided_series
from cliffhanger.sources import catalogue_addresses as addresses
from cliffhanger.sources.publishers import order_of

TODAY = dt.date.today()
SEARCH, SHOW = "/search/shows?q=Harbour%20Lights", "/shows/901?embed[]=seasons&embed[]=episodes"
SEARCH_TV, TV = "/search/tv?query=Harbour%20Lights", "/tv/77901"


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Publisher]:
    """A server in place of all three, and a cache and a working directory of one's own."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv(addresses.TMDB_KEY, raising=False)
    monkeypatch.chdir(tmp_path)
    with open_publisher() as server:
        for name in ("TVMAZE", "TMDB", "IMDB"):
            monkeypatch.setattr(addresses, name, server.at("/"))
        for name in ("TVMAZE_PAUSE_S", "TMDB_PAUSE_S"):
            monkeypatch.setattr(addresses, name, 0.0)
        server.routes[SEARCH] = answer(as_bytes(tvmaze_found(tvmaze_show())))
        server.routes[SHOW] = answer(as_bytes(tvmaze_show(status="Ended")))
        server.routes[SEARCH_TV] = answer(as_bytes(tmdb_found(tmdb_series())))
        server.routes[TV] = answer(as_bytes(tmdb_series()))
        for name, text in imdb_dumps().items():
            server.routes[f"/{name}"] = answer(
                gzip.compress(text.encode(), mtime=0), Content_Type="binary/octet-stream"
            )
        yield server


def cliffhanger(*words: object) -> tuple[int, str, str]:
    """Run the command; give its exit code and what it wrote."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    before, sys.argv = sys.argv, ["cliffhanger", *map(str, words)]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as left:
        code = int(left.code or 0)
    finally:
        sys.argv = before
    return code, out.getvalue(), err.getvalue()


def weekly(folder: Path) -> Path:
    """A weekly list that names the series."""
    path = folder / "all-weeks-global_2024-05-08.tsv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_without_a_key_tmdb_is_not_asked(publisher: Publisher) -> None:
    """Exit code 1, the variable's name and where to get a key; no store is made, nobody is asked."""
    code, out, err = cliffhanger("gather", "tvmaze", "Harbour Lights", "tmdb", "Harbour Lights", "--store", "s.duckdb")
    assert (code, out) == (1, "")
    assert "TMDB_API_KEY" in err
    assert "https://www.themoviedb.org/settings/api" in err
    assert not publisher.asked
    assert not Path("s.duckdb").exists()


def test_an_unknown_series_is_refused_with_candidates(publisher: Publisher) -> None:
    """Exit code 1 and the nearest names; where others came through they are gathered all the same."""
    publisher.routes["/search/shows?q=Harbour"] = publisher.routes[SEARCH]
    code, out, err = cliffhanger("gather", "tvmaze", "Harbour", "--store", "s.duckdb")
    assert (code, out) == (1, "")
    assert "TVmaze: 1 of 1 series could not be had" in err
    assert "did you mean 'Harbour Lights (2023, Netflix)'?" in err
    code, out, err = cliffhanger("gather", "tvmaze", "Harbour", "Harbour Lights", "--store", "s.duckdb")
    assert code == 1
    assert f"tvmaze-harbour-lights-901_{TODAY}.json" in out
    assert "1 of 2 series could not be had" in err


@pytest.mark.parametrize(
    ("path", "body", "status", "says"),
    [
        (SHOW, b"", 404, "answered 404 Not Found"),
        (SHOW, b"<html>Maintenance</html>", 200, "a web page in place of JSON"),
        (SHOW, as_bytes({"id": 901, "name": "Harbour Lights", "status": "Ended"}), 200, "this column"),
    ],
)
def test_answers_that_are_none_are_refused(
    publisher: Publisher, path: str, body: bytes, status: int, says: str
) -> None:
    """A show that is gone, a page in its place, and an answer without a field: exit code 1 and what came."""
    publisher.routes[path] = answer(body, status)
    code, _, err = cliffhanger("gather", "tvmaze", "Harbour Lights", "--store", "s.duckdb")
    assert code == 1
    assert says in err
    assert "Traceback" not in err


def test_dumps_that_are_none_are_refused(publisher: Publisher) -> None:
    """A page in place of a dump, another table, and a file cut off are refused; the store stays as it was."""
    cliffhanger("gather", weekly(Path()), "--store", "s.duckdb")
    before = Path("s.duckdb").read_bytes()
    good = publisher.routes["/title.ratings.tsv.gz"]
    for body, says in (
        (b"<html>Moved</html>", "a web page in place of a gzip file"),
        (gzip.compress(b"tconst\tstars\nx\t1\n"), "a table without the column 'averageRating'"),
        (gzip.compress(imdb_dumps()["title.ratings.tsv.gz"].encode())[:-9], "a whole gzip file"),
    ):
        publisher.routes["/title.ratings.tsv.gz"] = answer(body)
        code, out, err = cliffhanger("gather", "imdb", "--store", "s.duckdb")
        assert (code, out) == (1, "")
        assert "title.ratings.tsv.gz" in err
        assert says in err
        assert Path("s.duckdb").read_bytes() == before
    publisher.routes["/title.ratings.tsv.gz"] = good
    assert cliffhanger("gather", "imdb", "--store", "s.duckdb")[0] == 0


def test_no_names_and_nothing_undecided_is_refused(publisher: Publisher) -> None:
    """Without names a store has to say which series are undecided."""
    code, _, err = cliffhanger("gather", "tvmaze", "--store", "s.duckdb")
    assert code == 1
    assert "no series is named after 'tvmaze', and there is no store yet" in err
    cliffhanger("gather", weekly(Path()), "--store", "s.duckdb")
    code, _, err = cliffhanger("gather", "tvmaze", "--store", "s.duckdb")
    assert code == 1
    assert "came out within the last 18 months and is undecided" in err
    assert not publisher.asked


def test_an_empty_name_is_refused() -> None:
    """A name of blanks is a slip of a script."""
    with pytest.raises(CliffhangerError, match="in place of a series after 'tvmaze'"):
        order_of(["tvmaze", " "])


def test_a_file_of_that_name_is_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a folder is called like a publisher it is read, as is what follows it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "imdb").mkdir()
    order = order_of(["imdb", "tmdb", "1899", "netflix", "a.csv", "tmdb", "tvmaze"])
    assert (order.paths, order.publishers) == (["imdb", "a.csv"], ["tmdb", "netflix", "tvmaze"])
    assert order.series == {"tmdb": ["1899"]}


def test_tvmaze_is_gathered_with_its_terms(publisher: Publisher) -> None:
    """The answer is stored, its terms are said, a second gathering changes nothing."""
    code, out, err = cliffhanger("gather", "tvmaze", "Harbour Lights", "--store", "s.duckdb")
    assert (code, err) == (0, "")
    assert f"tvmaze-harbour-lights-901_{TODAY}.json" in out
    assert "Data by TVmaze (https://www.tvmaze.com), CC BY-SA 4.0" in out
    assert "0 are unplaced" in out
    with open_store("s.duckdb", read_only=True) as store:
        found = {row["season_id"]: row for row in decided_seasons(store, TODAY).to_pylist()}
        assert (found["harbour-lights/1"]["outcome"], found["harbour-lights/2"]["outcome"]) == ("renewed", "ended")
        yesterday = decided_seasons(store, TODAY - dt.timedelta(days=1))
        assert yesterday["season_id"].to_pylist() == ["harbour-lights/1"]
    code, out, _ = cliffhanger("gather", "tvmaze", "Harbour Lights", "--store", "s.duckdb")
    assert code == 0
    assert "already here" in out
    assert "0 releases added" in out


def test_tmdb_is_gathered_and_keeps_no_key(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    """The attribution is said; neither the store nor the cache holds the key."""
    monkeypatch.setenv(addresses.TMDB_KEY, TOKEN)
    code, out, err = cliffhanger("gather", "tmdb", "Harbour Lights (2023)", "--store", "s.duckdb")
    assert (code, err) == (0, "")
    assert "This product uses the TMDB API but is not endorsed or certified by TMDB." in out
    with open_store("s.duckdb", read_only=True) as store:
        found = {row["season_id"]: row for row in decided_seasons(store, TODAY).to_pylist()}
        assert (found["harbour-lights/2"]["outcome"], found["harbour-lights/2"]["grade"]) == ("cancelled", "listed")
        assert set(store.get("release")["url"].to_pylist()) == {"https://www.themoviedb.org/tv/77901"}
    left = [Path("s.duckdb"), *(path for path in Path("cache").rglob("*") if path.is_file())]
    assert not [path for path in left if TOKEN.encode() in path.read_bytes() or KEY.encode() in path.read_bytes()]


def test_undecided_series_are_asked_about_by_themselves(publisher: Publisher, tmp_path: Path) -> None:
    """Without names, those that came out lately and are undecided are asked about, by their year."""
    lately = TODAY - dt.timedelta(days=40)
    show = tvmaze_show(premiered=str(lately), status="To Be Determined", updated=0)
    show["_embedded"] = {"seasons": [tvmaze_season(1, str(lately), None, 8)], "episodes": []}
    answers = tmp_path / f"answer_{TODAY - dt.timedelta(days=1)}.json"
    answers.write_bytes(as_bytes(show))
    with open_store("s.duckdb") as store:
        gather(store, [answers])
        assert undecided_series(store, TODAY)["series"].to_pylist() == ["Harbour Lights"]
        assert undecided_series(store, lately - dt.timedelta(days=1)).num_rows == 0
        assert undecided_series(store, lately + dt.timedelta(days=600)).num_rows == 0
    ended = dict(show, status="Ended")
    namesake = tvmaze_show(id=7, premiered="1994-01-01")
    publisher.routes[SEARCH] = answer(as_bytes(tvmaze_found(namesake, ended)))
    publisher.routes[SHOW] = answer(as_bytes(ended))
    assert cliffhanger("gather", "tvmaze", "--store", "s.duckdb")[0] == 0
    with open_store("s.duckdb", read_only=True) as store:
        assert undecided_series(store, TODAY).num_rows == 0


def test_imdb_is_gathered_for_what_is_gathered_beside_it(publisher: Publisher) -> None:
    """Whatever their order in the command, the dumps are read last; their terms are said."""
    code, out, err = cliffhanger("gather", "imdb", "tvmaze", "Harbour Lights", "--store", "s.duckdb")
    assert (code, err) == (0, "")
    assert "Information courtesy of IMDb (https://www.imdb.com). Used with permission." in out
    with open_store("s.duckdb", read_only=True) as store:
        rated = store.query("SELECT DISTINCT known_on FROM release WHERE measure = 'imdb_rating'")
        assert rated["known_on"].to_pylist() == [TODAY]
    code, out, _ = cliffhanger("gather", "imdb", "--store", "s.duckdb")
    assert code == 0
    assert "0 releases added" in out


def test_nothing_of_a_catalogue_is_known_before_its_copy(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of any earlier day, only premieres that had happened by then are known."""
    monkeypatch.setenv(addresses.TMDB_KEY, KEY)
    api = f"api_key={KEY}"
    series = tmdb_series(status="Returning Series")
    series["seasons"] = [*series["seasons"], tmdb_season(3, str(TODAY + dt.timedelta(days=90)), 4, 0.0)]
    publisher.routes[f"/search/tv?query=Harbour+Lights&{api}"] = answer(as_bytes(tmdb_found(series)))
    publisher.routes[f"{TV}?{api}"] = answer(as_bytes(series))
    words = ("gather", "imdb", "tvmaze", "Harbour Lights", "tmdb", "Harbour Lights", "--store", "s.duckdb")
    assert cliffhanger(*words)[0] == 0
    with open_store("s.duckdb", read_only=True) as store:
        early = store.query("SELECT DISTINCT measure FROM release WHERE known_on < $today", {"today": TODAY})
        assert early["measure"].to_pylist() == ["release_date"]
        late = store.query(
            "SELECT count(*) AS n FROM release WHERE measure = 'release_date' AND known_on::VARCHAR <> text"
        )
        assert late["n"].to_pylist() == [0]
        sources = store.query("SELECT DISTINCT source FROM file ORDER BY source")["source"].to_pylist()
        assert sources == ["imdb", "tmdb", "tvmaze"]
