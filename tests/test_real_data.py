"""What must hold on the real data beside the checkout; skipped where it is absent."""

from __future__ import annotations

import datetime as dt
import random
import statistics
from pathlib import Path

import pytest

from cliffhanger import Store, assess, gather, open_store, reconstruct
from cliffhanger.decisions.cost_model import leave_one_series_out
from cliffhanger.decisions.costs import Z80, gathered, taught
from cliffhanger.decisions.rates import rows
from cliffhanger.evidence.link_report import link_quality
from cliffhanger.reports.dossier import Dossier
from cliffhanger.sources.gather import Gathered


@pytest.fixture(scope="module")
def full(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Gathered]:
    """A store of all that is at hand, and what the gathering reported."""
    store = open_store(tmp_path_factory.mktemp("real") / "full.duckdb")
    return store, gather(store, ["casebook", shared_data])


def test_only_the_page_in_place_of_a_list_is_refused(full: tuple[Store, Gathered]) -> None:
    """Of all real files one is refused: the web page that Netflix's address once sent."""
    refused = [line["name"] for line in full[1].files.to_pylist() if line["status"] == "refused"]
    assert refused == ["all-weeks-global_2023-06-14.tsv"]


def test_titles_are_placed(full: tuple[Store, Gathered]) -> None:
    """At least 99 % of chart rows, 98 % of the reports' seasons and 99 % of the hand-judged links are right."""
    quality = link_quality(full[0])
    assert quality.chart_rows.value >= 0.99, str(quality.chart_rows)
    assert quality.report_pairs.value >= 0.98, str(quality.report_pairs)
    assert quality.labelled.precision.value >= 0.99, quality.labelled.wrong
    assert quality.labelled.pairs >= 300


def test_the_film_is_not_the_series(full: tuple[Store, Gathered]) -> None:
    """Hit & Run (2012), a film, is on no season of the series of 2021."""
    found = full[0].query(
        "SELECT DISTINCT t.series_text FROM title t JOIN link l USING (title_id) WHERE l.season_id LIKE 'hit-and-run/%'"
    )["series_text"]
    assert not any("2012" in str(text) for text in found)
    assert len(found) >= 2


def test_the_story_of_hit_and_run_is_told(full: tuple[Store, Gathered]) -> None:
    """Every figure of the founding case comes out of the real files, and on its day."""
    store, _ = full
    late = assess(store, "Hit & Run", as_of=dt.date(2025, 12, 31))
    charted = [week for week in late.weeks if week.hours_viewed is not None]
    assert [(w.rank, w.hours_viewed) for w in charted] == [(4, 23.57e6), (2, 45.19e6), (2, 20.66e6), (10, 10.09e6)]
    assert [w.countries for w in late.weeks[:7]] == [52, 76, 62, 33, 1, 1, 1]
    assert [half.hours_viewed for half in late.long_tail] == [27.6e6, 19.1e6, 11.2e6, 8.5e6, 7.8e6]
    assert (late.outcomes[-1].word, late.outcomes[-1].days_after_premiere) == ("cancelled", 45)
    assert [(run.days, run.best_rank) for run in late.daily] == [(14, 4)]
    assert {(w.list_name, w.rank, w.minutes_viewed) for w in late.nielsen} >= {
        ("Nielsen originals", 8, 226e6),
        ("Nielsen originals", 2, 549e6),
    }
    early = assess(store, "Hit & Run", as_of=dt.date(2021, 9, 14))
    assert not early.outcomes
    assert not any(week.hours_viewed for week in early.weeks)
    assert "not yet published" in {status.status for status in early.statuses}


def test_a_week_off_the_list_is_bounded(full: tuple[Store, Gathered]) -> None:
    """In the fifth week Hit & Run was below the tenth place, which had 9.14 M hours."""
    dossier = assess(full[0], "Hit & Run", as_of=dt.date(2021, 12, 31))
    fifth = dossier.weeks[4]
    assert (fifth.number, fifth.hours_viewed, fifth.below_hours) == (5, None, 9.14e6)


