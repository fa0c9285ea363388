"""Draws: numbers that stand for what is not known, the same ones for the same question.

Pure. Each unknown has a stream of its own, so that one more of them changes nothing of the others.
"""

from __future__ import annotations

import zlib
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]

MANY = 4_000
"""Draws of a dossier: their own error is below a fortieth of the interval's width."""

SEED = 721
Z80 = 1.2815515655446004
"""Standard deviations from the middle to an end of the 80 % interval."""


class Ranged(Protocol):
    """What has a value and an 80 % range."""

    @property
    def name(self) -> str:
        """Name of its stream."""
        ...

    @property
    def value(self) -> float:
        """Median."""
        ...

    @property
    def low(self) -> float:
        """Lower end of the 80 % range."""
        ...

    @property
    def high(self) -> float:
        """Upper end."""
        ...


def normal(name: str, many: int = MANY) -> Reals:
    """Standard normal draws of a named stream, shape (many,)."""
    return np.random.default_rng([SEED, zlib.crc32(name.encode())]).standard_normal(many)


def drawn(one: Ranged, many: int = MANY) -> Reals:
    """Draws of something with a value and a range: a tenth below the low end, a tenth above the high one.

    Logarithms are two half-normals that meet at the value; where the range reaches nought or less, the figures are.
    """
    z = normal(one.name, many)
    return spread(one.low, one.value, one.high, z)


def spread(low: float, middle: float, high: float, z: Reals) -> Reals:
    """Numbers whose 10 %, 50 % and 90 % quantiles are those given, along standard normal draws.

    Examples
    --------
    >>> spread(1.0, 2.0, 8.0, np.array([-Z80, 0.0, Z80])).round(6).tolist()
    [1.0, 2.0, 8.0]
    """
    up, down = np.maximum(z, 0.0) / Z80, np.maximum(-z, 0.0) / Z80
    if low <= 0:
        return np.asarray(middle + up * (high - middle) - down * (middle - low))
    return np.asarray(middle * (high / middle) ** up * (low / middle) ** down)


def quantiles(values: Reals) -> tuple[float, float, float]:
    """Lower end, median and upper end of the 80 % interval."""
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    return float(low), float(middle), float(high)
