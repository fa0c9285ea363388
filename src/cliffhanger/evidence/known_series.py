"""The series that a store knows, under every name they were printed by: for sources too large to be kept whole."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from cliffhanger.evidence.premieres import PREMIERES
from cliffhanger.evidence.titles import parse_title, series_key
from cliffhanger.store import Store


@dataclass(frozen=True)
class KnownSeries:
    """Which series a store knows.

    Parameters
    ----------
    by_key : dict of str to set of str
        Ids by the key of each spelling (`evidence.titles.series_key`), native names among them.
    began : dict of str to int
        Year of the premiere of season 1 by id, where it is printed.
    """

    by_key: dict[str, set[str]]
    began: dict[str, int]


def known_series(store: Store) -> KnownSeries:
    """All series of the store, whenever they became known: what is told of them keeps its own day.

    Examples
    --------
    >>> from cliffhanger import open_store
    >>> with open_store(":memory:") as store:
    ...     known_series(store)
    KnownSeries(by_key={}, began={})
    """
    rows = store.query(
        """
        SELECT DISTINCT t.series_text, t.season_text, split_part(l.season_id, '/', 1) AS series_id
        FROM title t JOIN link l USING (title_id) ORDER BY ALL
        """
    )
    by_key: defaultdict[str, set[str]] = defaultdict(set)
    for text, season, series_id in zip(*(rows[name].to_pylist() for name in rows.column_names), strict=True):
        parsed = parse_title(text, season)
        for key in filter(None, (parsed.key, parsed.native_key, series_key(text.partition(" // ")[0]))):
            by_key[key].add(series_id)
    return KnownSeries(dict(by_key), first_years(store, dt.date.today()))


def first_years(store: Store, as_of: dt.date) -> dict[str, int]:
    """Year of the premiere of season 1 by series id, of those for which it is printed."""
    rows = store.query(
        f"""
        WITH {PREMIERES}
        SELECT s.series_id, min(year(premiere)) AS began FROM season s JOIN premieres USING (season_id)
        WHERE coalesce(s.number, 1) = 1 AND s.kind <> 'series' AND premiere <= $as_of
        GROUP BY s.series_id HAVING began IS NOT NULL
        """,
        {"as_of": as_of},
    )
    return dict(zip(rows["series_id"].to_pylist(), rows["began"].to_pylist(), strict=True))
