"""People on pages: a page for each, a link wherever one is named, and nobody named where names are not wanted."""

from __future__ import annotations

import datetime as dt
import posixpath
import re

import pytest

from kb_tools.config import Config
from kb_tools.load.edition import Edition
from kb_tools.load.history import Change, History
from kb_tools.model.cover import active
from kb_tools.model.handbook import Handbook
from kb_tools.model.person import Named
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView
from kb_tools.render.found.documents import documents
from kb_tools.render.navigation import NavItem
from kb_tools.render.rendered import RenderedEdition


def render(handbook: Handbook, config: Config, lang: str, people: str = "names") -> RenderedEdition:
    assert config.check.as_of is not None
    shown = config.model_copy(update={"publish": config.publish.model_copy(update={"people": people, "what_if": True})})
    day = config.check.as_of
    history: History = {page.path: (Change(day, "corrected", "Xu Feng"),) for page in handbook.pages[:3]}
    return render_edition(EditionView(Edition(handbook, lang), shown, day, history))


def names_of(handbook: Handbook) -> dict[str, re.Pattern[str]]:
    """Everything that a person can be recognised by -> how it is found in a text."""
    found = {}
    for person_id, record in handbook.people.items():
        for name in (person_id, *record.value.name.root.values()):
            edge = r"[\w-]" if name.isascii() else r"(?!)"
            found[name] = re.compile(rf"(?<!{edge}){re.escape(name)}(?!{edge})", re.IGNORECASE)
    return found


def texts(rendered: RenderedEdition) -> dict[str, str]:
    """Name -> content of everything that an edition publishes, the navigation included."""

    def titles(items: tuple[NavItem, ...]) -> list[str]:
        return [text for item in items for text in (item.title, item.src, *titles(item.children))]

    found = {page.src: f"{page.src}\n{page.title}\n{page.summary}\n{page.markdown}" for page in rendered.pages}
    found |= {
        f"{src} (download)": f"{src}\n{data.decode('utf-8', 'replace')}" for src, data in rendered.downloads.items()
    }
    return {**found, "(navigation)": "\n".join(titles(rendered.nav)), "(assets)": "\n".join(rendered.assets)}


@pytest.mark.parametrize("people", ["initials", "roles"])
def test_search_finds_nobody_by_name_either(example: Handbook, example_config: Config, people: str) -> None:
    shown = example_config.model_copy(
        update={"publish": example_config.publish.model_copy(update={"people": people, "what_if": True})}
    )
    views = [EditionView(Edition(example, lang), shown, day(example_config)) for lang in example.languages]
    for document in documents(views):
        page = example.by_id.get(document.id)
        written = "".join(text.body for text in example.every_page() if page and text.id == page.id)
        for name, pattern in names_of(example).items():
            assert not pattern.search(repr(document)) or pattern.search(written), (document.id, name)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("people", ["initials", "roles"])
def test_no_name_and_no_id_of_anybody_is_published(
    example: Handbook, example_config: Config, lang: str, people: str
) -> None:
    rendered = render(example, example_config, lang, people)
    written = {local.src: local.text.body for local in Edition(example, lang).pages}
    leaks = [
        (src, name)
        for src, text in texts(rendered).items()
        for name, pattern in names_of(example).items()
        if pattern.search(text) and not pattern.search(written.get(src, ""))  # what an author writes is the author's
    ]
    assert leaks == []


def test_the_search_for_names_finds_them_where_they_are_published(example: Handbook, example_config: Config) -> None:
    rendered = render(example, example_config, "zh")
    found = {
        name for text in texts(rendered).values() for name, pattern in names_of(example).items() if pattern.search(text)
    }
    assert found >= {person_id for person_id in example.people if active(example, person_id, day(example_config))}
    assert {"陈立", "Xu Feng"} <= found


def day(config: Config) -> dt.date:
    assert config.check.as_of is not None
    return config.check.as_of


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everybody_who_is_with_us_has_a_page_that_names_team_and_roles(
    example: Handbook, example_config: Config, lang: str
) -> None:
    pages = {page.src: page.markdown for page in render(example, example_config, lang).pages}
    here = {person for person in example.people if active(example, person, day(example_config))}
    assert {src for src in pages if src.startswith("people/")} == {
        "people/index.md",
        *(f"people/{person}.md" for person in here),
    }
    text = pages["people/xu-feng.md"]
    for part in ("../roles/database-administrator.md", "index.md#kb-team-infrastructure", "../known-errors/ke-0011.md"):
        assert part in text, part
    assert "overview.person." not in text
    assert "overview.people." not in pages["people/index.md"]


