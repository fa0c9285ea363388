"""Files that are recognised and not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from cliffhanger.sources.files import open_source
from cliffhanger.sources.left_out import LEFT_OUT, reason_left_out


@pytest.mark.parametrize("columns", LEFT_OUT)
def test_each_file_is_left_out_with_its_reason(write, columns: tuple[str, ...]) -> None:
    """More columns change nothing; fewer make another file."""
    file = write(",".join([*columns, "further"]) + "\n")
    assert reason_left_out(file.sheets[0]) == LEFT_OUT[columns]
    assert reason_left_out(write(",".join(columns[1:]) + "\n", "fewer.csv").sheets[0]) is None


def test_the_real_files_are_left_out_or_read_but_never_both(shared_data: Path) -> None:
    """Seven of the files at hand are left out; no reader fits them."""
    from cliffhanger.sources.gather import READERS

    left_out = 0
    for path in sorted(shared_data.rglob("*.csv*")):
        sheet = open_source(path).sheets[0]
        fitting = [layout for layout in READERS if layout.columns and layout.fits(sheet)]
        left_out += reason_left_out(sheet) is not None
        assert len(fitting) == (reason_left_out(sheet) is None), path.name
    assert left_out == 7
