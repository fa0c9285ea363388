"""What happened to series: dated announcements, and the merged list of outcomes after a first season.

Publisher
    Compiled from press pages (each row names one), Wikipedia's lists of original programming (CC BY-SA 4.0), TMDB
    (attribution, non-commercial) and Netflix's own reports.
Period
    Announcements 2020-2026; series that first aired before 2024.
Known faults
    Many announcements are dated only by month or year. Lists say that a series ended, hardly ever why: one season,
    ended and not called limited is 'ended' here, with a note, and need not have been cancelled. The merged list used
    all its inputs at once, so a label counts as known only when the latest of those that can have given it was read.
"""

from __future__ import annotations

import datetime as dt
import re

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.evidence.reading_days import READ_ON
from cliffhanger.sources.cells import Cells, finish, joined, printed, span_of
from cliffhanger.sources.files import SourceFile
from cliffhanger.sources.languages import language_name
from cliffhanger.sources.layouts import Layout

EVENTS = {
    "renewed": ("renewed", ""),
    "cancelled": ("cancelled", ""),
    "un-renewed": ("un-renewed", ""),
    "ended": ("ended", "a final season was announced"),
    "limited": ("limited", ""),
    "wrap-up": ("wrap-up", ""),
    "not renewed": ("ended", "not renewed, and not called cancelled"),
    "cancelled before premiere": ("cancelled", "before its premiere"),
}
"""Words of the column 'event': the outcome each stands for, and what the note adds."""

AHEAD = "announcements, ordered ahead"
"""List of the seasons that were renewed before they premiered, where an order was for several seasons at once."""

LAST = "outcomes, last season"
"""List of the last seasons of series that are over."""

SAYS_NO_OUTCOME = "tmdb-2026-01"
"""Input that gave names, genres and first air dates, but no label: beside others it does not date one."""

LISTS = tuple(name for name in READ_ON if name.startswith("wikipedia"))
"""Inputs that list renewals and endings; the others give names, dates and hours beside them."""

INFERRED_ON = READ_ON["netflix-engagement"]
"""A label inferred from an absence, or from a later season in a report, could not be known before that report."""

PUBLICATION = "Wikipedia, TMDB and press (merged list)"
"""Who printed the merged list; its column 'source' names the inputs that agree."""

_SEASONS = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")
_REPORTED = re.compile(r"(\d{4}(?:-\d{2}){0,2}) \(season (\d{1,2})(?:-(\d{1,2}))?\)")
_LABELS = {"renewed": "renewed", "limited": "limited", "pending": "pending", "not renewed": "ended"}
_SILENT = ("unknown", "not applicable (special)", "not applicable (continuation)")
_KINDS = ("scripted", "animation", "unscripted", "special")


