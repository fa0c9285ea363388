"""What the address of a season's page holds."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

Season = Annotated[int | None, Query(ge=0, le=10_000)]
"""Number of the season; the latest known by default."""

SeriesId = Annotated[str, Path(max_length=300)]
"""The series, as addresses name it."""
