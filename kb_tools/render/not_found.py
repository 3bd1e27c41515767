"""The page for addresses that do not exist: what it says in each language, and where it leads.

One page serves the whole site, because a web server knows one. It stands in no edition and shows them all.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kb_tools.locale import words
from kb_tools.render.address import page_address
from kb_tools.render.edition import edition_root

__all__ = ["LostEdition", "not_found"]

#: What somebody who is lost came for: key of its name, pages that answer it; the first that exists counts.
_LINKS = (
    ("home", ("index.md",)),
    ("known_errors", ("overview/known-errors.md", "known-errors/index.md")),
    ("call", ("overview/duty.md", "overview/quick-cards.md", "services/index.md")),
    ("overview", ("overview/index.md",)),
)


@dataclass(frozen=True)
class LostEdition:
    """One language's part of the page.

    Attributes:
        lang: The language.
        root: Where the edition lies below the site.
        title: What happened.
        text: What to do.
        label: Name of the search field.
        button: What starts the search.
        links: Name and address below the edition's root.
    """

    lang: str
    root: str
    title: str
    text: str
    label: str
    button: str
    links: tuple[tuple[str, str], ...]


def not_found(languages: tuple[str, ...], pages: Collection[str]) -> tuple[LostEdition, ...]:
    """The parts of the page, the source language first.

    Args:
        languages: Languages of the site.
        pages: Files of the edition's pages; a link that leads to none of them is left out.
    """
    return tuple(_edition(lang, languages, pages) for lang in languages)


def _edition(lang: str, languages: tuple[str, ...], pages: Collection[str]) -> LostEdition:
    said = words(lang)
    links = []
    for key, candidates in _LINKS:
        src = next((src for src in candidates if src in pages), None)
        if src:
            links.append((said(f"not_found.{key}"), page_address(src)))
    return LostEdition(
        lang=lang,
        root=edition_root(lang, languages),
        title=said("not_found.title"),
        text=said("not_found.text"),
        label=said("not_found.label"),
        button=said("not_found.button"),
        links=tuple(links),
    )
