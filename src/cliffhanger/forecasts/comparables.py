"""Decided seasons that resemble one: the nearest of them, and the cohort for its base rate.

Pure functions over the rows of `audience.weekly.season_features` and `evidence.outcomes.decided_seasons`.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cliffhanger.forecasts.base_rate import ENOUGH, since
from cliffhanger.measures import LIMBO_MONTHS

Row = Mapping[str, object]
Reals = NDArray[np.float64]

LEAST_COMPARED = 0.4
"""Share of what is known of a season that must be known of a comparable as well."""

WEIGHTS: Mapping[str, float] = {
    "audience": 3.0,
    "kind": 2.0,
    "season": 1.5,
    "language": 1.5,
    "decay": 1.0,
    "runtime": 1.0,
}
"""What counts how much in likeness. A choice, not a fit: the audience first, then what the season is."""


_COLUMNS = (("decay", "week2_ratio"), ("runtime", "runtime_min"), ("season", "number"))


@dataclass(frozen=True)
class Likeness:
    """How like one season another is.

    Parameters
    ----------
    value : float
        0-1, the weighted mean over what is known of the first; what is not known of the other counts as unlike.
    why : str
        What was compared, in words.
    """

    value: float
    why: str


def likeness(one: Row, other: Row) -> Likeness:
    """How like one season another is in audience, decay, kind, language, runtime and season number.

    Each part is 0-1: sizes give ``1 / (1 + |log2 ratio|)``, so that twice the audience is 0.5; words give 1 or 0. The
    value is their weighted mean over the parts known of `one`. It is not symmetric: a season of which little is known
    is not like one of which much is.

    Parameters
    ----------
    one, other : mapping
        Rows of `season_features`.

    Examples
    --------
    >>> a = {"hours_4_weeks": 100e6, "kind": "scripted", "number": 1}
    >>> b = {"hours_4_weeks": 50e6, "kind": "scripted", "number": 1}
    >>> likeness(a, b).why
    '50.0 M hours on the list in its first four weeks against 100.0 M; same kind; same season number'
    """
    parts = _parts(one, other)
    known = _known(one)
    value = sum(WEIGHTS[name] * part for name, part in parts.items()) / known if known else 0.0
    return Likeness(value, "; ".join(_words(parts, one, other)))


def _known(one: Row) -> float:
    """Weight of the traits that are known of a season."""
    names = {name for name, column in (*_COLUMNS, ("kind", "kind")) if one.get(column)}
    if one.get("hours_4_weeks") or one.get("lists_known"):
        names.add("audience")
    if one.get("language") or one.get("spoken"):
        names.add("language")
    return sum(WEIGHTS[name] for name in names)


def _parts(one: Row, other: Row) -> dict[str, float]:
    """Likeness, 0-1, in each trait known of both."""
    parts: dict[str, float] = {}
    mine, theirs = one.get("hours_4_weeks"), other.get("hours_4_weeks")
    if mine and theirs:
        parts["audience"] = _closeness(mine, theirs)
    elif (mine or theirs) and one.get("lists_known") and other.get("lists_known"):
        parts["audience"] = 0.0
    for name, column in _COLUMNS:
        if one.get(column) and other.get(column):
            parts[name] = _closeness(one[column], other[column])
    if one.get("kind") and other.get("kind"):
        parts["kind"] = float(one["kind"] == other["kind"])
    if (same := _same_language(one, other)) is not None:
        parts["language"] = float(same)
    return parts


def _same_language(one: Row, other: Row) -> bool | None:
    """Whether both are in one language; None where the lists tell only that neither is in English."""
    if one.get("language") and other.get("language"):
        return one["language"] == other["language"]
    mine, theirs = one.get("spoken"), other.get("spoken")
    if not mine or not theirs:
        return None
    if mine != theirs:
        return False
    return True if mine == "English" else None


def _words(parts: Mapping[str, float], one: Row, other: Row) -> list[str]:
    """What was compared, in words."""
    words: list[str] = []
    if "audience" in parts:
        mine, theirs = one.get("hours_4_weeks"), other.get("hours_4_weeks")
        both = f"{_number(theirs) / 1e6:,.1f} M hours on the list in its first four weeks against "
        words.append(
            f"{both}{_number(mine) / 1e6:,.1f} M" if mine and theirs else "only one of the two was on the weekly list"
        )
    if parts.get("runtime", 0.0) > 0.8:
        words.append("like runtime")
    words += [f"same {name}" if parts[name] else f"other {name}" for name in ("kind", "language") if name in parts]
    if "season" in parts:
        words.append("same season number" if one["number"] == other["number"] else f"its season {other['number']}")
    return words


def nearest(season: Row, decided: Sequence[Row], number: int = 6) -> list[tuple[Row, Likeness]]:
    """The decided seasons most like this one, of other series, best first.

    Parameters
    ----------
    season : mapping
        Row of `season_features`.
    decided : sequence of mapping
        Rows of `season_features` with the columns of `decided_seasons`.
    number : int
        How many.

    Returns
    -------
    list of (mapping, Likeness)
        Only seasons that share more than `LEAST_COMPARED` of what is known of this one. Ties go by season_id.
    """
    others = [row for row in decided if row["series_id"] != season["series_id"] and row["outcome"] != "limited"]
    value, compared = _valued(season, others)
    enough = np.flatnonzero(compared > LEAST_COMPARED * _known(season)).tolist()
    best = sorted(enough, key=lambda at: (-value[at], str(others[at]["season_id"])))[:number]
    return [(others[at], likeness(season, others[at])) for at in best]


def _valued(one: Row, others: Sequence[Row]) -> tuple[Reals, Reals]:
    """Sum of the weighted parts that each shares with one season, and of their weights: `_parts` of all at once."""
    value, compared = np.zeros(len(others)), np.zeros(len(others))

    def add(name: str, part: Reals) -> None:
        known = np.isfinite(part)
        value[known] += WEIGHTS[name] * part[known]
        compared[known] += WEIGHTS[name]

    def sizes(column: str) -> Reals:
        # Nought is no size: it is taken as unknown, as `_parts` takes it.
        return np.array([row.get(column) or math.nan for row in others], dtype=float)

    hours, mine = sizes("hours_4_weeks"), one.get("hours_4_weeks")
    covered = np.array([bool(row.get("lists_known")) for row in others], dtype=bool)
    if mine:
        add("audience", np.where(np.isnan(hours) & covered & bool(one.get("lists_known")), 0.0, _close(mine, hours)))
    elif one.get("lists_known"):
        add("audience", np.where(covered & np.isfinite(hours), 0.0, np.nan))
    for name, column in _COLUMNS:
        if one.get(column):
            add(name, _close(one[column], sizes(column)))
    if one.get("kind"):
        kinds = [row.get("kind") for row in others]
        add("kind", np.array([float(kind == one["kind"]) if kind else math.nan for kind in kinds]))
    same = [_same_language(one, row) for row in others]
    add("language", np.array([math.nan if word is None else float(word) for word in same]))
    return value, compared


def _close(one: object, others: Reals) -> Reals:
    return np.asarray(1.0 / (1.0 + np.abs(np.log2(_number(one) / others))))


@dataclass(frozen=True)
class Cohort:
    """Seasons among which the base rate is taken.

    Parameters
    ----------
    words : str
        Who belongs to it.
    since : date
        First premiere that belongs to it; the last is the as-of date.
    decided : tuple of mapping
        Those decided by the date.
    open : int
        How many more belong to it and had no decision known by the date.
    limbo : int
        How many of these had premiered more than `LIMBO_MONTHS` months before.
    """

    words: str
    since: dt.date
    decided: tuple[Row, ...]
    open: int
    limbo: int


def cohort(season: Row, seasons: Sequence[Row], outcomes: Mapping[str, Row], as_of: dt.date) -> Cohort:
    """Decided seasons that match this one in platform, first or later season, kind and language.

    With fewer than `ENOUGH` decided, the last of these traits is given up, then the one before, down to first or later
    season alone; of all these cohorts the first with enough speaks, else the largest.

    Parameters
    ----------
    season : mapping
        Row of `season_features`.
    seasons : sequence of mapping
        All of them as known by the date.
    outcomes : mapping
        Row of `decided_seasons` by season_id.
    as_of : date
        The date; stands in for an unknown premiere.
    """
    premiere = season.get("premiere")
    limbo_before = as_of - dt.timedelta(days=round(LIMBO_MONTHS * 30.44))
    from_day = since(premiere if isinstance(premiere, dt.date) else as_of)
    first = season.get("number") in (None, 1)
    which = "first seasons" if first else "later seasons"
    traits: list[tuple[str, Callable[[Row], bool]]] = []
    if season.get("platform"):
        traits.append((f"on {season['platform']}", lambda row: row.get("platform") == season["platform"]))
    if season.get("kind"):
        traits.append((f"{season['kind']}", lambda row: row.get("kind") == season["kind"]))
    if season.get("spoken"):
        traits.append((f"in {season['spoken']}", lambda row: row.get("spoken") == season["spoken"]))

    def belongs(row: Row) -> bool:
        day = row.get("premiere")
        return (
            row["series_id"] != season["series_id"]
            and row.get("unit") == "season"
            and isinstance(day, dt.date)
            and from_day <= day <= as_of
            and (row.get("number") == 1) == first
            and row.get("number") is not None
        )

    near = [row for row in seasons if belongs(row)]
    best: Cohort | None = None
    for kept in range(len(traits), -1, -1):
        chosen = [row for row in near if all(test(row) for _, test in traits[:kept])]
        settled = tuple(row for row in chosen if _counts(outcomes.get(str(row["season_id"]))))
        words = ", ".join(text for text, _ in traits[:kept])
        silent = [row for row in chosen if str(row["season_id"]) not in outcomes]
        found = Cohort(
            f"{which} {words}".strip(),
            from_day,
            settled,
            len(silent),
            sum(1 for row in silent if str(row["premiere"]) < limbo_before.isoformat()),
        )
        if len(settled) >= ENOUGH:
            return found
        if best is None or len(settled) > len(best.decided):
            best = found
    assert best is not None  # the loop runs at least once
    return best


def _counts(outcome: Row | None) -> bool:
    return outcome is not None and outcome["outcome"] != "limited"


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else math.nan


def _closeness(one: object, other: object) -> float:
    return 1.0 / (1.0 + abs(math.log2(_number(one) / _number(other))))
