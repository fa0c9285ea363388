"""TVmaze's answers: what is refused, and from which day each figure counts as known."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from catalogues import as_bytes, tvmaze_episode, tvmaze_season, tvmaze_show

from cliffhanger import gather, open_store
from cliffhanger.errors import SourceError
from cliffhanger.sources.files import SourceFile, copied_on
from cliffhanger.sources.tvmaze import read_tvmaze

Write = Callable[..., SourceFile]
NAME = "tvmaze-harbour-lights-901_2025-02-01.json"
COPIED = dt.date(2025, 2, 1)


def rows(file: SourceFile, measure: str) -> list[dict[str, object]]:
    """The rows of one measure."""
    return [row for row in read_tvmaze(file).to_pylist() if row["measure"] == measure]


def embedded(seasons: list[dict[str, object]], episodes: list[dict[str, object]] | None = None) -> dict[str, object]:
    """Lists in place of those of the show."""
    return {"_embedded": {"seasons": seasons, "episodes": episodes or []}}


def test_every_misfit_is_told_with_its_place(write: Write, refusal: Callable[..., list[str]]) -> None:
    """Values of the show, a season and an episode that do not fit are refused together."""
    show = tvmaze_show(status="Zombie", type="Opera", updated="lately") | embedded(
        [tvmaze_season(1, "2023-02-30", None, -4), tvmaze_season(1, None, None, None)],
        [tvmaze_episode(1, 1, "yesterday", 50)],
    )
    assert refusal(read_tvmaze, write(as_bytes(show), NAME)) == [
        "1/status: 'Zombie'",
        "1/type: 'Opera'",
        "1/updated: 'lately'",
        "1/premiereDate: '2023-02-30'",
        "1/episodeOrder: '-4'",
        "2/number: a repetition of row 1",
        "1/airdate: 'yesterday'",
    ]


def test_a_field_that_is_gone_is_named(write: Write) -> None:
    """A changed layout is refused with the lists and fields that are missing, and what to do."""
    show = tvmaze_show()
    del show["_embedded"]
    with pytest.raises(SourceError) as refused:
        read_tvmaze(write(as_bytes(show), NAME))
    assert [p.column for p in refused.value.problems] == ["_embedded.seasons", "_embedded.episodes"]
    assert "TVmaze may have changed its answers" in str(refused.value)
    show = tvmaze_show()
    for season in show["_embedded"]["seasons"]:
        del season["premiereDate"]
    with pytest.raises(SourceError, match=r"sheet '_embedded\.seasons', column 'premiereDate': expected this column"):
        read_tvmaze(write(as_bytes(show), NAME))


def test_a_copy_older_than_its_update_is_refused(write: Write, refusal: Callable[..., list[str]]) -> None:
    """A name that claims a day before the last update would make today known in the past."""
    file = write(as_bytes(tvmaze_show()), "tvmaze_2024-06-01.json")
    assert refusal(read_tvmaze, file) == ["1/updated: 2025-01-01"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<!doctype html><html></html>", "a web page"),
        ('{"id": 901, "name": "Harb', "Unterminated string"),
        ("[]", "a list"),
        ('{"id": 901}', "these|this column"),
    ],
)
def test_what_is_no_answer_is_refused(write: Write, tmp_path: Path, text: str, says: str) -> None:
    """A page, a cut document, another kind of document and one of another layout are refused by name."""
    file = write(text, NAME)
    with open_store(":memory:") as store, pytest.raises(SourceError, match=says):
        gather(store, [file.path])


def test_only_premieres_are_known_before_the_copy(write: Write) -> None:
    """A premiere is known on its day; status, counts and words are known from the day of the copy."""
    table = read_tvmaze(write(as_bytes(tvmaze_show()), NAME)).to_pylist()
    known = {(row["measure"], row["season_text"]): row["known_on"] for row in table}
    assert known.pop(("release_date", "Season 1")) == dt.date(2023, 3, 3)
    assert known.pop(("release_date", "Season 2")) == dt.date(2024, 5, 2)
    assert known
    assert set(known.values()) == {COPIED}
    assert {row["snapshot_on"] for row in table} == {COPIED}


def test_counts_runtimes_and_words(write: Write) -> None:
    """Episodes as ordered, slots of seasons whose every episode has one, platform, kind, language, genres."""
    file = write(as_bytes(tvmaze_show()), NAME)
    assert [(r["season_text"], r["value"]) for r in rows(file, "episodes")] == [("Season 1", 2), ("Season 2", 3)]
    assert [(r["season_text"], r["value"]) for r in rows(file, "runtime_listed_min")] == [("Season 1", 105)]
    words = {m: rows(file, m)[0]["text"] for m in ("kind", "language", "genre")}
    assert words == {"kind": "scripted", "language": "English", "genre": "Drama, Mystery"}
    assert rows(file, "seasons_made")[0]["value"] == 2
    assert {row["platform"] for row in read_tvmaze(file).to_pylist()} == {"Netflix"}
    assert {row["url"] for row in read_tvmaze(file).to_pylist()} == {"https://www.tvmaze.com/shows/901/harbour-lights"}


@pytest.mark.parametrize(
    ("status", "word"), [("Ended", "ended"), ("Running", "pending"), ("To Be Determined", "pending")]
)
def test_the_status_is_the_outcome_of_the_last_season(write: Write, status: str, word: str) -> None:
    """It stands on the last season that is out, with a grade that says it is a list's word and no day of decision."""
    (row,) = rows(write(as_bytes(tvmaze_show(status=status)), NAME), "outcome")
    assert (row["season_text"], row["text"], row["grade"]) == ("Season 2", word, "listed")
    assert (row["period_end"], row["known_on"]) == (None, COPIED)


