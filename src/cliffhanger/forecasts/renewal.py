"""The track record of the renewal forecast: each quarter asked with what was known when it began.

For each quarter of premieres the models learn on what was known on its first day (a season decided later is silent
there) and are asked for the quarter's seasons at each horizon, with features of the day of the question alone. The
labels that score them are those known at the end.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cliffhanger.errors import TooLittleEvidence
from cliffhanger.evidence.outcomes import outcomes
from cliffhanger.forecasts.cases import Cases, cases
from cliffhanger.forecasts.fit import answered, recency, taught
from cliffhanger.forecasts.incidence import EDGES_DAYS, RENEWED, SILENT
from cliffhanger.forecasts.panel import AGES, COMPLETE_UNTIL, panel
from cliffhanger.forecasts.rivals import RIVALS, base_rate
from cliffhanger.forecasts.rules import RULES, rate
from cliffhanger.forecasts.silence import silence
from cliffhanger.forecasts.track import difference, reliability, score
from cliffhanger.forecasts.year_ahead import year_ahead
from cliffhanger.store import Store

Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]
Progress = Callable[[str, int, int | None], None]

FIRST_QUARTER = dt.date(2022, 1, 1)
"""Premieres from which the weekly lists could be read as they came out."""

SETTLED = 0.8
"""A quarter is scored once the outcome of so many of its seasons is known: the first to be decided are not like all."""

METHOD = "cliffhanger"
SEED = 1
_BASE_YEARS = 4
_BINS = 5
PROVEN = "listed, reported or followed"
AT_ANY_TIME = "renewed at any time"
LABELS = ("all", "without inferred", PROVEN, "limbo as cancelled", AT_ANY_TIME)
"""Choices of labels: as they are, without those inferred, without those inferred from anything but a later season that
came out (a fact; without it hardly any renewal is left), with silence of 18 months as a refusal, and with renewals that
became known only after the 24 months that the odds are about."""


@dataclass(frozen=True)
class Asked:
    """One quarter at one horizon.

    Parameters
    ----------
    cases : Cases
        Its seasons, with what was known of them at the end.
    quarter : date
        Its first day.
    forecasts : dict
        Probabilities of each model and rule; of the base rate under 'base rate'.
    decision_days : array of float
        Days since the premiere by which half of the decisions were expected.
    """

    cases: Cases
    quarter: dt.date
    forecasts: dict[str, Reals]
    decision_days: Reals


def renewal(store: Store, *, as_of: dt.date | None = None, progress: Progress | None = None) -> dict[str, object]:
    """Score the renewal forecast on every quarter whose seasons are settled.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    as_of : date, optional
        Last day of the labels that score; today by default.
    progress : callable, optional
        Told of each step: name, number, how many.

    Returns
    -------
    dict
        scores (one entry for every horizon, population, choice of labels and model or rule, with the keys of
        `track.score`), reliability, against_rules, decision_dates, year_ahead, quarters.

    Raises
    ------
    TooLittleEvidence
        If no quarter is settled.
    """
    day = as_of or dt.date.today()
    tell = progress or (lambda *_: None)
    tell("reading what was known", 0, None)
    final = outcomes(store, as_of=day)
    features = panel(store, as_of=day, ledger=final)
    settled = {age: cases(features, final, day, age) for age in AGES}
    quarters = _settled(settled[AGES[0]], day)
    if not quarters:
        raise TooLittleEvidence("a quarter since 2022 of which four fifths of the seasons are decided", "none")
    asked: dict[int, list[Asked]] = defaultdict(list)
    for number, start in enumerate(quarters):
        tell(f"premieres from {start.isoformat()}", number, len(quarters))
        ledger = outcomes(store, as_of=start)
        announced = silence(ledger, {}).announced
        for age in AGES:
            known, mine = cases(features, ledger, start, age), settled[age].taking(_within(settled[age], start))
            model = taught(known, start, age, replicates=0).model
            when = announced.expected(np.full(len(mine.days), float(age))) if announced else model.decision_days(mine.x)
            said = _forecasts(known, mine, start) | {METHOD: model.p_renew(mine.x)}
            asked[age].append(Asked(mine, start, said, when))
    return {
        "scores": [entry for age in AGES for entry in _entries(age, asked[age])],
        "reliability": [entry for age in AGES for entry in _reliability(age, asked[age])],
        "against_rules": [entry for age in AGES for entry in _against(age, asked[age])],
        "decision_dates": [entry for age in AGES for entry in _dates(age, asked[age], final)],
        "year_ahead": year_ahead(store, features, final, day),
        "quarters": [start.isoformat() for start in quarters],
    }


def quarter_end(start: dt.date) -> dt.date:
    """The day after a quarter.

    Examples
    --------
    >>> quarter_end(dt.date(2022, 10, 1))
    datetime.date(2023, 1, 1)
    """
    return dt.date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1)


def _within(of: Cases, start: dt.date) -> Flags:
    return np.asarray((of.premieres >= np.datetime64(start)) & (of.premieres < np.datetime64(quarter_end(start))))


def _settled(every: Cases, day: dt.date) -> list[dt.date]:
    found, start = [], FIRST_QUARTER
    while quarter_end(start) <= min(day, COMPLETE_UNTIL):
        mine = every.event[_within(every, start)]
        if len(mine) and (mine != SILENT).mean() >= SETTLED:
            found.append(start)
        start = quarter_end(start)
    return found


def _forecasts(known: Cases, tested: Cases, start: dt.date) -> dict[str, Reals]:
    """What each rival and rule says of the tested seasons, from what was known on the quarter's first day."""
    past = answered(known)
    y = past.renewed_in_time
    weight = recency(past.premieres, start)
    lately = past.premieres >= np.datetime64(start) - np.timedelta64(365 * _BASE_YEARS, "D")
    found = {"base rate": base_rate(past.x[lately], y[lately], np.ones(int(lately.sum())), tested.x)}
    for name, model in RIVALS.items():
        found[name] = model(past.x, y, weight, tested.x)
    there, here = _columns(past), _columns(tested)
    for name, (_, says) in RULES.items():
        found[name] = rate(says(there), y, weight).odds(says(here))
    return found


