"""The questions that the reconstruction answers and is scored on, each as a window with what may be looked at.

A task takes seasons for which a total became known, hides that total and whatever came later than the day of the
question, and asks for it. The same tasks teach the learners (`stack.Stack`) on past seasons and test them on later
ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from cliffhanger.audience.halves import Halves
from cliffhanger.audience.model import Prior
from cliffhanger.audience.observations import Observations
from cliffhanger.audience.remainder import Remainder, remainder
from cliffhanger.audience.stack import Law, Stack, curve_alone

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

LISTS_SINCE = np.datetime64("2021-07-01")
"""Premieres whose first weeks the weekly lists cover."""

CONTRADICTORY = 1.05
"""A season whose listed weeks exceed its printed total by more stands under the name of another: nothing is learned."""

_LEAST_REST = 0.01


@dataclass(frozen=True)
class Task:
    """One question.

    Parameters
    ----------
    name : str
        Short name, as in the record.
    listed : bool
        Whether it is about seasons that were on a list, or those that were not.
    least_days, most_days : float
        Days between premiere and the end of its half-year for which the question is asked.
    teach_least, teach_most : float
        The same for seasons that teach.
    window : callable
        From the half-years to the day up to which lists are known, and start and end of the window.
    truth : callable
        From the half-years to the hours asked for.
    with_first_total : bool
        Whether the total of the premiere's half-year is known.
    learner : str
        What learns from past seasons, of `stack.LEARNERS`.
    """

    name: str
    listed: bool
    least_days: float
    most_days: float
    teach_least: float
    teach_most: float
    window: Callable[[Halves], tuple[Reals, Reals, Reals]]
    truth: Callable[[Halves], Reals]
    with_first_total: bool = False
    learner: str = "boosted"

    def seasons(self, seen: Observations, halves: Halves, stratum: Whole, *, teach: bool) -> Flags:
        """The seasons that the question is about, or that teach how to answer it."""
        least, most = (self.teach_least, self.teach_most) if teach else (self.least_days, self.most_days)
        known = np.isfinite(self.truth(halves)) & (np.isfinite(halves.first) | ~np.array(self.with_first_total))
        # A premiere that is not printed may lie years before the first listed week.
        known &= np.array(seen.seasons["premiere_printed"].to_pylist(), dtype=bool)
        timely = (halves.first_end >= least) & (halves.first_end <= most) & (seen.premieres >= LISTS_SINCE)
        return np.asarray(known & timely & ((stratum == 1) == self.listed))


def _first_total(halves: Halves) -> tuple[Reals, Reals, Reals]:
    return halves.first_end, np.zeros(len(halves.first_end)), halves.first_end


def _next_total(halves: Halves) -> tuple[Reals, Reals, Reals]:
    return halves.next_end, halves.first_end, halves.next_end


def _next_total_ahead(halves: Halves) -> tuple[Reals, Reals, Reals]:
    return halves.first_end, halves.first_end, halves.next_end


def _from_day_28(halves: Halves) -> tuple[Reals, Reals, Reals]:
    # A week that ends on day 26 is listed on the Tuesday after, day 28.
    return np.full(len(halves.first_end), 27.0), np.zeros(len(halves.first_end)), halves.first_end


def _unlisted(halves: Halves) -> tuple[Reals, Reals, Reals]:
    return np.zeros(len(halves.first_end)), np.zeros(len(halves.first_end)), halves.first_end


_EVER = 400.0

TASKS = MappingProxyType(
    {
        task.name: task
        for task in (
            # Hours of the premiere's half-year from the weekly lists alone.
            Task("T1", True, 35, _EVER, 35, _EVER, _first_total, lambda h: h.first),
            # Hours of the next half-year from all lists to its end and the printed total of the first.
            Task("T2", True, 35, _EVER, 35, _EVER, _next_total, lambda h: h.next, with_first_total=True,
                 learner="forest"),
            # The same before it began to be listed: from the lists of the first and its printed total.
            Task("T2_ahead", True, 35, _EVER, 35, _EVER, _next_total_ahead, lambda h: h.next, with_first_total=True,
                 learner="forest"),
            # Hours of the first three months (77 to 105 days to the half-year's end), asked on day 28.
            Task("first_91", True, 77, 105, 49, _EVER, _from_day_28, lambda h: h.first),
            # Hours of the premiere's half-year of seasons that were on no list.
            Task("never_listed", False, 14, _EVER, 14, _EVER, _unlisted, lambda h: h.first, learner="ridge"),
        )
    }
)  # fmt: skip
"""The tasks whose truth a half-yearly report prints, by name."""


@dataclass(frozen=True)
class Asked:
    """A task put to some seasons.

    Parameters
    ----------
    rest : Remainder
        What is known and what the curve expects.
    truth : array of float
        Log-hours asked for; not a number where unknown.
    """

    rest: Remainder
    truth: Reals

    def taking(self, chosen: Flags) -> Asked:
        """The seasons chosen."""
        return Asked(self.rest.taking(chosen), self.truth[chosen])

    @property
    def log_rest(self) -> Reals:
        """Log-hours of the unseen part, by the truth; at least a hundredth of the whole."""
        hours = np.exp(self.truth)
        return np.asarray(np.log(np.maximum(hours - self.rest.visible, _LEAST_REST * hours)))

    def whole(self, log_rest: Reals) -> Reals:
        """Log-hours of the whole window, given those of its unseen part (one column or more)."""
        visible = self.rest.visible if log_rest.ndim == 1 else self.rest.visible[:, None]
        return np.asarray(np.log(visible + np.exp(log_rest)))


def ask(task: Task, seen: Observations, halves: Halves, prior: Prior, chosen: Flags) -> Asked:
    """Put a task to seasons.

    Parameters
    ----------
    task : Task
        The question.
    seen, halves : Observations, Halves
        What was known.
    prior : Prior
        Prior of the curves.
    chosen : array of bool, shape (seasons,)
        The seasons; those of which the lists contradict the printed total are left out.
    """
    rows = np.flatnonzero(chosen)
    until, start, end = (values[rows] for values in task.window(halves))
    rest = remainder(seen, prior, rows, until, start, end, with_first_total=task.with_first_total)
    truth = task.truth(halves)[rows]
    kept = ~(rest.visible > CONTRADICTORY * truth)
    if task.listed and not task.with_first_total:
        kept &= rest.visible > 0
    return Asked(rest, np.log(truth)).taking(kept)


def teach(task: Task, asked: Asked, seen: Observations, seed: int = 0) -> Stack:
    """Learn from seasons of which the truth is known."""
    when = seen.premieres[asked.rest.seasons]
    return Stack(asked.rest.x, asked.log_rest - asked.rest.eta, asked.rest.doubt, when, task.learner, seed)


def answer(asked: Asked, stack: Stack | None) -> Law:
    """The law of the unseen part: by curve and trees, or by the curve alone."""
    if stack is None:
        return curve_alone(asked.rest.eta, asked.rest.doubt)
    return stack.law(asked.rest.x, asked.rest.eta, asked.rest.doubt)
