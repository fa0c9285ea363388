"""Download IMDb's public dumps; those that have not changed since are not sent again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from cliffhanger.errors import DownloadError
from cliffhanger.sources import catalogue_addresses as addresses
from cliffhanger.sources.answers import FetchError, Limits, open_client
from cliffhanger.sources.content_checks import packed_check
from cliffhanger.sources.download import Fetched, fetch

LONG = Limits(total_s=7200.0)
"""Two hours, as the largest dump has some 200 MB."""


class ImdbError(DownloadError):
    """Some of IMDb's dumps could not be had; those that could are in place.

    Parameters
    ----------
    folder : Path
        Where the good files are.
    fetched : sequence of Fetched
        The good files.
    problems : sequence of str
        What went wrong, one for each address.
    by_hand : sequence of str
        What to download with a browser.
    """

    def __init__(
        self, folder: Path, fetched: Sequence[Fetched], problems: Sequence[str], by_hand: Sequence[str]
    ) -> None:
        self.fetched = tuple(fetched)
        self.problems = tuple(problems)
        kept = f"{len(fetched)} are up to date in {folder}" if fetched else "none could be had"
        lines = [f"not all of IMDb's dumps could be downloaded, and they are of use together only; {kept}."]
        lines += [f"  {problem}" for problem in problems]
        lines += ["Run the same command again later, or download these with a browser into a folder of your choice:"]
        lines += [f"  {address}" for address in by_hand]
        lines += ["and then run `cliffhanger gather FOLDER` on a folder that holds all three."]
        super().__init__("\n".join(lines))


def fetch_imdb(
    folder: Path,
    *,
    base_url: str | None = None,
    limits: Limits = LONG,
    progress: Callable[[str, int, int | None], None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Fetched]:
    """Download the dumps of titles, episodes and ratings into a folder, under IMDb's own names.

    Parameters
    ----------
    folder : Path
        Where the files go; made if need be.
    base_url : str or None
        IMDb's address.
    limits : Limits
        Times and tries; sizes are set for each file.
    progress : callable or None
        Told file name, bytes received, and total or None.
    sleep : callable
        How to wait between tries.

    Raises
    ------
    ImdbError
        If a dump could not be had; lists every problem and what to download by hand.
    DownloadError
        If the machine's settings for proxy or certificates cannot be used.
    """
    base = base_url or addresses.IMDB
    fetched: list[Fetched] = []
    problems: list[str] = []
    by_hand: list[str] = []
    unreachable = False
    with open_client() as client:
        for dump in addresses.DUMPS:
            url = base + dump.file
            if unreachable:
                problems.append(f"{url}: not tried, as the host could not be reached")
                by_hand.append(url)
                continue
            try:
                fetched.append(
                    fetch(
                        url,
                        folder / dump.file,
                        check=packed_check(*dump.columns),
                        limits=replace(limits, max_bytes=dump.max_bytes),
                        progress=_named(dump.file, progress),
                        client=client,
                        sleep=sleep,
                    )
                )
            except FetchError as problem:
                problems.append(f"{url}: {problem.what}")
                by_hand.append(url)
                unreachable = problem.unreachable
    if problems:
        raise ImdbError(folder, fetched, problems, by_hand)
    return fetched


def _named(
    name: str, progress: Callable[[str, int, int | None], None] | None
) -> Callable[[int, int | None], None] | None:
    return (lambda done, total: progress(name, done, total)) if progress else None
