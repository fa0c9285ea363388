"""The dossier's odds of another season, and why there are none."""

from __future__ import annotations

import datetime as dt
import re

import pyarrow as pa

from cliffhanger.errors import TooLittleEvidence
from cliffhanger.reports import words
from cliffhanger.reports.dossier import Dossier, Odds, Status
from cliffhanger.reports.inert import plain
from cliffhanger.reports.tables import Cell, Section
from cliffhanger.store import Store

_ABOUT = "odds of another season"
_DIGITS = 4
_POINTS = re.compile(r"(?P<why>[^;]+): (?P<points>[+-]\d+(?:\.\d+)?) points?(?:;|$)")


def odds(store: Store, season_id: str, day: dt.date, ledger: pa.Table) -> tuple[Odds | None, tuple[Status, ...]]:
    """Odds of a season, or why there are none; neither for a season that is decided.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    season_id : str
        The season.
    day : date
        Last day of knowledge.
    ledger : pyarrow.Table
        Contract OUTCOME, whole, as known on that day.
    """
    # The models need libraries that a dossier of a decided season does not.
    from cliffhanger.forecasts.forecast import odds_of

    try:
        row = odds_of(store, day, season_id, ledger)
    except TooLittleEvidence as none:
        why = str(none).removeprefix("too little evidence: ")
        return None, (Status(_ABOUT, "not given", why),)
    if row is None:
        return None, ()
    if row["status"] != "forecast":
        return None, (Status(_ABOUT, row["status"], row["reason"]),)
    p_renew, lo80, hi80 = (round(row[name], _DIGITS) for name in ("p_renew", "lo80", "hi80"))
    return Odds(p_renew, lo80, hi80, row["decision_expected_on"], row["reason"]), ()


def signed_reasons(reason: str) -> tuple[tuple[str, float], ...]:
    """What moves the odds, each with its points: above nought for renewal, below against it.

    Examples
    --------
    >>> signed_reasons("not animation: -4 points; 2.6 times the audience of the platform's median: +4 points")
    (('not animation', -4.0), ("2.6 times the audience of the platform's median", 4.0))
    """
    found = _POINTS.finditer(plain(reason))
    return tuple((one["why"].strip(), float(one["points"])) for one in found)


def section(dossier: Dossier) -> Section:
    """The odds in a sentence, with what moves them."""
    made = Section("odds", "Odds of another season")
    given = dossier.odds
    if given is None:
        return made
    sentence = (
        f"{words.percent(given.p_renew)} within two years of the premiere, {words.interval(given.lo80, given.hi80)}. "
        f"Half of such decisions are announced by {words.day(given.decision_expected_on)}."
    )
    moved = [f"What moves them: {plain(given.reason)}."] if given.reason else []
    return made.saying(Cell(sentence)).adding(
        *moved,
        "They beat the base rate by little: cliffhanger backtest renewal prints the record. Seasons alike in audience "
        "and kind cannot be told apart before cost, owner and completion are known.",
    )
