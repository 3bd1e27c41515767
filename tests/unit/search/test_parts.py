"""Batches of documents, analyzed once and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_tools.search.build import IndexOptions, index_files
from kb_tools.search.document import Document, LocalText, Section


def _documents(count: int, edited: int = -1) -> list[Document]:
    return [
        Document(
            f"page-{number:04d}",
            "article",
            (
                LocalText(
                    "zh",
                    f"page-{number:04d}/",
                    f"第 {number} 页 mail {number}",
                    sections=(Section("", "", "", f"邮件 发不出去 {number} {'edited' if number == edited else ''}"),),
                ),
            ),
        )
        for number in range(count)
    ]


def _built(documents: list[Document], cache: Path | None, jobs: int = 1) -> dict[str, bytes]:
    return dict(index_files(documents, IndexOptions(("zh",), jobs=jobs, cache_dir=cache)))


def test_the_cache_changes_nothing(tmp_path: Path) -> None:
    without = _built(_documents(150), None)
    assert _built(_documents(150), tmp_path) == without
    assert list(tmp_path.glob("*.part"))
    assert _built(_documents(150), tmp_path) == without


def test_two_processes_give_the_same_bytes() -> None:
    assert _built(_documents(450), None, jobs=2) == _built(_documents(450), None)


def test_an_edit_analyzes_one_batch_anew(tmp_path: Path) -> None:
    _built(_documents(300), tmp_path)
    before = set(tmp_path.glob("*.part"))
    assert len(before) > 3
    edited = _built(_documents(300, edited=7), tmp_path)
    assert len(set(tmp_path.glob("*.part")) - before) == 1
    assert edited == _built(_documents(300, edited=7), None)


@pytest.mark.parametrize("damage", [b"", b"nonsense"], ids=["cut short", "overwritten"])
def test_a_damaged_part_counts_for_nothing(tmp_path: Path, damage: bytes) -> None:
    whole = _built(_documents(150), tmp_path)
    for path in tmp_path.glob("*.part"):
        path.write_bytes(damage or path.read_bytes()[:-9])
    assert _built(_documents(150), tmp_path) == whole


def test_an_edit_rewrites_few_files() -> None:
    before, after = _built(_documents(300), None), _built(_documents(300, edited=7), None)
    changed = [name for name in before if before[name] != after.get(name)]
    # its own card, the shards of the new word and of the words around it, and nothing else
    assert 1 < len(changed) < len(before) / 20


def test_old_parts_are_forgotten(tmp_path: Path) -> None:
    for edited in range(12):
        _built(_documents(60, edited=edited), tmp_path)
    assert len(list(tmp_path.glob("*.part"))) <= 4 * 3
