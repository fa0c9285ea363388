"""What is measured, and with which parameters: the one place where a limit or a share is written.

All of them are whole numbers, so that every engine computes in integers and no result depends on the order of adding.
"""

from __future__ import annotations

WINDOWS = (7, 28, 91)
"""Days since the premiere, day 0 to day n - 1 in UTC, in which a season is measured."""

STARTER_SECONDS = 120
"""A starter has watched so many seconds of any one episode; so many reach an episode."""

WATCHER_TENTHS = 7
"""A watcher has watched so many tenths of the runtime of any one episode."""

COMPLETER_TENTHS = 9
"""A completer has watched so many tenths of the season's runtime, of each episode at most its runtime; and an episode
is finished at so many tenths of its runtime."""

MOST_SECONDS = 86_400
"""A longer row is absurd: it is set aside."""

FEWEST_PROFILES = 50
"""Figures of fewer profiles are suppressed."""

TOP = 10
"""Places on the weekly list of a country."""

CENSOR_DAYS = 14
"""A starter who viewed within so many days of the end of the log may still go on: the survival curve lets him go at
his furthest episode, without counting him as lost."""

KEPT_DAYS = 91
"""A state keeps rows for at least so many days after a season's last window, and all rows that started within so many
days of the last one: late rows are folded in exactly."""

MICRO = 1_000_000
"""Member weights are kept in millionths."""

MOST_WEIGHT = 4_000
"""A weight above this, below 0, or none at all is read as 1 and counted."""

DAY = 86_400
WEEK = 7 * DAY
MONDAY = 3 * DAY
"""1 January 1970 was a Thursday: so much later the weeks from Monday begin at whole multiples of `WEEK`."""

SET_ASIDE = (
    "incomplete",
    "unknown season",
    "unknown episode",
    "no time",
    "absurd time",
    "before the premiere",
    "out of range",
)
"""Why a row is set aside; the first that fits counts."""

CHECKS = (
    *SET_ASIDE,
    "late",
    "country unreadable",
    "weight unreadable",
    "duplicate",
    "overlap",
    "after the windows",
    "too late for the state",
)
"""Everything that is checked and counted, in the order of the table `viewing_check`."""

RULES = {
    "incomplete": ("set aside", "No profile, season, episode, start or seconds."),
    "unknown season": ("set aside", "The catalogue does not have the season."),
    "unknown episode": ("set aside", "The catalogue does not have the episode in that season."),
    "no time": ("set aside", "Zero or negative seconds."),
    "absurd time": ("set aside", "More than 86,400 seconds in one row."),
    "before the premiere": ("set aside", "Started before 0:00 UTC of the season's premiere."),
    "out of range": ("set aside", "Started more than 17 years after the first premiere of the catalogue."),
    "late": ("used", "Started on a day before that of the folder it was delivered in (day=YYYY-MM-DD)."),
    "country unreadable": ("used", "Not two letters of ISO 3166: read as no country."),
    "weight unreadable": ("used", "No weight, below 0 or above 4,000: read as 1."),
    "duplicate": (
        "set aside",
        "The same event id of the same profile as an earlier row; where there is no event id, the same in every "
        "mapped column, the start to the second. One of them is used.",
    ),
    "overlap": (
        "used",
        "Starts before an earlier row of the same profile has ended. Both count in full, as hours viewed are hours "
        "streamed; an episode counts at most its runtime towards completion.",
    ),
    "after the windows": ("used", "Day 91 or later: counts in the weeks alone."),
    "too late for the state": (
        "set aside",
        "Started before the day up to which the state has let go of seasons that are over; measure all logs anew to "
        "have them in.",
    ),
}
"""What is done with the rows of each check, and which these are."""
