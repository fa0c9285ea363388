"""Download what Netflix publishes: the weekly Top 10 files and the engagement reports its news pages link to."""

from __future__ import annotations

import html
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from cliffhanger.errors import DownloadError
from cliffhanger.sources import netflix_addresses as netflix
from cliffhanger.sources.answers import FetchError, Limits, open_client
from cliffhanger.sources.content_checks import check_page, check_workbook, tsv_check
from cliffhanger.sources.download import Check, Fetched, Progress, fetch

if TYPE_CHECKING:
    import httpx2

_LINK = re.compile(r"""(?:https?:)?//[^\s"'<>()\\]+?\.xlsx""")


class NetflixError(DownloadError):
    """Some of Netflix's files could not be had; those that could are in place.

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
        lines = [f"not all of Netflix's files could be downloaded; {kept}."]
        lines += [f"  {problem}" for problem in problems]
        lines += ["Run the same command again later, or download these with a browser into a folder of your choice:"]
        lines += [f"  {address}" for address in dict.fromkeys(by_hand)]
        lines += ["and then run `cliffhanger gather FOLDER` on that folder."]
        super().__init__("\n".join(lines))


@dataclass
class _Round:
    """One round of downloads: what came of it so far, and which hosts are out of reach."""

    client: httpx2.Client
    limits: Limits
    progress: Callable[[str, int, int | None], None] | None
    sleep: Callable[[float], None]
    fetched: list[Fetched] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    unreachable: set[str] = field(default_factory=set)

    def get(self, url: str, target: Path, check: Check, max_bytes: int) -> Fetched | None:
        """Fetch one file and return it, or remember the problem and return None."""
        host = urlsplit(url).netloc
        if host in self.unreachable:
            # One wait is enough to learn that there is no way to a host.
            self.problems.append(f"{url}: not tried, as {host} could not be reached")
            return None
        try:
            return fetch(
                url,
                target,
                check=check,
                limits=replace(self.limits, max_bytes=max_bytes),
                hosts=netflix.HOSTS,
                progress=self._named(target.name),
                client=self.client,
                sleep=self.sleep,
            )
        except FetchError as problem:
            self.problems.append(f"{url}: {problem.what}")
            if problem.unreachable:
                self.unreachable.add(host)
            return None

    def keep(self, url: str, target: Path, check: Check, max_bytes: int) -> None:
        """Fetch one file that the user is to have."""
        got = self.get(url, target, check, max_bytes)
        if got:
            self.fetched.append(got)
        else:
            self.by_hand.append(url)

    def _named(self, name: str) -> Progress | None:
        show = self.progress
        return (lambda done, total: show(name, done, total)) if show else None


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
        work = _Round(client, limits, progress, sleep)
        for file in netflix.TOP10_FILES:
            work.keep(urljoin(base_url, file.name), folder / file.name, tsv_check(*file.columns), file.max_bytes)
        _fetch_reports(work, folder, news_url, asset_root)
    if work.problems:
        raise NetflixError(folder, work.fetched, work.problems, work.by_hand)
    return work.fetched


def _fetch_reports(work: _Round, folder: Path, news_url: str, asset_root: str) -> None:
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


def _look_for_reports(work: _Round, news_url: str, asset_root: str) -> dict[str, str]:
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
