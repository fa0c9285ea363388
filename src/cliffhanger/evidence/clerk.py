"""The clerk: places titles day by day, keeps the links made, and the titles that wait for what makes them clear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cliffhanger.evidence.agreement import Verdict, judge
from cliffhanger.evidence.days import NEAR_DAYS
from cliffhanger.evidence.renames import complete, is_cut, renamed, stem_keys
from cliffhanger.evidence.shelf import Printed, Season, Series, Shelf
from cliffhanger.evidence.titles import parse_title

FOUNDERS = frozenset({
    "announcements", "casebook", "costs", "first_party", "my_outcomes", "netflix_daily", "netflix_engagement",
    "netflix_top10", "nielsen", "outcomes", "tmdb", "tvmaze", "wikipedia",
})  # fmt: skip
"""Sources whose titles found a series or season where none fits; collections of reviews and IMDb's dumps do not."""

CATALOGUES = frozenset({"imdb", "tmdb", "tvmaze", "wikipedia"})
"""Sources that know of all times what is read today: their titles are placed last, and move no other."""

LATE = CATALOGUES | {"press"}
"""Sources whose titles are placed after all others: texts of the press, too, may name a series of any time."""

MARGIN = 0.04
"""Two candidates nearer to each other than this are not told apart."""

SURE = 0.86
"""From this weight on a link teaches its season new spellings."""

LEAST = 0.5
"""No link is made below this weight."""

SEVERAL = "more than one season fits"
MIXED = "the list mixes series and films, and nothing yet shows that this is a series"
CUT_OFF = "cut off by its source, and no series begins like it"
ELSEWHERE = "a series of that name is known, on another platform or from other days"
UNKNOWN = "no series of that name is known from a chart, report or list"
NO_SEASON = "it names no season, and the series has several or began on another day"

Override = Mapping[str, Any]


@dataclass(frozen=True)
class Films:
    """The films among the titles: the first day on which a text, or a key, was known to be one."""

    texts: Mapping[str, date]
    keys: Mapping[str, date]


