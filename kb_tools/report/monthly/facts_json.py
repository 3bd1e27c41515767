"""The facts of a report as JSON knows them: mappings by field name, spans by their name, days as ISO dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from kb_tools.insight.actions import ReviewedAction
from kb_tools.insight.monthly.measures import Promise
from kb_tools.insight.monthly.span import Span
from kb_tools.insight.monthly.summary import Monthly
from kb_tools.insight.staffing import Post
from kb_tools.model.handbook import Actual

__all__ = ["monthly_json"]


def monthly_json(facts: Monthly) -> dict[str, Any]:
    """The facts, keys sorted."""
    found = {entry.name: _plain(getattr(facts, entry.name)) for entry in fields(facts)}
    return {"first": facts.span.first.isoformat(), "last": facts.span.last.isoformat(), **found}


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return value.text
    if isinstance(value, Post):
        return value.id
    if isinstance(value, Actual):
        return {"period": value.period, "value": value.value, "note": value.note}
    if isinstance(value, ReviewedAction):
        return _action(value)
    if is_dataclass(value):
        found = {entry.name: _plain(getattr(value, entry.name)) for entry in fields(value)}
        return {**found, "state": value.state} if isinstance(value, Promise) else found
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (tuple, list)):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _action(item: ReviewedAction) -> dict[str, Any]:
    action = item.action
    return {
        "review": item.review.id,
        "action": action.id,
        "text": action.text,
        "owner": action.owner,
        "due": action.due.isoformat(),
        "done_on": action.done_on.isoformat() if action.done_on else None,
        "state": item.state,
    }