def test_any_series_can_be_assessed(full: tuple[Store, Gathered]) -> None:
    """Thirty charted series picked at random give a dossier whose every figure is sourced and was known by the date."""
    store, _ = full
    names = store.query(
        "SELECT DISTINCT s.series_id FROM season s JOIN link l USING (season_id) JOIN release r USING (title_id) "
        "WHERE r.list_name LIKE 'global TV%' ORDER BY 1"
    )["series_id"].to_pylist()
    for name in random.Random(20211).sample(names, 30):
        day = dt.date(2025, 7, 31)
        _sourced(assess(store, name, as_of=day), day)


def _sourced(dossier: Dossier, day: dt.date) -> None:
    numbers = {source.number for source in dossier.sources}
    assert numbers == set(range(1, len(numbers) + 1))
    assert all(source.known_on <= day for source in dossier.sources)
    for week in dossier.weeks:
        assert set(week.sources) <= numbers
        assert week.sources
    for half in dossier.long_tail:
        assert half.sources
        assert set(half.sources) <= numbers
    assert dossier.finding


@pytest.mark.parametrize(
    ("name", "season_id"),
    [
        ("hit and run", "hit-and-run/1"),
        ("SQUID GAME", "squid-game/3"),
        ("money heist", "money-heist/part-5"),
        ("Kevin Can F**k Himself", "kevin-can-f-k-himself/2"),
        ("one piece (2023)", "one-piece-2023/1"),
        ("one-piece-2023", "one-piece-2023/1"),
        ("The Queen’s Gambit", "the-queens-gambit/1"),
        ("1899", "1899/1"),
        ("S.W.A.T.", "s-w-a-t"),
        ("Stranger Things", "stranger-things/4"),
    ],
)
def test_odd_spellings_are_found(full: tuple[Store, Gathered], name: str, season_id: str) -> None:
    """Capitals, signs and curly apostrophes do not keep a reader from the series."""
    assert assess(full[0], name, as_of=dt.date(2025, 7, 31)).season_id.startswith(season_id)


def test_the_reconstruction_knows_a_half_year_before_its_report(full: tuple[Store, Gathered]) -> None:
    """Twelve days before the report on early 2025: half of the listed seasons within a tenth, and the weeks add up."""
    store, _ = full
    seasons = {row["season_id"]: row for row in reconstruct(store, as_of=dt.date(2025, 7, 5)).to_pylist()}
    printed = store.query(
        """
        SELECT l.season_id, sum(r.value) AS hours
        FROM release r JOIN link l USING (title_id) JOIN file f USING (file_id)
        WHERE f.name = 'engagement_2025H1.xlsx' AND r.measure = 'hours_viewed' GROUP BY ALL
        """
    ).to_pylist()
    errors, inside = [], []
    for row in printed:
        one = seasons.get(row["season_id"])
        # Live events are of 2025 alone: nothing known by then taught what becomes of them.
        timely = one and one["list_name"] and dt.date(2025, 1, 1) <= one["premiere"] <= dt.date(2025, 5, 27)
        if timely and not row["season_id"].startswith("raw/"):
            errors.append(abs(one["hours_first_half"] / row["hours"] - 1))
            inside.append(one["hours_first_half_lo80"] <= row["hours"] <= one["hours_first_half_hi80"])
    assert len(errors) > 100
    assert statistics.median(errors) < 0.1
    assert 0.7 < statistics.mean(inside) < 0.92
    weeks = store.query(
        "SELECT season_id, sum(coalesce(hours_listed, hours_q500)) AS hours FROM reconstructed_week "
        "WHERE period_end <= '2025-06-29' GROUP BY season_id"
    ).to_pylist()
    added = {row["season_id"]: row["hours"] for row in weeks}
    apart = [
        abs(added[name] / row["hours_first_half"] - 1)
        for name, row in seasons.items()
        if row["list_name"] and dt.date(2025, 1, 1) <= row["premiere"] <= dt.date(2025, 5, 27)
    ]
    # The last day of the half-year, 30 June, is in the week after: of a young season up to a thirtieth.
    assert statistics.quantiles(apart, n=20)[-1] < 0.05


