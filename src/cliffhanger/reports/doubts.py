"""The dossier's doubts: evidence that disagrees, what cannot be said and why, and the finding in one sentence."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cliffhanger.evidence.netflix_calendar import FIRST_REPORT, VIEWS_PUBLISHED, WEEKS_PUBLISHED, WEEKS_SINCE
from cliffhanger.measures import MEASURES
from cliffhanger.reports import words
from cliffhanger.reports.citations import Citations
from cliffhanger.reports.dossier import Contradiction, Dossier, HalfYear, Status, Week
from cliffhanger.reports.sections import day, of, value

Row = Mapping[str, object]

_MUST_AGREE = {
    "release_date": "Premiere",
    "episodes": "Episodes",
    "cost_per_episode_usd": "Cost of an episode",
    "cost_per_season_usd": "Cost of the season",
    "outcome": "What happened",
}
"""What one season can have but one of. Completion is none: panels define it each in their way."""


def contradictions(
    own: Sequence[Row], whole: Sequence[Row], copies: Sequence[Row], cites: Citations
) -> tuple[Contradiction, ...]:
    """Evidence that disagrees: claims of one thing that differ, two lists, and copies of one list.

    Parameters
    ----------
    own, whole : sequence of mapping
        Facts of the season, and of its series; a mean over several seasons contradicts no figure of one.
    copies : sequence of mapping
        Rows of `evidence.ledger.disagreements`.
    cites : Citations
        Numbers the sources.
    """
    found = []
    for measure, name in _MUST_AGREE.items():
        by_value: dict[float | str, list[Row]] = defaultdict(list)
        for row in of(own, measure) or of(whole, measure):
            # What was open on one day and decided on another is no contradiction.
            if row["text"] != "pending":
                by_value[value(row)].append(row)
        if len(by_value) > 1:
            found.append(
                Contradiction(
                    name,
                    tuple(_says(said, group) for said, group in by_value.items()),
                    cites.cite([row for group in by_value.values() for row in group]),
                )
            )
    found += _two_nielsen_lists([*own, *whole], cites)
    by_place: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for copy in copies:
        by_place[tuple(str(copy[key]) for key in ("list_name", "measure", "geography", "period_end"))].append(copy)
    for (list_name, measure, geography, end), group in by_place.items():
        unit = MEASURES[measure].unit
        said: dict[object, list[str]] = defaultdict(list)
        for copy in group:
            said[copy["said"]].append(str(copy["snapshot_on"]))
        where = "" if geography == "world" else f", {geography}"
        found.append(
            Contradiction(
                f"{measure.replace('_', ' ')}, {list_name}{where}, to {end}",
                tuple(f"{number:,.0f} {unit} (copy of {days[0]})" for number, days in said.items()),
                cites.cite(group),
            )
        )
    return tuple(found)


def statuses(
    own: Sequence[Row],
    whole: Sequence[Row],
    platform: str | None,
    weeks: Sequence[Week],
    tail: Sequence[HalfYear],
    premiered: dt.date | None,
    as_of: dt.date,
    proof: str | None,
) -> tuple[Status, ...]:
    """What cannot be said on the date, and why; of a season that had not come out, only that.

    `proof` says in words from what its outcome was concluded, where no source tells it.
    """
    if not own or (premiered and premiered > as_of):
        return (Status("audience", "not yet", "Nothing shows that the season had come out by the date."),)
    rows, platform = [*own, *whole], platform or "the platform"
    found = [*_weekly(platform, weeks, premiered, as_of)]
    if not of(own, "outcome") and proof:
        found.append(Status("decision", "concluded", f"No source tells of it; it follows from this: {proof}."))
    elif not of(own, "outcome"):
        found.append(
            Status("decision", "not in the sources", "Refusals are often never announced: silence is no decision.")
        )
    if not tail:
        if platform != "Netflix":
            found.append(Status("half-yearly hours", "not published", f"{platform} publishes no engagement report."))
        elif as_of < FIRST_REPORT:
            found.append(
                Status(
                    "half-yearly hours",
                    "not yet published",
                    f"Netflix's first engagement report came out on {words.day(FIRST_REPORT)}.",
                )
            )
        else:
            found.append(
                Status(
                    "half-yearly hours",
                    "not at hand",
                    "No engagement report in the store lists it: gather the reports, or it was below 50,000 hours.",
                )
            )
    if not any(str(row["list_name"]).startswith("Nielsen") for row in rows):
        found.append(
            Status(
                "Nielsen",
                "not on a list at hand",
                "Nielsen's lists, public about four weeks late, hold ten titles a week; the weeks at hand have gaps.",
            )
        )
    if not of(rows, "critics_pct", "audience_pct", "metascore", "metacritic_user", "imdb_rating", "tmdb_rating"):
        found.append(Status("reviews", "not known", "No score with a snapshot on or before the date is in the store."))
    if not of(rows, "cost_per_episode_usd", "cost_per_season_usd"):
        found.append(
            Status(
                "cost",
                "not known",
                "Only few budgets are ever reported, mostly of dear series: unknown does not mean low.",
            )
        )
    if not of(rows, "share_completed"):
        found.append(Status("completion", "not known", "Netflix publishes none; panels do for few series."))
    if not of(rows, "ownership"):
        found.append(
            Status("ownership", "not known", "No source says who owns the series; outside studios fare worse.")
        )
    return tuple(found)


def with_finding(dossier: Dossier, premiered: dt.date | None) -> Dossier:
    """The dossier with one sentence on top that states what it finds."""
    parts = []
    charted = [week for week in dossier.weeks if week.hours_viewed is not None]
    if charted:
        hours = sum(week.hours_viewed or 0.0 for week in charted) / 1e6
        weeks = words.plural(len(charted), "week")
        early = premiered is not None and premiered < WEEKS_SINCE
        since = f" since {words.day(WEEKS_SINCE)}, its first weeks before then were never published," if early else ","
        parts.append(
            f"{hours:,.1f} M hours in {weeks} on the weekly list{since} best rank {min(w.rank or 99 for w in charted)}"
        )
    elif dossier.daily:
        run = dossier.daily[0]
        parts.append(f"{run.days} days on the daily US list, best rank {run.best_rank}, and no weekly hours known")
    elif dossier.long_tail:
        first = dossier.long_tail[0].hours_viewed / 1e6
        half = words.half_year(dossier.long_tail[0].start, dossier.long_tail[0].end)
        parts.append(f"never on the weekly list at hand; {first:,.1f} M hours in {half}")
    last = dossier.outcomes[-1] if dossier.outcomes else None
    if last and last.word != "pending":
        parts.append(
            last.word
            + (", as inferred" if last.grade == "inferred" else "")
            + (f" on day {last.days_after_premiere}" if last.days_after_premiere is not None else "")
        )
    else:
        parts.append("no decision in the sources known on that day")
        rate = dossier.base_rate
        if rate and rate.decided:
            parts.append(
                f"of {rate.decided + rate.undecided:,} comparable seasons {rate.renewed:,} were known to be renewed, "
                f"{rate.decided - rate.renewed:,} not, and {rate.undecided:,} had no decision known"
            )
    if any(status.about == "audience" for status in dossier.statuses):
        parts = ["nothing shows that it had come out by then", *parts[-1:]] if last else ["not known to have come out"]
    sentence = "; ".join(parts) + "."
    return replace(dossier, finding=sentence[0].upper() + sentence[1:])


def _weekly(platform: str, weeks: Sequence[Week], premiered: dt.date | None, as_of: dt.date) -> list[Status]:
    charted = any(week.hours_viewed is not None for week in weeks)
    if platform != "Netflix":
        return [] if charted else [Status("weekly hours", "not published", f"{platform} publishes no weekly hours.")]
    if as_of < WEEKS_PUBLISHED:
        return [
            Status(
                "weekly hours",
                "not yet published",
                f"Netflix first published weekly hours on {words.day(WEEKS_PUBLISHED)}; "
                "before, only its daily list was on screen.",
            )
        ]
    found = []
    if premiered and premiered < WEEKS_SINCE:
        found.append(
            Status(
                "weekly hours at the premiere",
                "never published",
                f"Netflix's weekly lists begin with the week of {words.day(WEEKS_SINCE)}.",
            )
        )
    elif not charted:
        bounded = any(week.below_hours or week.below_views for week in weeks)
        found.append(
            Status(
                "weekly hours",
                "off the list" if bounded else "not at hand",
                "It was on no weekly list: its hours are bounded by the tenth place, not zero."
                if bounded
                else "No weekly list of these weeks is in the store; run `cliffhanger gather netflix`.",
            )
        )
    if charted and not any(week.hours_viewed is None and (week.below_hours or week.below_views) for week in weeks):
        found.append(
            Status(
                "weeks off the list",
                "no bound at hand",
                "The lists of the weeks after are not in the store, so nothing bounds them; they were not zero.",
            )
        )
    if charted and not any(week.views is not None for week in weeks):
        found.append(
            Status(
                "weekly views",
                "not published",
                f"Netflix prints runtimes and views since {words.day(VIEWS_PUBLISHED)}; hours before.",
            )
        )
    return found


def _two_nielsen_lists(rows: Sequence[Row], cites: Citations) -> list[Contradiction]:
    lists: dict[str, dict[dt.date, Row]] = defaultdict(dict)
    for row in rows:
        end = day(row, "period_end")
        if row["list_name"] in ("Nielsen originals", "Nielsen overall") and end:
            lists[str(row["list_name"])].setdefault(end, row)
    if len(lists) < 2:
        return []
    counts = {name: len(weeks) for name, weeks in lists.items()}
    if len(set(counts.values())) == 1:
        return []
    says = tuple(f"{name}: {count} {'week' if count == 1 else 'weeks'} found" for name, count in sorted(counts.items()))
    cited = [row for weeks in lists.values() for row in weeks.values()]
    return [Contradiction("Weeks on Nielsen's lists: name the list when you count", says, cites.cite(cited))]


def _says(said: float | str, group: Sequence[Row]) -> str:
    unit = MEASURES[str(group[0]["measure"])].unit if isinstance(said, float) else ""
    who = ", ".join(dict.fromkeys(str(row["publication"] or row["publisher"]) for row in group))
    return f"{words.quantity(said, unit)} ({who})"
