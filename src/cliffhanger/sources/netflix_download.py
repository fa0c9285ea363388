"""Download what Netflix publishes: the weekly Top 10 files and the engagement reports its news pages link to."""

from __future__ import annotations

import html
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from cliffhanger.sources import netflix_addresses as netflix
from cliffhanger.sources.answers import Limits, open_client
from cliffhanger.sources.content_checks import check_page, check_workbook, tsv_check
from cliffhanger.sources.download import Fetched
from cliffhanger.sources.download_round import Round, RoundError

if TYPE_CHECKING:
    pass

_LINK = re.compile(r"""(?:https?:)?//[^\s"'<>()\\]+?\.xlsx""")


class NetflixError(RoundError):
    """Some of Netflix's files could not be had; those that could are in place."""

    failed = "not all of Netflix's files could be downloaded"
    then = "that folder"


def fetch_netflix(
    folder: Path,
    *,
    base_url: str = netflix.TOP10_BASE,
    news_url: str = netflix.NEWS_URL,
    asset_root: str = netflix.ASSET_ROOT,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    progress: Callable[[str, int, int | None], None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Fetched]:
    """Download the weekly Top 10 files and every engagement report into a folder.

    Files that have not changed since the last time are not sent again. The reports' addresses cannot be known
    beforehand, so they are looked for on the news pages.

    Parameters
    ----------
    folder : Path
        Where the files go, under Netflix's own names; made if need be.
    base_url, news_url, asset_root : str
        Netflix's addresses.
    limits : Limits
        Times and tries; sizes are set for each file.
    progress : callable or None
        Told file name, bytes received, and total or None.
    sleep : callable
        How to wait between tries.

    Returns
    -------
    list of Fetched
        The Top 10 files, then the reports in the order of their names.

    Raises
    ------
    NetflixError
        If a file could not be had, or a report known to exist is neither linked nor in the folder already; lists every
        problem and what to download by hand. The files that could be had are in place.
    DownloadError
        If the machine's settings for proxy or certificates cannot be used.
    """
    with open_client() as client:
        work = Round(client, limits, progress, sleep, hosts=netflix.HOSTS)
        for file in netflix.TOP10_FILES:
            work.keep(urljoin(base_url, file.name), folder / file.name, tsv_check(*file.columns), file.max_bytes)
        _fetch_reports(work, folder, news_url, asset_root)
    if work.problems:
        raise NetflixError(folder, work.fetched, work.problems, work.by_hand)
    return work.fetched


def _fetch_reports(work: Round, folder: Path, news_url: str, asset_root: str) -> None:
    before = len(work.problems)
    reports = _look_for_reports(work, news_url, asset_root)
    page_problems = work.problems[before:]
    del work.problems[before:]
    for name in sorted(reports):
        work.keep(reports[name], folder / name, check_workbook, netflix.REPORT_BYTES)
    held = [path.name for path in folder.glob("*.xlsx")] if folder.is_dir() else []
    missing = sorted(set(netflix.REPORT_PERIODS) - _periods([*reports, *held]))
    if missing:
        # A page out of reach is no matter as long as every report is found on the others or on disk.
        work.problems += page_problems
        periods = ", ".join(missing)
        work.problems.append(f"{news_url}: no link found to the engagement report of {periods}")
        work.by_hand.append(f"{news_url} (the workbook of {periods})")


def _look_for_reports(work: Round, news_url: str, asset_root: str) -> dict[str, str]:
    """Map the names of the reports to their addresses, from the news page and those beside it that it links to."""
    reports: dict[str, str] = {}
    pages = [news_url]
    with tempfile.TemporaryDirectory(prefix="cliffhanger-") as scratch:
        for number, page in enumerate(pages, 1):  # grows while it is walked
            got = work.get(page, Path(scratch) / f"news page {number}", check_page, netflix.PAGE_BYTES)
            if got:
                text = got.path.read_text("utf-8", errors="replace")
                for link in find_reports(text, page, asset_root):
                    reports.setdefault(link.rpartition("/")[2], link)
                more = [link for link in find_pages(text, page) if link not in pages]
                pages += more[: max(netflix.MAX_PAGES - len(pages), 0)]
    return reports


def find_reports(page: str, page_url: str, asset_root: str = netflix.ASSET_ROOT) -> list[str]:
    """List the addresses of engagement reports that a news page mentions, in its order.

    Only workbooks under `asset_root` whose names are those of the reports: the page may link to anything.

    Examples
    --------
    >>> find_reports('<a href="//assets.ctfassets.net/4cd45et68cgf/a/b/What_We_Watched_2023Jan-Jun.xlsx">', "https://x/")
    ['https://assets.ctfassets.net/4cd45et68cgf/a/b/What_We_Watched_2023Jan-Jun.xlsx']
    """
    links = dict.fromkeys(urljoin(page_url, link) for link in _LINK.findall(_plain(page)))
    return [
        link
        for link in links
        if link.startswith(asset_root) and "/../" not in link and netflix.REPORT_NAME.fullmatch(link.rpartition("/")[2])
    ]


def find_pages(page: str, page_url: str) -> list[str]:
    """List the news pages on the reports that a page links to: those beside it, so none in other languages.

    Examples
    --------
    >>> find_pages('<a href="/en/news/what-we-watched-again#top">', "https://about.netflix.com/en/news/what-we-watched")
    ['https://about.netflix.com/en/news/what-we-watched-again']
    """
    beside = urljoin(page_url, ".") + netflix.NEWS_PAGE
    links = (urljoin(page_url, link) for link in re.findall(r"""href=["']([^"'\s<>]+)["']""", _plain(page)))
    clean = dict.fromkeys(re.split(r"[?#]", link, maxsplit=1)[0] for link in links)
    return [link for link in clean if link.startswith(beside) and link != page_url]


def _plain(page: str) -> str:
    """Undo the ways in which a page's HTML and the JSON within it write a slash and an ampersand."""
    return html.unescape(page).replace("\\u002F", "/").replace("\\u002f", "/").replace("\\/", "/")


def _periods(names: Sequence[str]) -> set[str]:
    known = {period.lower(): period for period in netflix.REPORT_PERIODS}
    found = (netflix.REPORT_PERIOD.search(name) for name in names)
    return {known.get(f"{m[1]}{m[2]}".lower(), m[0]) for m in found if m}
