"""The page of a season in a real browser: dates, charts, sliders and sources."""

from __future__ import annotations

import re

import pytest
from hostile import HOSTILE

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from cliffhanger.reports.inert import plain

CASE = "/series/hit-and-run?as_of=2021-12-31"
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 400);
})"""


def test_charts_are_drawn_in_light_and_dark(opened) -> None:
    """Every chart of the page becomes a drawing, in the colours of the look, and again when the look changes."""
    page = opened(CASE)
    chart = page.locator(".plot.audience .drawing")
    expect(chart).to_have_attribute("data-drawn", "yes")
    expect(page.locator("[data-spec]:not([data-drawn=yes])")).to_have_count(0)
    words = chart.locator("svg text").first
    light = words.get_attribute("fill")
    page.click("#theme")
    expect(words).not_to_have_attribute("fill", str(light))
    expect(chart).to_have_attribute("aria-label", re.compile("Hit & Run.*week 2: "))


def test_charts_fit_a_telephone(opened) -> None:
    """They are drawn for the width at hand, neither cut off nor stretched."""
    page = opened(CASE, size=(390, 844))
    expect(page.locator("[data-spec]:not([data-drawn=yes])")).to_have_count(0)
    widths = page.locator(".drawing svg").evaluate_all(
        "all => all.map((svg) => [svg.clientWidth, +svg.getAttribute('width'), svg.parentElement.clientWidth])"
    )
    assert widths
    assert all(shown == drawn <= room for shown, drawn, room in widths)


def test_nothing_moves_while_the_page_fills(opened) -> None:
    """Charts and parts that come later have their room beforehand."""
    page = opened(CASE)
    expect(page.locator(".plot.audience .drawing")).to_have_attribute("data-drawn", "yes")
    assert page.evaluate(SHIFT) < 0.02


def test_the_slider_asks_for_another_day_and_the_address_says_so(opened) -> None:
    """With the keyboard alone: the body is that of the day, the focus stays, and the address can be cited."""
    page = opened("/series/hit-and-run?as_of=2021-09-21")
    expect(page.locator(".outcomes")).to_contain_text("Cancelled")
    page.focus("#slider")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".date")).to_have_text("As known on 19 September 2021")
    expect(page.locator(".outcomes")).not_to_contain_text("Cancelled")
    expect(page).to_have_url(re.compile("as_of=2021-09-19"))
    expect(page).to_have_title(re.compile("19 September 2021"))
    expect(page.locator("#slider")).to_be_focused()
    expect(page.locator("#slider")).to_have_attribute("aria-valuetext", "19 September 2021")
    expect(page.locator("header.top nav a").first).to_have_attribute("href", re.compile("as_of=2021-09-19"))
    expect(page.locator("[data-spec]:not([data-drawn=yes])")).to_have_count(0)
    page.reload()
    expect(page.locator(".date")).to_have_text("As known on 19 September 2021")
    page.go_back()
    expect(page.locator(".date")).to_have_text("As known on 21 September 2021")


def test_a_figure_shows_its_source_on_focus_and_under_the_pointer(opened) -> None:
    """The words of the source stand beside the figure, are tied to it, and go away on Escape."""
    page = opened(CASE)
    mark = page.locator("#weekly .marks a").first
    mark.focus()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("known on")
    expect(mark).to_have_attribute("aria-describedby", "tip")
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    page.locator("#weekly td.right").first.hover()
    expect(tip).to_contain_text("known on")


def test_a_next_season_is_counted_anew_by_the_server(opened) -> None:
    """Half the cost raises the share of draws in which it pays; the number beside the slider follows at once."""
    page = opened(CASE)
    share = page.locator("#next strong")
    before = int(share.inner_text().split()[0])
    slider = page.locator("#times-cost")
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("output[for=times-cost]")).to_have_text("0.6 times the expected")
    expect(page.locator("#next")).to_contain_text("0.6 times the cost")
    assert int(share.inner_text().split()[0]) > before


def test_odds_through_time_come_by_themselves(opened) -> None:
    """What takes longer is asked for when it comes into sight; before the first models there are events alone."""
    page = opened(CASE)
    page.locator("#through-time").scroll_into_view_if_needed()
    expect(page.locator(".plot.through .drawing")).to_have_attribute("data-drawn", "yes")
    expect(page.locator("#through-time")).to_contain_text("No odds")


def test_a_comparable_leads_to_its_own_page(opened) -> None:
    """The name of a season like it is a link, and keeps the date."""
    page = opened(CASE)
    link = page.locator("#comparables tbody th a").first
    name = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(name.split(":")[0])
    expect(page).to_have_url(re.compile("as_of=2021-12-31"))


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_run_nothing(opened, title: str) -> None:
    """Found, opened and drawn, a title with markup, turned writing or quotes is text on the page."""
    page = opened("/sources")
    page.fill("#find", plain(title)[:60])
    page.locator("#found a").first.click()
    expect(page.locator("h1")).to_contain_text(plain(title)[:8])
    expect(page.locator("[data-spec]:not([data-drawn=yes])")).to_have_count(0)
