"""The only door to Spark: a session, given or made, and what is needed to make one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cliffhanger.errors import EngineError, MissingExtra

if TYPE_CHECKING:
    __all__ = ["SparkSession", "jobs", "run", "shuffled", "spark_session"]
    from pyspark.sql import SparkSession


@contextmanager
def spark_session(master: str | None = None, session: SparkSession | None = None) -> Iterator[SparkSession]:
    """A Spark session: the one given, the active one (as under spark-submit), or a new one that is closed after.

    Parameters
    ----------
    master : str, optional
        Address of the cluster for a new session; ``local[*]`` by default.
    session : pyspark.sql.SparkSession, optional
        Used as it is and left open.

    Raises
    ------
    MissingExtra
        If PySpark is not installed.
    EngineError
        If Spark cannot start, most often for want of Java.
    """
    if session is not None:
        yield session
        return
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession as Session
    except ImportError as problem:
        raise MissingExtra("PySpark", "for Spark: `pip install 'cliffhanger[spark]'`") from problem
    active = Session.getActiveSession()
    if active is not None:
        yield active
        return
    # Workers on this machine must run the same Python as the driver.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = Session.builder.appName("cliffhanger measure").config("spark.ui.showConsoleProgress", "false")
    if master is not None or "SPARK_ENV_LOADED" not in os.environ:
        builder = builder.master(master or "local[*]")
    try:
        made = builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as problem:
        raise EngineError(
            "spark", f"no session could be started ({problem}); Spark needs Java 17 or later"
        ) from problem
    try:
        yield made
    finally:
        made.stop()


def jobs(session: SparkSession, names: list[str], parts: int) -> Any:
    """Names of jobs as a frame with one column, spread over so many tasks in turn."""
    rows = session.sparkContext.parallelize([(name,) for name in names], max(parts, 1))
    return session.createDataFrame(rows, "job string")


def shuffled(frame: Any, work: Callable[[Any], Any], gives: str, key: str, parts: int) -> Any:
    """Work on a frame in Arrow, and its rows brought together by a column and sorted by it within each task."""
    return frame.mapInArrow(work, gives).repartition(parts, key).sortWithinPartitions(key)


def run(frame: Any, work: Callable[[Any], Any], gives: str) -> list[Any]:
    """Work on a frame in Arrow and collect what it gives.

    Raises
    ------
    EngineError
        With what Spark said.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        return list(frame.mapInArrow(work, gives).collect())
    except (PySparkException, Py4JError) as problem:
        raise EngineError("spark", str(problem)) from problem
