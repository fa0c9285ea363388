"""Keys that are sent to a publisher and seen nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2


@dataclass(frozen=True)
class Secret:
    """What a request carries that nobody may see: it is sent, and is in no address, message, receipt or log.

    Parameters
    ----------
    headers : mapping
        Headers of the request.
    query : mapping
        Parameters added to the address.
    """

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)

    def address(self, public: httpx2.URL) -> httpx2.URL:
        """The address with the parameters that nobody may see."""
        return public.copy_merge_params(self.query) if self.query else public

    def hidden(self, text: str) -> str:
        """A text without the secret, should a server have echoed it."""
        for value in (*self.headers.values(), *self.query.values()):
            text = text.replace(value, "...").replace(value.removeprefix("Bearer "), "...")
        return text


NO_SECRET = Secret()


def shown(address: httpx2.URL) -> str:
    """An address without its query, as a server may echo a secret in where it redirects to."""
    return str(address.copy_with(query=None))


def keep_out_of_logs() -> None:
    """Let the HTTP client's log, where somebody listens to it, name addresses without their queries."""
    logging.getLogger("httpx2").addFilter(_without_query)  # a second time changes nothing


def _without_query(record: logging.LogRecord) -> bool:
    """Keep out of the log what stands after an address's question mark: it may be somebody's key."""
    import httpx2

    args = record.args if isinstance(record.args, tuple) else ()
    record.args = tuple(shown(part) if isinstance(part, httpx2.URL) else part for part in args) or record.args
    return True
