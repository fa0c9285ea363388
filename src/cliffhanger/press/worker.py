"""Read many texts on two cores: one half here, the other in a second process that knows nothing but the texts.

The second process is started by its command, not by `multiprocessing`, which would run a user's script again.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from cliffhanger.press.reading import read_claims
from cliffhanger.press.records import Claim

MANY = 120
"""From so many texts on a second process is worth its start."""

Task = Mapping[str, Any]
"""Arguments of `reading.read_claims`."""


def read_all(tasks: Sequence[Task]) -> list[list[Claim]]:
    """Read texts, in their order; many of them on two cores.

    Parameters
    ----------
    tasks : sequence of mapping
        The arguments of `reading.read_claims` for each text.

    Examples
    --------
    >>> [[claim.word for claim in found] for found in read_all([{"text": "“Night Ferry” was cancelled."}])]
    [['cancelled']]
    """
    if len(tasks) < MANY or (os.cpu_count() or 1) < 2:
        return [read_claims(**task) for task in tasks]
    half = len(tasks) // 2
    with subprocess.Popen(
        [sys.executable, "-m", "cliffhanger.press.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as other:  # fmt: skip
        assert other.stdin is not None
        assert other.stdout is not None
        try:
            pickle.dump([dict(task) for task in tasks[half:]], other.stdin)
            other.stdin.close()
        except OSError:
            return [read_claims(**task) for task in tasks]
        first = [read_claims(**task) for task in tasks[:half]]
        answer = other.stdout.read()
    if other.returncode != 0:
        # Where a second process cannot be had, one does all.
        return first + [read_claims(**task) for task in tasks[half:]]
    second: list[list[Claim]] = pickle.loads(answer)
    return first + second


def main() -> None:
    """Read the texts that come in, and hand their claims back."""
    tasks = pickle.load(sys.stdin.buffer)
    pickle.dump([read_claims(**task) for task in tasks], sys.stdout.buffer)


if __name__ == "__main__":
    main()
