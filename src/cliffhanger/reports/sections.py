"""The dossier's sections on what a season is, what happened to it, and its lists other than the weekly one.

Each function takes the rows of the contract FACT that were known by the date and cites what it uses.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from cliffhanger.evidence.titles import parse_title
from cliffhanger.measures import MEASURES
from cliffhanger.reports.citations import Citations
from cliffhanger.reports.dossier import DailyRun, Figure, HalfYear, NielsenWeek, Outcome

Row = Mapping[str, object]

_WHAT = {
    "kind": "Kind",
    "genre": "Genre",
    "language": "Language",
    "country": "Country",
    "ownership": "Owned by",
    "release_date": "Premiere",
    "episodes": "Episodes",
    "runtime_min": "Runtime",
}


def value(row: Row) -> float | str:
    """The number of a fact, or its word."""
    number = row["value"]
    return float(number) if isinstance(number, (int, float)) else str(row["text"])


def day(row: Row, column: str) -> dt.date | None:
    """A date of a fact."""
    found = row[column]
    return found if isinstance(found, dt.date) else None


def of(rows: Iterable[Row], *measures: str) -> list[Row]:
    """The facts of these measures."""
    return [row for row in rows if row["measure"] in measures]


def printed_as(own: Sequence[Row], cites: Citations) -> tuple[Figure | None, bool]:
    """The label that the platform printed last, and whether it says that the series is a limited one."""
    rows = [row for row in of(own, "hours_viewed") if row["source"] in ("netflix_top10", "netflix_engagement")]
    if not rows:
        return None, False
    last = max(rows, key=lambda row: (str(row["known_on"]), str(row["period_end"]), str(row["season_text"])))
    text = str(last["season_text"] or last["series_text"]).partition(" // ")[0]
    return Figure("Printed last as", text, "", cites.cite(last)), parse_title(text).limited


def what_it_is(
    own: Sequence[Row], whole: Sequence[Row], premiered: dt.date | None, cites: Citations
) -> tuple[Figure, ...]:
    """What the season is; of several answers the one that most sources give."""
    platforms = sorted({str(row["platform"]) for row in own if row.get("platform") not in (None, "*")})
    # Every list is one of a platform: where the premiere stands, else the first row at hand, says which.
    telling = (of(own, "release_date") or list(own))[:1]
    figures = [Figure("Platform", ", ".join(platforms), "", cites.cite(telling))] if platforms else []
    for measure, name in _WHAT.items():
        rows = of(own, measure) or (of(whole, measure) if measure not in ("release_date", "runtime_min") else [])
        if not rows:
            continue
        if measure == "release_date":
            agreeing = [row for row in rows if premiered and row["text"] == premiered.isoformat()] or _most_said(rows)
        else:
            agreeing = _most_said(rows) if measure != "runtime_min" else _latest(rows)
        figures.append(Figure(name, value(agreeing[0]), unit_of(measure), cites.cite(agreeing), note_of(agreeing)))
    return tuple(figures)


def proof_of(decided: Row, rows: Sequence[Row]) -> list[Row]:
    """Find the facts that prove an outcome which no claim told first: a later season, or the platform's own label.

    Parameters
    ----------
    decided : mapping
        The season's row of `evidence.outcomes.decided_seasons`.
    rows : sequence of mapping
        Facts of the season, and of the later one that the row names.
    """
    if decided["basis"] == "sequel":
        later = [row for row in rows if row["season_id"] == decided["next_season_id"]]
        day_of_it = [row for row in later if row["known_on"] == decided["known_on"]]
        return of(day_of_it, "release_date") or of(day_of_it, "outcome") or of(later, "release_date", "rank")[:1]
    if decided["basis"] == "label":
        own = [row for row in of(rows, "rank", "hours_viewed") if row["season_id"] == decided["season_id"]]
        texts = {
            str(row["season_text"] or row["series_text"]) for row in own if str(row["source"]).startswith("netflix")
        }
        wanted = {text for text in texts if parse_title(text).limited == (decided["outcome"] != "renewed")}
        return [row for row in own if str(row["season_text"] or row["series_text"]) in wanted][:1]
    return []


def outcomes(
    own: Sequence[Row], trusted: Row | None, proof: Sequence[Row], premiered: dt.date | None, cites: Citations
) -> tuple[Outcome, ...]:
    """What sources say happened, one entry a word; the most trusted of them last.

    Parameters
    ----------
    own : sequence of mapping
        Facts of the season.
    trusted : mapping or None
        Its row of `evidence.outcomes.decided_seasons`.
    proof : sequence of mapping
        Facts of `proof_of` it.
    premiered : date or None
        The premiere, to count days from.
    cites : Citations
        Numbers the sources.
    """
    said: dict[str, list[Row]] = defaultdict(list)
    for row in of(own, "outcome"):
        said[str(row["text"])].append(row)
    final = str(trusted["outcome"]) if trusted else ""
    if final:
        said.setdefault(final, [])
    found = []
    for word, claimed in said.items():
        # A series called limited only after its launch counts as ended, with nobody who says just that.
        rows = claimed or said.get("limited", [])
        # An inference knows that it happened, not when.
        exact = sorted(
            d
            for row in rows
            if row["grade"] != "inferred" and (d := day(row, "period_end")) == row["period_start"] and d
        )
        happened = exact[0] if exact else None
        if trusted is not None and word == final:
            happened = day(trusted, "happened_on")
        best = min(rows, key=lambda row: (str(row["known_on"]), str(row["publication"])), default=None)
        proven = trusted is not None and word == final and bool(proof)
        known = trusted if proven or best is None else best
        assert known is not None  # there is a claim, or what is trusted
        found.append(
            Outcome(
                word,
                happened,
                _known(known),
                (happened - premiered).days if happened and premiered else None,
                str(known["grade"]) if known["grade"] else None,
                cites.cite([*rows, *proof] if proven else rows),
                str(known["proof"]) if known is trusted else note_of([known]),
            )
        )
    return tuple(sorted(found, key=lambda outcome: (outcome.word == final, outcome.known_on, outcome.word)))


def daily(
    rows: Sequence[Row], premiered: dt.date | None, until: dt.date | None, cites: Citations
) -> tuple[DailyRun, ...]:
    """The days on the daily list in the season's own time; the list names the series without its season."""
    days: dict[dt.date, Row] = {}
    # The list itself speaks before the casebook's extract of it.
    for row in sorted(of(rows, "rank"), key=lambda row: row["source"] == "casebook"):
        on = day(row, "period_start")
        if row["list_name"] == "US daily" and on and _within(on, on, premiered, until):
            days.setdefault(on, row)
    if not days:
        return ()
    best = int(min(float(value(row)) for row in days.values()))
    return (
        DailyRun("US daily", "US", len(days), min(days), max(days), best, cites.cite(days.values(), whole_list=True)),
    )


