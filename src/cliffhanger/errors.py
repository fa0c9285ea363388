"""The exception tree: every refusal a user can meet, each saying what, where and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class CliffhangerError(Exception):
    """Base of every refusal that Cliffhanger makes on purpose."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place of a file.

    Parameters
    ----------
    row : int or None
        Line of the file (or row of the sheet), counted from 1 with the header; None for the file as a whole.
    column : str or None
        Column as the file names it; None where the whole row is meant.
    expected : str
        What should stand there, in words.
    found : str
        What stands there.
    sheet : str or None
        Sheet of a workbook.
    """

    row: int | None
    column: str | None
    expected: str
    found: str
    sheet: str | None = None

    def __str__(self) -> str:
        where = [
            f"sheet {self.sheet!r}" if self.sheet else "",
            f"row {self.row:,}" if self.row is not None else "",
            f"column {self.column!r}" if self.column else "",
        ]
        place = ", ".join(part for part in where if part) or "file"
        return f"{place}: expected {self.expected}, found {self.found}"


SHOWN = 20
"""How many problems a message lists before it counts the rest."""


class SourceError(CliffhangerError):
    """A publisher's file cannot be read; carries every problem found in it.

    Parameters
    ----------
    path : str
        The file, as the user named it.
    problems : sequence of Problem
        All of them, in file order.
    advice : str
        What to do next.
    """

    def __init__(self, path: object, problems: Sequence[Problem], advice: str = "") -> None:
        self.path = str(path)
        self.problems = tuple(problems)
        self.advice = advice
        lines = [f"{self.path}: {_count(len(self.problems), 'problem')}; nothing of this file was stored."]
        lines += [f"  {problem}" for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"  ... and {len(self.problems) - SHOWN:,} more")
        if advice:
            lines.append(f"  {advice}")
        super().__init__("\n".join(lines))


class ContractError(CliffhangerError):
    """Rows offered to a table break its contract."""

    def __init__(self, table: str, problems: Sequence[str]) -> None:
        self.table = table
        self.problems = tuple(problems)
        super().__init__(f"table {table!r}: " + "; ".join(problems))


class StoreError(CliffhangerError):
    """The store cannot be opened, read or written."""


class TitleError(CliffhangerError):
    """No series of that name is known, or several are; carries the nearest names.

    Parameters
    ----------
    title : str
        What was asked for.
    candidates : sequence of str
        Known names, nearest first.
    advice : str
        What to do next.
    several : bool
        Whether each of the candidates has that name.
    season : int or None
        Season that the series does not have; the candidates are then the seasons that it has.
    """

    def __init__(
        self,
        title: str,
        candidates: Sequence[str] = (),
        advice: str = "",
        *,
        several: bool = False,
        season: int | None = None,
    ) -> None:
        self.title = title
        self.candidates = tuple(candidates)
        names = ", ".join(repr(name) for name in self.candidates)
        if several:
            message = f"{len(self.candidates)} series are called {title!r}: {names}."
        elif season is not None:
            message = f"no season {season} of {title!r} is known, but {names}"
        else:
            message = f"no series called {title!r} is known" + (f"; did you mean {names}?" if names else "")
        super().__init__(f"{message} {advice}".rstrip())


class TooLittleEvidence(CliffhangerError):
    """What is known by that date does not suffice for an answer."""

    def __init__(self, needed: str, found: str) -> None:
        self.needed = needed
        self.found = found
        super().__init__(f"too little evidence: needed {needed}, found {found}")


class DownloadError(CliffhangerError):
    """A publisher's address did not give what it should."""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
