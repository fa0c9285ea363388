"""The casebook: what a case must say, and that the shipped ones do."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cliffhanger.errors import SourceError
from cliffhanger.sources.casebook import read_casebook, shipped
from cliffhanger.sources.files import SourceFile, open_source
from cliffhanger.tables import PRINTED

CASE = """series = "Nimbus"
platform = "Netflix"
summary = "A fictional series."

[[season]]
number = 1
label = "Season 1"
premiere = 2021-08-06

[[season.fact]]
measure = "hours_viewed"
value = 23_570_000
period = [2021-08-02, 2021-08-08]
list = "global TV (English)"
geography = "world"
known_on = 2021-11-16
publication = "Netflix Top 10"
url = "https://example.org"
grade = "A"

[[season.fact]]
measure = "outcome"
text = "cancelled"
period = [2021-09-20, 2021-09-20]
list = "outcomes"
geography = "world"
known_on = 2021-09-20
publication = "The Daily Reel"
grade = "reported"
note = "Day 45."
"""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('series = "Nimbus"\n', "", "1/series: nothing"),
        ('series = "Nimbus"', 'series = " "', "1/series: nothing"),
        ("summary", "sumary", "1/sumary: an unknown key of the case"),
        ("number = 1", "number = 1.5", "10/number: 1.5"),
        ("number = 1", "number = true", "10/number: True"),
        ("premiere = 2021-08-06", "premiere = 2021-08-06T08:00:00", "10/premiere: datetime"),
        ("premiere", "premier", "10/premier: an unknown key of the season"),
        ('"hours_viewed"', '"hours"', "10/measure: 'hours'"),
        ("value = 23_570_000\n", "", "10/value: nothing"),
        ("23_570_000", "-1", "10/value: -1"),
        ("23_570_000", "inf", "10/value: inf"),
        ("23_570_000", '"23 million"', "10/value: '23 million'"),
        ("[2021-08-02, 2021-08-08]", "[2021-08-08, 2021-08-02]", "10/period: ['2021-08-08', '2021-08-02']"),
        ("[2021-08-02, 2021-08-08]", "[2021-08-02]", "10/period: ['2021-08-02']"),
        ("known_on = 2021-11-16\n", "", "10/known_on: nothing"),
        ("known_on = 2021-11-16", 'known_on = "2021-11-16"', "10/known_on: '2021-11-16'"),
        ('publication = "Netflix Top 10"\n', "", "10/publication: nothing"),
        ('"https://example.org"', '"example.org"', "10/url: 'example.org'"),
        ('grade = "A"', 'grade = "AA"', "10/grade: 'AA'"),
        (
            'geography = "world"\nknown_on = 2021-09',
            'geography = "Israel"\nknown_on = 2021-09',
            "21/geography: 'Israel'",
        ),
        ('text = "cancelled"', 'text = "axed"', "21/text: 'axed'"),
        ('text = "cancelled"', "value = 1", "21/text: a value"),
        ('"outcome"', '"release_date"', "21/text: 'cancelled'"),
    ],
)
def test_a_case_that_does_not_fit_is_refused(write, refusal, old: str, new: str, problem: str) -> None:
    """Each slip is named by the line of its fact and by its key."""
    (found,) = refusal(read_casebook, write(CASE.replace(old, new, 1), "nimbus.toml"))
    assert found.startswith(problem)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("series = ", "Invalid value"),
        ("known_on = 2021-02-30", "Invalid date"),
        ('series = "Nimbus"\nplatform = "Netflix"\nseason = []', "at least one"),
        ('series = "Nimbus"\nplatform = "Netflix"\nseason = [1]', "a table with number, label"),
        ('series = "Nimbus"\nplatform = "Netflix"\n[[season]]\nnumber = 1\nlabel = "Season 1"', "none"),
        ('series = "Nimbus"\nplatform = "Netflix"\n[[season]]\nnumber = 1\nlabel = "Season 1"\nfact = [1]', "1"),
    ],
)
def test_a_file_that_is_no_case_is_refused(write, text: str, found: str) -> None:
    """No TOML, no season, no fact: nothing to read."""
    with pytest.raises(SourceError, match=found):
        read_casebook(write(text, "nimbus.toml"))


def test_bytes_that_are_no_utf8_are_named_by_their_line(write, refusal) -> None:
    """TOML is UTF-8."""
    assert refusal(read_casebook, write(CASE.encode().replace(b"Day", b"D\xe9y"), "x.toml")) == [
        "30/None: the byte 0xe9"
    ]


def test_all_problems_of_a_case_come_at_once_and_a_repeated_fact_is_one(write, refusal) -> None:
    """A fact stands once for its list, period and day."""
    broken = CASE.replace('"A"', '"AA"').replace('"cancelled"', '"axed"')
    assert refusal(read_casebook, write(broken, "x.toml")) == ["10/grade: 'AA'", "21/text: 'axed'"]
    twice = CASE + CASE[CASE.index('[[season.fact]]\nmeasure = "outcome"') :]
    assert refusal(read_casebook, write(twice, "x.toml")) == ["31/measure: a repetition of row 21"]


def test_a_case_is_read_fact_by_fact(write) -> None:
    """The row is the line on which the fact begins."""
    table = read_casebook(write(CASE, "nimbus.toml"))
    assert table.schema.equals(PRINTED.schema)
    first, second = table.to_pylist()
    assert first == {
        "sheet": None,
        "row": 10,
        "series_text": "Nimbus",
        "season_text": "Season 1",
        "platform": "Netflix",
        "hint_kind": "tv",
        "hint_premiere": dt.date(2021, 8, 6),
        "hint_year": None,
        "list_name": "global TV (English)",
        "measure": "hours_viewed",
        "value": 23_570_000.0,
        "text": None,
        "period_start": dt.date(2021, 8, 2),
        "period_end": dt.date(2021, 8, 8),
        "geography": "world",
        "known_on": dt.date(2021, 11, 16),
        "snapshot_on": dt.date(2021, 11, 16),
        "publication": "Netflix Top 10",
        "url": "https://example.org",
        "grade": "A",
        "note": None,
    }
    assert (second["row"], second["text"], second["note"]) == (21, "cancelled", "Day 45.")


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_shipped_case_is_read(path) -> None:
    """What comes with the package keeps its own rules."""
    table = read_casebook(open_source(path))
    assert table.num_rows > 0
    assert len(set(table["row"].to_pylist())) == table.num_rows


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
        max_leaves=4,
    ),
    st.sampled_from(["series", "season", "number", "fact", "measure", "value", "period", "known_on"]),
)
def test_no_value_raises_anything_but_a_source_error(tmp_path_factory, value: object, key: str) -> None:
    """Any value at any key is read or refused in words."""
    written = repr(value).replace("None", "nan").replace("True", "true").replace("False", "false").replace(": ", " = ")
    lines = [f"{key} = {written}" if line.startswith(f"{key} = ") else line for line in CASE.splitlines()]
    text = "\n".join(lines if key not in ("season", "fact") else [*CASE.splitlines()[:3], f"{key} = {written}"])
    try:
        read_casebook(SourceFile(tmp_path_factory.getbasetemp() / "fuzz.toml", text.encode("utf-8", "replace")))
    except SourceError as refused:
        assert refused.problems