def _columns(of: Cases) -> Mapping[str, Reals]:
    names = ("share_completed", "hours_first_full_week", "weeks_listed", "views_28d", "audience_index")
    return {name: np.array([np.nan if v is None else v for v in of.rows[name].to_pylist()], dtype=float)
            for name in names}  # fmt: skip


def _populations(of: Cases) -> dict[str, Flags]:
    columns = {name: of.rows[name].to_pylist() for name in ("kind", "number", "spoken", "weeks_listed")}
    first = np.array([number == 1 for number in columns["number"]], dtype=bool)
    live = np.array([kind == "scripted" for kind in columns["kind"]], dtype=bool)
    english = np.array([spoken == "English" for spoken in columns["spoken"]], dtype=bool)
    charted = np.array([bool(weeks) for weeks in columns["weeks_listed"]], dtype=bool)
    return {
        "all": np.ones(len(first), dtype=bool),
        "scripted first seasons": first,
        "live-action first seasons": first & live,
        "animated first seasons": first & ~live,
        "charted first seasons": first & charted,
        "English first seasons": first & english,
        "later seasons": ~first,
        "live action": live,
        "charted": charted,
        "English": english,
    }


def _scored(of: Cases, labels: str, age: int) -> tuple[Flags, Reals]:
    """Which seasons are scored, undecided on the day of the question, and whether they were renewed in time."""
    limbo = np.array([word == "limbo" for word in of.outcome], dtype=bool)
    ever = labels == AT_ANY_TIME
    # The odds are about 24 months: who was silent for so long was not renewed in them.
    decided = (of.event != SILENT) | ((of.days >= EDGES_DAYS[-1]) & (not ever))
    if labels == "limbo as cancelled":
        decided = decided | limbo
    if labels == "without inferred":
        decided = decided & np.array([grade != "inferred" for grade in of.grade], dtype=bool)
    if labels == PROVEN:
        sure = [grade != "inferred" or basis == "sequel" for grade, basis in zip(of.grade, of.basis, strict=True)]
        decided = decided & np.array(sure, dtype=bool)
    return decided & (of.days > age), (of.event == RENEWED).astype(float) if ever else of.renewed_in_time


