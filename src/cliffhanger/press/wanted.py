"""Words without which a turn of phrase cannot be there: found in its regex, so that most need not be tried."""

from __future__ import annotations

import re
from re import _parser  # type: ignore[attr-defined]  # the standard library's own reading of a regex; it has no public door
from typing import Any


def alternatives(regex: re.Pattern[str]) -> list[re.Pattern[str]]:
    """The alternatives of a pattern as patterns of their own, so that each is tried only where its words stand.

    Examples
    --------
    >>> [one.pattern for one in alternatives(re.compile(r"a(?:b|c)|[|]d"))]
    ['a(?:b|c)', '[|]d']
    """
    parts, depth, inside, start, at = [], 0, False, 0, 0
    text = regex.pattern
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif inside:
            inside = sign != "]"
        elif sign == "[":
            inside = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [re.compile(part, regex.flags) for part in [*parts, text[start:]]]


def wanted(regex: re.Pattern[str]) -> tuple[frozenset[str], ...]:
    """Sets of words, in small letters: of each set one must be there for a pattern to match; the rarest first.

    Parameters
    ----------
    regex : re.Pattern
        One that does not heed capitals.

    Examples
    --------
    >>> [sorted(words) for words in wanted(re.compile("(?:renews|cancels) the show", re.IGNORECASE))]
    [[' the show'], ['cancels', 'renews']]
    """
    return tuple(sorted(_all(_parser.parse(regex.pattern, regex.flags & ~re.DEBUG)), key=_telling, reverse=True))


def _all(items: Any) -> list[frozenset[str]]:
    """Sets of words of a row of parts: of each set one must be there."""
    found: list[frozenset[str]] = []
    run = ""
    for op, what in [*items, (None, None)]:
        name = str(op)
        if name == "LITERAL":
            run += chr(what).lower()
            continue
        if len(run) > 2:
            found.append(frozenset([run]))
        run = ""
        if name == "SUBPATTERN":
            found += _all(what[3])
        elif name == "BRANCH":
            parts = [_all(part) for part in what[1]]
            if all(parts):
                found.append(frozenset().union(*(max(sets, key=_telling) for sets in parts)))
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and what[0] > 0:
            found += _all(what[2])
    return found


def _telling(words: frozenset[str]) -> tuple[int, int]:
    return min(map(len, words)), -len(words)
