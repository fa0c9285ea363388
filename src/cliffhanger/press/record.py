"""The record of the grammar: sentences written for it, labelled by hand before it was, and what it makes of them."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from cliffhanger.press.reading import read_claims
from cliffhanger.press.records import Claim

GROUPS = {"decisions": ("decision",), "costs": ("cost",), "charts": ("chart",), "Nielsen minutes": ("minutes",)}
"""Groups of kinds that are scored."""

_KINDS = {"nielsen": "minutes"}

Fact = tuple[str, str, str, float | None, str]
"""Kind, series, word, number, detail."""


@dataclass(frozen=True)
class Labelled:
    """A sentence of the record with what it states.

    Parameters
    ----------
    part : str
        'tuned', or 'unseen' where it was set aside until the grammar was done.
    about : str
        The series of the text that it is thought to stand in.
    day : date
        Day of that text.
    sentence : str
        The sentence.
    states : frozenset of Fact
        What it states; empty for a trap.
    """

    part: str
    about: str
    day: dt.date
    sentence: str
    states: frozenset[Fact]


def labelled() -> list[Labelled]:
    """All sentences of the record."""
    with files("cliffhanger.press").joinpath("sentences.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Labelled(row["part"], row["about"], dt.date.fromisoformat(row["day"]), row["sentence"], frozenset(_facts(row["states"])))
        for row in rows
    ]  # fmt: skip


def _facts(words: str) -> Iterator[Fact]:
    for part in filter(None, (part.strip() for part in words.split(";"))):
        kind, series, word, number, detail = (*part.split("/"), "", "")[:5]
        yield _KINDS.get(kind, kind), series, word, float(number) if number else None, detail.casefold()


def found_in(one: Labelled) -> frozenset[Fact]:
    """What the grammar says that a sentence states, of the kinds that are scored."""
    scored = {kind for kinds in GROUPS.values() for kind in kinds}
    claims = read_claims(one.sentence, day=one.day, about=one.about)
    return frozenset(_fact(claim) for claim in claims if claim.kind in scored and claim.standing == "stated")


def _fact(claim: Claim) -> Fact:
    # The detail of a cost or of minutes is the other series, or says what the kind says already.
    detail = claim.detail if claim.kind == "chart" or claim.word == "ratio" else None
    return claim.kind, claim.series, claim.word, claim.value, (detail or "").casefold()


def score(sentences: Sequence[Labelled]) -> dict[str, dict[str, int]]:
    """Count what was found rightly, found wrongly and missed, by group.

    Parameters
    ----------
    sentences : sequence of Labelled
        Which.

    Returns
    -------
    dict
        By group: 'right', 'wrong', 'missed'.
    """
    counts = {group: {"right": 0, "wrong": 0, "missed": 0} for group in GROUPS}
    for one in sentences:
        found = found_in(one)
        for group, kinds in GROUPS.items():
            said, got = ({fact for fact in facts if fact[0] in kinds} for facts in (one.states, found))
            counts[group]["right"] += len(said & got)
            counts[group]["wrong"] += len(got - said)
            counts[group]["missed"] += len(said - got)
    return counts


def mistakes(sentences: Sequence[Labelled]) -> list[tuple[Labelled, frozenset[Fact], frozenset[Fact]]]:
    """Sentences read amiss: with what was found wrongly and what was missed."""
    read = [(one, found_in(one)) for one in sentences]
    return [(one, found - one.states, one.states - found) for one, found in read if found != one.states]
