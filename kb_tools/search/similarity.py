"""Which of many texts say nearly the same: pairs that share marks are compared term by term."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from kb_tools.search.analyzer import PAIR, WORD, analyze
from kb_tools.search.concepts import stop_words

__all__ = ["alike", "candidates", "shared_words", "weighted_terms"]

#: Marks that two texts must share before they are compared.
_SHARED = 3
#: A mark of more texts than this says how such texts are written, not that two are the same.
_CROWD = 20
#: A number or code decides more than a word: `error 691` is not `error 789`.
_CODE = 3.0
#: Stretches that are shown of those that two texts share, and the most characters of each.
_SHOWN, _LONGEST = 3, 40
#: A word, or one Han character.
_TOKEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]|[^\W\u3400-\u4dbf\u4e00-\u9fff]+")


def candidates(marks: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that may be alike, by their places, sorted; time grows with the number of texts, not of pairs."""
    holders: dict[int, list[int]] = {}
    for place, found in enumerate(marks):
        for mark in found:
            holders.setdefault(mark, []).append(place)
    common = Counter(
        pair for places in holders.values() if 1 < len(places) <= _CROWD for pair in combinations(places, 2)
    )
    yield from sorted(pair for pair, count in common.items() if count >= _SHARED)


def weighted_terms(texts: Iterable[str]) -> dict[str, float]:
    """Terms of some texts together, with what each counts."""
    found: dict[str, float] = {}
    for text in texts:
        for term, kind in analyze(text):
            if kind in (PAIR, WORD) and term not in stop_words():
                found[term] = _CODE if any(char in "0123456789" for char in term) else 1.0
    return found


def alike(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How much of all their terms two texts share, from 0 to 1 (Jaccard's coefficient, weighted)."""
    everything = sum({**one, **other}.values())
    return sum(weight for term, weight in one.items() if term in other) / everything if everything else 0.0


def shared_words(one: str, other: str) -> tuple[str, ...]:
    """The longest stretches of words that two texts have in common, as the first writes them."""
    here, there = list(_TOKEN.finditer(one)), [match[0].lower() for match in _TOKEN.finditer(other)]
    blocks = SequenceMatcher(None, [match[0].lower() for match in here], there, autojunk=False).get_matching_blocks()
    found: dict[str, None] = {}
    for block in sorted(blocks, key=lambda block: (-block.size, block.a)):
        if block.size:
            stretch = one[here[block.a].start() : here[block.a + block.size - 1].end()]
            found.update(dict.fromkeys(piece.strip()[:_LONGEST] for piece in stretch.split("\n")))
    told = [piece for piece in found if len(piece) > 1]
    return tuple(sorted(told, key=lambda piece: (-len(piece), piece))[:_SHOWN])