def long_tail(own: Sequence[Row], cites: Citations) -> tuple[HalfYear, ...]:
    """The half-yearly reports, oldest first; batches printed apart in one report are added up."""
    periods: dict[tuple[dt.date, dt.date], list[Row]] = defaultdict(list)
    for row in own:
        start, end = day(row, "period_start"), day(row, "period_end")
        if row["list_name"] == "engagement" and start and end:
            periods[start, end].append(row)
    halves = []
    for (start, end), rows in sorted(periods.items()):
        hours = of(rows, "hours_viewed")
        if hours:
            halves.append(
                HalfYear(
                    start,
                    end,
                    sum(float(value(row)) for row in hours),
                    views_of(rows),
                    _sum(of(rows, "runtime_min")),
                    cites.cite(hours),
                )
            )
    return tuple(halves)


def views_of(rows: Sequence[Row]) -> float | None:
    """Views of a period as printed; of batches printed apart, all their hours divided by all their runtime."""
    printed, runtimes = of(rows, "views"), of(rows, "runtime_min")
    if len(printed) == 1:
        return float(value(printed[0]))
    minutes = _sum(runtimes)
    return 60 * (_sum(of(rows, "hours_viewed")) or 0.0) / minutes if minutes and len(runtimes) == len(printed) else None


def nielsen(
    rows: Sequence[Row], premiered: dt.date | None, until: dt.date | None, cites: Citations
) -> tuple[NielsenWeek, ...]:
    """Appearances on Nielsen's lists in the season's own time, oldest first; all sources together give one line a week.

    Nielsen counts all seasons together, so that the weeks before this season's premiere and after the next one's are
    those of its sisters.
    """
    weeks: dict[tuple[dt.date, dt.date, str], list[Row]] = defaultdict(list)
    for row in of(rows, "rank", "minutes_viewed"):
        start, end = day(row, "period_start"), day(row, "period_end")
        named = str(row["list_name"])
        if named.startswith("Nielsen") and start and end and _within(start, end, premiered, until):
            weeks[start, end, str(row["list_name"])].append(row)
    return tuple(
        NielsenWeek(
            start,
            end,
            name,
            int(float(value(of(found, "rank")[0]))) if of(found, "rank") else None,
            float(value(of(found, "minutes_viewed")[0])) if of(found, "minutes_viewed") else None,
            cites.cite(found),
        )
        for (start, end, name), found in sorted(weeks.items())
    )


def _within(start: dt.date, end: dt.date, premiered: dt.date | None, until: dt.date | None) -> bool:
    return (premiered is None or end >= premiered) and (until is None or start < until)


def _most_said(rows: Sequence[Row]) -> list[Row]:
    groups: dict[float | str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[value(row)].append(row)
    first_known: Callable[[list[Row]], str] = lambda group: min(str(row["known_on"]) for row in group)  # noqa: E731
    return min(groups.values(), key=lambda group: (-len(group), first_known(group), str(value(group[0]))))


def _latest(rows: Sequence[Row]) -> list[Row]:
    def when(row: Row) -> tuple[str, str]:
        return str(row["known_on"]), str(row["period_end"] or row["known_on"])

    newest = max(map(when, rows))
    return [row for row in rows if when(row) == newest]


def _sum(rows: Sequence[Row]) -> float | None:
    return sum(float(value(row)) for row in rows) if rows else None


def unit_of(measure: str) -> str:
    """The unit of a measure; none for words."""
    known = MEASURES[measure]
    return "" if known.text else known.unit


def note_of(rows: Sequence[Row]) -> str | None:
    """What the sources add, each remark once."""
    notes = list(dict.fromkeys(str(row["note"]) for row in rows if row["note"]))
    return "; ".join(notes) or None


def _known(row: Row) -> dt.date:
    known = row["known_on"]
    assert isinstance(known, dt.date)  # required by the contract
    return known
