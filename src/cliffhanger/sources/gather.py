"""Gather publishers' files into the store: recognise, read, keep, and place every title on its season."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from cliffhanger.errors import CliffhangerError, Problem, SourceError
from cliffhanger.evidence.ledger import place_titles
from cliffhanger.sources import (
    casebook,
    costs,
    link_overrides,
    my_outcomes,
    netflix_daily,
    netflix_engagement,
    netflix_top10,
    nielsen,
    outcomes,
    reviews,
    season_reviews,
    tmdb,
    tvmaze,
    wikipedia,
)
from cliffhanger.sources.dumps import dump_of
from cliffhanger.sources.files import SourceFile, open_source
from cliffhanger.sources.gather_dumps import Line, pick_dumps, read_dumps
from cliffhanger.sources.gather_press import Second, ask_second, find_press, keep_press
from cliffhanger.sources.keeping import Read, keep
from cliffhanger.sources.layouts import Layout
from cliffhanger.sources.left_out import reason_left_out
from cliffhanger.sources.press import Found
from cliffhanger.sources.press_reader import Reader
from cliffhanger.sources.receipts import ENDING as RECEIPT
from cliffhanger.store import Store

READERS: tuple[Layout, ...] = (
    *casebook.LAYOUTS,
    *netflix_engagement.LAYOUTS,
    *netflix_daily.LAYOUTS,
    *nielsen.LAYOUTS,
    *outcomes.LAYOUTS,
    *costs.LAYOUTS,
    *reviews.LAYOUTS,
    *season_reviews.LAYOUTS,
    *link_overrides.LAYOUTS,
    *my_outcomes.LAYOUTS,
    *tvmaze.LAYOUTS,
    *tmdb.LAYOUTS,
    *wikipedia.LAYOUTS,
    *netflix_top10.LAYOUTS,
)
"""Every layout that is read; the first that fits a file reads it. A new publisher is one module and one line here."""

SUFFIXES = (".tsv", ".csv", ".csv.gz", ".tsv.gz", ".xlsx", ".toml", ".json")
"""Endings of the files that a folder is searched for."""

Progress = Callable[[int, int, str], None]
"""Called before each file with its number, how many there are, and its name; within IMDb's dumps with bytes."""


class RefusedFiles(CliffhangerError):
    """Files that the user named cannot be read; carries one SourceError each. Nothing was stored."""

    def __init__(self, errors: Sequence[SourceError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in errors))


@dataclass(frozen=True)
class Gathered:
    """What one gathering did.

    Parameters
    ----------
    files : pyarrow.Table
        One row per file: name, source, rows, status ('stored', 'already here', 'left out', 'refused'), reason.
    rows : int
        Releases added.
    titles, placed, unplaced, films : int
        Titles in the store after it: all, placed on a season, not placed, and films (which are never placed).
    terms : tuple of str
        What publishers whose files were stored ask of those who use them, to be shown.
    """

    files: pa.Table
    rows: int
    titles: int
    placed: int
    unplaced: int
    films: int
    terms: tuple[str, ...] = ()


def gather(
    store: Store,
    paths: Iterable[str | Path] = (),
    *,
    press: Iterable[str | Path] = (),
    private: bool = False,
    reader: Reader | None = None,
    progress: Progress | None = None,
) -> Gathered:
    """Read files and folders into the store, in one transaction, and place their titles.

    A file that was named is read or the whole gathering is refused. Of a folder every readable file is kept, and the
    refused ones are listed with their problems in `Gathered.files`.

    Parameters
    ----------
    store : Store
        Open for writing.
    paths : iterable of str or Path
        Files, folders (searched with their subfolders), or ``casebook`` for the cases shipped with the package.
    press : iterable of str or Path
        Texts of the press: files, addresses, feeds, folders.
    private : bool
        Whether texts may be asked for from addresses on a private network.
    reader : Reader, optional
        A language model that reads the texts after the grammar; what it claims is checked against them.
    progress : callable, optional
        Told of each file before it is read.

    Returns
    -------
    Gathered
        Counts, and one row per file.

    Raises
    ------
    SourceError, RefusedFiles
        If a named file cannot be read, or a folder holds nothing readable; the store is unchanged.
    StoreError
        If the store cannot be written; it is unchanged.
    """
    named, found = _search(paths)
    texts = find_press(store, press, private=private)
    if not named and not found and not texts.lines:
        raise CliffhangerError("nothing to gather: name files, folders, or 'casebook' for the shipped cases")
    second = ask_second(reader, texts.pages, private=private, progress=progress) if reader and texts.pages else None
    known = set(store.query("SELECT digest FROM file")["digest"].to_pylist())
    dumps, lines = _dumps(named, found)
    work = [(path, must) for paths, must in ((named, True), (found, False)) for path in paths]
    read, report = _read_all([(path, must) for path, must in work if dump_of(path) is None], known, progress)
    report += [*lines, *texts.lines]
    if not dumps and not any(line["status"] != "refused" for line in report):
        raise SourceError(
            ", ".join(str(path) for path in {path.parent for path in found}) or str(next(iter(press), "")),
            [Problem(None, None, "at least one readable file", f"{len(report)} refused")],
            "\n  ".join(str(line["reason"]) for line in report),
        )
    rows = 0
    if read or dumps or texts.pages:
        with store.transaction():
            if read:
                if progress:
                    progress(len(work), len(work), "placing titles")
                rows = keep(store, read)
                place_titles(store)
            if dumps:
                # Last, as they are read for the series that the store knows by then.
                dumped, line = _read_dumps(
                    store, dumps, known, progress, must=any(path in named for path in dumps.values())
                )
                report.append(line)
                if dumped:
                    rows += keep(store, [dumped])
                    place_titles(store)
                    read.append(dumped)
            if texts.pages:
                rows += _keep_texts(store, texts, progress, second)
            if read or texts.pages:
                digests = [*(file.digest for file in read), *(page.digest for page in texts.pages)]
                store.log_run("gather", rows, digests)
    counts = {t: store.query(f'SELECT count(*) AS n FROM "{t}"')["n"][0].as_py() for t in ("title", "link", "unplaced")}
    terms = tuple(sorted({file.layout.terms for file in read} - {""}))
    films = store.query("SELECT count(*) AS n FROM title WHERE hint_kind = 'film'")["n"][0].as_py()
    return Gathered(_report(report), rows, counts["title"], counts["link"], counts["unplaced"], films, terms)


