"""What addresses hold: of a season's page, and of the watch list."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query

Season = Annotated[int | None, Query(ge=0, le=10_000)]
"""Number of the season; the latest known by default."""

SeriesId = Annotated[str, Path(max_length=300)]
"""The series, as addresses name it."""

Word = Annotated[str, Query(max_length=200)]
"""A word by which the watch list is filtered; none by default."""

SortBy = Literal["series", "odds", "change", "age", "decision", "audience", "cost"]
"""What the watch list can be sorted by: the keys of `reports.watch_list.SORTS`."""
