"""A translation laid over its source: text fields are replaced, everything else is inherited.

Items of a list of mappings are matched by their id, or by position where they have none; plain lists are replaced
whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from kb_tools.content.plan import Plan

__all__ = ["Stray", "merge", "strays"]


class Stray(NamedTuple):
    """Something in a translation that does not belong there.

    Attributes:
        path: Key path of the value.
        kind: `structure` (a field that is inherited), `unknown` (no such key), `shape` (not what the source has).
    """

    path: tuple[str | int, ...]
    kind: str


def merge(source: Any, overlay: Any, plan: Plan | None) -> Any:
    """The source's values with the texts of a translation in their places; what does not fit is ignored."""
    if plan is None or overlay is None:
        return source
    if plan.kind == "mapping" and isinstance(source, dict) and isinstance(overlay, dict):
        result = dict(source)
        for key, below in plan.fields.items():
            if key in overlay and below.has_text:
                result[key] = merge(source.get(key), overlay[key], below)
        return result
    if plan.kind == "list" and isinstance(overlay, list) and plan.item:
        return _merge_list(source, overlay, plan.item)
    if plan.kind == "scalar" and plan.translatable and isinstance(overlay, str):
        return overlay
    return source


def _merge_list(source: Any, overlay: list[Any], item: Plan) -> Any:
    if item.kind == "scalar":
        return overlay if item.translatable and all(isinstance(text, str) for text in overlay) else source
    if not isinstance(source, list):
        return source
    if item.part_kind:
        texts = {entry.get("id"): entry for entry in overlay if isinstance(entry, dict)}
        return [merge(entry, texts.get(entry.get("id")), item) for entry in source]
    if len(overlay) != len(source):
        return source
    return [merge(entry, text, item) for entry, text in zip(source, overlay, strict=True)]


def strays(overlay: Any, plan: Plan | None, path: tuple[str | int, ...] = ()) -> Iterator[Stray]:
    """What in a translation's values is not text that it may replace (`id` in list items is how they are matched)."""
    if plan is None:
        yield Stray(path, "unknown")
    elif plan.kind == "mapping":
        if not isinstance(overlay, dict):
            yield Stray(path, "shape")
            return
        for key, value in overlay.items():
            if not path and key in ("source_hash", "type", "id"):
                continue
            if key == "id" and plan.part_kind:
                continue
            yield from strays(value, plan.fields.get(key), (*path, key))
    elif plan.kind == "list" and plan.item and plan.has_text:
        if not isinstance(overlay, list):
            yield Stray(path, "shape")
            return
        for number, value in enumerate(overlay):
            yield from strays(value, plan.item, (*path, number))
    elif not plan.translatable:
        yield Stray(path, "structure")
    elif not isinstance(overlay, str):
        yield Stray(path, "shape")
