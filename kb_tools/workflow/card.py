"""One record as a card: everything that the handbook says about it, by the names that readers know.

The card holds texts only; how it looks in a terminal is decided by the command.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, RootModel

from kb_tools.config import Config
from kb_tools.content.plan import Plan, plan_of
from kb_tools.content.scalars import DurationValue
from kb_tools.load.edition import Edition
from kb_tools.locale import Words
from kb_tools.model.handbook import Handbook, Target
from kb_tools.workflow.advice import unknown_id

__all__ = ["Card", "Used", "card"]

#: In the heading of a card, of use to the tool only, or nobody's business outside the data files.
_LEFT_OUT = frozenset({"type", "id", "title", "source_hash", "custom", "absences"})


@dataclass(frozen=True)
class Used:
    """A page that refers to the record, and the field in which it does."""

    id: str
    type: str
    title: str
    field: str


@dataclass(frozen=True)
class Card:
    """A record for the terminal.

    Attributes:
        id: Its id.
        type: Its type: that of a page, `kpi`, `activity`, `target`, `person`, `team` or `party`.
        title: Its title in the language asked for.
        path: Its file, and the line on which it stands.
        line: Line of the file.
        values: Key -> value as JSON knows it; only what is written.
        rows: Label and text of the same.
        used_by: Who refers to it.
    """

    id: str
    type: str
    title: str
    path: str
    line: int
    values: Mapping[str, Any]
    rows: tuple[tuple[str, str], ...]
    used_by: tuple[Used, ...]


def card(handbook: Handbook, config: Config, record_id: str, words: Words) -> Card:
    """The card of a record.

    Args:
        handbook: Where to look.
        config: kb.toml, for the labels of added fields.
        record_id: Id of a page, a part (`incident-management/log`), a person, a team or a party.
        words: Language of labels, and of texts where the handbook speaks it.

    Raises:
        UsageError: There is no such record.
    """
    target = handbook.lookup(record_id)
    if target is None:
        raise unknown_id(record_id, _all_ids(handbook), "record")
    edition = Edition(handbook, words.lang if words.lang in handbook.languages else handbook.source_lang)
    model, title, path, line = _found(target, edition, words.lang)
    labels = _Labels(words, target.kind, config)
    values = dict(_written(model)) if model is not None else {}
    custom = dict(getattr(model, "custom", {}))
    rows = [(labels.name(key), labels.text(value, plan, key)) for key, value, plan in _fields(model)]
    rows += [(labels.custom(key), labels.plain(value)) for key, value in custom.items()]
    used = tuple(
        Used(link.page.id, link.page.type, edition.by_id[link.page.id].title, link.field)
        for link in handbook.backlinks.get(target.id, ())
        if link.page.id != target.id
    )
    return Card(target.id, target.kind, title, path, line, {**values, **custom}, tuple(rows), used)


def _all_ids(handbook: Handbook) -> list[str]:
    return handbook.ids_for(("page", "kpi", "activity", "target", "person", "team", "party"))


def _found(target: Target, edition: Edition, lang: str) -> tuple[Any, str, str, int]:
    """The typed record or part, its title, file and line."""
    if target.data:
        name = target.data.value.name.in_language(lang) or target.id
        return target.data.value, name, target.data.path, target.data.span.line
    assert target.page is not None  # an id is that of a page, of a part of one, or stands in a data file
    if not target.page.readable:
        return None, target.page.title, target.page.path, 1
    local = edition.by_id[target.page.id]
    if target.id == target.page.id:
        return local.record, local.title, target.page.path, 1
    part = target.id.removeprefix(f"{target.page.id}/")
    fact = target.page.part(target.kind, part)
    pools = (getattr(local.record, name, ()) for name in ("kpis", "activities", "targets"))
    found = next(
        (item for pool in pools for item in pool if getattr(item, "part_kind", "") == target.kind and item.id == part),
        None,
    )
    return found, getattr(found, "name", part), target.page.path, fact.span.line if fact else 1


def _fields(model: Any) -> Iterator[tuple[str, Any, Plan]]:
    """Key, value and plan of everything that is written and holds something."""
    if model is None:
        return
    schema: type[BaseModel] = type(model)
    plan = plan_of(schema)
    for name, info in schema.model_fields.items():
        key = info.alias or name
        value = getattr(model, name)
        if key not in _LEFT_OUT and name in model.model_fields_set and value not in (None, (), {}):
            yield key, value, plan.fields[key]


def _written(model: BaseModel) -> Iterator[tuple[str, Any]]:
    for key, value, _ in _fields(model):
        yield key, _json(value)


def _json(value: Any) -> Any:
    if isinstance(value, RootModel):
        return value.root
    if isinstance(value, BaseModel):
        return dict(_written(value)) | ({"id": value.id} if hasattr(value, "id") else {})
    if isinstance(value, Mapping):
        return {key: _json(inner) for key, inner in value.items()}
    if isinstance(value, (tuple, list)):
        return [_json(inner) for inner in value]
    if isinstance(value, (dt.date, DurationValue)):
        return value.isoformat() if isinstance(value, dt.date) else str(value)
    return value


class _Labels:
    """Names of fields and values in one language."""

    def __init__(self, words: Words, type_name: str, config: Config) -> None:
        self.words, self.type_name = words, type_name
        setting = config.types.get(type_name)
        self.added = setting.fields if setting else {}

    def name(self, key: str) -> str:
        said = self.words.get(f"field_{self.type_name}.{key}") or self.words.get(f"field.{key}")
        return said or key.replace("_", " ")

    def custom(self, key: str) -> str:
        spec = self.added.get(key)
        return (spec.label.get(self.words.lang) if spec else None) or key

    def plain(self, value: Any) -> str:
        return self.words("page.list_join").join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)

    def text(self, value: Any, plan: Plan, key: str) -> str:
        """A value as text; each entry of a list of mappings on a line of its own."""
        if isinstance(value, RootModel):
            return str(value.root.get(self.words.lang) or next(iter(value.root.values()), ""))
        if isinstance(value, BaseModel):
            return " · ".join(self.text(inner, below, name) for name, inner, below in self._inner(value))
        if isinstance(value, Mapping):
            below = plan.item or plan
            return "\n".join(f"{name}: {self.text(inner, below, key)}" for name, inner in value.items())
        if isinstance(value, tuple) and plan.kind == "list" and plan.item:
            shown = [self.text(item, plan.item, key) for item in value]
            short = plan.item.kind == "scalar" and sum(map(len, shown)) <= 60
            return self.words("page.list_join").join(shown) if short else "\n".join(f"• {text}" for text in shown)
        return self._scalar(value, plan, key)

    def _inner(self, value: BaseModel) -> Iterator[tuple[str, Any, Plan]]:
        return ((key, inner, plan) for key, inner, plan in _fields(value))

    def _scalar(self, value: Any, plan: Plan, key: str) -> str:
        if plan.choices:
            said = self.words.get(f"enum_{self.type_name}.{key}.{value}") or self.words.get(f"enum.{key}.{value}")
            return said or str(value)
        if isinstance(value, bool):
            return self.words("page.yes" if value else "page.no")
        if isinstance(value, dt.datetime):
            return value.strftime("%Y-%m-%d" if value.time() == dt.time() else "%Y-%m-%d %H:%M")
        if isinstance(value, DurationValue):
            return self.words(f"duration.{value.unit}" + ("" if value.amount == 1 else "_many"), count=value.amount)
        if isinstance(value, tuple):
            return " – ".join(map(str, value))
        return str(value)
