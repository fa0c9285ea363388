"""Files that are recognised and, on purpose, not read: each with the reason, for the user who offers one."""

from __future__ import annotations

from types import MappingProxyType

from cliffhanger.sources.files import Sheet

_MERGED = "an input of the merged list of outcomes (outcomes.csv), which is read in its place"

LEFT_OUT = MappingProxyType(
    {
        ("period", "title", "available_globally", "release_date", "hours_viewed", "runtime_minutes", "views", "kind"): (
            "a cleaned copy of Netflix's engagement reports, made by others: its column 'kind' was filled from later "
            "reports, and the reports themselves (XLSX) are read in its place"
        ),
        ("snapshot_date", "week", "category", "weekly_rank", "field", "old_value", "new_value"): (
            "a list of changes between copies of Netflix's weekly list: the copies themselves are read, each with the "
            "day on which it was made"
        ),
        ("week", "category", "weekly_rank", "title", "netflix_id", "release_year", "weekly_hours_viewed"): (
            "Netflix's weekly list as its page read in 2026: titles in it were relabelled by then, so that it cannot "
            "stand for any earlier day; the list itself is read in its place"
        ),
        ("series", "label", "kind", "number", "release_date", "hours_2023_2025H1", "reports"): (
            "sums over Netflix's engagement reports, which are read themselves"
        ),
        ("scope", "metric", "value_percent", "population", "publication", "date"): (
            "rates of whole platforms: they are about no series"
        ),
        ("id", "name", "original_name", "original_language", "origin_country", "vote_average"): _MERGED,
        ("id", "network_id", "network_name", "network_country"): (
            "numbers of series by network: it holds no name and no figure"
        ),
    }
)
"""Reasons by the columns that tell each file."""


def reason_left_out(sheet: Sheet) -> str | None:
    """Say why a file with this header is not read; None where it is not one of these.

    Parameters
    ----------
    sheet : Sheet
        First table of the file.

    Returns
    -------
    str or None
        The reason, in words.
    """
    header = set(sheet.header)
    return next((reason for columns, reason in LEFT_OUT.items() if set(columns) <= header), None)
