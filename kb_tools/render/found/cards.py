"""What a search result shows of a record, by its type, in the reader's words."""

from __future__ import annotations

from typing import Any

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView
from kb_tools.search.plain import plain_text

__all__ = ["card"]

#: Characters of a text on a card.
_LONGEST = 160


def card(view: EditionView, local: LocalPage) -> dict[str, Any]:
    """Keys and texts; which keys a type has is listed in `search/web/README.md`."""
    record: Any = local.record
    made = {
        "known-error": _known_error,
        "role": _role,
        "process": _owned,
        "service": _owned,
        "policy": _owned,
        "term": _term,
    }.get(local.type)
    found: dict[str, Any] = made(view, record, local) if made else {}
    summary = record.summary or getattr(record, "purpose", None) or getattr(record, "definition", None) or ""
    found["summary"] = _short(summary)
    return {key: value for key, value in found.items() if value not in ("", None)}


def _known_error(view: EditionView, record: Any, local: LocalPage) -> dict[str, Any]:
    verified = record.verified.date.isoformat() if record.verified else ""
    return {
        "symptom": record.symptoms[0] if record.symptoms else "",
        "state": record.state or "",
        "stateLabel": view.words.get(f"enum.state.{record.state}"),
        "resolution": record.resolution or "",
        "resolutionLabel": view.words.get(f"enum.resolution.{record.resolution}"),
        "workaroundSince": verified,
        "services": view.words("page.list_join").join(view.page_title(service) for service in record.services),
    }


def _role(view: EditionView, record: Any, local: LocalPage) -> dict[str, Any]:
    named = [view.person(holder.person) for holder in record.holders]
    return {
        "holders": view.words("page.list_join").join(name for name in named if name),
        "kindLabel": view.words.get(f"enum_role.kind.{record.kind}") or view.words.get(f"enum.kind.{record.kind}"),
    }


def _owned(view: EditionView, record: Any, local: LocalPage) -> dict[str, Any]:
    found: dict[str, Any] = {"owner": view.page_title(record.owner) if record.owner else ""}
    if getattr(record, "criticality", None):
        found["criticality"] = record.criticality
    return found


def _term(view: EditionView, record: Any, local: LocalPage) -> dict[str, Any]:
    return {"definition": _short(record.definition or "")}


def _short(text: str) -> str:
    plain = plain_text(text)
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"
