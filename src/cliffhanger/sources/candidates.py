"""Which series is meant among those that a catalogue finds for a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cliffhanger.errors import TitleError
from cliffhanger.evidence.titles import parse_title, series_key


@dataclass(frozen=True)
class Wanted:
    """A series to ask for.

    Parameters
    ----------
    name : str
        Its name, without a year.
    year : int or None
        Year of its first season, to choose between namesakes.
    """

    name: str
    year: int | None = None


@dataclass(frozen=True)
class Candidate:
    """A series that a catalogue found for a name."""

    number: int
    name: str
    keys: frozenset[str]
    year: int | None
    platform: str

    def __str__(self) -> str:
        about = ", ".join(filter(None, (str(self.year or ""), self.platform)))
        return f"{self.name} ({about})" if about else self.name


def choose(wanted: Wanted, found: Sequence[Candidate], publisher: str) -> Candidate:
    """The series that is meant among those that a catalogue found.

    Only one of the same letters is taken, and where a year is known only one that began within a year of it.

    Raises
    ------
    TitleError
        If there is none, with what was found, or if there are several.
    """
    same = [one for one in found if series_key(wanted.name) in one.keys]
    near = [one for one in same if None in (wanted.year, one.year) or abs((one.year or 0) - (wanted.year or 0)) <= 1]
    best = [one for one in near if one.year == wanted.year] if len(near) > 1 and wanted.year else near
    if len(best) == 1:
        return best[0]
    shown = f"{wanted.name} ({wanted.year})" if wanted.year else wanted.name
    if not best:
        raise TitleError(shown, [str(one) for one in found[:5]], f"(asked: {publisher})")
    raise TitleError(
        shown, [str(one) for one in best[:5]], f"Give the year in brackets (asked: {publisher}).", several=True
    )


def tvmaze_found(answer: Any) -> list[Candidate]:
    """Series in TVmaze's answer to a search."""
    shows = [entry["show"] for entry in answer]
    return [
        Candidate(
            int(show["id"]),
            str(show["name"]),
            frozenset({series_key(str(show["name"])), parse_title(str(show["name"])).key}),
            _year(show.get("premiered")),
            str((show.get("webChannel") or show.get("network") or {}).get("name") or ""),
        )
        for show in shows
    ]


def tmdb_found(answer: Any) -> list[Candidate]:
    """Series in TMDB's answer to a search."""
    return [
        Candidate(
            int(one["id"]),
            str(one["name"]),
            frozenset(series_key(str(one[name])) for name in ("name", "original_name")),
            _year(one.get("first_air_date")),
            "",
        )
        for one in answer["results"]
    ]


def _year(day: object) -> int | None:
    text = str(day or "")[:4]
    return int(text) if text.isascii() and text.isdigit() else None
