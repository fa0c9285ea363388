"""What a release may say: its measures with unit and bounds, the words of outcomes, and the grades of trust."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Measure:
    """What one kind of release says: its unit, whether it is a number or a word, and its bounds."""

    name: str
    unit: str
    meaning: str
    at_least: float | None = None
    at_most: float | None = None
    text: bool = False
    whole: bool = False


_MOST_HOURS = 5e9  # a twentieth of all that Netflix shows in a half-year: above this, a figure is a slip of the pen

MEASURES = MappingProxyType(
    {
        m.name: m
        for m in (
            Measure("rank", "place", "place on the list named in list_name, 1 is best", 1, 100, whole=True),
            Measure("hours_viewed", "hours", "hours viewed of the season within the period", 0, _MOST_HOURS),
            Measure("hours_viewed_28d", "hours", "hours viewed in the season's first 28 days", 0, _MOST_HOURS),
            Measure("hours_viewed_91d", "hours", "hours viewed in the season's first 91 days", 0, _MOST_HOURS),
            Measure("views_91d", "views", "views in the season's first 91 days", 0, 2e9),
            Measure(
                "countries_in_top10",
                "countries",
                "countries with the season in their weekly Top 10",
                0,
                250,
                whole=True,
            ),
            Measure("views", "views", "hours viewed divided by runtime (Netflix since 2023-06-20)", 0, 2e9),
            Measure(
                "weeks_in_top10", "weeks", "weeks on the list so far, as the publisher counts them", 1, 2000, whole=True
            ),
            Measure("runtime_min", "minutes", "running time of what had been released of the season", 0.1, 60_000),
            Measure(
                "runtime_listed_min",
                "minutes",
                "length of the season's episodes together as a catalogue lists them, rounded to slots; never the "
                "runtime of views",
                0.1,
                60_000,
            ),
            Measure(
                "minutes_viewed", "minutes", "US television minutes of all seasons of the series (Nielsen)", 0, 2e11
            ),
            Measure("release_date", "date", "premiere of the season on the platform", text=True),
            Measure("available_globally", "yes/no", "whether the platform shows it everywhere, as printed", text=True),
            Measure("episodes", "episodes", "episodes of the season", 1, 10_000, whole=True),
            Measure("seasons_made", "seasons", "seasons known to exist at the snapshot", 0, 500, whole=True),
            Measure("cost_per_episode_usd", "US dollars", "production cost of one episode, nominal", 1_000, 2e8),
            Measure("cost_per_season_usd", "US dollars", "production cost of the season, nominal", 10_000, 3e9),
            Measure(
                "critics_pct", "percent", "share of critics in favour (Rotten Tomatoes or as the report says)", 0, 100
            ),
            Measure(
                "audience_pct", "percent", "share of audience in favour (Rotten Tomatoes or as the report says)", 0, 100
            ),
            Measure("metascore", "points of 100", "Metacritic critics' score", 0, 100),
            Measure("metacritic_user", "points of 10", "Metacritic user score", 0, 10),
            Measure("imdb_rating", "points of 10", "IMDb mean rating", 0, 10),
            Measure("imdb_votes", "votes", "IMDb votes behind the rating", 0, 1e8, whole=True),
            Measure("tmdb_rating", "points of 10", "TMDB mean vote", 0, 10),
            Measure("tmdb_votes", "votes", "TMDB votes behind the rating", 0, 1e8, whole=True),
            Measure(
                "share_completed", "share 0-1", "completion, under the definition, panel and window in the note", 0, 1
            ),
            Measure("efficiency", "ratio", "Netflix internal efficiency, 1 is break-even", 0, 1_000),
            Measure("impact_value_usd", "US dollars", "Netflix internal impact value", 0, 1e11),
            Measure("starters", "accounts", "accounts that watched at least two minutes", 0, 1e9),
            Measure("completers", "accounts", "accounts that finished the season", 0, 1e9),
            Measure("outcome", "word", "what happened to the season; the period is the day it happened", text=True),
            Measure("kind", "word", "scripted, animation, unscripted, special, or film", text=True),
            Measure("language", "word", "original language", text=True),
            Measure("genre", "words", "genre, in the publisher's words", text=True),
            Measure("country", "words", "country or countries of production", text=True),
            Measure("ownership", "words", "who owns the series: the platform or an outside studio", text=True),
            Measure("claim", "sentence", "what a press text says, in our words", text=True),
        )
    }
)
"""Every measure a release may carry, by name."""

OUTCOMES = ("renewed", "cancelled", "ended", "limited", "wrap-up", "pending", "un-renewed")
"""Words of the measure 'outcome'; 'ended' is as planned or for reasons unsaid, see the grade and note."""

GRADES = ("A", "B", "C", "listed", "reported", "inferred")
"""Trust: A filings, leaks or a named person; B trade press; C lists; and for labels how sure they are."""

LEDGER_OUTCOMES = (*OUTCOMES, "limbo", "unknown")
"""Words of the ledger: those of the sources, silence of `LIMBO_MONTHS` and more, and a season of which neither a
premiere nor a claim is at hand."""

LIMBO_MONTHS = 18
"""A season of which nothing is decided so many months after its premiere is in limbo."""
