"""The contracts of the reconstructed audience; `tables` has all the others."""

from __future__ import annotations

import pyarrow as pa

from cliffhanger.contracts import Column, Contract

_text, _day, _int, _real = pa.string(), pa.date32(), pa.int64(), pa.float64()


def _with_interval(name: str, meaning: str, at_most: float | None = None) -> tuple[Column, ...]:
    """A column with its 80 % interval; empty where nothing tells, as the season's reason says."""
    return (
        Column(name, _real, f"{meaning}; median, or as printed.", at_least=0, at_most=at_most),
        Column(f"{name}_lo80", _real, "Lower end of its 80 % interval.", at_least=0, at_most=at_most),
        Column(f"{name}_hi80", _real, "Upper end of its 80 % interval.", at_least=0, at_most=at_most),
    )


RECONSTRUCTED_SEASON = Contract(
    "reconstructed_season",
    "The audience of one season as reconstructed on a date; of the latest run.",
    ("season_id",),
    (
        Column("as_of", _day, "Last day of knowledge.", True),
        Column("season_id", _text, "The season.", True),
        Column("premiere", _day, "Premiere, or the Monday of the first listed week where none is printed.", True),
        Column("list_name", _text, "Its weekly list; empty where it never was on one."),
        Column("runtime_min", _real, "Runtime known by the date, in minutes."),
        *_with_interval("hours_28d", "Hours viewed in the first 28 days"),
        Column("views_28d", _real, "Those hours over the runtime; empty without one."),
        *_with_interval("hours_91d", "Hours viewed in the first 91 days"),
        Column("views_91d", _real, "Those hours over the runtime; empty without one."),
        *_with_interval("hours_first_half", "Hours viewed in the half-year of the premiere"),
        Column("views_first_half", _real, "Those hours over the runtime; empty without one."),
        *_with_interval("hours_next_half", "Hours viewed in the half-year after it"),
        Column("views_next_half", _real, "Those hours over the runtime; empty without one."),
        *_with_interval("share_after_28d", "Share of the first 182 days' hours that come after day 28", 1),
        *_with_interval("half_life_days", "Days until half of the first 182 days' hours are watched"),
        *_with_interval("weekly_decay", "Hours of one week over those of the week before, mean of weeks 2 to 5"),
        Column("figures", _int, "Printed figures of its audience known by the date.", True, at_least=0),
        Column(
            "status",
            _text,
            "How much was known.",
            True,
            ("reconstructed", "bounded", "kin alone", "later weeks alone", "unknown"),
        ),
        Column("reason", _text, "What was lacking, in words."),
    ),
)

RECONSTRUCTED_WEEK = Contract(
    "reconstructed_week",
    "The hours of one season in one week as reconstructed on a date; of the latest run. hours_listed where "
    "it is given, else hours_q500, adds up to the totals of reconstructed_season; a week's views are its hours x 60 / "
    "runtime_min.",
    ("season_id", "week"),
    (
        Column("as_of", _day, "Last day of knowledge.", True),
        Column("season_id", _text, "The season.", True),
        Column("week", _int, "Week since the premiere, 1 is that of the premiere.", True, at_least=1),
        Column("period_end", _day, "The week's Sunday.", True),
        *(
            Column(f"hours_q{share:03d}", _real, f"{share / 10:g} % quantile of the hours viewed.", True, at_least=0)
            for share in (25, 100, 250, 500, 750, 900, 975)
        ),
        Column("hours_listed", _real, "Hours that a weekly list printed; empty where none did."),
        Column("ahead", _text, "Whether the week ends after the as-of date.", True, ("yes", "no")),
    ),
)
