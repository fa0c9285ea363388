"""The trail of what happened to a series: for each season the outcome and every claim, as text and as JSON."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cliffhanger.evidence.choice import choose_season
from cliffhanger.evidence.claims import TRUST
from cliffhanger.evidence.outcomes import UNDECIDED, claims, outcomes
from cliffhanger.measures import LIMBO_MONTHS
from cliffhanger.reports import words
from cliffhanger.store import Store

SCHEMA = "cliffhanger.outcomes/1"
"""Name and version of the JSON document."""

WIDTH = 100
"""Columns of the text."""

Row = Mapping[str, object]


@dataclass(frozen=True)
class Trail:
    """What happened to a series, as known on a date.

    Parameters
    ----------
    series : str
        Its name as first printed by the date.
    as_of : date
        Last day of knowledge.
    seasons : tuple of mapping
        Rows of the contract OUTCOME, first season first.
    claims : mapping
        Rows of the contract OUTCOME_CLAIM by season_id.
    """

    series: str
    as_of: dt.date
    seasons: tuple[Row, ...]
    claims: Mapping[str, Sequence[Row]]


def trail(store: Store, series: str, as_of: dt.date | None = None) -> Trail:
    """Collect the outcomes of a series and the claims on which they rest.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    series : str
        Name of the series, as `assess` takes it.
    as_of : date, optional
        Last day of knowledge; today by default.

    Raises
    ------
    TitleError
        If no such series is known by the date; carries the nearest names.
    TooLittleEvidence
        If nothing at all was known by the date.
    """
    day = as_of or dt.date.today()
    shown = str(choose_season(store, series, day)[0]["series"])
    seasons = sorted(
        outcomes(store, series=series, as_of=day).to_pylist(),
        key=lambda row: (row["number"] is None, row["number"] or 0, str(row["premiere"]), row["season_id"]),
    )
    said: defaultdict[str, list[Row]] = defaultdict(list)
    for row in claims(store, [row["season_id"] for row in seasons], day).to_pylist():
        said[row["season_id"]].append(row)
    return Trail(shown, day, tuple(seasons), said)


def to_json(found: Trail) -> str:
    """One JSON document; the keys of a season are the columns of the contract OUTCOME, with its claims as `trail`."""
    seasons = [
        {**_plain(row), "trail": [_plain(claim) for claim in found.claims.get(str(row["season_id"]), ())]}
        for row in found.seasons
    ]
    document = {"schema": SCHEMA, "series": found.series, "as_of": found.as_of.isoformat(), "seasons": seasons}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def to_text(found: Trail) -> str:
    """Each season with its outcome in a sentence, what is known of its label and order, and its claims as a table."""
    lines = [f"{found.series}: what happened to it, as known on {words.day(found.as_of)}", ""]
    if not found.seasons:
        lines += ["No season of it is known.", ""]
    for row in found.seasons:
        said = found.claims.get(str(row["season_id"]), ())
        lines += [
            *_wrapped(_sentence(row, found.as_of)),
            *(line for text in _asides(row) for line in _wrapped(text, 2)),
        ]
        lines += [*_table(said), ""] if said else ["  No source says anything of its outcome.", ""]
    if any(claim["decides"] == "yes" for said in found.claims.values() for claim in said):
        order = ", ".join(step.name for step in TRUST)
        legend = (
            f"* the outcome rests on these claims. Trust, from the most: {order}. Known: day from which the public "
        )
        lines += [*_wrapped(f"{legend}could know it. M: only the month or year is known."), ""]
    return "\n".join(lines)


def _sentence(row: Row, as_of: dt.date) -> str:
    """What happened to a season, with its days."""
    premiere = row["premiere"]
    out = f"premiered {words.day(premiere)}" if isinstance(premiere, dt.date) else "premiere not known"
    where = f" on {row['platform']}" if row["platform"] else ""
    head = f"{row['label']} ({out}{where}): "
    outcome, known, happened = str(row["outcome"]), row["known_on"], row["happened_on"]
    if outcome == "limbo":
        last = row["last_said_on"]
        heard = (
            f"the last word on it is of {words.day(last)}" if isinstance(last, dt.date) else "no source looked at it"
        )
        return f"{head}limbo. Nothing decided in the {LIMBO_MONTHS} months after its premiere; {heard}."
    if outcome == "unknown":
        return f"{head}unknown. No source says anything of its outcome, and its premiere is not known."
    if outcome == "pending":
        since = f" {words.plural((as_of - premiere).days, 'day')} after" if isinstance(premiere, dt.date) else ""
        return f"{head}pending. Nothing decided{since}{' its premiere' if since else ''}."
    assert isinstance(known, dt.date)  # a decision is known from some day
    told = f"{head}{outcome}"
    if isinstance(happened, dt.date):
        after = f", day {(happened - premiere).days}" if isinstance(premiere, dt.date) and happened >= premiere else ""
        told += f" on {words.day(happened)}{after}; known since {words.day(known)}"
    else:
        told += f", on a day not known; known since {words.day(known)}"
    if row["proof"] != row["publication"]:
        told += f" by this: {row['proof']}"
    return f"{told}. Rests on this: {row['publication']} ({row['trust']})."


def _asides(row: Row) -> list[str]:
    """What is known of its order and its label, and what contradicts the outcome."""
    told = []
    if row["ordered_before_premiere"] == "yes":
        told.append("The next season was ordered before this one came out.")
    if row["label_printed"]:
        kind = "a limited series" if row["limited"] == "yes" else "no limited series"
        launch = "which stands for its launch" if row["limited_before_launch"] else "which says nothing of its launch"
        day = row["label_known_on"]
        assert isinstance(day, dt.date)  # a label was printed on some day
        again = row["relabelled_on"]
        later = f"; relabelled by {words.day(again)}" if isinstance(again, dt.date) else ""
        told.append(f"First printed as '{row['label_printed']}' on {words.day(day)}, {launch}: {kind}{later}.")
    if row["contradicted_by"] and row["outcome"] not in UNDECIDED:
        told.append(f"Contradicted by: {row['contradicted_by']}.")
    return told


def _table(said: Sequence[Row]) -> list[str]:
    """The claims, one a line, with what each adds under it."""
    lines = [f"     {'Known':<13}{'Happened':<16}{'Says':<12}{'Trust':<10}Who says so"]
    for claim in said:
        mark = "*" if claim["decides"] == "yes" else " "
        known = claim["known_on"]
        assert isinstance(known, dt.date)  # required by the contract
        who = str(claim["publication"])
        if claim["conflicts_with"]:
            who += f"; conflicts with {claim['conflicts_with']}"
        lines.append(
            f"{claim['claim']:>3}{mark} {words.day(known, short=True):<13}{_when(claim):<16}{claim['outcome']:<12}"
            f"{claim['trust']:<10}{who}"
        )
        turned = claim["counts_as"] != claim["outcome"]
        read = f"counts as {claim['counts_as']}: it was first printed as a season" if turned else None
        lines += [line for text in (read, claim["note"], claim["url"]) if text for line in _wrapped(str(text), 8)]
    return lines


def _when(claim: Row) -> str:
    start, end = claim["happened_from"], claim["happened_to"]
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return words.NOT_KNOWN
    return words.day(start, short=True) if start == end else f"{start:%Y-%m} M" if start.day == 1 else f"{start:%Y} M"


def _wrapped(text: str, indent: int = 0) -> list[str]:
    space = " " * indent
    return textwrap.wrap(
        text, WIDTH, initial_indent=space, subsequent_indent=space if indent else "  ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _plain(row: Row) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}
