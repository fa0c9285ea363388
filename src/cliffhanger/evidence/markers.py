"""The words with which titles name a season or a part of one, in the tongues Netflix prints, as compiled patterns.

Kept apart from the grammar (`titles`) so that a new tongue is one more word in a table here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

SEASON_WORDS = (
    "season", "series", "class", "temporada", "staffel", "saison", "stagione", "sezon", "sezonul", "sezona", "sezóna",
    "säsong", "sæson", "sesong", "seizoen", "kausi", "évad", "série", "serie", "сезон", "시즌", "シーズン", "シリーズ",
    "musim", "mùa",
)  # fmt: skip
"""Words that count seasons."""

PART_WORDS = {
    "part": "Part", "parte": "Part", "teil": "Part", "partie": "Part", "del": "Part", "część": "Part", "파트": "Part",
    "パート": "Part", "volume": "Volume", "vol": "Volume", "volumen": "Volume", "chapter": "Chapter",
    "capítulo": "Chapter", "book": "Book", "libro": "Book", "collection": "Collection", "colección": "Collection",
}  # fmt: skip
"""Words that count parts, with their neutral English form."""

_WORD_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
NUMBERS: dict[str, int] = {word: n for n, word in enumerate(_WORD_NUMBERS, 1)}
NUMBERS |= {roman: n for n, roman in enumerate(_ROMAN, 1)}
NUMBERS |= {"l" * n: n for n in (1, 2, 3)}  # printed with a small L in place of a capital I: "Part ll"
NUMBERS |= {sign: n for n, sign in enumerate("一二三四五六七八九十", 1)}
NUMBERS |= {"弐": 2, "壱": 1, "参": 3, "十一": 11, "十二": 12}

_NUM = r"\d{1,4}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
_SEASON = "|".join(sorted(SEASON_WORDS, key=len, reverse=True))
_PART = "|".join(sorted(PART_WORDS, key=len, reverse=True))
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip

MARK = re.compile(
    rf"(?:(?P<word>{_SEASON}|{_PART})s?(?:[\s.#]*(?=\d)|[\s.#]+|(?=[一-十弐壱参]))(?P<num>{_NUM})(?P<letter>(?<=\d)[a-e])?(?!\w)"
    rf"|(?P<ord>\d{{1,2}})\s?(?:st|nd|rd|th|ª|º|°|\.)?\s?(?P<oword>{_SEASON})(?!\w)"
    r"|第\s?(?P<cjk>\d{1,2}|[一二三四五六七八九十弐壱参]{1,2})\s?(?:季|期|部|シーズン|シリーズ)"
    r"|s(?P<s>\d{1,2})(?!\w))(?P<tail>.*)",
    re.IGNORECASE,
)
"""A marker at the start of a segment, with what follows it."""

BATCH = re.compile(rf"(?:^|[\s(:-])(?:part|parte|volume|vol|파트|パート)[\s.]*(?P<num>{_NUM})(?!\w)\)?", re.IGNORECASE)
"""A batch of a season: 'Part 2' behind 'Season 6'."""

TRAILING = re.compile(
    r"\b(?P<mark>(?:season|temporada|staffel|saison|part|volume|vol\.?|book|chapter|시즌|シーズン)\s?\d{1,3}"
    r"|第[\d一二三四五六七八九十]{1,2}[季期])$",
    re.IGNORECASE,
)
"""A marker at the end of a segment that begins with a name: 'Police UK Season 1'."""

SOFT = re.compile(r"(?<=[\w!?.'’])\s(?P<num>\d{1,2}|II|III|IV|VI{1,3}|IX)$")
"""A number at the very end of a title, which may count seasons ('Tiger King 2') or belong to the name ('Ben 10')."""

NAME_ENDS = frozenset({
    "the", "of", "formula", "babylon", "ben", "apollo", "area", "warehouse", "district", "channel", "route", "unit",
    "studio", "room", "code", "sector", "stage", "level", "apartment", "day", "week", "world", "war", "grade", "class",
    "episode", "number", "no", "chapter", "volume", "catch", "agent", "track", "team", "love",
})  # fmt: skip
"""Words after which a closing number belongs to the name."""

LIMITED = re.compile(
    r"(?:limited|mini)[\s-]?(?:series?|serien)|리미티드 시리즈|リミテッドシリーズ"
    r"|限定(?:劇集|剧集|シリーズ|系列)|迷你(?:劇|剧)集?",
    re.IGNORECASE,
)
LONE_NUMBER = re.compile(r"(?P<num>\d{1,2}|II|III|IV|VI{1,3}|IX|XI{0,3})")
POINT_NUMBER = re.compile(r"(?P<num>\d{1,2})\.(?:\s+(?P<rest>.+))?")
LONE_YEAR = re.compile(r"(?:19|20)\d\d")
FINAL = re.compile(r"(?:the )?final season\b.*", re.IGNORECASE)
EPISODES = re.compile(r"(?:episodes?|eps?\b)[\s.]*\(?[\d\s.~–-]+\)?", re.IGNORECASE)
DAY = re.compile(rf"(?:\d{{4}} - )?(?P<month>{'|'.join(MONTHS)}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}})", re.IGNORECASE)
YEAR_PREFIX = re.compile(r"(?:19|20)\d\d - (?=\S)")
SPECIAL = re.compile(r"(?:(?:christmas|holiday|halloween|reunion|the|tv) )?specials?(?: \d+)?|ova|oad", re.IGNORECASE)
SPECIAL_WORDS = frozenset({
    "special", "live", "roast", "award", "awards", "vs", "vs.", "fireplace", "reunion", "standup", "stand-up",
    "concert", "unplugged", "tour", "christmas", "gameday",
})  # fmt: skip
SPECIAL_PHRASES = ("after the altar", "stand up", "making of", "behind the scenes", "night of champions")
"""Words and phrases in the name of an unmarked title that make it a special."""

_MAYBE = re.compile(
    rf"[\d第ixv]|s\d|limited|mini|리미티드|リミテッド|限定|迷你|(?:{_SEASON}|{_PART})s?\W*\w|{'|'.join(MONTHS)}"
    r"|final|the |ep|collection|special|christmas|holiday|halloween|reunion|tv|ova|oad",
    re.IGNORECASE,
)
"""What every marker begins with: most segments are no marker, and this sees it at a glance."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a segment of a title says: number, neutral label, kind, batch and whatever follows.

    Parameters
    ----------
    number : int or None
        Season or part number.
    label : str
        Neutral label, such as 'Season 2' or 'Part 5'.
    kind : str
        'season', 'part' or 'special'.
    limited : bool
        Whether it says that the series is limited.
    batch : int or None
        Which batch of the season.
    rest : str
        Words after the marker.
    clear : bool
        Whether only series are marked like that: films have parts, chapters and numbers too.
    """

    number: int | None
    label: str
    kind: str
    limited: bool = False
    batch: int | None = None
    rest: str = ""
    clear: bool = False


def to_number(text: str) -> int:
    """Read digits, a Roman or Chinese numeral, or an English number word.

    Examples
    --------
    >>> to_number("12"), to_number("IV"), to_number("Two"), to_number("二")
    (12, 4, 2, 2)
    """
    return int(text) if text.isdigit() else NUMBERS[text.lower()]


@lru_cache(maxsize=50_000)
def read_mark(segment: str) -> Mark | None:
    """Read one segment of a title as a marker, or return None.

    Examples
    --------
    >>> read_mark("Season 4 Part 1")
    Mark(number=4, label='Season 4', kind='season', limited=False, batch=1, rest='', clear=True)
    >>> read_mark("Summerhouse") is None
    True
    """
    if _MAYBE.match(segment) is None:
        return None
    found = MARK.match(segment)
    if found is not None:
        return _from_match(found)
    if LIMITED.fullmatch(segment):
        # Netflix rewrites this label both ways after the fact, so it must not show in the neutral one.
        return Mark(1, "Season 1", "season", limited=True, clear=True)
    found = LONE_NUMBER.fullmatch(segment) or POINT_NUMBER.fullmatch(segment)
    if found is not None:
        number = to_number(found["num"])
        return Mark(number, f"Season {number}", "season", rest=(found.groupdict().get("rest") or "").strip())
    return _nameless(segment)


def _nameless(segment: str) -> Mark | None:
    """Read a marker that has no number of its own: a day, a year, the final season, episodes, a special."""
    found = DAY.fullmatch(segment)
    if found is not None:
        return _day(found)
    if LONE_YEAR.fullmatch(segment) or FINAL.fullmatch(segment):
        return Mark(None, segment, "season")
    if EPISODES.fullmatch(segment) or segment.casefold() == "collection":
        return Mark(None, segment, "part", clear=True)
    return Mark(None, segment, "special") if SPECIAL.fullmatch(segment) else None


def _from_match(found: re.Match[str]) -> Mark:
    word = (found["word"] or "season").lower()
    number = to_number(found["num"] or found["ord"] or found["cjk"] or found["s"])
    tail = found["tail"].strip()
    noun = PART_WORDS.get(word)
    batch = None
    if noun is None:
        letter = found["letter"]
        batch = "abcde".index(letter.lower()) + 1 if letter else None
        more = BATCH.search(tail) if tail else None
        if more is not None:
            batch, tail = to_number(more["num"]), f"{tail[: more.start()]} {tail[more.end() :]}"
    elif tail.startswith(("-", "–")):
        tail = ""  # a range of parts is known by its first: 'Part 9 - Part 12', once printed as 'Part 9 -'
    rest = tail.strip(' -–:()"')
    if noun is None:
        label = f"Class {number}" if word == "class" else f"Season {number}"
        return Mark(number, label, "season", False, batch, rest, clear=word != "class")
    return Mark(number, f"{noun} {number}", "part", rest=rest)


def _day(found: re.Match[str]) -> Mark | None:
    try:
        day = date(int(found["year"]), MONTHS.index(found["month"].lower()) + 1, int(found["day"]))
    except ValueError:  # printed like a day, but no such day
        return None
    return Mark(None, day.isoformat(), "special")
