"""What Netflix published since when: the days that decide what could be known of it, each stated here once."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

WEEKS_SINCE = dt.date(2021, 6, 28)
"""First day that the weekly lists cover."""

WEEKS_PUBLISHED = dt.date(2021, 11, 16)
"""Day on which Netflix published weekly lists for the first time, with those of 20 earlier weeks."""

LAST_LIST_DAYS = 6
"""So many days after a half-year's end its last full week is listed, at the latest."""

VIEWS_PUBLISHED = dt.date(2023, 6, 20)
"""Day from which Netflix printed runtimes and views."""

RANKED_BY_VIEWS_SINCE = dt.date(2023, 6, 18)
"""Week (its Sunday) from which the weekly lists are ranked by views; before, by hours."""

REPORTS_PUBLISHED = MappingProxyType(
    {
        dt.date(2023, 6, 30): dt.date(2023, 12, 12),
        dt.date(2023, 12, 31): dt.date(2024, 5, 23),
        dt.date(2024, 6, 30): dt.date(2024, 9, 19),
        dt.date(2024, 12, 31): dt.date(2025, 2, 26),
        dt.date(2025, 6, 30): dt.date(2025, 7, 17),
        dt.date(2025, 12, 31): dt.date(2026, 1, 20),
    }
)
"""Day on which each engagement report was published, by the last day of its period."""

FIRST_REPORT = min(REPORTS_PUBLISHED.values())
"""Day of the first engagement report."""

SAVED_BEFORE_DAYS = 6
"""Netflix saved the five reports of 2023 to 2025 up to so many days before it published them."""

LONGEST_LAG_DAYS = max((published - end).days for end, published in REPORTS_PUBLISHED.items())
"""The longest that a report was published after the end of its period."""
