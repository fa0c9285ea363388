from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from subprocess import run
from xml.etree import ElementTree

import pytest
from examples import ALL, BEFORE_THE_LISTS, HALF_YEARS, HIT_AND_RUN, NEARLY_EMPTY

from cliffhanger.reports.charts import NARROW, WIDE, long_tail_chart, weekly_chart, weekly_headline

WITH_TAIL = replace(HIT_AND_RUN, long_tail=HALF_YEARS)


def _texts(svg: str) -> list[str]:
    return [text for element in ElementTree.fromstring(svg).iter() if (text := (element.text or "").strip())]


def test_without_hours_there_is_no_chart() -> None:
    """Nothing is drawn where there is nothing to draw: no empty axes that look like zero."""
    for dossier in (BEFORE_THE_LISTS, NEARLY_EMPTY, replace(HIT_AND_RUN, weeks=HIT_AND_RUN.weeks[4:])):
        assert weekly_chart(dossier) == ""
        assert long_tail_chart(dossier) == ""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_weekly_chart_states_its_finding_and_its_units(width: int) -> None:
    """Headline, axes with units, figures, bounds, the decision and the date are all in words."""
    texts = _texts(weekly_chart(HIT_AND_RUN, width))
    assert "Peaked at 45.2 M hours in week 2, off the list after week 4" in texts
    assert {"Hours viewed, millions", "Week since the premiere", "23.6", "45.2", "below tenth place"} <= set(texts)
    assert "cancelled 20 Sep 2021" in texts
    assert "as of 31 Dec 2021 (later) →" in texts
    bounds = [text for text in texts if re.fullmatch(r"< ?\d+\.\d", text)]
    assert {bound.replace(" ", "") for bound in bounds} == {"<9.2", "<11.2", "<11.6", "<12.2"}
    assert "0.0" not in texts


def test_the_chart_is_told_to_those_who_cannot_see_it() -> None:
    """Title and description are named by the SVG, and the description holds every week."""
    svg = weekly_chart(HIT_AND_RUN)
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    ids = {element.get("id") for element in root.iter()} - {None}
    assert set((root.get("aria-labelledby") or "").split()) <= ids
    assert "week 4: 10.09 M; week 5: &lt; 9.14 M (below the tenth place)" in svg


def test_the_headline_knows_the_ways_a_run_can_end() -> None:
    """Off the list, still on it in the last week shown, or on it with a gap."""
    weeks = HIT_AND_RUN.weeks
    assert weekly_headline(weeks[:4]) == "Peaked at 45.2 M hours in week 2, on the list up to week 4, the last shown"
    back = (*weeks[:6], replace(weeks[6], hours_viewed=12_000_000.0, below_hours=None), weeks[7])
    assert weekly_headline(back) == "Peaked at 45.2 M hours in week 2; 5 weeks on the list, the last of them week 7"


def test_the_long_tail_states_first_and_last() -> None:
    """Bars for half-years carry their figures, and the headline both ends."""
    texts = _texts(long_tail_chart(WITH_TAIL))
    assert "27.6 M hours in January–June 2023, 7.8 M in January–June 2025" in texts
    assert {"27.6", "19.1", "11.2", "8.5", "7.8", "2023, first half", "Hours viewed, millions"} <= set(texts)


def test_a_hostile_title_stays_text() -> None:
    """A series named like a tag is escaped in the description, and the SVG still parses."""
    svg = weekly_chart(replace(HIT_AND_RUN, series="</desc><script>alert(1)</script>"))
    assert "<script" not in svg
    assert "</desc><script>alert(1)</script>: Season 1" in (ElementTree.fromstring(svg)[1].text or "")


def test_ids_of_all_charts_of_a_page_differ() -> None:
    """Two charts in one page must not clip or name each other."""
    charts = [draw(WITH_TAIL, width) for draw in (weekly_chart, long_tail_chart) for width in (WIDE, NARROW)]
    ids = [found for svg in charts for found in re.findall(r'\bid="([^"]+)"', svg)]
    assert len(ids) == len(set(ids))
    for svg in charts:
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(re.findall(r'\bid="([^"]+)"', svg))


def test_the_same_dossier_gives_the_same_bytes() -> None:
    """Again in this process, after other charts, and in a new process."""
    here = weekly_chart(WITH_TAIL) + long_tail_chart(WITH_TAIL)
    assert weekly_chart(WITH_TAIL) + long_tail_chart(WITH_TAIL) == here
    code = (
        "from test_charts import *; import sys;"
        "sys.stdout.buffer.write((weekly_chart(WITH_TAIL) + long_tail_chart(WITH_TAIL)).encode())"
    )
    elsewhere = run([sys.executable, "-c", code], capture_output=True, check=True, cwd=Path(__file__).parent)
    assert elsewhere.stdout.decode() == here


def test_long_runs_stay_readable() -> None:
    """Of sixty weeks only the peak is labelled, and far fewer ticks than weeks are written."""
    first = HIT_AND_RUN.weeks[0]
    weeks = tuple(replace(first, number=n, hours_viewed=1e6 * (70 - n)) for n in range(1, 61))
    texts = _texts(weekly_chart(replace(HIT_AND_RUN, weeks=weeks), NARROW))
    assert "69" in texts
    assert "68" not in texts
    assert len(texts) < 45


def test_the_examples_are_what_they_say() -> None:
    """The three examples differ in what is known, and cite only sources that they list."""
    assert [len(dossier.weeks) for dossier in ALL.values()] == [8, 0, 0]
