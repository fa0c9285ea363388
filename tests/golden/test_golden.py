"""A golden walk: a dozen fictional seasons from the publishers' layouts to the dossier, compared word for word.

``tests/golden/sources`` holds invented files in the real layouts; the two engagement reports are CSV there, to be
readable, and become workbooks in the test. ``tests/golden/expected`` holds the dossiers that must come out as JSON, and
two of them as text. After a change that is meant to change them, write them anew and read the difference:

    CLIFFHANGER_GOLDEN=write python -m pytest tests/golden && git diff tests/golden/expected
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import random
import shutil
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import openpyxl
import pytest

from cliffhanger import Store, assess, gather, open_store
from cliffhanger.errors import TitleError
from cliffhanger.reports.dossier import to_json
from cliffhanger.reports.text import render_text

HERE = Path(__file__).resolve().parent
PERIODS = {"2023H1": "January to June 2023", "2024H1": "January to June 2024"}

DOSSIERS = [
    ("Harbour Lights", 1, "2022-03-31"),
    ("Harbour Lights", 1, "2022-12-31"),
    ("Harbour Lights", 2, "2024-12-31"),
    ("Kestrel", None, "2022-04-30"),
    ("Kestrel", None, "2024-12-31"),
    ("The Long Ferry", None, "2022-06-30"),
    ("Nine Keys", 1, "2022-12-31"),
    ("Nine Keys", None, "2024-12-31"),
    ("Salt Road", None, "2024-12-31"),
    ("Paper Moons", None, "2024-12-31"),
    ("Quarry", None, "2024-12-31"),
    ("Stillwater", None, "2022-08-31"),
    ("Stillwater", None, "2024-12-31"),
    ("Nimbus (2024)", None, "2024-12-31"),
]
"""Series, season and day; the file is named by them."""

AS_TEXT = (DOSSIERS[1], DOSSIERS[4])


def workbook(table: Path, folder: Path) -> Path:
    """An engagement report as Netflix publishes it, from its readable CSV."""
    with table.open(encoding="utf-8", newline="") as text:
        header, *rows = csv.reader(text)
    book = openpyxl.Workbook()
    book.remove(book.active)
    above = [[], ["", "What We Watched"], ["", f"Views from {PERIODS[table.stem[-6:]]}"], [], []]
    for name, group in groupby(rows, key=lambda row: row[0]):
        sheet = book.create_sheet(name)
        for line in [*above, ["", *header[1:]]]:
            sheet.append(line)
        for row in group:
            sheet.append(["", *row[1:4], int(row[4]), row[5], int(row[6])])
    path = folder / f"{table.stem}.xlsx"
    book.save(path)
    book.close()
    return path


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The invented files, the reports as workbooks; all written on one day, since costs are dated by their file."""
    folder = tmp_path_factory.mktemp("golden")
    written = dt.datetime(2023, 12, 31, 12, tzinfo=dt.UTC).timestamp()
    made = []
    for path in sorted((HERE / "sources").iterdir()):
        report = path.name.startswith("engagement")
        made.append(workbook(path, folder) if report else Path(shutil.copy(path, folder)))
        os.utime(made[-1], (written, written))
    return made


@pytest.fixture(scope="module")
def store(files: list[Path]) -> Iterator[Store]:
    """A store of all of them."""
    with open_store(":memory:") as opened:
        gather(opened, files)
        yield opened


def expected(name: str, found: str) -> str:
    """What is kept under that name; written first where the environment asks for it."""
    path = HERE / "expected" / name
    if os.environ.get("CLIFFHANGER_GOLDEN") == "write":
        path.write_text(found, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def file_name(series: str, season: int | None, day: str) -> str:
    """The name under which a dossier is kept."""
    words = series.lower().replace("(", "").replace(")", "").split()
    return "-".join([*words, *([f"s{season}"] if season else []), day])


def placed(store: Store) -> tuple[object, ...]:
    """Seasons, links and what is unplaced, without the numbers that titles happen to have."""
    titles = "t.source, t.series_text, t.season_text, t.platform, t.hint_kind, t.hint_premiere, t.hint_year"
    links = f"SELECT {titles}, l.* EXCLUDE (title_id) FROM link l JOIN title t USING (title_id) ORDER BY ALL"
    waiting = f"SELECT {titles}, u.* EXCLUDE (title_id) FROM unplaced u JOIN title t USING (title_id) ORDER BY ALL"
    return store.get("season"), store.query(links), store.query(waiting)


def test_a_later_namesake_is_not_known_before(store: Store) -> None:
    """In 2022 there was one Nimbus, in 2024 there are two, and the name alone then asks for the year."""
    assert assess(store, "Nimbus", as_of=dt.date(2022, 12, 31)).season_id == "nimbus/1"
    with pytest.raises(TitleError) as refusal:
        assess(store, "Nimbus", as_of=dt.date(2024, 12, 31))
    assert [about.partition(" ")[0] for about in refusal.value.candidates] == ["nimbus", "nimbus-2024"]


def test_every_title_is_placed_or_a_film(store: Store) -> None:
    """The expected links, one line a title; the film Paper Moons is on no season of the series of that name."""
    titles = store.query(
        "SELECT coalesce(l.season_id, CASE t.hint_kind WHEN 'film' THEN 'film' ELSE 'unplaced' END) AS place, "
        "t.source, t.series_text, t.season_text, l.known_on::VARCHAR AS known_on, l.reason "
        "FROM title t LEFT JOIN link l USING (title_id) ORDER BY ALL"
    ).to_pylist()
    lines = ["\t".join(str(cell or "") for cell in row.values()) for row in titles]
    assert "\n".join(lines) + "\n" == expected("links.tsv", "\n".join(lines) + "\n")
    assert [row for row in titles if row["place"] == "unplaced"] == []


@pytest.mark.parametrize(("series", "season", "day"), DOSSIERS, ids=[file_name(*d) for d in DOSSIERS])
def test_the_dossier_is_as_expected(store: Store, series: str, season: int | None, day: str) -> None:
    """Every figure, source, status and word of the JSON document."""
    found = to_json(assess(store, series, season=season, as_of=dt.date.fromisoformat(day)))
    wanted = expected(f"{file_name(series, season, day)}.json", found)
    assert json.loads(found) == json.loads(wanted)
    assert found == wanted


@pytest.mark.parametrize(("series", "season", "day"), AS_TEXT, ids=[file_name(*d) for d in AS_TEXT])
def test_the_text_is_as_expected(store: Store, series: str, season: int | None, day: str) -> None:
    """The dossier as a terminal of 100 columns shows it, without colours."""
    found = render_text(assess(store, series, season=season, as_of=dt.date.fromisoformat(day)), width=100)
    assert found == expected(f"{file_name(series, season, day)}.txt", found)


@pytest.mark.parametrize("seed", range(3))
def test_files_in_any_order_and_company_give_the_same(store: Store, files: list[Path], seed: int) -> None:
    """Gathered in another order, some alone and some together: the same seasons, links and dossiers."""
    rng = random.Random(seed)
    shuffled = rng.sample(files, len(files))
    cuts = [0, *sorted(rng.sample(range(1, len(files)), 4)), len(files)]
    with open_store(":memory:") as other:
        for start, end in pairwise(cuts):
            gather(other, shuffled[start:end])
        assert placed(other) == placed(store)
        for series, season, day in rng.sample(DOSSIERS, 3):
            when = dt.date.fromisoformat(day)
            assert assess(other, series, season=season, as_of=when) == assess(store, series, season=season, as_of=when)
