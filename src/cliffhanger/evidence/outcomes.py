"""The ledger of outcomes: what happened to each season, as known on a date, and the claims on which that rests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.evidence.choice import choose_season
from cliffhanger.evidence.claims import CLAIMS, CONFLICTS
from cliffhanger.evidence.labels import limited_titles
from cliffhanger.measures import LIMBO_MONTHS
from cliffhanger.store import Store
from cliffhanger.tables import OUTCOME, OUTCOME_CLAIM

UNDECIDED = ("pending", "limbo", "unknown")
"""Outcomes of seasons of which nothing is decided."""

_CHOSEN = """
    over AS (
        SELECT season_id, max(coalesce(happened_on, known_on)) AS day FROM weighed
        WHERE trust = 'listed' AND reading = 'ended' GROUP BY ALL
    ), best AS (
        SELECT weighed.* FROM weighed LEFT JOIN over USING (season_id) WHERE reading <> 'pending'
        QUALIFY row_number() OVER (
            PARTITION BY season_id
            -- A list that says 'ended' and not why takes nothing back from one that says 'limited'.
            ORDER BY step, CASE WHEN trust = 'listed' AND reading = 'limited' THEN greatest(known_on, over.day)
                                ELSE coalesce(happened_on, known_on) END DESC,
                     trust = 'listed' AND reading = 'limited' DESC, known_on DESC,
                     CASE WHEN trust = 'yours' THEN file_id END DESC, reading, publication, claim
        ) = 1
    ), turned AS (
        -- What was said the same before the last contrary news was said of an earlier decision.
        SELECT best.season_id, max(w.known_on) AS day
        FROM best JOIN weighed w USING (season_id)
        WHERE (w.reading = 'renewed') <> (best.reading = 'renewed') AND w.reading <> 'pending'
          AND w.step <= best.step AND w.known_on < best.known_on
        GROUP BY ALL
    ), agreeing AS (
        SELECT w.* FROM weighed w JOIN best USING (season_id) LEFT JOIN turned USING (season_id)
        WHERE w.reading = best.reading AND (turned.day IS NULL OR w.known_on > turned.day)
    ), decided AS MATERIALIZED (
        SELECT season_id, any_value(best.reading) AS outcome,
               CASE WHEN any_value(best.grade) IN ('reported', 'A', 'B') THEN 'reported'
                    WHEN any_value(best.grade) IN ('listed', 'C') THEN 'listed' ELSE 'inferred' END AS grade,
               any_value(best.trust) AS trust, any_value(best.publication) AS publication, any_value(best.url) AS url,
               min(a.known_on) AS known_on,
               arg_min(a.happened_on, (a.step, a.known_on, a.happened_on)) FILTER (a.happened_on IS NOT NULL)
                   AS happened_on,
               arg_min(struct_pack(said := a.publication, source := a.source, next_season_id := a.next_season_id),
                       (a.known_on, a.step, a.claim)) AS first,
               list(a.claim) AS rests_on
        FROM agreeing a JOIN best USING (season_id) GROUP BY season_id
    )
"""
"""Common table `decided`, a row a decided season. The most trusted claim gives the word; of the claims that say the
same, the earliest gives the day from which it was known, and the most trusted that has one the day of the decision."""

_LEDGER = f"""
    WITH {CLAIMS}, {CONFLICTS}, {_CHOSEN}, shown AS (
        SELECT season_id, min(t.platform) FILTER (t.platform <> '*') AS platform
        FROM link l JOIN title t USING (title_id) WHERE l.known_on <= $as_of GROUP BY season_id
    ), counted AS (
        SELECT season_id, count(*) AS claims, max(known_on) AS last_said_on,
               bool_or(outcome = 'pending') AS called_pending,
               -- A renewal that was only inferred does not know the day of the order.
               min(coalesce(happened_to, known_on))
                   FILTER (reading = 'renewed' AND trust IN ('yours', 'reported', 'listed')) AS ordered_by
        FROM weighed GROUP BY season_id
    ), against AS (
        SELECT w.season_id,
               string_agg(DISTINCT w.outcome || ' (' || w.trust || ', ' || w.publication || ', known '
                          || w.known_on || ')', '; ') AS contradicted_by
        FROM decided d JOIN conflict c USING (season_id) JOIN weighed w
        ON w.season_id = c.season_id AND w.claim = c.with_claim
        WHERE list_contains(d.rests_on, c.claim) GROUP BY w.season_id
    ), told AS (
        SELECT s.season_id, coalesce(premiere, charted) AS premiere, platform,
               (coalesce(premiere, charted) + INTERVAL {LIMBO_MONTHS} MONTH)::DATE AS limbo_on,
               CASE WHEN d.outcome IS NOT NULL THEN d.outcome
                    WHEN limbo_on <= $as_of THEN 'limbo'
                    WHEN coalesce(premiere, charted) IS NOT NULL OR called_pending THEN 'pending'
                    ELSE 'unknown' END AS outcome
        FROM season s LEFT JOIN decided d USING (season_id) LEFT JOIN premieres USING (season_id)
        LEFT JOIN shown USING (season_id) LEFT JOIN listed USING (season_id)
        LEFT JOIN counted USING (season_id)
        WHERE s.known_on <= $as_of AND s.kind NOT IN ('series', 'film')
          AND ($series IS NULL OR s.series_id = $series)
    )
    SELECT s.season_id, s.series_id, s.series, s.number, s.label, s.kind, told.platform, told.premiere, told.outcome,
           d.happened_on, CASE WHEN told.outcome = 'limbo' THEN limbo_on ELSE d.known_on END AS known_on,
           CASE WHEN d.outcome IS NOT NULL THEN d.grade WHEN told.outcome = 'limbo' THEN 'inferred'
                WHEN told.outcome = 'pending' AND called_pending THEN 'listed' END AS grade,
           d.trust, d.publication, d.url,
           CASE WHEN first.source = 'label' THEN 'label printed by ' || first.said ELSE first.said END AS proof,
           CASE WHEN first.source IN ('label', 'sequel') THEN first.source
                WHEN first IS NOT NULL THEN 'claim' END AS basis,
           first.next_season_id,
           coalesce(claims, 0) AS claims, contradicted_by, last_said_on,
           CASE WHEN ordered_by < told.premiere THEN 'yes'
                WHEN d.happened_on >= told.premiere OR d.outcome NOT IN ('renewed', 'un-renewed') THEN 'no'
                END AS ordered_before_premiere,
           limited, limited_before_launch, label_printed, label_known_on, again.known_on AS relabelled_on
    FROM told JOIN season s USING (season_id) LEFT JOIN decided d USING (season_id)
    LEFT JOIN labels USING (season_id)
    LEFT JOIN counted USING (season_id) LEFT JOIN against USING (season_id)
    ORDER BY s.season_id
