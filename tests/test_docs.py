"""The pages say what the program does: examples run, links lead somewhere, tables are those of the code."""

from __future__ import annotations

import ast
import doctest
import importlib
import importlib.util
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import cliffhanger

ROOT = Path(__file__).resolve().parents[1]
PAGES = (*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md")))
MODULES = sorted(m.name for m in pkgutil.walk_packages(cliffhanger.__path__, "cliffhanger."))
VERBS = sorted(name for name in cliffhanger.__all__ if name.islower() and name != "open_store")


def examples() -> ModuleType:
    """The module that runs the pages' examples."""
    spec = importlib.util.spec_from_file_location("page_examples", ROOT / "docs" / "examples.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def undocumented(node: ast.Module | ast.ClassDef) -> Iterator[str]:
    """Names of public modules, classes, functions and methods without a docstring."""
    if not ast.get_docstring(node):
        yield getattr(node, "name", "the module")
    for inner in node.body:
        if isinstance(inner, ast.ClassDef) and not inner.name.startswith("_"):
            yield from undocumented(inner)
        elif isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_") and not ast.get_docstring(inner):
            yield inner.name


def test_generated_pages_are_fresh() -> None:
    """The data dictionary and the dossier's keys are those of the code."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", examples().PAGES, ids=lambda page: page.name)
def test_examples_run_and_print_what_stands_there(page: Path) -> None:
    """Every session and every piece of Python on the page, in order, in an empty folder."""
    for block, body in examples().run_page(page):
        assert block.body == body, f"{page.name}, line {block.line}"


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_run(name: str) -> None:
    """The worked examples in the docstrings give what they say."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link names a file that is there."""
    for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)\s#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_door_command_and_page(verb: str) -> None:
    """A verb is a function, a command, a page, and stands in the README."""
    from cliffhanger.cli import app

    assert callable(getattr(cliffhanger, verb))
    assert verb in app
    assert f"$ cliffhanger {verb}" in (ROOT / "docs" / f"{verb}.md").read_text(encoding="utf-8")
    assert f"cliffhanger {verb}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_command_without_a_verb() -> None:
    """What the command line offers can be had from Python too."""
    from cliffhanger.cli import app

    assert {name for name in app if not name.startswith("-")} == set(VERBS)


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: path.stem)
def test_modules_are_short_and_documented(path: Path) -> None:
    """At most 350 lines, a docstring on all that is public, and none of the marks of unfinished work."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 350
    assert not list(undocumented(ast.parse(text)))
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", text)
