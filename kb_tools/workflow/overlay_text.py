"""What of a page a translation carries: its texts, and the ids by which they find their place."""

from __future__ import annotations

from typing import Any

from kb_tools.content.plan import Plan
from kb_tools.workflow.frontmatter_edit import yaml_text

__all__ = ["as_front_matter", "texts_of"]

#: Characters; what is longer goes on lines of its own.
_WIDTH = 100


def texts_of(values: dict[str, Any], plan: Plan) -> dict[str, Any]:
    """Front matter reduced to what a translation replaces.

    Args:
        values: Front matter of a page, as written.
        plan: The plan of its type.
    """
    found = {key: _texts(value, plan.fields[key]) for key, value in values.items() if key in plan.fields}
    return {key: value for key, value in found.items() if value is not None}


def _texts(value: Any, plan: Plan) -> Any:
    if not plan.has_text:
        return None
    if plan.kind == "mapping" and isinstance(value, dict):
        inner = texts_of(value, plan)
        if plan.part_kind and inner:
            return {"id": value.get("id"), **inner}
        return inner or None
    if plan.kind == "list" and plan.item and isinstance(value, list):
        items = [_texts(item, plan.item) for item in value]
        if not any(item is not None for item in items):
            return None
        if plan.item.part_kind:
            return [item for item in items if item is not None]
        return [{} if item is None else item for item in items]  # matched by position
    return value if plan.translatable and isinstance(value, str) else None


def as_front_matter(front: dict[str, Any]) -> str:
    """Front matter as people write it: short lists and mappings on one line, long ones below each other."""
    rows: list[str] = []
    for key, value in front.items():
        flow = _flow(value)
        if len(key) + len(flow) <= _WIDTH or not isinstance(value, (dict, list)):
            rows.append(f"{key}: {flow}")
        elif isinstance(value, dict):
            rows += [f"{key}:", *(f"  {name}: {_flow(inner)}" for name, inner in value.items())]
        else:
            rows.append(f"{key}:")
            for item in value:
                rows += _item(item)
    return "\n".join(rows) + "\n"


def _item(item: Any) -> list[str]:
    flow = _flow(item)
    if not isinstance(item, dict) or len(flow) <= _WIDTH:
        return [f"  - {flow}"]
    lines = [f"{key}: {_flow(value)}" for key, value in item.items()]
    return [f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return yaml_text(str(value))
