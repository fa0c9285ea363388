from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from examples import ALL, BEFORE_THE_LISTS, HALF_YEARS, HIT_AND_RUN

from cliffhanger.reports.dossier import Dossier, Figure
from cliffhanger.reports.page import render_html

WITH_TAIL = replace(HIT_AND_RUN, long_tail=HALF_YEARS)
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Collects elements, ids and links, and checks that elements close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and that it is open."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the element opened last."""
        assert self.open.pop() == tag

    def all(self, attribute: str) -> list[str]:
        """Values of an attribute, in the order of the page."""
        return [attrs[attribute] or "" for _, attrs in self.tags if attribute in attrs]

    def count(self, tag: str) -> int:
        """How many such elements there are."""
        return sum(1 for name, _ in self.tags if name == tag)


@pytest.mark.parametrize("dossier", [*ALL.values(), WITH_TAIL], ids=[*ALL, "with the long tail"])
def test_the_page_needs_nothing_from_the_network(dossier: Dossier) -> None:
    """No script, style sheet, image, font or frame is asked for; only readers follow links."""
    html = render_html(dossier)
    page = Page(html)
    for tag in ("script", "link", "img", "iframe", "object", "embed", "image", "use", "base"):
        assert page.count(tag) == 0
    assert "src" not in {name for _, attrs in page.tags for name in attrs}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert "@import" not in html
    assert all(found.startswith("#") for found in re.findall(r"url\(([^)]*)\)", html))
    assert {tag for tag, attrs in page.tags if "href" in attrs} <= {"a"}


@pytest.mark.parametrize("name", ALL)
def test_every_source_number_leads_to_its_source_and_back(name: str) -> None:
    """Each mark links to a listed source, each cited source back to its first mark, and no id stands twice."""
    dossier = ALL[name]
    page = Page(render_html(dossier))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    inner = {href.removeprefix("#") for href in page.all("href") if href.startswith("#")}
    assert inner <= set(ids)
    listed = {f"source-{source.number}" for source in dossier.sources}
    assert listed <= set(ids)
    assert {target for target in inner if target.startswith("source-")} <= listed
    assert {target for target in inner if target.startswith("cite-")} == {i for i in ids if i.startswith("cite-")}


def test_every_cited_number_is_in_the_page() -> None:
    """In the full example every source is cited, at least as the end or the middle of a run."""
    html = render_html(HIT_AND_RUN)
    body = re.sub(r"<[^>]+>", "", html[html.index("<main>") : html.index('<section id="sources"')])
    cited: set[int] = set()
    for group in re.findall(r"\[([\d–,\s]+)\]", body):
        for part in group.split(","):
            ends = [int(end) for end in part.split("–")]
            cited |= set(range(ends[0], ends[-1] + 1))
    assert cited == {source.number for source in HIT_AND_RUN.sources}


def test_a_week_off_the_list_is_a_bound_and_not_zero() -> None:
    """The cell holds the tenth place's figure behind '<' and says what it is."""
    html = render_html(HIT_AND_RUN)
    assert '&lt; 9.14<span class="small">below the tenth place</span>' in html
    assert not re.search(r'<td class="right">0(\.0+)?</td>', html)
    assert "it was not zero" in html


@pytest.mark.parametrize("dossier", ALL.values(), ids=ALL)
def test_headings_and_language_are_in_order(dossier: Dossier) -> None:
    """One h1, then h2 alone; the language and the width of the screen are stated."""
    page = Page(render_html(dossier))
    assert page.count("h1") == 1
    assert page.count("h3") == 0
    attrs = dict(page.tags)
    assert attrs["html"]["lang"] == "en"
    assert "width=device-width, initial-scale=1" in page.all("content")
    heads = [found for tag, found in page.tags if tag == "th"]
    assert all("scope" in found for found in heads)


def test_text_from_outside_is_escaped() -> None:
    """A script in a title, a claim, a file name or a unit is shown and does not run."""
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    sources = (replace(HIT_AND_RUN.sources[0], publisher=nasty, file=nasty, note=nasty), *HIT_AND_RUN.sources[1:])
    dossier = replace(
        HIT_AND_RUN,
        series=nasty,
        season=nasty,
        finding=nasty,
        what=(Figure(nasty, 1.0, nasty, (1,), nasty), Figure(nasty, nasty, "", (1,), nasty)),
        claims=(Figure(nasty, nasty, "", (7,), nasty),),
        sources=sources,
    )
    html = render_html(dossier)
    page = Page(html)
    assert page.count("script") == 0
    assert page.count("img") == 0
    assert html.count("&lt;script&gt;alert(1)") > 10


def test_only_addresses_of_the_web_become_links() -> None:
    """A javascript address is shown as text; https ones are links that tell nothing of the reader."""
    html = render_html(HIT_AND_RUN)
    outward = [href for href in Page(html).all("href") if not href.startswith("#")]
    assert "https://www.netflix.com/tudum/top10" in outward
    assert all(href.startswith(("https://", "http://")) for href in outward)
    assert "javascript:alert(1)" in html
    assert html.count('rel="noopener noreferrer"') == len(outward)


def test_the_page_is_made_for_paper_telephones_and_the_dark() -> None:
    """Print, narrow and dark styles are there; charts stand on white and wide tables scroll by themselves."""
    html = render_html(WITH_TAIL)
    for part in ("@media print", "size: A4", "prefers-color-scheme: dark", "max-width: 47rem", "table-header-group"):
        assert part in html
    assert "figure { margin: .9rem 0 1.1rem; background: #fff;" in html
    tables = Page(html).count("table")
    assert html.count('<div class="scroll"') == tables
    assert html.count("<svg ") == 4


def test_a_section_without_figures_says_why_and_has_no_chart() -> None:
    """Before the weekly hours were published there is a sentence and no picture."""
    html = render_html(BEFORE_THE_LISTS)
    assert "Not yet published: Netflix first published weekly hours on 16 November 2021" in html
    assert "<svg" not in html
    assert "No decision in the sources known on that day." in html


def test_the_same_dossier_gives_the_same_bytes() -> None:
    """The page carries no clock, no counter and no chance."""
    assert render_html(WITH_TAIL) == render_html(WITH_TAIL)
