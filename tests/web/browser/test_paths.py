"""The ways through the desk, with the pointer, with the keyboard alone, on a telephone; and what axe-core says."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")


pytestmark = pytest.mark.xdist_group("browser")

PAGES = ("/", "/series/hit-and-run?as_of=2021-12-31", "/search?q=hit", "/compare", "/slate", "/record", "/sources")
