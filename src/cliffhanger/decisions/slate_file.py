"""The file of a slate: budget, candidates, limits and taste for risk, read and checked; all slips are told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cliffhanger.decisions.assumptions import is_number
from cliffhanger.decisions.economy import OPTIONS
from cliffhanger.decisions.rates import RateError, to_usd
from cliffhanger.errors import Problem, SourceError

BY = ("series", "genre", "language", "quarter")
"""By what candidates can be limited."""

_TOP = {"budget": "a number", "currency": "a code", "year": "a year", "risk": "a table", "scenarios": "a whole number",
        "candidate": "tables", "limit": "tables"}  # fmt: skip
_RISK = ("weight", "worst")
_CANDIDATE = ("series", "season", "options", "genre", "language", "quarter", "cost_per_episode", "cost", "currency",
              "year", "episodes", "hours_28d", "must")  # fmt: skip
_LIMIT = ("by", "is", "at_most", "at_least", "budget")
_QUARTER = re.compile(r"20\d\dQ[1-4]")
_MOST_CANDIDATES = 2_000
_LATEST = 2024  # the last year of which rates are shipped
_ADVICE = "docs/slate.md says how a slate is written; nothing was stored."


@dataclass(frozen=True)
class Candidate:
    """A season that is over, of which the next could be made.

    Parameters
    ----------
    series : str
        Name of the series.
    season : int or None
        Number of the season that is over; the latest by default.
    options : tuple of str
        What could be done; stopping is always among it, and refused by the limits where it must go on.
    genre, language, quarter : str or None
        For limits; genre and language are those of the store where the file has none.
    cost_usd : tuple of float or None
        Lower end, value and upper end of the production cost of the season that is over, in dollars.
    hours_28d : tuple of float or None
        Its hours of 28 days, likewise.
    must : bool
        Whether stopping is out of the question.
    """

    series: str
    season: int | None
    options: tuple[str, ...]
    genre: str | None
    language: str | None
    quarter: str | None
    cost_usd: tuple[float, float, float] | None
    hours_28d: tuple[float, float, float] | None
    must: bool

    @property
    def name(self) -> str:
        """As the outputs call it."""
        return self.series if self.season is None else f"{self.series}, season {self.season}"


@dataclass(frozen=True)
class Bound:
    """A limit on candidates that go on: how many at most or at least, or what they may cost together, in dollars."""

    by: str
    value: str
    at_most: float | None
    at_least: float | None
    budget_usd: float | None


@dataclass(frozen=True)
class SlateFile:
    """A slate as its file says."""

    path: Path
    budget_usd: float
    weight: float
    worst: float
    scenarios: int
    candidates: tuple[Candidate, ...]
    bounds: tuple[Bound, ...]


def read_slate(path: Path) -> SlateFile:
    """Read and check the file of a slate.

    Raises
    ------
    SourceError
        If it cannot be read, and with every key and figure that does not fit.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise SourceError(path, [Problem(None, None, "a file to read", str(problem.strerror))], _ADVICE) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise SourceError(path, [Problem(None, None, "TOML", str(problem))], "Correct the line named.") from problem
    problems = [*_top(told), *_risk(told.get("risk", {}))]
    candidates = told.get("candidate", [])
    bounds = told.get("limit", [])
    if not isinstance(candidates, list) or not candidates:
        problems.append(Problem(None, "candidate", "at least one [[candidate]]", "an empty slate"))
        candidates = []
    for at, one in enumerate(candidates, 1):
        problems += _candidate(f"candidate {at}", one)
    for at, one in enumerate(bounds if isinstance(bounds, list) else [], 1):
        problems += _bound(f"limit {at}", one)
    if not problems:
        problems += _twice(candidates)
    if problems:
        raise SourceError(path, problems, _ADVICE)
    risk, currency, year = told.get("risk", {}), told.get("currency", "USD"), told.get("year", _LATEST)
    return SlateFile(
        path,
        to_usd(float(told["budget"]), currency, year),
        float(risk.get("weight", 0.0)),
        float(risk.get("worst", 0.1)),
        int(told.get("scenarios", 1000)),
        tuple(_as_candidate(one, currency, year) for one in candidates),
        tuple(_as_bound(one, currency, year) for one in bounds),
    )


