from __future__ import annotations

import re
import sys
from dataclasses import replace
from subprocess import run

import pytest
from examples import ALL, BEFORE_THE_LISTS, HIT_AND_RUN, NEARLY_EMPTY

from cliffhanger.reports.dossier import Dossier, Figure
from cliffhanger.reports.layout import lay_out
from cliffhanger.reports.tables import Section
from cliffhanger.reports.text import render_text, sparkline


def _numbers(text: str) -> set[int]:
    """Source numbers in brackets, runs such as 3–5 written out."""
    found: set[int] = set()
    for group in re.findall(r"\[([\d–, ]+)\]", text):
        for part in group.split(", "):
            ends = [int(end) for end in part.split("–")]
            found |= set(range(ends[0], ends[-1] + 1))
    return found


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", ALL)
def test_every_source_number_stands_in_the_source_list(name: str, width: int) -> None:
    """What a figure cites can be looked up below, and every source of the dossier is listed."""
    dossier = ALL[name]
    body, _, listed = render_text(dossier, width).partition("SOURCES\n")
    in_list = {int(number) for number in re.findall(r"^ *\[(\d+)\] ", listed, flags=re.MULTILINE)}
    assert in_list == {source.number for source in dossier.sources}
    assert _numbers(body) <= in_list
    if name == "full":
        assert _numbers(body) == in_list


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("name", ALL)
def test_lines_keep_to_the_width(name: str, width: int) -> None:
    """No line is longer than the terminal, addresses apart, and none ends in blanks."""
    for line in render_text(ALL[name], width).splitlines():
        assert len(line) <= width or "http" in line
        assert line == line.rstrip()


def test_the_story_of_the_season_is_told_in_order() -> None:
    """Decision, weeks, daily list, Nielsen, cost, comparables, base rate and doubts follow one another."""
    text = render_text(HIT_AND_RUN, 100)
    told = [
        "Hit & Run: Season 1",
        "As known on 31 December 2021",
        "Cancelled on 20 September 2021, 45 days after the premiere",
        "WHAT IT IS",
        "Premiere",
        "THE AUDIENCE WEEK BY WEEK",
        "45.19",
        "99.51 M hours [8–11]",
        "THE DAILY LIST ON SCREEN",
        "NIELSEN, UNITED STATES",
        "REVIEWS",
        "between 4 M and 6.5 M US dollars (2 claims) [2, 7]",
        "WHAT THE PRESS SAYS",
        "SEASONS LIKE IT",
        "between 12 % and 46 % (80 % interval)",
        "EVIDENCE THAT DISAGREES",
        "WHAT CANNOT BE SAID",
        "SOURCES",
    ]
    places = [re.sub(r"\s+", " ", text).index(part) for part in told]
    assert places == sorted(places)


def test_a_week_off_the_list_is_a_bound_and_not_zero() -> None:
    """Its row says below, the tenth place's figure stands behind '<', and a legend explains it."""
    text = render_text(HIT_AND_RUN, 100)
    row = next(line for line in text.splitlines() if line.startswith("   5 "))
    assert row.split() == ["5", "30", "Aug", "–", "5", "Sep", "2021", "below", "<", "9.14", "1", "[12,", "16]"]
    assert "it was not zero" in re.sub(r"\s+", " ", text)
    weekly = text[text.index("WEEK BY WEEK") : text.index("THE DAILY LIST")]
    assert not re.search(r"(?<![\d.])0(\.0+)?(?![\d.])", weekly)


def test_the_sparkline_tells_a_bound_from_a_week_without_a_list() -> None:
    """A dot is a week off the list; a question mark is a week of which no list is at hand."""
    weeks = HIT_AND_RUN.weeks
    assert sparkline(weeks) == "▄█▄▂····"
    assert sparkline((*weeks[:4], weeks[6])) == "▄█▄▂…·"
    assert sparkline((*weeks[:4], replace(weeks[4], below_hours=None))) == "▄█▄▂?"
    assert sparkline(weeks[4:]) == ""


