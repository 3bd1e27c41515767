"""Ownership: who answers for what, who stands in, and where nobody does; the weakest places come first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.model.cover import Cover, accepted_risks
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Mark, Row, Select, filters, mark, table
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "pages"]

ORDER = 310
_TYPES = ("process", "service", "policy", "risk")
_RECORDS, _ROLES = "kb-owned", "kb-roles"
#: States from worst to best, and how they are marked.
_STATES: dict[str, Mark] = {
    "unowned": "bad",
    "vacant": "bad",
    "unqualified": "bad",
    "single": "bad",
    "short": "watch",
    "paper": "watch",
    "covered": "good",
}


@dataclass(frozen=True)
class Post:
    """A role as the cover of something.

    Attributes:
        role: The role; None when there is none, or when nobody knows it.
        cover: Who can act for it.
        state: One of the states above.
    """

    role: LocalPage | None
    cover: Cover | None
    state: str


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "ownership")
    posts = {local.id: _post(sheet, local) for local in sheet.records("role")}
    nobody = Post(None, None, "unowned")
    owned = [(local, posts.get(local.record.owner or "", nobody)) for local in sheet.records(*_TYPES)]
    rank = list(_STATES)
    owned.sort(key=lambda pair: rank.index(pair[1].state))
    roles = sorted(posts.values(), key=lambda post: (rank.index(post.state), -_criticality(post)))
    yield sheet.render(
        environment,
        tally=_tally(sheet, [post.state for post in posts.values()]),
        record_filters=_filters(sheet, _RECORDS, owned) if owned else "",
        records=_records(sheet, owned) if owned else "",
        roles=_roles(sheet, roles) if roles else "",
        people=_people(sheet, roles),
    )


def _post(sheet: Sheet, role: LocalPage) -> Post:
    found = sheet.cover(role)
    if not found.active_holders:
        state = "vacant"
    elif not found.on_paper:
        state = "unqualified"
    elif len(found.on_paper) == 1 and found.required > 1:
        state = "single"
    elif found.missing:
        state = "short"
    else:
        state = "paper" if len(found.proven) < found.required else "covered"
    return Post(role, found, state)


def _criticality(post: Post) -> int:
    return post.role.record.criticality if post.role else 0


def _tally(sheet: Sheet, states: list[str]) -> list[Markup]:
    return [
        mark(kind, sheet.word("tally", state=sheet.word(f"state_{name}"), count=states.count(name)))
        for name, kind in _STATES.items()
        if name in states
    ]


def _filters(sheet: Sheet, ident: str, owned: list[tuple[LocalPage, Post]]) -> Markup:
    types = [name for name in _TYPES if any(local.type == name for local, _ in owned)]
    states = [name for name in _STATES if any(post.state == name for _, post in owned)]
    selects = [
        Select("type", sheet.word("column_type"), {name: sheet.type_word(name) for name in types}),
        Select("state", sheet.word("column_state"), {name: sheet.word(f"state_{name}") for name in states}),
    ]
    return filters(ident, sheet.word("filter"), selects, sheet.filter_words())


def _records(sheet: Sheet, owned: list[tuple[LocalPage, Post]]) -> Markup:
    rows = []
    for local, post in owned:
        owner = sheet.link(local.record.owner)
        cells = [sheet.link(local.id), sheet.type_word(local.type), owner, *_cover_cells(sheet, post)]
        rows.append(Row(cells, {"type": local.type, "state": post.state}))
    columns = ("record", "type", "owner", "holders", "deputies", "cover", "state")
    return table(sheet.word("records"), [sheet.word(f"column_{key}") for key in columns], rows, _RECORDS)


def _roles(sheet: Sheet, posts: list[Post]) -> Markup:
    accepted = accepted_risks(sheet.view.handbook, sheet.view.as_of)
    rows = []
    for post in posts:
        if post.role is None:
            continue
        *cells, state = _cover_cells(sheet, post)
        if post.role.id in accepted:
            risk = sheet.word("accepted")
            state = Markup("{}<br>{} {}").format(state, risk, sheet.link(accepted[post.role.id].id))
        rows.append(Row([sheet.link(post.role.id), str(_criticality(post)), *cells, state]))
    columns = ("role", "criticality", "holders", "deputies", "cover", "state")
    return table(sheet.word("roles"), [sheet.word(f"column_{key}") for key in columns], rows, _ROLES)


def _cover_cells(sheet: Sheet, post: Post) -> list[Markup]:
    state = mark(_STATES[post.state], sheet.word(f"state_{post.state}"))
    if post.cover is None:
        none = Markup(sheet.word("none"))
        return [none, none, none, state]
    found = post.cover
    paper, proven = len(found.on_paper), len(found.proven)
    said = sheet.word("cover", paper=paper, proven=proven, required=found.required)
    return [sheet.people(found.active_holders), sheet.people(found.active_deputies), Markup("{}").format(said), state]


def _people(sheet: Sheet, posts: list[Post]) -> Markup:
    """Roles that nobody else could take, by person; not where people appear as roles only."""
    if sheet.view.config.publish.people == "roles":
        return Markup("")
    alone: dict[str, list[Post]] = {}
    for post in posts:
        if post.role and post.cover and len(post.cover.on_paper) == 1:
            alone.setdefault(post.cover.on_paper[0], []).append(post)
    ordered = sorted(alone, key=lambda person: (-len(alone[person]), person))
    rows = [
        Row([sheet.people([person]), sheet.links(p.role.id for p in alone[person] if p.role)]) for person in ordered
    ]
    columns = [sheet.word("column_person"), sheet.word("column_roles")]
    return table(sheet.word("people"), columns, rows) if rows else Markup("")
