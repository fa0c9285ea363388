"""Write what is made from code: the data dictionary, the keys of the dossier, and what the examples print.

Run by ``make docs``. With ``--check`` nothing is written, and the exit code is 1 if a page is stale; what examples
print is then left to `tests/test_docs.py`. `data-dictionary.md` is made whole; in `dossier.md` only what stands
between the two marks is.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import examples
import pyarrow as pa

from cliffhanger import decision_tables, forecast_tables, measures, press_tables, tables, viewing_tables
from cliffhanger.reports import dossier, money_data

HERE = Path(__file__).resolve().parent
START, END = "<!-- keys: made by docs/generate.py -->", "<!-- end of keys -->"

_TYPES = {
    pa.string(): "text",
    pa.int64(): "whole number",
    pa.float64(): "number",
    pa.date32(): "date",
    pa.timestamp("us", "UTC"): "moment (UTC)",
}
_KINDS = {"int": "whole number", "float": "number", "str": "text", "dt.date": "date", "None": "null"}

HANDED_ON = (
    tables.PRINTED, forecast_tables.PANEL, tables.FACT, tables.OUTCOME, tables.OUTCOME_CLAIM, decision_tables.COST,
    decision_tables.MONEY, decision_tables.BREAKEVEN, decision_tables.GRID, decision_tables.KNOWING,
    press_tables.SAID,
)  # fmt: skip

OUTCOME_MEANINGS = {
    "renewed": "another season was ordered",
    "cancelled": "the platform ended it, and a source says so",
    "ended": "ended as planned, or the source does not say why; read the note",
    "limited": "a limited series: no further season was meant",
    "wrap-up": "a film or a short final season closes it",
    "pending": "nothing decided at the time of the source",
    "un-renewed": "a renewal was taken back",
    "limbo": "of the ledger alone: nothing decided in the 18 months after the premiere",
    "unknown": "of the ledger alone: neither a premiere nor a claim is at hand",
}
GRADE_MEANINGS = {
    "A": "a filing, a leaked document, a named person, or the publisher's own figure",
    "B": "trade or business press, and Nielsen as the press prints it",
    "C": "lists, compilations, retellings",
    "listed": "an outcome as a list has it",
    "reported": "an outcome that a press report names",
    "inferred": "an outcome concluded from something else, as a renewal from a later season",
}


def data_dictionary() -> str:
    """The whole page of tables, measures, outcomes and grades."""
    lines = [
        "# Data dictionary",
        "",
        "Made from `cliffhanger.tables` by `make docs`; do not edit by hand. The store checks every row against these",
        "contracts before it keeps it, and refuses a batch with all its problems at once.",
        "",
        "*Needed* marks columns that may not be empty. Dates are days without a time.",
        "",
        "## Tables of the store",
        "",
        "A figure passes through them in this order: a file is read, its titles and releases are kept, titles are",
        "placed on seasons by links. Those at the end are handed on between rooms, or to you, and not kept.",
        "",
        *_list([f"[`{c.name}`](#{c.name}): {c.meaning}" for c in (*tables.STORED, *HANDED_ON)]),
    ]
    for contract in tables.STORED:
        lines += _contract(contract)
    lines += ["", "## Tables that are handed on and not kept"]
    for contract in HANDED_ON:
        lines += _contract(contract)
    lines += ["", "## Tables that `measure` writes", "", "One Parquet file each; see [measure](measure.md)."]
    for contract in (*viewing_tables.VIEWING, viewing_tables.VIEWING_REACH):
        lines += _contract(contract)
    lines += ["", "## Measures", "", "The column `measure` holds one of these words; a measure of words stands in"]
    lines += ["`text`, any other in `value`, in the unit named and within the bounds.", ""]
    lines += _table(
        ("measure", "unit", "stands in", "bounds", "meaning"),
        [
            (f"`{m.name}`", m.unit, "text" if m.text else "value", _bounds(m.at_least, m.at_most), m.meaning)
            for m in measures.MEASURES.values()
        ],
    )
    lines += ["", "## Outcomes", "", "Words of the measure `outcome`, and of the ledger.", ""]
    lines += _table(("word", "meaning"), [(word, OUTCOME_MEANINGS[word]) for word in measures.LEDGER_OUTCOMES])
    lines += ["", "## Grades", "", "How far to trust a release; for outcomes, how sure the label is.", ""]
    lines += _table(("grade", "meaning"), [(grade, GRADE_MEANINGS[grade]) for grade in measures.GRADES])
    return "\n".join(lines) + "\n"


def dossier_keys() -> str:
    """The tables of keys that `dossier.md` shows between its marks."""
    notes = _field_notes()
    described = [dossier.Dossier, *(found for found in _dataclasses() if found is not dossier.Dossier)]
    lines: list[str] = []
    for found in described:
        lines += ["", f"### {found.__name__}", "", _prose(found.__doc__), ""]
        rows = [("`schema`", "text", f"always `{dossier.SCHEMA}`")] if found is dossier.Dossier else []
        rows += [
            (f"`{f.name}`", _kind(str(f.type)), notes.get((found.__name__, f.name), ""))
            for f in dataclasses.fields(found)
        ]
        lines += _table(("key", "type", "meaning"), rows)
    return "\n".join(lines).strip() + "\n"


def pages() -> dict[Path, str]:
    """Every page that is made, with what should stand in it."""
    page = HERE / "dossier.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    whole = f"{before}{START}\n\n{dossier_keys()}\n{END}{after}"
    return {HERE / "data-dictionary.md": data_dictionary(), page: whole}


def stale() -> list[Path]:
    """Pages that differ from what the code says now."""
    return [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main() -> int:
    """Write the pages and run the examples anew, or check the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 if a page is stale")
    if parser.parse_args().check:
        old = stale()
        for path in old:
            sys.stderr.write(f"docs/{path.name} is stale: run `make docs`\n")
        return 1 if old else 0
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    for page in examples.PAGES:
        page.write_text(examples.refreshed(page), encoding="utf-8")
    return 0


