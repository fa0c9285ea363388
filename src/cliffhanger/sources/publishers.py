"""The words of `gather` that name a publisher: what each downloads, into which folder, for which series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cliffhanger.errors import CliffhangerError, DownloadError
from cliffhanger.evidence.known_series import first_years
from cliffhanger.evidence.lookup import find_series
from cliffhanger.evidence.titles import parse_title
from cliffhanger.evidence.undecided import undecided_series
from cliffhanger.sources.candidates import Wanted
from cliffhanger.sources.catalogue_download import CatalogueError, fetch_tmdb, fetch_tvmaze, tmdb_secret
from cliffhanger.sources.download import Fetched
from cliffhanger.sources.imdb_download import ImdbError, fetch_imdb
from cliffhanger.sources.netflix_download import NetflixError, fetch_netflix
from cliffhanger.store import open_store

CATALOGUES = ("tvmaze", "tmdb")
"""Words after which series may be named."""

WORDS = ("netflix", *CATALOGUES, "imdb", "casebook", "press")
"""Words that are no files, unless a file or folder of that name lies in the working directory."""

Step = Callable[[str, int, int | None], None]
"""Told what is done, how far it is, and how far it goes."""


@dataclass
class Order:
    """What `gather` was asked for: files, publishers to download, the series to ask catalogues about, and texts."""

    paths: list[str | Path] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
    series: dict[str, list[str]] = field(default_factory=dict)
    press: list[str | Path] = field(default_factory=list)


@dataclass(frozen=True)
class Downloaded:
    """What came of the downloads: files to read, and what could not be had."""

    paths: list[str | Path]
    missing: DownloadError | None
    press: list[str | Path] = field(default_factory=list)


def order_of(words: Sequence[str]) -> Order:
    """Sort out the words: what follows `tvmaze` or `tmdb`, up to the next word for a publisher, are series.

    What follows `press` are texts of the press.

    Raises
    ------
    CliffhangerError
        If an empty name was given.

    Examples
    --------
    >>> order_of(["costs.csv", "tvmaze", "Hit & Run", "1899", "casebook"])
    Order(paths=['costs.csv', 'casebook'], publishers=['tvmaze'], series={'tvmaze': ['Hit & Run', '1899']}, press=[])
    """
    order, catalogue = Order(), ""
    for word in words:
        if word in WORDS and not Path(word).exists():
            catalogue = word if word in (*CATALOGUES, "press") else ""
            if word == "press":
                continue
            if word == "casebook":
                order.paths.append(word)
            elif word not in order.publishers:
                order.publishers.append(word)
        elif catalogue:
            if not word.strip():
                what = "text" if catalogue == "press" else "series"
                raise CliffhangerError(f"an empty name was given in place of a {what} after {catalogue!r}")
            if catalogue == "press":
                order.press.append(word)
            else:
                order.series.setdefault(catalogue, []).append(word)
        else:
            order.paths.append(word)
    return order


def download(words: Sequence[str], store: str | None, step: Step) -> Downloaded:
    """Download what the words ask for into the user's cache folder.

    Parameters
    ----------
    words : sequence of str
        As typed.
    store : str or None
        The store's file, which says which series are undecided and when a series began.
    step : callable
        Told of the progress.

    Returns
    -------
    Downloaded
        All files to read, and one error that lists what could not be had.

    Raises
    ------
    DownloadError
        If there is no key for TMDB, or nothing at all could be had.
    CliffhangerError
        If no series is named and none is undecided.
    """
    from platformdirs import user_cache_path

    order = order_of(words)
    secret = tmdb_secret() if "tmdb" in order.publishers else None  # before any waiting
    wanted = _wanted(order, store)
    cache = user_cache_path("cliffhanger", appauthor=False)
    paths, problems = list(order.paths), []
    for publisher in order.publishers:
        folder = cache / publisher
        try:
            if publisher == "netflix":
                fetched = fetch_netflix(folder, progress=step)
            elif publisher == "imdb":
                fetched = fetch_imdb(folder, progress=step)
            elif publisher == "tvmaze":
                fetched = fetch_tvmaze(wanted[publisher], folder, progress=step)
            else:
                assert secret is not None
                fetched = fetch_tmdb(wanted[publisher], folder, secret=secret, progress=step)
        except (NetflixError, CatalogueError, ImdbError) as problem:
            problems.append(str(problem))
            # Dumps are of use together only.
            fetched = [] if isinstance(problem, ImdbError) else list(problem.fetched)
        paths += _read_of(publisher, fetched, order)
    missing = DownloadError("\n".join(problems)) if problems else None
    if missing and not paths and not order.press:
        raise missing
    return Downloaded(paths, missing, order.press)


def _read_of(publisher: str, fetched: Sequence[Fetched], order: Order) -> list[str | Path]:
    """What is read of a publisher's downloads."""
    paths: list[str | Path] = [one.path for one in fetched]
    # Decisions are in no file of Netflix's: the shipped cases bring some.
    return [*paths, "casebook"] if publisher == "netflix" and paths and "casebook" not in order.paths else paths


def _wanted(order: Order, store: str | None) -> dict[str, list[Wanted]]:
    """The series to ask each catalogue about; those that the store does not see decided where none is named."""
    from cliffhanger.store import default_path

    asked = [publisher for publisher in order.publishers if publisher in CATALOGUES]
    if not asked:
        return {}
    place, today = Path(store) if store is not None else default_path(), dt.date.today()
    unnamed = [publisher for publisher in asked if not order.series.get(publisher)]
    if not place.exists():
        if unnamed:
            raise CliffhangerError(
                f"no series is named after {unnamed[0]!r}, and there is no store yet that could say which are "
                f'undecided; name some, as in `cliffhanger gather {unnamed[0]} "Hit & Run"`'
            )
        return {p: [_named(name, None) for name in order.series[p]] for p in asked}
    with open_store(place, read_only=True) as opened:
        seasons, years = opened.get("season"), first_years(opened, today)
        rows = undecided_series(opened, today).to_pylist() if unnamed else []
    if unnamed and not rows:
        raise CliffhangerError(
            f"no series is named after {unnamed[0]!r}, and none in {place} came out within the last 18 months and is "
            "undecided"
        )
    undecided = [_named(row["series"], years.get(row["series_id"])) for row in rows]

    def year(name: str) -> int | None:
        ids = find_series(name, seasons)
        return years.get(ids[0]) if len(ids) == 1 else None

    return {p: [_named(name, year(name)) for name in order.series[p]] if p not in unnamed else undecided for p in asked}


def _named(name: str, began: int | None) -> Wanted:
    """A series by name; a year in brackets goes before that of the store."""
    parsed = parse_title(name)
    return Wanted(parsed.series, began) if parsed.year is None else Wanted(parsed.series, parsed.year)