def test_a_section_without_figures_says_why() -> None:
    """Before Netflix published weekly hours, the section holds the status in place of a table."""
    text = render_text(BEFORE_THE_LISTS, 100)
    weekly = text[text.index("WEEK BY WEEK") : text.index("THE DAILY LIST")]
    assert "Not yet published: Netflix first published weekly hours on 16 November 2021" in weekly
    assert "No decision in the sources known on that day." in text
    assert "No share can be given for first seasons" in text


def test_empty_sections_of_which_nothing_is_said_are_left_out() -> None:
    """A dossier of statuses has no heading for the press, comparables or sources."""
    text = render_text(NEARLY_EMPTY, 100)
    for heading in ("PRESS", "SEASONS LIKE IT", "DISAGREES", "SOURCES", "DAILY"):
        assert heading not in text
    assert "unknown does not mean low" in text


def test_colour_is_only_written_when_asked_for() -> None:
    """Without colour there is no escape; with it the words are the same."""
    bare, coloured = render_text(HIT_AND_RUN, 100), render_text(HIT_AND_RUN, 100, colour=True)
    assert "\x1b" not in bare
    assert "\x1b[" in coloured
    words_only = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", coloured).splitlines())
    assert words_only.split() == bare.split()


def test_terminal_escapes_in_titles_are_inert() -> None:
    """A title cannot move the cursor, and brackets are no markup."""
    dossier = replace(
        HIT_AND_RUN, series="Hit\x1b[2J [red]& Run[/red]", claims=(Figure("Press", "a\x07b\x9b31m", "", (7,)),)
    )
    text = render_text(dossier, 100)
    assert not [c for c in text if ord(c) < 32 and c != "\n"]
    assert "\x9b" not in text
    assert "Hit[2J [red]& Run[/red]: Season 1" in text


def _said(section: Section) -> list[str]:
    cells = [*section.lead, *section.notes, *(cell for row in section.rows for cell in row)]
    return [part for cell in cells for part in (cell.text, cell.small) if part]


@pytest.mark.parametrize("dossier", ALL.values(), ids=ALL)
def test_nothing_of_the_layout_is_left_out(dossier: Dossier) -> None:
    """Every word of every cell stands in the text, in some order of lines."""
    text = set(re.findall(r"[\w<.,&'–-]+", render_text(dossier, 120)))
    for section in lay_out(dossier).sections:
        for part in _said(section):
            # The bound's small words are said by the column of ranks and the legend.
            missing = {word for word in re.findall(r"[\w<&'–-]+", part) if not any(word in w for w in text)}
            assert not missing


def test_reading_the_module_loads_nothing_heavy() -> None:
    """Altair, vl-convert, Jinja2 and rich are imported when they are first used."""
    code = (
        "import sys, cliffhanger.reports.text, cliffhanger.reports.page, cliffhanger.reports.markdown;"
        "print([m for m in ('altair', 'vl_convert', 'jinja2', 'rich') if m in sys.modules])"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("width", [80, 100])
def test_the_widest_table_loses_no_figure(width: int) -> None:
    """With views, several lists and many countries every number and source still stands whole in a narrow terminal."""
    weeks = tuple(
        replace(
            week,
            list_name="global TV (English)" if week.number % 2 else "global TV (Non-English)",
            hours_viewed=1_650_450_000.0 + week.number * 10_000,
            views=187_650_000.0 + week.number * 10_000,
            below_hours=None,
            countries=93,
        )
        for week in HIT_AND_RUN.weeks
    )
    text = render_text(replace(HIT_AND_RUN, weeks=weeks), width)
    for week in weeks:
        assert f"{(week.hours_viewed or 0) / 1e6:,.2f}" in text
        assert f"{(week.views or 0) / 1e6:,.2f}" in text
    weekly = text[text.index("WEEK BY WEEK") : text.index("THE DAILY LIST")]
    assert "…" not in weekly
    assert weekly.count("[") == weekly.count("]")
    assert {str(number) for number in range(8, 17)} <= set(re.findall(r"\d+", weekly))
