"""Bytes of the published index: numbers of variable length, front-coded words, deflated files. Twin: `web/bytes.js`.

Every file is a zlib stream, so a browser unpacks it by itself whatever the server does, and its checksum tells a
damaged file from a good one.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["front_coded", "name_of", "packed", "packed_json", "put_numbers"]


def put_numbers(out: bytearray, numbers: Iterable[int]) -> None:
    """Append numbers of any size from 0, seven bits a byte, the lowest first."""
    append = out.append
    for given in numbers:
        number = given
        while number > 127:
            append(number & 127 | 128)
            number >>= 7
        append(number)


def front_coded(words: Sequence[str]) -> bytes:
    """Sorted words: how many there are, then for each the bytes that it shares with the one before, and the rest."""
    out = bytearray()
    put_numbers(out, [len(words)])
    before = b""
    for word in words:
        coded = word.encode()
        shared = 0
        limit = min(len(before), len(coded))
        while shared < limit and before[shared] == coded[shared]:
            shared += 1
        put_numbers(out, [shared, len(coded) - shared])
        out += coded[shared:]
        before = coded
    return bytes(out)


def packed(data: bytes) -> bytes:
    """Deflated, with a checksum."""
    return zlib.compress(data, 9)


def packed_json(value: Any) -> bytes:
    """A value as deflated JSON, keys sorted."""
    return packed(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def name_of(term: str) -> str:
    """Name of the file of a shard by its first term: FNV-1a, 32 bits, of the term's UTF-8."""
    value = 0x811C9DC5
    for byte in term.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{value:08x}"