def _contract(contract: tables.Contract) -> list[str]:
    key = ", ".join(f"`{name}`" for name in contract.key) or "none"
    rows = [
        (
            f"`{c.name}`",
            _TYPES[c.type],
            "yes" if c.required else "",
            ", ".join(c.allowed) if 0 < len(c.allowed) <= 8 else _bounds(c.at_least, c.at_most) or _long(c),
            c.meaning,
        )
        for c in contract.columns
    ]
    head = ("column", "type", "needed", "values", "meaning")
    return ["", f"### {contract.name}", "", contract.meaning, "", f"Key: {key}.", "", *_table(head, rows)]


def _long(column: tables.Column) -> str:
    return "see [measures](#measures)" if column.allowed else ""


def _bounds(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return f"{low:,g} or more"
    return f"up to {_plain(high)}" if low is None else f"{_plain(low)} to {_plain(high)}"


def _plain(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:g}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    return [line(head), line(["---"] * len(head)), *(line(row) for row in rows)]


def _list(items: Sequence[str]) -> list[str]:
    return [f"- {item}" for item in items]


def _dataclasses() -> Iterator[type]:
    for module in (dossier, money_data):
        for node in ast.parse(inspect.getsource(module)).body:
            found = getattr(module, node.name) if isinstance(node, ast.ClassDef) else None
            if found is not None and dataclasses.is_dataclass(found):
                yield found


def _field_notes() -> dict[tuple[str, str], str]:
    """The words that stand under a field in the source, by class and field."""
    notes = {}
    for node in (*ast.parse(inspect.getsource(dossier)).body, *ast.parse(inspect.getsource(money_data)).body):
        if not isinstance(node, ast.ClassDef):
            continue
        for field, under in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(under, ast.Expr)
                and isinstance(under.value, ast.Constant)
            ):
                notes[node.name, field.target.id] = _prose(str(under.value.value))
    return notes


def _kind(annotation: str) -> str:
    several = re.fullmatch(r"tuple\[(\w[\w.]*), \.\.\.\]", annotation)
    if several:
        return f"list of {_named(several[1])}"
    return " or ".join(_named(part.strip()) for part in annotation.split("|"))


def _named(name: str) -> str:
    known = {found.__name__ for found in _dataclasses()}
    return f"[{name}](#{name.lower()})" if name in known else _KINDS.get(name, name)


def _prose(text: str | None) -> str:
    return " ".join((text or "").split())


if __name__ == "__main__":
    sys.exit(main())
