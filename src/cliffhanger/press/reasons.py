"""Reasons that a text gives for a decision: cost, audience, completion, ownership, and cost against expectation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cliffhanger.press.records import Claim, Pattern, pattern
from cliffhanger.press.scene import Scene

BECAUSE: Pattern = pattern(
    "reason", r"\b(?:due to|because of|owing to|citing|blam(?:ed|es) on|attributed to|based on|thanks to|as a result of|came down to|comes down to|result of|over its|was too|were too|because (?:it|the|its|viewership|not)|blam(?:e|ing)|chalk(?:ed|s) (?:it )?up to|pointed to|pointing to|in light of|in the wake of|driven by|stemmed from|stems from|reason (?:was|is|given)|not enough|didn't (?:draw|find|attract|justify)|did not (?:draw|find|attract|justify)|failed to (?:draw|find|attract|justify))\b(?P<why>[^.;]{3,110})",
    ("It was cancelled due to low viewership.", "The decision came down to cost."), ("It is due on Friday.",),
)  # fmt: skip
"""Words that introduce a reason; a claim only beside a decision."""

EXPECTED: Pattern = pattern(
    "cost against expectation",
    r"\b(?:high )?expect(?:ations?|ed|s)\b[^.;]{0,80}?\b(?:due to|because of|given|for)\b[^.;]{0,25}(?:cost|budget|price|expens)|\b(?:big-budget|cost|budget|price)\b[^.;]{0,160}?\bexpect(?:ations?|ed|s)\b[^.;]{0,50}\b(?:hit|smash|success|audience|blockbuster)",
    ("Netflix had high expectations for the drama due to its high production costs.",), ("Critics had high expectations.",),
)  # fmt: skip
"""A cost held against what was expected of it."""

MEASURED: tuple[Pattern, ...] = (
    pattern("cost", r"\b(?:costs?|budget|price(?: tag)?)\b[^.;]{0,70}?\b(?:too (?:high|steep|rich|much|big)|prohibitive|unsustainable|hard to justify|could not be justified)\b|\bblam(?:e|ed|ing|es) (?:\w+ ){0,3}(?:costs?|budget)\b|\btoo (?:expensive|costly|pricey)\b",
            ("Its cost was deemed too high for an audience of that size.", "People close to it blame rising costs."), ("The cost of living is high.",)),
    pattern("audience", r"\b(?:audience|viewership|ratings|numbers|viewing)\b[^.;]{0,50}?\b(?:too (?:low|small|soft|few)|(?:not|n't) (?:enough|justify|large enough|big enough|strong enough)|insufficient|fell short)\b|\bblam(?:e|ed|ing|es) (?:\w+ ){0,3}(?:viewership|ratings|audience)\b",
            ("Its audience was too small for its cost.",), ("The audience was small.",)),
)  # fmt: skip
"""What was measured against what was wanted; a claim by itself."""

PATTERNS = (BECAUSE, EXPECTED, *MEASURED)

_DECISION = re.compile(
    r"\b(?:cancel\w*|axe[ds]?|dropp\w+|pass(?:ed|es) on|shelved|not (?:be )?renew\w*|renew\w*|decision|pull(?:ed)? the plug|scrapped|end(?:ed|ing)? the (?:show|series)|not moving forward|decid\w+ (?:not )?to)\b",
    re.IGNORECASE,
)
_CLASSES = (
    ("completion", r"\bcomplet\w+|finish(?:ed|ing)? (?:it|the (?:season|series))"),
    ("cost", r"\b(?:cost\w*|budget|expens\w*|price|spending)\b"),
    ("audience", r"\b(?:viewership|audience|viewers?|ratings|watched|viewing|demand|popularity)\b"),
    ("ownership", r"\b(?:outside studio|owned by|third[- ]party|licen[cs]e|in-house)\b"),
    ("pandemic", r"\b(?:COVID\S*|pandemic|coronavirus)\b"),
    ("strike", r"\bstrikes?\b"),
    ("creative", r"\b(?:creative|story had|told its story|scheduling|left the show|departure)\b"),
    ("reviews", r"\b(?:reviews?|reception|critics)\b"),
)  # fmt: skip


def find(scene: Scene) -> Iterator[Claim]:
    """Find reasons for a decision."""
    own = scene.series_at(len(scene.text), len(scene.text))
    if not own:
        return
    expected = EXPECTED.regex.search(scene.text)
    if expected and _stands(scene, expected.start()):
        yield scene.claim("reason", "cost against expectation", own[0], confidence=0.8)
        return
    for one in MEASURED:
        measured = one.regex.search(scene.text)
        if measured and _stands(scene, measured.start()):
            yield scene.claim(
                "reason", one.word, own[0], detail=measured[0][:110].replace("§", "") or None, confidence=0.75
            )
            return
    match = BECAUSE.regex.search(scene.text)
    if not match or not _DECISION.search(scene.text) or not _stands(scene, match.start()):
        return
    for word, regex in _CLASSES:
        if re.search(regex, match["why"], re.IGNORECASE):
            yield scene.claim(
                "reason",
                word,
                own[0],
                detail=match["why"].strip(" ,\"'")[:110].replace("§", "") or None,
                confidence=0.75,
            )
            return


def _stands(scene: Scene, at: int) -> bool:
    # 'expected' is doubt everywhere but here, where it is what is claimed.
    said = scene.standing(at, at)
    return said in ("stated", "history") or (
        said is None and not re.search(r"\b(?:not|n't|if|whether|may|might|could|unclear)\b", scene.text[:at])
    )
