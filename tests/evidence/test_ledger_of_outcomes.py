"""The ledger of outcomes: silence, labels as first printed, orders ahead, trust, and what contradicts what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cliffhanger import Store, gather, open_store, outcomes
from cliffhanger.errors import TitleError, TooLittleEvidence
from cliffhanger.evidence.claims import CONTRARY, TRUST
from cliffhanger.evidence.outcomes import claims
from cliffhanger.measures import OUTCOMES
from cliffhanger.tables import OUTCOME, OUTCOME_CLAIM

WEEKLY = "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\tcumulative_weeks_in_top_10\n"
TOLD = "series,platform,event,date,season,publication,publication_date,url,note\n"
MINE = "series,platform,season,outcome,happened_on,known_on,publication\n"
MERGED = (
    "series,platform,first_air_date,seasons,status,s1_outcome,label_quality,type,language,genres,tmdb_genres,"
    "cancel_reported,renewal_reported,source\n"
)


def weekly(folder: Path, copied: str, *rows: tuple[str, int, str, str]) -> Path:
    """A copy of the weekly list: week, rank, show, label."""
    path = folder / f"all-weeks-global_{copied}.tsv"
    lines = [f"{w}\tTV (English)\t{r}\t{show}\t{show}: {label}\t{90_000_000 - r}\t1" for w, r, show, label in rows]
    path.write_text(WEEKLY + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def table(path: Path, header: str, *rows: str) -> Path:
    """A CSV file."""
    path.write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def merged(path: Path, *rows: tuple[str, str, str]) -> Path:
    """The merged list of two lists that were read in 2022 and 2023: series, premiere, outcome of season 1."""
    cells = "{0},Netflix,{1},1,{3},{2},listed,scripted,en,Drama,,,,wikipedia-2022-12+wikipedia-ended-2023"
    status = {"not renewed": "ended", "limited": "limited"}
    return table(path, MERGED, *(cells.format(*row, status.get(row[2], "returning")) for row in rows))


def stored(*files: Path) -> Store:
    """A store of these files."""
    store = open_store(":memory:")
    gather(store, files)
    return store


def season(store: Store, season_id: str, day: str) -> dict:
    """The season's row on a day."""
    rows = outcomes(store, as_of=dt.date.fromisoformat(day)).to_pylist()
    return next(row for row in rows if row["season_id"] == season_id)


def test_an_unknown_series_is_refused(tmp_path: Path) -> None:
    """With the nearest name; and before anything was known there is no series at all."""
    store = stored(table(tmp_path / "told.csv", TOLD, "Nimbus,Netflix,cancelled,2021-09-20,1,The Reel,2021-09-20,,"))
    with pytest.raises(TitleError, match="did you mean 'Nimbus'"):
        outcomes(store, series="Nimbis", as_of=dt.date(2024, 1, 1))
    with pytest.raises(TooLittleEvidence):
        outcomes(store, series="Nimbus", as_of=dt.date(2020, 1, 1))


def test_the_order_of_trust_is_written_down() -> None:
    """Each step has its reason, and the last takes whatever is left; only words of sources contradict."""
    assert [step.name for step in TRUST] == ["yours", "reported", "sequel", "label", "listed", "inferred"]
    assert all(step.meaning and step.why for step in TRUST)
    assert TRUST[-1].condition == "TRUE"
    assert {word for pair in CONTRARY for word in pair} <= set(OUTCOMES)


@pytest.mark.parametrize(
    ("day", "outcome", "known"),
    [
        ("2022-03-09", "pending", None),
        ("2023-08-27", "pending", None),
        ("2023-08-28", "limbo", dt.date(2023, 8, 28)),
        ("2024-12-31", "limbo", dt.date(2023, 8, 28)),
    ],
)
def test_silence_of_eighteen_months_is_limbo(tmp_path: Path, day: str, outcome: str, known: dt.date | None) -> None:
    """A season of the week that began on 28 February 2022, of which nothing was said since."""
    row = season(stored(weekly(tmp_path, "2022-03-09", ("2022-03-06", 1, "Nimbus", "Season 1"))), "nimbus/1", day)
    assert (row["outcome"], row["known_on"], row["last_said_on"]) == (outcome, known, None)


