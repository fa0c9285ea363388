"""Where Netflix publishes its viewing figures, as data.

Publisher: Netflix. Terms: open to everybody, no licence for reuse is stated. Period: the weekly lists from the week
ending 2021-07-04, the engagement reports from January 2023.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TOP10_BASE = "https://www.netflix.com/tudum/top10/data/"
"""Folder of the three weekly files. Each has a twin that ends in .xlsx, for use by hand where the TSV fails."""

NEWS_URL = "https://about.netflix.com/en/news/what-we-watched-a-netflix-engagement-report"
"""The news page of the engagement reports; pages beside it whose names begin alike carry the later ones."""

NEWS_PAGE = "what-we-watched"
"""How the names of those pages begin."""

ASSET_ROOT = "https://assets.ctfassets.net/4cd45et68cgf/"
"""Where the workbooks lie. The host serves many companies; the first part of the path is Netflix's own."""

HOSTS = frozenset({"www.netflix.com", "about.netflix.com", "assets.ctfassets.net"})
"""Hosts that Netflix's addresses may redirect to."""

REPORT_NAME = re.compile(r"[A-Za-z0-9_.-]*What_We_Watched[A-Za-z0-9_.-]*\.xlsx")
"""File name of a report. It varies: "What_We_Watched_A_Netflix_Engagement_Report_2023Jan-Jun.xlsx" at first,
"Netflix-s_What_We_Watched_Report_2026Jan-Jun__1_.xlsx" lately."""

REPORT_PERIOD = re.compile(r"(20\d\d)_?(Jan-Jun|Jul-Dec|Jan-Dec)", re.IGNORECASE)
"""Period within such a name. Netflix said in July 2026 that after the first half of 2026 one report a year follows."""

REPORT_PERIODS = (
    "2023Jan-Jun",
    "2023Jul-Dec",
    "2024Jan-Jun",
    "2024Jul-Dec",
    "2025Jan-Jun",
    "2025Jul-Dec",
    "2026Jan-Jun",
)
"""Reports known to exist; a gathering that misses one of them says so."""

REPORT_BYTES = 32 * 2**20
"""Largest report taken; they have had 0.7 to 1.0 MB."""

PAGE_BYTES = 16 * 2**20
"""Largest news page taken."""

MAX_PAGES = 20
"""News pages asked, so that a page that links to ever more of them comes to an end."""


@dataclass(frozen=True)
class Top10File:
    """One of the weekly files.

    Parameters
    ----------
    name : str
        File name, under `TOP10_BASE` and on disk.
    columns : tuple of str
        Columns that every edition since 2021 has had.
    max_bytes : int
        Largest size taken; leaves room for decades of weeks.
    """

    name: str
    columns: tuple[str, ...]
    max_bytes: int


TOP10_FILES = (
    Top10File("all-weeks-global.tsv", ("week", "category", "weekly_rank", "show_title"), 16 * 2**20),
    Top10File("all-weeks-countries.tsv", ("country_iso2", "week", "category", "weekly_rank"), 256 * 2**20),
    Top10File("most-popular.tsv", ("category", "rank", "show_title"), 4 * 2**20),
)
