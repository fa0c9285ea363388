"""IMDb's dumps: what is refused, which series are taken, and what a season's rating is."""

from __future__ import annotations

import datetime as dt
import gzip
from itertools import pairwise
from pathlib import Path

import pytest
from catalogues import LIST, imdb_dumps, write_dumps

from cliffhanger import Store, gather, open_store
from cliffhanger.errors import SourceError
from cliffhanger.sources.dumps import batches, dump_of

DAY = "2025-02-01"


@pytest.fixture
def weekly(tmp_path: Path) -> Path:
    """A weekly list that names the series, outside of the folder of the dumps."""
    path = tmp_path / "list" / "all-weeks-global_2024-05-08.tsv"
    path.parent.mkdir()
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for dumps."""
    path = tmp_path / "dumps"
    path.mkdir()
    return path


def refused(paths: list[Path]) -> SourceError:
    """The refusal of a gathering that leaves the store empty."""
    with open_store(":memory:") as store:
        with pytest.raises(SourceError) as caught:
            gather(store, paths)
        assert store.get("file").num_rows == 0
        return caught.value


def test_a_dump_cut_off_is_refused_with_all_that_was_named_beside_it(weekly: Path, folder: Path) -> None:
    """A truncated gzip file is noticed at its end, and nothing is stored."""
    paths = write_dumps(folder)
    packed = gzip.compress(imdb_dumps()["title.ratings.tsv.gz"].encode())
    paths[2].write_bytes(packed[:-9])
    problem = refused([weekly, *paths])
    assert "title.ratings.tsv.gz" in problem.path
    assert "a whole gzip file" in str(problem)
    paths[2].write_bytes(packed[:-20] + b"\xff" * 4 + packed[-16:])
    assert "title.ratings.tsv.gz" in refused([weekly, *paths]).path


def test_rows_and_cells_that_do_not_fit_are_told(weekly: Path, folder: Path) -> None:
    """A row with a cell too few, and figures that are none, are refused with their lines."""
    dumps = imdb_dumps()
    dumps["title.ratings.tsv.gz"] += "tt0000913\tgood\t3\ntt0000913\t8.0\t-3\n"
    known = _premieres(folder.parent / "outcomes.csv")
    problem = refused([known, *write_dumps(folder, dumps)])
    assert [(p.row, p.column, p.found) for p in problem.problems] == [
        (8, "averageRating", "'good'"),
        (9, "numVotes", "'-3'"),
    ]
    dumps = imdb_dumps()
    dumps["title.episode.tsv.gz"] += "tt0000916\ttt0000901\t2\n"
    problem = refused([weekly, *write_dumps(folder, dumps)])
    assert [(p.expected, p.found) for p in problem.problems] == [("4 cells", "3")]


def test_a_column_that_is_gone_is_named(weekly: Path, folder: Path) -> None:
    """A changed layout is refused with the column that is missing."""
    dumps = imdb_dumps()
    dumps["title.basics.tsv.gz"] = dumps["title.basics.tsv.gz"].replace("startYear", "firstYear")
    problem = refused([weekly, *write_dumps(folder, dumps)])
    assert [(p.row, p.column) for p in problem.problems] == [(1, "startYear")]


def test_dumps_belong_together(weekly: Path, folder: Path) -> None:
    """One dump alone, and two copies of one dump, are refused with what is needed."""
    basics, episode, ratings = write_dumps(folder)
    for alone in (basics, episode, ratings):
        assert "named together with it" in str(refused([weekly, alone]))
    assert "title.episode.tsv.gz, title.ratings.tsv.gz alone" in str(refused([weekly, episode, ratings]))
    (twice,) = write_dumps(folder, {"title.basics.tsv.gz": imdb_dumps()["title.basics.tsv.gz"]}, DAY)
    assert "one copy of title.basics.tsv.gz at a time" in str(refused([weekly, basics, twice, ratings]))


def test_a_bad_dump_in_a_folder_does_not_lose_the_other_files(weekly: Path, folder: Path) -> None:
    """Of a folder what is readable is kept, and the dump is listed as refused."""
    paths = write_dumps(folder)
    paths[2].write_bytes(paths[2].read_bytes()[:-9])
    with open_store(":memory:") as store:
        done = gather(store, [weekly, folder])
        assert done.files["status"].to_pylist() == ["stored", "refused"]
        paths[0].unlink()
        again = gather(store, [weekly, folder])
        assert again.files["status"].to_pylist() == ["already here", "refused", "refused"]


def test_an_empty_store_takes_nothing(folder: Path) -> None:
    """Without a series to look for the dumps are left out, and the reason is said."""
    with open_store(":memory:") as store:
        done = gather(store, write_dumps(folder))
        assert done.files["status"].to_pylist() == ["left out"]
        assert "knows no series yet" in done.files["reason"][0].as_py()


def rows(store: Store, measure: str) -> list[tuple[object, ...]]:
    """Season, value and day of one measure of IMDb's."""
    found = store.query(
        """
        SELECT coalesce(t.season_text, 'series') AS season, r.value, r.known_on, l.season_id
        FROM release r JOIN title t USING (title_id) LEFT JOIN link l USING (title_id)
        WHERE t.source = 'imdb' AND r.measure = $measure ORDER BY ALL
        """,
        {"measure": measure},
    )
    return [tuple(row.values()) for row in found.to_pylist()]


