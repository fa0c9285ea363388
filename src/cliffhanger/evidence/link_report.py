"""How good the links are: three figures that `gather --report` prints, each from tables alone.

The third needs a person's eye, kept in `labelled_links.csv`: pairs of printed titles with a verdict, judged one by one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from cliffhanger.evidence.link import place
from cliffhanger.store import Store

GLOBAL_TV = "global TV"
ENGAGEMENT = "engagement"

_STAGED = {
    "netflix_daily": date(2022, 1, 1),
    "netflix_top10": date(2023, 1, 1),
    "netflix_engagement": date(2024, 5, 23),
}


@dataclass(frozen=True, slots=True)
class Share:
    """A share of things that came right.

    Parameters
    ----------
    right, of : int
        How many, of how many.
    """

    right: int
    of: int

    @property
    def value(self) -> float:
        """Share, 0-1; not a number where there is nothing to share."""
        return self.right / self.of if self.of else float("nan")

    def __str__(self) -> str:
        return f"{self.value:.1%} ({self.right:,} of {self.of:,})"


@dataclass(frozen=True, slots=True)
class Labelled:
    """How links agree with the labelled pairs.

    Parameters
    ----------
    precision : Share
        Of the pairs that are linked, those that a person calls the same.
    recall : Share
        Of the pairs that a person calls the same, those that are linked.
    wrong, missed : tuple of str
        The pairs linked wrongly, and those not linked, in words.
    pairs : int
        Pairs of which both titles were at hand.
    """

    precision: Share
    recall: Share
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    pairs: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """One printed title of a labelled pair."""

    source: str
    series_text: str
    season_text: str | None
    premiere: date | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two printed titles and whether they are of the same season (or series, where one names it as a whole)."""

    a: Side
    b: Side
    same: bool


@dataclass(frozen=True, slots=True)
class LinkQuality:
    """How well the titles of a store are placed."""

    chart_rows: Share
    report_pairs: Share
    labelled: Labelled


def link_quality(store: Store) -> LinkQuality:
    """Measure how well the titles of a store are placed.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    """
    links = store.get("link")
    releases = store.query(
        "SELECT * FROM release "
        "WHERE list_name LIKE 'global TV%' OR list_name = 'engagement' AND measure = 'hours_viewed'"
    )
    return LinkQuality(
        chart_rows_placed(links, releases),
        report_pairs_matched(links, releases),
        labelled_precision(store.get("title"), links),
    )


def chart_rows_placed(links: pa.Table, releases: pa.Table) -> Share:
    """Share of rows of the weekly global TV lists whose title is placed.

    Parameters
    ----------
    links, releases : pyarrow.Table
        By the contracts LINK and RELEASE.
    """
    placed = set(links["title_id"].to_pylist())
    names = ("file_id", "row", "title_id", "list_name")
    rows = zip(*(releases[name].to_pylist() for name in names), strict=True)
    chart = {(file, row, title) for file, row, title, name in rows if name.startswith(GLOBAL_TV)}
    return Share(sum(title in placed for _, _, title in chart), len(chart))


def report_pairs_matched(links: pa.Table, releases: pa.Table) -> Share:
    """Share of (season, half-year) that charted in a half-year with a report, and that the report has as well.

    Parameters
    ----------
    links, releases : pyarrow.Table
        By the contracts LINK and RELEASE.
    """
    season_of = dict(zip(links["title_id"].to_pylist(), links["season_id"].to_pylist(), strict=True))
    names = ("title_id", "list_name", "period_start", "period_end")
    charted: set[tuple[str, date]] = set()
    reported: set[tuple[str, date]] = set()
    halves: set[date] = set()
    for title, name, start, end in zip(*(releases[n].to_pylist() for n in names), strict=True):
        season = season_of.get(title)
        if name.startswith(ENGAGEMENT) and start is not None:
            halves.add(start)
            if season is not None:
                reported.add((season, start))
        elif name.startswith(GLOBAL_TV) and season is not None and end is not None:
            charted.add((season, date(end.year, 1 if end.month <= 6 else 7, 1)))
    wanted = {(season, half) for season, half in charted if half in halves}
    return Share(len(wanted & reported), len(wanted))


