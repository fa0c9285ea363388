"""Draws the desk's templates: everything from outside is escaped, nothing is computed."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from cliffhanger.reports import words
from cliffhanger.reports.inert import link, plain

if TYPE_CHECKING:
    from jinja2 import Environment


def draw(template: str, **values: Any) -> str:
    """Draw a template.

    Parameters
    ----------
    template : str
        Its name in ``web/templates``.
    **values
        What it names.
    """
    return _environment().get_template(template).render(**values)


def to_series(season_id: str, number: int | None = None, day: dt.date | None = None) -> str:
    """The address of a season's page.

    Examples
    --------
    >>> to_series("hit-and-run/1", 1, dt.date(2021, 9, 14))
    '/series/hit-and-run?season=1&as_of=2021-09-14'
    """
    series = season_id.partition("/")[0]
    return with_query(f"/series/{quote(series, safe='')}", season=number, as_of=day)


def with_query(path: str, **values: object) -> str:
    """An address with those values that are something; a list gives its key several times."""
    given = {key: value for key, value in values.items() if value not in (None, "", (), [])}
    return path + (f"?{urlencode(given, doseq=True)}" if given else "")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("cliffhanger.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(to_series=to_series, with_query=with_query, words=words)
    made.filters.update(plain=plain, day=words.day, percent=words.percent, safe_link=link)
    return made
