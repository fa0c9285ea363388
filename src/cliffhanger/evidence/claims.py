"""Claims about what happened to seasons: what sources say, what premieres prove, what the platform's labels tell.

Sources disagree. Every claim is kept, and the order of trust (`TRUST`) says which of them speaks.
"""

from __future__ import annotations

from dataclasses import dataclass

from cliffhanger.evidence.absence import ABSENCE, FULL_LIST
from cliffhanger.evidence.labels import LABELS
from cliffhanger.evidence.premieres import PREMIERES
from cliffhanger.evidence.unsaid_season import UNSAID, WHY


@dataclass(frozen=True)
class Trust:
    """One step of the order of trust.

    Parameters
    ----------
    name : str
        Word of the column `trust`.
    meaning : str
        Which claims stand here.
    why : str
        Why they stand where they stand.
    condition : str
        The same in SQL, over a claim.
    """

    name: str
    meaning: str
    why: str
    condition: str


TRUST: tuple[Trust, ...] = (
    Trust(
        "yours",
        "a row of your own file of outcomes",
        "who writes one has looked, and it is the only way to mend what all others have wrong",
        "source = 'my_outcomes'",
    ),
    Trust(
        "reported",
        "a decision that a press report names; not a plan, which a limited series is",
        "a named publication tells of the decision itself, mostly with its day; it stands even where a later season "
        "came out, since another platform may have gone on with it",
        "source NOT IN ('sequel', 'label') AND grade IN ('reported', 'A', 'B') AND outcome <> 'limited'",
    ),
    Trust(
        "sequel",
        "a later season that came out, or that a press report tells a decision of",
        "it is a fact, and proves wrong whoever called this season the last; it does not tell the day of the order",
        "source = 'sequel'",
    ),
    Trust(
        "label",
        "'Limited Series' as the platform printed it at the launch, or as the press reports it",
        "it is the platform's own word, given before the audience was known; a plan, so a later season unsays it",
        "grade = 'reported' OR source = 'label' AND at_launch",
    ),
    Trust(
        "listed",
        "a list of series that has it so, or a label first seen long after the launch",
        "somebody looked at all series alike, but says hardly ever why and when, and may know what came after",
        "grade IN ('listed', 'C')",
    ),
    Trust(
        "inferred",
        "a conclusion from something else: absence from a list, a label rewritten afterwards",
        "nobody says so",
        "TRUE",
    ),
)
"""The order of trust, first the most trusted. Of claims of one step the later stands before the earlier, since a
decision can be taken back; of your own on one day, the one gathered last."""

CONTRARY = (
    ("renewed", "cancelled"),
    ("renewed", "ended"),
    ("renewed", "limited"),
    ("cancelled", "limited"),
)
"""Outcomes that cannot both be true. 'ended' is silent on why, so it goes with all but a renewal; a renewal goes with
its being taken back later; a wrap-up goes with everything."""

_STEPS = " ".join(f"WHEN {step.condition} THEN {at}" for at, step in enumerate(TRUST, 1))
_NAMES = "[" + ", ".join(f"'{step.name}'" for step in TRUST) + "]"
_PAIRS = ", ".join(f"('{one}', '{other}'), ('{other}', '{one}')" for one, other in CONTRARY)

_COLUMNS = (
    'season_id, outcome, happened_from, happened_to, known_on, grade, source, publication, url, note, file, "row"'
)

