"""The small hidden file beside a download that remembers which bytes came from where, and their ETag."""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

ENDING = ".receipt.json"
"""How a receipt's name ends."""


@dataclass(frozen=True)
class Receipt:
    """What was received.

    Parameters
    ----------
    url : str
        The address asked for.
    sha256 : str
        Digest of the file, hexadecimal.
    bytes : int
        Its size.
    etag, modified : str or None
        The publisher's ETag and Last-Modified, as sent.
    """

    url: str
    sha256: str
    bytes: int
    etag: str | None
    modified: str | None

    def conditions(self) -> dict[str, str]:
        """Headers that ask for the file only if it changed (RFC 9110, section 13)."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        # A header that cannot be sent back as it came is left out, and the file is fetched in full.
        return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}


def digest(path: Path) -> str | None:
    """SHA-256 of a file, hexadecimal; None if there is none."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(target: Path, url: str) -> Receipt | None:
    """Return the receipt of a file, if it is of this address and the file still holds the bytes received.

    A receipt that cannot be read counts as none: the file is then fetched in full, and gets a new one.
    """
    try:
        found = json.loads(_beside(target).read_text("utf-8"))
        receipt = Receipt(
            url=str(found["url"]),
            sha256=str(found["sha256"]),
            bytes=int(found["bytes"]),
            etag=_text(found["etag"]),
            modified=_text(found["modified"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # A file edited, cut or replaced by hand must not live on because the publisher's has not changed.
    return receipt if receipt.url == url and receipt.sha256 == digest(target) else None


def write(target: Path, receipt: Receipt) -> None:
    """Put the receipt beside its file, whole or not at all.

    Written after the file: a stop in between leaves a receipt whose digest does not fit, which is no receipt.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    with contextlib.ExitStack() as undo:
        undo.callback(part.unlink, missing_ok=True)
        part.write_text(json.dumps(asdict(receipt), indent=1) + "\n", "utf-8")
        part.replace(_beside(target))


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}{ENDING}")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
