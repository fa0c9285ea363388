"""What the verb `reconstruct` found, in words."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa

from cliffhanger.reports import words

SHOWN = 12
"""Seasons that the text shows: the latest of those on a list."""


def to_text(seasons: pa.Table) -> str:
    """How many seasons were reconstructed, and the latest of them with their first 28 and 91 days."""
    rows = seasons.to_pylist()
    if not rows:
        return "No season on Netflix was known by the date.\n"
    kinds = Counter(row["status"] for row in rows)
    lines = [
        f"{words.plural(len(rows), 'season')} as known on {words.day(rows[0]['as_of'])}: {kinds['reconstructed']:,} "
        f"from figures, {kinds['bounded']:,} from bounds alone, {kinds['kin alone']:,} from their kin alone.",
        *(
            [f"{words.plural(older, 'season')} more premiered before the weekly lists began: first weeks not told."]
            if (older := kinds["later weeks alone"] + kinds["unknown"])
            else []
        ),
        "",
        f"{'season':<36}{'premiere':>12}{'28 days, M hours':>30}{'91 days, M hours':>30}",
    ]
    listed = [row for row in rows if row["list_name"]]
    lines += [
        f"{row['season_id'][:35]:<36}{words.day(row['premiere'], short=True):>12}"
        f"{_interval(row, 'hours_28d'):>30}{_interval(row, 'hours_91d'):>30}"
        for row in sorted(listed, key=lambda row: (row["premiere"], row["season_id"]), reverse=True)[:SHOWN]
    ]
    lines += ["", "In brackets the 80 % interval; M = million. All of it is in the tables reconstructed_season and"]
    return "\n".join([*lines, "reconstructed_week of the store.", ""])


def _interval(row: dict[str, object], name: str) -> str:
    low, middle, high = (float(str(row[f"{name}{end}"])) / 1e6 for end in ("_lo80", "", "_hi80"))
    if low == high:
        return f"{middle:,.1f}"
    return f"{middle:,.1f} ({low:,.1f} to {high:,.1f})"
