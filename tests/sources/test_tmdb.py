"""TMDB's answers: what is refused, and what a status says and does not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from catalogues import as_bytes, tmdb_season, tmdb_series

from cliffhanger import gather, open_store
from cliffhanger.errors import SourceError
from cliffhanger.sources.files import SourceFile
from cliffhanger.sources.tmdb import read_tmdb_series

Write = Callable[..., SourceFile]
NAME = "tmdb-harbour-lights-77901_2025-02-01.json"
COPIED = dt.date(2025, 2, 1)


def rows(file: SourceFile, measure: str) -> list[dict[str, object]]:
    """The rows of one measure."""
    return [row for row in read_tmdb_series(file).to_pylist() if row["measure"] == measure]


def test_every_misfit_is_told_with_its_place(write: Write, refusal: Callable[..., list[str]]) -> None:
    """Values of the series and of a season that do not fit are refused together."""
    series = tmdb_series(status="Undead", type="Opera", vote_average=11.5, vote_count=-1)
    series["seasons"] = [tmdb_season(1, "2023-13-01", 2, 7.0), tmdb_season(1, None, 2, 99.0)]
    assert refusal(read_tmdb_series, write(as_bytes(series), NAME)) == [
        "1/status: 'Undead'",
        "1/type: 'Opera'",
        "1/vote_average: '11.5'",
        "1/vote_count: '-1'",
        "1/air_date: '2023-13-01'",
        "2/season_number: a repetition of row 1",
        "2/vote_average: '99.0'",
    ]


def test_a_field_that_is_gone_is_named(write: Write) -> None:
    """A changed layout is refused with the list or field that is missing."""
    series = tmdb_series()
    del series["seasons"], series["vote_count"]
    with pytest.raises(SourceError, match="TMDB may have changed its answers") as refused:
        read_tmdb_series(write(as_bytes(series), NAME))
    assert {p.column for p in refused.value.problems} == {"seasons", "vote_count"}


def test_a_copy_older_than_what_it_tells_is_refused(write: Write, refusal: Callable[..., list[str]]) -> None:
    """An episode that was shown after the day of the copy gives the wrong day away."""
    file = write(as_bytes(tmdb_series()), "tmdb_2023-06-01.json")
    assert refusal(read_tmdb_series, file) == ["1/last_episode_to_air.air_date: 2024-05-02"]


def test_only_premieres_are_known_before_the_copy(write: Write) -> None:
    """A premiere is known on its day, all else from the day of the copy; specials are no season."""
    table = read_tmdb_series(write(as_bytes(tmdb_series()), NAME)).to_pylist()
    early = {(r["measure"], r["season_text"], r["known_on"]) for r in table if r["known_on"] != COPIED}
    assert early == {
        ("release_date", "Season 1", dt.date(2023, 3, 3)),
        ("release_date", "Season 2", dt.date(2024, 5, 2)),
    }
    assert {row["season_text"] for row in table} == {"Season 1", "Season 2", None}


@pytest.mark.parametrize(
    ("status", "type_", "word"),
    [
        ("Canceled", "Scripted", "cancelled"),
        ("Ended", "Scripted", "ended"),
        ("Ended", "Miniseries", "limited"),
        ("Canceled", "Miniseries", "cancelled"),
        ("Returning Series", "Scripted", "pending"),
        ("In Production", "Scripted", "pending"),
        ("Planned", "Scripted", "pending"),
    ],
)
def test_a_status_is_no_more_than_it_says(write: Write, status: str, type_: str, word: str) -> None:
    """Only an end is an outcome; a series that is to return has nothing decided for it."""
    (row,) = rows(write(as_bytes(tmdb_series(status=status, type=type_)), NAME), "outcome")
    assert (row["season_text"], row["text"], row["grade"], row["period_end"]) == ("Season 2", word, "listed", None)


def test_later_seasons_with_and_without_a_day(write: Write) -> None:
    """A premiere to come is a renewal, a season without a day a claim, and neither is a premiere."""
    ahead = tmdb_series(status="Returning Series")
    ahead["seasons"] = [tmdb_season(1, "2023-03-03", 2, 7.0), tmdb_season(2, "2025-09-01", 0, 0.0)]
    file = write(as_bytes(ahead), NAME)
    assert [(r["season_text"], r["text"]) for r in rows(file, "outcome")] == [("Season 1", "renewed")]
    ahead["seasons"][1] = tmdb_season(2, None, 0, 0.0)
    file = write(as_bytes(ahead), NAME)
    assert [(r["season_text"], r["text"]) for r in rows(file, "outcome")] == [("Season 1", "pending")]
    assert [r["season_text"] for r in rows(file, "claim")] == ["Season 1"]
    assert [r["season_text"] for r in rows(file, "release_date")] == ["Season 1"]


def test_an_end_beyond_a_season_to_come(write: Write) -> None:
    """Of a series that ends with a season to come, that season ends it and the last one is renewed."""
    series = tmdb_series(status="Ended")
    series["seasons"] = [tmdb_season(1, "2023-03-03", 2, 7.0), tmdb_season(2, "2025-09-01", 3, 0.0)]
    found = {r["season_text"]: r["text"] for r in rows(write(as_bytes(series), NAME), "outcome")}
    assert found == {"Season 1": "renewed", "Season 2": "ended"}


def test_votes_words_and_gathering(write: Write) -> None:
    """Votes of series and season, none for a zero; kind, language and genres; the source is named 'tmdb'."""
    file = write(as_bytes(tmdb_series(genres=[{"id": 16, "name": "Animation"}])), NAME)
    assert [(r["season_text"], r["value"]) for r in rows(file, "tmdb_rating")] == [("Season 1", 7.4), (None, 7.3)]
    assert [r["value"] for r in rows(file, "tmdb_votes")] == [812]
    assert [rows(file, m)[0]["text"] for m in ("kind", "language", "genre")] == ["animation", "English", "Animation"]
    with open_store(":memory:") as store:
        done = gather(store, [file.path])
        assert (done.unplaced, store.get("file")["source"].to_pylist()) == (0, ["tmdb"])
        assert gather(store, [file.path]).rows == 0
