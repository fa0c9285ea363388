"""The dossier as PDF, and that all formats say the same."""

from __future__ import annotations

import html as entities
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from examples import ALL, HALF_YEARS, HIT_AND_RUN

from cliffhanger.errors import EngineError, MissingExtra
from cliffhanger.reports import pdf, words
from cliffhanger.reports.dossier import Dossier, Figure
from cliffhanger.reports.formats import Format, write_as
from cliffhanger.reports.layout import lay_out, source_words

FULL = replace(HIT_AND_RUN, long_tail=HALF_YEARS)


@pytest.fixture(scope="module")
def printed() -> bytes:
    """The full example as PDF; skipped where Pango is not installed."""
    try:
        return pdf.render_pdf(FULL)
    except EngineError as problem:
        pytest.skip(str(problem))


def read(written: bytes) -> list[str]:
    """The text of each page."""
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(written)).pages]


def bare(text: str) -> str:
    """Letters and digits alone: formats differ in line breaks, escapes and dashes."""
    return re.sub(r"[\W_]+", "", text)


def unmarked(html: str) -> str:
    """The text of a page of HTML without its drawings."""
    without = re.sub(r"<(style|svg)\b.*?</\1>", "", html, flags=re.DOTALL)
    return entities.unescape(re.sub(r"<[^>]+>", "", without))


def figures(part: object) -> Iterator[Figure]:
    """All figures of a dossier, however deep."""
    if isinstance(part, Figure):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from figures(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from figures(getattr(part, field.name))


def test_without_weasyprint_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is absent the message names it and the formats that need nothing."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingExtra, match=r"cliffhanger\[pdf\].*HTML, Markdown and JSON need nothing"):
        pdf.render_pdf(HIT_AND_RUN)


def test_without_pango_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system's library is absent the message names the packages."""

    class Absent:
        """Stands where Python looks for modules, and fails as loading the library does."""

        def find_spec(self, name: str, *_: object) -> None:
            """Fail for WeasyPrint alone."""
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Absent(), *sys.meta_path])
    with pytest.raises(EngineError, match=r"libpango-1\.0-0.*apt-get install"):
        pdf.render_pdf(HIT_AND_RUN)


def test_nothing_is_fetched(printed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that asks for a picture stops the rendering; it is not fetched."""
    assert printed
    asking = '<html><body><img src="http://127.0.0.1:9/x.png"><img src="file:///etc/hostname"></body></html>'
    monkeypatch.setattr(pdf, "paper_html", lambda dossier: asking)
    with pytest.raises(EngineError, match=r"does not fetch http://127\.0\.0\.1:9/x\.png"):
        pdf.render_pdf(FULL)


def test_pages_are_a4_numbered_and_headed(printed: bytes) -> None:
    """Each page says its number of how many; from the second on title and date stand above."""
    from pypdf import PdfReader

    pages = read(printed)
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        if number > 1:
            assert "Hit & Run" in text
            assert f"As known on {words.day(FULL.as_of)}" in text
    box = PdfReader(io.BytesIO(printed)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_it_is_titled_tagged_and_the_same_every_time(printed: bytes) -> None:
    """Readers show its title, voices can read it, and one dossier gives one file."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(printed))
    assert reader.metadata is not None
    assert reader.metadata.title == "Hit & Run: Season 1, as known on 31 December 2021"
    assert "/StructTreeRoot" in reader.trailer["/Root"]  # type: ignore[operator]
    assert pdf.render_pdf(FULL) == printed


def test_charts_are_drawings(printed: bytes) -> None:
    """No page holds a picture of pixels: charts stay sharp at any size."""
    from pypdf import PdfReader

    assert not [image for page in PdfReader(io.BytesIO(printed)).pages for image in page.images]


@pytest.mark.parametrize("form", ["html", "md", "pdf"])
def test_each_figure_and_source_of_the_json_stands_in_every_format(form: Format, printed: bytes) -> None:
    """Names, quantities, sentences and sources are the same in all ways of writing a dossier."""
    raw = "\n".join(read(printed)) if form == "pdf" else str(write_as(FULL, form))
    text = bare(unmarked(raw) if form == "html" else entities.unescape(raw).replace("<br>", ""))
    # Running heads stand between the halves of what a page's end cuts in two.
    if form == "pdf":
        head = bare(f"Hit & Run: Season 1 As known on {words.day(FULL.as_of)}")
        text = re.sub(rf"{head}|CliffhangerPage\d+of{len(read(printed))}", "", text)
    for figure in figures(FULL):
        assert figure in FULL.claims or bare(figure.name) in text, figure
        assert bare(words.quantity(figure.value, figure.unit)) in text, figure
    for section in lay_out(FULL).sections:
        assert bare(section.heading) in text
        for cell in (*section.lead, *section.notes, *(cell for row in section.rows for cell in row)):
            assert bare(cell.text) in text, cell
            assert bare(cell.small) in text, cell
    for source in FULL.sources:
        for part in source_words(source):
            assert bare(part) in text, source
        # On a page of HTML an address stands behind the words.
        assert bare(source.url or "") in (bare(raw) if form == "html" else text), source


@pytest.mark.parametrize("name", ALL)
def test_every_example_can_be_printed(name: str, printed: bytes) -> None:
    """Also a dossier with next to nothing, and titles of other scripts or with marks of HTML, are set as text."""
    dossier: Dossier = replace(ALL[name], series="<img src=x onerror=alert(1)> Тень")
    assert printed
    assert "<img src=x onerror=alert(1)>" in read(pdf.render_pdf(dossier))[0].replace("\n", " ")
