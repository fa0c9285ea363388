"""Download IMDb's public dumps; those that have not changed since are not sent again."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from cliffhanger.sources import catalogue_addresses as addresses
from cliffhanger.sources.answers import Limits, open_client
from cliffhanger.sources.content_checks import packed_check
from cliffhanger.sources.download import Fetched
from cliffhanger.sources.download_round import Round, RoundError

LONG = Limits(total_s=7200.0)
"""Two hours, as the largest dump has some 200 MB."""


class ImdbError(RoundError):
    """Some of IMDb's dumps could not be had; those that could are in place."""

    failed = "not all of IMDb's dumps could be downloaded, and they are of use together only"
    then = "a folder that holds all three"


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
    with open_client() as client:
        work = Round(client, limits, progress, sleep)
        for dump in addresses.DUMPS:
            work.keep(base + dump.file, folder / dump.file, packed_check(*dump.columns), dump.max_bytes)
    if work.problems:
        raise ImdbError(folder, work.fetched, work.problems, work.by_hand)
    return work.fetched
