"""The dossier's money: what is said, with which doubt, and what is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cliffhanger import Store, assess, gather, open_store
from cliffhanger.errors import SourceError
from cliffhanger.reports.charts import NARROW, WIDE
from cliffhanger.reports.dossier import Dossier, to_json
from cliffhanger.reports.markdown import render_markdown
from cliffhanger.reports.money_chart import money_chart, money_headline
from cliffhanger.reports.page import render_html
from cliffhanger.reports.text import render_text

DAY = dt.date(2024, 6, 30)


@pytest.fixture(scope="module")
def shipped() -> Iterator[Store]:
    """A store of the casebook."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        yield store


@pytest.fixture(scope="module")
def hit_and_run(shipped: Store) -> Dossier:
    """The founding case, with money."""
    return assess(shipped, "Hit & Run", as_of=DAY)


def test_an_unknown_cost_is_a_status_and_no_chart(shipped: Store) -> None:
    """Nobody told the cost and kin are too few: that is said, and no figure stands in its place."""
    dossier = assess(shipped, "Sweet Magnolias", as_of=DAY)
    assert dossier.money is None
    assert [status.status for status in dossier.statuses if status.about == "money"] == ["not counted"]
    assert money_chart(dossier) == ""
    assert "WHAT IT IS WORTH\nNot counted" in render_text(dossier, 100)


def test_assumptions_that_do_not_fit_are_refused(shipped: Store, tmp_path: Path) -> None:
    """Before anything is written."""
    path = tmp_path / "mine.toml"
    path.write_text("[premium]\nvalue = 1\n", encoding="utf-8")
    with pytest.raises(SourceError, match="unknown assumption"):
        assess(shipped, "Hit & Run", as_of=DAY, assumptions_file=path)


def test_the_finding_sets_hours_against_cost_and_fauda(hit_and_run: Dossier) -> None:
    """99.5 M hours against 36 M dollars, and 18 seasons of Fauda."""
    found = hit_and_run.money
    assert found is not None
    assert found.finding.startswith("The 99.5 M hours listed in its first four weeks were worth about ")
    assert "against a cost of 35.9 M US dollars, 46.2 M with the premium" in found.finding
    assert "as much as 18 seasons of Fauda" in found.measured
    fauda = next(one for one in found.seasons if one.series == "Fauda")
    assert fauda.cost_status == "by ratio"
    assert fauda.worth_usd / fauda.price_usd > 2


def test_every_figure_says_what_it_is_counted_from(hit_and_run: Dossier) -> None:
    """Basis and unit are never empty; the assumptions are listed with their sources."""
    found = hit_and_run.money
    assert found is not None
    for one in (*found.figures, *found.options, *found.breakeven):
        assert one.basis
        assert one.unit
        if one.lo80 is not None and one.hi80 is not None:
            assert one.lo80 <= one.hi80
    assert all(one.source for one in found.assumptions)


def test_all_formats_say_the_finding(hit_and_run: Dossier) -> None:
    """Text, Markdown, page and JSON are four ways to write one dossier."""
    found = hit_and_run.money
    assert found is not None
    for written in (render_markdown(hit_and_run), render_html(hit_and_run), to_json(hit_and_run)):
        assert "99.5 M hours listed in its first four weeks" in written
    said = " ".join(render_text(hit_and_run, 100).split())
    assert found.finding in said
    assert "What would move the odds that a next season pays most" in said


def test_a_change_of_an_assumption_is_said(shipped: Store, hit_and_run: Dossier, tmp_path: Path) -> None:
    """The page changes, and names the assumption with both values and the source."""
    path = tmp_path / "mine.toml"
    path.write_text("[launch_weight]\nvalue = 1.0\nsource = 'a cautious view'\n", encoding="utf-8")
    own = assess(shipped, "Hit & Run", as_of=DAY, assumptions_file=path)
    assert own.money is not None
    assert hit_and_run.money is not None
    assert own.money.finding != hit_and_run.money.finding
    said = " ".join(render_text(own, 100).split())
    assert "Your own assumption: launch_weight 1 in place of 2.8 (a cautious view)." in said
    assert "Your own assumption" not in render_text(hit_and_run, 100)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_chart_states_its_finding(hit_and_run: Dossier, width: int) -> None:
    """The headline is the title for screen readers, and the break-even line has its rate."""
    svg = money_chart(hit_and_run, width)
    assert hit_and_run.money is not None
    root = ElementTree.fromstring(svg)
    texts = [element.text for element in root.iter() if element.text]
    assert money_headline(hit_and_run.money) in texts
    assert any("break-even" in str(text) for text in texts)
    assert any("Hit & Run, Season 1" in str(text) for text in texts)


def test_the_headline_knows_both_sides_of_the_line(hit_and_run: Dossier) -> None:
    """Above break-even, below it, and within the doubt of the price."""
    found = hit_and_run.money
    assert found is not None
    own = found.seasons[0]
    cases = (
        (0.2, "below break-even;"),
        (1.05, "above break-even, within the doubt of its price"),
        (9.0, "above break-even;"),
    )
    for times, said in cases:
        changed = replace(
            own, worth_usd=times * own.price_usd, price_lo80=0.8 * own.price_usd, price_hi80=1.3 * own.price_usd
        )
        assert said in money_headline(replace(found, seasons=(changed, *found.seasons[1:])))


def test_a_limited_series_has_no_next_season(shipped: Store) -> None:
    """There is nothing to renew: no options and no question about a next season."""
    dossier = assess(shipped, "Dave Chappelle: The Closer", as_of=DAY)
    assert dossier.money is not None
    assert dossier.money.options == ()
    assert not any("next season" in one.name for one in dossier.money.breakeven)
