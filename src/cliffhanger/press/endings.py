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
    pattern("cancelled", rf"\b{SEASON}(?: of {SHOW})?,? (?:is|was|will) (?:simply |just |sadly )?(?:not|no longer) (?:\w+ )?(?:in the cards|on the cards|happen(?:ing)?|going to happen|in the works|on the table|com(?:e|ing)|mov(?:e|ing) (?:forward|ahead)|be made|be happening|go(?:ing)? (?:forward|ahead)|materiali[sz]e)\b|"
            rf"(?:^|[\"':,] ?)we (?:will not|won't|are not|aren't) (?:be )?(?:com(?:e|ing) back|return(?:ing)?|mak(?:e|ing)|get(?:ting)?|go(?:ing)? (?:forward|ahead)|mov(?:e|ing) (?:forward|ahead)|back)[^.;]{{0,25}}{SEASON}|"
            rf"\bwill not (?:make|produce|film|shoot|order|go ahead with|move forward with|proceed with|return for|be back for) (?:the|a|any|its|that) (?:\w+ )?{SEASON}|\brevers(?:es|ed|ing) (?:its|the|that|an earlier) (?:decision|plans?|commitment) to (?:renew|make|order|pick up|produce) (?:{SHOW}|(?:a |the )?{SEASON})|"
            rf"\bone (?:season|run)(?: of {SHOW})? (?:is|was|will be) (?:enough|all|it)\b",
            ("Season 2 is not in the cards for “Night Ferry.”", "“We will not be coming back for Season 2,” she wrote.", "Hulu reversed its decision to renew “Night Ferry.”"), ("Season 2 is not yet written.",)),
    pattern("cancelled", rf"\b(?:scraps|scrapped|scrapping|drop(?:s|ped|ping)|abandon(?:s|ed|ing)|shelv(?:es|ed|ing)|ditch(?:es|ed|ing)|nix(?:es|ed)|axes|axed|kill(?:s|ed)|cancel(?:s|l?ed)) (?:its |the |all |previously announced )*(?:plans? (?:for|to (?:make|produce|film|shoot))|(?:order|renewal) (?:for|of)|work on) (?:a |the |its )?(?:{SEASON}|{SHOW})|"
            rf"\b(?:revers(?:es|ed|ing)|rescind(?:s|ed|ing)|undo(?:es|ing)|undid|walk(?:s|ed|ing) back|tak(?:es|ing) back|took back) (?:its |the |an? |earlier |previous |early |{SEASON} |\w+-season )*renewal (?:of|for) {SHOW}|"
            rf"\b(?:scraps|scrapped|drops|dropped|axes|axed|nixes|nixed|un-?renews|un-?renewed|cancel(?:s|l?ed)) (?:the |its )?(?:previously (?:announced|ordered|renewed) |planned |upcoming |already ordered )?{SEASON}(?: of {SHOW})?|"
            rf"\b{SEASON}(?: of {SHOW})? (?:has been|was) (?:scrapped|axed|nixed|cancell?ed|dropped|called off)\b(?! (?:for the (?:day|week)|because of (?:a|the) (?:storm|weather)))",
            ("Netflix has scrapped plans for a third season of “Night Ferry.”", "Netflix reversed its renewal of “Night Ferry.”", "Netflix has dropped the planned second season of “Night Ferry.”"),
            ("Netflix scrapped a plan to show “Night Ferry” in cinemas.",)),
    pattern("cancelled", rf"\bno longer (?:be )?(?:mov(?:e|ing) (?:forward|ahead)|going (?:forward|ahead)|proceed(?:ing)?|happening|in the works|return(?:ing)?)\b|"
            rf"\b(?:won't|will not|would not|wouldn't|isn't|is not|are not|aren't) (?:be )?(?:get(?:ting)?|see(?:ing)?|have|having|receiv(?:e|ing)|produc(?:e|ing)|mak(?:e|ing)|order(?:ing)?|bring(?:ing)?) (?:back )?(?:a |an |any |another )?(?:{SEASON}|(?:any )?more (?:seasons|episodes)|more\b(?=[.,;]|$)|{TITLE}(?: back)?)|"
            rf"{TITLE} (?:won't|will not) (?:go|run|last|live|make it|sail|ride|fly|continue) (?:beyond|past|to) (?:its )?(?:{SEASON}|(?:first|current) (?:season|run))",
            ("“Night Ferry” is no longer moving forward at Netflix.", "Netflix will not be ordering more."), ("The train is no longer moving.",)),
    pattern("cancelled", rf"\bnot(?: going to be)? (?:mov(?:e|ing) (?:forward|ahead)|proceed(?:ing)?|go(?:ing)? (?:forward|ahead)|renewing)\b(?! with (?:a|an|the|its|any|plans for an?) (?:[\w-]+ ){{0,2}}(?:pilot|film|movie|spin-?off|script|reboot|remake|sequel|prequel|deal|merger|sale|tour|event|festival|strike)\b)(?:[^.;,]{{0,50}}?(?:{SEASON}|more episodes|more seasons|{SHOW}))?|"
            rf"\b(?:not(?: to| be| being)|won't(?: be)?|to not|declin(?:es|ed) to|refus(?:es|ed) to|elect(?:s|ed) not to|chos\w+ not to|passed on|"
            rf"will not(?: be)?|isn't being|was not|wasn't) (?:renew(?:ed|ing)?|mov(?:e|ing) (?:forward|ahead)|proceed(?:ing)?|go(?:ing)? (?:forward|ahead)|"
            rf"continu(?:e|ing)|order(?:ed|ing)?|pick(?:ed|ing)? up)(?! (?:\w+ )?(?:deal|contract|lease|pact))\b(?:[^.;,]{{0,50}}?(?:{SEASON}|more episodes|more seasons|{SHOW}))?",
            ("Hulu is not moving forward with a second season of “Salt Road.”", "Disney+ has opted not to renew “Low Tide.”",
             "“Low Tide” will not be renewed for a second season.", "Netflix has chosen not to move ahead with more episodes of “Sable Coast.”"),
            ("Netflix has not renewed “Low Tide” yet.", "Netflix has chosen to move “Low Tide” to a later date.")),
    pattern("cancelled", rf"(?:{SHOW}|(?:^|\. |, )it),?\s+(?:also )?(?:will not|won't|is not|isn't|would not) (?:be )?(?:return(?:ing)?|back|com(?:e|ing) back|"
            r"continu(?:e|ing)|go(?:ing)? on|get(?:ting)? (?:a|another) (?:\w+ )?season|mov(?:e|ing) forward|going forward|proceed(?:ing)?)\b",
            ("“Copper Hill” will not be returning for a second season on Apple TV+.", "“Glass Meridian” won’t be back for another season."),
            ("The detective won’t be back for another season of “Glass Meridian.”",)),
    pattern("cancelled", rf"\b(?:will|'ll|there's|there is|gets|is getting) (?:be|have|get|see)?\s?(?:going to be )?no (?:{SEASON}|more seasons|season (?:\d+|two|three|four))|\bthere (?:won't|will not|wouldn't|would not|isn't going to) be (?:a |an |any )?(?:{SEASON}|more)\b|"
            rf"\b(?:opt(?:s|ed)|decid(?:es|ed)|chose) against (?:renewing|(?:a |another ){SEASON})|\bpass(?:es|ed) on (?:a |another )?{SEASON}",
            ("There will be no second season of “Low Tide.”",), ("There is no word yet on a second season of “Low Tide.”",)),
)  # fmt: skip
"""Turns of phrase that say it will not go on: 'not' is a part of them."""

