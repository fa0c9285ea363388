"""The record of the press in words: how much of what sentences state was found, and how much was found wrongly."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cliffhanger.press.record import PARTS
from cliffhanger.reports.words import plural

SCHEMA = "cliffhanger.backtest.press/1"
"""Name and version of the JSON document."""


def to_json(found: Mapping[str, object]) -> str:
    """One JSON document with the keys of `press.record.record`."""
    return json.dumps({"schema": SCHEMA, **found}, ensure_ascii=False, indent=1) + "\n"


def to_text(found: Mapping[str, object]) -> str:
    """The record as a table, by part of the texts, then what was found at first sight, then every text read amiss."""
    scores, whole, first, amiss = (
        _rows(found[name]) for name in ("scores", "article_scores", "first_sight", "mistakes")
    )
    lines = [
        f"Claims read from {found['sentences']} sentences written for this record, {found['traps']} of them traps that",
        "state nothing of what is scored: rumours, denials, history, wishes, other money, other lists;",
        f"and from {found['articles']} whole articles.",
        "",
        _HEAD.format("Sentences"),
        *_table(scores, "All sentences"),
        "",
        _HEAD.format("Articles"),
        *_table([row for row in whole if row["part"] == "all"], "All articles"),
        "",
        "At first sight, before anything was mended on them:",
        "",
        _HEAD.format("Sentences"),
        *_table([row for row in first if row["of"] == "sentences"], ""),
        "",
        _HEAD.format("Articles"),
        *_table([row for row in first if row["of"] == "articles"], ""),
        "",
        f"{plural(len(amiss), 'text')} read amiss" + (":" if amiss else "."),
    ]
    for one in amiss:
        lines.append(f"  {one['sentence']}")
        lines += [f"    found wrongly: {words}" for words in one["wrong"]] + [
            f"    missed: {words}" for words in one["missed"]
        ]
    return "\n".join(lines) + "\n"


def _rows(part: object) -> list[Mapping[str, Any]]:
    assert isinstance(part, list)
    return part


_HEAD = f"{'':<19}{{:>9}}{'Right':>7}{'Wrong':>7}{'Missed':>8}{'Precision':>11}{'Recall':>9}"


def _table(rows: Sequence[Mapping[str, Any]], every: str) -> list[str]:
    """Rows of scores under the words of their part."""
    lines, part = [], None
    for row in rows:
        if row["part"] != part:
            part = row["part"]
            lines += ["", every if part == "all" else f"Those {PARTS[part]}"]
        goal = f"   wanted {row['precision_goal']:.0%}, {row['recall_goal']:.0%}" if "recall_goal" in row else ""
        lines.append(
            f"  {row['group']:<17}{row['sentences']:>9}{row['right']:>7}{row['wrong']:>7}{row['missed']:>8}"
            f"{_share(row['precision']):>11}{_share(row['recall']):>9}{goal}"
        )
    return lines


def _share(share: object) -> str:
    return f"{float(share):.1%}" if isinstance(share, int | float) else "–"
