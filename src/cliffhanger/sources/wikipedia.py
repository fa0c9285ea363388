"""Wikipedia's lists of original programming, as read on three days: what each of them said then.

Publisher
    Wikipedia contributors (CC BY-SA 4.0); three scrapes that others published, each with a header of its own.
Period
    The originals of seven services on 1 December 2022, Netflix's ended ones on 30 September 2023, Netflix's current and
    upcoming ones on 24 March 2025.
Known faults
    Headings of sections are lost. The list of 2022 calls everything on a page of ended series 'Ended', and 'Continuing'
    covers renewed, airing and awaiting release; some rows there are a series that another broadcaster began, without a
    word of it. The list of 2023 has broken accents and lost spaces. What a list has wrong is kept as it said it: it is
    what could be read on that day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.evidence.reading_days import READ_ON
from cliffhanger.sources.cells import Cells, finish, printed
from cliffhanger.sources.files import SourceFile
from cliffhanger.sources.layouts import Layout
from cliffhanger.sources.wikipedia_cells import (
    STATUS,
    count_of_seasons,
    fates_of,
    final_seasons,
    kind_of_genre,
    language_names,
    long_day,
    mended_text,
    no_later,
    note_on,
    once,
    status_2022,
    status_2025,
    whole_numbers,
    without_marks,
)
from cliffhanger.sources.wikipedia_sections import Row, place_in_sections

PUBLICATION = "Wikipedia"
"""Who printed the lists. They are one witness, with what was merged from them (`evidence.premieres.WITNESS`)."""

PLATFORMS = {"Amazon Prime": "Prime Video"} | {
    name: name for name in ("Netflix", "Prime Video", "Hulu", "HBO Max", "Paramount+", "Disney+", "Apple TV+")
}
"""Services of the list of 2022, by the name that the list gives them."""

AHEAD = dt.timedelta(days=400)  # no list prints a premiere further ahead of the day on which it was read
_LATER_SEASONS = re.compile(r"\((?:seasons?|series|parts?|volumes?|episodes?) ?\d")
_ONE_STORY = re.compile(r"miniseries|limited series", re.IGNORECASE)
_MOSTLY_DRAWN = re.compile("preschool|children", re.IGNORECASE)
_EMPTY = ("", "Awaiting release")


@dataclass
class _Listed:
    """One list as typed columns: a row a series."""

    name: str
    read_on: dt.date
    series: pa.Array
    platform: pa.Array | str
    premiere: pa.Array
    seasons: list[int | None]
    status: list[str | None]
    later_seasons: pa.Array
    genre: pa.Array
    kind: list[str | None]
    language: list[str | None]
    final: Sequence[int | None] = ()


def read_originals(file: SourceFile) -> pa.Table:
    """Read the list of December 2022: the originals of seven services.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: outcomes of season 1 and of the further seasons made, release_date of season 1, and kind
        (where the genre says it), language and genre of the series. Outcomes count as known on the day on which the
        list was read, what does not change from the premiere.

    Raises
    ------
    SourceError
        With every cell that does not fit, and every series that stands twice with one platform and premiere.
    """
    cells, read_on = Cells(file, file.sheets[0]), READ_ON["wikipedia-2022-12"]
    platform = cells.convert("platform", pa.string(), PLATFORMS.__getitem__, "one of " + ", ".join(PLATFORMS))
    series = cells.convert("title", pa.string(), without_marks, "a title")
    premiere = _premiere(cells, read_on, cells.day("premiere"))
    seasons = cells.number("seasons", "seasons_made", empty=("", "Unknown"), required=False)
    status = cells.convert("status", pa.string(), status_2022, "one of " + ", ".join(STATUS), required=False)
    genre, language = _words(cells, "genre"), _words(cells, "language")
    cells.unique("platform", "title", "premiere")
    finish(file, cells)
    counts, words, genres = whole_numbers(seasons), status.to_pylist(), genre.to_pylist()
    # The page of ended series calls miniseries ended as well; the genre tells some.
    words = [
        "limited" if word == "ended" and count == 1 and _ONE_STORY.search(said or "") else word
        for word, count, said in zip(words, counts, genres, strict=True)
    ]
    return _tables(
        cells,
        _Listed(
            name="Wikipedia, originals",
            read_on=read_on,
            series=series,
            platform=platform,
            premiere=premiere,
            seasons=counts,
            status=words,
            # Where the page says who showed the earlier seasons, those counted are later ones.
            later_seasons=pc.is_valid(cells.text("previous_networks")),
            genre=genre,
            kind=[kind_of_genre(said) for said in genres],
            language=language_names(language),
        ),
    )


def read_ended(file: SourceFile) -> pa.Table:
    """Read the list of September 2023: Netflix's ended originals.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED, as of `read_originals`; the list has no languages.

    Raises
    ------
    SourceError
        With every cell that does not fit, every finale after the day on which the list was read, and every series that
        stands twice with one premiere.
    """
    cells, read_on = Cells(file, file.sheets[0]), READ_ON["wikipedia-ended-2023"]
    series = cells.convert("title", pa.string(), mended_text, "a title")
    premiere = _premiere(cells, read_on, cells.day("premiere"))
    finale = cells.day("finale", required=False)
    no_later(cells, "finale", finale, read_on)
    seasons = cells.number("seasons", "seasons_made")
    genre = cells.convert("genre", pa.string(), mended_text, "words", required=False)
    cells.unique("title", "premiere")
    finish(file, cells)
    genres = genre.to_pylist()
    # Beside an empty finale the cell of seasons holds the episodes of a miniseries.
    counts = [
        number if ended else None
        for number, ended in zip(whole_numbers(seasons), finale.is_valid().to_pylist(), strict=True)
    ]
    return _tables(
        cells,
        _Listed(
            name="Wikipedia, ended",
            read_on=read_on,
            series=series,
            platform="Netflix",
            premiere=premiere,
            seasons=counts,
            status=["limited" if _ONE_STORY.search(said or "") else "ended" for said in genres],
            later_seasons=pc.match_substring_regex(series, _LATER_SEASONS.pattern),
            genre=genre,
            kind=[kind_of_genre(said) for said in genres],
            language=[None] * len(cells),
        ),
    )


def read_current(file: SourceFile) -> pa.Table:
    """Read the list of March 2025: Netflix's current and upcoming originals.

    Rows without a day of premiere are announced series under names that may change: they say nothing yet. The sections
    that the scrape lost are told from the order of its rows (`wikipedia_sections`).

    Returns
    -------
    pyarrow.Table
        Contract PRINTED, as of `read_originals`, with a kind and mostly a language for every series.

    Raises
    ------
    SourceError
        With every cell that does not fit, and every series that stands twice with one premiere.
    """
    cells, read_on = Cells(file, file.sheets[0]), READ_ON["wikipedia-current-2025-03"]
    series = cells.convert("title", pa.string(), without_marks, "a title")
    day = cells.convert("premiere", pa.date32(), long_day, "a day as 'March 24, 2025', a loose date, or TBA")
    premiere = _premiere(cells, read_on, day)
    seasons = cells.convert(
        "seasons",
        pa.int64(),
        count_of_seasons,
        "a count as '2 seasons, 16 episodes', or TBA",
        required=False,
        empty=_EMPTY,
    )
    status = cells.convert(
        *("status", pa.string(), status_2025, "Pending, Miniseries, 'Renewed ...' or 'Season 2 due to premiere ...'"),
        required=False,
        empty=_EMPTY,
    )
    subject, genre, language = (_words(cells, column) for column in ("subject", "genre", "language"))
    once(cells, series, premiere)
    finish(file, cells)
    # Of docuseries the list prints the subject in place of the genre; one row has genre and partner exchanged.
    partner = _words(cells, "partner_country")
    exchanged = pc.and_(pc.is_valid(partner), pc.invert(pc.fill_null(pc.match_substring(partner, "/"), True)))
    genre = pc.coalesce(pc.if_else(exchanged, partner, genre), subject)
    marks = [column.is_valid().to_pylist() for column in (language, subject)]
    sections = place_in_sections([Row(*row) for row in zip(premiere.to_pylist(), *marks, strict=True)])
    spoken = [own or section.language for own, section in zip(language_names(language), sections, strict=True)]
    kinds = [
        kind_of_genre(said)
        or (None if section.kind == "scripted" and _MOSTLY_DRAWN.search(said or "") else section.kind)
        for said, section in zip(genre.to_pylist(), sections, strict=True)
    ]
    shown = pc.is_valid(premiere)
    return _tables(
        cells,
        _Listed(
            name="Wikipedia, current",
            read_on=read_on,
            series=pc.if_else(shown, series, None),
            platform="Netflix",
            premiere=premiere,
            seasons=seasons.to_pylist(),
            status=status.to_pylist(),
            later_seasons=pc.match_substring_regex(series, _LATER_SEASONS.pattern),
            genre=genre,
            kind=kinds,
            language=spoken,
            final=final_seasons(series, cells.text("status", empty=_EMPTY), seasons),
        ),
    )


def _tables(cells: Cells, listed: _Listed) -> pa.Table:
    """Rows of the contract PRINTED for a list."""
    read_on = pa.scalar(listed.read_on)
    later = pc.fill_null(listed.later_seasons, fill_value=False)
    premiere = pc.if_else(later, None, listed.premiere)
    about = {
        "series_text": listed.series,
        "platform": listed.platform,
        "hint_kind": "tv",
        "list_name": listed.name,
        "geography": "world",
        "snapshot_on": listed.read_on,
        "publication": PUBLICATION,
    }
    # A premiere is public on its day, and what does not change was true from then on; one to come, from the list.
    public = pc.min_element_wise(listed.premiere, read_on)
    shown = listed.series.is_valid()
    out = pc.less_equal(listed.premiere, read_on)
    # What is out and counts no seasons is a special, or comes in parts: nothing says that it is a season 1.
    counted = pa.array([number is not None for number in listed.seasons], pa.bool_())
    day = pc.if_else(pc.and_(shown, pc.or_(counted, pc.invert(out))), premiere, None)
    tables = [
        printed(
            cells,
            "release_date",
            text=day.cast(pa.string()),
            **about,
            season_text="Season 1",
            hint_premiere=premiere,
            period_start=premiere,
            period_end=premiere,
            known_on=public,
            grade="C",
        )
    ]
    fates = [
        [] if begun_elsewhere or title is None else fates_of(count, status, out=bool(on_air))
        for begun_elsewhere, title, count, status, on_air in zip(
            later.to_pylist(), listed.series.to_pylist(), listed.seasons, listed.status, out.to_pylist(), strict=True
        )
    ]
    for at in range(max(map(len, fates), default=0)):
        words = [fate[at] if at < len(fate) else None for fate in fates]
        notes = [note_on(word, at + 1, count) for word, count in zip(words, listed.seasons, strict=True)]
        tables.append(
            printed(
                cells,
                "outcome",
                text=pa.array(words, pa.string()),
                # Several outcomes of one row stand in a list each.
                **about | ({"list_name": f"{listed.name}, season {at + 1}"} if at else {}),
                season_text=f"Season {at + 1}",
                # The day printed is that of the first season.
                hint_premiere=premiere if at == 0 else None,
                known_on=listed.read_on,
                grade="listed",
                note=pa.array(notes, pa.string()),
            )
        )
    for number in sorted({final for final in listed.final if final is not None}):
        about_it = about | {"list_name": f"{listed.name}, final season {number}", "known_on": listed.read_on}
        text = pa.array(["ended" if final == number else None for final in listed.final], pa.string())
        about_it |= {"season_text": f"Season {number}", "grade": "listed", "note": "announced as the final season"}
        tables.append(printed(cells, "outcome", text=text, **about_it))
    traits = (
        ("kind", pa.array(listed.kind, pa.string())),
        ("language", pa.array(listed.language, pa.string())),
        ("genre", listed.genre),
    )
    for measure, said in traits:
        text = pc.if_else(shown, said, None)
        tables.append(printed(cells, measure, text=text, **about, hint_premiere=premiere, known_on=public, grade="C"))
    return pa.concat_tables(tables)


def _premiere(cells: Cells, read_on: dt.date, day: pa.Array) -> pa.Array:
    no_later(cells, "premiere", day, read_on + AHEAD)
    return day


def _words(cells: Cells, column: str) -> pa.Array:
    plain = (without_marks(cell) if cell not in _EMPTY else None for cell in cells.text(column, empty=()).to_pylist())
    return pa.array([word or None for word in plain], pa.string())


TERMS = "Wikipedia's lists are under CC BY-SA 4.0: credit 'Wikipedia contributors'."
"""What Wikipedia asks of those who use its lists."""

LAYOUTS = (
    Layout(
        "wikipedia",
        PUBLICATION,
        ("platform", "title", "genre", "premiere", "seasons", "episodes", "status", "language", "previous_networks"),
        read_originals,
        TERMS,
    ),
    Layout("wikipedia", PUBLICATION, ("title", "genre", "premiere", "finale", "seasons"), read_ended, TERMS),
    Layout(
        "wikipedia",
        PUBLICATION,
        ("title", "genre", "premiere", "seasons", "runtime", "status", "language", "subject", "partner_country"),
        read_current,
        TERMS,
    ),
)
"""Headers of the three lists."""
