"""Titles that would do harm if they were not shown as text, and a weekly list on which they stand."""

from __future__ import annotations

import csv
import html
import re
from pathlib import Path

HOSTILE = ("<img src=x onerror=alert(1)>", "مسلسل \u202egnirts", "Dragons 🐉 & “Quotes”", "'; DROP TABLE season; --")
"""Titles that would run, turn the direction of writing, or break a query, if they were not shown as text."""


def write_list(folder: Path) -> Path:
    """A weekly list on which the hostile titles stand."""
    path = folder / "all-weeks-global_2023-03-08.tsv"
    heads = [
        "week",
        "category",
        "weekly_rank",
        "show_title",
        "season_title",
        "weekly_hours_viewed",
        "cumulative_weeks_in_top_10",
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None)
        out.writerow(heads)
        for week, number in (("2023-03-05", 2), ("2023-02-26", 1)):
            for place, title in enumerate(HOSTILE, 1):
                hours = 1_000_000 * (20 - place)
                out.writerow([week, "TV (English)", place, title, f"{title}: Season 1", hours, number])
    return path


def runs_nothing(page: str) -> bool:
    """Whether no script, style or handler stands in a page: the policy would refuse it."""
    return not re.search(r"<script(?![^>]*\bsrc=)|<style|<\w[^<>]*\s(?:style|on[a-z]+)=|javascript:", page)


def text_of(page: str) -> str:
    """The words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())
