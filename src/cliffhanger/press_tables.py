"""The contracts of the press: documents, and the claims that their sentences make."""

from __future__ import annotations

import pyarrow as pa

from cliffhanger.contracts import Column, Contract

_text, _day, _int, _real = pa.string(), pa.date32(), pa.int64(), pa.float64()

KINDS = (
    "decision", "platform", "episodes", "premiere", "chart", "minutes", "completion", "reviews", "cost", "production",
    "ending", "plan", "reason", "person",
)  # fmt: skip
"""Kinds of claims; each has a module of patterns in the room `press`."""

WORDS: dict[str, tuple[str, ...]] = {
    "decision": ("renewed", "cancelled", "final season", "wrap-up", "limited", "ordered", "saved"),
    "platform": (),
    "episodes": ("episodes",),
    "premiere": ("premiere",),
    "chart": ("listed", "weeks", "rank"),
    "minutes": ("minutes",),
    "completion": ("share",),
    "reviews": ("critics", "audience", "metacritic"),
    "cost": ("episode", "season", "total", "ratio", "high"),
    "production": ("time", "delay"),
    "ending": ("open", "closed"),
    "plan": ("seasons",),
    "reason": ("cost", "audience", "completion", "ownership", "reviews", "pandemic", "strike", "creative",
               "cost against expectation"),
    "person": (),
}  # fmt: skip
"""Words of each kind; empty where any word may stand: a platform's name, a role."""

STANDINGS = ("stated", "reported", "history", "headline")
"""How a sentence stands to what it says: it states it; it reports a rumour or a wish; it looks back on what happened
before the text's own time; or the headline alone says it. Only what is stated becomes a fact."""

DOCUMENT = Contract(
    "document",
    "One text of the press: an article, a page, or an entry of a feed.",
    ("file_id",),
    (
        Column("file_id", _int, "The file; an entry of a feed has one of its own.", True),
        Column("publisher", _text, "Who published it, as the page says, else the host of its address."),
        Column("title", _text, "Headline."),
        Column("url", _text, "Where it stands."),
        Column("published_on", _day, "Day of publication; empty where the text is undated."),
        Column("gathered_on", _day, "Day on which it was gathered: of an undated text, the day it was known.", True),
        Column("text", _text, "Headline and paragraphs, one a line.", True),
        Column("names", _text, "What stands in slanted letters, one a line."),
    ),
)

PRESS_CLAIM = Contract(
    "press_claim",
    "What one sentence of a document claims of one series. Its series and season are placed by the links, as those of "
    "the releases with the measure claim that have its file and row.",
    ("file_id", "claim"),
    (
        Column("file_id", _int, "The document.", True),
        Column("claim", _int, "Number within the document, in the order of the text.", True, at_least=1),
        Column("series_text", _text, "Series as the text writes it.", True),
        Column("season", _int, "Season that it is about, where the text says so.", at_least=1),
        Column("platform", _text, "Platform, where the text names one."),
        Column("kind", _text, "Kind of claim.", True, KINDS),
        Column("word", _text, "What is claimed, as a word of its kind.", True),
        Column("value", _real, "The number, where there is one."),
        Column("unit", _text, "Its unit."),
        Column("detail", _text, "What the claim needs beside: list, definition, other series, role, currency."),
        Column("happened_from", _day, "First day of which it may speak, resolved against the document's date."),
        Column("happened_to", _day, "Last day of which it may speak."),
        Column("cited", _text, "Who is quoted or cited."),
        Column("standing", _text, "How the sentence stands to it.", True, STANDINGS),
        Column("confidence", _real, "How sure the reading is, 0-1.", True, at_least=0, at_most=1),
        Column("starts_at", _int, "Where the sentence begins in the document's text, in characters.", True, at_least=0),
        Column("ends_at", _int, "Where it ends.", True, at_least=1),
        Column("sentence", _text, "The sentence, letter for letter.", True),
        Column("reader", _text, "Who read it: the grammar, or the name of a model that was asked.", True),
        Column("known_on", _day, "Day on which it could be known.", True),
    ),
)

SAID = Contract(
    "said",
    "A claim of the press with its document and its place; made by `claims`, not kept.",
    (),
    (
        Column(
            "season_id", _text, "The season, or series_id/* for the series as a whole; empty where it is not placed."
        ),
        *PRESS_CLAIM.columns,
        Column("publication", _text, "Who published the text.", True),
        Column("title", _text, "Its headline."),
        Column("url", _text, "Where it stands."),
        Column("published_on", _day, "Its day; empty where it is undated."),
        Column("undated", _text, "Whether it is undated: then known_on is the day of gathering.", True, ("yes", "no")),
        Column("file", _text, "File name.", True),
        Column("digest", _text, "SHA-256 of the text.", True),
        Column("why_not_placed", _text, "Why the claim is on no season, where it is not."),
        Column("candidates", _text, "Nearest seasons, where it is not placed."),
    ),
)