def read_announcements(file: SourceFile) -> pa.Table:
    """Read dated renewals and cancellations.

    The outcome stands on the season that was decided upon. ``renewed`` names the season ordered, so an order for
    season 2 is the outcome of season 1; an order for seasons 5-6 is that of season 4, and of season 5 in a list of
    its own (`AHEAD`). All other events name the last season made.

    The date is that of the announcement, which is public by nature: it counts as known on that day, or on the last
    day of its month or year, or when the page that reports it was published, whichever is first. A page printed in a
    later month may look back ("later reversed"), so its note is then left out.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: outcome; the period is the day, month or year of the announcement.

    Raises
    ------
    SourceError
        With every cell that does not fit, every announcement that stands twice, and every page that is older than
        what it reports.
    """
    cells = Cells(file, file.sheets[0])
    about = {
        "series_text": cells.text("series", required=True),
        "platform": cells.text("platform", required=True),
        "hint_kind": "tv",
        "geography": "world",
        "publication": cells.text("publication", required=True),
        "url": cells.text("url"),
        "grade": "reported",
    }
    event = cells.one_of("event", EVENTS)
    start, end = cells.span("date")
    first_printed, printed_on = cells.span("publication_date")
    seasons = cells.convert("season", pa.list_(pa.int64()), _numbers, "a season number as 2, or two as 5-6")
    cells.unique("series", "platform", "event", "season", "date")
    early = pc.indices_nonzero(pc.fill_null(pc.less(printed_on, start), fill_value=False))
    for at in early.to_pylist():
        cells.refuse(at, "publication_date", f"a date not before that of the event, {start[at]}", str(printed_on[at]))
    words = event.to_pylist()
    for at, (word, numbers) in enumerate(zip(words, seasons.to_pylist(), strict=True)):
        if word == "renewed" and numbers and numbers[0] < 2:
            cells.refuse(at, "season", "the season that was ordered, 2 or later", str(numbers[0]))
        elif word and word != "renewed" and numbers and len(numbers) > 1:
            cells.refuse(at, "season", "one season, the last that was made", f"{numbers[0]}-{numbers[-1]}")
    finish(file, cells)
    known = pc.min_element_wise(end, printed_on)
    remark = pc.if_else(pc.less_equal(first_printed, known), cells.text("note"), None)
    about |= {
        "text": pa.array([EVENTS[word][0] for word in words], pa.string()),
        "period_start": start,
        "period_end": end,
        "known_on": known,
        "snapshot_on": pc.max(printed_on).as_py(),
        "note": joined(pa.array([EVENTS[word][1] for word in words], pa.string()), remark),
    }
    # A series that was never aired has no season 0: what was decided upon is its first season.
    decided = [
        max(numbers[0] - (word == "renewed"), 1) for word, numbers in zip(words, seasons.to_pylist(), strict=True)
    ]
    placed = printed(cells, "outcome", **about, season_text=_season(decided), list_name="announcements")
    ahead = [numbers[0] if len(numbers) > 1 else None for numbers in seasons.to_pylist()]
    further = printed(cells, "outcome", **about, season_text=_season(ahead), list_name=AHEAD)
    return pa.concat_tables([placed, further.filter(pc.is_valid(further["season_text"]))])


