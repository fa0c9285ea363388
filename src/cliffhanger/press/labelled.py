"""Sentences and articles written for the record of the grammar, each with what it states, labelled by hand."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from cliffhanger.press.reading import read_claims
from cliffhanger.press.records import Claim

GROUPS = {"decisions": ("decision",), "costs": ("cost",), "charts": ("chart",), "Nielsen minutes": ("minutes",)}
"""Groups of kinds that are scored in sentences."""

OTHER_KINDS = (
    "platform",
    "episodes",
    "premiere",
    "completion",
    "reviews",
    "production",
    "ending",
    "plan",
    "reason",
    "person",
)
"""Kinds that are scored together, in articles only."""

_KINDS = {"nielsen": "minutes"}

Fact = tuple[str, str, str, float | None, str]
"""Kind, series, word, number, detail."""


@dataclass(frozen=True)
class Labelled:
    """A sentence of the record, or an article, with what it states.

    Parameters
    ----------
    part : str
        'tuned', 'unseen' where it was set aside until the grammar was done, or the number of its batch.
    about : str
        The series of the text that a sentence is thought to stand in, or that an article is about.
    day : date
        Day of that text.
    text : str
        The sentence; of an article headline and paragraphs, one a line.
    states : frozenset of Fact
        What it states; empty for a trap.
    first : frozenset of Fact or None
        What the grammar said that it states when it first met it, before anything was mended; None where that was not
        recorded.
    title : str or None
        Headline of an article.
    """

    part: str
    about: str
    day: dt.date
    text: str
    states: frozenset[Fact]
    first: frozenset[Fact] | None = None
    title: str | None = None


def sentences_labelled() -> list[Labelled]:
    """All sentences of the record."""
    with files("cliffhanger.press").joinpath("sentences.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Labelled(row["part"], row["about"], dt.date.fromisoformat(row["day"]), row["sentence"],
                 frozenset(_facts(row["states"].split(";"))), _first(row["first"]))
        for row in rows
    ]  # fmt: skip


def articles_labelled() -> list[Labelled]:
    """All articles of the record."""
    blocks = files("cliffhanger.press").joinpath("articles.txt").read_text(encoding="utf-8").split("=== ")[1:]
    return [_article(block) for block in blocks]


def _article(block: str) -> Labelled:
    head, _, rest = block.partition("\n")
    part, about, day = (words.strip() for words in head.split("|"))
    text, *sections = re.split(r"^--- (?:states|first)\n", rest, flags=re.MULTILINE)
    facts = [frozenset(_facts(section.splitlines())) for section in sections]
    first = facts[1] if len(facts) > 1 else None
    title = text.partition("\n")[0]
    return Labelled(part, about, dt.date.fromisoformat(day), text.strip(), facts[0], first, title)


def _first(words: str) -> frozenset[Fact] | None:
    return None if not words else frozenset() if words == "-" else frozenset(_facts(words.split(";")))


def _facts(parts: list[str]) -> Iterator[Fact]:
    for part in filter(None, (part.strip() for part in parts)):
        kind, series, word, number, detail = (*part.split("/"), "", "")[:5]
        yield _KINDS.get(kind, kind), series, word, float(number) if number else None, detail.casefold()


def found_in(one: Labelled) -> frozenset[Fact]:
    """What the grammar says that a sentence or an article states, of the kinds that are scored."""
    kinds = {kind for group in GROUPS.values() for kind in group} | set(OTHER_KINDS if one.title else ())
    about = None if one.title else one.about
    claims = read_claims(one.text, title=one.title, day=one.day, about=about)
    return frozenset(_fact(claim) for claim in claims if claim.kind in kinds and claim.standing == "stated")


def _fact(claim: Claim) -> Fact:
    # Only what tells one claim from another is compared: of a cost the other series, of a premiere its first day.
    detail = claim.detail if claim.kind in ("chart", "person", "production") or claim.word == "ratio" else None
    if claim.kind == "premiere" and claim.happened_from:
        detail = claim.happened_from.isoformat()
    return claim.kind, claim.series, claim.word, claim.value, (detail or "").casefold()


def words_of(fact: Fact) -> str:
    """A fact as the files write it."""
    kind, series, word, number, detail = fact
    return "/".join(
        (kind, series, word, "" if number is None else f"{number:g}" if number < 1 else f"{number:.0f}", detail)
    ).rstrip("/")
