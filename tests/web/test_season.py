"""The page of a season beyond its text, and the script that draws its charts."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parents[2]
CASE = "/series/hit-and-run"


@pytest.mark.parametrize("asked", ["audience=5", "cost=0.1", "cost=nan", "audience=much"])
def test_a_next_season_beyond_the_bounds_is_refused(desk: TestClient, asked: str) -> None:
    """Five times the audience, a tenth of the cost, or no number at all is refused with a reason."""
    assert desk.get(f"{CASE}/next?as_of=2021-12-31&{asked}").status_code == 422


def test_odds_and_a_next_season_of_an_unknown_series_are_not_found(desk: TestClient) -> None:
    """The parts of a page refuse as the page does."""
    for part in ("odds", "next"):
        assert desk.get(f"/series/no-such-series/{part}").status_code == 404


def test_the_script_is_the_one_that_vl_convert_bundles() -> None:
    """Nobody has touched it, and it is that of the installed libraries."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "vega_bundle.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_charts_stand_in_the_page_as_figures(desk: TestClient) -> None:
    """Each chart is a specification with its words; no script stands in the page."""
    page = desk.get(f"{CASE}?as_of=2021-12-31").text
    specs = [json.loads(html.unescape(found)) for found in re.findall(r'data-spec="([^"]*)"', page)]
    assert len(specs) >= 2
    assert all(spec["width"] == "container" for spec in specs)
    assert 'aria-label="Hit &amp; Run: Season 1, hours viewed by week' in page
    assert "45.2 M hours" in page or "45.19" in page


def test_a_next_season_pays_more_often_at_less_cost(desk: TestClient) -> None:
    """The share rises with the audience and falls with the cost."""

    def share(**times: float) -> int:
        found = re.search(r"<strong>(\d+) %", desk.get(f"{CASE}/next", params={"as_of": "2021-12-31", **times}).text)
        assert found
        return int(found[1])

    assert share(cost=2.0) < share() < share(cost=0.5)
    assert share(audience=0.5) < share() < share(audience=2.0)


def test_the_dossier_as_pdf(desk: TestClient) -> None:
    """The page hands on a PDF; where it cannot be set, it says what is missing."""
    found = desk.get(f"{CASE}/dossier.pdf?as_of=2021-12-31")
    if found.status_code == 422:
        assert "Pango" in found.text or "not installed" in found.text
        pytest.skip("WeasyPrint or Pango is not installed")
    assert found.headers["content-type"] == "application/pdf"
    assert found.content.startswith(b"%PDF-")
