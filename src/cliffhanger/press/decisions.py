"""Decisions: renewed, cancelled, a final season, a film to wrap it up, ordered before the premiere, saved elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cliffhanger.press.dates import days_in
from cliffhanger.press.names import PLATFORM, TITLE
from cliffhanger.press.numbers import CARDINAL, ORDINAL, SEASON, seasons_in
from cliffhanger.press.records import Claim, Pattern, pattern
from cliffhanger.press.scene import KIND, SHOW, Scene

_OBJECT = (
    rf"(?: (?!(?:for|of|on|at|in|to|by|from|with|because|after|before|and|event|tour|party|subscriptions?|contract|deal|plans?|"
    rf"screening|premiere|panel|order|interview|several|many|dozens|few|most|all|more|two|three|four|five|six|seven|eight|nine|ten|\d+)\b)[\w'&,+-]+){{0,6}}? ?(?:{TITLE}|\b{KIND}\b|it\b(?! was| is| had| has))"
)
"""A series as the object of a verb, with what may stand between."""

_BE = r"(?:is|are|was|were|has been|have been|had been|gets|got|been|being|will be|is being|officially|be)"
_NOT_SHOWS = r"(?! (?:interest|calls?|attention|focus|debate|hope|push|vigou?r|energy|popularity|its (?:overall |first-look )?" \
             r"(?:deal|pact|contract|partnership|lease)|(?:his|her|their) \w+))"  # fmt: skip

RENEWED: tuple[Pattern, ...] = (
    pattern("renewed", rf"\b(?:renews|renewed|renewing|(?:decided|decision|agreed|chose|elected|opted) to renew|re-?ups|re-?upped|"
            rf"will renew){_NOT_SHOWS}(?: both)?(?:{_OBJECT}|(?=(?: (?:last|earlier this|this) \w+| (?:in|on) \w+)? (?:for|by|ahead)\b)|(?=[.,;]|$))",
            ("Netflix has renewed “Night Ferry” for a third season.", "“Salt Road” has been renewed for Season 2 at Hulu.",
             "The comedy was renewed by Max for a second run."),
            ("There is renewed interest in “Night Ferry.”", "Netflix renewed its deal with the creator of “Night Ferry.”",
             "Fans hope that “Night Ferry” is renewed for a third season.", "“Night Ferry” has not been renewed yet.")),
    pattern("renewed", rf"\b(?:land(?:s|ed)|scor(?:es|ed)|nabb?(?:s|ed)|earn(?:s|ed)|secur(?:es|ed)|receiv(?:es|ed)|gets|got|given|gives|"
            rf"gave|giving|hand(?:s|ed|ing)|scoring|landing|w[io]ns?)\b[^.;]{{0,60}}?(?:renewal|\b{SEASON}[^.;,]{{0,12}}(?:order|pick-?up)|(?:green ?light|go-ahead) for "
            rf"(?:a |its )?{SEASON})",
            ("“Night Ferry” has landed a Season 2 renewal at Netflix.", "HBO Max has given a second-season order to “Night Ferry.”",
             "The drama has been given the green light for a second season."),
            ("“Night Ferry” looks likely to land a renewal.", "“Night Ferry” was given a warm welcome for a second season."), needs=r"renewal|pick-?up|order|go-ahead|green"),
    pattern("renewed", rf"\b(?:orders|ordered|green-?lights|greenlit|green-?lit|commission(?:s|ed)|picks up|picked up|confirm(?:s|ed)|sets)"
            rf"(?: a| an| the| its)?(?: \w+)? {SEASON}",
            ("Netflix ordered a second season of “Night Ferry.”", "Prime Video has greenlit a fourth season of the thriller."),
            ("Prime Video is considering a fourth season of the thriller.",)),
    pattern("renewed", rf"\b(?:(?:the|a|an) )?(?:early )?{CARDINAL}-season (?:renewal|pick-?up|order)\b(?= (?:takes|took|brings|will take|means|came|comes|was))|"
            rf"{SHOW},?\s+(?:is getting|gets|will get|is set for|is in for) (?:a |an |its )?{SEASON}",
            ("The two-season pickup takes “Night Ferry” through season four.", "“Night Ferry” is getting a second season."),
            ("“Night Ferry” may get a second season.",), needs=r"pick-?up|renewal|order|gett?ing|gets|get|set for|in for"),
    pattern("renewed", rf"\b(?:pick(?:s|ed) up)\b(?: {SHOW})?(?: by (?:{PLATFORM}))? for (?:a |its )?(?:{SEASON}|{ORDINAL})",
            ("Apple TV+ has picked up “Night Ferry” for Season 2.",), ("Apple TV+ picked up the rights to “Night Ferry.”",)),
    pattern("renewed", rf"{SHOW},?\s+(?:\w+ly |also |now |has been )?(?:will|would|is|are|set|returns|comes|confirmed)\b[^.;,]{{0,30}}?\b(?:return(?:ing|s)?|"
            rf"com(?:ing|e|es) back|be back|is back) for (?:a |its )?(?:{SEASON})",
            ("“Night Ferry” will return for a second season next year.", "“Night Ferry” is officially coming back for season three."),
            ("“Night Ferry” will return to the question of guilt in its second season.",
             "The actor will return for a second season of “Night Ferry” if asked."), needs=r"return|com(?:e|es|ing) back|be back|is back"),
    pattern("renewed", rf"\bit(?:'s| is) (?:official: |official, )?an? {SEASON} for {SHOW}", ("It’s a third season for “Night Ferry.”",), ("It’s a third week for “Night Ferry.”",)),
    pattern("renewed", rf"\b(?:brings?|brought|bringing) (?:back {SHOW}|{SHOW} back) for (?:a |its )?{SEASON}",
            ("Netflix brings back “Night Ferry” for a second season.",),
            ("Netflix brings the cast of “Night Ferry” to a festival for a second time.",)),
    pattern("renewed", rf"\b(?:a |the )?{SEASON}(?: (?:of|for) {SHOW})? (?:has been|was|is|has now been) (?:\w+ly )?(?:ordered|greenlit|green-lit|"
            r"confirmed|commissioned|happening|on the way|on its way|announced|a go)\b",
            ("A third season of “Night Ferry” has been ordered.",), ("A third season of “Night Ferry” has not been ordered.",)),
    pattern("renewed", rf"(?:^|[.;] |\b)the (?:show's |series' |early )?renewal (?:comes|came|follows|arrives|was announced|marks)\b|{TITLE}(?:'s)? renewal "
            rf"(?:comes|came|follows|was)|\b(?:the|its) renewal of {TITLE}(?= (?:comes|came|follows|was))",
            ("The renewal comes a month after the season’s debut.",), ("The renewal of the lease comes a month after the move.",)),
)  # fmt: skip
"""Turns of phrase that say a series was renewed."""

REFUSED: tuple[Pattern, ...] = (
    pattern("cancelled", rf"\bnot(?: going to be)? (?:mov(?:e|ing) (?:forward|ahead)|proceed(?:ing)?|go(?:ing)? (?:forward|ahead)|renewing)\b(?:[^.;,]{{0,50}}?(?:{SEASON}|more episodes|more seasons|{SHOW}))?|"
            rf"\b(?:not(?: to| be| being)|won't(?: be)?|to not|declin(?:es|ed) to|refus(?:es|ed) to|elect(?:s|ed) not to|chos\w+ not to|passed on|"
            rf"will not(?: be)?|isn't being|was not|wasn't) (?:renew(?:ed|ing)?|mov(?:e|ing) (?:forward|ahead)|proceed(?:ing)?|go(?:ing)? (?:forward|ahead)|"
            rf"continu(?:e|ing)|order(?:ed|ing)?|pick(?:ed|ing)? up)(?! (?:\w+ )?(?:deal|contract|lease|pact))\b(?:[^.;,]{{0,50}}?(?:{SEASON}|more episodes|more seasons|{SHOW}))?",
            ("Hulu is not moving forward with a second season of “Salt Road.”", "Disney+ has opted not to renew “Low Tide.”",
             "“Low Tide” will not be renewed for a second season.", "Netflix has chosen not to move ahead with more episodes of “Sable Coast.”"),
            ("Netflix has not renewed “Low Tide” yet.", "Netflix has chosen to move “Low Tide” to a later date.")),
    pattern("cancelled", rf"(?:{SHOW}|(?:^|\. |, )it),?\s+(?:also )?(?:will not|won't|is not|isn't|would not) (?:be )?(?:return(?:ing)?|back|com(?:e|ing) back|"
            r"continu(?:e|ing)|go(?:ing)? on|get(?:ting)? (?:a|another) (?:\w+ )?season|mov(?:e|ing) forward|going forward|proceed(?:ing)?)\b",
            ("“Copper Hill” will not be returning for a second season on Apple TV+.", "“Glass Meridian” won’t be back for another season."),
            ("The detective won’t be back for another season of “Glass Meridian.”",), needs=r"won't|will not|is not|isn't|would not"),
    pattern("cancelled", rf"\b(?:will|'ll|there's|there is|gets|is getting) (?:be|have|get|see)?\s?(?:going to be )?no (?:{SEASON}|more seasons|season (?:\d+|two|three|four))|\bthere (?:won't|will not|wouldn't|would not|isn't going to) be (?:a |an |any )?(?:{SEASON}|more)\b|"
            rf"\b(?:opt(?:s|ed)|decid(?:es|ed)|chose) against (?:renewing|(?:a |another ){SEASON})|\bpass(?:es|ed) on (?:a |another )?{SEASON}",
            ("There will be no second season of “Low Tide.”",), ("There is no word yet on a second season of “Low Tide.”",)),
)  # fmt: skip
"""Turns of phrase that say it will not go on: 'not' is a part of them."""

CANCELLED: tuple[Pattern, ...] = (
    pattern("cancelled", rf"\b(?:cancel(?:s|l?ed|l?ing)|axes|axed|axing|scraps|scrapped|scrapping|nix(?:es|ed)|(?:decided|decision|decides|chose|opted|elected|"
            rf"moved|choosing|opting) to (?:cancel|axe?|scrap|end|drop)|pull(?:s|ed|ing) the plug on|shelv(?:es|ed)|cans|canned|kill(?:s|ed) off|kill(?:s|ed))\b(?: both)?{_OBJECT}",
            ("Netflix cancels “Hit & Run” after one season.", "The streamer has pulled the plug on “Copper Hill.”",
             "Disney+ has decided to cancel the drama after a single season."),
            ("Paramount+ canceled a press event for “Low Tide.”", "Many subscribers decided to cancel Disney+ after a season of “Low Tide.”",
             "The studio denied that Hulu cancelled “Salt Road.”")),
    pattern("cancelled", rf"(?P<who>{SHOW}|\bit\b|\bthe (?:series|show)\b),?[^.;\"]{{0,60}}?\s(?:{_BE} )+(?:\w+ly |just )?(?:cancell?ed|axed|scrapped|nixed|shelved|dropped by "
            rf"(?:{PLATFORM}|the \w+)|canned|given the (?:axe?|boot|chop))",
            ("“Night Ferry” has been canceled at Netflix after two seasons.", "The series has been scrapped after one season."),
            ("All episodes of the show were dropped by Netflix on one day.", "The screening of “Night Ferry” was cancelled."), needs=r"cancell?ed|axed|scrapped|nixed|shelved|dropped by|canned|given the"),
    pattern("cancelled", rf"{SHOW},?\s+(?:is|was|will be) one[- ]and[- ]done\b", ("“Hit & Run” is one and done at Netflix.",), needs=r"one[- ]and[- ]done"),
    pattern("cancelled", rf"{TITLE}[\s,]+(?:which (?:was|has been|is) )?(?:recently |just |abruptly )?(?:cancell?ed|axed)\b(?=[,.;]|$| (?:by|after|at|for|in|on|despite|ahead|last|this|earlier|following)\b)",
            ("“Black Heron,” canceled last week by Hulu, drew strong reviews.",), ("“Black Heron” cancelled a screening",)),
    pattern("cancelled", rf"{TITLE}[\s,]+(?:which|that) (?:the \w+|{PLATFORM}) (?:has |just |recently )?(?:cancell?ed|axed|scrapped)\b",
            ("“Old Bridge,” which Hulu cancelled, was a thriller.",)),
    pattern("cancelled", rf"\baxe? (?:has |have )?(?:fallen|fell|falls|come down) (?:on|for){_OBJECT}", ("The axe has fallen on “Black Heron” after four seasons.",)),
    pattern("cancelled", rf"\bcancell?ation of (?:{SHOW})|{TITLE}'s cancell?ation|\bthe (?:show's |series' )?cancell?ation (?:comes|came|follows|arrives|was announced)|"
            r"\b(?:after|following|of|since) its cancell?ation",
            ("The cancellation of “Sable Coast” after one season surprised its cast.",), ("The threat of cancellation hung over “Sable Coast.”",)),
    pattern("cancelled", rf"{SHOW},?\s+(?:is|has been) (?:done|over|finished|no more|dead)\b(?= (?:at|on|after)\b[^.;]{{0,40}}season)",
            ("“Glass Meridian” is done after three seasons on Prime Video.",), ("Shooting of “Glass Meridian” is done after three months.",), needs=r"done|over|finished|no more|dead"),
    pattern("cancelled", rf"{SHOW},?\s+(?:has|have) (?:reached|come to|met) (?:the end of the (?:road|line)|its end)|\b(?:gives|given|gave) {SHOW} the (?:boot|axe?|chop)\b|\bpull(?:s|ed) the plug(?=[.,;]| after)|"
            rf"\b(?:{PLATFORM}|streamer|network|platform|service) (?:has )?(?:ended|ends){_OBJECT}(?= after\b)",
            ("“Night Ferry” has reached the end of the road.", "Apple ended “Night Ferry” after two seasons."),
            ("The crew has reached the end of the road in “Night Ferry.”",), needs=r"the end|its end|plug|ended|ends|boot|axe?|chop"),
)  # fmt: skip
"""Turns of phrase that say a series was cancelled."""

FINAL: tuple[Pattern, ...] = (
    pattern("final season", rf"{SHOW},?\s+(?:\w+ly )?(?:(?:will|is set to|is to|is) (?:be )?(?:end|ending|conclud(?:e|ing)|wrap(?:ping)?(?: up)?|finish(?:ing)?|"
            rf"com(?:e|ing) to an end|bow(?:ing)? out)|has (?:come to an end|ended)|ends|concludes|wraps(?: up)?) (?:\w+ )?(?:with|after|following) (?:its |the |a )?(?:upcoming |forthcoming |previously announced )?(?:{SEASON}|{CARDINAL} seasons)",
            ("“Salt Road” will end with its upcoming fourth season.", "“Sable Coast” is ending after four seasons."),
            ("The fourth season of “Sable Coast” is ending on a high note.",)),
    pattern("final season", rf"\b{ORDINAL},? (?:and|&) (?:final|last) (?:season|run|instal?lment|chapter)", ("The third and final season of “Vesper” will premiere on May 4.",),
            ("“Vesper” might be renewed for a fifth and final season.",)),
    pattern("final season", rf"\b{SEASON},?(?: of {SHOW},?)? (?:will be|is|to be|was) (?:(?:its|the (?:{KIND}|series)'s?|the) (?:last|final)|the last for)\b",
            ("Season 5 will be the last for “Glass Meridian.”", "The sixth season is the show’s last.")),
    pattern("final season", r"\b(?:the|its|a) (?:\w+ )?final season\b(?! finale)|\bone (?:last|final) season\b", ("The final season of “Vesper” begins in May.",),
            ("The season finale of “Vesper” left many questions.", "The last season of “Vesper” was watched for 90 million hours.")),
)  # fmt: skip
"""Turns of phrase that say which season is the last, by plan."""

OTHERS: tuple[Pattern, ...] = (
    pattern("wrap-up", rf"\b(?:wrap(?:s|ped|ping)?(?: things| it)? up|wrap(?:s|ped)? {SHOW} up|conclud(?:e|es|ed|ing)|end(?:s|ed)?)\b[^.;]{{0,40}}? with an? (?:[\w-]+ ){{0,3}}(?:film|movie|special|TV movie)\b",
            ("Netflix will wrap up “Iron Orchard” with a two-hour film.",), ("Fans want Netflix to wrap up “Iron Orchard” with a film.",)),
    pattern("wrap-up", rf"\b(?:film|movie|special)\b (?:will|that will|is to|set to) (?:\w+ )?(?:wrap|conclude|close|end)\w*(?: up)? (?:out )?(?:the story|the series|it|{SHOW})",
            ("The two-hour movie will wrap up the story of “Night Ferry.”",), ("The movie may wrap up the story of “Night Ferry.”",)),
    pattern("limited", rf"\b(?:limited (?:event )?series|mini-?series)\b(?:,? {TITLE}|(?= (?:will|is|has|was|stars|premiere\w*)\b))|"
            rf"{SHOW} (?:is|was|has been) (?:\w+ ){{0,3}}a (?:[\w-]+ )?(?:limited series|mini-?series)",
            ("The limited series “Iron Orchard” stars a cast of newcomers.",), ("“Iron Orchard” had a limited release in cinemas.",), needs=r"limited|mini-?series"),
    pattern("saved", rf"\b(?:sav(?:es|ed)|rescu(?:es|ed)|reviv(?:es|ed)|resurrect(?:s|ed))\b(?=,? ?{_OBJECT}){_OBJECT}|\b(?:come|comes|came) to the rescue of {SHOW}|\b(?:swoop\w+ in|step\w* in|came) to (?:save|rescue|revive){_OBJECT}|{SHOW},?\s+(?:has been|was|is|is being) (?:saved|rescued|revived|resurrected) by (?:{PLATFORM})|{SHOW} (?:has )?(?:found|finds) a new home|"
            rf"(?:cancell?ed|dropped|axed)[^.;]{{0,60}}(?:picked up|saved|rescued|revived) by (?:{PLATFORM})",
            ("Peacock has saved “Vesper,” ordering a second season.", "It was dropped by Max and picked up by Netflix for a second."),
            ("Producers are in talks to save “Vesper.”",), needs=r"sav(?:es|ed)|rescu|reviv|resurrect|new home|picked up by|to save"),
)  # fmt: skip
"""Other decisions."""

AHEAD = re.compile(
    r"\b(?:ahead of|before|prior to|in advance of) (?:its|the|even the|their)\b[^.;,]{0,40}?\b(?:premiere|launch|debut|release|airs?|airing)\b",
    re.IGNORECASE,
)
"""Words that say a decision came before the premiere."""

PATTERNS = (*RENEWED, *REFUSED, *CANCELLED, *FINAL, *OTHERS)
"""All of them, for the tests."""


def find(scene: Scene) -> Iterator[Claim]:
    """Find the decisions that a sentence states or reports; one of each word and series."""
    found: dict[tuple[str, str], Claim] = {}
    for one, start, end, window in _matches(scene):
        said = _whole(scene, start, end) if one not in REFUSED else _refusal(scene, start, end)
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
    yield from _settled(found, scene)


def _matches(scene: Scene) -> Iterator[tuple[Pattern, int, int, tuple[int, int]]]:
    """Every turn of phrase with its place and that of its clause."""
    if not _TRIGGER.search(scene.text):
        return
    cuts = [0, *(cut.end() for cut in _CUT.finditer(scene.text)), len(scene.text)]
    for needs, one in _NEEDS:
        for match in one.regex.finditer(scene.text) if needs.search(scene.text) else ():
            if _object_of_preposition(one, match, scene):
                continue
            start = max(cut for cut in cuts if cut <= match.start())
            end = min(cut for cut in cuts if cut >= match.end())
            yield one, match.start(), match.end(), (start, end)


_TRIGGER = re.compile(
    r"renew|re-?up|cancel|\bax|scrap|nix|plug|shelv|kill|season|limited|mini-?series|wrap|conclu|\bsav|rescu|reviv|resurrect|new home|"
    r"drop|canned|\bend|return|\bback\b|pick|forward|ahead|proceed|continu|one[- ]and[- ]done|boot\b|chop\b|final",
    re.IGNORECASE,
)
"""A word without which no sentence tells of a decision: most are not looked at further."""

_NEEDED = {
    id(RENEWED): r"renew|re-?up|season|pick|return|back|com(?:ing|es?) back|run\b|order",
    id(REFUSED): r"\bnot\b|n't\b|\bno\b|declin|refus|elect|chos|pass|against",
    id(CANCELLED): r"cancel|ax|scrap|nix|plug|shelv|kill|drop|canned|boot|chop|done|over|finish|no more|dead|to end",
    id(FINAL): r"season|final|run\b|chapter|end",
    id(OTHERS): r"picked|wrap|conclu|end|film|movie|special|limited|mini-?series|sav|rescu|reviv|resurrect|home",
}
_NEEDS = tuple(
    (re.compile(one.needs or _NEEDED[id(group)], re.IGNORECASE), one)
    for group in (RENEWED, REFUSED, CANCELLED, FINAL, OTHERS)
    for one in group
)
"""Each turn of phrase with words of its group, looked for first since they are found fast."""

_CUT = re.compile(
    r"; |: |, but |, while | while (?=\w+ (?:is|was|has|will)\b)| and (?=(?:renew|cancel|ax|pick|sav|drop|scrap)\w*\b)",
    re.IGNORECASE,
)


def _object_of_preposition(one: Pattern, match: re.Match[str], scene: Scene) -> bool:
    """Whether the series is not the subject: 'the event for it was cancelled', 'episodes of it were dropped'."""
    if not (match.re.pattern.startswith(("(?P<who>", "(?:(?:(?:", "(?:{")) or one in FINAL[:1]):
        return False
    before = scene.text[: match.start()].rstrip(" \"',")
    return bool(
        re.search(r"\b(?:for|at|from|of|about|on|with|in|to|like|behind|against)$", before, re.IGNORECASE)
    ) and not re.search(r"\b(?:future|fate|version|adaptation|reboot) of$", before, re.IGNORECASE)


def _whole(scene: Scene, start: int, end: int) -> str | None:
    """Standing of a turn of phrase with what is within it: 'it might be cancelled' begins before its 'might'."""
    both = {scene.standing(start, end), scene.standing(end, end)}
    return next((said for said in (None, "reported", "history") if said in both), "stated")


def _refusal(scene: Scene, start: int, end: int) -> str | None:
    """Standing of a turn of phrase that holds its own 'not': the word before it must not deny it again."""
    said = scene.standing(start, end)
    if said is not None:
        return said
    before = scene.text[max(0, start - 40) : start]
    return "stated" if re.search(r"\b(?:decid\w+|opt\w*|chos\w+|choos\w+|decision|elect\w*|has|is|are|was|would)\s*$", before) and not re.search(
        r"\b(?:if|whether|may|might|could|den\w+|rumou?r\w*|unclear)\b", scene.text[:start], re.IGNORECASE) else None  # fmt: skip


def _place(one: Pattern, start: int, end: int, scene: Scene) -> tuple[int, int]:
    """Where to look for the series: the turn of phrase, and what follows it with 'of' or 'for'."""
    if any(start <= a and b <= end for _, a, b in scene.titles):
        return start, end
    after = re.match(
        rf"[^.;,]{{0,60}}?\b(?:of|to|for|on)\b (?:(?:the|its) (?:[\w-]+ ){{0,3}})?(?=({TITLE}))", scene.text[end:]
    )
    return (start, end + after.end(1)) if after else (start, end)


def _season(one: Pattern, clause: str, phrase: str) -> int | None:
    """The season of a decision: the one ordered, the last one made, or the final one."""
    # What stands in brackets behind one series of a row is said of that one alone.
    clause = re.sub(r"\([^()]*\)", " ", AHEAD.sub(" ", clause)) if "(" in clause else AHEAD.sub(" ", clause)
    seasons = seasons_in(clause)
    if one.word in ("renewed", "saved"):
        ordered = [
            n
            for n, at, _, counts in seasons
            if not counts
            and not re.search(r"\b(?:after|following|since|despite|on|of) (?:its |the |a )?$", clause[:at])
        ]
        return max(ordered, default=None)
    if one.word == "final season":
        inside = [n for n, _, _, _ in seasons_in(phrase)]
        return max(inside, default=None)
    if one in REFUSED:
        asked = [n - 1 for n, at, _, counts in seasons if not counts and n > 1]
        made = [
            n for n, at, _, counts in seasons if counts and re.search(r"\bafter (?:just |only |its )?$", clause[:at])
        ]
        return max(made or asked, default=None)
    if one.word == "cancelled" and re.search(r"one[- ]and[- ]done", phrase, re.IGNORECASE):
        return 1
    if one.word == "cancelled":
        made = [
            n
            for n, at, _, counts in seasons
            if counts or not re.search(r"\b(?:for a|before (?:its|the|a)) $", clause[:at])
        ]
        return made[-1] if made else None
    return None


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
        unit="season" if number is not None else None, season=about or None, platform=scene.platform(),
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
        if (
            word == "cancelled"
            and ("saved", series) in found
            and re.search(r"\bafter (?:\S+ ){1,3}(?:dropp|cancel|ax)", scene.text)
        ):
            continue
        if word == "cancelled" and ("limited", series) in found:
            continue
        if word == "saved" and claim.value is None and ("renewed", series) in found:
            renewed = found["renewed", series]
            yield scene.claim("decision", "saved", series, claim.standing, value=renewed.value, unit=renewed.unit, season=renewed.season,
                              platform=claim.platform, confidence=0.9)  # fmt: skip
            continue
        yield claim
        if word == "renewed" and claim.standing == "stated" and AHEAD.search(scene.text):
            yield scene.claim("decision", "ordered", series, value=claim.value, unit=claim.unit, season=claim.season,
                              platform=claim.platform, confidence=0.85)  # fmt: skip


def _same_breath(scene: Scene) -> bool:
    """Whether a renewal in the sentence is the one that was refused."""
    return bool(re.search(r"\b(?:not|n't|never|no) ?(?:\w+ ){0,3}renew", scene.text, re.IGNORECASE))
