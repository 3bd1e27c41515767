"""What authors may link to is what the product makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_tools.check.links import LinkMap
from kb_tools.config import Config, HandbookConfig
from kb_tools.load.audience import cut_for
from kb_tools.load.edition import Edition
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook
from kb_tools.model.overview import OVERVIEW_FOLDER, OVERVIEW_OUTSIDE, OVERVIEW_PAGES
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_overview_page_that_may_be_linked_is_made(example: Handbook, example_config: Config, lang: str) -> None:
    assert example_config.check.as_of
    made = render_edition(EditionView(Edition(example, lang), example_config, example_config.check.as_of))
    sources = {page.src for page in made.pages}
    assert {f"{OVERVIEW_FOLDER}/{name}.md" for name in OVERVIEW_PAGES} <= sources


def test_readers_outside_get_the_overview_pages_that_checks_let_them_be_led_to(
    example: Handbook, example_config: Config
) -> None:
    assert example_config.check.as_of
    view = EditionView(
        Edition(cut_for(example, "customer"), "zh"), example_config.for_audience("customer"), example_config.check.as_of
    )
    made = {page.src for page in render_edition(view).pages if page.src.startswith(f"{OVERVIEW_FOLDER}/")}
    assert made == {f"{OVERVIEW_FOLDER}/{name}.md" for name in OVERVIEW_OUTSIDE}


def test_links_to_them_are_followed_in_each_language(example: Handbook, example_config: Config) -> None:
    links = LinkMap(example, example_config)
    page = example.by_id["why"]
    assert links.follow(page, "overview/raci.md").kind == "file"
    assert links.follow(page, "overview/gone.md").kind == "missing"
    assert links.follow(example.translation_of["en", page.src], "overview/raci.md").path == "en/overview/raci.md"
    assert {"overview/raci.md", "overview/index.md"} <= links.reachable["en"]


def test_a_page_that_needs_records_cannot_be_linked_without_them(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    config = Config(handbook=HandbookConfig(languages=("en",)))
    links = LinkMap(load_handbook(tmp_path, config, use_cache=False), config)
    page = links.handbook.by_id["a"]
    assert links.follow(page, "overview/raci.md").kind == "file"
    assert links.follow(page, "overview/improvements.md").kind == "missing"
