"""The command line as a user meets it: exit codes, messages, formats."""

from __future__ import annotations

import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from cliffhanger import gather, open_store
from cliffhanger.cli import main
from cliffhanger.migrations import MIGRATIONS
from cliffhanger.tables import STORED

HEADER = "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\tcumulative_weeks_in_top_10\n"
GOOD = "2022-03-06\tTV (English)\t1\tNimbus\tNimbus: Season 1\t20000000\t1\n"


@pytest.fixture(scope="module")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the shipped casebook."""
    path = tmp_path_factory.mktemp("cli") / "store.duckdb"
    with open_store(path) as store:
        gather(store, ["casebook"])
    return path


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def cliffhanger(*words: object) -> Done:
    """Run the command as a shell would, in this process, which spares the start of another one."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    before = sys.argv
    sys.argv = ["cliffhanger", *map(str, words)]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as left:
        code = int(left.code or 0)
    finally:
        sys.argv = before
    return Done(code, out.getvalue(), err.getvalue())


def command(*words: object) -> list[str]:
    """The command for another process."""
    return [sys.executable, "-c", "from cliffhanger.cli import main; main()", *map(str, words)]


def no_room() -> None:
    """Let this process write no file beyond a size that the store has reached, as under `ulimit -f`."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def bomb(path: Path) -> None:
    """An archive that unpacks to more than any workbook."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        for sheet in range(6):
            archive.writestr(f"xl/worksheets/sheet{sheet}.xml", bytes(100 * 2**20))


def sparse(path: Path) -> None:
    """A file of 2 GB that takes no room."""
    with path.open("wb") as out:
        out.truncate(2 * 2**30)


def text(content: str) -> Callable[[Path], None]:
    """A file of this text."""
    return lambda path: path.write_text(content, encoding="utf-8") and None


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        ("empty.tsv", text(""), ["an empty file"]),
        ("page.tsv", text("<!DOCTYPE html><html></html>"), ["row 1", "a web page"]),
        ("cut.xlsx", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(500)) and None, ["a whole XLSX file"]),
        ("bomb.xlsx", bomb, ["unpacks to at most"]),
        ("columns.tsv", text(HEADER.replace("weekly_rank", "place") + GOOD), ["'weekly_rank'"]),
        ("negative.tsv", text(HEADER + GOOD.replace("20000000", "-5")), ["row 2", "'weekly_hours_viewed'", "'-5'"]),
        ("absurd.tsv", text(HEADER + GOOD.replace("20000000", "9" * 15)), ["row 2", "'weekly_hours_viewed'"]),
        ("twice.tsv", text(HEADER + GOOD + GOOD), ["row 3", "a repetition of row 2"]),
        ("day.tsv", text(HEADER + GOOD.replace("03-06", "02-30")), ["row 2", "'week'", "'2022-02-30'"]),
        (
            "latin.tsv",
            lambda path: path.write_bytes((HEADER + GOOD).encode().replace(b"Nimbus\t", b"Caf\xe9\t")) and None,
            ["row 2", "'show_title'", "0xe9"],
        ),
        ("huge.tsv", sparse, ["2,048 MiB"]),
    ],
)
def test_bad_input_is_refused_by_name(
    tmp_path: Path, store_path: Path, name: str, make: Callable[[Path], None], says: list[str]
) -> None:
    """Exit code 1, a message with file, row and column, and the store byte for byte as it was."""
    make(tmp_path / name)
    before = store_path.read_bytes()
    done = cliffhanger("gather", tmp_path / name, "--store", store_path)
    assert done.returncode == 1, done.stdout
    assert all(word in done.stderr for word in [name, *says]), done.stderr
    assert "Traceback" not in done.stderr
    assert store_path.read_bytes() == before


