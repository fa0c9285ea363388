"""Columns of whatever type as the whole numbers that packing takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cliffhanger.errors import Problem, SourceError
from cliffhanger.viewing import packing
from cliffhanger.viewing.catalogue import Catalogue
from cliffhanger.viewing.columns import NEEDED
from cliffhanger.viewing.definitions import MICRO, MOST_WEIGHT

_LEAST, _MOST = -(1 << 31), (1 << 31) - 1
_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


@dataclass(frozen=True)
class Canonical:
    """Rows as `packing.pack` takes them."""

    profile: np.ndarray
    hashed: bool
    season: np.ndarray
    low: int
    lookup: np.ndarray
    episode: np.ndarray
    start: np.ndarray
    per_second: int
    seconds: np.ndarray
    extra: np.ndarray
    mark: np.ndarray
    valid: np.ndarray


def canonical(table: pa.Table, catalogue: Catalogue, where: str) -> Canonical:
    """Turn columns of whatever type into whole numbers.

    Raises
    ------
    SourceError
        With every column whose type does not fit.
    """
    c = {name: _one(table[name]) for name in table.column_names}
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    for name, turn in (
        ("profile_id", _profiles),
        ("season_id", partial(_seasons, catalogue=catalogue)),
        ("episode", _whole),
        ("started_at", _start),
        ("seconds", _whole),
    ):
        try:
            parts[name] = turn(c[name])
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, TypeError) as problem:
            problems.append(Problem(None, name, _EXPECTED[name], f"{c[name].type} ({problem})"))
    if problems:
        raise SourceError(where, problems)
    valid = np.empty(0, bool)
    if any(c[name].null_count for name in NEEDED):
        valid = np.logical_and.reduce([c[name].is_valid().to_numpy(zero_copy_only=False) for name in NEEDED])
    for name in ("seconds", "episode"):
        if pa.types.is_floating(c[name].type):
            fine = pc.fill_null(pc.is_finite(c[name]), False).to_numpy(zero_copy_only=False)
            valid = fine & valid if valid.size else fine
    profile, hashed = parts["profile_id"]
    season, low, lookup = parts["season_id"]
    start, per_second = parts["started_at"]
    return Canonical(profile, hashed, season, low, lookup, parts["episode"], start, per_second, parts["seconds"],
                     _extra(c, table.num_rows), _mark(c), valid)  # fmt: skip


_EXPECTED = {
    "profile_id": "whole numbers or text",
    "season_id": "whole numbers or text",
    "episode": "whole numbers",
    "started_at": "moments in UTC",
    "seconds": "numbers",
}


def _one(column: pa.ChunkedArray) -> pa.Array:
    """One array, without extension types and large or fixed texts."""
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0) if array.num_chunks else pa.array([], array.type)
    if isinstance(array, pa.ExtensionArray):
        array = array.storage
    return array


def _profiles(array: pa.Array) -> tuple[np.ndarray, bool]:
    if pa.types.is_uint64(array.type):
        return _numpy(array, 0).view(np.int64), False
    if pa.types.is_integer(array.type):
        return _numpy(array.cast(pa.int64()), 0), False
    return _hashes(array).view(np.int64), True


def _hashes(array: pa.Array) -> np.ndarray:
    """64 bits for each text; of a dictionary each text is hashed once."""
    if pa.types.is_dictionary(array.type):
        found = _hashes(array.dictionary)
        chosen: np.ndarray = np.take(found, _numpy(array.indices, 0)) if found.size else np.zeros(0, np.uint64)
        return chosen if found.size else np.zeros(len(array), np.uint64)
    if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type) or pa.types.is_binary(array.type)
            or pa.types.is_fixed_size_binary(array.type) or pa.types.is_string_view(array.type)):  # fmt: skip
        raise TypeError("neither")
    array = array.cast(pa.large_binary() if pa.types.is_fixed_size_binary(array.type) else pa.large_string())
    _, offsets, data = array.buffers()
    out = np.zeros(len(array), np.uint64)
    if len(array) and data is not None and data.size:
        places = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
        packing.hash_texts(np.frombuffer(data, np.uint8), places, out)
    return out


def _seasons(array: pa.Array, catalogue: Catalogue) -> tuple[np.ndarray, int, np.ndarray]:
    """Season as an integer, what to take off, and the number of each in the catalogue or -1."""
    ids = catalogue.season_ids
    if pa.types.is_integer(array.type):
        known = catalogue.whole_numbers
        if not known:
            return np.zeros(len(array), np.int32), 0, np.full(1, -1, np.int32)
        low, high = min(known), max(known)
        if high - low < 1 << 22 and low >= _LEAST and high <= _MOST:
            lookup = np.full(high - low + 1, -1, np.int32)
            lookup[[k - low for k in known]] = list(known.values())
            return _small(array), low, lookup
        keys = np.array(sorted(known), np.int64)
        given = _numpy(array.cast(pa.int64()), 0)
        at = np.minimum(np.searchsorted(keys, given), keys.size - 1)
        numbers = np.array([known[int(k)] for k in keys], np.int32)
        return np.where(keys[at] == given, at, -1).astype(np.int32), 0, numbers
    if not pa.types.is_dictionary(array.type):
        array = array.cast(pa.string()).dictionary_encode()
    number = {s: i for i, s in enumerate(ids)}
    texts = array.dictionary.cast(pa.string()).to_pylist()
    lookup = np.array([number.get(s, -1) if s is not None else -1 for s in texts] or [-1], np.int32)
    return _numpy(array.indices.cast(pa.int32()), 0), 0, lookup


def _whole(array: pa.Array) -> np.ndarray:
    if pa.types.is_floating(array.type):
        given = np.nan_to_num(_numpy(array.cast(pa.float64()), 0.0), nan=0.0, posinf=0.0, neginf=0.0)
        whole: np.ndarray = np.floor(np.clip(given, _LEAST, _MOST)).astype(np.int32)
        return whole
    if not pa.types.is_integer(array.type):
        raise TypeError("no number")
    return _small(array)


def _small(array: pa.Array) -> np.ndarray:
    """Integers in 32 bits; what does not fit becomes the least or most that does, which is as absurd."""
    if array.type.bit_width < 32 or array.type == pa.int32():
        return _numpy(array.cast(pa.int32()), 0)
    if array.type == pa.uint64():
        array = pc.min_element_wise(array, pa.scalar(_MOST, pa.uint64()))
    cut: np.ndarray = np.clip(_numpy(array.cast(pa.int64()), 0), _LEAST, _MOST).astype(np.int32)
    return cut


def _start(array: pa.Array) -> tuple[np.ndarray, int]:
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        array = array.cast(pa.timestamp("us"))
    if not pa.types.is_timestamp(array.type):
        raise TypeError("no moment")
    return _numpy(array.cast(pa.int64()), 0), _PER_SECOND[array.type.unit]


def _extra(c: dict[str, pa.Array], rows: int) -> np.ndarray:
    """Country, membership and weight in one word; see `packing`."""
    if not {"country", "is_new_member", "weight"} & set(c):
        return np.empty(0, np.uint64)
    word = np.zeros(rows, np.uint64)
    if "country" in c:
        given = c["country"] if pa.types.is_dictionary(c["country"].type) else c["country"].dictionary_encode()
        codes = np.array([country_code(t) for t in given.dictionary.to_pylist()] + [0], np.uint64)
        codes = np.where(codes == 0, np.uint64(packing.BAD_COUNTRY), codes << np.uint64(packing.COUNTRY_SHIFT))
        word |= codes[_numpy(given.indices.cast(pa.int32()), -1)]
    if "is_new_member" in c:
        new = c["is_new_member"].cast(pa.bool_())
        code = pc.fill_null(pc.add(new.cast(pa.int8()), pa.scalar(1, pa.int8())), 0)
        word |= code.to_numpy().astype(np.uint64) << np.uint64(packing.MEMBER_SHIFT)
    if "weight" in c:
        weight = _numpy(c["weight"].cast(pa.float64()), np.nan)
        fine = (weight >= 0) & (weight <= MOST_WEIGHT)
        micro = np.floor(np.where(fine, weight, 1.0) * MICRO + 0.5).astype(np.uint64)
        word |= micro | np.where(fine, np.uint64(0), np.uint64(packing.BAD_WEIGHT))
    return word


def country_code(text: object) -> int:
    """A country of two letters as a number that sorts as the letters do; 0 for anything else.

    Examples
    --------
    >>> country_code("US"), country_code("us"), country_code("Peru"), country_text(country_code("IL"))
    (691, 691, 0, 'IL')
    """
    if not isinstance(text, str) or not re.fullmatch("[A-Za-z]{2}", text):
        return 0
    word = text.upper()
    return (ord(word[0]) - 64) * 32 + ord(word[1]) - 64


def country_text(code: int) -> str:
    """The two letters of a code."""
    return chr(64 + code // 32) + chr(64 + code % 32)


def _mark(c: dict[str, pa.Array]) -> np.ndarray:
    """63 bits of the device or, with a bit set, of the event id; 0 for neither."""
    if not {"event_id", "device"} & set(c):
        return np.empty(0, np.uint64)
    rows = len(c["profile_id"])
    word = np.zeros(rows, np.uint64)
    if "device" in c:
        device = c["device"] if pa.types.is_dictionary(c["device"].type) else c["device"].cast(pa.string())
        word = np.where(
            device.is_valid().to_numpy(zero_copy_only=False), (_hashes(device) >> np.uint64(1)) | np.uint64(1), word
        )
    if "event_id" in c:
        event = c["event_id"]
        if pa.types.is_integer(event.type):
            event = event.cast(pa.string())
        known = event.is_valid().to_numpy(zero_copy_only=False)
        word = np.where(known, _hashes(event) | np.uint64(packing.EVENT), word)
    return word


def _numpy(array: pa.Array, instead: Any) -> np.ndarray:
    if array.null_count:
        array = array.fill_null(instead)
    return array.to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]
