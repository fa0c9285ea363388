"""The slate as a user has it: what is refused, what is chosen, what is said about it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cliffhanger import Store, gather, open_store, slate
from cliffhanger.decisions.answers import NoSetFits
from cliffhanger.decisions.slate_file import read_slate
from cliffhanger.errors import SourceError
from cliffhanger.reports.slate_report import to_json, to_text

DAY = dt.date(2025, 9, 30)
HIT = '[[candidate]]\nseries = "Hit & Run"\n'
NEW = '[[candidate]]\nseries = "{}"\ncost = {}\nhours_28d = {}\n'


@pytest.fixture(scope="module")
def shipped() -> Iterator[Store]:
    """A store of the casebook."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        yield store


def written(folder: Path, text: str, budget: str = "budget = 100_000_000\n") -> Path:
    """A slate on disk."""
    path = folder / "slate.toml"
    path.write_text(budget + text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("budget", "text", "problem"),
    [
        ("budget = 0\n", HIT, "'budget': expected a number over 0"),
        ("budget = -5\n", HIT, "found -5"),
        ("", HIT, "'budget': expected a number over 0: with no budget there is nothing to choose, found nothing"),
        ("budget = 1\n", "", "'candidate': expected at least one [[candidate]], found an empty slate"),
        ("budget = 1\n", "candidate = []\n", "an empty slate"),
        ("budget = 1\ncurrency = 'XXX'\n", HIT, "'XXX' is no currency with a shipped rate"),
        ("budget = 1\ncurrency = 'EUR'\nyear = 1990\n", HIT, "no rate of EUR for 1990"),
        ("budget = 1\nbudgett = 2\n", HIT, "'budgett'"),
        ("budget = 1\nrisk = { weight = 2 }\n", HIT, "'risk.weight': expected a share from 0 to 1"),
        ("budget = 1\nscenarios = 5\n", HIT, "from 100 to 20,000"),
        ("budget = 1\n", HIT + "cost = -3\n", "candidate 1 (Hit & Run).cost': expected numbers over 0, found -3"),
        ("budget = 1\n", HIT + "cost = [3, 2, 5]\n", "low <= value <= high"),
        ("budget = 1\n", HIT + "cost = 'dear'\n", "a number, or three"),
        ("budget = 1\n", HIT + "cost_per_episode = 3e6\n", "the number of episodes beside cost_per_episode"),
        ("budget = 1\n", HIT + "cost = 1\ncurrency = 'DOGE'\n", "candidate 1 (Hit & Run).currency'"),
        ("budget = 1\n", HIT + "options = ['renew', 'recast']\n", "some of renew, cheaper, final, wrap-up, stop"),
        ("budget = 1\n", HIT + "must = true\noptions = ['stop']\n", "an option beside stop"),
        ("budget = 1\n", HIT + "quarter = 'spring'\n", "a quarter, as 2026Q1"),
        ("budget = 1\n", HIT + HIT, "each season once, found Hit & Run again, as candidate 1"),
        ("budget = 1\n", HIT + "[[limit]]\nby = 'mood'\nis = 'x'\nat_most = 1\n", "one of series, genre, language"),
        ("budget = 1\n", HIT + "[[limit]]\nby = 'genre'\nis = 'x'\n", "at_most, at_least or budget, found none"),
        ("budget = 1\n", HIT + "[[limit]]\nby = 'genre'\nis = 'x'\nat_most = -1\n", "a number from 0, found -1"),
        ("budget = \n", HIT, "TOML"),
    ],
)  # fmt: skip
def test_a_slate_that_does_not_fit_is_refused(tmp_path: Path, budget: str, text: str, problem: str) -> None:
    """Each slip is named with the file and the key."""
    path = written(tmp_path, text, budget)
    with pytest.raises(SourceError) as refusal:
        read_slate(path)
    assert problem in str(refusal.value)
    assert str(path) in str(refusal.value)


def test_candidates_without_evidence_are_all_named(shipped: Store, tmp_path: Path) -> None:
    """A series nobody knows; one without a known cost; and nothing is stored."""
    text = '[[candidate]]\nseries = "No Such Series"\n' + HIT
    with pytest.raises(SourceError, match=r"candidate 1 \(No Such Series\)"):
        slate(shipped, written(tmp_path, text), as_of=DAY)
    text = '[[candidate]]\nseries = "The Residence"\n[[candidate]]\nseries = "The Peripheral"\n'
    with pytest.raises(SourceError) as refusal:
        slate(shipped, written(tmp_path, text), as_of=DAY)
    assert "candidate 1 (The Residence).cost" in str(refusal.value)
    assert "candidate 2 (The Peripheral).hours_28d" in str(refusal.value)
    assert shipped.get("choice").num_rows == 0


