"""Keep a state small and in step: merge its segments, let go of seasons that are over, take over a new catalogue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from cliffhanger.errors import CliffhangerError
from cliffhanger.viewing import kernel, ordering, packing, segments
from cliffhanger.viewing.catalogue import Catalogue
from cliffhanger.viewing.definitions import DAY, KEPT_DAYS, STARTER_SECONDS, WINDOWS
from cliffhanger.viewing.parts import bits_for
from cliffhanger.viewing.segments import Manifest, Segment
from cliffhanger.viewing.tally import Extras, Rows, Tally, Worker

FEWEST_ROWS = 1_000_000
"""A state with fewer rows lets go of nothing: there is little to gain, and late rows of any age are folded in."""
WORTH = 0.25
"""Rows are let go of only where they are more than this share."""
_SECONDS = np.uint64((1 << packing.SECONDS_BITS) - 1)
_EPISODES = np.uint64((1 << packing.EPISODE_BITS) - 1)


def compact(folder: Path, manifest: Manifest, catalogue: Catalogue, extras: Extras) -> None:
    """Merge all segments into one and, where that frees much, let go of seasons that are over.

    Of such a season the starters stay, one row a profile, as long as its next season may still come or is not over.
    """
    total = sum(s.rows for s in manifest.segments)
    last_day = manifest.last // DAY
    over = _over(catalogue, last_day)
    edge = last_day - KEPT_DAYS
    droppable = 0
    if total > FEWEST_ROWS and over.any():
        for s in manifest.segments:
            droppable += int(_droppable(s.open(folder), catalogue, over, edge).sum())
    letting_go = droppable > WORTH * total

    def work(rows: Rows) -> Rows:
        return _let_go(rows, catalogue, over, edge) if letting_go else rows

    _rewrite(folder, manifest, work)
    if letting_go:
        manifest.forgotten = max(manifest.forgotten, edge)


def adopt(
    folder: Path, manifest: Manifest, old: Catalogue, new: Catalogue, tally: Tally, extras: Extras
) -> Tally:  # fmt: skip
    """Take over a catalogue with new seasons, or with other facts on seasons that are open.

    Raises
    ------
    CliffhangerError
        If a season is missing, lost an episode, or is over and not the same.
    """
    number = {s: i for i, s in enumerate(new.season_ids)}
    seasons = np.array([number.get(s, -1) for s in old.season_ids], np.int64)
    places = np.full(old.episodes.size, -1, np.int64)
    lost, changed = [], []
    for s, at in enumerate(seasons.tolist()):
        mine = old.episodes[old.first[s] : old.first[s + 1]]
        fits = at >= 0 and (mine < new.place.shape[1]).all() and (new.place[at, mine] >= 0).all()
        if not fits:
            lost.append(old.season_ids[s])
            continue
        places[old.first[s] : old.first[s + 1]] = new.place[at, mine]
        if _facts(old, s) != _facts(new, at):
            changed.append(s)
    if lost:
        raise CliffhangerError(f"the catalogue no longer has, or has fewer episodes of: {', '.join(lost[:5])}")
    if manifest.forgotten >= 0:
        over = _over(old, manifest.forgotten + KEPT_DAYS)
        gone = [old.season_ids[s] for s in changed if over[s]]
        if gone:
            raise CliffhangerError(
                f"the catalogue changes seasons that the state has let go of: {', '.join(gone[:5])}; measure all logs "
                "into a new folder"
            )
    out, into = Worker(old, extras), Worker(new, extras)
    shift = old.base - new.base

    def work(rows: Rows) -> Rows:
        out.reduce(rows, -1)
        core = rows[1]
        since = (core >> np.uint64(packing.START_SHIFT)).astype(np.int64) + shift
        place = places[((core >> np.uint64(packing.SECONDS_BITS)) & _EPISODES).astype(np.int64)]
        moved = (since.astype(np.uint64) << np.uint64(packing.START_SHIFT)) | (
            place.astype(np.uint64) << np.uint64(packing.SECONDS_BITS)
        )
        again = ordering.in_order((rows[0], moved | (core & _SECONDS), rows[2], rows[3]), 0)
        into.reduce(again)
        return again

    _rewrite(folder, manifest, work, suffix="a")
    tally.add(out.tally)
    moved = renumbered(tally, old, new, seasons, places)
    moved.add(into.tally)
    return moved


def renumbered(tally: Tally, old: Catalogue, new: Catalogue, seasons: np.ndarray, places: np.ndarray) -> Tally:
    """The same sums under the numbers of another catalogue."""
    made = Tally(new)
    made.checks[...] = tally.checks
    for name in ("by_season", "took", "by_member", "kept"):
        getattr(made, name)[seasons] = getattr(tally, name)
    for name in ("by_episode", "stopped"):
        getattr(made, name)[places] = getattr(tally, name)
    a = tally.arrays()
    season = (a["keys"] >> 24) & 0x3FFFF
    keys = (a["keys"] & ~np.int64(0x3FFFF << 24)) | (seasons[season] << 24)
    made.grow(keys.size)
    kernel.rehash(keys, a["values"], made.keys, made.values, made.filled)
    return made


def _rewrite(folder: Path, manifest: Manifest, work: Callable[[Rows], Rows], suffix: str = "m") -> None:
    """Put one segment in the place of all, each part of it turned by `work`, which keeps rows sorted."""
    if not manifest.segments:
        return
    bits = bits_for(sum(s.rows for s in manifest.segments))
    held = [s.open(folder) for s in manifest.segments]
    columns = manifest.segments[0].columns
    sizes = []
    parts = folder / f"{manifest.generation:08d}{suffix}.part"
    with parts.open("wb") as file:
        for number in range(1 << bits):
            found = [segments.of_part(h, number, bits) for h in held]
            rows = work(ordering.in_order(segments.joined(found), bits))
            sizes.append(rows[0].size)
            for column in rows:
                column.tofile(file)
    segment = Segment(f"{manifest.generation:08d}{suffix}.seg", sum(sizes), columns)
    writer = segments.Writer(folder, segment, np.array(sizes))
    at = 0
    for number, size in enumerate(sizes):
        several = []
        for there in columns:
            several.append(np.fromfile(parts, np.uint64, size, offset=at) if there else np.empty(0, np.uint64))
            at += 8 * size * there
        writer.write(number, tuple(several))  # type: ignore[arg-type]
    writer.close()
    parts.unlink()
    manifest.segments = [segment] if segment.rows else []


def _over(catalogue: Catalogue, last_day: int) -> np.ndarray:
    """Seasons whose windows ended long enough ago."""
    over: np.ndarray = catalogue.premiere_days + WINDOWS[-1] + KEPT_DAYS <= last_day
    return over


def _droppable(rows: Rows, catalogue: Catalogue, over: np.ndarray, edge: int) -> np.ndarray:
    core = rows[1]
    season = catalogue.season_of[((core >> np.uint64(packing.SECONDS_BITS)) & _EPISODES).astype(np.int64)]
    since = (core >> np.uint64(packing.START_SHIFT)).astype(np.int64)
    found: np.ndarray = over[season] & (since + catalogue.base < edge * DAY)
    found &= (core & _SECONDS) != _SECONDS
    return found


def _let_go(rows: Rows, catalogue: Catalogue, over: np.ndarray, edge: int) -> Rows:
    """Rows without those of seasons that are over, but with a row for each starter who may return."""
    if not rows[0].size:
        return rows
    drop = _droppable(rows, catalogue, over, edge)
    core = rows[1]
    place = ((core >> np.uint64(packing.SECONDS_BITS)) & _EPISODES).astype(np.int64)
    season = catalogue.season_of[place].astype(np.int64)
    following = catalogue.next_season.astype(np.int64)
    may_return = np.where(following >= 0, ~over[np.maximum(following, 0)], catalogue.numbers > 0)
    wanted = drop & may_return[season]
    day = (core >> np.uint64(packing.START_SHIFT)).astype(np.int64) + catalogue.base
    wanted &= day // DAY - catalogue.premiere_days[season] < WINDOWS[-1]
    # Starters: 2 minutes of one episode. Duplicates must not make a starter, so each row counts once.
    keys = np.stack([rows[0][wanted], core[wanted], *(c[wanted] for c in rows[2:] if c.size)])
    unique = np.unique(keys, axis=1) if keys.shape[1] else keys
    who, cores_ = unique[0], unique[1]
    episode = (cores_ >> np.uint64(packing.SECONDS_BITS)) & _EPISODES
    pairs, at = np.unique(np.stack([who, episode]), axis=1, return_inverse=True)
    spent = np.bincount(at.ravel(), weights=(cores_ & _SECONDS).astype(float), minlength=pairs.shape[1])
    started = pairs[:, spent >= STARTER_SECONDS]
    first = catalogue.first[:-1][catalogue.season_of[started[1].astype(np.int64)]]
    marks = np.unique(np.stack([started[0], first.astype(np.uint64)]), axis=1)
    core_marks = (marks[1] << np.uint64(packing.SECONDS_BITS)) | _SECONDS
    none = [np.zeros(core_marks.size, np.uint64) if c.size else c for c in rows[2:]]
    drop |= ((core & _SECONDS) == _SECONDS) & over[season] & ~may_return[season]
    kept = tuple(c[~drop] if c.size else c for c in rows)
    return ordering.in_order(segments.joined([kept, (marks[0], core_marks, *none)]), 0)  # type: ignore[list-item]


def _facts(catalogue: Catalogue, season: int) -> tuple[object, ...]:
    low, high = catalogue.first[season], catalogue.first[season + 1]
    following = int(catalogue.next_season[season])
    return (
        int(catalogue.premiere_days[season]),
        catalogue.episodes[low:high].tolist(),
        catalogue.runtimes[low:high].tolist(),
        catalogue.season_ids[following] if following >= 0 else None,
    )
