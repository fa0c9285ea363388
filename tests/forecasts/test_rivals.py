"""Rivals: what they say where there is nothing to tell, and where there is."""

from __future__ import annotations

import numpy as np
import pytest

from cliffhanger.forecasts.design import NAMES
from cliffhanger.forecasts.rivals import RIVALS, base_rate, kin

AUDIENCE = NAMES.index("audience against the platform")


def past(n: int = 400, seed: int = 5) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Seasons of which those with an audience above nought are renewed four times in five, the others once."""
    rng = np.random.default_rng(seed)
    x = np.full((n, len(NAMES)), np.nan)
    x[:, AUDIENCE] = rng.standard_normal(n)
    y = (rng.random(n) < np.where(x[:, AUDIENCE] > 0, 0.8, 0.2)).astype(float)
    return x, y, np.ones(n)


@pytest.mark.parametrize("name", RIVALS)
def test_odds_are_odds_even_of_a_season_of_which_nothing_is_known(name: str) -> None:
    """Columns without any value, and a season without any, give a probability and no warning."""
    p = RIVALS[name](*past(), np.full((3, len(NAMES)), np.nan))
    assert p.shape == (3,)
    assert ((p > 0) & (p < 1)).all()


@pytest.mark.parametrize("name", [name for name in RIVALS if name != "kin"])
def test_a_model_finds_what_is_there(name: str) -> None:
    """A large audience has higher odds than a small one, by far."""
    tested = np.full((2, len(NAMES)), np.nan)
    tested[:, AUDIENCE] = [-1.0, 1.0]
    low, high = RIVALS[name](*past(), tested)
    assert high - low > 0.3


def test_the_base_rate_is_the_share_shrunk() -> None:
    """Of 400 seasons the four of the prior hardly count; of none only they do."""
    x, y, weight = past()
    assert base_rate(x, y, weight, x[:2]) == pytest.approx([y.mean()] * 2, abs=0.01)
    assert base_rate(x[:0], y[:0], weight[:0], x[:1]) == pytest.approx([0.4])


def test_kin_are_those_alike_in_kind_language_and_place() -> None:
    """Forty animated seasons all renewed say so of an animated one, and little of another."""
    x, y, weight = past()
    x[:40, NAMES.index("animation")], y[:40] = 1.0, 1.0
    tested = np.full((2, len(NAMES)), np.nan)
    tested[0, NAMES.index("animation")] = 1.0
    animated, other = kin(x, y, weight, tested)
    assert animated > 0.9
    assert other == pytest.approx(y[40:].mean(), abs=0.02)
