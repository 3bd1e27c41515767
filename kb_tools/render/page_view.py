"""One page as its template sees it. Every field that a template does not show by itself appears in the details, so that
nothing of the front matter can be invisible.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel

from kb_tools.content.plan import Plan, plan_of
from kb_tools.load.edition import LocalPage
from kb_tools.render.body import prepare_body, prepare_sections
from kb_tools.render.edition_view import EditionView
from kb_tools.render.values import Values

__all__ = ["PageView"]

#: Shown by the frame (heading, banner, head matter) or without meaning for readers.
_FRAME = frozenset({"type", "id", "title", "summary", "source_hash"})


class PageView:
    """What a template may ask about the page it renders.

    Args:
        view: The edition.
        local: The record in this edition.
    """

    def __init__(self, view: EditionView, local: LocalPage) -> None:
        self.view, self.local = view, local
        self.record: Any = local.record
        self.values = Values(view, local.src, local.id, local.type)
        self.words = view.words
        self._plan: Plan = plan_of(local.source.schema)
        self._written = set(local.source.written_keys)
        self._shown: set[str] = set(_FRAME)

    @property
    def title(self) -> str:
        """Title in this language."""
        return self.local.title

    def field(self, key: str) -> Markup:
        """A field's value as HTML, empty when the page says nothing; it will not be repeated in the details."""
        self._shown.add(key)
        plan = self._plan.fields[key]
        return self.values.show(self._value(key), plan, key)

    def label(self, key: str) -> str:
        """A field's name for readers."""
        return self.values.label(key)

    def facts(self, *keys: str) -> Markup:
        """A card of terms and descriptions; fields without value are left out."""
        rows = [(self.label(key), self.field(key)) for key in keys]
        cells = Markup("").join(
            Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(label, value) for label, value in rows if value
        )
        return Markup('<dl class="kb-facts">{}</dl>').format(cells) if cells else Markup("")

    def table(self, key: str, *skip: str) -> Markup:
        """A list of mappings as a table."""
        self._shown.add(key)
        return self.values.table(self._value(key) or (), frozenset(skip))

    def section(self, key: str) -> Markup:
        """A field under a heading of its own; empty when there is nothing to show."""
        value = self._value(key)
        is_table = isinstance(value, tuple) and value and isinstance(value[0], BaseModel)
        shown = self.table(key) if is_table else self.field(key)
        if not shown:
            return Markup("")
        heading = Markup("## {} {{#kb-{}}}\n\n").format(self.markdown(self.label(key)), key.replace("_", "-"))
        return (
            heading + (shown if is_table else Markup('<div class="kb-field">{}</div>').format(shown)) + Markup("\n\n")
        )

    def rest(self) -> Markup:
        """Everything that was not shown yet, as one card and the tables it needs."""
        tables, keys = [], []
        for key, plan in self._plan.fields.items():
            if key in self._shown or (key not in self._written and key != "status"):
                continue
            if plan.kind == "list" and plan.item and plan.item.kind == "mapping":
                tables.append(self.section(key))
            elif key != "status" or self.record.status != "approved":
                keys.append(key)
        return self._custom_facts(self.facts(*keys)) + Markup("\n\n") + Markup("").join(tables)

    def body(self) -> str:
        """The page's own text, ready for the generator."""
        return prepare_body(self.local.text, lambda target, text: self.view.markdown_link(self.local.src, target, text))

    def body_sections(self, *order: str) -> str:
        """The page's own text with some of its sections first."""
        return prepare_sections(
            self.local.text,
            lambda target, text: self.view.markdown_link(self.local.src, target, text),
            self.local.source.schema.sections,
            order,
        )

    def prose(self, text: str) -> Markup:
        """A text with `[[id]]` links, as HTML."""
        return self.view.prose(self.local.src, text, self.local.id)

    def backlinks(self) -> list[tuple[str, list[Markup]]]:
        """Who refers to this record: label of the type, links; only records that the reader does not see anyway."""
        groups: dict[str, dict[str, Markup]] = {}
        for link in self.view.handbook.backlinks.get(self.local.id, ()):
            if link.page.id != self.local.id:
                anchor = self.view.link(self.local.src, link.page.id)
                groups.setdefault(link.page.type, {}).setdefault(link.page.id, anchor)
        return [(self.words.get(f"types.{name}", name), list(links.values())) for name, links in sorted(groups.items())]

    def review_due(self) -> dt.date | None:
        """When the next review is due, None when the page was never reviewed."""
        reviewed = self.record.reviewed
        return self.record.review_every.after(reviewed.date) if reviewed else None

    @staticmethod
    def markdown(text: str) -> Markup:
        """Text inside a Markdown heading: nothing in it may act as markup."""
        escaped = "".join(f"&#{ord(char)};" if char in "\\`*_[]<>{}#|&" else char for char in text)
        return Markup(escaped)

    def _value(self, key: str) -> Any:
        name = next((name for name, info in type(self.record).model_fields.items() if info.alias == key), key)
        return getattr(self.record, name)

    def _custom_facts(self, facts: Markup) -> Markup:
        custom = self.view.config.types.get(self.local.type)
        rows = []
        for key, value in self.record.custom.items():
            spec = custom.fields.get(key) if custom else None
            label = (spec.label.get(self.view.lang) if spec else "") or key
            shown = value if isinstance(value, list) else [value]
            if spec and spec.kind == "ref":
                cells = [self.view.link(self.local.src, str(item), spec.to) for item in shown]
            else:
                cells = [self.view.prose(self.local.src, str(item)) for item in shown]
            rows.append(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(label, Markup(", ").join(cells)))
        if not rows:
            return facts
        return facts + Markup('<dl class="kb-facts">{}</dl>').format(Markup("").join(rows))
