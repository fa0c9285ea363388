"""The grammar of titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cliffhanger.evidence.titles import parse_title, series_key, slug

SINGLE = [
    ("Hit & Run: Season 1", "Hit & Run", 1, "Season 1", "season"),
    ("Money Heist: Part 5 // La casa de papel: Parte 5", "Money Heist", 5, "Part 5", "part"),
    ("Squid Game: Season 2 // 오징어 게임: 시즌 2", "Squid Game", 2, "Season 2", "season"),
    ("Love Is Blind: S8: Minneapolis", "Love Is Blind", 8, "Season 8", "season"),
    ("Barbarians: II", "Barbarians", 2, "Season 2", "season"),
    ("The Snow Girl: 2. The Soul Game", "The Snow Girl", 2, "Season 2", "season"),
    ("Weak Hero: Class 2 // 약한영웅: Class 2", "Weak Hero", 2, "Class 2", "season"),
    ("Raw: March 30, 2026", "Raw", None, "2026-03-30", "special"),
    ("Raw: 2025 - June 16, 2025", "Raw", None, "2025-06-16", "special"),
    ("Downton Abbey: Series 3", "Downton Abbey", 3, "Season 3", "season"),
    ("Kevin Can F**k Himself: Season 1", "Kevin Can F**k Himself", 1, "Season 1", "season"),
    ("Pastewka: Staffel 3", "Pastewka", 3, "Season 3", "season"),
    ("Rebelde Way (2002): Temporada 1", "Rebelde Way", 1, "Season 1", "season"),
    ("Lottie Dottie Chicken: 2ª temporada", "Lottie Dottie Chicken", 2, "Season 2", "season"),
    ("Fruits Basket: 2nd season", "Fruits Basket", 2, "Season 2", "season"),
    ("ID-0: シーズン1 // ID-0: シーズン1", "ID-0", 1, "Season 1", "season"),
    ("Falling Into You: 第一季 // 因為我喜歡你: 第一季", "Falling Into You", 1, "Season 1", "season"),
    ("Blue Lock // ブルーロック: シーズン1", "Blue Lock", 1, "Season 1", "season"),
    ("Anna: Season One", "Anna", 1, "Season 1", "season"),
    ("HERO MASK: Part ll", "HERO MASK", 2, "Part 2", "part"),
    ("Love, Death & Robots: Volume 4", "Love, Death & Robots", 4, "Volume 4", "part"),
    ("Skins (2007): Vol. 2", "Skins", 2, "Volume 2", "part"),
    ("The Great British Baking Show: Collection 9", "The Great British Baking Show", 9, "Collection 9", "part"),
    ("Armed and Deadly: Police UK Season 1", "Armed and Deadly: Police UK", 1, "Season 1", "season"),
    ("Power Book II: Ghost: Season 4", "Power Book II: Ghost", 4, "Season 4", "season"),
    ("Attack on Titan: The Final Season Part 1", "Attack on Titan", None, "The Final Season Part 1", "season"),
    ("C.I.D (2025): Episodes (26-50)", "C.I.D", None, "Episodes (26-50)", "part"),
    ("You (seasons 2–4)", "You", None, "You", "series"),
    ("Kids\xa0Playlist: Season\xa02", "Kids Playlist", 2, "Season 2", "season"),
]

PAIRS = [
    ("Stranger Things", "Stranger Things 4", 4, "Season 4"),
    ("Stranger Things", "Stranger Things 4: The Last Dance", 4, "Season 4"),
    ("DAHMER", "DAHMER: Monster: The Jeffrey Dahmer Story", None, "Monster: The Jeffrey Dahmer Story"),
    ("Monsters", "Monsters: The Lyle and Erik Menendez Story", None, "The Lyle and Erik Menendez Story"),
    ("The Snow Girl", "The Snow Girl 1.", 1, "Season 1"),
    ("Young Sheldon", "Young Sheldon: : Season 5", 5, "Season 5"),
    ("Ferry: The Series", "Ferry: The Series: The Series", 1, "Season 1"),
    ("Niña Niño", "Niña Niño: Nina Nino Book 1", 1, "Book 1"),
    ("Larva in Mars", "Larva in Mars: Larva In Mars", None, "Larva in Mars"),
    ("Royal Rumble", "Royal Rumble 2025", None, "2025"),
    ("Bridgerton", "Season 3", 3, "Season 3"),
    ("Bridgerton", "N/A", None, "Bridgerton"),
    ("I am Solo", "I am Solo: Part 9 -", 9, "Part 9"),
]

WHOLE_NAMES = ["1899", "Blue Eye Samurai", "The 100", "3 Body Problem", "9-1-1", "Class of '09", "Top Boy: Summerhouse",
               "Formula 1: Drive to Survive", "Ben 10", "Charlie's City: Classic Tales"]  # fmt: skip


@pytest.mark.parametrize("text", ["", " // ", ":", ": Season 1", "Season 1", "???", "(2012)", "第2季"])
def test_a_text_without_a_name_is_kept_whole(text: str) -> None:
    """What has no name beside a marker is not taken apart, and nothing fails."""
    parsed = parse_title(text)
    assert parsed.key == "" if not text else parsed.key


@pytest.mark.parametrize("text", WHOLE_NAMES)
def test_a_name_that_merely_looks_marked_has_no_number(text: str) -> None:
    """Names that end in a number, or begin like a marker, stay names."""
    parsed = parse_title(text)
    assert (parsed.series, parsed.number, parsed.marked) == (text, None, False)


@pytest.mark.parametrize(("text", "series", "number", "label", "kind"), SINGLE)
def test_one_string_is_taken_apart(text: str, series: str, number: int | None, label: str, kind: str) -> None:
    """Every way in which reports print a season is read."""
    parsed = parse_title(text)
    assert (parsed.series, parsed.number, parsed.label, parsed.kind) == (series, number, label, kind)


@pytest.mark.parametrize(("series", "season", "number", "label"), PAIRS)
def test_a_pair_is_taken_apart(series: str, season: str, number: int | None, label: str) -> None:
    """Charts print the series beside the season, and the series' name is believed."""
    parsed = parse_title(series, season)
    assert (parsed.series, parsed.number, parsed.label) == (series, number, label)