def test_known_series_are_taken_and_no_others(weekly: Path, folder: Path) -> None:
    """By name and year: not the film, the stranger or the namesake; figures count from the day of the dumps."""
    announced = folder.parent / "outcomes.json"
    day = dt.date.fromisoformat(DAY)
    with open_store(":memory:") as store:
        done = gather(store, [*write_dumps(folder, day=DAY), weekly, _premieres(announced)])
        assert done.files["status"].to_pylist() == ["stored"] * 3
        assert rows(store, "imdb_rating") == [
            ("Season 1", 7.5, day, "harbour-lights/1"),
            ("series", 7.2, day, "harbour-lights/*"),
        ]
        assert [r[:2] for r in rows(store, "imdb_votes")] == [("Season 1", 400.0), ("series", 5000.0)]
        assert [r[:2] for r in rows(store, "episodes")] == [("Season 1", 2.0), ("Season 2", 1.0)]
        assert store.get("file")["source"].to_pylist()[-1] == "imdb"
        note = store.query("SELECT DISTINCT note FROM release WHERE measure = 'imdb_rating' AND note IS NOT NULL")
        assert note["note"].to_pylist() == ["mean of 2 of 2 episodes, weighted by votes"]


def test_namesakes_without_a_premiere_are_left_out(weekly: Path, folder: Path) -> None:
    """Where the store knows no premiere, a name that two series of the dumps bear says nothing."""
    with open_store(":memory:") as store:
        done = gather(store, [weekly, *write_dumps(folder)])
        assert done.files["status"].to_pylist() == ["stored", "left out"]
        assert "1 names left out" in done.files["reason"][1].as_py()


def test_the_same_dumps_change_nothing_until_the_store_knows_more(weekly: Path, folder: Path) -> None:
    """A second gathering adds nothing; after more series are known the same dumps give more."""
    paths = write_dumps(folder, day=DAY)
    premieres = _premieres(folder.parent / "outcomes.json")
    with open_store(":memory:") as store:
        first = gather(store, [premieres, *paths])
        assert first.rows
        assert gather(store, paths).rows == 0
        more = weekly.with_name("all-weeks-global_2024-06-08.tsv")
        more.write_text(LIST.replace("Harbour Lights", 'The "Stranger'), encoding="utf-8")
        again = gather(store, [more, *paths])
        assert again.files["status"].to_pylist() == ["stored", "stored"]
        told = store.query("SELECT DISTINCT series_text FROM title WHERE source = 'imdb' ORDER BY ALL")
        assert told["series_text"].to_pylist() == ["Harbour Lights", 'The "Stranger']


def test_unpacked_and_long_dumps_are_streamed(tmp_path: Path) -> None:
    """Rows come in batches with their line numbers, packed or not, and the progress is told."""
    path = tmp_path / "title.ratings.tsv"
    count = 600_000
    path.write_text("tconst\taverageRating\tnumVotes\n" + "".join(f"tt{n:07d}\t7.0\t9\n" for n in range(count)))
    told: list[tuple[int, int]] = []
    seen = [(line, batch.num_rows) for line, batch in batches(path, ("tconst",), lambda *t: told.append(t[:2]))]
    assert len(seen) > 1
    assert seen[0][0] == 2
    assert all(a[0] + a[1] == b[0] for a, b in pairwise(seen))
    assert sum(rows for _, rows in seen) == count
    assert told == sorted(told)
    assert dump_of(path).name == "ratings"
    assert dump_of(tmp_path) is dump_of(tmp_path / "absent.tsv") is None


def _premieres(path: Path) -> Path:
    """A merged list of outcomes that gives the premiere of season 1."""
    header = (
        "series,platform,first_air_date,seasons,status,s1_outcome,label_quality,type,language,genres,tmdb_genres,"
        "cancel_reported,renewal_reported,source\n"
    )
    row = "Harbour Lights,Netflix,2023-03-03,1,pending,pending,listed,scripted,English,Drama,,,,wikipedia-ended-2023\n"
    path = path.with_suffix(".csv")
    path.write_text(header + row, encoding="utf-8")
    return path
