"""Costs of seasons on a date: what was claimed, what follows from a ratio, or what kin say."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from cliffhanger.decision_tables import COST
from cliffhanger.decisions import cost_claims
from cliffhanger.decisions.assumptions import Assumptions, assumptions
from cliffhanger.decisions.cost_claims import Row, Said
from cliffhanger.decisions.cost_model import CostModel, Kin, Reals, fit
from cliffhanger.decisions.rates import price_level, price_year
from cliffhanger.errors import TooLittleEvidence
from cliffhanger.forecasts.design import GENRES
from cliffhanger.store import Store

Z80 = 1.2815515655446004
"""Standard deviations from the middle to an end of the 80 % interval."""

_MEASURES = (*cost_claims.MEASURES, "kind", "language", "genre", "release_date", "runtime_min", "runtime_listed_min")
_CLAIM_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Known:
    """What was known of the costs of many seasons on a day: facts by season, and their series and seasons."""

    rows: Mapping[str, Sequence[Row]]
    seasons: Mapping[str, Row]
    day: dt.date


def costs(
    store: Store, season_ids: Sequence[str], *, as_of: dt.date | None = None, assumed: Assumptions | None = None
) -> pa.Table:
    """What seasons cost, as known on a date.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    season_ids : sequence of str
        The seasons.
    as_of : date, optional
        Last day of knowledge; today by default.
    assumed : Assumptions, optional
        The shipped ones by default.

    Returns
    -------
    pyarrow.Table
        Contract COST, in the order asked. Where nobody said so the status is "by ratio" or "estimated", and where even
        kin are lacking "unknown" with a reason.
    """
    day = as_of or dt.date.today()
    assumed = assumed or assumptions(day)
    known = gathered(store, day, season_ids)
    model: CostModel | str | None = None
    found = []
    for season_id in season_ids:
        row = _told(season_id, known, assumed)
        if row is None:
            if model is None:
                model = _model(known, day)
            row = _by_kin(season_id, known, model, day, assumed)
        found.append({"season_id": season_id, "as_of": day, **row})
    return pa.Table.from_pylist(found, schema=COST.schema)


def gathered(store: Store, day: dt.date, wanted: Sequence[str]) -> Known:
    """What was known by a date of the seasons wanted and of all whose cost somebody told."""
    found = store.query(
        f"""
        WITH asked AS (
            SELECT l.season_id FROM release r JOIN link l USING (title_id)
            WHERE (r.measure IN ('cost_per_episode_usd', 'cost_per_season_usd')
                   OR r.measure = 'claim' AND r.text LIKE '%episode%of%season%of%')
              AND r.known_on <= $day AND l.known_on <= $day
            UNION SELECT unnest($wanted)
        ), every AS (
            SELECT season_id FROM asked UNION SELECT regexp_replace(season_id, '/[^/]*$', '/*') FROM asked
        ), placed AS (
            SELECT season_id, title_id, l.known_on, t.platform
            FROM every JOIN link l USING (season_id) JOIN title t USING (title_id) WHERE l.known_on <= $day
        )
        SELECT DISTINCT p.season_id, r.measure, r.value, r.text, r.note, r.publication,
               greatest(r.known_on, p.known_on) AS known_on, p.platform
        FROM placed p JOIN release r USING (title_id)
        WHERE r.measure IN ({", ".join(f"'{name}'" for name in _MEASURES)}) AND r.known_on <= $day
        ORDER BY ALL
        """,
        {"day": day, "wanted": list(wanted)},
    ).to_pylist()
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        rows[row["season_id"]].append(row)
    seasons = {
        row["season_id"]: row
        for row in store.query(
            "SELECT season_id, series_id, series, number, kind FROM season WHERE known_on <= $day", {"day": day}
        ).to_pylist()
    }
    return Known(rows, seasons, day)


def _told(season_id: str, known: Known, assumed: Assumptions) -> dict[str, object] | None:
    """The cost that was claimed of a season, or follows from a ratio; None where there is neither."""
    rows = known.rows.get(season_id, ())
    many, why = _episodes(season_id, known, assumed)
    error = assumed["claim_error"].value
    if spoken := cost_claims.said(rows, many[0] if why == "listed" else None):
        sd = math.hypot(error, spoken.sd)
        reason = f"{spoken.claims} claim{'s' if spoken.claims > 1 else ''}"
        return _row(spoken.log_cost, sd, many, spoken, "claimed", reason)
    total = cost_claims.said(rows, 1.0)
    if total and not cost_claims.said(rows, None):
        # Of a season whose episodes nobody counts, or a special, the whole cost alone is known.
        one = Said(total.log_cost - math.log(many[0]), total.sd, total.claims, total.internal)
        return _row(one.log_cost, math.hypot(error, total.sd), (many[0], 0.0), one, "claimed", "a claim on the whole")
    if found := _by_ratio(season_id, known, assumed):
        log_season, sd, reason = found
        log_episode = log_season - math.log(many[0])
        return _row(log_episode, sd, (many[0], 0.0), Said(log_episode, 0.0, 1, False), "by ratio", reason)
    whole = cost_claims.said(known.rows.get(f"{season_id.rpartition('/')[0]}/*", ()), None)
    if whole:
        sd = math.hypot(2 * error, whole.sd)
        reason = f"claims on the mean of several seasons or unsaid which: {whole.claims}"
        return _row(whole.log_cost, sd, many, whole, "claimed", reason)
    return None


def _by_ratio(season_id: str, known: Known, assumed: Assumptions) -> tuple[float, float, str] | None:
    """Log cost of a season, its doubt and why, where somebody told how it compares with another of known cost."""
    own = known.seasons.get(season_id)
    if own is None:
        return None
    claims = [(row, other) for other, rows in known.rows.items() for row in rows if row["measure"] == "claim"]
    for row, other in sorted(claims, key=lambda claim: str(claim[0]["known_on"])):
        told, season = cost_claims.ratio(str(row["text"])), known.seasons.get(other, own)
        if not told or not told.of_seasons or told.series.lower() != str(own["series"]).lower():
            continue
        spoken = cost_claims.said(known.rows[other], cost_claims.episodes(known.rows[other]))
        if spoken is None or season["series_id"] == own["series_id"]:
            continue
        sd = math.sqrt(assumed["ratio_error"].value ** 2 + assumed["claim_error"].value ** 2 + spoken.sd**2)
        episode = "episode" if told.episodes == 1 else "episodes"
        reason = (
            f"{told.episodes} {episode} of {season['series']} cost as much as {told.times} seasons of it, said on "
            f"{row['known_on']}"
        )
        return spoken.log_cost + math.log(told.episodes / told.times), sd, reason
    return None


def _by_kin(
    season_id: str, known: Known, model: CostModel | str, day: dt.date, assumed: Assumptions
) -> dict[str, object]:
    many, why = _episodes(season_id, known, assumed)
    if isinstance(model, str):
        return _row(math.nan, 0.0, many, Said(0.0, 0.0, 0, False), "unknown", model)
    kin = _kin(season_id, known)
    mean, sd = model.predict(kin)
    share = assumed["unpublished_cost"]
    spread = math.log(share.high / share.low) / (2 * Z80)
    mean += math.log(share.value) - math.log(price_level(kin.year, day))
    reason = (
        f"estimated from {model.seasons} seasons of known cost, in prices of {price_year(day)}, and taken down by the "
        f"assumption unpublished_cost" + ("" if why == "listed" else f"; episodes {why}")
    )
    return _row(mean, math.hypot(sd, spread), many, Said(mean, 0.0, 0, False), "estimated", reason)


def _model(known: Known, day: dt.date) -> CostModel | str:
    try:
        return fit(*taught(known, day))
    except TooLittleEvidence as lack:
        return str(lack)


def taught(known: Known, day: dt.date) -> tuple[list[Kin], Reals, Reals]:
    """What the law learns from: seasons of claimed cost, its logarithm in dollars of one year, spread of the claims."""
    kin, logs, sds = [], [], []
    for season_id in sorted(known.rows):
        if season_id.endswith("/*") or season_id not in known.seasons:
            continue
        rows = known.rows[season_id]
        spoken = cost_claims.said(rows, cost_claims.episodes(rows))
        if spoken is None or known.seasons[season_id]["kind"] in ("special", "film"):
            continue
        one = _kin(season_id, known)
        kin.append(one)
        logs.append(spoken.log_cost + math.log(price_level(one.year, day)))
        sds.append(spoken.sd)
    return kin, np.array(logs), np.array(sds)


def _kin(season_id: str, known: Known) -> Kin:
    season = known.seasons.get(season_id, {})
    rows = [*known.rows.get(season_id, ()), *known.rows.get(f"{season_id.rpartition('/')[0]}/*", ())]

    def word(measure: str) -> str | None:
        return next((str(row["text"]) for row in rows if row["measure"] == measure and row["text"]), None)

    language = word("language")
    genres = " ".join(str(row["text"]) for row in rows if row["measure"] == "genre")
    genre = next((name for name, pattern in GENRES.items() if re.search(pattern, genres, re.IGNORECASE)), None)
    platform = next((str(row["platform"]) for row in rows if row["platform"] not in (None, "*")), None)
    spoken = None if language is None else "English" if language in ("English", "en") else "other"
    number = season.get("number")
    return Kin(
        season_id.rpartition("/")[0],
        int(number) if isinstance(number, int) else 1,
        _year(rows, known.day),
        (platform, word("kind"), spoken, genre),
    )


def _year(rows: Sequence[Row], day: dt.date) -> int:
    """Year of the premiere; where none is printed, that in which something of it first became known."""
    premieres = sorted(str(row["text"])[:4] for row in rows if row["measure"] == "release_date")
    if premieres and _CLAIM_YEAR.fullmatch(premieres[0]):
        return int(premieres[0])
    return min((int(str(row["known_on"])[:4]) for row in rows), default=day.year)


def _episodes(season_id: str, known: Known, assumed: Assumptions) -> tuple[tuple[float, float], str]:
    """Episodes with their doubt in logarithms, and how they are known."""
    rows = known.rows.get(season_id, ())
    if many := cost_claims.episodes(rows):
        return (many, 0.0), "listed"
    if known.seasons.get(season_id, {}).get("kind") in ("special", "film"):
        return (1.0, 0.0), "listed"
    minutes = [float(str(row["value"])) for row in rows if row["measure"] in ("runtime_min", "runtime_listed_min")]
    long = assumed["minutes_per_episode"]
    spread = math.log(long.high / long.low) / (2 * Z80)
    if minutes:
        return (max(1.0, max(minutes) / long.value), spread), "counted from the runtime"
    return (8.0, 0.4), "unknown, taken as 8"


def _row(
    log_episode: float, sd: float, many: tuple[float, float], spoken: Said, status: str, reason: str
) -> dict[str, object]:
    row: dict[str, object] = {
        "episodes": many[0], "claims": spoken.claims, "internal": "yes" if spoken.internal else "no",
        "status": status, "reason": reason,
    }  # fmt: skip
    for name, middle, spread in (
        ("cost_per_episode_usd", log_episode, sd),
        ("cost_usd", log_episode + math.log(many[0]), math.hypot(sd, many[1])),
    ):
        for end, z in (("_lo80", -Z80), ("", 0.0), ("_hi80", Z80)):
            row[f"{name}{end}"] = None if math.isnan(middle) else math.exp(middle + z * spread)
    return row


def compared_in_cost(store: Store, season_id: str, day: dt.date) -> set[str]:
    """Names, in small letters, of the series with whose cost somebody compared that of a season by then."""
    rows = store.query(
        """
        SELECT r.text FROM release r JOIN link l USING (title_id)
        WHERE l.season_id = $season AND r.measure = 'claim' AND r.known_on <= $day AND l.known_on <= $day
        """,
        {"season": season_id, "day": day},
    )["text"].to_pylist()
    return {found.series.lower() for text in rows if text and (found := cost_claims.ratio(text))}
