"""One round of downloads from a publisher: files that could be had, problems, and what is left to do by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from cliffhanger.errors import DownloadError
from cliffhanger.sources.answers import FetchError, Limits
from cliffhanger.sources.download import Check, Fetched, Progress, fetch

if TYPE_CHECKING:
    import httpx2


class RoundError(DownloadError):
    """Some of a publisher's files could not be had; those that could are in place.

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

    failed: ClassVar[str]
    then: ClassVar[str]

    def __init__(
        self, folder: Path, fetched: Sequence[Fetched], problems: Sequence[str], by_hand: Sequence[str]
    ) -> None:
        self.fetched = tuple(fetched)
        self.problems = tuple(problems)
        kept = f"{len(fetched)} are up to date in {folder}" if fetched else "none could be had"
        lines = [f"{self.failed}; {kept}."]
        lines += [f"  {problem}" for problem in problems]
        lines += ["Run the same command again later, or download these with a browser into a folder of your choice:"]
        lines += [f"  {address}" for address in dict.fromkeys(by_hand)]
        lines += [f"and then run `cliffhanger gather FOLDER` on {self.then}."]
        super().__init__("\n".join(lines))


@dataclass
class Round:
    """One round of downloads: what came of it so far, which hosts are out of reach, which may be redirected to."""

    client: httpx2.Client
    limits: Limits
    progress: Callable[[str, int, int | None], None] | None
    sleep: Callable[[float], None]
    fetched: list[Fetched] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    unreachable: set[str] = field(default_factory=set)
    hosts: frozenset[str] = frozenset()

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
                hosts=self.hosts,
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
