"""Roles against teams: which team's people hold a role, and which stand in."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, mark, matrix
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "pages"]

ORDER = 240

#: Team -> post (`holder`, `deputy`) -> people.
Posts = dict[str, dict[str, list[str]]]


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "role_teams")
    posts = {local.id: _posts(sheet, local) for local in sheet.records("role")}
    filled = {team for found in posts.values() for team in found}
    teams = [team for team in view.handbook.teams if team in filled] + ([""] if "" in filled else [])
    yield sheet.render(environment, matrix=_matrix(sheet, posts, teams) if posts else "")


def _posts(sheet: Sheet, role: LocalPage) -> Posts:
    """Active people on the role card by team; a person without a (known) team stands under the empty one."""
    found: Posts = {}
    for member in sheet.cover(role).members:
        if member.inactive is None:
            person = sheet.view.handbook.people[member.person].value
            team = person.team if person.team in sheet.view.handbook.teams else ""
            found.setdefault(team or "", {}).setdefault(member.post, []).append(member.person)
    return found


def _matrix(sheet: Sheet, posts: dict[str, Posts], teams: list[str]) -> Markup:
    rows = []
    for role, found in posts.items():
        cells = [_cell(sheet, found.get(team, {})) for team in teams]
        nobody = mark("bad", sheet.word("vacant")) if not any("holder" in entry for entry in found.values()) else ""
        rows.append(Row([Markup("{} {}").format(sheet.link(role), nobody), *cells]))
    columns = [
        sheet.word("role"),
        *(sheet.link(team, to=("team",)) if team else sheet.word("no_team") for team in teams),
    ]
    return matrix(sheet.title, columns, rows)


def _cell(sheet: Sheet, posts: dict[str, list[str]]) -> Markup:
    shown = [
        Markup('<span class="kb-post"><span class="kb-tag kb-tag-{}">{}</span> {}</span>').format(
            post, sheet.word(post), sheet.people(posts[post])
        )
        for post in ("holder", "deputy")
        if post in posts
    ]
    return Markup("").join(shown)
