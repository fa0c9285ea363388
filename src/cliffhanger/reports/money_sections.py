"""The sections on money: what the season is worth against its cost, and what would have saved it."""

from __future__ import annotations

from cliffhanger.reports import words
from cliffhanger.reports.dossier import Dossier
from cliffhanger.reports.inert import plain
from cliffhanger.reports.money_data import Money, MoneyFigure, MoneySeason
from cliffhanger.reports.tables import Cell, Section

_WORTH_KNOWING = 4
_MOST_AGAINST = 4
_SHOWN_TIMES = (0.5, 1.0, 2.0)


def money(dossier: Dossier) -> Section:
    """What its hours are worth, against its cost and against seasons like it."""
    found = dossier.money
    if found is None:
        return Section("money", "What it is worth")
    figures = (*found.figures, *found.options)
    rows = tuple(
        (Cell(plain(one.name)), Cell(_middle(one)), Cell(_ends(one)), Cell(plain(one.basis))) for one in figures
    )
    cited = tuple(sorted({n for one in (*dossier.costs, *dossier.audience) for n in one.sources}))
    lead = [Cell(f"{plain(found.finding)}.", cited)]
    if found.measured:
        lead.append(Cell(f"{plain(found.measured)}."))
    told = [one for one in found.seasons if one.why != "this season" and one.cost_status != "estimated"]
    lead += [_against(one) for one in told[:_MOST_AGAINST]]
    guessed = [one for one in found.seasons if one.why == "comparable" and one.cost_status == "estimated"]
    if guessed:
        above = sum(one.worth_usd > one.price_usd for one in guessed)
        lead.append(Cell(
            f"Of {words.plural(len(guessed), 'season')} like it whose cost is estimated, {above} had four weeks worth "
            "more than the price; each of these costs may be off by a factor of three."
        ))  # fmt: skip
    columns = ("Figure", "Median", "80 % interval", "Counted from")
    section = Section("money", "What it is worth", columns, rows, frozenset({1}), tuple(lead))
    section = section.adding(f"Cost: {plain(found.cost_reason)}.", _COUNTED)
    return section.adding(*_changes(found))


_COUNTED = (
    "Counted from public facts and named assumptions (docs/money.md), not from the platform's books: it shows no "
    "sales to others, no fame, no taxes. Options are expected net values of a next season; M = million US dollars."
)


def _changes(found: Money) -> list[str]:
    changed = [one for one in found.assumptions if one.shipped is not None]
    return [
        f"Your own assumption: {plain(one.name)} {one.value:g} in place of {one.shipped:g} ({plain(one.source)})."
        for one in changed
    ]


def _against(one: MoneySeason) -> Cell:
    """A season's hours and price beside this one's."""
    ratio = one.worth_usd / one.price_usd
    guess = {"claimed": "", "by ratio": " (by the ratio said)"}.get(one.cost_status, " (estimated)")
    name = one.series if one.season in ("", one.series) else f"{one.series}, {one.season}"
    return Cell(
        f"{plain(name)}: {words.millions(one.hours_4_weeks, 1)} M hours in four weeks, worth {_m(one.worth_usd)} M at "
        f"the same value an hour, against {_m(one.price_usd)} M{guess}: {words.number(float(f'{ratio:.2g}'), 2)} times "
        "its price."
    )


def saved(dossier: Dossier) -> Section:
    """At which audience or cost it pays, and which fact would tell most."""
    found = dossier.money
    if found is None:
        return Section("saved", "What would have saved it")
    rows = tuple(
        (Cell(words.capital(plain(one.name)), small=plain(one.basis)), Cell(_middle(one)), Cell(_ends(one)))
        for one in found.breakeven
    )
    notes = []
    for audience in _SHOWN_TIMES:
        points = [one for one in found.grid if one.audience_times == audience and one.cost_times in _SHOWN_TIMES]
        said = "; ".join(
            f"{words.number(one.cost_times)} times the cost {words.percent(one.p_pays)}"
            + (f" (odds {words.percent(one.p_renew)})" if one.p_renew is not None else "")
            for one in points
        )
        if points:
            notes.append(f"A next season pays with {words.number(audience)} times the audience expected at {said}.")
    if found.knowing:
        first = "; ".join(
            f"{plain(one.fact)}: {one.moves_points:.0f} points"
            + (f", worth {_m(one.worth_usd)} M" if one.worth_usd >= 5e4 else "")
            for one in found.knowing[:_WORTH_KNOWING]
        )
        notes.append(f"What would move the odds that a next season pays most, if it were known: {first}.")
    columns = ("Question", "Median", "80 % interval")
    section = Section("saved", "What would have saved it", columns if rows else (), rows, frozenset({1}))
    return section.adding(*notes)


def _middle(one: MoneyFigure) -> str:
    return _value(one.middle, one.unit)


def _ends(one: MoneyFigure) -> str:
    if one.lo80 is None or one.hi80 is None:
        return ""
    return f"{_value(one.lo80, one.unit)} to {_value(one.hi80, one.unit)}"


def _value(value: float, unit: str) -> str:
    """A figure with its unit, short: millions for sums and hours, two digits for ratios."""
    if unit == "probability":
        return words.percent(value)
    if unit == "ratio":
        return words.number(value, 2)
    if unit in ("US dollars an hour", "US dollars a view"):
        return f"${words.number(value, 2)}"
    return f"{_m(value)} M{' hours' if unit == 'hours' else ' views' if unit == 'views' else ''}"


def _m(usd: float) -> str:
    return words.number(float(f"{usd / 1e6:.3g}"), 1)
