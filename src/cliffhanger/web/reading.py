"""The one door of the desk to what the store says: asks reports, and keeps their answers by store version and date."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from cliffhanger.errors import CliffhangerError, TooLittleEvidence
from cliffhanger.reports.compare import Comparison, compare
from cliffhanger.reports.contents import Contents, contents
from cliffhanger.reports.desk_slate import PRESET, DeskSlate, offered, slate_at, stakes
from cliffhanger.reports.directory import Directory, directory
from cliffhanger.reports.dossier import Dossier
from cliffhanger.reports.past_calls import PastCalls, past_calls
from cliffhanger.reports.watch_list import WatchList, watch_list
from cliffhanger.store import Store
from cliffhanger.web.kept import Kept
from cliffhanger.web.snapshot import Snapshots

T = TypeVar("T")

KEPT = 128
"""How many answers are kept; a dossier takes up a few hundred kilobytes."""

AT_ONCE = 2
"""How many answers are worked out at the same time; more would only slow each other down."""


class NotYetKnown(CliffhangerError):
    """The day asked for is still to come."""


@dataclass(frozen=True)
class Answer(Generic[T]):
    """What was asked for, with the state of the store that it was read from.

    Parameters
    ----------
    said : object
        The answer.
    version : str
        Of the store.
    """

    said: T
    version: str


class Reading:
    """Reads one store for many requests.

    Parameters
    ----------
    path : Path
        The store's file.
    """

    def __init__(self, path: Path) -> None:
        self.snapshots = Snapshots(path)
        self._kept = Kept(KEPT)
        self._room = threading.BoundedSemaphore(AT_ONCE)

    def version(self) -> str:
        """The version of the store that would answer now.

        Raises
        ------
        StoreError
            If no state of it can be had.
        """
        with self.snapshots.latest() as snapshot:
            return snapshot.version

    def ask(self, key: Hashable, make: Callable[[Store], T]) -> Answer[T]:
        """The answer of that key on the store as it stands: kept, or made now.

        Parameters
        ----------
        key : hashable
            What is asked, the date included.
        make : callable
            Takes the store, open for reading, and gives the answer.

        Raises
        ------
        CliffhangerError
            Whatever `make` refuses; a refusal is not kept.
        """
        with self.snapshots.latest() as snapshot:

            def made() -> T:
                with self._room, snapshot.store.beside() as store:
                    return make(store)

            return Answer(self._kept.get((snapshot.version, key), made), snapshot.version)

    def has(self, key: Hashable) -> bool:
        """Whether the answer of that key is at hand for the store as it stands."""
        with self.snapshots.latest() as snapshot:
            return self._kept.has((snapshot.version, key))

    def dossier(self, series: str, season: int | None, day: dt.date) -> Answer[Dossier]:
        """One season on one date, as `reports.assess` tells it.

        Raises
        ------
        TitleError
            If no such series or season is known by the date.
        TooLittleEvidence
            If nothing was known by the date.
        """
        from cliffhanger.reports.assess import assess

        return self.ask(("dossier", series, season, day), lambda store: assess(store, series, season=season, as_of=day))

    def directory(self, day: dt.date) -> Answer[Directory]:
        """Every series known by a date.

        Raises
        ------
        TooLittleEvidence
            If nothing was known by then.
        """
        return self.ask(("directory", day), lambda store: directory(store, day))

    def watch_list(self, day: dt.date) -> Answer[WatchList]:
        """Every undecided season of a date.

        Raises
        ------
        TooLittleEvidence
            If no model was known by then.
        """
        return self.ask(("watch", day), lambda store: watch_list(store, day))

    def has_watch_list(self, day: dt.date) -> bool:
        """Whether the watch list of a date is at hand, and does not take seconds to make."""
        return self.has(("watch", day))

    def has_past_calls(self, asked_on: dt.date, day: dt.date) -> bool:
        """Whether the calls of a day are at hand."""
        return self.has(("calls", asked_on, day))

    def warm(self) -> None:
        """Make what the first page of today needs; whoever asks meanwhile waits for that."""
        today = dt.date.today()
        with suppress(CliffhangerError):
            self.directory(today)
            self.watch_list(today)

    def compare(self, asked: Sequence[tuple[str, int | None]], day: dt.date) -> Answer[Comparison]:
        """Seasons side by side.

        Raises
        ------
        CliffhangerError
            If too few or too many are asked for, one twice, or one that is not known.
        """
        return self.ask(("compare", tuple(asked), day), lambda store: compare(store, asked, day))

    def slate(
        self, season_ids: Sequence[str], budget_usd: float | None, weight: float, day: dt.date
    ) -> Answer[DeskSlate]:
        """The best set of a slate under a budget: half of what all of them cost, unless one is given.

        Raises
        ------
        TooLittleEvidence
            If a season cannot be put on a slate, or none can.
        """
        watched = {one.season_id: one for one in offered(self.watch_list(day).said)}
        unknown = [season_id for season_id in season_ids if season_id not in watched]
        if unknown:
            raise TooLittleEvidence("odds, audience and cost of every season on the slate", f"none of {unknown[0]}")
        chosen = [watched[one] for one in season_ids] or list(watched.values())[:PRESET]
        if not chosen:
            raise TooLittleEvidence("an undecided season with odds, audience and cost", "none on that day")
        key = ("stakes", tuple(one.season_id for one in chosen), day)
        drawn = self.ask(key, lambda store: stakes(store, chosen, day)).said
        budget = drawn.most_usd / 2 if budget_usd is None else budget_usd
        return self.ask(("slate", key, budget, weight), lambda _: slate_at(drawn, budget, weight))

    def past_calls(self, asked_on: dt.date, day: dt.date) -> Answer[PastCalls]:
        """Every call of a past day against what is known now.

        Raises
        ------
        TooLittleEvidence
            If no model was known on the day of the calls.
        """
        return self.ask(("calls", asked_on, day), lambda store: past_calls(store, asked_on, day))

    def contents(self) -> Answer[Contents]:
        """What is in the store."""
        return self.ask("contents", contents)

    def close(self) -> None:
        """Leave the store."""
        self.snapshots.close()


def day_of(as_of: dt.date | None) -> dt.date:
    """The day that a request is about: today unless it names one.

    Raises
    ------
    NotYetKnown
        If it is still to come: what is known by then may change.
    """
    today = dt.date.today()
    if as_of is not None and as_of > today:
        raise NotYetKnown(f"{as_of.isoformat()} is still to come; ask for a day up to {today.isoformat()}")
    return as_of or today
