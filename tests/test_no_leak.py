"""Nothing that became known later may change what is said as of a day, byte for byte."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cliffhanger import Store, assess, gather, open_store, outcomes
from cliffhanger.evidence.outcomes import claims
from cliffhanger.forecasts.panel import panel
from cliffhanger.reports.dossier import to_json
from cliffhanger.reports.markdown import render_markdown
from cliffhanger.reports.page import render_html
from cliffhanger.reports.text import render_text
from cliffhanger.reports.trail import to_json as trail_json
from cliffhanger.reports.trail import to_text as trail_text
from cliffhanger.reports.trail import trail

AS_OF = dt.date(2022, 6, 30)
WEEK = dt.timedelta(weeks=1)
FIRST_WEEK = dt.date(2022, 3, 6)
KNOWN_WEEKS = 17
"""Weeks published by the day: the last ends on 26 June and came out on the 28th."""

SHOWS = ("Nimbus", "Harbour Lights", "The Long Ferry", "Kestrel", "Salt Road", "Nine Keys")
HEADER = (
    "week category weekly_rank show_title season_title weekly_hours_viewed cumulative_weeks_in_top_10".split()  # noqa: SIM905
)


def weekly(folder: Path, weeks: int, *, labels: dict[str, str], copied: dt.date) -> Path:
    """A weekly list of six fictional series, newest week first, as a copy of that day."""
    rows = []
    for nth in range(weeks):
        week = FIRST_WEEK + nth * WEEK
        order = SHOWS[nth % 3 :] + SHOWS[: nth % 3]
        for rank, show in enumerate(order, 1):
            label = labels.get(show, "Season 1")
            hours = 10_000 * round(9_000 / (rank + nth))
            rows.append([week.isoformat(), "TV (English)", rank, show, f"{show}: {label}", hours, nth + 1])
    path = folder / f"all-weeks-global_{copied.isoformat()}.tsv"
    lines = ["\t".join(HEADER), *("\t".join(map(str, row)) for row in reversed(rows))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def table(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """A CSV file."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def announcements(path: Path, rows: Sequence[tuple[str, str, str, int]]) -> Path:
    """Announcements: series, event, day, season."""
    header = "series platform event date season publication publication_date url note".split()  # noqa: SIM905
    return table(
        path,
        header,
        [
            [show, "Netflix", event, day, n, "The Trade", day, "https://example.org/a", ""]
            for show, event, day, n in rows
        ],
    )


def costs(path: Path, rows: Sequence[tuple[str, float, str]]) -> Path:
    """Reported costs: series, millions an episode, day."""
    header = [
        "series",
        "season",
        "cost_per_episode_musd",
        "cost_per_season_musd",
        "premiere_year",
        "platform",
        "basis",
        "source_grade",
        "publication",
        "publication_date",
        "url",
        "note",
    ]
    return table(
        path,
        header,
        [
            [s, 1, c, "", 2022, "Netflix", "reported", "B", "The Trade", d, "https://example.org/c", ""]
            for s, c, d in rows
        ],
    )


def reviews(folder: Path, day: str, scores: Sequence[tuple[str, int]]) -> Path:
    """Scores of critics, in percent, collected on a day."""
    header = "id title year imdb_rating rotten_tomatoes netflix hulu prime_video disney_plus".split()  # noqa: SIM905
    rows = [[nth, show, 2022, pct / 10, pct, 1, 0, 0, 0] for nth, (show, pct) in enumerate(scores)]
    return table(folder / f"reelgood_{day}.csv", header, rows)


def nielsen(path: Path, day: str, minutes: Sequence[tuple[str, int]]) -> Path:
    """Millions of minutes in the last week before the day asked about, printed later."""
    header = [
        *("week_start", "week_end", "list", "rank", "title", "platform", "episodes", "minutes_millions"),
        *("list_complete", "publication", "publication_date", "url"),
    ]
    rows = [
        ["2022-06-20", "2022-06-26", "originals", place, show, "Netflix", 8, million, "yes", "The Reel", day, ""]
        for place, (show, million) in enumerate(minutes, 1)
    ]
    return table(path, header, rows)


