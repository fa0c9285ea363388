"""Measures as facts of the source first_party: they go into the store as any publisher's figures do."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from cliffhanger.evidence.intake import take_in
from cliffhanger.evidence.ledger import place_titles
from cliffhanger.store import Store
from cliffhanger.tables import FILE, PRINTED
from cliffhanger.viewing.catalogue import Catalogue, day_of

SOURCE = "first_party"
PLATFORM = "first-party"
LIST = "first-party logs"
_NOTE = (
    "measured from first-party viewing logs, {days} days from the premiere; starter: 2 minutes of an episode, "
    "completer: 90 % of the season's runtime; all countries of the logs"
)


def printed(season_table: pa.Table, catalogue: Catalogue, last_day: int, platform: str) -> pa.Table:
    """Measures of whole windows as the contract PRINTED has them.

    Hours of 28 and 91 days; starters, completers and completion of 91 days or, until they are over, of 28. A figure
    counts as known on the day after its window ended, the premiere on its own; open windows say nothing.
    """
    number = {season_id: i for i, season_id in enumerate(catalogue.season_ids)}
    rows: list[dict[str, object]] = []
    whole = [r for r in season_table.to_pylist() if r["window_days"] >= 28 and r["status"] != "open"]
    for r in whole:
        s, days = number[r["season_id"]], r["window_days"]
        premiere = int(catalogue.premiere_days[s])
        if premiere + days - 1 > last_day:
            continue
        said = {f"hours_viewed_{days}d": r["hours_viewed"], "starters": r["starters"], "completers": r["completers"],
                "share_completed": r["share_completed"]}  # fmt: skip
        said |= {"release_date": None} if days == 28 else {}
        for measure, value in said.items():
            dated = measure == "release_date"
            text = day_of(premiere).isoformat() if dated else None
            if value is None and text is None:
                continue
            rows.append({
                "row": len(rows) + 2, "series_text": catalogue.series[s],
                "season_text": f"Season {catalogue.numbers[s]}" if catalogue.numbers[s] else None,
                "platform": platform, "hint_kind": "tv", "hint_premiere": day_of(premiere), "list_name": LIST,
                "measure": measure, "text": text, "value": None if value is None else float(value),
                "period_start": day_of(premiere), "period_end": day_of(premiere + (0 if dated else days - 1)),
                "known_on": day_of(premiere + (0 if dated else days)), "geography": "world",
                "snapshot_on": day_of(max(last_day, premiere + days)),
                "publication": "first-party viewing logs", "grade": "A", "note": _NOTE.format(days=days),
            })  # fmt: skip
    return pa.Table.from_pylist(rows, schema=pa.schema([pa.field(f.name, f.type) for f in PRINTED.schema]))


def put_facts(store: Store, facts: pa.Table, name: str, digest: str) -> int:
    """Put facts into the store in place of those of an earlier measurement of the same logs, and place their titles.

    Parameters
    ----------
    store : Store
        Open for writing; all or nothing is written.
    facts : pyarrow.Table
        As `printed` gives them.
    name : str
        Name of the logs; a new measurement under the same name replaces the old one.
    digest : str
        SHA-256 over what was measured; a second time changes nothing.

    Returns
    -------
    int
        Facts added.
    """
    with store.transaction():
        store.check(PRINTED, facts)
        old = store.query("SELECT file_id, digest FROM file WHERE source = $s AND name = $n", {"s": SOURCE, "n": name})
        if digest in old["digest"].to_pylist():
            return 0
        for file_id in old["file_id"].to_pylist():
            store.query("DELETE FROM release WHERE file_id = $f", {"f": file_id})
            store.query("DELETE FROM file WHERE file_id = $f", {"f": file_id})
        file_id = store.next_number("file", "file_id")
        snapshot = max(facts["snapshot_on"].to_pylist(), default=dt.datetime.now(dt.UTC).date())
        file = {
            "file_id": file_id, "digest": digest, "source": SOURCE, "publisher": "you", "name": name,
            "size_bytes": max(facts.nbytes, 1), "snapshot_on": snapshot, "retrieved_at": dt.datetime.now(dt.UTC),
            "rows": facts.num_rows,
        }  # fmt: skip
        ids = pa.repeat(pa.scalar(file_id, pa.int64()), facts.num_rows)
        table = facts.append_column("file_id", ids).append_column("source", pa.repeat(SOURCE, facts.num_rows))
        added = take_in(store, pa.Table.from_pylist([file], schema=FILE.schema), table)
        place_titles(store)
        store.log_run("measure", added, [digest])
    return added
