"""TVmaze: status, seasons and episodes of a series, as its public API answers.

Publisher
    TVmaze.com, written by its users; https://api.tvmaze.com/shows/ID?embed[]=seasons&embed[]=episodes. Terms: CC BY-SA
    4.0, to be credited with a link to TVmaze.
Period
    Any; the answer is that of the day of the copy, which stands in the file's name.
Known faults
    'Ended' does not say why. 'Running' covers series that are on, ordered or merely not called off, so it is read as
    'pending'. Runtimes are slots (30, 60) for broadcasters and rounded for services, so they are a measure of their
    own. The platform is that of the first showing: a series that moved keeps it, its seasons may not. Seasons are
    counted as first shown; Netflix may count otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.sources.catalogue import (
    Listed,
    Status,
    any_day,
    finish_answer,
    list_of,
    list_seasons,
    premieres,
    what_happened,
    whole_number,
)
from cliffhanger.sources.cells import Cells, printed
from cliffhanger.sources.files import SourceFile, copied_on
from cliffhanger.sources.languages import language_name
from cliffhanger.sources.layouts import Layout

PUBLISHER = "TVmaze"

STATUSES: Mapping[str, Status] = {
    "Ended": Status("ended", "it does not say why"),
    "Running": Status("pending", "which is no order"),
    "To Be Determined": Status("pending"),
    "In Development": Status(None),
}
"""TVmaze's words for the state of a series."""

KINDS = {"Scripted": "scripted", "Animation": "animation"}
UNSCRIPTED = (
    *("Reality", "Documentary", "Talk Show", "Game Show", "Variety", "Panel Show", "News", "Sports", "Award Show"),
)
"""TVmaze's types that are unscripted; each of them is the kind 'unscripted'."""


def read_tvmaze(file: SourceFile) -> pa.Table:
    """Read one series.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: release_date of seasons that are out, known on that day; and, known on the day of the copy,
        outcome of the last of them, episodes and runtime_listed_min by season, kind, language, genre and seasons_made.

    Raises
    ------
    SourceError
        With every value that is missing or does not fit, and if the answer is older than what it tells.
    """
    copied = copied_on(file)
    show = Cells(file, file.sheets[0])
    seasons, episodes = list_of(file, "_embedded.seasons"), list_of(file, "_embedded.episodes")
    status = show.one_of("status", STATUSES)
    kind = show.convert("type", pa.string(), _kind, "one of " + ", ".join((*KINDS, *UNSCRIPTED)))
    name = show.text("name", required=True)
    began = any_day(show, "premiered")
    _check_day(show, copied)
    about = {
        "series_text": name[0].as_py(),
        "hint_kind": "tv",
        "list_name": "series and seasons",
        "geography": "world",
        "known_on": copied,
        "snapshot_on": copied,
        "publication": PUBLISHER,
        "url": show.text("url")[0].as_py(),
        "grade": "C",
    }
    home = _platform(show)[0].as_py() or "*"
    listed = list_seasons(seasons, "number", "premiereDate", copied)
    ended, ordered = _ends(seasons)
    slots = _slots(episodes, listed)
    finish_answer(file, PUBLISHER, show, seasons, episodes)
    spoken = pa.array([language_name(show.text("language")[0].as_py() or "")], pa.string())
    whole = {**about, "platform": home, "hint_year": pc.year(began)}
    genres = show.text("genres") if show.has("genres") else pa.nulls(1, pa.string())
    made = pa.array([sum(day is not None for day in listed.out_on.to_pylist()) or None], pa.float64())
    each = {
        **about,
        "platform": pc.coalesce(_platform(seasons), pa.scalar(home)),
        "season_text": listed.titles,
        "hint_premiere": listed.out_on,
    }
    counted = pc.is_valid(listed.counted)
    period = {"period_start": listed.out_on, "period_end": ended}
    return pa.concat_tables(
        [
            premieres(listed, each),
            what_happened(listed, STATUSES[status[0].as_py()], status[0].as_py(), PUBLISHER, each),
            printed(seasons, "episodes", pc.if_else(counted, ordered, None), **each, **period),
            printed(seasons, "runtime_listed_min", pc.if_else(counted, slots, None), **each, **period),
            printed(show, "kind", text=kind, **whole),
            printed(show, "language", text=spoken, **whole),
            printed(show, "genre", text=genres, **whole),
            printed(show, "seasons_made", made, **whole, note="seasons that were out"),
        ]
    )


def _kind(cell: str) -> str:
    if cell not in KINDS and cell not in UNSCRIPTED:
        raise ValueError(cell)
    return KINDS.get(cell, "unscripted")


def _check_day(show: Cells, copied: dt.date) -> None:
    """Refuse a file whose name or time is older than its last update: it would make today known in the past."""
    updated = show.convert("updated", pa.int64(), int, "seconds since 1970")[0].as_py()
    if updated is None:
        return
    day = dt.datetime.fromtimestamp(updated, dt.UTC).date()
    if day - dt.timedelta(days=1) > copied:  # the day of a copy is local, that of the update is not
        show.refuse(0, "updated", f"a day not after that of the copy, {copied}", str(day))


def _platform(cells: Cells) -> pa.Array:
    """Service or broadcaster of the first showing."""
    absent = pa.nulls(len(cells), pa.string())
    return pc.coalesce(
        *(cells.text(name) if cells.has(name) else absent for name in ("webChannel.name", "network.name"))
    )


def _ends(seasons: Cells) -> tuple[pa.Array, pa.Array]:
    """The last day of each season, and its episodes as ordered."""
    if not len(seasons):
        return pa.array([], pa.date32()), pa.array([], pa.float64())
    ordered = seasons.number("episodeOrder", "episodes", required=False, empty=("", "0"))
    return any_day(seasons, "endDate"), ordered


def _slots(episodes: Cells, listed: Listed) -> pa.Array:
    """Minutes of each season's episodes together, where every regular one is out and has a runtime."""
    if not len(episodes):
        return pa.nulls(len(listed.cells), pa.float64())
    table = pa.table(
        {
            "season": episodes.convert("season", pa.int64(), whole_number, "a season number"),
            "out": pc.fill_null(
                pc.less_equal(any_day(episodes, "airdate"), pa.scalar(listed.copied)), fill_value=False
            ),
            "minutes": episodes.number("runtime", "runtime_listed_min", required=False, empty=("", "0")),
            "type": episodes.text("type"),
        }
    )
    regular = table.filter(pc.equal(table["type"], "regular"))
    sums: dict[int, float | None] = {}
    for row in regular.to_pylist():
        whole = row["out"] and row["minutes"] is not None
        before = sums.get(row["season"], 0.0)
        sums[row["season"]] = before + row["minutes"] if whole and before is not None else None
    return pa.array([sums.get(number) for number in listed.numbers.to_pylist()], pa.float64())


LAYOUTS = (
    Layout(
        "tvmaze",
        PUBLISHER,
        ("id", "name", "type", "status", "premiered", "updated"),
        read_tvmaze,
        terms="Data by TVmaze (https://www.tvmaze.com), CC BY-SA 4.0: credit it with a link.",
    ),
)
"""An answer about one series with its seasons and episodes."""
