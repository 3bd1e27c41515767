"""Open actions of all reviews, the earliest due first; and what was done lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.actions import ReviewedAction, reviewed_actions
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, Select, filters, mark, stacked, table
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.views.review import owner_of, shown_state

__all__ = ["ORDER", "pages"]

ORDER = 340
#: Days back for which actions that were done are listed.
_LATELY = 90
_LIST = "kb-open-actions"


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page; none for readers outside."""
    if view.outside:
        return
    sheet = Sheet(view, "actions")
    known = [item for item in reviewed_actions(view.handbook, view.as_of) if view.local(item.review.id)]
    waiting = [item for item in known if item.is_open]
    done = [item for item in known if item.state == "done" and (view.as_of - item.action.done_on).days <= _LATELY]
    done.sort(key=lambda item: (-item.action.done_on.toordinal(), item.review.id, item.number))
    yield sheet.render(
        environment,
        count=len(waiting),
        overdue=sum(item.state == "overdue" for item in waiting),
        controls=_controls(sheet, waiting) if waiting else "",
        waiting=_table(sheet, "waiting", waiting, _LIST) if waiting else "",
        done=_table(sheet, "done", done, "") if done else "",
        days=_LATELY,
        wide=True,
    )


def _controls(sheet: Sheet, waiting: Sequence[ReviewedAction]) -> Markup:
    view = sheet.view
    roles = {view.key(item.action.owner): _owner_text(view, item.action.owner) for item in waiting}
    kinds = {item.review.record.kind: sheet.choice("review", "kind", item.review.record.kind) for item in waiting}
    selects = [
        Select("owner", sheet.word("column_owner"), dict(sorted(roles.items(), key=lambda entry: entry[1]))),
        Select("kind", sheet.word("column_review"), dict(sorted(kinds.items(), key=lambda entry: entry[1]))),
    ]
    return filters(_LIST, sheet.word("filter"), selects, sheet.filter_words())


def _owner_text(view: EditionView, owner: str) -> str:
    return view.page_title(owner)


def _table(sheet: Sheet, key: str, items: Sequence[ReviewedAction], ident: str) -> Markup:
    rows = []
    for item in items:
        day: dt.date = item.action.done_on if item.state == "done" else item.action.due
        rows.append(
            Row(
                [
                    stacked(sheet.date(day), sheet.view.wording.age(day)),
                    _what(sheet, item),
                    owner_of(sheet.view, sheet.src, item.action.owner),
                    _review(sheet, item),
                    mark(*shown_state(sheet.view, item.state)),  # type: ignore[arg-type]
                ],
                {"owner": sheet.view.key(item.action.owner), "kind": item.review.record.kind or ""},
            )
        )
    first = "column_done_on" if key == "done" else "column_due"
    columns = [sheet.word(name) for name in (first, "column_action", "column_owner", "column_review", "column_state")]
    return table(sheet.word(key), columns, rows, ident)


def _what(sheet: Sheet, item: ReviewedAction) -> Markup:
    local = sheet.view.local(item.review.id)
    action = local.record.actions[item.number] if local else item.action
    text = sheet.prose(action.text, item.review.id)
    result = sheet.prose(action.result, item.review.id) if item.state == "done" else Markup("")
    improved = sheet.link(action.improvement) if action.improvement and item.is_open else Markup("")
    return stacked(text, result or improved)


def _review(sheet: Sheet, item: ReviewedAction) -> Markup:
    local = sheet.view.local(item.review.id)
    title = local.title if local else item.review.title
    link = sheet.link(f"{item.review.id}#{item.action.id}", text=title)
    return stacked(link, sheet.choice("review", "kind", item.review.record.kind))