def report(
    path: Path,
    rows: Sequence[tuple[str, int]],
    *,
    period: str = "January to June 2023",
    runtime: str = "6:00",
    premiere: str = "",
) -> Path:
    """An engagement report, by default on the first half of 2023, published in December, without release dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "TV"
    header = ["", "Title", "Available Globally?", "Release Date", "Hours Viewed", "Runtime", "Views"]
    above = [[], ["", "What We Watched"], ["", f"Views from {period}"], [], []]
    for line in [*above, header, *(["", title, "Yes", premiere, hours, runtime, hours // 6] for title, hours in rows)]:
        sheet.append(line)
    book.save(path)
    book.close()
    return path


def ledger(store: Store, day: dt.date) -> str:
    """Every row of the ledger and every claim behind it."""
    rows = outcomes(store, as_of=day)
    features = panel(store, as_of=day).to_pylist()
    said = claims(store, rows["season_id"].to_pylist(), day).to_pylist()
    return str(rows.to_pylist()) + str(said) + str(features)


def own_outcomes(path: Path, rows: Sequence[tuple[str, str, str]]) -> Path:
    """A user's own outcomes: series, outcome, day."""
    header = ["series", "platform", "season", "outcome", "happened_on", "known_on", "publication"]
    return table(path, header, [[s, "Netflix", 1, word, d, d, "I was told"] for s, word, d in rows])


def everything(store_of: Sequence[Path], show: str, *, page: bool = False) -> tuple[str, ...]:
    """Every format of one dossier, its trail, ledger and panel, as of the day; the page with its charts on demand."""
    with open_store(":memory:") as store:
        gather(store, store_of)
        dossier = assess(store, show, as_of=AS_OF)
        return (
            to_json(dossier),
            render_text(dossier, width=100),
            render_markdown(dossier),
            render_html(dossier) if page else "",
            ledger(store, AS_OF),
            trail_json(trail(store, show, AS_OF)),
            trail_text(trail(store, show, AS_OF)),
        )


LATER = st.fixed_dictionaries(
    {
        "weeks": st.integers(KNOWN_WEEKS + 1, 26),
        "labels": st.dictionaries(
            st.sampled_from(SHOWS), st.sampled_from(["Limited Series", "Season 1", "Part 1"]), max_size=4
        ),
        "copied": st.dates(dt.date(2022, 9, 6), dt.date(2025, 1, 1)),
        "events": st.lists(
            st.tuples(
                st.sampled_from((*SHOWS, "Nimbus (2024)", "A Namesake")),
                st.sampled_from(["renewed", "cancelled"]),
                st.dates(AS_OF + dt.timedelta(days=1), dt.date(2025, 1, 1)).map(dt.date.isoformat),
                st.integers(2, 4),
            ),
            max_size=6,
            unique_by=lambda row: (row[0], row[1], row[3]),
        ),
        "own": st.lists(
            st.tuples(
                st.sampled_from((*SHOWS, "Nimbus (2024)")),
                st.sampled_from(["renewed", "cancelled", "limited", "wrap-up"]),
                st.dates(AS_OF + dt.timedelta(days=1), dt.date(2025, 1, 1)).map(dt.date.isoformat),
            ),
            max_size=4,
            unique_by=lambda row: row[0],
        ),
        "costs": st.lists(
            st.tuples(
                st.sampled_from(SHOWS),
                st.floats(0.5, 30).map(lambda c: round(c, 1)),
                st.dates(AS_OF + dt.timedelta(days=1), dt.date(2025, 1, 1)).map(dt.date.isoformat),
            ),
            max_size=4,
            unique=True,
        ),
        "scores": st.lists(
            st.tuples(st.sampled_from((*SHOWS, "A Namesake")), st.integers(0, 100)),
            max_size=4,
            unique_by=lambda r: r[0],
        ),
        "scored": st.dates(AS_OF + dt.timedelta(days=1), dt.date(2025, 1, 1)).map(dt.date.isoformat),
        "minutes": st.lists(
            st.tuples(st.sampled_from(SHOWS), st.integers(100, 2_000)), max_size=4, unique_by=lambda row: row[0]
        ),
        "printed": st.dates(AS_OF + dt.timedelta(days=1), dt.date(2023, 1, 1)).map(dt.date.isoformat),
        "report": st.lists(
            st.tuples(
                st.sampled_from(
                    [
                        f"{show}: {label}"
                        for show in (*SHOWS, "Nimbus (2024)", "A Namesake")
                        for label in ("Season 1", "Season 2", "Limited Series")
                    ]
                ),
                st.integers(1, 900).map(lambda n: n * 600_000),
            ),
            max_size=6,
            unique_by=lambda row: row[0],
        ),
    }
)


