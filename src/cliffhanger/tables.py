"""The contract of every table: columns, types, units, keys, meaning.

The store enforces these at its door, and `docs/data-dictionary.md` is generated from them, so this module is the one
place where a column is defined.
"""

from __future__ import annotations

import pyarrow as pa

from cliffhanger.audience_tables import RECONSTRUCTED_SEASON, RECONSTRUCTED_WEEK
from cliffhanger.contracts import Column, Contract
from cliffhanger.decision_tables import CHOICE
from cliffhanger.forecast_tables import FITTED, FORECAST
from cliffhanger.measures import GRADES, LEDGER_OUTCOMES, MEASURES, OUTCOMES
from cliffhanger.press_tables import DOCUMENT, PRESS_CLAIM

_text, _day, _int, _real = pa.string(), pa.date32(), pa.int64(), pa.float64()

PRINTED = Contract(
    "printed",
    "What a reader hands over: one row per number as printed, with the title as printed. Not kept; `gather` splits it "
    "into title and release.",
    (),
    (
        Column("sheet", _text, "Sheet of the workbook, where the file is one."),
        Column("row", _int, "Line of the file or row of the sheet, counted from 1 with the header.", True, at_least=1),
        Column("series_text", _text, "Title as printed (the series' name where the publisher prints it apart).", True),
        Column("season_text", _text, "Season title as printed, where the publisher prints it apart from the series."),
        Column("platform", _text, "Platform the release is about.", True),
        Column("hint_kind", _text, "Whether the list is one of series or films.", True, ("tv", "film", "unknown")),
        Column("hint_premiere", _day, "Premiere printed beside the title, used to tell namesakes apart."),
        Column("hint_year", _int, "Year printed beside the title, used to tell namesakes apart."),
        Column("list_name", _text, "The publisher's list or table the row stands in.", True),
        Column("measure", _text, "Which measure; see the table of measures.", True, tuple(MEASURES)),
        Column("value", _real, "The number, in the measure's unit."),
        Column("text", _text, "The word, for measures that are words; or how the source qualifies the number."),
        Column("period_start", _day, "First day the number is about."),
        Column("period_end", _day, "Last day the number is about."),
        Column("geography", _text, "'world' or an ISO 3166 two-letter code.", True),
        Column("known_on", _day, "Day on which the public could know it.", True),
        Column("snapshot_on", _day, "Day of the copy that was read.", True),
        Column("publication", _text, "Who printed it, for press and compilations."),
        Column("url", _text, "Where it was printed."),
        Column("grade", _text, "How far to trust it.", False, GRADES),
        Column("note", _text, "What the source adds: definition, basis, window."),
    ),
)

FILE = Contract(
    "file",
    "One gathered file; the digest makes a second gathering of the same bytes change nothing.",
    ("file_id",),
    (
        Column("file_id", _int, "Number within this store.", True),
        Column("digest", _text, "SHA-256 of the bytes, hexadecimal.", True),
        Column("source", _text, "Reader that understood it.", True),
        Column("publisher", _text, "Who printed the figures.", True),
        Column("name", _text, "File name.", True),
        Column("size_bytes", _int, "Size of the file.", True, at_least=1),
        Column("snapshot_on", _day, "Latest day of the copy, from its name or its contents.", True),
        Column("retrieved_at", pa.timestamp("us", "UTC"), "When it was gathered.", True),
        Column("rows", _int, "Releases read from it.", True),
    ),
)

TITLE = Contract(
    "title",
    "A title as some source prints it, once per spelling and source.",
    ("title_id",),
    (
        Column("title_id", _int, "Number within this store.", True),
        Column("source", _text, "Reader that met it.", True),
        Column("series_text", _text, "As printed.", True),
        Column("season_text", _text, "As printed."),
        Column("platform", _text, "Platform.", True),
        Column("hint_kind", _text, "tv, film or unknown.", True, ("tv", "film", "unknown")),
        Column("hint_premiere", _day, "Premiere printed beside it."),
        Column("hint_year", _int, "Year printed beside it."),
    ),
)

RELEASE = Contract(
    "release",
    "A number (or word) as a publisher printed it, with its place in the file and the day it could be known.",
    ("file_id", "sheet", "row", "list_name", "measure", "geography"),
    (
        Column("file_id", _int, "The file.", True),
        Column("title_id", _int, "The title as printed.", True),
        *(
            c
            for c in PRINTED.columns
            if c.name not in {"series_text", "season_text", "platform"} and not c.name.startswith("hint_")
        ),
    ),
)

