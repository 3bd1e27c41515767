"""Findings as text, one module per format. A format is a module with `render(report) -> str`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from kb_tools.locale import Words
from kb_tools.model.diagnostic import Diagnostic

__all__ = ["Report", "formats"]


def _no_lines(path: str) -> list[str]:
    return []


@dataclass(frozen=True)
class Report:
    """Everything that a format needs.

    Attributes:
        diagnostics: Findings, sorted by place.
        words: The language they are told in.
        names: Rule code -> rule name.
        pages: How many pages were checked.
        lines: Path -> the file's lines, for showing the place.
        color: Whether the text may carry terminal colours.
    """

    diagnostics: Sequence[Diagnostic]
    words: Words
    names: dict[str, str]
    pages: int = 0
    lines: Callable[[str], list[str]] = field(default=_no_lines)
    color: bool = False


@cache
def formats() -> dict[str, Callable[[Report], str]]:
    """Format name -> its `render`."""
    found: dict[str, Callable[[Report], str]] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if hasattr(module, "render"):
            found[info.name.rstrip("_")] = module.render
    return found