def labelled_pairs(path: str | Path | None = None) -> list[Pair]:
    """Read the labelled pairs; by default those shipped with the package."""
    source = Path(path) if path else files(__package__).joinpath("labelled_links.csv")
    text = source.read_text("utf-8")
    return [Pair(_side(row, "a"), _side(row, "b"), row["same"] == "yes") for row in csv.DictReader(text.splitlines())]


def labelled_precision(titles: pa.Table, links: pa.Table, path: str | Path | None = None) -> Labelled:
    """Hold links against those labelled pairs of which both titles are at hand.

    Parameters
    ----------
    titles, links : pyarrow.Table
        By the contracts TITLE and LINK.
    path : path, optional
        Another file of pairs.
    """
    season_of = dict(zip(links["title_id"].to_pylist(), links["season_id"].to_pylist(), strict=True))
    names = ("title_id", "source", "series_text", "season_text", "hint_premiere")
    where: dict[Side, set[str]] = {}
    for title, *side in zip(*(titles[name].to_pylist() for name in names), strict=True):
        where.setdefault(Side(*side), set()).update({season_of[title]} if title in season_of else set())
    return _score((pair, where) for pair in labelled_pairs(path) if pair.a in where and pair.b in where)


def score_labelled(path: str | Path | None = None) -> Labelled:
    """Place the labelled titles by themselves, without any other data, and hold the links against the verdicts.

    Harder than in a full store: charts come without weeks, films pass for series, all reports for one, and titles that
    only other titles would explain are alone.
    """
    pairs = labelled_pairs(path)
    sides = sorted({side for pair in pairs for side in (pair.a, pair.b)}, key=repr)
    known = [_STAGED.get(side.source, date(2024, 9, 1)) for side in sides]
    half = [date(2023, 7, 1) if side.source == "netflix_engagement" else None for side in sides]
    titles = pa.table(
        {
            "title_id": pa.array(range(len(sides)), pa.int64()),
            "source": [side.source for side in sides],
            "series_text": [side.series_text for side in sides],
            "season_text": pa.array([side.season_text for side in sides], pa.string()),
            "platform": ["Netflix" if side.source.startswith("netflix") else "any" for side in sides],
            "hint_kind": ["tv"] * len(sides),
            "hint_premiere": pa.array([side.premiere for side in sides], pa.date32()),
            "hint_year": pa.array([None] * len(sides), pa.int64()),
            "known_on": pa.array(known, pa.date32()),
            "period_start": pa.array(half, pa.date32()),
            "runtime_min": pa.array([None] * len(sides), pa.float64()),
        }
    )
    return labelled_precision(titles, place(titles).links, path)


def _side(row: dict[str, str], which: str) -> Side:
    premiere = row[f"{which}_premiere"]
    return Side(
        row[f"{which}_source"],
        row[f"{which}_series"],
        row[f"{which}_season"] or None,
        date.fromisoformat(premiere) if premiere else None,
    )


def _score(pairs: Iterable[tuple[Pair, dict[Side, set[str]]]]) -> Labelled:
    linked_right = linked = same = count = 0
    wrong, missed = [], []
    for pair, where in pairs:
        joined = any(_joined(a, b) for a in where[pair.a] for b in where[pair.b])
        words = f"{_words(pair.a)} | {_words(pair.b)}"
        count += 1
        linked += joined
        same += pair.same
        linked_right += joined and pair.same
        if joined and not pair.same:
            wrong.append(words)
        elif pair.same and not joined:
            missed.append(words)
    return Labelled(Share(linked_right, linked), Share(linked_right, same), tuple(wrong), tuple(missed), count)


def _joined(a: str, b: str) -> bool:
    """Whether two placements are the same season, or one is the whole series of the other."""
    whole = a.endswith("/*") or b.endswith("/*")
    return a.rpartition("/")[0] == b.rpartition("/")[0] if whole else a == b


def _words(side: Side) -> str:
    return f"{side.source}: {side.series_text}" + (f" / {side.season_text}" if side.season_text else "")
