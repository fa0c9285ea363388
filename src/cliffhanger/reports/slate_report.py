"""What the verb `slate` found, in words and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, fields

from cliffhanger.decisions.slate import Point, Slate
from cliffhanger.reports import words
from cliffhanger.reports.seasons_json import plain_row

_DOES = {
    "renew": "renew",
    "cheaper": "renew at lower cost",
    "final": "final season",
    "wrap-up": "wrap-up film",
    "stop": "stop",
}


def to_text(found: Slate) -> str:
    """The best set, what it leaves out, the frontier and what would flip each choice; sums in millions of dollars."""
    rows = found.choices.to_pylist()
    chosen = [row for row in rows if row["chosen"] == "yes"]
    going = [row for row in chosen if row["option"] != "stop"]
    lines = [
        f"{len(going)} of {words.plural(len(chosen), 'candidate')} go on, as known on {words.day(found.as_of)}: "
        f"{_m(found.spent_usd)} of a budget of {_m(found.budget_usd)} M US dollars,",
        f"expected net value {_m(found.expected_usd)} M, in the worst {100 * found.worst:.0f} % of "
        f"{found.scenarios:,} scenarios {_m(found.cvar_usd)} M on average.",
        "",
        f"{'candidate':<36}{'choice':<21}{'cost':>8}{'value':>8}{'net':>8}{'pays':>6}  flips if net is lower by",
    ]
    lines += [
        f"{str(row['candidate'])[:35]:<36}{_DOES[row['option']]:<21}{_m(row['cost_usd']):>8}{_m(row['value_usd']):>8}"
        f"{_m(row['net_usd']):>8}{_pays(row):>6}  {_flip(row)}"
        for row in sorted(chosen, key=lambda row: -row["net_usd"])
    ]
    nearest = sorted(
        (row for row in rows if row["chosen"] == "no" and row["flips_at_usd"] is not None),
        key=lambda row: row["flips_at_usd"],
    )[:8]
    if nearest:
        lines += ["", "Nearest to being chosen:"]
        at_least = "at least " if nearest[0]["flip"] == "bound" else ""
        lines += [
            f"  {row['candidate']}, {_DOES[row['option']]}: its net value {_m(row['net_usd'])} M would have to be "
            f"{at_least}{_m(row['flips_at_usd'])} M higher"
            for row in nearest
        ]
    lines += ["", *_around(found), "", *_frontier(found.frontier), "", *_notes(found, rows)]
    return "\n".join([*lines, ""])


def _around(found: Slate) -> list[str]:
    lines = [f"One more dollar of budget would bring {found.shadow_price:.2f} dollars (relaxation)."]
    if found.regret_usd is None:
        lines.append("No other set fits.")
    else:
        other = "; ".join(found.next_best[:4]) + ("; ..." if len(found.next_best) > 4 else "")
        lines.append(f"The next best set is worse by {_m(found.regret_usd, 2)} M: {other}.")
    lines.append(
        f"The set costs more than the budget in {100 * found.p_over:.0f} % of scenarios: costs are not certain."
    )
    lines.append(f"No set is better by more than {100 * found.gap:.4f} % (proven bound).")
    return lines


def _frontier(points: tuple[Point, ...]) -> list[str]:
    lines = [
        f"{'Frontier: budget':>18}{'risk weight':>13}{'spent':>9}{'expected net':>14}{'worst share':>13}{'go on':>7}"
    ]
    lines += [
        f"{_m(one.budget_usd):>18}{one.weight:>13.2f}{_m(one.spent_usd):>9}{_m(one.expected_usd):>14}"
        f"{_m(one.cvar_usd):>13}{one.go_on:>7}"
        for one in points
    ]
    return lines


def _notes(found: Slate, rows: list[dict[str, object]]) -> list[str]:
    lines = [
        "Millions of US dollars, expected; cost with the premium; value of a next season as docs/money.md counts it.",
        "Pays: share of scenarios in which it is worth its cost.",
    ]
    guessed = sorted({str(row["candidate"]) for row in rows if "estimated" in str(row["evidence"])})
    if guessed:
        lines.append(f"Cost estimated from kin, not told by anyone: {', '.join(guessed[:10])}.")
    own = (f"Your own assumption: {one.name} {one.value:g} in place of {one.shipped:g} ({one.source})."
           for one in found.changed)  # fmt: skip
    return [*lines, *own]


def _pays(row: dict[str, object]) -> str:
    return "–" if row["option"] == "stop" else words.percent(float(str(row["p_pays"])))


def _flip(row: dict[str, object]) -> str:
    change = row["flips_at_usd"]
    return "" if change is None else f"{_m(abs(float(str(change))), 1)} M"


def _m(usd: float, digits: int = 1) -> str:
    return words.number(usd / 1e6, digits)


def to_json(found: Slate) -> str:
    """The slate as one JSON document; keys are the names of `Slate` and the columns of the table choice."""
    document = {field.name: getattr(found, field.name) for field in fields(found) if field.name != "choices"}
    document |= {
        "as_of": found.as_of.isoformat(),
        "frontier": [asdict(one) for one in found.frontier],
        "changed": [asdict(one) for one in found.changed],
        "choices": [plain_row(row) for row in found.choices.to_pylist()],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