def test_what_the_reconstruction_says_of_seasons_in_batches_and_of_old_ones(full: tuple[Store, Gathered]) -> None:
    """Bridgerton 3: its second batch came on day 28, after its first 28 days; of King Julien nothing is made up."""
    store, _ = full
    seasons = {row["season_id"]: row for row in reconstruct(store, as_of=dt.date(2025, 7, 31)).to_pylist()}
    assert 310e6 < seasons["bridgerton/3"]["hours_28d"] < 350e6
    old = seasons["all-hail-king-julien/2"]
    assert (old["status"], old["hours_28d"], old["hours_next_half"]) == ("later weeks alone", None, None)
    # It was out for some days when the all-time list was saved, which printed what there was so far.
    assert seasons["squid-game/3"]["hours_91d"] > 500e6
    assert seasons["squid-game/3"]["hours_91d_lo80"] < seasons["squid-game/3"]["hours_91d"]
    told = store.query(
        """
        SELECT max(s.hours_next_half) AS most FROM reconstructed_season s
        WHERE s.hours_next_half > 3e9 OR s.hours_91d > 3e9 OR s.hours_28d > 2e9
        """
    )
    assert told["most"].to_pylist() == [None]


def test_the_shipped_hours_of_the_platform_are_those_of_the_reports(full: tuple[Store, Gathered]) -> None:
    """What the package says of Netflix's viewing by half-year is the sum of the rows of each report."""
    found = full[0].query(
        """
        SELECT r.period_end, sum(r.value) AS hours FROM release r JOIN file f USING (file_id)
        WHERE f.source = 'netflix_engagement' AND r.measure = 'hours_viewed' GROUP BY r.period_end
        """
    )
    summed = {str(row["period_end"]): row["hours"] for row in found.to_pylist()}
    shipped = {row["period_end"]: float(row["hours_m"]) * 1e6 for row in rows("netflix.csv") if row["hours_m"]}
    assert set(summed) == set(shipped)
    assert all(abs(summed[end] / shipped[end] - 1) < 1e-4 for end in shipped)


def test_costs_of_unseen_series_lie_in_their_intervals(full: tuple[Store, Gathered]) -> None:
    """Of the seasons with reported costs, one series left out at a time, the 80 % interval holds about 80 %."""
    day = dt.date(2026, 6, 30)
    kin, logs, sds = taught(gathered(full[0], day, []), day)
    left = leave_one_series_out(kin, logs, sds)
    assert len(kin) > 50
    assert 0.7 <= statistics.mean((abs(left[:, 2] - left[:, 0]) <= Z80 * left[:, 1]).tolist()) <= 0.9


def test_the_known_ratios_come_in_their_order_on_the_real_data(full: tuple[Store, Gathered]) -> None:
    """Squid Game far above 1, Inside about 1 or above, The Closer below; Fauda above Hit & Run."""
    found = {
        name: assess(full[0], name, season=season, as_of=dt.date(2026, 6, 30)).money
        for name, season in (("Squid Game", 1), ("Bo Burnham: Inside", None), ("Dave Chappelle: The Closer", None),
                             ("Hit & Run", 1), ("Fauda", 4))
    }  # fmt: skip
    known = {
        name: next(one.middle for one in money.figures if one.name == "Efficiency")
        for name, money in found.items() if money
    }  # fmt: skip
    assert known["Squid Game"] > 20
    assert known["Squid Game"] > known["Bo Burnham: Inside"] > 1 > known["Dave Chappelle: The Closer"]
    assert known["Fauda"] > 2 * known["Hit & Run"]
