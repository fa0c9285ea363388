"""Cut a JSON document into tables of text, so that its values are checked like the cells of any other file.

The document's own values are one row of a first table without a name; each list of objects in it is a table named by
its place (``seasons``, ``_embedded.episodes``), one row an entry, counted from 1. Values within values carry their path
(``network.name``), a list of words is one cell with commas.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from cliffhanger.errors import Problem, SourceError
from cliffhanger.sources.sheets import Sheet

Rows = list[dict[str, str]]


def read_document(path: Path, text: str) -> tuple[Sheet, ...]:
    """Cut one JSON object into tables.

    Parameters
    ----------
    path : Path
        The file, for the message.
    text : str
        Its text.

    Returns
    -------
    tuple of Sheet
        The document's own values first, then its lists in the order in which they stand; an empty list has no columns.

    Raises
    ------
    SourceError
        If the text is no JSON, or not one object.

    Examples
    --------
    >>> text = '{"name": "Nimbus", "seasons": [{"number": 1, "by": {"id": 7}}]}'
    >>> about, seasons = read_document(Path("a.json"), text)
    >>> about.columns
    {'name': ['Nimbus']}
    >>> seasons.name, seasons.rows, seasons.columns
    ('seasons', [1], {'number': ['1'], 'by.id': ['7']})
    """
    try:
        # Numbers stay as printed: what they may be is for the reader to check.
        whole = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as problem:
        found = f"{problem.msg} in column {problem.colno}"
        raise SourceError(path, [Problem(problem.lineno, None, "JSON", found)], "Download it again.") from problem
    except RecursionError as problem:
        raise SourceError(path, [Problem(None, None, "JSON", "values nested without end")]) from problem
    if not isinstance(whole, dict):
        what = "a list" if isinstance(whole, list) else "a single value"
        raise SourceError(path, [Problem(1, None, "one JSON object, the answer about one series", what)])
    lists: dict[str, Rows] = {}
    own = {name: _cell(value) for name, value in _flat(whole, lists)}
    return _sheet(None, [own]), *(_sheet(name, rows) for name, rows in lists.items())


def sheet_of(sheets: tuple[Sheet, ...], name: str) -> Sheet:
    """Find the list of that name; where the document has none, a table without rows and columns."""
    return next((sheet for sheet in sheets if sheet.name == name), Sheet(name, (), {}, []))


def _flat(entry: dict[str, object], lists: dict[str, Rows] | None, path: str = "") -> Iterator[tuple[str, object]]:
    """Walk an object's values with their paths; lists of objects go to `lists`, within lists they are left out."""
    for name, value in entry.items():
        place = path + name
        if isinstance(value, dict):
            yield from _flat(value, lists, place + ".")
        elif isinstance(value, list) and all(isinstance(part, dict) for part in value):
            if lists is not None:
                lists[place] = [{key: _cell(inner) for key, inner in _flat(part, None)} for part in value]
        else:
            yield place, value


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_cell(part) for part in value if not isinstance(part, list | dict))
    return str(value).strip()


def _sheet(name: str | None, rows: Rows) -> Sheet:
    header = tuple(dict.fromkeys(key for row in rows for key in row))
    columns = {key: [row.get(key, "") for row in rows] for key in header}
    return Sheet(name, header, columns, list(range(1, len(rows) + 1)))
