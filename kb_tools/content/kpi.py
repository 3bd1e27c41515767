"""A key performance indicator: one shape, kept in the page of what it measures."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from kb_tools.content.record import Part
from kb_tools.content.reference import ref
from kb_tools.content.scalars import Identifier, Kind, Number, Plain, Text

__all__ = ["Kpi", "Threshold"]


def _threshold(value: Any) -> Any:
    if isinstance(value, list) and len(value) != 2:
        raise PydanticCustomError("kb_value", "{value} is not {kind}", {"value": str(value), "kind": "threshold"})
    return value


#: One number, or `[low, high]` where the direction is `range`.
Threshold = Annotated[
    Number | tuple[Number, Number],
    BeforeValidator(_threshold),
    Kind("threshold"),
    WithJsonSchema(
        {"anyOf": [{"type": "number"}, {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}]}
    ),
]


class Kpi(Part):
    """What is measured, how, how often, and from which value on it is good, watched or bad.

    Worse than `amber` is red. For `direction: range` both thresholds are `[low, high]`.
    """

    part_kind: ClassVar[str] = "kpi"

    id: Identifier
    name: Text
    kind: Literal["effectiveness", "efficiency", "quality", "cost", "volume", "satisfaction"] | None = None
    family: Literal["availability", "capacity", "cost", "stability"] | None = Field(
        None, description="For a service: which of the four things that are watched from end to end it measures."
    )
    purpose: Text | None = Field(None, description="The decision that this figure informs.")
    formula: Text | None = None
    unit: Text
    direction: Literal["higher", "lower", "range"]
    target: Threshold
    amber: Threshold | None = Field(None, description="Worse than the target but not yet red; worse than this is red.")
    frequency: Literal["daily", "weekly", "monthly", "quarterly", "yearly"] = "monthly"
    source: Text | None = Field(None, description="System that the figures come from.")
    collector: ref("role") | None = Field(None, description="Role that collects the figures.")
    leading: Literal["leading", "lagging"] | None = None
    baseline: Number | None = None
    reviewed_on: Plain | None = Field(None, description="When target and thresholds were last looked at.")