def test_a_season_with_neither_premiere_nor_claim_is_unknown(tmp_path: Path) -> None:
    """Its cost alone is known: that tells nothing of its outcome."""
    header = "series,season,cost_per_episode_musd,cost_per_season_musd,premiere_year,platform,basis,source_grade,"
    cost = table(
        tmp_path / "costs.csv",
        header + "publication,publication_date,url,note\n",
        "Nimbus,1,4,,2022,Netflix,reported,B,The Reel,2022-01-10,,",
    )
    row = season(stored(cost), "nimbus/1", "2024-12-31")
    assert (row["outcome"], row["known_on"], row["grade"], row["claims"]) == ("unknown", None, None, 0)


def test_what_is_called_pending_is_pending_and_keeps_its_day(tmp_path: Path) -> None:
    """The word is listed, and the day on which a source last looked stays on record when it turns to limbo."""
    store = stored(merged(tmp_path / "merged.csv", ("Nimbus", "2022-06-01", "pending")))
    early, late = season(store, "nimbus/1", "2023-10-01"), season(store, "nimbus/1", "2024-12-31")
    assert (early["outcome"], early["grade"], early["last_said_on"]) == ("pending", "listed", dt.date(2023, 9, 30))
    assert (late["outcome"], late["grade"], late["last_said_on"]) == ("limbo", "inferred", dt.date(2023, 9, 30))


@pytest.fixture
def relabelled(tmp_path: Path) -> Store:
    """Copies of a list of which the later one calls Nimbus limited, Kestrel a season, and Quarry as before."""
    week = "2022-03-06"
    first = [
        (week, 1, "Nimbus", "Season 1"),
        (week, 2, "Kestrel", "Limited Series"),
        (week, 3, "Quarry", "Limited Series"),
    ]
    later = [(week, 1, "Nimbus", "Limited Series"), (week, 2, "Kestrel", "Season 1"), first[2]]
    seen = [weekly(tmp_path, "2022-03-09", *first), weekly(tmp_path, "2023-02-08", *later)]
    premieres = merged(
        tmp_path / "merged.csv",
        ("Nimbus", "2022-03-02", "limited"),
        ("Kestrel", "2022-03-02", "unknown"),
        ("Quarry", "2022-03-02", "not renewed"),
    )
    return stored(*seen, premieres)


@pytest.mark.parametrize("day", ["2022-03-08", "2023-02-07", "2023-02-08", "2024-12-31"])
def test_the_label_first_printed_counts(relabelled: Store, day: str) -> None:
    """Whatever is printed later, each season stays what its launch called it."""
    for season_id, limited in (("nimbus/1", "no"), ("kestrel/1", "yes"), ("quarry/1", "yes")):
        row = season(relabelled, season_id, day)
        assert (row["limited"], row["limited_before_launch"]) == (limited, limited)
        assert row["label_known_on"] == dt.date(2022, 3, 8)


def test_a_label_is_unknown_before_it_was_printed(relabelled: Store) -> None:
    """On the day of the premiere nothing had been printed yet."""
    row = season(relabelled, "quarry/1", "2022-03-07")
    assert (row["limited"], row["limited_before_launch"], row["label_printed"]) == (None, None, None)
    assert row["outcome"] == "pending"


def test_a_label_rewritten_afterwards_is_news_of_that_day(relabelled: Store) -> None:
    """Called limited after its launch a season has ended, no longer called so it was renewed: both are inferred."""
    assert season(relabelled, "nimbus/1", "2023-02-07")["outcome"] == "pending"
    ended, renewed = (season(relabelled, name, "2023-02-08") for name in ("nimbus/1", "kestrel/1"))
    assert (ended["outcome"], ended["known_on"], ended["grade"]) == ("ended", dt.date(2023, 2, 8), "inferred")
    assert (renewed["outcome"], renewed["known_on"], renewed["grade"]) == ("renewed", dt.date(2023, 2, 8), "inferred")
    assert ended["relabelled_on"] == renewed["relabelled_on"] == dt.date(2023, 2, 8)
    assert (ended["basis"], ended["proof"]) == ("label", "label printed by Netflix")


def test_a_limited_series_of_the_launch_is_limited_whatever_a_list_says(relabelled: Store) -> None:
    """The list says later that it was not renewed, without saying why."""
    for day in ("2022-03-08", "2024-12-31"):
        row = season(relabelled, "quarry/1", day)
        assert (row["outcome"], row["trust"], row["known_on"]) == ("limited", "label", dt.date(2022, 3, 8))


