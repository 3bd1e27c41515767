"""Errors about ids that do not exist: always with the closest one that does."""

from __future__ import annotations

from collections.abc import Iterable

from kb_tools.errors import Message, UsageError
from kb_tools.load.schema import closest

__all__ = ["closest_or_all", "unknown_id"]

#: As many names as fit into a sentence.
_FEW = 20


def unknown_id(name: str, known: Iterable[str], kind: str = "page") -> UsageError:
    """The error for an id that nothing has, with the closest id."""
    ids = sorted(known)
    return UsageError("error.unknown_id", kind=kind, name=name, advice=closest_or_all(name, ids))


def closest_or_all(name: str, known: Iterable[str], few: int = _FEW) -> Message:
    """What to write instead of a name that nothing has: the closest one, else all when they are `few`."""
    names = tuple(known)
    guess = closest(name, names)
    if guess:
        return Message("advice.closest", guess=guess)
    if not names:
        return Message("advice.none")
    return Message("advice.known", known=names) if len(names) <= few else Message("advice.many", count=len(names))
