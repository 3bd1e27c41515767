"""Which function works out what a type's page says beyond its fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kb_tools.render.views.improvement import improvement
from kb_tools.render.views.known_error import known_error
from kb_tools.render.views.notice import notice_row
from kb_tools.render.views.process import process
from kb_tools.render.views.register import report, requirement
from kb_tools.render.views.review import review
from kb_tools.render.views.role import role
from kb_tools.render.views.service import service
from kb_tools.render.views.small import agreement, policy, procedure, risk, term

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["type_view"]

_VIEWS: dict[str, Callable[[PageView], Any]] = {
    "agreement": agreement,
    "improvement": improvement,
    "known-error": known_error,
    "notice": lambda page: notice_row(page, page.local),
    "policy": policy,
    "procedure": procedure,
    "process": process,
    "report": report,
    "requirement": requirement,
    "review": review,
    "risk": risk,
    "role": role,
    "service": service,
    "term": term,
}


def type_view(page: PageView) -> Any:
    """What the page's type says beyond its fields; None for a type without anything of that kind."""
    make = _VIEWS.get(page.local.type)
    return make(page) if make else None