def read_outcomes(file: SourceFile) -> pa.Table:
    """Read the merged list: one row per series, with the outcome after its first season.

    A label counts as known when the latest of the inputs that its row names was read (`READ_ON`, `INFERRED_ON`); of a
    listed renewal, ending or silence, the latest of the lists among them (`LISTS`), since a viewing report that has the
    same series lists none; a reported renewal or cancellation of the first season as soon as it was reported. Kind,
    language and genre do not change and count as known from the premiere.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: outcome and release_date of season 1, the outcome of the last season of a series that is over
        (list `LAST`), and kind, language, genre and seasons_made of the series.

    Raises
    ------
    SourceError
        With every cell that does not fit, and every series that stands twice with one platform and premiere.
    """
    cells = Cells(file, file.sheets[0])
    named = cells.text("series", required=True)
    first_aired = cells.day("first_air_date", required=False)
    premiere = pc.if_else(_began_there(cells, named), first_aired, None)
    about = {
        "series_text": named,
        "platform": cells.text("platform", required=True),
        "hint_kind": "tv",
        "hint_premiere": premiere,
        "list_name": "outcomes",
        "geography": "world",
        "publication": PUBLICATION,
    }
    label = cells.one_of("s1_outcome", (*_LABELS, *_SILENT))
    grade = cells.one_of("label_quality", ("listed", "reported", "inferred"))
    kind = cells.convert(
        "type", pa.string(), {k: k for k in _KINDS}.__getitem__, "one of " + ", ".join(_KINDS), required=False
    )
    seasons = cells.number("seasons", "seasons_made", required=False)
    inputs = cells.convert("source", pa.date32(), _latest_input, "names of inputs joined by '+': " + ", ".join(READ_ON))
    lists = pa.array([_latest_list(cell) for cell in cells.text("source", empty=()).to_pylist()], pa.date32())
    cancelled_on = cells.span("cancel_reported", required=False)
    renewed_on = cells.convert(
        "renewal_reported",
        pa.struct([("first", pa.date32()), ("last", pa.date32())]),
        _second_season_ordered,
        "dates with seasons, as '2021-09-20 (season 4-5); 2023-05 (season 6)'",
        required=False,
    )
    cells.unique("series", "platform", "first_air_date")
    finish(file, cells)
    read_on = pc.if_else(pc.equal(grade, "inferred"), pc.max_element_wise(inputs, pa.scalar(INFERRED_ON)), inputs)
    # A label of 'limited' may be that of a report, so it waits for all.
    by_list = pc.and_(pc.equal(grade, "listed"), pc.is_in(label, pa.array(["renewed", "not renewed", "pending"])))
    read_on = pc.if_else(by_list, pc.coalesce(lists, inputs), read_on)
    about["snapshot_on"] = snapshot = pc.max(read_on).as_py()
    dated = _dated(cells, cancelled_on[1], read_on)
    first = _first_season(cells, label, read_on, (cancelled_on[0], cancelled_on[1]), renewed_on)
    public = pc.coalesce(first_aired, read_on)
    last, last_known = _last_season(cells, seasons, label, pc.if_else(dated, cancelled_on[1], None), read_on)
    tables = [
        printed(cells, "outcome", **about, **first, season_text="Season 1", grade=grade),
        printed(
            cells,
            "release_date",
            text=premiere.cast(pa.string()),
            **about,
            season_text="Season 1",
            period_start=premiere,
            period_end=premiere,
            known_on=pc.min_element_wise(premiere, pa.scalar(snapshot)),
            grade="C",
        ),
        printed(
            cells,
            "outcome",
            text=pc.if_else(pc.is_valid(last), cells.text("status"), None),
            **{**about, "list_name": LAST, "hint_premiere": None},
            season_text=last,
            known_on=last_known,
            grade=grade,
            note=pc.if_else(pc.equal(cells.text("status"), "ended"), "ended with it; the lists do not say why", None),
        ),
        printed(cells, "seasons_made", seasons, **about, known_on=pc.max_element_wise(read_on, inputs), grade="C"),
    ]
    genre = cells.text("genres")  # not TMDB's: they have other terms, and may not teach the models that are shipped
    spoken = pa.array([language_name(word or "") for word in cells.text("language").to_pylist()], pa.string())
    for measure, text in (("kind", kind), ("language", spoken), ("genre", genre)):
        tables.append(printed(cells, measure, text=text, **about, known_on=public, grade="C"))
    return pa.concat_tables(tables)


def _began_there(cells: Cells, named: pa.Array) -> pa.Array:
    """Whether the first air date is the premiere of season 1 on the platform.

    A series taken over from elsewhere is listed with its first season there, which is a later one; of a catalogue title
    the date is that of another broadcaster.
    """
    taken_over = pc.or_(
        pc.equal(cells.text("s1_outcome"), "not applicable (continuation)"),
        pc.match_substring_regex(named, r"\((seasons?|series|parts?) \d"),
    )
    elsewhere = pc.starts_with(cells.text("status"), "unknown (")
    return pc.invert(pc.or_(pc.fill_null(taken_over, False), pc.fill_null(elsewhere, False)))


def _dated(cells: Cells, reported: pa.Array, read_on: pa.Array) -> pa.Array:
    """Whether a cancellation was reported by the day on which the row's inputs were read.

    One reported later fell on a season that they may not have known: the announcements say which one.
    """
    over = pc.equal(cells.text("status"), "cancelled")
    return pc.and_(over, pc.fill_null(pc.less_equal(reported, read_on), fill_value=False))


