"""What a rule is, and how a module declares one.

A rule is a function with a docstring; the docstring is its reference page. There are three kinds, by what they look at:

- `page_rule`: one page alone. Runs where the page is read, and its findings are cached with the page.
- `handbook_rule`: the whole handbook, on a day. Runs every time; with `bodies=False`, and then it must not look at the
  text of any page, only when something else than texts has changed.
- `load_rule`: reported by the loader itself; the function only carries the documentation.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kb_tools.config import Config
from kb_tools.load.definitions import Definitions
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["Context", "Rule", "handbook_rule", "load_rule", "page_rule"]


def _unknown_past(pages: Mapping[str, str]) -> Definitions:
    return {}


@dataclass(frozen=True)
class Context:
    """What a rule may depend on besides the handbook.

    Attributes:
        as_of: The day on which everything is judged.
        config: kb.toml.
        past: How the KPIs of some pages (path -> text) were defined earlier, where that has changed; asks git, so a
            rule asks once and only if it must. Nothing is known outside of git.
    """

    as_of: dt.date
    config: Config
    past: Callable[[Mapping[str, str]], Definitions] = field(default=_unknown_past, repr=False)

    def once(self, name: str, handbook: Handbook, make: Callable[[], Any]) -> Any:
        """Something about a handbook that several rules need and that is worked out once."""
        known = self._made.get(name)
        if known is None or known[0] is not handbook:
            known = self._made[name] = (handbook, make())
        return known[1]

    @cached_property
    def _made(self) -> dict[str, tuple[Handbook, Any]]:
        return {}


@dataclass(frozen=True)
class Rule:
    """A rule of the registry.

    Attributes:
        code: `KB301`, stable for life.
        name: `missing-owner`.
        severity: Unless kb.toml says otherwise.
        doc: Reference page, Markdown.
        types: Page types that a page rule looks at; empty for all.
        translations: Whether a page rule looks at translations too.
        page: The check of a page rule.
        handbook: The check of a handbook rule.
        bodies: Whether a handbook rule looks at anything in the bodies of pages (text, headings, links, hashes of
            them); one that does not need not run again when only texts have changed.
    """

    code: str
    name: str
    severity: Severity
    doc: str
    types: tuple[str, ...] = ()
    translations: bool = False
    page: Callable[[Page], Iterable[Finding]] | None = None
    handbook: Callable[[Handbook, Context], Iterable[Finding]] | None = None
    bodies: bool = True

    @property
    def kind(self) -> str:
        """`page`, `handbook` or `load`."""
        return "page" if self.page else "handbook" if self.handbook else "load"


def page_rule(
    code: str, name: str, severity: Severity, *, types: tuple[str, ...] = (), translations: bool = False
) -> Callable[[Callable[[Page], Iterator[Finding]]], Rule]:
    """Declare a rule that looks at one readable page alone."""

    def declare(check: Callable[[Page], Iterator[Finding]]) -> Rule:
        return Rule(code, name, severity, inspect.getdoc(check) or "", types, translations, page=check)

    return declare


def handbook_rule(
    code: str, name: str, severity: Severity, *, bodies: bool = True
) -> Callable[[Callable[[Handbook, Context], Iterator[Finding]]], Rule]:
    """Declare a rule that looks at the whole handbook."""

    def declare(check: Callable[[Handbook, Context], Iterator[Finding]]) -> Rule:
        return Rule(code, name, severity, inspect.getdoc(check) or "", handbook=check, bodies=bodies)

    return declare


def load_rule(code: str, name: str, severity: Severity) -> Callable[[Callable[[], None]], Rule]:
    """Declare a finding that the loader reports."""

    def declare(doc: Callable[[], None]) -> Rule:
        return Rule(code, name, severity, inspect.getdoc(doc) or "")

    return declare
