"""Costs: of an episode, a season or the whole, against another series, or that they were high."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cliffhanger.press.names import TITLE
from cliffhanger.press.numbers import CARDINAL, number_of, seasons_in, sums_in
from cliffhanger.press.records import Claim, Pattern, pattern
from cliffhanger.press.scene import KIND, Scene

CUE: Pattern = pattern(
    "cost", r"\b(?:cost(?:s|ing|ed)?|budget(?:ed|s)?|price[- ]tag|price[- ]point|spen(?:t|ds|ding)|to (?:produce|make|film)|produced for|made for|shell(?:ed|s) out|fork(?:ed|s) over|pour(?:ed|s)|plow(?:ed|s)|splash(?:ed|es)|sank|sunk|price of|(?:made|shot|filmed|produced)\b[^.;$£€]{0,40}\bfor|came in at|comes in at|clock(?:s|ed) in at|ran (?:to )?(?:about|roughly|some|upwards? of)|per-episode (?:price|budget|cost))\b|\bat (?:roughly |about |around |some |nearly |over |under |just |an estimated |a reported |an average of |upwards? of |as much as )?(?:\$|£|€)[\d.]+ ?\w+ (?:per|an) episode",
    ("Each episode cost about $9 million.", "It carried a budget of $72 million.", "Netflix spent $130 million on the first season."),
    ("The company raised $72 million.", "The heist is worth $9 million."),
)  # fmt: skip
"""Words without which a sum of money is no cost."""

HIGH: Pattern = pattern(
    "high", rf"\bbig[- ]budget\b|\b(?:high|hefty|steep|large|massive|huge|sky-high|considerable|enormous|soaring|rising|ballooning|spiral\w+|inflated|bloated|substantial) (?:production )?(?:costs?|price tag|price point|price|"
            rf"budgets?)\b|\b(?:expensive|costly|pricey)(?:,? [\w-]+){{0,2}}? (?:{KIND}|one\b|production|undertaking|proposition|endeavou?r|affair|to (?:make|produce))\b|\b(?:costliest|priciest|most expensive|dearest)\b|\b(?:lavish|blockbuster|nine-figure|eight-figure|movie-sized|feature-sized|Hollywood-sized) budget\b",
    ("It is a big-budget production.", "High production costs weighed on the show.", "It was an expensive show to make."),
    ("The production paid high taxes.", "Its heroine drives an expensive car."),
)  # fmt: skip
"""Words for a high cost without a sum."""

RATIO: tuple[Pattern, ...] = (
    pattern("ratio", rf"\b(?:one|an|each|a single) episode\b[^.;]{{0,80}}?\b(?:equals?|equal(?:s|led)?|equivalent|same|as much|costs?)\b[^.;]{{0,30}}?(?P<n>{CARDINAL}) (?:full |entire |whole |complete )?seasons? of (?P<other>{TITLE})",
            ("One episode costs as much as three seasons of “Old Bridge.”",), ("One episode is as good as three seasons of “Old Bridge.”",)),
    pattern("ratio", rf"\b(?:price|costs?|budget)\b[^.;]{{0,30}}?(?P<x>twice|double|triple|half|(?:{CARDINAL}) times) (?:that|as much as that|the (?:price|cost|budget)|those)? ?(?:of )?(?P<other>{TITLE})",
            ("The show’s price was twice that of “Old Bridge.”",), ("The show’s audience was twice that of “Old Bridge.”",)),
)  # fmt: skip
"""Words that measure a cost by another series."""

PATTERNS = (CUE, HIGH, *RATIO)

_OTHER_MONEY = re.compile(r"\b(?:a year|annually|per year|each year|on content|salary|salaries|paid|pays|fee|fees|fine|raised|raises|earned|earns|grossed|box office|revenue|invest\w+|auction|"
                          r"subscri\w+|acqui\w+|bought|overall deal|deal|settle\w+|worth|charity|tax credits?|incentives?|marketing|donat\w+|stock|shares|market|lawsuit|deficit|state|city|government|tuition|house|award\w*|cut by|content budget|lost)\b", re.IGNORECASE)  # fmt: skip
_EPISODE = re.compile(
    r"\b(?:per|an|each|every|a single|one|a) (?:hour(?:-long)? )?episode\b|\beach of (?:its|the) (?:[\w-]+ )?episodes\b|\bper[- ]episode\b|\b(?:per|an) hour\b|\beach (?:hour|instal?lment)\b|\bthe (?:pilot|premiere) episode\b",
    re.IGNORECASE,
)
_SEASON = re.compile(r"\bseasons?\b|-season\b|\b(?:six|seven|eight|nine|ten|\d+)[- ]episodes?\b", re.IGNORECASE)
_PLAIN = re.compile(
    r"\b(?:series|show|production|season|drama|thriller|comedy|project|partnership|program\w*|epic|title)\b|§",
    re.IGNORECASE,
)


def find(scene: Scene) -> Iterator[Claim]:
    """Find costs of a series."""
    ratio = list(_ratios(scene))
    yield from ratio
    sums = sums_in(scene.text)
    if sums and CUE.regex.search(scene.text):
        yield from _sums(scene, sums)
    elif not ratio:
        yield from _high(scene)


def _sums(scene: Scene, sums: list[tuple[float, str, int, int]]) -> Iterator[Claim]:
    for at, (amount, currency, start, end) in enumerate(sums):
        around = scene.text[max(0, start - 70) : end + 45]
        # 'between $6 million and $8 million' is one claim: its first sum with the second as detail.
        if at and re.fullmatch(r"(?: million| billion)? ?(?:and|to|-|–|or) ?", scene.text[sums[at - 1][3] : start]):
            continue
        if at and re.search(r"\bwill\b[^.;]*\bfrom $", scene.text[: sums[at - 1][2]]):
            continue  # what it is to come down to has not been spent
        said = scene.told(start, end)
        if (
            said is None
            or not CUE.regex.search(around)
            or _OTHER_MONEY.search(scene.text[max(0, start - 70, scene.text.rfind(", ", 0, start)) : end + 45])
            or amount < 10_000
        ):
            continue
        own = scene.series_at(*_around_title(scene, start, end))
        if not own:
            continue
        if re.search(r"\bof which[^.;]{0,30}$", scene.text[:start]):
            continue
        close = scene.text[max(0, start - 40) : end + 40]
        if re.search(r"\bcombined\b|\b(?:two|three|four|five|six) seasons\b", close) and not _EPISODE.search(
            scene.text[end : end + 25]
        ):
            yield scene.claim("cost", "total", own[0], said, value=amount, unit=currency, confidence=0.8)
            continue
        level = (
            "episode"
            if _EPISODE.search(_own_part(scene.text, start, end))
            else "season"
            if _SEASON.search(around)
            else "total"
        )
        if level == "total" and not (
            _PLAIN.search(scene.text) or re.search(r"^(?:it|insiders|sources)\b|\bbudget", scene.text, re.IGNORECASE)
        ):
            continue
        seasons = [n for n, _, _, counts in seasons_in(scene.text) if not counts]
        yield scene.claim(
            "cost", level, own[0], said, value=amount, unit=currency, season=seasons[0] if level == "season" and seasons else None,
            confidence=0.9 if level != "total" else 0.8,
        )  # fmt: skip


def _own_part(text: str, start: int, end: int) -> str:
    """What stands around a sum, up to the sums beside it: 'cost $92 million, or $9 million an episode' are two."""
    before, after = text[max(0, start - 70) : start], text[end : end + 45]
    later = sums_in(after)
    earlier = sums_in(before)
    # A range and 'from one to the other' share their words.
    if later and not re.fullmatch(r" ?(?:and|to|-|–|or) (?:roughly |about |some )?", after[: later[0][2]]):
        after = after[: later[0][2]]
    if earlier:
        before = before[earlier[-1][3] :]
    return before + text[start:end] + after


def _around_title(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """From the sum to the title that follows it with 'of', 'on' or 'for'."""
    after = re.match(rf"[^.;]{{0,50}}?\b(?:of|on|for) ({TITLE})", scene.text[end:])
    return (start, end + after.end()) if after and not scene.in_passing(end + after.start(1)) else (start, end)


def _ratios(scene: Scene) -> Iterator[Claim]:
    for at, one in enumerate(RATIO):
        for match in one.regex.finditer(scene.text):
            said = scene.told(match.start(), match.end())
            if at == 0 and not re.search(r"\b(?:cost|price|budget|money|expens)", scene.text, re.IGNORECASE):
                continue
            other = next((name for name, a, b in scene.titles if (a, b) == match.span("other")), None)
            own = next(
                (name for name, a, _ in scene.titles if name != other and a < match.start("other")), scene.default
            )
            if said is None or other is None or own is None or own == other:
                continue
            if at == 0:
                value, unit = number_of(match["n"]), "seasons of it for one episode"
            else:
                value, unit = _times(match["x"]), "times its cost"
            yield scene.claim("cost", "ratio", own, said, value=value, unit=unit, detail=other)


def _times(words: str) -> float | None:
    return {"twice": 2.0, "double": 2.0, "triple": 3.0, "half": 0.5}.get(words.lower()) or number_of(
        words.split(maxsplit=1)[0]
    )


def _high(scene: Scene) -> Iterator[Claim]:
    match = HIGH.regex.search(scene.text)
    if not match:
        return
    said = scene.told(match.start(), match.end())
    own = scene.series_at(match.start(), match.start())
    subject = scene.text[: match.end()]
    spoken_of = (
        _PLAIN.search(subject)
        or re.search(r"\bits (?:high|hefty|steep|large|soaring|big)", subject)
        or "production" in match[0]
    )
    if said and own and spoken_of and not re.search(r"\bnot (?:a |an )?$", scene.text[: match.start()]):
        yield scene.claim("cost", "high", own[0], said, confidence=0.85)
