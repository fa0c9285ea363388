"""The grammar of titles: what a printed season title says, without looking at any other title.

Publishers print a season in many ways: 'Elite: Season 2 // Élite: Temporada 2', 'Stranger Things 4', 'Our Planet: II'.
`parse_title` takes such a text apart; `link` decides which season it is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from cliffhanger.evidence.markers import (
    BATCH,
    NAME_ENDS,
    SOFT,
    SPECIAL_PHRASES,
    SPECIAL_WORDS,
    TRAILING,
    YEAR_PREFIX,
    Mark,
    read_mark,
    to_number,
)

_SPACES = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0900-\u0e7f])+")
_APOSTROPHES = str.maketrans("", "", "'’‘`´")
_DOUBLE = re.compile(r"\s*:\s+(?::\s+)+")
_YEAR = re.compile(r"\s*\((?P<year>(?:19[3-9]|20[0-3])\d)\)\s*$")
_SPAN = re.compile(r"\s*\((?:seasons?|series)\s[\d\s,–-]+\)$", re.IGNORECASE)
_ACCENTS = dict.fromkeys(range(0x300, 0x370))
_ODD_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "&": "and", "＆": "and"})
_SIGNS = bytes(n for n in range(128) if not chr(n).isalnum())


class _Letters(dict[int, str]):
    """What a key keeps of each character, worked out once: letters, digits, and the vowel signs of Indic and Thai."""

    def __missing__(self, code: int) -> str:
        kept = (c for c in _fold(chr(code)) if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc"))
        self[code] = "".join(kept)
        return self[code]


_LETTERS = _Letters()


@dataclass(frozen=True, slots=True)
class ParsedTitle:
    """What a printed title says.

    Parameters
    ----------
    series : str
        Name of the series for display, without marker, year or native form.
    key : str
        `series_key` of it: equal keys are the same name.
    number : int or None
        Season or part number; 1 for a limited series, None where the title has no number.
    label : str
        Neutral label: 'Season 2', 'Part 5', the day of an event as '2026-03-30', or the title's own name.
    kind : str
        'season', 'part', 'special', or 'series' for a title without any marker.
    limited : bool
        Whether it says Limited Series.
    year : int or None
        Year printed in brackets behind the name.
    native : str or None
        The native form, after ' // '.
    subtitle : str or None
        A season's own name.
    whole : str
        Key of the whole title with its marker, without the native form.
    native_key : str
        Key of the native form without its marker; empty for none.
    batch : int or None
        Which batch of a season that came out in several.
    marked : bool
        Whether a marker was found.
    soft : bool
        Whether the number is a bare one at the end, which may belong to the name.
    clear : bool
        Whether the marker is one that only series bear ('Season 2', 'Limited Series'), not films.
    """

    series: str
    key: str
    number: int | None
    label: str
    kind: str
    limited: bool = False
    year: int | None = None
    native: str | None = None
    subtitle: str | None = None
    whole: str = ""
    native_key: str = ""
    batch: int | None = None
    marked: bool = False
    soft: bool = False
    clear: bool = False


@lru_cache(maxsize=2**16)
def series_key(name: str) -> str:
    """Reduce a name to what spellings have in common: letters and digits, no case, no accents, '&' as 'and'.

    Names without a letter or digit keep their signs, and scripts other than Latin keep their letters and vowel signs.

    Examples
    --------
    >>> series_key("Hit & Run"), series_key("HIT AND RUN"), series_key("Señorita ’89"), series_key("도깨비")
    ('hitandrun', 'hitandrun', 'senorita89', '도깨비')
    """
    if name.isascii():
        plain = name.lower().replace("&", "and").encode().translate(None, _SIGNS).decode()  # faster than str's
        return plain or _SPACES.sub("", name.lower())
    key = unicodedata.normalize("NFKC", name).translate(_LETTERS)
    return key or _SPACES.sub("", _fold(name)) or _SPACES.sub("", name)


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().translate(_ODD_LETTERS)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", text).translate(_ACCENTS))


def slug(name: str) -> str:
    """Make the part of an id that stands for a name.

    Examples
    --------
    >>> slug("Hit & Run"), slug("Grey's Anatomy"), slug("9-1-1: Lone Star"), slug("도깨비")
    ('hit-and-run', 'greys-anatomy', '9-1-1-lone-star', '도깨비')
    """
    text = name.replace("&", " and ")
    text = text.lower() if text.isascii() else _fold(text)
    return "-".join(_WORD.findall(text.translate(_APOSTROPHES))) or "untitled"


@lru_cache(maxsize=200_000)
def parse_title(series_text: str, season_text: str | None = None) -> ParsedTitle:
    """Take a printed title apart; never fails, whatever the text.

    Parameters
    ----------
    series_text : str
        The title, or the series' name where the publisher prints the season apart.
    season_text : str or None
        The season's title, where printed apart; 'N/A' and empty count as none.

    Examples
    --------
    >>> title = parse_title("Squid Game: Season 2 // 오징어 게임: 시즌 2")
    >>> title.series, title.number, title.label, title.native
    ('Squid Game', 2, 'Season 2', '오징어 게임: 시즌 2')
    >>> parse_title("Stranger Things", "Stranger Things 4").number
    4
    >>> title = parse_title("Suits (2011): Season 1")
    >>> title.series, title.year, title.number
    ('Suits', 2011, 1)
    """
    english, native = _halves(series_text)
    if english.endswith(")"):
        english = _SPAN.sub("", english) or english  # 'You (seasons 2–4)' in lists of series
    season, season_native = _halves(season_text) if season_text else ("", None)
    native = native or season_native
    if not season or season == "N/A":
        return _build(*_single(english), english, native)
    whole = f"{english}: {season}" if read_mark(season) else season
    return _build(*_pair(english, season), whole, native)


def _halves(text: str) -> tuple[str, str | None]:
    if not text.isascii():
        text = _mended(text)
    text = _SPACES.sub(" ", text).strip() if not text.isascii() or "  " in text else text.strip()
    if ": :" in text:
        text = _DOUBLE.sub(": ", text)
    front, bar, back = text.partition(" // ")
    return (front.strip(), back.strip() or None) if bar and front.strip() else (text, None)


def _mended(text: str) -> str:
    """Undo a double encoding, as the compiled daily lists have it: 'PokÃ©mon'."""
    if "Ã" not in text and "â\x80" not in text:
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:  # it was cut off within a letter, or is a title with such letters
        return text.replace("â\x80\x99", "’")


def _single(text: str) -> tuple[str, Mark | None, bool]:
    """Split one string into name, marker and whether the marker is a soft one."""
    segments = text.split(": ")
    if len(segments) > 1 and series_key(segments[-1]) == series_key(segments[-2]):
        return ": ".join(segments[:-1]), None, False  # a season named like its series: 'Siege: Siege'
    first_part: tuple[int, Mark] | None = None
    for at in range(1, len(segments)):
        mark = read_mark(_bare(segments[at]))
        if mark is None:
            continue
        if mark.kind == "season":
            return ": ".join(segments[:at]), _with_more(mark, segments[at + 1 :]), False
        first_part = first_part or (at, mark)
    if first_part is not None:
        at, mark = first_part
        return ": ".join(segments[:at]), _with_more(mark, segments[at + 1 :]), False
    found = TRAILING.search(text) if text[-1:].isdigit() or text[-1:] in "季期" else None
    if found is not None and found.start():
        name = text[: found.start()].rstrip(" :,-")
        before, _, last = name.rpartition(": ")
        repeated = bool(before) and series_key(before) == series_key(last)  # 'Niña Niño: Nina Nino Book 1'
        return before if repeated else name, read_mark(found["mark"]), False
    return _soft(text, len(segments))


def _soft(text: str, segments: int) -> tuple[str, Mark | None, bool]:
    """Read a bare number at the end of a name: 'Tiger King 2', 'Stranger Things 4: A subtitle'."""
    head, _, rest = text.partition(": ") if segments > 1 else (text, "", "")
    for name, behind in ((text, ""), (head, rest)):
        found = SOFT.search(name) if name[-1:] in "0123456789IVX" else None
        front = name[: found.start()] if found else ""
        if found is None or front.split(" ")[-1].lower() in NAME_ENDS or front.isdigit():
            continue
        number = to_number(found["num"])
        if 1 <= number <= 19:
            return front, Mark(number, f"Season {number}", "season", rest=behind), True
    return text, None, False


def _pair(series: str, season: str) -> tuple[str, Mark | None, bool]:
    """Split a season's title whose series is printed beside it."""
    if not _even(season).startswith(_even(series)):
        mark = read_mark(season) or _single(season)[1]
        return series, mark or Mark(None, season, "season", rest=season), False
    rest = season[len(series) :].lstrip(" :-–")
    if not rest or series_key(rest) == series_key(series):
        return series, None, False
    if rest.casefold() in ("series", "the series"):
        return series, Mark(1, "Season 1", "season"), False
    first, *more = rest.split(": ")
    mark = read_mark(_bare(first))
    if mark is not None:
        return series, _with_more(mark, more), False
    name, mark, soft = _single(season)
    if mark is None or soft:
        return series, Mark(None, rest, "season", rest=rest), False
    own = series_key(name)[len(series_key(series)) :]
    return (series if own == series_key(series) else name), mark, False  # 'Niña Niño: Nina Nino Book 1'


