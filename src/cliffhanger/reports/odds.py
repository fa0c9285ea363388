"""What the verbs `forecast` and `fit` found, in words."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pyarrow as pa

from cliffhanger.reports import words

SHOWN = 20
"""Seasons that the text shows with odds."""


STALE_DAYS = 28
"""With the newest weekly list so much older than the date the text says so."""


def to_text(seasons: pa.Table, newest_list: dt.date | None = None) -> str:
    """The likeliest seasons with their odds, how many have none and why, and whether the newest list is old."""
    rows = seasons.to_pylist()
    if not rows:
        return "No season was undecided on the date.\n"
    given = [row for row in rows if row["status"] == "forecast"]
    lines = []
    if newest_list and (rows[0]["as_of"] - newest_list).days > STALE_DAYS:
        lines += [
            f"The newest weekly list in the store came out on {words.day(newest_list)}: gather newer ones, or ask for",
            f"the odds of that day with --as-of {newest_list.isoformat()}.",
            "",
        ]
    lines += [
        f"{words.plural(len(rows), 'undecided season')} as known on {words.day(rows[0]['as_of'])}, "
        f"{len(given):,} with odds of another season within two years of the premiere.",
        "",
    ]
    if given:
        lines.append(f"{'season':<40}{'premiere':>13}{'odds':>7}{'80 % interval':>16}{'week':>6}  decision by")
    for row in given[:SHOWN]:
        name = f"{row['series']}, {row['season']}"
        week = "" if row["change_week"] is None else f"{100 * row['change_week']:+.0f}"
        lines += [
            f"{name[:39]:<40}{words.day(row['premiere'], short=True):>13}{_share(row['p_renew']):>7}"
            f"{_share(row['lo80']) + ' to ' + _share(row['hi80']):>16}{week:>6}  "
            f"{words.day(row['decision_expected_on'], short=True)}",
            f"    {row['reason'] or 'nothing moves the odds much'}",
        ]
    if len(given) > SHOWN:
        lines.append(f"and {len(given) - SHOWN:,} more (--format json gives all)")
    others = Counter((row["status"], row["reason"]) for row in rows if row["status"] != "forecast")
    if others:
        lines += ["", "Without odds:"]
        lines += [f"  {count:>5,}  {status}: {reason}" for (status, reason), count in others.most_common()]
    lines += [
        "",
        "Odds: from traits and audience; week: points against a week before; decision by: the day by",
        "which half of such decisions are announced. How far to trust them: cliffhanger backtest renewal.",
        "Cost, owner and completion count only where the reason names them. Without them seasons alike in",
        "audience and kind cannot be told apart, such as The Residence and one that is cheap and finished.",
        "",
    ]
    return "\n".join(lines)


def fitted_to_text(models: pa.Table) -> str:
    """What was fitted on how many seasons."""
    rows = models.to_pylist()
    lines = [f"Renewal models as known on {words.day(rows[0]['as_of'])}, kept in the store:", ""]
    lines += [
        f"  day {row['age_days']:>3}: {words.plural(row['seasons'], 'season')}, {row['renewed']:,} known to be renewed"
        for row in rows
    ]
    return "\n".join([*lines, ""])


def _share(value: float) -> str:
    return f"{100 * value:.0f} %"
