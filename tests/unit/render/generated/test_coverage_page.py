"""The pages about coverage: shares, gaps first, every clause with its evidence, other editions, links both ways."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest
from generated_support import AS_OF, edition, english, overview, written

from kb_tools.config import Config
from kb_tools.insight.coverage import coverage
from kb_tools.load.audience import cut_for
from kb_tools.load.edition import Edition
from kb_tools.load.frameworks import built_in
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView
from kb_tools.render.rendered import RenderedEdition

FRAMEWORK = """title: {en: "Own <b>"}
clauses:
  A1: {title: {en: First}, demand: {en: Do it.}}
  A2: {title: {en: Second}, kind: document}
  A3: {title: {en: Third}, evidence: [{type: role}]}
  A4: {title: {en: Fourth}, consists_of: {own: [A1, A2]}, maps: {iso20000: ["8.6.1"]}}
"""
ROLES = {f"roles/r{n:02}.md": f"---\ntitle: Role {n}\nreviewed: {{by: a, date: 2026-10-01}}\n---\n" for n in range(15)}
FILES = {
    "a.md": "---\ntitle: A\nreviewed: {by: a, date: 2025-10-01}\nframeworks: {own: [A1]}\n---\n",
    "processes/p.md": "---\ntitle: P\npurpose: P\nframeworks: {iso20000: ['8.6.1', '8.5.1', '99']}\n---\n",
    "data/frameworks/own.yml": FRAMEWORK,
    **ROLES,
}


@pytest.fixture(scope="module", params=["zh", "en"])
def rendered(request: pytest.FixtureRequest, example: Handbook, example_config: Config) -> RenderedEdition:
    return edition(example, example_config, request.param)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> RenderedEdition:
    return edition(written(tmp_path_factory.mktemp("small"), FILES), english(), "en")


def text_of(rendered: RenderedEdition, src: str) -> str:
    return next(page.markdown for page in rendered.pages if page.src == src)


def row(text: str, anchor: str) -> str:
    found = re.search(rf'<tr id="{anchor}">.*?</tr>', text, re.DOTALL)
    assert found, anchor
    return found[0]


def test_the_overview_leads_to_every_framework_the_handbook_works_by(rendered: RenderedEdition) -> None:
    text = overview(rendered)["coverage"]
    for key in ("iso20000", "itil4", "fitsm", "iso9001", "iso27001"):
        assert f"../coverage/{key}.md" in text
    assert "../coverage/iso20000.md#kb-edition-2005" in text
    assert text.count('class="kb-share"') == 6
    assert 'class="kb-figure kb-figure-elements"' in text


def test_a_framework_that_nobody_names_has_no_page(small: RenderedEdition) -> None:
    pages = {page.src for page in small.pages if page.src.startswith("coverage/")}
    assert pages == {"coverage/own.md", "coverage/iso20000.md"}
    assert "ITIL 4, the 34 practices" in overview(small)["coverage"]


def test_every_clause_has_its_row_in_both_editions(rendered: RenderedEdition) -> None:
    text = text_of(rendered, "coverage/iso20000.md")
    for number in built_in()["iso20000"].clauses:
        assert row(text, f"kb-c-{number.replace('.', '-')}")
    for number in built_in()["iso20000-2005"].clauses:
        assert row(text, f"kb-c-2005-{number.replace('.', '-')}")
    assert "{#kb-edition-2005}" in text


def test_gaps_come_before_everything_else(small: RenderedEdition) -> None:
    text = text_of(small, "coverage/own.md")
    gaps, rest = text.split("{#kb-group-1}")
    assert gaps.index(">A2 Second<") < gaps.index(">A1 First<")
    assert "A3" not in gaps
    assert "A3 Third" in rest


def test_a_row_tells_state_reason_and_day(small: RenderedEdition) -> None:
    text = text_of(small, "coverage/own.md")
    shown = row(text, "kb-c-a1")
    assert "Do it." in shown
    assert "kb-is-watch" in shown
    assert "only stale or draft" in shown
    assert '<a href="../a.md">A</a>' in shown
    assert "2025-10-01" in shown
    assert "overdue" in shown


def test_long_lists_are_folded_and_cut(small: RenderedEdition) -> None:
    shown = row(text_of(small, "coverage/own.md"), "kb-c-a3")
    assert "<details" in shown
    assert shown.count("<li>") == 13
    assert "and 3 more: <code>kb coverage own A3</code>" in shown


def test_a_clause_names_what_it_consists_of_and_what_it_is_related_to(small: RenderedEdition) -> None:
    shown = row(text_of(small, "coverage/own.md"), "kb-c-a4")
    assert '<a href="#kb-c-a1">A1</a>' in shown
    assert '<a href="iso20000.md#kb-c-8-6-1">ISO/IEC 20000-1:2018 8.6.1</a>' in shown


def test_titles_from_data_files_stay_text(small: RenderedEdition) -> None:
    for src in ("coverage/own.md", "overview/coverage.md"):
        assert "<b>" not in text_of(small, src).split("\n---\n", 1)[1]


def test_a_page_leads_to_the_clauses_that_it_names(small: RenderedEdition) -> None:
    text = text_of(small, "processes/p.md")
    assert '<a href="../coverage/iso20000.md#kb-c-8-6-1">8.6.1</a>' in text
    assert '<a href="../coverage/iso20000.md#kb-c-8-5-1-1">8.5.1</a>' in text, "a heading leads to its first clause"
    assert ">99<" not in text, "an unknown clause is no link"
    assert "99" in text


def test_every_link_leads_to_a_page_and_an_anchor_that_are_there(rendered: RenderedEdition) -> None:
    pages = {page.src: page.markdown for page in rendered.pages}
    for src, text in pages.items():
        for target in re.findall(r'href="([^"]+)"', text) if src.startswith("coverage/") else ():
            file, _, anchor = target.partition("#")
            goal = posixpath.normpath(posixpath.join("coverage", file)) if file else src
            assert goal in pages, (src, target)
            if anchor.startswith("kb-c-"):
                assert f'id="{anchor}"' in pages[goal], (src, target)


def test_ids_of_a_framework_page_are_unique_and_ours(rendered: RenderedEdition) -> None:
    for page in rendered.pages:
        if page.src.startswith("coverage/"):
            ids = re.findall(r' id="([^"]+)"', page.markdown) + re.findall(r"\{#([^}]+)\}", page.markdown)
            assert len(ids) == len(set(ids)), page.src
            assert all(found.startswith("kb-") for found in ids), page.src


def test_readers_outside_get_none_of_it(example: Handbook, example_config: Config) -> None:
    cut = cut_for(example, "customer")
    shown = render_edition(EditionView(Edition(cut, "zh"), example_config.for_audience("customer"), AS_OF))
    assert not [page.src for page in shown.pages if "coverage" in page.src]


def test_the_elements_say_what_is_missing(tmp_path: Path) -> None:
    text = overview(edition(written(tmp_path, FILES), english(), "en"))["coverage"]
    assert "1/6; missing: scope, inputs, outputs, activities, procedures" in text


def test_frameworks_stand_below_their_overview_in_the_navigation(rendered: RenderedEdition) -> None:
    (entry,) = (item for item in rendered.nav[1].children if item.src == "overview/coverage.md")
    pages = [page.src for page in rendered.pages if page.src.startswith("coverage/")]
    assert len(pages) == 5
    assert sorted(item.src for item in entry.children) == pages


def test_what_a_page_names_is_told_apart_from_what_is_found_by_kind(small: RenderedEdition) -> None:
    page = text_of(small, "coverage/own.md")
    assert "1 of 4 covered (25%: 0 named by a page, 1 found by kind)" in page
    assert "0 named by a page, 1 found by kind" in overview(small)["coverage"]


def test_a_handbook_that_names_no_clause_gets_the_figures_of_the_command_line(tmp_path: Path) -> None:
    files = {f"processes/p{n}.md": f"---\ntitle: P{n}\nreviewed: {{by: a, date: 2026-10-01}}\n---\n" for n in range(2)}
    handbook = written(tmp_path, files)
    found = coverage(handbook, AS_OF)["iso20000"]
    assert found.count("covered") or found.count("partly")
    text = overview(edition(handbook, english(), "en"))["coverage"]
    section = text.split("{#kb-by-kind}")[1].split("\n## ")[0]
    line = next(row for row in section.split("<tr") if "ISO/IEC 20000-1 Service" in row)
    assert f"<strong>{found.percent:.0f}%</strong>" in line
    assert "<a " not in line
    assert "No page says yet" in text
