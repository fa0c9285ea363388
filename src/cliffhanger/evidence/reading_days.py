"""Reading days: the day on which each input of the merged list of outcomes, and each list by itself, was read."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

READ_ON = MappingProxyType(
    {
        "wikipedia-2022-12": dt.date(2022, 12, 1),
        "wikipedia-ended-2023": dt.date(2023, 9, 30),
        "wikipedia-current-2025-03": dt.date(2025, 3, 24),
        "netflix-top10": dt.date(2025, 7, 2),
        "netflix-engagement": dt.date(2025, 7, 17),
        "tmdb-2026-01": dt.date(2026, 1, 31),
        "press": dt.date(2022, 12, 1),
    }
)
"""Day on which each input was read; 'press' is dated by its own columns and sets no day."""
