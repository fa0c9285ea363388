"""Read a text: its series, then each sentence with every kind of pattern; what the headline alone says stays apart."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from cliffhanger.press import audiences, charts, costs, decisions, making, minutes, people, reasons
from cliffhanger.press.names import mask, titles_in
from cliffhanger.press.once import once
from cliffhanger.press.records import Claim
from cliffhanger.press.scene import KIND, Scene, cited_in
from cliffhanger.press.sentences import Sentence, sentences
from cliffhanger.press.vocabulary import PLATFORM, platform_of

FINDERS: tuple[tuple[Callable[[Scene], Iterator[Claim]], str], ...] = (
    (decisions.find, ""),
    (charts.find, r"top|chart|list|ranking"),
    (minutes.find, r"minutes"),
    (costs.find, r"cost|budget|pric|expens|spen[dt]|figure|to (?:make|produce|film)|(?:made|produced) for|[$£€]"),
    (audiences.find, r"%|per ?cent|metacritic|complet"),
    (making.find, ""),
    (
        reasons.find,
        r"due to|because|owing|citing|blam|too|justif|prohibit|unsustain|enough|short|light of|wake of|driven|stem|chalk|point|reason|attribut|based on|thanks to|result|down to|over its|too|expect",
    ),
    (
        people.find,
        r"creat|showrun|produc|writ|direct|star|author|act|cast|ensemble|led|front|adapt|develop|serv|headlin|toplin|rounding",
    ),
)
"""One finder a module of patterns, with words of which a sentence must have one; a new kind of claim is one module and one
entry here."""

_FINDERS = tuple((find, re.compile(words, re.IGNORECASE)) for find, words in FINDERS)

MOST_SENTENCE = 1_200
"""A sentence longer than this, in characters, is a list or a table that lost its lines; it is left unread."""


def read_claims(
    text: str,
    *,
    title: str | None = None,
    day: dt.date | None = None,
    slanted: Iterable[str] = (),
    known: Mapping[str, Sequence[str]] | None = None,
    about: str | None = None,
) -> list[Claim]:
    """Read what a text claims.

    Parameters
    ----------
    text : str
        Headline and paragraphs, one a line.
    title : str, optional
        The headline, where there is one; it is the text's first line.
    day : date, optional
        Day of the text, against which 'last week' is resolved.
    slanted : iterable of str
        What stands in slanted letters.
    known : mapping, optional
        Names of series to look for, from `names.index_of`.
    about : str, optional
        The series that the text is about; by default the one it names most.

    Returns
    -------
    list of Claim
        In the order of the text, each once a document.

    Examples
    --------
    >>> for claim in read_claims("Netflix has renewed “Night Ferry” for a third season.", day=dt.date(2023, 3, 14)):
    ...     print(claim.kind, claim.word, claim.value, claim.series)
    platform Netflix None Night Ferry
    decision renewed 3.0 Night Ferry
    """
    headline = title if title and text.startswith(title) else None
    names = titles_in(text, slanted, known)
    if about and about not in names:
        names.append(about)
    parts = [part for part in sentences(text) if len(part.text) <= MOST_SENTENCE]
    masked = [mask(part.text, names) for part in parts]
    main = about or _main(parts, masked, headline)
    found: list[Claim] = []
    for scene in _scenes(parts, masked, main, day, headline, people.named_in(text)):
        for find, words in _FINDERS:
            if words.search(scene.text):
                found.extend(find(scene))
    return once([*_platforms(found, parts, masked, main, headline), *found])


def _main(
    parts: Sequence[Sentence], masked: Sequence[tuple[str, list[tuple[str, int, int]]]], headline: str | None
) -> str | None:
    """The series that a text names most; the headline counts for three, the first sentence for two."""
    counts: Counter[str] = Counter()
    for number, (part, (text, titles)) in enumerate(zip(parts, masked, strict=True)):
        scene = Scene(part, text, tuple(titles), None, None)
        weight = 3 if headline and part.end <= len(headline) else 2 if number < 3 else 1
        for name, at, _ in titles:
            if not scene.in_passing(at):
                counts[name] += weight
    return counts.most_common(1)[0][0] if counts else None


def _scenes(
    parts: Sequence[Sentence], masked: Sequence[tuple[str, list[tuple[str, int, int]]]], main: str | None, day: dt.date | None,
    headline: str | None, named: Mapping[str, str],
) -> Iterator[Scene]:  # fmt: skip
    spoken, paragraph, cited = main, -1, None
    for part, (text, titles) in zip(parts, masked, strict=True):
        if part.paragraph != paragraph:
            spoken, paragraph, cited = main, part.paragraph, None
        cited = cited_in(text) or (
            cited if re.match(r"[\"']|(?:He|She|They|It|The (?:outlet|trade|report))\b", text) else None
        )
        scene = Scene(part, text, tuple(titles), spoken, day, bool(headline and part.end <= len(headline)),
                      cited or people.speaker_in(text, named), named)  # fmt: skip
        yield scene
        primary = [name for name, at, _ in titles if not scene.in_passing(at)]
        # 'The show' after a sentence on another series alone speaks of that one.
        if primary and main not in primary and re.match(rf"\s*{primary[0]}|§|(?:[\w',]+ ){{0,5}}§", text):
            spoken = primary[0]
        elif main in primary:
            spoken = main


def _platforms(
    found: Sequence[Claim], parts: Sequence[Sentence], masked: Sequence[tuple[str, list[tuple[str, int, int]]]], main: str | None,
    headline: str | None,
) -> Iterator[Claim]:  # fmt: skip
    """The platform of each series with claims: of the main one the most named, of others the one of their decision."""
    told: dict[str, Counter[str]] = {}
    first: dict[tuple[str, str], Sentence] = {}
    for claim in found:
        if (
            claim.kind == "decision"
            and claim.platform
            and claim.standing == "stated"
            and claim.word != "saved"
            and claim.series != main
        ):
            told.setdefault(claim.series, Counter())[claim.platform] += 1
    if main:
        for part, (text, _) in zip(parts, masked, strict=True):
            if headline and part.end <= len(headline):
                continue
            for match in re.finditer(
                rf"(?<![\w])(?:{PLATFORM})(?![\w])(?!(?:'s)?(?: [\w.]+){{0,2}}? (?:Top|top|chart|list|ranking|reporters))",
                text,
            ):
                name = platform_of(match[0])
                near = text[max(0, match.start() - 60) : match.end() + 60]
                if re.search(r"\b(?:deal|agreement|talks) with $|\b(?:after|when|since|that) $", text[: match.start()]):
                    continue
                if "§" in near or re.search(rf"\b(?:{KIND}|seasons?|episodes|premiere\w*|debut\w*|it)\b", near):
                    told.setdefault(main, Counter())[name] += 1
                    first.setdefault((main, name), part)
    saved = {claim.series for claim in found if claim.word == "saved" and claim.standing == "stated"}
    for claim in found:
        # Of what was saved, the platform is the one that took it over.
        if (
            claim.word in ("saved", "renewed")
            and claim.series in saved
            and claim.standing == "stated"
            and claim.platform
        ):
            told.setdefault(claim.series, Counter())[claim.platform] += 100
    for series, counts in told.items():
        name, number = counts.most_common(1)[0]
        place = first.get((series, name))
        source = next((c for c in found if c.series == series and c.platform == name), None)
        where = (
            (place.start, place.end, place.text)
            if place
            else (source.start, source.end, source.sentence)
            if source
            else None
        )
        if where:
            start, end, said = where
            sure = 0.95 if number > 1 or len(counts) == 1 else 0.7
            yield Claim("platform", name, series, platform=name, start=start, end=end, sentence=said, confidence=sure)
