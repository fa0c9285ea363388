"""What a measurement found, in words and columns for a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cliffhanger.viewing.measure import Measures

SEASONS_SHOWN = 10
_WIDTH = 100


def to_text(found: Measures) -> str:
    """The checks, and the seasons with the most views in their longest window.

    Parameters
    ----------
    found : Measures
        As `measure` gives it.
    """
    if "viewing_reach" in found.tables:
        return _reach(found.tables["viewing_reach"].to_pylist())
    checks = found.tables["viewing_check"].to_pylist()
    rows = {r["check"]: r["rows"] for r in checks}
    day = found.last_day
    until = f" until {day.day} {day:%B %Y}" if isinstance(day, dt.date) else ""
    lines = [f"{rows['read']:,} rows read{until}, {rows['used']:,} used."]
    if found.note:
        lines.append(found.note)
    met = [r for r in checks if r["check"] not in ("read", "used") and r["rows"]]
    if met:
        lines += ["", "WHAT WAS FOUND IN THE ROWS"]
        lines += _columns(("Check", "Rows", "Treatment"), [(r["check"], f"{r['rows']:,}", r["treatment"]) for r in met])
    seasons = found.tables["viewing_season"].to_pylist()
    if seasons:
        lines += ["", *_seasons(seasons)]
    hidden = sum(r["status"] == "suppressed" for name, t in found.tables.items() if name != "viewing_check"
                 for r in t.select(["status"]).to_pylist())  # fmt: skip
    if hidden:
        lines += ["", f"{hidden:,} rows of the tables have suppressed figures: too few profiles."]
    if found.facts:
        lines.append(f"{found.facts:,} facts put into the store.")
    return "\n".join(lines) + "\n"


def _reach(rows: Sequence[dict[str, object]]) -> str:
    whole = [r for r in rows if r["country"] == "world" and r["viewers"] is not None]
    last = max((int(str(r["window_days"])) for r in whole), default=0)
    most = sorted((r for r in whole if r["window_days"] == last), key=lambda r: -int(str(r["viewers"])))[:SEASONS_SHOWN]
    cells = [(str(r["season_id"]), _count(r["viewers"]), f"{r['relative_error']:.0%}") for r in most]
    lines = [f"PROFILES REACHED IN {last} DAYS, ABOUT", *_columns(("Season", "Profiles", "Error up to"), cells)]
    return "\n".join(lines) + "\n"


def _seasons(seasons: Sequence[dict[str, object]]) -> list[str]:
    last = max(int(str(r["window_days"])) for r in seasons)
    of_last = [r for r in seasons if r["window_days"] == last and r["views"] is not None]
    most = sorted(of_last, key=lambda r: (-float(str(r["views"])), str(r["season_id"])))[:SEASONS_SHOWN]
    cells = [
        (
            str(r["season_id"]),
            f"{r['hours_viewed']:,.0f}",
            f"{r['views']:,.0f}",
            _count(r["starters"]),
            _count(r["completers"]),
            "–" if r["share_completed"] is None else f"{r['share_completed']:.0%}",
            str(r["status"]),
        )
        for r in most
    ]
    head = ("Season", "Hours", "Views", "Starters", "Completers", "Completed", "Status")
    return [f"THE FIRST {last} DAYS, MOST VIEWS FIRST", *_columns(head, cells)]


def _count(value: object) -> str:
    return "–" if value is None else f"{value:,}"


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Words to the left, numbers to the right, a rule under the head."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    left = [any(row[i] and row[i][-1].isalpha() for row in rows) or i == 0 for i in range(len(head))]

    def line(row: Sequence[str]) -> str:
        cells = (c.ljust(w) if to_left else c.rjust(w) for c, w, to_left in zip(row, widths, left, strict=True))
        return "  ".join(cells).rstrip()

    return [line(head), "-" * min(_WIDTH, sum(widths) + 2 * len(widths) - 2), *(line(row) for row in rows)]
