"""Front matter against its type: what fails becomes a finding and is left out, so that the rest can still be
checked.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from kb_tools.content.plan import Plan
from kb_tools.load.tree import Node
from kb_tools.model.diagnostic import Finding
from kb_tools.model.location import Location, Span

__all__ = ["closest", "descend", "plain", "sentence", "shown", "spans", "validate"]

#: What pydantic says when a mapping belongs where something else stands.
_MAPPING_WANTED = frozenset({"model_type", "model_attributes_type", "dict_type"})
#: After this many rounds of leaving out what fails, whatever still fails is dropped whole.
_ROUNDS = 12


def plain(node: Node) -> Any:
    """The node's value as nested mappings, lists and texts; keys and items without a value are left out."""
    value = node.value
    if type(value) is dict:  # most children are texts, which are taken without a call
        return {
            key: child.value if type(child.value) is str else plain(child)
            for key, child in value.items()
            if child.value is not None
        }
    if type(value) is list:
        return [child.value if type(child.value) is str else plain(child) for child in value if child.value is not None]
    return value


def spans(node: Node) -> dict[str, tuple[int, int, int, int]]:
    """Key path (`activities.0.id`) -> place of its value."""
    found: dict[str, tuple[int, int, int, int]] = {}

    def walk(current: Node, path: str) -> None:
        value = current.value
        children: Iterable[tuple[str | int, Node]]
        if type(value) is dict:
            children = value.items()
        elif type(value) is list:
            children = enumerate(value)
        else:
            return
        for key, child in children:
            here = f"{path}.{key}" if path else str(key)
            found[here] = tuple(child.span)  # a named one takes far longer to become JSON
            if type(child.value) is not str:
                walk(child, here)

    walk(node, "")
    return found


def validate(root: Node, model: type[BaseModel], plan: Plan, path: str) -> list[Finding]:
    """Check a mapping against a model and prune from the tree what fails.

    Args:
        root: The mapping; changed in place.
        model: The record or part.
        plan: The plan of `model`.
        path: File, for the findings.

    Returns:
        The findings, each at the value at fault (a missing key: at its parent).
    """
    found: dict[tuple[Location, str, str], Finding] = {}
    if _has_gaps(root):
        for finding in _empty_items(root, path):
            found[finding.where, finding.code, ""] = finding
        _compact(root)
    gone: set[tuple[Span, str | int]] = set()
    for _ in range(_ROUNDS):
        try:
            model.model_validate(plain(root))
        except ValidationError as error:
            errors = error.errors(include_url=False, include_context=True)
            problems = [_finding(problem, root, plan, path) for problem in errors]
            above = {tuple(steps[:depth]) for _, steps in problems for depth in range(len(steps))}
            for finding, steps in problems:
                missing = dict(finding.args)["key"] if finding.variant == "part" else ""
                expected = (Span(*finding.where[1:]), missing) in gone  # it was there, and has its own finding
                # the other branch of a union: a list is no number, but the item inside it is what is wrong
                other_branch = finding.variant == "shape" and tuple(steps) in above
                if not expected and not other_branch:
                    found.setdefault((finding.where, finding.code, missing), finding)
                gone.add(_prune(root, steps))
            if not any(steps for _, steps in problems):  # only keys of the mapping itself are missing
                return list(found.values())
            _compact(root)
        else:
            return list(found.values())
    root.value = {}
    return list(found.values())


