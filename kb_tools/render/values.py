"""Values of front matter as HTML, along the plan of their type: one way for every field, so that none is forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel

from kb_tools.content.plan import Plan, plan_of
from kb_tools.content.scalars import DurationValue
from kb_tools.render.address import relative
from kb_tools.render.edition_view import EditionView
from kb_tools.render.own import own
from kb_tools.render.views.coverage import clause_address, coverages, framework_title

__all__ = ["Values", "grid"]

#: A list of short texts stays on one line up to this many characters.
_ONE_LINE = 60


class Values:
    """Shows values on one page.

    Args:
        view: The edition.
        src: Page that they stand on.
        page_id: Its record, for short KPI ids.
        page_type: Its type, for labels that differ by type.
        short: Whether dates are written short, as columns need them.
    """

    def __init__(self, view: EditionView, src: str, page_id: str, page_type: str, *, short: bool = False) -> None:
        self.view, self.src, self.page_id, self.page_type, self.short = view, src, page_id, page_type, short

    def in_table(self, src: str = "") -> Values:
        """The same values for the cells of a table, which may stand on another page."""
        return Values(self.view, src or self.src, self.page_id, self.page_type, short=True)

    def label(self, key: str) -> str:
        """A field's name for readers; the type's own word for it comes first."""
        words = self.view.words
        return words.get(f"field_{self.page_type}.{key}") or words.get(f"field.{key}") or key.replace("_", " ")

    def show(self, value: Any, plan: Plan, key: str) -> Markup:
        """Any value; empty when there is nothing to show."""
        if value is None or (not value and isinstance(value, (str, tuple, list, Mapping))):
            return Markup("")
        if plan.kind == "list":
            return self._list(list(value), plan.item or plan, key)
        if plan.kind == "mapping" and isinstance(value, BaseModel):
            return self.pairs(value)
        if plan.kind == "free" and isinstance(value, Mapping):
            return self._free(value, plan, key)
        return self.scalar(value, plan, key)

    def scalar(self, value: Any, plan: Plan, key: str) -> Markup:
        """One value: a link, a word from the vocabulary, a date, a duration, a number or text."""
        words = self.view.words
        if plan.reference:
            if plan.reference.to == ("person",) and self.view.config.publish.people == "roles":
                return Markup("")
            return self.view.link(self.src, str(value), plan.reference.to, owner_id=self.page_id)
        if plan.choices:
            word = words.get(f"enum_{self.page_type}.{key}.{value}") or words.get(f"enum.{key}.{value}") or str(value)
            return Markup('<span class="kb-{} kb-is-{}">{}</span>').format(key.replace("_", "-"), value, word)
        if isinstance(value, bool):
            return Markup(words("page.yes" if value else "page.no"))
        if isinstance(value, dt.date):
            return self._date(value)
        if isinstance(value, DurationValue):
            return Markup("{}").format(self.view.wording.duration(value))
        if isinstance(value, tuple):
            return Markup(" – ").join(self.view.wording.number(item) for item in value)
        if isinstance(value, (int, float)):
            return Markup("{}").format(self.view.wording.number(value))
        return self.view.prose(self.src, str(value), self.page_id)

    def _date(self, value: dt.date) -> Markup:
        said = self.view.wording
        if not self.short:
            return said.moment(value) if isinstance(value, dt.datetime) else said.day(value)
        shown = value.isoformat()
        if isinstance(value, dt.datetime):
            shown = value.strftime("%Y-%m-%d" if value.time() == dt.time() else "%Y-%m-%d %H:%M")
        return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), shown)

    def pairs(self, model: BaseModel) -> Markup:
        """A nested mapping as terms and descriptions."""
        rows = self.fields(model, plan_of(type(model)))
        cells = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(self.label(key), shown) for key, shown in rows)
        return Markup('<dl class="kb-pairs">{}</dl>').format(cells) if rows else Markup("")

    def fields(self, model: BaseModel, plan: Plan) -> list[tuple[str, Markup]]:
        """Key and shown value of everything in a nested mapping that holds something."""
        found = []
        for name, info in type(model).model_fields.items():
            key = info.alias or name
            below = plan.fields.get(key)
            if below is None:
                continue
            shown = self.show(getattr(model, name), below, key)
            if shown:
                found.append((key, shown))
        return found

    def table(self, items: Iterable[BaseModel], skip: frozenset[str] = frozenset(), label: str = "") -> Markup:
        """A list of mappings as a table: a column per key that any of them has, a row with an anchor per item.

        Args:
            items: The mappings.
            skip: Keys that something else shows.
            label: What the table holds, for readers who cannot see its heading.
        """
        models = list(items)
        if not models:
            return Markup("")
        plan, cells = plan_of(type(models[0])), self.in_table()
        rows = [dict(cells.fields(model, plan)) for model in models]
        columns = [key for key in plan.fields if key != "id" and key not in skip and any(key in row for row in rows)]
        head = [(self.label(key), _width(plan.fields[key])) for key in columns]
        body = [
            (_anchor(model), [row.get(key, Markup("")) for key in columns])
            for model, row in zip(models, rows, strict=True)
        ]
        return grid(head, body, label)

    def _list(self, values: list[Any], item: Plan, key: str) -> Markup:
        if item.kind == "mapping":
            entries = [Markup(" · ").join(shown for _, shown in self.fields(value, item)) for value in values]
            return _bullets(entries)
        shown = [cell for cell in (self.scalar(value, item, key) for value in values) if cell]
        if item.reference or sum(len(str(value)) for value in values) <= _ONE_LINE:
            return Markup(self.view.words.get("page.list_join", ", ")).join(shown)
        return _bullets(shown)

    def _free(self, value: Mapping[str, Any], plan: Plan, key: str) -> Markup:
        item = plan.item or plan
        words = self.view.words
        if key == "frameworks":
            rows = [self._clauses(name, entry) for name, entry in value.items()]
        else:
            rows = [
                Markup("<dt>{}</dt><dd>{}</dd>").format(words.get(f"{key}.{name}", name), self.show(entry, item, key))
                for name, entry in value.items()
            ]
        return Markup('<dl class="kb-pairs">{}</dl>').format(Markup("").join(rows))

    def _clauses(self, name: str, clauses: Iterable[str]) -> Markup:
        """A framework and clauses of it, each with a link to what else there is for it."""
        found = coverages(self.view).get(name) if not self.view.outside else None
        title = self.view.words.get(f"frameworks.{name}") or (framework_title(self.view, found) if found else name)
        shown = []
        for clause in clauses:
            goal = clause_address(self.view, name, clause)
            text = Markup("{}").format(clause)
            shown.append(Markup('<a href="{}">{}</a>').format(relative(self.src, *goal), text) if goal else text)
        joined = Markup(self.view.words.get("page.list_join", ", ")).join(shown)
        return Markup("<dt>{}</dt><dd>{}</dd>").format(title, joined)


def grid(head: list[tuple[str, str]], rows: list[tuple[str, list[Markup]]], label: str = "") -> Markup:
    """A table that scrolls inside itself.

    Args:
        head: Name and class of each column.
        rows: Anchor (may be empty) and cells of each row.
        label: What the table holds.
    """
    top = Markup("").join(Markup('<th scope="col"{}>{}</th>').format(_class(name), text) for text, name in head)
    body = Markup("")
    for anchor, cells in rows:
        shown = zip(head, cells, strict=True)
        inner = Markup("").join(Markup("<td{}>{}</td>").format(_class(name), cell) for (_, name), cell in shown)
        body += Markup("<tr{}>{}</tr>").format(Markup(' id="{}"').format(anchor) if anchor else "", inner)
    return own(_TABLE.format(Markup(' aria-label="{}"').format(label) if label else "", top, body))


_TABLE = Markup(
    '<div class="kb-table" role="region"{} tabindex="0"><table class="kb-grid">'
    "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
)


def _class(name: str) -> Markup:
    return Markup(' class="{}"').format(name) if name else Markup("")


def _anchor(model: BaseModel) -> str:
    return str(getattr(model, "id", "") or "") if plan_of(type(model)).part_kind else ""


def _width(plan: Plan) -> str:
    """Columns of dates, numbers and fixed words stay on one line; the others share the rest."""
    if plan.kind != "scalar" or plan.translatable or plan.reference:
        return ""
    return "kb-short" if plan.choices or plan.scalar not in ("text", "id") else ""


def _bullets(entries: list[Markup]) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(entry) for entry in entries))
