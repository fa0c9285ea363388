"""A sentence in its text: which series it speaks of, on which platform, whom it cites; what patterns look at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cliffhanger.press.guards import standing
from cliffhanger.press.names import TITLE
from cliffhanger.press.records import Claim
from cliffhanger.press.sentences import Sentence
from cliffhanger.press.vocabulary import KINDS, PLATFORM, PUBLICATION, PUBLICATIONS, platform_of

KIND = rf"(?:{KINDS})"
"""Regex of a word for a series."""

GENERIC = rf"(?:(?:the|this|its|their|our) (?:(?!and\b|of\b|for\b|by\b|with\b)[\w'+-]+,? ){{0,4}}?{KIND}\b)"
"""Regex of a series that is not named: 'the global espionage thriller'."""

SHOW = rf"(?:(?:(?:{GENERIC}|{KIND}),? )?{TITLE}|{GENERIC})"
"""Regex of a series, named or not."""

_ASIDE = re.compile(
    r"\b(?:of|like|unlike|such as|as in|from|alongside|including|joins?|star of|creators? of|maker of|behind|than|as does|"
    r"opposite|beside|besides|following|after)(?: (?:the |its |hit |fellow |\w+'s ){0,3}(?:series|show|drama|comedy|hit|spinoff)?)?\s*$",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:season|seasons|episodes?|renewal|cancellation|minutes|fans|end|ending|cast|future|return|budget|cost|hours|"
                   r"run|finale|production|fate|more|weeks?)\s+(?:\w+ )?(?:of|for)\s*$|\b(?:fans|creators?|makers?|writers?) of\s*$",
                   re.IGNORECASE)  # fmt: skip
_ROW = re.compile(
    rf"[\s\"']*(?:\([^()]*\))?[\s\"']*(?:,|and|&|or|as well as|, and)[\s\"']*(?:the |(?:{PLATFORM})'s )?(?:(?:[\w-]+ ){{0,2}}?{KIND} )?[\"']*",
    re.IGNORECASE,
)
_PLATFORM = re.compile(rf"(?<![\w])(?:{PLATFORM})(?![\w])")
_CITED = re.compile(
    rf"\b(?:according to|told|tells|per|by|via|with|to) (?P<a>{PUBLICATION})\b|\b(?P<b>{PUBLICATION}) (?:has |have |had )?"
    rf"(?:reports?|reported|learned|confirms?|confirmed|says|said|writes|hears|notes?|noted|first|understands|revealed|adds|put)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Scene:
    """One sentence with what surrounds it.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    text : str
        Masked: titles are signs, quotation marks straight.
    titles : tuple
        Each title in it with its place.
    default : str or None
        The series that a sentence without a title speaks of.
    day : date or None
        Day of the text.
    headline : bool
        Whether it is the headline.
    cited : str or None
        Whom the sentence, or its paragraph before it, cites.
    people : mapping
        People whom the text names in full, by their surnames.
    """

    sentence: Sentence
    text: str
    titles: tuple[tuple[str, int, int], ...]
    default: str | None
    day: dt.date | None
    headline: bool = False
    cited: str | None = None
    people: Mapping[str, str] = field(default_factory=dict)

    def series_at(self, start: int, end: int) -> list[str]:
        """Series of a turn of phrase: those named in it, with others in one row with them; else the sentence's own."""
        inside = [at for at, (_, a, b) in enumerate(self.titles) if start <= a and b <= end]
        if inside:
            return self._row(inside)
        own = self.subject(start)
        return [own] if own else []

    def subject(self, before: int | None = None) -> str | None:
        """The series that the sentence is about: the last title before a place that is not named in passing."""
        primary = [(name, a) for name, a, _ in self.titles if not self.in_passing(a)]
        earlier = [name for name, a in primary if before is None or a < before]
        if earlier:
            return earlier[-1]
        if primary and before is None:
            return primary[0][0]
        return self.default or (primary[0][0] if primary else None)

    def in_passing(self, at: int) -> bool:
        """Whether the title at a place is another series, named for a comparison or a person's past."""
        before = self.text[:at]
        return bool(_ASIDE.search(before)) and not _OURS.search(before)

    def _row(self, inside: list[int]) -> list[str]:
        first, last = inside[0], inside[-1]
        while last + 1 < len(self.titles) and self._joined(last):
            last += 1
        while first > 0 and self._joined(first - 1):
            first -= 1
        return list(dict.fromkeys(self.titles[at][0] for at in range(first, last + 1)))

    def _joined(self, at: int) -> bool:
        """Whether a title and the next one stand in one row: with a comma, 'and', brackets or the kind between them."""
        between = self.text[self.titles[at][2] : self.titles[at + 1][1]]
        return bool(_ROW.fullmatch(between))

    def standing(self, start: int, end: int) -> str | None:
        """How the sentence stands to what stands at a place of it; see `guards.standing`."""
        return standing(self.text, start, end, self.day)

    def told(self, start: int, end: int) -> str | None:
        """The same for what stays true of a season however long ago it was: a premiere, a place on a list, a score."""
        said = standing(self.text, start, end, self.day, near=True)
        return "stated" if said == "history" else said

    def platform(self, start: int = 0, end: int = 0) -> str | None:
        """The platform that the sentence names nearest to a place of it; of two equally near the one before it."""
        found = [
            (max(start - match.end(), match.start() - end, 0), match.start(), match[0])
            for match in _PLATFORM.finditer(self.text)
        ]
        return platform_of(min(found)[2]) if found else None

    def claim(self, kind: str, word: str, series: str, standing: str = "stated", **more: object) -> Claim:
        """A claim of this sentence."""
        place = self.sentence
        values: dict[str, object] = {"cited": self.cited, "confidence": 0.9} | more
        if self.headline and standing == "stated":
            standing = "headline"
        return Claim(
            kind, word, series, standing=standing, start=place.start, end=place.end, sentence=place.text,
            **values,  # type: ignore[arg-type]
        )  # fmt: skip


def cited_in(text: str) -> str | None:
    """The publication that a masked sentence cites.

    Examples
    --------
    >>> cited_in("According to Deadline, it is over."), cited_in("the showrunners told THR that"), cited_in("Deadlines loom.")
    ('Deadline', 'The Hollywood Reporter', None)
    """
    found = _CITED.search(text)
    if not found:
        return None
    words = found["a"] or found["b"]
    return PUBLICATIONS[words.lower()] if words[0].isupper() else None
