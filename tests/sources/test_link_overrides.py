"""A person's verdicts on titles."""

from __future__ import annotations

import pytest

from cliffhanger.sources.link_overrides import LAYOUTS, read_overrides
from cliffhanger.tables import OVERRIDE

HEADER = ",".join(LAYOUTS[0].columns) + "\n"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",,*,Nimbus,1,is,respelt", "2/series_text: nothing"),
        ("Nimbuss,,,Nimbus,1,is,respelt", "2/platform: nothing"),
        ("Nimbuss,,*,,1,is,respelt", "2/series: nothing"),
        ("Nimbuss,,*,Nimbus,1,no,respelt", "2/series: 'Nimbus'"),
        ("Nimbuss,,*,,1,no,respelt", "2/number: '1'"),
        ("Nimbuss,,*,Nimbus,one,is,respelt", "2/number: 'one'"),
        ("Nimbuss,,*,Nimbus,-1,is,respelt", "2/number: '-1'"),
        ("Nimbuss,,*,Nimbus,1,perhaps,respelt", "2/verdict: 'perhaps'"),
        ("Nimbuss,,*,Nimbus,1,is,", "2/reason: nothing"),
    ],
)
def test_a_verdict_that_cannot_be_is_refused(write, refusal, row: str, problem: str) -> None:
    """Each slip is named by row and column."""
    assert refusal(read_overrides, write(HEADER + row + "\n")) == [problem]


def test_a_title_judged_twice_is_refused(write, refusal) -> None:
    """One title, one verdict."""
    rows = "Nimbuss,,*,Nimbus,1,is,respelt\nNimbuss,,*,,,no,a film\n"
    assert refusal(read_overrides, write(HEADER + rows)) == ["3/series_text: a repetition of row 2"]


def test_verdicts_are_read_into_their_own_contract(write) -> None:
    """An empty season is a value: the title as printed has none."""
    table = read_overrides(write(HEADER + "Nimbuss,,*,Nimbus,1,is,respelt\nThe Pier,Part 2,Netflix,,,no,a film\n"))
    assert table.schema.equals(OVERRIDE.schema)
    assert table.to_pylist() == [
        dict(zip(table.column_names, ("Nimbuss", "", "*", "Nimbus", 1, "is", "respelt"), strict=True)),
        dict(zip(table.column_names, ("The Pier", "Part 2", "Netflix", None, None, "no", "a film"), strict=True)),
    ]
