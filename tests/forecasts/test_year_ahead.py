"""The check of one day: what is asked, and what counts as the answer."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

import cliffhanger
from cliffhanger.forecasts import year_ahead as module
from cliffhanger.forecasts.incidence import Hazard
from cliffhanger.forecasts.year_ahead import year_ahead

DAY, END = dt.date(2023, 6, 30), dt.date(2025, 1, 1)
LEVEL = np.log([[2 / 3], [1 / 3]]) + np.zeros(6)


def _final(outcome: str, known_on: dt.date | None, name: str) -> dict[str, object]:
    return {"season_id": name, "outcome": outcome, "known_on": known_on}


def test_a_day_whose_year_is_not_over_is_not_asked() -> None:
    """A year that the labels do not cover would count the not yet announced as refused."""
    empty = pa.table({"season_id": pa.array([], pa.string()), "premiere": pa.array([], pa.date32())})
    with cliffhanger.open_store(":memory:") as store:
        assert year_ahead(store, empty, empty, dt.date(2024, 6, 1), [DAY]) == []


def test_each_question_has_its_own_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seasons each: renewed within the year, later but within 24 months, only after them, ended, and silent."""
    soon, late = DAY + dt.timedelta(days=100), DAY + dt.timedelta(days=366)
    kinds = [("renewed", soon), ("renewed", late), ("renewed", END), ("ended", late), ("pending", None)]
    rows = [_final(*kinds[n % 5], name=f"s{n}") for n in range(50)]
    names, half = [str(row["season_id"]) for row in rows], np.full(50, 0.5)
    premieres = [DAY - dt.timedelta(days=600 if n % 5 == 2 else 30) for n in range(50)]
    features = pa.table({"season_id": names, "premiere": premieres})
    base = {"renewed within a year": half, "renewed within 24 months": half}
    monkeypatch.setattr(module, "_asked", lambda *_: (names, half, half, base))
    with cliffhanger.open_store(":memory:") as store:
        within, whole = year_ahead(store, features, pa.Table.from_pylist(rows), END, [DAY])
    assert (within["question"], within["n"], within["base_rate"]) == ("renewed within a year", 50, 0.2)
    # The silent ones have their 24 months still to run.
    assert (whole["n"], whole["base_rate"]) == (40, 0.5)


def test_odds_by_an_age_grow_from_nought_at_entry_to_those_of_24_months() -> None:
    """At entry nothing has happened yet; past the last interval nothing is added."""
    hazard = Hazard(("views",), np.zeros(1), np.ones(1), LEVEL, np.zeros((2, 1)), 0.0)
    x = np.zeros((3, 1))
    p = hazard.p_until(x, np.array([100.0, 400.0, 9_999.0]), 100.0)
    assert p[0] == 0.0 < p[1] < p[2]
    assert p[2] == pytest.approx(hazard.p_renew(x, 100.0)[2])