COPY = Contract(
    "copy",
    "Which file holds a ranked list of which period: of several copies the one that could be read on a date speaks.",
    ("list_name", "geography", "period_end", "file_id"),
    (
        Column("list_name", _text, "The publisher's list.", True),
        Column("geography", _text, "'world' or an ISO 3166 two-letter code.", True),
        Column("period_end", _day, "Last day of the list's week, or its day.", True),
        Column("file_id", _int, "The file.", True),
        Column("snapshot_on", _day, "Day of the copy.", True),
        Column("speaks_from", _day, "First date on which this copy speaks; empty for the oldest, which stands in."),
        Column("speaks_until", _day, "First date on which a later copy speaks; empty for the latest."),
    ),
)

SEASON = Contract(
    "season",
    "The unit of decision: a season (part, volume, limited series, special) of one series.",
    ("season_id",),
    (
        Column("season_id", _text, "series_id/number or series_id/label.", True),
        Column("series_id", _text, "Slug of the series; a later namesake carries its year.", True),
        Column("series", _text, "Name of the series as first printed.", True),
        Column("number", _int, "Season number, where it has one.", at_least=0),
        Column("label", _text, "Neutral label: 'Season 2', 'Part 5', or the special's own name.", True),
        Column("kind", _text, "What the unit is.", True, ("season", "part", "special", "series", "film")),
        Column("known_on", _day, "Day the first title of it could be known.", True),
    ),
)

LINK = Contract(
    "link",
    "A title placed on a season (or on a series as a whole), with weight and reason.",
    ("title_id",),
    (
        Column("title_id", _int, "The title.", True),
        Column("season_id", _text, "The season, or series_id/* for the series as a whole.", True),
        Column("weight", _real, "How sure, 0-1.", True, at_least=0, at_most=1),
        Column("reason", _text, "Why, in words.", True),
        Column("known_on", _day, "Day from which the link could be made.", True),
    ),
)

PREMIERE = Contract(
    "premiere",
    "The day on which a season came out, as it was known from one date to another: the more publishers say it, the "
    "more it counts.",
    ("season_id", "known_from"),
    (
        Column("season_id", _text, "The season; series_id/* for what is said of a series as a whole.", True),
        Column("premiere", _day, "The day."),
        Column("known_from", _day, "First date on which this day was the one known.", True),
        Column("known_until", _day, "First date on which another was; empty while it stands."),
    ),
)

PRINTING = Contract(
    "printing",
    "Where a title of the platform's lists and reports was first printed.",
    ("title_id",),
    (
        Column("title_id", _int, "The title.", True),
        Column("printed_on", _day, "Day on which it could first be read so; that of the copy where a copy came later."),
        Column("file_id", _int, "The file.", True),
        Column("row", _int, "Row of that file.", True, at_least=1),
        Column("on_world_list", _text, "Whether on the world's weekly list.", True, ("yes", "no")),
    ),
)

UNPLACED = Contract(
    "unplaced",
    "A title that could not be placed, with its candidates.",
    ("title_id",),
    (
        Column("title_id", _int, "The title.", True),
        Column("reason", _text, "Why not.", True),
        Column("candidates", _text, "Nearest seasons with weights, as words; empty when there is none."),
    ),
)

OVERRIDE = Contract(
    "override",
    "A person's verdict on a title: it is that season, or it is no series at all.",
    ("series_text", "season_text", "platform"),
    (
        Column("series_text", _text, "As printed.", True),
        Column("season_text", _text, "As printed; empty for none.", True),
        Column("platform", _text, "Platform; * for any.", True),
        Column("series", _text, "Name of the right series; empty with verdict 'no'."),
        Column("number", _int, "Right season number; empty for the series as a whole."),
        Column(
            "verdict",
            _text,
            "'is' that season, 'no' series to place, or an earlier verdict 'withdrawn'.",
            True,
            ("is", "no", "withdrawn"),
        ),
        Column("reason", _text, "Why, in words.", True),
    ),
)

RUN = Contract(
    "run",
    "One run of a verb that wrote to the store.",
    ("run_id",),
    (
        Column("run_id", _int, "Number within this store.", True),
        Column("verb", _text, "Verb.", True),
        Column("as_of", _day, "As-of date, where the verb has one."),
        Column("version", _text, "Version of Cliffhanger.", True),
        Column("seed", _int, "Seed, where the verb draws numbers."),
        Column("rows", _int, "Rows written.", True),
        Column("inputs", _text, "Digests of the files read, joined by spaces.", True),
        Column("ended_at", pa.timestamp("us", "UTC"), "When it ended.", True),
    ),
)

