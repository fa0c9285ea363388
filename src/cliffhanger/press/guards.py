"""What keeps a turn of phrase from being a fact: negation, doubt, rumour, condition, and looking back."""

from __future__ import annotations

import datetime as dt
import re

_DENIED = re.compile(
    r"\b(?:not|never|neither|nor|nobody|no one|none|without|den(?:y|ies|ied)|dispell?ed|refuted?|false|falsely|nearly|almost|narrowly|instead of|"
    r"rather than|avoid\w*|escaped?|spared?|fail(?:s|ed|ing)? to|yet to|refus\w+ to|stop(?:ped)? short|far from|"
    r"reversed?|rescind\w*)\b|n't\b|\bno (?:plans?|decision|word|news|longer|sign)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:if|whether|unless|until|(?-i:may)(?! \d)|might|could|would|should|can|likely|unlikely|possib\w+|perhaps|maybe|thought|"
    r"thinks?|believes?|expect(?:s|ed|ing)?|hop(?:es?|ing|ed)|fears?|feared|wants?|wanted|wish\w*|petitions?|"
    r"campaign\w*|calls? (?:for|on)|threat\w*|risk\w*|danger|predict\w*|unclear|uncertain|odds|chances?|looks?|seems?|"
    r"appears?(?= (?:to|that|likely))|try|trying|tried|plans? (?:to|for)|intends?|ideas?|pitch\w*|urg(?:e|es|ed|ing)|demands?|"
    r"suppos\w+|planned (?:a|an|to|for)\b|imagine|joked?|questions?|wonder\w*|before deciding|need(?:s|ed)? to|word on|decision on)\b",
    re.IGNORECASE,
)
_RUMOUR = re.compile(
    r"\b(?:rumou?r\w*|reportedly|allegedly|said to|believed to|understood to|in talks|talks|consider(?:s|ing|ed)?|mull\w*|"
    r"ey(?:eing|es)|weigh(?:s|ing|ed)?|nearing|nears|close to(?! (?:the (?:production|show|series|matter|situation|project|decision|deal|platform|streamer|network)|it)\b)|on the verge|poised|speculat\w*|in early development)\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r";|:\s|, and (?=(?:I|it|its|the|that|he|she|they|we|sources|insiders|[A-Z]\w+|§+)\b)|, and (?=§)|, but\b|\bbut\b(?! not)|\bhowever\b|—|–",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\W*(?:though|although|while|despite|after|even though|following|when|as expected|as feared)\b[^;,]*,\s",
    re.IGNORECASE,
)
"""A clause before the main one, whose doubts are not those of the main one."""

_RELATIVE = re.compile(r",\s+(?:which|who|whose|where)\b[^,;]*,")
_WITHIN = re.compile(r", (?:which|who|whose)\b(?=[^,]*$)")
"""The last relative clause, to which what the main clause denies does not reach."""

_REPORTED = re.compile(
    r"\b((?:announced|confirmed|revealed|said|told|knew|learned|heard|informed|word that|news that)\b[^.;]{0,80}?)\bwould\b(?! (?:love|like|be happy|be open|consider|need|have|welcome|be willing|want|jump|be back in a heartbeat))",
    re.IGNORECASE,
)
"""In reported speech 'would' is a 'will'."""

_HAD = re.compile(
    r"\bhad (?:\w+ly |just |already |not )?(?:been )?(?:\w+ly )?(?:(?:renew|cancel|ax|scrap|drop|pick|order|sav|made|crack|enter)\w*"
    r"(?: [^.;,]{0,30})?)?$",
    re.IGNORECASE,
)
_DONE = re.compile(r" and (?:then )?(?=(?:cancell?ed|renewed|axed|scrapped|picked|ordered)\b)", re.IGNORECASE)
"""Where a second verb begins, to which a 'not' before the first no longer reaches."""


def standing(sentence: str, start: int, end: int, day: dt.date | None, *, near: bool = False) -> str | None:
    """Tell how a sentence stands to what stands at a place of it.

    Parameters
    ----------
    sentence : str
        With straight quotation marks.
    start, end : int
        Place of the turn of phrase.
    day : date or None
        Day of the text.
    near : bool
        Whether a denial reaches no further than to the next comma: 'that was not enough, given its cost of' does not deny
        the cost.

    Returns
    -------
    str or None
        'stated', 'reported' (a rumour), 'history', or None where it is denied, doubted, wished or asked.

    Examples
    --------
    >>> said = "Netflix has not cancelled it"
    >>> standing(said, said.index("cancelled"), len(said), None)
    >>> said = "Netflix is said to have cancelled it"
    >>> standing(said, said.index("cancelled"), len(said), None)
    'reported'
    """
    if sentence.rstrip("\"')” ").endswith("?"):
        return None
    turns = [turn.end() for turn in _TURN.finditer(sentence, 0, start)]
    since = turns[-1] if turns else 0
    if aside := _ASIDE.match(sentence, since, start):
        since = aside.end()
    if relative := _WITHIN.search(sentence, since, start):
        since = relative.end()
    before = _REPORTED.sub(r"\1 will", _RELATIVE.sub(",", sentence[since:start]))
    if _RUMOUR.search(before):
        return "reported"
    ands = [start - turn.end() for turn in _DONE.finditer(sentence, since, start + 12) if turn.end() <= start]
    if near:
        before = before.rpartition(", ")[2] if not _UNSURE.search(before) else before
    if _DENIED.search(before[-ands[-1] if ands and ands[-1] else (len(before) if ands else 0) :]) or _UNSURE.search(
        before
    ):
        return None
    opening = re.match(r"\W*(?:[Bb]ack )?[Ii]n ((?:19|20)\d\d)\b", sentence)
    if _looks_back(before, sentence[start : end + 40], day) or (opening and day and int(opening[1]) < day.year - 1):
        return "history"
    return "stated"


def _looks_back(before: str, after: str, day: dt.date | None) -> bool:
    if _HAD.search(before) or re.search(r"\bonly to\b[^,]*$", before):
        return True
    if re.search(
        r"\b(?:previously|originally|formerly) (?:cancel|renew|ax|order|scrap)|\byears ago\b|\bback in (?:19|20)\d\d",
        before[-60:] + after,
        re.IGNORECASE,
    ):
        return True
    years = re.findall(r"\b[Ii]n (?:\w+ )?((?:19|20)\d\d)\b", before[-60:] + after)
    return day is not None and any(int(year) < day.year - 1 for year in years)
