"""The record of renewals as JSON, text and page: keys, words, and a headline that says no more than the figures."""

from __future__ import annotations

import json

import pytest

from cliffhanger.forecasts.rivals import RIVALS
from cliffhanger.forecasts.rules import RULES
from cliffhanger.reports.record_page import finding, to_html
from cliffhanger.reports.renewal_record import NAMES, to_json, to_text

KEYS = (
    "age_days", "population", "labels", "model", "n", "base_rate", "auc", "brier", "skill", "skill_lo90", "skill_hi90",
    "log_loss", "slope", "ece", "ece_null95",
)  # fmt: skip


def entry(model: str = "cliffhanger", **change: object) -> dict[str, object]:
    """Scores of one model on first seasons at day 28."""
    plain = dict(zip(KEYS, (28, "scripted first seasons", "all", model, 300, 0.32, 0.61, 0.2129876, 0.04, -0.03, 0.11,
                            0.62, 0.68, 0.054, 0.068), strict=True))  # fmt: skip
    return plain | change


def record(**change: object) -> dict[str, object]:
    """A record with every part."""
    whole: dict[str, object] = {
        "scores": [entry(), entry("base rate", skill=0.0, skill_lo90=0.0, skill_hi90=0.0, auc=None),
                   entry("obliterated", skill=-0.01)],
        "reliability": [{"age_days": 28, "population": "scripted first seasons", "model": "cliffhanger",
                         "p_mean": [0.1, 0.5], "share": [0.2, 0.4], "n": [150, 150], "lo90": [0.1, 0.3],
                         "hi90": [0.3, 0.5]}],
        "against_rules": [
            {"age_days": 28, "rule": "obliterated", "year": None, "n": 300, "difference": 0.01, "lo90": -0.01,
             "hi90": 0.03},
            {"age_days": 28, "rule": "index", "year": None, "n": 300, "difference": 0.05, "lo90": 0.01, "hi90": 0.09},
            {"age_days": 28, "rule": "index", "year": 2023, "n": 90, "difference": 0.05, "lo90": 0.01, "hi90": 0.09},
        ],
        "decision_dates": [{"age_days": 28, "n": 3, "median_error_days": 4.2, "median_days": 46.0}],
        "year_ahead": [entry(as_of="2023-06-30", question="renewed within a year")],
        "quarters": ["2022-01-01", "2023-10-01"],
    }  # fmt: skip
    return whole | change


def test_nothing_settled_says_so_and_draws_nothing() -> None:
    """An empty record has a page without parts, and claims nothing."""
    empty = record(scores=[], reliability=[], against_rules=[], decision_dates=[], year_ahead=[])
    page = to_html(empty)
    assert "Too few seasons were settled" in page
    assert "<svg" not in page
    assert "<table" not in page


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-0.03, 0.11, "were not clearly better than the base rate"),
        (0.02, 0.11, "were clearly better than the base rate"),
        (-0.2, -0.01, "were clearly worse than the base rate"),
    ],
)
def test_the_headline_says_what_the_interval_says(low: float, high: float, words: str) -> None:
    """A skill whose interval holds nought is no success; and only rules clear of nought count as beaten."""
    said = finding(record(scores=[entry(skill_lo90=low, skill_hi90=high)]))
    assert words in said
    assert said.endswith("Of 2 named rules it was clearly better than 1, not than: 24.4 M views in 4 weeks.")


def test_json_has_the_promised_keys_and_null_for_what_cannot_be_said() -> None:
    """One document, six digits, no NaN."""
    found = json.loads(to_json(record(scores=[entry(auc=float("nan"))])))
    (one,) = found["scores"]
    assert set(one) == set(KEYS)
    assert one["auc"] is None
    assert one["brier"] == 0.212988


def test_every_model_and_rule_has_a_name_for_people() -> None:
    """A new one without words would stop the page."""
    assert set(NAMES) == {"cliffhanger", "base rate", *RIVALS, *RULES}


def test_the_page_stands_alone_and_escapes() -> None:
    """No script, no address of the network, one diagram, both widths of the chart; words from outside stay words."""
    page = to_html(record(year_ahead=[entry(as_of="2023-06-30", question="<b>renewed</b>")]))
    assert "<script" not in page
    assert "src=" not in page
    assert page.count('role="img"') == 3
    assert 'class="wide"' in page
    assert 'class="narrow"' in page
    assert "&lt;b&gt;renewed" in page
    assert "first of 2022 to fourth of 2023" in page
    assert to_html(record()) == to_html(record())


def test_the_text_lists_the_best_first() -> None:
    """By skill, with words for what is not known."""
    lines = to_text(record()).splitlines()
    order = [line.split("  ")[0] for line in lines if line.startswith(("Cliffhanger  ", "base rate", "rule:"))]
    assert order == ["Cliffhanger", "base rate", "rule: 24.4 M views in 4 weeks"]
