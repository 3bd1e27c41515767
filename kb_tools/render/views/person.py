"""What the handbook knows about a person: posts, what hangs on them, what they wrote, what they can. Never absences."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from kb_tools.load.edition import LocalPage
from kb_tools.model.cover import Gap, Member, active, cover
from kb_tools.model.page import Page
from kb_tools.render.edition_view import EditionView
from kb_tools.render.views.duties import duties

__all__ = ["Mention", "PersonFacts", "Post", "active_people", "person", "posts_of"]

#: Duties that a holder is asked about; the others stand on the role card.
_ASKED = ("answers", "runs", "performs")
#: Fields that say something about a known error's knowledge, in the order in which they are told.
_KNOWS = ("authors", "verified", "found_by")
_POSTS = frozenset({"holders", "deputies"})
_SHIFTS = 3


class Post(NamedTuple):
    """A role that a person holds or stands in for today.

    Attributes:
        role: The role.
        member: The person's place on its card.
        entry: What the card says about it.
        alone: Whether nobody else could act for the role.
    """

    role: LocalPage
    member: Member
    entry: Any
    alone: bool


class Mention(NamedTuple):
    """A page that names the person, and the fields in which it does."""

    page: Page
    fields: tuple[str, ...]


@dataclass(frozen=True)
class PersonFacts:
    """What a person's page shows.

    Attributes:
        record: The entry in people.yml.
        posts: Roles, those held first.
        duties: Kind of duty -> pages, through the roles held; then through those that the person stands in for.
        known_errors: Known errors that the person wrote, verified or found.
        mentions: Field -> other pages that name the person in it.
        gaps: Role and skill that the person still needs for it.
        shifts: Turns on duty that are not over: from, to, role.
    """

    record: Any
    posts: tuple[Post, ...]
    duties: Mapping[str, tuple[str, ...]]
    standing_in: Mapping[str, tuple[str, ...]]
    known_errors: tuple[Mention, ...]
    mentions: Mapping[str, tuple[Page, ...]]
    gaps: tuple[tuple[str, Gap], ...]
    shifts: tuple[tuple[dt.date, dt.date, str], ...]

    @property
    def held(self) -> tuple[Post, ...]:
        """Roles that the person holds."""
        return tuple(post for post in self.posts if post.member.post == "holder")


def active_people(view: EditionView) -> list[str]:
    """Who is with the organisation on the day, in the order of the file."""
    return [person_id for person_id in view.handbook.people if active(view.handbook, person_id, view.as_of)]


def posts_of(view: EditionView, person_id: str) -> tuple[Post, ...]:
    """Roles of a person today, those held first, each by importance."""
    found: Mapping[str, list[Post]] = view.once("posts", lambda: _posts(view))
    return tuple(found.get(person_id, ()))


def person(view: EditionView, person_id: str) -> PersonFacts:
    """Work it out."""
    posts = posts_of(view, person_id)
    held = [post.role.id for post in posts if post.member.post == "holder"]
    instead = [post.role.id for post in posts if post.member.post == "deputy" and post.role.id not in held]
    mentions = _mentions(view, person_id)
    return PersonFacts(
        record=view.handbook.people[person_id].value,
        posts=posts,
        duties=_duties(view, held),
        standing_in=_duties(view, instead),
        known_errors=_known(mentions),
        mentions=_others(mentions),
        gaps=tuple((post.role.id, gap) for post in posts for gap in post.member.gaps),
        shifts=_shifts(view, person_id),
    )


def _posts(view: EditionView) -> Mapping[str, list[Post]]:
    found: defaultdict[str, list[Post]] = defaultdict(list)
    for local in view.edition.pages:
        if local.type != "role" or not local.source.readable or local.record.status == "retired":
            continue
        who = cover(view.handbook, local.source, view.as_of)
        for member in who.members:
            if member.inactive is None:
                entry = getattr(local.record, member.key)[member.number]
                alone = who.on_paper == (member.person,) and who.required > 1
                found[member.person].append(Post(local, member, entry, alone))
    for posts in found.values():
        posts.sort(key=lambda post: (post.member.post != "holder", -post.role.record.criticality, post.role.src))
    return dict(found)


def _duties(view: EditionView, roles: list[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for role in roles:
        for kind, items in duties(view, role).items():
            if kind in _ASKED:
                found.setdefault(kind, {}).update(dict.fromkeys(duty.page for duty in items))
    return {kind: tuple(found[kind]) for kind in _ASKED if kind in found}


def _mentions(view: EditionView, person_id: str) -> list[Mention]:
    found: dict[str, tuple[Page, list[str]]] = {}
    for link in view.handbook.backlinks.get(person_id, ()):
        if link.field not in _POSTS and link.page.id in view.edition.by_id:
            found.setdefault(link.page.id, (link.page, []))[1].append(link.field)
    return [Mention(page, tuple(fields)) for page, fields in found.values()]


def _known(mentions: list[Mention]) -> tuple[Mention, ...]:
    found = []
    for mention in mentions:
        fields = tuple(field for field in _KNOWS if field in mention.fields)
        if mention.page.type == "known-error" and fields:
            found.append(Mention(mention.page, fields))
    return tuple(found)


def _others(mentions: list[Mention]) -> Mapping[str, tuple[Page, ...]]:
    found: defaultdict[str, list[Page]] = defaultdict(list)
    for mention in mentions:
        for field in mention.fields:
            if mention.page.type != "known-error" or field not in _KNOWS:
                found[field].append(mention.page)
    order = sorted(found, key=lambda field: (field != "authors", field != "reviewed", field))
    return {field: tuple(found[field]) for field in order}


def _shifts(view: EditionView, person_id: str) -> tuple[tuple[dt.date, dt.date, str], ...]:
    if not view.config.publish.duty:
        return ()
    rows = [row.value for row in view.handbook.duty if row.value.person == person_id and row.value.to >= view.as_of]
    return tuple((row.from_, row.to, row.role) for row in sorted(rows, key=lambda row: row.from_)[:_SHIFTS])