def _even(text: str) -> str:
    return text.lower().replace("’", "'")


def _bare(segment: str) -> str:
    return YEAR_PREFIX.sub("", segment) if segment[:2] in ("19", "20") else segment


def _with_more(mark: Mark, more: list[str]) -> Mark:
    """Add the segments behind a marker: a batch ('Part 2') or the season's own name."""
    batch, names = mark.batch, [mark.rest] if mark.rest else []
    for segment in more:
        found = BATCH.fullmatch(segment) if mark.kind == "season" else None
        if found is not None:
            batch = to_number(found["num"])
        else:
            names.append(segment)
    if batch == mark.batch and len(names) == bool(mark.rest):
        return mark
    return Mark(mark.number, mark.label, mark.kind, mark.limited, batch, ": ".join(names), mark.clear)


def _build(name: str, mark: Mark | None, soft: bool, whole: str, native: str | None) -> ParsedTitle:
    found = _YEAR.search(name) if name.endswith(")") else None
    year = int(found["year"]) if found else None
    series = (name[: found.start()] if found else name).strip() or name or whole
    key = series_key(series)
    native_key = ""
    if native is not None:
        native_name, native_mark, native_soft = _single(native.split(" // ")[0])
        if native_mark is not None or read_mark(native_name) is None:  # a bare marker names nothing
            native_name = native_name.partition(": ")[0]  # what follows is mostly the name of an arc
            native_key = series_key(_YEAR.sub("", native_name) if native_name[-1:] == ")" else native_name)
        if mark is None and native_mark is not None and not native_soft and native_mark.kind != "special":
            mark = native_mark
    if mark is None:
        kind = "special" if _sounds_special(series.lower()) else "series"
        whole_key = key if series == whole or found else series_key(whole)
        return ParsedTitle(series, key, None, series, kind, False, year, native, None, whole_key, native_key)
    return ParsedTitle(
        series, key, mark.number, mark.label, mark.kind, mark.limited, year, native, mark.rest or None,
        series_key(whole), native_key, mark.batch, True, soft, mark.clear,
    )  # fmt: skip


def _sounds_special(name: str) -> bool:
    return not SPECIAL_WORDS.isdisjoint(name.split()) or any(phrase in name for phrase in SPECIAL_PHRASES)
