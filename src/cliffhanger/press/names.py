"""Names in a text: titles of series, platforms, publications; and the titles put out of the patterns' way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

SIGN = "§"
TITLE = f"{SIGN}+"
"""Regex of a title in a masked sentence: as many signs as the title has letters, with its quotation marks."""

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

_QUOTED = re.compile(r"“([^”“]{1,70}?)([,.;:!?]?)”|‘([^’‘]{1,70}?(?:’[a-z][^’‘]{0,50}?)?)([,.;:]?)’(?!\w)|\"([^\"]{1,70}?)([,.;:!?]?)\""
                     r"|(?<![\w])'([^'\n]{2,60}?)([,.;:]?)'(?!\w)")  # fmt: skip
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "off",
        "on",
        "or",
        "over",
        "the",
        "to",
        "up",
        "vs",
        "with",
        "&",
        "de",
        "la",
        "el",
        "der",
        "die",
        "und",
    ]
)
_NO_TITLE = frozenset(
    [
        "i",
        "we",
        "he",
        "she",
        "they",
        "it",
        "yes",
        "no",
        "the",
        "this",
        "that",
        "these",
        "there",
        "and",
        "but",
        "wow",
        "okay",
        "ok",
        "well",
        "so",
        "what",
        "why",
        "how",
        "thank",
        "thanks",
        "hit",
        "cancelled",
        "canceled",
        "renewed",
        "star",
        "creator",
        "showrunner",
    ]
)
_RUN = (
    r"(?:[A-Z0-9][\w'’!&.:-]*[\w!]|[A-Z0-9]|&)(?: (?:[A-Z0-9][\w'’!&:-]*|&|of|the|and|in|to|a|for|on)(?= |[,.;!?:]|$))*"
)
_AFTER_VERB = re.compile(
    r"\b(?:[Rr]enews?|[Rr]enewed|[Cc]ancel(?:s|l?ed)?|[Aa]x(?:es|ed)|[Ss]craps|[Pp]icks up|[Pp]icked up|[Ss]aves|[Oo]rders)"
    rf" (?P<run>{_RUN})(?= (?:for|after|at|ahead)\b|[.,]| Season| season)"
)
_BEFORE_VERB = re.compile(
    rf"(?:^|[.!?:;,] |\bwhile |\band |\bbut )(?P<run>{_RUN}) (?:has|have|was|will|is) (?:officially |now |not |just )?(?:been |be |not )?(?:renewed|end with|end after|cancell?ed|scrapped|axed|"
    r"returning|return for|ending)\b"
)
_BEFORE_SEASON = re.compile(rf"(?P<run>{_RUN}),? (?:Season \d|season (?:\d|one|two|three|four|five))")


def straight(text: str) -> str:
    r"""Make quotation marks straight, letter for letter, so that patterns need to know one kind.

    Examples
    --------
    >>> straight("“It’s over”")
    '"It\'s over"'
    """
    return text.translate(str.maketrans("“”„«»‘’`´", '"""""\'\'\'\''))


def index_of(names: Iterable[str]) -> dict[str, list[str]]:
    """Names of series by their first word, to be looked for in many texts.

    Names of one word are left out, as they may be any word; those of 'The' and one more count where a text has them
    twice.

    Examples
    --------
    >>> index_of(["Hit & Run", "You", "The Recruit"])
    {'Hit': ['Hit & Run'], 'The': ['The Recruit']}
    """
    index: dict[str, list[str]] = {}
    for name in names:
        words = name.split()
        if len(words) > 1:
            index.setdefault(words[0], []).append(name)
    return index


