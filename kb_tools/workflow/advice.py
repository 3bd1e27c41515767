"""Errors about ids that do not exist: always with the closest one that does."""

from __future__ import annotations

from collections.abc import Iterable

from kb_tools.errors import UsageError
from kb_tools.load.schema import closest

__all__ = ["unknown_id"]


def unknown_id(name: str, known: Iterable[str], kind: str = "page") -> UsageError:
    """The error for an id that nothing has, with the closest id."""
    ids = sorted(known)
    guess = closest(name, ids)
    if guess:
        return UsageError(f"there is no {kind} {name!r}; did you mean {guess!r}?")
    few = f"; there are: {', '.join(ids)}" if 0 < len(ids) <= 12 else ""
    return UsageError(f"there is no {kind} {name!r}{few}")
