"""A finding: what is wrong, where, and what to write instead.

The words are not in here: `code`, `variant` and `args` select and fill a sentence of `locale/`, so that the same
finding reads in Chinese or English.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

from kb_tools.model.location import Location

__all__ = ["Diagnostic", "Finding", "Severity"]


class Severity(enum.IntEnum):
    """How bad a finding is; comparable."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @classmethod
    def parse(cls, name: str) -> Severity:
        """The severity called `name` (`info`, `warning`, `error`).

        Raises:
            KeyError: There is no such severity.
        """
        return cls[name.upper()]

    def __str__(self) -> str:
        return self.name.lower()


class Finding(NamedTuple):
    """What a rule yields: a place, and the pieces of a sentence.

    Attributes:
        where: The value at fault (for a missing key: its parent).
        code: The rule's code, `KB301`.
        variant: Which of the rule's sentences, empty for the main one.
        args: Pairs of name and text that fill the sentence.
    """

    where: Location
    code: str
    variant: str = ""
    args: tuple[tuple[str, str], ...] = ()


class Diagnostic(NamedTuple):
    """A finding with its severity and the record it belongs to, ready to be reported.

    Attributes:
        finding: What was found, and where.
        severity: Its severity in this handbook, after kb.toml.
        page_id: Id of the record, empty for a file that is not one.
        owner: Id of the role that owns the record, empty where nobody does.
    """

    finding: Finding
    severity: Severity
    page_id: str = ""
    owner: str = ""

    @property
    def where(self) -> Location:
        """The place of the finding."""
        return self.finding.where

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.finding.code
