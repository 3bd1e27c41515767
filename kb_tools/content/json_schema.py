"""JSON Schema of front matter and data files, for editors: made from the same classes that check the pages.

Titles and descriptions come in every language of the product, so that an editor explains a field to whoever reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, RootModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from kb_tools.config import FieldConfig
from kb_tools.content import content_types, scalars
from kb_tools.content.comparison import COMPARISONS, Comparison
from kb_tools.content.complaint import COMPLAINTS, ComplaintControl
from kb_tools.content.framework import Framework
from kb_tools.content.people import DutyRow, Party, Person, Team
from kb_tools.content.record import Record
from kb_tools.content.scalars import DurationValue
from kb_tools.locale import LANGUAGES, words

__all__ = ["DATA_SCHEMAS", "data_schema", "schema_names", "type_schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Schema name -> model, kind and file of the data file's entries.
DATA_SCHEMAS: dict[str, tuple[type[BaseModel], str, str]] = {
    "people": (Person, "person", "people.yml"),
    "teams": (Team, "team", "teams.yml"),
    "parties": (Party, "party", "parties.yml"),
    "duty": (DutyRow, "duty", "duty.yml"),
    "complaints": (ComplaintControl, "complaint", "complaints.yml"),
    "self-check": (Comparison, "comparison", "self-check.yml"),
    "framework": (Framework, "framework", "frameworks/*.yml"),
}
#: Name -> the only keys of its file.
_KEYS = {"complaints": COMPLAINTS, "self-check": COMPARISONS}
_ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
#: Front matter is read as text: `452` is a fine alias, and an editor must not call it wrong.
_TEXT_TYPES = ["string", "number", "boolean"]
_CUSTOM: dict[str, Any] = {
    "text": scalars.Plain,
    "int": scalars.Int,
    "number": scalars.Number,
    "bool": scalars.Bool,
    "date": scalars.Date,
    "duration": scalars.Duration,
    "choice": scalars.Plain,
    "ref": scalars.Plain,
}


class _Generator(GenerateJsonSchema):
    def encode_default(self, dft: Any) -> Any:
        return str(dft) if isinstance(dft, DurationValue) else super().encode_default(dft)


def schema_names() -> list[str]:
    """Names that a schema exists for: every page type, then the data files."""
    return [*content_types(), *DATA_SCHEMAS]


def type_schema(name: str, custom: Mapping[str, FieldConfig] | None = None) -> JsonSchemaValue:
    """The schema of a page type's front matter.

    Args:
        name: The type.
        custom: Fields that kb.toml adds to it.

    Raises:
        KeyError: There is no such type.
    """
    record = content_types()[name]
    schema = _model_schema(record, name)
    properties = schema["properties"]
    properties["type"]["const"] = name
    required = ["title", *record.required]
    for key, spec in (custom or {}).items():
        properties[key] = _custom(key, spec)
        required += [key] if spec.required else []
    return {
        "$schema": DIALECT,
        "$id": f"urn:kb-tools:{name}",
        **_named(f"type.{name}", name, schema.get("description", ""), (f"help_type.{name}",)),
        "type": "object",
        "properties": properties,
        "patternProperties": {"^x-": True},
        "additionalProperties": False,
        "required": required,
        **({"$defs": schema["$defs"]} if "$defs" in schema else {}),
    }


def data_schema(name: str) -> JsonSchemaValue:
    """The schema of a data file: `people`, `teams`, `parties`, `duty`, `complaints`, `self-check` or `framework`.

    Raises:
        KeyError: There is no such file.
    """
    model, kind, file = DATA_SCHEMAS[name]
    entry = _model_schema(model, kind)
    definitions = entry.pop("$defs", {})
    head = {"$schema": DIALECT, "$id": f"urn:kb-tools:{name}", "title": file, "description": entry["description"]}
    if name == "framework":  # a file is one record
        body: dict[str, Any] = entry
    elif name == "duty":
        body = {"type": "array", "items": entry}
    else:
        names = {"enum": list(_KEYS[name])} if name in _KEYS else {"pattern": _ID_PATTERN}
        body = {"type": "object", "propertyNames": names, "additionalProperties": entry}
    return {**head, **body, **({"$defs": definitions} if definitions else {})}


def _model_schema(model: type[BaseModel], name: str) -> dict[str, Any]:
    """A model's schema with labels in every language, without what only concerns Python."""
    schema = model.model_json_schema(by_alias=True, schema_generator=_Generator)
    _dress(schema, model, name)
    for definition, part in _parts(model).items():
        if definition in schema.get("$defs", {}):
            _dress(schema["$defs"][definition], part, "")
    if issubclass(model, Record):
        schema["properties"].pop("custom", None)
    _walk(schema, _simplify)
    return schema


