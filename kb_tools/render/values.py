"""Values of front matter as HTML, along the plan of their type: one way for every field, so that none is forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel

from kb_tools.content.plan import Plan, plan_of
from kb_tools.content.scalars import DurationValue
from kb_tools.render.edition_view import EditionView

__all__ = ["Values"]

#: A list of short texts stays on one line up to this many characters.
_ONE_LINE = 60


class Values:
    """Shows values on one page.

    Args:
        view: The edition.
        src: Page that they stand on.
        page_id: Its record, for short KPI ids.
        page_type: Its type, for labels that differ by type.
    """

    def __init__(self, view: EditionView, src: str, page_id: str, page_type: str) -> None:
        self.view, self.src, self.page_id, self.page_type = view, src, page_id, page_type

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
            return self.view.link(self.src, str(value), plan.reference.to, owner_id=self.page_id)
        if plan.choices:
            word = words.get(f"enum_{self.page_type}.{key}.{value}") or words.get(f"enum.{key}.{value}") or str(value)
            return Markup('<span class="kb-{} kb-is-{}">{}</span>').format(key.replace("_", "-"), value, word)
        if isinstance(value, bool):
            return Markup(words("page.yes" if value else "page.no"))
        if isinstance(value, dt.datetime):
            shown = value.strftime("%Y-%m-%d" if value.time() == dt.time() else "%Y-%m-%d %H:%M")
            return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), shown)
        if isinstance(value, dt.date):
            return Markup('<time datetime="{0}">{0}</time>').format(value.isoformat())
        if isinstance(value, DurationValue):
            return Markup("{}").format(self.duration(value))
        if isinstance(value, tuple):
            return Markup(" – ").join(str(item) for item in value)
        return self.view.prose(self.src, str(value), self.page_id)

    def duration(self, value: DurationValue) -> str:
        """`15 min` in words: 15 分钟, 15 minutes."""
        key = f"duration.{value.unit}" + ("" if value.amount == 1 else "_many")
        return self.view.words(key, count=value.amount)

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

    def table(self, items: Iterable[BaseModel], skip: frozenset[str] = frozenset()) -> Markup:
        """A list of mappings as a table: a column per key that any of them has, a row with an anchor per item."""
        models = list(items)
        if not models:
            return Markup("")
        plan = plan_of(type(models[0]))
        rows = [dict(self.fields(model, plan)) for model in models]
        columns = [key for key in plan.fields if key != "id" and key not in skip and any(key in row for row in rows)]
        head = Markup("").join(Markup('<th scope="col">{}</th>').format(self.label(key)) for key in columns)
        body = Markup("").join(self._row(model, row, columns) for model, row in zip(models, rows, strict=True))
        return _TABLE.format(head, body)

    def _row(self, model: BaseModel, row: dict[str, Markup], columns: list[str]) -> Markup:
        anchor = getattr(model, "id", None) if plan_of(type(model)).part_kind else None
        opening = Markup('<tr id="{}">').format(anchor) if anchor else Markup("<tr>")
        cells = Markup("").join(Markup("<td>{}</td>").format(row.get(key, "")) for key in columns)
        return opening + cells + Markup("</tr>")

    def _list(self, values: list[Any], item: Plan, key: str) -> Markup:
        if item.kind == "mapping":
            entries = [Markup(" · ").join(shown for _, shown in self.fields(value, item)) for value in values]
            return _bullets(entries)
        shown = [self.scalar(value, item, key) for value in values]
        if item.reference or sum(len(str(value)) for value in values) <= _ONE_LINE:
            return Markup(self.view.words.get("page.list_join", ", ")).join(shown)
        return _bullets(shown)

    def _free(self, value: Mapping[str, Any], plan: Plan, key: str) -> Markup:
        item = plan.item or plan
        words = self.view.words
        rows = [
            Markup("<dt>{}</dt><dd>{}</dd>").format(words.get(f"{key}.{name}", name), self.show(entry, item, key))
            for name, entry in value.items()
        ]
        return Markup('<dl class="kb-pairs">{}</dl>').format(Markup("").join(rows))


_TABLE = Markup('<div class="kb-table"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>')


def _bullets(entries: list[Markup]) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(entry) for entry in entries))
