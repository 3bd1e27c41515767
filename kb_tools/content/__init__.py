"""Content types, one module each. The registry finds every subclass of `Record` in this package: adding a type is
adding a module here and a template in `render/templates/`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from kb_tools.content.record import Record

__all__ = ["content_types"]


@cache
def content_types() -> dict[str, type[Record]]:
    """Type name -> record class, sorted by name."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    found = {cls.type_name: cls for cls in _subclasses(Record) if cls.type_name}
    return dict(sorted(found.items()))


def _subclasses(cls: type[Record]) -> list[type[Record]]:
    direct = cls.__subclasses__()
    return direct + [deep for sub in direct for deep in _subclasses(sub)]
