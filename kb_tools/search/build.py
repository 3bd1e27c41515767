"""Documents -> the files of the index that browsers read: in several processes, and always the same bytes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb_tools.search.analyzer import fold
from kb_tools.search.cards import card_files
from kb_tools.search.concepts import MARK, built_in_groups, merged_groups
from kb_tools.search.document import Document
from kb_tools.search.encoding import packed, packed_json
from kb_tools.search.impact import MOST
from kb_tools.search.parts import analyzed
from kb_tools.search.shards import Postings, count_of, cut, directory, shard_files
from kb_tools.search.sounds import sound_files
from kb_tools.search.words import vocabulary_files

__all__ = ["FORMAT", "IndexOptions", "index_files"]

#: Raised whenever a reader of the old files would misread the new ones.
FORMAT = 1
#: Bytes of shards that one query should not exceed, and how many shards it may read in any case, and at most.
_BYTES, _FEWEST, _MOST = 22_000, 10, 24


@dataclass(frozen=True)
class IndexOptions:
    """What an index holds besides its documents.

    Attributes:
        languages: Languages of the documents, the source first.
        groups: Synonyms of the handbook, added to the built-in ones.
        labels: Facet -> language -> value -> what readers see.
        jobs: Processes to work with.
        cache_dir: Where analyzed documents are kept for the next time; None for nowhere.
    """

    languages: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...] = ()
    labels: Mapping[str, Mapping[str, Mapping[str, str]]] | None = None
    jobs: int = 2
    cache_dir: Path | None = None


def index_files(documents: Sequence[Document], options: IndexOptions) -> Iterator[tuple[str, bytes]]:
    """(file relative to the index, bytes) of the whole index; the manifest comes last."""
    ordered = sorted(documents, key=lambda document: (document.type, document.id))
    groups = merged_groups([*built_in_groups(), *options.groups])
    merged, surfaces = _merged(ordered, groups, options)
    shards = cut(merged)
    yield "directory.bin", directory(shards)
    size = 0
    for name, data in shard_files(shards, merged):
        size += len(data) if name.startswith("t/") else 0
        yield name, data
    yield from _word_files(merged, surfaces)
    present = [group for group in groups if MARK + fold(group[0]) in merged]
    yield from vocabulary_files(present)
    yield from sound_files(present)
    yield from _facet_files(ordered, options)
    yield from card_files(ordered, options.languages)
    yield "index.json", _manifest(ordered, options, _reads(size, len(shards)))


def _merged(
    documents: Sequence[Document], groups: Sequence[Sequence[str]], options: IndexOptions
) -> tuple[Postings, dict[str, Counter[str]]]:
    merged: Postings = {}
    words: dict[str, Counter[str]] = {}
    for first, part in analyzed(documents, groups, options.jobs, options.cache_dir):
        for term, found in part.postings.items():
            merged.setdefault(term, []).append((first, found))
        for term, written in part.words.items():
            words.setdefault(term, Counter()).update(written)
    return merged, words


def _word_files(merged: Postings, surfaces: Mapping[str, Counter[str]]) -> Iterator[tuple[str, bytes]]:
    """Latin words by their first letter, to find what a misspelt one may have meant: word as written, its documents."""
    letters: dict[str, list[str]] = {}
    for term in sorted(surfaces):
        written = min(surfaces[term], key=lambda word: (-surfaces[term][word], len(word), word))
        letters.setdefault(written[0], []).append(f"{written} {count_of(merged.get(term, []))}")
    for letter in sorted(letters):
        yield f"w/{letter}.bin", packed("\n".join(letters[letter]).encode())


def _facet_files(documents: Sequence[Document], options: IndexOptions) -> Iterator[tuple[str, bytes]]:
    facets: dict[str, dict[str, list[int]]] = {"type": {}, "lang": {}}
    for number, document in enumerate(documents):
        values = {**document.facets, "type": (document.type,), "lang": tuple(text.lang for text in document.texts)}
        for name, chosen in values.items():
            for value in chosen:
                facets.setdefault(name, {}).setdefault(value, []).append(number)
    for name, found in facets.items():
        gaps = {
            value: [b - a for a, b in zip([-1, *numbers], numbers, strict=False)] for value, numbers in found.items()
        }
        yield f"f/{name}.bin", packed_json({"documents": gaps, "labels": (options.labels or {}).get(name, {})})


def _reads(size: int, shards: int) -> int:
    """How many shards one query may read, so that a long one does not load too much."""
    return max(_FEWEST, min(_MOST, _BYTES * shards // max(1, size)))


def _manifest(documents: Sequence[Document], options: IndexOptions, reads: int) -> bytes:
    names = sorted({name for document in documents for name in document.facets} | {"type", "lang"})
    value = {
        "format": FORMAT,
        "documents": len(documents),
        "languages": list(options.languages),
        "most": MOST,
        "facets": names,
        "reads": reads,
    }
    return (json.dumps(value, sort_keys=True) + "\n").encode()