def test_a_candidate_older_than_the_lists_is_named(shipped: Store, tmp_path: Path) -> None:
    """Its later half-years are known and its launch is not: the file has to say its hours."""
    text = '[[candidate]]\nseries = "Fauda"\nseason = 3\ncost = 8e6\n'
    with pytest.raises(SourceError, match=r"candidate 1 \(Fauda.*hours_28d"):
        slate(shipped, written(tmp_path, text), as_of=dt.date(2025, 7, 31))


def test_limits_that_collide_are_named(shipped: Store, tmp_path: Path) -> None:
    """Hit & Run must go on, and of its quarter nothing may: those two, and not the budget."""
    text = HIT + "must = true\nquarter = '2022Q3'\n[[limit]]\nby = 'quarter'\nis = '2022Q3'\nat_most = 0\n"
    with pytest.raises(NoSetFits) as refusal:
        slate(shipped, written(tmp_path, text, "budget = 1_000_000_000\n"), as_of=DAY)
    assert refusal.value.colliding == ("at most 0 of quarter '2022Q3'", "Hit & Run must go on")


def test_the_better_of_two_goes_on_where_money_is_short(shipped: Store, tmp_path: Path) -> None:
    """One hour as dear as the other: the larger audience is chosen, and the flip is what the smaller lacks."""
    text = "".join(
        NEW.format(name, cost, hours) + "options = ['renew']\n"
        for name, cost, hours in (("Large", "30e6", "300e6"), ("Small", "30e6", "150e6"))
    )
    found = slate(shipped, written(tmp_path, text, "budget = 60_000_000\n"), as_of=DAY)
    rows = {(row["candidate"], row["option"]): row for row in found.choices.to_pylist()}
    assert rows["Large", "renew"]["chosen"] == "yes"
    assert rows["Small", "stop"]["chosen"] == "yes"
    lacks = rows["Large", "renew"]["net_usd"] - rows["Small", "renew"]["net_usd"]
    assert rows["Small", "renew"]["flips_at_usd"] == pytest.approx(lacks, rel=0.01)
    assert found.regret_usd == pytest.approx(lacks, rel=0.01)
    assert found.spent_usd <= 60e6
    assert found.shadow_price > 0
    assert found.gap <= 1e-6
    assert shipped.get("choice").num_rows == 4
    budgets = [point.budget_usd for point in found.frontier if point.weight == 0.0]
    assert budgets == sorted(budgets)
    values = [point.expected_usd for point in found.frontier[:5]]
    assert values == sorted(values)


def test_fear_of_loss_chooses_the_safer_set(shipped: Store, tmp_path: Path) -> None:
    """A wide gamble of more expected value is left for a sure thing, when the worst tenth counts alone."""
    text = NEW.format("Gamble", "40e6", "[20e6, 160e6, 900e6]") + NEW.format("Sure", "4e6", "[95e6, 100e6, 105e6]")
    risk = "budget = 900_000_000\nrisk = {{ weight = {}, worst = 0.1 }}\n"
    bold, shy = (slate(shipped, written(tmp_path, text, risk.format(w)), as_of=DAY) for w in (0.0, 1.0))
    assert bold.expected_usd > shy.expected_usd
    assert shy.cvar_usd > bold.cvar_usd


def test_text_and_json_say_what_was_found(shipped: Store, tmp_path: Path) -> None:
    """Sums in millions, the flips, the frontier; a user's own assumption is said."""
    own = tmp_path / "mine.toml"
    own.write_text("[cost_plus_premium]\nvalue = 0.1\n", encoding="utf-8")
    path = written(tmp_path, HIT + '[[candidate]]\nseries = "Fauda"\nseason = 4\n')
    found = slate(shipped, path, as_of=DAY, assumptions_file=own)
    said = to_text(found)
    assert "Hit & Run" in said
    assert "Frontier" in said
    assert "Your own assumption: cost_plus_premium 0.1 in place of 0.3" in said
    document = json.loads(to_json(found))
    assert document["choices"][0]["candidate"] == "Hit & Run"
    assert {"frontier", "gap", "shadow_price", "regret_usd"} <= set(document)
