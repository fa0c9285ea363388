"""The founding case from the shipped casebook alone, on its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from cliffhanger import Store, assess, gather, open_store
from cliffhanger.errors import TitleError, TooLittleEvidence
from cliffhanger.reports.dossier import Dossier


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """The shipped casebook."""
    with open_store(":memory:") as opened:
        gather(opened, ["casebook"])
        yield opened


def cited(thing: object) -> set[int]:
    """Every source number that anything in the dossier carries."""
    if isinstance(thing, tuple):
        return set().union(*map(cited, thing))
    if not is_dataclass(thing):
        return set()
    own = {field.name: getattr(thing, field.name) for field in fields(thing)}
    numbers = own.get("sources", ()) if not isinstance(thing, Dossier) else ()
    return set(numbers) | set().union(*(cited(value) for name, value in own.items() if name != "sources"))


def test_a_misspelt_title_is_answered_with_the_nearest(store: Store) -> None:
    """The refusal carries suggestions."""
    with pytest.raises(TitleError) as refusal:
        assess(store, "Hit and Ran", as_of=dt.date(2021, 12, 31))
    assert "Hit & Run" in refusal.value.candidates


def test_a_series_of_later_is_not_known(store: Store) -> None:
    """As of 2021 nobody knew of The Waterfront."""
    with pytest.raises(TitleError):
        assess(store, "The Waterfront", as_of=dt.date(2021, 12, 31))


def test_before_anything_was_known_there_is_no_dossier(store: Store) -> None:
    """An as-of date before the first fact is refused."""
    with pytest.raises(TooLittleEvidence):
        assess(store, "Hit & Run", as_of=dt.date(2010, 1, 1))


def test_an_unknown_season_lists_those_known(store: Store) -> None:
    """The refusal names the seasons that there are."""
    with pytest.raises(TitleError) as refusal:
        assess(store, "Hit & Run", season=2, as_of=dt.date(2021, 12, 31))
    assert refusal.value.candidates == ("Season 1",)


def test_the_day_of_the_decision_and_the_day_before(store: Store) -> None:
    """On 19 September nothing was decided; on the 20th it was, with a grade and a source."""
    assert assess(store, "Hit & Run", as_of=dt.date(2021, 9, 19)).outcomes == ()
    (told,) = assess(store, "Hit & Run", as_of=dt.date(2021, 9, 20)).outcomes
    assert (told.word, told.days_after_premiere, told.grade) == ("cancelled", 45, "reported")
    assert told.sources


def test_the_week_before_the_decision(store: Store) -> None:
    """No weekly hours were published, and the dossier says so; the daily list, Nielsen and the budget were known."""
    dossier = assess(store, "Hit & Run", as_of=dt.date(2021, 9, 14))
    assert dossier.outcomes == ()
    assert all(week.hours_viewed is None for week in dossier.weeks)
    assert ("weekly hours", "not yet published") in {(s.about, s.status) for s in dossier.statuses}
    assert [(run.days, run.best_rank, run.first.day, run.last.day) for run in dossier.daily] == [(14, 4, 7, 20)]
    assert [(week.rank, week.minutes_viewed) for week in dossier.nielsen] == [(8, 226e6), (2, 549e6)]
    assert [figure.value for figure in dossier.costs] == [4e6]


def test_the_end_of_the_year(store: Store) -> None:
    """Decision, hours, ranks and countries as published by then; no report yet."""
    dossier = assess(store, "Hit & Run", as_of=dt.date(2021, 12, 31))
    last = dossier.outcomes[-1]
    assert (last.word, last.happened_on, last.days_after_premiere) == ("cancelled", dt.date(2021, 9, 20), 45)
    charted = [week for week in dossier.weeks if week.hours_viewed is not None]
    assert [week.hours_viewed for week in charted] == [23.57e6, 45.19e6, 20.66e6, 10.09e6]
    assert [week.rank for week in charted] == [4, 2, 2, 10]
    assert [week.countries for week in dossier.weeks] == [52, 76, 62, 33, 1, 1, 1]
    assert dossier.long_tail == ()
    assert "Fauda" in " ".join(str(claim.value) for claim in dossier.claims)


def test_the_long_tail(store: Store) -> None:
    """Five half-years, and the runtime, once the reports were out."""
    dossier = assess(store, "Hit & Run", as_of=dt.date(2025, 12, 31))
    assert [half.hours_viewed for half in dossier.long_tail] == [27.6e6, 19.1e6, 11.2e6, 8.5e6, 7.8e6]
    assert next(figure.value for figure in dossier.what if figure.name == "Runtime") == 435


@pytest.mark.parametrize("day", ["2021-09-14", "2021-12-31", "2025-12-31"])
@pytest.mark.parametrize("series", ["Hit & Run", "Fauda"])
def test_every_figure_has_a_source_and_none_is_of_later(store: Store, series: str, day: str) -> None:
    """Numbers cited and numbers listed are the same, and all were known by the day."""
    dossier = assess(store, series, as_of=dt.date.fromisoformat(day))
    assert cited(dossier) == {source.number for source in dossier.sources}
    assert all(source.known_on.isoformat() <= day for source in dossier.sources)
    figures = (*dossier.reviews, *dossier.costs, *dossier.claims, *dossier.weeks, *dossier.long_tail, *dossier.nielsen)
    assert all(figure.sources for figure in figures)


def test_claims_that_differ_are_listed(store: Store) -> None:
    """Jupiter's Legacy has four budgets: a range and a contradiction, no average."""
    dossier = assess(store, "Jupiter's Legacy", as_of=dt.date(2025, 12, 31))
    season = next(span for span in dossier.cost_ranges if span.name == "Cost of the season")
    assert (season.low, season.high) == (100e6, 200e6)
    assert any(one.about == "Cost of the season" and len(one.says) == 3 for one in dossier.contradictions)


def test_the_tenth_place_of_netflix_bounds_no_season_of_another_platform(tmp_path: Path) -> None:
    """Netflix's weekly list says nothing of a season on Hulu."""
    case = tmp_path / "Pier.toml"
    case.write_text(
        'series = "Pier"\nplatform = "Hulu"\n[[season]]\nnumber = 1\nlabel = "Season 1"\npremiere = 2022-03-02\n'
        '[[season.fact]]\nmeasure = "release_date"\ntext = "2022-03-02"\nlist = "catalogue"\ngeography = "world"\n'
        'known_on = 2022-03-02\npublication = "Hulu"\ngrade = "A"\n',
        encoding="utf-8",
    )
    lists = Path(__file__).parents[1] / "golden" / "sources"
    with open_store(":memory:") as opened:
        gather(opened, [case, lists])
        dossier = assess(opened, "Pier", as_of=dt.date(2022, 12, 31))
    assert dossier.weeks == ()
    assert "weekly hours" in {status.about for status in dossier.statuses}
