"""The ways of writing a dossier: text, page, Markdown, JSON and PDF hold the same figures and sources."""

from __future__ import annotations

from typing import Literal

from cliffhanger.reports.dossier import Dossier, to_json

Format = Literal["text", "json", "html", "md", "pdf"]


def write_as(dossier: Dossier, form: Format, *, colour: bool = False) -> str | bytes:
    """Write a dossier in one of its formats.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    form : str
        Which.
    colour : bool
        Whether the text may carry a terminal's colours.

    Returns
    -------
    str or bytes
        Bytes for a PDF, text for all others.

    Raises
    ------
    MissingExtra, EngineError
        For a PDF, where what sets it is not installed.
    """
    # Each is imported when it is asked for: drawing charts takes longer to load than text takes to write.
    if form == "json":
        return to_json(dossier)
    if form == "html":
        from cliffhanger.reports.page import render_html

        return render_html(dossier)
    if form == "md":
        from cliffhanger.reports.markdown import render_markdown

        return render_markdown(dossier)
    if form == "pdf":
        from cliffhanger.reports.pdf import render_pdf

        return render_pdf(dossier)
    from cliffhanger.reports.text import render_text

    return render_text(dossier, colour=colour)
