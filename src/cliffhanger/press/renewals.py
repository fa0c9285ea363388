"""Turns of phrase of decisions: renewed, saved elsewhere, wrapped up with a film, limited from the start."""

from __future__ import annotations

from cliffhanger.press.names import TITLE
from cliffhanger.press.numbers import CARDINAL, ORDINAL, SEASON
from cliffhanger.press.records import Pattern, pattern
from cliffhanger.press.scene import KIND, SHOW
from cliffhanger.press.vocabulary import PLATFORM

OBJECT = (
    rf"(?: (?!(?:for|of|on|at|in|to|by|from|with|because|after|before|and|event|tour|party|subscriptions?|contract|deal|plans?|"
    rf"screening|premiere|panel|order|interview|several|many|dozens|few|most|all|more|two|three|four|five|six|seven|eight|nine|ten|\d+)\b)[\w'&,+-]+){{0,6}}? ?(?:{TITLE}(?!§)(?! (?:co-)?(?:creator|star|showrunner|alum|actor|producer|writer|director|helmer|boss)s?\b)|\b{KIND}\b|it\b(?! was| is| had| has))"
)
"""A series as the object of a verb, with what may stand between."""

_NOT_SHOWS = r"(?! (?:interest|calls?|attention|focus|debate|hope|push|vigou?r|energy|popularity|its (?:overall |first-look )?" \
             r"(?:deal|pact|contract|partnership|lease)|(?:his|her|their) \w+))"  # fmt: skip

