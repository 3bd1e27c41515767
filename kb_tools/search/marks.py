"""Which words of a shown text were asked for, and which piece of a long text to show. Twin: `web/marks.js`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb_tools.search.analyzer import PART, SINGLE, fold
from kb_tools.search.query import tokens
from kb_tools.search.slots import Plan

__all__ = ["Marks", "Wanted", "excerpt", "marks_in", "wanted_of"]

#: Half-open ranges of characters.
Marks = tuple[tuple[int, int], ...]

_SPACE = re.compile(r"[\s，。；、,.;]")
#: A snippet begins at a word's start when there is one this near.
_NEAR = 12


@dataclass(frozen=True)
class Wanted:
    """What to mark: terms, single Han characters that were asked for alone, and synonyms as they are written."""

    terms: frozenset[str]
    singles: frozenset[str]
    phrases: frozenset[str]


def wanted_of(plan: Plan, phrases: Iterable[str]) -> Wanted:
    """What to look for in shown texts.

    Args:
        plan: The query.
        phrases: Synonyms of its words.
    """
    firm = [slot for slot in plan.slots if not slot.loose]
    singles = (slot.alternatives[0].terms for slot in firm)
    alone = frozenset(terms[0] for terms in singles if len(terms) == 1)
    return Wanted(plan.terms, alone, frozenset(phrase.lower() for phrase in phrases))


def marks_in(text: str, wanted: Wanted) -> Marks:
    """Ranges of a text that hold what is wanted, merged and sorted."""
    folded, places = _folded(text)
    ranges = [
        (places[token.start], max(places[token.end], places[token.end - 1] + 1))
        for token in tokens(folded)
        if token.term in wanted.terms and token.kind != PART and (token.kind != SINGLE or token.term in wanted.singles)
    ]
    return _merged([*ranges, *_phrases_in(text, wanted.phrases)])


def excerpt(text: str, marks: Marks, size: int) -> tuple[str, Marks]:
    """The stretch of a text that holds most of the marks, and the marks in it.

    Args:
        text: The text.
        marks: What is marked in it.
        size: Most characters to show.
    """
    if len(text) <= size:
        return text, marks
    best, most = 0, -1
    for start, _ in marks or ((0, 0),):
        begin = 0 if start < size * 0.75 else start - size // 4
        covered = sum(b - a for a, b in marks if a >= begin and b <= begin + size)
        if covered > most:
            best, most = begin, covered
    begin = min(best, len(text) - size)
    gap = _SPACE.search(text[begin : begin + _NEAR]) if begin else None
    begin += gap.end() if gap else 0
    end = min(len(text), begin + size)
    lead = "…" if begin else ""
    shift = len(lead) - begin
    inside = tuple((a + shift, b + shift) for a, b in marks if a >= begin and b <= end)
    return lead + text[begin:end] + ("…" if end < len(text) else ""), inside


def _folded(text: str) -> tuple[str, list[int]]:
    """A text folded, and for each of its characters the place in the text that it came from."""
    pieces, places = [], []
    for at, char in enumerate(text):
        plain = fold(char)
        pieces.append(plain)
        places += [at] * len(plain)
    return "".join(pieces), [*places, len(text)]


def _phrases_in(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    lower = text.lower()
    if len(lower) != len(text):
        return []
    found = []
    for phrase in phrases:
        at = lower.find(phrase)
        while at >= 0:
            joined = _latin(phrase[:1]) and _latin(lower[at - 1 : at] if at else "")
            found += [] if joined else [(at, at + len(phrase))]
            at = lower.find(phrase, at + len(phrase))
    return found


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _merged(ranges: Sequence[tuple[int, int]]) -> Marks:
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)
