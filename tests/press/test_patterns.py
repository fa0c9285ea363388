"""The grammar of claims: every pattern's own sentences, and the traps beside them."""

from __future__ import annotations

import pytest

from cliffhanger.press import audiences, charts, costs, decisions, making, minutes, people, reasons
from cliffhanger.press.labelled import articles_labelled, found_in, sentences_labelled
from cliffhanger.press.reading import read_claims
from cliffhanger.press.record import record
from cliffhanger.press.records import Claim, Pattern
from cliffhanger.reports.press_record import to_text

MODULES = (decisions, charts, minutes, costs, audiences, making, reasons, people)
ALL = [(module, one) for module in MODULES for one in module.PATTERNS]
IDS = [f"{module.__name__.rpartition('.')[2]} {number} {one.word}" for number, (module, one) in enumerate(ALL)]
DECISIONS = list(decisions.PATTERNS)


def decided(sentence: str) -> list[Claim]:
    """The decisions that a sentence states."""
    return [c for c in read_claims(sentence, about="Night Ferry") if c.kind == "decision" and c.standing == "stated"]


@pytest.mark.parametrize("one", DECISIONS, ids=[f"{n} {p.word}" for n, p in enumerate(DECISIONS)])
def test_traps_of_decisions_are_silent(one: Pattern) -> None:
    """A sentence in which a pattern must not speak states no decision of its word."""
    for sentence in one.silent:
        assert one.word not in {claim.word for claim in decided(sentence)}, sentence


@pytest.mark.parametrize("one", DECISIONS, ids=[f"{n} {p.word}" for n, p in enumerate(DECISIONS)])
def test_decisions_are_read_from_their_sentences(one: Pattern) -> None:
    """A sentence for which a pattern was written states its decision."""
    for sentence in one.says:
        assert one.word in {claim.word for claim in decided(sentence)}, sentence


@pytest.mark.parametrize(("module", "one"), ALL, ids=IDS)
def test_a_pattern_matches_its_sentences(module: object, one: Pattern) -> None:
    """The turn of phrase is in its sentences; in others it makes no claim."""
    from cliffhanger.press.names import mask, titles_in

    for sentence in one.says:
        assert one.regex.search(mask(sentence, titles_in(sentence))[0]), sentence
    if module is not decisions and module is not audiences:
        for sentence in one.silent:
            found = one.regex.search(mask(sentence, titles_in(sentence))[0])
            assert not found or not any(c.word == one.word for c in read_claims(sentence)), sentence


def test_every_pattern_has_a_sentence() -> None:
    """No turn of phrase without a sentence that shows it."""
    assert all(one.says for _, one in ALL)


def test_places_are_those_of_the_sentence() -> None:
    """A claim's sentence stands letter for letter where it says."""
    text = (
        "Night Ferry renewed\nIt was a long wait. Netflix has renewed “Night Ferry” for a third season. Filming began."
    )
    for claim in read_claims(text, title="Night Ferry renewed"):
        assert text[claim.start : claim.end] == claim.sentence


def test_what_the_headline_alone_says_is_no_fact() -> None:
    """A headline that says more than the text keeps that standing; what the text says too is stated."""
    text = "Netflix cancels “Night Ferry”\nNetflix has not decided on “Night Ferry,” the company said."
    assert {
        (c.word, c.standing) for c in read_claims(text, title="Netflix cancels “Night Ferry”") if c.kind == "decision"
    } == {("cancelled", "headline")}
    body = text.partition("\n")[0] + "\nNetflix has cancelled “Night Ferry” after two seasons."
    assert [
        (c.word, c.value, c.standing)
        for c in read_claims(body, title="Netflix cancels “Night Ferry”")
        if c.kind == "decision"
    ] == [("cancelled", 2.0, "stated")]


def test_rumour_and_history_are_kept_apart() -> None:
    """A rumour is reported and a look back is history; neither is a fact."""
    said = {c.sentence: c.standing for c in read_claims(
        "“Salt Road” has reportedly been cancelled.\n“Old Bridge” had been cancelled in 2015 after two seasons."
    ) if c.kind == "decision"}  # fmt: skip
    assert list(said.values()) == ["reported", "history"]


def test_traps_are_half_of_the_record() -> None:
    """At least 150 sentences, about half of them traps."""
    sentences = sentences_labelled()
    traps = sum(not one.states for one in sentences)
    assert len(sentences) >= 150
    assert 0.4 <= traps / len(sentences) <= 0.6


def test_an_article_says_its_news_once() -> None:
    """Every whole article of the record: no decision that it does not state, and at least nine of ten that it does."""
    right = wrong = missed = 0
    for one in articles_labelled():
        said, got = ({fact for fact in facts if fact[0] == "decision"} for facts in (one.states, found_in(one)))
        right, wrong, missed = right + len(said & got), wrong + len(got - said), missed + len(said - got)
    assert len(articles_labelled()) >= 12
    assert wrong == 0
    assert right >= 9 * missed


def test_first_sight_is_kept_apart() -> None:
    """What was found before anything was mended is recorded for every later sentence and article, and is printed."""
    late = [one for one in (*sentences_labelled(), *articles_labelled()) if one.part in ("fifth", "sixth", "seventh")]
    assert late
    assert all(one.first is not None for one in late)
    text = to_text(record())
    assert "At first sight" in text
    assert "Those written after what the sixth showed was mended" in text


def test_a_surname_alone_is_the_person_named_in_full() -> None:
    """Whom a sentence quotes by the surname is cited by the full name; a surname of two people is nobody's."""
    text = "“Night Ferry” was created by Ada Lind.\nLind said that “Night Ferry” was renewed for a second season."
    assert {c.cited for c in read_claims(text) if c.kind == "decision"} == {"Ada Lind"}
    two = text.replace("Ada Lind.", "Ada Lind and Bo Lind.")
    assert {c.cited for c in read_claims(two) if c.kind == "decision"} == {None}


def test_a_title_in_plain_letters_is_found_by_its_neighbours() -> None:
    """Without marks a title is told from the words beside it, and from a person, a studio and a platform."""
    text = (
        "Netflix Reverses Course on The Ninth Tenant, Scraps Third Season\n"
        "The Ninth Tenant will not return to Netflix.\n"
        "Omar Vance created the series, which Lionsgate Television produces."
    )
    assert {c.series for c in read_claims(text, title=text.splitlines()[0])} == {"The Ninth Tenant"}
