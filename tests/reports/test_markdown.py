from __future__ import annotations

import re
from dataclasses import replace

import pytest
from examples import ALL, BEFORE_THE_LISTS, HIT_AND_RUN

from cliffhanger.reports.dossier import Figure
from cliffhanger.reports.markdown import render_markdown


@pytest.mark.parametrize("name", ALL)
def test_every_source_number_stands_in_the_source_list(name: str) -> None:
    """Each number a figure cites has its line under Sources."""
    body, _, listed = render_markdown(ALL[name]).partition("## Sources")
    in_list = {int(number) for number in re.findall(r"^- \*\*\\\[(\d+)\\\]\*\*", listed, flags=re.MULTILINE)}
    cited = {int(number) for group in re.findall(r"\\\[([\d–, ]+)\\\]", body) for number in re.findall(r"\d+", group)}
    assert in_list == {source.number for source in ALL[name].sources}
    assert cited <= in_list


def test_a_week_off_the_list_is_a_bound_in_words() -> None:
    """The cell says what the bound is, with its unit, wherever the row is copied to."""
    row = next(line for line in render_markdown(HIT_AND_RUN).splitlines() if line.startswith("| 5 |"))
    assert "| &lt; 9.14 M (below the tenth place) |" in row
    assert not re.search(r"\| 0(\.0+)? \|", row)


def test_tables_have_as_many_cells_in_every_row_and_numbers_to_the_right() -> None:
    """A row with a cell too many would shift figures under a wrong head."""
    text = render_markdown(HIT_AND_RUN)
    for block in re.findall(r"(?:^\|.*\|$\n?)+", text, flags=re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1
    assert (
        "| Week | Dates | Rank | Hours viewed, M | Countries | Source |\n| ---: | --- | ---: | ---: | ---: | --- |"
        in text
    )


def test_text_from_outside_is_inert() -> None:
    """Tags, pipes, emphasis, links and line breaks in a text stay text."""
    nasty = "<script>alert(1)</script> | a\n# b [c](javascript:d) *e* `f` &lt;"
    text = render_markdown(replace(HIT_AND_RUN, series=nasty, claims=(Figure("Press", nasty, "", (7,)),)))
    assert "<script" not in text
    assert "\n# b" not in text
    assert r"\[c\](javascript:d) \*e\* \`f\` &amp;lt;" in text
    assert text.count("<br>") == len(re.findall(r"<br>\*[^|]+\*", text))


def test_only_addresses_of_the_web_become_links() -> None:
    """An https address is a link; a javascript one is shown as text."""
    text = render_markdown(HIT_AND_RUN)
    assert "<https://www.netflix.com/tudum/top10>" in text
    assert "<javascript" not in text
    assert "javascript:alert(1)" in text


def test_a_section_without_figures_says_why() -> None:
    """The status stands where the table would."""
    text = render_markdown(BEFORE_THE_LISTS)
    assert "## The audience week by week\n\nNot yet published: Netflix first published weekly hours" in text
    assert "No decision in the sources known on that day." in text
