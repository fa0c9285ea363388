"""Which column of the logs is which: a small TOML file, or the names themselves."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from cliffhanger.errors import Problem, SourceError


@dataclass(frozen=True)
class Columns:
    """Names of the logs' columns.

    Parameters
    ----------
    profile_id, season_id, episode, started_at, seconds : str
        Needed. Started at is UTC.
    event_id, country, device, is_new_member, weight : str or None
        Where the logs have them.
    """

    profile_id: str = "profile_id"
    season_id: str = "season_id"
    episode: str = "episode"
    started_at: str = "started_at"
    seconds: str = "seconds"
    event_id: str | None = None
    country: str | None = None
    device: str | None = None
    is_new_member: str | None = None
    weight: str | None = None

    def mapped(self) -> dict[str, str]:
        """Our name to the logs' name, of the columns that there are."""
        return {f.name: name for f in fields(self) if (name := getattr(self, f.name)) is not None}


NEEDED = ("profile_id", "season_id", "episode", "started_at", "seconds")
OPTIONAL = ("event_id", "country", "device", "is_new_member", "weight")


def read_columns(path: Path) -> Columns:
    """Read a mapping.

    Parameters
    ----------
    path : Path
        TOML with a table ``[columns]`` of our name = "their name"; what it does not name keeps our name if needed,
        and is not read if optional.

    Raises
    ------
    SourceError
        With every key that is none of ours and every value that is no name.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise SourceError(path, [Problem(None, None, "a file that can be read", str(problem.strerror))]) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SourceError(path, [Problem(None, None, "TOML", str(problem))]) from problem
    table = given.get("columns")
    if not isinstance(table, dict) or set(given) != {"columns"}:
        raise SourceError(path, [Problem(None, None, "one table [columns]", ", ".join(given) or "nothing")])
    known = {*NEEDED, *OPTIONAL}
    problems = [
        Problem(None, key, "one of " + ", ".join(sorted(known)), repr(key)) for key in table if key not in known
    ]
    problems += [
        Problem(None, key, "the name of a column", repr(name))
        for key, name in table.items()
        if not isinstance(name, str) or not name
    ]
    if problems:
        raise SourceError(path, problems, "docs/measure.md has an example.")
    return Columns(**table)


def guess_columns(names: list[str]) -> Columns:
    """The mapping of logs that use our own names."""
    return Columns(**{name: name for name in OPTIONAL if name in names})
