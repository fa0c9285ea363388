"""Currencies and years: yearly rates and consumer prices, as facts with a source."""

from __future__ import annotations

import csv
import datetime as dt
from functools import lru_cache
from importlib.resources import files

from cliffhanger.errors import CliffhangerError


class RateError(CliffhangerError):
    """No rate of that currency or year is shipped; says which are."""


def to_usd(amount: float, currency: str, year: int) -> float:
    """An amount in US dollars of its own year.

    Parameters
    ----------
    amount : float
        In units of the currency.
    currency : str
        ISO 4217 code.
    year : int
        Year of the amount; the yearly mean of the European Central Bank's reference rates is used.

    Raises
    ------
    RateError
        If the currency or the year is not among the shipped rates.

    Examples
    --------
    >>> round(to_usd(1e6, "EUR", 2021)), to_usd(5.0, "USD", 1999)
    (1182700, 5.0)
    """
    if currency == "USD":
        return amount
    rates = _rates()
    known = sorted({code for code, _ in rates} | {"EUR", "USD"})
    if currency not in known:
        raise RateError(f"{currency!r} is no currency with a shipped rate; known are {', '.join(known)}")
    needed = [(code, year) for code in (currency, "USD") if code != "EUR"]
    if any(key not in rates for key in needed):
        years = sorted(y for code, y in rates if code == (currency if currency != "EUR" else "USD"))
        raise RateError(f"no rate of {currency} for {year}; {years[0]} to {years[-1]} are shipped")
    per_euro = 1.0 if currency == "EUR" else rates[currency, year]
    return amount / per_euro * rates["USD", year]


def price_level(year: int, as_of: dt.date) -> float:
    """How many US dollars of the latest year known by the date one dollar of a year is worth.

    Parameters
    ----------
    year : int
        Year of the dollar; years without an index take the nearest earlier one that has, years before all the first.
    as_of : date
        Last day of knowledge: an index becomes known at the end of January after its year.

    Examples
    --------
    >>> round(price_level(2021, dt.date(2025, 6, 30)), 3), price_level(2024, dt.date(2025, 6, 30))
    (1.158, 1.0)
    """
    known = {y: value for y, (value, day) in _prices().items() if day <= as_of} or {1978: 65.2}
    latest = max(known)
    if year >= latest:
        return 1.0
    there = max((y for y in known if y <= year), default=min(known))
    return known[latest] / known[there]


def price_year(as_of: dt.date) -> int:
    """The latest year whose price level was known by the date."""
    return max((year for year, (_, day) in _prices().items() if day <= as_of), default=1978)


@lru_cache(maxsize=1)
def _rates() -> dict[tuple[str, int], float]:
    return {(row["currency"], int(row["year"])): float(row["per_euro"]) for row in rows("exchange_rates.csv")}


@lru_cache(maxsize=1)
def _prices() -> dict[int, tuple[float, dt.date]]:
    return {
        int(row["year"]): (float(row["index"]), dt.date.fromisoformat(row["known_on"]))
        for row in rows("consumer_prices.csv")
    }


def rows(name: str) -> list[dict[str, str]]:
    """Rows of one of the shipped tables of facts; `facts/SOURCES.md` says where they come from."""
    text = (files("cliffhanger.decisions") / "facts" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
