"""The vocabulary as files: little that every query needs, and synonyms in buckets, of which a query reads its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb_tools.search.analyzer import fold
from kb_tools.search.concepts import atoms, particles, stop_words, traditional_pairs
from kb_tools.search.encoding import name_of, packed, packed_json, put_numbers
from kb_tools.search.intents import intents

__all__ = ["BUCKETS", "vocabulary_files"]

#: Files that synonyms are spread over: by how they begin, of which a query reads one for each of its words, and by the
#: name of their concept.
BUCKETS = {"v": 2048, "g": 256}


def vocabulary_files(groups: Sequence[Sequence[str]]) -> Iterator[tuple[str, bytes]]:
    """(file, bytes).

    `vocabulary.bin` is read when the index is opened. `traditional.bin` says which characters have a Simplified form,
    and `simplified.bin`, read when a query holds such a character, says which. `v/03a.bin` holds the synonyms whose
    first piece belongs there, each with the name of its concept, and `g/03a.bin` all words of the concepts named so.

    Args:
        groups: Groups that some document has a word of; other synonyms cannot find anything.
    """
    yield "vocabulary.bin", packed_json({"stop": sorted(stop_words()), "particles": particles(), "intents": intents()})
    yield from _folding()
    first: dict[str, list[str]] = {}
    named: dict[str, list[str]] = {}
    for group in groups:
        name = fold(group[0])
        named.setdefault(_bucket("g", name), []).append("\t".join([name, *group]))
        for word in group:
            pieces = atoms(fold(word))
            if pieces:
                first.setdefault(_bucket("v", pieces[0]), []).append(f"{fold(word)}\t{name}")
    for folder, buckets in (("v", first), ("g", named)):
        for number in range(BUCKETS[folder]):
            rows = buckets.get(f"{number:03x}", [])
            yield f"{folder}/{number:03x}.bin", packed("\n".join(sorted(set(rows))).encode())


def _bucket(folder: str, text: str) -> str:
    return f"{int(name_of(text), 16) % BUCKETS[folder]:03x}"


def _folding() -> Iterator[tuple[str, bytes]]:
    pairs = traditional_pairs()
    table = sorted(zip(pairs[::2], pairs[1::2], strict=True))
    gaps = bytearray()
    put_numbers(gaps, [len(table)])
    put_numbers(gaps, (ord(b[0]) - ord(a[0]) for a, b in zip([("\0", ""), *table], table, strict=False)))
    yield "traditional.bin", packed(bytes(gaps))
    yield "simplified.bin", packed("".join(simplified for _, simplified in table).encode())
