"""Agreement: whether a printed title can be of a series on the shelf, which season of it, how surely and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz.fuzz import partial_ratio, ratio

from cliffhanger.evidence.days import Told, compare_days
from cliffhanger.evidence.numbering import another_year, season_of
from cliffhanger.evidence.shelf import ANY_PLATFORM, Printed, Season, Series, platforms_of

SAME_NATIVE = 50.0
"""Likeness (0-100) from which two native names are one: traditional and simplified Chinese share half their signs."""

PART_NATIVE = 75.0
"""The same where one name is part of the other: native halves often add the name of a story arc."""

_WORD = re.compile(r"[^\W_]+")
_BRACKET = re.compile(r" \(\d{4}\)$")
_APOSTROPHES = str.maketrans("", "", "'’‘`´")

ONE_SIDED = 0.95
"""Factor for a year in brackets, or a native title, that only one side prints."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a title would go.

    Parameters
    ----------
    series : Series
        The series.
    season : Season or None
        Its season; None for a new one, or for the series as a whole.
    new : bool
        Whether it would be a new season.
    weight : float
        How surely, 0-1.
    reasons : tuple of str
        Why, in words.
    dated : bool
        Whether its days agree with those of the season.
    """

    series: Series
    season: Season | None
    new: bool
    weight: float
    reasons: tuple[str, ...]
    dated: bool = False

    @property
    def target(self) -> str:
        """The id it would be placed on; for a new season, that of the series with a sign that it is new."""
        if self.season is not None:
            return self.season.season_id
        return f"{self.series.series_id}/{'new' if self.new else '*'}"


def judge(title: Printed, series: Series, *, may_found: bool) -> Verdict | None:
    """Say where in a series a title would go, or None where they contradict each other.

    Parameters
    ----------
    title : Printed
        The title.
    series : Series
        A series with the same key.
    may_found : bool
        Whether the title may found a season.
    """
    season, fit, why = season_of(title, series)
    new = season is None and not title.about_series
    if (new and not may_found) or (season is not None and another_year(title, season)):
        return None
    told = compare_days(title, series, season)
    if told is None or _spelled_apart(title, series, told):
        return None
    agreed, near, days = told
    names, home = _names(title, series, agreed), _platform(title, series, agreed)
    if names is None or home is None:
        return None
    reasons = ("same letters", *why, *names[1], *days, *home[1])
    weight = min(1.0, fit * near * names[0] * home[0])
    return Verdict(series, season, new, weight, tuple(dict.fromkeys(reasons)), agreed and near >= 1.0)


def _spelled_apart(title: Printed, series: Series, told: Told) -> bool:
    """Whether the words are joined differently while no day agrees: 'StartUp' is not 'Start-Up'."""
    mine, theirs = title.parsed.series, series.name
    if mine == theirs or title.parsed.key != series.key or (told[0] and told[1] >= 1.0):
        return False
    return _word_count(mine) != _word_count(theirs)


@lru_cache(maxsize=50_000)
def _word_count(name: str) -> int:
    """Count words; letters with points or hyphens between them are one word, as in 'S.W.A.T.' and '9-1-1'."""
    words = _WORD.findall(_BRACKET.sub("", name).replace("&", " and ").translate(_APOSTROPHES))
    return sum(len(word) > 1 or at == 0 or len(words[at - 1]) > 1 for at, word in enumerate(words))


def _names(title: Printed, series: Series, agreed: bool) -> tuple[float, tuple[str, ...]] | None:
    """Compare the years in brackets and the native names; None where they clash."""
    weight, reasons = _bracket_years(title, series)
    native = title.parsed.native_key
    if weight <= 0 or not native or not series.natives:
        return (weight, reasons) if weight > 0 else None
    if any(ratio(native, n) >= SAME_NATIVE or partial_ratio(native, n) >= PART_NATIVE for n in series.natives):
        return weight, (*reasons, "same native title")
    return (weight * ONE_SIDED, reasons) if agreed else None


def _bracket_years(title: Printed, series: Series) -> tuple[float, tuple[str, ...]]:
    """Weight 0 where the years in brackets, or a year in brackets and the known days, clash."""
    mine, theirs, earliest = title.parsed.year, series.year, series.earliest()
    sided = "a year in brackets on one side only"
    if mine is None and theirs is None:
        return 1.0, ()
    if mine is not None and theirs is not None:
        return (1.0, ("same year in brackets",)) if abs(mine - theirs) <= 1 else (0.0, ())
    if theirs is None:
        if earliest is not None and mine is not None and mine > earliest.year + 1:
            return 0.0, ()
        return (1.0 if earliest is not None and earliest.year == mine else ONE_SIDED), (sided,)
    return _series_year(title, theirs, sided)


def _series_year(title: Printed, theirs: int, sided: str) -> tuple[float, tuple[str, ...]]:
    if title.year is not None and title.source != "costs":  # costs print the year of the season
        return (1.0, ("same year",)) if abs(title.year - theirs) <= 1 else (0.0, ())
    day = title.premiere or title.period_start or (date(title.year, 12, 31) if title.year else None)
    if day is not None and day.year + 1 < theirs:
        return 0.0, ()
    return (ONE_SIDED if day is not None and day.year - theirs <= 2 else ONE_SIDED - 0.03), (sided,)


def _platform(title: Printed, series: Series, agreed: bool) -> tuple[float, tuple[str, ...]] | None:
    if title.platform in ANY_PLATFORM or not series.platforms or series.platforms & platforms_of(title.platform):
        return 1.0, ()
    # A show on two platforms is common, two shows of one name on two platforms as well: only days can tell.
    return (0.85, ("another platform",)) if agreed else None
