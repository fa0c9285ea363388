"""The casebook: decided cases as facts with their sources, one TOML file per series.

Publisher
    Cliffhanger; every fact names who printed it and when it could be known. The files shipped with the package stand
    in `cliffhanger/casebook`, where `SCHEMA.md` says how to add one.
Period
    Any.
Known faults
    Written by hand: a case holds what was found about it, which is never all.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

from cliffhanger.errors import Problem, SourceError
from cliffhanger.measures import GRADES, MEASURES, OUTCOMES
from cliffhanger.sources.files import SourceFile
from cliffhanger.sources.layouts import Layout
from cliffhanger.tables import PRINTED

PUBLISHER = "Cliffhanger casebook"

KEYS: Mapping[str, Mapping[str, type]] = MappingProxyType(
    {
        "case": {"series": str, "platform": str, "summary": str, "season": list},
        "season": {"number": int, "label": str, "premiere": dt.date, "fact": list},
        "fact": {
            "measure": str,
            "value": float,
            "text": str,
            "period": list,
            "list": str,
            "geography": str,
            "known_on": dt.date,
            "publication": str,
            "url": str,
            "grade": str,
            "note": str,
        },
    }
)
"""Every key that a file may hold, by the table in which it stands, with the type of its value."""

NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "case": ("series", "platform", "season"),
        "season": ("number", "label"),
        "fact": ("measure", "list", "geography", "known_on", "publication", "grade"),
    }
)
"""Keys without which a table is refused; a fact also needs a value, or a text where its measure is one of words."""

_FACT = re.compile(r"^[ \t]*\[\[[ \t]*season[ \t]*\.[ \t]*fact[ \t]*\]\]", re.MULTILINE)
_NAMES = {str: "words", int: "a whole number", float: "a number", dt.date: "a date, as 2021-08-06", list: "a list"}
_GEOGRAPHY = re.compile(r"world|[A-Z]{2}")


def shipped() -> list[Path]:
    """List the cases that come with the package, by name."""
    folder = files("cliffhanger") / "casebook"
    return sorted(Path(str(entry)) for entry in folder.iterdir() if entry.name.endswith(".toml"))


def read_casebook(file: SourceFile) -> pa.Table:
    """Read one case.

    Parameters
    ----------
    file : SourceFile
        TOML with ``series``, ``platform``, and a ``[[season]]`` for each season with its ``[[season.fact]]``.

    Returns
    -------
    pyarrow.Table
        Contract PRINTED: one row per fact; `row` is the line of its ``[[season.fact]]``.

    Raises
    ------
    SourceError
        If it is no TOML, and with every key, date, measure and value that does not fit, and every fact without source.
    """
    case = _parse(file)
    lines = _lines(file)
    problems = list(_misfits("case", case, 1))
    rows: list[dict[str, object]] = []
    ordinal = 0
    seasons = case.get("season", [])
    for season in seasons if isinstance(seasons, list) else []:
        facts = season.get("fact", []) if isinstance(season, dict) else []
        facts = facts if isinstance(facts, list) else []
        line = lines[min(ordinal, len(lines) - 1)] if lines else 1
        problems += _misfits("season", season, line)
        if not facts:
            problems.append(Problem(line, "fact", "at least one [[season.fact]]", "none"))
        for fact in facts:
            # Where the count of headings is not that of the facts, a quoted text holds one: then facts are numbered.
            row = lines[ordinal] if ordinal < len(lines) else ordinal + 1
            ordinal += 1
            found = list(_misfits("fact", fact, row))
            found = found or list(_wrong(fact, row))
            problems += found
            if not found:
                rows.append(_row(case, season, fact, row))
    if not problems:
        problems += _repeated(rows) if rows else [Problem(None, "season", "at least one [[season]]", "none")]
    if problems:
        raise SourceError(file.path, problems, "SCHEMA.md in the package's casebook says how a case is written.")
    return pa.Table.from_pylist(rows, schema=PRINTED.schema)


def _parse(file: SourceFile) -> dict[str, object]:
    try:
        return tomllib.loads(file.data.decode("utf-8"))
    except UnicodeDecodeError as problem:
        line = file.data.count(b"\n", 0, problem.start) + 1
        found = f"the byte 0x{file.data[problem.start]:02x}"
        raise SourceError(file.path, [Problem(line, None, "UTF-8 text", found)], "Save it as UTF-8.") from problem
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        found = str(problem)
        raise SourceError(file.path, [Problem(None, None, "TOML", found)], "Correct the line named.") from problem


def _lines(file: SourceFile) -> list[int]:
    text = file.data.decode("utf-8")
    return [text.count("\n", 0, found.start()) + 1 for found in _FACT.finditer(text)]


def _misfits(table: str, given: object, line: int) -> Iterator[Problem]:
    """Find unknown and absent keys, and values of another type."""
    if not isinstance(given, Mapping):
        yield Problem(line, table, f"a table with {', '.join(NEEDED[table])}", repr(given)[:60])
        return
    keys = KEYS[table]
    for key, value in given.items():
        if key not in keys:
            yield Problem(line, key, f"one of the keys {', '.join(keys)}", f"an unknown key of the {table}")
        elif not _is(value, keys[key]):
            yield Problem(line, key, _NAMES[keys[key]], repr(value)[:60])
        elif keys[key] is str and not value.strip():
            yield Problem(line, key, "words", "nothing")
    for key in NEEDED[table]:
        if key not in given:
            yield Problem(line, key, "a value" if key != "publication" else "the source: who printed it", "nothing")


def _is(value: object, kind: type) -> bool:
    if isinstance(value, bool):
        return False
    if kind is float:
        return isinstance(value, int | float) and math.isfinite(value)
    if kind is dt.date:
        # A TOML date with a time is a datetime, which Python counts among the dates.
        return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    return isinstance(value, kind)


def _wrong(fact: Mapping[str, object], row: int) -> Iterator[Problem]:
    """Find what a fact says that cannot be."""
    measure = MEASURES.get(str(fact["measure"]))
    if measure is None:
        yield Problem(row, "measure", "one of the measures of the data dictionary", repr(fact["measure"]))
    elif measure.text and ("value" in fact or "text" not in fact):
        found = "a value" if "value" in fact else "nothing"
        yield Problem(row, "text", f"a {measure.unit} in 'text' and no 'value'", found)
    elif measure.name == "outcome" and fact["text"] not in OUTCOMES:
        yield Problem(row, "text", "one of " + ", ".join(OUTCOMES), repr(fact["text"]))
    elif measure.unit == "date" and not _exists(str(fact["text"])):
        yield Problem(row, "text", "a day that exists, as 2021-08-06", repr(fact["text"]))
    elif not measure.text:
        low, high, value = measure.at_least or 0.0, measure.at_most or math.inf, fact.get("value")
        if not isinstance(value, int | float) or not low <= value <= high:
            found = "nothing" if value is None else repr(value)
            yield Problem(row, "value", f"a number of {measure.unit} from {low:,g} to {high:,g}", found)
    if fact["grade"] not in GRADES:
        yield Problem(row, "grade", "one of " + ", ".join(GRADES), repr(fact["grade"]))
    if not _GEOGRAPHY.fullmatch(str(fact["geography"])):
        yield Problem(row, "geography", "'world' or an ISO 3166 code of two capitals", repr(fact["geography"]))
    if "url" in fact and not str(fact["url"]).startswith(("http://", "https://")):
        yield Problem(row, "url", "an address that starts with https://", repr(fact["url"]))
    period = fact.get("period")
    if isinstance(period, list) and not _is_period(period):
        yield Problem(row, "period", "two dates, the first day and the last", repr([str(day) for day in period]))


def _is_period(days: list[object]) -> bool:
    if len(days) != 2 or not all(_is(day, dt.date) for day in days):
        return False
    return str(days[0]) <= str(days[1])  # ISO dates sort as days do


def _exists(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _repeated(rows: list[dict[str, object]]) -> Iterator[Problem]:
    """Find facts that stand twice with the same measure, list, period, source and day."""
    seen: dict[tuple[object, ...], object] = {}
    for row in rows:
        key = tuple(value for name, value in row.items() if name not in ("row", "note", "value"))
        first = seen.setdefault(key, row["row"])
        if first != row["row"]:
            yield Problem(int(str(row["row"])), "measure", "each fact once", f"a repetition of row {first}")


def _row(
    case: Mapping[str, object], season: Mapping[str, object], fact: Mapping[str, object], row: int
) -> dict[str, object]:
    period = fact.get("period")
    start, end = period if isinstance(period, list) else (None, None)
    return {
        "sheet": None,
        "row": row,
        "series_text": case.get("series"),
        "season_text": season.get("label"),
        "platform": case.get("platform"),
        "hint_kind": "tv",
        "hint_premiere": season.get("premiere"),
        "hint_year": None,
        "list_name": fact["list"],
        "measure": fact["measure"],
        "value": fact.get("value"),
        "text": fact.get("text"),
        "period_start": start,
        "period_end": end,
        "geography": fact["geography"],
        "known_on": fact["known_on"],
        "snapshot_on": fact["known_on"],
        "publication": fact["publication"],
        "url": fact.get("url"),
        "grade": fact["grade"],
        "note": fact.get("note"),
    }


LAYOUTS = (Layout("casebook", PUBLISHER, (), read_casebook),)
"""A case has no header: it is known by the ending .toml of its name."""
