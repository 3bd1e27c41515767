"""Answers queries from the index that Whoosh keeps; the same answers that the browser gives."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from whoosh.filedb.filestore import FileStorage
from whoosh.reading import MultiReader, TermNotFound

from kb_tools.search.analyzer import fold, word_terms
from kb_tools.search.answer import Answer, Filters, Hit
from kb_tools.search.concepts import MARK
from kb_tools.search.marks import Wanted, excerpt, marks_in, wanted_of
from kb_tools.search.query import TYPO, Vocabulary, plan
from kb_tools.search.ranking import Postings, Ranked, Ranker
from kb_tools.search.slots import Alternative, Plan, Slot
from kb_tools.search.sounds import Lexicon, absent_pairs, heard, lexicon_of, with_heard
from kb_tools.search.typos import Near, nearest
from kb_tools.search.whoosh_index import POSTING, facts_of, part_folders

__all__ = ["WhooshEngine"]

#: Characters of a snippet.
_SNIPPET = {"zh": 90, "en": 170}
#: So many of the best are compared with what their pages say.
_COMPARED = 10
#: Nearest pages where nothing was found.
_NEAREST = 5
_GREATEST = 255


class WhooshEngine:
    """An open index; close it, or use it in a `with` statement.

    Args:
        folder: What `bring_up_to_date` has written.

    Raises:
        UntrustedIndex: The folder holds no index, or not the one that was written there.
    """

    def __init__(self, folder: Path) -> None:
        facts = facts_of(folder)
        if facts is None:
            raise UntrustedIndex(str(folder))
        self._labels: Mapping[str, Mapping[str, Mapping[str, str]]] = facts["labels"]
        self._groups = facts["groups"]
        self.languages = tuple(facts["languages"])
        self._storages = [FileStorage(str(part)) for part in part_folders(folder, facts["parts"])]
        self._indexes = [storage.open_index() for storage in self._storages]
        self._reader = MultiReader([index.reader() for index in self._indexes])
        self._postings = cache(self._read_postings)
        self._about = cache(self._reader.stored_fields)
        self._ranker = Ranker(self._reader.doc_count(), self._postings, self._order)

    def __enter__(self) -> WhooshEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        for opened in (self._reader, *self._indexes, *self._storages):
            opened.close()

    def search(self, query: str, limit: int = 10, filters: Filters | None = None, lang: str = "") -> Answer:
        """The answer to a query; see `answer.Engine`."""
        shown = lang if lang in self.languages else self.languages[0]
        asked, suggestion = self._tolerant(plan(query, self._vocabulary))
        raised = {document: factor for name, factor in asked.boosts.items() for document in self._having("type", name)}
        card = partial(self._card, lang=shown)
        allowed = self._allowed(filters or {})
        ranked = self._ranker.ranked(asked, allowed, raised, card, _COMPARED)
        concepts = {concept for slot in asked.slots for concept in slot.concepts if not slot.loose}
        wanted = wanted_of(asked, {word for concept in concepts for word in self._vocabulary.synonyms(concept)})
        near = [] if ranked else self._nearest(asked, allowed)
        return Answer(
            query,
            len(ranked),
            tuple(self._hit(one, card(one.document), wanted) for one in ranked[:limit]),
            self._counts(one.document for one in ranked),
            {name: dict(labels.get(shown, {})) for name, labels in self._labels.items()},
            suggestion,
            tuple(self._hit(one, card(one.document), wanted) for one in near),
        )

    def values(self, facet: str) -> tuple[str, ...]:
        """Values of a facet that some document has, sorted."""
        begun = self._reader.expand_prefix("facets", f"{facet}=")
        return tuple(sorted(value for text in begun if (value := text.decode().partition("=")[2])))

    @cached_property
    def _present(self) -> Sequence[Sequence[str]]:
        """Groups that some document has a word of; others cannot find anything."""
        present = {text.decode() for text in self._reader.expand_prefix("terms", MARK)}
        return [group for group in self._groups if MARK + fold(group[0]) in present]

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._present)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return lexicon_of(self._present)

    def _read_postings(self, term: str) -> Postings:
        found: dict[int, tuple[float, int]] = {}
        try:
            matcher = self._reader.postings("terms", term)
        except TermNotFound:
            return found
        while matcher.is_active():
            impact, sections = POSTING.unpack(matcher.value())
            found[matcher.id()] = ((impact / _GREATEST) ** 2, sections)
            matcher.next()
        return found

    def _having(self, facet: str, value: str) -> frozenset[int]:
        try:
            return frozenset(self._reader.postings("facets", f"{facet}={value}").all_ids())
        except TermNotFound:
            return frozenset()

    def _allowed(self, filters: Filters) -> frozenset[int] | None:
        chosen = [(name, values) for name, values in filters.items() if values]
        passing = [frozenset().union(*(self._having(name, value) for value in values)) for name, values in chosen]
        return frozenset.intersection(*passing) if passing else None

    def _counts(self, documents: Iterable[int]) -> dict[str, dict[str, int]]:
        found = frozenset(documents)
        counts: dict[str, dict[str, int]] = {}
        for text in self._reader.lexicon("facets") if found else ():
            name, _, value = text.decode().partition("=")
            if count := len(found & self._having(name, value)):
                counts.setdefault(name, {})[value] = count
        return counts

    def _order(self, document: int) -> tuple[str, str]:
        stored = self._about(document)
        return stored["about"]["type"], stored["key"]

    def _card(self, document: int, lang: str) -> dict[str, Any]:
        cards = self._about(document)["about"]["cards"]
        found: dict[str, Any] = json.loads(zlib.decompress(cards[lang]))[0]
        return found

    def _tolerant(self, asked: Plan) -> tuple[Plan, str]:
        """The plan with near words for those that nobody has written, and the query with the nearest in their place."""
        slots: list[Slot] = []
        meant = self._heard(asked)
        corrected, shift = meant.folded, 0
        for slot in with_heard(asked, meant).slots:
            direct = slot.alternatives[0].terms
            near = self._near(slot.word) if slot.word and not any(self._postings(term) for term in direct) else []
            others = [Alternative((word_terms(one.word)[0][0],), TYPO[one.distance]) for one in near]
            slots.append(slot.also(others))
            if near:
                corrected = corrected[: slot.start + shift] + near[0].word + corrected[slot.end + shift :]
                shift += len(near[0].word) - (slot.end - slot.start)
        suggestion = "" if corrected == asked.folded else corrected.strip()
        return Plan(asked.folded, tuple(slots), asked.boosts, asked.neighbours), suggestion

    def _heard(self, asked: Plan) -> Plan:
        """The plan of what sounds like the query, when neighbouring Han characters of it stand on hardly any page."""
        absent = absent_pairs(asked, lambda term: len(self._postings(term)))
        folded = heard(asked.folded, absent, self._lexicon) if absent else asked.folded
        return asked if folded == asked.folded else plan(folded, self._vocabulary)

    def _near(self, word: str) -> list[Near]:
        """Words that begin with its first letter, else those that begin with its second."""
        for letter in dict.fromkeys(word[:2]):
            if found := nearest(word, self._words(letter)):
                return found
        return []

    def _words(self, letter: str) -> Iterator[tuple[str, int]]:
        """Words by their first letter as they are mostly written, with the documents that hold them."""
        written: dict[str, tuple[int, int, str]] = {}
        for text in self._reader.expand_prefix("words", letter):
            word = text.decode()
            term = word_terms(word)[0][0]
            row = (-int(self._reader.frequency("words", text)), len(word), word)
            written[term] = min(row, written.get(term, row))
        for term, (_, _, word) in written.items():
            yield word, self._reader.doc_frequency("terms", term)

    def _nearest(self, asked: Plan, allowed: frozenset[int] | None) -> list[Ranked]:
        """Pages that hold words which begin like those that were asked for."""
        scores: Counter[int] = Counter()
        for slot in asked.slots:
            if len(slot.word) > 3:
                begun = [text.decode() for text in self._reader.expand_prefix("terms", slot.word[:4])]
                for term in sorted(begun, key=lambda term: (-len(self._postings(term)), term))[:4]:
                    for document, (share, _) in self._postings(term).items():
                        scores[document] += self._ranker.rarity(term) * share  # type: ignore[assignment]
        found = [
            Ranked(document, score) for document, score in scores.items() if allowed is None or document in allowed
        ]
        return sorted(found, key=lambda one: (-one.score, self._order(one.document)))[:_NEAREST]

    def _hit(self, one: Ranked, card: Mapping[str, Any], wanted: Wanted) -> Hit:
        sections = card["sections"] or [[0, "", "", ""]]
        best = next((section for section in sections if section[0] == one.section), sections[0])
        marked = next((section for section in sections if marks_in(section[3], wanted)), None)
        quoted = best if best[3] else marked or next((section for section in sections if section[3]), sections[0])
        text = quoted[3] or " · ".join(card.get("symptoms", ()))
        if not marks_in(card["title"], wanted) and not marks_in(text, wanted):
            text = _with_name(text, card, wanted)
        snippet, marks = excerpt(text, marks_in(text, wanted), _SNIPPET.get(card["lang"], _SNIPPET["en"]))
        anchor = f"#{quote(best[1])}" if best[1] else ""
        facets = self._about(one.document)["about"]["facets"]
        return Hit(
            card["id"],
            card["type"],
            round(one.score, 3),
            card["url"] + anchor,
            card["lang"],
            card["title"],
            marks_in(card["title"], wanted),
            best[2],
            snippet,
            marks,
            facets,
            card["card"],
        )


def _with_name(text: str, card: Mapping[str, Any], wanted: Wanted) -> str:
    """The text behind what others call the page, or asked for it by: that says why it is here. The twin of `hit.js`."""
    best, most = "", 0
    for name in (*card.get("aliases", ()), *card.get("asked", ()), *card.get("symptoms", ())):
        length = sum(end - start for start, end in marks_in(name, wanted))
        if length > most:
            best, most = name, length
    return f"“{best}” {text}" if best else text


class UntrustedIndex(Exception):  # noqa: N818 - says what it is
    """There is no index in a folder, or not the one that was written there."""
