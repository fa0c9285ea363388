"""Names in a text: titles of series, platforms, publications; and the titles put out of the patterns' way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cliffhanger.press.plain_titles import plain_titles
from cliffhanger.press.vocabulary import PLATFORM, PUBLICATIONS

SIGN = "§"
TITLE = f"{SIGN}+"
"""Regex of a title in a masked sentence: as many signs as the title has letters, with its quotation marks."""

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
    found += _known_in(text, known or {})
    found += plain_titles(text)
    if not any(is_title(name) for name in found):
        found += plain_titles(text, headline=True)
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
