"""Decisions: renewed, cancelled, a final season, a film to wrap it up, ordered before the premiere, saved elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cliffhanger.press.dates import days_in
from cliffhanger.press.endings import CANCELLED, FINAL, REFUSED
from cliffhanger.press.names import TITLE
from cliffhanger.press.numbers import number_of, seasons_in
from cliffhanger.press.records import Claim, Pattern
from cliffhanger.press.renewals import OTHERS, RENEWED
from cliffhanger.press.scene import Scene
from cliffhanger.press.vocabulary import PLATFORM
from cliffhanger.press.wanted import alternatives, wanted

AHEAD = re.compile(
    r"\bbefore (?:a single|even one|any|one|its first) (?:episode|frame|scene|minute)\b[^.;,]{0,25}\b(?:aired|air|premiered|filmed|shot|seen|released|streamed)\b|\b(?:ahead of|before|prior to|in advance of) (?:its|the|even the|their|(?:\w+ )?[\w]+\'s|a \w+)\b(?:(?!finale)[^.;,]){0,40}?\b(?:premier(?:e|es|ed)|launch(?:es|ed)?|debut(?:s|ed)?|release[sd]?|air(?:s|ed|ing)?|bow(?:s|ed)?)\b",
    re.IGNORECASE,
)
"""Words that say a decision came before the premiere."""

_AT_ONCE = re.compile(r"\b(two|three)-season (?:straight-to-series |series )?(?:order|commitment)", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:after|following|since|despite)\b.{0,60}?(?:dropp|cancel|\bax|pass(?:ed|es) on)|(?:cancell?ed|axed|dropped) by \S+(?: \S+){0,3} (?:last|in|this|two|three|and)\b",
    re.IGNORECASE,
)
"""Words that say a platform took over what another had cancelled."""

PATTERNS = (*RENEWED, *REFUSED, *CANCELLED, *FINAL, *OTHERS)
"""All of them, for the tests."""


def find(scene: Scene) -> Iterator[Claim]:
    """Find the decisions that a sentence states or reports; one of each word and series."""
    found: dict[tuple[str, str], Claim] = {}
    for one, start, end, window in _matches(scene):
        said = _whole(scene, start, end) if one not in REFUSED else _refusal(scene, start, end)
        if one in RENEWED and said == "stated" and _BEFORE_THAT.search(scene.text[:start]):
            said = "history"
        if said is None:
            continue
        for series in scene.series_at(*_place(one, start, end, scene)):
            key = (one.word, series)
            number = _season(one, scene.text[window[0] : window[1]], scene.text[start:end])
            old = found.get(key)
            if (
                old is None
                or (old.value is None and number is not None)
                or (old.standing != "stated" and said == "stated")
            ):
                found[key] = _claim(scene, one.word, series, number, said, start, end)
    for title, number in _bracketed(scene):
        found["renewed", title] = _claim(scene, "renewed", title, number, "stated", 0, len(scene.text))
    yield from _settled(found, scene)


def _bracketed(scene: Scene) -> Iterator[tuple[str, int]]:
    """Series of a list of renewals, each with the season in brackets behind it: 'also coming back are X (Season 6)'."""
    if not (_COMING_BACK.search(scene.text) and scene.standing(len(scene.text), len(scene.text)) == "stated"):
        return
    for title, _, end in scene.titles:
        if told := re.match(r"[\"' ]*\([Ss](?:eason )?(\d{1,2})\)", scene.text[end:]):
            yield title, int(told[1])


_COMING_BACK = re.compile(
    r"\b(?:coming back|returning|renewed|picked up)\b[^.;]{0,40}(?:\bare\b|\bis\b|:|includ|§)", re.IGNORECASE
)


def _matches(scene: Scene) -> Iterator[tuple[Pattern, int, int, tuple[int, int]]]:
    """Every turn of phrase with its place and that of its clause."""
    small = scene.text.lower()
    there = {word for word in _WORDS if word in small}
    tried = [(regex, one) for sets, regex, one in _WANTED if not any(map(there.isdisjoint, sets))]
    if not tried:
        return
    cuts = [0, *(cut.end() for cut in _CUT.finditer(scene.text)), len(scene.text)]
    for regex, one in tried:
        for match in regex.finditer(scene.text):
            if _object_of_preposition(one, match, scene) or _adjective(match, scene.text):
                continue
            start = max(cut for cut in cuts if cut <= match.start())
            end = min(cut for cut in cuts if cut >= match.end())
            yield one, match.start(), match.end(), (start, end)


_WANTED = tuple((wanted(regex), regex, one) for one in PATTERNS for regex in alternatives(one.regex))
_WORDS = frozenset(word for sets, _, _ in _WANTED for words in sets for word in words)
"""Each turn of phrase with words that are looked for first, since they are found fast; and all those words."""

_CUT = re.compile(
    r"; |: |, and (?=[A-Z§])|, but |, while | while (?=\w+ (?:is|was|has|will)\b)| and (?=(?:renew|cancel|ax|pick|sav|drop|scrap)\w*\b)",
    re.IGNORECASE,
)


_BEFORE_THAT = re.compile(
    r"\b(?:after|despite|since) (?:having |first |initially )?$|\b(?:previously|initially|originally) (?:been )?$",
    re.IGNORECASE,
)
"""Before a renewal that what the sentence tells came later than."""


def _adjective(match: re.Match[str], text: str) -> bool:
    """Whether it says of what kind a series is: 'who ran the canceled drama'."""
    return bool(
        re.match(r"(?:cancell?ed|axed|scrapped|renewed) ", match[0], re.IGNORECASE)
        and re.search(r"\b(?:the|an?|his|her|since|short-lived) $", text[: match.start()], re.IGNORECASE)
    )


def _object_of_preposition(one: Pattern, match: re.Match[str], scene: Scene) -> bool:
    """Whether the series is not the subject: 'the event for it was cancelled', 'episodes of it were dropped'."""
    if not (match.re.pattern.startswith(("(?P<who>", "(?:(?:(?:", "(?:{"))):
        return False
    before = scene.text[: match.start()].rstrip(" \"',")
    return bool(
        re.search(r"\b(?:for|at|from|of|about|on|with|in|to|like|behind|against)$", before, re.IGNORECASE)
    ) and not re.search(r"\b(?:future|fate|version|adaptation|reboot) of$", before, re.IGNORECASE)


_CONDITION = re.compile(
    r"[^.;]{0,40}?,? (?:if (?:asked|renewed|it|the|they|he|she|there|all|given)\b|should (?:it|the|they|there)\b|provided|assuming|as long as|depending on)",
    re.IGNORECASE,
)
"""A condition that follows."""


def _whole(scene: Scene, start: int, end: int) -> str | None:
    """Standing of a turn of phrase with what is within it: 'it might be cancelled' begins before its 'might'."""
    if within := re.search(r", (?:which|that)\b", scene.text[start:end]):
        # 'They hope to sell it, which was cancelled': what is hoped does not reach into the relative clause.
        start += within.end()
    if _CONDITION.match(scene.text[end:]):
        return None
    both = {scene.standing(start, end), scene.standing(end, end)}
    return next((said for said in (None, "reported", "history") if said in both), "stated")


def _refusal(scene: Scene, start: int, end: int) -> str | None:
    """Standing of a turn of phrase that holds its own 'not': the word before it must not deny it again."""
    said = scene.standing(start, end)
    if said is not None:
        return said
    before = scene.text[max(0, start - 40) : start]
    return "stated" if re.search(r"\b(?:decid\w+|opt\w*|chos\w+|choos\w+|decision|elect\w*|has|is|are|was|would)\s*$", before) and not re.search(
        r"^should\b|\b(?:if|whether|unless|should|may|might|could|den\w+|rumou?r\w*|unclear)\b", scene.text[:start], re.IGNORECASE) else None  # fmt: skip


def _place(one: Pattern, start: int, end: int, scene: Scene) -> tuple[int, int]:
    """Where to look for the series: the turn of phrase, and what follows it with 'of' or 'for'."""
    if any(start <= a and b <= end for _, a, b in scene.titles):
        return start, end
    after = re.match(
        rf"[^.;,]{{0,60}}?\b(?:of|to|for|on)\b (?:(?:the|its) )?(?:[\w-]+ ){{0,3}}?(?=({TITLE}))", scene.text[end:]
    )
    return (start, end + after.end(1)) if after else (start, end)


def _season(one: Pattern, clause: str, phrase: str) -> int | None:
    """The season of a decision: the one ordered, the last one made, or the final one."""
    # What stands in brackets behind one series of a row is said of that one alone.
    clause = re.sub(r"\([^()]*\)", " ", AHEAD.sub(" ", clause)) if "(" in clause else AHEAD.sub(" ", clause)
    seasons = seasons_in(clause)
    if one.word in ("renewed", "saved"):
        return _ordered(seasons, clause) or _seasons_at_once(phrase)
    if one.word == "final season":
        return _final(seasons, clause, phrase)
    if one in REFUSED:
        return _refused(seasons, clause, phrase)
    return _last_made(seasons, clause, phrase) if one.word == "cancelled" else None


Seasons = list[tuple[int, int, int, bool]]
"""Numbers of seasons with their places, and whether they count seasons; from `numbers.seasons_in`."""


def _ordered(seasons: Seasons, clause: str) -> int | None:
    ordered = [
        n
        for n, at, end, counts in seasons
        if not counts
        and n > 1
        and not re.match(r"[- ]?(?:finale|premiere|debut|launch|ender|opener|trailer)", clause[end:])
        and (
            re.match(r"[- ]?(?:renewal|pick-?up|order)", clause[end:])
            or not re.search(r"\b(?:after|following|since|despite|on|of) (?:its |the |a )?$", clause[:at])
        )
    ]
    return max(ordered, default=None)


def _final(seasons: Seasons, clause: str, phrase: str) -> int | None:
    inside = [n for n, _, _, _ in seasons_in(phrase)]
    coming = [
        n
        for n, at, _, counts in seasons
        if not counts and re.search(r"\bwith (?:its |the |a |an )?(?:[\w-]+ ){0,2}$", clause[:at])
    ]
    if not inside and re.search(r"\b(?:it|this) will\b", phrase):
        coming = [n for n, _, _, counts in seasons if not counts]
    return max(inside or coming, default=None)


def _refused(seasons: Seasons, clause: str, phrase: str) -> int | None:
    if re.search(r"\bone (?:season|run)\b", phrase, re.IGNORECASE):
        return 1
    asked = [n - 1 for n, _, _, counts in seasons if not counts and n > 1]
    made = [n for n, at, _, counts in seasons if counts and re.search(r"\bafter (?:just |only |its )?$", clause[:at])]
    return max(made or asked, default=None)


def _last_made(seasons: Seasons, clause: str, phrase: str) -> int | None:
    if re.search(r"one[- ]and[- ]done", phrase, re.IGNORECASE):
        return 1
    if len(seasons) == 1 and not seasons[0][3] and seasons[0][0] > 1 and _COMING.search(clause[: seasons[0][1]]):
        return seasons[0][0] - 1
    made = [n for n, at, _, counts in seasons if counts or not _NOT_MADE.search(clause[:at])]
    return made[-1] if made else None


_COMING = re.compile(r"\b(?:ahead of|before|prior to) (?:its|the|a) (?:planned |upcoming )?$")
_NOT_MADE = re.compile(r"\b(?:for a|before (?:its|the|a)|renew\w* (?:it )?for (?:a )?|(?:order|plans) for (?:a )?) ?$")


def _seasons_at_once(phrase: str) -> int | None:
    """The last season of an order for several at once, made before the first."""
    several = _AT_ONCE.search(phrase)
    return int(number_of(several[1]) or 0) or None if several else None


def _claim(scene: Scene, word: str, series: str, number: int | None, said: str, start: int, end: int) -> Claim:
    # A day within the turn of phrase or after it, not one that a later clause gives to something else.
    near = [
        (a, b)
        for a, b, at, _ in days_in(scene.text, scene.day)
        if start - 5 <= at <= end + 45 and scene.day and b <= scene.day
    ]
    span = near[0] if near and word in ("renewed", "cancelled", "saved", "wrap-up") else (None, None)
    about = number - 1 if word in ("renewed", "saved") and number else number
    return scene.claim(
        "decision", word, series, said, value=float(number) if number is not None else None,
        unit="season" if number is not None else None, season=about or None, platform=scene.platform(start, end),
        happened_from=span[0], happened_to=span[1], confidence=0.95 if number is not None else 0.85,
    )  # fmt: skip


def _settled(found: dict[tuple[str, str], Claim], scene: Scene) -> Iterator[Claim]:
    """Leave out what another decision of the sentence explains; add the order before the premiere."""
    for (word, series), claim in found.items():
        if (
            word == "renewed"
            and ("cancelled", series) in found
            and found["cancelled", series].sentence == claim.sentence
            and _same_breath(scene)
        ):
            continue
        if word == "renewed" and ("saved", series) in found:
            continue
        if word == "cancelled" and ("saved", series) in found and _ELSEWHERE.search(scene.text):
            continue
        if word == "cancelled" and ("limited", series) in found:
            continue
        if word == "limited" and ("renewed", series) in found:
            continue
        if word in ("cancelled", "renewed") and _taken_over(found, series, scene):
            if word == "renewed":
                yield replace(claim, word="saved")
            continue
        if word == "saved" and claim.value is None and ("renewed", series) in found:
            renewed = found["renewed", series]
            yield scene.claim("decision", "saved", series, claim.standing, value=renewed.value, unit=renewed.unit, season=renewed.season,
                              platform=claim.platform, confidence=0.9)  # fmt: skip
            continue
        yield claim
        if (
            word == "renewed"
            and claim.standing == "stated"
            and (AHEAD.search(scene.text) or _AT_ONCE.search(scene.text))
        ):
            yield scene.claim("decision", "ordered", series, value=claim.value, unit=claim.unit, season=claim.season,
                              platform=claim.platform, confidence=0.85)  # fmt: skip


def _taken_over(found: dict[tuple[str, str], Claim], series: str, scene: Scene) -> bool:
    """Whether a renewal is that of another platform, after the first one had cancelled."""
    both = ("renewed", series) in found and ("cancelled", series) in found
    return (
        both
        and "saved" not in {word for word, name in found if name == series}
        and bool(
            re.search(
                r"\b(?:after|since) (?:(?:PLATFORM)|it|its|the|being|\S+) ?(?:\S+ ){0,3}?(?:cancel|ax|dropp|pass)".replace(
                    "PLATFORM", PLATFORM
                ),
                scene.text,
            )
        )
    )


def _same_breath(scene: Scene) -> bool:
    """Whether a renewal in the sentence is the one that was refused."""
    return bool(re.search(r"\b(?:not|n't|never|no) ?(?:\w+ ){0,3}renew", scene.text, re.IGNORECASE))
