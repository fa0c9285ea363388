from __future__ import annotations

import datetime as dt
import doctest

import pytest

from cliffhanger.reports import inert, tables, words


@pytest.mark.parametrize("module", [words, inert, tables])
def test_examples_in_docstrings_hold(module: object) -> None:
    """Every example in the docstrings prints what it says."""
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("value", [0.4, 9, 4_321, 9_999, 10_000, 12_345, 999_999])
def test_no_figure_is_rounded_to_nothing(value: float) -> None:
    """A small number stays a number above zero, alone and in a column of millions."""
    alone = words.large(value).removesuffix(" M").replace(",", "")
    assert value < 0.5 or float(alone) > 0
    assert float(words.millions(value)) > 0


@pytest.mark.parametrize("bound", [10_090_000, 10_090_001, 9_145_000.5, 9_999])
def test_a_bound_is_never_printed_below_itself(bound: float) -> None:
    """Rounding an upper bound down would claim more than is known."""
    assert words.upward(bound) >= bound
    assert words.upward(bound) - bound <= 10_000


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2021-08-02", "2021-08-08", "2–8 August 2021"),
        ("2021-08-30", "2021-09-05", "30 August – 5 September 2021"),
        ("2021-12-27", "2022-01-02", "27 December 2021 – 2 January 2022"),
        ("2021-08-07", "2021-08-07", "7 August 2021"),
    ],
)
def test_a_period_always_names_its_year(start: str, end: str, said: str) -> None:
    """Month and year are said once where both ends share them."""
    assert words.span(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == said


def test_text_that_only_looks_like_a_date_stays_text() -> None:
    """An impossible date is shown as printed rather than refused."""
    assert words.quantity("2021-02-30", "") == "2021-02-30"
    assert words.quantity("2021-13", "") == "2021-13"
    assert words.quantity("2020-02", "") == "February 2020"


def test_near_certainty_is_not_rounded_to_certainty() -> None:
    """A share close to none or all keeps a decimal."""
    assert words.interval(0.004, 0.997) == "between 0.4 % and 99.7 % (80 % interval)"


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\u202eb", "a\x00b", "a\u2066b\u2069"])
def test_control_characters_never_reach_a_reader(text: str) -> None:
    """Terminal escapes and marks that turn the writing are dropped."""
    assert inert.plain(text).isprintable()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//host/x",
        "https://",
        "https://a b",
        "http://[",
        "",
    ],
)
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    """Any other address is shown and cannot be followed."""
    assert inert.link(url) is None
