"""What every command shows on a terminal while it works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar() -> Iterator[Callable[[str, int, int | None], None]]:
    """A progress bar on a terminal, and nothing in a pipe: a function of a name, what is done and how much there is."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description:<40.40}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task("", total=None)

        def step(name: str, done: int, total: int | None) -> None:
            progress.update(task, description=name, completed=done, total=total)

        yield step
