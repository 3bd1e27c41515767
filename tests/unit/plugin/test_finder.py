"""The scripts of the search: whole, small, and with the words and addresses of their edition."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from typing import Any

import pytest
from mkdocs_kb.finder import finder_frame, finder_scripts

from kb_tools.config import Config, HandbookConfig, PublishConfig
from kb_tools.locale import words
from kb_tools.render.rendered import RenderedEdition, RenderedPage

#: Keys that the script puts together or chooses from.
SENTENCES = ("count_none", "count_one", "count_many")
DAY = dt.date(2026, 11, 15)
PAGES = (
    RenderedPage("index.md", "", title="Home"),
    RenderedPage("overview/glossary.md", "", title="Glossary A–Z"),
    RenderedPage("overview/index.md", "", title="Overview"),
)


def edition(lang: str = "en", pages: tuple[RenderedPage, ...] = PAGES) -> RenderedEdition:
    return RenderedEdition(lang, "Handbook", pages, {}, ())


def config(audience: str = "internal", **handbook: Any) -> Config:
    return Config(handbook=HandbookConfig(languages=("zh", "en"), **handbook), publish=PublishConfig(audience=audience))


def said(script: str) -> dict[str, Any]:
    found = re.search(r"const said = (\{.*?\});", script)
    assert found
    value: dict[str, Any] = json.loads(found[1])
    return value


def scripts(settings: Config, lang: str = "en") -> dict[str, str]:
    return finder_scripts(edition(lang), settings, words(lang), DAY)


def test_the_frame_knows_the_way_to_the_root_and_to_a_page_that_helps_without_scripts() -> None:
    assert finder_frame(edition("zh"), config(), words("zh"))["root"] == ""
    assert finder_frame(edition("en"), config(), words("en"))["root"] == "../"
    assert finder_frame(edition(), config(), words("en"))["page"] == "overview/"
    assert finder_frame(edition(pages=PAGES[:1]), config(), words("en"))["page"] == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_that_the_scripts_ask_for_is_there(lang: str) -> None:
    made = scripts(config(), lang)
    whole = "".join(made.values()).replace('"words.js"', "")
    asked = set(re.findall(r"\bwords\.([a-z_]+)", whole)) | set(re.findall(r'words\["([a-z_-]+)"\]', whole))
    table = set(words(lang).tables["finder"])
    elsewhere = set(finder_frame(edition(), config(), words(lang))) | {"similar_show", "without_scripts", *SENTENCES}
    assert asked - table == set()
    assert {key for key in table - asked - elsewhere if not key.startswith(("facet_", "problem_"))} == set()
    assert asked - {"marked", "unmark"} - set(said(made["search.js"])["words"]) == set()
    assert said(made["search.js"])["links"] == [["Glossary A–Z", "overview/glossary/"], ["Overview", "overview/"]]


@pytest.mark.parametrize(
    ("handbook", "report"),
    [
        (
            {"repo_url": "https://git.example.org/it/book/", "contact": "it@example.org"},
            {"href": "https://git.example.org/it/book/issues/new", "subject": "title", "body": "body"},
        ),
        (
            {"repo_url": "https://gitlab.example.org/it/book"},
            {
                "href": "https://gitlab.example.org/it/book/-/issues/new",
                "subject": "issue[title]",
                "body": "issue[description]",
            },
        ),
        ({"contact": "it@example.org"}, {"href": "mailto:it@example.org", "subject": "subject", "body": "body"}),
        ({"contact": "https://desk.example.org"}, {"href": "https://desk.example.org"}),
        ({"contact": "javascript:alert(1)"}, {}),
        ({}, {}),
    ],
)
def test_a_gap_is_reported_where_the_handbook_takes_reports(handbook: dict[str, str], report: dict[str, str]) -> None:
    assert said(scripts(config(**handbook))["search.js"])["report"] == report


def test_readers_outside_get_no_command_line() -> None:
    assert said(scripts(config())["search.js"])["draft"] is True
    assert said(scripts(config("customer"))["search.js"])["draft"] is False


def test_scripts_are_bare_classic_scripts_and_small() -> None:
    made = scripts(config())
    for name, script in made.items():
        assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE), name
        assert not re.search(r"^\s*(//|/\*)", script, re.MULTILINE), name
        assert "innerHTML" not in script, name
        # a comment behind code would swallow the line that is joined to it
        assert not re.search(r"[;,{}] //", script), name
    code = re.sub(r"const said = \{.*?\};", "", made["search.js"])
    assert len(gzip.compress(code.encode(), 9)) <= 8192
    assert len(gzip.compress(made["search-open.js"].encode(), 9)) <= 2048


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert scripts(config()) == scripts(config())
