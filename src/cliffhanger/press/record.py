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


GOALS = {"decisions": (0.99, 0.95), "costs": (0.97, 0.90), "charts": (0.97, 0.90), "Nielsen minutes": (0.97, 0.90)}
"""Least precision and recall wanted, by group."""

PARTS = {
    "tuned": "written before the grammar, which was mended on them",
    "unseen": "written before the grammar and set aside until it stood",
    "second": "written after the grammar; what they showed was then mended",
    "third": "written after that; what they showed was then mended, too",
    "fourth": "written last, of rarer turns of phrase; what they showed was then mended, too",
}
"""Parts of the record, by their words in the file."""


def record() -> dict[str, object]:
    """Read all sentences of the record, and score what was found, in all and by part.

    Returns
    -------
    dict
        'sentences', 'traps', 'scores' (a list of dict: part, sentences, group, right, wrong, missed, precision, recall,
        and for all sentences the goals), 'mistakes' (a list of dict: sentence, wrong, missed).
    """
    every = labelled()
    parts = {"all": every} | {part: [one for one in every if one.part == part] for part in PARTS}
    scores = [
        {"part": part, "sentences": len(some), "group": group, **counts, **_shares(counts), **_goals(part, group)}
        for part, some in parts.items()
        if some
        for group, counts in score(some).items()
    ]
    amiss = [
        {"sentence": one.sentence, "wrong": sorted(map(_words, wrong)), "missed": sorted(map(_words, missed))}
        for one, wrong, missed in mistakes(every)
    ]
    return {
        "sentences": len(every),
        "traps": sum(not one.states for one in every),
        "scores": scores,
        "mistakes": amiss,
    }


def _shares(counts: dict[str, int]) -> dict[str, float | None]:
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    return {
        "precision": right / (right + wrong) if right + wrong else None,
        "recall": right / (right + missed) if right + missed else None,
    }


def _goals(part: str, group: str) -> dict[str, float]:
    precision, recall = GOALS[group]
    return {"precision_goal": precision, "recall_goal": recall} if part == "all" else {}


def _words(fact: Fact) -> str:
    kind, series, word, number, detail = fact
    return ", ".join(
        part for part in (kind, word, f"{number:,.0f}" if number is not None else "", detail, series) if part
    )
