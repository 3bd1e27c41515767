"""Postings as files: sorted terms cut into shards of a few kilobytes, each read with one request.

A shard begins at a term chosen by the term itself, not by what stands before it, and is named after that term: editing
one page rewrites the shards of its words and leaves the others as they are, byte for byte.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb_tools.search.encoding import front_coded, name_of, packed, put_numbers

__all__ = ["RECORD", "TOP", "Postings", "Shard", "count_of", "cut", "directory", "shard_files"]

#: A posting on its way to the shards: document, impact, sections.
RECORD = struct.Struct("<IBI")
#: Of a term in more documents than this, the shard holds those where it matters most; the rest is a file of its own.
TOP = 500
#: A shard looks for its end after this many bytes (before deflating): so many that all shards are about `_SHARDS`,
#: within limits, and rounded, so that one edit does not move every border.
_SMALLEST, _LARGEST, _SHARDS = 800, 4000, 5000
#: It ends, whatever comes, when it is this many times as large.
_PATIENCE = 1.5
#: One term in so many may begin a shard.
_CHANCE = 2


#: Term -> (number of a batch's first document, its records, counted from there), in the order of the index.
Postings = dict[str, list[tuple[int, bytes]]]


@dataclass(frozen=True)
class Shard:
    """Terms that share a file.

    Attributes:
        name: File name without ending.
        terms: Sorted.
    """

    name: str
    terms: tuple[str, ...]


def cut(merged: Postings) -> list[Shard]:
    """Sorted terms in shards; a term's size is estimated from the number of its postings."""
    shards: list[Shard] = []
    used: set[str] = set()
    current: list[str] = []
    estimates = {term: _estimate(term, found) for term, found in merged.items()}
    size, enough = 0, _size(sum(estimates.values()))
    for term in sorted(merged):
        name = name_of(term)
        may_begin = size > enough and zlib.crc32(term.encode()) % _CHANCE == 0
        if current and (may_begin or size > _PATIENCE * enough) and name not in used:
            shards.append(Shard(name_of(current[0]), tuple(current)))
            current, size = [], 0
        if not current:
            used.add(name)
        current.append(term)
        size += estimates[term]
    if current:
        shards.append(Shard(name_of(current[0]), tuple(current)))
    return shards


def _size(total: int) -> float:
    return float(f"{min(_LARGEST, max(_SMALLEST, total / _SHARDS)):.1g}")


def _estimate(term: str, found: list[tuple[int, bytes]]) -> int:
    return 4 + len(term) + 3 * min(TOP, count_of(found))


def count_of(found: Sequence[tuple[int, bytes]]) -> int:
    """How many documents a term stands in."""
    return sum(len(records) for _, records in found) // RECORD.size


def _postings(found: Sequence[tuple[int, bytes]]) -> list[tuple[int, int, int]]:
    return [
        (first + number, impact, sections)
        for first, records in found
        for number, impact, sections in RECORD.iter_unpack(records)
    ]


def directory(shards: Sequence[Shard]) -> bytes:
    """First terms of all shards."""
    return packed(front_coded([shard.terms[0] for shard in shards]))


def shard_files(shards: Sequence[Shard], merged: Postings) -> Iterator[tuple[str, bytes]]:
    """(file, bytes) of each shard, and of what did not fit into it."""
    for shard in shards:
        rest: dict[str, bytes] = {}
        heads, blocks = bytearray(), bytearray()
        for term in shard.terms:
            found = _postings(merged[term])
            count = len(found)
            if count > TOP:
                ranked = sorted(found, key=lambda posting: (-posting[1], posting[0]))
                rest[term] = _block(sorted(ranked[TOP:]))
                found = sorted(ranked[:TOP])
            block = _block(found)
            put_numbers(heads, [count, len(found), len(block)])
            blocks += block
        yield f"t/{shard.name}.bin", packed(front_coded(shard.terms) + bytes(heads) + bytes(blocks))
        if rest:
            out = bytearray(front_coded(sorted(rest)))
            for term in sorted(rest):
                count = count_of(merged[term])
                put_numbers(out, [count, count - TOP, len(rest[term])])
            yield f"r/{shard.name}.bin", packed(bytes(out) + b"".join(rest[term] for term in sorted(rest)))


def _block(found: Sequence[tuple[int, int, int]]) -> bytes:
    """Documents as gaps, then their sections, then their impacts: like beside like deflates best."""
    out = bytearray()
    before = -1
    gaps = []
    for document, _, _ in found:
        gaps.append(document - before - 1)
        before = document
    put_numbers(out, gaps)
    put_numbers(out, [sections for _, _, sections in found])
    out += bytes(impact for _, impact, _ in found)
    return bytes(out)
