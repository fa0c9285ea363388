"""What the grammar hands over: a claim with its sentence; and a pattern with the sentences that test it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """What one sentence says of one series.

    Parameters
    ----------
    kind, word : str
        Kind of claim, and what is claimed as a word of it: 'decision', 'renewed'.
    series : str
        As the text writes it.
    value : float or None
        The number: of a decision the season ordered, the last one made, or the final one.
    unit, detail : str or None
        Unit of the number; what the claim needs beside (list, definition, other series, role).
    season : int or None
        Season that it is about. A renewal for season 3 is about season 2, as the ledger has it.
    platform : str or None
        Platform that the sentence names for it.
    happened_from, happened_to : date or None
        Days of which it may speak.
    cited : str or None
        Who is quoted or cited.
    standing : str
        'stated', 'reported', 'history' or 'headline'; only what is stated is a fact.
    confidence : float
        How sure the reading is, 0-1.
    start, end : int
        Place of the sentence in the text, characters.
    sentence : str
        Letter for letter.
    """

    kind: str
    word: str
    series: str
    value: float | None = None
    unit: str | None = None
    detail: str | None = None
    season: int | None = None
    platform: str | None = None
    happened_from: dt.date | None = None
    happened_to: dt.date | None = None
    cited: str | None = None
    standing: str = "stated"
    confidence: float = 0.9
    start: int = 0
    end: int = 0
    sentence: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two claims one: kind, series, word, number and detail."""
        own = (self.kind, self.series.casefold(), self.word, self.value, (self.detail or "").casefold())
        # A series has a premiere for each of its seasons.
        return (*own, self.season, self.happened_from) if self.kind == "premiere" else own


@dataclass(frozen=True)
class Pattern:
    """A turn of phrase, with sentences in which it must be found and others in which it must not.

    Parameters
    ----------
    word : str
        What it claims.
    regex : re.Pattern
        Over the sentence with every title of a series replaced by signs of that length (`names.TITLE`).
    says, silent : tuple of str
        Sentences that make the claim, and sentences that do not; tests read them all.
    """

    word: str
    regex: re.Pattern[str]
    says: tuple[str, ...]
    silent: tuple[str, ...] = ()


def pattern(word: str, regex: str, says: tuple[str, ...], silent: tuple[str, ...] = ()) -> Pattern:
    """Make a pattern; capitals do not matter."""
    return Pattern(word, re.compile(regex, re.IGNORECASE), says, silent)
