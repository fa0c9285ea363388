"""The dossier as data: every figure with the numbers of the sources it rests on.

`to_json` gives the documented, stable document that ``cliffhanger assess --format json`` prints.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, fields, is_dataclass

from cliffhanger.reports.money_data import Money

SCHEMA = "cliffhanger.dossier/1"


@dataclass(frozen=True)
class Source:
    """One numbered source: where a figure stands and since when it could be known."""

    number: int
    publisher: str
    what: str
    """Publication or list, in words."""
    file: str
    place: str
    """Row (and sheet) in that file."""
    known_on: dt.date
    copy_of: dt.date
    """Day of the copy that was read; later than known_on where an older copy is not at hand."""
    url: str | None
    note: str | None


@dataclass(frozen=True)
class Figure:
    """A number or word with its unit and sources."""

    name: str
    """Words for people, e.g. 'Premiere'."""
    value: float | str
    unit: str
    sources: tuple[int, ...]
    note: str | None = None


@dataclass(frozen=True)
class Status:
    """Something that cannot be said, and why: never a silent default."""

    about: str
    status: str
    """One or two words: 'not yet published', 'not known', 'off the list'."""
    reason: str


@dataclass(frozen=True)
class Week:
    """One week since the premiere on the platform's weekly list.

    `hours_viewed` is None for a week off the list; then `below_hours` is the tenth place's figure of that week, an
    upper bound (in views, `below_views`, where the list was ranked by views).
    """

    number: int
    """1 is the week of the premiere."""
    start: dt.date
    end: dt.date
    list_name: str
    rank: int | None
    hours_viewed: float | None
    views: float | None
    below_hours: float | None
    below_views: float | None
    countries: int | None
    """Countries with it in their weekly Top 10; None where no list by country is at hand."""
    sources: tuple[int, ...]


@dataclass(frozen=True)
class CurveWeek:
    """One week of the reconstructed audience: quantiles of its hours viewed."""

    number: int
    """1 is the week of the premiere."""
    end: dt.date
    lo80: float
    lo50: float
    middle: float
    hi50: float
    hi80: float
    ahead: bool
    """Whether the week ends after the as-of date: then it is a forecast."""


@dataclass(frozen=True)
class Estimate:
    """A total with its 80 % interval; equal ends where it was printed."""

    name: str
    lo80: float
    middle: float
    hi80: float
    unit: str


@dataclass(frozen=True)
class HalfYear:
    """One half-yearly engagement report."""

    start: dt.date
    end: dt.date
    hours_viewed: float
    views: float | None
    runtime_min: float | None
    sources: tuple[int, ...]


@dataclass(frozen=True)
class NielsenWeek:
    """One appearance on a Nielsen list: US television minutes of all seasons together."""

    start: dt.date
    end: dt.date
    list_name: str
    rank: int | None
    minutes_viewed: float | None
    sources: tuple[int, ...]


@dataclass(frozen=True)
class DailyRun:
    """The run on the platform's daily list on screen."""

    list_name: str
    geography: str
    days: int
    first: dt.date
    last: dt.date
    best_rank: int
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Range:
    """Several claims about one thing, as the range they span."""

    name: str
    low: float
    high: float
    unit: str
    claims: int
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Comparable:
    """A decided season that resembles this one."""

    series: str
    season: str
    premiere: dt.date | None
    hours_4_weeks: float | None
    """Hours of its first four weeks on the weekly list, as far as charted."""
    runtime_min: float | None
    likeness: float
    """0-1; 1 is the same in all that is compared."""
    why: str
    outcome: str
    outcome_known_on: dt.date
    sources: tuple[int, ...]
    season_id: str = ""


