"""The dossier's section on the press: each claim in words with its sentence, held against what the store has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from cliffhanger.evidence.press import claims_on
from cliffhanger.evidence.press_checks import Known, check
from cliffhanger.reports.citations import Citations
from cliffhanger.reports.dossier import Quoted
from cliffhanger.reports.said import in_words
from cliffhanger.store import Store

Row = Mapping[str, object]

SOURCE = "press"
"""Source whose rows this section quotes; the other sections leave its sentences to it."""


def quoted(
    store: Store, season_id: str, rows: Sequence[Row], premiere: dt.date | None, as_of: dt.date, cites: Citations
) -> tuple[Quoted, ...]:
    """What texts of the press state of a season and its series, oldest text first.

    Parameters
    ----------
    store : Store
        The store.
    season_id : str
        The season.
    rows : sequence of mapping
        Facts of the season and its series that were known by the date.
    premiere : date or None
        The season's premiere.
    as_of : date
        Last day of knowledge.
    cites : Citations
        Numbers the sources: one number a text, and those of the facts that a claim is held against.
    """
    mine = {(row["digest"], row["row"]): row for row in rows if row["source"] == SOURCE and row["measure"] == "claim"}
    if not mine:
        return ()
    others = [row for row in rows if row["source"] != SOURCE]
    lists = store.query(
        # A list of which the store has some places only says nothing of a title that is not among them.
        "SELECT list_name, period_end FROM release WHERE measure = 'rank' AND known_on <= $as_of "
        "AND period_end IS NOT NULL AND (list_name LIKE 'Nielsen%' OR list_name LIKE 'global TV%') "
        "GROUP BY ALL HAVING count(DISTINCT value) FILTER (value <= 10) = 10",
        {"as_of": as_of},
    )
    known = Known(
        others, frozenset(zip(lists["list_name"].to_pylist(), lists["period_end"].to_pylist(), strict=True)), premiere
    )
    found = []
    whole_id = f"{season_id.rpartition('/')[0]}/*"
    for claim in claims_on(store, [season_id, whole_id], as_of).to_pylist():
        fact = mine.get((claim["digest"], claim["claim"]))
        if fact is None or claim["standing"] != "stated" or (claim["season"] is None and _of_another(claim, premiere)):
            continue
        held = check(claim, known)
        cited = str(claim["cited"]) if claim["cited"] else None
        found.append(
            Quoted(
                in_words(claim),
                str(claim["sentence"]),
                cited,
                float(claim["confidence"]),
                held.verdict,
                held.why,
                cites.cite(fact, whole_list=True),
                cites.cite(held.rows),
            )
        )
    return tuple(found)


def _of_another(claim: Row, premiere: dt.date | None) -> bool:
    """Whether a text without a season is older than this one's premiere by so much that it speaks of another one."""
    day = claim["known_on"]
    return premiere is not None and isinstance(day, dt.date) and (premiere - day).days > 365
