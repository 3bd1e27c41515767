"""A new handbook passes its own checks, in every combination of languages."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from small_handbook import AS_OF, Small
from support import refused

from kb_tools.content import content_types
from kb_tools.content.overlay import strays
from kb_tools.content.plan import plan_of
from kb_tools.errors import KbError, UsageError
from kb_tools.workflow.init import create_handbook, handbook_files, parse_languages

COMBINATIONS = [("zh", "en"), ("en", "zh"), ("zh",), ("en",)]


@pytest.mark.parametrize("languages", COMBINATIONS, ids="-".join)
def test_no_findings(make: Callable[..., Small], languages: tuple[str, ...]) -> None:
    small = make(*languages)
    assert small.findings() == []
    assert len(list(small.load().every_page())) == 20 * len(languages)


@pytest.mark.parametrize("languages", COMBINATIONS, ids="-".join)
def test_one_page_of_each_type_and_everything_around(make: Callable[..., Small], languages: tuple[str, ...]) -> None:
    small = make(*languages)
    main = {"process", "procedure", "role", "known-error", "service", "agreement", "policy", "term", "notice", "risk"}
    main |= {"review", "improvement", "requirement", "report"}
    assert main <= set(small.load().by_type)
    assert set(small.load().by_type) <= set(content_types())
    for name in ("mkdocs.yml", "README.md", ".gitignore", ".editorconfig", ".vscode/settings.json", ".ci/github.yml"):
        assert small.read(name)
    for name in ("mkdocs.yml", ".ci/github.yml", ".ci/gitlab-ci.yml"):
        assert isinstance(yaml.safe_load(small.read(name)), dict)
    assert tuple(tomllib.loads(small.read("kb.toml").decode())["handbook"]["languages"]) == languages


def test_both_languages_have_the_same_structure() -> None:
    chinese, english = handbook_files(("zh",), as_of=AS_OF), handbook_files(("en",), as_of=AS_OF)
    assert set(chinese) == set(english)


def test_translations_carry_texts_only_and_are_confirmed(small: Small) -> None:
    handbook = small.load()
    for page in handbook.translations["en"]:
        source = handbook.by_src[page.src]
        assert page.source_hash == source.text_hash
        assert list(strays(page.values, plan_of(source.schema))) == []
        assert page.values["title"] != source.values["title"]


def test_a_name_of_ones_own(tmp_path: Path) -> None:
    create_handbook(tmp_path / "h", ("en",), name='Our "IT": book', as_of=AS_OF)
    assert Small(tmp_path / "h").config.name("en") == 'Our "IT": book'
    assert yaml.safe_load((tmp_path / "h/mkdocs.yml").read_bytes())["site_name"] == 'Our "IT": book'


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with refused(UsageError, "not empty"):
        create_handbook(tmp_path, ("zh",), as_of=AS_OF)
    with refused(UsageError, "not a folder"):
        create_handbook(tmp_path / "mine.txt", ("zh",), as_of=AS_OF)
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_a_repository_made_for_it_is_welcome(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert "kb.toml" in create_handbook(tmp_path, ("zh",), as_of=AS_OF)


def test_a_failure_takes_away_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kb_tools.workflow import init

    real, calls = init.create_file, []

    def failing(path: Path, raw: bytes) -> None:
        calls.append(path)
        if len(calls) == 5:
            raise KbError("disk full")
        real(path, raw)

    monkeypatch.setattr(init, "create_file", failing)
    with refused(KbError, "disk full"):
        create_handbook(tmp_path, ("zh",), as_of=AS_OF)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("text", ["", "fr", "zh,fr", ",", "zh en"])
def test_languages_that_are_not_spoken(text: str) -> None:
    with refused(UsageError, "first is the source"):
        parse_languages(text)


def test_languages_are_read_in_order() -> None:
    assert parse_languages(" EN , zh,en") == ("en", "zh")