RENEWED: tuple[Pattern, ...] = (
    pattern("renewed", rf"\b(?:keep(?:s|ing)?|will keep) {SHOW} [^.;]{{0,25}}?\b(?:for|through) (?:a |an |at least a )?{SEASON}|\b(?:given|gives|gave|hand(?:s|ed)|hands out|handed out) (?:early |speedy |quick )?(?:pick-?ups?|renewals?) to {TITLE}|"
            rf"{SHOW},? (?:has been |was |is )?(?:extended (?:for|through)|ordered for) (?:a |an |its )?(?:full )?(?:[\w-]+ ){{0,2}}?{SEASON}",
            ("CBS has given early pickups to “Night Ferry” and “Salt Road.”", "“Night Ferry” has been extended for a fourth season."), ("CBS has given early access to “Night Ferry.”",)),
    pattern("renewed", rf"{SHOW}(?! (?:co-)?(?:stars?|creators?|showrunners?|actors?|alum)|'s (?:star|creator|showrunner|cast|lead))[^.;:§]{{0,45}}?\b(?:return(?:s|ing)?|com(?:es?|ing) back|be back|is back)\b(?! to the )[^.;:,§]{{0,30}}? for (?:a |an |its |another )?(?:[\w-]+ ){{0,2}}?{SEASON}|"
            rf"{SHOW},? (?:is|will be) (?:officially |definitely |indeed )?(?:coming back|returning|back|on its way back) for (?:more\b|another (?!look|shot at|try)\w+)|{SHOW},? (?:is|will be) officially (?:returning|coming back|back)\b(?! (?:to|on|at) (?!{PLATFORM}))",
            ("“Night Ferry” will return to Hulu for Season 3.", "“Night Ferry” is coming back for another ride."), ("“Night Ferry” star Ada Lind will return for a second season of touring.",)),
    pattern("renewed", rf"\b(?:giv\w+|gave|hand\w*|receiv\w+|got|gets?|gett?ing|land\w*|with|issu\w+|plac\w+|order(?:s|ed|ing)?|extend\w*)\b[^.;:]{{0,40}}?\b(?:green ?-?light|go-ahead|nod|thumbs up|order|(?:\d+|{CARDINAL}) (?:more |new )?episodes) (?:to|for) (?:a |an |its |the )?(?:[\w-]+ ){{0,2}}?{SEASON}(?! (?:premiere|finale|trailer))|"
            rf"\b(?:re-?commission(?:s|ed)?|green-?lit|greenlights|commissioned)\b[^.;:,]{{0,40}}? (?:for )?(?:a |its )?(?:[\w-]+ ){{0,2}}?{SEASON}|\b{SEASON}(?: of {SHOW})? (?:has been|is|was|gets) (?:given )?(?:the )?(?:go-ahead|green light|greenlit|commissioned)",
            ("The network has given the green light to a third season of the drama.", "“Night Ferry” has been recommissioned for a second series."), ("The network has given the nod to a third host.",)),
    pattern("renewed", rf"\b(?:news|word|announcement) of (?:the|its|{TITLE}'s) (?:{SEASON} |early |\w+-season )?(?:renewal|pick-?up)\b", ("News of the third-season renewal was shared by its star.",), ("News of the leader’s renewal of vows was shared.",)),
    pattern("renewed", rf"\b(?:more|additional) (?:{TITLE}|(?:episodes|seasons|adventures|of) (?:of )?{SHOW}) (?:is|are) (?:officially |now |definitely )?(?:on (?:the|its|their) way|coming|in the works|ahead|headed)|"
            rf"\b{SEASON}(?: of {SHOW})?,? (?:is|has been) (?:officially |now |already )?(?:in the works|on the way|on its way|coming|in development|underway|under way|in production|a go|happening|a reality|locked in)\b(?! (?:together|along))",
            ("More “Night Ferry” is on the way.", "Season 3 of “Night Ferry” is officially in the works."), ("More cuts are on the way.",)),
    pattern("renewed", rf"\b(?:thrilled|excited|delighted|proud|happy|pleased|overjoyed|honou?red|ecstatic|grateful|(?:can't|cannot|can not) wait|couldn't be (?:happier|prouder|more \w+)) (?:to (?:be able to |be |have )?(?:bring\w*|announc\w+|continu\w+|mak\w+|tell\w*|shar\w+|return\w*|back|div\w+|keep\w*|giv\w+|deliver\w*|renew\w*|go\w*|pick\w*|order\w*|reunit\w+)|that (?:\w+ ){1,3}(?:has|have) (?:given|renewed|ordered|picked|decided|asked|granted)\b)[^.;]{{0,70}}?\b{SEASON}",
            ("“We are thrilled to bring audiences a third season.”",), ("They were thrilled that the second season found an audience.",)),
    pattern("renewed", rf"\b(?:{PLATFORM}|streamer|network|platform)(?: is)? (?:head(?:s|ing)|go(?:es|ing)|return(?:s|ing)|div(?:es|ing)|stick(?:s|ing)|stay(?:s|ing)|step(?:s|ping)|check(?:s|ing)|back)\b[^.;]{{0,40}}? (?:with|for) (?:a |another )?{SEASON} of {SHOW}|"
            rf"(?:^|(?<=[:;] )|\band |\bas )(?:the|our|their) \w+(?: \w+)? (?:will|are set to|is set to) (?:be back|return|ride again|reunite) for (?:a |another )?{SEASON}|"
            rf"{TITLE} (?:will live on|lives on|lives to see another season|survives|will reign on|sails on|soldiers on|is safe|will carry on)(?=[,.;:!]|$| (?:at|on|with|for)\b)",
            ("Starz is heading back to court with a third season of “Night Ferry.”", "Unlike “Old Bridge,” “Night Ferry” will live on."), ("The cast is heading back to court.",)),
    pattern("renewed", rf"\b(?:renews|renewed|picks up|picked up|brings back|re-?ups) (?:a (?:trio|pair|quartet|handful|slate|host) of|{CARDINAL}|both|several|more|its|all (?:{CARDINAL} )?(?:of its )?)(?: [\w-]+){{0,4}}? ?(?:series|shows|comedies|dramas|originals|titles|sitcoms|thrillers|procedurals)(?: for (?:{SEASON}|additional seasons|next season))?(?::|,? including|,? among them|,| —| –)[^.;§]{{0,20}}{TITLE}",
            ("FX has renewed three comedies: “Night Ferry,” “Salt Road” and “Low Tide.”",), ("FX has renewed three leases, including that of “Night Ferry.”",)),
    pattern("renewed", rf"\b(?:land|scor|nab|earn|secur|receiv|snag|bag|clinch|win|gain|score|secure|receive)(?:s|ed|bed|ged|ing)?(?: (?:a|an|its|early|quick|speedy|swift|official|surprise|coveted))* (?:{SEASON}|S\d\b)"
            rf"(?! (?:premiere|trailer|teaser|date|release|poster|finale|cast|nomin|star|return date|first look)|'s)",
            ("“Night Ferry” nabs Season 2 at Peacock.", "“Night Ferry” snags an early third season."),
            ("“Night Ferry” lands Season 2 premiere date.",)),
    pattern("renewed", rf"\b(?:the|an|this) (?:early |official |speedy |quick |swift |two-season |three-season |season \w+ |{ORDINAL}-season )?(?:renewal|pick-?up|greenlight|green light|go-ahead|vote of confidence)s?,? (?:for {SHOW} )?"
            r"(?:comes?|came|follows?|arrives?|arrived|was announced|marks?|brings|means|ensures|is no surprise|was expected|is not surprising|had been expected)\b",
            ("The pickup comes three weeks after the debut.",), ("The pickup truck comes into view.",)),
    pattern("renewed", rf"{TITLE} (?:lives|is (?:officially )?(?:back|returning|coming back))\b(?=[!:.])|\b(?:getting|gets|given|got|gives|giving|earns|earned|receives) (?:{SHOW} )?(?:the|a) (?:sophomore|{ORDINAL}-season|season \w+) (?:treatment|pick-?up|order|nod|run|outing|greenlight|green light)",
            ("“Night Ferry” is getting the sophomore treatment.",), ("“Night Ferry” is getting the red-carpet treatment.",)),
    pattern("renewed", rf"\b(?:tak(?:en|ing)|exercis(?:ed|ing)|pick(?:ed|ing)) up (?:its|the) option (?:on|for) (?:a )?{SEASON}|\b(?:re-?commits|re-?committed|doubl(?:es|ed|ing) down) (?:to|on){OBJECT}(?=[^.;]*{SEASON})|"
            rf"\b(?:keep(?:s|ing)?|will keep|bring(?:s|ing)?) {SHOW} (?:around|going|on the air|alive|in business) (?:for|through|with) (?:at least )?(?:a |an )?{SEASON}",
            ("Hulu keeps “Night Ferry” around for a third season.",), ("Hulu keeps “Night Ferry” in its catalogue.",)),
    pattern("renewed", rf"\b(?:but|and) (?:will|is set to|is to) (?:now |also |instead )?(?:continue|return|be back|go on|come back) (?:for|with|into) (?:a |its )?{SEASON}|"
            rf"{SHOW} will (?:now |also |instead )?(?:continue|go on|live on) (?:for|with|into) (?:a |at least )?{SEASON}",
            ("“Night Ferry” will continue with a second season.",), ("The actor will continue with a second film.",)),
    pattern("renewed", rf"{SHOW}(?: has| had)? lands? (?:a )?(?:two|three)-season (?:series )?(?:order|commitment)|\b(?:two|three)-season (?:straight-to-series |series )?(?:order|commitment) (?:for|to) {SHOW}|"
            rf"\b(?:given|handed|gives|hands|gave) {SHOW} a (?:two|three)-season (?:series )?(?:order|commitment)",
            ("“Night Ferry” lands two-season order at Hulu.",), ("The network has a two-season order of business.",)),
    pattern("renewed", rf"\b(?:has|have) (?:been )?(?:officially |already )?(?:started|begun|entered) (?:production|filming) on (?:the |its )?(?:newly )?(?:ordered|renewed) {SEASON}|"
            rf"\b{SEASON} of {SHOW} (?:has|have) been (?:given the (?:go-ahead|green light|nod)|locked in|set)\b",
            ("The third season of “Night Ferry” has been given the go-ahead.",), ("The third season of “Night Ferry” has been delayed.",)),
    pattern("renewed", rf"\b(?<!un-)(?<!un)(?:renews|renewed|renewing|(?:decided|decision|agreed|chose|elected|opted) to renew|re-?ups|re-?upped|"
            rf"will renew){_NOT_SHOWS}(?: both)?(?:{OBJECT}|(?=(?: (?:last|earlier this|this) \w+| (?:in|on) \w+)? (?:for|by|ahead)\b)|(?=[.,;]|$))",
            ("Netflix has renewed “Night Ferry” for a third season.", "“Salt Road” has been renewed for Season 2 at Hulu.",
             "The comedy was renewed by Max for a second run."),
            ("There is renewed interest in “Night Ferry.”", "Netflix renewed its deal with the creator of “Night Ferry.”",
             "Fans hope that “Night Ferry” is renewed for a third season.", "“Night Ferry” has not been renewed yet.")),
    pattern("renewed", rf"\b(?:land(?:s|ed)|scor(?:es|ed)|nabb?(?:s|ed)|earn(?:s|ed)|secur(?:es|ed)|receiv(?:es|ed)|gets|got|given|gives|"
            rf"gave|giving|hand(?:s|ed|ing)|scoring|landing|w[io]ns?)\b[^.;]{{0,60}}?(?:renewal|\b{SEASON}[^.;,]{{0,12}}(?:order|pick-?up)|(?:green ?light|go-ahead) for "
            rf"(?:a |its )?{SEASON})",
            ("“Night Ferry” has landed a Season 2 renewal at Netflix.", "HBO Max has given a second-season order to “Night Ferry.”",
             "The drama has been given the green light for a second season."),
            ("“Night Ferry” looks likely to land a renewal.", "“Night Ferry” was given a warm welcome for a second season.")),
    pattern("renewed", rf"\b(?:orders|ordered|green-?lights|greenlit|green-?lit|commission(?:s|ed)|picks up|picked up|confirm(?:s|ed)|sets)"
            rf"(?: a| an| the| its)?(?: [\w-]+){{0,3}}? {SEASON}",
            ("Netflix ordered a second season of “Night Ferry.”", "Prime Video has greenlit a fourth season of the thriller."),
            ("Prime Video is considering a fourth season of the thriller.",)),
    pattern("renewed", rf"\b(?:(?:the|a|an) )?(?:early )?{CARDINAL}-season (?:renewal|pick-?up|order)\b(?= (?:takes|took|brings|will take|means|came|comes|was))|"
            rf"{SHOW},?\s+(?:is getting|gets|will get|is set for|is in for) (?:a |an |its )?{SEASON}",
            ("The two-season pickup takes “Night Ferry” through season four.", "“Night Ferry” is getting a second season."),
            ("“Night Ferry” may get a second season.",)),
    pattern("renewed", rf"\b(?:pick(?:s|ed) up)\b(?: {SHOW})?(?: by (?:{PLATFORM}))? for (?:a |its )?(?:{SEASON}|{ORDINAL})",
            ("Apple TV+ has picked up “Night Ferry” for Season 2.",), ("Apple TV+ picked up the rights to “Night Ferry.”",)),
    pattern("renewed", rf"{SHOW},?\s+(?:\w+ly |also |now |has been )?(?:will|would|is|are|set|returns|comes|confirmed)\b[^.;,]{{0,30}}?\b(?:return(?:ing|s)?|"
            rf"com(?:ing|e|es) back|be back|is back) for (?:a |its )?(?:{SEASON})",
            ("“Night Ferry” will return for a second season next year.", "“Night Ferry” is officially coming back for season three."),
            ("“Night Ferry” will return to the question of guilt in its second season.",
             "The actor will return for a second season of “Night Ferry” if asked.")),
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

OTHERS: tuple[Pattern, ...] = (
    pattern("wrap-up", rf"\b(?:wrap(?:s|ped|ping)?(?: things| it)? up|wrap(?:s|ped)? {SHOW} up|conclud(?:e|es|ed|ing)|end(?:s|ed)?)\b[^.;]{{0,40}}? with an? (?:[\w-]+ ){{0,3}}(?:film|movie|special|TV movie)\b",
            ("Netflix will wrap up “Iron Orchard” with a two-hour film.",), ("Fans want Netflix to wrap up “Iron Orchard” with a film.",)),
    pattern("wrap-up", rf"\b(?:film|movie|special)\b (?:that will|which will|to) (?:bring|give) (?:the (?:story|saga|tale) (?:of )?)?(?:{SHOW} |it )?(?:to )?(?:an end|a close|a conclusion|an ending|closure|a proper ending)|\b(?:film|movie|special)\b (?:will|that will|is to|set to) (?:\w+ )?(?:wrap|conclude|close|end)\w*(?: up)? (?:out )?(?:the story|the series|it|{SHOW})",
            ("The two-hour movie will wrap up the story of “Night Ferry.”",), ("The movie may wrap up the story of “Night Ferry.”",)),
    pattern("limited", rf"\b(?:limited (?:event )?series|mini-?series)\b(?:,? {TITLE}|(?= (?:will|is|has|was|stars|starring|became|premiere\w*)\b))|"
            rf"{SHOW},? (?:(?:is|was|has been) (?:\w+ ){{0,3}}|(?:billed|described|conceived|announced|planned|marketed|designed) as )a (?:[\w-]+ )?(?:limited series|mini-?series)(?! when\b| until\b)",
            ("The limited series “Iron Orchard” stars a cast of newcomers.",), ("“Iron Orchard” had a limited release in cinemas.",)),
    pattern("saved", rf"\b(?:sav(?:es|ed)|rescu(?:es|ed)|reviv(?:es|ed)|resurrect(?:s|ed))\b(?=,? ?{OBJECT}){OBJECT}|\b(?:come|comes|came) to the rescue of {SHOW}|\b(?:swoop\w+ in|step\w* in|came) to (?:save|rescue|revive){OBJECT}|{SHOW},?\s+(?:has been|was|is|is being) (?:saved|rescued|revived|resurrected) by (?:{PLATFORM})|{SHOW} (?:has )?(?:found|finds|finding|landed|lands) (?:a )?(?:new|second|another) home|{TITLE} (?:has been|is|was) (?:officially |now )?(?:saved|rescued|revived|resurrected|un-?cancell?ed)(?=[.,!;]|$)|{SHOW},? (?:which|that) [^,]{{0,50}}(?:cancell?ed|axed|dropped)[^,]{{0,40}}, (?:will|is set to|is) (?:now )?(?:return|returning|be back|moving|heading|live on|continue) (?:on|at|to) {PLATFORM}|{PLATFORM} (?:will be|is|becomes|as) (?:the )?new home (?:of|for) {SHOW}|{SHOW},? (?:has been |was |is being |gets |is )?(?:brought back(?: from the dead)?|back from the dead|given (?:a )?(?:new|second|another) (?:life|lease on life)|(?:has )?(?:finds?|found|finding) (?:a )?(?:new|second) life|gets (?:a )?(?:new|second) life|un-?cancell?ed|uncancell?ed) (?:by|at|on|thanks to) (?:the )?{PLATFORM}|{SHOW},? (?:has |is )?(?:mov(?:es|ed|ing)|jump(?:s|ed|ing)|switch(?:es|ed|ing)|relocat(?:es|ed|ing)|head(?:s|ed|ing)) (?:over )?(?:from {PLATFORM} )?to {PLATFORM} (?:for|with) (?:a |its )?{SEASON}|{SHOW},? (?:has been |was |gets )?(?:picked up|saved|rescued|revived|scooped up|snapped up)[^.;]{{0,60}}? (?:after|following) (?:it was |being |its |the (?:show's|series') )?cancell?(?:ed|ation)|"
            rf"(?:cancell?ed|dropped|axed)[^.;]{{0,60}}(?:picked up|saved|rescued|revived) by (?:{PLATFORM})",
            ("Peacock has saved “Vesper,” ordering a second season.", "It was dropped by Max and picked up by Netflix for a second."),
            ("Producers are in talks to save “Vesper.”",)),
)  # fmt: skip
"""Other decisions."""
