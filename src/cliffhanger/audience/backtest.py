"""Replay past dates: estimate the totals of each half-year with what was known then, and score them by its report.

For every reported half-year from 2024 on: the model is fitted on seasons that premiered before the test began, with
what was known on the day of the question, and asked for the seasons of that half-year. The releases of 2024 are one
test, learned on releases to 2023; each later half-year is a test of its own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience import four_weeks
from cliffhanger.audience.halves import Halves, half_end, halves_of, reported
from cliffhanger.audience.kin import TRAITS, pulses_of, traits
from cliffhanger.audience.model import Prior, fit
from cliffhanger.audience.observations import Observations, observe
from cliffhanger.audience.remainder import FEATURES
from cliffhanger.audience.rivals import RIVALS, errors_forward
from cliffhanger.audience.scores import Quantile, around, joined, score
from cliffhanger.audience.tasks import TASKS, Asked, Task, answer, ask, teach
from cliffhanger.audience.windows import as_windows
from cliffhanger.errors import TooLittleEvidence
from cliffhanger.evidence.netflix_calendar import LAST_LIST_DAYS
from cliffhanger.store import Store

Reals = NDArray[np.float64]
Progress = Callable[[str, int, int | None], None]

TOGETHER = 2024
"""The year whose two half-years are one test."""

METHOD = "cliffhanger"
_ROUNDS = 20


@dataclass(frozen=True)
class Origin:
    """One half-year put to the test.

    Parameters
    ----------
    test : str
        Name of the test it belongs to.
    start, end : date
        First day, and the day after the last.
    learn_before : date
        Only seasons that premiered before teach.
    """

    test: str
    start: dt.date
    end: dt.date
    learn_before: dt.date


def backtest(store: Store, *, progress: Progress | None = None) -> dict[str, object]:
    """Score the reconstruction on every half-year that a report has settled.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    progress : callable, optional
        Told of each step: name, number, how many.

    Returns
    -------
    dict
        ``{"tasks": [...]}``: one entry for every task, test, group and method, with the keys of `scores.score`; the
        group is 'all', or a part of the seasons by listed weeks, language or season number.

    Raises
    ------
    TooLittleEvidence
        If fewer than three reports are in the store.
    """
    latest = observe(store, dt.date.today())
    origins = _origins(reported(latest))
    if not origins:
        raise TooLittleEvidence("three engagement reports, 2023 and later", f"{len(reported(latest))} in the store")
    truths = halves_of(latest)
    found: defaultdict[tuple[str, str, str], list[_Tested]] = defaultdict(list)
    four: defaultdict[tuple[str, str], list[four_weeks.Tested]] = defaultdict(list)
    prior: Prior | None = None
    steps = [(origin, *step) for origin in origins for step in _questions(store, origin)]
    for number, (origin, as_of, tasks) in enumerate(steps):
        if progress:
            progress(f"{origin.test}, {' and '.join(tasks)}", number, len(steps))
        seen = observe(store, as_of)
        z, stratum, _ = traits(seen)
        known = _Known(seen, _with_truth(seen, latest, truths), stratum)
        early = seen.premieres < np.datetime64(origin.learn_before)
        mine, place = early[seen.arrays["season"]], np.where(early, np.cumsum(early) - 1, -1)
        prior, _ = fit(
            as_windows(seen, mine, pulses_of(seen).renumbered(place), place),
            z[early],
            stratum[early],
            TRAITS,
            prior,
            _ROUNDS if prior else None,
        )
        for name in tasks:
            for method, tested in _test(TASKS[name], known, prior, early, origin):
                found[name, origin.test, method].append(tested)
        if "T1" in tasks:
            for method, weeks in four_weeks.test(seen, prior, early, origin.start, origin.end):
                four[origin.test, method].append(weeks)
    return {"tasks": [*_entries(found), *four_weeks.entries(four)]}


@dataclass(frozen=True)
class _Known:
    """What was known on the day of a question, with the truth that came later for scoring alone."""

    seen: Observations
    truths: Halves
    stratum: NDArray[np.int64]


@dataclass(frozen=True)
class _Tested:
    """Answers of one method to one task at one origin."""

    truth: Reals
    law: Quantile
    groups: dict[str, NDArray[np.bool_]]


def _origins(halves: list[tuple[dt.date, dt.date]]) -> list[Origin]:
    found = []
    for start, end in halves:
        if start.year < TOGETHER:
            continue
        together = start.year == TOGETHER
        name = str(TOGETHER) if together else f"{start.year}H{1 if start.month == 1 else 2}"
        found.append(Origin(name, start, end, dt.date(TOGETHER, 1, 1) if together else start))
    return found if len(halves) >= 3 else []


def _questions(store: Store, origin: Origin) -> list[tuple[dt.date, tuple[str, ...]]]:
    """Days on which an origin's tasks are asked: once its lists are whole, once its report is out, half a year on."""
    listed = dt.timedelta(days=LAST_LIST_DAYS)
    next_end = half_end(np.array([origin.end], dtype="datetime64[D]")).astype(object)[0]
    return [
        (origin.end + listed, ("T1", "first_91", "never_listed")),
        (_published(store, origin.end), ("T2_ahead",)),
        (next_end + listed, ("T2",)),
    ]


