"""Odds in words: the list of a day, and the line of a dossier."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from cliffhanger import assess, forecast, gather, open_store
from cliffhanger.forecast_tables import FORECAST
from cliffhanger.reports.dossier import Dossier, to_json
from cliffhanger.reports.odds import to_text
from cliffhanger.reports.text import render_text

DAY = dt.date(2025, 6, 30)


def dossier(series: str, day: dt.date) -> Dossier:
    """The dossier of a series of the casebook."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        return assess(store, series, as_of=day)


def test_nothing_undecided_is_said_in_a_sentence() -> None:
    """No table, no legend."""
    assert to_text(FORECAST.schema.empty_table()) == "No season was undecided on the date.\n"


def test_the_list_counts_those_without_odds_by_reason_and_admits_what_it_cannot_tell() -> None:
    """Each season with odds, interval and reason; and that cost, owner and completion are missing."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        text = to_text(forecast(store, as_of=DAY))
    assert "8 undecided seasons as known on 30 June 2025, 7 with odds" in text
    assert "1  overdue: nothing was said for two years" in text
    assert "Without them seasons alike in" in text
    assert "cannot be told apart, such as The Residence" in text
    assert max(map(len, text.splitlines())) <= 200


def test_odds_of_a_day_long_after_the_newest_list_say_so() -> None:
    """An old store makes all seasons look silent; the reader is told which day to ask for."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        seasons = forecast(store, as_of=DAY)
    assert "The newest weekly list" not in to_text(seasons, DAY - dt.timedelta(days=28))
    assert "came out on 2 June 2025" not in to_text(seasons, dt.date(2025, 6, 2))
    assert "--as-of 2025-06-01" in to_text(seasons, dt.date(2025, 6, 1))


def test_a_decided_season_has_neither_odds_nor_a_word_on_them() -> None:
    """What is over needs none."""
    found = dossier("Hit & Run", dt.date(2021, 12, 31))
    assert found.odds is None
    assert not [status for status in found.statuses if "odds" in status.about]
    assert "ODDS OF ANOTHER SEASON" not in render_text(found, colour=False)


@pytest.mark.parametrize(
    ("series", "day", "status", "words"),
    [
        ("Hit & Run", dt.date(2021, 9, 14), "not given", "knows nothing later than 2021-09-14"),
        ("The Peripheral", dt.date(2023, 1, 30), "not forecast", "public of Netflix alone"),
    ],
)
def test_why_there_are_no_odds_stands_among_what_cannot_be_said(
    series: str, day: dt.date, status: str, words: str
) -> None:
    """No model so early; no hours of another platform."""
    found = dossier(series, day)
    (why,) = [one for one in found.statuses if "odds" in one.about]
    assert why.status == status
    assert words in why.reason


def test_the_dossier_gives_the_same_odds_as_the_forecast() -> None:
    """With interval, day and reason, in the text and in the JSON."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        found = assess(store, "The Residence", as_of=DAY)
        rows = {row["season_id"]: row for row in forecast(store, as_of=DAY).to_pylist()}
    assert found.odds is not None
    row = rows["the-residence/1"]
    assert json.loads(to_json(found))["odds"] == {
        **{name: pytest.approx(row[name], abs=1e-4) for name in ("p_renew", "lo80", "hi80")},
        "decision_expected_on": row["decision_expected_on"].isoformat(),
        "reason": row["reason"],
    }
    text = " ".join(render_text(found, colour=False).split())
    assert f"{100 * row['p_renew']:.0f} % within two years of the premiere, between" in text
    assert "cannot be told apart before cost, owner and completion are known" in text
