"""Cases: who is forecast, and what had happened to them by a day."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from cliffhanger.forecast_tables import PANEL
from cliffhanger.forecasts.cases import cases, is_limited
from cliffhanger.forecasts.incidence import ENDED, RENEWED, SILENT

DAY = dt.date(2023, 6, 30)
OUT = dt.date(2022, 12, 1)


def panel_of(*changes: dict[str, object]) -> pa.Table:
    """A row at day 28 for each of the changes."""
    rows = []
    for number, change in enumerate(changes):
        row: dict[str, object] = dict.fromkeys(column.name for column in PANEL.columns)
        row |= {"season_id": f"s{number}/1", "series_id": f"s{number}", "number": 1, "unit": "season"}
        row |= {"platform": "Netflix", "premiere": OUT, "age_days": 28, "asked_on": OUT + dt.timedelta(days=28)}
        rows.append(row | {"kind": "scripted"} | change)
    return pa.Table.from_pylist(rows, schema=PANEL.schema)


def ledger_of(*words: tuple[str, dt.date | None] | None) -> pa.Table:
    """A ledger row for each season; None leaves it out."""
    return pa.Table.from_pylist(
        [
            {"season_id": f"s{number}/1", "outcome": word[0], "known_on": word[1], "grade": "listed", "basis": "claim",
             "limited": "no", "limited_before_launch": "no"}
            for number, word in enumerate(words) if word is not None
        ],
        schema=pa.schema([("season_id", pa.string()), ("outcome", pa.string()), ("known_on", pa.date32()),
                          ("grade", pa.string()), ("basis", pa.string()), ("limited", pa.string()),
                          ("limited_before_launch", pa.string())]),
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"platform": "Hulu"},
        {"platform": None},
        {"kind": "unscripted"},
        {"kind": None},
        {"unit": "part"},
        {"age_days": 14},
        {"asked_on": DAY + dt.timedelta(days=1)},
    ],
)
def test_who_is_not_forecast(change: dict[str, object]) -> None:
    """Other platforms and kinds, parts, other horizons, and a horizon that the day has not reached."""
    assert len(cases(panel_of(change), ledger_of(None), DAY, 28).days) == 0


@pytest.mark.parametrize(
    ("launch", "first", "left_out"),
    [("yes", "yes", True), ("no", "yes", False), (None, "yes", True), (None, "no", False), (None, None, False)],
)
def test_limited_is_what_the_label_of_the_launch_says(launch: str | None, first: str | None, left_out: bool) -> None:
    """Without a label of the launch the one first printed counts; without any it is no limited series."""
    assert is_limited({"limited_before_launch": launch, "limited": first}) is left_out


def test_each_word_of_the_ledger_is_an_event_on_its_day() -> None:
    """Limbo and pending are silence to the day; every way of ending is an end; a season without a row is silent."""
    known = OUT + dt.timedelta(days=100)
    words = (("renewed", known), ("cancelled", known), ("ended", known), ("limited", known), ("wrap-up", known),
             ("un-renewed", known), ("pending", None), ("limbo", known), None)  # fmt: skip
    found = cases(panel_of(*[{}] * len(words)), ledger_of(*words), DAY, 28)
    assert found.event.tolist() == [RENEWED, *[ENDED] * 5, *[SILENT] * 3]
    assert found.days.tolist() == [100.0] * 6 + [float((DAY - OUT).days)] * 3


def test_an_order_before_the_premiere_is_known_on_its_first_day() -> None:
    """Days are never less than one, so that no interval is empty."""
    found = cases(panel_of({}), ledger_of(("renewed", OUT - dt.timedelta(days=300))), DAY, 28)
    assert found.days.tolist() == [1.0]


def test_taking_keeps_rows_and_words_together() -> None:
    """The chosen cases keep their own outcome, grade and basis."""
    found = cases(panel_of({}, {}), ledger_of(("renewed", DAY), None), DAY, 28)
    second = found.taking(np.array([False, True]))
    assert (second.series, second.outcome, second.grade, second.basis) == (["s1"], ["pending"], [None], [None])
