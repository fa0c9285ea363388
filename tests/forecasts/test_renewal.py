"""The track record: what its comparison with the rules means."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from cliffhanger.forecasts.cases import Cases
from cliffhanger.forecasts.incidence import ENDED, RENEWED
from cliffhanger.forecasts.renewal import METHOD, Asked, _against
from cliffhanger.forecasts.rules import RULES

MANY = 40


def test_above_nought_the_forecast_is_better_than_the_rule() -> None:
    """A forecast that knows the answer saves the whole Brier score, a quarter, of rules that say one half."""
    y = np.arange(MANY) % 2
    rows = pa.table(
        {"kind": ["scripted"] * MANY, "number": [1] * MANY, "spoken": ["English"] * MANY, "weeks_listed": [1] * MANY}
    )
    premieres = np.full(MANY, np.datetime64(dt.date(2022, 2, 1)))
    event = np.where(y == 1, RENEWED, ENDED)
    words = ["renewed" if one else "ended" for one in y]
    known = Cases(
        rows, np.zeros((MANY, 1)), event, np.full(MANY, 300.0), premieres, ["listed"] * MANY, words, [None] * MANY
    )
    said = {METHOD: y.astype(float), **{name: np.full(MANY, 0.5) for name in RULES}}
    for entry in _against(28, [Asked(known, dt.date(2022, 1, 1), said, np.full(MANY, 300.0))]):
        assert entry["difference"] == pytest.approx(0.25)
        assert entry["lo90"] > 0
