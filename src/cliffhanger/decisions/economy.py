"""What a season is worth, as draws: hours at what they bring in, against a cost. Pure: numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cliffhanger.decisions.draws import Ranged, Reals, drawn, normal, spread

OPTIONS = ("renew", "cheaper", "final", "wrap-up", "stop")
"""What can be done with a season that is over."""


@dataclass(frozen=True)
class Season:
    """What is known of a season, each unknown as lower end, median and upper end of its 80 % interval.

    Parameters
    ----------
    launch, quarter, tail : array of float, shape (3,)
        Hours of the first 28 and 91 days, and after day 28.
    launch_usd, tail_usd, tail_ahead_usd : array of float, shape (3,)
        Those hours, and those of the tail after the date, at the platform's revenue an hour.
    cost_usd : array of float, shape (3,)
        Production cost.
    internal : bool
        Whether the cost is the platform's own figure.
    number : int
        Season number.
    runtime_min : float or None
        Runtime.
    english : bool
        Whether it is in English.
    usd_per_hour : float
        Latest revenue an hour over that of its premiere: what a next season's hours bring in more.
    next_log, next_sd : float or None
        Log ratio of the next season's hours to its own, as fitted; None where the assumption speaks.
    completion : float or None
        Share completed by own logs.
    """

    launch: Reals
    quarter: Reals
    tail: Reals
    launch_usd: Reals
    tail_usd: Reals
    tail_ahead_usd: Reals
    cost_usd: Reals
    internal: bool
    number: int
    runtime_min: float | None
    english: bool
    usd_per_hour: float
    next_log: float | None = None
    next_sd: float | None = None
    completion: float | None = None


def economy(
    season: Season, ranges: Mapping[str, Ranged], *, hours_known: bool, many: int, own: str = ""
) -> dict[str, Reals]:
    """Draws of all that money says of a season.

    Parameters
    ----------
    season : Season
        What is known.
    ranges : mapping
        Assumptions by name, each with value, low and high.
    hours_known : bool
        Whether reports give the platform's hours; else they are drawn.
    many : int
        Draws.
    own : str
        What names the streams of this season's own unknowns, where several seasons are drawn side by side; assumptions
        are the same for all.

    Returns
    -------
    dict of array of float, shape (many,)
        Dollars, hours and ratios by figure; inputs under names that begin with "in: ".

    Notes
    -----
    value = (launch_weight x launch hours + content_share x later hours) x revenue an hour, later hours discounted.
    Price is the cost and, where it is not the platform's own figure, the premium. Efficiency is value over price.
    """
    a = {name: drawn(one, many) for name, one in ranges.items()}
    z = normal(f"{own}audience", many)
    launch, tail_usd = _spread(season.launch, z), _spread(season.tail_usd, normal(f"{own}tail", many))
    launch_usd = _spread(season.launch_usd, z)
    ahead = _along(season.tail_usd, season.tail_ahead_usd, tail_usd)
    cost = _spread(season.cost_usd, normal(f"{own}cost", many))
    scale = np.ones(many)
    if not hours_known:
        scale = scale * ranges["hours_per_member_day"].value / a["hours_per_member_day"]
    if season.completion is not None:
        scale = scale * season.completion / a["typical_completion"]
    share, weight = scale * np.clip(a["content_share"], 0.0, 1.0), scale * a["launch_weight"]
    premium = 0.0 if season.internal else np.maximum(a["cost_plus_premium"], 0.0)
    price = cost * (1.0 + premium)
    value_launch = weight * launch_usd
    value = value_launch + share * tail_usd
    grown = _next(season, many, ranges["next_season_audience"], own)
    found = {
        "hours_28d": launch,
        "hours_after_28d": _along(season.tail_usd, season.tail, tail_usd),
        "usd_per_hour_28d": weight * launch_usd / launch,
        "value_28d_usd": value_launch,
        "value_usd": value,
        "cost_usd": cost,
        "price_usd": price,
        "efficiency_28d": value_launch / price,
        "efficiency": value / price,
        "price_per_hour_28d": price / launch,
        "next_audience": grown,
        "in: audience in 28 days": launch,
        "in: hours after 28 days": tail_usd,
        "in: cost": cost,
        "in: value of a launch hour (launch_weight)": weight,
        "in: value of a later hour (content_share)": share,
        "in: premium on the cost (cost_plus_premium)": np.broadcast_to(premium, (many,)),
        "in: audience the next season keeps": grown,
    }
    if season.runtime_min:
        hour = season.runtime_min / 60.0
        found |= {"usd_per_view_28d": found["usd_per_hour_28d"] * hour, "price_per_view_28d": price / launch * hour}
        us = np.clip(a["us_share"] * (1.0 if season.english else 0.5), 0.0, 1.0)
        found["us_views_91d"] = us * _spread(season.quarter, z) / hour
        found["guild_line"] = 0.2 * a["us_subscribers"]
    return found | options(season, a, value * season.usd_per_hour * grown, share * ahead, price)


def options(
    season: Season, a: Mapping[str, Reals], next_value: Reals, tail_left: Reals, price: Reals
) -> dict[str, Reals]:
    """Value, price and net of each option for a next season.

    Parameters
    ----------
    season : Season
        The season that is over.
    a : mapping
        Draws of the assumptions.
    next_value : array of float
        Value of a next season at its audience.
    tail_left : array of float
        Value of this season's hours that are still to come: an ending lifts them.
    price : array of float
        Price of this season.
    """
    step = {1: "escalator_season_2", 2: "escalator_season_3"}.get(season.number, "escalator_later")
    next_price = price * (1.0 + np.maximum(a[step], -0.5))
    lift = (a["final_tail"] - 1.0) * tail_left
    values = {
        "renew": next_value,
        "cheaper": next_value * a["cheaper_audience"],
        "final": next_value * a["final_audience"] + lift,
        "wrap-up": next_value * a["wrap_up_audience"] + lift,
        "stop": np.zeros_like(price),
    }
    prices = {
        "renew": next_price,
        "cheaper": next_price * a["cheaper_cost"],
        "final": next_price,
        "wrap-up": next_price * a["wrap_up_cost"],
        "stop": np.zeros_like(price),
    }
    found = {"next_efficiency": next_value / next_price, "in: rise of the cost (escalator)": a[step]}
    for option in OPTIONS:
        found |= {f"{option}: value": values[option], f"{option}: price": prices[option]}
        found[f"{option}: net"] = values[option] - prices[option]
    return found


def _next(season: Season, many: int, assumed: Ranged, own: str) -> Reals:
    z = normal(f"{own}next_season_audience", many)
    if season.next_log is None or season.next_sd is None:
        return spread(assumed.low, assumed.value, assumed.high, z)
    return np.asarray(np.exp(season.next_log + season.next_sd * z))


def _spread(three: Reals, z: Reals) -> Reals:
    return spread(float(three[0]), float(three[1]), float(three[2]), z)


def _along(by: Reals, other: Reals, values: Reals) -> Reals:
    """Of two figures that go together the other's draws, along draws of the first."""
    if by[1] <= 0:
        return np.zeros_like(values)
    return np.asarray(values * other[1] / by[1])
