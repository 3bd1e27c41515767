"""What search knows about a record: its texts by field and section, in each of its languages. No I/O.

Where documents come from does not matter here: `render` makes them of a handbook, `sources` of a folder or JSON lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["FIELDS", "Document", "FieldWeight", "LocalText", "Section"]


class FieldWeight(NamedTuple):
    """How much a field counts.

    A term that stands `n` times in a field of length `l` adds `weight * n / (n + k * (1 - b + b * l / average))` to
    the document: saturation and length as in BM25 (Robertson and Zaragoza 2009), summed over fields after saturation,
    so that one word in the title is not drowned by ten in the text.

    Attributes:
        weight: Most that a term can gain here.
        k: How many occurrences give half of that.
        b: How much a long field is held against it, from 0 to 1.
    """

    weight: float
    k: float
    b: float


#: One set for every handbook and every other collection of documents.
FIELDS: Mapping[str, FieldWeight] = {
    "title": FieldWeight(3.0, 1.1, 0.3),
    "aliases": FieldWeight(2.5, 1.0, 0.0),
    "asked": FieldWeight(2.3, 2.0, 0.0),
    "symptoms": FieldWeight(1.25, 1.3, 0.2),
    "errors": FieldWeight(1.2, 0.7, 0.0),
    "people": FieldWeight(0.65, 0.9, 0.3),
    "headings": FieldWeight(1.25, 1.2, 0.2),
    "body": FieldWeight(1.6, 3.7, 0.82),
}


@dataclass(frozen=True)
class Section:
    """A part of a page that a result can lead to.

    Attributes:
        key: The same in every language of the document.
        anchor: Anchor on the page; empty for its top.
        heading: What stands above it; empty for the top.
        text: Its plain text.
    """

    key: str
    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class LocalText:
    """A document in one language.

    Attributes:
        lang: Language.
        url: Address of the page relative to the site's root; may be empty.
        title: Title.
        aliases: Other names, abbreviations, clause numbers: what a page is looked for under.
        asked: In which words readers asked for it.
        symptoms: What users say.
        errors: Error messages, verbatim.
        people: Roles, holders, deputies and what they decide or own.
        sections: The text; the first is the page's top.
        card: What a result shows besides title and text, ready to show.
    """

    lang: str
    url: str
    title: str
    aliases: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    symptoms: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    card: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """A record with all its languages.

    Attributes:
        id: Its id.
        type: Its type, may be empty.
        texts: One per language, the source language first.
        facets: Facet (`service`, `owner`, `state`) -> values.
        prior: Factor on everything it scores: below 1 for what is retired.
    """

    id: str
    type: str
    texts: tuple[LocalText, ...]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prior: float = 1.0