"""
"""One row a season, by the contract OUTCOME."""


def outcomes(store: Store, *, series: str | None = None, as_of: dt.date | None = None) -> pa.Table:
    """What happened to each season, as known on a date.

    The most trusted claim speaks (`evidence.claims.TRUST` is the order); of equally trusted ones the later. It counts
    as known from the earliest of the claims that say the same, so that a renewal is known from its announcement or from
    the premiere of a later season, whichever is first. The label as first printed says whether a series is limited.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    series : str, optional
        Name of one series, as `assess` takes it; all by default.
    as_of : date, optional
        Last day of knowledge; today by default.

    Returns
    -------
    pyarrow.Table
        Contract OUTCOME, one row a season, in the order of their ids. Without a decision the outcome is 'pending',
        'limbo' from `LIMBO_MONTHS` months after the premiere on, or 'unknown' where no premiere is known either.

    Raises
    ------
    TitleError
        If no such series is known by the date; carries the nearest names.
    TooLittleEvidence
        If a series is named and nothing at all was known by the date.

    Examples
    --------
    >>> import cliffhanger, datetime as dt
    >>> with cliffhanger.open_store(":memory:") as store:
    ...     _ = cliffhanger.gather(store, ["casebook"])
    ...     found = cliffhanger.outcomes(store, series="Hit & Run", as_of=dt.date(2021, 9, 20))
    >>> found.select(["season_id", "outcome", "grade"]).to_pylist()
    [{'season_id': 'hit-and-run/1', 'outcome': 'cancelled', 'grade': 'reported'}]
    """
    day = as_of or dt.date.today()
    wanted = str(choose_season(store, series, day)[0]["series_id"]) if series is not None else None
    return store.remember((__name__, day, wanted), lambda: _ledger(store, day, wanted))


def _ledger(store: Store, day: dt.date, wanted: str | None) -> pa.Table:
    """The ledger of a day; of all series, or of the one wanted."""
    found = store.query(
        _LEDGER,
        {"as_of": day, "series": wanted},
        limited_titles=limited_titles(store),
    )
    return store.check(OUTCOME, found.select(OUTCOME.schema.names))


def claims(store: Store, season_ids: Sequence[str], as_of: dt.date) -> pa.Table:
    """Every claim on seasons that was known by the date, and which of them contradict one another.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    season_ids : sequence of str
        The seasons.
    as_of : date
        Last day of knowledge.

    Returns
    -------
    pyarrow.Table
        Contract OUTCOME_CLAIM, by season in the order in which the claims became known.
    """
    found = store.query(
        f"""
        WITH {CLAIMS}, {CONFLICTS}, {_CHOSEN}, beside AS (
            SELECT season_id, claim, string_agg(DISTINCT with_claim, ', ' ORDER BY with_claim) AS conflicts_with
            FROM conflict GROUP BY ALL
        )
        SELECT w.*, w.reading AS counts_as, conflicts_with,
               CASE WHEN list_contains(d.rests_on, w.claim) THEN 'yes' ELSE 'no' END AS decides
        FROM weighed w LEFT JOIN beside USING (season_id, claim) LEFT JOIN decided d USING (season_id)
        WHERE w.season_id IN (SELECT unnest($ids)) ORDER BY w.season_id, w.claim
        """,
        {"as_of": as_of, "ids": list(season_ids)},
        limited_titles=limited_titles(store),
    )
    return store.check(OUTCOME_CLAIM, found.select(OUTCOME_CLAIM.schema.names))


def decided_seasons(store: Store, as_of: dt.date) -> pa.Table:
    """The seasons decided by the date: the rows of `outcomes` without pending, limbo and unknown.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    as_of : date
        Last day of knowledge.

    Returns
    -------
    pyarrow.Table
        Contract OUTCOME, one row a season.
    """
    return decided(outcomes(store, as_of=as_of))


def decided(ledger: pa.Table) -> pa.Table:
    """Rows of the ledger, contract OUTCOME, that are decided."""
    return ledger.filter(pc.invert(pc.is_in(ledger["outcome"], pa.array(UNDECIDED, pa.string()))))
