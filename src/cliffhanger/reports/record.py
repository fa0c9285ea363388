"""The record of a backtest as JSON and as tables for people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from cliffhanger.reports import words

Entry = Mapping[str, object]

_ASKED = {
    "T1": "Hours of the premiere's half-year, from the weekly lists alone",
    "T2": "Hours of the next half-year, from all lists to its end and the first half-year's total",
    "T2_ahead": "The same, asked when the first half-year's report came out",
    "first_91": "Hours of the first three months, asked on day 28",
    "never_listed": "Hours of the premiere's half-year, of seasons that were on no list",
    "four_weeks": "Hours of the first four weeks, from the first two",
}
_NAMES = {"cliffhanger": "Cliffhanger", "curve": "its curve alone", "visible_sum": "what is listed", "constant":
          "times a constant", "log_linear": "log-linear", "ridge": "ridge", "boosting": "boosted trees"}  # fmt: skip


def to_json(record: Mapping[str, object]) -> str:
    """The record as one JSON document; figures to six places."""

    def short(value: object) -> object:
        return round(value, 6) if isinstance(value, float) else value

    tasks = record["tasks"]
    assert isinstance(tasks, list)
    rows = [{key: short(value) for key, value in entry.items()} for entry in tasks]
    return json.dumps({"tasks": rows}, indent=2) + "\n"


def to_text(record: Mapping[str, object]) -> str:
    """The record as one table for each task and test, all seasons together; parts of them are in the JSON."""
    tasks = record["tasks"]
    assert isinstance(tasks, list)
    lines: list[str] = []
    for task, asked in _ASKED.items():
        mine = [entry for entry in tasks if entry["task"] == task]
        for test in dict.fromkeys(str(entry["test"]) for entry in mine):
            for group in ("survivors", "all") if task == "four_weeks" else ("all",):
                rows = [entry for entry in mine if entry["test"] == test and entry["group"] == group]
                if rows:
                    lines += _table(asked, test, group, rows)
    lines += [
        "Error: median of |estimate / truth - 1|. Rmse and bias are of the logarithm (estimate less truth). CRPS is",
        "the continuous ranked probability score of the log-hours, less is better. Covered: truths within the 80 %",
        "interval.",
        "",
    ]
    return "\n".join(lines)


def _table(asked: str, test: str, group: str, rows: Sequence[Entry]) -> list[str]:
    seasons = words.plural(int(str(rows[0]["n"])), "season")
    which = ", those listed in all four weeks" if group == "survivors" else ""
    head = f"{'':<18}{'error':>9}{'rmse':>8}{'bias':>8}{'CRPS':>8}{'covered':>9}"
    lines = [f"{asked}: premieres of {test}, {seasons}{which}", head]
    for row in rows:
        cells = [_percent(row["median_error"]), *(_plain(row.get(key)) for key in ("rmse_log", "bias_log", "crps_log"))]
        covered = row.get("cover80")
        lines.append(
            f"{_NAMES.get(str(row['method']), str(row['method'])):<18}{cells[0]:>9}{cells[1]:>8}{cells[2]:>8}"
            f"{cells[3]:>8}{_percent(covered) if covered is not None else words.NOT_KNOWN:>9}"
        )
    return [*lines, ""]


def _percent(value: object) -> str:
    return f"{100 * float(str(value)):.1f} %"


def _plain(value: object) -> str:
    return words.NOT_KNOWN if value is None else f"{float(str(value)):.3f}"
