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

LABELS = f"""
    labelled AS (
        SELECT l.season_id, coalesce(t.season_text, t.series_text) AS label, coalesce(said.says, 'nothing') AS says,
               f.publisher, f.name AS file, r.row, r.list_name,
               -- A premiere is known on its day, the wording beside it is not: so no release dates here.
               greatest(l.known_on, CASE
                   WHEN f.source = 'netflix_top10' AND (r.snapshot_on > r.known_on + {COPY_DAYS}
                        OR r.snapshot_on > first.made_on) THEN greatest(r.known_on, r.snapshot_on)
                   ELSE r.known_on END) AS known_on
        FROM release r JOIN title t USING (title_id) JOIN link l USING (title_id) JOIN file f USING (file_id)
        LEFT JOIN (SELECT list_name, geography, period_end, min(snapshot_on) AS made_on FROM copy GROUP BY ALL) first
        USING (list_name, geography, period_end)
        LEFT JOIN limited_labels said USING (title_id)
        WHERE f.source IN ('netflix_top10', 'netflix_engagement') AND r.measure IN ('rank', 'hours_viewed')
    ), first_label AS (
        SELECT season_id, min(known_on) AS label_known_on,
               -- The world's list before those of countries, which are at hand in late copies.
               arg_min(struct_pack(label, says, publisher, file, "row"),
                       (known_on, list_name NOT LIKE 'global%', says = 'limited', label, file, "row")) AS printed
        FROM labelled WHERE known_on <= $as_of GROUP BY season_id
    ), again AS (
        SELECT o.season_id, arg_min(struct_pack(label := o.label, known_on := o.known_on, publisher := o.publisher,
                                                file := o.file, "row" := o."row"), (o.known_on, o.label, o.file, o."row"))
                            AS again
        FROM labelled o JOIN first_label f USING (season_id)
        WHERE o.known_on <= $as_of AND o.known_on > f.label_known_on
          AND o.says = CASE WHEN f.printed.says = 'limited' THEN 'season' ELSE 'limited' END
        GROUP BY o.season_id
    ), labels AS (
        SELECT season_id, label_known_on, printed.label AS label_printed, printed.publisher, printed.file,
               printed."row", CASE WHEN printed.says = 'limited' THEN 'yes' ELSE 'no' END AS limited,
               CASE WHEN label_known_on <= premiere + {LAUNCH_DAYS}
                      -- The first lists came out months after their first weeks; of what they held one label has
                      -- been seen to change in the year that followed.
                      OR label_known_on <= DATE '{WEEKS_PUBLISHED}' AND premiere >= DATE '{WEEKS_SINCE}'
                    THEN limited END AS limited_before_launch,
               again
        FROM first_label LEFT JOIN premieres USING (season_id) LEFT JOIN again USING (season_id)
    )
"""
"""Common table `labels`, a row a season: the label first printed by the date, whether it says so at launch, and the
first later label that says the contrary (`again`). Needs `PREMIERES` and the table of `limited_labels`."""


def limited_labels(store: Store) -> pa.Table:
    """Read the labels of seasons of which some label says Limited Series.

    Parameters
    ----------
    store : Store
        The store; reading suffices.

    Returns
    -------
    pyarrow.Table
        title_id and says: 'limited', 'season' (it names a season by number) or 'nothing'. Titles of other seasons are
        absent, since none of theirs was ever relabelled.
    """
    titles = store.query(
        """
        WITH near AS (
            SELECT DISTINCT l.season_id FROM title t JOIN link l USING (title_id)
            WHERE t.source IN ('netflix_top10', 'netflix_engagement')
              AND regexp_matches(concat_ws(' ', t.series_text, t.season_text), $limited, 'i')
        )
        SELECT t.title_id, t.series_text, t.season_text
        FROM title t JOIN link l USING (title_id) JOIN near USING (season_id)
        WHERE t.source IN ('netflix_top10', 'netflix_engagement') ORDER BY t.title_id
        """,
        {"limited": LIMITED.pattern},
    )
    parsed = [parse_title(str(row["series_text"]), row["season_text"]) for row in titles.to_pylist()]
    says = ["limited" if p.limited else "season" if p.marked and p.number is not None else "nothing" for p in parsed]
    return pa.table({"title_id": titles["title_id"], "says": pa.array(says, pa.string())})
