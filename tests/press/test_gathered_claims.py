"""Claims in the store: on which season they are placed, what of them reaches the ledger, and since when it is known."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cliffhanger import assess, claims, gather, open_store, outcomes
from cliffhanger.errors import TitleError
from cliffhanger.evidence.outcomes import claims as ledger
from cliffhanger.evidence.unsaid_season import WHY
from cliffhanger.store import Store

TEXT = "date {day} {headline}\n\n{body}\n"


def gathered(store: Store, folder: Path, body: str, day: str = "2022-02-01", headline: str = "News") -> None:
    """Gather the casebook and one text."""
    path = folder / "text.txt"
    path.write_text(TEXT.format(day=day, headline=headline, body=body) if day else f"{headline}\n\n{body}\n")
    gather(store, ["casebook"], press=[path])


def test_a_name_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    """Neither store nor text knows the name: refused, with the nearest ones."""
    with open_store(":memory:") as store:
        gathered(store, tmp_path, "Netflix has cancelled “The Residence” after one season.", "2025-07-03")
        with pytest.raises(TitleError, match="No text of the press names it either"):
            claims(store, "Grey Signal of the North")


def test_what_cannot_be_placed_is_listed(tmp_path: Path) -> None:
    """A series that the store does not know is listed with the reason, and can be asked for by its name."""
    with open_store(":memory:") as store:
        gathered(store, tmp_path, "Netflix has renewed “Night Ferry” for a third season.")
        rows = claims(store).to_pylist()
        assert {(r["series_text"], r["season_id"]) for r in rows} == {("Night Ferry", None)}
        assert all(r["why_not_placed"] for r in rows)
        assert claims(store, "night ferry").num_rows == len(rows)


@pytest.mark.parametrize(
    "body",
    ["Netflix has reportedly cancelled “The Residence” after one season.", "Will Netflix cancel “The Residence”?",
     "Netflix denied that it cancelled “The Residence” after one season."],
)  # fmt: skip
def test_doubt_does_not_reach_the_ledger(tmp_path: Path, body: str) -> None:
    """Rumours, questions and denials leave the ledger as it was."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        before = outcomes(store, series="The Residence", as_of=dt.date(2025, 4, 2))
        gathered(store, tmp_path, body, "2025-04-01")
        assert outcomes(store, series="The Residence", as_of=dt.date(2025, 4, 2)) == before


def test_a_decision_reaches_the_ledger_with_its_trust(tmp_path: Path) -> None:
    """A stated decision is 'reported', known from the day of its text, and not a day before."""
    body = "Netflix has cancelled “The Residence” after one season."
    with open_store(":memory:") as store:
        gathered(store, tmp_path, body, "2025-05-01")
        before, after = (
            next(
                row
                for row in outcomes(store, series="The Residence", as_of=dt.date(2025, *day)).to_pylist()
                if row["number"] == 1
            )
            for day in ((4, 30), (5, 1))
        )
        assert claims(store, "The Residence", as_of=dt.date(2025, 4, 30)).num_rows == 0
    assert (before["outcome"], after["outcome"], after["trust"]) == ("pending", "cancelled", "reported")


def test_an_undated_text_is_known_from_today(tmp_path: Path) -> None:
    """Without a day nothing is known earlier than the gathering, and the claims say so."""
    with open_store(":memory:") as store:
        gathered(store, tmp_path, "Netflix has cancelled “The Residence” after one season.", "")
        rows = claims(store, "The Residence").to_pylist()
    assert {(r["undated"], r["known_on"]) for r in rows} == {("yes", dt.date.today())}


def test_other_series_in_a_text_keep_their_claims(tmp_path: Path) -> None:
    """Two series in one text: each has its own decision."""
    body = (
        "Netflix has cancelled “The Residence” after one season. It also renewed “Ransom Canyon” for a second season."
    )
    with open_store(":memory:") as store:
        gathered(store, tmp_path, body, "2025-07-03")
        for series, word in (("The Residence", "cancelled"), ("Ransom Canyon", "renewed")):
            assert [r["word"] for r in claims(store, series).to_pylist() if r["kind"] == "decision"] == [word]


