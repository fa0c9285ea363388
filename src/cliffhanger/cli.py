"""The command line: one short command per verb; prints, shows progress, sets the exit code."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter, Token
from cyclopts.exceptions import CycloptsError

from cliffhanger.cli_desk import serve
from cliffhanger.cli_viewing import measure, simulate
from cliffhanger.errors import CliffhangerError, StoreError
from cliffhanger.terminal import bar as _bar

if TYPE_CHECKING:
    from cliffhanger.store import Store

app = App(
    name="cliffhanger",
    help="The open renewal desk for streaming series: will it get another season, should it, and on what evidence.",
)

app.command(measure)
app.command(serve)
app.command(simulate)

StorePath = Annotated[
    str | None,
    Parameter(name="--store", help="The store's file; ':memory:' for none. Default: the user's data folder."),
]

AssumptionsPath = Annotated[
    Path | None, Parameter(name="--assumptions", help="Your own assumptions on money, in TOML; see docs/money.md.")
]


def _as_day(type_: object, tokens: Sequence[Token]) -> dt.date:
    """A day as typed; one that does not exist is refused like any other bad input."""
    try:
        return dt.date.fromisoformat(tokens[0].value)
    except ValueError as problem:
        raise CliffhangerError(f"{tokens[0].value!r} is no day that exists; write it as 2021-09-14") from problem


AsOf = Annotated[dt.date | None, Parameter(help="Use only what was known on this day (YYYY-MM-DD).", converter=_as_day)]


@app.command
def gather(
    what: Annotated[
        list[str],
        Parameter(
            help="Files, folders, 'casebook' (shipped cases), or a download: 'netflix', 'tvmaze SERIES...', "
            "'tmdb [SERIES...]', 'imdb'; or 'press' with articles, pages, feeds, folders or addresses of them."
        ),
    ],
    /,
    *,
    store: StorePath = None,
    report: Annotated[bool, Parameter(negative="", help="Measure how well titles were placed.")] = False,
    private: Annotated[
        bool, Parameter(negative="", help="Let texts of the press come from addresses on a private network.")
    ] = False,
) -> None:
    """Read publishers' files, or download them, into the store."""
    from cliffhanger.reports.gathered import link_quality_in_words, print_gathered
    from cliffhanger.sources.gather import gather as run
    from cliffhanger.sources.publishers import download
    from cliffhanger.store import open_store

    with _bar() as step:
        asked = download(what, store, step)
        with open_store(store) as opened:
            done = run(
                opened,
                asked.paths,
                press=asked.press,
                private=private,
                progress=lambda number, total, name: step(name, number, total),
            )
            measured = link_quality_in_words(opened) if report else []
    for line in done.files.to_pylist():
        if line["status"] == "refused":
            print(line["reason"], file=sys.stderr)
    print_gathered(done.files.to_pylist())
    print(
        f"{done.rows:,} releases added. Of {done.titles:,} titles as printed {done.placed:,} are placed on a season or "
        f"series, {done.unplaced:,} are unplaced, {done.films:,} are films."
    )
    for line in [*done.terms, *measured]:
        print(line)
    if asked.missing:
        raise asked.missing


@app.command
def assess(
    series: Annotated[str, Parameter(help="Name of the series; a year in brackets chooses between namesakes.")],
    /,
    *,
    season: Annotated[int | None, Parameter(help="Season number; the latest known by default.")] = None,
    as_of: AsOf = None,
    format: Annotated[Literal["text", "json", "html", "md", "pdf"], Parameter(help="How to write it.")] = "text",
    out: Annotated[Path | None, Parameter(help="Write to this file in place of the terminal.")] = None,
    assumptions: AssumptionsPath = None,
    store: StorePath = None,
) -> None:
    """Write the dossier of one series on one date."""
    from cliffhanger.reports.assess import assess as run
    from cliffhanger.reports.formats import write_as

    if format == "pdf" and out is None and sys.stdout.isatty():
        raise CliffhangerError("a PDF is no text for a terminal: name its file with --out FILE")
    with _reading(store) as opened:
        dossier = run(opened, series, season=season, as_of=as_of, assumptions_file=assumptions)
    written = write_as(dossier, format, colour=out is None and sys.stdout.isatty())
    if out is not None:
        _write(out, written)
        print(f"written to {out}", file=sys.stderr)
    elif isinstance(written, bytes):
        sys.stdout.buffer.write(written)
    else:
        sys.stdout.write(written)


def _write(out: Path, written: str | bytes) -> None:
    """Write a file whole or not at all."""
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(written if isinstance(written, bytes) else written.encode())
        part.replace(out)
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise StoreError(f"cannot write {out}: {problem.strerror}") from problem


@app.command
def reconstruct(
    *,
    as_of: AsOf = None,
    format: Annotated[Literal["text", "json"], Parameter(help="How to write it.")] = "text",
    store: StorePath = None,
) -> None:
    """Reconstruct the audience of every season week by week, and keep it in the store."""
    from cliffhanger.audience.reconstruct import reconstruct as run
    from cliffhanger.reports.reconstructed import to_text
    from cliffhanger.reports.seasons_json import to_json
    from cliffhanger.store import open_store

    with _bar() as step, open_store(store) as opened:
        seasons = run(opened, as_of=as_of, progress=step)
    sys.stdout.write(to_json(seasons) if format == "json" else to_text(seasons))