def later_files(folder: Path, later: dict) -> list[Path]:
    """Files of all kinds that hold only what became known after the day."""
    files = [weekly(folder, later["weeks"], labels=later["labels"], copied=later["copied"])]
    if later["events"]:
        files.append(announcements(folder / "late.csv", later["events"]))
    if later["own"]:
        files.append(own_outcomes(folder / "late_own.csv", later["own"]))
    if later["costs"]:
        files.append(costs(folder / "late_costs.csv", later["costs"]))
    if later["scores"]:
        files.append(reviews(folder, later["scored"], later["scores"]))
    if later["minutes"]:
        files.append(nielsen(folder / "late_nielsen.csv", later["printed"], later["minutes"]))
    if later["report"]:
        files.append(report(folder / "late.xlsx", later["report"]))
    return files


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # each example builds three stores: making a failing one smaller would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(later=LATER, show=st.sampled_from(SHOWS))
def test_what_is_known_later_changes_nothing(tmp_path_factory: pytest.TempPathFactory, later: dict, show: str) -> None:
    """Later weeks, relabelled copies, decisions, costs, scores, reports and namesakes change no byte of any format."""
    folder = tmp_path_factory.mktemp("leak")
    known = [
        weekly(folder, KNOWN_WEEKS, labels={}, copied=dt.date(2022, 6, 28)),
        announcements(
            folder / "early.csv", [("Kestrel", "cancelled", "2022-05-20", 1), ("Nimbus", "renewed", "2022-06-01", 2)]
        ),
        costs(folder / "early_costs.csv", [("Nimbus", 6.0, "2022-04-01"), ("Nimbus", 7.5, "2022-05-01")]),
    ]
    after = later_files(folder, later)
    assert everything(known, show) == everything([*after, *known], show) == everything([*known, *after], show)


def test_what_is_known_by_the_day_does_change_it(tmp_path: Path) -> None:
    """The property is not empty: a decision known by the day is told."""
    lists = weekly(tmp_path, KNOWN_WEEKS, labels={}, copied=dt.date(2022, 6, 28))
    early = announcements(tmp_path / "early.csv", [("Nimbus", "cancelled", "2022-06-29", 1)])
    assert everything([lists], "Nimbus") != everything([lists, early], "Nimbus")


def test_the_page_is_the_same_too(tmp_path: Path) -> None:
    """Facts of every kind that became known later change no byte of the page with its charts."""
    known = weekly(tmp_path, KNOWN_WEEKS, labels={}, copied=dt.date(2022, 6, 28))
    later = {
        "weeks": 22,
        "labels": {"Nimbus": "Limited Series", "Kestrel": "Part 1"},
        "copied": dt.date(2022, 10, 4),
        "events": [("Nimbus", "renewed", "2022-07-01", 2), ("Kestrel", "cancelled", "2022-07-01", 1)],
        "own": [("Nimbus", "limited", "2022-07-01")],
        "costs": [("Nimbus", 9.5, "2022-07-01")],
        "scores": [("Nimbus", 88), ("Kestrel", 12)],
        "scored": "2022-07-01",
        "minutes": [("Nimbus", 700), ("Kestrel", 300)],
        "printed": "2022-07-22",
        "report": [("Nimbus: Season 1", 60_000_000), ("Nimbus: Season 2", 90_000_000)],
    }
    with_later = everything([known, *later_files(tmp_path, later)], "Nimbus", page=True)
    assert everything([known], "Nimbus", page=True) == with_later


@pytest.mark.parametrize("spelled", ["Nimbus", "Nymbus"])
def test_a_runtime_that_grows_later_moves_no_title(tmp_path: Path, spelled: str) -> None:
    """A report of 2024 that says more hours of runtime changes nothing as of the days before it came out."""
    rows = [(f"{spelled}: Season 1", 60_000_000), ("Kestrel: Season 1", 30_000_000)]
    known = [
        weekly(tmp_path, 3, labels={}, copied=dt.date(2022, 6, 28)),
        report(tmp_path / "first.xlsx", rows, period="July to December 2023", premiere="2022-03-02"),
    ]
    later = report(tmp_path / "later.xlsx", rows, period="January to June 2024", runtime="14:00", premiere="2022-03-02")
    said = []
    for files in (known, [*known, later]):
        with open_store(":memory:") as store:
            gather(store, files)
            days = (dt.date(2022, 6, 30), dt.date(2024, 6, 1), dt.date(2024, 9, 18))
            said += [to_json(assess(store, "Nimbus", as_of=day)) for day in days]
    assert said[:3] == said[3:]


def test_a_later_copy_of_the_real_list_changes_nothing(tmp_path: Path, shared_data: Path) -> None:
    """The copy of that time alone, and with a copy of three years later, relabelled and longer, beside it."""
    vintages = shared_data / "netflix" / "vintages"
    early = [vintages / "all-weeks-global_2022-02-02.tsv"]
    late = [*early, vintages / "all-weeks-global_2024-11-20.tsv"]
    day = dt.date(2022, 2, 2)
    said: list[list[str]] = []
    for files in (early, late):
        with open_store(tmp_path / f"{len(files)}.duckdb") as store:
            gather(store, files)
            shows = ("All of Us Are Dead", "Archive 81", "Hit & Run", "The Witcher", "Squid Game", "Nevertheless,")
            said.append([to_json(assess(store, show, as_of=day)) for show in shows])
    assert said[0] == said[1]
