"""A dossier laid out for reading: sections in their order, as tables and sentences, before any format is chosen.

The three renderers (text, page, Markdown) draw the same layout, so that none of them can leave out a figure or its
source. All text from outside is made plain here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cliffhanger.reports import audience_sections, context_sections, money_sections, odds_section, words
from cliffhanger.reports.dossier import Dossier, Outcome, Source, Status
from cliffhanger.reports.inert import plain
from cliffhanger.reports.tables import Cell, Section, figures_section

_Maker = Callable[[Dossier], Section]


def _what(dossier: Dossier) -> Section:
    section = figures_section("what", "What it is", dossier.what, head="Fact")
    others = ", ".join(plain(season) for season in dossier.other_seasons)
    return section.adding(f"Other seasons known by the date: {others}.") if others else section


_SECTIONS: tuple[tuple[_Maker, tuple[str, ...]], ...] = (
    (_what, ("premiere", "episodes", "runtime", "ownership")),
    (audience_sections.weekly, ("week",)),
    (audience_sections.reconstructed, ("reconstruction",)),
    (audience_sections.daily, ("daily",)),
    (audience_sections.long_tail, ("half-year", "long tail", "engagement")),
    (audience_sections.nielsen, ("nielsen",)),
    (context_sections.reviews, ("review",)),
    (context_sections.costs, ("cost", "budget")),
    (money_sections.money, ("money",)),
    (money_sections.saved, ()),
    (context_sections.claims, ()),
    (context_sections.press, ()),
    (context_sections.comparables, ("comparable",)),
    (context_sections.base_rate, ("base rate",)),
    (odds_section.section, ("odds",)),
    (context_sections.contradictions, ()),
)
"""Sections in the order of reading, each with the words by which a status speaks about it."""


@dataclass(frozen=True)
class Layout:
    """A dossier ready to be drawn.

    Parameters
    ----------
    title : str
        Series and season.
    date : str
        The as-of date in words.
    finding : str
        The finding, one sentence; may be empty.
    outcomes : tuple of Cell
        What happened, the latest first; one sentence where nothing is known.
    sections : tuple of Section
        What is said, in the order of reading.
    sources : tuple of Source
        The numbered sources.
    """

    title: str
    date: str
    finding: str
    outcomes: tuple[Cell, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


def lay_out(dossier: Dossier) -> Layout:
    """Lay a dossier out for reading.

    A section without figures is left out, unless a status says why it has none: then that is what it says.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    """
    sections = []
    for make, about in _SECTIONS:
        section = make(dossier)
        if section.empty:
            why = [status for status in dossier.statuses if any(word in status.about.lower() for word in about)]
            section = section.saying(*(Cell(_status(status)) for status in why))
        if not section.empty:
            sections.append(section)
    if dossier.statuses:
        sections.append(_cannot_be_said(dossier))
    return Layout(
        title=title(dossier),
        date=words.day(dossier.as_of),
        finding=plain(dossier.finding),
        outcomes=tuple(_outcome(outcome) for outcome in reversed(dossier.outcomes))
        or (Cell("No decision in the sources known on that day."),),
        sections=tuple(sections),
        sources=dossier.sources,
    )


def title(dossier: Dossier) -> str:
    """Series and season as a headline."""
    series, season = plain(dossier.series), plain(dossier.season)
    return series if season in ("", series) else f"{series}: {season}"


def source_words(source: Source) -> tuple[str, str, str]:
    """A source in three phrases: who and what, since when it could be known, and where it stands.

    Parameters
    ----------
    source : Source
        The source.

    Returns
    -------
    tuple of str
        All plain text.
    """
    copy = "" if source.copy_of == source.known_on else f", read in a copy of {words.day(source.copy_of)}"
    note = plain(source.note or "").rstrip(".")
    return (
        ", ".join(part for part in (plain(source.publisher), plain(source.what)) if part),
        f"known on {words.day(source.known_on)}{copy}",
        ", ".join(part for part in (plain(source.file), plain(source.place)) if part) + (f". {note}." if note else ""),
    )


def _outcome(outcome: Outcome) -> Cell:
    when = f" on {words.day(outcome.happened_on)}" if outcome.happened_on else ""
    days = outcome.days_after_premiere
    after = "" if days is None else f", {words.plural(days, 'day')} after the premiere"
    known = "" if outcome.known_on == outcome.happened_on else f"; known on {words.day(outcome.known_on)}"
    small = "; ".join(part for part in (_GRADES.get(outcome.grade or "", ""), plain(outcome.note or "")) if part)
    return Cell(f"{words.capital(plain(outcome.word))}{when}{after}{known}", outcome.sources, small)


_GRADES = {
    "A": "said in filings or by a named person",
    "B": "said by the trade press",
    "C": "from a list",
    "listed": "from a list",
    "reported": "reported by the press",
    "inferred": "inferred, not announced",
}


def _status(status: Status) -> str:
    return f"{words.capital(plain(status.status))}: {plain(status.reason)}"


def _cannot_be_said(dossier: Dossier) -> Section:
    said: Sequence[Status] = dossier.statuses
    rows = tuple((Cell(words.capital(plain(s.about))), Cell(plain(s.status)), Cell(plain(s.reason))) for s in said)
    return Section("unknown", "What cannot be said", ("About", "Status", "Why"), rows)
