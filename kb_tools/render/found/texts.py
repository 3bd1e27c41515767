"""The searchable text of a record: everything its front matter and its body say, in the sections that readers see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from kb_tools.content.plan import Plan, plan_of
from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView
from kb_tools.search.document import Section
from kb_tools.search.plain import plain_text, sections_of

__all__ = ["TextSource", "record_sections"]

#: Found under fields of their own, or of no use to a reader who searches.
_ELSEWHERE = frozenset(
    {
        "type",
        "id",
        "title",
        "aliases",
        "symptoms",
        "error_messages",
        "abbreviations",
        "synonyms",
        "colloquial",
        "frameworks",
    }
    | {"reviewed", "review_every", "source_hash", "authors", "supersedes", "audience", "status", "holders", "deputies"}
    | {"verified", "found_by", "authority", "problem", "incidents", "changes"}
)
#: What is read first stands first in a result's text.
_FIRST = ("summary", "definition", "purpose", "user_message", "responsibilities")


@dataclass(frozen=True)
class TextSource:
    """A record and the edition it is read in."""

    view: EditionView
    local: LocalPage

    def name(self, target: str) -> str:
        """What a reference reads as."""
        found = self.view.handbook.lookup(target.split("#", maxsplit=1)[0])
        return self.view.target_text(found) if found else target

    def plain(self, text: str) -> str:
        """A text without markup."""
        return plain_text(text, self.name)


def record_sections(source: TextSource) -> tuple[Section, ...]:
    """The page's top, a section per activity, KPI or target, then the body by its headings."""
    local = source.local
    plan, top, parts = plan_of(local.source.schema), [], []
    keys = [*(key for key in _FIRST if key in plan.fields), *(key for key in plan.fields if key not in _FIRST)]
    for key in keys:
        below = plan.fields[key]
        value = getattr(local.record, _attribute(key, local.record), None)
        if key in _ELSEWHERE or not value:
            continue
        if below.kind == "list" and below.item and below.item.part_kind:
            parts += [_part(source, entry, below.item) for entry in value]
        else:
            top += list(_texts(source, value, below))
    top += [str(value) for value in local.record.custom.values() if isinstance(value, str)]
    text = local.text
    body = sections_of(text.body, tuple(heading.anchor for heading in text.headings), source.name)
    first = Section("", "", "", " · ".join(text for text in [*top, body[0].text] if text))
    return (first, *parts, *body[1:])


def _attribute(key: str, record: Any) -> str:
    return key if key in type(record).model_fields else f"{key}_"


def _part(source: TextSource, entry: Any, plan: Plan) -> Section:
    texts = [
        text
        for key, below in plan.fields.items()
        if key not in ("id", "name")
        for text in _texts(source, getattr(entry, _attribute(key, entry), None), below)
    ]
    return Section(f"p-{entry.id}", entry.id, str(getattr(entry, "name", None) or ""), " ".join(texts))


def _texts(source: TextSource, value: Any, plan: Plan | None) -> Iterator[str]:
    if value is None or plan is None:
        return
    if plan.kind == "list":
        for entry in value:
            yield from _texts(source, entry, plan.item)
    elif plan.kind == "mapping" and isinstance(value, BaseModel):
        for key, below in plan.fields.items():
            yield from _texts(source, getattr(value, _attribute(key, value), None), below)
    elif plan.kind == "scalar" and isinstance(value, str):
        if plan.reference:
            if "person" not in plan.reference.to:
                yield source.name(value)
        elif not plan.choices:
            yield source.plain(value)
