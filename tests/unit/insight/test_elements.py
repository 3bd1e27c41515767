"""The four elements of a process: each question is answered by the field that it is about."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kb_tools.config import Config, HandbookConfig
from kb_tools.insight.elements import ELEMENTS, four_elements
from kb_tools.load.loader import load_handbook

AS_OF = dt.date(2026, 11, 15)
WHOLE = """---
title: P
purpose: P
owner: o
manager: o
scope: {in: A}
inputs: [{name: I}]
outputs: [{name: O}]
activities: [{id: a, name: A, responsible: o, accountable: o}]
resources: {people: P, tools: [T], information: [I]}
teams: [t]
policies: [pol]
records: [{name: R, system: S}]
kpis: [{id: k, name: K, unit: h, direction: lower, target: 3, source: S}]
---
"""
FILES = {
    "processes/p.md": WHOLE,
    "procedures/q.md": "---\ntitle: Q\nprocess: p\n---\n",
    "roles/o.md": "---\ntitle: O\nholders: [{person: ann, since: 2024-01-01}]\n---\n",
    "data/people.yml": "ann: {name: {en: Ann}}\n",
    "data/actuals/k.csv": "kpi,period,value\np/k,2026-09,2\n",
}


def missing(root: Path, **changed: str) -> dict[str, tuple[str, ...]]:
    files = {**FILES, **{name.replace("__", "/").replace("_md", ".md"): text for name, text in changed.items()}}
    for name, text in files.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    handbook = load_handbook(root, Config(handbook=HandbookConfig(languages=("en",))), use_cache=False, jobs=1)
    (found,) = four_elements(handbook, AS_OF)
    assert [element.name for element in found.elements] == list(ELEMENTS)
    return {element.name: element.missing for element in found.elements if element.missing}


def test_a_whole_process_lacks_nothing(tmp_path: Path) -> None:
    assert missing(tmp_path) == {}


def test_an_empty_process_lacks_everything(tmp_path: Path) -> None:
    files = {"processes__p_md": "---\ntitle: P\n---\n", "procedures__q_md": "---\ntitle: Q\nprocess: other\n---\n"}
    found = missing(tmp_path, **files)
    assert {name: len(keys) for name, keys in found.items()} == dict(zip(ELEMENTS, (6, 5, 3, 5), strict=True))


@pytest.mark.parametrize(
    ("taken", "element", "check"),
    [
        ("purpose: P\n", "process", "purpose"),
        ("manager: o\n", "organisation", "manager"),
        (", accountable: o", "organisation", "responsible"),
        (", tools: [T]", "technology", "tools"),
        (", system: S", "technology", "systems"),
        (", source: S", "technology", "sources"),
        (", information: [I]", "information", "information"),
        ("policies: [pol]\n", "information", "policies"),
    ],
)
def test_what_is_taken_away_is_missing(tmp_path: Path, taken: str, element: str, check: str) -> None:
    assert taken in WHOLE
    assert missing(tmp_path, processes__p_md=WHOLE.replace(taken, "")) == {element: (check,)}


def test_an_owner_who_has_left_is_none(tmp_path: Path) -> None:
    gone = "---\ntitle: O\nholders: [{person: ann, since: 2024-01-01, until: 2026-11-14}]\n---\n"
    assert missing(tmp_path, roles__o_md=gone) == {"organisation": ("owner", "manager")}