def closest(word: str, known: Any) -> str:
    """The entry of `known` that `word` was most likely meant to be, or an empty text."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else ""


def _has_gaps(node: Node) -> bool:
    """Whether a list has an item without a value; hardly any has."""
    children = node.value.values() if type(node.value) is dict else node.value
    inside_list = type(node.value) is list
    for child in children if inside_list or type(node.value) is dict else ():
        if (inside_list and child.value is None) or (type(child.value) in (dict, list) and _has_gaps(child)):
            return True
    return False


def _empty_items(node: Node, path: str) -> Iterator[Finding]:
    if type(node.value) is dict:
        for child in node.value.values():
            yield from _empty_items(child, path)
    elif type(node.value) is list:
        for child in node.value:
            if child.value is None:
                yield Finding(Location.at(path, child.span), "KB104", "empty-item")
            else:
                yield from _empty_items(child, path)


def _finding(problem: Mapping[str, Any], root: Node, plan: Plan, path: str) -> tuple[Finding, list[str | int]]:
    loc = problem["loc"]
    node, steps, here = descend(root, plan, loc)
    kind, context = problem["type"], problem.get("ctx", {})
    if (kind == "missing" or kind in _MAPPING_WANTED) and (colon := _fullwidth_colon(node, path)):
        return colon, steps
    if kind == "missing":
        # the parent is reported and left out, unless it is the page itself
        return Finding(Location.at(path, node.span), "KB101", "part", (("key", str(loc[-1])),)), steps
    if kind == "extra_forbidden":
        _, _, parent_plan = descend(root, plan, steps[:-1])
        return _unknown_key(node, str(loc[-1]), list(parent_plan.fields) if parent_plan else [], path), steps
    variant, args = sentence(kind, context, node, here)
    name = next((step for step in reversed(steps) if isinstance(step, str)), "")
    return Finding(Location.at(path, node.span), "KB104", variant, (("key", name), *args)), steps


def _unknown_key(node: Node, key: str, known: list[str], path: str) -> Finding:
    guess = closest(key, known)
    args = (("key", key), ("guess", guess), ("known", ", ".join(sorted(known))))
    return Finding(Location.at(path, node.key), "KB102", "" if guess else "no-guess", args)


def _fullwidth_colon(node: Node, path: str) -> Finding | None:
    """`name：值` where `name: 值` belongs: YAML reads it as one text, or as a key without a value."""
    value = node.value
    names = [(key, child.key) for key, child in value.items()] if type(value) is dict else [(value, node.span)]
    for name, span in names:
        key, colon, _ = name.partition("：") if isinstance(name, str) else ("", "", "")
        if colon and key.isascii() and key.isidentifier():
            column = span.column + len(key)
            return Finding(Location(path, span.line, column, span.line, column + 1), "KB005", "", (("key", key),))
    return None


def _allowed(context: Mapping[str, Any]) -> list[str]:
    return str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")


def sentence(
    kind: str, context: Mapping[str, Any], node: Node, plan: Plan | None
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Variant and arguments of KB104 for an error of pydantic or of our own scalars."""
    value = shown(node)
    if kind == "literal_error":
        allowed = _allowed(context)
        guess = closest(value, allowed)
        args = (("value", value), ("allowed", ", ".join(allowed)), ("guess", guess))
        return ("enum-guess" if guess else "enum"), args
    if kind in ("tuple_type", "list_type"):
        return "list", (("value", value),)
    if kind in _MAPPING_WANTED:
        known = ", ".join(plan.fields) if plan else ""
        return ("mapping" if known else "free"), (("value", value), ("known", known))
    if kind == "kb_range":
        return "range", tuple((name, str(context[name])) for name in ("value", "low", "high"))
    if kind == "kb_shape":
        return "shape", (("found", str(context["found"])), ("wanted", str(context["wanted"])))
    if kind == "kb_value":
        return f"not-{context['kind']}", (("value", value),)
    return "other", (("value", value), ("problem", kind.replace("_", " ")))


def shown(node: Node) -> str:
    """A value as a message shows it."""
    if node.value is None:
        return ""
    if isinstance(node.value, str):
        return node.value if len(node.value) <= 60 else node.value[:57] + "..."
    return "[...]" if type(node.value) is list else "{...}"


def descend(root: Node, plan: Plan, loc: Any) -> tuple[Node, list[str | int], Plan | None]:
    """Follow an error's path as far as the tree goes (unions add steps of their own, a missing key has no node)."""
    node = root
    here: Plan | None = plan
    steps: list[str | int] = []
    for step in loc:
        value = node.value
        if type(value) is dict and step in value:
            node, here = value[step], (here.fields.get(step) or here.item if here else None)
        elif type(value) is list and type(step) is int and step < len(value):
            node, here = value[step], (here.item if here else None)
        else:
            continue
        steps.append(step)
    return node, steps, here


def _compact(node: Node) -> None:
    """Leave out list items without a value, so that positions and values keep the same numbers."""
    if type(node.value) is list:
        node.value = [child for child in node.value if child.value is not None]
        for child in node.value:
            _compact(child)
    elif type(node.value) is dict:
        for child in node.value.values():
            _compact(child)


def _child(node: Node, step: str | int) -> Node | None:
    value: Any = node.value
    if type(value) is dict:
        return value.get(step)
    return value[step] if type(value) is list and type(step) is int and step < len(value) else None


def _prune(root: Node, steps: list[str | int]) -> tuple[Span, str | int]:
    """Leave out the value at the end of a path; returns the place of its parent, and its key there."""
    if not steps:
        return root.span, ""
    node = root
    for step in steps[:-1]:
        below = _child(node, step)
        if below is None:
            return node.span, ""
        node = below
    last = steps[-1]
    if type(node.value) is dict:
        node.value.pop(last, None)
    elif type(node.value) is list and type(last) is int and last < len(node.value):
        node.value[last].value = None
    return node.span, last
