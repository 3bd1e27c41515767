"""What a record class says about its fields, read once: which hold references, which texts are translated, which
have ids.

The loader walks front matter along this plan; the overlay of a translation and the field reference use it as well.
"""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel

from kb_tools.content.reference import Reference
from kb_tools.content.scalars import Kind, Translatable

__all__ = ["Plan", "plan_of"]


@dataclass(frozen=True)
class Plan:
    """The shape of one field.

    Attributes:
        kind: `scalar`, `list`, `mapping` (a nested model) or `free` (a mapping with keys of its own).
        reference: What a scalar refers to, or None.
        translatable: Whether a scalar is text that a translation replaces.
        item: Plan of a list's items or a free mapping's values.
        fields: Key -> plan of a nested model.
        part_kind: For a nested model with an id of its own: `activity`, `kpi`, `target`; else empty.
        model: The nested model.
        scalar: For a scalar without choices: what it holds (`text`, `date`, `int`, ...).
        choices: For a scalar with fixed values: what may stand there.
    """

    kind: str
    reference: Reference | None = None
    translatable: bool = False
    item: Plan | None = None
    fields: dict[str, Plan] = field(default_factory=dict)
    part_kind: str = ""
    model: type[BaseModel] | None = None
    scalar: str = "text"
    choices: tuple[str, ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether anything below is translated."""
        if self.translatable:
            return True
        return any(plan.has_text for plan in (*self.fields.values(), *([self.item] if self.item else [])))


@cache
def plan_of(model: type[BaseModel]) -> Plan:
    """The plan of a record or part; keys are those written in front matter (`from`, not `from_`)."""
    fields = {}
    for name, info in model.model_fields.items():
        if info.exclude:
            continue
        fields[info.alias or name] = _plan(info.annotation, tuple(info.metadata))
    return Plan("mapping", fields=fields, part_kind=getattr(model, "part_kind", ""), model=model)


def _plan(annotation: Any, metadata: tuple[Any, ...]) -> Plan:
    if typing.get_origin(annotation) is Annotated:
        inner, *extra = typing.get_args(annotation)
        return _plan(inner, (*extra, *metadata))
    reference = next((item for item in metadata if isinstance(item, Reference)), None)
    if reference:
        return Plan("scalar", reference=reference)
    if any(isinstance(item, Translatable) for item in metadata):
        return Plan("scalar", translatable=True)
    kind = next((item.name for item in metadata if isinstance(item, Kind)), "")
    if kind:
        return Plan("scalar", scalar=kind)
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (Union, types.UnionType):
        plans = [_plan(arg, ()) for arg in args if arg is not type(None)]
        return next((plan for plan in plans if plan != Plan("scalar")), plans[0])
    if origin is Literal:
        return Plan("scalar", choices=tuple(str(arg) for arg in args))
    if origin is tuple and args[-1] is not Ellipsis:  # a pair such as [low, high] is one value
        return Plan("scalar")
    if origin in (tuple, list):
        return Plan("list", item=_plan(args[0], ()))
    if origin is dict:
        return Plan("free", item=_plan(args[1], ()))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if "root" in annotation.model_fields:
            return _plan(annotation.model_fields["root"].annotation, ())
        return plan_of(annotation)
    return Plan("scalar")
