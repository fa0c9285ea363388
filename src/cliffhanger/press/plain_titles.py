"""Titles that a text writes in plain letters, without quotation marks: found by the words that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cliffhanger.press.vocabulary import DAYS, KINDS, PLATFORM

_WORD = r"(?:[A-Z0-9À-Þ](?:[\w&.:+-]|['’]\w)*!?)"
RUN = rf"(?:{_WORD}(?:,? (?:(?:of|the|and|in|to|a|for|on|at|with|from|&) )*{_WORD}){{0,6}})"
"""Regex of words with capitals, with small words between them."""

_RUN = RUN.replace(",? ", " ")
_KIND = rf"(?:{KINDS})"
_DECIDED = r"(?:renewed|cancell?ed|axed|scrapped|saved|picked up|un-renewed|shelved|given|handed|revived|rescued|ordered|dropped|quietly)"
_BESIDE = (
    # After a verb of decision.
    rf"\b(?:[Rr]enew(?:s|ed|ing)?|[Rr]e-?ups|[Rr]e-?upped|[Cc]ancel(?:s|l?ed|l?ing)?|[Aa]x(?:es|ed|ing)|[Ss]craps|[Ss]crapped|[Pp]icks up|[Pp]icked up|[Ss]av(?:es|ed)|"
    rf"[Oo]rders|the plug on|the book on|goodbye to|[Rr]escue[sd]|[Rr]evive[sd]|[Dd]ropped|[Dd]itche[sd]|(?:back|forward|ahead) with|brings? back|end)"
    rf" (?P<run>{_RUN})(?= (?:for|after|at|ahead|in|last|this|earlier|but|despite|following|just|and|before|on)\b|[.,;]|['’]s\b| [Ss]eason|$)",
    # After a word for a series, or for a part of one.
    rf"\b(?:{_KIND}|(?:seasons?|episodes?|renewal|cancell?ation|finale|premiere|future|fate|fans|cast|return|end|run|budget|creators?|makers?|version|star) of|(?:plans|season|seasons|"
    rf"renewal|order|pick-?up|minutes|episodes) for|(?:stars?|starred|starring|role|appeared) in|company behind|team behind|writers? behind|joins? the cast of)"
    rf" (?P<run>{_RUN})(?= ?[.,;:)(]| (?:for|after|at|was|is|has|had|will|in|on|from|to|stars|follows|and|a|the|which|that|premiered|debuted|season|with|but|last|this|are|were|would|ahead|as|by|before|until|ended|went)\b|['’]s\b|$)",
    # In a list behind its kind.
    rf"\b(?:dramas|series|shows|comedies|originals|thrillers)(?: this \w+| in \d+)?[,:] (?:after |following )?(?P<run>{_RUN})(?=[.,;]| and\b|$)",
    rf"\b(?:this (?:year|season|summer|week|month|fall|spring)|in \d{{4}}), (?:after|following|joining|including) (?P<run>{_RUN})(?=[.,;]| and\b|$)",
    # Before what only a series does or has.
    rf"(?:^|[^\w’'-])(?P<run>{_RUN})(?:,? (?:(?:has|have|had|was|were|will|is|are|won['’]t|being) (?:officially |now |not |just |also |recently |quietly |abruptly |likely |be |been |no longer |previously )*"
    rf"(?:{_DECIDED}\b|end(?:ing|ed)? (?:with|after)|returning for|return(?:ing)? for|coming (?:back|to an end)|the latest|one[- ]and[- ]done|over after|done after|moving forward|set in\b|based on|created by|"
    rf"produced by|executive produced|written by|a (?:[\w-]+ ){{0,3}}{_KIND}|the (?:[\w-]+ ){{0,3}}{_KIND})|"
    rf"(?:stars|starred) (?!as\b|in\b|opposite\b|alongside\b)|follows (?:a|an|the|two|three|four)\b|centers on|centres on|revolves around|tells the|premiere[sd]\b|debuted\b|"
    rf"bowed\b|launched (?:on|in)\b|hails from|ends (?:with|after)|ended after|ran for|ranked\b|pulled in|racked up|spent \w+ weeks|joins (?:a|the)|"
    rf"created by|which (?:was|is|has|stars|premiered|debuted|follows|ran)|from creators?|(?:co-)?(?:creators?|showrunners?|stars?) [A-Z]|[Ss]easons? (?:\d|one|two|three|four|five)|lands (?:\w+-season|[Ss]eason)|nabs|"
    rf"fans\b)| \((?:{PLATFORM})[,)]|['’]s (?:\w+ )?(?:seasons?|renewal|cancell?ation|finale|fate|future|premiere|budget|cancel|second|third|fourth|final|first|audience|creators?|showrunners?)\b)",
)
OWNED = rf"\b(?:{PLATFORM})['’]s (?:hit |new |own |upcoming |long-running |(?:[a-z-]+ ){{0,3}}(?:{KINDS}) )?(?P<run>{_RUN})(?! [A-Z])"
_REGEXES = tuple(re.compile(words) for words in (*_BESIDE, OWNED))
MOST = 60_000
"""Of a longer text no more is looked through, in characters: an article has some thousands."""
_SEVERAL = re.compile(
    r"\b(?:seasons of|shows|dramas|comedies|thrillers|originals|both|renewals of|cancell?ations of|(?:dramas|series|shows|comedies|originals|thrillers)[,:]|(?:pick-?ups|renewals) to|, (?:after|following|joining|including)) $"
)
"""Words after which several titles stand in one row."""
_LIST = re.compile(rf"{_RUN}(?:, {_RUN})*,? and {_RUN.replace('(?:of|the|and|in', '(?:of|the|in')}")
_NO_SERIES = re.compile(
    rf"\b(?:{PLATFORM})\b(?=$)|^(?:{PLATFORM})\b|\b(?:Studios?|Television|Pictures|Entertainment|Productions?|Media|Films|Emmys?|Awards?|Globes?|Nielsen|"
    r"Rotten Tomatoes|Metacritic|Top 10|Season|Seasons|Part|Inc|Guild|Festival|Association|Corp|Group|Instagram|Twitter|Facebook|Discovery|Universal|NBCUniversal|Lionsgate|Sony|Warner|Tomatometer|Chief|Head|President|Board|Bajaria|Sarandos|Ted|Original|Originals|Upfront|Deadline|English)\b"
)
_FIRST = (
    r"^(?:In|On|With|After|When|While|Since|Like|Unlike|From|But|And|As|Though|Although|Both|Meanwhile|Now|Last|Earlier|Also|Then|Yet|If|Is|Was|Will|Has|Elsewhere|Despite|"
    r"For|Before|Based|Created|Starring|At|To|It|He|She|They|Its|His|Her|Their|That|This|Fellow|New|Original|Another|Season|Why|How|What|Here|Each|All|No|Not|An?|Executive|Showrunner|Creator|Star) (?=[A-Z0-9])"
)
_HEADLINE = re.compile(
    r"(?:Renew|Cancel|Axe[ds]?\b|Scrap|Save[ds]?\b|Ending|Ends?\b|To End|Return|Order|Pick|Nab|Land|Get|Set|Reverse|Revive|Rescue|Drop|Officially|Premiere|Final|Early|Series|Season|Conclude|Will|Won|Is\b|Has\b|Not\b)"
)


def plain_titles(text: str, headline: bool = False) -> Iterator[str]:
    """Find titles in plain letters; a line all in capitals, as headlines are, tells nothing of where a title ends.

    Parameters
    ----------
    text : str
        The whole text.
    headline : bool
        Whether to read the lines in capitals, too, up to the first word of a decision: where nothing else named a title.

    Examples
    --------
    >>> sorted(set(plain_titles("Ida Brandt’s drama Velvet Static stars Mara Devlin. It is set in Leeds.")))
    ['Velvet Static']
    >>> list(plain_titles("Netflix Renews Night Ferry for a Third Season", headline=True))
    ['Night Ferry']
    """
    text = text[:MOST]
    lines = text.splitlines()
    body = "\n".join(line for line in lines if not _in_capitals(line))
    heads = [line for line in lines if _in_capitals(line)]
    for line in heads[:1]:
        yield from _repeated(line, body)
    for line in heads if headline else ():
        yield from _from_headline(line)
    known: dict[str, str] = {}
    for line in body.splitlines():
        for regex in _REGEXES:
            yield from _beside(regex, line, text, known)


def _beside(regex: re.Pattern[str], line: str, text: str, known: dict[str, str]) -> Iterator[str]:
    at = 0
    while match := regex.search(line, at):
        run = match["run"]
        if run not in known:
            name = trimmed(run, text)
            series = name and not (
                _NO_SERIES.search(name) or re.fullmatch(r"\S+-[a-z]\S*", name) or _is_person(name, text)
            )
            known[run] = name if series else ""
        name = known[run]
        # What was cut off behind the name may be another one.
        at = max(match.start("run") + max(len(name), 1), at + 1) if name and name in run else match.end("run")
        if _SEVERAL.search(line[: match.start("run")]) and (row := _LIST.match(line, match.start("run"))):
            yield from (part for part in re.split(r", and |, | and ", row[0]) if part)
        elif name:
            yield name


def _repeated(line: str, body: str) -> Iterator[str]:
    """Words with capitals that stand in a headline and in the text: what a text is about is named in both."""
    for match in re.finditer(_RUN, body):
        name = trimmed(match[0], body)
        if (
            (len(name.split()) > 1 or _alone(name, line, body))
            and re.search(rf"\b{re.escape(name)}\b", line)
            and not _NO_SERIES.search(name)
            and not _is_person(name, body)
        ):
            yield name


def _alone(name: str, line: str, body: str) -> bool:
    """Whether one word begins a headline, stands before a word of a decision there, and is no common word."""
    after = re.match(rf"{re.escape(name)} (?P<next>[\w’']+)", line)
    return bool(
        len(name) > 3
        and after
        and _HEADLINE.match(after["next"])
        and not re.search(rf"\b{re.escape(name.lower())}\b", body)
    )


def _in_capitals(line: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z][\w’']*", line) if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.75 * len(words) and not line.endswith(".")


def _from_headline(line: str) -> Iterator[str]:
    for regex in (
        rf"\b(?:Renews|Cancels|Axes|Scraps|Saves|Revives|Ends|Picks Up|Orders) (?P<run>{_RUN})",
        rf"^(?P<run>{_RUN})",
    ):
        for match in re.finditer(regex, line):
            words = re.split(
                r" (?:for|After|at|as|by|after|With|From|with|To|to|On|on|For) (?=[A-Za-z])", match["run"]
            )[0]
            kept = words.split()
            stop = next(
                (at for at, word in enumerate(kept) if _HEADLINE.match(word) or re.fullmatch(PLATFORM, word)), len(kept)
            )
            name = trimmed(" ".join(kept[:stop]), line)
            if name and not _NO_SERIES.search(name):
                yield name
                return


def trimmed(run: str, text: str) -> str:
    """A run of words with capitals without what belongs to the sentence: its first word, a platform, an 's."""
    run = re.sub(r"['’]s$", "", run.strip(" ,.;:"))
    run = re.sub(rf"^(?:{PLATFORM})(?:'s|’s)? (?=[A-Z0-9])", "", run)
    run = re.split(rf" (?:and|for|on|in|at|to|from|with) (?=(?:{PLATFORM})\b)| and (?=The )", run)[0]
    run = re.sub(r" (?:for|in|at|after|on) (?:Season|Seasons|Series) .*| [Ss]easons? \d.*| S\d$", "", run)
    run = re.sub(rf" (?:in|on|since|until|for|last|this) (?:{DAYS})(?!\w).*", "", run)
    run = re.sub(r"(?: (?:of|the|and|in|to|a|for|on|at|with|from))+$", "", run)
    while (shorter := re.sub(_FIRST, "", run)) != run and text.count(shorter) > text.count(run):
        run = shorter
    if re.fullmatch(r"[\d.,]+", run):
        return ""  # a number is a title only where it is marked as one
    return re.sub(
        r"^(?:The|A|An|But|And|While|When|After|Despite|Drama|Comedy) (?=(?:Series|Show|Season|Drama)\b)", "", run
    )


def _is_person(name: str, text: str) -> bool:
    said = re.escape(name)
    return bool(re.search(
        rf"\b(?:creators?|showrunners?|producers?|writers?|directors?|actors?|actress|stars?|president|chief|chairman|CEO|head|by|says|said|told|starring|"
        rf"alongside|opposite|with|and [A-Z]\w+ [A-Z]\w+ and) {said}\b|\b{said}(?:,? (?:said|says|told|wrote|adds|added|who|plays|as (?:a|an|the)|stars as|stars in)\b| \(?as\b|, (?:the|its|a) (?:\w+ )?(?:president|chief|head|creator|showrunner|star))",
        text,
    ))  # fmt: skip
