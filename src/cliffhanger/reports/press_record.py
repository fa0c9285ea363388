"""The record of the press in words: how much of what sentences state was found, and how much was found wrongly."""

from __future__ import annotations

import json
from collections.abc import Mapping

from cliffhanger.press.record import PARTS
from cliffhanger.reports.words import plural

SCHEMA = "cliffhanger.backtest.press/1"
"""Name and version of the JSON document."""


def to_json(found: Mapping[str, object]) -> str:
    """One JSON document with the keys of `press.record.record`."""
    return json.dumps({"schema": SCHEMA, **found}, ensure_ascii=False, indent=1) + "\n"


def to_text(found: Mapping[str, object]) -> str:
    """The record as a table, by part of the sentences, with every sentence read amiss under it."""
    scores, amiss = found["scores"], found["mistakes"]
    assert isinstance(scores, list)
    assert isinstance(amiss, list)
    lines = [
        f"Claims read from {found['sentences']} sentences written for this record, {found['traps']} of them traps that",
        "state nothing of what is scored: rumours, denials, history, wishes, other money, other lists.",
        "",
        f"{'':<19}{'Sentences':>9}{'Right':>7}{'Wrong':>7}{'Missed':>8}{'Precision':>11}{'Recall':>9}",
    ]
    part = None
    for row in scores:
        if row["part"] != part:
            part = row["part"]
            lines += ["", "All sentences" if part == "all" else f"Those {PARTS[part]}"]
        goal = f"   wanted {row['precision_goal']:.0%}, {row['recall_goal']:.0%}" if "recall_goal" in row else ""
        lines.append(
            f"  {row['group']:<17}{row['sentences']:>9}{row['right']:>7}{row['wrong']:>7}{row['missed']:>8}"
            f"{_share(row['precision']):>11}{_share(row['recall']):>9}{goal}"
        )
    lines += ["", f"{plural(len(amiss), 'sentence')} read amiss" + (":" if amiss else ".")]
    for one in amiss:
        lines.append(f"  {one['sentence']}")
        lines += [f"    found wrongly: {words}" for words in one["wrong"]] + [
            f"    missed: {words}" for words in one["missed"]
        ]
    return "\n".join(lines) + "\n"


def _share(share: object) -> str:
    return f"{float(share):.1%}" if isinstance(share, int | float) else "–"