class Clerk:
    """Places titles day by day and keeps the ledger of links and of titles that wait."""

    def __init__(self, films: Films, overrides: Iterable[Override] = ()) -> None:
        self.films = films
        self.shelf = Shelf()
        self.today = date.min
        self.links: list[tuple[int, str, float, str, date]] = []
        self.waiting: dict[int, tuple[Printed, str, str]] = {}
        self.by_key: defaultdict[str, set[int]] = defaultdict(set)
        self.cut: dict[int, str] = {}
        self.charted_as: defaultdict[str, set[str]] = defaultdict(set)
        self.listed: defaultdict[str, set[str]] = defaultdict(set)
        valid = [row for row in overrides if row["verdict"] != "withdrawn"]
        self.overrides = {(row["series_text"], row["season_text"] or "", row["platform"]): row for row in valid}

    def work(self, day: date, titles: Iterable[Printed]) -> None:
        """Place the titles of a day, then try again those that wait for what the day brought."""
        self.today = day
        self.shelf.touched.clear()
        # Of two shows of one name, the one that came out in the week in which a season of that name first charted,
        # or that is printed letter for letter like it, has to be asked first.
        shows = sorted(titles, key=self._nearness)
        for title in shows:
            self._place(title, day)
        # A title placed late may let another one follow. It ends: only a title that is placed touches the shelf.
        while again := self._woken():
            self.shelf.touched.clear()
            for title in sorted(again, key=order):
                self._place(title, day)

    def work_catalogues(self, titles: Iterable[Printed]) -> None:
        """Place titles of catalogues on what all others have founded; no title that waits is tried again for them."""
        for title in titles:
            self.today = title.known_on
            self._place(title, self.today)

    def _nearness(self, title: Printed) -> int:
        if title.source != "netflix_engagement" or not title.parsed.marked:
            return 0
        english = title.series_text.partition(" // ")[0]
        for series in self.shelf.by_key.get(title.parsed.key, ()):
            for season in series.seasons:
                if season.charted is None or season.number != title.parsed.number or season.premiere is not None:
                    continue
                if title.premiere is not None and 0 <= (season.charted - title.premiere).days + 6 <= NEAR_DAYS:
                    return -2
                if english in self.charted_as[season.season_id]:
                    return -1
        return 0

    def _woken(self) -> list[Printed]:
        ids = {i for key in self.shelf.touched for i in self.by_key.get(key, ())}
        ids |= {i for i, start in self.cut.items() if any(key.startswith(start) for key in self.shelf.touched)}
        return [self.waiting[i][0] for i in ids if i in self.waiting]

    def _place(self, title: Printed, day: date) -> None:
        if self.overrides and self._overridden(title, day):
            return
        read = self._settled(title)
        verdicts = self._candidates(read)
        verdicts.sort(key=lambda v: (-v.weight, v.target))
        best = verdicts[0] if verdicts else None
        rival = next((v for v in verdicts[1:] if best is not None and v.target != best.target), None)
        if best is not None and rival is not None and self._unclear(read, best, rival):
            self._wait(title, SEVERAL, verdicts)
        elif best is not None and best.weight >= LEAST:
            self._link(read, best, day)
        elif best is None and self._may_found(read) and not self._name_taken(read):
            self._found(read, day)
        else:
            self._wait(title, self._why_not(read), verdicts)

    @staticmethod
    def _unclear(title: Printed, best: Verdict, rival: Verdict) -> bool:
        """Whether two candidates are too close to choose: by weight, by the days and by the very string."""
        if best.weight - rival.weight >= MARGIN or (best.dated and not rival.dated):
            return False
        same_string = best.season is not None and title.parsed.whole in best.season.wholes
        return not (same_string and rival.new)

    def _settled(self, title: Printed) -> Printed:
        """Decide whether a bare number at the end counts seasons ('Tiger King 2') or belongs to the name ('Ben 10')."""
        parsed = title.parsed
        if not parsed.soft or parsed.number is None:
            return title
        for series in self.shelf.by_key.get(parsed.key, ()):
            if not series.seasons or parsed.number <= max(s.number or 1 for s in series.seasons) + 2:
                return title
        name = title.series_text.partition(" // ")[0].strip()
        return replace(title, parsed=replace(
            parsed, series=name, key=parsed.whole, number=None, label=name, kind="series", marked=False, soft=False,
        ))  # fmt: skip

    def _may_found(self, title: Printed) -> bool:
        doubtful = title.hint_kind == "unknown" and (not title.parsed.clear or title.source == "nielsen")
        return title.source in FOUNDERS and not doubtful and not is_cut(title)

    def _name_taken(self, title: Printed) -> bool:
        """Whether a catalogue's title would found a namesake of a series that is known: it waits for a verdict."""
        return title.source in CATALOGUES and bool(self.shelf.by_key.get(title.parsed.key))

    def _candidates(self, title: Printed) -> list[Verdict]:
        shelf, parsed = self.shelf, title.parsed
        may_found = self._may_found(title)
        same = shelf.by_key.get(parsed.key, ())
        verdicts = [v for v in (judge(title, series, may_found=may_found) for series in same) if v is not None]
        if parsed.year is not None and any(v.series.year == parsed.year for v in verdicts):
            verdicts = [v for v in verdicts if v.series.year == parsed.year]
        for season in shelf.by_whole.get(parsed.whole, ()):
            if season.series not in same:
                verdict = judge(title, season.series, may_found=False)
                if verdict is not None and verdict.season is season:
                    verdicts.append(verdict)
        if title.hint_kind == "unknown" and not parsed.clear:
            return self._sure(title, verdicts)
        if verdicts or same:
            return verdicts
        return complete(title, shelf) if is_cut(title) else renamed(title, shelf)

    def _sure(self, title: Printed, verdicts: list[Verdict]) -> list[Verdict]:
        """Of a title that may be a film, keep what the premiere or the same string on a list of series confirms."""
        if title.source == "nielsen":
            return [] if self.films.keys.get(title.parsed.key, date.max) <= self.today else verdicts
        film = self.films.texts.get(title.series_text, date.max) <= self.today
        return [v for v in verdicts if v.season is not None and (
            v.dated
            or (title.parsed.marked and title.parsed.whole in v.season.wholes)
            or (not film and (title.series_text in self.listed[v.target] or self._native_known(title, v.series)))
        )]  # fmt: skip

    def _native_known(self, title: Printed, series: Series) -> bool:
        return bool(title.parsed.native_key) and title.parsed.native_key in series.natives and len(series.seasons) == 1

    def _link(self, title: Printed, verdict: Verdict, day: date) -> None:
        series, season = verdict.series, verdict.season
        if verdict.new:
            season = self.shelf.found_season(series, title, day)
        # A catalogue's title may be older than all that told of its season: the link is made once the season is known.
        day = max(day, season.known_on if season is not None else series.whole_on or series.known_on)
        target = self._target(series, season, day)
        reasons = verdict.reasons + ((f"first title of {season.label}",) if verdict.new and season is not None else ())
        certain = verdict.weight >= SURE
        self.shelf.learn(series, season, title, certain=certain)
        if title.parsed.key != series.key and season is not None and not certain:
            self.shelf.alias(series, title.parsed.key)
        self._record(title, target, round(verdict.weight, 3), ", ".join(reasons), day)

    def _found(self, title: Printed, day: date) -> None:
        series = self.shelf.found_series(title, title.parsed.series, title.parsed.key, day)
        season = None if title.about_series else self.shelf.found_season(series, title, day)
        self.shelf.learn(series, season, title, certain=True)
        what = "series" if season is None else "series and season"
        self._record(title, self._target(series, season, day), 1.0, f"first title of its {what}", day)

    def _target(self, series: Series, season: Season | None, day: date) -> str:
        if season is not None:
            return season.season_id
        series.whole_on = series.whole_on or day
        return f"{series.series_id}/*"

    def _record(self, title: Printed, target: str, weight: float, reason: str, day: date) -> None:
        self.links.append((title.title_id, target, weight, reason, day))
        self.waiting.pop(title.title_id, None)
        self.cut.pop(title.title_id, None)
        if title.source == "netflix_top10":
            self.charted_as[target].add(title.season_text or title.series_text)
        if title.source == "netflix_engagement" and title.hint_kind == "tv":
            self.listed[target].add(title.series_text)
            self.shelf.touched.update((title.parsed.whole, title.parsed.key))

    def _wait(self, title: Printed, reason: str, verdicts: list[Verdict]) -> None:
        parsed = title.parsed
        self.waiting[title.title_id] = (title, reason, "; ".join(f"{v.target} ({v.weight:.2f})" for v in verdicts[:5]))
        keys = {parsed.key, parsed.whole}
        if is_cut(title):
            keys.update(stem_keys(title))
            self.cut[title.title_id] = parsed.key
        for key in keys:
            self.by_key[key].add(title.title_id)

    def _why_not(self, title: Printed) -> str:
        if title.hint_kind == "unknown":
            return MIXED
        if is_cut(title):
            return CUT_OFF
        if self._name_taken(title):
            return ELSEWHERE
        if title.source not in FOUNDERS:
            return UNKNOWN
        return NO_SEASON

    def _overridden(self, title: Printed, day: date) -> bool:
        """Follow a person's verdict on the title, if there is one."""
        season_text = title.season_text or ""
        row = next(
            (r for p in (title.platform, "*") if (r := self.overrides.get((title.series_text, season_text, p)))), None
        )
        if row is None:
            return False
        reason = f"a person said so: {row['reason']}"
        if row["verdict"] == "no" or not row["series"]:
            self._wait(title, reason, [])
            return True
        named = parse_title(row["series"])
        number = row["number"]
        parsed = replace(
            title.parsed, series=named.series, key=named.key, year=named.year, number=number, soft=False,
            label="" if number is None else f"Season {number}", kind="season", marked=number is not None,
        )  # fmt: skip
        right = replace(title, parsed=parsed)
        many = self.shelf.by_key.get(named.key, ())
        series = next((s for s in many if named.year is None or named.year in (s.year, _year(s))), None)
        if series is None:
            series = self.shelf.found_series(right, named.series, named.key, day)
        season = None
        if number is not None:
            season = next((s for s in series.seasons if s.number == number), None)
            season = season or self.shelf.found_season(series, right, day)
        self.shelf.learn(series, season, title, certain=season is not None)
        self._record(title, self._target(series, season, day), 1.0, reason, day)
        return True

    def unplaced(self) -> list[tuple[int, str, str | None]]:
        """The titles that still wait, with the reason and the nearest candidates."""
        return sorted((title_id, reason, names or None) for title_id, (_, reason, names) in self.waiting.items())


def _year(series: Series) -> int | None:
    first = series.first()
    return first.year if first is not None else None


def order(title: Printed) -> tuple[Any, ...]:
    """Sort key of a title: its day, then clear titles before doubtful ones, then what it says."""
    parsed = title.parsed
    clear = parsed.marked and not parsed.soft
    if title.source == "casebook":
        tier = 1
    elif clear:
        tier = {"netflix_top10": 2, "netflix_engagement": 3}.get(title.source, 4)
    elif title.about_series:
        tier = 7
    else:
        tier = 8 if title.hint_kind == "unknown" else 5 if title.source == "netflix_top10" else 6
    return (
        title.known_on, tier, parsed.key if clear else parsed.whole, parsed.number or 0, title.premiere or date.max,
        parsed.whole, parsed.year or 0, title.source, title.series_text, title.season_text or "", title.platform,
        title.hint_kind, title.year or 0,
    )  # fmt: skip
