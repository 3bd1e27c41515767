"""A page per person who is with the organisation on the day, and a list of them by team.

Not an overview page: they lie in a folder of their own and have their own place in the navigation. Where
`[publish] people` hides names, pages carry initials; with roles only there are none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.model.cover import recent
from kb_tools.model.page import Page
from kb_tools.model.person import PEOPLE_FOLDER
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, mark, stacked, table
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.views.people import member_words
from kb_tools.render.views.person import Mention, PersonFacts, Post, active_people, person, posts_of

__all__ = ["INDEX", "person_pages"]

#: The list of people by team.
INDEX = f"{PEOPLE_FOLDER}/index.md"
#: Of one field, this many pages are listed.
_LISTED = 24
_TOP_LEVEL = 5


def person_pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The list, then a page per person; nothing where nobody is named or nobody is known."""
    people = active_people(view)
    if not people or view.config.publish.people == "roles":
        return
    yield _index(view, environment, people)
    for person_id in people:
        yield _page(view, environment, person_id)


class _PersonSheet(Sheet):
    """One person's page."""

    def __init__(self, view: EditionView, person_id: str) -> None:
        super().__init__(view, "person", view.person_page(person_id))
        self.person_id = person_id

    @property
    def title(self) -> str:
        """What the person is called."""
        return self.view.person(self.person_id)


def _page(view: EditionView, environment: Environment, person_id: str) -> RenderedPage:
    sheet, facts = _PersonSheet(view, person_id), person(view, person_id)
    summary = sheet.listed(post.role.title for post in facts.held) or sheet.word("no_role")
    text = environment.get_template("generated/person.md.j2").render(
        s=sheet,
        v=facts,
        summary=summary,
        as_of=view.as_of,
        glance=_glance(sheet, facts),
        posts=_posts(sheet, facts.posts) if facts.posts else "",
        alone=sheet.links(post.role.id for post in facts.posts if post.alone),
        duties=[(kind, sheet.links(pages)) for kind, pages in facts.duties.items()],
        standing_in=[(kind, sheet.links(pages)) for kind, pages in facts.standing_in.items()],
        known=_known(sheet, facts.known_errors) if facts.known_errors else "",
        skills=_skills(sheet, facts) if facts.record.skills else "",
        gaps=_gaps(sheet, facts) if facts.gaps else "",
        training=_training(sheet, facts) if facts.record.training else "",
        reading=_reading(sheet, facts),
        mentions=[_mention(sheet, field, pages) for field, pages in facts.mentions.items()],
    )
    return RenderedPage(sheet.src, text, "", sheet.title, summary)


def _glance(sheet: Sheet, facts: PersonFacts) -> list[tuple[str, Markup]]:
    """What a caller needs: the team, and how to reach the person in each role."""
    view, record = sheet.view, facts.record
    rows = []
    team = view.handbook.teams.get(record.team or "")
    if team:
        hours = team.value.hours.in_language(view.lang) if team.value.hours else ""
        shown = sheet.link(record.team, to=("team",))
        rows.append((sheet.word("team"), stacked(stacked(shown, team.value.contact), hours)))
    for post in facts.held:
        if post.role.record.contact:
            label = sheet.word("reach", role=post.role.title)
            rows.append((label, Markup("{}").format(post.role.record.contact)))
    if record.contact and view.config.publish.people == "names":
        rows.append((sheet.word("direct"), _contact(sheet, record.contact)))
    if languages := getattr(record, "languages", ()):
        rows.append((sheet.word("languages"), Markup("{}").format(sheet.listed(map(str, languages)))))
    if facts.shifts:
        turns = [_turn(sheet, *shift) for shift in facts.shifts]
        rows.append((sheet.word("shifts"), Markup("<br>").join(turns)))
    return rows


def _contact(sheet: Sheet, text: str) -> Markup:
    number = text.removeprefix("ext:")
    return Markup("{}").format(sheet.word("extension", number=number) if number != text else text)


def _turn(sheet: Sheet, first: dt.date, last: dt.date, role: str) -> Markup:
    return Markup('{} – {} <span class="kb-quiet">{}</span>').format(
        sheet.date(first), sheet.date(last), sheet.link(role)
    )


def _posts(sheet: Sheet, posts: tuple[Post, ...]) -> Markup:
    rows = []
    for post in posts:
        status, word = member_words(sheet.view, post.member)
        order = getattr(post.entry, "order", None)
        kind = sheet.view.words(f"view.post_{post.member.post}") + (f" {order}" if order else "")
        proofs = Markup("<br>").join(
            Markup("{} · {}").format(sheet.date(proof.date), sheet.prose(proof.how, post.role.id))
            for proof in sorted(getattr(post.entry, "proven", ()), key=lambda proof: proof.date, reverse=True)
        )
        state = stacked(mark(status, word), proofs)  # type: ignore[arg-type]
        rows.append(Row([sheet.link(post.role.id), kind, sheet.date(post.entry.since), state]))
    columns = [sheet.word(f"column_{key}") for key in ("role", "post", "since", "cover")]
    return table(sheet.word("posts"), columns, rows)


