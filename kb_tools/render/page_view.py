"""One page as its template sees it. Every field that a template does not show by itself appears in the details, so that
nothing of the front matter can be invisible.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape
from pydantic import BaseModel

from kb_tools.content.plan import Plan, plan_of
from kb_tools.load.edition import LocalPage
from kb_tools.render.body import prepare_body, prepare_sections
from kb_tools.render.edition_view import EditionView
from kb_tools.render.navigation import TYPE_ORDER
from kb_tools.render.values import Values
from kb_tools.render.views import blocks
from kb_tools.render.views.frame import Foot, foot

__all__ = ["PageView"]

#: Shown by the frame (heading, banner, head matter) or without meaning for readers.
_FRAME = frozenset({"type", "id", "title", "summary", "source_hash"})
#: Of one type, this many referring pages are listed.
_LISTED = 24
#: Headings up to this level begin a section.
_SECTION = 2
_ANCHOR = re.compile(r"\{:?[^{}]*#([^\s{}]+)[^{}]*\}[ \t]*$")


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
        return self.card([(label, value) for label, value in rows if value])

    @staticmethod
    def card(rows: list[tuple[str, Markup]]) -> Markup:
        """Terms and descriptions as a card; empty when there are none."""
        cells = Markup("").join(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*row) for row in rows)
        return Markup('<dl class="kb-facts">{}</dl>').format(cells) if cells else Markup("")

    def take(self, key: str) -> Any:
        """A field's value as it is, for a template that shows it its own way; not repeated in the details."""
        self._shown.add(key)
        return self._value(key)

    def table(self, key: str, *skip: str) -> Markup:
        """A list of mappings as a table."""
        self._shown.add(key)
        return self.values.table(self._value(key) or (), frozenset(skip), self.label(key))

    def link(self, target: str, text: str = "") -> Markup:
        """Link to a record from this page."""
        return self.view.link(self.local.src, target, text=text)

    def links(self, targets: Iterable[str]) -> Markup:
        """Links to records on one line, as the language lists them."""
        return Markup(self.words("page.list_join")).join(self.link(target) for target in targets)

    def said(self, key: str, **args: Any) -> Markup:
        """A sentence of ours with markup in its blanks."""
        return Markup(escape(self.words.get(key, key))).format(**args)

    def choice(self, key: str, value: Any) -> str:
        """The word for a value of a field."""
        words = self.words
        return (
            words.get(f"enum_{self.local.type}.{key}.{value}") or words.get(f"enum.{key}.{value}") or str(value or "")
        )

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
        tables, rows = [], []
        for key, plan in self._plan.fields.items():
            if key in self._shown or (key not in self._written and key != "status"):
                continue
            if plan.kind == "list" and plan.item and plan.item.kind == "mapping":
                tables.append((self.label(key), self.table(key)))
            elif (key != "status" or self.record.status != "approved") and (shown := self.field(key)):
                rows.append((self.label(key), shown))
        rows += self._custom_rows() + [(label, table) for label, table in tables if table]
        return self.card(rows)

    def body(self) -> str:
        """The page's own text, ready for the generator."""
        return prepare_body(self.local.text, lambda target, text: self.view.markdown_link(self.local.src, target, text))

    def body_parts(self, *first: str) -> tuple[str, str]:
        """The page's own text in two parts: the sections named, in this order, and everything else."""
        link, known = lambda target, text: self.view.markdown_link(self.local.src, target, text), self.local.source
        whole = prepare_sections(self.local.text, link, known.schema.sections, first)
        headings = {text.casefold(): key for key, texts in known.schema.sections.items() for text in texts}
        anchors = {
            heading.anchor: headings.get(heading.text.casefold(), "")
            for heading in self.local.text.headings
            if heading.level <= _SECTION
        }
        parts: dict[bool, list[str]] = {True: [], False: []}
        wanted = False
        for line in whole.split("\n"):
            if anchor := _ANCHOR.search(line):
                wanted = anchors.get(anchor[1], "?") in first if anchor[1] in anchors else wanted
            parts[wanted].append(line)
        return "\n".join(parts[True]), "\n".join(parts[False])

    def prose(self, text: str) -> Markup:
        """A text with `[[id]]` links, as HTML."""
        return self.view.prose(self.local.src, text, self.local.id)

    def backlinks(self) -> list[tuple[str, list[Markup], int]]:
        """Who refers to this record: label of the type, links, and how many more there are."""
        groups: dict[str, dict[str, None]] = {}
        for link in self.view.handbook.backlinks.get(self.local.id, ()):
            if link.page.id != self.local.id:
                groups.setdefault(link.page.type, {})[link.page.id] = None
        ordered = sorted(groups, key=lambda name: (TYPE_ORDER.index(name) if name in TYPE_ORDER else 99, name))
        return [
            (
                self.words.get(f"types.{name}", name),
                [self.link(page) for page in list(groups[name])[:_LISTED]],
                max(0, len(groups[name]) - _LISTED),
            )
            for name in ordered
        ]

    def pointing(self, page_type: str, *fields: str) -> list[LocalPage]:
        """Records of a type that refer to this one in one of these fields, retired ones left out."""
        found: dict[str, LocalPage] = {}
        for link in self.view.handbook.backlinks.get(self.local.id, ()):
            local = self.view.edition.by_id.get(link.page.id)
            if local and link.page.type == page_type and link.field in fields and local.record.status != "retired":
                found.setdefault(local.id, local)
        return list(found.values())

    def foot(self) -> Foot:
        """Who answers for the page, who read it last, how to say that it is wrong."""
        return foot(self)

    def diagram(self, name: str) -> Markup:
        """A diagram of this record; empty when there is nothing to draw, or when it shows what is behind the scenes."""
        if self.view.outside:
            return Markup("")
        return blocks.diagram(self.view, self.local, name)

    def copy_box(self, texts: Sequence[str], code: bool = False) -> Markup:
        """Texts to take along, with a button each."""
        return blocks.copy_box(self.words, texts, code=code)

    def search_box(self, *elsewhere: tuple[str, str]) -> Markup:
        """What opens the search; without scripts, links to other pages (address, title)."""
        return blocks.search_box(self.words, elsewhere)

    def similar_button(self) -> Markup:
        """A button that finds pages like this one."""
        return blocks.similar_button(self.words, self.local.id)

    def risk_matrix(self) -> Markup:
        """Where a risk stands among likelihood and impact."""
        return blocks.risk_matrix(self.words, self.take("likelihood") or 0, self.take("impact") or 0)

    def dated(self, day: dt.date) -> Markup:
        """A day, and how far away it is."""
        said = self.view.wording
        return Markup('{} <span class="kb-quiet">{}</span>').format(said.day(day), said.age(day))

    def span(self, first: dt.date, last: dt.date) -> Markup:
        """From one day to another; one day where they are the same."""
        said = self.view.wording
        return said.day(first) if first == last else Markup("{} – {}").format(said.day(first), said.day(last))

    def review_due(self) -> dt.date | None:
        """When the next review is due, None when the page was never reviewed."""
        reviewed = self.record.reviewed
        try:
            return self.record.review_every.after(reviewed.date) if reviewed else None
        except (OverflowError, ValueError):  # beyond the year 9999, where calendars end
            return None

    @staticmethod
    def markdown(text: str) -> Markup:
        """Text inside a Markdown heading: nothing in it may act as markup."""
        escaped = "".join(f"&#{ord(char)};" if char in "\\`*_[]<>{}#|&" else char for char in text)
        return Markup(escaped)

    def _value(self, key: str) -> Any:
        name = next((name for name, info in type(self.record).model_fields.items() if info.alias == key), key)
        return getattr(self.record, name)

    def _custom_rows(self) -> list[tuple[str, Markup]]:
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
            rows.append((label, Markup(", ").join(cells)))
        return rows
