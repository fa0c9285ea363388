"""What a contract is: the columns of a table, their types, units and bounds, and which rows are refused."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from cliffhanger.errors import ContractError


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : str
        Column name; carries its unit or kind where it has one.
    type : pyarrow.DataType
        Exchange type.
    meaning : str
        One sentence for the data dictionary.
    required : bool
        Whether an empty value is refused.
    allowed : tuple of str
        The only values that may stand here; empty for no such bound.
    at_least, at_most : float or None
        Bounds of a number.
    """

    name: str
    type: pa.DataType
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True)
class Contract:
    """What a table holds and which rows it refuses."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The table's schema for exchange."""
        return pa.schema([pa.field(c.name, c.type, nullable=not c.required) for c in self.columns])


def conforming(contract: Contract, rows: pa.Table) -> pa.Table:
    """Rows with the columns and types of a contract, in its order.

    Raises
    ------
    ContractError
        If columns are missing or in surplus, or types do not fit.
    """
    lacking = [c.name for c in contract.columns if c.name not in rows.column_names]
    surplus = [name for name in rows.column_names if name not in contract.schema.names]
    if lacking or surplus:
        problems = [f"column {name} is missing" for name in lacking] + [f"no column {name}" for name in surplus]
        raise ContractError(contract.name, problems)
    # Nullability is checked by counting, so that the message can say how many.
    loose = pa.schema([pa.field(c.name, c.type) for c in contract.columns])
    try:
        return rows.select(loose.names).cast(loose)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as problem:
        raise ContractError(contract.name, [f"types do not fit: {problem}"]) from problem
