"""Run the examples of the pages: every console session and every piece of Python, in the order in which they stand.

Each page starts in an empty folder, with no store. A session is fenced as ``console`` and its commands start with
``$ ``. What it prints must stand under it word for word, unless a comment on the line above the fence says what is
shown: ``<!-- shown: first 3; WHAT IT COST; last 2 -->`` keeps the first three lines, the section of that heading, and
the last two; an ellipsis stands for each cut. Python with ``>>>`` is checked as a doctest, any other is run.
"""

from __future__ import annotations

import contextlib
import doctest
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md")))
CUT = "..."

_FENCE = re.compile(
    r"^(?:<!-- shown: (?P<shown>[^\n]*?) -->\n)?```(?P<kind>console|python)\n(?P<body>.*?)^```$", re.M | re.S
)
_HEADING = re.compile(r"[A-Z][A-Z ,'’&-]{5,}|## .*")


@dataclass(frozen=True)
class Block:
    """One fenced example.

    Parameters
    ----------
    kind : str
        console or python.
    body : str
        What stands between the fences.
    shown : str or None
        What of the output is shown; None for all of it.
    line : int
        Line of the page.
    start, end : int
        Place of the body within the page.
    """

    kind: str
    body: str
    shown: str | None
    line: int
    start: int
    end: int


def blocks(text: str) -> list[Block]:
    """The examples of a page, in order."""
    return [
        Block(
            found["kind"],
            found["body"],
            found["shown"],
            text.count("\n", 0, found.start("body")),
            *found.span("body"),
        )
        for found in _FENCE.finditer(text)
    ]


def run_page(page: Path) -> Iterator[tuple[Block, str]]:
    """Run a page's examples; give each with what its body should read.

    Raises
    ------
    AssertionError
        If a doctest of the page fails.
    """
    text = page.read_text(encoding="utf-8")
    with _fresh_desk() as env:
        names: dict[str, object] = {"__name__": "__main__"}
        for block in blocks(text):
            if block.kind == "console":
                yield block, _session(block, env)
            else:
                _python(block, names, page)
                yield block, block.body


def refreshed(page: Path) -> str:
    """The page's text with what its sessions print now."""
    text = page.read_text(encoding="utf-8")
    for block, body in reversed(list(run_page(page))):
        text = text[: block.start] + body + text[block.end :]
    return text


def cut(lines: list[str], shown: str) -> list[str]:
    """Lines of an output that are shown, with an ellipsis for each cut.

    Raises
    ------
    ValueError
        If no line is the heading named.
    """
    kept: set[int] = set()
    for part in (part.strip() for part in shown.split(";")):
        word, _, number = part.partition(" ")
        if word == "first" and number.isdigit():
            kept |= set(range(int(number)))
        elif word == "last" and number.isdigit():
            kept |= set(range(len(lines) - int(number), len(lines)))
        else:
            at = lines.index(part)
            ends = (n for n in range(at + 1, len(lines)) if _HEADING.fullmatch(lines[n]))
            kept |= set(range(at, next(ends, len(lines))))
    out: list[str] = []
    for at, line in enumerate(lines):
        if at in kept:
            out.append(line)
        elif not out or out[-1] != CUT:
            if out and not out[-1]:
                out.pop()
            out.append(CUT)
    return out


@contextlib.contextmanager
def _fresh_desk() -> Iterator[dict[str, str]]:
    """An empty folder to work in, and a home without a store."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        home = Path(folder, ".home")
        wanted = {
            "HOME": str(home),
            **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CACHE", "CONFIG")},
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))),
            "COLUMNS": "100",
            "NO_COLOR": "1",
        }
        with mock.patch.dict(os.environ, wanted):
            yield dict(os.environ)


def _session(block: Block, env: dict[str, str]) -> str:
    out: list[str] = []
    code = 0
    commands = [line for line in block.body.splitlines() if line.startswith("$ ")]
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", f"(exit {code}); {command[2:]}"],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        code = done.returncode
        lines = [line.rstrip() for line in done.stdout.splitlines()]
        out += [command, *(cut(lines, block.shown) if block.shown else lines)]
    return "\n".join(out) + "\n"


def _python(block: Block, names: dict[str, object], page: Path) -> None:
    if ">>>" not in block.body:
        exec(compile("\n" * block.line + block.body, str(page), "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(block.body, names, page.name, str(page), block.line)
    said: list[str] = []
    failed = doctest.DocTestRunner(verbose=False).run(test, out=said.append, clear_globs=False).failed
    names.update(test.globs)
    assert not failed, "".join(said)
