"""The contracts of the forecast: its panel, its fitted models, and its odds; `tables` has all the others."""

from __future__ import annotations

import pyarrow as pa

from cliffhanger.contracts import Column, Contract

_text, _day, _int, _real = pa.string(), pa.date32(), pa.int64(), pa.float64()

PANEL = Contract(
    "panel",
    "What the public could know of a season so many days after its premiere; made by `panel`, not kept.",
    ("season_id", "age_days"),
    (
        Column("season_id", _text, "The season.", True),
        Column("series_id", _text, "Its series.", True),
        Column("number", _int, "Season number.", True),
        Column("unit", _text, "Season or part.", True),
        Column("platform", _text, "Platform."),
        Column("premiere", _day, "Premiere.", True),
        Column("age_days", _int, "Days after the premiere.", True, at_least=0),
        Column("asked_on", _day, "Day of the question: nothing known later is in the row.", True),
        Column("kind", _text, "Scripted, animation, unscripted or special."),
        Column("language", _text, "Original language."),
        Column("spoken", _text, "English or other, from the language or the list.", False, ("English", "other")),
        Column("genre", _text, "Genre, in the publishers' words."),
        Column("runtime_min", _real, "Runtime as the lists had printed it, in minutes."),
        Column("weeks_listed", _int, "Weeks on its global list; empty where no list was known.", at_least=0),
        Column("rank_best", _int, "Best place on it.", at_least=1),
        Column("hours_listed", _real, "Hours of those weeks.", at_least=0),
        Column("hours_first_full_week", _real, "Hours of the first whole week, where it was listed.", at_least=0),
        Column("views_28d", _real, "Views of the first four listed weeks, where printed.", at_least=0),
        Column("log_audience_relative", _real, "Log hours of the first whole week (off the list 0.4 of the tenth "
               "place), less the median of the same list and week of age over the year before."),
        Column("audience_index", _real, "The same hours over the mean.", at_least=0),
        Column("log_hold", _real, "Mean log change from week 2 to weeks 3 and 4, where listed."),
        Column("countries", _int, "Most countries with it in their list in one week; empty where none was known.",
               at_least=0),
        Column("nielsen_weeks", _int, "Weeks of the series on Nielsen's lists since the premiere.", at_least=0),
        Column("episodes", _real, "Episodes of this season, where a source said so by the day.", at_least=0),
        Column("cost_per_episode_usd", _real, "Cost of an episode, where known by the day.", at_least=0),
        Column("share_completed", _real, "Completion, where known by the day.", at_least=0, at_most=1),
        Column("critics_pct", _real, "Critics in favour, where printed by the day.", at_least=0, at_most=100),
        Column("audience_pct", _real, "Audience in favour, where printed by the day.", at_least=0, at_most=100),
        Column("ownership", _text, "Who owns it, where known by the day."),
        Column("hours_week_season_before", _real, "Hours a week of the season before in the last report of the day.",
               at_least=0),
    ),
)  # fmt: skip

FITTED = Contract(
    "fitted",
    "The renewal models fitted on this store, one a horizon; of the latest run of `fit`.",
    ("age_days",),
    (
        Column("as_of", _day, "Last day of knowledge.", True),
        Column("age_days", _int, "Horizon in days after the premiere.", True, at_least=0),
        Column("seasons", _int, "Seasons that taught.", True, at_least=0),
        Column("renewed", _int, "Of them known to be renewed.", True, at_least=0),
        Column("inputs", _text, "SHA-256 over the digests of all files in the store.", True),
        Column("coefficients", _text, "The model, its replicates and the range of its columns, as JSON.", True),
    ),
)

FORECAST = Contract(
    "forecast",
    "Odds of every undecided season on a date; of the latest run of `forecast`.",
    ("season_id",),
    (
        Column("season_id", _text, "The season.", True),
        Column("series", _text, "Name of the series.", True),
        Column("season", _text, "Label of the season.", True),
        Column("platform", _text, "Platform."),
        Column("as_of", _day, "Last day of knowledge.", True),
        Column("premiere", _day, "Premiere."),
        Column("age_days", _int, "Days since the premiere.", at_least=0),
        Column("p_renew", _real, "Odds that it is renewed within 24 months of its premiere, 0-1.", at_least=0,
               at_most=1),
        Column("lo80", _real, "Lower end of their 80 % interval.", at_least=0, at_most=1),
        Column("hi80", _real, "Upper end of it.", at_least=0, at_most=1),
        Column("change_week", _real, "Odds less those of a week before.", at_least=-1, at_most=1),
        Column("decision_expected_on", _day, "Day by which half of such decisions have become known."),
        Column("status", _text, "Whether there are odds, and why not.", True,
               ("forecast", "limited series", "too early", "not forecast", "unlike any", "overdue")),
        Column("reason", _text, "The status in words, or what moves the odds most."),
    ),
)  # fmt: skip