@app.command
def backtest(
    what: Annotated[Literal["audience", "renewal", "press"], Parameter(help="What to replay.")],
    /,
    *,
    format: Annotated[
        Literal["text", "json", "html"], Parameter(help="How to write it; html: of renewals alone.")
    ] = "text",
    store: StorePath = None,
) -> None:
    """Replay past dates and score what would have been said against what came out."""
    if format == "html" and what != "renewal":
        sys.stderr.write(f"cliffhanger: the record of {what} has no page: give text or json\n")
        sys.exit(2)
    from cliffhanger.forecasts.backtest import backtest as run
    from cliffhanger.reports import press_record, record, renewal_record

    with _bar() as step, _reading(store) as opened:
        found = run(opened, what, progress=step)
    if format == "html":
        from cliffhanger.reports.record_page import to_html

        sys.stdout.write(to_html(found))
        return
    room = {"audience": record, "renewal": renewal_record, "press": press_record}[what]
    sys.stdout.write(room.to_json(found) if format == "json" else room.to_text(found))


@app.command
def fit(
    *,
    as_of: AsOf = None,
    store: StorePath = None,
) -> None:
    """Refit the renewal models on the store, and keep them in it."""
    from cliffhanger.forecasts.fit import fit as run
    from cliffhanger.reports.odds import fitted_to_text
    from cliffhanger.store import open_store

    with _bar() as step, open_store(store) as opened:
        models = run(opened, as_of=as_of, progress=step)
    sys.stdout.write(fitted_to_text(models))


@app.command
def forecast(
    *,
    as_of: AsOf = None,
    format: Annotated[Literal["text", "json"], Parameter(help="How to write it.")] = "text",
    store: StorePath = None,
) -> None:
    """Give odds of another season for every undecided one, and keep them in the store."""
    from cliffhanger.audience.weekly import newest_list
    from cliffhanger.forecasts.forecast import forecast as run
    from cliffhanger.reports.odds import to_text
    from cliffhanger.reports.seasons_json import to_json
    from cliffhanger.store import open_store

    with _bar() as step, open_store(store) as opened:
        seasons = run(opened, as_of=as_of, progress=step)
        newest = newest_list(opened, as_of or dt.date.today())
    sys.stdout.write(to_json(seasons) if format == "json" else to_text(seasons, newest))


@app.command
def slate(
    file: Annotated[Path, Parameter(help="The slate: budget, candidates, limits and taste for risk, in TOML.")],
    /,
    *,
    as_of: AsOf = None,
    assumptions: AssumptionsPath = None,
    format: Annotated[Literal["text", "json"], Parameter(help="How to write it.")] = "text",
    store: StorePath = None,
) -> None:
    """Choose which seasons to renew under a budget."""
    from cliffhanger.decisions.slate import slate as run
    from cliffhanger.reports.slate_report import to_json, to_text
    from cliffhanger.store import open_store

    with _bar() as step, open_store(store) as opened:
        found = run(opened, file, as_of=as_of, assumptions_file=assumptions, progress=step)
    sys.stdout.write(to_json(found) if format == "json" else to_text(found))


@app.command
def outcomes(
    series: Annotated[str, Parameter(help="Name of the series; a year in brackets chooses between namesakes.")],
    /,
    *,
    as_of: AsOf = None,
    format: Annotated[Literal["text", "json"], Parameter(help="How to write it.")] = "text",
    store: StorePath = None,
) -> None:
    """Print what happened to each season of a series, and every claim on which that rests."""
    from cliffhanger.reports.trail import to_json, to_text, trail

    with _reading(store) as opened:
        found = trail(opened, series, as_of)
    sys.stdout.write(to_json(found) if format == "json" else to_text(found))


@app.command
def claims(
    series: Annotated[
        str | None, Parameter(help="Name of the series; without one, what could not be placed on any.")
    ] = None,
    /,
    *,
    as_of: AsOf = None,
    format: Annotated[Literal["text", "json"], Parameter(help="How to write it.")] = "text",
    store: StorePath = None,
) -> None:
    """Print what texts of the press claim of a series, each claim with the sentence that says it."""
    from cliffhanger.evidence.press import claims as run
    from cliffhanger.reports.said import to_json, to_text

    with _reading(store) as opened:
        found = run(opened, series, as_of=as_of)
    day = as_of or dt.date.today()
    sys.stdout.write(to_json(found, series, day) if format == "json" else to_text(found, series, day))


def main() -> None:
    """Run the command line: exit code 0 done, 1 refused with a message, 2 misuse."""
    try:
        app(sys.argv[1:], exit_on_error=False, print_error=True, result_action="return_value")
    except CliffhangerError as problem:
        print(f"cliffhanger: {problem}", file=sys.stderr)
        sys.exit(1)
    except CycloptsError:
        sys.exit(2)
    except BrokenPipeError:
        # The reader of a pipe has seen enough; closing stderr keeps Python from saying so.
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        print("cliffhanger: interrupted; the store is as it was", file=sys.stderr)
        sys.exit(130)


@contextmanager
def _reading(path: str | None) -> Iterator[Store]:
    """The store for reading; without one, the shipped casebook alone."""
    from cliffhanger.store import default_path, open_store

    if path is None and not default_path().exists():
        from cliffhanger.sources.gather import gather as run

        print(
            "There is no store yet: this uses the shipped casebook alone. Fill one with `cliffhanger gather netflix`.",
            file=sys.stderr,
        )
        with open_store(":memory:") as store:
            run(store, ["casebook"])
            yield store
        return
    with open_store(path, read_only=True) as store:
        yield store