CLAIMS = f"""
    {PREMIERES.strip()}, {LABELS.strip()}, listed AS MATERIALIZED (
        SELECT l.season_id, min(greatest(r.known_on, l.known_on)) AS listed_on, min(r.period_start) AS charted
        FROM release r JOIN link l USING (title_id) JOIN file f USING (file_id)
        WHERE r.measure = 'rank' AND f.source = 'netflix_top10' AND r.known_on <= $as_of AND l.known_on <= $as_of
        GROUP BY ALL
    ), came_out AS MATERIALIZED (
        -- Parts and volumes may be batches of one season: they prove nothing. Where no premiere is printed, the first
        -- list on which a season stands shows that it is out.
        SELECT s.series_id, s.number, s.season_id, coalesce(premiere, listed_on) AS day,
               CASE WHEN premiere IS NULL THEN ' on the weekly list' ELSE ' premiered' END AS how
        FROM season s LEFT JOIN premieres USING (season_id) LEFT JOIN listed USING (season_id)
        WHERE s.kind = 'season' AND s.number IS NOT NULL AND coalesce(premiere, listed_on) <= $as_of
    ), followed AS (
        SELECT own.season_id, min(next.day) AS day,
               arg_min(next.number || next.how, (next.day, next.number)) AS named,
               arg_min(next.season_id, (next.day, next.number)) AS next_season_id
        FROM came_out own JOIN came_out next
        ON next.series_id = own.series_id AND next.number > own.number AND next.day > own.day
        GROUP BY ALL
    ), {ABSENCE.strip()}, {UNSAID.strip()}, said AS (
        SELECT l.season_id, r.text AS outcome, r.period_start AS happened_from, r.period_end AS happened_to,
               greatest(r.known_on, l.known_on) AS known_on, r.grade, f.source,
               coalesce(r.publication, f.publisher) AS publication, r.url, r.note, f.name AS file, r."row", f.file_id
        FROM release r JOIN link l USING (title_id) JOIN file f USING (file_id)
        WHERE r.measure = 'outcome' AND r.known_on <= $as_of AND l.known_on <= $as_of
          AND NOT ends_with(l.season_id, '/*')
        UNION ALL BY NAME
        -- The decision is told and its season concluded, so it has the least trust.
        SELECT u.season_id, r.text AS outcome, r.period_start AS happened_from, r.period_end AS happened_to,
               greatest(r.known_on, l.known_on) AS known_on, 'inferred' AS grade, f.source,
               coalesce(r.publication, f.publisher) AS publication, r.url, concat_ws('; ', r.note, '{WHY}') AS note,
               f.name AS file, r."row", f.file_id
        FROM release r JOIN unsaid u USING (file_id, "row") JOIN link l USING (title_id) JOIN file f USING (file_id)
        WHERE r.measure = 'outcome' AND r.list_name = 'press, decisions' AND r.known_on <= $as_of
          AND l.known_on <= $as_of AND ends_with(l.season_id, '/*')
    ), every_claim AS (
        SELECT *, NULL::VARCHAR AS next_season_id, false AS at_launch FROM said
        UNION ALL BY NAME
        SELECT season_id, 'renewed' AS outcome, day AS known_on, 'inferred' AS grade, 'sequel' AS source,
               'season ' || named AS publication, next_season_id, 0 AS file_id, false AS at_launch
        FROM followed
        UNION ALL BY NAME
        -- What was decided after a later season tells that there is one.
        SELECT own.season_id, 'renewed' AS outcome, min(told.known_on) AS known_on, 'inferred' AS grade,
               'sequel' AS source,
               'season ' || arg_min(next.number, (told.known_on, next.number)) || ' reported '
               || arg_min(told.outcome, (told.known_on, next.number, told.outcome)) AS publication,
               arg_min(next.season_id, (told.known_on, next.number)) AS next_season_id, 0 AS file_id, false AS at_launch
        FROM season own JOIN season next ON next.series_id = own.series_id AND next.number > own.number
        JOIN said told ON told.season_id = next.season_id
        WHERE own.kind = 'season' AND next.kind = 'season' AND told.grade = 'reported' AND told.outcome <> 'pending'
        GROUP BY own.season_id
        UNION ALL BY NAME
        SELECT season_id, 'limited' AS outcome, label_known_on AS known_on,
               -- What the platform itself has rewritten is no more than a hint.
               CASE WHEN again IS NULL THEN 'listed' ELSE 'inferred' END AS grade, 'label' AS source,
               publisher AS publication, 'printed as ' || label_printed AS note, file, "row", 0 AS file_id,
               limited_before_launch IS NOT NULL AND again IS NULL AS at_launch
        FROM labels WHERE limited = 'yes'
        UNION ALL BY NAME
        SELECT season_id, CASE WHEN limited = 'yes' THEN 'renewed' ELSE 'ended' END AS outcome,
               again.known_on AS known_on, 'inferred' AS grade, 'label' AS source, again.publisher AS publication,
               'first printed as ' || label_printed || ', then as ' || again.label AS note, again.file AS file,
               again."row" AS "row", 0 AS file_id, false AS at_launch
        FROM labels WHERE again IS NOT NULL
        UNION ALL BY NAME
        SELECT season_id, 'ended' AS outcome, known_on, 'inferred' AS grade, 'absence' AS source,
               'absent from {FULL_LIST}' AS publication, 'not on the list of all current originals' AS note,
               0 AS file_id, false AS at_launch
        FROM absent
    ), weighed AS MATERIALIZED (
        SELECT c.*, CASE {_STEPS} END AS step, {_NAMES}[step] AS trust,
               -- Called limited only after it had been printed as a season: that is the news of its end.
               CASE WHEN c.outcome = 'limited' AND step > 4 AND labels.limited = 'no' THEN 'ended'
                    ELSE c.outcome END AS reading,
               -- A month or a year is no day, and an inference does not know the day of the decision.
               CASE WHEN c.happened_from = c.happened_to AND c.grade IS DISTINCT FROM 'inferred' THEN c.happened_to END
                   AS happened_on,
               row_number() OVER (PARTITION BY season_id ORDER BY c.known_on, step, c.outcome, c.publication,
                                  c.file, c."row", c.note) AS claim
        FROM every_claim c LEFT JOIN labels USING (season_id)
    )
"""
"""Common table `weighed`: every claim known by the date with its step in the order of trust, its reading, and its
number within the season; and the tables `premieres`, `labels`, `listed` and `followed` on which it rests."""

CONFLICTS = f"""
    conflict AS (
        SELECT one.season_id, one.claim, other.claim AS with_claim
        FROM weighed one JOIN weighed other USING (season_id)
        WHERE (one.reading, other.reading) IN ({_PAIRS})
           OR one.reading = 'un-renewed' AND other.reading = 'renewed' AND other.known_on > one.known_on
           OR one.reading = 'renewed' AND other.reading = 'un-renewed' AND one.known_on > other.known_on
           OR one.reading = other.reading AND one.happened_on <> other.happened_on
    )
"""
"""Common table `conflict`: pairs of claims that cannot both be true, or give two days for one decision."""
