"""The charts for pages: what they hold, and that Vega-Lite takes them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from examples import BEFORE_THE_LISTS, HALF_YEARS, HIT_AND_RUN

from cliffhanger.errors import CliffhangerError
from cliffhanger.reports.dossier import CurveWeek
from cliffhanger.reports.money_at import money_at
from cliffhanger.reports.money_data import GridPoint, Money, MoneySeason
from cliffhanger.reports.odds_history import OddsOn, events, odds_spec
from cliffhanger.reports.specs import charts
from cliffhanger.reports.vega import Chart

_CURVE = tuple(
    CurveWeek(
        n, dt.date(2021, 8, 8) + dt.timedelta(weeks=n - 1), 8e6 / n, 9e6 / n, 1e7 / n, 1.1e7 / n, 1.3e7 / n, n > 20
    )
    for n in range(1, 27)
)
_SEASONS = (
    MoneySeason("Hit & Run", "Season 1", 9.9e7, 4e7, 3e7, 5e7, 5.1e7, "claimed", "this season"),
    MoneySeason("<b>Other</b>", "Season 2", 1.9e8, 6e7, 2e7, 9e7, 9e7, "estimated", "comparable"),
)
FULL = replace(HIT_AND_RUN, curve=_CURVE, long_tail=HALF_YEARS, money=Money("", seasons=_SEASONS, usd_per_hour=0.52))
HISTORY = (
    OddsOn(dt.date(2021, 8, 13), 0.4, 0.3, 0.5, "2 weeks on the list"),
    OddsOn(dt.date(2021, 9, 3), 0.3, 0.2, 0.4, "off the list"),
)


def by_key(*found: Chart | None) -> dict[str, Chart]:
    """Charts by their key."""
    return {chart.key: chart for chart in found if chart}


def values(part: object) -> list[dict[str, object]]:
    """All rows of a specification."""
    if isinstance(part, dict):
        own = part.get("values") if isinstance(part.get("values"), list) else []
        rows = [row for row in own or [] if isinstance(row, dict)]
        return rows + [row for one in part.values() for row in values(one)]
    return [row for one in part for row in values(one)] if isinstance(part, list) else []


def test_what_is_not_known_is_not_drawn() -> None:
    """Without weeks, half-years and prices there is no chart."""
    assert charts(replace(BEFORE_THE_LISTS, weeks=(), curve=(), long_tail=(), money=None)) == ()


@pytest.mark.parametrize("times", [(0.1, 1.0), (1.0, 5.0), (float("nan"), 1.0)])
def test_a_next_season_beyond_the_bounds_is_refused(times: tuple[float, float]) -> None:
    """An audience or cost of a tenth or five times, or none at all, is told what may be asked for."""
    with pytest.raises(CliffhangerError, match=r"ask for 0\.25 to 4"):
        money_at(Money(""), *times)


@pytest.mark.parametrize("key", ["audience", "long-tail", "money", "odds"])
def test_every_chart_can_be_drawn_and_asks_for_nothing(key: str) -> None:
    """Vega-Lite turns it into a drawing, and no address stands in it but the name of the language."""
    import vl_convert

    chart = by_key(*charts(FULL), odds_spec(FULL, HISTORY))[key]
    svg = vl_convert.vegalite_to_svg({**chart.spec, "width": 600}, vl_version="6.4", allowed_base_urls=[])
    assert "<svg" in svg
    written = json.dumps({name: part for name, part in chart.spec.items() if name != "$schema"})
    assert "http" not in written
    assert '"url"' not in written
    assert chart.headline
    assert "Hit & Run" in chart.about


def test_figures_bounds_and_what_lies_ahead_are_told_apart() -> None:
    """Listed weeks are dots, weeks off the list arrows down, and weeks after the date are of the forecast."""
    rows = values(by_key(*charts(FULL))["audience"].spec)
    assert [row["hours"] for row in rows if "rank" in str(row["said"])] == [23.57, 45.19, 20.66, 10.09]
    assert [row["hours"] for row in rows if "rank" not in str(row["said"]) and "kind" not in row] == [
        9.14,
        11.15,
        11.56,
        12.18,
    ]
    assert {row["week"] for row in rows if row.get("kind") == "Forecast"} == set(range(20, 27))


def test_events_stand_on_the_day_since_when_they_were_known() -> None:
    """The weekly hours of August count from November, when they were published, and the decision from its day."""
    found = events(FULL)
    assert {one.day for one in found if one.kind == "list"} == {dt.date(2021, 11, 16)}
    assert [one.day for one in found if one.kind == "decision"] == [dt.date(2021, 9, 20)]
    assert list(found) == sorted(found, key=lambda one: one.day)


def test_odds_through_time_have_their_interval_and_their_events() -> None:
    """Percent with both ends; without odds the events stand alone, and without either there is no chart."""
    chart = odds_spec(FULL, HISTORY)
    assert chart is not None
    assert [(row["lo"], row["p"], row["hi"]) for row in values(chart.spec) if "p" in row] == [
        (30, 40, 50),
        (20, 30, 40),
    ]
    assert chart.headline == "From 40 % on 13 August 2021 to 30 % on 3 September 2021, then cancelled"
    alone = odds_spec(FULL, ())
    assert alone is not None
    assert alone.headline.startswith("No odds could be given")
    assert odds_spec(replace(BEFORE_THE_LISTS, weeks=(), outcomes=(), claims=(), press=(), long_tail=()), ()) is None


def test_a_next_season_at_another_audience_or_cost() -> None:
    """Twice the audience counts as half the cost; the odds go through those of the grid."""
    shares = tuple(0.5 + i / 100 for i in range(101))
    grid = tuple(
        GridPoint(a, c, a / c, min(1.0, max(0.0, 1.5 - c / a)), 1 / (1 + (c / a) ** 0.7))
        for a in (0.5, 1, 2)
        for c in (0.5, 1, 2)
    )
    money = Money("", next_efficiency=shares, grid=grid)
    same, twice, half = money_at(money, 1, 1), money_at(money, 1.5, 1), money_at(money, 3, 2)
    assert same is not None
    assert twice is not None
    assert half is not None
    assert (same.efficiency, same.p_pays, same.p_renew) == (pytest.approx(1.0), 0.5, pytest.approx(0.5))
    assert twice.p_pays == half.p_pays == pytest.approx(1 - (1 / 1.5 - 0.5), abs=1e-4)
    assert twice.p_renew == pytest.approx(1 / (1 + 1.5**-0.7))
    assert money_at(replace(money, next_efficiency=()), 1, 1) is None