CANCELLED: tuple[Pattern, ...] = (
    pattern("cancelled", rf"{TITLE} is (?:one of|among|(?:the|another) [\w-]+) (?:[\w-]+ ){{0,4}}?(?:series|shows?|dramas?|comedy|comedies|originals?) (?:that )?(?:{PLATFORM}|the \w+) (?:has |have )?(?:cancell?ed|axed|scrapped)\b|"
            rf"\b(?:series|shows?|dramas?|comedy|comedies|originals?) (?:that )?(?:{PLATFORM}|the \w+) (?:has |have )?(?:cancell?ed|axed|scrapped)\b[^.;§]{{0,30}}, (?:after|following|joining|including) {TITLE}|"
            rf"\b(?:cancell?ed|axed|scrapped) (?:{CARDINAL}|several|some|its|another) (?:other |of its )?(?:[\w-]+ ){{0,3}}?(?:series|shows|dramas|comedies|originals|thrillers|procedurals|sitcoms)(?:,|:) {TITLE}|{TITLE}'s cancell?ation (?:leaves|means|marks|makes|brings|is|was|comes|came)\b",
            ("“Night Ferry” is one of eleven series that Netflix has canceled in 2024.", "Hulu canceled two other dramas, “Night Ferry” and “Salt Road.”"), ("“Night Ferry” is one of the series that Netflix has shown.",)),
    pattern("cancelled", rf"\b(?:news|word|announcement) of (?:the|its|{TITLE}'s) cancell?ation\b|{SHOW},? (?:which|that) (?:the \w+|{PLATFORM}) (?:has |had |just |recently )?(?:cancell?ed|axed|scrapped)\b",
            ("Deadline first reported the news of the cancellation.",), ("News of the storm’s cancellation of flights spread.",)),
    pattern("cancelled", rf"{SHOW},? (?:has |have )?(?:met|meets) (?:an?|its) (?:[\w-]+ )?(?:end|demise|fate|maker)\b|{TITLE}(?:\s*\([^()]*\))?\s*[:–—-]\s*(?:officially )?(?:cancell?ed|axed|not renewed|ended)\b|"
            rf"\b(?:cancell?ed|axed|scrapped|cancels|axes) (?:a (?:trio|pair|quartet|handful) of|{CARDINAL}|several|more)(?: [\w-]+){{0,4}}? ?(?:series|shows|comedies|dramas|originals|titles|sitcoms|thrillers|procedurals)(?::|,? including|,? among them| —| –)[^.;§]{{0,20}}{TITLE}|"
            rf"\b(?:{PLATFORM}|streamer|network)(?: has| have)? (?:extinguish\w*|snuff\w* out|derail\w*|ground\w*|sink|sinks|sank|sunk|bench\w*|buri(?:ed|es)|shutter\w*|torpedo\w*|silenc\w*|unplug\w*|evict\w*|retir\w*|halt\w* production (?:on|of) {SEASON} of) {TITLE}(?=[.!]|$| after\b)",
            ("“Night Ferry” has met an untimely end.", "“Night Ferry” (FX): Canceled after two seasons"), ("Her hero has met an untimely end.",)),
    pattern("cancelled", rf"\b(?:clos(?:es|ed|ing) the (?:book|door|curtain|doors) on|call(?:s|ed|ing) (?:time|it quits|it a day) on|(?:bring|brought|ring|drop)(?:s|ing|ped)? (?:down )?the (?:curtain|hammer|axe?)(?: down)? on|part(?:s|ed|ing) ways with|"
            rf"turn(?:s|ed|ing) (?:out|off) the lights on|put(?:s|ting)? an end to|lower(?:s|ed|ing) the (?:boom|curtain) on|wash(?:es|ed) its hands of|giv(?:es|en|ing) up on|pull(?:s|ed|ing) the curtain on|cut(?:s|ting)? (?:the cord|ties|bait) (?:on|with)|un-?renew(?:s|ed|ing)?|let(?:s|ting)? go of){OBJECT}(?! (?:star|actor|creator|cast|showrunner|co-star|character)\b)",
            ("Max is closing the book on “Night Ferry” after a single season.", "Hulu has called it quits on “Night Ferry.”"),
            ("Max has parted ways with the creator of “Night Ferry.”",)),
    pattern("cancelled", rf"\b(?:say(?:s|ing)|said|bids?|bidding) (?:goodbye|farewell|adieu) to{OBJECT}(?=[^.;:]{{0,25}} after\b)",
            ("Hulu says goodbye to “Night Ferry” after two seasons.",), ("She says goodbye to the show’s set.",)),
    pattern("cancelled", rf"{SHOW},?\s+(?:is|was|has been|have been|had been|will be|being) (?:\w+ly |now |then |since )?(?:un-?renewed|let go(?= by| after|[.,;]|$)|cut loose|shown the door|put out to pasture|given its walking papers|not (?:being )?renewed|benched for good|sent packing|ditched|jettisoned|dumped|dropped(?= after\b[^.;]*\bseasons?\b))|"
            rf"{SHOW} (?:gets|got) (?:the (?:axe?|boot|chop|hook|heave-ho)|cancell?ed|axed)|{SHOW} (?:meets|met) (?:the axe?|its (?:maker|demise))|{SHOW} (?:falls|fell|has fallen) (?:victim )?to (?:the|Netflix's|its) (?:axe?|chopping block)|{SHOW},?\s+(?:has been|was|is) (?:quietly |abruptly |officially )?(?:cut short|pulled for good)",
            ("“Night Ferry” was let go by Hulu.", "“Night Ferry” gets the axe at Netflix."), ("The dog in “Night Ferry” was let go.",)),
    pattern("cancelled", rf"\b(?:{PLATFORM}|streamer|network|platform|service),? (?:has |have )?(?:also |quietly |abruptly )?(?:drop(?:s|ped)|ditch(?:es|ed)|dump(?:s|ed)|jettison(?:s|ed)|cut(?:s)?|end(?:s|ed)|pull(?:s|ed)) {SHOW}(?=[^.;]{{0,30}} after (?:just |only )?(?:{CARDINAL}|a (?:single|lone|sole)|its \w+) seasons?\b)",
            ("CBS dropped “Night Ferry” in May after two seasons.",), ("Hulu dropped “Night Ferry” on Friday.",)),
    pattern("cancelled", rf"{TITLE} (?:has |now )?joins (?:a|the) (?:[\w-]+ )*(?:list|string|ranks|roster|graveyard|pile|line) of (?:[\w-]+ )*(?:series |shows |originals |titles |dramas )?(?:(?:that|which) (?:were|have been|are) )?(?:recently )?(?:cancell?ed|axed|scrapped|one-(?:season|and-done))",
            ("“Night Ferry” joins a growing list of canceled series.",), ("“Night Ferry” joins a list of the best series.",)),
    pattern("cancelled",
            rf"\b(?:shows|series|dramas|comedies|originals|titles) (?:(?:that|which) (?:were|have been) )?(?:recently )?(?:cancell?ed|axed|scrapped)\b[^.;§]{{0,40}}?\b(?:among them|including|such as|like|are|were|is)\b[^.;§]{{0,25}}{TITLE}|"
            rf"\b(?:other|recent|latest) (?:[\w-]+ )?(?:cancell?ations|casualties|cancell?ed (?:shows|series))\b[^.;§]{{0,40}}?\b(?:include|are|were|is|including)\b[^.;§]{{0,25}}{TITLE}",
            ("Other recent cancellations include “Night Ferry.”",), ("Other recent series include “Night Ferry.”",)),
    pattern("cancelled", r"\b(?:cast|actors|stars|cast members|cast options|options on the cast)\b[^.;]{0,40}? (?:has|have|had|were|was) (?:been )?(?:released|let out|freed)\b[^.;]{0,20}(?:contracts?|options|deals)\b|\b(?:cast|actors)'s? (?:options|contracts) (?:have |had |were )?(?:expired|lapsed|(?:been )?allowed to (?:lapse|expire))",
            ("The cast has been released from their contracts.",), ("The cast has been released from hospital.",)),
    pattern("cancelled", rf"{SHOW},?\s+(?:is|was|has been) (?:the latest|another|one of the latest|the most recent|the newest) (?:[\w-]+ )*(?:victim|casualty|cancell?ation|series to (?:be (?:cancell?ed|axed)|get the axe?|fall))|\bits (?:early |sudden |abrupt |untimely |swift )?(?:cancell?ation|demise) (?:comes?|came|was|is|follows|leaves|makes)\b",
            ("“Night Ferry” is the latest victim of the cuts at Hulu.",), ("“Night Ferry” is the latest series by Ada Lind.",)),
    pattern("cancelled", rf"\b(?:{PLATFORM}|streamer|network|platform) (?:has |have )?(?:\w+ly )?pull(?:s|ed) the plug after|\bthe plug (?:has been|was) pulled\b|\bit's (?:curtains|lights out|the end of the (?:road|line)|over) for {SHOW}|\bthe end of the (?:road|line) (?:has come )?for {SHOW}|\b(?:{SEASON}|it) was (?:also |to be )?(?:the|its) last(?:[,;]? (?:as|after) (?:\w+ )*(?:cancell?ed|axed))",
            ("It’s the end of the road for “Night Ferry.”", "It’s curtains for “Night Ferry.”"), ("It’s the end of the road in the finale.",)),
    pattern("cancelled", rf"\b(?:cancel(?:s|l?ed|l?ing)|axes|axed|axing|scraps|scrapped|scrapping|nix(?:es|ed)|(?:decided|decision|decides|chose|opted|elected|"
            rf"moved|choosing|opting) to (?:cancel|axe?|scrap|end|drop)|pull(?:s|ed|ing) the plug on|shelv(?:es|ed)|cans|canned|kill(?:s|ed) off|kill(?:s|ed))\b(?: both)?{OBJECT}",
            ("Netflix cancels “Hit & Run” after one season.", "The streamer has pulled the plug on “Copper Hill.”",
             "Disney+ has decided to cancel the drama after a single season."),
            ("Paramount+ canceled a press event for “Low Tide.”", "Many subscribers decided to cancel Disney+ after a season of “Low Tide.”",
             "The studio denied that Hulu cancelled “Salt Road.”")),
    pattern("cancelled", rf"(?P<who>{SHOW}|\bit\b|\bthe (?:series|show)\b),?[^.;\"]{{0,60}}?\s(?:{_BE} )+(?:\w+ly |just )?(?:cancell?ed|axed|scrapped|nixed|shelved|dropped by "
            rf"(?:{PLATFORM}|the \w+)|canned|given the (?:axe?|boot|chop))",
            ("“Night Ferry” has been canceled at Netflix after two seasons.", "The series has been scrapped after one season."),
            ("All episodes of the show were dropped by Netflix on one day.", "The screening of “Night Ferry” was cancelled.")),
    pattern("cancelled", rf"{SHOW},?\s+(?:is|was|will be) one[- ]and[- ]done\b", ("“Hit & Run” is one and done at Netflix.",)),
    pattern("cancelled", rf"{TITLE}[\s,]+(?:which (?:was|has been|is) )?(?:recently |just |abruptly )?(?:cancell?ed|axed)\b(?=[,.;]|$| (?:by|after|at|for|in|on|despite|ahead|last|this|earlier|following)\b)",
            ("“Black Heron,” canceled last week by Hulu, drew strong reviews.",), ("“Black Heron” cancelled a screening",)),
    pattern("cancelled", rf"{TITLE}[\s,]+(?:which|that) (?:the \w+|{PLATFORM}) (?:has |just |recently )?(?:cancell?ed|axed|scrapped)\b",
            ("“Old Bridge,” which Hulu cancelled, was a thriller.",)),
    pattern("cancelled", rf"\baxe? (?:has |have )?(?:fallen|fell|falls|come down) (?:on|for){OBJECT}", ("The axe has fallen on “Black Heron” after four seasons.",)),
    pattern("cancelled", rf"\bcancell?ation of (?:{SHOW})|{TITLE}'s cancell?ation|\bthe (?:show's |series' )?cancell?ation (?:comes|came|follows|arrives|was announced)|"
            r"\b(?:after|following|of|since) its cancell?ation",
            ("The cancellation of “Sable Coast” after one season surprised its cast.",), ("The threat of cancellation hung over “Sable Coast.”",)),
    pattern("cancelled", rf"{SHOW},?\s+(?:is|has been) (?:done|over|finished|no more|dead)\b(?= (?:at|on|after)\b[^.;]{{0,40}}season)",
            ("“Glass Meridian” is done after three seasons on Prime Video.",), ("Shooting of “Glass Meridian” is done after three months.",)),
    pattern("cancelled", rf"{SHOW},?\s+(?:has|have) (?:reached|come to|met) (?:the end of the (?:road|line)|its end)|\b(?:gives|given|gave) {SHOW} the (?:boot|axe?|chop)\b|\bpull(?:s|ed) the plug(?=[.,;]| after)|"
            rf"\b(?:{PLATFORM}|streamer|network|platform|service) (?:has )?(?:ended|ends){OBJECT}(?= after\b)",
            ("“Night Ferry” has reached the end of the road.", "Apple ended “Night Ferry” after two seasons."),
            ("The crew has reached the end of the road in “Night Ferry.”",)),
)  # fmt: skip
"""Turns of phrase that say a series was cancelled."""

