"""Memory: what a store that nobody can write to was asked before."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

from cachetools import LRUCache

T = TypeVar("T")

MOST_BYTES = 512 * 2**20
"""How much is kept."""

_SMALL = 4096


def _bytes(answer: object) -> int:
    """Size of an answer; of one that does not know its own, a guess."""
    return int(getattr(answer, "nbytes", _SMALL))


class Memory:
    """Answers by question; the longest unused are forgotten beyond `MOST_BYTES`. They are shared: never change one."""

    def __init__(self) -> None:
        self._answers: LRUCache[Hashable, object] = LRUCache(MOST_BYTES, _bytes)
        self._lock = Lock()

    def recall(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer given before, else found out now; two who ask at once may both find it out."""
        with self._lock:
            if question in self._answers:
                return self._answers[question]  # type: ignore[return-value]
        found = answer()
        with self._lock:
            if self._answers.getsizeof(found) <= self._answers.maxsize:
                self._answers[question] = found
        return found
