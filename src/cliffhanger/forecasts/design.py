"""From columns of the panel to the matrix that the models see.

Pure: sequences in, an array out. Not a number where the panel does not know; the models put the mean there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Columns = Mapping[str, Sequence[object]]

LANGUAGES = MappingProxyType(
    {
        "English": r"english",
        "Korean": r"korean",
        "Japanese": r"japanese",
        "Spanish or Portuguese": r"spanish|portuguese|castilian",
        "of India": r"hindi|tamil|telugu|malayalam|kannada|bengali|marathi|punjabi|indian",
        "Chinese, Thai or Indonesian": r"chinese|mandarin|cantonese|thai|indonesian|filipino|tagalog|malay\b",
        "Arabic, Turkish or Hebrew": r"arabic|turkish|hebrew",
    }
)
"""Groups of original languages; those of Europe are the rest."""

GENRES = MappingProxyType(
    {
        "crime": r"crime|police|detective|mystery|noir|heist",
        "thriller or horror": r"thriller|horror|supernatural",
        "comedy": r"comed|sitcom|mockument|satire",
        "romance": r"roman|telenovela|soap",
        "teen": r"teen|coming|young|(?<!pre)school",  # not preschool
        "science fiction or fantasy": r"sci|fantasy|superhero|dystop|supernatural",
        "action": r"action|adventure|martial|war\b",
        "history": r"histor|period|biograph|politic",
    }
)
"""Words in a genre that make it one of these; a series may be of several."""

KIDS = r"kids|family|children|preschool|educational"

NAMES = (
    "animation",
    "Japanese animation",
    "for children",
    *LANGUAGES,
    "English animation",
    "English, for children",
    *GENRES,
    "later season",
    "log season number",
    "audience against the platform",
    "weeks on the list",
    "hold after the first weeks",
)
"""Names of the columns of `design`."""

_MOST_BEHIND, _MOST_AHEAD = -2.5, 3.0
_HOLD = (-1.6, 1.0)


def design(columns: Columns) -> Reals:
    """The matrix of the models.

    Parameters
    ----------
    columns : mapping
        Columns of the panel: kind, language, spoken, genre, number, log_audience_relative, weeks_listed, log_hold; each
        with n values, None where unknown.

    Returns
    -------
    array of float, shape (n, len(NAMES))
        0 or 1 for traits, logarithms for the audience; not a number where unknown.

    Examples
    --------
    >>> row = design({"kind": ["animation"], "language": ["English"], "spoken": ["English"], "genre": ["Comedy"],
    ...               "number": [2], "log_audience_relative": [0.5], "weeks_listed": [3], "log_hold": [None]})
    >>> dict(zip(NAMES, row[0].round(2).tolist()))["audience against the platform"]
    0.5
    """
    kind = columns["kind"]
    animated = _flags(kind, lambda word: word == "animation")
    language = [word or ("English" if group == "English" else None)
                for word, group in zip(columns["language"], columns["spoken"], strict=True)]  # fmt: skip
    other = np.array([group == "other" for group in columns["spoken"]], dtype=bool)
    groups = {}
    for name, words in LANGUAGES.items():
        found = _matching(language, words)
        # The list says only that it is not English.
        groups[name] = np.where(np.isnan(found) & other & (name == "English"), 0.0, found)
    kids = _matching(columns["genre"], KIDS)
    number = np.array(columns["number"], dtype=float)
    weeks = _reals(columns["weeks_listed"])
    return np.column_stack(
        [
            animated,
            animated * groups["Japanese"],
            kids,
            *groups.values(),
            animated * groups["English"],
            kids * groups["English"],
            *(_matching(columns["genre"], words) for words in GENRES.values()),
            number >= 2,
            np.log(np.clip(number, 1, 10)),
            np.clip(_reals(columns["log_audience_relative"]), _MOST_BEHIND, _MOST_AHEAD),
            np.log1p(weeks),
            np.clip(_reals(columns["log_hold"]), *_HOLD),
        ]
    ).astype(float)


def _flags(words: Sequence[object], holds: object) -> Reals:
    return np.array([np.nan if word is None else float(holds(word)) for word in words])  # type: ignore[operator]


def _matching(words: Sequence[object], pattern: str) -> Reals:
    seek = re.compile(pattern, re.IGNORECASE)
    return np.array([np.nan if word is None else float(bool(seek.search(str(word)))) for word in words])


def _reals(values: Sequence[object]) -> Reals:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