def _joined(
    asked: list[Asked], labels: str, age: int
) -> tuple[Reals, NDArray[np.datetime64], dict[str, Reals], dict[str, Flags]]:
    kept = [_scored(one.cases, labels, age) for one in asked]
    y = np.concatenate([truth[mine] for mine, truth in kept])
    quarter = np.concatenate(
        [np.full(int(mine.sum()), np.datetime64(one.quarter)) for one, (mine, _) in zip(asked, kept, strict=True)]
    )
    said = {name: np.concatenate([one.forecasts[name][mine] for one, (mine, _) in zip(asked, kept, strict=True)])
            for name in asked[0].forecasts}  # fmt: skip
    groups = [_populations(one.cases) for one in asked]
    chosen = {name: np.concatenate([group[name][mine] for group, (mine, _) in zip(groups, kept, strict=True)])
              for name in groups[0]}  # fmt: skip
    return y, quarter, said, chosen


def _entries(age: int, asked: list[Asked]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for labels in LABELS:
        y, quarter, said, groups = _joined(asked, labels, age)
        for population, mine in groups.items():
            if mine.sum() < 20 or len(set(y[mine])) < 2:
                continue
            for model, p in said.items():
                head = {"age_days": age, "population": population, "labels": labels, "model": model}
                found.append({**head, **score(y[mine], p[mine], said["base rate"][mine], quarter[mine], SEED)})
    return found


def _reliability(age: int, asked: list[Asked]) -> list[dict[str, object]]:
    y, _, said, groups = _joined(asked, LABELS[0], age)
    return [
        {"age_days": age, "population": population, "model": METHOD, **reliability(y[mine], said[METHOD][mine], _BINS)}
        for population, mine in groups.items()
        if mine.sum() >= 40
    ]


def _against(age: int, asked: list[Asked]) -> list[dict[str, object]]:
    """Brier score of each rule less that of the forecast: above nought the forecast is better; overall and by year."""
    y, quarter, said, groups = _joined(asked, LABELS[0], age)
    mine = groups["scripted first seasons"]
    years = quarter.astype("datetime64[Y]").astype(int) + 1970
    found: list[dict[str, object]] = []
    for rule in RULES:
        for year in (None, *np.unique(years[mine]).tolist()):
            part = mine & ((years == year) if year is not None else np.ones(len(y), dtype=bool))
            if part.sum() >= 10:
                gain = difference(y[part], said[METHOD][part], said[rule][part], quarter[part], SEED)
                found.append({"age_days": age, "rule": rule, "year": year, "n": int(part.sum()), **gain})
    return found


def _dates(age: int, asked: list[Asked], final: pa.Table) -> list[dict[str, object]]:
    """How far the expected day of the decision was from that of those decided on a known day after the question."""
    happened = {row["season_id"]: row["happened_on"] for row in final.to_pylist() if row["happened_on"]}
    actual, expected = [], []
    for one in asked:
        rows = zip(one.cases.rows["season_id"].to_pylist(), one.cases.rows["premiere"].to_pylist(), strict=True)
        for (season_id, premiere), days in zip(rows, one.decision_days, strict=True):
            if season_id in happened and (happened[season_id] - premiere).days > age:
                actual.append((happened[season_id] - premiere).days)
                expected.append(days)
    if not actual:
        return []
    away = np.abs(np.array(expected) - np.array(actual))
    return [{"age_days": age, "n": len(away), "median_error_days": float(np.median(away)),
             "median_days": float(np.median(actual))}]  # fmt: skip
