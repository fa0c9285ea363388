"""Text and addresses from outside, made inert before they reach a terminal, a page or Markdown."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

# Marks that turn the direction of writing: with them one title can be made to look like another.
_TURNS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_MARKS = re.compile(r"([\\`*_\[\]|~$])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AT_LINE_START = re.compile(r"^([#+\-=:]|\d+(?=[.)](?:\s|$)))")


def plain(text: str) -> str:
    r"""Text from outside on one line, without control characters.

    Terminal escapes, marks that reverse the direction of writing and stray line breaks are dropped, so that a title can
    neither move the cursor nor pass for another.

    Examples
    --------
    >>> plain("Hit\x1b[2J & Run\n")
    'Hit[2J & Run'
    """
    if text.isprintable():
        return " ".join(text.split())
    kept = (
        " " if c.isspace() else c
        for c in text
        if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn")
    )
    return " ".join("".join(c for c in kept if c not in _TURNS).split())


def link(url: str | None) -> str | None:
    """The address if it is one of the web and safe to follow; None for any other.

    Examples
    --------
    >>> link("https://www.netflix.com/tudum/top10"), link("javascript:alert(1)"), link(None)
    ('https://www.netflix.com/tudum/top10', None, None)
    """
    if not url or any(c.isspace() or unicodedata.category(c) in ("Cc", "Cf") for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def markdown(text: str) -> str:
    r"""Text from outside as Markdown that renders as the text itself, on one line.

    Examples
    --------
    >>> markdown("<b>a|b</b> *c* & d")
    '&lt;b&gt;a\\|b&lt;/b&gt; \\*c\\* & d'
    """
    escaped = _MARKS.sub(r"\\\1", _ENTITY.sub("&amp;", plain(text)))
    return _AT_LINE_START.sub(_behind_stroke, escaped.replace("<", "&lt;").replace(">", "&gt;"))


def _behind_stroke(found: re.Match[str]) -> str:
    # A backslash makes punctuation literal but not a digit: there the full stop behind it is what counts.
    mark = found[0]
    return f"&#{ord(mark[0])};{mark[1:]}" if mark.isdigit() else f"\\{mark}"
