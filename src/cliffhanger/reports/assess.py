"""Assess one season on one date: gather what was known by then into a dossier."""

from __future__ import annotations

import datetime as dt

from cliffhanger.audience.weekly import season_features, tenth_places
from cliffhanger.evidence.ledger import choose_season, disagreements, facts
from cliffhanger.evidence.outcomes import decided_seasons
from cliffhanger.reports import context, doubts, sections, weeks
from cliffhanger.reports.citations import Citations
from cliffhanger.reports.dossier import Dossier
from cliffhanger.store import Store


def assess(store: Store, series: str, *, season: int | None = None, as_of: dt.date | None = None) -> Dossier:
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

    Returns
    -------
    Dossier
        Figures with numbered sources. What cannot be said stands in `Dossier.statuses` with its reason.

    Raises
    ------
    TitleError
        If no such series or season is known by the date; carries the nearest names.
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
    outcomes = {row["season_id"]: row for row in decided_seasons(store, day).to_pylist()}
    cites = Citations()

    subject = context.subject(season_id, features, chosen)
    found = subject.get("premiere")
    premiere = found if isinstance(found, dt.date) else None
    what = sections.what_it_is(own, whole, premiere, cites)
    following = context.next_premiere(chosen, features)
    trusted = outcomes.get(season_id)
    later = trusted["next_season_id"] if trusted else None
    proof = facts(store, day, [later], ["release_date"]).to_pylist() if later else []
    decided = sections.outcomes(own, trusted, proof, premiere, cites)
    # The tenth place bounds what its platform shows, and nothing else.
    tenths = tenth_places(store, day).to_pylist() if subject.get("platform") == "Netflix" else []
    week_rows = weeks.weeks(own, tenths, premiere, day, cites)
    tail = sections.long_tail(own, cites)
    alike = context.comparables(store, subject, features, outcomes, day, cites)
    dossier = Dossier(
        series=str(chosen["series"]),
        season=str(chosen["label"]),
        season_id=season_id,
        other_seasons=tuple(
            row["label"] for row in siblings.to_pylist() if row["season_id"] != season_id and row["kind"] != "series"
        ),
        as_of=day,
        what=what,
        outcomes=decided,
        weeks=week_rows,
        audience=weeks.audience(own, week_rows, cites),
        daily=sections.daily(own + whole, premiere, following, cites),
        long_tail=tail,
        nielsen=sections.nielsen(own + whole, premiere, following, cites),
        reviews=sections.reviews(own, whole, cites),
        costs=sections.costs(own + whole, cites),
        cost_ranges=sections.cost_ranges(own + whole, cites),
        claims=sections.claims(own + whole, cites),
        comparables=alike,
        base_rate=context.base_rate(subject, features, outcomes, day),
        contradictions=doubts.contradictions(
            own + whole, disagreements(store, day, [season_id, whole_id]).to_pylist(), cites
        ),
        statuses=doubts.statuses(own + whole, subject, week_rows, tail, premiere, day),
        sources=cites.sources(),
        finding="",
    )
    return doubts.with_finding(dossier, premiere)
