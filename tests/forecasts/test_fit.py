"""Fits: what is refused, who teaches, and that the same store and day give the same coefficients."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pyarrow as pa
import pytest

from cliffhanger import fit, gather, open_store
from cliffhanger.errors import TooLittleEvidence
from cliffhanger.forecasts.cases import Cases
from cliffhanger.forecasts.design import NAMES
from cliffhanger.forecasts.fit import answered, fitted, read, recency, taught, teaching, written
from cliffhanger.forecasts.incidence import ENDED, RENEWED, SILENT

DAY = dt.date(2024, 1, 1)


def many(n: int = 200) -> Cases:
    """Seasons of 2021 to 2024: every third renewed, every third ended, the others silent for two years."""
    rng = np.random.default_rng(11)
    event = np.array([(RENEWED, ENDED, SILENT)[at % 3] for at in range(n)])
    days = np.where(event == SILENT, 740.0, rng.uniform(100, 700, n))
    premieres = np.datetime64("2021-01-01") + np.arange(n) * 6
    rows = pa.table({"series_id": [f"s{at}" for at in range(n)]})
    return Cases(rows, rng.standard_normal((n, len(NAMES))), event, days, premieres, ["listed"] * n,
                 ["pending"] * n, [None] * n)  # fmt: skip


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "not JSON",
        lambda text: json.dumps({"as_of": "2024-01-01"}),
        lambda text: json.dumps(json.loads(text) | {"replicates": [{"weights": [[1.0]]}]}),
        lambda text: json.dumps(json.loads(text) | {"replicates": [[1.0]]}),
        lambda text: json.dumps(json.loads(text) | {"model": None}),
        lambda text: json.dumps(json.loads(text) | {"seen": [[0.0], [1.0]]}),
        lambda text: text.replace(NAMES[0], "another column"),
    ],
)
def test_another_form_is_refused_with_what_to_do(spoil) -> None:
    """A fit of an older version names where it lies and the command that mends it; never a bare error of Python."""
    text = spoil(written(taught(many(), DAY, 28, replicates=1)))
    with pytest.raises(TooLittleEvidence, match="fitted in the store: run `cliffhanger fit`"):
        read(text)
    with pytest.raises(TooLittleEvidence, match=r"in the shipped file 2024\.json: install the package anew"):
        read(text, "in the shipped file 2024.json")


def test_a_store_of_cases_alone_is_refused() -> None:
    """Twenty cases are no evidence for twenty-seven columns."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        with pytest.raises(TooLittleEvidence, match="30 decisions"):
            fit(store, as_of=dt.date(2025, 1, 1))


def test_no_model_knows_more_than_its_day() -> None:
    """Before the first shipped day there is none; a day between two has the earlier one."""
    with open_store(":memory:") as store:
        with pytest.raises(TooLittleEvidence, match="2022-12-31"):
            fitted(store, dt.date(2022, 12, 30))
        assert {one.as_of for one in fitted(store, dt.date(2025, 6, 29)).values()} == {dt.date(2024, 12, 31)}
        assert {one.as_of for one in fitted(store, dt.date(2025, 6, 30)).values()} == {dt.date(2025, 6, 30)}


def test_written_and_read_it_gives_the_same_odds() -> None:
    """To the three digits that are kept of replicates, and five of the model."""
    found = taught(many(), DAY, 28, replicates=3)
    again = read(written(found))
    x = many().x[:20]
    assert again.model.p_renew(x) == pytest.approx(found.model.p_renew(x), abs=1e-4)
    for one, two in zip(again.replicates, found.replicates, strict=True):
        assert one.p_renew(x) == pytest.approx(two.p_renew(x), abs=2e-3)


def test_the_same_cases_give_the_same_coefficients() -> None:
    """Byte for byte, replicates included."""
    assert written(taught(many(), DAY, 28, 3)) == written(taught(many(), DAY, 28, 3))


def test_only_complete_years_teach_and_young_silence_answers_nothing() -> None:
    """Premieres of 2024 are out; a season silent for less than a year is neither yes nor no."""
    known = many()
    assert teaching(known).premieres.max() < np.datetime64("2024-01-01")
    young = Cases(*(known.rows, known.x, np.full(200, SILENT), np.full(200, 300.0), known.premieres, known.grade,
                    known.outcome, known.basis))  # fmt: skip
    assert len(answered(young).days) == 0
    assert len(answered(known).days) == len(teaching(known).days)


def test_a_season_two_years_older_counts_half() -> None:
    """Recency is halved every two years."""
    weights = recency(np.array(["2024-01-01", "2022-01-01"], dtype="datetime64[D]"), DAY)
    assert weights == pytest.approx([1.0, 0.5], abs=1e-3)
