"""Documents analyzed in batches: in several processes, and each batch only once, whatever else has changed.

A batch begins at a document chosen by its own id, and holds numbers from 0; so a page that is added or edited spoils
one batch, and the others come from the cache. A cached batch is a checksummed file named after everything that went
into it; a file that cannot be read counts for nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import resources
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from kb_tools.search.analyzer import fold, word_terms
from kb_tools.search.concepts import Concepts
from kb_tools.search.document import Document
from kb_tools.search.impact import average_lengths, field_texts, postings
from kb_tools.search.shards import RECORD

__all__ = ["Part", "analyzed"]

#: Documents in a batch: about so many, and never more than the second number.
_USUAL, _MOST = 48, 160
#: Parts that the cache keeps, for each batch of the last run.
_KEPT = 4
#: So few documents are not worth a second process.
_ALONE = 400
#: Words that somebody may mistype.
_WORD = re.compile("[a-z]{4,30}")
#: Length of the part's first line, as text.
_HEADER = 12


@dataclass(frozen=True)
class Part:
    """What came of a batch.

    Attributes:
        postings: Term -> records (`shards.RECORD`), documents counted from the batch's first.
        words: Term -> how often it is written in which way, for Latin words.
    """

    postings: dict[str, bytes]
    words: dict[str, dict[str, int]]


@dataclass(frozen=True)
class _Task:
    """A batch with all that its result depends on."""

    documents: tuple[Document, ...]
    averages: dict[tuple[str, str], float]
    cache: Path | None


def analyzed(
    documents: Sequence[Document], groups: Sequence[Sequence[str]], jobs: int, cache_dir: Path | None
) -> Iterator[tuple[int, Part]]:
    """(number of its first document, part) for each batch, in order.

    Args:
        documents: In the order of the index.
        groups: All groups of synonyms.
        jobs: Processes to work with.
        cache_dir: Where parts are kept; None for nowhere.
    """
    averages = average_lengths(documents)
    batches = list(_batches(documents))
    tasks = [_Task(batch, averages, cache_dir) for batch in batches]
    parts: Iterator[Part]
    if jobs <= 1 or len(documents) <= _ALONE:
        parts = map(_Worker(groups), tasks)
        yield from _numbered(batches, parts)
    else:
        with ProcessPoolExecutor(jobs, get_context("fork"), _start, (groups,)) as pool:
            yield from _numbered(batches, pool.map(_run, tasks))
    if cache_dir is not None:
        _forget(cache_dir, _KEPT * len(batches))


def _numbered(batches: Sequence[Sequence[Document]], parts: Iterator[Part]) -> Iterator[tuple[int, Part]]:
    first = 0
    for batch, part in zip(batches, parts, strict=True):
        yield first, part
        first += len(batch)


def _batches(documents: Sequence[Document]) -> Iterator[tuple[Document, ...]]:
    current: list[Document] = []
    for document in documents:
        begins = zlib.crc32(document.id.encode()) % _USUAL == 0
        if current and (begins or len(current) >= _MOST):
            yield tuple(current)
            current = []
        current.append(document)
    if current:
        yield tuple(current)


_worker: list[_Worker] = []


def _start(groups: Sequence[Sequence[str]]) -> None:
    _worker[:] = [_Worker(groups)]  # once per process: the tree of synonyms takes a while


def _run(task: _Task) -> Part:
    return _worker[0](task)


class _Worker:
    """Analyzes batches, or finds that it has been done."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self.concepts = Concepts(groups)
        self.base = hashlib.blake2b(repr((groups, _code())).encode(), digest_size=16).hexdigest()

    def __call__(self, task: _Task) -> Part:
        if task.cache is None:
            return self._analyze(task)
        averages = {key: task.averages[key] for key in sorted(task.averages)}
        text = repr((self.base, averages, task.documents))
        path = task.cache / f"{hashlib.blake2b(text.encode(), digest_size=20).hexdigest()}.part"
        found = _read(path)
        if found is None:
            found = self._analyze(task)
            _write(path, found)
        return found

    def _analyze(self, task: _Task) -> Part:
        found: dict[str, bytearray] = {}
        words: dict[str, Counter[str]] = {}
        for number, document in enumerate(task.documents):
            for term, (impact, sections) in postings(document, task.averages, self.concepts).items():
                record = RECORD.pack(number, impact, sections)
                if term in found:
                    found[term] += record
                else:
                    found[term] = bytearray(record)
            for word in _words(document):
                words.setdefault(word_terms(word)[0][0], Counter())[word] += 1
        plain = {term: dict(sorted(counter.items())) for term, counter in words.items()}
        return Part({term: bytes(data) for term, data in found.items()}, plain)


def _words(document: Document) -> Iterator[str]:
    for text in document.texts:
        for _, _, value in field_texts(text):
            yield from _WORD.findall(fold(value))


@cache
def _code() -> str:
    """State of the code and the data that make terms of texts."""
    folder = resources.files("kb_tools.search")
    names = ("analyzer.py", "stem.py", "concepts.py", "impact.py", "document.py", "parts.py", "shards.py")
    state = hashlib.blake2b(digest_size=16)
    for name in (*names, "traditional.txt", "stop_words.txt"):
        state.update(folder.joinpath(name).read_bytes())
    return state.hexdigest()


def _write(path: Path, part: Part) -> None:
    terms = sorted(part.postings)
    head = json.dumps([terms, [len(part.postings[term]) for term in terms], part.words], ensure_ascii=False).encode()
    data = f"{len(head):0{_HEADER}d}".encode() + head + b"".join(part.postings[term] for term in terms)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}")
        new.write_bytes(zlib.compress(data, 1))
        new.replace(path)
    except OSError:
        return  # a cache that cannot be written is no cache, and nothing else


def _forget(folder: Path, kept: int) -> None:
    """Remove the oldest parts beyond so many."""
    try:
        parts = sorted(folder.glob("*.part"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in parts[kept:]:
            path.unlink()
    except OSError:
        return  # somebody else was faster


def _read(path: Path) -> Part | None:
    try:
        data = zlib.decompress(path.read_bytes())
        size = int(data[:_HEADER])
        terms, lengths, words = json.loads(data[_HEADER : _HEADER + size])
    except (OSError, ValueError, zlib.error):
        return None
    found: dict[str, Any] = {}
    at = _HEADER + size
    for term, length in zip(terms, lengths, strict=True):
        found[term] = data[at : at + length]
        at += length
    return Part(found, words) if at == len(data) else None
