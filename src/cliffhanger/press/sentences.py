"""Cut a text into its sentences, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9§])|\n+")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|No|Nos|Vol|Inc|Co|Corp|Ltd|Prof|Gen|Rep|Sen|approx|est|Jan|Feb|Mar|Apr|Aug|Sept|"
    r"Sep|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|U\.S|U\.K|D\.C|L\.A)|(?<![A-Za-z])[A-Z])\.$"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence: its text, its place in the whole, and the number of its paragraph."""

    text: str
    start: int
    end: int
    paragraph: int


def sentences(text: str) -> list[Sentence]:
    r"""Cut a text; a line break ends a paragraph and so a sentence.

    Parameters
    ----------
    text : str
        Paragraphs, one a line.

    Examples
    --------
    >>> [s.text for s in sentences("It ranked No. 2 in the U.S. charts. “Why?” she asked.\nNobody knew.")]
    ['It ranked No. 2 in the U.S. charts.', '“Why?” she asked.', 'Nobody knew.']
    """
    found: list[Sentence] = []
    start = paragraph = 0
    for match in _END.finditer(text):
        breaks = match[0].startswith("\n")
        if not breaks and _SHORT.search(text, max(start, match.start() - 12), match.start() + 1):
            continue
        end = match.start() if breaks else match.end()
        _add(found, text, start, end, paragraph)
        start = match.end()
        paragraph += breaks
    _add(found, text, start, len(text), paragraph)
    return found


def _add(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    piece = text[start:end]
    kept = piece.strip()
    if kept:
        at = start + len(piece) - len(piece.lstrip())
        found.append(Sentence(kept, at, at + len(kept), paragraph))
