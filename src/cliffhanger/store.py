"""The store: one embedded DuckDB file, entered by contract.

Rows come in through `Store.put` and `Store.replace`, which refuse what breaks a table's contract, and go out as Arrow
tables. Writing happens inside `Store.transaction`: a process killed at any moment leaves all of it or none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.connection import connect
from cliffhanger.contracts import Contract, conforming
from cliffhanger.errors import ContractError, StoreError
from cliffhanger.memory import Memory, T
from cliffhanger.migrations import MIGRATIONS
from cliffhanger.tables import STORED

MEMORY = ":memory:"
PATIENCE = 5.0
"""Seconds that a reader waits for a writer to finish."""

BRIEF = 2.0
"""Seconds that a writer waits for a reader: the desk holds the file only while it copies it."""

_TABLES: Mapping[str, Contract] = {contract.name: contract for contract in STORED}
_SHOWN = 5


def default_path() -> Path:
    """Where the store lies unless told otherwise: the user's data directory."""
    from platformdirs import user_data_path

    return user_data_path("cliffhanger", appauthor=False) / "store.duckdb"


def open_store(path: str | Path | None = None, *, read_only: bool = False, patience: float | None = None) -> Store:
    """Open the store, making it where there is none.

    Parameters
    ----------
    path : str or Path, optional
        The file; ``:memory:`` for one that is gone at the end; the user's data directory by default.
    read_only : bool
        For reading alone: several processes may do so at once.
    patience : float, optional
        Seconds to wait for a file that is in use: by default `PATIENCE` for reading, `BRIEF` for writing.

    Raises
    ------
    StoreError
        If the file is no store, was made by a newer version, does not exist (read-only) or is being written to.

    Examples
    --------
    >>> with open_store(":memory:") as store:
    ...     store.get("file").num_rows
    0
    """
    place = Path(path) if path is not None else default_path()
    memory = str(place) == MEMORY
    if not memory:
        if read_only and not place.exists():
            raise StoreError(f"there is no store at {place}; run `cliffhanger gather` first, or name one with --store")
        if not read_only:
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
            except OSError as problem:
                raise StoreError(f"cannot make the folder {place.parent}: {problem.strerror}") from problem
    connection = connect(
        str(place), read_only and not memory, (PATIENCE if read_only else BRIEF) if patience is None else patience
    )
    store = Store(connection, place, read_only=read_only and not memory)
    try:
        _migrate(store, writable=memory or not read_only)
    except BaseException:
        store.close()
        raise
    return store


