"""Number the sources of a dossier as its figures cite them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from cliffhanger.reports.dossier import Source

Row = Mapping[str, object]

_ROWS_NAMED = 3


class Citations:
    """Hands out source numbers, the same number to figures that stand in one row."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._rows: dict[int, list[Row]] = {}

    def cite(self, rows: Row | Iterable[Row], *, whole_list: bool = False) -> tuple[int, ...]:
        """Numbers for one fact or several.

        Parameters
        ----------
        rows : mapping or iterable of mapping
            Rows of the contract FACT.
        whole_list : bool
            Give one number to all periods of a list, for runs over many days.
        """
        numbers = set()
        for row in [rows] if isinstance(rows, Mapping) else rows:
            # One number for a season's places in all countries in a week; else one for each row.
            together = row["list_name"] == "country TV" and row.get("publication") is None
            period = (row["period_start"], row["period_end"]) if together and not whole_list else None
            place = row["row"] if not (together or whole_list) else None
            known = row["known_on"] if not whole_list else None
            key = (row["digest"], row["sheet"], row["list_name"], period, place, known)
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            self._rows.setdefault(number, []).append(row)
            numbers.add(number)
        return tuple(sorted(numbers))

    def sources(self) -> tuple[Source, ...]:
        """The numbered list."""
        return tuple(self._source(number, rows) for number, rows in sorted(self._rows.items()))

    @staticmethod
    def _source(number: int, rows: list[Row]) -> Source:
        row = rows[0]
        places = sorted({int(str(r["row"])) for r in rows})
        named = ", ".join(f"{place:,}" for place in places[:_ROWS_NAMED])
        if len(places) > _ROWS_NAMED:
            named += f" and {len(places) - _ROWS_NAMED:,} more"
        sheet = f"sheet {row['sheet']}, " if row["sheet"] else ""
        return Source(
            number=number,
            publisher=str(row["publication"] or row["publisher"]),
            what=_what(row),
            file=str(row["file"]),
            place=f"{sheet}{'row' if len(places) == 1 else 'rows'} {named}",
            known_on=max(day for r in rows if isinstance(day := r["known_on"], dt.date)),
            copy_of=max(day for r in rows if isinstance(day := r["snapshot_on"], dt.date)),
            url=str(row["url"]) if row["url"] else None,
            note=str(row["note"]) if row["note"] else None,
        )


def _what(row: Row) -> str:
    name = str(row["list_name"])
    if name.startswith(("global", "country", "most popular")):
        return f"weekly Top 10, {name}" if not name.startswith("most") else f"Top 10, {name}"
    if name == "engagement":
        return "half-yearly engagement report"
    if name == "US daily":
        return "daily Top 10 in the United States, on screen"
    return name
