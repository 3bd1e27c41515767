"""What processes hand to each other, as both sides say it. An interface holds when both say the same.

Only processes count: customers, suppliers, teams, roles and services keep no lists of what they hand over.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from kb_tools.model.page import Page

__all__ = ["Interface", "interfaces", "plain_name"]


class Interface(NamedTuple):
    """Something that goes from one process to another.

    Attributes:
        giver: The process that delivers it.
        taker: The process that takes it.
        name: What it is called, by the giver where the giver says it.
        given: Whether the giver lists it among its outputs.
        taken: Whether the taker lists it among its inputs.
    """

    giver: str
    taker: str
    name: str
    given: bool
    taken: bool

    @property
    def holds(self) -> bool:
        """Whether both sides say it."""
        return self.given and self.taken


@cache
def plain_name(name: str) -> str:
    """A name in the form in which names are compared: width, case and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def interfaces(processes: Iterable[Page]) -> Mapping[str, tuple[Interface, ...]]:
    """Process -> its interfaces with the others, in the order in which the pages list them."""
    pages = {page.id: page for page in processes}
    given, taken = _claims(pages, "outputs", "to"), _claims(pages, "inputs", "from_")
    found: defaultdict[str, list[Interface]] = defaultdict(list)
    for key in dict.fromkeys((*given, *taken)):
        giver, taker, _ = key
        interface = Interface(giver, taker, given.get(key) or taken[key], key in given, key in taken)
        found[giver].append(interface)
        found[taker].append(interface)
    return {process: tuple(entries) for process, entries in found.items()}


def _claims(pages: Mapping[str, Page], field: str, end: str) -> dict[tuple[str, str, str], str]:
    """(giver, taker, comparable name) -> name, as one side says it."""
    found: dict[tuple[str, str, str], str] = {}
    for page in pages.values():
        for item in getattr(page.record, field):
            other = getattr(item, end)
            if other in pages and other != page.id:
                pair = (page.id, other) if field == "outputs" else (other, page.id)
                found.setdefault((*pair, plain_name(item.name)), item.name)
    return found
