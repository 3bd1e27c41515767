"""Pausing Python's cycle collector while very many small objects are made and none of them is garbage.

Looking for cycles among the facts of 10,000 pages takes longer than making them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

__all__ = ["collect_frozen", "collector_paused", "keep_to_the_end"]

P = ParamSpec("P")
R = TypeVar("R")

#: So many new objects are worth to be left alone from now on; fewer are looked through in no time.
_MANY = 50_000


def collector_paused(function: Callable[P, R]) -> Callable[P, R]:
    """Run a function with the cycle collector switched off.

    Many objects that it made are frozen: the collector would look at all of them next, and again and again.
    """

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            if gc.get_count()[0] > _MANY:
                gc.freeze()
            gc.enable()

    return wrapper


def keep_to_the_end(thing: object) -> None:
    """Leave a large thing to the end of the process, which frees all memory at once.

    Ten thousand pages are taken apart one object after the other when the last name for them goes, which takes longer
    than some rules. A ring of frozen objects is never looked at; a process that lives on frees it with its next load.
    """
    ring: list[object] = [thing]
    ring.append(ring)
    gc.freeze()


def collect_frozen() -> None:
    """Free what was frozen and is garbage by now; for processes that load a handbook again and again."""
    if gc.get_freeze_count() > _MANY:
        gc.unfreeze()
        gc.collect()