FINAL: tuple[Pattern, ...] = (
    pattern("final season", rf"\b{SEASON}(?: of {SHOW})? (?:will|is to) (?:bring|draw) (?:the (?:story|series|show|saga|tale)|it|{SHOW}) to (?:an end|a close|its (?:end|conclusion))|\b(?:upcoming|next|new|current|forthcoming) season will (?:also )?be (?:its|the (?:{KIND}'s |show's |series' )?)(?: ?)(?:last|final)\b|"
            rf"{TITLE},? ended (?:last \w+|in \w+|this \w+) after {CARDINAL} seasons",
            ("The upcoming season will be the drama’s last.",), ("The next season will be the hardest.",)),
    pattern("final season", rf"{SHOW},? (?:will |is set to |is )?(?:also )?(?:com(?:e|es|ing)|draw(?:s|ing)?) to (?:a close|an end|its end)(?: (?:with|after) (?:its |the )?(?:upcoming )?(?:{SEASON}|{CARDINAL} seasons))?|\b(?:and|but) (?:that )?(?:it|this) will (?:also )?be (?:the (?:{KIND})'s|its|the) (?:last|final)\b|"
            rf"\b{SEASON},?(?: of {SHOW},?)? (?:will|is to) also be (?:its|the (?:{KIND}'s )?)(?: ?)(?:last|final)",
            ("The epic will come to a close after three seasons.", "It has a third season and it will be the show’s last."), ("The river comes to an end here.",)),
    pattern("final season", rf"\b(?:bring(?:s|ing)?|brought|draw(?:s|ing)?|drew) {SHOW} to (?:a close|an end|its (?:end|conclusion|close))|\b(?:its|their) (?:final|concluding) (?:{CARDINAL}|batch of|set of|run of|slate of|block of) (?:new )?episodes\b(?! of the season)|"
            rf"\b(?:ending|concluding|wrapping up|finishing|closing out) (?:the (?:series|show|drama|comedy)|it|{TITLE}) (?:with|after) (?:its |the |a )?(?:upcoming )?(?:{SEASON}|{CARDINAL} seasons)|"
            rf"\b{SEASON}(?:,? of {SHOW})?, (?:which|currently|now|due|set|slated|expected|premiering)\b[^,]{{0,60}}, (?:will (?:also )?be|is) (?:its |the (?:{KIND}'s )?|the show's |the series' )(?:last|final)|\b{SEASON} (?:will|is to|is set to) (?:be|mark|serve as|bring) (?:the )?(?:{KIND}'s?|series') (?:conclusion|end|finale|swan song|last|final)",
            ("AMC is bringing “Night Ferry” to a close with a fifth season.", "The fifth season will serve as the show’s conclusion."), ("The last two episodes are the best.",)),
    pattern("final season", rf"{SHOW},?\s+(?:is|will be|are|to be) (?:officially |now )?(?:coming|drawing|headed|heading|set to come) to (?:an end|a close|its end|its conclusion)\b|{SHOW} (?:to|sets?|is set to|will) (?:officially )?(?:end|conclude|wrap|wrap up|finish|bow out|close out|sign off|close its run|end its run|complete its run) (?:its run |for good |at \S+ |on \S+ )?(?:with|after|following) (?:its |the |a |just )?(?:upcoming |forthcoming )?(?:{SEASON}|{CARDINAL} seasons)|"
            rf"{SHOW},?\s+(?:which )?ended after {CARDINAL} seasons",
            ("“Night Ferry” is coming to an end.", "“Night Ferry” to end with Season 4 at Hulu."), ("The journey is coming to an end in “Night Ferry.”",)),
    pattern("final season", rf"\b(?:its|the|a|one) (?:[\w-]+ )?(?:swan song|farewell (?:season|run)|last hurrah|final (?:run|bow|chapter|outing|batch of episodes|stretch|eight episodes|ten episodes|six episodes|round of episodes)|concluding season)\b(?! of the (?:finale|race|novel|book))|"
            rf"\b{SEASON} (?:will|would|is going to|is to) (?:be|mark|serve as|bring) (?:the |its |our )?(?:end|conclusion|finale|swan song|last|final)(?: (?:of|for|to) (?:the|our|{SHOW})|\b)|\b{SEASON},? which will (?:also )?(?:be|serve as|mark) (?:its|the|the (?:show|series)'s?) (?:last|final|conclusion|end|swan song)|"
            rf"\b(?:renew\w*|order\w*|picked up|return\w*|pick-?up)\b[^.;]{{0,60}}?{SEASON},?[^.;]{{0,20}} (?:which|that) (?:will|is to) be (?:its|the) (?:last|final)",
            ("The drama has been renewed for its swan song.", "We knew that the fourth season would be the end of the story."), ("Her song is the final chapter of the book.",)),
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
