"""The shelf: series and seasons founded so far while titles are placed, and the indexes by which they are found again.

What stands on the shelf on a day depends only on titles known by that day; ids and names never change once given.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from cliffhanger.evidence.titles import ParsedTitle, series_key, slug

ANY_PLATFORM = frozenset({"any", "*", ""})
SERIES_SOURCES = frozenset({
    "announcements", "costs", "imdb", "netflix_daily", "nielsen", "outcomes", "press", "reviews", "tmdb",
    "tvmaze", "wikipedia",
})  # fmt: skip
"""Sources whose title without a season means the series as a whole."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A title as printed, with what its source says beside it."""

    title_id: int
    source: str
    series_text: str
    season_text: str | None
    platform: str
    hint_kind: str
    premiere: date | None
    year: int | None
    known_on: date
    period_start: date | None
    runtime_min: float | None
    parsed: ParsedTitle

    @property
    def about_series(self) -> bool:
        """Whether it speaks of the series as a whole."""
        return self.source in SERIES_SOURCES and (not self.parsed.marked or self.parsed.number is None)


@dataclass(slots=True)
class Season:
    """A season on the shelf."""

    season_id: str
    series: Series
    number: int | None
    label: str
    kind: str
    known_on: date
    marked: bool
    marked_by_platform: bool = False
    premiere: date | None = None
    charted: date | None = None
    runtime_min: float | None = None
    wholes: set[str] = field(default_factory=set)
    reported: set[tuple[date, str, int | None]] = field(default_factory=set)

    @property
    def noun(self) -> str:
        """Word of its label: Season, Part, Volume..."""
        return "Season" if self.kind == "season" else self.label.partition(" ")[0]


@dataclass(slots=True, eq=False)
class Series:
    """A series on the shelf."""

    series_id: str
    name: str
    key: str
    known_on: date
    year: int | None = None
    start: date | None = None
    platforms: set[str] = field(default_factory=set)
    natives: set[str] = field(default_factory=set)
    seasons: list[Season] = field(default_factory=list)
    whole_on: date | None = None

    def first(self) -> date | None:
        """Premiere of season 1, where printed."""
        return min((s.premiere for s in self.seasons if s.premiere and s.number in (1, None)), default=None)

    def earliest(self) -> date | None:
        """Earliest day on which the series is known to have been on its platform."""
        days = [d for s in self.seasons for d in (s.premiere, s.charted) if d is not None]
        return min([*days, *([self.start] if self.start else [])], default=None)


