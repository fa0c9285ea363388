"""Renames: seasons whose name was changed or cut off, found by likeness where no series has the same letters.

Only titles left over come here. Likeness alone never links: the day has to agree as well, or the text has to be one
that its source cut off.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from cliffhanger.evidence.agreement import Verdict
from cliffhanger.evidence.shelf import Printed, Season, Series, Shelf
from cliffhanger.evidence.titles import series_key

ALIKE = 90.0
"""Likeness of two names (0-100) from which a slip of spelling is believed, given the same day."""

RUNTIME_SHARE = 0.15
"""Runtimes that differ by more than this share are of two different seasons."""

EXTRAS = frozenset({
    "making", "aftershow", "after", "inside", "behind", "beyond", "reunion", "special", "movie", "live", "untold",
    "story", "road", "conversation", "bestiary", "recap", "save", "shorts", "makingthe",
})  # fmt: skip
"""Words that, added to a name, make it another programme about the first."""

COUNTRY = frozenset(("us", "usa"))
"""Words that some lists add to tell the American edition apart."""

CUT = "…"
_SHORT = 3


def is_cut(title: Printed) -> bool:
    """Whether the source cut the title off."""
    return title.series_text.rstrip().endswith(CUT)


def stem_keys(title: Printed) -> list[str]:
    """Keys of the beginnings of a title up to each colon, longest first: 'Tiger King' of 'Tiger King: Murder, …'."""
    parts = title.parsed.series.split(": ")
    return [series_key(": ".join(parts[:n])) for n in range(len(parts) - 1, 0, -1)]


def complete(title: Printed, shelf: Shelf) -> list[Verdict]:
    """Find the series whose name a cut-off title begins, or whose name begins it with the same premiere."""
    start = series_key(title.parsed.series.rstrip(". " + CUT))
    found = [s for key, many in shelf.by_key.items() if len(start) > _SHORT and key.startswith(start) for s in many]
    begun = ("cut off by its source, the letters left agree",)
    verdicts = [Verdict(series, None, False, 0.9, begun) for series in found if _fits(title, series)]
    stems = [series for key in stem_keys(title) for series in shelf.by_key.get(key, ())]
    same = [s for s in stems if title.premiere is not None and title.premiere in (s.first(), s.start)]
    return verdicts + [Verdict(s, None, False, 0.9, ("cut off by its source, same beginning, same day",)) for s in same]


def _fits(title: Printed, series: Series) -> bool:
    first = series.first() or series.start
    return first is None or title.premiere is None or abs((first - title.premiere).days) <= 31


def renamed(title: Printed, shelf: Shelf) -> list[Verdict]:
    """Find seasons of the same day under another, similar name."""
    verdicts = []
    for season, day in _same_day(title, shelf):
        if not _numbers_agree(title, season, day) or _both_reported(title, season):
            continue
        likeness, lengths = _alike(title, season.series), _runtimes(title, season)
        # Two charts alone have no premiere to agree on: there the runtime has to.
        bare = title.source == "netflix_top10" and season.premiere is None and not lengths
        if likeness is None or lengths is None or bare:
            continue
        reasons = (likeness, day, *(("same runtime",) if lengths else ()))
        weight = 0.85 if lengths else 0.78
        verdicts.append(Verdict(season.series, None if title.about_series else season, False, weight, reasons))
    return verdicts or _same_start(title, shelf)


def _same_start(title: Printed, shelf: Shelf) -> list[Verdict]:
    """Find series that a list names, without season, under a similar name and the same premiere."""
    if title.premiere is None or title.parsed.number not in (None, 1):
        return []
    verdicts = []
    for series in shelf.by_start.get(title.premiere, ()):
        likeness = None if series.seasons else _alike(title, series)
        if likeness is not None:
            verdicts.append(Verdict(series, None, not title.about_series, 0.78, (likeness, "same premiere")))
    return verdicts


def _same_day(title: Printed, shelf: Shelf) -> list[tuple[Season, str]]:
    found: dict[str, tuple[Season, str]] = {}
    if title.premiere is not None:
        for season in shelf.by_premiere.get(title.premiere, ()):
            found[season.season_id] = (season, "same premiere")
        monday = title.premiere - timedelta(title.premiere.weekday())
        for season in shelf.by_charted.get(monday, ()):
            if season.premiere is None:
                found.setdefault(season.season_id, (season, "premiere in its first chart week"))
    elif title.source == "netflix_top10" and title.period_start is not None:
        for season in shelf.by_charted.get(title.period_start, ()):
            if season.premiere is None:
                found[season.season_id] = (season, "same first chart week")
        for day in _week(title.period_start):
            for season in shelf.by_premiere.get(day, ()):
                found.setdefault(season.season_id, (season, "charted in the week of its premiere"))
    return list(found.values())


def _week(start: date) -> list[date]:
    return [start + timedelta(n) for n in range(7)]


def _alike(title: Printed, series: Series) -> str | None:
    """In what way the names are alike, or None: one holds all words of the other, or they differ by a slip."""
    mine, theirs = _words(title.parsed.series), _words(series.name)
    small, large = sorted((mine, theirs), key=len)
    held = bool(small) and small <= large and max(map(len, small)) > _SHORT and EXTRAS.isdisjoint(large - small)
    if held and title.about_series:
        held = large - small <= COUNTRY or len(small) >= _SHORT
    elif held and title.parsed.number is None:  # 'Love Is Blind: Charlotte', but not 'Beyond Stranger Things'
        held = title.parsed.key.startswith(series.key)
    if held:
        return "one name holds all words of the other"
    a, b = title.parsed.key, series.key
    if a[:1] == b[:1] and _digits(a) == _digits(b) and ratio(a, b, score_cutoff=ALIKE) >= ALIKE:
        return "names differ by a few letters"
    return None


@lru_cache(maxsize=50_000)
def _words(name: str) -> frozenset[str]:
    return frozenset(series_key(word) for word in name.replace(":", " ").split()) - {"the", "a", "and", "of", "-", ""}


def _digits(key: str) -> str:
    return "".join(c for c in key if c.isdigit())


def _numbers_agree(title: Printed, season: Season, day: str) -> bool:
    number = title.parsed.number
    if title.about_series:
        return season.number in (1, None)
    if number is not None and season.number is not None:
        return number == season.number
    return day == "same premiere" or (number in (None, 1) and season.number in (None, 1))


def _both_reported(title: Printed, season: Season) -> bool:
    """Whether one report listed both from the start: then they are two things."""
    return title.source == "netflix_engagement" and any(start == title.period_start for start, _, _ in season.reported)


def _runtimes(title: Printed, season: Season) -> bool | None:
    """Tell whether the runtimes agree; False where one is missing, None where they clash."""
    if title.runtime_min is None or season.runtime_min is None:
        return False
    longer = max(title.runtime_min, season.runtime_min)
    return True if abs(title.runtime_min - season.runtime_min) <= RUNTIME_SHARE * longer else None
