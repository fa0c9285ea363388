"""Cells of Wikipedia's lists: what a status, a count of seasons, a day and a genre say."""

from __future__ import annotations

import datetime as dt
import re

import pyarrow as pa

from cliffhanger.evidence.markers import MONTHS
from cliffhanger.sources.cells import Cells
from cliffhanger.sources.languages import language_name

STATUS = {"Ended": "ended", "Miniseries": "limited", "Pending": "pending", "Continuing": "pending"}
"""Words of the list of 2022, and the outcome each stands for."""

_SILENT = re.compile(r"Moved (?:back )?to .+|Coming ?soon")
_NEXT_SEASON = re.compile(r"Season \d+ to premiere in \d{4}")
_REFERENCE = re.compile(r"\[[^\]]*\]")
_LONG_DAY = re.compile(r"([A-Z][a-z]+) (\d{1,2}), (\d{4})")
_VAGUE_DAY = re.compile(r"TBA|Awaiting release|(?:(?:Early|Late) |Mid-|[A-Z][a-z]+ )?\d{4}")
_COUNT = re.compile(r"(\d{1,2}) seasons?(?:, \d+ episodes?)?")
_OTHER_COUNT = re.compile(r"TBA|\d+ (?:part|volume|chapter|book|collection)s?(?:, \d+ episodes?)?")
_EPISODES = re.compile(r"\d+ episodes?")
_RENEWED = re.compile(r"Renewed(?! through)|(?:Season \d+|Final season) due to premiere|Season \d+ ongoing Renewed")
_SAYS_NOTHING = re.compile(r"Renewed through .+|New episode due to premiere .+|Season \d+ ongoing")
_FINAL = re.compile(r"[Ff]inal season|seasons? (?:\d+[–-])?(\d+) \(final\)")
_LAST_OF_LATER = re.compile(r"\(seasons? ?(?:\d+[–-])?(\d+)\)")
_UNSCRIPTED = re.compile(
    r"docuserie|documentar|docu-?reality|docusoap|reality|competition|(?:dating|game|talk|variety|cooking|prank) show"
    r"|interview|aftershow|making-of|stand-up",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"\banimat|\banime\b", re.IGNORECASE)


def language_names(words: pa.Array) -> list[str | None]:
    """Names of original languages."""
    # A runtime has slipped into one cell.
    return [
        None
        if word is None or word in ("TBA", "No dialogue") or any(sign.isdigit() for sign in word)
        else language_name(word)
        for word in words.to_pylist()
    ]


def whole_numbers(numbers: pa.Array) -> list[int | None]:
    """Whole numbers, None where there are none."""
    return [None if number is None else int(number) for number in numbers.to_pylist()]


def kind_of_genre(genre: str | None) -> str | None:
    """What the words of a genre say for certain of the kind."""
    if genre and _UNSCRIPTED.search(genre):
        return "unscripted"
    return "animation" if genre and _DRAWN.search(genre) else None


def without_marks(cell: str) -> str:
    """Leave out the marks of references."""
    return " ".join(_REFERENCE.sub("", cell).split())


def mended_text(cell: str) -> str:
    """Mend accents that were read in the wrong code, and a bracket that lost its space.

    Examples
    --------
    >>> mended_text("La RÃ©volution"), mended_text("Travelers(season 3)")
    ('La Révolution', 'Travelers (season 3)')
    """
    try:
        raw = b"".join(sign.encode("cp1252" if ord(sign) > 255 else "latin-1") for sign in cell)
        cell = raw.decode("utf-8")
    except UnicodeError:
        pass
    return without_marks(re.sub(r"(?<=\S)\((?=seasons? |parts? |episodes? )", " (", cell))


def long_day(cell: str) -> dt.date | None:
    """Read a day as July 4, 2024; None where it is vague."""
    words = without_marks(cell)
    if found := _LONG_DAY.fullmatch(words):
        return dt.date(int(found[3]), MONTHS.index(found[1].lower()) + 1, int(found[2]))
    if _VAGUE_DAY.fullmatch(words):
        return None
    raise ValueError(cell)


