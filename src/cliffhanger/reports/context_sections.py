"""The sections of a report around the audience: reviews, cost, press, comparables, base rate, contradictions."""

from __future__ import annotations

from cliffhanger.reports import words
from cliffhanger.reports.dossier import Comparable, Dossier, Figure, Quoted, Range
from cliffhanger.reports.inert import plain
from cliffhanger.reports.tables import SOURCE, Cell, Section, cited, drop_empty, figures_section, without


def reviews(dossier: Dossier) -> Section:
    """Scores of critics and audience."""
    return figures_section("reviews", "Reviews", dossier.reviews, head="Score", right=True)


def costs(dossier: Dossier) -> Section:
    """Every claim of cost, and the range they span."""
    section = figures_section("costs", "What it cost", dossier.costs, head="Claim", right=True)
    return section.saying(*(_range(span) for span in dossier.cost_ranges))


def _range(span: Range) -> Cell:
    low, high = (words.quantity(end, span.unit) for end in (span.low, span.high))
    # The unit is said once where the two ends share it.
    unit = f" {plain(span.unit)}"
    between = low if low == high else f"between {low.removesuffix(unit)} and {high}"
    claims = words.plural(span.claims, "claim")
    return Cell(f"{plain(span.name)}: {between} ({claims})", span.sources)


def claims(dossier: Dossier) -> Section:
    """What the press and leaks say."""
    rows = tuple((Cell(plain(f.name)), _said(f), cited(f.sources)) for f in dossier.claims)
    section = Section("claims", "What the press says", ("Kind", "Claim", SOURCE) if rows else (), rows)
    # One kind throughout says nothing that the heading does not.
    return without(section, 0) if {f.name for f in dossier.claims} <= {"Press"} else section


def press(dossier: Dossier) -> Section:
    """What texts of the press state, quoted, and how each claim stands to the store."""
    rows = tuple(
        (
            Cell(words.capital(plain(one.says)), one.sources),
            Cell(_quotation(one)),
            Cell(f"{words.capital(one.verdict)}: {plain(one.why)}", one.held_against),
        )
        for one in dossier.press
    )
    heading = "What articles say, sentence by sentence"
    section = Section("press", heading, ("Claim", "Sentence", "Held against the store") if rows else (), rows)
    told = [
        f"{sum(one.verdict == verdict for one in dossier.press)} {verdict}" for verdict in ("agreed", "contradicted")
    ]
    open_ones = sum(one.verdict == "cannot be checked" for one in dossier.press)
    summary = f"{words.plural(len(rows), 'claim')}: {', '.join(told)}, {open_ones} that cannot be checked."
    return section.saying(Cell(summary)) if rows else section


def _quotation(one: Quoted) -> str:
    return f"“{plain(one.sentence)}”" + (f" Citing {plain(one.cited)}." if one.cited else "")


def _said(figure: Figure) -> Cell:
    return Cell(words.quantity(figure.value, figure.unit), small=plain(figure.note or ""))


def comparables(dossier: Dossier) -> Section:
    """Decided seasons that resemble this one."""
    seasons = dossier.comparables
    places = words.decimals(one.hours_4_weeks for one in seasons)
    rows = tuple(
        (
            Cell(_season(one), small=words.capital(plain(one.why))),
            Cell(words.NOT_KNOWN if one.premiere is None else words.day(one.premiere, short=True)),
            Cell(words.NOT_KNOWN if one.hours_4_weeks is None else words.millions(one.hours_4_weeks, places)),
            Cell(words.NOT_KNOWN if one.runtime_min is None else words.runtime(one.runtime_min)),
            Cell(words.capital(plain(one.outcome)), small=f"known on {words.day(one.outcome_known_on, short=True)}"),
            Cell(f"{one.likeness:.2f}"),
            cited(one.sources),
        )
        for one in seasons
    )
    columns = ("Season", "Premiere", "First 4 weeks, M hours", "Runtime", "What happened", "Likeness, 0–1", SOURCE)
    heading = "Seasons like it, and what became of them"
    if not rows:
        return Section("comparables", heading)
    section = Section("comparables", heading, columns, rows, frozenset({2, 3, 5}))
    return drop_empty(section, 1, 2, 3).adding(
        "Likeness: 1 is the same in all that is compared. Hours are those of the first four weeks, as far as on the "
        "list; M = million."
    )


def _season(one: Comparable) -> str:
    series, season = plain(one.series), plain(one.season)
    return series if season in ("", series) else f"{series}: {season}"


def base_rate(dossier: Dossier) -> Section:
    """How many comparable seasons were renewed, with the interval in words and the reason."""
    section = Section("base-rate", "How often such seasons are renewed")
    rate = dossier.base_rate
    if rate is None:
        return section
    cohort, reason = plain(rate.cohort), plain(rate.reason)
    if rate.lo80 is None or rate.hi80 is None:
        return section.saying(Cell(f"No share can be given for {cohort}.")).adding(reason)
    counted = f"{words.number(rate.renewed)} of {words.plural(rate.decided, 'decided season')}"
    between = words.interval(rate.lo80, rate.hi80)
    share = (
        f"The share lies {between}; with {words.number(rate.undecided)} undecided it cannot be told closer."
        if rate.share is None
        else f"The share is about {words.percent(rate.share)}, {between}."
    )
    return section.saying(Cell(f"Renewed: {counted} ({cohort}). {share}")).adding(*([reason] if reason else []))


def contradictions(dossier: Dossier) -> Section:
    """Evidence that disagrees, side by side."""
    rows = tuple(
        (Cell(words.capital(plain(one.about))), Cell("; ".join(plain(said) for said in one.says)), cited(one.sources))
        for one in dossier.contradictions
    )
    columns = ("About", "What is said", SOURCE) if rows else ()
    return Section("contradictions", "Evidence that disagrees", columns, rows)
