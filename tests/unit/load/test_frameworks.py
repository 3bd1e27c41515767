"""Frameworks that come with the product are whole; faults in one of the organisation's own are found at their place."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from kb_tools.config import Config, HandbookConfig
from kb_tools.content.framework import Framework
from kb_tools.load.frameworks import built_in, read_framework
from kb_tools.load.loader import load_handbook

#: Clauses of ISO/IEC 20000-1:2018 that have text of their own, by main clause.
ISO = {"4": 4, "5": 4, "6": 4, "7": 9, "8": 30, "9": 4, "10": 2}


def test_each_framework_has_all_its_clauses() -> None:
    counts = {key: len(framework.clauses) for key, framework in built_in().items()}
    assert counts == {"iso20000": 57, "iso20000-2005": 13, "itil4": 34, "fitsm": 21}
    found = [number.split(".")[0] for number in built_in()["iso20000"].clauses]
    assert {main: found.count(main) for main in ISO} == ISO
    assert list(built_in()["fitsm"].clauses) == [f"GR{n}" for n in range(1, 8)] + [f"PR{n}" for n in range(1, 15)]
    groups = [clause.group for clause in built_in()["itil4"].clauses.values()]
    assert {group: groups.count(group) for group in "GST"} == {"G": 14, "S": 17, "T": 3}


@pytest.mark.parametrize("key", built_in())
def test_everything_is_said_in_both_languages(key: str) -> None:
    framework = built_in()[key]
    named = [framework.title, framework.note, *framework.groups.values()]
    named += [text for clause in framework.clauses.values() for text in (clause.title, clause.demand)]
    for name in named:
        assert name is not None
        assert set(name.root) == {"zh", "en"}
        assert all(text.strip() for text in name.root.values())


@pytest.mark.parametrize("key", built_in())
def test_our_own_files_pass_the_checks_for_those_of_others(key: str) -> None:
    text = (files("kb_tools") / "frameworks" / f"{key}.yml").read_text(encoding="utf-8")
    _, _, findings = read_framework(text, f"{key}.yml", key)
    assert findings == []


def test_every_process_of_2005_and_of_fitsm_stands_for_clauses_of_2018() -> None:
    iso = built_in()["iso20000"].clauses
    for key in ("iso20000-2005", "fitsm"):
        for clause in built_in()[key].clauses.values():
            assert clause.consists_of["iso20000"]
            assert set(clause.consists_of["iso20000"]) <= set(iso)


def test_every_practice_names_its_clause_and_most_their_process() -> None:
    practices = built_in()["itil4"].clauses.values()
    assert all(len(clause.maps["iso20000"]) == 1 for clause in practices)
    assert sum("fitsm" in clause.maps for clause in practices) == 24


def test_records_that_the_standard_asks_for_by_name_need_a_record() -> None:
    clauses = built_in()["iso20000"].clauses
    asked = {"7.2", "8.2.6", "8.3.2", "8.3.4.1", "8.5.1.2", "8.6.1", "8.6.2", "8.6.3", "8.7.1", "8.7.2", "8.7.3.3"}
    asked |= {"9.1", "9.2", "9.3", "10.1", "10.2"}
    assert asked <= {number for number, clause in clauses.items() if clause.records}
    assert all("record" in clause.kind for clause in clauses.values() if clause.records)


def faults(text: str) -> list[tuple[str, str, int, int]]:
    _, _, findings = read_framework(text, "own.yml", "own")
    return [(found.code, found.variant, found.where.line, found.where.column) for found in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: {en: T}\nclauses:\n  A: {title: {en: A}}\n", []),
        ("clauses:\n  A: {title: {en: A}}\n", [("KB101", "part", 1, 1)]),
        ("title: {en: T}\nclauses:\n  A: {demand: {en: A}}\n", [("KB101", "part", 3, 6)]),
        ("title: {en: T}\nclausse: {}\n", [("KB102", "", 2, 1)]),
        ("title: {en: T}\nclauses:\n  A: {title: {en: A}}\n  A: {title: {en: B}}\n", [("KB006", "", 4, 3)]),
        ("title: {en: T}\nclauses:\n  A: {title: {en: A}, kind: [paper]}\n", [("KB104", "enum", 3, 30)]),
        ("title: {en: T}\nclauses:\n  A: {title: {en: A}, needs: [polcy]}\n", [("KB213", "type", 3, 31)]),
        ("- A\n", [("KB001", "not-a-mapping", 1, 1)]),
    ],
)
def test_faults_and_their_places(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert faults(text) == expected


def test_a_file_that_lacks_its_title_can_still_be_asked() -> None:
    record, values, _ = read_framework("clauses:\n  A: {title: {en: A}}\n", "own.yml", "own")
    assert record is not None
    assert values is None
    assert isinstance(record.value, Framework)
    assert record.value.title.in_language("en") == ""


def test_a_framework_comes_from_the_cache_as_it_was_read(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "data" / "frameworks"
    folder.mkdir(parents=True)
    (folder / "own.yml").write_text(
        "title: {en: T}\nclauses:\n  A: {title: {en: A}, needs: policy}\n", encoding="utf-8"
    )
    config = Config(handbook=HandbookConfig(languages=("en",)))
    first, second = (load_handbook(tmp_path, config, jobs=1) for _ in range(2))
    assert (tmp_path / ".kb-cache" / "pages").is_file()
    assert first.frameworks["own"].value == second.frameworks["own"].value
    assert second.frameworks["own"].value.clauses["A"].needs == ("policy",)


@pytest.mark.parametrize(("name", "code"), [("Own.yml", "KB103"), ("own.yaml", "KB014"), ("deep/own.yml", "KB103")])
def test_a_file_that_is_called_otherwise_is_named(tmp_path: Path, name: str, code: str) -> None:
    file = tmp_path / "docs" / "data" / "frameworks" / name
    file.parent.mkdir(parents=True)
    file.write_text("title: {en: T}\n", encoding="utf-8")
    handbook = load_handbook(tmp_path, Config(handbook=HandbookConfig(languages=("en",))), use_cache=False, jobs=1)
    assert [found.code for found in handbook.findings] == [code]
