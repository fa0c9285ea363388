"""What one season is worth on one date: the store's facts put into `economy`, and every figure with its basis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from cliffhanger.audience.season_curve import SeasonCurve, season_curve
from cliffhanger.audience.weekly import season_features
from cliffhanger.decision_tables import MONEY
from cliffhanger.decisions import retention
from cliffhanger.decisions.assumptions import Assumptions, assumptions
from cliffhanger.decisions.costs import costs
from cliffhanger.decisions.draws import MANY, Reals, quantiles
from cliffhanger.decisions.economy import OPTIONS, Season, economy
from cliffhanger.decisions.hours import hours_of, premiere_of
from cliffhanger.decisions.revenue import Half, halves, rate_on
from cliffhanger.errors import TooLittleEvidence
from cliffhanger.store import Store

Row = Mapping[str, object]

_FIRST_PARTY = "first_party"

_ASSUMED = {
    "renew": "next_audience, escalator",
    "cheaper": "cheaper_cost, cheaper_audience",
    "final": "final_audience, final_tail",
    "wrap-up": "wrap_up_cost, wrap_up_audience, final_tail",
    "stop": "nothing is spent",
}

FIGURES: tuple[tuple[str, str, str], ...] = (
    ("hours_28d", "hours", "curve of the season"),
    ("hours_after_28d", "hours", "curve of the season, tail_keep, tail_years"),
    ("usd_per_hour_28d", "US dollars an hour", "revenue over hours of the half-year, launch_weight"),
    ("usd_per_view_28d", "US dollars a view", "the same, runtime"),
    ("value_28d_usd", "US dollars", "hours of 28 days at that value"),
    ("value_usd", "US dollars", "the same and later hours, content_share, discount_rate"),
    ("cost_usd", "US dollars", "cost"),
    ("price_usd", "US dollars", "cost, cost_plus_premium"),
    ("efficiency_28d", "ratio", "value of 28 days over the price"),
    ("efficiency", "ratio", "value over the price"),
    ("price_per_hour_28d", "US dollars an hour", "price over hours of 28 days"),
    ("price_per_view_28d", "US dollars a view", "price over views of 28 days"),
    ("us_views_91d", "views", "hours of 91 days, us_share, runtime"),
    ("next_audience", "ratio", ""),
    ("next_efficiency", "ratio", "value of a next season over its price, escalator"),
)
"""Figures of the table, with unit and basis; that of next_audience depends on what is known."""


@dataclass(frozen=True)
class Worth:
    """What a season is worth, as draws and as a table.

    Parameters
    ----------
    season_id : str
        The season.
    as_of : date
        Last day of knowledge.
    season : Season
        What went into the draws.
    draws : dict of array
        Of `economy.economy`.
    cost : mapping
        Its row of contract COST.
    half : Half
        The half-year of the premiere, or the nearest known.
    retention_pairs : int
        Pairs of seasons on which the next season's audience rests; 0 where the assumption speaks.
    assumed : Assumptions
        The assumptions used.
    """

    season_id: str
    as_of: dt.date
    season: Season
    draws: dict[str, Reals]
    cost: Mapping[str, object]
    half: Half
    retention_pairs: int
    assumed: Assumptions

    def share(self, figure: str, over: float) -> float:
        """Probability that a figure is over a bound."""
        return float((self.draws[figure] > over).mean())

    def table(self) -> pa.Table:
        """Contract MONEY: every figure with its interval and basis."""
        rows = [
            self._row(name, unit, basis or self._kept(), *quantiles(self.draws[name]))
            for name, unit, basis in FIGURES
            if name in self.draws
        ]
        for option in OPTIONS:
            net = self.draws[f"{option}: net"]
            low, _, high = quantiles(net)
            basis = f"mean of value less price; {_ASSUMED[option]}"
            rows.append(self._row(f"net_{option}_usd", "US dollars", basis, low, float(net.mean()), high))
        chances = [
            ("p_worth_its_price", self.share("efficiency", 1.0), "share of draws with efficiency over 1"),
            ("p_next_pays", self.share("next_efficiency", 1.0), "share of draws with next_efficiency over 1"),
        ]
        if "us_views_91d" in self.draws:
            hit = float((self.draws["us_views_91d"] >= self.draws["guild_line"]).mean())
            chances.append(("p_guild_hit", hit, "views in the United States in 91 days over a fifth of us_subscribers"))
        rows += [self._row(name, "probability", basis, None, p, None) for name, p, basis in chances]
        return pa.Table.from_pylist(rows, schema=MONEY.schema)

    def _kept(self) -> str:
        """On what the audience of a next season rests."""
        if self.retention_pairs:
            return f"{self.retention_pairs} pairs of seasons on the weekly lists"
        return "next_season_audience"

    def _row(
        self, name: str, unit: str, basis: str, low: float | None, middle: float, high: float | None
    ) -> dict[str, object]:
        return {
            "season_id": self.season_id, "as_of": self.as_of, "figure": name, "lo80": low, "middle": middle,
            "hi80": high, "unit": unit, "basis": basis,
        }  # fmt: skip


def worth(
    store: Store,
    season_id: str,
    *,
    as_of: dt.date | None = None,
    assumptions_file: Path | None = None,
    assumed: Assumptions | None = None,
    curve: SeasonCurve | None = None,
    features: Sequence[Row] | None = None,
    cost: Row | None = None,
    many: int = MANY,
) -> Worth:
    """Weigh one season on one date.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    season_id : str
        The season.
    as_of : date, optional
        Last day of knowledge; today by default.
    assumptions_file : Path, optional
        A user's own assumptions.
    assumed, curve, features, cost : optional
        What `assumptions`, `season_curve`, `season_features` and `costs` gave for the date, where they are at hand.
    many : int
        Draws.

    Raises
    ------
    TooLittleEvidence
        If nothing is known of its audience or its cost.
    SourceError
        If the file of assumptions does not fit.
    """
    day = as_of or dt.date.today()
    assumed = assumed or assumptions(day, assumptions_file)
    curve = curve or season_curve(store, season_id, day)
    if curve is None:
        raise TooLittleEvidence("a figure of the season's audience", f"none of {season_id} known by {day}")
    if not curve.launch_told:
        raise TooLittleEvidence("the hours of the season's first weeks", f"{season_id}, older than the weekly lists")
    cost = cost or costs(store, [season_id], as_of=day, assumed=assumed).to_pylist()[0]
    if cost["status"] == "unknown":
        raise TooLittleEvidence("a cost of the season or of its kin", str(cost["reason"]))
    features = season_features(store, day).to_pylist() if features is None else features
    own = next((row for row in features if row["season_id"] == season_id), {})
    known = halves(day, assumed)
    law = fitted_retention(features, day, assumed)
    season = season_of(curve, own, law, cost, known, assumed, completion(store, season_id, day))
    premiere = premiere_of(curve)
    half = next((one for one in known if one.start <= premiere <= one.end), known[-1])
    drawn = economy(season, assumed.all, hours_known=half.reported, many=many)
    return Worth(season_id, day, season, drawn, cost, half, law.pairs if law else 0, assumed)


def fitted_retention(features: Sequence[Row], day: dt.date, assumed: Assumptions) -> retention.Retention | None:
    """The law of the next season's audience; None with too few pairs, and where the user's own assumption speaks."""
    if assumed["next_season_audience"].shipped is not None:
        return None
    return retention.fit(retention.pairs(features, day))


def season_of(
    curve: SeasonCurve, own: Row, law: retention.Retention | None, cost: Row, known: tuple[Half, ...],
    assumed: Assumptions, completed: float | None,
) -> Season:  # fmt: skip
    """What goes into the draws of a season.

    Parameters
    ----------
    curve : SeasonCurve
        Its curve.
    own : mapping
        Its row of `season_features`; may be empty.
    law : Retention or None
        Of `fitted_retention`.
    cost : mapping
        Its row of contract COST.
    known : tuple of Half
        Of `revenue.halves`.
    assumed : Assumptions
        The assumptions.
    completed : float or None
        Of `completion`.
    """
    names = ("tail_years", "tail_keep", "discount_rate")
    found = hours_of(curve, known, **{name: assumed[name].value for name in names})
    number = own.get("number")
    number = number if isinstance(number, int) else 1
    premiere = np.array([premiere_of(curve)], dtype="datetime64[D]")
    runtime = own.get("runtime_min")
    return Season(
        found.launch, found.quarter, found.tail, found.launch_usd, found.tail_usd, found.tail_ahead_usd,
        np.array([cost[f"cost_usd{end}"] for end in ("_lo80", "", "_hi80")], dtype=float),
        cost["internal"] == "yes",
        number,
        float(runtime) if isinstance(runtime, int | float) else None,
        own.get("spoken") == "English",
        float(known[-1].usd_per_hour / rate_on(known, premiere)[0]),
        law.log_ratio(number) if law else None,
        law.sd if law else None,
        completed,
    )  # fmt: skip


def completion(store: Store, season_id: str, day: dt.date) -> float | None:
    """Share completed by the user's own logs, where they were measured."""
    found = store.query(
        """
        SELECT r.value FROM release r JOIN link l USING (title_id) JOIN file f USING (file_id)
        WHERE f.source = $source AND r.measure = 'share_completed' AND l.season_id = $season AND r.known_on <= $day
        ORDER BY r.known_on DESC, r.period_end - r.period_start DESC LIMIT 1
        """,
        {"source": _FIRST_PARTY, "season": season_id, "day": day},
    )["value"].to_pylist()
    return float(found[0]) if found else None
