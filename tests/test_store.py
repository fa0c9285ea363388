"""The store: contracts at the door, whole transactions, clear refusals."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cliffhanger import gather, open_store
from cliffhanger.audience_tables import RECONSTRUCTED_SEASON
from cliffhanger.errors import ContractError, StoreError
from cliffhanger.migrations import MIGRATIONS
from cliffhanger.tables import OVERRIDE, STORED


def verdicts(**changes: object) -> pa.Table:
    """One row by the contract of overrides."""
    row = {
        "series_text": "Nimbus",
        "season_text": "",
        "platform": "*",
        "series": "Nimbus",
        "number": 1,
        "verdict": "is",
        "reason": "by hand",
    } | changes
    return pa.Table.from_pylist([row], schema=pa.schema([pa.field(f.name, f.type) for f in OVERRIDE.schema]))


def test_every_breach_of_a_contract_is_listed_at_once() -> None:
    """An empty required column and a word outside the list are both named, and nothing is stored."""
    with open_store(":memory:") as store:
        with pytest.raises(ContractError) as refusal:
            store.put("override", verdicts(reason=None, verdict="perhaps"))
        assert refusal.value.problems == (
            "column verdict: 1 rows outside is, no, withdrawn",
            "column reason: empty in 1 rows",
        )
        assert store.get("override").num_rows == 0


@pytest.mark.parametrize(("lacking", "surplus"), [("reason", None), (None, "extra")])
def test_columns_must_be_those_of_the_contract(lacking: str | None, surplus: str | None) -> None:
    """A missing and a surplus column are refused by name."""
    rows = verdicts()
    rows = rows.drop_columns([lacking]) if lacking else rows.append_column(str(surplus), pa.array([1]))
    with open_store(":memory:") as store, pytest.raises(ContractError, match=str(lacking or surplus)):
        store.put("override", rows)


def test_a_key_stands_once() -> None:
    """A row whose key is stored already, or twice in the batch, is refused."""
    with open_store(":memory:") as store:
        store.put("override", verdicts())
        with pytest.raises(ContractError, match="stands 2 times"):
            store.put("override", verdicts(reason="again"))
        with pytest.raises(ContractError, match="stands 2 times"):
            store.put("override", pa.concat_tables([verdicts(series_text="B"), verdicts(series_text="B")]))


def test_missing_surplus_and_ill_typed_columns_are_refused() -> None:
    """All columns too few and too many stand in one refusal; a word where a number belongs is named."""
    rows = verdicts()
    crooked = rows.drop_columns(["reason", "verdict"]).append_column("extra", pa.array([1]))
    ill_typed = rows.set_column(rows.column_names.index("number"), "number", pa.array(["first"]))
    with open_store(":memory:") as store:
        with pytest.raises(ContractError) as refusal:
            store.put("override", crooked)
        assert refusal.value.problems == ("column verdict is missing", "column reason is missing", "no column extra")
        with pytest.raises(ContractError, match=r"types do not fit.*first"):
            store.put("override", ill_typed)
        assert store.get("override").num_rows == 0


@pytest.mark.parametrize(("weight", "says"), [(-0.1, "1 rows below 0"), (1.1, "1 rows above 1")])
def test_a_share_lies_between_nought_and_one(weight: float, says: str) -> None:
    """A link's weight outside its bounds is refused, and the old rows stay when they were to be replaced."""

    def links(value: float) -> pa.Table:
        return pa.table(
            {
                "title_id": [1],
                "season_id": ["nimbus/1"],
                "weight": [value],
                "reason": ["same letters"],
                "known_on": [dt.date(2022, 1, 1)],
            }
        )

    with open_store(":memory:") as store:
        store.put("link", links(1.0))
        with pytest.raises(ContractError, match=f"weight: {says}"), store.transaction():
            store.replace("link", links(weight))
        assert store.get("link")["weight"].to_pylist() == [1.0]