def _known(sheet: Sheet, mentions: tuple[Mention, ...]) -> Markup:
    rows = []
    for mention in mentions:
        local = sheet.view.local(mention.page.id)
        record = local.record if local else mention.page.record
        state = sheet.choice("known-error", "state", record.state) or sheet.word("none")
        what = sheet.listed(sheet.word(f"known_{field}") for field in mention.fields)
        rows.append(Row([sheet.link(mention.page.id), what, state, sheet.links(record.services)]))
    columns = [sheet.word(f"column_{key}") for key in ("error", "what", "state", "services")]
    return table(sheet.word("known"), columns, rows)


def _skills(sheet: Sheet, facts: PersonFacts) -> Markup:
    rows = []
    for entry in sorted(facts.record.skills, key=lambda entry: (-entry.level, entry.skill)):
        old = not recent(entry.assessed_on, sheet.view.as_of)
        when = stacked(sheet.date(entry.assessed_on), mark("watch", sheet.word("outdated")) if old else "")
        rows.append(Row([entry.skill, _level(sheet, entry.level), when]))
    columns = [sheet.word(f"column_{key}") for key in ("skill", "level", "assessed")]
    return table(sheet.word("skills"), columns, rows)


def _level(sheet: Sheet, level: int) -> Markup:
    dots = "●" * level + "○" * (_TOP_LEVEL - level)
    return Markup('<span class="kb-level" aria-hidden="true">{}</span> {} · {}').format(
        dots, level, sheet.view.words(f"level.{level}")
    )


def _gaps(sheet: Sheet, facts: PersonFacts) -> Markup:
    rows = []
    for role, gap in facts.gaps:
        has = sheet.word("outdated") if gap.outdated else str(gap.level or sheet.word("none"))
        rows.append(Row([gap.skill, str(gap.needed), has, sheet.link(role)]))
    columns = [sheet.word(f"column_{key}") for key in ("skill", "needed", "has", "for_role")]
    return table(sheet.word("gaps"), columns, rows)


def _training(sheet: Sheet, facts: PersonFacts) -> Markup:
    ordered = sorted(
        facts.record.training, key=lambda entry: (-entry.on.toordinal(), entry.process or entry.role or "")
    )
    rows = [Row([sheet.link(entry.process or entry.role), sheet.date(entry.on)]) for entry in ordered]
    return table(sheet.word("training"), [sheet.word("column_subject"), sheet.word("column_on")], rows)


def _reading(sheet: Sheet, facts: PersonFacts) -> Markup | str:
    """What the cards of the roles tell a newcomer to read, where the person is the holder."""
    pages = list(dict.fromkeys(page for post in facts.held for page in post.role.record.learning))
    return sheet.links(pages) if pages else ""


def _mention(sheet: Sheet, field: str, pages: tuple[Page, ...]) -> tuple[str, Markup, int]:
    label = sheet.view.words.get(f"overview.person.named_{field}") or sheet.label(field)
    return label, sheet.links(page.id for page in pages[:_LISTED]), max(0, len(pages) - _LISTED)


def _index(view: EditionView, environment: Environment, people: list[str]) -> RenderedPage:
    sheet = Sheet(view, "people", INDEX)
    teams: dict[str, list[str]] = {team: [] for team in view.handbook.teams}
    for person_id in people:
        team = view.handbook.people[person_id].value.team
        teams.setdefault(team if team in view.handbook.teams else "", []).append(person_id)
    groups = [_team(sheet, team, members) for team, members in teams.items()]
    return sheet.render(environment, groups=groups, count=len(people))


def _team(sheet: Sheet, team: str, members: list[str]) -> tuple[str, str, list[tuple[str, Markup]], Markup | str]:
    """Id, name, facts and people of a team; the empty team is for people without one."""
    record = sheet.view.handbook.teams[team].value if team else None
    name = record.name.in_language(sheet.view.lang) if record else sheet.word("no_team")
    facts = []
    if record:
        said = {
            "function": record.function.in_language(sheet.view.lang) if record.function else "",
            "hours": record.hours.in_language(sheet.view.lang) if record.hours else "",
            "contact": record.contact or "",
        }
        facts = [(sheet.word(key), Markup("{}").format(text)) for key, text in said.items() if text]
        if record.lead:
            facts.insert(1, (sheet.word("lead"), sheet.link(record.lead)))
    rows = [_line(sheet, person_id) for person_id in members]
    columns = [sheet.word(f"column_{key}") for key in ("person", "holds", "deputy")]
    return team, name, facts, table(name, columns, rows) if rows else ""


def _line(sheet: Sheet, person_id: str) -> Row:
    posts = posts_of(sheet.view, person_id)

    def roles(post: str) -> Iterable[str]:
        return dict.fromkeys(entry.role.id for entry in posts if entry.member.post == post)

    name = sheet.view.person_link(sheet.src, person_id)
    return Row([name, sheet.links(roles("holder")), sheet.links(roles("deputy"))])
