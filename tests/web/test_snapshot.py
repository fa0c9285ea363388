"""The desk answers while others write to its store."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cliffhanger.errors import StoreError
from cliffhanger.web import snapshot
from cliffhanger.web.app import make_app
from cliffhanger.web.kept import Kept
from cliffhanger.web.snapshot import Snapshots

WRITER = """
import sys
from cliffhanger import open_store
with open_store(sys.argv[1]) as store:
    print("writing", flush=True)
    sys.stdin.readline()
    store.log_run("gather", 0, [])
"""


@pytest.fixture
def own_store(store_path: Path, tmp_path: Path) -> Path:
    """A store that a test may write to."""
    return Path(shutil.copyfile(store_path, tmp_path / "own.duckdb"))


def writer(path: Path) -> subprocess.Popen[str]:
    """Another process that holds the store until it is told to write and go."""
    found = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert found.stdout
    assert found.stdout.readline() == "writing\n"
    return found


def test_a_store_that_is_being_written_to_is_said_to_be(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no earlier state at hand a page says so, and when to ask again."""
    monkeypatch.setattr(snapshot, "PATIENCE", 0.2)
    other = writer(own_store)
    with TestClient(make_app(own_store), base_url="http://localhost") as client:
        found = client.get("/")
        assert found.status_code == 503
        assert "in use by another process" in found.text
        assert found.headers["retry-after"] == "2"
        other.communicate("\n")
        time.sleep(snapshot.RETRY)
        assert client.get("/").status_code == 200


def test_a_store_that_goes_is_not_answered_for(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that was moved away or spoilt is no longer shown from memory."""
    monkeypatch.setattr(snapshot, "RETRY", 0.0)
    with TestClient(make_app(own_store), base_url="http://localhost") as client:
        assert client.get("/").status_code == 200
        own_store.write_bytes(b"no store")
        assert client.get("/").status_code == 503
        own_store.unlink()
        assert client.get("/").status_code == 503


def test_pages_go_on_while_a_gather_runs(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes, the state before is shown and said to be; then the new one, with a new tag."""
    monkeypatch.setattr(snapshot, "RETRY", 0.0)
    with TestClient(make_app(own_store), base_url="http://localhost") as client:
        before = client.get("/series/hit-and-run")
        other = writer(own_store)
        own_store.touch()
        during = client.get("/series/hit-and-run")
        assert during.status_code == 200
        assert "The store is being written to" in during.text
        other.communicate("\n")
        assert other.returncode == 0
        after = client.get("/series/hit-and-run", headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.headers["etag"] != before.headers["etag"]
        assert "The store is being written to" not in after.text


def test_the_desk_keeps_no_writer_out(own_store: Path) -> None:
    """Between two questions another process can write."""
    with TestClient(make_app(own_store), base_url="http://localhost") as client:
        assert client.get("/").status_code == 200
        other = writer(own_store)
        other.communicate("\n")
        assert other.returncode == 0


def test_a_state_stays_open_for_who_reads_it(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of the state before finishes with it; then it is closed."""
    monkeypatch.setattr(snapshot, "RETRY", 0.0)
    states = Snapshots(own_store)
    with states.latest() as old:
        other = writer(own_store)
        other.communicate("\n")
        with states.latest() as new:
            assert new.version != old.version
            assert new.store.get("run").num_rows == old.store.get("run").num_rows + 1
    with pytest.raises(StoreError):
        old.store.get("run")
    states.close()


def test_one_works_it_out_for_all() -> None:
    """Of many who ask the same at once one works it out; a refusal is not kept, and the oldest answers go."""
    kept, asked, ready = Kept(2), [], threading.Barrier(4)

    def make() -> int:
        asked.append(1)
        time.sleep(0.1)
        return 7

    def ask() -> None:
        ready.wait()
        assert kept.get("one", make) == 7

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert asked == [1]
    with pytest.raises(ZeroDivisionError):
        kept.get("bad", lambda: 1 // 0)
    assert kept.get("bad", lambda: 1) == 1
    kept.get("three", lambda: 3)
    assert not kept.has("one")
    assert kept.has("three")