def test_a_list_that_calls_it_limited_afterwards_counts_as_ended(relabelled: Store) -> None:
    """The claim keeps its word, and what it counts as stands beside it."""
    said = claims(relabelled, ["nimbus/1"], dt.date(2024, 12, 31)).to_pylist()
    assert [(row["outcome"], row["counts_as"], row["trust"]) for row in said] == [
        ("ended", "ended", "inferred"),
        ("limited", "ended", "listed"),
    ]


def test_a_label_first_seen_long_after_the_launch_says_nothing_of_it(tmp_path: Path) -> None:
    """Of today's copy of an old list the label may be anything: limited, and unknown whether it was so at launch."""
    copy = weekly(tmp_path, "2024-11-20", ("2022-03-06", 1, "Quarry", "Limited Series"))
    store = stored(copy, merged(tmp_path / "merged.csv", ("Quarry", "2022-03-02", "unknown")))
    assert season(store, "quarry/1", "2024-11-19")["limited"] is None
    row = season(store, "quarry/1", "2024-11-20")
    assert (row["limited"], row["limited_before_launch"], row["trust"]) == ("yes", None, "listed")


@pytest.mark.parametrize(
    ("told", "flag"),
    [
        ("Nimbus,Netflix,renewed,2022-02-20,2,The Reel,2022-02-20,,", "yes"),
        ("Nimbus,Netflix,renewed,2022-03-02,2,The Reel,2022-03-02,,", "no"),
        ("Nimbus,Netflix,renewed,2022-03,2,The Reel,2022,,", None),
        ("Nimbus,Netflix,cancelled,2022-05-01,1,The Reel,2022-05-01,,", "no"),
    ],
)
def test_an_order_before_the_premiere_is_told_apart(tmp_path: Path, told: str, flag: str | None) -> None:
    """Ordered before 2 March 2022, on the day itself, some day in March, or not at all."""
    premiere = merged(tmp_path / "merged.csv", ("Nimbus", "2022-03-02", "unknown"))
    store = stored(premiere, table(tmp_path / "told.csv", TOLD, told))
    assert season(store, "nimbus/1", "2024-12-31")["ordered_before_premiere"] == flag


def test_a_renewal_is_known_from_its_earliest_sign(tmp_path: Path) -> None:
    """A month's report, a day's report, and a decision told of season 3 say the same: the first of them dates it."""
    rows = [
        "Nimbus,Netflix,renewed,2022-05,2,The Reel,2022-06,,",
        "Nimbus,Netflix,renewed,2022-05-14,2,The Trade,2022-05-14,,",
        "Nimbus,Netflix,cancelled,2024-02-01,3,The Trade,2024-02-01,,",
    ]
    store = stored(table(tmp_path / "told.csv", TOLD, *rows))
    first, second = (
        season(store, "nimbus/1", "2024-12-31"),
        outcomes(store, as_of=dt.date(2024, 12, 31)).to_pylist()[-1],
    )
    assert (first["outcome"], first["happened_on"], first["known_on"]) == (
        "renewed",
        dt.date(2022, 5, 14),
        dt.date(2022, 5, 14),
    )
    assert (second["season_id"], second["outcome"]) == ("nimbus/3", "cancelled")


def test_a_decision_on_a_later_season_proves_the_one_before(tmp_path: Path) -> None:
    """An order for seasons 3 and 4 shows that season 2 was ordered too, in the words of the proof."""
    told = table(tmp_path / "told.csv", TOLD, "Nimbus,Netflix,renewed,2023-05-14,3-4,The Trade,2023-05-14,,")
    store = stored(told, weekly(tmp_path, "2022-03-09", ("2022-03-06", 1, "Nimbus", "Season 1")))
    assert season(store, "nimbus/1", "2023-05-13")["outcome"] == "pending"
    row = season(store, "nimbus/1", "2023-05-14")
    assert (row["outcome"], row["trust"], row["proof"]) == ("renewed", "sequel", "season 2 reported renewed")
    assert row["next_season_id"] == "nimbus/2"


def test_your_own_row_speaks_before_all_others(tmp_path: Path) -> None:
    """Against a report and a later one; both stay in the trail and name each other, and the day before it is silent."""
    told = table(tmp_path / "told.csv", TOLD, "Nimbus,Netflix,cancelled,2022-05-01,1,The Reel,2022-05-01,,")
    mine = table(tmp_path / "mine.csv", MINE, "Nimbus,Netflix,1,renewed,2022-04-20,2022-04-21,I was told")
    store = stored(told, mine)
    assert outcomes(store, as_of=dt.date(2022, 4, 21)).to_pylist()[0]["outcome"] == "renewed"
    row = season(store, "nimbus/1", "2024-12-31")
    assert (row["outcome"], row["trust"], row["publication"]) == ("renewed", "yours", "I was told")
    assert row["contradicted_by"] == "cancelled (reported, The Reel, known 2022-05-01)"
    said = claims(store, ["nimbus/1"], dt.date(2024, 12, 31)).to_pylist()
    assert [(c["outcome"], c["decides"], c["conflicts_with"]) for c in said] == [
        ("renewed", "yes", "2"),
        ("cancelled", "no", "1"),
    ]


