"""Timing of decisions, and what silence takes from the odds once somebody has looked."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from cliffhanger.forecasts.silence import Silence, silence
from cliffhanger.forecasts.timing import Timing, dated, looked

TRUE = Timing(50.0, 2.0)
LIST_DAY = dt.date(2025, 3, 24)


def _drawn(many: int, seed: int) -> np.ndarray:
    u = np.random.default_rng(seed).uniform(size=many)
    return TRUE.median_days * (u / (1 - u)) ** (1 / TRUE.shape)


def test_too_few_days_teach_nothing() -> None:
    """Two decisions are no law; a list without a pending season tells no delay."""
    assert dated(np.array([10.0, 20.0])) is None
    assert looked(_drawn(50, 1), np.full(50, 90.0), np.empty(0)) is None


def test_days_teach_their_median_and_shape() -> None:
    """Two thousand days drawn from a law give it back within a twentieth."""
    found = dated(_drawn(2_000, 2))
    assert found is not None
    assert found.median_days == pytest.approx(50.0, rel=0.05)
    assert found.shape == pytest.approx(2.0, rel=0.05)


def test_a_list_teaches_how_many_renewals_are_still_to_come() -> None:
    """Of 4,000 seasons two in five are renewed in the end; the list shows who was by its day."""
    rng = np.random.default_rng(3)
    ages, ever, delay = rng.uniform(1, 365, 4_000), rng.random(4_000) < 0.4, _drawn(4_000, 4)
    renewed = ever & (delay <= ages)
    found = looked(_drawn(20, 5), ages[renewed], ages[~renewed])
    assert found is not None
    at = np.array([45.0, 135.0, 300.0])
    assert found.still_to_come(at) == pytest.approx(TRUE.still_to_come(at), abs=0.06)


def test_a_look_lowers_the_odds_the_more_the_later_it_was() -> None:
    """The share renewed among those still silent falls with age; sure things stay sure, impossible ones impossible."""
    p = TRUE.after_look(np.array([0.4, 0.4, 0.4]), np.array([0.0, 50.0, 300.0]))
    assert p[0] == pytest.approx(0.4)
    assert p[0] > p[1] > p[2] > 0
    assert TRUE.after_look(np.array([0.0, 1.0]), np.array([99.0, 99.0])).tolist() == [0.0, 1.0]


def test_the_expected_day_is_later_than_the_age() -> None:
    """Half of those still to come have come by it."""
    ages = np.array([0.0, 28.0, 400.0])
    assert (TRUE.expected(ages) > ages).all()
    assert TRUE.still_to_come(TRUE.expected(ages)) == pytest.approx(TRUE.still_to_come(ages) / 2)


def test_nobody_looked_lowers_nothing() -> None:
    """Without a look, or with one before the premiere, the odds are as they were."""
    premieres = np.array(["2025-01-01", "2025-04-01"], dtype="datetime64[D]")
    quiet = Silence(TRUE, TRUE, {"late": LIST_DAY})
    ages = quiet.ages(["none", "late"], premieres)
    assert quiet.lowered(np.array([0.4, 0.4]), ages).tolist() == [0.4, 0.4]
    assert Silence(None, None, {"none": LIST_DAY}).lowered(np.array([0.4]), np.array([99.0])).tolist() == [0.4]


def _row(n: int, outcome: str, premiere: dt.date, happened: dt.date | None = None) -> dict[str, object]:
    return {
        "season_id": f"s{n}/1", "platform": "Netflix", "kind": "season", "premiere": premiere, "outcome": outcome,
        "happened_on": happened, "known_on": happened, "limited": "no", "limited_before_launch": "no",
    }  # fmt: skip


def test_the_ledger_teaches_only_days_after_the_premiere() -> None:
    """An order before the premiere is no delay, and what was called limited has none."""
    out = dt.date(2024, 6, 1)
    rows = [_row(n, "renewed", out, out + dt.timedelta(days=40 + n)) for n in range(6)]
    rows.append(_row(7, "renewed", out, out - dt.timedelta(days=300)))
    rows.append(
        _row(8, "cancelled", out, out + dt.timedelta(days=700)) | {"limited": "yes"} | {"limited_before_launch": "yes"}
    )
    found = silence(pa.Table.from_pylist(rows), {})
    assert found.announced is not None
    assert 40 <= found.announced.median_days <= 45
    assert found.seen is None
