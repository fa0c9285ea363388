"""The pieces of a layout: cells, and sections that hold a table, sentences and notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cliffhanger.reports import words
from cliffhanger.reports.dossier import Figure
from cliffhanger.reports.inert import plain

SOURCE = "Source"
"""Head of the column that holds source numbers."""


@dataclass(frozen=True)
class Cell:
    """What one cell or sentence says.

    Parameters
    ----------
    text : str
        Plain text.
    sources : tuple of int
        Numbers of the sources it rests on.
    small : str
        A remark, set smaller behind or below it.
    """

    text: str
    sources: tuple[int, ...] = ()
    small: str = ""


@dataclass(frozen=True)
class Section:
    """A headed part of the report.

    Parameters
    ----------
    key : str
        Short name, used in addresses within a page.
    heading : str
        What it is about.
    columns : tuple of str
        Heads with their units; empty without a table.
    rows : tuple of tuple of Cell
        The table.
    right : frozenset of int
        Columns of numbers, set right.
    lead, notes : tuple of Cell
        Sentences above and below the table.
    """

    key: str
    heading: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    right: frozenset[int] = frozenset()
    lead: tuple[Cell, ...] = ()
    notes: tuple[Cell, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.rows or self.lead or self.notes)

    def saying(self, *lead: Cell) -> Section:
        """The same section with these sentences above its table."""
        return replace(self, lead=(*self.lead, *lead))

    def adding(self, *notes: str) -> Section:
        """The same section with these remarks below its table."""
        return replace(self, notes=(*self.notes, *(Cell(note) for note in notes)))


def cited(sources: tuple[int, ...]) -> Cell:
    """The cell of the source column."""
    return Cell("", sources)


def marks(sources: Sequence[int]) -> str:
    """Source numbers in brackets, runs of three and more drawn together.

    Examples
    --------
    >>> marks((3,)), marks((3, 4, 5, 9)), marks(())
    ('[3]', '[3–5, 9]', '')
    """
    parts = ["–".join(str(n) for n in (run[0], run[-1])) if len(run) > 1 else str(run[0]) for run in runs(sources)]
    return f"[{', '.join(parts)}]" if parts else ""


def runs(sources: Sequence[int]) -> list[list[int]]:
    """Source numbers in ascending runs; two in a row stay apart, as '3, 4' reads better than '3–4'.

    Examples
    --------
    >>> runs((3, 4, 5, 9)), runs((1, 2))
    ([[3, 4, 5], [9]], [[1], [2]])
    """
    found: list[list[int]] = []
    for one in sorted(set(sources)):
        if found and one == found[-1][-1] + 1:
            found[-1].append(one)
        else:
            found.append([one])
    return [part for run in found for part in ([run] if len(run) > 2 else [[one] for one in run])]


def figures_section(key: str, heading: str, figures: Iterable[Figure], *, head: str, right: bool = False) -> Section:
    """A section of figures, one a row with its source.

    Parameters
    ----------
    key, heading : str
        As in `Section`.
    figures : iterable of Figure
        What to show.
    head : str
        Head of the first column.
    right : bool
        Whether the figures are numbers, set right.
    """
    # A remark stands where there is room: beside a number set right that is under the name.
    rows = tuple(
        (
            Cell(plain(f.name), small=plain(f.note or "") if right else ""),
            Cell(words.quantity(f.value, f.unit), small="" if right else plain(f.note or "")),
            cited(f.sources),
        )
        for f in figures
    )
    columns = (head, "Figure", SOURCE) if rows else ()
    return Section(key, heading, columns, rows, frozenset({1}) if right else frozenset())


def without(section: Section, *columns: int) -> Section:
    """The same section without these columns."""
    kept = [n for n in range(len(section.columns)) if n not in columns]
    return replace(
        section,
        columns=tuple(section.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in section.rows),
        right=frozenset(new for new, old in enumerate(kept) if old in section.right),
    )


def drop_empty(section: Section, *columns: int) -> Section:
    """The same section without those of these columns in which no row has a figure."""
    return without(section, *(n for n in columns if all(row[n].text in ("", words.NOT_KNOWN) for row in section.rows)))
