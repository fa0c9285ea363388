"""Hold a claim of the press against what the store has from elsewhere: agreed, contradicted, or not to be checked.

What the store does not hold contradicts nothing: a list of a week speaks against a claim only where the store has that
list of that week.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

AGREED, CONTRADICTED, OPEN = "agreed", "contradicted", "cannot be checked"

Row = Mapping[str, object]

NEAR = 0.02
"""Figures that differ by no more than this share are one figure, rounded."""

FIRST_WEEKS = 6
"""Weeks after the premiere within which a list is looked through for a season that is said to have been on it."""


@dataclass(frozen=True)
class Known:
    """What the store knows of a season by a date, from others than the press.

    Parameters
    ----------
    facts : sequence of mapping
        Rows of the contract FACT, of the season and its series.
    lists : set of tuple
        Name and last day of every ranked list of which all ten places are known by then, whoever stands there.
    premiere : date or None
        The season's premiere.
    """

    facts: Sequence[Row]
    lists: frozenset[tuple[str, dt.date]]
    premiere: dt.date | None

    def of(self, *measures: str) -> list[Row]:
        """Facts of these measures."""
        return [row for row in self.facts if row["measure"] in measures]


@dataclass(frozen=True)
class Check:
    """How a claim stands to the store.

    Parameters
    ----------
    verdict : str
        'agreed', 'contradicted' or 'cannot be checked'.
    why : str
        In words.
    rows : tuple of mapping
        The facts that it rests on.
    """

    verdict: str
    why: str
    rows: tuple[Row, ...] = ()


def check(claim: Row, known: Known) -> Check:
    """Hold one claim against the store.

    Parameters
    ----------
    claim : mapping
        Row of the contract SAID.
    known : Known
        What the store has.

    Examples
    --------
    >>> fact = {"measure": "episodes", "value": 9.0, "text": None}
    >>> check({"kind": "episodes", "value": 9.0}, Known([fact], frozenset(), None)).verdict
    'agreed'
    """
    judge = _JUDGES.get(str(claim["kind"]))
    return judge(claim, known) if judge else Check(OPEN, "the store holds no figures of this kind")


def _chart(claim: Row, known: Known) -> Check:
    names = _LISTS.get(str(claim["detail"]), ())
    if not names:
        return Check(OPEN, "the text does not say whose list")
    listed = [row for row in known.of("rank") if str(row["list_name"]).startswith(names)]
    weeks = {row["period_end"]: row for row in sorted(listed, key=lambda row: -_number(row))}
    word, value = str(claim["word"]), claim["value"]
    if word == "weeks" and isinstance(value, int | float):
        return _weeks(int(value), weeks, names, known)
    if word == "rank" and isinstance(value, int | float):
        return _rank(value, listed, names, known)
    if listed:
        first = min(listed, key=lambda row: str(row["period_end"]))
        return Check(AGREED, f"number {_number(first):g} in the week to {_day(first['period_end'])}", (first,))
    if _whole(names, known):
        return Check(CONTRADICTED, f"it is on none of the lists of its first {FIRST_WEEKS} weeks")
    return Check(OPEN, "the store has it on no such list, and not every list of its first weeks")


def _rank(value: float, listed: Sequence[Row], names: tuple[str, ...], known: Known) -> Check:
    same = [row for row in listed if _number(row) == value]
    if same:
        return Check(AGREED, f"number {value:g} in the week to {_day(same[0]['period_end'])}", tuple(same[:1]))
    best = min(listed, key=_number, default=None)
    if best is not None and value < _number(best) and _whole(names, known):
        return Check(CONTRADICTED, f"its best place there is number {_number(best):g}", (best,))
    return Check(
        OPEN, f"no such place among {len(listed)} in the store" if listed else "the store has it on no such list"
    )


def _weeks(claimed: int, weeks: Mapping[object, Row], names: tuple[str, ...], known: Known) -> Check:
    rows = tuple(weeks.values())
    if len(weeks) >= claimed and (len(weeks) == claimed or not _whole(names, known)):
        return Check(AGREED, f"{len(weeks)} weeks of it are in the store", rows)
    if _whole(names, known):
        return Check(CONTRADICTED, f"it is on {len(weeks)} of the lists, all of which are in the store", rows)
    return Check(OPEN, f"{len(weeks)} of {claimed} weeks are in the store, and not every list of its first weeks", rows)


def _whole(names: tuple[str, ...], known: Known) -> bool:
    """Whether the store has a list for each of the first weeks after the premiere."""
    if known.premiere is None:
        return False
    ends = {end for name, end in known.lists if name.startswith(names)}
    sunday = known.premiere + dt.timedelta(6 - known.premiere.weekday())
    return all(sunday + dt.timedelta(7 * week) in ends for week in range(FIRST_WEEKS))


def _minutes(claim: Row, known: Known) -> Check:
    value = _claimed(claim)
    rows = [row for row in known.of("minutes_viewed") if str(row["list_name"]).startswith("Nielsen")]
    near = [row for row in rows if abs(_number(row) - value) <= NEAR * value]
    if near:
        return Check(
            AGREED, f"{_number(near[0]):,.0f} minutes in the week to {_day(near[0]['period_end'])}", tuple(near[:1])
        )
    day = claim["happened_from"]
    then = [row for row in rows if isinstance(day, dt.date) and _within(day, row)]
    if then:
        return Check(CONTRADICTED, f"{_number(then[0]):,.0f} minutes in the week that it names", tuple(then[:1]))
    return Check(OPEN, f"no such figure among {len(rows)} in the store" if rows else "the store has no minutes of it")


def _premiere(claim: Row, known: Known) -> Check:
    start, end = claim["happened_from"], claim["happened_to"]
    rows = known.of("release_date")
    if not rows or not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return Check(OPEN, "the store has no premiere of it")
    inside = [row for row in rows if start.isoformat() <= str(row["text"]) <= end.isoformat()]
    if inside:
        return Check(AGREED, f"premiered {_day(dt.date.fromisoformat(str(inside[0]['text'])))}", tuple(inside[:1]))
    if str(claim["season_id"]).endswith("/*") or not claim["season"]:
        return Check(OPEN, "the text does not say which season, and no premiere in the store is of those days")
    return Check(CONTRADICTED, f"premiered {rows[0]['text']}", tuple(rows[:1]))


def _same_number(measure: str, near: float, noun: str) -> Callable[[Row, Known], Check]:
    def judge(claim: Row, known: Known) -> Check:
        value, rows = _claimed(claim), known.of(measure)
        same = [row for row in rows if abs(_number(row) - value) <= near * value]
        if same:
            return Check(AGREED, f"{_number(same[0]):,.0f} {noun}", tuple(same[:1]))
        return (
            Check(CONTRADICTED, f"{_number(rows[0]):,.0f} {noun}", tuple(rows[:1]))
            if rows
            else Check(OPEN, f"the store has no figure of {noun}")
        )

    return judge


def _cost(claim: Row, known: Known) -> Check:
    measure = {"episode": "cost_per_episode_usd", "season": "cost_per_season_usd"}.get(str(claim["word"]))
    if measure is None or claim["unit"] != "USD":
        return Check(OPEN, "the store holds costs in US dollars of an episode or season alone")
    return _same_number(measure, 0.1, "US dollars")(claim, known)


def _reviews(claim: Row, known: Known) -> Check:
    measure = {"critics": "critics_pct", "audience": "audience_pct", "metacritic": "metascore"}[str(claim["word"])]
    rows, value, bound = known.of(measure), _claimed(claim), str(claim["detail"] or "")
    if not rows:
        return Check(OPEN, "the store has no such score of it")
    least = bound in ("over", "above", "more than", "at least")
    fits = [row for row in rows if (_number(row) >= value if least else abs(_number(row) - value) <= 5)]
    if fits:
        return Check(AGREED, f"{_number(fits[-1]):,.0f} in the store", tuple(fits[-1:]))
    return Check(CONTRADICTED, f"{_number(rows[-1]):,.0f} in the store; scores move", tuple(rows[-1:]))


def _decision(claim: Row, known: Known) -> Check:
    word = _OUTCOMES.get(str(claim["word"]))
    rows = [row for row in known.of("outcome") if row["text"] != "pending"]
    same = [row for row in rows if row["text"] == word]
    if same:
        return Check(AGREED, f"{word}, by {same[0]['publication'] or same[0]['publisher']}", tuple(same[:1]))
    against = [row for row in rows if {str(row["text"]), word} in ({"renewed", "cancelled"}, {"renewed", "ended"})]
    if against and claim["season"]:
        return Check(
            CONTRADICTED,
            f"{against[0]['text']}, by {against[0]['publication'] or against[0]['publisher']}",
            tuple(against[:1]),
        )
    return Check(OPEN, "no other source in the store says what happened")


def _platform(claim: Row, known: Known) -> Check:
    rows = [row for row in known.facts if row.get("platform") not in (None, "*")]
    same = [row for row in rows if row["platform"] == claim["word"]]
    if same:
        return Check(AGREED, str(claim["word"]), tuple(same[:1]))
    return (
        Check(CONTRADICTED, str(rows[0]["platform"]), tuple(rows[:1]))
        if rows
        else Check(OPEN, "the store names no platform")
    )


_LISTS = {
    "Nielsen originals": ("Nielsen originals",),
    "Nielsen overall": ("Nielsen overall",),
    "Nielsen acquired": ("Nielsen acquired",),
    "Nielsen": ("Nielsen originals", "Nielsen overall", "Nielsen acquired"),
    "Netflix top 10": ("global TV",),
}
_OUTCOMES = {
    "renewed": "renewed",
    "saved": "renewed",
    "ordered": "renewed",
    "cancelled": "cancelled",
    "final season": "ended",
    "wrap-up": "wrap-up",
    "limited": "limited",
}
_JUDGES: Mapping[str, Callable[[Row, Known], Check]] = {
    "chart": _chart,
    "minutes": _minutes,
    "premiere": _premiere,
    "episodes": _same_number("episodes", 0.0, "episodes"),
    "cost": _cost,
    "reviews": _reviews,
    "decision": _decision,
    "platform": _platform,
}


def _number(row: Row) -> float:
    value = row["value"]
    return float(value) if isinstance(value, int | float) else 0.0


def _claimed(claim: Row) -> float:
    value = claim["value"]
    return float(value) if isinstance(value, int | float) else 0.0


def _within(day: dt.date, row: Row) -> bool:
    start, end = row["period_start"], row["period_end"]
    return isinstance(start, dt.date) and isinstance(end, dt.date) and start <= day <= end


def _day(day: object) -> str:
    return f"{day:%-d %B %Y}" if isinstance(day, dt.date) else str(day)