def _top(told: Mapping[str, object]) -> Iterator[Problem]:
    for key in told:
        if key not in _TOP:
            yield Problem(None, key, "one of " + ", ".join(_TOP), "an unknown key")
    budget = told.get("budget")
    if not is_number(budget) or float(str(budget)) <= 0:
        found = "nothing" if budget is None else f"{budget!r}"
        yield Problem(None, "budget", "a number over 0: with no budget there is nothing to choose", found)
    many = told.get("scenarios", 1000)
    if isinstance(many, bool) or not isinstance(many, int) or not 100 <= many <= 20_000:
        yield Problem(None, "scenarios", "a whole number from 100 to 20,000", repr(many))
    yield from _money("", told)
    if not isinstance(told.get("limit", []), list):
        yield Problem(None, "limit", "[[limit]] tables", repr(told["limit"])[:60])


def _risk(risk: object) -> Iterator[Problem]:
    if not isinstance(risk, dict):
        yield Problem(None, "risk", "a table with weight and worst", repr(risk)[:60])
        return
    for key, value in risk.items():
        low = 0.0 if key == "weight" else 0.01
        if key not in _RISK:
            yield Problem(None, f"risk.{key}", "one of " + ", ".join(_RISK), "an unknown key")
        elif not is_number(value) or not low <= value <= 1:
            yield Problem(None, f"risk.{key}", f"a share from {low:g} to 1", repr(value))


def _money(where: str, table: Mapping[str, object]) -> Iterator[Problem]:
    """The currency and year of a table, if it names them."""
    currency, year = table.get("currency", "USD"), table.get("year", _LATEST)
    if isinstance(year, bool) or not isinstance(year, int) or not 1950 <= year <= 2100:
        yield Problem(None, f"{where}year", "a year", repr(year))
        return
    if not isinstance(currency, str):
        yield Problem(None, f"{where}currency", "a code of three letters, as USD", repr(currency))
        return
    try:
        to_usd(1.0, currency, year)
    except RateError as problem:
        yield Problem(None, f"{where}currency", "a currency and year with a shipped rate", str(problem))


def _candidate(where: str, one: object) -> Iterator[Problem]:
    if not isinstance(one, dict):
        yield Problem(None, where, "a table", repr(one)[:60])
        return
    for key in one:
        if key not in _CANDIDATE:
            yield Problem(None, f"{where}.{key}", "one of " + ", ".join(_CANDIDATE), "an unknown key")
    if not isinstance(one.get("series"), str) or not str(one["series"]).strip():
        yield Problem(None, f"{where}.series", "the name of a series", repr(one.get("series", "nothing")))
    where = f"{where} ({one.get('series', '?')})"
    for key in ("season", "episodes"):
        value = one.get(key, 1)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1000:
            yield Problem(None, f"{where}.{key}", "a whole number from 1", repr(value))
    options = one.get("options", list(OPTIONS))
    if not isinstance(options, list) or not options or any(option not in OPTIONS for option in options):
        yield Problem(None, f"{where}.options", "some of " + ", ".join(OPTIONS), repr(options)[:80])
    yield from _figures(where, one)
    if not isinstance(one.get("must", False), bool):
        yield Problem(None, f"{where}.must", "true or false", repr(one["must"]))
    elif one.get("must") and options == ["stop"]:
        yield Problem(None, f"{where}.must", "an option beside stop", "stop alone")
    if "quarter" in one and not (isinstance(one["quarter"], str) and _QUARTER.fullmatch(one["quarter"])):
        yield Problem(None, f"{where}.quarter", "a quarter, as 2026Q1", repr(one["quarter"]))
    yield from _money(f"{where}.", one)


