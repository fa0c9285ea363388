"""The dossier as PDF: the page of HTML set on numbered A4 sheets, without a browser and without the network."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cliffhanger.errors import EngineError, MissingExtra
from cliffhanger.reports.dossier import Dossier, to_json
from cliffhanger.reports.page import paper_html

if TYPE_CHECKING:
    from types import ModuleType


def render_pdf(dossier: Dossier) -> bytes:
    """Write a dossier as PDF.

    A4 sheets with page numbers, a running head with title and date, contents with their pages, charts as drawings that
    stay sharp, and links from each figure to its numbered source. The content is that of `render_html`.

    Parameters
    ----------
    dossier : Dossier
        The dossier.

    Returns
    -------
    bytes
        The file; on one machine the same bytes for the same dossier. It is tagged, so that it can be read aloud.

    Raises
    ------
    MissingExtra
        If WeasyPrint is not installed.
    EngineError
        If the system's library Pango, by which WeasyPrint sets text, is missing, or if the page asks for an address.
    """
    weasyprint = _weasyprint()

    class Refusing(weasyprint.urls.URLFetcher):  # type: ignore[name-defined,misc]
        """A dossier needs nothing from elsewhere: whatever asks for an address is refused."""

        def fetch(self, url: str, headers: object = None) -> object:
            raise weasyprint.urls.FatalURLFetchingError(f"a dossier does not fetch {url}")

    document = weasyprint.HTML(string=paper_html(dossier), url_fetcher=Refusing())
    # Without an identifier of its own the file would differ from run to run.
    identifier = hashlib.sha256(to_json(dossier).encode()).digest()[:16]
    try:
        written = document.write_pdf(pdf_identifier=identifier, pdf_tags=True)
    except weasyprint.urls.FatalURLFetchingError as problem:
        raise EngineError("weasyprint", str(problem)) from problem
    assert isinstance(written, bytes)  # no target was given
    return written


def _weasyprint() -> ModuleType:
    try:
        import weasyprint
    except ModuleNotFoundError as problem:
        raise MissingExtra(
            "weasyprint", "for a dossier as PDF: pip install 'cliffhanger[pdf]'; HTML, Markdown and JSON need nothing"
        ) from problem
    except OSError as problem:
        raise EngineError(
            "weasyprint",
            f"the library Pango is missing ({problem}); on Debian: apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0; HTML, Markdown and JSON need nothing",
        ) from problem
    return weasyprint  # type: ignore[no-any-return]