def test_absences_stand_nowhere(example: Handbook, example_config: Config) -> None:
    rendered = render(example, example_config, "zh")
    for person_id, record in example.people.items():
        text = next((page.markdown for page in rendered.pages if page.src == f"people/{person_id}.md"), "")
        for absence in record.value.absences:
            assert f"{absence.from_} – {absence.to}" not in text
            assert absence.from_.isoformat() not in text or absence.from_.isoformat() in _other_dates(
                example, person_id
            )


def _other_dates(handbook: Handbook, person_id: str) -> str:
    value = handbook.people[person_id].value
    kept = value.model_copy(update={"absences": ()})
    return repr(kept) + repr([row.value for row in handbook.duty]) + repr([page.values for page in handbook.pages])


@pytest.mark.parametrize("people", ["names", "initials"])
def test_every_link_to_a_person_or_team_leads_to_a_page(example: Handbook, example_config: Config, people: str) -> None:
    rendered = render(example, example_config, "en", people)
    pages = {page.src: page.markdown for page in rendered.pages}
    found = 0
    for src, text in pages.items():
        for target, anchor in re.findall(r'href="([^"#]*people/[^"#]+|[^"#/]+\.md)(?:#([^"]+))?"', text):
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(src), target))
            if goal.startswith("people/"):
                found += 1
                assert goal in pages, (src, goal)
                assert not anchor or f"{{#{anchor}}}" in pages[goal] or f'id="{anchor}"' in pages[goal], (src, anchor)
    assert found > 100


def test_wherever_a_page_names_somebody_the_name_is_a_link(example: Handbook, example_config: Config) -> None:
    pages = {page.src: page.markdown for page in render(example, example_config, "zh").pages}
    link = '<a class="kb-person" href="{}">许峰</a>'.format
    assert link("../people/xu-feng.md") in pages["roles/database-administrator.md"]  # holder
    assert link("../people/xu-feng.md") in pages["services/database.md"]  # who answers for it
    assert link("../people/xu-feng.md") in pages["known-errors/ke-0005.md"]  # author
    assert link("../people/xu-feng.md") in pages["overview/ownership.md"]
    assert '<a class="kb-person" href="people/' in pages["index.md"]  # on duty today
    assert "许峰" not in re.sub(r"<a [^>]*>许峰</a>", "", pages["services/database.md"])


def test_who_has_left_is_named_without_a_link(example: Handbook, example_config: Config) -> None:
    left = [person for person in example.people if not active(example, person, day(example_config))]
    assert left
    view = EditionView(Edition(example, "en"), example_config, day(example_config))
    assert "<a" not in view.person_link("index.md", left[0])
    assert view.person(left[0]) in view.person_link("index.md", left[0])


def test_initials_tell_two_people_apart_and_need_no_english_name() -> None:
    class Value:
        def __init__(self, **name: str) -> None:
            self.value, self.names = self, name
            self.name = self

        def in_language(self, lang: str) -> str:
            return self.names.get(lang) or next(iter(self.names.values()))

    people = {"chen-li": Value(zh="陈立", en="Chen Li"), "cao-lin": Value(en="Cao Lin"), "zhou-yi": Value(zh="周一")}
    named = Named(people, "initials")  # type: ignore[arg-type]
    assert [named.name(person, "zh") for person in (*people, "he-jing")] == ["CL", "CL2", "ZY", "HJ"]
    addresses = {named.src(person) for person in people}
    assert len(addresses) == 3
    assert all(re.fullmatch(r"people/p-[0-9a-f]{10}\.md", address) for address in addresses)


def test_with_roles_alone_there_are_no_pages_of_people(example: Handbook, example_config: Config) -> None:
    rendered = render(example, example_config, "zh", "roles")
    assert not [page.src for page in rendered.pages if page.src.startswith("people/")]
    assert not [src for page in rendered.pages for src in re.findall(r'href="([^"]*people/[^"]*)"', page.markdown)]
