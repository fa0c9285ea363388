"""Look at a downloaded file before it is put in place, and say whether it is of the kind that was asked for.

Only the kind is judged here, so that a web page never replaces a table; what a table holds is for its reader to judge.
"""

from __future__ import annotations

import codecs
import json
import zipfile
import zlib
from pathlib import Path

from cliffhanger.sources.download import Check

LOOKED_AT = 64 * 2**10
"""Bytes at the top of a text file that are looked at."""

_OTHER_KINDS = ("image/", "audio/", "video/", "font/", "application/pdf", "application/json")
# Loose on purpose: publishers serve tables as text/plain, application/octet-stream, and as nothing at all.


def tsv_check(*columns: str) -> Check:
    """Make a check for tab-separated text with at least one row and these columns in its header.

    Parameters
    ----------
    columns : str
        Columns that every edition of the file has had; others may come and go.
    """

    def check(path: Path, content_type: str) -> str | None:
        text, wrong = _top(path, content_type)
        if wrong:
            return wrong
        if _is_markup(text):
            return f"a web page in place of a table ({_shown(text)})"
        header, _, rest = text.partition("\n")
        absent = [column for column in columns if column not in header.rstrip("\r").split("\t")]
        if absent:
            return f"a table without the column {', '.join(map(repr, absent))} ({_shown(header)})"
        return None if rest.strip() else "a table without rows"

    return check


def json_check(*keys: str) -> Check:
    """Make a check for one JSON document; an object must have these keys, without any a list is asked for.

    Parameters
    ----------
    keys : str
        Keys that every answer of the kind has had.
    """

    def check(path: Path, content_type: str) -> str | None:
        text = path.read_text("utf-8", errors="replace")
        if _is_markup(text):
            return f"a web page in place of JSON ({_shown(text)})"
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return f"no JSON, or a part of one ({_shown(text)})"
        if not isinstance(found, dict if keys else list):
            return f"JSON of another kind ({_shown(text)})"
        absent = [key for key in keys if key not in found]
        return f"JSON without {', '.join(map(repr, absent))} ({_shown(text)})" if absent else None

    return check


def packed_check(*columns: str) -> Check:
    """Make a check for a gzip file of tab-separated text with these columns in its header.

    Parameters
    ----------
    columns : str
        Columns that every edition of the file has had.
    """

    def check(path: Path, content_type: str) -> str | None:
        with path.open("rb") as file:
            start = file.read(LOOKED_AT)
        if not start.startswith(b"\x1f\x8b"):
            text = start.decode("utf-8", "replace")
            kind = "a web page" if _is_markup(text) else "something else"
            return f"{kind} in place of a gzip file ({_shown(text)})"
        try:
            header = zlib.decompressobj(31).decompress(start).partition(b"\n")[0].decode("utf-8", "replace")
        except zlib.error as problem:
            return f"a damaged gzip file ({problem})"
        absent = [column for column in columns if column not in header.rstrip("\r").split("\t")]
        return f"a table without the column {', '.join(map(repr, absent))} ({_shown(header)})" if absent else None

    return check


def check_workbook(path: Path, content_type: str) -> str | None:
    """Say what keeps a file from being an XLSX workbook; None where nothing does."""
    if content_type.lower().startswith(_OTHER_KINDS):
        return f"{content_type} in place of a workbook"
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        with path.open("rb") as file:
            start = file.read(200).decode("utf-8", "replace")
        kind = "a web page" if _is_markup(start) else "a truncated file or none of the kind"
        return f"{kind} in place of a workbook ({_shown(start)})"
    return None if {"xl/workbook.xml", "[Content_Types].xml"} <= names else "a zip file that holds no workbook"


def check_page(path: Path, content_type: str) -> str | None:
    """Say what keeps a file from being a web page; None where nothing does."""
    text, wrong = _top(path, content_type)
    return wrong or (None if _is_markup(text) else f"no web page ({_shown(text)})")


def _top(path: Path, content_type: str) -> tuple[str, str | None]:
    if content_type.lower().startswith(_OTHER_KINDS):
        return "", f"{content_type} in place of text"
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    try:
        # Incremental, as the cut may fall within a character.
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(start)
    except UnicodeDecodeError as problem:
        return "", f"bytes that are no UTF-8 text (0x{start[problem.start]:02x} at byte {problem.start:,})"
    return text, "bytes that are no text (a NUL byte)" if "\0" in text else None


def _is_markup(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("<")


def _shown(text: str) -> str:
    return repr(text.strip()[:60])
