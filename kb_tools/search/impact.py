"""What each term is worth to a document: one number that holds frequency, field and length, and where it stands.

The number needs no other document but the average lengths, so documents can be analyzed in any number of processes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kb_tools.search.analyzer import fold, terms
from kb_tools.search.concepts import Concepts
from kb_tools.search.document import FIELDS, Document, LocalText

__all__ = ["LAST_SECTION", "MOST", "Posting", "average_lengths", "field_texts", "postings", "section_keys"]

#: Sections beyond this one share its bit.
LAST_SECTION = 27
#: Greatest impact that the index can hold: all fields of a document together.
MOST = sum(field.weight for field in FIELDS.values())

#: (language, field) -> average length in characters.
Averages = Mapping[tuple[str, str], float]


class Posting(NamedTuple):
    """A term in a document.

    Attributes:
        impact: From 1 to 255, on a square-root scale up to `MOST`.
        sections: Bit per section in which it stands; title and other names count as the page's top (bit 0).
    """

    impact: int
    sections: int


def field_texts(text: LocalText) -> Iterator[tuple[str, str, str]]:
    """(field, key of the section, text) of a document in one language."""
    yield "title", "", text.title
    for name in ("aliases", "asked", "symptoms", "errors", "people"):
        for value in getattr(text, name):
            yield name, "", value
    for section in text.sections:
        if section.heading:
            yield "headings", section.key, section.heading
        if section.text:
            yield "body", section.key, section.text


def section_keys(document: Document) -> tuple[str, ...]:
    """Keys of a document's sections over all languages; a section's place here is its bit."""
    keys = dict.fromkeys(["", *(section.key for text in document.texts for section in text.sections)])
    return tuple(keys)


def average_lengths(documents: Iterable[Document]) -> dict[tuple[str, str], float]:
    """Average length of each field by language, in characters; rounded, so that one edit rarely changes anything."""
    total: Counter[tuple[str, str]] = Counter()
    count: Counter[tuple[str, str]] = Counter()
    for document in documents:
        for text in document.texts:
            lengths: Counter[str] = Counter()
            for name, _, value in field_texts(text):
                lengths[name] += len(value)
            for name, length in lengths.items():
                total[text.lang, name] += length
                count[text.lang, name] += 1
    return {key: float(f"{total[key] / count[key]:.2g}") for key in sorted(total)}


def postings(document: Document, averages: Averages, concepts: Concepts) -> dict[str, Posting]:
    """Every term of a document; of its languages the one in which the term is worth most."""
    bits = {key: 1 << min(place, LAST_SECTION) for place, key in enumerate(section_keys(document))}
    best: dict[str, float] = {}
    where: dict[str, int] = {}
    for text in document.texts:
        for term, value in _local(text, averages, concepts, bits, where).items():
            if value > best.get(term, 0.0):
                best[term] = value
    scale = document.prior / MOST
    return {
        term: Posting(max(1, min(255, round(255 * (value * scale) ** 0.5))), where[term])
        for term, value in best.items()
    }


def _local(
    text: LocalText, averages: Averages, concepts: Concepts, bits: Mapping[str, int], where: dict[str, int]
) -> dict[str, float]:
    counts: dict[str, Counter[str]] = {}
    lengths: Counter[str] = Counter()
    for name, key, value in field_texts(text):
        counter = counts.setdefault(name, Counter())
        found = terms(value)
        found += concepts.found(fold(value))
        counter.update(found)
        lengths[name] += len(value)
        bit = bits[key]
        for term in counter if len(counts) == 1 else set(found):
            where[term] = where.get(term, 0) | bit
    values: dict[str, float] = {}
    for name, counter in counts.items():
        weight, k, b = FIELDS[name]
        norm = k * (1 - b + b * lengths[name] / (averages.get((text.lang, name)) or 1.0))
        for term, count in counter.items():
            values[term] = values.get(term, 0.0) + weight * count / (count + norm)
    return values
