"""Many pages for size and time: real sentences in new company, always the same.

The sentences are those of the pages given, so no page of this corpus may be judged: the answer to a query can now
stand on several of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from benchmarks.search.judged import Collection, Document
from kb_tools.search.evaluation import Judged

__all__ = ["QUERIES", "grown"]

#: Queries taken of each collection.
QUERIES = 100
_SEED = 10_000
_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+")
#: Characters of a sentence worth keeping.
_SHORT, _LONG = 8, 600
#: Sentences of a page: enough for about a screenful in either language.
_FEWEST, _MOST = 6, 24
#: Sentences between two headings.
_PARAGRAPH = 5


def grown(collections: Sequence[Collection], pages: int) -> Collection:
    """All pages of some collections, and recombined ones up to `pages`, each in one language."""
    chance = random.Random(_SEED)
    documents = [document for collection in collections for document in collection.documents][:pages]
    pools: dict[str, list[str]] = {}
    for document in documents:
        found = (piece.strip() for piece in _SENTENCE.split(document.body))
        pools.setdefault(document.lang, []).extend(piece for piece in found if _SHORT <= len(piece) <= _LONG)
    languages = sorted(pools)
    for number in range(len(documents), pages):
        lang = languages[number % len(languages)]
        documents.append(_page(f"page-{number:05}", lang, pools[lang], chance))
    queries: list[Judged] = []
    for collection in collections:
        queries += chance.sample(collection.queries, min(QUERIES, len(collection.queries)))
    return Collection("Recombined", tuple(documents), tuple(queries))


def _page(name: str, lang: str, pool: Sequence[str], chance: random.Random) -> Document:
    title = chance.choice(pool)[: 24 if lang == "zh" else 70]
    sentences = [chance.choice(pool) for _ in range(chance.randint(_FEWEST, _MOST))]
    space = "" if lang == "zh" else " "
    parts = []
    for start in range(0, len(sentences), _PARAGRAPH):
        if start:
            parts.append(f"## {sentences[start][: 20 if lang == 'zh' else 50]}")
        parts.append(space.join(sentences[start : start + _PARAGRAPH]))
    return Document(name, title, "\n\n".join(parts), lang)
