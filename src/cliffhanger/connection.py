"""Connections to DuckDB, opened with patience while another process has the file."""

from __future__ import annotations

import time

import duckdb

from cliffhanger.errors import StoreError


def connect(path: str, read_only: bool, patience: float) -> duckdb.DuckDBPyConnection:
    """Connect to a file, waiting for whoever has it.

    Parameters
    ----------
    path : str
        The file, or ``:memory:``.
    read_only : bool
        For reading alone.
    patience : float
        Seconds to wait while another process has it.

    Raises
    ------
    StoreError
        In plain words, if it cannot be opened by then.
    """
    patient_until = time.monotonic() + patience
    while True:
        try:
            # No look-ups of extensions: the store must work offline and the same everywhere.
            return duckdb.connect(
                path,
                read_only=read_only,
                config={
                    "autoinstall_known_extensions": False,
                    "autoload_known_extensions": False,
                    # A misspelt table must not read a variable of Python's.
                    "python_enable_replacements": False,
                    "threads": 2,
                },
            )
        except duckdb.Error as problem:
            locked = "Could not set lock" in str(problem)
            if locked and time.monotonic() < patient_until:
                time.sleep(0.1)
                continue
            raise StoreError.of_opening(path, str(problem), locked=locked, read_only=read_only) from problem
