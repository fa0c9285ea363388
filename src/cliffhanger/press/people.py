"""People and their roles: who created, wrote, ran, produced, directed it, and who stars in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cliffhanger.press.names import TITLE
from cliffhanger.press.records import Claim, Pattern
from cliffhanger.press.scene import Scene
from cliffhanger.press.vocabulary import PLATFORM, PUBLICATIONS

NAME = r"(?:[A-ZÀ-Þ](?:[\w'’-]+|\.)(?: (?:[A-Z]\.|de|da|van|von|del|la|el|al|bin|Mc|O'))*(?: [A-ZÀ-Þ](?:[\w'’-]+|\.)){1,3})"
"""Regex of a person's full name."""

_NAMES = rf"{NAME}(?:(?:, | and | & |, and ){NAME})*"
_ROLE = r"(?:(?:co-|series )?(?:creators?|showrunners?)|(?:co-)?executive producers?|(?:head |lead )?writers?|directors?|stars?|co-stars?|authors?|(?:series )?leads?|producers?|actors?|actress(?:es)?)"
_DEED = r"(?:(?:[Cc]o-)?(?:[Cc]reated|[Ww]ritten|[Dd]irected)|(?:co-)?executive[- ]produced|produced|[Ss]tarring|led|fronted|showrun|adapted|developed)"

_ONE = rf"(?:{NAME}|\b[Hh]e\b|\b[Ss]he\b|[A-ZÀ-Þ][\w'’-]+)"
_SOME = rf"{_ONE}(?:(?:, and |, | and | & ){_ONE})*"
_VERB = r"(?:(?:co-)?created|(?:co-)?wrote|(?:co-)?writes|(?:co-)?directed|directs|(?:co-)?executive[- ]produc(?:es|ed|e|ing)|developed|adapted|showruns|co-showruns)"
_WORK = rf"(?:(?:the|this) (?:[\w-]+ ){{0,3}}?(?:series|show|drama|comedy|thriller|project|adaptation|pilot|season|premiere)|{TITLE}|it\b|every episode|all (?:\w+ )?episodes)"

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
    Pattern("doing", re.compile(rf"(?P<names>{_SOME}),?(?: who)?(?: also| both)? (?P<roles>(?:co-)?executive[- ]produc(?:es?|ed|ing)|showruns|(?:{_VERB}(?:(?:, and |, | and ){_VERB})*)(?= {_WORK}))(?:\b)"),
            ("Ada Lind created the series.", "Ada Lind and Bo Marsh executive produce."), ("Ada Lind created a stir.",)),
    Pattern("serving", re.compile(rf"(?P<names>{_SOME})(?:,? who)?(?: (?:created|wrote|writes)(?: and \w+)? {_WORK} and| also| both)*(?: (?:also|both))? (?:serves?|served|remains?|stays on|continues|acts?|returns?|will serve|doubles|is|are|was)(?: as)?(?: the| an?| its)?(?: (?:show's|series'))? (?P<roles>(?i:{_ROLE})(?:(?:,| and|,? /|/|, and) (?i:{_ROLE}))*)(?=\W*$|[.,;]| (?:on|of|along|alongside|with|and|for)\b)"),
            ("Ada Lind created the series and serves as showrunner.",), ("Ada Lind serves as mayor.",)),
    Pattern("playing", re.compile(rf"(?P<names>{_NAMES}) (?:also |will |both )*(?P<roles>stars?|starred|co-stars?|co-starred)(?: (?:as|in|opposite|alongside|with)\b|[.;]|$)"),
            ("Ada Lind stars as a spy.",), ("The moon stars in the sky.",)),
    Pattern("beside", re.compile(rf"\b(?P<roles>(?:co-)?executive[- ]produc(?:es?|ed|ing)) (?:the (?:series|show) )?(?:alongside|along with|with|together with) (?P<names>{_SOME})"),
            ("Lind executive produces alongside Bo Marsh.",), ("Lind executive produces with care.",)),
    Pattern("cast", re.compile(rf"\b(?P<roles>cast|ensemble)(?: of {TITLE})?,? (?:also |further |which |that )*(?:include[sd]?|feature[sd]?|consists of|is led by|is rounded out by|is headed by|comprises) (?P<names>{_NAMES})|\b(?P<roles2>[Cc]o-starring|[Aa]lso starring|[Aa]lso stars?|[Cc]o-stars?(?: are| include| includes)?|[Aa]lso in the cast are|[Rr]ounding out the cast are|[Hh]eadlined by|[Tt]oplined by|[Ff]ronted by|[Hh]eadlines|[Ll]ed by) (?P<names2>{_NAMES})"),
            ("The cast includes Ada Lind and Bo Marsh.", "Also starring Ada Lind."), ("The cast includes newcomers.",)),
    Pattern("listed", re.compile(rf"\b(?P<roles>[Ee]xecutive producers|[Ss]howrunners|[Cc]reators) (?:include|are|on the (?:series|show) (?:are|include)) (?P<names>{_NAMES})|(?P<names2>{_SOME}) (?:are|serve as|all serve as|also serve as) (?P<roles2>executive producers|co-showrunners|showrunners)\b"),
            ("Executive producers include Ada Lind and Bo Marsh.",), ("Executive producers include four newcomers.",)),
)  # fmt: skip
"""Turns of phrase that give a role to a name; capitals matter here."""

