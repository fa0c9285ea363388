"""Candidates of a slate as draws: each from the store's facts, or from what the file says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from cliffhanger.audience.season_curve import SeasonCurve, season_curve
from cliffhanger.audience.weekly import season_features, tenth_places
from cliffhanger.decisions.assumptions import Assumptions
from cliffhanger.decisions.costs import costs
from cliffhanger.decisions.draws import Reals
from cliffhanger.decisions.economy import Season, economy
from cliffhanger.decisions.retention import Retention
from cliffhanger.decisions.revenue import halves
from cliffhanger.decisions.slate_file import Candidate, SlateFile
from cliffhanger.decisions.worth import completion, fitted_retention, season_of
from cliffhanger.errors import Problem, SourceError, TitleError, TooLittleEvidence
from cliffhanger.evidence.choice import choose_season
from cliffhanger.store import Store

Row = Mapping[str, object]
Progress = Callable[[str, int, int | None], None]

_QUARTER = 1.2  # hours of 91 days over those of 28, median of the same 60 curves as tail_over_launch
_ADVICE = "Give the candidate cost and hours_28d in the file, gather a source that knows it, or leave it out."


@dataclass(frozen=True)
class Drawn:
    """A candidate with its draws.

    Parameters
    ----------
    candidate : Candidate
        As the file says, with genre and language of the store where it has none.
    season_id : str or None
        Its season; None where the store does not know it.
    draws : dict of array
        Of `economy.economy`.
    evidence : str
        What audience and cost rest on.
    """

    candidate: Candidate
    season_id: str | None
    draws: dict[str, Reals]
    evidence: str


def draw_candidates(
    store: Store, slate: SlateFile, day: dt.date, assumed: Assumptions, progress: Progress
) -> list[Drawn]:
    """Every candidate with its draws.

    Raises
    ------
    SourceError
        With every candidate of whose audience or cost nothing is known.
    """
    placed, problems = _placed(store, slate, day)
    features = {str(row["season_id"]): row for row in season_features(store, day).to_pylist()}
    known = halves(day, assumed)
    law = fitted_retention(list(features.values()), day, assumed)
    asked = [one for one in placed if one is not None]
    priced = {row["season_id"]: row for row in costs(store, asked, as_of=day, assumed=assumed).to_pylist()}
    tenths = tenth_places(store, day)
    found = []
    for at, (candidate, season_id) in enumerate(zip(slate.candidates, placed, strict=True)):
        progress(candidate.series, at, len(placed))
        own, cost = features.get(season_id or "", {}), priced.get(season_id or "", {})
        if candidate.cost_usd is not None:
            ends = dict(zip(("cost_usd_lo80", "cost_usd", "cost_usd_hi80"), candidate.cost_usd, strict=True))
            cost = {**ends, "internal": "no", "status": "your file"}
        season, heard = None, "your file"
        if candidate.hours_28d is not None:
            season = _of_file(candidate, cost, own, known[-1].usd_per_hour, assumed, law) if _priced(cost) else None
        elif season_id and _priced(cost):
            curve = _curve(store, season_id, day, tenths)
            done = completion(store, season_id, day)
            season = season_of(curve, own, law, cost, known, assumed, done) if curve else None
            heard = "its curve"
        if season is None:
            problems.append(_lacking(at + 1, candidate, cost))
            continue
        drawn = economy(
            season, assumed.all, hours_known=known[-1].reported, many=slate.scenarios, own=f"{candidate.name}: "
        )
        filled = replace(
            candidate,
            genre=candidate.genre or _word(store, season_id, "genre", day),
            language=candidate.language or _text(own.get("language")),
        )
        found.append(Drawn(filled, season_id, drawn, f"audience: {heard}; cost: {cost['status']}"))
    if problems:
        raise SourceError(slate.path, problems, _ADVICE)
    return found


def _placed(store: Store, slate: SlateFile, day: dt.date) -> tuple[list[str | None], list[Problem]]:
    placed: list[str | None] = []
    problems = []
    names = {
        str(name).casefold()
        for column in ("series", "series_id")
        for name in store.query(f"SELECT DISTINCT {column} FROM season")[column].to_pylist()
    }
    for at, candidate in enumerate(slate.candidates, 1):
        if candidate.cost_usd and candidate.hours_28d and candidate.series.casefold() not in names:
            # The file says all: no need to look for the nearest names.
            placed.append(None)
            continue
        try:
            placed.append(str(choose_season(store, candidate.series, day, candidate.season)[0]["season_id"]))
        except (TitleError, TooLittleEvidence) as problem:
            placed.append(None)
            if candidate.cost_usd is None or candidate.hours_28d is None:
                known = f"candidate {at} ({candidate.name})"
                problems.append(Problem(None, known, "a season in the store, or cost and hours_28d", str(problem)))
    if not problems:
        return placed, []
    raise SourceError(slate.path, problems, _ADVICE)


def _curve(store: Store, season_id: str, day: dt.date, tenths: pa.Table) -> SeasonCurve | None:
    """The curve of a season; None where there is none, or nothing tells its launch."""
    try:
        found = season_curve(store, season_id, day, tenths)
    except TooLittleEvidence:
        return None
    return found if found and found.launch_told else None


def _priced(cost: Row) -> bool:
    return cost.get("cost_usd") is not None


def _lacking(at: int, candidate: Candidate, cost: Row) -> Problem:
    where = f"candidate {at} ({candidate.name})"
    if not _priced(cost):
        return Problem(None, f"{where}.cost", "a cost", str(cost.get("reason", "none known")))
    return Problem(None, f"{where}.hours_28d", "an audience", "no figure of it known by the date")


def _of_file(
    candidate: Candidate, cost: Row, own: Row, usd_per_hour: float, assumed: Assumptions, law: Retention | None
) -> Season:
    """A season of which the file gives the hours of 28 days: later hours follow from tail_over_launch."""
    assert candidate.hours_28d is not None
    launch = np.array(candidate.hours_28d)
    later = assumed["tail_over_launch"]
    shares = np.array([later.low, later.value, later.high])
    number = candidate.season or 1
    runtime = own.get("runtime_min")
    return Season(
        launch, _QUARTER * launch, shares * launch[1], launch * usd_per_hour, shares * launch[1] * usd_per_hour,
        np.zeros(3),
        np.array([cost[f"cost_usd{end}"] for end in ("_lo80", "", "_hi80")], dtype=float),
        cost["internal"] == "yes",
        number,
        float(runtime) if isinstance(runtime, int | float) else None,
        own.get("spoken") == "English",
        1.0,
        law.log_ratio(number) if law else None,
        law.sd if law else None,
    )  # fmt: skip


def _word(store: Store, season_id: str | None, measure: str, day: dt.date) -> str | None:
    if season_id is None:
        return None
    words = store.query(
        """
        SELECT DISTINCT r.text FROM release r JOIN link l USING (title_id)
        WHERE r.measure = $measure AND l.season_id IN ($season, $whole) AND r.known_on <= $day AND r.text IS NOT NULL
        ORDER BY r.text
        """,
        {"measure": measure, "season": season_id, "whole": f"{season_id.rpartition('/')[0]}/*", "day": day},
    )["text"].to_pylist()
    return "; ".join(words) or None


def _text(value: object) -> str | None:
    return str(value) if value else None
