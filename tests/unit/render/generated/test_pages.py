"""Every overview page is there in every language and for any handbook, answers its question, and says so when empty."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest
from generated_support import AS_OF, edition, english, overview, written

from kb_tools.config import Config
from kb_tools.locale import words
from kb_tools.model.handbook import Handbook
from kb_tools.render.rendered import RenderedEdition

NAMES = [
    "index",
    "duty",
    "notices",
    "quick-cards",
    "known-errors",
    "changes",
    "landscape",
    "service-map",
    "raci",
    "role-teams",
    "who-decides",
    "customers",
    "maturity",
    "key-persons",
    "what-if",
    "ownership",
    "monthly-report",
    "scorecard",
    "gaps",
    "complaints",
    "self-check",
    "review-calendar",
    "actions",
    "improvements",
    "coverage",
    "new-here",
    "glossary",
    "hand-over",
]


@pytest.fixture(scope="module", params=["zh", "en"])
def rendered(request: pytest.FixtureRequest, example: Handbook, example_config: Config) -> RenderedEdition:
    return edition(example, example_config, request.param)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> RenderedEdition:
    return edition(written(tmp_path_factory.mktemp("empty"), {}), english(), "en")


def test_every_page_is_there_and_in_the_navigation(rendered: RenderedEdition) -> None:
    section = rendered.nav[1]
    assert section.title == words(rendered.lang)("overview.index.title")
    assert [section.src, *(item.src for item in section.children)] == [f"overview/{name}.md" for name in NAMES]
    assert set(overview(rendered)) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_a_title_a_question_and_the_day(rendered: RenderedEdition, name: str) -> None:
    text = overview(rendered)[name]
    said = words(rendered.lang)
    key = name.replace("-", "_")
    assert f"# {said(f'overview.{key}.title')}".replace("&", "&amp;") in text
    assert said(f"overview.{key}.question").replace("'", "&#39;") in text.split("</p>")[0]
    assert AS_OF.isoformat() in text
    assert f"overview.{key}" not in text, "a word is missing in the locale"


@pytest.mark.parametrize("name", [name for name in NAMES if name != "index"])
def test_the_example_fills_every_page(rendered: RenderedEdition, name: str) -> None:
    if name in (
        "notices",
        "changes",
        "review-calendar",
        "scorecard",
        "key-persons",
    ):  # a section of these may well be empty
        assert "<table" in overview(rendered)[name]
    else:
        assert "kb-empty" not in overview(rendered)[name]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "index"])
def test_an_empty_handbook_gets_sentences_instead_of_empty_tables(empty: RenderedEdition, name: str) -> None:
    if name in ("what-if", "hand-over"):  # pages about people, and there are none
        assert name not in overview(empty)
        return
    text = overview(empty)[name]
    assert '<p class="kb-empty">' in text
    assert "<table" not in text
    assert "<form" not in text


def test_every_link_leads_to_a_page_that_is_rendered(rendered: RenderedEdition) -> None:
    known = {page.src for page in rendered.pages} | set(rendered.downloads)
    for name, text in overview(rendered).items():
        for target in re.findall(r'href="([^"#]+)', text) + re.findall(r"\]\(([^)#]+)", text):
            assert posixpath.normpath(posixpath.join("overview", target)) in known, (name, target)


def test_ids_are_unique_and_ours(rendered: RenderedEdition) -> None:
    for name, text in overview(rendered).items():
        ids = re.findall(r' id="([^"]+)"', text) + re.findall(r"\{#([^}]+)\}", text)
        assert len(ids) == len(set(ids)), name
        assert all(found.startswith("kb-") for found in ids), name


def test_no_blank_line_and_no_inline_style_inside_a_region(rendered: RenderedEdition) -> None:
    for name, text in overview(rendered).items():
        for region in re.findall(r"<!-- kb:own -->(.*?)<!-- /kb:own -->", text, re.DOTALL):
            assert "\n\n" not in region, name
            assert "style=" not in region, name
            assert "<script" not in region, name


def test_rendering_twice_gives_the_same_bytes(example: Handbook, example_config: Config) -> None:
    first, second = (edition(example, example_config, "zh") for _ in range(2))
    assert overview(first) == overview(second)
    assert first.downloads == second.downloads


def test_the_authors_page_stands_above_the_generated_part(tmp_path: Path) -> None:
    files = {"overview/raci.md": "---\ntitle: Who works on what\n---\n\nOur *own* words.\n"}
    rendered = edition(written(tmp_path, files), english(), "en")
    text = overview(rendered)["raci"]
    assert text.index("# Who works on what") < text.index("Our *own* words.") < text.index("kb-empty")
    page = next(page for page in rendered.pages if page.src == "overview/raci.md")
    assert page.edit_path == "docs/overview/raci.md"
    titles = [item.title for item in rendered.nav[1].children]
    assert titles.count("Who works on what") == 1
    assert len([item for item in rendered.nav if item.title in ("overview", "Overview")]) == 1


def test_markup_in_texts_of_authors_does_nothing(tmp_path: Path) -> None:
    evil = '"<script>x()</script> <!-- /kb:own --> \\"quoted\\""'
    role = f"---\ntitle: {evil}\nkind: owner\nauthority: [{{decision: {evil}, limit: {evil}}}]\n---\n"
    rendered = edition(written(tmp_path, {"roles/evil.md": role}), english(), "en")
    for text in overview(rendered).values():
        assert "<script" not in text
        assert text.count("<!-- kb:own -->") == text.count("<!-- /kb:own -->")
