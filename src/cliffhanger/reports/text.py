"""The dossier as text for a terminal or a pipe."""

from __future__ import annotations

import io
import shutil
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cliffhanger.reports import words
from cliffhanger.reports.dossier import Dossier, Source, Week
from cliffhanger.reports.inert import plain
from cliffhanger.reports.layout import lay_out, source_words
from cliffhanger.reports.tables import SOURCE, Cell, Section, marks

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

WIDEST = 120
"""Longer lines are hard to read: a wider terminal stays empty on the right."""

_NARROWEST = 80
_WIDE = 100


def render_text(dossier: Dossier, width: int | None = None, colour: bool = False) -> str:
    """Write a dossier as text.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    width : int, optional
        Characters a line; by default those of the terminal, 120 at most. Below 80 counts as 80, so that no
        figure is cut.
    colour : bool
        Whether to set headings off with terminal colours.

    Returns
    -------
    str
        Lines without blanks at their ends, the last one closed.
    """
    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    console = Console(
        file=out,
        width=max(_NARROWEST, width or min(WIDEST, shutil.get_terminal_size((100, 24)).columns)),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    layout = lay_out(dossier)
    head = [Text(layout.title, "bold"), Text(f"As known on {layout.date}")]
    if layout.finding:
        head += [Text(), Text(layout.finding, "bold")]
    _lines(console, [*head, Text(), *(_sentence(outcome) for outcome in layout.outcomes)])
    for section in layout.sections:
        _section(console, section, dossier.weeks)
    if layout.sources:
        _lines(console, _heading("Sources"))
        lines = "\n".join(_source(source, console.width) for source in layout.sources)
        console.print(Text(lines, no_wrap=True, overflow="ignore"))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _lines(console: Console, lines: Sequence[Text]) -> None:
    """Print lines in one go: each print costs as much as a table row."""
    from rich.text import Text

    if lines:
        console.print(Text("\n").join(lines))


def _heading(heading: str) -> list[Text]:
    from rich.text import Text

    return [Text(), Text(heading.upper(), "bold blue")]


def _section(console: Console, section: Section, weeks: Sequence[Week]) -> None:
    from rich.text import Text

    lines = [*_heading(section.heading), *(_sentence(cell) for cell in section.lead)]
    if section.key == "weekly" and (line := sparkline(weeks)):
        lines.append(Text(f"{line}  hours in weeks {weeks[0].number} to {weeks[-1].number}"))
    _lines(console, lines)
    if section.rows:
        console.print(_table(section, console.width))
    below = [_sentence(cell, "dim") for cell in _remarks_below(section)]
    _lines(console, below + [_sentence(note, "" if note.sources else "dim") for note in section.notes])


def sparkline(weeks: Sequence[Week]) -> str:
    """Weekly hours as a row of bars; a dot is a week off the list, a question mark one without a list at hand.

    Weeks that are not shown, between returns to the list, are one ellipsis.

    Parameters
    ----------
    weeks : sequence of Week
        In their order.

    Returns
    -------
    str
        One character a week shown; empty where no week has hours.
    """
    if all(week.hours_viewed is None for week in weeks):
        return ""
    bars = words.sparkline([week.hours_viewed for week in weeks])
    drawn = []
    for at, (week, bar) in enumerate(zip(weeks, bars, strict=True)):
        bounded = week.below_hours is not None or week.below_views is not None
        skipped = at > 0 and week.number > weeks[at - 1].number + 1
        drawn.append(("…" if skipped else "") + ("?" if bar == "·" and not bounded else bar))
    return "".join(drawn)


def _sentence(cell: Cell, style: str = "") -> Text:
    from rich.text import Text

    text = Text(cell.text, style)
    if cell.small:
        text.append(f" ({cell.small.rstrip('.')})", "dim")
    if cell.sources:
        text.append(f" {marks(cell.sources)}", "cyan")
    return text


def _table(section: Section, width: int) -> Table:
    from rich.box import Box
    from rich.table import Table

    # A line under the head and none elsewhere, in ASCII: it survives being pasted into a mail.
    box = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
    table = Table(box=box, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    remarks = _remarks_in_column(section)
    for number, head in enumerate(section.columns):
        if head == SOURCE and remarks:
            table.add_column("Remark", overflow="fold", style="dim")
        right = number in section.right
        table.add_column(
            "Src" if head == SOURCE and width < _WIDE else head,
            justify="right" if right else "left",
            # Numbers are never broken, whatever the width: neither figures nor those of sources.
            min_width=_least_width([row[number] for row in section.rows], right=right),
            overflow="fold",
        )
    for row in section.rows:
        cells = [_cell(cell, small=n > 0 and not remarks) for n, cell in enumerate(row)]
        if remarks:
            cells.insert(-1, "; ".join(cell.small for cell in row if cell.small))
        table.add_row(*cells)
    return table


def _least_width(cells: Sequence[Cell], *, right: bool) -> int | None:
    if right:
        return max((len(cell.text) for cell in cells), default=0)
    numbers = [part for cell in cells if cell.sources for part in marks(cell.sources).split()]
    return max(map(len, numbers), default=None)


def _remarks_in_column(section: Section) -> bool:
    """Whether remarks get a column of their own; in tables of many columns they follow below."""
    return len(section.columns) <= 3 and any(cell.small for row in section.rows for cell in row)


def _remarks_below(section: Section) -> list[Cell]:
    if _remarks_in_column(section):
        return []
    return [Cell(f"{row[0].text}: {row[0].small}") for row in section.rows if row[0].small]


def _cell(cell: Cell, *, small: bool) -> Text | str:
    from rich.text import Text

    if cell.sources:
        return Text(cell.text + marks(cell.sources), "cyan")
    if not small or not cell.small or cell.text.startswith("<"):
        # 'below' stands in the column of ranks, and the legend explains it.
        return cell.text
    return Text(f"{cell.text}\n").append(cell.small, "dim")


def _source(source: Source, width: int) -> str:
    indent = " " * 6
    number = f"[{source.number}]".rjust(5) + " "
    who, known, where = source_words(source)
    lines = [f"{number}{who}; {known}.", indent + where]
    if source.url:
        lines.append(indent + plain(source.url))
    return "\n".join(
        # Addresses stay whole where they can: breaking them at hyphens would spoil them for copying.
        textwrap.fill(line, width, subsequent_indent=indent, break_on_hyphens=False)
        for line in lines
    )