class Store:
    """An open store; use it as a context manager.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The open database.
    path : Path
        Its file, for messages.
    read_only : bool
        Whether it was opened for reading alone.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool = False) -> None:
        self._connection = connection
        self.path = path
        self.read_only = read_only
        self._memory = Memory()

    def remember(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question on the whole store; see `Memory`. Opened for writing, a store asks anew every time.

        Parameters
        ----------
        question : hashable
            Who asks what of which date.
        answer : callable
            Finds it out.
        """
        return self._memory.recall(question, answer) if self.read_only else answer()

    def query(self, sql: str, parameters: Mapping[str, object] | None = None, **tables: pa.Table) -> pa.Table:
        """Run one query and return its rows.

        Parameters
        ----------
        sql : str
            DuckDB SQL; parameters as ``$name``.
        parameters : mapping, optional
            Values by name.
        **tables : pyarrow.Table
            Tables that the query may name.

        Raises
        ------
        StoreError
            With the query, if DuckDB refuses it.
        """
        try:
            for name, table in tables.items():
                self._connection.register(name, table)
            rows = self._connection.sql(sql, params=dict(parameters or {}))
            return pa.table({}) if rows is None else rows.to_arrow_table()
        except duckdb.Error as problem:
            raise StoreError.of_query(self.path, str(problem), sql) from problem
        finally:
            for name in tables:
                # In a transaction that failed nothing can be unregistered; the next query of that name replaces it.
                with suppress(duckdb.Error):
                    self._connection.unregister(name)

    def get(self, table: str) -> pa.Table:
        """All rows of a table, in one order whatever the order of storing."""
        contract = _TABLES[table]
        return self.query(f'SELECT {_names(contract)} FROM "{table}" ORDER BY ALL').cast(contract.schema)

    def put(self, table: str, rows: pa.Table) -> int:
        """Add rows to a table.

        Returns
        -------
        int
            How many.

        Raises
        ------
        ContractError
            With every way in which the rows break the contract; nothing is added.
        """
        rows, names = self.check(_TABLES[table], rows), _names(_TABLES[table])
        self.query(f'INSERT INTO "{table}" ({names}) SELECT {names} FROM incoming', incoming=rows)
        return int(rows.num_rows)

    def put_again(self, table: str, rows: pa.Table) -> int:
        """Add rows to a table in place of those that have the same keys."""
        keys = " AND ".join(f't."{key}" IS NOT DISTINCT FROM i."{key}"' for key in _TABLES[table].key)
        self.query(f'DELETE FROM "{table}" t USING incoming i WHERE {keys}', incoming=rows)
        return self.put(table, rows)

    def check(self, contract: Contract, rows: pa.Table) -> pa.Table:
        """Rows as the contract wants them, or a ContractError with every way in which they break it."""
        rows = conforming(contract, rows)
        problems = self._breaches(contract, rows)
        if problems:
            raise ContractError(contract.name, problems)
        return rows

    def replace(self, table: str, rows: pa.Table) -> int:
        """Put rows in place of all that the table holds; for tables that are derived from others."""
        self.query(f'DELETE FROM "{table}"')
        return self.put(table, rows)

    def next_number(self, table: str, column: str) -> int:
        """One more than the largest number in a column."""
        return int(self.query(f'SELECT coalesce(max("{column}"), 0) + 1 AS n FROM "{table}"')["n"][0].as_py())

    def log_run(self, verb: str, rows: int, inputs: Sequence[str], as_of: dt.date | None = None) -> None:
        """Note that a verb wrote to the store."""
        self.put(
            "run",
            pa.table(
                {
                    "run_id": [self.next_number("run", "run_id")],
                    "verb": [verb],
                    "as_of": pa.array([as_of], pa.date32()),
                    "version": [version("cliffhanger")],
                    "seed": pa.array([None], pa.int64()),
                    "rows": [rows],
                    "inputs": [" ".join(inputs)],
                    "ended_at": pa.array([dt.datetime.now(dt.UTC)], pa.timestamp("us", "UTC")),
                }
            ),
        )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of what follows or none of it.

        Raises
        ------
        StoreError
            If the disk is full or the file cannot be written; the store is as it was before.
        """
        self.query("BEGIN TRANSACTION")
        try:
            yield
            self.query("COMMIT")
        except BaseException:
            # A commit that failed (a full disk) has already rolled back; saying so twice would hide the reason.
            with suppress(duckdb.Error):
                self._connection.execute("ROLLBACK")
            raise

    def beside(self) -> Store:
        """The same store for another thread, with what it remembers: both may read at once; close each."""
        other = Store(self._connection.cursor(), self.path, read_only=self.read_only)
        other._memory = self._memory
        return other

    def close(self) -> None:
        """Close the file; the write-ahead log is folded in."""
        try:
            self._connection.close()
        except duckdb.Error as problem:
            raise StoreError(f"{self.path}: could not be closed: {problem}") from problem

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _breaches(self, contract: Contract, rows: pa.Table) -> list[str]:
        """Every breach of the contract, counted."""
        problems = []
        for c in contract.columns:
            cells = rows[c.name]
            if c.required and cells.null_count:
                problems.append(f"column {c.name}: empty in {cells.null_count:,} rows")
            outside = {
                f"outside {', '.join(c.allowed)}": pc.invert(pc.is_in(cells, pa.array(c.allowed, pa.string())))
                if c.allowed
                else None,
                f"below {c.at_least}": pc.less(cells, c.at_least) if c.at_least is not None else None,
                f"above {c.at_most}": pc.greater(cells, c.at_most) if c.at_most is not None else None,
            }
            for words, test in outside.items():
                number = pc.sum(pc.and_(test, pc.is_valid(cells))).as_py() if test is not None else 0
                if number:
                    problems.append(f"column {c.name}: {number:,} rows {words}")
        if contract.key:
            key = ", ".join(f'"{k}"' for k in contract.key)
            first = f'"{contract.key[0]}"'
            # A table that is written elsewhere has nothing in the store to clash with.
            kept = (
                f' UNION ALL SELECT {key} FROM "{contract.name}" WHERE {first} IN (SELECT {first} FROM incoming)'
                if contract.name in _TABLES
                else ""
            )
            again = self.query(
                f"SELECT {key}, count(*) AS n FROM (SELECT {key} FROM incoming{kept}) "
                f"GROUP BY ALL HAVING n > 1 ORDER BY ALL LIMIT {_SHOWN}",
                incoming=rows,
            ).to_pylist()
            problems += [f"key {tuple(row.values())[:-1]} stands {row['n']} times" for row in again]
        return problems


def _names(contract: Contract) -> str:
    return ", ".join(f'"{c.name}"' for c in contract.columns)


def _migrate(store: Store, *, writable: bool) -> None:
    names = store.query("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'")["table_name"].to_pylist()
    done = 0
    if "schema_version" in names:
        done = int(store.query("SELECT max(version) AS v FROM schema_version")["v"][0].as_py())
    elif names:
        raise StoreError(f"{store.path} is a DuckDB file, but no store of Cliffhanger; name another one with --store")
    if done > len(MIGRATIONS):
        raise StoreError(
            f"{store.path} was made by a newer version of Cliffhanger (schema {done}, this one knows "
            f"{len(MIGRATIONS)}); upgrade it, or name another store with --store"
        )
    if done == len(MIGRATIONS):
        return
    if not writable and not names:
        raise StoreError(
            f"{store.path} is an empty store; run `cliffhanger gather casebook --store {store.path}` first"
        )
    if not writable:
        raise StoreError(
            f"{store.path} has schema {done}, this version needs {len(MIGRATIONS)}; "
            f"`cliffhanger gather casebook --store {store.path}` brings it up to date and loses nothing"
        )
    with store.transaction():
        if not names:
            store.query("CREATE TABLE schema_version (version INTEGER NOT NULL)")
        for number, step in enumerate(MIGRATIONS[done:], done + 1):
            step(store.query)
            store.query("INSERT INTO schema_version VALUES ($v)", {"v": number})