def test_a_dated_later_season_is_a_renewal_and_an_undated_one_is_none(write: Write) -> None:
    """A premiere to come renews the last season from the day of the copy; a season without a day is a claim."""
    seasons = [tvmaze_season(1, "2023-03-03", "2023-03-10", 2), tvmaze_season(2, "2026-09-04", None, None)]
    file = write(as_bytes(tvmaze_show() | embedded(seasons)), NAME)
    (row,) = rows(file, "outcome")
    assert (row["season_text"], row["text"], row["known_on"]) == ("Season 1", "renewed", COPIED)
    assert "season 2 with the premiere 2026-09-04" in str(row["note"])
    assert [r["season_text"] for r in rows(file, "release_date")] == ["Season 1"]
    seasons[1] = tvmaze_season(2, None, None, None)
    file = write(as_bytes(tvmaze_show() | embedded(seasons)), NAME)
    assert [(r["season_text"], r["text"]) for r in rows(file, "outcome")] == [("Season 1", "pending")]
    assert "which alone is no order" in str(rows(file, "claim")[0]["text"])


def test_series_of_which_nothing_is_out_and_yearly_seasons(write: Write) -> None:
    """Without a season that is out there is no outcome, nor with seasons numbered by year."""
    for seasons in ([], [tvmaze_season(1, "2027-01-01", None, 8)], [tvmaze_season(2023, "2023-01-01", None, 200)]):
        file = write(as_bytes(tvmaze_show(status="In Development", premiered=None) | embedded(seasons)), NAME)
        assert rows(file, "outcome") == rows(file, "release_date") == []


def test_a_file_without_a_day_counts_from_its_writing(write: Write) -> None:
    """The day of the file itself stands in, which is never before its contents."""
    file = write(as_bytes(tvmaze_show()), "answer.json")
    assert copied_on(file) == dt.date.fromtimestamp(file.path.stat().st_mtime)
    assert rows(file, "outcome")[0]["known_on"] == copied_on(file)


def test_gathered_once_and_placed(write: Write) -> None:
    """The answer founds its series, keeps its source's name and terms, and changes nothing a second time."""
    file = write(as_bytes(tvmaze_show()), NAME)
    with open_store(":memory:") as store:
        done = gather(store, [file.path])
        assert (done.unplaced, done.files["source"].to_pylist()) == (0, ["tvmaze"])
        assert store.get("file")["source"].to_pylist() == ["tvmaze"]
        assert {"harbour-lights/1", "harbour-lights/2", "harbour-lights/*"} == set(
            store.get("season")["season_id"].to_pylist()
        )
        assert gather(store, [file.path]).rows == 0
    assert json.loads(file.path.read_bytes())["name"] == "Harbour Lights"
