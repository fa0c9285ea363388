"""Three dossiers written by hand: with everything, before the weekly hours were published, and with next to nothing."""

from __future__ import annotations

import datetime as dt

from cliffhanger.reports.dossier import (
    BaseRate,
    Comparable,
    Contradiction,
    DailyRun,
    Dossier,
    Figure,
    HalfYear,
    NielsenWeek,
    Outcome,
    Range,
    Source,
    Status,
    Week,
)

LIST = "global TV (English)"
TOP10 = "https://www.netflix.com/tudum/top10"
HAARETZ = "https://www.haaretz.com/life/.premium-now-filming-in-tel-aviv-netflix-s-latest-original-1.8590549"
DEADLINE = "https://ca.sports.yahoo.com/news/hit-run-canceled-netflix-one-172532770.html"
THR = "https://www.hollywoodreporter.com/tv/tv-news/netflix-hit-run-canceled-one-season-1235017129/"
PUBLISHED = dt.date(2021, 11, 16)


def source(number: int, publisher: str, what: str, known_on: dt.date, **more: object) -> Source:
    """A source with the parts that matter here."""
    given = {"file": "casebook/hit_and_run.toml", "place": f"row {10 * number}", "copy_of": known_on, "url": None}
    return Source(number, publisher, what, known_on=known_on, **{"note": None, **given, **more})  # type: ignore[arg-type]


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


_COPY: dict[str, object] = {"file": "all-weeks-global_2021-11-17.tsv", "copy_of": dt.date(2021, 11, 17), "url": TOP10}

EARLY_SOURCES = (
    source(1, "Netflix", "catalogue", _day("2021-08-06"), url="https://www.netflix.com/title/81030762"),
    source(2, "Haaretz", "report from the set", _day("2020-02-29"), url=HAARETZ, note="Dated only by its month."),
    source(3, "Netflix", "daily Top 10 in the United States, on screen", _day("2021-08-20"), file="daily_us.csv"),
    source(4, "Nielsen, by The Hollywood Reporter", "streaming originals, 2–8 August", _day("2021-09-02")),
)

SOURCES = (
    *EARLY_SOURCES,
    source(5, "Nielsen, by CultBox", "streaming originals, 9–15 August", _day("2021-09-12")),
    source(6, "Deadline", "report of the cancellation", _day("2021-09-20"), url=DEADLINE),
    source(7, "The Hollywood Reporter", "interview with the showrunners", _day("2021-09-20"), url=THR),
    *(
        source(
            8 + n, "Netflix Top 10", f"weekly Top 10, {LIST}, week {n + 1}", PUBLISHED, place=f"row {585 - n}", **_COPY
        )
        for n in range(8)
    ),
    source(16, "Netflix Top 10", "weekly Top 10 by country", PUBLISHED, **_COPY),
    source(17, "Deadline", "report of another cancellation", _day("2021-06-02"), url="https://deadline.com/2021/06/x"),
    source(18, "Netflix", "announcement of a renewal", _day("2021-10-13"), url="javascript:alert(1)"),
)

_CHARTED = ((4, 23_570_000.0, 52), (2, 45_190_000.0, 76), (2, 20_660_000.0, 62), (10, 10_090_000.0, 33))
_TENTHS = ((9_140_000.0, 1), (11_150_000.0, 1), (11_560_000.0, 1), (12_180_000.0, None))


def _weeks() -> tuple[Week, ...]:
    found = []
    for n in range(8):
        start = dt.date(2021, 8, 2) + dt.timedelta(weeks=n)
        end = start + dt.timedelta(days=6)
        if n < len(_CHARTED):
            rank, hours, countries = _CHARTED[n]
            found.append(Week(n + 1, start, end, LIST, rank, hours, None, None, None, countries, (8 + n, 16)))
        else:
            tenth, left = _TENTHS[n - len(_CHARTED)]
            found.append(Week(n + 1, start, end, LIST, None, None, None, tenth, None, left, (8 + n, 16)))
    return tuple(found)


_WHAT = (
    Figure("Platform", "Netflix", "", (1,)),
    Figure("Kind", "scripted", "", (1,)),
    Figure("Premiere", "2021-08-06", "", (1,)),
    Figure("Episodes", 9.0, "episodes", (2,), "Counted while filming."),
)
_DAILY = (DailyRun("US daily", "US", 14, _day("2021-08-07"), _day("2021-08-20"), 4, (3,)),)
_COSTS = (
    Figure("Cost of an episode", 4_000_000.0, "US dollars", (2,), "grade B; While filming, before the pandemic."),
)
_NIELSEN_1 = NielsenWeek(_day("2021-08-02"), _day("2021-08-08"), "Nielsen originals", 8, 226e6, (4,))

