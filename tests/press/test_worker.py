"""Many texts on two cores: the same claims in the same order as one by one."""

from __future__ import annotations

import sys

import pytest

from cliffhanger.press import worker
from cliffhanger.press.reading import read_claims

TASKS = [{"text": f"Netflix has renewed “Night Ferry {number}” for season {number}."} for number in range(2, 8)]


@pytest.mark.parametrize("command", [sys.executable, "/bin/false"])
def test_two_processes_give_what_one_gives(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """With a second process, and where it cannot be had."""
    monkeypatch.setattr(worker, "MANY", 2)
    monkeypatch.setattr(worker.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(worker.sys, "executable", command)
    assert worker.read_all(TASKS) == [read_claims(**task) for task in TASKS]
