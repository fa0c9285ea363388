"""The renewal record as one page of HTML that needs nothing else: no network, no script, no font."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from cliffhanger.reports import words
from cliffhanger.reports.charts import NARROW, WIDE
from cliffhanger.reports.record_charts import reliability_chart, skill_chart
from cliffhanger.reports.renewal_record import NAMES, POPULATIONS, is_unknown, plain, signed

if TYPE_CHECKING:
    from jinja2 import Template

Entry = Mapping[str, Any]

POPULATION = "scripted first seasons"
"""The seasons that the goals are about: scripted and animated first seasons."""

SHOWN_AGE = 28
"""The horizon that the headline and the parts are about, in days."""

_SCORES = ("AUC", "Brier", "Skill", "90 % interval", "Log loss", "Slope", "ECE", "Perfect ECE below")


@dataclass(frozen=True)
class Block:
    """One part of the page.

    Parameters
    ----------
    key, heading : str
        Id and heading.
    lead : str
        What it shows, in a sentence or two.
    charts : list of (str, str)
        Class and SVG.
    tables : list of (str, list, list)
        Caption, heads and rows; the first cell of a row names it.
    """

    key: str
    heading: str
    lead: str
    charts: Sequence[tuple[str, str]] = ()
    tables: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]] = ()


def to_html(record: Mapping[str, Any]) -> str:
    """Write the record as a page.

    Parameters
    ----------
    record : mapping
        Of `forecasts.renewal.renewal`.

    Returns
    -------
    str
        The whole document; the same bytes for the same record.
    """
    from markupsafe import Markup

    scores = list(record["scores"])
    blocks = [
        _calibration(record["reliability"]),
        _by_age(scores),
        _parts(scores),
        _by_labels(scores),
        _rules(record["against_rules"]),
        _year_ahead(record["year_ahead"]),
        _dates(record["decision_dates"]),
    ]
    quarters = list(record["quarters"])
    return _template().render(
        finding=finding(record),
        asked=f"{words.plural(len(quarters), 'quarter')} of premieres, {_quarter(quarters[0])} to "
        f"{_quarter(quarters[-1])}",
        blocks=[block for block in blocks if block.tables or block.charts],
        Markup=Markup,
    )


def finding(record: Mapping[str, Any]) -> str:
    """State in a few sentences what the record shows, from its figures alone."""
    mine = _one(record["scores"], SHOWN_AGE, POPULATION, "all", "cliffhanger")
    if mine is None or is_unknown(mine["skill"]) or is_unknown(mine["skill_lo90"]):
        return "Too few seasons were settled to say how good the forecast is."
    low, high = float(mine["skill_lo90"]), float(mine["skill_hi90"])
    clear = (
        "clearly better than the base rate" if low > 0
        else "clearly worse than the base rate" if high < 0
        else "not clearly better than the base rate"
    )  # fmt: skip
    sentence = (
        f"At day {SHOWN_AGE} the odds of first seasons were {clear}: skill {signed(mine['skill'])}, 90 % interval "
        f"{signed(low)} to {signed(high)}, of {mine['n']:,} seasons."
    )
    if not is_unknown(mine["auc"]):
        sentence += (
            f" Of a renewed season and one that was not, the renewed one had the higher odds in "
            f"{100 * float(mine['auc']):.0f} of 100 pairs; guessing gives 50."
        )
    rules = [e for e in record["against_rules"] if e["age_days"] == SHOWN_AGE and e["year"] is None]
    if rules:
        others = [NAMES[e["rule"]].removeprefix("rule: ") for e in rules
                  if is_unknown(e["lo90"]) or float(e["lo90"]) <= 0]  # fmt: skip
        sentence += f" Of {len(rules)} named rules it was clearly better than {len(rules) - len(others)}"
        sentence += f", not than: {', '.join(others)}." if others else "."
    return sentence


def _one(scores: Iterable[Entry], age: int, population: str, labels: str, model: str) -> Entry | None:
    key = (age, population, labels, model)
    return next((e for e in scores if (e["age_days"], e["population"], e["labels"], e["model"]) == key), None)


def _calibration(entries: Sequence[Entry]) -> Block:
    mine = [entry for entry in entries if entry["population"] == POPULATION]
    return Block(
        "calibration",
        "Do the odds mean what they say?",
        "Seasons in fifths by their odds. On the dashed line as many were renewed as the odds said; bars are 90 % "
        "intervals of the share renewed. A cloud flatter than the line: odds too bold.",
        [("square", reliability_chart(entry, f"reliability-{entry['age_days']}")) for entry in mine],
    )


def _by_age(scores: Sequence[Entry]) -> Block:
    plain_ = [e for e in scores if e["labels"] == "all" and e["population"] == POPULATION]
    ages = sorted({e["age_days"] for e in plain_})
    shown = [e for e in plain_ if e["age_days"] == SHOWN_AGE and e["model"] != "base rate"]
    heading = f"Skill at day {SHOWN_AGE}"
    charts = [
        (name, skill_chart(shown, NAMES, heading, f"skill-{name}", width))
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    ] if shown else []  # fmt: skip
    tables = []
    for age in ages:
        rows = sorted((e for e in plain_ if e["age_days"] == age), key=lambda e: -float(e["skill"]))
        share = 100 * float(rows[0]["base_rate"])
        caption = f"Day {age}: {words.plural(rows[0]['n'], 'first season')}, {share:.0f} % renewed"
        tables.append((caption, ("Model or rule", *_SCORES), [(NAMES[e["model"]], *_cells(e)) for e in rows]))
    return Block(
        "ages",
        "Against the base rate, rules and other models",
        "Every one was asked at the same ages of the same seasons. Skill is the share of the base rate's Brier score "
        "that is saved: nought is no better than quoting the base rate.",
        charts,
        tables,
    )


def _parts(scores: Sequence[Entry]) -> Block:
    ages = sorted({e["age_days"] for e in scores})
    tables = []
    for age in ages:
        rows = [
            (f"{population} ({entry['n']:,})", *_cells(entry))
            for population in POPULATIONS
            if (entry := _one(scores, age, population, "all", "cliffhanger"))
        ]
        tables.append((f"Day {age}", ("Seasons", *_SCORES), rows))
    return Block(
        "parts",
        "Of which seasons it knows something",
        "Cliffhanger's odds on parts of the seasons. A part with few of them has a wide interval.",
        (),
        [table for table in tables if table[2]],
    )


def _by_labels(scores: Sequence[Entry]) -> Block:
    labels = list(dict.fromkeys(e["labels"] for e in scores))
    rows = [
        (f"{choice} ({entry['n']:,}, {100 * float(entry['base_rate']):.0f} % renewed)", f"{age}", *_cells(entry))
        for choice in labels
        for age in sorted({e["age_days"] for e in scores})
        if (entry := _one(scores, age, POPULATION, choice, "cliffhanger"))
    ]
    return Block(
        "labels",
        "How far it rests on labels that nobody printed",
        "Most outcomes were never announced: a later season proves a renewal, an absence from a list suggests a "
        "refusal. Leaving these out leaves other seasons, so that the lines are not of the same ones.",
        (),
        [("First seasons", ("Labels", "Day", *_SCORES), rows)] if rows else [],
    )


def _rules(entries: Sequence[Entry]) -> Block:
    rows = [
        (
            NAMES[entry["rule"]],
            f"{entry['age_days']}",
            "all" if entry["year"] is None else f"{entry['year']}",
            f"{entry['n']:,}",
            plain(entry["difference"], 3, sign=True),
            f"{plain(entry['lo90'], 3, sign=True)} to {plain(entry['hi90'], 3, sign=True)}",
        )
        for entry in entries
    ]
    return Block(
        "rules",
        "Against each rule, year by year",
        "Brier score of the rule less that of Cliffhanger: above nought Cliffhanger was better.",
        (),
        [("First seasons", ("Rule", "Day", "Year", "Seasons", "Difference", "90 % interval"), rows)] if rows else [],
    )


def _year_ahead(entries: Sequence[Entry]) -> Block:
    rows = [
        (f"{words.day(date.fromisoformat(entry['as_of']))}, {entry['question']}", f"{entry['n']:,}",
         f"{100 * float(entry['base_rate']):.0f} %", *_cells(entry))
        for entry in entries
    ]  # fmt: skip
    return Block(
        "year-ahead",
        "All undecided seasons on one day",
        "As the command forecast asks: seasons of all ages up to two years, on one day, against what followed.",
        (),
        [("", ("Asked on", "Seasons", "Renewed", *_SCORES), rows)] if rows else [],
    )


def _dates(entries: Sequence[Entry]) -> Block:
    rows = [
        (f"{entry['age_days']}", f"{entry['n']:,}", f"{entry['median_error_days']:.0f} days",
         f"day {entry['median_days']:.0f}")
        for entry in entries
    ]  # fmt: skip
    return Block(
        "dates",
        "The day of the decision",
        "Only of decisions whose day is known, and that came after the question.",
        (),
        [("", ("Asked on day", "Decisions", "Median error", "Median of the decisions"), rows)] if rows else [],
    )


def _cells(entry: Entry) -> tuple[str, ...]:
    return (
        plain(entry["auc"], 2),
        plain(entry["brier"], 3),
        signed(entry["skill"]),
        f"{signed(entry['skill_lo90'])} to {signed(entry['skill_hi90'])}",
        plain(entry["log_loss"], 3),
        plain(entry["slope"], 2),
        plain(entry["ece"], 3),
        plain(entry["ece_null95"], 3),
    )


def _quarter(start: str) -> str:
    day = date.fromisoformat(start)
    return f"{('first', 'second', 'third', 'fourth')[day.month // 3]} of {day.year}"


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    text = resources.files("cliffhanger.reports").joinpath("templates", "record.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        text
    )
