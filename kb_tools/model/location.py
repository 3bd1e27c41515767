"""A place in a file, counted from 1, as editors show it."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Location", "Span"]


class Span(NamedTuple):
    """A stretch of text inside one file. Lines and columns start at 1; the end column is the one after the last."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Location(NamedTuple):
    """A span in a named file. `path` is relative to the handbook's root, with forward slashes."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @classmethod
    def at(cls, path: str, span: Span) -> Location:
        """The place `span` in the file `path`."""
        return cls(path, *span)
