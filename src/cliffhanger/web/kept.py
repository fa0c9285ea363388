"""Answers that are kept: the latest used, each worked out once however many ask for it at the same time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """The answers used last.

    Parameters
    ----------
    most : int
        How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer of that key, made now if it is not kept; a refusal is raised and not kept."""
        with self._guard:
            found = self._answers.get(key)
            mine = found is None
            if found is None:
                found = self._answers[key] = Future()
                while len(self._answers) > self._most:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(key)
        if mine:
            try:
                found.set_result(make())
            except BaseException as problem:
                with self._guard:
                    self._answers.pop(key, None)
                found.set_exception(problem)
                raise
        answer: T = found.result()
        return answer

    def has(self, key: Hashable) -> bool:
        """Whether the answer of that key is there already."""
        with self._guard:
            found = self._answers.get(key)
        return found is not None and found.done()
