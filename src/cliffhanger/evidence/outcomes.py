"""What happened to seasons, as known on a date."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from cliffhanger.evidence.premieres import PREMIERES
from cliffhanger.store import Store


def decided_seasons(store: Store, as_of: dt.date) -> pa.Table:
    """The outcome of each season decided by the date, one row a season.

    A claim of a publisher or the press stands before an inference; the later claim stands before the earlier, since a
    renewal can be taken back. The premiere of a later season proves that this one was renewed: it is known from the
    earliest of claim and premiere, and a list that calls the season the last is wrong from that premiere on. What the
    press reported stands: another platform may have gone on with it.

    Parameters
    ----------
    store : Store
        The store.
    as_of : date
        Last day of knowledge.

    Returns
    -------
    pyarrow.Table
        season_id, series_id, number, outcome, happened_on (date or null), known_on, grade, `proof` (who says so, or in
        words what a renewal was inferred from) and `next_season_id` (whose premiere proves the renewal, or null).
    """
    return store.query(
        f"""
        WITH {PREMIERES}, claim AS (
            SELECT l.season_id, r.text AS outcome,
                   -- A month or a year is no day, and an inference does not know the day of the decision.
                   CASE WHEN r.period_start = r.period_end AND r.grade <> 'inferred' THEN r.period_end END
                       AS happened_on,
                   r.known_on, r.grade, r.publication
            FROM release r JOIN link l USING (title_id)
            WHERE r.measure = 'outcome' AND r.text <> 'pending'
              AND r.known_on <= $as_of AND l.known_on <= $as_of
        ), spoken AS (
            SELECT season_id, outcome, happened_on, known_on, grade, publication AS proof FROM claim
            QUALIFY row_number() OVER (
                PARTITION BY season_id
                ORDER BY array_position(['reported', 'listed', 'inferred'], grade) NULLS LAST,
                         coalesce(happened_on, known_on) DESC, known_on DESC, outcome, publication
            ) = 1
        ), premiere AS (
            -- Parts and volumes may be batches of one season: they prove nothing.
            SELECT s.series_id, s.number, s.season_id, premiere AS day
            FROM premieres JOIN season s USING (season_id)
            WHERE s.kind = 'season' AND s.number IS NOT NULL AND premiere <= $as_of
        ), followed AS (
            SELECT own.season_id, arg_min(p.number, p.day) AS next, arg_min(p.season_id, p.day) AS next_season_id,
                   min(p.day) AS day
            FROM premiere own JOIN premiere p
            ON p.series_id = own.series_id AND p.number > own.number AND p.day > own.day
            GROUP BY ALL
        ), early AS (
            SELECT s.*, followed.day IS NOT NULL AND CASE
                WHEN coalesce(spoken.outcome, 'renewed') = 'renewed'
                THEN followed.day < coalesce(spoken.known_on, followed.day + 1)
                ELSE spoken.grade IN ('listed', 'inferred') END AS proven
            FROM season s LEFT JOIN spoken USING (season_id) LEFT JOIN followed USING (season_id)
        )
        SELECT s.season_id, s.series_id, s.number,
               CASE WHEN s.proven THEN 'renewed' ELSE spoken.outcome END AS outcome,
               CASE WHEN spoken.outcome = 'renewed' OR NOT s.proven THEN spoken.happened_on END AS happened_on,
               CASE WHEN s.proven THEN followed.day ELSE spoken.known_on END AS known_on,
               CASE WHEN s.proven THEN 'inferred' ELSE spoken.grade END AS grade,
               CASE WHEN s.proven THEN 'season ' || followed.next || ' premiered' ELSE spoken.proof END AS proof,
               CASE WHEN s.proven THEN followed.next_season_id END AS next_season_id
        FROM early s LEFT JOIN spoken USING (season_id) LEFT JOIN followed USING (season_id)
        WHERE s.known_on <= $as_of AND (spoken.outcome IS NOT NULL OR followed.day IS NOT NULL)
        ORDER BY s.season_id
        """,
        {"as_of": as_of},
    )
