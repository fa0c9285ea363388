"""The command line as a user meets it: exit codes, messages, formats."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cliffhanger import gather, open_store
from cliffhanger.store import MIGRATIONS

HEADER = "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\tcumulative_weeks_in_top_10\n"
GOOD = "2022-03-06\tTV (English)\t1\tNimbus\tNimbus: Season 1\t20000000\t1\n"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the shipped casebook."""
    path = tmp_path_factory.mktemp("cli") / "store.duckdb"
    with open_store(path) as store:
        gather(store, ["casebook"])
    return path


def cliffhanger(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the command in another process, as from a shell."""
    command = [sys.executable, "-c", "from cliffhanger.cli import main; main()", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


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


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["Hit & Rum"], "did you mean 'Hit & Run'"),
        (["Hit & Run", "--as-of", "1999-01-01"], "nothing before"),
        (["Hit & Run", "--season", "7"], "Season 1"),
    ],
)
def test_what_is_not_known_is_said(store_path: Path, words: list[str], says: str) -> None:
    """An unknown series, season or time is refused with what is known."""
    done = cliffhanger("assess", *words, "--store", store_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr


def test_misuse_is_told_apart(store_path: Path) -> None:
    """A date that does not exist and an unknown command are misuse: exit code 2."""
    assert cliffhanger("assess", "Hit & Run", "--as-of", "2021-13-01", "--store", store_path).returncode == 2
    assert cliffhanger("renew", "Hit & Run").returncode == 2


def test_stores_that_are_none_are_refused(tmp_path: Path) -> None:
    """A text file, a store of a newer version and an absent one: exit code 1 and the path."""
    notes, newer, absent = tmp_path / "notes.duckdb", tmp_path / "newer.duckdb", tmp_path / "absent.duckdb"
    notes.write_text("notes, not a database")
    with open_store(newer) as store:
        store.query("INSERT INTO schema_version VALUES ($v)", {"v": len(MIGRATIONS) + 1})
    for path in (notes, newer, absent):
        done = cliffhanger("assess", "Hit & Run", "--store", path)
        assert done.returncode == 1
        assert str(path) in done.stderr


def test_json_is_one_document(store_path: Path) -> None:
    """Standard output holds one JSON document with the documented schema, and nothing else."""
    done = cliffhanger("assess", "Hit & Run", "--as-of", "2021-12-31", "--store", store_path, "--format", "json")
    document = json.loads(done.stdout)
    assert document["schema"] == "cliffhanger.dossier/1"
    assert [week["hours_viewed"] for week in document["weeks"][:4]] == [23570000, 45190000, 20660000, 10090000]


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
    assert cliffhanger(*words, "--out", tmp_path).returncode == 1


def test_gather_says_what_it_did(tmp_path: Path) -> None:
    """Counts with thousands separators, no progress bar in a pipe."""
    done = cliffhanger("gather", "casebook", "--store", tmp_path / "s.duckdb", "--report")
    assert done.returncode == 0, done.stderr
    assert "hit_and_run.toml" in done.stdout
    assert "unplaced" in done.stdout
    assert done.stderr == ""