def test_a_number_out_of_bounds_is_refused() -> None:
    """A size below one byte breaks the contract of file."""
    row = {
        "file_id": 1,
        "digest": "d",
        "source": "s",
        "publisher": "p",
        "name": "n",
        "size_bytes": 0,
        "snapshot_on": dt.date(2022, 1, 1),
        "retrieved_at": dt.datetime(2022, 1, 1, tzinfo=dt.UTC),
        "rows": 0,
    }
    with open_store(":memory:") as store, pytest.raises(ContractError, match="size_bytes: 1 rows below 1"):
        store.put("file", pa.Table.from_pylist([row]))


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """A text file is named as what it is not, and left as it was."""
    path = tmp_path / "notes.duckdb"
    path.write_text("this is no database at all")
    with pytest.raises(StoreError, match="no store of Cliffhanger"):
        open_store(path)
    assert path.read_text() == "this is no database at all"


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    """A DuckDB file with other tables is not taken over."""
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.sql("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(StoreError, match="no store of Cliffhanger"):
        open_store(path)


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    """A schema version above ours asks for an upgrade."""
    path = tmp_path / "newer.duckdb"
    with open_store(path) as store:
        store.query("INSERT INTO schema_version VALUES ($v)", {"v": len(MIGRATIONS) + 1})
    with pytest.raises(StoreError, match="newer version of Cliffhanger"):
        open_store(path)


def test_reading_makes_no_store(tmp_path: Path) -> None:
    """A store that is not there is not made by reading."""
    with pytest.raises(StoreError, match="there is no store"):
        open_store(tmp_path / "none.duckdb", read_only=True)
    assert not (tmp_path / "none.duckdb").exists()


def other_process(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in another process."""
    return subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False)


def test_a_second_writer_is_told_so(tmp_path: Path) -> None:
    """While one process writes, another is refused with the path and what to do."""
    path = tmp_path / "s.duckdb"
    with open_store(path):
        done = other_process(f"from cliffhanger import open_store; open_store({str(path)!r})")
    assert "in use by another process" in done.stderr
    assert str(path) in done.stderr


def test_a_reader_waits_for_a_writer(tmp_path: Path) -> None:
    """While another process writes, reading waits; once it has finished, what it wrote is read."""
    path = tmp_path / "s.duckdb"
    open_store(path).close()
    writer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"from cliffhanger import open_store; s = open_store({str(path)!r}); print('open', flush=True); input(); "
            "s.log_run('gather', 0, []); s.close()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout
    assert writer.stdout.readline() == "open\n"
    letting_go = threading.Timer(0.5, writer.communicate, ["\n"])
    letting_go.start()
    with open_store(path, read_only=True) as store:
        assert store.get("run").num_rows == 1
    letting_go.join()


def test_readers_do_not_block_each_other(tmp_path: Path) -> None:
    """Two processes read at once."""
    path = tmp_path / "s.duckdb"
    open_store(path).close()
    with open_store(path, read_only=True):
        done = other_process(
            f"""
            from cliffhanger import gather, open_store
            with open_store({str(path)!r}, read_only=True) as store:
                print(store.get("file").num_rows)
            """
        )
    assert (done.returncode, done.stdout.strip()) == (0, "0"), done.stderr


def test_a_store_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """':memory:' makes no file of that name, two of them are apart, and reading it alone is allowed."""
    monkeypatch.chdir(tmp_path)
    with open_store(":memory:") as one, open_store(":memory:", read_only=True) as other:
        one.put("override", verdicts())
        assert (one.get("override").num_rows, other.get("override").num_rows) == (1, 0)
    assert list(tmp_path.iterdir()) == []


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "series_text": TEXT,
            "season_text": TEXT,
            "platform": TEXT,
            "series": st.none() | TEXT,
            "number": st.none() | st.integers(-(2**63), 2**63 - 1),
            "verdict": st.sampled_from(["is", "no"]),
            "reason": TEXT,
        }
    ),
    max_size=6,
    unique_by=lambda row: (row["series_text"], row["season_text"], row["platform"]),
)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(rows=ROWS)
def test_what_is_put_is_got(rows: list[dict[str, object]]) -> None:
    """Whatever text and numbers the contract allows comes out as it went in."""

    def by_key(row: dict[str, object]) -> tuple[object, ...]:
        return tuple(row[name] for name in OVERRIDE.key)

    with open_store(":memory:") as store:
        assert store.put("override", pa.Table.from_pylist(rows, schema=verdicts().schema)) == len(rows)
        got = store.get("override")
    assert got.schema == OVERRIDE.schema
    assert sorted(got.to_pylist(), key=by_key) == sorted(rows, key=by_key)


def test_a_transaction_is_whole(tmp_path: Path) -> None:
    """What was written before a failure inside it is gone."""
    with open_store(tmp_path / "s.duckdb") as store:
        with pytest.raises(ZeroDivisionError), store.transaction():
            store.put("override", verdicts())
            raise ZeroDivisionError
        assert store.get("override").num_rows == 0
        with store.transaction():
            store.put("override", verdicts())
        assert store.get("override").num_rows == 1


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """With no room left the refusal says so, and the store opens again with what it had."""
    path = tmp_path / "s.duckdb"
    with open_store(path) as store:
        store.put("override", verdicts())
    done = other_process(
        f"""
        import resource, signal
        import pyarrow as pa
        from cliffhanger import gather, open_store
        from cliffhanger.tables import OVERRIDE
        store = open_store({str(path)!r})
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
        rows = [
            dict(series_text=str(i) * 40, season_text="", platform="*", series="x", number=1, verdict="is",
                 reason=str(i) * 99)
            for i in range(60_000)
        ]
        with store.transaction():
            store.put("override", pa.Table.from_pylist(rows))
        """
    )
    assert done.returncode == 1
    assert "StoreError" in done.stderr
    with open_store(path) as store:
        assert store.get("override").num_rows == 1


def test_a_new_store_has_every_table_and_its_version(tmp_path: Path) -> None:
    """The migrations lead from an empty file to the present schema, once."""
    path = tmp_path / "deep" / "folder" / "s.duckdb"
    for _ in range(2):
        with open_store(path) as store:
            assert all(store.get(contract.name).num_rows == 0 for contract in STORED)
            versions = store.query("SELECT version FROM schema_version ORDER BY 1")["version"].to_pylist()
            assert versions == list(range(1, len(MIGRATIONS) + 1))


def test_a_store_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    """A store made before copies and premieres were noted is refused for reading; opened for writing, it has them."""
    path = tmp_path / "s.duckdb"
    with open_store(path) as store:
        gather(store, ["casebook", Path(__file__).parent / "golden" / "sources"])
        noted, premieres = store.get("copy").to_pylist(), store.get("premiere").to_pylist()
    with duckdb.connect(str(path)) as old:
        old.execute("DROP TABLE copy")
        old.execute("DROP TABLE premiere")
        old.execute("DELETE FROM schema_version WHERE version > 1")
    with pytest.raises(StoreError, match="cliffhanger gather casebook"):
        open_store(path, read_only=True)
    with open_store(path) as store:
        assert store.get("copy").to_pylist() == noted
        assert store.get("premiere").to_pylist() == premieres
    assert premieres
    assert {row["list_name"] for row in noted} >= {"global TV (English)", "country TV"}


def test_a_reconstruction_of_an_earlier_schema_can_be_made_anew(tmp_path: Path) -> None:
    """A table that has gained columns is not left as it was: CREATE IF NOT EXISTS would not add them."""
    path = str(tmp_path / "old.duckdb")
    open_store(path).close()
    with duckdb.connect(path) as old:
        old.execute("ALTER TABLE reconstructed_season DROP COLUMN views_first_half")
        old.execute("DELETE FROM schema_version WHERE version >= 5")
    with open_store(path) as store:
        columns = store.get("reconstructed_season").column_names
    assert columns == RECONSTRUCTED_SEASON.schema.names


def test_a_store_for_writing_remembers_nothing_and_one_for_reading_asks_once(tmp_path: Path) -> None:
    """What can change is asked anew; what cannot is worked out once, and the longest unused is forgotten."""
    path, asked = tmp_path / "s.duckdb", []

    def answer() -> int:
        asked.append(1)
        return len(asked)

    with open_store(path) as store:
        assert [store.remember("q", answer) for _ in range(2)] == [1, 2]
    with open_store(path, read_only=True) as store:
        assert [store.remember("q", answer) for _ in range(3)] == [3, 3, 3]
        assert store.remember(("q", 2), answer) == 4


def test_what_a_store_remembers_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound the answer that was unused for longest goes first."""
    path = tmp_path / "s.duckdb"
    open_store(path).close()
    rows = pa.table({"n": list(range(1000))})
    monkeypatch.setattr("cliffhanger.memory.MOST_BYTES", 2 * rows.nbytes)
    asked: list[str] = []

    def answer(name: str) -> pa.Table:
        asked.append(name)
        return rows

    with open_store(path, read_only=True) as store:
        for name in ("a", "b", "a", "c", "a", "b"):
            store.remember(name, lambda name=name: answer(name))  # type: ignore[misc]
    assert asked == ["a", "b", "c", "b"]
