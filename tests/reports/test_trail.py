"""The trail of a series as text and as JSON."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from cliffhanger import Store, gather, open_store
from cliffhanger.errors import TitleError
from cliffhanger.reports.trail import WIDTH, to_json, to_text, trail
from cliffhanger.tables import OUTCOME, OUTCOME_CLAIM

TOLD = """series,platform,event,date,season,publication,publication_date,url,note
Nimbus,Netflix,renewed,2022-02-20,2,The Reel,2022-02-20,https://example.org/1,two seasons at once
Nimbus,Netflix,cancelled,2023-07,2,The Reel,2023-08-02,https://example.org/2,
Nimbus,Netflix,renewed,2023-07-20,3,The Gossip,2023-07-20,https://example.org/3,
Stillwater,Netflix,renewed,2022-06-10,2,The Reel,2022-06-10,https://example.org/4,
Stillwater,Netflix,un-renewed,2022-12-01,1,The Reel,2022-12-02,https://example.org/5,
"""
WEEKLY = """week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\tcumulative_weeks_in_top_10
2023-06-11\tTV (English)\t1\tNimbus\tNimbus: Season 2\t9000000\t1
2022-03-06\tTV (English)\t1\tNimbus\tNimbus: Season 1\t9000000\t1
"""
DAY = dt.date(2023, 12, 31)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two series: one with a contradiction about its second season, one with an order taken back."""
    for name, text in (("told.csv", TOLD), ("all-weeks-global_2023-06-14.tsv", WEEKLY)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    opened = open_store(":memory:")
    gather(opened, [tmp_path])
    return opened


def test_an_unknown_series_is_refused(store: Store) -> None:
    """With the nearest name."""
    with pytest.raises(TitleError, match="did you mean 'Stillwater'"):
        trail(store, "Stilwater", DAY)


def test_the_text_tells_each_season_with_every_claim(store: Store) -> None:
    """The outcome in a sentence, its days, what contradicts it, and the claims with their numbers."""
    text = to_text(trail(store, "Nimbus", DAY))
    told = " ".join(text.split())
    first, second = told.index("Season 1 (premiered"), told.index("Season 2 (premiered")
    assert first < second
    assert "renewed on 20 February 2022; known since 20 February 2022" in told[first:second]
    assert "The next season was ordered before this one came out." in told[first:second]
    assert "First printed as 'Nimbus: Season 1'" in told[first:second]
    assert "cancelled, on a day not known" in told[second:]
    assert "Contradicted by: renewed (reported, The Gossip, known 2023-07-20)." in told[second:]
    assert "  1  20 Jul 2023  20 Jul 2023     renewed     reported  The Gossip; conflicts with 2" in text
    assert "  2* 31 Jul 2023  2023-07 M       cancelled   reported  The Reel; conflicts with 1" in text


def test_an_order_taken_back_is_no_contradiction(store: Store) -> None:
    """The renewal stands in the trail, and the later word decides."""
    text = to_text(trail(store, "Stillwater", DAY))
    assert "un-renewed on 1 December 2022" in text
    assert "conflicts" not in text
    assert "Contradicted" not in text


def test_before_a_decision_the_text_says_so(store: Store) -> None:
    """As of May 2023 nothing was said of the second season, which did not exist; in June it was out and open."""
    assert "Season 2" not in to_text(trail(store, "Nimbus", dt.date(2022, 1, 1) + dt.timedelta(days=100)))
    open_then = to_text(trail(store, "Nimbus", dt.date(2023, 6, 20)))
    assert "pending. Nothing decided 15 days after its premiere." in open_then
    assert "No source says anything of its outcome." in open_then


def test_lines_keep_to_the_width(store: Store) -> None:
    """No line is longer than the page, addresses apart, and none ends in blanks."""
    for name in ("Nimbus", "Stillwater"):
        for line in to_text(trail(store, name, DAY)).splitlines():
            assert len(line) <= WIDTH or "http" in line
            assert line == line.rstrip()


def test_json_has_the_columns_of_the_contracts(store: Store) -> None:
    """Each season with its claims; days in ISO form."""
    document = json.loads(to_json(trail(store, "Nimbus", DAY)))
    assert (document["schema"], document["series"], document["as_of"]) == (
        "cliffhanger.outcomes/1",
        "Nimbus",
        "2023-12-31",
    )
    second = document["seasons"][1]
    assert set(second) == {*OUTCOME.schema.names, "trail"}
    assert [set(claim) for claim in second["trail"]] == [set(OUTCOME_CLAIM.schema.names)] * 2
    assert (second["outcome"], second["known_on"], second["happened_on"]) == ("cancelled", "2023-07-31", None)
