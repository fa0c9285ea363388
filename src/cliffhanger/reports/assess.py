"""Assess one season on one date: gather what was known by then into a dossier."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cliffhanger.audience.weekly import season_features, tenth_places
from cliffhanger.evidence.choice import choose_season
from cliffhanger.evidence.ledger import disagreements, facts
from cliffhanger.evidence.outcomes import decided as decided_of
from cliffhanger.evidence.outcomes import outcomes as ledger_of
from cliffhanger.reports import (
    claims,
    context,
    doubts,
    money,
    odds_section,
    press_section,
    reconstruction,
    sections,
    weeks,
)
from cliffhanger.reports.citations import Citations
from cliffhanger.reports.dossier import Dossier
from cliffhanger.store import Store


def assess(
    store: Store,
    series: str,
    *,
    season: int | None = None,
    as_of: dt.date | None = None,
    assumptions_file: Path | None = None,
) -> Dossier:
    """Everything known about one season on one date.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    series : str
        Name of the series, in any capitals; a year in brackets chooses between namesakes.
    season : int, optional
        Season number; the latest season known by the date by default.
    as_of : date, optional
        Only what was known by then is used; today by default.

    assumptions_file : Path, optional
        Your own assumptions on money, in TOML.

    Returns
    -------
    Dossier
        Figures with numbered sources. What cannot be said stands in `Dossier.statuses` with its reason.

    Raises
    ------
    TitleError
        If no such series or season is known by the date; carries the nearest names.
    SourceError
        If the file of assumptions does not fit.
    TooLittleEvidence
        If nothing at all was known by the date.

    Examples
    --------
    >>> import cliffhanger, datetime as dt
    >>> with cliffhanger.open_store(":memory:") as store:
    ...     _ = cliffhanger.gather(store, ["casebook"])
    ...     dossier = cliffhanger.assess(store, "Hit & Run", as_of=dt.date(2021, 12, 31))
    >>> dossier.outcomes[-1].word, dossier.outcomes[-1].days_after_premiere
    ('cancelled', 45)
    """
    day = as_of or dt.date.today()
    chosen, siblings = choose_season(store, series, day, season)
    season_id, series_id = str(chosen["season_id"]), str(chosen["series_id"])
    whole_id = f"{series_id}/*"
    rows = facts(store, day, [season_id, whole_id]).to_pylist()
    own = [row for row in rows if row["season_id"] == season_id]
    whole = [row for row in rows if row["season_id"] == whole_id]
    features = season_features(store, day).to_pylist()
    ledger = ledger_of(store, as_of=day)
    outcomes = {row["season_id"]: row for row in decided_of(ledger).to_pylist()}
    cites = Citations()

    subject = context.subject(season_id, features, chosen)
    sisters = [row for row in features if row["series_id"] == series_id]
    platform = next((str(row["platform"]) for row in (subject, *sisters) if row.get("platform")), None)
    premiere = context.premiere(subject)
    began = min(filter(None, map(context.premiere, sisters)), default=None)
    label, limited = sections.printed_as(own, cites)
    what = sections.what_it_is(own, whole, premiere, cites)
    following = context.next_premiere(chosen, features)
    trusted = outcomes.get(season_id)
    later = trusted["next_season_id"] if trusted else None
    sequel = facts(store, day, [later], ["release_date", "outcome", "rank"]).to_pylist() if later else []
    proof = sections.proof_of(trusted, [*own, *sequel]) if trusted else []
    decided = sections.outcomes(own, trusted, proof, premiere, cites)
    # The tenth place bounds what its platform shows, and nothing else.
    tenths = tenth_places(store, day) if platform == "Netflix" else None
    bounds = tenths.to_pylist() if tenths is not None else []
    lists = {str(row["list_name"]) for row in (subject, *sisters) if row.get("list_name")}
    week_rows = weeks.weeks(own, [row for row in bounds if not lists or row["list_name"] in lists], premiere, cites)
    tail = sections.long_tail(own, cites)
    # What lists say of a series without its season is this one's only from its own premiere on.
    own_time = premiere or (week_rows[0].start if week_rows else None)
    of_series = own + whole if own_time or len(sisters) < 2 else own
    alike = context.comparables(store, subject, features, outcomes, day, cites)
    rate, why_no_rate = context.base_rate(subject, features, outcomes, day, limited=limited)
    concluded = str(trusted["proof"]) if trusted else None
    said = doubts.statuses(own, whole, platform, week_rows, tail, premiere, day, concluded)
    odds, why_no_odds = odds_section.odds(store, season_id, day, ledger)
    curve, estimates, found, why_no_curve = reconstruction.curve(store, season_id, day, tenths, premiere)
    worth, why_no_money = money.money(
        store,
        chosen,
        day,
        found,
        features,
        alike,
        odds,
        assumptions_file,
        limited=limited or chosen["kind"] not in ("season", "part", "series"),
    )
    dossier = Dossier(
        series=str(chosen["series"]),
        season=str(chosen["label"]),
        season_id=season_id,
        other_seasons=tuple(
            row["label"] for row in siblings.to_pylist() if row["season_id"] != season_id and row["kind"] != "series"
        ),
        as_of=day,
        what=(*what, label) if label else what,
        outcomes=decided,
        weeks=week_rows,
        audience=weeks.audience(own, week_rows, cites),
        curve=curve,
        curve_knows=found.knows if found else None,
        estimates=estimates,
        daily=sections.daily(of_series, own_time, following, cites),
        long_tail=tail,
        nielsen=sections.nielsen(of_series, own_time, following, cites),
        reviews=claims.reviews(own, whole, began, cites),
        costs=claims.costs(own + whole, cites),
        cost_ranges=claims.cost_ranges(own, whole, cites),
        claims=claims.claims(own + whole, cites),
        press=press_section.quoted(store, season_id, own + whole, premiere, day, cites),
        comparables=alike,
        base_rate=rate,
        odds=odds,
        money=worth,
        contradictions=doubts.contradictions(
            own, whole, disagreements(store, day, [season_id, whole_id]).to_pylist(), cites
        ),
        statuses=(*said, *why_no_curve, *why_no_rate, *why_no_odds, *why_no_money),
        sources=cites.sources(),
        finding="",
    )
    return doubts.with_finding(dossier, premiere)
