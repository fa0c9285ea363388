"""Sections of Wikipedia's list of Netflix originals of March 2025, told from the order of its rows.

The scrape lost the headings. What it kept: tables stand in the order of the page, each sorted by premiere; only some
tables have a column for the language, and only docuseries have one for the subject.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

HEADINGS = (
    *("Arabic", "French", "German", "Hindi", "Italian", "Japanese", "Korean", "Chinese", "Polish", "Spanish"),
    *("Swedish", "Thai", "Turkish"),
)
"""Headings of the tables of scripted series in one other language each, in the order of the page."""


@dataclass(frozen=True)
class Row:
    """What a row shows of its section: its premiere (none in a heading), and whether it names language and subject."""

    premiere: dt.date | None
    names_language: bool
    names_subject: bool


@dataclass(frozen=True)
class Section:
    """What the section of a row says of it."""

    kind: str | None = None
    language: str | None = None


def place_in_sections(rows: Sequence[Row]) -> list[Section]:
    """Say of each row what its section tells.

    The page goes: drama, comedy and family in English (no language named); animation (named); scripted series in other
    languages, a table each (not named), then the rest of them (named); docuseries (with subject); all else.

    Parameters
    ----------
    rows : sequence of Row
        In the order of the list.

    Returns
    -------
    list of Section
        One a row; an empty one where nothing can be told.

    Examples
    --------
    >>> day = dt.date(2024, 3, 1)
    >>> rows = [Row(day, False, False), Row(day, True, False), Row(day, True, True)]
    >>> [(s.kind, s.language) for s in place_in_sections(rows)]
    [('scripted', 'English'), ('animation', None), ('unscripted', None)]
    """
    dated = [at for at, row in enumerate(rows) if row.premiere is not None]
    stretches = _stretches(rows, dated)
    docuseries = next((n for n, part in enumerate(stretches) if rows[part[0]].names_subject), len(stretches))
    found = [Section()] * len(rows)
    for number, part in enumerate(stretches):
        first = rows[part[0]]
        if first.names_subject:
            told = [Section("unscripted")] * len(part)
        elif number > docuseries or number > 2:
            told = [Section("scripted")] * len(part)
        elif first.names_language:
            told = [Section("animation")] * len(part)
        else:
            told = [Section("scripted", "English")] * len(part) if number == 0 else _by_language(rows, part)
        for at, section in zip(part, told, strict=True):
            found[at] = section
    return found


def _stretches(rows: Sequence[Row], dated: Sequence[int]) -> list[list[int]]:
    """Rows that follow one another and name the same things."""
    stretches: list[list[int]] = []
    for at in dated:
        marks = rows[at].names_language, rows[at].names_subject
        if stretches and marks == (rows[stretches[-1][0]].names_language, rows[stretches[-1][0]].names_subject):
            stretches[-1].append(at)
        else:
            stretches.append([at])
    return stretches


def _by_language(rows: Sequence[Row], part: Sequence[int]) -> list[Section]:
    """Tell the tables apart by their order of premieres; their languages only if there are as many as headings."""
    table, tables = 0, [0]
    for before, after in pairwise(part):
        table += (rows[after].premiere or dt.date.max) < (rows[before].premiere or dt.date.min)
        tables.append(table)
    named = HEADINGS if table + 1 == len(HEADINGS) else (None,) * (table + 1)
    return [Section("scripted", named[number]) for number in tables]
