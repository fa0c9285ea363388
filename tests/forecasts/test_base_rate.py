"""The base rate's posterior."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cliffhanger.errors import TooLittleEvidence
from cliffhanger.forecasts.base_rate import beta_posterior, since


@pytest.mark.parametrize(("renewed", "decided"), [(0, 0), (3, 2), (-1, 4)])
def test_counts_that_cannot_be_are_refused(renewed: int, decided: int) -> None:
    """Nothing decided, or more renewed than decided, gives no share."""
    with pytest.raises(TooLittleEvidence):
        beta_posterior(renewed, decided)


def test_the_interval_covers_the_truth() -> None:
    """Simulated cohorts with a known rate: about 80 % of the 80 % intervals hold it."""
    rng = np.random.default_rng(7)
    hits = 0
    for _ in range(600):
        truth = rng.uniform(0.1, 0.9)
        p = beta_posterior(int(rng.binomial(40, truth)), 40)
        hits += p.lo80 <= truth <= p.hi80
    assert 0.75 <= hits / 600 <= 0.85


def test_more_evidence_narrows_it() -> None:
    """Ten times the cohort at the same share gives an interval a third as wide."""
    few, many = beta_posterior(7, 20), beta_posterior(70, 200)
    assert (many.hi80 - many.lo80) == pytest.approx((few.hi80 - few.lo80) / 10**0.5, rel=0.05)


@settings(deadline=None, derandomize=True)
@given(counts=st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_is_scipys_beta_distribution(counts: tuple[int, int]) -> None:
    """Mean and quantiles are those of Beta(r + 1/2, n - r + 1/2), computed another way."""
    renewed, decided = counts
    truth = stats.beta(renewed + 0.5, decided - renewed + 0.5)
    p = beta_posterior(renewed, decided)
    assert p.mean == pytest.approx(truth.mean(), rel=1e-12)
    assert (truth.cdf(p.lo80), truth.sf(p.hi80)) == pytest.approx((0.1, 0.1), abs=1e-9)
    assert 0 <= p.lo80 < p.hi80 <= 1


def test_renewed_and_refused_mirror_each_other() -> None:
    """Swapping renewed and not turns the interval around one half."""
    one, other = beta_posterior(7, 20), beta_posterior(13, 20)
    assert (one.mean, one.lo80, one.hi80) == pytest.approx((1 - other.mean, 1 - other.hi80, 1 - other.lo80))


def test_a_cohort_reaches_five_years_back() -> None:
    """Five years of 365.25 days, counted from the premiere."""
    assert since(dt.date(2022, 3, 4)) == dt.date(2017, 3, 4)
