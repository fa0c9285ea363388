"""Ask one address for its answer: allowed hosts only, bounded waits, passing failures told from lasting ones."""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
import ipaddress
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cliffhanger.errors import DownloadError
from cliffhanger.sources.secrets import NO_SECRET, Secret, keep_out_of_logs, shown

if TYPE_CHECKING:
    import httpx2

HEADERS = {"User-Agent": "cliffhanger", "Accept": "*/*", "Accept-Encoding": "gzip"}
"""Sent with every request; gzip, as the weekly tables pack to a fifth."""


Hosts = frozenset[str] | Callable[[str], str | None]
"""Hosts that may be redirected to; or a rule for all hosts, which says why one may not be asked, or None."""

PASSING = frozenset({408, 425, 429})
"""Statuses below 500 that may be over at the next try."""


@dataclass(frozen=True)
class Limits:
    """How much, how long and how often.

    Parameters
    ----------
    max_bytes : int
        Largest file taken, unpacked.
    tries : int
        Requests before giving up on failures that may pass; at least 1.
    redirects : int
        Redirects followed within one try.
    connect_s, read_s : float
        Longest wait for a connection, and for the next bytes, seconds.
    total_s : float
        Longest time for everything, waits included, seconds. Looked at whenever bytes of the body arrive.
    pause_s : float
        Wait before the second try, seconds; doubles with each further one.
    pause_most_s : float
        Longest Retry-After that is obeyed, seconds; a server that asks for more is left alone.
    """

    max_bytes: int = 64 * 2**20
    tries: int = 4
    redirects: int = 5
    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 900.0
    pause_s: float = 0.5
    pause_most_s: float = 60.0

    def __post_init__(self) -> None:
        if self.tries < 1:
            raise ValueError(f"tries must be at least 1, not {self.tries}")


class FetchError(DownloadError):
    """One address did not give what it should.

    Parameters
    ----------
    url : str
        The address asked for.
    what : str
        What happened.
    advice : str
        What to do next, apart from downloading the file by hand.
    unreachable : bool
        Whether there was no connection at all, so that other files of that host need not be tried.
    """

    def __init__(self, url: str, what: str, advice: str = "", *, unreachable: bool = False) -> None:
        self.url = url
        self.what = what
        self.unreachable = unreachable
        by_hand = f"download {url} by hand into a folder and run `cliffhanger gather FOLDER`."
        self.advice = f"{advice}, or {by_hand}" if advice else by_hand[0].upper() + by_hand[1:]
        super().__init__(f"{url}: {what}.\n  {self.advice}")


class PassingError(Exception):
    """A failure that may be over at the next try; never leaves `download`.

    Parameters
    ----------
    what : str
        What happened.
    wait_s : float
        How long the server asks to wait, seconds.
    unreachable : bool
        Whether there was no connection at all.
    """

    def __init__(self, what: str, *, wait_s: float = 0.0, unreachable: bool = False) -> None:
        self.what = what
        self.wait_s = wait_s
        self.unreachable = unreachable
        super().__init__(what)


def open_client() -> httpx2.Client:
    """Open the client that `fetch` uses; hand it one to share connections between files.

    Raises
    ------
    DownloadError
        If the machine's settings for proxy or certificates cannot be used.
    """
    import httpx2  # late, so that `import cliffhanger` stays quick

    keep_out_of_logs()
    try:
        return httpx2.Client()
    except (OSError, ValueError, ImportError, httpx2.InvalidURL) as problem:
        raise DownloadError(
            f"nothing can be downloaded with this machine's settings for proxy or certificates: {problem}.\n"
            "  Look at the environment variables HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE."
        ) from problem


@contextlib.contextmanager
def answer_of(
    url: str,
    *,
    client: httpx2.Client,
    headers: Mapping[str, str],
    hosts: Hosts,
    limits: Limits,
    deadline: float,
    secret: Secret = NO_SECRET,
) -> Iterator[httpx2.Response]:
    """Ask, following redirects that may be followed; gives a 200 or 304 whose body is not read yet.

    What goes wrong while the caller reads the body is translated, too.

    Parameters
    ----------
    url : str
        An https address; http is taken from this machine only.
    client : httpx2.Client
        Connections.
    headers : mapping
        Headers of the request, beside `HEADERS`.
    hosts : frozenset of str or callable
        Hosts that may be redirected to, beside the address's own; or a rule that every host has to pass.
    limits : Limits
        Waits and redirects.
    deadline : float
        When all has to be over, on `time.monotonic`'s clock, seconds.
    secret : Secret
        Sent with the request and seen nowhere else; a request with one is not redirected.

    Raises
    ------
    FetchError
        If the address may not be asked or asking again would not help.
    PassingError
        If it may help.
    """
    import httpx2

    with _translated(url, limits, deadline):
        address = httpx2.URL(url)
        refuse = hosts if callable(hosts) else _hosts_of(hosts | {address.host})
        for hop in range(1 if secret != NO_SECRET else limits.redirects + 1):
            _refuse_address(url, address, refuse, first=hop == 0)
            left = max(deadline - time.monotonic(), 0.001)
            timeout = httpx2.Timeout(min(limits.read_s, left), connect=min(limits.connect_s, left))
            sent = HEADERS | dict(headers) | dict(secret.headers)
            request = client.build_request("GET", secret.address(address), headers=sent, timeout=timeout)
            # Redirects are followed here, as httpx2 would follow them anywhere.
            response = client.send(request, stream=True, follow_redirects=False)
            with contextlib.closing(response):
                if not response.has_redirect_location:
                    _refuse_status(url, response, limits)
                    yield response
                    return
                if response.next_request is None:
                    raise FetchError(url, "redirects to an address that cannot be read")
                address = response.next_request.url
        if secret != NO_SECRET:
            raise FetchError(url, f"redirects to {shown(address)}, where no key is sent")
        raise FetchError(url, f"redirects more than {limits.redirects} times, last to {shown(address)}")


