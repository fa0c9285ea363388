"""Numbering: which season of a series a title names, by label, number or, without either, by what the series has."""

from __future__ import annotations

from cliffhanger.evidence.days import NEAR_DAYS, RECENT_DAYS
from cliffhanger.evidence.shelf import Printed, Season, Series

UNDECIDED = 0.45
"""Weight of a candidate that can be neither linked nor ruled out: it keeps the title waiting."""

Seat = tuple[Season | None, float, tuple[str, ...]]
"""A season (None: a new one, or the series as a whole), how well the title fits there, and why."""


def season_of(title: Printed, series: Series) -> Seat:
    """Find the season of a series that a title names."""
    parsed = title.parsed
    whole_series = title.about_series and parsed.key == series.key
    for season in () if whole_series else series.seasons:
        dated = season.premiere and title.premiere and season.premiere != title.premiere
        if parsed.whole in season.wholes and not dated:
            return season, 1.0, ("same season title",)
    if title.about_series:
        return None, 0.97, ("names the series as a whole",)
    if not parsed.marked:
        return _unmarked(title, series)
    return _labelled(title, series) if parsed.number is None else _numbered(title, series)


def _labelled(title: Printed, series: Series) -> Seat:
    label = title.parsed.label.casefold()
    for season in series.seasons:
        if season.label.casefold() == label:
            return season, 1.0, ("same label",)
    if title.parsed.kind == "special" and len(series.seasons) == 1 and not series.seasons[0].marked:
        return series.seasons[0], 0.93, ("its only unit",)
    return None, 0.97, ()


def _numbered(title: Printed, series: Series) -> Seat:
    parsed, seasons = title.parsed, series.seasons
    noun = "Season" if parsed.kind == "season" else parsed.label.partition(" ")[0]
    why: tuple[str, ...] = ("same season number",) if noun == "Season" else (f"same {noun.lower()} number",)
    if parsed.limited:
        why = ("a limited series is its own season 1",)
    weight = 1.0
    if parsed.batch is not None:
        why, weight = (*why, f"batch {parsed.batch} of it"), 0.96
    for season in seasons:
        if season.number == parsed.number and season.noun == noun:
            return season, weight, why
    others = [s for s in seasons if s.number == parsed.number and not side_by_side(title, s)]
    if len(others) == 1 and all(s.noun != noun for s in seasons):
        return others[0], 0.88, (f"{parsed.label} where others print {others[0].label}",)
    if parsed.number == 1 and len(seasons) == 1 and not seasons[0].marked:
        return seasons[0], 0.95, ("its only season, printed there without a marker",)
    return None, _room(title, series), ()


def _room(title: Printed, series: Series) -> float:
    """How well a new numbered season fits in beside those that the series has."""
    number = title.parsed.number or 0
    beside = [s for s in series.seasons if s.number is not None and abs(s.number - number) == 1]
    if not beside:
        return 0.95 if series.seasons else 0.92
    mine = title.premiere or title.period_start
    theirs = [d for s in beside if (d := s.premiere or s.charted) is not None]
    if mine is not None and theirs and all(abs((mine - d).days) > RECENT_DAYS for d in theirs):
        return 0.93
    return 0.98


def _unmarked(title: Printed, series: Series) -> Seat:
    seasons = series.seasons
    exact = [s for s in seasons if title.premiere is not None and s.premiere == title.premiere]
    if len(exact) == 1:
        return exact[0], 0.95, ("no marker, same premiere",)
    ones = [s for s in seasons if s.number == 1 or not s.marked]
    if not ones:
        return None, 0.97, ("no marker: taken as season 1",)
    if len(ones) > 1 or side_by_side(title, ones[0]):
        return None, UNDECIDED, ("no marker, and the series has several seasons",)
    one = ones[0]
    beside = one.premiere is None and one.charted is not None and title.premiere is not None
    if len(seasons) == 1:
        seat: Seat = (one, 0.94, ("no marker, and the series has one season",))
    elif beside and 0 <= (one.charted - title.premiere).days + 6 <= NEAR_DAYS:  # type: ignore[operator]
        seat = (one, 0.92, ("no marker, premiere beside the first chart week of season 1",))
    elif not one.marked_by_platform:  # who prints 'Stranger Things 2' and '3' prints the first without a number
        seat = (one, 0.9, ("no marker: taken as season 1, which its platform never printed with one",))
    else:
        seat = (None, UNDECIDED, ("no marker, and the series has several seasons",))
    return seat


def side_by_side(title: Printed, season: Season) -> bool:
    """Whether one report printed both from the start, under different names: then they are two things."""
    if title.source != "netflix_engagement" or title.period_start is None:
        return False
    return any(start == title.period_start and whole != title.parsed.whole for start, whole, _ in season.reported)


def another_year(title: Printed, season: Season) -> bool:
    """Whether one report prints that season and this title under one name, but with different years in brackets."""
    if title.source != "netflix_engagement" or title.period_start is None:
        return False
    return any(start == title.period_start and year != title.parsed.year for start, _, year in season.reported)
