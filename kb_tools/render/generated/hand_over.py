"""Handing over: what a successor must be given in each role, who can act already, lines to sign; to be printed."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.staffing import Post
from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.key_persons import key_person_view
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.own import own
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "pages"]

ORDER = 420
#: What happens before somebody goes, in this order.
_STEPS = ("ask", "name", "show", "alone", "sign")


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page; none while no role card has a hand-over list."""
    sheet = Sheet(view, "hand_over")
    roles = [local for local in sheet.records("role") if local.record.handover]
    if not roles:
        return
    posts = key_person_view(view).picture.staff.roles
    ordered = sorted(roles, key=lambda local: (-local.record.criticality, local.src))
    listed = [_role(sheet, local, posts[local.id]) for local in ordered if local.id in posts]
    button = Markup('<p><button type="button" class="kb-button" data-kb-print="kb-top" hidden>{}</button></p>')
    yield sheet.render(
        environment,
        print=own(button.format(sheet.word("print"))),
        steps=[sheet.word(f"step_{key}") for key in _STEPS],
        roles=listed,
    )


def _role(
    sheet: Sheet, local: LocalPage, post: Post
) -> tuple[LocalPage, Markup, list[tuple[str, Markup]], list[Markup]]:
    """The role, its heading, who can act, and what is handed over."""
    facts = [(sheet.word("holders"), sheet.people(post.holders)), (sheet.word("deputies"), sheet.people(post.deputies))]
    facts.append((sheet.word("criticality"), Markup("{}").format(post.criticality)))
    items = [sheet.prose(text, local.id) for text in local.record.handover]
    return local, sheet.heading_text(local.title), facts, items
