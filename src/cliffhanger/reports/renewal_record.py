"""The track record of the renewal forecast as JSON and as tables for people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import isnan

from cliffhanger.reports import words

Entry = Mapping[str, object]

POPULATIONS = ("scripted first seasons", "live-action first seasons", "animated first seasons", "charted first seasons",
               "English first seasons", "later seasons", "live action", "charted", "English", "all")  # fmt: skip
"""Parts of the seasons, in the order in which they are shown."""

NAMES = {
    "cliffhanger": "Cliffhanger", "base rate": "base rate", "kin": "rate of its kin", "ridge": "ridge",
    "boosting": "boosted trees", "stack": "ridge and trees", "completion_50": "rule: 50 % completion",
    "hours_100m": "rule: 100 M hours in a full week", "weeks_listed_2": "rule: 2 weeks on the list",
    "weeks_listed_3": "rule: 3 weeks on the list", "weeks_listed_4": "rule: 4 weeks on the list",
    "obliterated": "rule: 24.4 M views in 4 weeks", "index": "rule: above platform's mean",
}  # fmt: skip
"""Models and rules in words."""


def to_json(record: Mapping[str, object]) -> str:
    """The record as one JSON document; figures with six digits, null where nothing can be said."""
    return json.dumps(_short(record), indent=2) + "\n"


def to_text(record: Mapping[str, object]) -> str:
    """For each horizon the forecast and its rivals on first seasons, then the forecast on parts of them."""
    scores = _list(record["scores"])
    quarters = _list(record["quarters"])
    lines = [
        f"Renewals of Netflix seasons, forecast as each of {len(quarters)} quarters of premieres began "
        f"({quarters[0]} to {quarters[-1]}), scored by what is known now.",
        "",
    ]
    plain = [entry for entry in scores if entry["labels"] == "all"]
    for age in dict.fromkeys(int(str(entry["age_days"])) for entry in plain):
        rows = [e for e in plain if e["age_days"] == age and e["population"] == "scripted first seasons"]
        if rows:
            share = 100 * float(str(rows[0]["base_rate"]))
            head = f"Day {age}: {words.plural(int(str(rows[0]['n'])), 'first season')}, {share:.0f} % renewed"
            lines += [head, _head("model or rule"), *(_line(str(e["model"]), e) for e in _ordered(rows)), ""]
    lines += ["Cliffhanger on parts of them, day 28", _head("seasons")]
    lines += [
        _line(f"{population} ({entry['n']})", entry)
        for population in POPULATIONS
        for entry in plain
        if entry["age_days"] == 28 and entry["population"] == population and entry["model"] == "cliffhanger"
    ]
    lines += [
        "",
        "Skill: share of the base rate's Brier score that is saved, with its 90 % interval. Slope: 1 is calibrated,",
        "less is overconfident. ECE: mean gap of odds and share renewed, in fifths; null: what a perfect forecaster",
        "would stay below in 95 of 100 cases. AUC: chance that a renewed season had higher odds than one that was not.",
        "",
    ]
    return "\n".join(lines)


def _ordered(rows: Sequence[Entry]) -> list[Entry]:
    return sorted(rows, key=lambda entry: -float(str(entry["skill"])))


def _head(first: str) -> str:
    return f"{first:<36}{'AUC':>6}{'Brier':>8}{'skill':>9}{'90 % interval':>18}{'slope':>7}{'ECE':>7}{'null':>7}"


def _line(name: str, entry: Entry) -> str:
    interval = f"{signed(entry['skill_lo90'])} to {signed(entry['skill_hi90'])}"
    return (
        f"{NAMES.get(name, name):<36}{plain(entry['auc'], 2):>6}{plain(entry['brier'], 3):>8}"
        f"{signed(entry['skill']):>9}{interval:>18}{plain(entry['slope'], 2):>7}{plain(entry['ece'], 3):>7}"
        f"{plain(entry['ece_null95'], 3):>7}"
    )


def plain(value: object, digits: int, *, sign: bool = False) -> str:
    """A figure with so many digits, or that it is not known."""
    return words.NOT_KNOWN if is_unknown(value) else f"{float(str(value)):{'+' if sign else ''}.{digits}f}"


def signed(value: object) -> str:
    """A figure with its sign and two digits."""
    return plain(value, 2, sign=True)


def _list(value: object) -> list[Entry]:
    assert isinstance(value, list)
    return value


def _short(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _short(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_short(one) for one in value]
    if isinstance(value, float):
        return None if is_unknown(value) else round(value, 6)
    return value


def is_unknown(value: object) -> bool:
    """Whether nothing can be said."""
    return value is None or (isinstance(value, float) and isnan(value))
