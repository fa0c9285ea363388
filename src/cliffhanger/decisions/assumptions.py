"""Assumptions: what is neither printed nor measured, each with a value, a range and a source, in one TOML file."""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from cliffhanger.errors import Problem, SourceError

BOUNDS: Mapping[str, tuple[float, float]] = {
    "cost_plus_premium": (0, 3), "escalator_season_2": (-0.5, 5), "escalator_season_3": (-0.5, 5),
    "escalator_later": (-0.5, 5), "unpublished_cost": (0.01, 10), "content_share": (0.01, 1),
    "launch_weight": (0.01, 100), "hours_per_member_day": (0.1, 24), "discount_rate": (0, 1), "tail_keep": (0.01, 1),
    "tail_years": (0.5, 30), "next_season_audience": (0.01, 20), "cheaper_cost": (0.01, 1),
    "cheaper_audience": (0.01, 2),
    "final_audience": (0.01, 5), "final_tail": (0.01, 5), "wrap_up_cost": (0.01, 2), "wrap_up_audience": (0.01, 2),
    "us_share": (0.01, 1), "us_subscribers": (1e5, 1e9), "typical_completion": (0.01, 1),
    "claim_error": (0.01, 2), "ratio_error": (0.01, 2), "minutes_per_episode": (1, 240),
    "tail_over_launch": (0.01, 50),
}  # fmt: skip
"""Where each assumption may lie: outside it is a slip of the pen."""

_KEYS = ("value", "low", "high")
_WORDS = ("unit", "meaning", "source", "url")
_BEFORE = tuple(f"before_{key}" for key in _KEYS)
_WHERE = "docs/money.md lists the assumptions; leave out what you do not change."


@dataclass(frozen=True)
class Assumption:
    """One assumption.

    Parameters
    ----------
    name : str
        Its key in the file.
    value, low, high : float
        The value, and the range in which it lies in four of five cases; in `unit`.
    unit, meaning, source, url : str
        In words.
    shipped : float or None
        The shipped value, where a user's file changed it.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    meaning: str
    source: str
    url: str = ""
    shipped: float | None = None


@dataclass(frozen=True)
class Assumptions:
    """All assumptions as they hold on a date."""

    all: Mapping[str, Assumption]

    def __getitem__(self, name: str) -> Assumption:
        return self.all[name]

    @property
    def changed(self) -> tuple[Assumption, ...]:
        """Those that a user's file changed."""
        return tuple(one for one in self.all.values() if one.shipped is not None)


def assumptions(as_of: dt.date, path: Path | None = None) -> Assumptions:
    """The assumptions as they hold on a date, with a user's own in place of those shipped.

    Parameters
    ----------
    as_of : date
        Values that rest on something published later are replaced by what held before.
    path : Path, optional
        A TOML file with a table for each assumption that is changed; its keys are value, low, high and source.

    Raises
    ------
    SourceError
        If the file cannot be read, and with every key and figure in it that does not fit.

    Examples
    --------
    >>> [assumptions(dt.date(year, 1, 1))["launch_weight"].value for year in (2021, 2022)]
    [1.0, 2.8]
    """
    shipped = {name: _on(name, table, as_of) for name, table in _shipped().items()}
    if path is None:
        return Assumptions(shipped)
    own = _read(path)
    problems = [problem for name, table in own.items() for problem in _misfits(name, table, shipped)]
    if problems:
        raise SourceError(path, problems, _WHERE)
    return Assumptions({name: _changed(old, own[name]) if name in own else old for name, old in shipped.items()})


@lru_cache(maxsize=1)
def _shipped() -> dict[str, dict[str, object]]:
    return tomllib.loads((files("cliffhanger.decisions") / "assumptions.toml").read_text(encoding="utf-8"))


def _on(name: str, table: Mapping[str, object], as_of: dt.date) -> Assumption:
    known = table.get("known_on")
    keys = _BEFORE if isinstance(known, dt.date) and as_of < known else _KEYS
    value, low, high = (float(str(table[key])) for key in keys)
    words = {key: str(table.get(key, "")) for key in _WORDS}
    if keys is _BEFORE:
        words |= {"source": "nothing was published by the date: the plain share, and a wide range above it", "url": ""}
    return Assumption(name, value, low, high, words["unit"], words["meaning"], words["source"], words["url"])


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise SourceError(path, [Problem(None, None, "a file to read", str(problem.strerror))], _WHERE) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise SourceError(path, [Problem(None, None, "TOML", str(problem))], "Correct the line named.") from problem


def _misfits(name: str, table: object, shipped: Mapping[str, Assumption]) -> list[Problem]:
    if name not in shipped:
        return [Problem(None, name, "one of " + ", ".join(sorted(shipped)), "an unknown assumption")]
    if not isinstance(table, dict):
        return [Problem(None, name, f"a table [{name}] with value, low, high", repr(table)[:60])]
    low, high = BOUNDS[name]
    problems = []
    for key, value in table.items():
        where = f"{name}.{key}"
        if key in _WORDS:
            continue
        if key not in _KEYS:
            problems.append(
                Problem(None, where, "one of value, low, high, unit, meaning, source, url", "an unknown key")
            )
        elif isinstance(value, bool) or not isinstance(value, int | float) or not low <= float(value) <= high:
            problems.append(Problem(None, where, f"a number from {low:,g} to {high:,g}", repr(value)[:60]))
    if not problems and "value" in table:
        order = [float(str(table.get(key, table["value"]))) for key in ("low", "value", "high")]
        if order != sorted(order):
            problems.append(Problem(None, name, "low <= value <= high", ", ".join(f"{one:,g}" for one in order)))
    elif not problems:
        problems.append(Problem(None, f"{name}.value", "a value", "nothing"))
    return problems


def _changed(old: Assumption, own: object) -> Assumption:
    """An assumption as a user changed it: without a range of its own the shipped one is moved along."""
    assert isinstance(own, dict)
    value = float(str(own["value"]))
    scale = value / old.value if old.value else 1.0
    least, most = BOUNDS[old.name]
    low = float(own["low"]) if "low" in own else max(least, min(value, old.low * scale))
    high = float(own["high"]) if "high" in own else min(most, max(value, old.high * scale))
    source = str(own.get("source", "your own file, without a source"))
    return Assumption(old.name, value, low, high, old.unit, old.meaning, source, str(own.get("url", "")), old.value)


def is_number(value: object) -> bool:
    """Whether a value from a TOML file is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
