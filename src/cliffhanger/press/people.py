"""People and their roles: who created, wrote, ran, produced, directed it, and who stars in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cliffhanger.press.names import TITLE
from cliffhanger.press.records import Claim, Pattern
from cliffhanger.press.scene import Scene
from cliffhanger.press.vocabulary import PLATFORM, PUBLICATIONS

NAME = r"(?:[A-ZÀ-Þ](?:[\w'’-]+|\.)(?: (?:[A-Z]\.|de|da|van|von|del|la|el|al|bin|Mc|O'))*(?: [A-ZÀ-Þ](?:[\w'’-]+|\.)){1,3})"
"""Regex of a person's full name."""

_NAMES = rf"{NAME}(?:(?:, | and | & |, and ){NAME})*"
_ROLE = r"(?:(?:co-|series )?(?:creators?|showrunners?)|(?:co-)?executive producers?|(?:head |lead )?writers?|directors?|stars?|co-stars?|authors?|producers?|actors?|actress(?:es)?)"
_DEED = r"(?:(?:[Cc]o-)?(?:[Cc]reated|[Ww]ritten|[Dd]irected)|(?:co-)?executive[- ]produced|produced|[Ss]tarring|led|fronted|showrun|adapted|developed)"

PATTERNS: tuple[Pattern, ...] = (
    Pattern("role", re.compile(rf"\b(?P<roles>(?i:{_ROLE})(?:(?:,| and|,? /|/) {_ROLE})*) (?P<names>{_NAMES})"),
            ("The showrunners Ada Lind and Bo Marsh told Variety.",), ("The creator was tired.",)),
    Pattern("deed", re.compile(rf"\b(?P<roles>{_DEED}(?:(?:, and |, | and ){_DEED})*)(?: by)? (?P<names>{_NAMES})"),
            ("The series is created by Ada Lind and stars Bo Marsh.", "It is co-created, executive produced, and starring Ada Lind."),
            ("It was created in haste.",)),
    Pattern("apposition", re.compile(rf"(?P<names>{NAME}),? (?:the|its|who (?:is|was) the) (?:show's |series' )?(?P<roles>{_ROLE}(?: and {_ROLE})*)\b"),
            ("Ada Lind, the show’s creator, agreed.",), ("The show’s creator agreed.",)),
    Pattern("stars", re.compile(rf"(?:{TITLE}|\b(?:series|show|drama|comedy|thriller|and|which|that|it)) (?P<roles>stars|starred) (?P<names>{_NAMES})"),
            ("The series stars Ada Lind and Bo Marsh.",), ("The series stars a cast of newcomers.",)),
)  # fmt: skip
"""Turns of phrase that give a role to a name; capitals matter here."""

_WORDS = {
    "created": "creator", "co-created": "co-creator", "written": "writer", "co-written": "writer", "directed": "director",
    "executive produced": "executive producer", "executive-produced": "executive producer", "produced": "producer",
    "starring": "star", "stars": "star", "starred": "star", "led": "star", "fronted": "star", "showrun": "showrunner",
    "adapted": "writer", "developed": "developer", "co-executive produced": "executive producer", "series creator": "creator",
    "head writer": "writer", "lead writer": "writer", "actor": "star", "actress": "star",
}  # fmt: skip


def find(scene: Scene) -> Iterator[Claim]:
    """Find people with their roles."""
    done = set()
    for one in PATTERNS:
        for match in one.regex.finditer(scene.text):
            if re.search(r"\b(?:not|never|former|late)\s*$", scene.text[: match.start()]):
                continue
            own = _series_of(scene, match)
            for role in _roles(match["roles"]):
                for name in re.split(r", and | and | & |, ", match["names"]):
                    if own and _is_person(name) and (role, name) not in done:
                        done.add((role, name))
                        yield scene.claim(
                            "person", role, own, detail=name.replace("’s", "").removesuffix("'s"), confidence=0.85
                        )


def _series_of(scene: Scene, match: re.Match[str]) -> str | None:
    """The series of a role: the one that follows with 'of', else the sentence's own."""
    if match.re is PATTERNS[0].regex or match.re is PATTERNS[2].regex:
        of = re.match(rf" (?:of|behind) ({TITLE})", scene.text[match.end() :])
        if of:
            at = match.end() + of.start(1)
            return next((name for name, a, _ in scene.titles if a == at), None)
    found = scene.series_at(match.start(), match.start())
    return found[0] if found else None


def _roles(words: str) -> list[str]:
    found = []
    for part in re.split(r",? and |, |/", words.lower()):
        plain = part.strip()
        single = plain[:-1] if plain.endswith("s") and plain not in _WORDS else plain
        found.append(_WORDS.get(plain) or _WORDS.get(single) or single)
    return [role for role in dict.fromkeys(found) if role]


def _is_person(name: str) -> bool:
    plain = name.strip().removesuffix("'s")
    return (
        len(plain.split()) > 1
        and plain.lower() not in PUBLICATIONS
        and not re.search(rf"\b(?:{PLATFORM}|Season|Studios?|Television|Pictures|The|Emmy|Award|Top)\b", plain)
    )
