"""What a result shows, in small files of its own: only those of the results on the screen are fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kb_tools.search.document import Document, LocalText
from kb_tools.search.encoding import packed_json
from kb_tools.search.impact import LAST_SECTION, section_keys

__all__ = ["PER_FILE", "card_files"]

#: Documents in one file.
PER_FILE = 1
#: Characters of a section, and of all sections together, that results quote from.
_SECTION, _ALL = 320, 640


def card_files(documents: Sequence[Document], languages: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """(file, bytes): `c/zh/0.bin` holds the first documents in Chinese, in the order of the index."""
    for lang in languages:
        for first in range(0, len(documents), PER_FILE):
            cards = [_card(document, lang) for document in documents[first : first + PER_FILE]]
            yield f"c/{lang}/{first // PER_FILE}.bin", packed_json(cards)


def _card(document: Document, lang: str) -> dict[str, Any]:
    text = next((text for text in document.texts if text.lang == lang), document.texts[0])
    bits = {key: min(place, LAST_SECTION) for place, key in enumerate(section_keys(document))}
    return {
        "id": document.id,
        "type": document.type,
        "lang": text.lang,
        "title": text.title,
        "url": text.url,
        "card": dict(text.card),
        "sections": _sections(text, bits),
        **({"symptoms": list(text.symptoms)} if text.symptoms else {}),
        **({"aliases": list(text.aliases)} if text.aliases else {}),
        **({"asked": list(text.asked)} if text.asked else {}),
    }


def _sections(text: LocalText, bits: dict[str, int]) -> list[list[Any]]:
    left = _ALL
    found = []
    for section in text.sections:
        quoted = section.text[: min(_SECTION, max(0, left))]
        left -= len(quoted)
        found.append([bits[section.key], section.anchor, section.heading, quoted])
    return found