def _figures(where: str, one: Mapping[str, object]) -> Iterator[Problem]:
    for key in ("cost_per_episode", "cost", "hours_28d"):
        if key in one:
            yield from _range(f"{where}.{key}", one[key])
    if "cost_per_episode" in one and "episodes" not in one:
        yield Problem(None, f"{where}.episodes", "the number of episodes beside cost_per_episode", "nothing")
    if "cost_per_episode" in one and "cost" in one:
        yield Problem(None, f"{where}.cost", "either cost or cost_per_episode", "both")


def _range(where: str, value: object) -> Iterator[Problem]:
    values = value if isinstance(value, list) else [value]
    if len(values) not in (1, 3) or not all(is_number(one) for one in values):
        yield Problem(None, where, "a number, or three: low, value, high", repr(value)[:60])
    elif min(values) <= 0:
        yield Problem(None, where, "numbers over 0", repr(value)[:60])
    elif values != sorted(values):
        yield Problem(None, where, "low <= value <= high", repr(value)[:60])


def _bound(where: str, one: object) -> Iterator[Problem]:
    if not isinstance(one, dict):
        yield Problem(None, where, "a table", repr(one)[:60])
        return
    for key in one:
        if key not in _LIMIT:
            yield Problem(None, f"{where}.{key}", "one of " + ", ".join(_LIMIT), "an unknown key")
    if one.get("by") not in BY:
        yield Problem(None, f"{where}.by", "one of " + ", ".join(BY), repr(one.get("by", "nothing")))
    if not isinstance(one.get("is"), str):
        yield Problem(None, f"{where}.is", "words, as a genre", repr(one.get("is", "nothing")))
    given = [key for key in ("at_most", "at_least", "budget") if key in one]
    if not given:
        yield Problem(None, where, "at_most, at_least or budget", "none of them")
    for key in given:
        if not is_number(one[key]) or one[key] < 0:
            yield Problem(None, f"{where}.{key}", "a number from 0", repr(one[key]))


def _twice(candidates: list[dict[str, object]]) -> Iterator[Problem]:
    seen: dict[object, int] = {}
    for at, one in enumerate(candidates, 1):
        key = (str(one["series"]).casefold(), one.get("season"))
        if key in seen:
            yield Problem(
                None, f"candidate {at}", "each season once", f"{one['series']} again, as candidate {seen[key]}"
            )
        seen.setdefault(key, at)
    if len(candidates) > _MOST_CANDIDATES:
        yield Problem(None, "candidate", f"at most {_MOST_CANDIDATES:,} candidates", f"{len(candidates):,}")


def _as_candidate(one: Mapping[str, object], currency: str, year: int) -> Candidate:
    code, when = str(one.get("currency", currency)), int(str(one.get("year", year)))
    many = int(str(one.get("episodes", 1)))
    cost = _three(one.get("cost")) or _three(one.get("cost_per_episode"), many)
    low, middle, high = (to_usd(end, code, when) for end in cost) if cost else (0.0, 0.0, 0.0)
    season = one.get("season")
    told = one.get("options", list(OPTIONS))
    assert isinstance(told, list)
    must = bool(one.get("must", False))
    options = tuple(option for option in OPTIONS if option in told or option == "stop")
    return Candidate(
        str(one["series"]),
        int(str(season)) if season is not None else None,
        options,
        _words(one, "genre"),
        _words(one, "language"),
        _words(one, "quarter"),
        (low, middle, high) if cost else None,
        _three(one.get("hours_28d")),
        must,
    )


def _words(one: Mapping[str, object], key: str) -> str | None:
    return str(one[key]) if key in one else None


def _three(value: object, times: float = 1.0) -> tuple[float, float, float] | None:
    if value is None:
        return None
    values = [float(str(one)) * times for one in (value if isinstance(value, list) else [value])]
    low, middle, high = values if len(values) == 3 else values * 3
    return low, middle, high


def _as_bound(one: Mapping[str, object], currency: str, year: int) -> Bound:
    at_most, at_least, budget = (
        float(str(one[key])) if key in one else None for key in ("at_most", "at_least", "budget")
    )
    return Bound(
        str(one["by"]), str(one["is"]), at_most, at_least, None if budget is None else to_usd(budget, currency, year)
    )
