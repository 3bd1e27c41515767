"""The required fields of a type for which there is no template: one valid placeholder each, made from its schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from kb_tools.content.json_schema import type_schema
from kb_tools.workflow.choose import Chooser
from kb_tools.workflow.frontmatter_edit import yaml_text

__all__ = ["outline", "placeholder"]


def outline(type_name: str, chooser: Chooser, as_of: dt.date) -> dict[str, str]:
    """Required key -> YAML on one line, for everything but the title."""
    schema = type_schema(type_name)
    keys = [key for key in schema["required"] if key != "title"]
    return {key: placeholder(schema["properties"][key], schema, chooser, as_of, key) for key in keys}


def placeholder(node: Mapping[str, Any], schema: Mapping[str, Any], chooser: Chooser, as_of: dt.date, key: str) -> str:
    """A value that the schema allows, as YAML on one line.

    Args:
        node: Schema of the value.
        schema: The whole schema, for its definitions.
        chooser: Finds records to refer to.
        as_of: Stands where a date belongs.
        key: Stands where text belongs.
    """
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in node:
        node = node["anyOf"][0]
    kind = node.get("type")
    if kind == "array":
        return f"[{placeholder(node['items'], schema, chooser, as_of, key)}]"
    if kind == "object":
        fields = node.get("properties", {})
        rows = [
            (name, placeholder(fields[name], schema, chooser, as_of, f"{key}-1" if name == "id" else name))
            for name in node.get("required", ())
        ]
        return "{" + ", ".join(f"{name}: {value}" for name, value in rows) + "}"
    return _scalar(node, chooser, as_of, key)


def _scalar(node: Mapping[str, Any], chooser: Chooser, as_of: dt.date, key: str) -> str:
    if "x-refers-to" in node:
        return chooser.any(*node["x-refers-to"])
    if "enum" in node:
        return yaml_text(str(node["enum"][0]))
    pattern = str(node.get("pattern", ""))
    if node.get("format") == "date" or pattern.startswith(r"^\d{4}"):
        return as_of.isoformat()
    if "months?" in pattern:
        return "1 month"
    if node.get("type") in ("integer", "number"):
        return str(node.get("minimum", 1))
    if node.get("type") == "boolean":
        return "false"
    return yaml_text(key.replace("_", "-"))