def _keep_texts(store: Store, texts: Found, progress: Progress | None, second: Second | None) -> int:
    """Keep texts of the press and place their claims; the report's lines are filled in."""
    added = keep_press(store, texts.pages, dt.date.today(), progress, second)
    for line in texts.lines:
        line["rows"] = sum(added.get(digest, 0) for digest in line["digests"])
        if second and line["digests"]:
            line["reason"] = "; ".join(filter(None, (line["reason"], second.in_words(line["digests"]))))
    place_titles(store)
    return sum(added.values())


def _report(lines: Sequence[Line]) -> pa.Table:
    return pa.Table.from_pylist([{name: line[name] for name in ("name", "source", "rows", "status", "reason")}
                                 for line in lines])  # fmt: skip


def _read_all(
    work: Sequence[tuple[Path, bool]], known: set[str], progress: Progress | None
) -> tuple[list[Read], list[Line]]:
    """Read each file; those that must be read and cannot are refused together."""
    read: list[Read] = []
    report: list[Line] = []
    refused: list[SourceError] = []
    for number, (path, must) in enumerate(work):
        if progress:
            progress(number, len(work), path.name)
        line: Line = {"name": path.name, "source": None, "rows": 0, "status": "refused", "reason": ""}
        report.append(line)
        try:
            found_in = _read(path, known, line)
        except SourceError as error:
            line["reason"] = str(error)
            if must:
                refused.append(error)
            continue
        if found_in:
            known.add(found_in.digest)
            read.append(found_in)
    if refused:
        raise refused[0] if len(refused) == 1 else RefusedFiles(refused)
    return read, report


def _dumps(named: Sequence[Path], found: Sequence[Path]) -> tuple[dict[str, Path], list[Line]]:
    """IMDb's dumps among the files; in a folder, a line on those that cannot be read together."""
    try:
        return pick_dumps([*named, *found]), []
    except SourceError as error:
        if any(dump_of(path) for path in named):
            raise
        return {}, [_refused(path.name, error) for path in found if dump_of(path)]


def _read_dumps(
    store: Store, dumps: dict[str, Path], known: set[str], progress: Progress | None, *, must: bool
) -> tuple[Read | None, Line]:
    try:
        return read_dumps(store, dumps, known, progress)
    except SourceError as error:
        if must:
            raise
        return None, _refused(", ".join(path.name for path in dumps.values()), error)


def _refused(name: str, error: SourceError) -> Line:
    return {"name": name, "source": None, "rows": 0, "status": "refused", "reason": str(error)}


def _search(paths: Iterable[str | Path]) -> tuple[list[Path], list[Path]]:
    """Files that were named, and files found in folders."""
    named: list[Path] = []
    found: list[Path] = []
    for given in paths:
        if not str(given).strip():
            raise CliffhangerError("an empty name was given in place of a file or folder")
        path = Path(given)
        if str(given) == "casebook" and not path.exists():
            named += casebook.shipped()
        elif path.is_dir():
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.name.lower().endswith(SUFFIXES) and not p.name.endswith(RECEIPT) and p.is_file()
            )
            if not inside:
                raise SourceError(
                    path,
                    [Problem(None, None, f"files ending in {', '.join(SUFFIXES)}", "none in this folder")],
                    "Name the folder that holds the downloaded files.",
                )
            found += inside
        else:
            named.append(path)
    return named, found


def _recognise(file: SourceFile) -> Layout:
    """The layout that fits the file's first sheet."""
    if file.path.suffix == ".toml":
        return casebook.LAYOUTS[0]
    sheet = file.sheets[0]
    for layout in READERS:
        if layout.columns and layout.fits(sheet):
            return layout
    nearest = min(
        (layout for layout in READERS if layout.columns),
        key=lambda layout: len(layout.lacks(sheet)) / len(layout.columns),
    )
    lacking = nearest.lacks(sheet)
    raise SourceError(
        file.path,
        [
            Problem(1 if sheet.name is None else None, name, "this column", "none of that name", sheet.name)
            for name in lacking
        ],
        f"The columns are those of no known layout; the nearest is {nearest.source} by {nearest.publisher}. "
        f"Found: {', '.join(sheet.header)}. The layouts are in docs/layouts.md.",
    )


def _read(path: Path, known: set[str], line: Line) -> Read | None:
    """One file's rows, unless it is here already or left out; `line` of the report is filled in."""
    file = open_source(path)
    if file.digest in known:
        line["status"] = "already here"
        return None
    table = path.suffix != ".toml" and not file.is_workbook and not file.is_document
    if table and (reason := reason_left_out(file.sheets[0])):
        line.update(status="left out", reason=reason)
        return None
    layout = _recognise(file)
    printed = layout.read(file)
    line.update(source=layout.source, rows=printed.num_rows, status="stored")
    return Read(file.digest, path.name, len(file.data), layout, printed)
