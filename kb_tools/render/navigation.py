"""The order in which pages are listed, and the tree of the navigation."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from kb_tools.content import content_types
from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView

__all__ = ["TYPE_ORDER", "NavItem", "build_nav", "type_folders"]

#: Types as readers meet them: first what helps now, then how we work, then who we are.
TYPE_ORDER = (
    "known-error",
    "service",
    "procedure",
    "process",
    "role",
    "agreement",
    "policy",
    "term",
    "notice",
    "requirement",
    "review",
    "improvement",
    "risk",
    "report",
)
#: A section lists its records in the navigation up to this many; more would slow every page down.
_LISTED = 50


@dataclass(frozen=True)
class NavItem:
    """An entry of the navigation.

    Attributes:
        title: What it says.
        src: Page that it leads to, empty for a section without a page of its own.
        children: Entries below it.
    """

    title: str
    src: str = ""
    children: tuple[NavItem, ...] = field(default=())


class Listed(Protocol):
    """A page that the navigation lists: its file and its name."""

    @property
    def src(self) -> str: ...
    @property
    def title(self) -> str: ...


def type_folders(view: EditionView) -> dict[str, str]:
    """Type -> folder of its pages, in the order of the navigation; only types that have pages."""
    found = {}
    names = [*TYPE_ORDER, *(name for name in content_types() if name not in TYPE_ORDER)]
    for name in names:
        schema = content_types()[name]
        setting = view.config.types.get(name)
        folder = (setting.folder if setting else None) or schema.folder
        if folder and any(page.src.startswith(f"{folder}/") for page in view.handbook.by_type.get(name, ())):
            found[name] = folder
    return found


def build_nav(
    view: EditionView,
    overview: Sequence[Listed] = (),
    people: Sequence[Listed] = (),
    below: Mapping[str, Sequence[Listed]] = MappingProxyType({}),
) -> tuple[NavItem, ...]:
    """The navigation of an edition: home, the overview pages, a section per type, then articles by folder.

    Args:
        view: The edition.
        overview: Overview pages in reading order; the first lists the others.
        people: Pages of people; the first lists the others. They stand behind the roles.
        below: File of an overview page -> the pages that it leads to, such as one per service.
    """
    folders = type_folders(view)
    items = [NavItem(view.words("nav.home"), "index.md")]
    if overview:
        first, *others = (NavItem(page.title, page.src, _below(below.get(page.src, ()))) for page in overview)
        items.append(NavItem(first.title, first.src, tuple(others)))
    for name, folder in folders.items():
        records = [page for page in view.edition.pages if page.type == name]
        children = _children(records) if len(records) <= _LISTED else ()
        items.append(NavItem(view.words.get(f"types.{name}", name), f"{folder}/index.md", children))
    if people:
        first, *others = (NavItem(page.title, page.src) for page in people)
        place = list(folders).index("role") + 1 if "role" in folders else len(folders)
        items.insert(
            len(items) - len(folders) + place,
            NavItem(first.title, first.src, tuple(others) if len(others) <= _LISTED else ()),
        )
    taken = {page.src for page in (*overview, *people, *(page for pages in below.values() for page in pages))}
    return (*items, *_articles(view, set(folders.values()), taken))


def _below(pages: Sequence[Listed]) -> tuple[NavItem, ...]:
    return tuple(NavItem(page.title, page.src) for page in pages) if len(pages) <= _LISTED else ()


def _children(records: list[LocalPage]) -> tuple[NavItem, ...]:
    return tuple(NavItem(page.title, page.src) for page in sorted(records, key=lambda page: page.src))


def _articles(view: EditionView, taken: set[str], listed: set[str]) -> list[NavItem]:
    by_folder: dict[str, list[LocalPage]] = {}
    for page in view.edition.pages:
        folder = posixpath.dirname(page.src)
        if folder.split("/")[0] not in taken and page.src not in {"index.md", *listed}:
            by_folder.setdefault(folder, []).append(page)
    items = []
    for folder, pages in sorted(by_folder.items()):
        ordered = _reading_order(pages, view, f"{folder}/index.md" if folder else "index.md")
        entries = [NavItem(page.title, page.src) for page in ordered]
        if not folder:
            items += entries
            continue
        index = next((page for page in pages if page.src == f"{folder}/index.md"), None)
        children = tuple(entry for entry in entries if index is None or entry.src != index.src)
        items.append(NavItem(index.title if index else folder, index.src if index else "", children))
    return items


def _reading_order(pages: list[LocalPage], view: EditionView, index_src: str) -> list[LocalPage]:
    """Pages in the order in which their folder's index page links to them, the others after it by file name."""
    index = view.handbook.by_src.get(index_src)
    linked: dict[str, int] = {}
    for position, link in enumerate(index.links if index else ()):
        target = link.target.split("#")[0]
        src = posixpath.normpath(posixpath.join(posixpath.dirname(index_src), target))
        linked.setdefault(target if link.kind == "wiki" else src, position)
    last = len(linked) + 1_000_000
    return sorted(pages, key=lambda page: (linked.get(page.id, linked.get(page.src, last)), page.src))
