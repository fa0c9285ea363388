"""What the API answers with, as documented in OpenAPI; the keys are stable."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cliffhanger.reports.directory import ListedSeries
from cliffhanger.reports.watch_list import Watched


@dataclass(frozen=True)
class Problem:
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    """What is wrong, and what to do next."""
    instance: str
    """Path of the request."""


@dataclass(frozen=True)
class SeriesPage:
    """A part of all series known by the date, in the order of their ids."""

    as_of: dt.date
    total: int
    offset: int
    series: tuple[ListedSeries, ...]


@dataclass(frozen=True)
class Found:
    """Series by their names, likeliest first."""

    as_of: dt.date
    series: tuple[ListedSeries, ...]


@dataclass(frozen=True)
class Forecast:
    """Undecided seasons with their odds."""

    as_of: dt.date
    total: int
    """Undecided seasons in all, before any filter."""
    seasons: tuple[Watched, ...]