def test_a_limited_series_has_the_neutral_label_of_season_1() -> None:
    """The label Limited Series is rewritten with hindsight, so it shows only as a flag."""
    parsed = parse_title("Adolescence: Limited Series")
    assert (parsed.label, parsed.number, parsed.limited) == ("Season 1", 1, True)


def test_a_bare_number_at_the_end_is_a_soft_marker() -> None:
    """Whether 'Tiger King 2' counts seasons is left to what else is known."""
    assert parse_title("Tiger King 2").soft
    assert parse_title("Barbarians II // Barbaren II").number == 2


def test_a_batch_belongs_to_its_season() -> None:
    """'Season 6: Part 2' is season 6, and the batch is kept apart."""
    for text in ("Cobra Kai: Season 6: Part 2", "Cobra Kai: Season 6 Part 2", "Cobra Kai: Season 6 (Part 2)"):
        parsed = parse_title(text)
        assert (parsed.series, parsed.number, parsed.batch) == ("Cobra Kai", 6, 2)


def test_year_and_native_forms_are_kept_beside_the_name() -> None:
    """A year in brackets and what stands behind ' // ' tell namesakes apart."""
    parsed = parse_title("Suits (2011): Season 1")
    assert (parsed.series, parsed.year, parsed.key) == ("Suits", 2011, "suits")
    parsed = parse_title("The Glory: Season 1 // 雁回時: 第 1 季 // 雁回时: 第 1 季")
    assert (parsed.native, parsed.native_key) == ("雁回時: 第 1 季 // 雁回时: 第 1 季", "雁回時")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hit & Run", "hit and run"), ("Grey’s Anatomy", "Grey's Anatomy"), ("PULSE", "Pulse"), ("Élite", "Elite"),
     ("La Révolution", "La Revolution"), ("F is for Family", "F Is for Family"), ("Ａ．Ｉ．Ｃ．Ｏ", "A.I.C.O")],
)  # fmt: skip
def test_spellings_share_a_key(one: str, other: str) -> None:
    """Case, accents, apostrophes, width and '&' do not matter."""
    assert series_key(one) == series_key(other)


def test_other_scripts_keep_a_usable_key() -> None:
    """Titles without Latin letters are told apart."""
    keys = {series_key(text) for text in ("도깨비", "雁回時", "เด็กใหม่", "ブルーロック", "कोटा फ़ैक्ट्री", "الحب أعمى")}
    assert len(keys) == 6
    assert slug("ブルーロック") == "ブルーロック"


@given(st.text(max_size=40), st.none() | st.text(max_size=40))
def test_any_text_can_be_read(series: str, season: str | None) -> None:
    """No text makes the grammar fail, and a key is only empty when the text is."""
    parsed = parse_title(series, season)
    assert parsed.key or not series.strip() or not series.isprintable()
    assert slug(parsed.series)


@given(st.text(max_size=40))
def test_keys_are_settled(text: str) -> None:
    """The key of a key is the key."""
    key = series_key(text)
    assert series_key(key) == key
    assert parse_title(key).key == key or " " in key or ":" in key