def test_a_folder_without_readable_files_is_refused(tmp_path: Path, store_path: Path) -> None:
    """Exit code 1, the folder's name, and the store byte for byte as it was."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    before = store_path.read_bytes()
    for content, says in ((None, "none in this folder"), ("<html>Moved</html>", "1 refused")):
        if content:
            (folder / "page.tsv").write_text(content)
        done = cliffhanger("gather", folder, "--store", store_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert str(folder) in done.stderr
        assert says in done.stderr
    assert cliffhanger("gather", folder / "absent.tsv", "--store", store_path).returncode == 1
    assert store_path.read_bytes() == before


def test_a_limit_on_files_is_a_clear_refusal(tmp_path: Path) -> None:
    """Exit code 1 where the store may not grow, and the store is byte for byte as it was."""
    path = tmp_path / "s.duckdb"
    open_store(path).close()
    before = path.read_bytes()
    words = command("gather", "casebook", "--store", path)
    done = subprocess.run(words, capture_output=True, text=True, check=False, preexec_fn=no_room)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{path} may not grow further" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == before
    with open_store(path) as store:
        assert [store.get(contract.name).num_rows for contract in STORED] == [0] * len(STORED)


FULL_DISK = """
mount -t tmpfs -o size=4m none "$1" || exit 77
cp "$2" "$1/s.duckdb" && dd if=/dev/zero of="$1/filler" bs=1k 2>/dev/null
"$3" -c "from cliffhanger.cli import main; main()" gather "$4" --store "$1/s.duckdb"
code=$?
rm "$1/filler"
cp "$1/s.duckdb" "$5"
if [ -e "$1/s.duckdb.wal" ]; then cp "$1/s.duckdb.wal" "$5.wal"; fi
exit $code
"""


def test_a_full_disk_is_a_clear_refusal(tmp_path: Path, store_path: Path) -> None:
    """On a small disk without a byte left: exit code 1, in plain words, and the store opens again as it was."""
    disk, weekly, kept = tmp_path / "disk", tmp_path / "all-weeks-global_2022-03-09.tsv", tmp_path / "kept.duckdb"
    disk.mkdir()
    weekly.write_text(HEADER + GOOD)
    if shutil.which("unshare") is None:
        pytest.skip("no unshare on this machine, so that no small disk can be made")
    words = ["unshare", "-rm", "sh", "-c", FULL_DISK, "sh", disk, store_path, sys.executable, weekly, kept]
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode == 77 or done.stderr.startswith("unshare"):
        pytest.skip(f"no small disk can be made here: {done.stderr.strip()}")
    assert done.returncode == 1, done.stderr
    assert f"the disk that holds {disk / 's.duckdb'} is full" in done.stderr
    assert "Traceback" not in done.stderr
    with open_store(kept) as one, open_store(store_path, read_only=True) as other:
        for contract in STORED:
            assert one.get(contract.name) == other.get(contract.name)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["Hit & Rum"], "did you mean 'Hit & Run'"),
        (["Hit & Run", "--as-of", "1999-01-01"], "nothing before"),
        (["Hit & Run", "--season", "7"], "no season 7 of 'Hit & Run' is known, but 'Season 1'"),
        (["Hit & Run: Season 7"], "no Season 7 of 'Hit & Run' is known"),
        (["Hit & Run (2012)"], "None of that name is known to be of 2012"),
        (["Hit & Run", "--as-of", "2021-02-30"], "no day that exists"),
    ],
)
def test_what_is_not_known_is_said(store_path: Path, words: list[str], says: str) -> None:
    """An unknown series, season or time is refused with what is known."""
    done = cliffhanger("assess", *words, "--store", store_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr


def test_misuse_is_told_apart() -> None:
    """An unknown command, format or option is misuse: exit code 2."""
    assert cliffhanger("renew", "Hit & Run").returncode == 2
    for words in (["assess"], ["assess", "Hit & Run", "--format", "papyrus"], ["gather", "--store"]):
        done = cliffhanger(*words)
        assert done.returncode == 2
        assert done.stdout + done.stderr


def test_stores_that_are_none_are_refused(tmp_path: Path) -> None:
    """A text file, a store of a newer version and an absent one: exit code 1 and the path."""
    notes, newer, absent = tmp_path / "notes.duckdb", tmp_path / "newer.duckdb", tmp_path / "absent.duckdb"
    notes.write_text("notes, not a database")
    with open_store(newer) as store:
        store.query("INSERT INTO schema_version VALUES ($v)", {"v": len(MIGRATIONS) + 1})
    for verb, what, paths in (
        ("assess", "Hit & Run", (notes, newer, absent)),
        ("gather", "casebook", (notes, newer, tmp_path)),
    ):
        for path in paths:
            done = cliffhanger(verb, what, "--store", path)
            assert (done.returncode, done.stdout) == (1, "")
            assert str(path) in done.stderr
            assert "Traceback" not in done.stderr
    assert notes.read_text() == "notes, not a database"
    assert not absent.exists()


def test_json_is_one_document(store_path: Path) -> None:
    """Standard output holds one JSON document with the documented schema, and nothing else."""
    done = cliffhanger("assess", "Hit & Run", "--as-of", "2021-12-31", "--store", store_path, "--format", "json")
    document = json.loads(done.stdout)
    assert document["schema"] == "cliffhanger.dossier/1"
    assert [week["hours_viewed"] for week in document["weeks"][:4]] == [23570000, 45190000, 20660000, 10090000]
    assert done.stderr == ""


def test_outcomes_prints_the_trail(store_path: Path) -> None:
    """Text for people, one JSON document for programs; an unknown name and a wrong format are told apart."""
    words = ["outcomes", "Hit & Run", "--as-of", "2021-12-31", "--store", store_path]
    text, document = cliffhanger(*words), cliffhanger(*words, "--format", "json")
    assert (text.returncode, document.returncode, text.stderr) == (0, 0, "")
    assert "cancelled on 20 September 2021, day 45" in text.stdout
    assert json.loads(document.stdout)["seasons"][0]["outcome"] == "cancelled"
    unknown = cliffhanger("outcomes", "Hit & Rum", "--store", store_path)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "did you mean 'Hit & Run'" in unknown.stderr
    assert cliffhanger(*words, "--format", "md").returncode == 2


def test_own_outcomes_are_gathered_or_refused_by_cell(store_path: Path, tmp_path: Path) -> None:
    """A good file speaks at once; a bad one is refused with file, row and column, and the store stays as it was."""
    store, mine = tmp_path / "s.duckdb", tmp_path / "mine.csv"
    shutil.copy(store_path, store)
    header = "series,platform,season,outcome,happened_on,known_on,publication\n"
    mine.write_text(header + "Hit & Run,Netflix,1,axed,2021-09-31,,My notes\n")
    before = store.read_bytes()
    done = cliffhanger("gather", mine, "--store", store)
    assert (done.returncode, store.read_bytes()) == (1, before)
    assert all(f"row 2, column '{column}'" in done.stderr for column in ("outcome", "happened_on", "known_on"))
    assert str(mine) in done.stderr
    mine.write_text(header + "Hit & Run,Netflix,1,pending,,2021-09-01,My notes\n")
    assert cliffhanger("gather", mine, "--store", store).returncode == 0
    assert "My notes" in cliffhanger("outcomes", "Hit & Run", "--store", store).stdout


@pytest.mark.parametrize(
    ("format", "says"), [("text", "Hit & Run: Season 1"), ("md", "# Hit"), ("html", "<!doctype html>")]
)
def test_each_format_is_written(store_path: Path, tmp_path: Path, format: str, says: str) -> None:
    """To a file with --out, byte for byte what goes to the terminal otherwise."""
    words = ["assess", "Hit & Run", "--as-of", "2021-12-31", "--store", store_path, "--format", format]
    shown = cliffhanger(*words).stdout
    assert says.lower() in shown.lower()
    assert cliffhanger(*words, "--out", tmp_path / "out").returncode == 0
    assert (tmp_path / "out").read_text(encoding="utf-8") == shown


def test_a_place_that_cannot_be_written_is_refused(store_path: Path, tmp_path: Path) -> None:
    """A folder, and a file in a folder that is not there, as --out: exit code 1 and the path."""
    for place in (tmp_path, tmp_path / "absent" / "out.txt"):
        done = cliffhanger("assess", "Hit & Run", "--store", store_path, "--out", place)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"cannot write {place}" in done.stderr


def test_a_reader_that_goes_away_is_no_fault(store_path: Path) -> None:
    """`cliffhanger assess ... | head -1` ends in silence."""
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "wb") as gone:
        words = command("assess", "Hit & Run", "--store", store_path)
        done = subprocess.run(words, stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_store_the_casebook_speaks(tmp_path: Path) -> None:
    """A first look needs no store; standard error says what it rests on, and no store is left behind."""
    home = os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    words = command("assess", "Hit & Run")
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=home)
    assert done.returncode == 0
    assert "Hit & Run: Season 1" in done.stdout
    assert "the shipped casebook alone" in done.stderr
    assert list(tmp_path.rglob("*.duckdb")) == []


def test_gather_says_what_it_did(tmp_path: Path) -> None:
    """Counts with thousands separators, no progress bar in a pipe."""
    done = cliffhanger("gather", "casebook", "--store", tmp_path / "s.duckdb", "--report")
    assert done.returncode == 0, done.stderr
    assert "hit_and_run.toml" in done.stdout
    assert "unplaced" in done.stdout
    assert done.stderr == ""
