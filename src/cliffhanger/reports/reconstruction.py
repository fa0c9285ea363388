"""The dossier's reconstruction: the curve of one season, and totals by it."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from cliffhanger.audience.season_curve import SeasonCurve, season_curve
from cliffhanger.audience.weekly_curve import QUANTILES
from cliffhanger.errors import TooLittleEvidence
from cliffhanger.reports.dossier import CurveWeek, Estimate, Status
from cliffhanger.store import Store

_NAMES = {
    "28d": "Hours in the first 28 days",
    "91d": "Hours in the first 91 days",
    "next 26 weeks": "Hours in the 26 weeks after the date",
}
_BAND = [QUANTILES.index(share) for share in (0.10, 0.25, 0.50, 0.75, 0.90)]
_MOST_WEEKS = 104
"""Later than two years after the premiere the weeks say nothing that the half-years do not."""

_OLDER = Status(
    "reconstruction",
    "later weeks alone",
    "It premiered before the weekly lists began: nothing tells its hours before its first figure or bound.",
)

Found = tuple[tuple[CurveWeek, ...], tuple[Estimate, ...], SeasonCurve | None, tuple[Status, ...]]


def curve(store: Store, season_id: str, as_of: dt.date, tenths: pa.Table | None, premiere: dt.date | None) -> Found:
    """The curve of a season, its totals, both as the audience room has them, and why there is none where there is none.

    Parameters
    ----------
    store : Store
        The store.
    season_id : str
        The season.
    as_of : date
        Last day of knowledge.
    tenths : pyarrow.Table or None
        Rows of `audience.weekly.tenth_places`; None for a season of another platform than Netflix, which prints none.
    premiere : date or None
        Its premiere.
    """
    if tenths is None or (premiere and premiere > as_of):
        return (), (), None, ()
    try:
        found = season_curve(store, season_id, as_of, tenths)
    except TooLittleEvidence as lack:
        return (), (), None, (Status("reconstruction", "no model", f"{str(lack).capitalize()}."),)
    if found is None:
        return (), (), None, ()
    weeks = found.weeks
    shown = []
    for at in range(int((weeks.number <= _MOST_WEEKS).sum())):
        lo80, lo50, middle, hi50, hi80 = (float(round(weeks.hours[at, q])) for q in _BAND)
        end = weeks.end[at].astype(object)
        shown.append(CurveWeek(int(weeks.number[at]), end, lo80, lo50, middle, hi50, hi80, bool(weeks.ahead[at])))
    estimates = []
    for key in (name for name in _NAMES if name in found.totals):
        low, middle, high = (float(round(hours)) for hours in found.totals[key])
        estimates.append(Estimate(_NAMES[key], low, middle, high, "hours"))
    told = found.totals.keys() >= _NAMES.keys()
    return tuple(shown), tuple(estimates), found, () if told else (_OLDER,)
