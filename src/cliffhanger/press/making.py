"""How it was made: episodes, the premiere, years of work, delays; how it ends and what was planned beyond."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cliffhanger.press.dates import days_in
from cliffhanger.press.numbers import CARDINAL, number_of, seasons_in
from cliffhanger.press.records import Claim, Pattern, pattern
from cliffhanger.press.scene import SHOW, Scene

EPISODES: Pattern = pattern(
    "episodes", rf"\b(?P<n>{CARDINAL})[- ](?:episode|part|chapter)[s]?,? (?:\w+ ){{0,2}}?(?:season|run|series|order|drama|thriller|comedy|limited series)\b|\b(?:season|series|run|order)\b (?:of|has|had|with|comprises|consists of|"
                rf"comprised|consisted of|spans|spanned|ran for|runs for|counts) (?P<m>{CARDINAL}) episodes\b|\beach of (?:its|the) (?P<e>{CARDINAL}) episodes\b|\b(?:all|another|order(?:ed|ing)?|order (?:of|for)|run of|batch of|total of|will have|has|spanning|across|runs|made up of|comprising|consisting of) (?P<k>{CARDINAL}) (?:new |more |hour-long |half-hour |one-hour |additional |\d+-minute )*episodes\b",
    ("The nine-episode first season made the list.", "All eight episodes came out at once."), ("One episode costs as much as two seasons.",),
)  # fmt: skip

PREMIERE: Pattern = pattern(
    "premiere", r"\b(?:premier(?:e|es|ed|ing)|debut(?:s|ed|ing)?|launch(?:es|ed)?|bow(?:s|ed)|arriv(?:es|ed)|released?|dropped|hit|landed|came out|begins?|starts?)\b",
    ("The show debuted in early August.", "It premiered on August 6 on Netflix."), ("The story is set in August.",),
)  # fmt: skip

WORK: Pattern = pattern(
    "years", rf"\b(?:took|taken|takes|spent|after|over) (?:about |nearly |almost |more than |over |some )?(?P<n>{CARDINAL}) (?P<unit>years?|months?|weeks?)(?: (?:to (?:make|produce|complete|film|shoot|finish|develop)|"
             rf"in (?:the making|production|development)|of (?:production|filming|shooting)))|\b(?P<m>{CARDINAL}) (?P<unit2>years?|months?) in the making",
    ("It took three years to make.", "It was three years in the making."), ("It was cancelled after three months.",),
)  # fmt: skip

DELAY: Pattern = pattern(
    "delay", r"\b(?:delay(?:s|ed|ing)?|halt(?:s|ed)?|postpon(?:ed|ement)|paus(?:ed|e)|shut ?downs?|shut down|interrupted|stopped|pushed back|suspended|shutdowns?)\b[^.;]{0,60}?\b(?P<why>COVID(?:-19)?|coronavirus|pandemic|"
             r"strikes?|lockdowns?|wildfires?|war|hurricane)\b|\b(?P<why3>COVID(?:-19)?|coronavirus|pandemic|strikes?)\b (?:had |has )?(?:forced|caused|led to|prompted|brought|shut|halted|paused|delayed|stopped|interrupted)\b[^.;]{0,40}?\b(?:shut ?downs?|shut down|halts?|delays?|pauses?|hiatus|stops?|production|filming|down)\b|\b(?P<why2>COVID(?:-19)?|coronavirus|pandemic|strike)(?:[- ]\w+)?[- ](?:delays?|shutdowns?|halts?)\b",
    ("It was delayed due to COVID-19-related shutdowns.", "The pandemic-related delays cost months."), ("The plot is about a pandemic.",),
)  # fmt: skip

ENDING: tuple[Pattern, ...] = (
    pattern("open", r"\bcliff-?hanger\b(?! (?:of a )?(?:race|vote|match))|\bopen[- ]end(?:ed|ing)\b|\bleft (?:\w+ ){0,3}(?:unresolved|dangling|hanging|open)\b|\bloose ends\b|\bleft (?:\w+ )?(?:to wonder|wondering|in limbo|in the balance)\b|\b(?:fate|fates) (?:\w+ )?(?:unknown|unresolved|uncertain|in the balance|unclear)\b|\bunanswered questions\b|\bunresolved (?:ending|finale|story)\b",
            ("The first season ended on a cliffhanger.", "They wrote an open-ended sequence."), ("It ended with every question answered.",)),
    pattern("closed", r"\b(?:conclusive|satisfying|proper|definitive|closed) (?:ending|conclusion|finale)\b|\b(?:wraps|wrapped|ties|tied) up (?:its|the|every|all)\b|\bself-contained\b",
            ("The finale gives it a conclusive ending.",), ("The ending left all open.",)),
)  # fmt: skip

PLAN: tuple[Pattern, ...] = (
    pattern("seasons", rf"\b(?:plann?ed|plans?|roadmap|blueprint|vision|mapped out|envisioned|envisaged|conceived|designed|intended|pitched|outlined)\b[^.;]{{0,110}}?(?P<n>{CARDINAL})(?: (?:or|to|and) (?P<m>{CARDINAL}))? seasons\b",
            ("They had planned for the show to run for two or three seasons.",), ("It was cancelled after two seasons.",)),
    pattern("seasons", rf"\b(?P<n>{CARDINAL})-season (?:plan|arc|story|outline|pitch)\b", ("He had a five-season plan.",)),
)  # fmt: skip

PATTERNS = (EPISODES, PREMIERE, WORK, DELAY, *ENDING, *PLAN)
_CAUSES = {
    "covid": "pandemic",
    "coronavirus": "pandemic",
    "pandemic": "pandemic",
    "lockdown": "pandemic",
    "strike": "strike",
    "war": "war",
}


def find(scene: Scene) -> Iterator[Claim]:
    """Find what a sentence says of the making and the ending."""
    for finder in (_episodes, _premiere, _work, _delay, _ending, _plan):
        yield from finder(scene)


def _episodes(scene: Scene) -> Iterator[Claim]:
    match = EPISODES.regex.search(scene.text)
    number = number_of(match["n"] or match["m"] or match["k"] or match["e"]) if match else None
    if (
        not match
        or not number
        or number < 2
        or re.search(r"\bwatch", scene.text[max(0, match.start() - 30) : match.start()])
    ):
        return
    said, own = scene.told(match.start(), match.end()), _own(scene, match.start())
    if said and own:
        seasons = [n for n, _, _, counts in seasons_in(scene.text) if not counts]
        yield scene.claim(
            "episodes",
            "episodes",
            own,
            said,
            value=number,
            unit="episodes",
            season=seasons[0] if len(set(seasons)) == 1 else None,
        )


def _premiere(scene: Scene) -> Iterator[Claim]:
    for match in PREMIERE.regex.finditer(scene.text):
        near = [
            (a, b)
            for a, b, place, _ in days_in(scene.text, scene.day)
            if 0 <= (at := place - match.end()) <= 30
            and re.match(
                r"(?:[^.;,]{0,25})\b(?:on|in|last|this|early|late|mid|next)?\s*$",
                scene.text[match.end() : match.end() + at],
            )
        ]
        before = scene.text[max(0, match.start() - 45) : match.start()]
        verb_of_show = (
            re.search(
                rf"(?:{SHOW}|\bit|\bseason(?: \w+)?|batch|half|episodes|installments?|which|that|and|will|originally)\W*(?:\w+ ){{0,3}}$",
                before,
                re.IGNORECASE,
            )
            or re.search(r"season\b", before)
            or re.search(
                r"\b(?:season|series|show|drama|comedy|§+),[^.;]{3,90}, (?:was|were|first|has)?\s*$",
                scene.text[: match.start()],
            )
        )
        if (
            not near
            or not verb_of_show
            or re.search(r"\b(?:production|filming|shooting|photography|work|writers' room)\b", before, re.IGNORECASE)
        ):
            continue
        if (near[0][1] - near[0][0]).days > 300 and not re.match(r"premier|debut|launch|bow", match[0], re.IGNORECASE):
            continue
        said, own = scene.told(match.start(), match.end()), _own(scene, match.start())
        if said and own:
            seasons = [n for n, _, _, counts in seasons_in(scene.text[: match.end() + 20]) if not counts]
            ahead = scene.day is not None and near[0][0] > scene.day
            yield scene.claim("premiere", "premiere", own, said, happened_from=near[0][0], happened_to=near[0][1], season=seasons[-1] if seasons else None,
                              detail="to come" if ahead else None, platform=scene.platform(), confidence=0.85)  # fmt: skip
            return


def _work(scene: Scene) -> Iterator[Claim]:
    match = WORK.regex.search(scene.text)
    if match and (said := scene.told(match.start(), match.end())) and (own := _own(scene, match.start())):
        unit = (match["unit"] or match["unit2"]).lower().rstrip("s") + "s"
        yield scene.claim("production", "time", own, said, value=number_of(match["n"] or match["m"]), unit=unit)


def _delay(scene: Scene) -> Iterator[Claim]:
    match = DELAY.regex.search(scene.text)
    if match and (said := scene.told(match.start(), match.end())) and (own := _own(scene, match.start())):
        why = (match["why"] or match["why2"] or match["why3"]).lower()
        cause = next((name for start, name in _CAUSES.items() if why.startswith(start)), why)
        yield scene.claim("production", "delay", own, said, detail=cause)


def _ending(scene: Scene) -> Iterator[Claim]:
    for one in ENDING:
        match = one.regex.search(scene.text)
        if not match or not (own := _own(scene, match.start())):
            continue
        said = scene.told(match.start(), match.end())
        if said is None and re.search(r"\b(?:will not|won't|not be) (?:be )?renew\w*|cancel", scene.text[: match.start()]) and not re.search(
            r"\b(?:no|not a|without a?|avoid\w*) (?:\w+ )?$", scene.text[: match.start()]):  # fmt: skip
            said = "stated"  # the 'not' belongs to the decision in the same sentence
        if said:
            yield scene.claim("ending", one.word, own, said, detail=match[0].lower(), confidence=0.85)


def _plan(scene: Scene) -> Iterator[Claim]:
    for one in PLAN:
        match = one.regex.search(scene.text)
        if match and (own := _own(scene, match.start())):
            low = number_of(match["n"])
            high = number_of(match["m"]) if "m" in match.re.groupindex and match["m"] else None
            said = scene.told(match.start(), match.start())
            # 'They had planned' looks back on a plan, which is what a plan is.
            if said in ("stated", "history") and low and low > 1:
                yield scene.claim(
                    "plan",
                    "seasons",
                    own,
                    value=low,
                    unit="seasons",
                    detail=f"{low:g} or {high:g}" if high else None,
                    confidence=0.85,
                )
                return


def _own(scene: Scene, at: int) -> str | None:
    found = scene.series_at(at, at)
    return found[0] if found else None
