"""Turn claims of the press into rows: each as a claim, and what is stated of a decision or cost as a release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cliffhanger.evidence.unsaid_season import WORDS
from cliffhanger.measures import MEASURES
from cliffhanger.press.records import Claim
from cliffhanger.sources.press_pages import Page

LIST = "press"
"""List of the claims among releases."""

DECISIONS = "press, decisions"
"""List of the decisions among releases."""

_OUTCOMES = {"renewed": "renewed", "cancelled": "cancelled", "final season": "ended", "wrap-up": "wrap-up",
             "limited": "limited", "saved": "renewed"}  # fmt: skip
_COSTS = {"episode": "cost_per_episode_usd", "season": "cost_per_season_usd"}

SURE = 0.8
"""From this confidence on, what is stated becomes a fact."""

Row = dict[str, object]


def claim_row(claim: Claim, number: int, file_id: int, known: dt.date, reader: str = "grammar") -> Row:
    """A claim as a row of the contract PRESS_CLAIM."""
    return {
        "file_id": file_id,
        "claim": number,
        "series_text": claim.series,
        "season": claim.season,
        "platform": claim.platform,
        "kind": claim.kind,
        "word": claim.word,
        "value": claim.value,
        "unit": claim.unit,
        "detail": claim.detail,
        "happened_from": claim.happened_from,
        "happened_to": claim.happened_to,
        "cited": claim.cited,
        "standing": claim.standing,
        "confidence": claim.confidence,
        "starts_at": claim.start,
        "ends_at": claim.end,
        "sentence": claim.sentence,
        "reader": reader,
        "known_on": known,
    }


def releases_of(claim: Claim, number: int, page: Page, known: dt.date, reader: str = "grammar") -> Iterator[Row]:
    """Rows of the contract PRINTED: the claim itself, by which it is placed, and the fact that it states.

    The outcome stands on the season that was decided upon: a renewal for season 3 is the outcome of season 2. Without
    a season it stands on the series as a whole, and the ledger looks for the season (`evidence.unsaid_season`).
    """
    about = _about(claim, number, page, known)
    yield {**about, "list_name": LIST, "measure": "claim", "text": claim.sentence}
    if claim.standing != "stated" or claim.confidence < SURE:
        return
    unsaid = not claim.season and claim.word in WORDS
    if claim.kind == "decision" and claim.word in _OUTCOMES and (claim.season or unsaid or claim.word == "limited"):
        start, end = _period(claim, known)
        note = f"by {claim.platform}" if claim.word == "saved" and claim.platform else claim.detail
        if reader != "grammar":
            note = "; ".join(filter(None, (note, f"read by {reader}")))
        season = claim.season or (None if unsaid else 1)  # a limited series has one
        yield {
            **about, "season_text": f"Season {season}" if season else None, "list_name": DECISIONS, "note": note,
            "measure": "outcome", "text": _OUTCOMES[claim.word], "period_start": start, "period_end": end,
            "grade": "reported",
        }  # fmt: skip
    if claim.kind == "cost" and claim.word in _COSTS and claim.unit == "USD" and claim.value:
        measure = MEASURES[_COSTS[claim.word]]
        if (measure.at_least or 0) <= claim.value <= (measure.at_most or claim.value):
            yield {**about, "list_name": "press, costs", "measure": measure.name, "value": claim.value, "grade": "B"}


def _about(claim: Claim, number: int, page: Page, known: dt.date) -> Row:
    return {
        "row": number,
        "series_text": claim.series,
        "season_text": f"Season {claim.season}" if claim.season else None,
        "platform": claim.platform or "*",
        "hint_kind": "tv",
        "geography": "world",
        "known_on": known,
        "snapshot_on": known,
        "publication": page.publisher or "the press",
        "url": page.url,
    }


def _period(claim: Claim, known: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The days of a decision as far as they had come when the text was read."""
    if claim.happened_from is None or claim.happened_to is None or claim.happened_from > known:
        return None, None
    return claim.happened_from, min(claim.happened_to, known)
