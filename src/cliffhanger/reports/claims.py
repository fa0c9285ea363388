"""The dossier's sections on what was said of a season: reviews, costs, and claims of the press and of leaks.

Each function takes the rows of the contract FACT that were known by the date and cites what it uses.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cliffhanger.measures import MEASURES
from cliffhanger.reports.citations import Citations
from cliffhanger.reports.dossier import Figure, Range
from cliffhanger.reports.sections import note_of, of, unit_of, value

Row = Mapping[str, object]

_REVIEWS = (
    "critics_pct",
    "audience_pct",
    "metascore",
    "metacritic_user",
    "imdb_rating",
    "tmdb_rating",
)
_VOTES = {"imdb_rating": "imdb_votes", "tmdb_rating": "tmdb_votes"}
_REVIEW_NAMES = {
    "critics_pct": "Critics in favour",
    "audience_pct": "Audience in favour",
    "metascore": "Metacritic critics",
    "metacritic_user": "Metacritic users",
    "imdb_rating": "IMDb",
    "tmdb_rating": "TMDB",
}
_COSTS = {"cost_per_episode_usd": "Cost of an episode", "cost_per_season_usd": "Cost of the season"}
_CLAIMS = ("share_completed", "starters", "completers", "efficiency", "impact_value_usd", "claim")
_CLAIM_NAMES = {
    "share_completed": "Completion",
    "starters": "Starters",
    "completers": "Completers",
    "efficiency": "Netflix's own efficiency",
    "impact_value_usd": "Netflix's own impact value",
    "claim": "Press",
}


def reviews(own: Sequence[Row], whole: Sequence[Row], began: dt.date | None, cites: Citations) -> tuple[Figure, ...]:
    """Scores by snapshot, with the votes behind them; those of the series as a whole say so.

    Parameters
    ----------
    own, whole : sequence of mapping
        Facts of the season and of its series.
    began : date or None
        First premiere of the series.
    cites : Citations
        Numbers the sources.
    """
    figures = []
    # Some collections were matched by name alone: a score older than the series is that of a namesake.
    rated = [
        [row for row in rows if began is None or str(row["known_on"]) >= began.isoformat()] for rows in (own, whole)
    ]
    for rows, about in zip(rated, ("", "of the series"), strict=True):
        for row in sorted(of(rows, *_REVIEWS), key=lambda r: (_REVIEWS.index(str(r["measure"])), str(r["known_on"]))):
            measure = str(row["measure"])
            same = [
                r for r in of(rows, _VOTES.get(measure, "")) if (r["digest"], r["row"]) == (row["digest"], row["row"])
            ]
            votes = f"{float(value(same[0])):,.0f} votes" if same else ""
            printed = str(row["text"]) if row["text"] else ""
            figures.append(
                Figure(
                    _REVIEW_NAMES[measure],
                    float(value(row)),
                    unit_of(measure),
                    cites.cite(row),
                    "; ".join(part for part in (printed, votes, about, str(row["note"] or "")) if part) or None,
                )
            )
    return tuple(figures)


def costs(rows: Sequence[Row], cites: Citations) -> tuple[Figure, ...]:
    """Every claim about production cost, in the order in which they became known; one said twice by one source once."""
    claims: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in sorted(
        of(rows, *_COSTS), key=lambda row: (str(row["known_on"]), str(row["measure"]), str(row["value"]))
    ):
        claims[_claim(row)].append(row)
    return tuple(
        Figure(
            _COSTS[str(same[0]["measure"])],
            float(value(same[0])),
            "US dollars",
            cites.cite(same),
            "; ".join(
                part
                for part in (
                    f"{same[0]['season_text']}" if same[0]["season_text"] else "",
                    f"grade {same[0]['grade']}",
                    note_of(same) or "",
                )
                if part
            ),
        )
        for same in claims.values()
    )


def _claim(row: Row) -> tuple[str, ...]:
    """What makes two rows one claim: the same figure, of the same season, from the same publication."""
    return str(row["measure"]), str(row["value"]), str(row["season_id"]), str(row["publication"] or row["publisher"])


def cost_ranges(own: Sequence[Row], whole: Sequence[Row], cites: Citations) -> tuple[Range, ...]:
    """The range that the claims on the season span, else those on its series; an episode and a season apart."""
    ranges = []
    for measure, name in _COSTS.items():
        for rows, about in ((own, ""), (whole, ", mean over several seasons or unsaid which")):
            if claims := of(rows, measure):
                figures = [float(value(row)) for row in claims]
                said = len({_claim(row) for row in claims})
                ranges.append(
                    Range(f"{name}{about}", min(figures), max(figures), "US dollars", said, cites.cite(claims))
                )
                break
    return tuple(ranges)


def claims(rows: Sequence[Row], cites: Citations) -> tuple[Figure, ...]:
    """What the press and leaks say: sentences in our words, completion with its definition, internal figures."""
    # Sentences of texts are quoted in a section of their own.
    own = [row for row in of(rows, *_CLAIMS) if row["source"] != "press"]
    said = sorted(own, key=lambda row: (str(row["known_on"]), str(row["measure"]), str(row["text"])))
    return tuple(
        Figure(
            _CLAIM_NAMES[str(row["measure"])],
            value(row),
            "" if MEASURES[str(row["measure"])].text else unit_of(str(row["measure"])),
            cites.cite(row),
            str(row["note"]) if row["note"] and str(row["text"]) not in str(row["note"]) else None,
        )
        for row in said
    )
