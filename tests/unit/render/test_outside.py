"""The example as customers see it: what is internal appears in no byte, and every link leads somewhere."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest

from kb_tools.config import Config
from kb_tools.load.audience import cut_for
from kb_tools.load.edition import Edition
from kb_tools.load.loader import load_handbook
from kb_tools.model.audience import reaches
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView
from kb_tools.render.found.documents import documents, labels, synonyms
from kb_tools.render.navigation import NavItem
from kb_tools.render.rendered import RenderedEdition

MARK = "ZQINSIDEQZ"
#: Texts of customers' pages that stay inside: key in front matter, or heading of a section.
INSIDE_KEYS = ("  basis", "category", "    formula", "    purpose", "    source", "reference")
INSIDE_SECTIONS = ("## 原因", "## 解决方案", "## Cause", "## Resolution")


def published(handbook: Handbook, config: Config, lang: str, audience: str = "customer") -> RenderedEdition:
    assert config.check.as_of is not None
    view = EditionView(Edition(cut_for(handbook, audience), lang), config.for_audience(audience), config.check.as_of)
    return render_edition(view)


def everything(rendered: RenderedEdition) -> dict[str, str]:
    def titles(items: tuple[NavItem, ...]) -> list[str]:
        return [text for item in items for text in (item.title, item.src, *titles(item.children))]

    found = {
        page.src: f"{page.src} {page.edit_path} {page.title} {page.summary} {page.markdown}" for page in rendered.pages
    }
    found |= {src: data.decode("utf-8", "replace") for src, data in rendered.downloads.items()}
    return {**found, "(navigation)": " ".join(titles(rendered.nav)), "(assets)": " ".join(rendered.assets)}


def mark_page(text: str, *, internal: bool, role: bool) -> str:
    head, body = text.removeprefix("---\n").split("\n---\n", 1)
    if internal:
        head = re.sub(r"^(title|summary): (['\"]?)", rf"\1: \2{MARK} ", head, flags=re.MULTILINE)
        return f"---\n{head}\n---\n{body}\n{MARK}\n"
    keys = "|".join(INSIDE_KEYS)
    head = re.sub(rf"^({keys}): ([^\[{{\s'\"])", rf"\1: {MARK} \2", head, flags=re.MULTILINE)
    for section in INSIDE_SECTIONS:
        body = body.replace(f"{section}\n", f"{section}\n\n{MARK}\n")
    return f"---\n{head}\n---\n{f'{MARK}{chr(10)}' if role else ''}{body}"


@pytest.fixture
def marked(handbook_copy: Path, example: Handbook, example_config: Config) -> Handbook:
    """The example with the marker in everything that is internal."""
    for page in example.every_page():
        source = example.by_id[page.id]
        path = handbook_copy / page.path
        internal = not reaches(source, "customer")
        path.write_text(
            mark_page(path.read_text(encoding="utf-8"), internal=internal, role=page.type == "role"), encoding="utf-8"
        )
    for data in ("people.yml", "teams.yml", "parties.yml"):
        path = handbook_copy / "docs/data" / data
        path.write_text(
            re.sub(r"(zh|en): (['\"]?)", rf"\1: \2{MARK} ", path.read_text(encoding="utf-8")), encoding="utf-8"
        )
    return load_handbook(handbook_copy, example_config, use_cache=False, jobs=1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_internal_reaches_a_customer(marked: Handbook, example_config: Config, lang: str) -> None:
    leaks = [
        (src, text[max(0, text.index(MARK) - 80) : text.index(MARK) + 80])
        for src, text in everything(published(marked, example_config, lang)).items()
        if MARK in text
    ]
    assert leaks == []


def test_search_of_the_customers_site_knows_nothing_internal(marked: Handbook, example_config: Config) -> None:
    assert example_config.check.as_of is not None
    cut, config = cut_for(marked, "customer"), example_config.for_audience("customer")
    views = [EditionView(Edition(cut, lang), config, example_config.check.as_of) for lang in cut.languages]
    made = documents(views)
    assert [document.id for document in made if MARK in repr(document)] == []
    assert "known-error" in {document.type for document in made}
    assert "person" not in {document.type for document in made}
    assert MARK not in repr((synonyms(views), labels(views, made)))


def test_the_marker_is_everywhere_for_readers_inside(marked: Handbook, example_config: Config) -> None:
    inside = everything(published(marked, example_config, "zh", "internal"))
    for src in ("people/xu-feng.md", "overview/duty.md", "known-errors/ke-0001.md", "services/mail.md", "(navigation)"):
        assert MARK in inside[src], src


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_person_no_role_without_a_page_and_no_repository_is_named(
    example: Handbook, example_config: Config, lang: str
) -> None:
    rendered = everything(published(example, example_config, lang))
    names = {name for record in example.people.values() for name in record.value.name.root.values()} | set(
        example.people
    )
    hidden = (
        {page.title for page in example.by_type["role"] if not reaches(page, "customer")} if lang == "zh" else set()
    )
    bodies = "\n".join(page.body for page in cut_for(example, "customer").every_page())
    for word in (*names, *(title for title in hidden if title not in bodies), example_config.handbook.repo_url):
        assert [src for src, text in rendered.items() if word in text] == [], word


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("audience", ["customer", "internal"])
def test_every_link_leads_to_a_page_of_the_same_edition(
    example: Handbook, example_config: Config, lang: str, audience: str
) -> None:
    rendered = published(example, example_config, lang, audience)
    known = {page.src for page in rendered.pages} | set(rendered.downloads) | set(rendered.assets)
    for page in rendered.pages:
        text = re.sub(r"```.*?```|~~~.*?~~~|`[^`\n]+`", "", page.markdown, flags=re.DOTALL)
        for target in re.findall(r'href="([^"#?:]+)[#"]', text) + re.findall(r"\]\(([^)#\s:]+)[)#]", text):
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(page.src), target))
            assert goal in known, (page.src, target)


def test_the_first_page_tells_a_customer_whom_to_reach_what_is_going_on_and_when_it_is_fixed(
    example: Handbook, example_config: Config
) -> None:
    start = next(page for page in published(example, example_config, "zh").pages if page.src == "index.md").markdown
    for part in (
        "服务台热线 8000",
        "notices/nt-2026-11-maintenance.md",
        "known-errors/ke-0001.md",
        "P1 4 小时",
        "reach-us.md",
    ):
        assert part in start, part
    for absent in ("值班", "评审", "overview/changes", "page."):
        assert absent not in start, absent


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_for_customers_say_nothing_in_words_that_are_missing(
    example: Handbook, example_config: Config, lang: str
) -> None:
    for src, text in everything(published(example, example_config, lang)).items():
        assert not re.search(r"\b(?:overview|view|page|home|field)\.[a-z_]+\b(?!\.md|/)", text), src


def test_only_what_was_chosen_is_listed_among_the_overviews(example: Handbook, example_config: Config) -> None:
    rendered = published(example, example_config, "en")
    assert {page.src for page in rendered.pages if page.src.startswith("overview/")} == {
        "overview/index.md",
        "overview/known-errors.md",
        "overview/notices.md",
        "overview/glossary.md",
    }
    assert not rendered.downloads
    assert {page.edit_path for page in rendered.pages if page.src.startswith("services/")} == {""}
