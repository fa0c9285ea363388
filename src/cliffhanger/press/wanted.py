"""Words without one of which a pattern cannot match: found in its regex, so that most patterns need not be tried."""

from __future__ import annotations

import re
from re import _parser  # type: ignore[attr-defined]  # the standard library's own reading of a regex; it has no public door
from typing import Any

Way = tuple[frozenset[str], ...]
"""One way to match: sets of words, of each of which one must be there."""


def wanted(regex: re.Pattern[str]) -> tuple[Way, ...]:
    """The ways in which a pattern can match, each with the words that it needs, in small letters.

    Parameters
    ----------
    regex : re.Pattern
        One that does not heed capitals.

    Examples
    --------
    >>> [[sorted(words) for words in way] for way in wanted(re.compile("(?:renews|cancels) the show|axed", re.IGNORECASE))]
    [[['cancels', 'renews'], [' the show']], [['axed']]]
    """
    items = list(_parser.parse(regex.pattern, regex.flags & ~re.DEBUG))
    if len(items) == 1 and str(items[0][0]) == "BRANCH":
        return tuple(tuple(_all(way)) for way in items[0][1][1])
    return (tuple(_all(items)),)


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
