"""Fields that an organisation adds to a type in kb.toml: converted as strictly as the built-in ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kb_tools.content import scalars
from kb_tools.content.plan import Plan
from kb_tools.load.schema import closest, descend, plain, sentence
from kb_tools.load.tree import Node
from kb_tools.model.diagnostic import Finding
from kb_tools.model.location import Location
from kb_tools.model.page import Ref

__all__ = ["CUSTOM_KINDS", "CustomField", "take_custom"]

#: Kind in kb.toml -> type of the value.
CUSTOM_KINDS: dict[str, Any] = {
    "text": scalars.Plain,
    "int": scalars.Int,
    "number": scalars.Number,
    "bool": scalars.Bool,
    "date": scalars.Date,
    "duration": scalars.Duration,
    "choice": scalars.Plain,
    "ref": scalars.Plain,
}


@dataclass(frozen=True)
class CustomField:
    """One added field.

    Attributes:
        kind: One of `CUSTOM_KINDS`.
        many: Whether it holds a list.
        required: Whether a page without it is refused.
        choices: For kind `choice`: what may stand there.
        to: For kind `ref`: types that it may refer to.
        label: Language -> what readers see.
    """

    kind: str
    many: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    label: tuple[tuple[str, str], ...] = ()


def take_custom(
    root: Node, fields: dict[str, CustomField], path: str
) -> tuple[dict[str, Any], list[Ref], list[Finding]]:
    """Take the added fields out of a mapping.

    Returns:
        Their values as texts, the references among them, and what is wrong with the others.
    """
    values: dict[str, Any] = {}
    refs: list[Ref] = []
    found: list[Finding] = []
    for key, field in fields.items():
        node = root.value.pop(key, None)
        if node is None or node.value is None:
            if field.required:
                found.append(Finding(Location.at(path, root.span), "KB101", "custom", (("key", key),)))
            continue
        problem = _problem(node, field, key, path)
        if problem:
            found.append(problem)
            continue
        values[key] = plain(node)
        if field.kind == "ref":
            items = node.value if isinstance(node.value, list) else [node]
            refs.extend(Ref(key, item.value, field.to, True, item.span) for item in items if item.value)
    return values, refs, found


@cache
def _adapter(kind: str, many: bool) -> TypeAdapter[Any]:
    one = CUSTOM_KINDS[kind]
    return TypeAdapter(tuple[one, ...] if many else one)  # type: ignore[valid-type]


def _problem(node: Node, field: CustomField, key: str, path: str) -> Finding | None:
    try:
        value = _adapter(field.kind, field.many).validate_python(plain(node))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        inner, _, _ = descend(node, Plan("scalar"), first["loc"])
        variant, args = sentence(first["type"], first.get("ctx", {}), inner, None)
        return Finding(Location.at(path, inner.span), "KB104", variant, (("key", key), *args))
    if field.kind != "choice":
        return None
    items = [item for item in node.value if item.value is not None] if field.many else [node]
    for item, text in zip(items, value if field.many else (value,), strict=True):
        if text not in field.choices:
            guess = closest(text, field.choices)
            args = (("key", key), ("value", text), ("allowed", ", ".join(field.choices)), ("guess", guess))
            return Finding(Location.at(path, item.span), "KB104", "enum-guess" if guess else "enum", args)
    return None
