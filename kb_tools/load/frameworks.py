"""Frameworks: those that come with the product, and those that an organisation adds below `data/frameworks/`.

Both are read by the same strict reader; what is wrong with an organisation's file is a finding with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kb_tools.content import content_types
from kb_tools.content.framework import Framework
from kb_tools.content.people import Name
from kb_tools.content.plan import plan_of
from kb_tools.load.schema import closest, plain, validate
from kb_tools.load.tree import Node, parse_tree
from kb_tools.model.diagnostic import Finding
from kb_tools.model.handbook import DataRecord, Handbook
from kb_tools.model.location import Location

__all__ = ["FOLDER", "built_in", "frameworks_of", "read_framework"]

#: Where an organisation's frameworks lie, inside the data folder.
FOLDER = "frameworks/"
_LIMIT = 1024 * 1024


@cache
def built_in() -> Mapping[str, Framework]:
    """Key -> framework that comes with the product, in the order in which they are shown."""
    folder = files("kb_tools") / "frameworks"
    found = {}
    for key in ("iso20000", "iso20000-2005", "itil4", "fitsm"):
        text = (folder / f"{key}.yml").read_text(encoding="utf-8")
        root = parse_tree(text, 1, _LIMIT).root
        found[key] = Framework.model_validate(plain(root)) if root else _hollow()
    return found


def frameworks_of(handbook: Handbook) -> Mapping[str, Framework]:
    """Every framework that a handbook knows: the product's, then its own; one of its own replaces one of ours."""
    own = {key: record.value for key, record in sorted(handbook.frameworks.items())}
    return {**built_in(), **own}


def read_framework(text: str, path: str, key: str) -> tuple[DataRecord | None, dict[str, Any] | None, list[Finding]]:
    """Read an organisation's framework.

    Args:
        text: The file.
        path: File, relative to the handbook's root.
        key: What pages call the framework: the file's name without its ending.

    Returns:
        The record (None when the file cannot be read), the values it was made from, and what is wrong.
    """
    tree = parse_tree(text, 1, _LIMIT)
    findings = [Finding(Location.at(path, p.span), p.code, p.variant, p.args) for p in tree.problems]
    root = tree.root
    if root is None or type(root.value) is not dict:
        if root is not None and root.value is not None:
            findings.append(Finding(Location.at(path, root.span), "KB001", "not-a-mapping", (("problem", ""),)))
        return None, None, findings
    findings += validate(root, Framework, plan_of(Framework), path)
    findings += _inside(root, path, key)
    values: dict[str, Any] | None = plain(root)
    try:
        value = Framework.model_validate(values)
    except ValueError:  # what is left after pruning still lacks its title
        values, value = None, _hollow()
    return DataRecord("framework", key, path, root.key, value), values, findings


def _hollow() -> Framework:
    return Framework.model_construct(None, title=Name({}), clauses={}, groups={}, note=None, edition_of=None)


def _inside(root: Node, path: str, key: str) -> Iterator[Finding]:
    """What the file says about page types, fields and clauses that do not exist."""
    clauses = _below(root, "clauses")
    for node in clauses.values():
        needed = _below(node).get("needs")
        for item in _listed(needed):
            if type(item.value) is str and item.value not in content_types():
                yield _unknown(item, "type", content_types(), path)
        for name in ("evidence", "records"):
            for selector in _listed(_below(node).get(name)):
                yield from _selector(_below(selector), path)
        for name in ("consists_of", "maps"):
            for target, numbers in _below(node, name).items():
                yield from _mapped(target, numbers, path, (key, list(clauses)))


def _selector(keys: Mapping[str, Node], path: str) -> Iterator[Finding]:
    types = content_types()
    named = keys.get("type")
    about = keys.get("about")
    if about and type(about.value) is str and about.value not in (*types, "declared"):
        yield _unknown(about, "type", (*types, "declared"), path)
    if named is None or type(named.value) is not str:
        return
    if named.value not in types:
        yield _unknown(named, "type", types, path)
        return
    fields = plan_of(types[named.value]).fields
    has = keys.get("has")
    for item in _listed(has):
        if type(item.value) is str and item.value not in fields:
            yield _unknown(item, "field", fields, path)
    for field, node in _below(keys.get("where")).items():
        choices = fields[field].choices if field in fields else ()
        if field not in fields:
            yield Finding(Location.at(path, node.key), "KB213", "field", _args(field, fields))
        for item in _listed(node):
            if choices and type(item.value) is str and item.value not in choices:
                yield _unknown(item, "value", choices, path)


def _mapped(target: str, numbers: Node, path: str, own: tuple[str, list[str]]) -> Iterator[Finding]:
    known = {**{key: list(framework.clauses) for key, framework in built_in().items()}, own[0]: own[1]}
    if target not in known:
        yield Finding(Location.at(path, numbers.key), "KB213", "framework", _args(target, known))
        return
    for item in _listed(numbers):
        if type(item.value) is str and item.value not in known[target]:
            yield _unknown(item, "clause", known[target], path)


def _unknown(node: Node, variant: str, known: Iterable[str], path: str) -> Finding:
    return Finding(Location.at(path, node.span), "KB213", variant, _args(node.value, known))


def _args(value: str, known: Iterable[str]) -> tuple[tuple[str, str], ...]:
    names = list(known)
    shown = ", ".join(names) if len(names) <= 24 else ", ".join(names[:24]) + ", …"
    return (("value", value), ("guess", closest(value, names) or shown))


def _listed(node: Node | None) -> list[Node]:
    """The items of a list; a single value is read as a list of one."""
    if node is None:
        return []
    return node.value if type(node.value) is list else [node]


def _below(node: Node | None, key: str = "") -> dict[str, Node]:
    """The mapping of a node, or of the node under a key in it; empty when there is none."""
    if node is None or type(node.value) is not dict:
        return {}
    if not key:
        return node.value
    return _below(node.value.get(key))
