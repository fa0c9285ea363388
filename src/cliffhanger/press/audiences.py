"""What viewers and critics made of it: scores of reviews, and completion with the definition that the text gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cliffhanger.press.records import Claim, Pattern, pattern
from cliffhanger.press.scene import Scene

_PER_CENT = r"(?P<bound>over|above|more than|at least|under|below|less than|nearly|about|around)? ?(?P<n>\d{1,3}(?:\.\d)?) ?(?:%|percent\b|per cent\b)"

SCORE: Pattern = pattern(
    "score", _PER_CENT,
    ("Reviews from critics and audiences averaged over 70%.", "It holds 91% on Rotten Tomatoes."),
    ("It scored 64 on Metacritic.",),
)  # fmt: skip
"""A share in per cent; a score of reviews only beside a word for them."""

METACRITIC: Pattern = pattern(
    "metacritic",
    r"\b(?P<n>\d{1,2})(?: out of 100|/100)? (?:on|from|at) Metacritic|Metacritic(?: score| rating)? (?:of|at) (?P<m>\d{1,2})\b",
    ("It scored 64 on Metacritic.",),
)

COMPLETION: Pattern = pattern(
    "completion", rf"\bcomplet(?:ion|ed|e|ing)\b[^.;]{{0,60}}?{_PER_CENT}|{_PER_CENT.replace('bound', 'bound2').replace('<n>', '<m>')}[^.;,]{{0,60}}?\b(?:complet(?:ion|ed|e|ing)|finished|finish|watched to the end)\b",
    ("Its completion rate was 43%.", "Only 43% of those who began it finished the season within 28 days."),
    ("It holds 91% on Rotten Tomatoes.",),
)  # fmt: skip
"""A share of viewers who finished."""

PATTERNS = (SCORE, METACRITIC, COMPLETION)

_CRITICS = re.compile(r"\b(?:critics?|critical|reviewers?|reviews?|Tomatometer|Rotten Tomatoes)\b", re.IGNORECASE)
_AUDIENCE = re.compile(r"\b(?:audiences?|viewers?' (?:score|rating)|users?|Popcornmeter|fans?)\b", re.IGNORECASE)
_SCORING = re.compile(
    r"\b(?:score[sd]?|rating|ratings|rated|fresh|approval|averag\w+|Rotten Tomatoes|Tomatometer|reviews?|responses?|holds?)\b",
    re.IGNORECASE,
)


def find(scene: Scene) -> Iterator[Claim]:
    """Find scores of reviews and completion."""
    done = COMPLETION.regex.search(scene.text)
    if done:
        yield from _completion(scene, done)
        return
    for match in SCORE.regex.finditer(scene.text):
        said, own = scene.told(match.start(), match.end()), scene.series_at(match.start(), match.start())
        around = _beside(scene.text, match)
        if (
            said is None
            or not own
            or not (
                _SCORING.search(around) or (len(SCORE.regex.findall(scene.text)) > 1 and _SCORING.search(scene.text))
            )
            or float(match["n"]) > 100
        ):
            continue
        audience, critics = _AUDIENCE.search(around), _CRITICS.search(around)
        after = scene.text[match.end() : match.end() + 25]
        # '84% critics score' names whose it is right behind the number.
        if behind := re.match(
            r"\s*(?:\w+ )?(?:(critics?|critical|Tomatometer|fresh|from critics)|(audience|viewers?|users?|Popcornmeter))\b",
            after,
            re.IGNORECASE,
        ):
            critics, audience = (behind, None) if behind[1] else (None, behind)
        for word, there in (("critics", critics), ("audience", audience)):
            if there:
                yield scene.claim(
                    "reviews",
                    word,
                    own[0],
                    said,
                    value=float(match["n"]),
                    unit="percent",
                    detail=(match["bound"] or "").lower() or None,
                    confidence=0.85,
                )
    for match in METACRITIC.regex.finditer(scene.text):
        said, own = scene.told(match.start(), match.end()), scene.series_at(match.start(), match.start())
        if said and own:
            yield scene.claim(
                "reviews", "metacritic", own[0], said, value=float(match["n"] or match["m"]), unit="points of 100"
            )


def _joints(text: str) -> list[re.Match[str]]:
    """Where one score's words end and the next one's begin; a comma only where nothing stronger stands."""
    return list(re.finditer(r";|\band\b|\bwhile\b|\bbut\b", text)) or list(re.finditer(r",", text))


def _beside(text: str, match: re.Match[str]) -> str:
    """What stands around a score, up to the last comma or 'and' before the next score and from that behind the one before."""
    before, after = text[max(0, match.start() - 110) : match.start()], text[match.end() : match.end() + 60]
    if earlier := list(SCORE.regex.finditer(before)):
        cut = before[earlier[-1].end() :]
        joint = _joints(cut)
        before = cut[joint[-1].end() :] if joint else cut
    if later := SCORE.regex.search(after):
        cut = after[: later.start()]
        joint = _joints(cut)
        after = cut[: joint[-1].start()] if joint else cut
    return before + match[0] + after


def _completion(scene: Scene, done: re.Match[str]) -> Iterator[Claim]:
    said, own = scene.told(done.start(), done.end()), scene.series_at(done.start(), done.start())
    share = float(done["n"] or done["m"])
    if said and own and share <= 100:
        # The definition is whatever the text says of whom, of what and within which days.
        told = re.search(
            r"\bof (?:those|viewers|households|accounts|people|subscribers|members)[^.;]{0,90}", scene.text
        )
        within = re.search(r"\b(?:within|in|after) (?:its |the )?(?:first )?[\w-]+ (?:days|weeks|months)\b", scene.text)
        definition = "; ".join(found[0].strip() for found in (told, within) if found) or "as the text has it, undefined"
        yield scene.claim(
            "completion", "share", own[0], said, value=share / 100, unit="share 0-1", detail=definition, confidence=0.85
        )