def too_slow(url: str, limits: Limits) -> FetchError:
    """Make the error of a download that took too long."""
    return FetchError(url, f"was not done after {limits.total_s:,g} s", "Run the same command again on a faster line")


def date_of(text: str) -> dt.datetime | None:
    """Read a date as HTTP writes it, UTC; None if it is none."""
    try:
        moment = email.utils.parsedate_to_datetime(text)
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None


def _hosts_of(allowed: frozenset[str]) -> Callable[[str], str | None]:
    """Make the rule that only these hosts may be asked."""
    wrong = f"is not on a host of this publisher ({', '.join(sorted(allowed))})"
    return lambda host: None if host in allowed else wrong


def _refuse_address(url: str, address: httpx2.URL, refuse: Callable[[str], str | None], *, first: bool) -> None:
    if why := refuse(address.host):
        wrong = why
    elif address.userinfo:
        wrong = "carries a user name"
    elif address.scheme != "https" and not (address.scheme == "http" and _is_this_machine(address.host)):
        wrong = "is not https"
    else:
        return
    raise FetchError(url, f"{wrong} and was not asked" if first else f"redirects to {shown(address)}, which {wrong}")


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_status(url: str, response: httpx2.Response, limits: Limits) -> None:
    status = response.status_code
    asked_if_changed = {"if-none-match", "if-modified-since"} & set(response.request.headers)
    if status == 200 or (status == 304 and asked_if_changed):
        return
    said = f"answered {status} {response.reason_phrase}".rstrip()
    if status in PASSING or status >= 500:
        wait_s = _wait_s(response.headers.get("retry-after", ""))
        if wait_s > limits.pause_most_s:
            said += f" and asks to wait {wait_s:,.0f} s"
        raise PassingError(said, wait_s=wait_s)
    raise FetchError(url, said, "The publisher may have moved the file: look for a newer version of Cliffhanger")


def _wait_s(retry_after: str) -> float:
    """Seconds that a Retry-After asks for, in either of its two forms; 0 if it is neither."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    moment = date_of(retry_after)
    return max((moment - dt.datetime.now(dt.UTC)).total_seconds(), 0.0) if moment else 0.0


@contextlib.contextmanager
def _translated(url: str, limits: Limits, deadline: float) -> Iterator[None]:
    """Say in our words what httpx2 raises, and tell what may pass from what will not."""
    import httpx2

    try:
        yield
    except httpx2.TimeoutException as problem:
        if time.monotonic() >= deadline:
            raise too_slow(url, limits) from problem
        if isinstance(problem, httpx2.ConnectTimeout):
            raise PassingError(f"no connection within {limits.connect_s:g} s", unreachable=True) from problem
        raise PassingError(f"nothing came for {limits.read_s:g} s") from problem
    except (httpx2.ConnectError, httpx2.ProxyError) as problem:
        if _comes_of(problem, ssl.SSLError):
            advice = "Check this machine's clock and certificates"
            raise FetchError(url, f"the connection is not safe: {problem}", advice) from problem
        raise PassingError(f"no connection: {problem}", unreachable=True) from problem
    except (httpx2.NetworkError, httpx2.RemoteProtocolError, httpx2.DecodingError) as problem:
        raise PassingError(f"the connection broke off: {str(problem) or type(problem).__name__}") from problem
    except (httpx2.HTTPError, httpx2.InvalidURL) as problem:
        raise FetchError(url, f"cannot be asked: {problem}") from problem


def _comes_of(problem: BaseException | None, kind: type[BaseException]) -> bool:
    while problem is not None:
        if isinstance(problem, kind):
            return True
        problem = problem.__cause__ or problem.__context__
    return False
