"""The contracts of what `measure` writes: one table a measure, as Parquet files; `tables` has those of the store."""

from __future__ import annotations

import pyarrow as pa

from cliffhanger.contracts import Column, Contract

_text, _day, _int, _real = pa.string(), pa.date32(), pa.int64(), pa.float64()

_SEASON = Column("season_id", _text, "The season, as the catalogue names it.", True)
_WINDOW = Column("window_days", _int, "Days since the premiere that are measured: 7, 28 or 91.", True, at_least=1)
_STATUS = (
    Column("status", _text, "Whether all figures are given.", True, ("measured", "open", "suppressed")),
    Column("reason", _text, "Why not; open: the days are not over, so that figures still grow."),
)


def _profiles(name: str, meaning: str) -> Column:
    return Column(name, _int, f"{meaning}; empty where fewer than the least number.", at_least=0)


def _share(name: str, meaning: str) -> Column:
    return Column(name, _real, f"{meaning}, 0-1.", at_least=0, at_most=1)


_HOURS = Column("hours_viewed", _real, "Hours viewed.", at_least=0)
_VIEWS = Column("views", _real, "Hours viewed over the season's runtime.", at_least=0)

VIEWING_SEASON = Contract(
    "viewing_season",
    "A season in its first 7, 28 and 91 days.",
    ("season_id", "window_days"),
    (
        _SEASON,
        _WINDOW,
        _HOURS,
        _VIEWS,
        _profiles("viewers", "Profiles with any row"),
        _profiles("starters", "Profiles that watched 2 minutes of any one episode"),
        _profiles("watchers", "Profiles that watched 70 % of any one episode"),
        _profiles("completers", "Profiles that watched 90 % of the season's runtime, each episode at most once"),
        _share("share_completed", "Completers among starters"),
        Column("hours_per_starter", _real, "Hours viewed over starters.", at_least=0),
        _share("share_only_first", "Starters who reached the first episode and no other"),
        Column("episodes_per_day", _real, "Binge speed: episodes of the season over the days on which completers "
               "viewed it.", at_least=0),
        Column("days_to_complete_q25", _int, "Days from a completer's first row to completion, first quartile; of "
               "91 days alone.", at_least=0),
        Column("days_to_complete_q50", _int, "Median of the same.", at_least=0),
        Column("days_to_complete_q75", _int, "Third quartile of the same.", at_least=0),
        Column("hours_weighted", _real, "Hours viewed times the member's weight; empty without weights.", at_least=0),
        _share("share_weighted", "Adjusted view share: weighted hours among those of all seasons in the same window "
               "of their own"),
        *_STATUS,
    ),
)  # fmt: skip

VIEWING_EPISODE = Contract(
    "viewing_episode",
    "An episode within the season's first 91 days.",
    ("season_id", "episode"),
    (
        _SEASON,
        Column("episode", _int, "Number of the episode.", True, at_least=1),
        _HOURS,
        _profiles("reached", "Profiles that watched 2 minutes of it"),
        _profiles("finished", "Profiles that watched 90 % of it"),
        _share("share_reached", "Those who reached it among the season's starters"),
        Column("drop_off", _real, "1 less those who reached it over those who reached the episode before; below 0 "
               "where more did.", at_most=1),
        _share("survival", "Share of starters who go this far or farther (Kaplan-Meier over episodes)"),
        _share("survival_lo80", "Lower end of its 80 % interval"),
        _share("survival_hi80", "Upper end of its 80 % interval"),
        *_STATUS,
    ),
)  # fmt: skip

VIEWING_WEEK = Contract(
    "viewing_week",
    "The weekly Top 10 of each country and of the world: Monday to Sunday (UTC), each season for itself, in order of "
    "views.",
    ("week_end", "country", "season_id"),
    (
        Column("week_end", _day, "The week's Sunday.", True),
        Column("country", _text, "Two letters of ISO 3166, 'world', or 'none' for rows without a country.", True),
        Column("rank", _int, "Place; empty for a season that is suppressed and stands aside.", at_least=1),
        _SEASON,
        _HOURS,
        _VIEWS,
        _profiles("viewers", "Profiles with a row in the week"),
        Column("weeks_in_top10", _int, "Weeks on this list so far.", at_least=1),
        *_STATUS,
    ),
)

VIEWING_COUNTRY = Contract(
    "viewing_country",
    "Reach by country: each profile counts in the country of its first row of the season.",
    ("season_id", "window_days", "country"),
    (
        _SEASON,
        _WINDOW,
        Column("country", _text, "Two letters of ISO 3166, or 'none'.", True),
        _HOURS,
        _profiles("viewers", "Profiles with any row"),
        _profiles("starters", "Starters"),
        _profiles("completers", "Completers"),
        _share("share_completed", "Completers among starters"),
        *_STATUS,
    ),
)

VIEWING_MEMBER = Contract(
    "viewing_member",
    "New against long-standing members: a profile is what its first row of the season says.",
    ("season_id", "window_days", "member"),
    (
        _SEASON,
        _WINDOW,
        Column("member", _text, "Who.", True, ("new", "long-standing", "unknown")),
        *VIEWING_COUNTRY.columns[3:],
    ),
)

VIEWING_RETENTION = Contract(
    "viewing_retention",
    "Who started a season and started the next one, each within 91 days of its premiere.",
    ("season_id",),
    (
        _SEASON,
        Column("next_season_id", _text, "The next season of the series.", True),
        _profiles("starters", "Starters of the season"),
        _profiles("returned", "Of them starters of the next one"),
        _share("share_returned", "Those who returned among the starters"),
        *_STATUS,
    ),
)

VIEWING_CHECK = Contract(
    "viewing_check",
    "What was found in the rows, and what was done with them.",
    ("check",),
    (
        Column("check", _text, "What was looked for; 'read' is all rows, 'used' those that count.", True),
        Column("rows", _int, "Rows.", True, at_least=0),
        Column("treatment", _text, "What was done with them.", True, ("read", "used", "set aside")),
        Column("rule", _text, "Which rows these are.", True),
    ),
)

VIEWING_REACH = Contract(
    "viewing_reach",
    "Reach by sketch, written by `measure --approximate` alone: about how many profiles had any row.",
    ("season_id", "window_days", "country"),
    (
        _SEASON,
        _WINDOW,
        Column("country", _text, "Two letters of ISO 3166, 'none', or 'world'; a profile counts in each.", True),
        _profiles("viewers", "Profiles with any row, estimated"),
        Column("relative_error", _real, "Relative error that nearly all estimates stay within.", True, at_least=0),
        Column("status", _text, "Whether the estimate is given.", True, ("estimated", "suppressed")),
        Column("reason", _text, "Why not."),
    ),
)

VIEWING = (
    VIEWING_SEASON,
    VIEWING_EPISODE,
    VIEWING_WEEK,
    VIEWING_COUNTRY,
    VIEWING_MEMBER,
    VIEWING_RETENTION,
    VIEWING_CHECK,
)
"""Every table that `measure` writes, in the order in which it prints them."""