def _published(store: Store, end: dt.date) -> dt.date:
    day: dt.date = store.query(
        """
        SELECT max(known_on) AS day FROM release
        WHERE list_name = 'engagement' AND measure = 'hours_viewed' AND period_end = $end
        """,
        {"end": end - dt.timedelta(days=1)},
    )["day"][0].as_py()
    return day


def _with_truth(seen: Observations, latest: Observations, truths: Halves) -> Halves:
    """The half-years of the seasons seen, with the totals that became known by the latest day."""
    row = {season: at for at, season in enumerate(latest.seasons["season_id"].to_pylist())}
    mine = np.array([row.get(season, -1) for season in seen.seasons["season_id"].to_pylist()])
    there = mine >= 0
    own = halves_of(seen)
    first, following = own.first.copy(), own.next.copy()
    first[there], following[there] = truths.first[mine[there]], truths.next[mine[there]]
    return replace(own, first=first, next=following)


def _test(
    task: Task, known: _Known, prior: Prior, early: NDArray[np.bool_], origin: Origin
) -> Iterator[tuple[str, _Tested]]:
    seen = known.seen
    then = halves_of(seen)
    past = ask(task, seen, then, prior, early & task.seasons(seen, then, known.stratum, teach=True))
    timely = (seen.premieres >= np.datetime64(origin.start)) & (seen.premieres < np.datetime64(origin.end))
    chosen = timely & task.seasons(seen, known.truths, known.stratum, teach=False)
    asked = ask(task, seen, known.truths, prior, chosen)
    if not len(asked.truth) or not len(past.truth):
        return
    groups = _groups(seen, asked)
    law = answer(asked, teach(task, past, seen))
    yield METHOD, _Tested(asked.truth, lambda share: asked.whole(law.quantile(share)), groups)
    curve = answer(asked, None)
    yield "curve", _Tested(asked.truth, lambda share: asked.whole(curve.quantile(share)), groups)
    for name, method in RIVALS.items():
        errors = errors_forward(method, past, seen.premieres[past.rest.seasons])
        yield name, _Tested(asked.truth, around(method(past, asked), errors), groups)


def _groups(seen: Observations, asked: Asked) -> dict[str, NDArray[np.bool_]]:
    rows = asked.rest.seasons
    weeks = np.nan_to_num(asked.rest.x[:, FEATURES.index("listed weeks")])
    about = {name: seen.seasons[name].take(rows).to_pylist() for name in ("spoken", "number", "event")}
    english = np.array([word == "English" for word in about["spoken"]])
    later = np.array([(number or 1) >= 2 for number in about["number"]])
    event = np.array(about["event"], dtype=bool)
    return {
        "all": np.ones(len(rows), dtype=bool),
        "0 listed weeks": weeks == 0,
        "1 listed week": weeks == 1,
        "2 listed weeks": weeks == 2,
        "3 or more listed weeks": weeks >= 3,
        "English": english,
        "another language than English": ~english,
        "first season": ~later,
        "later season": later,
        "events": event,
        "all but events": ~event,
    }


def _entries(found: dict[tuple[str, str, str], list[_Tested]]) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = []
    for (task, test, method), parts in found.items():
        for group in parts[0].groups:
            chosen = [part.groups[group] for part in parts]
            truth = np.concatenate([part.truth[mine] for part, mine in zip(parts, chosen, strict=True)])
            if len(truth) < 5:
                continue
            quantile = joined([part.law for part in parts], chosen)
            entries.append({"task": task, "test": test, "group": group, "method": method, **score(truth, quantile)})
    return entries
