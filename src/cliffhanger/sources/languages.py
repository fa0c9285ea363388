"""Original languages under one name each, however a list prints them."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

_NONE = frozenset({"xx", "No spoken language", ""})
_OTHER_NAMES = {"cn": "Cantonese", "zh": "Chinese", "Mandarin": "Chinese"}
"""TMDB has a code of its own for Cantonese."""

_BETWEEN = re.compile(r"[/,]| (?=[A-Z])|(?<=[a-z])(?=[A-Z])")


@cache
def language_name(printed: str) -> str | None:
    """Name the first language that a list prints, in English; None where nothing is spoken.

    Parameters
    ----------
    printed : str
        A code of ISO 639, an English name, or several of either.

    Examples
    --------
    >>> language_name("ko"), language_name("Korean"), language_name("EnglishSpanish"), language_name("xx")
    ('Korean', 'Korean', 'English', None)
    """
    first = _BETWEEN.split(printed.strip())[0].strip()
    if printed.strip() in _NONE or first in _NONE:
        return None
    return _OTHER_NAMES.get(first) or Locale("en").languages.get(first) or first