def _known_in(text: str, index: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for word in set(re.findall(r"(?<![\w’'])[A-Z0-9][^\s,.;”“]*", text)):
        for name in index.get(word, ()):
            telling = sum(part.lower() not in _SMALL for part in name.split())
            if name in text and (telling > 1 or text.count(name) > 1):
                yield name


def titles_in(text: str, slanted: Iterable[str] = (), known: Mapping[str, Sequence[str]] | None = None) -> list[str]:
    """Find the titles of series that a text names, longest first.

    Parameters
    ----------
    text : str
        The whole text.
    slanted : iterable of str
        What stands in slanted letters.
    known : mapping
        Names of series that are looked for as they stand, from `index_of`.

    Returns
    -------
    list of str
        As the text writes them.

    Examples
    --------
    >>> titles_in("“Night Ferry” is back, “we did it,” said Netflix. ‘Salt Road’ is not.")
    ['Night Ferry', 'Salt Road']
    """
    found = [next(part for part in match.groups()[::2] if part) for match in _QUOTED.finditer(text)]
    found += list(slanted)
    for regex in (_AFTER_VERB, _BEFORE_VERB, _BEFORE_SEASON):
        found += [_trimmed(match["run"]) for match in regex.finditer(text)]
    found += _known_in(text, known or {})
    kept = dict.fromkeys(name.strip(" ,.;:’'") for name in found)
    return sorted(
        (name for name in kept if is_title(name) and not _speaks(name, text)), key=lambda name: (-len(name), name)
    )


def _speaks(name: str, text: str) -> bool:
    """Whether a name is that of who reports: it 'has learned', or somebody 'told' it."""
    said = rf"(?:told|tells|according to|reported by|via) \W?{re.escape(name)}|{re.escape(name)}\W{{0,2}} (?:has |have |had |first )?(?:learned|confirmed|reported|reports|understands)\b"
    return bool(re.search(said, text))


def is_title(name: str) -> bool:
    """Whether words may be the title of a series: capitals where titles have them, no platform, no publication.

    Examples
    --------
    >>> is_title("Hit & Run"), is_title("We want that"), is_title("Netflix"), is_title("1899")
    (True, False, False, True)
    """
    words = name.split()
    if not 1 <= len(words) <= 9 or not words[0][:1].isalnum() or words[0][0].islower():
        return False
    if name.lower().removeprefix("the ") in {p.removeprefix("the ") for p in PUBLICATIONS} or name.lower() in _NO_TITLE:
        return False
    if re.fullmatch(rf"(?:{PLATFORM})(?:'s|’s)?(?: (?:Originals?|Top 10|TV))?", name):
        return False
    if re.fullmatch(r"(?:[Ss]easons?|[Ee]pisodes?|[Nn]o\.?|[Tt]op) ?\w*|(?:January|February|March|April|May|June|July|August|"
                    r"September|October|November|December)(?: \d+)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", name):  # fmt: skip
        return False
    return all(word[0].isupper() or word[0].isdigit() or word in _SMALL or not word[0].isalpha() for word in words)


def mask(text: str, titles: Iterable[str]) -> tuple[str, list[tuple[str, int, int]]]:
    """Put signs in the place of titles and their quotation marks; quotation marks become straight.

    Returns
    -------
    tuple of str and list
        The masked text, as long as before, and each title with its place.

    Examples
    --------
    >>> mask("“Low Tide,” he said, is over.", ["Low Tide"])
    ('§§§§§§§§§,  he said, is over.', [('Low Tide', 0, 9)])
    """
    masked, found = straight(text), []
    for title in titles:
        if straight(title) not in masked:
            continue
        plain = re.escape(straight(title))
        for match in re.finditer(
            rf"(?P<open>[\"'])?(?<![\w§]){plain}(?![\w§])(?P<stop>[,.;:!?])?(?P<shut>(?(open)[\"']))?", masked
        ):
            if match["open"] is None and not _stands_alone(title, masked, match):
                continue
            start, end = match.span()
            stop = match["stop"] or ""
            shut = bool(match["open"] and match["shut"])
            # Where a comma stands within the marks, it is kept for the patterns, and the mark becomes a blank.
            shut = shut and bool(stop)
            inner = end - len(stop) - shut
            masked = masked[:start] + SIGN * (inner - start) + stop + " " * shut + masked[end:]
            found.append((title, start, inner))
    return masked, sorted(found, key=lambda item: item[1])


def _stands_alone(title: str, text: str, match: re.Match[str]) -> bool:
    """Whether a title without quotation marks is the series: not a part of a longer name, not a plain word."""
    if " " not in title and not _telling(title):
        after = text[match.end() : match.end() + 12]
        return (
            bool(re.match(r",? (?:[Ss]eason|has been|was (?:cancel|renew|ax))", after)) or text[match.start()].isdigit()
        )
    return True


def _telling(name: str) -> bool:
    return len(name.split()) > 1 or (len(name) > 6 and name[:1].isupper())


def _trimmed(run: str) -> str:
    run = re.sub(rf"^(?:{PLATFORM})(?:'s|’s)? (?=[A-Z0-9])", "", run.strip(" ,.;:"))
    run = re.sub(
        r"^(?:The|A|An|But|And|While|When|After|Despite|Drama|Comedy) (?=(?:Series|Show|Season|Drama)\b)", "", run
    )
    run = re.sub(r" (?:for|in|at|after|on) (?:Season|Seasons|Series) .*| Season \d.*", "", run)
    return re.sub(r"(?: (?:of|the|and|in|to|a|for|on))+$", "", run)


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
