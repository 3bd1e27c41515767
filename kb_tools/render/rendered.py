"""What rendering yields: pages and files for a generator. No logic; every module of this package may know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb_tools.render.navigation import NavItem

__all__ = ["RenderedEdition", "RenderedPage"]


@dataclass(frozen=True)
class RenderedPage:
    """A page ready for a generator.

    Attributes:
        src: File relative to the edition's root.
        markdown: Its text.
        edit_path: Source file relative to the handbook's root; empty for a generated page.
        title: What lists and the navigation call an overview page; empty for others.
        summary: The question that an overview page answers; empty for others.
    """

    src: str
    markdown: str
    edit_path: str = ""
    title: str = ""
    summary: str = ""


@dataclass(frozen=True)
class RenderedEdition:
    """Everything that a generator needs for one language.

    Attributes:
        lang: The language.
        name: Name of the handbook.
        pages: All pages, sorted by file.
        assets: File relative to the edition's root -> file relative to the docs folder.
        nav: The navigation.
        downloads: File relative to the edition's root -> its bytes, for files that are made and not copied.
    """

    lang: str
    name: str
    pages: tuple[RenderedPage, ...]
    assets: dict[str, str]
    nav: tuple[NavItem, ...]
    downloads: Mapping[str, bytes] = field(default_factory=dict)
