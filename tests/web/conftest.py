"""A desk over a store of the shipped cases and a few series with hostile names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

from hostile import write_list
from starlette.testclient import TestClient

from cliffhanger import gather, open_store
from cliffhanger.web.app import make_app


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store's file."""
    folder = tmp_path_factory.mktemp("desk")
    path = folder / "desk.duckdb"
    with open_store(path) as store:
        gather(store, ["casebook", write_list(folder)])
    return path


@pytest.fixture(scope="session")
def desk(store_path: Path) -> Iterator[TestClient]:
    """The desk as a browser on this machine meets it."""
    with TestClient(make_app(store_path), base_url="http://localhost") as client:
        yield client
