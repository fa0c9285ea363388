"""What the press claims, in words: one line a claim, under it the sentence; as text and as JSON."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Mapping

import pyarrow as pa

from cliffhanger.evidence.unsaid_season import WHY
from cliffhanger.reports import words
from cliffhanger.reports.inert import plain

SCHEMA = "cliffhanger.claims/1"
"""Name and version of the JSON document."""

WIDTH = 100
"""Columns of the text."""

Row = Mapping[str, object]

_STANDINGS = {
    "stated": "",
    "reported": "rumour",
    "history": "looks back",
    "headline": "the headline alone",
}
_NAMES = {
    "decision": "Decision", "platform": "Platform", "episodes": "Episodes", "premiere": "Premiere", "chart": "Chart",
    "minutes": "Minutes viewed", "completion": "Completion", "reviews": "Reviews", "cost": "Cost",
    "production": "Production", "ending": "Ending", "plan": "Plan", "reason": "Reason", "person": "Person",
}  # fmt: skip


def to_json(found: pa.Table, series: str | None, as_of: dt.date) -> str:
    """One JSON document; the keys of a claim are the columns of the contract SAID, and `says` is it in words."""
    rows = [{**_dates(row), "says": in_words(row)} for row in found.to_pylist()]
    document = {"schema": SCHEMA, "series": series, "as_of": as_of.isoformat(), "claims": rows}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def to_text(found: pa.Table, series: str | None, as_of: dt.date) -> str:
    """The claims by document, each with its sentence; what is no fact says why."""
    what = f"{plain(series)}: what the press claims" if series else "Claims of the press that could not be placed"
    lines = [f"{what}, as known on {words.day(as_of)}", ""]
    rows = found.to_pylist()
    if not rows:
        lines += [
            "No text of the press that is in the store claims anything of it." if series else "There are none.",
            "",
        ]
    document = None
    for number, row in enumerate(rows, 1):
        if row["file_id"] != document:
            document = row["file_id"]
            lines += [*_wrapped(_document(row)), ""]
        lines += [*_wrapped(f"{number:>3}. {_head(row)}", 5), *_wrapped(f"“{plain(str(row['sentence']))}”", 5), ""]
    return "\n".join(lines)


def _document(row: Row) -> str:
    day = row["published_on"]
    when = words.day(day) if isinstance(day, dt.date) else "undated, known from the day of gathering on"
    title = f", ‘{plain(str(row['title']))}’" if row["title"] else ""
    return f"{plain(str(row['publication']))}, {when}{title} ({plain(str(row['url'] or row['file']))})"


def _head(row: Row) -> str:
    season = str(row["season_id"] or "")
    if not season:
        candidates = f"; nearest: {plain(str(row['candidates']))}" if row["candidates"] else ""
        place = f"not placed: {row['why_not_placed']}{candidates}"
    else:
        place = _place(season, row)
    said = [
        in_words(row),
        f"on {plain(str(row['series_text']))}" if not season else "",
        place,
        f"citing {plain(str(row['cited']))}" if row["cited"] else "",
        _STANDINGS[str(row["standing"])],
        f"{float(str(row['confidence'])):.0%} sure",
    ]
    return "; ".join(part for part in said if part)


def _place(season_id: str, row: Row) -> str:
    """Where a claim is placed; how, if its text names no season."""
    if season_id.endswith("/*"):
        return f"on no season: {row['why_not_placed']}" if row["why_not_placed"] else ""
    if row["season"]:
        return f"season {row['season']}"
    number = season_id.rpartition("/")[2]
    return f"season {number} ({WHY})" if row["kind"] == "decision" else f"season {number}"


def in_words(row: Row) -> str:
    """One claim in words.

    Examples
    --------
    >>> about = dict.fromkeys(("detail", "unit", "platform", "happened_from", "happened_to", "series_text"))
    >>> in_words({**about, "kind": "decision", "word": "cancelled", "value": 1.0})
    'Decision: cancelled after season 1'
    >>> in_words({**about, "kind": "chart", "word": "weeks", "value": 3.0, "detail": "Nielsen originals"})
    'Chart: 3 weeks in Nielsen originals'
    """
    kind, word = str(row["kind"]), str(row["word"])
    number = row["value"]
    value = float(number) if isinstance(number, int | float) else None
    detail = plain(str(row["detail"])) if row["detail"] else ""
    said = _SAYINGS.get(kind, _other)(word, value, detail, row)
    return f"{_NAMES[kind]}: {said}{_when(row)}"


def _decision(word: str, value: float | None, detail: str, row: Row) -> str:
    season = f"{value:g}" if value else ""
    if word == "cancelled":
        return f"cancelled after season {season}" if season else "cancelled"
    if word == "final season":
        return f"season {season} is the last" if season else "a final season"
    if word == "ordered":
        return f"season {season} ordered before the premiere" if season else "ordered before the premiere"
    if word == "saved":
        by = f" by {row['platform']}" if row["platform"] else " by another platform"
        return f"saved{by}" + (f" for season {season}" if season else "")
    return f"{word} for season {season}" if word == "renewed" and season else word


def _chart(word: str, value: float | None, detail: str, row: Row) -> str:
    if word == "weeks" and value:
        return f"{words.plural(int(value), 'week')} in {detail}"
    return f"number {value:g} in {detail}" if word == "rank" and value else f"listed in {detail}"


def _cost(word: str, value: float | None, detail: str, row: Row) -> str:
    if word == "high":
        return "high"
    if word == "ratio":
        unit = str(row["unit"] or "")
        if value and unit.startswith("seasons"):
            return f"one episode costs as much as {words.plural(int(value), 'season')} of {detail}"
        return f"{value:g} times that of {detail}" if value else f"against {detail}"
    of = {"episode": "an episode", "season": "the season", "total": "in all"}[word]
    return f"{value:,.0f} {row['unit']} {of}" if value else of


def _share(word: str, value: float | None, detail: str, row: Row) -> str:
    return f"{value:.0%} ({detail})" if value is not None else detail


def _reviews(word: str, value: float | None, detail: str, row: Row) -> str:
    return f"{word} {detail + ' ' if detail else ''}{value:g} {row['unit']}" if value is not None else word


def _other(word: str, value: float | None, detail: str, row: Row) -> str:
    number = f"{value:,.0f} {row['unit'] or ''}".strip() if value is not None else ""
    shown = "" if word in ("minutes", "episodes", "premiere", "time", "seasons", "delay") else word
    parts = [
        shown,
        number if not detail or word != "seasons" else f"{detail} seasons",
        detail if word != "seasons" else "",
    ]
    text = ", ".join(part for part in parts if part)
    return f"delayed by {detail}" if word == "delay" else text or word


_SAYINGS = {"decision": _decision, "chart": _chart, "cost": _cost, "completion": _share, "reviews": _reviews}


def _when(row: Row) -> str:
    start, end = row["happened_from"], row["happened_to"]
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return ""
    return f", {words.day(start)}" if start == end else f", {words.day(start)} to {words.day(end)}"


def _wrapped(text: str, indent: int = 0) -> list[str]:
    space = " " * indent
    return textwrap.wrap(text, WIDTH, initial_indent="" if text[:4].strip().endswith(".") else space,
                         subsequent_indent=space, break_long_words=False, break_on_hyphens=False)  # fmt: skip


def _dates(row: Row) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}
