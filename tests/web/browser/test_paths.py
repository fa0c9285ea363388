"""The ways through the desk, with the pointer, with the keyboard alone, on a telephone; and what axe-core says."""

from __future__ import annotations

import re
from importlib import resources

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from conftest_browser import PHONE, WIDE
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")

PAGES = ("/", "/series/hit-and-run?as_of=2021-12-31", "/search?q=hit", "/compare", "/slate", "/record", "/sources")