def count_of_seasons(cell: str) -> int | None:
    """Count seasons; parts and volumes may be batches of one season, and count none."""
    words = without_marks(cell)
    if found := _COUNT.fullmatch(words):
        return int(found[1])
    if _OTHER_COUNT.fullmatch(words):
        return None
    if _EPISODES.fullmatch(words):
        return 1
    raise ValueError(cell)


def status_2022(cell: str) -> str | None:
    """Read a status of the list of 2022."""
    if _SILENT.fullmatch(cell):
        return None
    return "renewed" if _NEXT_SEASON.fullmatch(cell) else STATUS[cell]


def status_2025(cell: str) -> str | None:
    """Read a status of the list of 2025."""
    words = without_marks(cell)
    if _RENEWED.match(words):
        return "renewed"
    if _SAYS_NOTHING.fullmatch(words):
        return None
    if re.fullmatch(r"(?:Miniseries|Limited series)(?: ongoing)?", words):
        return "limited"
    return {"Pending": "pending"}[words]


def final_season(status: str | None, made: int | None) -> int | None:
    """Number of the season that a status calls the last one, of a series that has made so many.

    Examples
    --------
    >>> final_season("Final season due to premiere on May 23, 2025", 7), final_season("Renewed for final season", 2)
    (8, 3)
    >>> final_season("Season 4 due to premiere in 2025 Renewed for season 5 (final)", 3), final_season("Renewed", 1)
    (5, None)
    """
    found = _FINAL.search(without_marks(status or ""))
    if not found or made is None:
        return None
    return int(found[1]) if found[1] else made + 1


def final_seasons(series: pa.Array, status: pa.Array, made: pa.Array) -> list[int | None]:
    """The same of each row; where a title names the seasons that the platform made, the last of these counts."""
    named = [_LAST_OF_LATER.search(title or "") for title in series.to_pylist()]
    return [
        final_season(said, int(last[1]) if last else count)
        for said, count, last in zip(status.to_pylist(), made.to_pylist(), named, strict=True)
    ]


def fates_of(count: int | None, status: str | None, *, out: bool) -> list[str | None]:
    """Outcome of each season made, season 1 first, as a list has it that counts so many.

    Examples
    --------
    >>> fates_of(3, "ended", out=True), fates_of(1, "pending", out=True), fates_of(None, "limited", out=False)
    (['renewed', 'renewed', 'ended'], ['pending'], ['limited'])
    """
    if not out or count is None:
        # Before its premiere, or without a count, a series has no fate but that of being one story.
        return ["limited"] if status == "limited" else []
    # A second season of one story is a second story: what comes after it is not said.
    last = None if status == "limited" and count > 1 else status
    return [*["renewed"] * (count - 1), last]


def note_on(word: str | None, number: int, count: int | None) -> str | None:
    """Say what the list leaves open of an outcome."""
    if word == "ended":
        return f"ended after {count} season{'s' if count != 1 else ''}; the list does not say why"
    return f"the list counts {count} seasons" if word == "renewed" and count and count > number else None


def once(cells: Cells, series: pa.Array, premiere: pa.Array) -> None:
    """Refuse a series that stands twice with one premiere; headings within the table stand many times."""
    seen: dict[tuple[str, dt.date], int] = {}
    for at, key in enumerate(zip(series.to_pylist(), premiere.to_pylist(), strict=True)):
        if None not in key and seen.setdefault(key, at) != at:
            cells.refuse(at, "title", f"{key[0]!r} once", f"a repetition of row {cells.sheet.rows[seen[key]]:,}")


def no_later(cells: Cells, column: str, day: pa.Array, latest: dt.date) -> None:
    """Refuse days by which the file is not the scrape that its header says."""
    for at, found in enumerate(day.to_pylist()):
        if found is not None and found > latest:
            cells.refuse(
                at, column, f"a day no later than {latest}, as this layout is of a list read earlier", str(found)
            )