FACT = Contract(
    "fact",
    "A release placed on a season, as `evidence.ledger.facts` hands it on for a date; not kept.",
    (),
    (
        Column("season_id", _text, "The season, or series_id/* for the series as a whole.", True),
        *(c for c in RELEASE.columns if c.name not in {"file_id", "title_id"}),
        Column("source", _text, "Reader of the file.", True),
        Column("publisher", _text, "Who printed the figures.", True),
        Column("file", _text, "File name.", True),
        Column("digest", _text, "SHA-256 of the file.", True),
        Column("series_text", _text, "Title as printed.", True),
        Column("season_text", _text, "Season title as printed."),
        Column("platform", _text, "Platform.", True),
        Column("weight", _real, "How sure the link is, 0-1.", True, at_least=0, at_most=1),
    ),
)

_label_sure = GRADES[3:]
_yes_no = ("yes", "no")

OUTCOME = Contract(
    "outcome",
    "The ledger: what happened to a season, as known on a date; made by `outcomes`, not kept.",
    (),
    (
        *(c for c in SEASON.columns if c.name != "known_on"),
        Column("platform", _text, "Platform; of several the first by the alphabet."),
        Column("premiere", _day, "Premiere, or the Monday of its first listed week where none is printed."),
        Column("outcome", _text, "What happened; see [outcomes](#outcomes).", True, LEDGER_OUTCOMES),
        Column("happened_on", _day, "Day of the decision; empty where a month or a year alone is known, or nothing."),
        Column("known_on", _day, "First day on which it could be known; of limbo the day on which it began."),
        Column("grade", _text, "How sure it is; empty where nothing is decided and none says so.", False, _label_sure),
        Column("trust", _text, "Kind of evidence that decided, see `outcomes`; empty where nothing is decided."),
        Column("publication", _text, "Who says so; the most trusted, where several do."),
        Column("url", _text, "Where."),
        Column("proof", _text, "Who or what made it known first: a publication, a premiere, a label."),
        Column("basis", _text, "What that was.", False, ("claim", "sequel", "label")),
        Column("next_season_id", _text, "The later season by whose premiere the renewal became known, if it was."),
        Column("claims", _int, "How many claims there are, pending ones among them.", True, at_least=0),
        Column("contradicted_by", _text, "Claims that contradict the outcome, in words."),
        Column("last_said_on", _day, "Day of the latest claim: silence after it says nothing where no source looked."),
        Column("ordered_before_premiere", _text, "Whether the next season was ordered before this one came out.", False,
               _yes_no),
        Column("limited", _text, "Whether the label first printed says Limited Series.", False, _yes_no),
        Column("limited_before_launch", _text, "The same, where that label was printed at the launch.", False, _yes_no),
        Column("label_printed", _text, "The label as the platform first printed it."),
        Column("label_known_on", _day, "Day of that printing."),
        Column("relabelled_on", _day, "First day on which it was printed as the contrary: limited, or no longer so."),
    ),
)  # fmt: skip

OUTCOME_CLAIM = Contract(
    "outcome_claim",
    "One claim about what happened to a season; made by `outcomes`, not kept.",
    (),
    (
        Column("season_id", _text, "The season.", True),
        Column("claim", _int, "Number within the season, in the order in which they became known.", True, at_least=1),
        Column("outcome", _text, "What it says.", True, OUTCOMES),
        Column(
            "counts_as",
            _text,
            "What it counts as: limited, said of what was first printed as a season, is ended.",
            True,
            OUTCOMES,
        ),
        Column("happened_from", _day, "First day on which it may have happened, as far as the source says."),
        Column("happened_to", _day, "Last day on which it may have happened."),
        Column("known_on", _day, "Day on which the claim could be known.", True),
        Column("trust", _text, "Kind of evidence; see `outcomes`.", True),
        Column("grade", _text, "How sure it is, as its source grades it.", False, GRADES),
        Column("source", _text, "Reader of its file.", True),
        Column("publication", _text, "Who says so.", True),
        Column("url", _text, "Where."),
        Column("note", _text, "What the source adds."),
        Column("file", _text, "File name; empty for what was concluded from several."),
        Column("row", _int, "Row of that file.", at_least=1),
        Column("decides", _text, "Whether the outcome rests on it.", True, _yes_no),
        Column("conflicts_with", _text, "Numbers of the claims that cannot be true beside it, joined by commas."),
    ),
)

STORED = (
    FILE,
    TITLE,
    RELEASE,
    COPY,
    SEASON,
    LINK,
    PREMIERE,
    PRINTING,
    UNPLACED,
    OVERRIDE,
    RUN,
    RECONSTRUCTED_SEASON,
    RECONSTRUCTED_WEEK,
    FITTED,
    FORECAST,
    CHOICE,
    DOCUMENT,
    PRESS_CLAIM,
)
"""The tables of the store, in the order in which a row comes to rest."""
