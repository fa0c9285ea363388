"""The dossier as Markdown, for a repository, a wiki or a mail."""

from __future__ import annotations

from collections.abc import Iterable

from cliffhanger.reports.dossier import Dossier, Source
from cliffhanger.reports.inert import link, markdown
from cliffhanger.reports.layout import lay_out, source_words
from cliffhanger.reports.tables import Cell, Section, marks


def render_markdown(dossier: Dossier) -> str:
    """Write a dossier as Markdown with tables (as GitHub and most editors draw them).

    Parameters
    ----------
    dossier : Dossier
        The dossier.

    Returns
    -------
    str
        Text from outside is escaped; only web addresses become links.
    """
    layout = lay_out(dossier)
    parts = [f"# {markdown(layout.title)}", f"As known on {layout.date}"]
    if layout.finding:
        parts.append(f"**{markdown(layout.finding)}**")
    parts += [_sentence(outcome) for outcome in layout.outcomes]
    for section in layout.sections:
        parts += [f"## {markdown(section.heading)}", *_section(section)]
    if layout.sources:
        parts += ["## Sources", "\n".join(_source(source) for source in layout.sources)]
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> list[str]:
    parts = [_sentence(cell) for cell in section.lead]
    if section.rows:
        rule = (" ---: " if n in section.right else " --- " for n in range(len(section.columns)))
        lines = [_row(markdown(head) for head in section.columns), f"|{'|'.join(rule)}|"]
        parts.append("\n".join(lines + [_row(_cell(cell) for cell in row) for row in section.rows]))
    return parts + [_sentence(cell) for cell in section.notes]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    if not cell.small:
        return "".join((markdown(cell.text), _marks(cell)))
    if cell.text.startswith("<"):
        # The bound in full, with its unit: a row may be copied without the legend below the table.
        return f"{markdown(cell.text)} M ({markdown(cell.small)})"
    return f"{markdown(cell.text)}<br>*{markdown(cell.small)}*{_marks(cell)}"


def _sentence(cell: Cell) -> str:
    small = f" ({markdown(cell.small.rstrip('.'))})" if cell.small else ""
    return f"{markdown(cell.text)}{small} {_marks(cell)}".rstrip()


def _marks(cell: Cell) -> str:
    # Escaped, as bare brackets would turn into links wherever the same words stand before a colon.
    return marks(cell.sources).replace("[", "\\[").replace("]", "\\]")


def _source(source: Source) -> str:
    who, known, where = (markdown(part) for part in source_words(source))
    address = link(source.url)
    # Angle brackets in an address would end the link early.
    page = f" <{address.replace('<', '%3C').replace('>', '%3E')}>" if address else f" {markdown(source.url or '')}"
    return f"- **\\[{source.number}\\]** {who}; {known}. {where}{page}".rstrip()
