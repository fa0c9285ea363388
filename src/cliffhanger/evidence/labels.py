"""Labels: whether the platform called a season a limited series, and since when.

Netflix rewrites its labels once it knows: of the titles on its weekly lists 80 changed between "Season 1" and "Limited
Series" after the fact. The label as first printed is therefore the one that counts, and a label that was first seen
long after the launch says nothing about the launch.
"""

from __future__ import annotations

import pyarrow as pa

from cliffhanger.evidence.markers import LIMITED
from cliffhanger.evidence.netflix_calendar import WEEKS_PUBLISHED, WEEKS_SINCE
from cliffhanger.evidence.titles import parse_title
from cliffhanger.store import Store

LAUNCH_DAYS = 28
"""A label printed within so many days of the premiere stands for that of the launch."""

COPY_DAYS = 14
"""A copy made so soon after its list was published stands for the list as first published; a later one for itself."""

_AT_LAUNCH = f"""(first.known_on <= premiere + {LAUNCH_DAYS}
                -- The first lists came out months after their first weeks; of what they held one label has been seen
                -- to change in the year that followed.
                OR first.known_on <= DATE '{WEEKS_PUBLISHED}' AND premiere >= DATE '{WEEKS_SINCE}')"""

LABELS = f"""
    first_copy AS (
        SELECT list_name, geography, period_end, min(snapshot_on) AS made_on FROM copy GROUP BY ALL
    ), printing AS (
        -- A premiere is known on its day, the wording beside it is not: so no release dates here.
        SELECT r.title_id, r.file_id, min(r."row") AS "row", bool_and(r.list_name NOT LIKE 'global%') AS elsewhere,
               min(CASE WHEN r.measure = 'rank'
                             AND (r.snapshot_on > r.known_on + {COPY_DAYS} OR r.snapshot_on > c.made_on)
                        THEN greatest(r.known_on, r.snapshot_on) ELSE r.known_on END) AS known_on
        FROM release r JOIN link USING (title_id) JOIN file f USING (file_id)
        LEFT JOIN first_copy c USING (list_name, geography, period_end)
        WHERE r.known_on <= $as_of
          AND (f.source = 'netflix_top10' AND r.measure = 'rank'
               OR f.source = 'netflix_engagement' AND r.measure = 'hours_viewed')
        GROUP BY ALL
    ), first_printing AS (
        SELECT title_id, min(p.known_on) AS printed_on,
               unnest(arg_min(struct_pack(publisher, file := f.name, "row", elsewhere,
                                          weekly := f.source = 'netflix_top10'),
                              (p.known_on, elsewhere, f.name)))
        FROM printing p JOIN file f USING (file_id) WHERE p.known_on <= $as_of GROUP BY title_id
    ), labelled AS MATERIALIZED (
        SELECT first.* EXCLUDE (title_id, is_limited), premiere, {_AT_LAUNCH} AS at_launch,
               -- A name alone says nothing of its kind.
               CASE WHEN is_limited THEN 'limited' WHEN regexp_matches(label, '[0-9]') THEN 'season' ELSE 'nothing' END
                   AS says
        FROM (
            SELECT p.*, l.season_id, coalesce(t.season_text, t.series_text) AS label,
                   greatest(l.known_on, printed_on) AS known_on, said.title_id IS NOT NULL AS is_limited
            FROM first_printing p JOIN title t USING (title_id) JOIN link l USING (title_id)
            LEFT JOIN limited_titles said USING (title_id)
            WHERE l.known_on <= $as_of
        ) first LEFT JOIN premieres USING (season_id)
    ), first_label AS (
        SELECT * FROM labelled WHERE says <> 'nothing' OR at_launch
        -- The world's list goes before those of countries, which are at hand in late copies.
        QUALIFY row_number() OVER (
            PARTITION BY season_id ORDER BY known_on, elsewhere, says = 'nothing', says = 'limited', label, file, "row"
        ) = 1
    ), again AS (
        SELECT o.season_id,
               arg_min(struct_pack(label := o.label, known_on := o.known_on, publisher := o.publisher, file := o.file,
                                   "row" := o."row"), (o.known_on, o.label, o.file, o."row")) AS again
        FROM labelled o JOIN first_label f USING (season_id)
        WHERE o.known_on > f.known_on
          -- Reports swing back and forth between the two for licensed titles, and print namesakes: that a series of
          -- the launch is no longer limited is believed of the weekly list alone.
          AND CASE WHEN f.says = 'limited' THEN o.says = 'season' AND o.weekly AND f.at_launch
                   ELSE o.says = 'limited' END
        GROUP BY o.season_id
    ), labels AS MATERIALIZED (
        SELECT f.season_id, f.known_on AS label_known_on, label AS label_printed, publisher, file, "row",
               CASE WHEN says = 'limited' THEN 'yes' ELSE 'no' END AS limited,
               CASE WHEN at_launch THEN limited END AS limited_before_launch, again
        FROM first_label f LEFT JOIN again USING (season_id)
    )
"""
"""Common table `labels`, a row a season: the label first printed by the date, whether it says so at launch, and the
first later label that says the contrary (`again`). Needs `PREMIERES` and the table of `limited_titles`."""


def limited_titles(store: Store) -> pa.Table:
    """Read which titles of the platform's lists and reports say Limited Series.

    Parameters
    ----------
    store : Store
        The store; reading suffices.

    Returns
    -------
    pyarrow.Table
        title_id.
    """
    return store.remember(__name__, lambda: _limited_titles(store))


def _limited_titles(store: Store) -> pa.Table:
    titles = store.query(
        """
        SELECT title_id, series_text, season_text FROM title
        WHERE source IN ('netflix_top10', 'netflix_engagement')
          AND regexp_matches(concat_ws(' ', series_text, season_text), $limited, 'i')
        """,
        {"limited": LIMITED.pattern},
    )
    parsed = [parse_title(str(row["series_text"]), row["season_text"]) for row in titles.to_pylist()]
    return titles.select(["title_id"]).filter(pa.array([title.limited for title in parsed], pa.bool_()))
