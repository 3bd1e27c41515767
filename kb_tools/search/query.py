"""A query as slots: what is looked for, each with its alternatives. The twin of `web/query.js`, for the command line.

A document gets the best of a slot's alternatives, so a synonym never adds to a direct hit or beats one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from kb_tools.search.analyzer import PAIR, PART, SINGLE, WORD, fold, is_joined, runs, word_terms
from kb_tools.search.concepts import MARK, particles, stop_words
from kb_tools.search.intents import intents
from kb_tools.search.slots import Alternative, Plan, Slot, Token

__all__ = ["SYNONYM", "TYPO", "Vocabulary", "plan", "tokens"]

#: A synonym's share of what the words themselves would bring.
SYNONYM = 0.51
#: A near word, by how many slips of the finger away it is.
TYPO = (0.0, 0.7, 0.5)
#: Pieces of an id or version against the whole; a pair of Han characters that crosses the end of a known word; a Han
#: character that stands alone; Han characters of longer runs, for another order of words.
_PARTS, _CROSSING, _ALONE, _LOOSE = 0.4, 0.5, 0.5, 0.4
#: A word with digits: an id, a version, a priority, an error code.
_CODE = 1.5
#: A pair with none, one, two characters that only hold the sentence together.
_PARTICLES = (1.0, 0.5, 0.2)
_PLAIN = re.compile(r"[a-z][a-z0-9]*\Z")
_PRINTABLE = re.compile(r"[\x20-\x7f]+\Z")
_END = ""


class Known(NamedTuple):
    """A word of the vocabulary in a folded text."""

    start: int
    end: int
    concepts: tuple[str, ...]

    def overlaps(self, token: Token) -> bool:
        """Whether the token reaches into the word."""
        return self.start < token.end and token.start < self.end

    def holds(self, token: Token) -> bool:
        """Whether the token lies within the word."""
        return self.start <= token.start and token.end <= self.end


class Vocabulary:
    """Groups of synonyms as a tree of Han characters and stems.

    Args:
        groups: Groups that the index knows; a concept is named after the first word of its group.
    """

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._tree: dict[str, Any] = {}
        self._groups: dict[str, tuple[str, ...]] = {}
        for group in groups:
            name = MARK + fold(group[0])
            self._groups[name] = tuple(group)
            for word in group:
                node = self._tree
                for atom in _atoms(fold(word)):
                    node = node.setdefault(atom.term, {})
                if node is not self._tree:
                    node.setdefault(_END, []).append(name)

    def synonyms(self, concept: str) -> tuple[str, ...]:
        """The words of a concept."""
        return self._groups.get(concept, ())

    def known(self, folded: str) -> list[Known]:
        """Known words of a folded text, the longest at each place."""
        pieces = _atoms(folded)
        found = []
        place = 0
        while place < len(pieces):
            node: Any = self._tree
            at, best, end = place, None, place + 1
            while at < len(pieces) and (node := node.get(pieces[at].term)) is not None:
                at += 1
                if _END in node:
                    best, end = node[_END], at
            if best:
                found.append(Known(pieces[place].start, pieces[end - 1].end, tuple(best)))
            place = end
        return found


def tokens(folded: str) -> list[Token]:
    """Terms of a folded text in order, with their places; what `analyzer.analyze` gives without."""
    found = []
    for han, run, at in _placed(folded):
        if han:
            found += [Token(run[i : i + 2], PAIR, at + i, at + i + 2) for i in range(len(run) - 1)]
            found += [Token(char, SINGLE, at + i, at + i + 1) for i, char in enumerate(run)]
        else:
            found += [Token(term, kind, at, at + len(run)) for term, kind in word_terms(run)]
    return found


def plan(query: str, vocabulary: Vocabulary) -> Plan:
    """What a query looks for, and what kind of page it asks for."""
    folded = fold(query)
    rest, boosts = _intents_of(folded)
    slots = _slots_of(rest, vocabulary, stop_words())
    slots = slots or _slots_of(folded, vocabulary, stop_words()) or _slots_of(folded, vocabulary, frozenset())
    words = [token.term for token in tokens(rest) if token.kind == WORD and token.term not in stop_words()]
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    threes = [run[place : place + 3] for han, run in runs(rest) if han for place in range(len(run) - 2)]
    return Plan(folded, tuple(slots), boosts, (*pairs, *threes))


def _placed(folded: str) -> list[tuple[bool, str, int]]:
    found, at = [], 0
    for han, run in runs(folded):
        at = folded.index(run, at)
        found.append((han, run, at))
        at += len(run)
    return found


def _atoms(folded: str) -> list[Token]:
    found = []
    for han, run, at in _placed(folded):
        if han:
            found += [Token(char, SINGLE, at + i, at + i + 1) for i, char in enumerate(run)]
        elif (stems := word_terms(run)) and stems[0][0] not in stop_words():
            found.append(Token(stems[0][0], WORD, at, at + len(run)))
    return found


def _intents_of(folded: str) -> tuple[str, dict[str, float]]:
    """The query with its question words blanked out, so that places stay, and the types that they raise."""
    boosts: dict[str, float] = {}
    rest = folded
    for intent in intents():
        if not any(_places_of(folded, phrase) for phrase in intent["phrases"]):
            continue
        for type_name, factor in intent["types"].items():
            boosts[type_name] = max(boosts.get(type_name, 1.0), factor)
        for word in sorted(intent["drop"], key=len, reverse=True):
            for at in _places_of(rest, word):
                rest = rest[:at] + " " * len(word) + rest[at + len(word) :]
    return rest, boosts


def _places_of(text: str, phrase: str) -> list[int]:
    found = []
    latin = bool(_PRINTABLE.match(phrase))
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not (latin and (_latin(text[at - 1 : at]) or _latin(text[end : end + 1]))):
            found.append(at)
        at = text.find(phrase, end)
    return found


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _slots_of(folded: str, vocabulary: Vocabulary, stop: frozenset[str]) -> list[Slot]:
    present = [token for token in tokens(folded) if token.term not in stop]
    known = vocabulary.known(folded)
    slots = []
    for word in known:
        inside = [token for token in present if word.holds(token)]
        direct = _direct(inside, word)
        if direct:
            typed = _word_of(folded, inside)
            slots.append(Slot(word.start, word.end, _weight(direct), (Alternative(direct, 1.0),), word.concepts, typed))
    free = [token for token in present if not any(word.holds(token) for word in known)]
    slots += _free_slots(free, known, folded)
    slots += _loose_slots(present)
    return sorted(slots, key=lambda slot: (slot.start, slot.end))


def _direct(inside: Sequence[Token], word: Known) -> tuple[str, ...]:
    alone = [token for token in inside if token.kind == SINGLE and word.end - word.start == token.end - token.start]
    chosen = [token for kind in (PAIR, WORD) for token in inside if token.kind == kind]
    return tuple(dict.fromkeys(token.term for token in [*chosen, *alone]))


def _free_slots(free: Sequence[Token], known: Sequence[Known], folded: str) -> list[Slot]:
    slots: dict[str, Slot] = {}
    pairs = [token for token in free if token.kind == PAIR]

    def add(key: str, slot: Slot) -> None:
        before = slots.get(key)
        slots[key] = replace(before, weight=before.weight + 0.5 * slot.weight) if before else slot

    for token in free:
        alternatives = (Alternative((token.term,), 1.0),)
        if token.kind == PAIR:
            weight = _CROSSING if any(word.overlaps(token) for word in known) else 1.0
            weight *= _PARTICLES[sum(char in particles() for char in token.term)]
            add(token.term, Slot(token.start, token.end, weight, alternatives))
        elif token.kind == SINGLE and not any(pair.start <= token.start and pair.end >= token.end for pair in pairs):
            add(token.term, Slot(token.start, token.end, _ALONE, alternatives))
    words: dict[int, list[Token]] = {}
    for token in free:
        if token.kind in (WORD, PART):
            words.setdefault(token.start, []).append(token)
    for start, group in words.items():
        weight = _weight([token.term for token in group])
        ways = _alternatives(group, is_joined(folded[start : group[0].end]))
        add(group[0].term, Slot(start, group[0].end, weight, ways, (), _word_of(folded, group)))
    return list(slots.values())


def _weight(terms: Iterable[str]) -> float:
    return _CODE if any(char in "0123456789" for term in terms for char in term) else 1.0


def _alternatives(group: Sequence[Token], two: bool) -> tuple[Alternative, ...]:
    """One word as typed: whole, or by its pieces; of one that is two words (`wi-fi`) both as one are the whole."""
    words = tuple(token.term for token in group if token.kind == WORD)
    parts = tuple(token.term for token in group if token.kind == PART)
    joined = two and len(words) == 3  # one that is a stop word is not there
    found = [Alternative(words[2:] if joined else words, 1.0)]
    found += [Alternative(words[:2], _PARTS)] if joined else []
    found += [Alternative(parts, _PARTS / len(parts))] if parts else []
    return tuple(found)


def _word_of(folded: str, inside: Sequence[Token]) -> str:
    if not inside:
        return ""
    text = folded[min(token.start for token in inside) : max(token.end for token in inside)]
    return text if _PLAIN.match(text) else ""


def _loose_slots(present: Sequence[Token]) -> list[Slot]:
    pairs = [token for token in present if token.kind == PAIR]
    first: dict[str, Token] = {}
    for token in present:
        if token.kind == SINGLE and token.term not in particles():
            first.setdefault(token.term, token)
    return [
        Slot(one.start, one.end, _LOOSE, (Alternative((one.term,), 1.0),), loose=True)
        for one in first.values()
        if any(pair.start <= one.start and pair.end >= one.end for pair in pairs)
    ]