_WORDS = {
    "created": "creator", "co-created": "co-creator", "written": "writer", "co-written": "writer", "directed": "director",
    "executive produced": "executive producer", "executive-produced": "executive producer", "produced": "producer",
    "starring": "star", "stars": "star", "starred": "star", "led": "star", "fronted": "star", "showrun": "showrunner",
    "cast": "star", "ensemble": "star", "co-starring": "star", "also starring": "star", "also stars": "star", "also star": "star", "co-stars": "star", "co-star": "star", "co-starred": "star", "star": "star", "co-stars are": "star",
    "co-stars include": "star", "also in the cast are": "star", "rounding out the cast are": "star", "headlined by": "star", "toplined by": "star", "fronted by": "star", "headlines": "star",
    "led by": "star", "wrote": "writer", "writes": "writer", "co-wrote": "writer", "directs": "director", "executive produce": "executive producer", "executive produces": "executive producer",
    "executive producing": "executive producer", "executive-produces": "executive producer", "executive-produce": "executive producer", "co-executive produces": "executive producer", "showruns": "showrunner", "co-showruns": "showrunner",
    "adapted": "writer", "developed": "developer", "co-executive produced": "executive producer", "series creator": "creator",
    "head writer": "writer", "lead writer": "writer", "actor": "star", "lead": "star", "series lead": "star", "actress": "star",
}  # fmt: skip


def find(scene: Scene) -> Iterator[Claim]:
    """Find people with their roles."""
    done = set()
    for one in PATTERNS:
        for match in one.regex.finditer(scene.text):
            if re.search(r"\b(?:not|never|former|late)\s*$", scene.text[: match.start()]):
                continue
            own = _series_of(scene, match)
            groups = match.groupdict()
            for role in _roles(groups["roles"] or groups["roles2"]):
                for part in re.split(r", and | and | & |, ", groups["names"] or groups["names2"]):
                    name = (
                        full_name(part, scene.people)
                        if part.lower() not in ("he", "she")
                        else _last_named(scene, match.start())
                    )
                    if own and name and _is_person(name) and (role, name) not in done:
                        done.add((role, name))
                        yield scene.claim("person", role, own, detail=name, confidence=0.85)


def full_name(words: str, people: Mapping[str, str]) -> str | None:
    """The name of a person; a surname alone is that of whom the text named in full, else nobody's.

    Examples
    --------
    >>> full_name("Lind", {"Lind": "Ada Lind"}), full_name("Ada Lind’s", {}), full_name("Nobody", {})
    ('Ada Lind', 'Ada Lind', None)
    """
    name = (
        re.sub(rf"^(?:(?i:{_ROLE})|Series|Star|Fellow) (?=[A-Z])", "", words.strip())
        .removesuffix("’s")
        .removesuffix("'s")
    )
    return name if " " in name else people.get(name)


_SAID = r"(?:said|says|told|tells|wrote|writes|added|adds|recalled|explained|noted|revealed|confirmed|posted|joked|admitted)"
_NAMED = re.compile(
    rf"(?:(?i:{_ROLE})|{_SAID}|\b(?:by|[Ss]tarring|stars|star|president|chief|head)) (?P<a>{_NAMES})|(?P<b>{NAME}),? (?:{_SAID}|who\b|the (?:show|series)|as\b|\(|stars?\b|plays\b|created\b)|(?:include[sd]?|feature[sd]?) (?P<c>{_NAMES})"
)
_SPEAKER = re.compile(
    rf"\b{_SAID} (?:\w+ )?(?P<a>{_ONE})|(?P<b>{_ONE}),? (?:(?:also|later|has|had|who|previously) )*{_SAID}\b"
)


def named_in(text: str) -> dict[str, str]:
    """People whom a text names in full, by their surname; one that two people share is nobody's.

    Examples
    --------
    >>> named_in("It was created by Ada Lind. “We are sad,” Lind said.")
    {'Lind': 'Ada Lind'}
    """
    found: dict[str, set[str]] = {}
    for match in _NAMED.finditer(text):
        for part in re.split(r", and | and | & |, ", match["a"] or match["b"] or match["c"]):
            name = full_name(part, {})
            if name and _is_person(name):
                found.setdefault(name.split()[-1], set()).add(name)
    return {surname: next(iter(names)) for surname, names in found.items() if len(names) == 1}


def speaker_in(text: str, people: Mapping[str, str]) -> str | None:
    r"""The person whom a sentence quotes, by the full name.

    Examples
    --------
    >>> speaker_in("\"We are sad,\" Lind said.", {"Lind": "Ada Lind"})
    'Ada Lind'
    """
    for match in _SPEAKER.finditer(text):
        name = full_name(match["a"] or match["b"], people)
        if name and (_is_person(name) and name in people.values()):
            return name
    return None


def _last_named(scene: Scene, before: int) -> str | None:
    """Whom 'he' or 'she' means: the person whom the sentence named last."""
    names = [match[0] for match in re.finditer(NAME, scene.text[:before])]
    return next((full_name(name, {}) for name in reversed(names) if full_name(name, {}) in scene.people.values()), None)


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
