"""Which of many texts say nearly the same: pairs that share marks are compared term by term."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from difflib import SequenceMatcher
from itertools import combinations

from kb_tools.search.analyzer import PAIR, WORD, analyze
from kb_tools.search.concepts import stop_words

__all__ = ["alike", "candidates", "shared_words", "telling_terms"]

#: Marks that two texts must share before they are compared.
_SHARED = 3
#: A mark of more texts than this says how such texts are written, not that two are the same.
_CROWD = 20
#: Share of their codes that two texts must have in common.
_CODES = 0.5
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


def telling_terms(texts: Iterable[str]) -> frozenset[str]:
    """Words and pairs of Han characters of some texts together, without those that say nothing."""
    found = {term for text in texts for term, kind in analyze(text) if kind in (PAIR, WORD)}
    return frozenset(found - stop_words())


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of all their terms two texts share, from 0 to 1 (Jaccard's coefficient).

    Numbers and codes decide: texts that both name some, and share less than half of them, are not alike, however alike
    the words around are. Error 691 is not error 789.
    """
    codes = [{term for term in terms if any(char in "0123456789" for char in term)} for terms in (one, other)]
    if all(codes) and _jaccard(*codes) < _CODES:
        return 0.0
    return _jaccard(one, other)


def _jaccard(one: Set[str], other: Set[str]) -> float:
    everything = len(one | other)
    return len(one & other) / everything if everything else 0.0


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
