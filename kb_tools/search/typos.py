"""What a misspelt Latin word may have meant: words within one or two slips of the finger. Twin: `web/typos.js`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Near", "distance", "nearest", "tolerance"]


class Near(NamedTuple):
    """A word of the index, the documents that hold it, and how far it is from the one that was typed."""

    word: str
    documents: int
    distance: int


def distance(one: str, other: str, limit: int) -> int:
    """Edits between two words, two swapped letters being one edit; `limit + 1` when there are more.

    See Also:
        Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964; in the
        restricted form, in which no piece is edited twice.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        following = [i]
        for j, opposite in enumerate(other, 1):
            value = min(following[j - 1] + 1, row[j] + 1, row[j - 1] + (char != opposite))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == opposite:
                value = min(value, before[j - 2] + 1)
            following.append(value)
        if min(following) > limit:
            return limit + 1
        before, row = row, following
    return row[-1]


def tolerance(word: str) -> int:
    """How many slips are forgiven in a word of this length."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def nearest(word: str, rows: Iterable[tuple[str, int]], limit: int = 3) -> list[Near]:
    """What `word` may have meant, the most frequent first; only words as near as the nearest.

    Args:
        word: The word as typed, folded.
        rows: Words of the index, each with the number of documents that hold it.
        limit: Most to return.
    """
    most = tolerance(word)
    if not most:
        return []
    found = [Near(other, count, edits) for other, count in rows if 0 < (edits := distance(word, other, most)) <= most]
    found.sort(key=lambda near: (near.distance, -near.documents, near.word))
    return [near for near in found if near.documents and near.distance == found[0].distance][:limit]
