"""References: a scalar that names another record by its id.

The field declares what may stand there, so a page says `owner: incident-manager` and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = ["ANY_PAGE", "Reference", "one_or_many", "ref"]

#: Stands for every page type in a declaration.
ANY_PAGE = "page"


@dataclass(frozen=True)
class Reference:
    """What a field may refer to.

    Attributes:
        to: Names of types (`role`, `person`, `kpi`, ...), or `page` for a page of any type.
        live: Whether the reference keeps its target in use: a person who left, or a retired record, is then a finding.
    """

    to: tuple[str, ...]
    live: bool = True


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    found = "a list" if isinstance(value, list) else "nested keys"
    raise PydanticCustomError("kb_shape", "found {found} where {wanted} belongs", {"found": found, "wanted": "id"})


def _many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def ref(*to: str, live: bool = True) -> Any:
    """The type of a field that holds one id of a record of one of these types."""
    schema = WithJsonSchema({"type": "string", "x-refers-to": list(to)})
    return Annotated[str, BeforeValidator(_text), Reference(to, live), schema]


def one_or_many(*to: str, live: bool = True) -> Any:
    """Like `ref`, but a list is accepted too, and one id is read as a list of one."""
    one = {"type": "string", "x-refers-to": list(to)}
    schema = WithJsonSchema({"anyOf": [one, {"type": "array", "items": one}]})
    return Annotated[tuple[ref(*to, live=live), ...], BeforeValidator(_many), schema]  # type: ignore[misc]
