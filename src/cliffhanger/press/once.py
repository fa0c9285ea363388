"""Each claim of a text once: what is said twice, what the headline alone says, and seasons told elsewhere in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cliffhanger.press.records import Claim

Kept = dict[tuple[object, ...], Claim]


def once(found: Sequence[Claim]) -> list[Claim]:
    """Each claim once; what the headline alone says keeps that standing; a decision without its season learns it.

    Parameters
    ----------
    found : sequence of Claim
        All claims of a text.

    Returns
    -------
    list of Claim
        In the order of the text.
    """
    seasons = _seasons(found)
    platforms = {claim.series: claim.word for claim in found if claim.kind == "platform"}
    kept: Kept = {}
    later: list[Claim] = []
    for one in sorted(found, key=lambda c: (c.standing != "stated", c.start)):
        known = seasons.get((one.series, one.word), set())
        learns = one.kind == "decision" and one.value is None and len(known) == 1
        claim = _with_season(one, next(iter(known))) if learns else one
        if learns and (one.standing == "headline" or any(c.key == claim.key and c.standing == "stated" for c in found)):
            # The same news, said elsewhere with its season; whom this sentence cites counts for it.
            later.append(claim)
        elif claim.key not in kept:
            kept[claim.key] = replace(claim, platform=claim.platform or platforms.get(claim.series))
        elif not kept[claim.key].cited:
            kept[claim.key] = replace(kept[claim.key], cited=claim.cited)
    for claim in later:
        if claim.key in kept and not kept[claim.key].cited:
            kept[claim.key] = replace(kept[claim.key], cited=claim.cited)
    _rescued(kept)
    return sorted(kept.values(), key=lambda c: (c.start, c.kind != "platform", c.kind, c.word, str(c.detail)))


def _seasons(found: Sequence[Claim]) -> dict[tuple[str, str], set[float]]:
    """Seasons of decisions by series and word; what the text states without one may have it in the headline."""
    seasons: dict[tuple[str, str], set[float]] = {}
    told = [claim for claim in found if claim.kind == "decision" and claim.value]
    for claim in told:
        if claim.standing == "stated":
            seasons.setdefault((claim.series, claim.word), set()).add(claim.value or 0)
    for claim in told:
        if claim.standing == "headline":
            seasons.setdefault((claim.series, claim.word), {claim.value or 0})
    return seasons


def _with_season(claim: Claim, value: float) -> Claim:
    season = int(value) - (claim.word in ("renewed", "saved")) or None
    return replace(claim, value=value, season=season, unit="season")


def _rescued(kept: Kept) -> None:
    """What a renewal unsays: that it was limited. Of a series that was saved, what another platform ordered is told as the rescue, with its season."""
    renewed = {c.series for c in kept.values() if c.word == "renewed" and c.standing == "stated"}
    for key, claim in list(kept.items()):
        if claim.word == "limited" and claim.series in renewed:
            del kept[key]  # it was one until then
    saved = {c.series: c for c in kept.values() if c.word == "saved" and c.standing == "stated"}
    for key, claim in list(kept.items()):
        if claim.word != "renewed" or claim.series not in saved:
            continue
        if claim.value is None:
            del kept[key]
        elif claim.standing == "stated":
            del kept[key]
            told = replace(claim, word="saved")
            rescue = saved[claim.series]
            kept.pop(rescue.key if rescue.value is None else told.key, None)
            kept[told.key] = told
