"""Places on lists: which list, how many weeks, which rank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cliffhanger.press.numbers import CARDINAL, ORDINAL, number_of
from cliffhanger.press.records import Claim, Pattern, pattern
from cliffhanger.press.scene import Scene

_TOP = (
    r"\btop[- ]?(?:10|ten)\b(?=\W*$|[^\w\s]| (?:lists?|charts?|rankings?|series|shows?|originals?|streaming|titles?|TV|English|in|on|for|at|most|programs?|"
    r"overall|spots?|with|after|during|but|and|every|each|weekly|globally|worldwide|again|until|by|within|from|over|as|when|where|while|this|that|last|since|"
    r"twice|once|throughout|across|since|before|has|was|of (?:Netflix|Nielsen|original|streaming|the (?:week|platform|streamer)))\b)"
)
_LIST = (
    rf"(?:{_TOP}|\b(?:Netflix|Nielsen|streamer|platform|Hulu|Luminate|Prime Video)(?:'s)?\b(?: [\w-]+){{0,5}}? (?:charts?|lists?|rankings?)\b"
    r"|\b(?:English|non-English)(?:-language)? (?:TV|series) (?:list|chart)\b|\b(?:weekly|streaming|originals?|original series|global) (?:\w+ )?(?:charts?|list|rankings?)\b)"
)

LISTS: tuple[Pattern, ...] = (
    pattern("listed", _LIST, ("It made the top ten list.", "It stayed on Nielsen’s originals chart."),
            ("The drama has three of the top ten actors.", "Its theme song topped the chart.")),
)  # fmt: skip
"""Names of lists."""

RANKS: tuple[Pattern, ...] = (
    pattern("rank", rf"(?:\bNo\.?|\bnumber|#) ?(?P<n>\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten)\b|\b(?:ranked|ranking|placed|came|finished|rose to|climbed to|"
            rf"landed|debuted) (?:in )?(?P<o>{ORDINAL})\b|\b(?P<p>{ORDINAL}) (?:place|spot|position)\b|\b(?P<top>topp(?:ed|ing)|tops|led|leads|headed)\b|\b(?P<atop>at(?:op| the top of)|(?:first|top) (?:place|spot))\b",
            ("It debuted at No. 2 on Netflix’s English-language TV list.", "It topped the Netflix chart."),
            ("It stayed on the list for three weeks.",)),
)  # fmt: skip
"""Words for a rank; a claim only beside a list."""

WEEKS: tuple[Pattern, ...] = (
    pattern("weeks", rf"\b(?:for|spent|spending|logg\w+|lasted|in|over|after|during) (?:just |only |a total of |nearly |about |at least |all )?(?P<n>{CARDINAL}) (?:consecutive |straight |"
            r"full |whole )?weeks?\b|\b(?P<m>two|three|four|five|six|seven|eight|nine|ten|\d+) (?:consecutive |straight )?weeks? (?:in|on|inside)\b"
            rf"|\b(?:each|all) of (?:the|its) (?:first )?(?P<k>{CARDINAL}) weeks\b|\b(?P<j>{CARDINAL})-week (?:run|stay|stint|reign|streak)\b",
            ("It spent five weeks in Netflix’s global Top 10.", "It stayed in the Top 10 for three weeks."), ("It fell after its second week.",)),
)  # fmt: skip
"""Words for a number of weeks; a claim only beside a list."""

PATTERNS = (*LISTS, *RANKS, *WEEKS)

_ENTERED = re.compile(r"\b(?:ma(?:de|kes)|crack(?:s|ed)|enter(?:s|ed)|reach(?:es|ed)|hit|hits|land(?:s|ed)|br(?:oke|eaks) into|debut(?:s|ed)|appear(?:s|ed)|stay(?:s|ed)?|remain(?:s|ed)?|"
                      r"rank(?:s|ed)?|chart(?:s|ed)|spent|held|was|were|been|peak(?:s|ed)|climb(?:s|ed)|place[sd]|featured|lasted|rose|jumped|finished|put|puts|sits|sat|stood|led|took|tops|topped|tops|in|on)\b", re.IGNORECASE)  # fmt: skip
_LEFT = re.compile(
    r"\b(?:out of|off|outside|missed|short of|below|without|dropped from|left|exit\w*|never|not)\b[^,;]{0,30}$",
    re.IGNORECASE,
)


_BEST = re.compile(
    r"(?:it )?(?:has |had )?(?:reached|peaked at|peaking at|hit|climbed (?:as high as|to)|rose to|rising to|reaching|got as high as) (?:No\.|number|#) ?(?P<n>\d{1,2}|one|two|three|four|five)\b",
    re.IGNORECASE,
)
_STAY = re.compile(
    rf"(?:it )?(?:has |had )?(?:then )?(?:spent|stayed|remained|lasted|held on)(?: there)?(?: for)? (?P<n>{CARDINAL}) (?:consecutive |straight )?weeks?(?: there)? (?:on|in) (?:it|the list|the chart|the ranking)\b",
    re.IGNORECASE,
)
"""Weeks on the list just named."""
_SPENT = re.compile(
    r"\b(?:spent|spending|spends|stayed|remained|logged|lasted|charted|held on)\b[^,;]{0,25}?\bweeks?\b[^;]*\b(?:peak|reach|rising|climb|debut|high of|as high|hit|of (?:them|those) (?:at|in))",
    re.IGNORECASE,
)
"""Weeks on a list beside the best rank in them; else the weeks are those at that rank."""


def find(scene: Scene) -> Iterator[Claim]:
    """Find places on lists: the rank, else the weeks, else that it was listed."""
    last: Claim | None = None
    for clause_start, clause_end in _clauses(scene.text):
        clause = scene.text[clause_start:clause_end]
        listed = LISTS[0].regex.search(clause)
        if not listed and last and (best := _BEST.match(clause)):
            # 'It spent four weeks on the list and reached No. 3': the rank is on the list just named.
            yield replace(last, word="rank", value=float(number_of(best["n"]) or 0), unit="place", confidence=0.85)
        if not listed and last and (stay := _STAY.match(clause)):
            yield replace(last, word="weeks", value=number_of(stay["n"]), unit="weeks", confidence=0.85)
        if (
            not listed
            or _LEFT.search(clause[: listed.start()])
            or re.match(
                r"[^.;,]{0,25}\bof (?:the (?:year|decade|month|century|season)|all time|20\d\d)\b",
                clause[listed.end() :],
            )
        ):
            continue
        start, end = clause_start + listed.start(), clause_start + listed.end()
        said = scene.told(start, end)
        own = (
            scene.series_at(clause_start, clause_start)
            if not _own(scene, clause_start, clause_end)
            else _own(scene, clause_start, clause_end)
        )
        if said is None or not own or not _ENTERED.search(clause):
            continue
        name = list_name(clause, listed)
        rank, at = _rank(clause, listed)
        weeks = _weeks(clause, after=at)
        detail = {"detail": name, "platform": "Netflix" if name.startswith("Netflix") else None}
        if weeks is not None and not (rank is not None and at is not None and not _SPENT.search(clause)):
            last = scene.claim("chart", "weeks", own[0], said, value=weeks, unit="weeks", **detail)
            yield last
        if rank is not None:
            last = scene.claim("chart", "rank", own[0], said, value=float(rank), unit="place", **detail)
            yield last
        elif weeks is None and _ENTERED.search(clause[: listed.start()]):
            yield scene.claim("chart", "listed", own[0], said, confidence=0.85, **detail)


def list_name(clause: str, listed: re.Match[str]) -> str:
    """The list that a clause names: of Nielsen originals, overall or unsaid; Netflix's; or unsaid whose.

    Examples
    --------
    >>> clause = "it stayed in Nielsen's top 10 original streaming series"
    >>> list_name(clause, LISTS[0].regex.search(clause))
    'Nielsen originals'
    """
    if re.search(r"\bNielsen\b", clause):
        near = clause[max(0, listed.start() - 45) : listed.end() + 45]
        if re.search(r"\boriginals?\b", near, re.IGNORECASE):
            return "Nielsen originals"
        if re.search(r"\b(?:overall|combined|total)\b", near, re.IGNORECASE):
            return "Nielsen overall"
        return "Nielsen acquired" if re.search(r"\bacquired\b", near, re.IGNORECASE) else "Nielsen"
    near = re.sub(r"\(.*?\)", "", clause[max(0, listed.start() - 35) : listed.end()])
    if re.search(r"\b(?:streamer|platform|service)'s\b", near) and re.search(r"\bNetflix\b", clause):
        return "Netflix top 10"
    if re.search(r"\bNetflix\b", near) or re.search(r"\b(?:English|non-English)\b", listed[0]):
        return "Netflix top 10"
    after = clause[listed.end() : listed.end() + 25]
    return "Netflix top 10" if re.match(r" (?:list |chart )?(?:on|of|at) Netflix\b", after) else "top 10"


def _own(scene: Scene, start: int, end: int) -> list[str]:
    """The series named in the clause that is its subject, not one named in passing."""
    inside = [(name, a) for name, a, b in scene.titles if start <= a and b <= end and not scene.in_passing(a)]
    return [inside[0][0]] if inside else []


def _rank(clause: str, listed: re.Match[str]) -> tuple[int | None, int | None]:
    for match in RANKS[0].regex.finditer(clause):
        if match["top"]:
            if listed.start() - 25 <= match.end() <= listed.start() + 1:
                return 1, match.end()
            continue
        if match["atop"]:
            return 1, match.end()
        words = match["n"] or match["o"] or match["p"]
        number = number_of(words)
        # 'Top 10' itself is no rank.
        if number is not None and 1 <= number <= 100 and not listed.start() < match.start() < listed.end():
            return int(number), match.end()
    return None, None


def _weeks(clause: str, after: int | None) -> float | None:
    for match in WEEKS[0].regex.finditer(clause):
        if match[0].lower().startswith(("after", "in the")) or (
            match[0].lower().startswith("in ") and after is not None
        ):
            continue
        if re.match(
            r" (?:after|before|later|ago|since)\b(?! its (?:release|premiere|debut))", clause[match.end() :]
        ) and match[0].lower().startswith(("in", "over")):
            continue
        return number_of(match["n"] or match["m"] or match["k"] or match["j"])
    return None


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in re.finditer(
        r"; |, but |, while |,? and (?=(?:it|the|was|has|stayed|spent|remained|held|reached|peaked|climbed|then)\b)",
        text,
    ):
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)
