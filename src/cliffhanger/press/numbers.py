"""Numbers as the press writes them: words, ordinals, seasons, sums of money."""

from __future__ import annotations

import re

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
]
_WORDS = {word: at for at, word in enumerate(_UNITS)} | {
    "a": 1,
    "an": 1,
    "single": 1,
    "lone": 1,
    "sole": 1,
    "twenty": 20,
    "thirty": 30,
}
_BY_ORDINAL = {word: at for at, word in enumerate(_ORDINALS)} | {"sophomore": 2, "freshman": 1, "debut": 1}

CARDINAL = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|" + "|".join(_UNITS[1:]) + r"|twenty|thirty)"
"""Regex of a number in figures or words."""

ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|" + "|".join(_ORDINALS[1:]) + r"|sophomore)"
"""Regex of an ordinal."""

SEASON = (
    rf"(?:seasons?[ -](?:{CARDINAL})(?:(?:,| and| &|-|–) ?(?:season )?{CARDINAL})*"
    rf"|(?:{ORDINAL})(?:[ -](?:and|&)[ -](?:final|last|{ORDINAL}))?[ -](?:seasons?|run|instal?lment|outing|cycle|go-round|helping|treatment|volume|series(?! (?:for|from|based|set|about|starring|to|created)\b))|S\d{{1,2}}\b|series (?:{CARDINAL})\b|further series"
    rf"|(?:another|more|additional|further|new) (?:seasons?|run\b)|one (?:last|final|more) season)"
)
"""Regex of a season named by its number, or of one more without a number."""

_SEASON_PARTS = re.compile(
    rf"seasons?[ -](?P<n>{CARDINAL})(?:(?:,| and| &|-|–) ?(?:season )?(?P<m>{CARDINAL}))?|\bS(?P<s>\d{{1,2}})\b(?![- ]?E)"
    rf"|(?P<o>{ORDINAL})(?:[ -](?:and|&)[ -](?:final|last|(?P<p>{ORDINAL})))?[ -](?:seasons?|run\b|instal?lment|outing|"
    rf"cycle|go-round|helping|treatment|volume|series(?! (?:for|from|based|set|about|starring|to|created)\b))|\bseries (?P<q>{CARDINAL})\b|(?P<r>{ORDINAL})(?:,? (?:and|&) (?:final|last)) (?:chapter|part|volume)|(?:(?<=after )|(?<=after just )|(?<=after only ))(?P<count2>{CARDINAL}) series\b|(?P<count>{CARDINAL}|single|lone|sole) (?:successful |critically acclaimed |[\w-]+-episode |truncated |acclaimed )*seasons?\b"
    rf"|(?:for|into|with) (?:an?|its) (?P<bare>{ORDINAL})(?=\W*$|[,.;])",
    re.IGNORECASE,
)

_MONEY = re.compile(
    rf"(?P<sign>(?:US|A|C|AU)?\$|£|€) ?(?P<n>\d+(?:,\d{{3}})*(?:\.\d+)?)[ -]?(?P<x>million|billion|thousand|mn|bn|M|B|K)?\b"
    rf"|(?P<n2>{CARDINAL}) (?P<x2>million|billion) (?P<unit>dollars|euros|pounds)",
    re.IGNORECASE,
)
_TIMES = {"million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "b": 1e9, "bn": 1e9, "thousand": 1e3, "k": 1e3}
_CURRENCY = {"$": "USD", "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "£": "GBP", "€": "EUR",
             "dollars": "USD", "euros": "EUR", "pounds": "GBP"}  # fmt: skip


def number_of(words: str) -> float | None:
    """Read a number in figures or words; None where it is none.

    Examples
    --------
    >>> number_of("nine"), number_of("1,250"), number_of("2nd"), number_of("third"), number_of("few")
    (9.0, 1250.0, 2.0, 3.0, None)
    """
    word = words.strip().lower()
    if word in _WORDS:
        return float(_WORDS[word])
    if word in _BY_ORDINAL:
        return float(_BY_ORDINAL[word])
    try:
        return float(re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word).replace(",", ""))
    except ValueError:
        return None


def seasons_in(text: str) -> list[tuple[int, int, int, bool]]:
    """Find the seasons that a text names: number (the last of several), place, and whether it counts seasons.

    Examples
    --------
    >>> [(n, counts) for n, _, _, counts in seasons_in("renewed for a third season after two seasons; seasons 4 and 5")]
    [(3, False), (2, True), (5, False)]
    """
    found = []
    for match in _SEASON_PARTS.finditer(text):
        words = (
            match["m"]
            or match["p"]
            or match["n"]
            or match["s"]
            or match["o"]
            or match["q"]
            or match["r"]
            or match["count2"]
            or match["count"]
            or match["bare"]
        )
        number = number_of(words)
        if number is not None and 1 <= number <= 60 and number.is_integer():
            found.append((int(number), match.start(), match.end(), bool(match["count"] or match["count2"])))
    return found


def sums_in(text: str) -> list[tuple[float, str, int, int]]:
    """Find sums of money: amount, currency (ISO 4217), and place.

    Examples
    --------
    >>> [(amount, currency) for amount, currency, _, _ in sums_in("$9 million, £1.5m and 4 million euros")]
    [(9000000.0, 'USD'), (1500000.0, 'GBP'), (4000000.0, 'EUR')]
    """
    found = []
    for match in _MONEY.finditer(text):
        amount = number_of(match["n"] or match["n2"])
        scale = (match["x"] or match["x2"] or "").lower()
        currency = _CURRENCY[(match["sign"] or match["unit"]).lower()]
        if amount is not None:
            found.append((round(amount * _TIMES.get(scale, 1.0), 2), currency, match.start(), match.end()))
    return found
