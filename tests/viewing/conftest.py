"""Small logs, dirty ones among them, that the tests of the room share."""

from __future__ import annotations

from pathlib import Path

import pytest

from cliffhanger.viewing.simulate import simulate


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight weeks of logs by day, with dirty rows of every kind."""
    folder = tmp_path_factory.mktemp("viewing") / "days"
    simulate("viewing", folder, rows=5_000, seasons=10, days=110, dirty=0.01, seed=3)
    return folder


@pytest.fixture(scope="session")
def clustered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that hold whole profiles, with dirty rows."""
    folder = tmp_path_factory.mktemp("viewing") / "clustered"
    simulate("viewing", folder, rows=20_000, seasons=12, days=130, dirty=0.01, seed=4, layout="clustered")
    return folder
