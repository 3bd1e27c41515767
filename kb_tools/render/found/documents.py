"""The handbook as documents for search: one per record, in all its languages, as readers may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kb_tools.load.edition import LocalPage
from kb_tools.model.cover import active
from kb_tools.render.address import page_address
from kb_tools.render.edition import edition_root, overview_pages
from kb_tools.render.edition_view import EditionView
from kb_tools.render.found.cards import card
from kb_tools.render.found.names import aliases, asked, owners, people
from kb_tools.render.found.texts import TextSource, record_sections
from kb_tools.search.document import Document, LocalText, Section
from kb_tools.search.plain import plain_text, sections_of

__all__ = ["documents", "labels", "synonyms"]

#: Drawings in rendered pages, with the texts in them.
_PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
#: Characters of an overview page that are searched.
_LONGEST = 6000
#: From this level on, a skill is what somebody is asked for.
_GOOD = 3
#: What is kept but no longer holds, and what is not finished, comes after what is.
_LIFE = {"retired": 0.6, "archived": 0.6, "draft": 0.9}
#: Who is in a hurry wants help first; registers come before those who look for help only when they are asked for.
_KINDS = {
    **dict.fromkeys(("review", "improvement", "requirement", "report"), 0.8),
    **dict.fromkeys(("risk", "overview"), 0.85),
    **dict.fromkeys(("role", "person", "term", "article", "agreement"), 0.9),
    **dict.fromkeys(("service", "process", "policy"), 0.95),
}


def documents(views: Sequence[EditionView]) -> list[Document]:
    """All documents of a handbook.

    Args:
        views: One per language, the source language first.
    """
    return [*_records(views), *_people(views), *_overview(views)]


def _url(view: EditionView, src: str) -> str:
    return edition_root(view.lang, view.handbook.languages) + page_address(src)


def _records(views: Sequence[EditionView]) -> Iterator[Document]:
    for local in views[0].edition.pages:
        texts = tuple(_local_text(view, page) for view in views if (page := view.edition.by_id.get(local.id)))
        yield Document(local.id, local.type, texts, _facets(local), _prior(local))


def _local_text(view: EditionView, local: LocalPage) -> LocalText:
    source = TextSource(view, local)
    return LocalText(
        view.lang,
        _url(view, local.src),
        local.title,
        aliases=aliases(view, local),
        asked=asked(view, local.id),
        symptoms=tuple(getattr(local.record, "symptoms", ())),
        errors=tuple(getattr(local.record, "error_messages", ())),
        people=people(view, local),
        sections=record_sections(source),
        card=card(view, local),
    )


def _facets(local: LocalPage) -> Mapping[str, tuple[str, ...]]:
    record = local.record
    services = getattr(record, "services", ()) or ((record.service,) if getattr(record, "service", None) else ())
    services = (local.id,) if local.type == "service" else services
    owner = getattr(record, "owner", None)
    state = getattr(record, "state", None) or getattr(record, "stage", None)
    found = {
        "service": tuple(dict.fromkeys(services)),
        "owner": (owner,) if isinstance(owner, str) else (),
        "state": (state,) if isinstance(state, str) else (),
    }
    return {name: values for name, values in found.items() if values}


def _prior(local: LocalPage) -> float:
    state = getattr(local.record, "state", None)
    life = min(_LIFE.get(str(local.record.status), 1.0), _LIFE.get(str(state), 1.0))
    return life * _KINDS.get(local.type, 1.0)


def _people(views: Sequence[EditionView]) -> Iterator[Document]:
    first = views[0]
    for person_id in first.handbook.people:
        if first.config.publish.people == "roles" or not active(first.handbook, person_id, first.as_of):
            continue
        if src := first.person_page(person_id):
            hidden = first.config.publish.people != "names"
            texts = tuple(_person_text(view, person_id, src, hidden=hidden) for view in views)
            yield Document(_name(src) if hidden else person_id, "person", texts, prior=_KINDS["person"])


def _person_text(view: EditionView, person_id: str, src: str, *, hidden: bool) -> LocalText:
    record = view.handbook.people[person_id].value
    names = () if hidden else (person_id.replace("-", " "), person_id.replace("-", ""), *record.name.root.values())
    held, stands_in, wrote = (_named_in(view, person_id, field) for field in ("holders", "deputies", "authors"))
    team = view.handbook.teams.get(record.team or "")
    titles = [[view.page_title(role.id) for role in roles] for roles in (held, stands_in)]
    words = (*titles[0], *titles[1], team.value.name.in_language(view.lang) if team else "")
    skills = {skill.skill.replace("-", " "): skill.level >= _GOOD for skill in record.skills}
    duties = [text for role in (*held, *stands_in) for text in _duties(view, role)]
    work = duties or [page.title for page in wrote]  # somebody without a role is known by what they write
    shown = view.words("page.list_join").join(titles[0] or titles[1])
    return LocalText(
        view.lang,
        _url(view, src),
        view.person(person_id),
        aliases=(*names, *(skill for skill, good in skills.items() if good)),
        asked=() if hidden else asked(view, person_id),
        people=(view.words.get("found_kind.person"), *words, *(skill for skill in skills if not skills[skill]), *work),
        card={"roles": shown},
    )


def _named_in(view: EditionView, person_id: str, field: str) -> list[LocalPage]:
    """The pages of this edition that name somebody in a field: `holders` and `deputies` of roles, `authors`."""
    links = view.handbook.backlinks.get(person_id, ())
    found = (view.edition.by_id.get(link.page.id) for link in links if link.field == field)
    return [local for local in found if local]


def _duties(view: EditionView, role: LocalPage) -> Iterator[str]:
    """What somebody in a role does, in its own words: those who do not know the name ask for the work."""
    record: Any = role.record
    texts = TextSource(view, role)
    yield from (texts.plain(text) for text in (record.purpose, *record.responsibilities) if text)


def _overview(views: Sequence[EditionView]) -> Iterator[Document]:
    found: dict[str, list[LocalText]] = {}
    for view in views:
        for page in overview_pages(view):
            if page.src == "index.md" or not page.title or page.src.startswith("people/"):
                continue
            text = LocalText(
                view.lang,
                _url(view, page.src),
                page.title,
                aliases=_questions(view, _name(page.src)),
                asked=asked(view, page.src.removesuffix(".md")),
                sections=(*sections_of(page.summary), *_content(page.markdown)),
                card={"summary": page.summary},
            )
            found.setdefault(page.src, []).append(text)
    records = views[0].edition.by_id
    for src, texts in sorted(found.items()):
        name = _name(src)
        yield Document(name if name not in records else src, "overview", tuple(texts), prior=_KINDS["overview"])


def _questions(view: EditionView, name: str) -> tuple[str, ...]:
    """What a page is looked for under, each phrase an alias of its own, so that it can be what was asked."""
    return tuple(phrase for text in view.words.get(f"found_page.{name}").split("|") if (phrase := text.strip()))


def _name(src: str) -> str:
    return page_address(src).strip("/").split("/")[-1]


def _content(markdown: str) -> tuple[Section, ...]:
    """What an overview page shows, without its pictures; it has no sections of its own to lead to."""
    text = plain_text(_PICTURE.sub(" ", markdown.partition("\n# ")[2].partition("\n")[2]))
    return (Section("content", "", "", text[:_LONGEST]),)


def synonyms(views: Sequence[EditionView]) -> tuple[tuple[str, ...], ...]:
    """Groups of words that the handbook's glossary calls one thing, over all languages.

    Colloquial words come in a group of their own behind the title: a complaint that stands there ("it hangs") joins
    the term, and not the term all that people say of computers that hang.
    """
    groups = []
    for page in views[0].handbook.by_type.get("term", ()):
        names: dict[str, None] = {}
        colloquial: dict[str, None] = {}
        for view in views:
            local = view.edition.by_id[page.id]
            record: Any = local.record
            names |= dict.fromkeys((local.title, *record.abbreviations, *record.synonyms))
            colloquial |= dict.fromkeys(record.colloquial)
        groups += [tuple(names), (next(iter(names)), *colloquial)]
    return tuple(groups)


def labels(views: Sequence[EditionView], made: Sequence[Document]) -> dict[str, dict[str, dict[str, str]]]:
    """Facet -> language -> value -> what readers see."""
    values: dict[str, set[str]] = {"type": {document.type for document in made}, "lang": {view.lang for view in views}}
    for document in made:
        for name, chosen in document.facets.items():
            values.setdefault(name, set()).update(chosen)
    return {
        name: {view.lang: {value: _label(view, name, value) for value in sorted(chosen)} for view in views}
        for name, chosen in sorted(values.items())
    }


def _label(view: EditionView, name: str, value: str) -> str:
    words = view.words
    if name == "type":
        return words.get(f"types.{value}") or words.get(f"found.type_{value}") or value
    if name == "lang":
        return words.get(f"language.{value}") or value
    if name == "state":
        tables = ("enum.state", "enum.stage", "enum_improvement.stage")
        return next((said for table in tables if (said := words.get(f"{table}.{value}"))), value)
    return owners(view, value)
