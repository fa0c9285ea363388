"""The contracts of the decisions: costs, what a season is worth, and the choices of a slate."""

from __future__ import annotations

import pyarrow as pa

from cliffhanger.contracts import Column, Contract

_text, _day, _int, _real = pa.string(), pa.date32(), pa.int64(), pa.float64()


def _three(name: str, meaning: str, at_least: float | None = 0) -> tuple[Column, ...]:
    return (
        Column(f"{name}_lo80", _real, f"{meaning}: lower end of the 80 % interval.", at_least=at_least),
        Column(name, _real, f"{meaning}: median.", at_least=at_least),
        Column(f"{name}_hi80", _real, f"{meaning}: upper end of the 80 % interval.", at_least=at_least),
    )


COST = Contract(
    "cost",
    "What a season cost, as known on a date; made by `costs`, not kept.",
    ("season_id",),
    (
        Column("season_id", _text, "The season.", True),
        Column("as_of", _day, "Last day of knowledge.", True),
        Column("episodes", _real, "Episodes; one for a special.", at_least=0),
        *_three("cost_per_episode_usd", "Production cost of an episode in dollars of the season's own year"),
        *_three("cost_usd", "Production cost of the season in dollars of its own year"),
        Column("claims", _int, "Claims on which it rests.", True, at_least=0),
        Column("internal", _text, "Whether they are the platform's own figures, to which no premium is added.", True,
               ("yes", "no")),
        Column("status", _text, "Whether somebody said so, or it follows from what was said of another season, or kin "
               "alone speak.", True, ("claimed", "by ratio", "estimated", "unknown")),
        Column("reason", _text, "On what it rests, in words.", True),
    ),
)  # fmt: skip

MONEY = Contract(
    "money",
    "What a season is worth against its cost, one row a figure; made by `worth`, not kept.",
    ("figure",),
    (
        Column("season_id", _text, "The season.", True),
        Column("as_of", _day, "Last day of knowledge.", True),
        Column("figure", _text, "Which figure.", True),
        Column("lo80", _real, "Lower end of the 80 % interval."),
        Column("middle", _real, "Median, or the probability itself."),
        Column("hi80", _real, "Upper end of the 80 % interval."),
        Column("unit", _text, "Its unit.", True),
        Column("basis", _text, "Facts and assumptions from which it is counted.", True),
    ),
)

CHOICE = Contract(
    "choice",
    "The best set of a slate: one row a candidate and option; of the latest run of `slate`.",
    ("candidate", "option"),
    (
        Column("candidate", _text, "The candidate, as the file names it.", True),
        Column("season_id", _text, "The season that is decided on; empty where the file alone speaks."),
        Column("as_of", _day, "Last day of knowledge.", True),
        Column("option", _text, "What could be done.", True, ("renew", "cheaper", "final", "wrap-up", "stop")),
        Column("chosen", _text, "Whether the best set has it.", True, ("yes", "no")),
        Column("cost_usd", _real, "Expected cost.", True, at_least=0),
        Column("value_usd", _real, "Expected value.", True),
        Column("net_usd", _real, "Expected value less cost.", True),
        Column("p_pays", _real, "Probability that it is worth at least its cost.", True, at_least=0, at_most=1),
        Column("flips_at_usd", _real, "By how much its net value would have to change to enter or leave the best set; "
               "empty where nothing flips it."),
        Column("flip", _text, "Whether that change was found by solving anew, or is bounded by the relaxation.", False,
               ("exact", "bound")),
        Column("evidence", _text, "What its audience and cost rest on.", True),
    ),
)  # fmt: skip

BREAKEVEN = Contract(
    "breakeven",
    "What would have saved a season: the audience or the cost at which it pays, or the odds reach a half; made by "
    "`breakeven`, not kept.",
    ("question",),
    (
        Column("question", _text, "What is asked for.", True),
        Column("lo80", _real, "Lower end of the 80 % interval.", True, at_least=0),
        Column("middle", _real, "Median.", True, at_least=0),
        Column("hi80", _real, "Upper end of the 80 % interval.", True, at_least=0),
        Column("unit", _text, "Its unit.", True),
        Column("against", _real, "What it was, median.", True, at_least=0),
        Column("basis", _text, "Facts and assumptions from which it is counted.", True),
    ),
)

GRID = Contract(
    "grid",
    "A next season at other audiences and costs; made by `breakeven`, not kept.",
    ("audience_times", "cost_times"),
    (
        Column("audience_times", _real, "Audience of the next season over that expected.", True, at_least=0),
        Column("cost_times", _real, "Its cost over that expected.", True, at_least=0),
        Column("efficiency", _real, "Median of its value over its price.", True, at_least=0),
        Column("p_pays", _real, "Probability that it is worth its price.", True, at_least=0, at_most=1),
        Column("p_renew", _real, "Odds that it is renewed; empty where none are forecast.", at_least=0, at_most=1),
    ),
)

KNOWING = Contract(
    "knowing",
    "Which single fact, if it were known, would move the odds most; made by `breakeven`, not kept.",
    ("fact",),
    (
        Column("fact", _text, "The unknown.", True),
        Column("moves_points", _real, "Typical change of the probability that a next season pays, in points.", True,
               at_least=0),
        Column("worth_usd", _real, "By how much knowing it before the choice of an option raises the expected net "
               "value.", True, at_least=0),
    ),
)  # fmt: skip
