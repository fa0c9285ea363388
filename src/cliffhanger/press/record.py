"""The record of the grammar: what it makes of sentences and articles that were labelled by hand before it met them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cliffhanger.press.labelled import (
    GROUPS,
    OTHER_KINDS,
    Fact,
    Labelled,
    articles_labelled,
    found_in,
    sentences_labelled,
)

Pair = tuple[frozenset[Fact], frozenset[Fact]]
"""What a text states, and what was found in it."""


def score(pairs: Iterable[Pair], *, others: bool = False) -> dict[str, dict[str, int]]:
    """Count what was found rightly, found wrongly and missed, by group.

    Parameters
    ----------
    pairs : iterable of Pair
        Of each text what it states and what was found.
    others : bool
        Whether the kinds that articles alone are labelled with are counted as well, as 'other facts'.

    Returns
    -------
    dict
        By group: 'right', 'wrong', 'missed'.
    """
    groups = GROUPS | ({"other facts": OTHER_KINDS} if others else {})
    counts = {group: {"right": 0, "wrong": 0, "missed": 0} for group in groups}
    for pair in pairs:
        for group, kinds in groups.items():
            said, got = ({fact for fact in facts if fact[0] in kinds} for facts in pair)
            counts[group]["right"] += len(said & got)
            counts[group]["wrong"] += len(got - said)
            counts[group]["missed"] += len(said - got)
    return counts


GOALS = {"decisions": (0.99, 0.95), "costs": (0.97, 0.90), "charts": (0.97, 0.90), "Nielsen minutes": (0.97, 0.90)}
"""Least precision and recall wanted, by group."""

PARTS = {
    "tuned": "written before the grammar, which was mended on them",
    "unseen": "written before the grammar and set aside until it stood",
    "second": "written after the grammar; what they showed was then mended",
    "third": "written after that; what they showed was then mended, too",
    "fourth": "of rarer turns of phrase; what they showed was then mended, too",
    "fifth": "written a season later, in the manner of four trade papers",
    "sixth": "written after what the fifth showed was mended",
    "seventh": "written after what the sixth showed was mended",
    "eighth": "written after that, in the usual words of the trade",
    "ninth": "written last: articles alone, in the usual words of the trade",
}
"""Parts of the record, by their words in the files."""


def record() -> dict[str, object]:
    """Read all sentences and articles of the record, and score what was found, in all, by part and at first sight.

    Returns
    -------
    dict
        'sentences', 'traps', 'articles'; 'scores' (a list of dict: part, sentences, group, right, wrong, missed,
        precision, recall, and for all sentences the goals); 'article_scores', the same of articles; 'first_sight', the
        same of what the grammar found in each part when it first met it, with 'of' 'sentences' or 'articles';
        'mistakes' (a list of dict: sentence, wrong, missed).
    """
    every, whole = sentences_labelled(), articles_labelled()
    read = [(one, found_in(one)) for one in every]
    read_whole = [(one, found_in(one)) for one in whole]
    amiss = [
        {"sentence": one.title or one.text, "wrong": sorted(map(_words, found - one.states)), "missed": sorted(map(_words, one.states - found))}
        for one, found in (*read, *read_whole) if found != one.states
    ]  # fmt: skip
    return {
        "sentences": len(every),
        "traps": sum(not one.states for one in every),
        "articles": len(whole),
        "scores": [row | _goals(row) for part in ("all", *PARTS) for row in _rows(part, read)],
        "article_scores": [row for part in ("all", *PARTS) for row in _rows(part, read_whole, others=True)],
        "first_sight": [*_first_sight("sentences", every), *_first_sight("articles", whole)],
        "mistakes": amiss,
    }


def _first_sight(what: str, every: Sequence[Labelled]) -> list[dict[str, object]]:
    met = [(one, one.first) for one in every if one.first is not None]
    return [{"of": what} | row for part in PARTS for row in _rows(part, met, others=what == "articles")]


def _rows(
    part: str, read: Sequence[tuple[Labelled, frozenset[Fact]]], *, others: bool = False
) -> list[dict[str, object]]:
    """A row for each group of one part; none where it has no text."""
    some = [(one.states, found) for one, found in read if part in ("all", one.part)]
    return [
        {"part": part, "sentences": len(some), "group": group, **counts, **_shares(counts)}
        for group, counts in (score(some, others=others) if some else {}).items()
    ]


def _shares(counts: dict[str, int]) -> dict[str, float | None]:
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    return {
        "precision": right / (right + wrong) if right + wrong else None,
        "recall": right / (right + missed) if right + missed else None,
    }


def _goals(row: dict[str, object]) -> dict[str, float]:
    precision, recall = GOALS[str(row["group"])]
    return {"precision_goal": precision, "recall_goal": recall} if row["part"] == "all" else {}


def _words(fact: Fact) -> str:
    kind, series, word, number, detail = fact
    return ", ".join(
        part for part in (kind, word, f"{number:,.0f}" if number is not None else "", detail, series) if part
    )