@dataclass(frozen=True)
class BaseRate:
    """Share of comparable decided seasons that were renewed, as known by the date."""

    cohort: str
    decided: int
    renewed: int
    undecided: int
    """Seasons of the cohort without a decision known by the date; not in the share, but in the interval's lower end."""
    limbo: int
    """How many of these had premiered more than 18 months before."""
    share: float | None
    """Mean of the Beta posterior among the decided, 0-1; None where more is undecided than refused."""
    lo80: float | None
    """Lower end of the 80 % interval if every undecided season was refused, 0-1."""
    hi80: float | None
    """Upper end of the 80 % interval among the decided, 0-1."""
    floor: float | None
    """Share renewed if none of the undecided ever is, 0-1: refusals are often silent."""
    reason: str
    """How the cohort was chosen and what to beware of."""


@dataclass(frozen=True)
class Odds:
    """Odds of another season, of one that is undecided by the date."""

    p_renew: float
    """Within 24 months of the premiere, 0-1."""
    lo80: float
    hi80: float
    decision_expected_on: dt.date
    """Day by which half of such decisions have been announced."""
    reason: str
    """What moves them most."""


@dataclass(frozen=True)
class Outcome:
    """What happened to the season, if known by the date."""

    word: str
    happened_on: dt.date | None
    known_on: dt.date
    days_after_premiere: int | None
    grade: str | None
    sources: tuple[int, ...]
    note: str | None = None


@dataclass(frozen=True)
class Quoted:
    """A claim of the press, quoted, and how it stands to what the store has from elsewhere."""

    says: str
    """The claim in words."""
    sentence: str
    """The sentence that says it, letter for letter."""
    cited: str | None
    """Whom the text cites for it."""
    confidence: float
    """How sure the reading is, 0-1."""
    verdict: str
    """'agreed', 'contradicted' or 'cannot be checked'."""
    why: str
    """What the store has, or lacks."""
    sources: tuple[int, ...]
    """The text."""
    held_against: tuple[int, ...]
    """The facts that it was held against."""


@dataclass(frozen=True)
class Contradiction:
    """Evidence that disagrees, listed and not averaged away."""

    about: str
    says: tuple[str, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Dossier:
    """Everything known about one season on one date."""

    series: str
    season: str
    season_id: str
    other_seasons: tuple[str, ...]
    as_of: dt.date
    what: tuple[Figure, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    """Latest last; empty where nothing was known by the date."""
    weeks: tuple[Week, ...] = ()
    audience: tuple[Figure, ...] = ()
    """Sums over the weeks: hours on the list, weeks on it, first four weeks, all-time list."""
    curve: tuple[CurveWeek, ...] = ()
    """The audience reconstructed week by week, to 26 weeks beyond the date; empty where it could not be."""
    curve_knows: dt.date | None = None
    """Day up to which the model behind it was fitted; never after the as-of date."""
    estimates: tuple[Estimate, ...] = ()
    """Totals by that curve, and by what was listed."""
    daily: tuple[DailyRun, ...] = ()
    long_tail: tuple[HalfYear, ...] = ()
    nielsen: tuple[NielsenWeek, ...] = ()
    reviews: tuple[Figure, ...] = ()
    costs: tuple[Figure, ...] = ()
    cost_ranges: tuple[Range, ...] = ()
    claims: tuple[Figure, ...] = ()
    press: tuple[Quoted, ...] = ()
    """What texts of the press state, each claim held against what the store has from elsewhere."""
    comparables: tuple[Comparable, ...] = ()
    base_rate: BaseRate | None = None
    odds: Odds | None = None
    """None where it is decided, or a status says why not."""
    money: Money | None = None
    contradictions: tuple[Contradiction, ...] = ()
    statuses: tuple[Status, ...] = ()
    sources: tuple[Source, ...] = ()
    finding: str = ""
    """One sentence that states what the dossier finds."""


def to_json(dossier: Dossier) -> str:
    """The dossier as one JSON document with stable keys; dates as YYYY-MM-DD, absent values as null."""
    document = {"schema": SCHEMA, **as_plain(dossier)}  # type: ignore[dict-item]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_plain(value: object) -> object:
    """Dataclasses, tuples and dates as JSON takes them; what the field is called is the key."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [as_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: as_plain(item) for key, item in value.items()}
    if isinstance(value, dt.date):  # and a time of day with it
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
