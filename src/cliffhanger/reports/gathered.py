"""What the verb `gather` says: a line a file, and how well titles were placed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cliffhanger.store import Store


def link_quality_in_words(store: Store) -> list[str]:
    """How well titles were placed, in three lines, and the hand-judged pairs that went wrong."""
    from cliffhanger.evidence.link_report import link_quality

    quality = link_quality(store)
    labelled = quality.labelled
    return [
        f"Weekly Top 10 TV rows placed on a season: {quality.chart_rows}.",
        f"Charted seasons found in the engagement report of the same half-year: {quality.report_pairs}.",
        f"{labelled.pairs} pairs judged by hand: precision {labelled.precision}, recall {labelled.recall}.",
        *(f"  wrongly linked: {words}" for words in labelled.wrong),
        *(f"  not linked: {words}" for words in labelled.missed),
    ]


def print_gathered(lines: Sequence[dict[str, object]]) -> None:
    """One line a file, and the reason for those that were not read."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("file", overflow="fold")
    table.add_column("releases", justify="right")
    table.add_column("what happened", overflow="fold")
    for line in lines:
        reason = f": {line['reason']}" if line["reason"] and line["status"] != "refused" else ""
        table.add_row(
            escape(str(line["name"])), f"{line['rows']:,}" if line["rows"] else "", escape(f"{line['status']}{reason}")
        )
    Console(width=None if sys.stdout.isatty() else 140).print(table)
