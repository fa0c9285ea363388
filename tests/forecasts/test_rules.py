"""The named rules: what they say, and what that was worth."""

from __future__ import annotations

import numpy as np
import pytest

from cliffhanger.errors import TooLittleEvidence
from cliffhanger.forecasts.rules import RULES, Rate, rate

CASES = [
    ("completion_50", "share_completed", 0.5, 0.499),
    ("hours_100m", "hours_first_full_week", 100e6, 99.99e6),
    ("weeks_listed_2", "weeks_listed", 2, 1),
    ("weeks_listed_3", "weeks_listed", 3, 2),
    ("weeks_listed_4", "weeks_listed", 4, 3),
    ("obliterated", "views_28d", 24.4e6, 24.39e6),
    ("index", "audience_index", 1.0, 0.99),
]


def test_nothing_past_gives_no_odds() -> None:
    """No season, or none that weighs anything."""
    for n in (0, 3):
        with pytest.raises(TooLittleEvidence, match="past season"):
            rate(np.ones(n), np.ones(n), np.zeros(n))


@pytest.mark.parametrize(("name", "column", "least", "short"), CASES)
def test_each_rule_says_yes_from_its_bound_on(name: str, column: str, least: float, short: float) -> None:
    """At the bound yes, below no, unknown nothing; where the column is absent, nothing of every season."""
    says = RULES[name][1]
    assert says({column: np.array([least, short, np.nan])}) == pytest.approx([1, 0, np.nan], nan_ok=True)
    assert np.isnan(says({"another": np.zeros(2)})).tolist() == [True, True]
    assert says({}).shape == (0,)


def test_every_rule_is_tested_and_says_what_it_asks() -> None:
    """The table of cases is the table of rules."""
    assert list(RULES) == [case[0] for case in CASES]
    assert all(meaning for meaning, _ in RULES.values())


def test_odds_by_hand() -> None:
    """Base 3.5 of 6; yes (2.5 + 4 base) of (3 + 4); no (1 + 4 base) of (2 + 4); unknown (0 + 4 base) of (1 + 4)."""
    says = np.array([1.0, 1, 1, 0, 0, np.nan])
    y = np.array([1.0, 1, 0.5, 1, 0, 0])
    found = rate(says, y, np.ones(6))
    base = 3.5 / 6
    shares = ((2.5 + 4 * base) / 7, (1 + 4 * base) / 6, 4 * base / 5)
    assert (found.yes, found.no, found.unknown) == pytest.approx(shares)
    assert found.odds(np.array([1.0, 0.0, np.nan])) == pytest.approx(shares)


def test_an_answer_never_heard_has_the_base_rate() -> None:
    """And weights count as seasons do."""
    found = rate(np.array([1.0, 1.0]), np.array([1.0, 0.0]), np.array([3.0, 1.0]))
    assert (found.no, found.unknown) == (0.75, 0.75)
    assert found.yes == pytest.approx(0.75)
    assert isinstance(found, Rate)


def test_with_many_seasons_the_truth_comes_back() -> None:
    """A rule that is right in 70 % of its yeses and 20 % of its noes."""
    rng = np.random.default_rng(1)
    says = rng.integers(0, 2, 20_000).astype(float)
    y = (rng.random(20_000) < np.where(says == 1, 0.7, 0.2)).astype(float)
    found = rate(says, y, np.ones(20_000))
    assert (found.yes, found.no) == pytest.approx((0.7, 0.2), abs=0.015)
