"""The dossier as one page of HTML that needs nothing else: no network, no script, no font."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from cliffhanger.reports.charts import NARROW, WIDE, long_tail_chart, weekly_chart
from cliffhanger.reports.curve_chart import curve_chart
from cliffhanger.reports.dossier import Dossier, Source
from cliffhanger.reports.inert import link, plain
from cliffhanger.reports.layout import Layout, lay_out, source_words
from cliffhanger.reports.money_chart import money_chart
from cliffhanger.reports.tables import SOURCE, runs

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_TEMPLATE = "dossier.html.j2"

# Drawn twice: shrunk to a telephone, the letters of the wide chart would be too small to read. Only one is ever shown.
_SIZES = (("wide", WIDE), ("narrow", NARROW))


def render_html(dossier: Dossier) -> str:
    """Write a dossier as a page of HTML.

    The page is for screens from 360 pixels on, light or dark, and for A4 paper. Every text from outside is escaped, and
    only addresses of the web become links.

    Parameters
    ----------
    dossier : Dossier
        The dossier.

    Returns
    -------
    str
        The whole document; the same bytes for the same dossier.
    """
    return _page(dossier, _SIZES)


def paper_html(dossier: Dossier) -> str:
    """Write the same page for A4 sheets: with page numbers, a running head and contents that name the pages.

    It is what `cliffhanger.reports.pdf` prints; browsers do not know all of its style sheet.

    Parameters
    ----------
    dossier : Dossier
        The dossier.

    Returns
    -------
    str
        The whole document.
    """
    return _page(dossier, _SIZES[:1], _text("paper.css"))


def _page(dossier: Dossier, sizes: Sequence[tuple[str, int]], paper: str = "") -> str:
    from markupsafe import Markup

    layout = lay_out(dossier)
    charts = {
        key: [(name, Markup(svg)) for name, width in sizes if (svg := draw(dossier, width))]
        for key, draw in (
            ("weekly", weekly_chart),
            ("reconstructed", curve_chart),
            ("long-tail", long_tail_chart),
            ("money", money_chart),
        )
    }
    return _template().render(
        layout=layout,
        charts=charts,
        cites=citing(layout),
        sources=cited_sources(layout),
        SOURCE=SOURCE,
        paper=Markup(paper),
    )


def citing(layout: Layout) -> Cites:
    """What hands out the links from the figures of a layout to its sources; good for one drawing."""
    return Cites({source.number for source in layout.sources})


def cited_sources(layout: Layout) -> list[dict[str, Any]]:
    """The sources of a layout as pages list them: number, who, known, where, and a safe address or an unsafe one."""
    return [listed_source(source) for source in layout.sources]


class Cites:
    """Hands out the links from a figure to its sources, and remembers where each source is cited first."""

    def __init__(self, listed: set[int]) -> None:
        self._listed = listed
        self.first: set[int] = set()

    def __call__(self, sources: tuple[int, ...]) -> list[list[dict[str, Any]]]:
        """Runs of source numbers; of a run only its ends are links."""
        return [[self._end(number) for number in dict.fromkeys((run[0], run[-1]))] for run in runs(sources)]

    def _end(self, number: int) -> dict[str, Any]:
        first = number not in self.first
        self.first.add(number)
        return {"number": number, "first": first, "listed": number in self._listed}


def listed_source(source: Source) -> dict[str, Any]:
    """A source as pages list it: number, who, known, where, and a safe address or an unsafe one."""
    who, known, where = source_words(source)
    address = link(source.url)
    return {
        "number": source.number,
        "who": who,
        "known": known,
        "where": where,
        "address": address,
        "unsafe": plain(source.url) if source.url and not address else "",
    }


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import StrictUndefined

    return _environment(StrictUndefined).from_string(_text(_TEMPLATE))


def _text(name: str) -> str:
    return resources.files("cliffhanger.reports").joinpath("templates", name).read_text(encoding="utf-8")


def _environment(undefined: Any) -> Environment:
    from jinja2 import Environment

    return Environment(autoescape=True, undefined=undefined, trim_blocks=True, lstrip_blocks=True)
