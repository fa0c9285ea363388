"""Words that the press has for things: platforms, publications, kinds of series."""

from __future__ import annotations

import re

PLATFORM = (
    r"(?:Netflix|Hulu|(?:Amazon(?:'s)? )?Prime Video|Amazon(?: MGM Studios| Studios)?|Apple TV ?(?:\+|Plus)?|Apple|"
    r"Disney ?(?:\+|Plus)|HBO Max|HBO|Max|Peacock|Paramount ?(?:\+|Plus)|Starz|Showtime|AMC ?\+|AMC|Freevee|BritBox|Shudder|"
    r"Tubi|Roku(?: Channel)?|Epix|MGM ?\+|NBC|ABC|CBS|Fox|The CW|FX|Syfy|USA Network|TNT|TBS|Freeform|Bravo|BBC(?: One| Two)?|"
    r"ITV|Channel 4|Sky(?: Atlantic| Max)?|Crunchyroll|Quibi|YouTube(?: Premium| Red)?|Facebook Watch|Spectrum|Viaplay|Canal ?\+)"
)
"""Regex of a platform or channel."""

_STREAMERS = {
    "prime": "Prime Video", "amazon": "Prime Video", "apple": "Apple TV+", "disney": "Disney+", "paramount": "Paramount+",
    "hbo max": "HBO Max", "max": "Max", "amc": "AMC", "sky": "Sky", "mgm": "MGM+",
}  # fmt: skip

PUBLICATIONS = {
    "deadline": "Deadline", "thr": "The Hollywood Reporter", "the hollywood reporter": "The Hollywood Reporter",
    "hollywood reporter": "The Hollywood Reporter", "variety": "Variety", "tvline": "TVLine", "thewrap": "TheWrap",
    "the wrap": "TheWrap", "vulture": "Vulture", "bloomberg": "Bloomberg", "puck": "Puck", "entertainment weekly":
    "Entertainment Weekly", "the new york times": "The New York Times", "new york times": "The New York Times",
    "the wall street journal": "The Wall Street Journal", "what's on netflix": "What's on Netflix", "indiewire": "IndieWire",
    "collider": "Collider", "haaretz": "Haaretz", "insider": "Insider", "business insider": "Business Insider",
    "the ankler": "The Ankler", "rolling stone": "Rolling Stone", "the guardian": "The Guardian", "forbes": "Forbes",
    "radio times": "Radio Times", "digital spy": "Digital Spy", "tv guide": "TV Guide", "the verge": "The Verge",
    "los angeles times": "Los Angeles Times", "associated press": "Associated Press", "reuters": "Reuters", "cnn": "CNN",
}  # fmt: skip
"""Publications by how they are written."""

PUBLICATION = "(?:" + "|".join(sorted((re.escape(name) for name in PUBLICATIONS), key=len, reverse=True)) + ")"

DAYS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|"
    "Friday|Saturday|Sunday|Jan\\.|Feb\\.|Mar\\.|Apr\\.|Aug\\.|Sept?\\.|Oct\\.|Nov\\.|Dec\\."
)
"""Months and days of the week, as alternatives of a regex."""

KINDS = (
    r"series|show|drama|comedy|thriller|sitcom|dramedy|program|programme|anthology|miniseries|docuseries|project|title|"
    r"mystery|spin-?off|adaptation|saga|epic|romance|reboot|romcom|rom-com|western|whodunit|procedural"
)
"""Words for a series, as alternatives of a regex."""


def platform_of(words: str) -> str:
    """The platform as the project writes it.

    Examples
    --------
    >>> platform_of("Amazon Prime Video"), platform_of("Netflix"), platform_of("Apple")
    ('Prime Video', 'Netflix', 'Apple TV+')
    """
    lower = words.lower()
    return next((name for start, name in _STREAMERS.items() if lower == start or lower.startswith(start + " ")
                 or lower.startswith(start + "+")), words)  # fmt: skip
