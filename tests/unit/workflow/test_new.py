"""New pages pass the checks of the handbook that they are put into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_handbook import Small
from support import refused

from kb_tools.content import content_types
from kb_tools.errors import KbError, UsageError
from kb_tools.locale import words
from kb_tools.workflow import template
from kb_tools.workflow.new import draft, next_id, questions, write

TYPES = list(content_types())


def new(small: Small, type_name: str, page_id: str = "brand-new", folder: str = "", **values: str) -> str:
    page = draft(small.load(), small.context, words("en"), type_name, page_id, values, folder)
    write(small.root, page)
    return page.path


@pytest.mark.parametrize("languages", [("zh", "en"), ("zh",), ("en",)], ids="-".join)
@pytest.mark.parametrize("type_name", TYPES)
def test_every_type_passes(make: Callable[..., Small], languages: tuple[str, ...], type_name: str) -> None:
    small = make(*languages)
    path = new(small, type_name)
    page = small.load().by_id["brand-new"]
    assert (page.type, page.path) == (type_name, path)
    # a translation need not be there on the first day
    assert [row for row in small.findings() if not row.split()[1].startswith("KB7")] == []


@pytest.mark.parametrize("type_name", TYPES)
def test_a_type_without_template_passes_too(small: Small, type_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb_tools.workflow.new.has_template", lambda name: False)
    monkeypatch.setattr(template, "has_template", lambda name: False)
    path = new(small, type_name)
    page = small.load().by_id["brand-new"]
    assert page.type == type_name
    for key in content_types()[type_name].required:
        assert key in page.written_keys
    assert [row for row in small.findings() if path in row and " KB1" in row] == []


def test_values_are_set_and_the_rest_stays(small: Small) -> None:
    path = new(
        small, "known-error", "ke-0002", title="打印: 没反应", services="mail", symptoms="打不出来, 没反应", impact="2"
    )
    record = small.load().by_id["ke-0002"].record
    assert record.title == "打印: 没反应"
    assert record.services == ("mail",)
    assert record.symptoms == ("打不出来", "没反应")
    assert record.impact == 2
    assert b"# " in small.read(path)


def test_nested_values_are_yaml(small: Small) -> None:
    new(small, "role", "dba", holders="[{person: li-si, since: 2026-01-01}]")
    assert small.load().by_id["dba"].record.holders[0].person == "li-si"


def test_a_page_in_another_folder_says_its_type(small: Small) -> None:
    path = new(small, "term", "term-x", folder="words/a")
    assert path == "docs/zh/words/a/term-x.md"
    assert small.load().by_id["term-x"].type == "term"


def test_required_fields_of_the_organisation_are_there(small: Small) -> None:
    small.replace(
        "kb.toml",
        "[check]",
        '[types.service.fields.cost_centre]\nkind = "choice"\nchoices = ["K1", "K2"]\nrequired = true\n\n'
        '[types.service.fields.backup]\nkind = "ref"\nto = ["role"]\nmany = true\nrequired = true\n\n[check]',
    )
    new(small, "service")
    custom = small.load().by_id["brand-new"].record.custom
    assert custom["cost_centre"] == "K1"
    assert custom["backup"][0] in small.load().by_id


@pytest.mark.parametrize(
    ("type_name", "page_id", "values", "said"),
    [
        ("proces", "x", {}, "did you mean 'process'"),
        ("process", "Big Plan", {}, "for example big-plan"),
        ("process", "index", {}, "cannot be an id"),
        ("service", "mail", {}, "docs/zh/services/mail.md"),
        ("known-error", "ke-0001", {}, "next free number is 'ke-0002'"),
        ("role", "li-si", {}, "docs/data/people.yml"),
        ("process", "x", {"ownr": "a"}, "did you mean 'owner'"),
        ("process", "x", {"owner": "it-led"}, "did you mean `it-lead`"),
        ("process", "x", {"criticality": "9"}, "KB104"),
        ("process", "x", {"purpose": "a\nb"}, "one line"),
        ("process", "x", {"activities": "[{"}, "cannot be|not a value"),
        ("article", "x", {"source_hash\n": "a"}, "have no field"),
    ],
)
def test_what_is_refused(small: Small, type_name: str, page_id: str, values: dict[str, str], said: str) -> None:
    with refused(KbError, said):
        new(small, type_name, page_id, **values)
    assert small.findings() == []


@pytest.mark.parametrize("folder", ["../out", "/data/x", "a/../../b", ".hidden"])
def test_pages_stay_inside(small: Small, folder: str) -> None:
    with refused(UsageError, "not a folder for pages"):
        new(small, "term", "term-x", folder=folder)


def test_a_link_does_not_lead_out(small: Small, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (small.root / "docs/zh/words").symlink_to(tmp_path / "outside")
    with refused(UsageError, "outside the handbook"):
        new(small, "term", "term-x", folder="words")
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_file_with_another_id_is_left_alone(small: Small) -> None:
    small.write("docs/zh/glossary/term-x.md", "---\nid: term-y\ntitle: 甲\ndefinition: 乙\n---\n".encode())
    with refused(UsageError, "exists already, with the id 'term-y'"):
        new(small, "term", "term-x")


def test_a_handbook_without_the_record_says_what_comes_first(small: Small) -> None:
    for name in ("services/mail", "agreements/sla-mail", "known-errors/ke-0001", "notices/nt-0001"):
        (small.root / f"docs/zh/{name}.md").unlink()
    with refused(UsageError, "kb new service ID"):
        new(small, "known-error")


def test_numbered_types_get_the_next_number(small: Small) -> None:
    assert next_id(small.load(), "known-error") == "ke-0002"
    new(small, "known-error", "ke-0099")
    assert next_id(small.load(), "known-error") == "ke-0100"
    assert next_id(small.load(), "role") == ""


def test_questions_are_title_and_required_references(small: Small) -> None:
    asked = questions(small.load(), small.context, "procedure", "x", words("zh"), {"performer": "it-lead"})
    assert [(question.key, question.default) for question in asked] == [
        ("title", "X"),
        ("process", "incident-management"),
    ]
