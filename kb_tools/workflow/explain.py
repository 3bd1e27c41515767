"""A rule in the reader's language: its docstring is the reference, the locale tables translate it."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb_tools.check.registry import all_rules, find_rule
from kb_tools.check.rule import Rule
from kb_tools.errors import Message, UsageError
from kb_tools.load.schema import closest
from kb_tools.locale import Words

__all__ = ["Explanation", "explain", "rule_named"]

_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
#: Headings of a rule's docstring.
_WHY, _EXAMPLE, _FIX = "Why it matters", "Example", "Fix"


class Explanation(NamedTuple):
    """A rule explained.

    Attributes:
        code: `KB301`.
        name: `missing-owner`.
        severity: Unless kb.toml says otherwise.
        kind: `page`, `handbook` or `load`: what the rule looks at.
        types: Page types that it looks at; empty for all.
        title: What it finds, in a few words.
        text: What it finds, in full.
        why: Why that matters.
        example: What it looks like, Markdown.
        fix: What to do.
    """

    code: str
    name: str
    severity: str
    kind: str
    types: tuple[str, ...]
    title: str
    text: str
    why: str
    example: str
    fix: str

    def page(self, words: Words) -> str:
        """The rule as a Markdown page."""
        head = f"# {self.code} {self.name} ({words(f'severity.{self.severity}')})"
        parts = [head, self.title if self.title != self.text else "", self.text]
        for key in ("why", "example", "fix"):
            text = getattr(self, key)
            parts += [f"## {words(f'explain.{key}')}", text] if text else []
        return "\n\n".join(part for part in parts if part)


def rule_named(name: str) -> Rule:
    """The rule with this code or name.

    Raises:
        UsageError: There is none; the closest is named.
    """
    try:
        return find_rule(name)
    except UsageError as error:
        known = {each.lower(): each for rule in all_rules().values() for each in (rule.code, rule.name)}
        guess = closest(name.strip().lower(), known)
        if not guess:
            raise
        advice = Message("advice.closest", guess=known[guess])
        raise UsageError("error.unknown_rule", name=name, advice=advice) from error


def explain(rule: Rule, words: Words) -> Explanation:
    """A rule in a language; what the language does not say is told as the docstring says it."""
    head, sections = _sections(rule.doc)
    own = words.lang != "en" and bool(words.tables.get(rule.code))
    said = words.tables.get(rule.code, {}) if own else {}
    return Explanation(
        code=rule.code,
        name=rule.name,
        severity=str(rule.severity),
        kind=rule.kind,
        types=rule.types,
        title=words.get(f"{rule.code}.title") or head.split("\n")[0],
        text=str(said.get("what", "")) if "why" in said else head,
        why=str(said.get("why", "")) or sections.get(_WHY, ""),
        example=sections.get(_EXAMPLE, ""),
        fix=str(said.get("fix", "")) or sections.get(_FIX, ""),
    )


def _sections(doc: str) -> tuple[str, dict[str, str]]:
    """What stands above the first heading, and each section by its heading."""
    head, *rest = _SECTION.split(doc)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return head.strip(), {title.strip(): body.strip() for title, body in pairs}