class Shelf:
    """Series and seasons founded so far, by key, by whole title and by day."""

    def __init__(self) -> None:
        self.series: dict[str, Series] = {}
        self.by_key: defaultdict[str, list[Series]] = defaultdict(list)
        self.by_whole: defaultdict[str, list[Season]] = defaultdict(list)
        self.by_premiere: defaultdict[date, list[Season]] = defaultdict(list)
        self.by_charted: defaultdict[date, list[Season]] = defaultdict(list)
        self.by_start: defaultdict[date, list[Series]] = defaultdict(list)
        self.touched: set[str] = set()
        self.season_ids: set[str] = set()

    def found_series(self, title: Printed, name: str, key: str, day: date) -> Series:
        """Put a new series on the shelf; a later namesake's id and name carry its year."""
        base, year = slug(name), _year_of(title)
        series_id, shown = base, f"{name} ({title.parsed.year})" if title.parsed.year else name
        if base in self.series:
            native = slug(title.parsed.native_key) if title.parsed.native_key else ""
            series_id = next(
                (c for c in (f"{base}-{year}", f"{base}-{native}") if c not in self.series and not c.endswith("-")), ""
            )
            shown = f"{name} ({year})"
            count = 2
            while not series_id:
                series_id = "" if f"{base}-{year}-{count}" in self.series else f"{base}-{year}-{count}"
                count += 1
        series = Series(series_id, shown, key, day, title.parsed.year)
        self.series[series_id] = series
        self.by_key[key].append(series)
        self.touched.add(key)
        return series

    def found_season(self, series: Series, title: Printed, day: date) -> Season:
        """Put a new season of a series on the shelf, or return the one that already has its id."""
        number, label, kind, marked = _unit(title)
        part = f"{number}" if number is not None and kind == "season" else slug(label)
        season_id = f"{series.series_id}/{part}"
        for season in series.seasons:
            if season.season_id == season_id:
                return season
        season = Season(season_id, series, number, label, kind, day, marked)
        series.seasons.append(season)
        self.season_ids.add(season_id)
        self.touched.add(series.key)
        return season

    def alias(self, series: Series, key: str) -> None:
        """Let a series be found under another name as well."""
        if series not in self.by_key[key]:
            self.by_key[key].append(series)
            self.touched.add(key)

    def learn(self, series: Series, season: Season | None, title: Printed, *, certain: bool) -> None:
        """Keep what a placed title tells about its season and series, for titles that come after it."""
        parsed = title.parsed
        if title.platform not in ANY_PLATFORM:
            series.platforms.update(platforms_of(title.platform))
        if certain and parsed.native_key:
            series.natives.add(parsed.native_key)
        if certain and series.year is None and parsed.year is not None:
            series.year = parsed.year
        if season is None:
            self._begin(series, title)
            return
        if certain:
            self._spell(series, season, parsed)
        if title.premiere is not None and season.premiere is None and parsed.batch in (None, 1):
            season.premiere = title.premiere
            self.by_premiere[title.premiere].append(season)
            self.touched.add(parsed.whole)
        if parsed.marked and title.source in ("netflix_top10", "netflix_engagement"):
            season.marked_by_platform = True
        season.runtime_min = season.runtime_min or title.runtime_min
        if title.period_start is None:
            return
        if title.source == "netflix_top10" and (season.charted is None or title.period_start < season.charted):
            season.charted = title.period_start
            self.by_charted[title.period_start].append(season)
        elif title.source == "netflix_engagement":
            season.reported.add((title.period_start, parsed.whole, parsed.year))

    def _begin(self, series: Series, title: Printed) -> None:
        # Catalogues of reviews print the first broadcast anywhere, not on the platform.
        if title.premiere is not None and series.start is None and title.source != "reviews":
            series.start = title.premiere
            self.by_start[title.premiere].append(series)

    def _spell(self, series: Series, season: Season, parsed: ParsedTitle) -> None:
        """Keep how the season is spelled; where its own name begins with that of its series, that alone as well."""
        own = series_key(parsed.subtitle) if parsed.subtitle else ""
        for whole in (parsed.whole, own) if own.startswith(series.key) else (parsed.whole,):
            if whole not in season.wholes:
                season.wholes.add(whole)
                self.by_whole[whole].append(season)
                self.touched.add(whole)


@lru_cache(maxsize=1_000)
def platforms_of(text: str) -> frozenset[str]:
    """Split a platform as printed into its names.

    Examples
    --------
    >>> sorted(platforms_of("Hulu/Netflix"))
    ['hulu', 'netflix']
    """
    return frozenset(series_key(part) for part in text.replace(",", "/").split("/") if part.strip())


def _year_of(title: Printed) -> int:
    if title.parsed.year or title.year:
        return int(title.parsed.year or title.year or 0)
    return (title.premiere or title.period_start or title.known_on).year


def _unit(title: Printed) -> tuple[int | None, str, str, bool]:
    """Number, label, kind and whether marked, of the season that a title founds."""
    parsed = title.parsed
    if parsed.marked and not parsed.soft:
        return parsed.number, parsed.label, parsed.kind, True
    if parsed.soft:
        return parsed.number, parsed.label, "season", True
    # Netflix gives nearly every series of one season a marker; names in two parts without one are mostly stand-up.
    if parsed.kind == "special" or (title.platform == "Netflix" and ": " in parsed.series):
        return None, parsed.series, "special", False
    return 1, "Season 1", "season", False
