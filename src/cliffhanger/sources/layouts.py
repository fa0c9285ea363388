"""What a reader module tells `gather`: the layouts it knows and how it reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from cliffhanger.sources.files import Sheet, SourceFile


@dataclass(frozen=True)
class Layout:
    """One header by which a file is recognised.

    Parameters
    ----------
    source : str
        Name of the source; titles of one source share spelling habits.
    publisher : str
        Who printed the figures.
    columns : tuple of str
        Columns that must be there; more may be.
    read : callable
        From the file to rows of the contract PRINTED. Raises SourceError with every problem.
    terms : str
        What the publisher asks of those who use its figures, said whenever they are gathered; empty where it asks for
        nothing to be said.
    """

    source: str
    publisher: str
    columns: tuple[str, ...]
    read: Callable[[SourceFile], pa.Table]
    terms: str = ""

    def fits(self, sheet: Sheet) -> bool:
        """Whether the sheet has every column of the layout."""
        return set(self.columns) <= set(sheet.header)

    def lacks(self, sheet: Sheet) -> list[str]:
        """Columns of the layout that the sheet has not."""
        return [column for column in self.columns if column not in sheet.header]