def test_the_dossier_quotes_and_checks(tmp_path: Path) -> None:
    """The dossier has each sentence with a numbered source and a verdict; before the day of the text it has none."""
    body = "Netflix has cancelled “The Residence” after one season. The eight-episode season ended on a cliffhanger."
    with open_store(":memory:") as store:
        gathered(store, tmp_path, body, "2025-07-20")
        dossier = assess(store, "The Residence", as_of=dt.date(2025, 7, 20))
        earlier = assess(store, "The Residence", as_of=dt.date(2025, 7, 19))
    verdicts = {one.says.partition(":")[0]: one.verdict for one in dossier.press}
    assert verdicts["Decision"] == "agreed"
    assert verdicts["Ending"] == "cannot be checked"
    numbers = {source.number for source in dossier.sources}
    assert all(set(one.sources) and {*one.sources, *one.held_against} <= numbers for one in dossier.press)
    assert all(one.sentence in body for one in dossier.press)
    assert earlier.press == ()


@pytest.mark.parametrize("day", ["2025-02-01", "2025-03-19"])
def test_a_decision_without_a_season_before_any_was_out_is_listed(tmp_path: Path, day: str) -> None:
    """No season named and none out by the day of the text: no outcome, and the claim is listed with the reason."""
    with open_store(":memory:") as store:
        gathered(store, tmp_path, "Netflix has renewed “The Residence.”", day)
        rows = outcomes(store, series="The Residence", as_of=dt.date(2025, 4, 2)).to_pylist()
        listed = [r for r in claims(store).to_pylist() if r["kind"] == "decision"]
    assert {row["outcome"] for row in rows} == {"pending"}
    assert [(r["season_id"], r["why_not_placed"]) for r in listed] == [
        ("the-residence/*", "the text names no season, and none was known to be out by then")
    ]


def test_a_decision_without_a_season_falls_on_the_latest_one_out(tmp_path: Path) -> None:
    """One season was out: it is the one decided upon, with the least trust and the reason; not a day earlier."""
    with open_store(":memory:") as store:
        gathered(store, tmp_path, "Netflix has cancelled “The Residence.”", "2025-05-01")
        before, after = (
            outcomes(store, series="The Residence", as_of=dt.date(2025, *day)).to_pylist()[0]
            for day in ((4, 30), (5, 1))
        )
        said = [
            r for r in claims(store, "The Residence", as_of=dt.date(2025, 5, 1)).to_pylist() if r["kind"] == "decision"
        ]
        told = ledger(store, ["the-residence/1"], dt.date(2025, 5, 1)).to_pylist()
    assert before["outcome"] == "pending"
    assert (after["outcome"], after["trust"], after["grade"], after["happened_on"]) == (
        "cancelled",
        "inferred",
        "inferred",
        None,
    )
    assert [(r["season_id"], r["season"], r["why_not_placed"]) for r in said] == [("the-residence/1", None, None)]
    assert [r["note"] for r in told if r["outcome"] == "cancelled"] == [WHY]


def test_a_season_named_stands_before_one_concluded(tmp_path: Path) -> None:
    """A renewal for season 2 is that of season 1; it has the trust of a report."""
    with open_store(":memory:") as store:
        gathered(store, tmp_path, "Netflix has renewed “The Residence” for season 2.", "2025-05-01")
        rows = {r["number"]: r for r in outcomes(store, series="The Residence", as_of=dt.date(2025, 5, 1)).to_pylist()}
    assert (rows[1]["outcome"], rows[1]["trust"]) == ("renewed", "reported")


def test_what_became_known_later_places_nothing(tmp_path: Path) -> None:
    """A list that was published after the text does not place its decision, even on a later day that knows both."""
    weekly = tmp_path / "all-weeks-global_2022-03-10.tsv"
    weekly.write_text(
        "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\tcumulative_weeks_in_top_10\n"
        "2021-09-12\tTV (English)\t1\tNimbus Road\tNimbus Road: Season 1\t90000000\t1\n"
    )
    for day, placed in (("2021-10-01", False), ("2022-04-01", True)):
        text = tmp_path / "text.txt"
        text.write_text(TEXT.format(day=day, headline="News", body="Netflix has cancelled “Nimbus Road.”"))
        with open_store(":memory:") as store:
            gather(store, [weekly], press=[text])
            rows = outcomes(store, series="Nimbus Road", as_of=dt.date(2022, 5, 1)).to_pylist()
        assert ("cancelled" in {r["outcome"] for r in rows}) is placed, day
