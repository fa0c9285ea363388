"""Minutes viewed, as Nielsen counts them: television sets in the United States, all seasons of a series together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cliffhanger.press.dates import days_in
from cliffhanger.press.names import TITLE
from cliffhanger.press.numbers import number_of
from cliffhanger.press.records import Claim, pattern
from cliffhanger.press.scene import Scene

PATTERNS = (
    pattern("minutes", r"\b(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:[ -]?(?P<x>million|billion|M|B|mn|bn))?[ -](?:viewing )?minutes?\b(?: (?:viewed|watched|of viewing|streamed|of watch time))?",
            ("Viewers watched 549 million minutes of “North Arcade,” per Nielsen.", "It racked up 1.2 billion minutes of viewing, said Nielsen."),
            ("The season runs for several hours.",)),
)  # fmt: skip
"""Words for minutes viewed; a claim from half a million on, beside Nielsen or a word for viewing."""

_TIMES = {"million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "b": 1e9, "bn": 1e9}


def find(scene: Scene) -> Iterator[Claim]:
    """Find minutes viewed of a series."""
    for match in PATTERNS[0].regex.finditer(scene.text):
        amount = (number_of(match["n"]) or 0) * _TIMES.get((match["x"] or "").lower(), 1.0)
        nielsen = "Nielsen" in scene.text
        listed = re.search(r"\b(?:originals?|charts?|rankings?|list|ranked|Top 10)\b", scene.text)
        viewed = re.search(
            r"minutes? (?:viewed|watched|of viewing|streamed|of watch)|watched|viewed|stream",
            scene.text[match.start() - 40 if match.start() > 40 else 0 : match.end() + 12],
        )
        if amount < 500_000 or not (nielsen or viewed or listed):
            continue
        said = scene.told(match.start(), match.end())
        after = re.match(rf"[^.;]{{0,25}}?\b(?:of|for) ({TITLE})", scene.text[match.end() :])
        own = (
            scene.series_at(match.start(), match.end() + after.end())
            if after
            else scene.series_at(match.start(), match.end())
        )
        if said is None or not own:
            continue
        near = days_in(scene.text[match.end() : match.end() + 60], scene.day)
        yield scene.claim(
            "minutes", "minutes", own[0], said, value=round(amount), unit="minutes", detail="Nielsen" if nielsen else None,
            happened_from=near[0][0] if near else None, happened_to=near[0][1] if near else None,
        )  # fmt: skip