def _first_season(
    cells: Cells, label: pa.Array, read_on: pa.Array, cancelled_on: tuple[pa.Array, pa.Array], renewed_on: pa.Array
) -> dict[str, pa.Array]:
    """What happened after the first season, when, since when that is known, and what the list adds."""
    over, dated = pc.equal(cells.text("status"), "cancelled"), _dated(cells, cancelled_on[1], read_on)
    refused, renewed = pc.equal(label, "not renewed"), pc.equal(label, "renewed")
    cancelled = pc.and_(refused, dated)
    start, end = (
        pc.if_else(cancelled, cancelled_on[at], pc.if_else(renewed, pc.struct_field(renewed_on, which), None))
        for at, which in enumerate(("first", "last"))
    )
    words = pc.if_else(cancelled, "cancelled", pa.array([_LABELS.get(word) for word in label.to_pylist()], pa.string()))
    words = pc.if_else(pc.and_(refused, pc.and_(over, pc.invert(dated))), None, words)
    known = pc.min_element_wise(end, read_on)
    # The status is as of the lists: beside a label that was reported earlier it would be later knowledge.
    status = pc.binary_join_element_wise("status", cells.text("status"), " ")
    status = pc.if_else(pc.equal(known, read_on), status, None)
    unsaid = pc.and_(refused, pc.invert(cancelled))
    note = joined(pc.if_else(unsaid, "not renewed after one season; the lists do not say why", None), status)
    return {"text": words, "period_start": start, "period_end": end, "known_on": known, "note": note}


def _last_season(
    cells: Cells, seasons: pa.Array, label: pa.Array, cancelled_on: pa.Array, read_on: pa.Array
) -> tuple[pa.Array, pa.Array]:
    """Name the season with which a series of several ended or was cancelled, and since when that is known."""
    status, renewed = cells.text("status"), pc.equal(label, "renewed")
    told = pc.or_(pc.equal(status, "ended"), pc.and_(pc.equal(status, "cancelled"), pc.is_valid(cancelled_on)))
    over = pc.and_(told, pc.and_(renewed, pc.greater(seasons, 1)))
    last = pc.if_else(
        over, pc.binary_join_element_wise("Season", seasons.cast(pa.int64()).cast(pa.string()), " "), None
    )
    reported = pc.if_else(pc.equal(status, "cancelled"), cancelled_on, None)
    return last, pc.min_element_wise(reported, read_on)


def _numbers(cell: str) -> list[int]:
    found = _SEASONS.fullmatch(cell)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if last < first or last > first + 1:
        # No order for three seasons at once is known; it would need a list for each.
        raise ValueError(cell)
    return list(range(first, last + 1))


def _latest_input(cell: str) -> dt.date:
    days = {name: READ_ON[name] for name in cell.split("+")}
    return max(day for name, day in days.items() if name != SAYS_NO_OUTCOME or len(days) == 1)


def _latest_list(cell: str) -> dt.date | None:
    return max((READ_ON[name] for name in cell.split("+") if name in LISTS), default=None)


def _second_season_ordered(cell: str) -> dict[str, dt.date] | None:
    """Find the reported order that includes season 2, which is what decides on season 1."""
    found = [_REPORTED.fullmatch(part.strip()) for part in cell.split(";")]
    spans = [(span_of(f[1]), int(f[2]), int(f[3] or f[2])) for f in found if f]
    if len(spans) < len(found):
        raise ValueError(cell)
    return next((span for span, first, last in spans if first <= 2 <= last), None)


def _season(numbers: list[int | None]) -> pa.Array:
    return pa.array([None if number is None else f"Season {number}" for number in numbers], pa.string())


LAYOUTS = (
    Layout(
        "announcements",
        "press, compiled",
        ("series", "platform", "event", "date", "season", "publication", "publication_date", "url", "note"),
        read_announcements,
    ),
    Layout(
        "outcomes",
        "Wikipedia, TMDB and press, merged",
        (
            *("series", "platform", "first_air_date", "seasons", "status", "s1_outcome", "label_quality", "type"),
            *("language", "genres", "tmdb_genres", "cancel_reported", "renewal_reported", "source"),
        ),
        read_outcomes,
    ),
)
"""Headers of the announcements and of the merged list."""