HIT_AND_RUN = Dossier(
    series="Hit & Run",
    season="Season 1",
    season_id="hit-and-run-2021/1",
    other_seasons=(),
    as_of=_day("2021-12-31"),
    finding="99.5 M hours in 4 weeks on the weekly list, best rank 2; cancelled on day 45.",
    what=_WHAT,
    outcomes=(
        Outcome("pending", None, _day("2021-08-06"), None, "inferred", (1,)),
        Outcome(
            "cancelled", _day("2021-09-20"), _day("2021-09-20"), 45, "reported", (6,), "Not renewed after season 1"
        ),
    ),
    weeks=_weeks(),
    audience=(
        Figure("Weeks on the weekly list", 4.0, "weeks", (8, 9, 10, 11)),
        Figure("Hours over these weeks", 99_510_000.0, "hours", (8, 9, 10, 11)),
    ),
    daily=_DAILY,
    nielsen=(
        _NIELSEN_1,
        NielsenWeek(_day("2021-08-09"), _day("2021-08-15"), "Nielsen originals", 2, 549e6, (5,)),
        NielsenWeek(_day("2021-08-16"), _day("2021-08-22"), "Nielsen originals", None, None, (7,)),
    ),
    reviews=(
        Figure("Critics in favour", 70.0, "percent", (6,), "above 70 %; a floor, not a score"),
        Figure("Audience in favour", 70.0, "percent", (6,), "above 70 %; a floor, not a score"),
    ),
    costs=_COSTS,
    cost_ranges=(Range("Cost of an episode", 4_000_000.0, 6_500_000.0, "US dollars", 2, (2, 7)),),
    claims=(
        Figure(
            "Press", 'Showrunner: "One episode of our show is the equivalent of two full seasons of Fauda."', "", (7,)
        ),
        Figure("Press", "Netflix asked for the cliffhanger.", "", (7,), "Contradicted a day later."),
    ),
    comparables=(
        Comparable(
            "Jupiter's Legacy",
            "Season 1",
            _day("2021-05-07"),
            None,
            419.0,
            0.81,
            "same kind; same language; same season number",
            "cancelled",
            _day("2021-06-02"),
            (17,),
        ),
        Comparable(
            "You",
            "Season 3",
            _day("2021-10-15"),
            417_300_000.0,
            480.0,
            0.47,
            "417.3 M hours in its first four weeks on the list against 99.5 M; its season 3",
            "renewed",
            _day("2021-10-13"),
            (18,),
        ),
    ),
    base_rate=BaseRate(
        cohort="first seasons, premiered in the 5 years before",
        decided=7,
        renewed=2,
        undecided=3,
        limbo=1,
        share=0.29,
        lo80=0.12,
        hi80=0.46,
        floor=0.2,
        reason="Decided by the date: 2 renewed, 5 not. Refusals are often silent.",
    ),
    contradictions=(
        Contradiction(
            "Weeks on Nielsen's lists: name the list when you count",
            ("Nielsen originals: 3 weeks found", "Nielsen overall: 1 week found"),
            (5, 6),
        ),
    ),
    statuses=(
        Status("weekly views", "not published", "Netflix prints runtimes and views since 20 June 2023; hours before."),
        Status(
            "half-yearly hours", "not yet published", "Netflix's first engagement report came out on 12 December 2023."
        ),
        Status("completion", "not known", "Netflix publishes none; panels do for few series."),
    ),
    sources=SOURCES,
)
"""Hit & Run on the last day of 2021: the weekly hours are out, the decision is known, no half-year is."""

BEFORE_THE_LISTS = Dossier(
    series="Hit & Run",
    season="Season 1",
    season_id="hit-and-run-2021/1",
    other_seasons=(),
    as_of=_day("2021-09-14"),
    finding="14 days on the daily US list, best rank 4, and no weekly hours known; no decision known on that day.",
    what=_WHAT,
    daily=_DAILY,
    nielsen=(_NIELSEN_1,),
    costs=_COSTS,
    cost_ranges=(Range("Cost of an episode", 4_000_000.0, 4_000_000.0, "US dollars", 1, (2,)),),
    base_rate=BaseRate(
        "first seasons", 0, 0, 4, 0, None, None, None, None, "No comparable season was decided by the date."
    ),
    statuses=(
        Status(
            "weekly hours",
            "not yet published",
            "Netflix first published weekly hours on 16 November 2021; on this day only its daily list was on screen.",
        ),
        Status(
            "half-yearly hours", "not yet published", "Netflix's first engagement report came out on 12 December 2023."
        ),
        Status("reviews", "not known", "No score with a snapshot on or before the date is in the store."),
    ),
    sources=EARLY_SOURCES,
)
"""Hit & Run six days before it was cancelled, when Netflix published no weekly hours."""

NEARLY_EMPTY = Dossier(
    series="1899",
    season="Season 1",
    season_id="1899-2022/1",
    other_seasons=(),
    as_of=_day("2022-11-01"),
    finding="Not yet premiered.",
    statuses=(
        Status("weekly hours", "not at hand", "No weekly list of these weeks is in the store."),
        Status(
            "Nielsen", "not on a list at hand", "Nielsen's lists hold ten titles a week; the weeks at hand have gaps."
        ),
        Status(
            "cost", "not known", "Only few budgets are ever reported, mostly of dear series: unknown does not mean low."
        ),
    ),
)
"""A season before its premiere: nothing but what cannot be said."""

HALF_YEARS = (
    HalfYear(_day("2023-01-01"), _day("2023-06-30"), 27_600_000.0, None, None, (1,)),
    HalfYear(_day("2023-07-01"), _day("2023-12-31"), 19_100_000.0, 2_600_000.0, 435.0, (2,)),
    HalfYear(_day("2024-01-01"), _day("2024-06-30"), 11_200_000.0, 1_500_000.0, 435.0, (3,)),
    HalfYear(_day("2024-07-01"), _day("2024-12-31"), 8_500_000.0, 1_200_000.0, 435.0, (4,)),
    HalfYear(_day("2025-01-01"), _day("2025-06-30"), 7_800_000.0, 1_100_000.0, 435.0, (5,)),
)
"""The long tail of Hit & Run, as it became known later."""

ALL = {"full": HIT_AND_RUN, "before the lists": BEFORE_THE_LISTS, "nearly empty": NEARLY_EMPTY}
