"""Looks: which word 'pending' says that somebody looked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cliffhanger import gather, open_store
from cliffhanger.evidence.looks import last_looks

CURRENT = (
    "title,genre,premiere,seasons,runtime,status,language,subject,previous_networks,exclusive_region,partner_country\n"
)
BEFORE = "platform,title,genre,premiere,seasons,episodes,status,language,runtime_band,previous_networks\n"


def test_continuing_is_no_look_and_pending_is_one_from_its_day_on(tmp_path: Path) -> None:
    """'Continuing' covers renewed and awaited; 'Pending' beside 'Renewed' does not."""
    before, current = tmp_path / "originals_2022.csv", tmp_path / "current_2025.csv"
    before.write_text(BEFORE + "Netflix,Here,Animated comedy,2022-03-02,1,10,Continuing,English,,\n", encoding="utf-8")
    row = 'Here,Animated comedy,"March 2, 2022","1 season, 10 episodes",25 min,Pending,English,,,,\n'
    current.write_text(CURRENT + row, encoding="utf-8")
    with open_store(":memory:") as store:
        gather(store, [before, current])
        assert last_looks(store, dt.date(2025, 3, 23)) == {}
        assert last_looks(store, dt.date(2025, 3, 24)) == {"here/1": dt.date(2025, 3, 24)}
