"""The ways through the desk, with the pointer, with the keyboard alone, on a telephone; and what axe-core says."""

from __future__ import annotations

import re
from importlib import resources

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page, expect

PHONE = (390, 844)
DAY = "as_of=2024-03-20"
PAGES = (
    f"/?{DAY}",
    "/series/hit-and-run?as_of=2021-12-31",
    "/search?q=hit",
    f"/compare?{DAY}",
    f"/slate?{DAY}",
    "/record",
    "/sources",
)


def settled(page: Page) -> None:
    """Wait until nothing is asked for any more and every chart is drawn."""
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-spec]:not([data-drawn=yes])")).to_have_count(0)


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong by the rules of WCAG 2.2 up to AA, and by its own best practices."""
    page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{one['id']}: {one['help']}; {node['target']} {node.get('failureSummary', '')[:300]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_light_dark_and_on_a_telephone(opened, path: str) -> None:
    """Contrast, names, roles, headings and the rest; and no page is wider than a telephone: wide tables scroll."""
    page = opened(path)
    settled(page)
    found = faults(page)
    page.emulate_media(color_scheme="dark")
    settled(page)
    found += [f"dark: {fault}" for fault in faults(page)]
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    settled(page)
    found += [f"telephone: {fault}" for fault in faults(page)]
    assert not found, "\n".join(found)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_part_that_is_refused_says_why_in_its_place(opened) -> None:
    """Calls of a day before the first models are no wait without an end."""
    page = opened("/record?as_of=2021-12-31", refused=True)
    expect(page.get_by_role("alert")).to_contain_text("model that knows nothing later")


def test_a_day_on_which_nothing_was_known_says_so_and_the_slider_goes_on(opened) -> None:
    """The body tells that there is too little evidence; another day brings the season back."""
    page = opened("/series/hit-and-run?as_of=2021-09-21", refused=True)
    page.locator("#as-of").fill("1999-01-01")
    page.locator("#as-of").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("too little evidence")
    page.locator("#as-of").fill("2021-09-19")
    page.locator("#as-of").press("Enter")
    expect(page.locator(".date")).to_have_text("As known on 19 September 2021")


def test_the_pages_lead_to_one_another(opened) -> None:
    """From the watch list through a season and its date to compare, slate, record and sources, by clicks."""
    page = opened(f"/?{DAY}")
    settled(page)
    page.locator("main a[href^='/series/']").first.click()
    expect(page.locator("#season h1")).to_be_visible()
    page.locator("#as-of").fill("2024-03-12")
    expect(page.locator(".date")).to_have_text("As known on 12 March 2024")
    for name, heading in (
        ("Compare", "Compare"),
        ("Slate", "Slate"),
        ("Track record", "record"),
        ("Sources", "Sources"),
        ("Watch list", "Undecided seasons"),
    ):
        page.get_by_role("navigation", name="Desk").get_by_role("link", name=name).click()
        expect(page.locator("h1")).to_contain_text(re.compile(heading, re.IGNORECASE))
        if name != "Track record":
            expect(page).to_have_url(re.compile("as_of=2024-03-12"))


def test_the_keyboard_alone_finds_a_series(opened) -> None:
    """Skip link first; a stroke leads to the search, arrows to what it finds, Enter opens it, Escape leaves it."""
    page = opened("/sources")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("hit and rnu")
    expect(page.locator("#found a").first).to_contain_text("Hit & Run")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#found a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Hit & Run")


def test_a_page_that_cannot_be_given_says_why_and_leads_on(opened) -> None:
    """An unknown series is a page for people, with a way back."""
    page = opened("/series/no-such-series", expected=404)
    expect(page.locator("h1")).to_be_visible()
    assert not (found := faults(page)), "\n".join(found)
    page.get_by_role("link", name=re.compile("watch list", re.IGNORECASE)).first.click()
    expect(page.locator("h1")).to_be_visible()
