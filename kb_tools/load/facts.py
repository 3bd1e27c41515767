"""Facts of front matter, read along the plan of its type: references, parts with ids, shapes, and two fingerprints."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kb_tools.content.plan import Plan, plan_of
from kb_tools.load.tree import Node
from kb_tools.model.location import Span
from kb_tools.model.page import Link, Page, PartFact, Ref, Shape
from kb_tools.model.wiki import WIKI_LINK

__all__ = ["FrontFacts", "body_substance", "fingerprint", "front_links", "read_facts", "walk"]

#: Never part of what an attestation attests or a translation translates.
_ENVELOPE = frozenset({"reviewed", "source_hash", "id", "type"})
_CODE = re.compile(r"`[^`\n]*`")
_SUBSTANCE = re.compile(r"\d[\d.,:%]*|`[^`\n]+`|\]\([^()\s]*\)|\[\[[^\[\]]+\]\]|^[ \t]*\d+\.", re.MULTILINE)


@dataclass(slots=True)
class FrontFacts:
    """What `read_facts` found.

    Attributes:
        links: Every `[[id]]` in texts.
        texts: Path and text of everything that a translation replaces.
        structure: Path and text of everything that it inherits.
    """

    refs: list[Ref] = field(default_factory=list)
    parts: list[PartFact] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    structure: list[str] = field(default_factory=list)


def read_facts(root: Node, plan: Plan) -> FrontFacts:
    """Walk a mapping along its plan; keys outside the plan count as structure."""
    facts = FrontFacts()
    if type(root.value) is dict:
        for key, child in root.value.items():
            if key not in _ENVELOPE:
                walk(child, plan.fields.get(key), key, facts)
        if attestation := root.value.get("reviewed"):
            aside = FrontFacts()
            walk(attestation, plan.fields.get("reviewed"), "reviewed", aside)
            facts.refs += aside.refs
    return facts


def fingerprint(pieces: list[str]) -> str:
    """Eight hex digits for a list of texts."""
    return hashlib.blake2b("\x1f".join(pieces).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def body_substance(text: str) -> list[str]:
    """What cannot change in a text without changing its substance: numbers, code, links, and how many steps there
    are.
    """
    return _SUBSTANCE.findall(text)


def walk(node: Node, plan: Plan | None, path: str, facts: FrontFacts) -> None:
    """Add to `facts` what stands at and below a node."""
    value = node.value
    kind = type(value)
    if kind is str:
        if plan and plan.reference:
            reference = plan.reference
            facts.refs.append(Ref(path, value, reference.to, reference.live, node.span))
            facts.structure.append(f"{path}={value}")
        elif plan and plan.translatable:
            facts.texts.append(f"{path}={value}")
            if "[[" in value:
                facts.links += wiki_links(value, node.span)
        else:
            facts.structure.append(f"{path}={value}")
            if plan and plan.kind == "list" and plan.item and plan.item.reference:  # one id where a list may stand
                reference = plan.item.reference
                facts.refs.append(Ref(path, value, reference.to, reference.live, node.span))
    elif kind is list:
        item = plan.item if plan else None
        if item and item.kind == "mapping" and item.has_text:
            facts.shapes.append(_shape(node, item, path))
        for number, child in enumerate(value):
            walk(child, item, f"{path}.{number}", facts)
    elif kind is dict:
        if plan and plan.part_kind:
            _part(node, plan.part_kind, facts)
        for key, child in value.items():
            below = (plan.fields.get(key) or plan.item) if plan else None
            walk(child, below, f"{path}.{key}", facts)


def wiki_links(text: str, span: Span) -> list[Link]:
    """Every `[[id]]` in a text of front matter that stands at `span`."""
    return [Link("wiki", match[1].strip(), "", span) for match in WIKI_LINK.finditer(_CODE.sub("", text))]


def front_links(page: Page, schema: Any) -> tuple[Link, ...]:
    """Every `[[id]]` in the texts of a page's front matter, when it is read as another type."""

    def below(value: Any, plan: Plan | None, keys: tuple[str | int, ...]) -> Iterator[Link]:
        if plan is None:
            return
        if isinstance(value, str):
            if plan.translatable and "[[" in value:
                yield from wiki_links(value, page.span(*keys))
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield from below(item, plan.item, (*keys, number))
        elif isinstance(value, dict):
            for key, item in value.items():
                yield from below(item, plan.fields.get(key) or plan.item, (*keys, key))

    return tuple(below(page.values, plan_of(schema), ())) if b"[[" in page.front else ()


def _shape(node: Node, item: Plan, path: str) -> Shape:
    ids: tuple[str, ...] = ()
    if item.part_kind:
        ids = tuple(_text(child, "id") for child in node.value)
    return Shape(path, ids, len(node.value), node.span)


def _part(node: Node, kind: str, facts: FrontFacts) -> None:
    part_id = node.value.get("id")
    if part_id is not None and isinstance(part_id.value, str):
        facts.parts.append(PartFact(kind, part_id.value, _text(node, "name"), part_id.span))


def _text(node: Node, key: str) -> str:
    if type(node.value) is not dict:
        return ""
    child = node.value.get(key)
    return child.value if child is not None and isinstance(child.value, str) else ""
