"""Claims of the press against the store: what is missing contradicts nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from cliffhanger.evidence.press_checks import FIRST_WEEKS, Known, check

PREMIERE = dt.date(2023, 3, 2)
SUNDAYS = [dt.date(2023, 3, 5) + dt.timedelta(7 * week) for week in range(FIRST_WEEKS)]
WHOLE = frozenset(("Nielsen originals", day) for day in SUNDAYS)


def fact(measure: str, value: float | None, text: str | None = None, week: int = 0) -> dict[str, object]:
    """A fact as far as checks look at it."""
    return {"measure": measure, "value": value, "text": text, "list_name": "Nielsen originals",
            "period_end": SUNDAYS[week],
            "period_start": SUNDAYS[week] - dt.timedelta(6), "platform": "Netflix", "publication": "Trade Daily",
            "publisher": "press"}  # fmt: skip


def claim(kind: str, word: str, value: float | None = None, **more: object) -> dict[str, object]:
    """A claim as far as checks look at it."""
    return {"kind": kind, "word": word, "value": value, "detail": None, "unit": None, "season": 1,
            "season_id": "night-ferry/1",
            "happened_from": None, "happened_to": None} | more  # fmt: skip


TWO = [fact("rank", 8.0), fact("rank", 2.0, week=1)]
WEEKS = claim("chart", "weeks", 3.0, detail="Nielsen originals")


@pytest.mark.parametrize(
    ("said", "facts", "lists", "verdict"),
    [
        (WEEKS, TWO, frozenset(), "cannot be checked"),
        (WEEKS, TWO, WHOLE, "contradicted"),
        (WEEKS, [*TWO, fact("rank", 9.0, week=2)], WHOLE, "agreed"),
        (claim("chart", "listed", detail="top 10"), TWO, WHOLE, "cannot be checked"),
        (claim("chart", "rank", 2.0, detail="Nielsen originals"), TWO, WHOLE, "agreed"),
        (claim("chart", "rank", 1.0, detail="Nielsen originals"), TWO, WHOLE, "contradicted"),
        (claim("chart", "rank", 1.0, detail="Nielsen originals"), TWO, frozenset(), "cannot be checked"),
        (claim("minutes", "minutes", 226e6), [fact("minutes_viewed", 226e6)], WHOLE, "agreed"),
        (claim("minutes", "minutes", 549e6), [fact("minutes_viewed", 226e6)], WHOLE, "cannot be checked"),
        (claim("minutes", "minutes", 549e6, happened_from=SUNDAYS[0]), [fact("minutes_viewed", 226e6)], WHOLE,
         "contradicted"),
        (claim("episodes", "episodes", 9.0), [fact("episodes", 8.0)], WHOLE, "contradicted"),
        (claim("episodes", "episodes", 9.0), [], WHOLE, "cannot be checked"),
        (claim("reviews", "critics", 70.0, detail="over"), [fact("critics_pct", 82.0)], WHOLE, "agreed"),
        (claim("cost", "episode", 8e6, unit="USD"), [fact("cost_per_episode_usd", 8.2e6)], WHOLE, "agreed"),
        (claim("cost", "episode", 8e6, unit="GBP"), [fact("cost_per_episode_usd", 8.2e6)], WHOLE, "cannot be checked"),
        (claim("decision", "renewed", 2.0), [fact("outcome", None, "cancelled")], WHOLE, "contradicted"),
        (claim("decision", "cancelled", 1.0), [fact("outcome", None, "cancelled")], WHOLE, "agreed"),
        (claim("decision", "cancelled", 1.0), [fact("outcome", None, "pending")], WHOLE, "cannot be checked"),
        (claim("premiere", "premiere", happened_from=PREMIERE, happened_to=PREMIERE),
         [fact("release_date", None, "2023-03-02")], WHOLE, "agreed"),
        (claim("ending", "open"), TWO, WHOLE, "cannot be checked"),
    ],
)  # fmt: skip
def test_verdicts(
    said: dict[str, object], facts: list[dict[str, object]], lists: frozenset[tuple[str, dt.date]], verdict: str
) -> None:
    """Agreed, contradicted, or not to be checked, each with a reason."""
    found = check(said, Known(facts, lists, PREMIERE))
    assert found.verdict == verdict
    assert found.why
