"""The base rate's posterior."""

from __future__ import annotations

import numpy as np
import pytest

from cliffhanger.errors import TooLittleEvidence
from cliffhanger.forecasts.base_rate import beta_posterior


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
