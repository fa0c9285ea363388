"""The exception tree: every refusal a user can meet, each saying what, where and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


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


_FULL = ("no space left", "out of disk space", "quota exceeded")


class StoreError(CliffhangerError):
    """The store cannot be opened, read or written."""

    @classmethod
    def of_query(cls, path: Path, problem: str, sql: str) -> StoreError:
        """Say in plain words why a query failed, with the query where the disk is not to blame."""
        if any(sign in problem.lower() for sign in _FULL):
            said = "is full; nothing of this was stored: free some space and run it again"
            return cls(f"the disk that holds {path} {said}")
        if "file too large" in problem.lower():
            return cls(
                f"{path} may not grow further (a limit on the size of files); nothing of this was stored: raise the "
                "limit (`ulimit -f`), or name a store elsewhere with --store"
            )
        return cls(f"{path}: {problem}\nin the query:\n{sql.strip()}")

    @classmethod
    def of_opening(cls, path: str, problem: str, *, locked: bool, read_only: bool) -> StoreError:
        """Say in plain words why a file could not be opened as a store."""
        if locked:
            who = "writes to it" if read_only else "reads or writes it"
            return cls(
                f"{path} is in use by another process that {who}; wait until it has finished, or work on a copy with "
                "--store"
            )
        if Path(path).is_dir():
            return cls(f"{path} is a folder; name a file in it with --store, such as {Path(path) / 'store.duckdb'}")
        if "not a valid DuckDB" in problem:
            return cls(f"{path} is no store of Cliffhanger (not a DuckDB file); name another one with --store")
        if "version number" in problem:
            return cls(f"{path} was made by another version of DuckDB: {problem}")
        return cls(f"{path} cannot be opened: {problem}")


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
    season : str or None
        Season that the series does not have, in words; the candidates are then the seasons that it has.
    """

    def __init__(
        self,
        title: str,
        candidates: Sequence[str] = (),
        advice: str = "",
        *,
        several: bool = False,
        season: str | None = None,
    ) -> None:
        self.title = title
        self.candidates = tuple(candidates)
        names = ", ".join(repr(name) for name in self.candidates)
        if several:
            message = f"{len(self.candidates)} series are called {title!r}: {names}."
        elif season is not None:
            message = f"no {season} of {title!r} is known, but {names or 'no season at all'}"
        else:
            message = f"no series called {title!r} is known" + (f"; did you mean {names}?" if names else "")
        super().__init__(f"{message} {advice}".rstrip())


class TooLittleEvidence(CliffhangerError):
    """What is known by that date does not suffice for an answer."""

    def __init__(self, needed: str, found: str) -> None:
        self.needed = needed
        self.found = found
        super().__init__(f"too little evidence: needed {needed}, found {found}")


class EngineError(CliffhangerError):
    """An engine could not do its work; carries the engine, what it said, and the query where there is one."""

    def __init__(self, engine: str, said: str, sql: str = "") -> None:
        self.engine = engine
        self.sql = sql
        super().__init__(f"{engine}: {said}" + (f"\nin the query:\n{sql.strip()}" if sql else ""))


class MissingExtra(CliffhangerError):
    """A part that is not installed by default is needed; says what for, and how to install it."""

    def __init__(self, extra: str, advice: str) -> None:
        self.extra = extra
        super().__init__(f"{extra} is not installed, and is needed {advice}")


class DownloadError(CliffhangerError):
    """A publisher's address did not give what it should."""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
