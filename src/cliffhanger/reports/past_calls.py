"""Past calls: the odds of every season that was undecided on a past day, and what is known to have happened since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cliffhanger.evidence.outcomes import UNDECIDED, outcomes
from cliffhanger.forecasts.base_rate import beta_posterior
from cliffhanger.forecasts.forecast import odds
from cliffhanger.store import Store

FIFTHS = ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.0))


@dataclass(frozen=True)
class Call:
    """What was said of a season on a day, and what happened."""

    season_id: str
    series: str
    season: str
    number: int | None
    premiere: dt.date
    p_renew: float
    lo80: float
    hi80: float
    outcome: str
    """As known now; pending or limbo where nothing is."""
    happened_on: dt.date | None
    known_on: dt.date | None
    grade: str | None
    """How sure it is: reported, listed or inferred."""
    renewed: bool | None
    """None while nothing is decided."""


@dataclass(frozen=True)
class Band:
    """Calls with odds between two bounds: how many were renewed, as against what was said."""

    low: float
    high: float
    calls: int
    said: float
    """Mean of the odds, 0-1."""
    renewed: float
    """Share renewed, 0-1."""
    lo80: float
    """Lower end of its 80 % interval."""
    hi80: float


@dataclass(frozen=True)
class YearScore:
    """Calls on seasons that premiered in one year."""

    year: int
    calls: int
    renewed: float
    said: float
    brier: float
    """Mean squared error of the odds; 0 is best."""
    brier_base: float
    """The same of one figure for all, the share renewed among all settled calls, known only afterwards."""


@dataclass(frozen=True)
class PastCalls:
    """Every call of a day."""

    asked_on: dt.date
    known_on: dt.date
    calls: tuple[Call, ...]
    bands: tuple[Band, ...]
    years: tuple[YearScore, ...]
    settled: int
    brier: float | None
    brier_base: float | None


def calls_chart(found: PastCalls) -> str:
    """Draw the share renewed against the odds that were given; one SVG element, empty where nothing is settled."""
    from cliffhanger.reports.record_charts import reliability_chart

    if not found.bands:
        return ""
    entry = {
        "p_mean": [band.said for band in found.bands],
        "share": [band.renewed for band in found.bands],
        "lo90": [band.lo80 for band in found.bands],
        "hi90": [band.hi80 for band in found.bands],
        "n": [band.calls for band in found.bands],
        "heading": f"{found.settled:,} settled calls",
        "interval": 80,
    }
    return reliability_chart(entry, "calls")


def past_calls(store: Store, asked_on: dt.date, known_on: dt.date) -> PastCalls:
    """Every call of a day against what is known of it on a later one.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    asked_on : date
        Day of the calls: the odds use only what was known by then.
    known_on : date
        Last day of knowledge of what happened.

    Raises
    ------
    TooLittleEvidence
        If no model was known on the day of the calls.

    Notes
    -----
    A call counts as right in its measure, not as hit or miss: the Brier score is the mean of (odds - renewed)².
    """
    said = [row for row in odds(store, asked_on) if row["p_renew"] is not None]
    ledger = {row["season_id"]: row for row in outcomes(store, as_of=known_on).to_pylist()}
    calls = sorted((_call(row, ledger.get(row["season_id"], {})) for row in said), key=lambda c: -c.p_renew)
    settled = [call for call in calls if call.renewed is not None]
    share = sum(bool(call.renewed) for call in settled) / len(settled) if settled else None
    bands = [_band(low, high, [c for c in settled if low <= c.p_renew < high or high == c.p_renew == 1.0])
             for low, high in FIFTHS]  # fmt: skip
    years = [_year(year, [c for c in settled if c.premiere.year == year], share or 0.0)
             for year in sorted({c.premiere.year for c in settled})]  # fmt: skip
    return PastCalls(
        asked_on, known_on, tuple(calls), tuple(band for band in bands if band), tuple(years), len(settled),
        _brier(settled) if settled else None,
        None if share is None else share * (1 - share),
    )  # fmt: skip


def _call(row: Mapping[str, Any], now: Mapping[str, Any]) -> Call:
    word = str(now.get("outcome", "pending"))
    decided = word not in UNDECIDED
    return Call(
        **{name: row[name] for name in ("season_id", "series", "season", "premiere", "p_renew", "lo80", "hi80")},
        number=now.get("number"),
        outcome=word,
        happened_on=now.get("happened_on") if decided else None,
        known_on=now.get("known_on") if decided else None,
        grade=now.get("grade") if decided else None,
        renewed=word == "renewed" if decided else None,
    )


def _band(low: float, high: float, calls: list[Call]) -> Band | None:
    if not calls:
        return None
    count = sum(bool(call.renewed) for call in calls)
    ends = beta_posterior(count, len(calls))
    return Band(low, high, len(calls), _mean(c.p_renew for c in calls), count / len(calls), ends.lo80, ends.hi80)


def _year(year: int, calls: list[Call], share: float) -> YearScore:
    base = _mean((share - bool(call.renewed)) ** 2 for call in calls)
    return YearScore(
        year, len(calls), _mean(bool(c.renewed) for c in calls), _mean(c.p_renew for c in calls), _brier(calls), base
    )


def _brier(calls: list[Call]) -> float:
    return _mean((call.p_renew - bool(call.renewed)) ** 2 for call in calls)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
