"""Turns of phrase of decisions: it will not go on, it was cancelled, its final season was announced."""

from __future__ import annotations

from cliffhanger.press.names import TITLE
from cliffhanger.press.numbers import CARDINAL, ORDINAL, SEASON
from cliffhanger.press.records import Pattern, pattern
from cliffhanger.press.renewals import OBJECT
from cliffhanger.press.scene import KIND, SHOW
from cliffhanger.press.vocabulary import PLATFORM

_BE = r"(?:is|are|was|were|has been|have been|had been|gets|got|been|being|will be|is being|officially|be)"

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
            rf"moved|choosing|opting) to (?:cancel|axe?|scrap|end|drop)|pull(?:s|ed|ing) the plug on|shelv(?:es|ed)|cans|canned|kill(?:s|ed) off|kill(?:s|ed))\b(?: both)?{OBJECT}",
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
    pattern("cancelled", rf"\baxe? (?:has |have )?(?:fallen|fell|falls|come down) (?:on|for){OBJECT}", ("The axe has fallen on “Black Heron” after four seasons.",)),
    pattern("cancelled", rf"\bcancell?ation of (?:{SHOW})|{TITLE}'s cancell?ation|\bthe (?:show's |series' )?cancell?ation (?:comes|came|follows|arrives|was announced)|"
            r"\b(?:after|following|of|since) its cancell?ation",
            ("The cancellation of “Sable Coast” after one season surprised its cast.",), ("The threat of cancellation hung over “Sable Coast.”",)),
    pattern("cancelled", rf"{SHOW},?\s+(?:is|has been) (?:done|over|finished|no more|dead)\b(?= (?:at|on|after)\b[^.;]{{0,40}}season)",
            ("“Glass Meridian” is done after three seasons on Prime Video.",), ("Shooting of “Glass Meridian” is done after three months.",), needs=r"done|over|finished|no more|dead"),
    pattern("cancelled", rf"{SHOW},?\s+(?:has|have) (?:reached|come to|met) (?:the end of the (?:road|line)|its end)|\b(?:gives|given|gave) {SHOW} the (?:boot|axe?|chop)\b|\bpull(?:s|ed) the plug(?=[.,;]| after)|"
            rf"\b(?:{PLATFORM}|streamer|network|platform|service) (?:has )?(?:ended|ends){OBJECT}(?= after\b)",
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
