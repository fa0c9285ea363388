"""Ask TVmaze and TMDB for series by name: find the one that is meant, then keep the answer about it."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from cliffhanger.errors import DownloadError, TitleError
from cliffhanger.evidence.titles import slug
from cliffhanger.sources import catalogue_addresses as addresses
from cliffhanger.sources.answers import FetchError, Limits, open_client
from cliffhanger.sources.candidates import Candidate, Wanted, choose, tmdb_found, tvmaze_found
from cliffhanger.sources.content_checks import json_check
from cliffhanger.sources.download import Check, Fetched, fetch
from cliffhanger.sources.secrets import NO_SECRET, Secret

if TYPE_CHECKING:
    import httpx2

PATIENT = Limits(tries=5, pause_s=2.0, max_bytes=addresses.ANSWER_BYTES)
"""Waits of 2, 4, 8 and 16 seconds outlast the ten seconds that TVmaze counts requests over."""

SHOWN = 20
"""How many problems a message lists before it counts the rest."""

Progress = Callable[[str, int, int | None], None]
"""Is told the series asked for, how many were done, and how many there are."""

_KEY, _TOKEN = re.compile(r"[0-9a-fA-F]{32}"), re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)


class CatalogueError(DownloadError):
    """Some series could not be had from a catalogue; the answers that could are in place.

    Parameters
    ----------
    publisher : str
        The catalogue.
    fetched : sequence of Fetched
        The good answers.
    problems : sequence of str
        What went wrong, one for each series.
    """

    def __init__(self, publisher: str, fetched: Sequence[Fetched], problems: Sequence[str]) -> None:
        self.fetched = tuple(fetched)
        self.problems = tuple(problems)
        lines = [f"{publisher}: {len(problems)} of {len(problems) + len(fetched)} series could not be had."]
        lines += [f"  {problem}" for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            lines.append(f"  ... and {len(problems) - SHOWN:,} more")
        super().__init__("\n".join(lines))


def fetch_tvmaze(
    wanted: Sequence[Wanted],
    folder: Path,
    *,
    base_url: str | None = None,
    today: dt.date | None = None,
    limits: Limits = PATIENT,
    progress: Progress | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Fetched]:
    """Ask TVmaze for series with their seasons and episodes.

    Parameters
    ----------
    wanted : sequence of Wanted
        The series.
    folder : Path
        Where the answers go, one file a series and day.
    base_url : str or None
        TVmaze's address.
    today : date or None
        Day of the answers, which stands in their names.
    limits : Limits
        Times and tries.
    progress : callable or None
        Told of each series before it is asked for.
    sleep : callable
        How to wait between requests and tries.

    Raises
    ------
    CatalogueError
        If a series is not known there, is one of several of its name, or could not be had; lists them all.
    DownloadError
        If the machine's settings for proxy or certificates cannot be used.
    """
    base = base_url or addresses.TVMAZE
    work = _Work("TVmaze", folder, limits, sleep, addresses.TVMAZE_PAUSE_S, NO_SECRET, today or dt.date.today())
    return work.all(
        wanted,
        progress,
        search=lambda name: (f"{base}search/shows?q={quote(name, safe='')}", json_check(), tvmaze_found),
        about=lambda number: f"{base}shows/{number}?embed[]=seasons&embed[]=episodes",
    )


def fetch_tmdb(
    wanted: Sequence[Wanted],
    folder: Path,
    *,
    secret: Secret,
    base_url: str | None = None,
    today: dt.date | None = None,
    limits: Limits = PATIENT,
    progress: Progress | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Fetched]:
    """Ask TMDB for series with their seasons.

    Parameters and errors are those of `fetch_tvmaze`; `secret` is that of `tmdb_secret`.
    """
    base = base_url or addresses.TMDB
    work = _Work("TMDB", folder, limits, sleep, addresses.TMDB_PAUSE_S, secret, today or dt.date.today())
    return work.all(
        wanted,
        progress,
        search=lambda name: (f"{base}search/tv?query={quote(name, safe='')}", json_check("results"), tmdb_found),
        about=lambda number: f"{base}tv/{number}",
    )


def tmdb_secret() -> Secret:
    """The user's key for TMDB, from the environment: 32 hexadecimal digits, or a read access token.

    Raises
    ------
    DownloadError
        If there is none, or it looks like neither; the key itself is not shown.
    """
    name = addresses.TMDB_KEY
    key = os.environ.get(name, "").strip()
    get_one = "Get one at https://www.themoviedb.org/settings/api (free for non-commercial use)"
    if not key:
        raise DownloadError(
            f"TMDB answers nobody without a key, and the environment variable {name} is empty.\n"
            f"  {get_one} and run `export {name}=...` first."
        )
    if _KEY.fullmatch(key):
        return Secret(query={"api_key": key})
    if _TOKEN.fullmatch(key):
        return Secret(headers={"Authorization": f"Bearer {key}"})
    raise DownloadError(
        f"{name} holds {len(key)} characters that are no key of TMDB's: neither 32 hexadecimal digits nor a read "
        f"access token (three parts with points between them).\n  {get_one}."
    )


@dataclass
class _Work:
    """The asking of one catalogue: how, and what came of it so far."""

    publisher: str
    folder: Path
    limits: Limits
    sleep: Callable[[float], None]
    pause_s: float
    secret: Secret
    today: dt.date
    asked: int = 0
    fetched: list[Fetched] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def all(
        self,
        wanted: Sequence[Wanted],
        progress: Progress | None,
        search: Callable[[str], tuple[str, Check, Callable[[Any], list[Candidate]]]],
        about: Callable[[int], str],
    ) -> list[Fetched]:
        """Find and fetch each series; raise at the end what went wrong."""
        with ExitStack() as stack:
            client = stack.enter_context(open_client())
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cliffhanger-")))
            for number, one in enumerate(wanted):
                if progress:
                    progress(f"{self.publisher}: {one.name}", number, len(wanted))
                try:
                    url, check, read = search(one.name)
                    found = self._get(url, scratch / f"found {number}", check, client)
                    chosen = choose(one, self._read(url, found.path, read), self.publisher)
                    name = f"{self.publisher.lower()}-{slug(chosen.name) or 'series'}-{chosen.number}_{self.today}.json"
                    check = json_check("id", "name", "status")
                    self.fetched.append(self._get(about(chosen.number), self.folder / name, check, client))
                except TitleError as problem:
                    self.problems.append(str(problem))
                except FetchError as problem:
                    self.problems.append(f"{one.name}: {problem.url}: {self.secret.hidden(self._said(problem))}")
                    if problem.unreachable or "401" in problem.what:
                        # One wait is enough to learn that there is no way to a host, or that the key is refused.
                        self.problems += [f"{rest.name}: not tried" for rest in wanted[number + 1 :]]
                        break
        if self.problems:
            raise CatalogueError(self.publisher, self.fetched, self.problems)
        return self.fetched

    def _get(self, url: str, target: Path, check: Check, client: httpx2.Client) -> Fetched:
        if self.asked:
            self.sleep(self.pause_s)
        self.asked += 1
        limits = replace(self.limits, max_bytes=addresses.ANSWER_BYTES)
        return fetch(url, target, check=check, limits=limits, client=client, secret=self.secret, sleep=self.sleep)

    def _read(self, url: str, path: Path, read: Callable[[Any], list[Candidate]]) -> list[Candidate]:
        try:
            return read(json.loads(path.read_bytes()))
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            what = f"answered in another layout ({type(problem).__name__}: {problem})"
            raise FetchError(url, what, "Look for a newer version of Cliffhanger") from problem

    def _said(self, problem: FetchError) -> str:
        if "401" in problem.what:
            return f"{problem.what}: the key in {addresses.TMDB_KEY} is not accepted"
        if problem.unreachable:
            return f"{problem.what}; check that this machine is online, and that {urlsplit(problem.url).netloc} is up"
        return problem.what
