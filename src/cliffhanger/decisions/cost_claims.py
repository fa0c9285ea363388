"""What was said of costs, on one footing: dollars an episode, with the doubt of the claims."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Row = Mapping[str, object]

MEASURES = ("cost_per_episode_usd", "cost_per_season_usd", "episodes", "claim")
"""Measures that say something of a cost."""

_EPISODES = re.compile(r"\b(\d{1,3}|[a-z]+)(?: \d+-minute)? episodes\b", re.IGNORECASE)
_RATIO = re.compile(
    r"\b(?P<many>\w+) episodes? of\b.{0,60}?\b(?P<times>\w+) (?:full |entire |whole )?(?P<what>seasons?|episodes?) of "
    r"(?P<series>[A-Z0-9][^\"',.;]*[^\"',.;\s])"
)
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What the claims on one season say together.

    Parameters
    ----------
    log_cost : float
        Mean of the logarithms of an episode's cost in dollars.
    sd : float
        Spread between the claims, in logarithms; nought for one.
    claims : int
        How many there are, one said twice by one source counted once.
    internal : bool
        Whether they are the platform's own figures.
    """

    log_cost: float
    sd: float
    claims: int
    internal: bool


@dataclass(frozen=True)
class Ratio:
    """A claim that so many episodes of one season cost as much as so many seasons or episodes of a series."""

    episodes: int
    times: int
    of_seasons: bool
    series: str


def episodes(rows: Sequence[Row]) -> float | None:
    """Episodes of a season: as a source lists them, else as a note beside a cost says; the latest known.

    Examples
    --------
    >>> episodes([{"measure": "cost_per_season_usd", "value": 2e7, "note": "9 episodes", "known_on": "2021"}])
    9.0
    """
    listed = [row for row in rows if row["measure"] == "episodes"]
    if listed:
        return float(str(max(listed, key=lambda row: str(row["known_on"]))["value"]))
    noted = []
    for row in sorted(rows, key=lambda row: str(row["known_on"])):
        found = _EPISODES.search(str(row["note"] or "")) if str(row["measure"]).startswith("cost_") else None
        if found and (number := _number(found[1])):
            noted.append(float(number))
    return noted[-1] if noted else None


def said(rows: Sequence[Row], many: float | None) -> Said | None:
    """What the claims on a season say of an episode's cost; None where there is none that can be used.

    Parameters
    ----------
    rows : sequence of mapping
        Facts of the season.
    many : float or None
        Its episodes, without which a season's cost says nothing of an episode's.

    Notes
    -----
    Where a figure of the platform itself is known, it speaks alone.
    """
    found: dict[tuple[object, ...], tuple[float, bool]] = {}
    for row in rows:
        if row["measure"] not in MEASURES[:2] or not row["value"]:
            continue
        value = float(str(row["value"]))
        if row["measure"] == "cost_per_season_usd":
            if many is None:
                continue
            value /= many
        inner = "internal document" in str(row["note"] or "").lower()
        found[row["publication"], round(math.log(value), 2)] = (math.log(value), inner)
    if not found:
        return None
    inner = any(flag for _, flag in found.values())
    logs = [value for value, flag in found.values() if flag or not inner]
    mean = sum(logs) / len(logs)
    spread = math.sqrt(sum((value - mean) ** 2 for value in logs) / max(1, len(logs) - 1))
    return Said(mean, spread, len(logs), inner)


def ratio(text: str) -> Ratio | None:
    """The ratio of costs that a sentence states, if it does.

    Examples
    --------
    >>> ratio("'one episode of our program is the equal of two entire seasons of Fauda' in cost")
    Ratio(episodes=1, times=2, of_seasons=True, series='Fauda')
    >>> ratio("It was renewed.") is None
    True
    """
    found = _RATIO.search(text)
    if not found:
        return None
    many, times = _number(found["many"]), _number(found["times"])
    if not many or not times:
        return None
    return Ratio(many, times, found["what"].startswith("season"), found["series"])


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower())
