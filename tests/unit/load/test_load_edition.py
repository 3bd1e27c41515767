"""A handbook in one language: texts replaced by id or by position, the rest inherited, and what is missing or old."""

from __future__ import annotations

from pathlib import Path

from load_small import BOTH, load, write

from kb_tools.load.edition import Edition, LocalPage

SOURCE = """\
---
title: 事件管理
owner: incident-process-owner
purpose: 尽快恢复。
scope: {in: 全部, out: 请求}
triggers: [来电, 告警]
inputs:
  - {name: 配置, from: configuration}
  - {name: 变更, from: change}
activities:
  - {id: log, name: 登记, responsible: [desk], time_limit: 15 min}
  - {id: close, name: 关闭, responsible: [desk]}
---

正文
"""


def edition(root: Path, translation: str | bytes | None) -> LocalPage:
    write(root, {"zh/processes/p.md": SOURCE})
    if translation is not None:
        write(root, {"en/processes/p.md": translation})
    return Edition(load(root, BOTH), "en").by_id["p"]


def test_the_source_language_is_shown_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, {"zh/processes/p.md": SOURCE})
    local = Edition(load(tmp_path, BOTH), "zh").by_id["p"]
    assert local.text is local.source
    assert not local.missing
    assert not local.stale
    assert local.record.purpose == "尽快恢复。"


def test_texts_are_laid_over_by_id_whatever_their_order(tmp_path: Path) -> None:
    local = edition(
        tmp_path,
        "---\ntitle: Incident\nactivities:\n  - {id: close, name: Close}\n  - {id: log, name: Log}\n---\n\nText\n",
    )
    assert local.title == "Incident"
    assert [(item.id, item.name) for item in local.record.activities] == [("log", "Log"), ("close", "Close")]
    assert local.record.activities[0].responsible == ("desk",)
    assert local.record.activities[0].time_limit.minutes == 15
    assert local.record.owner == "incident-process-owner"
    assert local.text.body.strip() == "Text"


def test_a_list_of_mappings_without_ids_is_matched_by_position(tmp_path: Path) -> None:
    local = edition(tmp_path, "---\ntitle: x\ninputs:\n  - {name: Configuration}\n  - {name: Change}\n---\n")
    assert [(item.name, item.from_) for item in local.record.inputs] == [
        ("Configuration", "configuration"),
        ("Change", "change"),
    ]


def test_another_length_keeps_the_source(tmp_path: Path) -> None:
    local = edition(tmp_path, "---\ntitle: x\ninputs:\n  - {name: Configuration}\n---\n")
    assert [item.name for item in local.record.inputs] == ["配置", "变更"]


def test_an_unknown_id_adds_nothing(tmp_path: Path) -> None:
    local = edition(tmp_path, "---\ntitle: x\nactivities:\n  - {id: other, name: Other}\n---\n")
    assert [item.name for item in local.record.activities] == ["登记", "关闭"]


def test_plain_lists_are_replaced_whole_and_mappings_key_by_key(tmp_path: Path) -> None:
    local = edition(tmp_path, "---\ntitle: x\ntriggers: [Call]\nscope: {in: Everything}\n---\n")
    assert local.record.triggers == ("Call",)
    assert (local.record.scope.in_, local.record.scope.out) == ("Everything", "请求")


def test_structure_cannot_drift(tmp_path: Path) -> None:
    local = edition(tmp_path, "---\ntitle: x\nowner: somebody-else\ncriticality: 1\n---\n")
    assert local.record.owner == "incident-process-owner"
    assert local.record.criticality is None


def test_wrong_shapes_in_a_translation_keep_the_source(tmp_path: Path) -> None:
    local = edition(tmp_path, "---\ntitle: [a]\npurpose: {a: b}\nactivities: text\nscope: [a]\ntriggers: {a: b}\n---\n")
    assert local.title == "事件管理"
    assert local.record.purpose == "尽快恢复。"
    assert [item.name for item in local.record.activities] == ["登记", "关闭"]
    assert local.record.triggers == ("来电", "告警")


def test_no_translation_falls_back_to_the_source(tmp_path: Path) -> None:
    local = edition(tmp_path, None)
    assert local.missing
    assert not local.stale
    assert local.title == "事件管理"
    assert local.record.purpose == "尽快恢复。"


def test_a_translation_that_cannot_be_read_counts_as_missing(tmp_path: Path) -> None:
    local = edition(tmp_path, b"\xff\xfe")
    assert local.missing
    assert local.text is local.source


def test_a_translation_is_stale_when_the_text_of_its_source_changed(tmp_path: Path) -> None:
    local = edition(tmp_path, "---\ntitle: x\nsource_hash: 00000000\n---\n")
    assert local.stale
    assert not local.missing
    current = local.source.text_hash
    assert not edition(tmp_path, f"---\ntitle: x\nsource_hash: {current}\n---\n").stale
    write(tmp_path, {"zh/processes/p.md": SOURCE.replace("desk", "first-line")})
    assert not Edition(load(tmp_path, BOTH), "en").by_id["p"].stale
    write(tmp_path, {"zh/processes/p.md": SOURCE.replace("正文", "别的正文")})
    assert Edition(load(tmp_path, BOTH), "en").by_id["p"].stale