def test_your_mended_row_speaks_before_your_old_one(tmp_path: Path) -> None:
    """Of two rows for one day the one gathered last is believed."""
    old = table(tmp_path / "old.csv", MINE, "Nimbus,Netflix,1,renewed,2022-04-20,2022-04-21,I was told")
    new = table(tmp_path / "new.csv", MINE, "Nimbus,Netflix,1,cancelled,2022-04-20,2022-04-21,I was told")
    for files, word in (((old, new), "cancelled"), ((new, old), "renewed")):
        store = open_store(":memory:")
        for file in files:
            gather(store, [file])
        assert season(store, "nimbus/1", "2022-04-21")["outcome"] == word


def test_two_days_for_one_decision_contradict(tmp_path: Path) -> None:
    """Both days stay; the claims name one another."""
    rows = [
        f"Nimbus,Netflix,cancelled,2022-05-0{day},1,{who},2022-05-0{day},,"
        for day, who in ((1, "The Reel"), (3, "The Trade"))
    ]
    said = claims(stored(table(tmp_path / "told.csv", TOLD, *rows)), ["nimbus/1"], dt.date(2024, 1, 1)).to_pylist()
    assert [claim["conflicts_with"] for claim in said] == ["2", "1"]


def test_the_tables_keep_their_contracts(tmp_path: Path) -> None:
    """Also without a single row."""
    store = open_store(":memory:")
    assert outcomes(store).schema.names == OUTCOME.schema.names
    assert claims(store, [], dt.date(2024, 1, 1)).schema.names == OUTCOME_CLAIM.schema.names


def test_a_late_label_that_swings_back_renews_nothing(tmp_path: Path) -> None:
    """Limited in a copy of 2024 and a season in one of 2025: neither is of the launch, so that nothing is concluded."""
    copies = [
        weekly(tmp_path, day, ("2022-03-06", 1, "Quarry", label))
        for day, label in (("2024-11-20", "Limited Series"), ("2025-07-01", "Season 1"))
    ]
    store = stored(*copies, merged(tmp_path / "merged.csv", ("Quarry", "2022-03-02", "unknown")))
    row = season(store, "quarry/1", "2025-12-31")
    assert (row["outcome"], row["relabelled_on"], row["claims"]) == ("limited", None, 1)


def test_a_list_that_says_ended_takes_nothing_back_from_one_that_says_limited(tmp_path: Path) -> None:
    """It is silent on why; as of its day alone it is all that is known."""
    first = merged(tmp_path / "merged.csv", ("Sloe", "2021-05-01", "limited"))
    header = "title,genre,premiere,finale,seasons\n"
    later = table(tmp_path / "ended.csv", header, "Sloe,Drama,2021-05-01,2021-05-01,1")
    with stored(first, later) as store:
        found = season(store, "sloe/1", "2024-01-01")
    assert (found["outcome"], found["contradicted_by"], found["claims"]) == ("limited", None, 2)
    with stored(later) as store:
        assert season(store, "sloe/1", "2024-01-01")["outcome"] == "ended"


def test_wikipedia_and_what_was_merged_from_it_are_one_witness_of_a_premiere(tmp_path: Path) -> None:
    """Two lists of one publisher do not outvote another that knew the day first."""
    row = "Sloe,Drama,2021-05-03,2021-05-03,1"
    lists = merged(tmp_path / "merged.csv", ("Sloe", "2021-05-03", "not renewed"))
    ended = table(tmp_path / "ended.csv", "title,genre,premiere,finale,seasons\n", row)
    report = table(
        tmp_path / "daily.csv",
        MERGED,
        "Sloe,Netflix,2021-05-01,1,ended,not renewed,listed,scripted,en,Drama,,,,wikipedia-2022-12",
    )
    with stored(lists, ended, report) as store:
        assert str(season(store, "sloe/1", "2024-01-01")["premiere"]) == "2021-05-01"