def _parts(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Class name -> nested model, at any depth below a model."""
    found: dict[str, type[BaseModel]] = {}

    def visit(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation.__name__ not in found:
            found[annotation.__name__] = annotation
            for info in annotation.model_fields.values():
                visit(info.annotation)
        for inner in getattr(annotation, "__args__", ()):
            visit(inner)

    for info in model.model_fields.values():
        visit(info.annotation)
    return found


def _dress(schema: dict[str, Any], model: type[BaseModel], type_name: str) -> None:
    """Title and description for each property of an object's schema; `type_name` is empty for a nested mapping."""
    schema.pop("title", None)
    if issubclass(model, RootModel):
        return
    for key, field in schema.get("properties", {}).items():
        described = field.pop("description", "")
        field.pop("title", None)
        label = f"field_{type_name}.{key}" if words("en").get(f"field_{type_name}.{key}") else f"field.{key}"
        explained = (f"help_{model.__name__.lower()}.{key}", f"help_field.{key}") if described else ()
        dressed = _named(label, key, described, explained)
        choices = _choices(field, key, type_name)
        field.update({**dressed, **choices} if "$ref" not in field else dressed)


def _named(label: str, fallback: str, described: str, help_keys: tuple[str, ...] = ()) -> dict[str, str]:
    """`title` and `description` in every language of the product; a language that says nothing is left out."""
    titles = [words(lang).get(label) or fallback.replace("_", " ") for lang in LANGUAGES]
    texts = []
    for lang in LANGUAGES:
        own = next((text for key in help_keys if (text := words(lang).get(key))), "")
        texts.append(described if lang == "en" and not own else own)
    named = {"title": " / ".join(dict.fromkeys(titles))}
    if description := "\n\n".join(dict.fromkeys(text for text in texts if text)):
        named["description"] = description
    return named


def _choices(field: dict[str, Any], key: str, type_name: str) -> dict[str, Any]:
    """What each of a field's fixed values means, for editors that show it."""
    values = next((branch["enum"] for branch in (field, *field.get("anyOf", ())) if "enum" in branch), None)
    if values is None:
        return {}
    labels = []
    for value in values:
        keys = (f"enum_{type_name}.{key}.{value}", f"enum.{key}.{value}")
        said = [next((text for name in keys if (text := words(lang).get(name))), value) for lang in LANGUAGES]
        labels.append(" / ".join(dict.fromkeys(said)))
    return {"enumDescriptions": labels}


def _walk(node: Any, visit: Callable[[dict[str, Any]], None]) -> None:
    if isinstance(node, dict):
        for child in node.values():
            _walk(child, visit)
        visit(node)
    elif isinstance(node, list):
        for child in node:
            _walk(child, visit)


def _simplify(node: dict[str, Any]) -> None:
    """An optional field is simply not required: no `null`, no default that says nothing."""
    if node.get("default", "") in (None, [], {}):
        del node["default"]
    branches = node.get("anyOf")
    if isinstance(branches, list) and {"type": "null"} in branches:
        rest = [branch for branch in branches if branch != {"type": "null"}]
        del node["anyOf"]
        node.update(rest[0] if len(rest) == 1 else {"anyOf": rest})
    if node.get("type") == "string" and not node.keys() & {"enum", "const", "pattern", "format", "x-refers-to"}:
        node["type"] = list(_TEXT_TYPES)
    if all(str(value).isdecimal() for value in node.get("enum", ("",))):
        _allow_numbers(node)


def _allow_numbers(node: dict[str, Any]) -> None:
    """A choice such as `"3"` is read as it is written, with or without quotation marks; so editors accept both."""
    node.pop("type", None)
    node["enum"] = [*node["enum"], *(int(value) for value in node["enum"])]
    if "enumDescriptions" in node:
        node["enumDescriptions"] = node["enumDescriptions"] * 2


def _custom(key: str, spec: FieldConfig) -> dict[str, Any]:
    if spec.kind == "ref":
        one: dict[str, Any] = {"type": "string", "x-refers-to": list(spec.to)}
    elif spec.choices:
        one = {"enum": list(spec.choices)}
    else:
        one = TypeAdapter(_CUSTOM[spec.kind]).json_schema()
        _simplify(one)
    title = " / ".join(dict.fromkeys(spec.label.get(lang, key) for lang in LANGUAGES))
    return {"title": title, **({"type": "array", "items": one} if spec.many else one)}
