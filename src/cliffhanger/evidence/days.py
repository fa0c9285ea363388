"""Days: whether the premiere, year or chart week of a title agrees with those of a season or series.

Runtimes take no part: a series that comes out week by week grows.
"""

from __future__ import annotations

from datetime import date, timedelta

from cliffhanger.evidence.shelf import Printed, Season, Series

FAR_DAYS = 548
"""Premieres further apart than this (18 months) are of two different shows of one name."""

NEAR_DAYS = 14
"""Premieres this near count as the same: lists print the day, the week's end, or a local premiere."""

RECENT_DAYS = 1_000
"""Within this many days the next season of a series comes, as a rule."""

WAITING = 0.45
"""Weight factor that keeps a title waiting: the days neither fit nor rule it out."""

Told = tuple[bool, float, tuple[str, ...]]
"""Whether something agrees beyond not disagreeing, by how much that weighs, and why."""


def compare_days(title: Printed, series: Series, season: Season | None) -> Told | None:
    """Compare the days of a title with those of a season, or of a series for a new season; None where they clash."""
    if title.premiere is None and title.year is None:
        return _chart_days(title, series, season)
    if title.about_series:
        return _series_days(title, series)
    if title.premiere is None:
        return _season_year(title, series, season)
    return _season_days(title, title.premiere, series, season)


def _season_days(title: Printed, premiere: date, series: Series, season: Season | None) -> Told | None:
    if season is not None and season.premiere is not None:
        return _apart(premiere, season.premiere)
    if season is not None and season.charted is not None:
        return _before_chart(premiere, season.charted)
    if title.parsed.marked and title.parsed.number != 1:
        return _later_season(premiere, series)
    told = _against_start(premiere, series)
    if told is None and season is not None and title.parsed.whole in season.wholes:
        return False, 0.95, ()  # the same string, printed without its premiere before
    return told


def in_words(count: int) -> str:
    """Count days in words.

    Examples
    --------
    >>> in_words(1), in_words(3)
    ('1 day', '3 days')
    """
    return f"{count} day" if count == 1 else f"{count} days"


def _apart(mine: date, theirs: date) -> Told | None:
    apart = abs((mine - theirs).days)
    if apart > FAR_DAYS:
        return None
    words = "same premiere" if not apart else f"premieres {in_words(apart)} apart"
    return True, 1.02 if apart <= NEAR_DAYS else 0.93, (words,)


def _before_chart(premiere: date, charted: date) -> Told | None:
    before = (charted + timedelta(6) - premiere).days
    if before < -1:  # it charted before it came out: not this one
        return None
    if before <= NEAR_DAYS:
        return True, 1.01, (f"premiere {in_words(max(before, 0))} before the end of its first chart week",)
    return False, 0.98, (f"premiere {in_words(before)} before its first chart week",)


def _against_start(premiere: date, series: Series) -> Told | None:
    """Hold the premiere of season 1 against the day that a list of series prints; that may be of a later season."""
    known = series.start or series.earliest()
    if known is not None and premiere > known + timedelta(FAR_DAYS):
        return None
    if series.start is None:
        return False, 0.97, ()
    near = abs((premiere - series.start).days) <= NEAR_DAYS
    return (True, 1.02, ("same premiere as the series",)) if near else (True, 0.95, ())


def _series_days(title: Printed, series: Series) -> Told | None:
    """Hold the day or year of a series as a whole against its season 1, its start or its first chart week."""
    if title.parsed.marked:  # 'seasons 1-2': its year is not that of the series
        return False, 0.98, ()
    first = series.first()
    theirs = first or series.start
    if title.premiere is None:
        if title.source == "costs" and theirs is not None and int(title.year or 0) > theirs.year:
            return False, 0.98, ()  # lists of costs print the year of the season they are about
        return _years(int(title.year or 0), theirs)
    if theirs is None:
        return _before_first_chart(title.premiere, series.earliest())
    told = _apart(title.premiere, theirs)
    if told is None and title.source != "reviews" and (title.premiere > theirs or first is None):
        return True, 0.9, ("its list prints the day of another season",)
    return told


def _before_first_chart(premiere: date, earliest: date | None) -> Told | None:
    if earliest is None or premiere <= earliest + timedelta(NEAR_DAYS):
        return False, 0.98, ()
    if premiere > earliest + timedelta(FAR_DAYS):
        return None
    return False, WAITING, ("one of this name charted before that premiere",)


def _later_season(premiere: date, series: Series) -> Told | None:
    first = series.first()
    if first is None:
        return False, 1.0, ()
    if premiere < first - timedelta(FAR_DAYS):
        return None
    return False, 1.0, ("premiere after that of the series",) if premiere >= first else ()


def _season_year(title: Printed, series: Series, season: Season | None) -> Told | None:
    year, earliest = int(title.year or 0), series.earliest()
    theirs = season.premiere if season else None
    if theirs is None and title.parsed.number == 1 and earliest is not None and year > earliest.year + 1:
        return None
    return _years(year, theirs)


def _chart_days(title: Printed, series: Series, season: Season | None) -> Told | None:
    if title.source != "netflix_top10" or title.period_start is None:
        return False, 0.99, ()
    first = season is None and title.parsed.number in (None, 1)
    listed = series.first() is None
    premiere = season.premiere if season else (series.first() or series.start) if first else None
    if premiere is None:
        return False, 0.95 if first and series.seasons else 0.99, ()
    after = (title.period_start + timedelta(6) - premiere).days
    if after < -1:
        # Lists of series may print a local day, so only a premiere of the season itself rules the chart out.
        return (False, 0.95, ()) if season is None and listed and after >= -FAR_DAYS else None
    if after <= NEAR_DAYS:
        return True, 1.01, (f"charted within {in_words(max(after, 0))} of the premiere",)
    return False, 0.98, ()


def _years(year: int, theirs: date | None) -> Told | None:
    if theirs is None:
        return False, 0.98, ()
    if abs(year - theirs.year) > 1:
        return None
    return (True, 1.0, ("same year",)) if year == theirs.year else (True, 0.99, ("years one apart",))
