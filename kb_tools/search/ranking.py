"""From a plan and postings to a ranked list: the twin of `web/rank.js` and `web/fit.js`, so that both give one answer.

Knows nothing of where postings are kept. The formula is that of BM25 summed over fields after saturation, with the
part that needs no other document worked out when the index is made (`impact.py`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from kb_tools.search.analyzer import PART, SINGLE, WORD, analyze, fold
from kb_tools.search.concepts import stop_words
from kb_tools.search.impact import LAST_SECTION, MOST
from kb_tools.search.query import SYNONYM
from kb_tools.search.slots import Alternative, Plan, Slot

__all__ = ["Postings", "Ranked", "Ranker"]

#: Document -> (share of the greatest impact, bit per section).
Postings = Mapping[int, tuple[float, int]]

#: Documents below this share of the best score are not results.
_CUT = 0.12
#: How much it counts that a page's name is what was asked; that words stand in the order asked; that they stand in
#: one section.
_NAMED, _ORDERED, _TOGETHER = 0.72, 0.43, 0.67
#: What a word of the name counts that was not asked: a little less than a rare word.
_UNASKED = 5.0
#: So many times its own rarity is the most that a synonym is worth: one that half the pages hold tells little.
_COMMON = 4.0
#: How much rarity counts among words, and how much it counts that most of the words are there: powers.
_RARITY, _COVERED = 0.46, 0.33
#: Added to the share of the words that are there, so that one is worth something.
_LEAST = 0.05
#: So many of the best are looked at for sections.
_HEAD = 50
#: A section must be better than the page's top by so much.
_BETTER = 1.001


@dataclass(frozen=True)
class Ranked:
    """A document with its score, and the place of the section that holds most of what was asked."""

    document: int
    score: float
    section: int = 0


class Ranker:
    """Ranks the documents of an index.

    Args:
        count: How many documents there are.
        lookup: Postings of a term; empty when nobody has it.
        order: Document -> what decides between equal scores.
    """

    def __init__(self, count: int, lookup: Callable[[str], Postings], order: Callable[[int], Any]) -> None:
        self.count = count
        self.lookup = lookup
        self.order = order

    def rarity(self, term: str) -> float:
        """How rare a term is: the fewer documents have it, the more (inverse document frequency, as in BM25)."""
        df = len(self.lookup(term))
        return math.log(1 + (self.count - df + 0.5) / (df + 0.5))

    def _worth(self, term: str) -> float:
        """What a term adds; between one that is rare and one that is very rare there is little to choose."""
        return float(self.rarity(term) ** _RARITY)

    def ranked(
        self,
        plan: Plan,
        allowed: frozenset[int] | None,
        raised: Mapping[int, float],
        cards: Callable[[int], Any],
        at_least: int,
    ) -> list[Ranked]:
        """The results, the best first.

        Args:
            plan: The query.
            allowed: Documents that pass the filters; None for all.
            raised: Document -> factor, for the types that answer such a question.
            cards: Card of a document, in the language shown.
            at_least: So many of the best are compared with their cards.
        """
        scores: dict[int, float] = {}
        weights: list[tuple[Postings, float]] = []
        covered: dict[int, float] = {}
        worth = sum(self._add(slot, scores, covered, weights) for slot in plan.slots)
        found = [
            Ranked(document, score * raised.get(document, 1.0) * (covered[document] / worth + _LEAST) ** _COVERED)
            for document, score in scores.items()
            if allowed is None or document in allowed
        ]
        if not worth or not found:
            return []
        found.sort(key=lambda one: (-one.score, one.document))
        head = self._sorted(self._placed(one, weights, worth) for one in found[:_HEAD])
        least = head[0].score * _CUT
        kept = [one for one in [*head, *found[_HEAD:]] if one.score >= least]
        return [*self._refined(kept[:at_least], plan, cards), *kept[at_least:]]

    def _sorted(self, found: Iterable[Ranked]) -> list[Ranked]:
        return sorted(found, key=lambda one: (-one.score, self.order(one.document)))

    def _add(
        self,
        slot: Slot,
        scores: dict[int, float],
        covered: dict[int, float],
        weights: list[tuple[Postings, float]],
    ) -> float:
        """Add a slot to the scores: of its alternatives each document gets the best. Returns what the slot is worth."""
        ways = [self._way(one) for one in slot.alternatives]
        direct = sum(value for _, value in ways[0])
        ways += [
            [(postings, min(max(self._worth(term), direct), self._worth(term) * _COMMON) * SYNONYM)]
            for term in slot.concepts
            if (postings := self.lookup(term))
        ]
        best: dict[int, float] = {}
        for way in ways:
            for document, gain in _gains(way).items():
                if gain > best.get(document, 0.0):
                    best[document] = gain
            weights += [(postings, value * slot.weight) for postings, value in way]
        worth = max(sum(value for _, value in way) for way in ways) * slot.weight
        for document, gain in best.items():
            scores[document] = scores.get(document, 0.0) + gain * slot.weight
            covered[document] = covered.get(document, 0.0) + worth
        return worth

    def _way(self, one: Alternative) -> list[tuple[Postings, float]]:
        return [(postings, self._worth(term) * one.factor) for term in one.terms if (postings := self.lookup(term))]

    def _placed(self, one: Ranked, weights: Sequence[tuple[Postings, float]], worth: float) -> Ranked:
        """With the best section, and a little more score where one section holds it all."""
        sections = [0.0] * (LAST_SECTION + 1)
        for postings, weight in weights:
            mask = postings.get(one.document, (0.0, 0))[1]
            while mask:
                bit = mask & -mask
                sections[bit.bit_length() - 1] += weight
                mask ^= bit
        best = 0
        for place, value in enumerate(sections):
            if value > sections[best] * _BETTER:
                best = place
        return replace(one, section=best, score=one.score * (1 + _TOGETHER * min(1.0, sections[best] / worth)))

    def _refined(self, head: Sequence[Ranked], plan: Plan, cards: Callable[[int], Any]) -> list[Ranked]:
        """Once more by what the cards say: a title that is what was asked, words in the order asked."""
        terms = plan.terms
        found = []
        for one in head:
            card = cards(one.document)
            factor = 1 + _NAMED * self._named(card, terms) + _ORDERED * _ordered(card, plan)
            found.append(replace(one, score=one.score * factor))
        return self._sorted(found)

    def _named(self, card: Any, terms: frozenset[str]) -> float:
        """How far the title, another name or a symptom and the query are one and the same, from 0 to 1."""
        worth = {term: self.rarity(term) for term in terms if self.lookup(term)}
        everything = sum(worth.values())
        best = 0.0
        for name in _names(card):
            own = {term for term, kind in analyze(name) if kind not in (SINGLE, PART)} - stop_words()
            shared = sum(worth.get(term, 0.0) for term in own)
            unasked = _UNASKED * len(own - terms)
            if everything + unasked:
                best = max(best, shared / (everything + unasked))
        return best


def _gains(way: Sequence[tuple[Postings, float]]) -> dict[int, float]:
    gains: dict[int, float] = {}
    for postings, value in way:
        for document, (share, _) in postings.items():
            gains[document] = gains.get(document, 0.0) + value * share * MOST
    return gains


def _names(card: Any) -> tuple[str, ...]:
    """What a page is called, and asked for by."""
    return (card["title"], *card.get("aliases", ()), *card.get("asked", ()), *card.get("symptoms", ()))


def _ordered(card: Any, plan: Plan) -> float:
    """How many of the query's neighbouring words and Han characters are neighbours on the page too, from 0 to 1."""
    if not plan.neighbours:
        return 0.0
    text = " | ".join([*_names(card), *(f"{heading} {text}" for _, _, heading, text in card["sections"])])
    folded = fold(text)
    words = [term for term, kind in analyze(text) if kind == WORD]
    found = {f"{one} {other}" for one, other in (*pairwise(words), *zip(words, words[2:], strict=False))}
    return sum(one in (found if " " in one else folded) for one in plan.neighbours) / len(plan.neighbours)
