"""The cache may be deleted, cut, corrupted or foreign at any moment: the result is the same, byte for byte."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from load_small import BOTH, everything, load, write

from kb_tools.load.cache import Cache, digest_of
from kb_tools.load.data import read_file
from kb_tools.load.loader import CACHE_FILE
from kb_tools.load.stored import restore_data, restore_page, store_data, store_page
from kb_tools.model.brief import brief_of
from kb_tools.model.handbook import Handbook

_PROCESS = """\
---
title: 流程
owner: o
kpis:
  - {id: k, name: 标, unit: '%', direction: higher, target: 95}
activities:
  - {id: log, name: 记, responsible: [o]}
x-a: b # kb: ignore[KB301] 因为
---

# 一

[[o]] ![图](a.png)
"""
_ROLE = """\
---
title: 角色
kind: owner
responsibilities: [甲]
holders: [{person: a, since: 2026-02-30}]
---
"""
FILES: dict[str, str | bytes] = {
    "zh/processes/p.md": _PROCESS,
    "zh/roles/o.md": _ROLE,
    "zh/broken.md": b"\xff\xfe",
    "zh/crlf.md": "---\r\ntitle: 行\r\n---\r\n\r\n文\r\n",
    "en/processes/p.md": "---\ntitle: Process\nsource_hash: 00000000\n---\n\n# One\n",
    "data/people.yml": "a:\n  name: {zh: 甲}\n  team: t\nb:\n  nmae: {zh: 乙}\n",
    "data/teams.yml": "t:\n  name: {zh: 组}\n",
    "data/duty.yml": "- {from: 2026-01-01, to: 2026-01-02, role: o, person: a}\n",
    "data/asked/a.csv": "page,asked\np,怎么走\np\n",
    "data/actuals/a.csv": "kpi,period,value\np/k,2026-10,0.1\np/k,2026-10,2\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def cached(root: Path) -> Handbook:
    return load(root, BOTH, use_cache=True)


def test_with_and_without_cache_the_same(root: Path) -> None:
    fresh = everything(load(root, BOTH))
    assert everything(cached(root)) == fresh
    assert (root / CACHE_FILE).exists()
    assert everything(cached(root)) == fresh


def test_it_is_used(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached(root)

    def refuse(*_: object) -> None:
        raise AssertionError("read anew")

    monkeypatch.setattr("kb_tools.load.loader.parse_page", refuse)
    monkeypatch.setattr("kb_tools.load.loader.read_file", refuse)
    cached(root)


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[:1],
        lambda raw: raw[:20],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:-1],
        lambda raw: raw + b"x",
        lambda raw: raw[:-40] + bytes([raw[-40] ^ 1]) + raw[-39:],
        lambda raw: raw[:60] + bytes([raw[60] ^ 1]) + raw[61:],
        lambda raw: b"kb-pages 1\n" + raw[11:],
        lambda raw: b"kb-pages 9\n" + raw[11:],
        lambda raw: pickle.dumps({"rows": {}}),
        lambda raw: os.urandom(len(raw)),
        lambda raw: raw.replace("流程".encode(), "过程".encode()),
        lambda raw: _signed(b""),
        lambda raw: _signed((2).to_bytes(8) + b"[]"),
        lambda raw: _signed((2**60).to_bytes(8) + b"[]"),
        lambda raw: _signed((4).to_bytes(8) + b"null"),
        lambda raw: _signed((9).to_bytes(8) + b'["k",[1]]'),
    ],
)
def test_damage_changes_nothing(root: Path, damage: Callable[[bytes], bytes]) -> None:
    fresh = everything(cached(root))
    good = (root / CACHE_FILE).read_bytes()
    (root / CACHE_FILE).write_bytes(damage(good))
    assert everything(cached(root)) == fresh
    assert (root / CACHE_FILE).read_bytes() == good


def _signed(payload: bytes) -> bytes:
    return b"kb-pages 3\n" + hashlib.sha256(payload).digest() + payload


def test_an_edit_is_seen_and_only_that(root: Path) -> None:
    before = cached(root)
    file = root / "docs/zh/roles/o.md"
    file.write_text(file.read_text(encoding="utf-8").replace("角色", "别的"), encoding="utf-8")
    after = cached(root)
    assert everything(after) == everything(load(root, BOTH))
    changed = [new.id for old, new in zip(before.pages, after.pages, strict=True) if old.title != new.title]
    assert changed == ["o"]


def test_a_file_that_went_away_leaves_the_cache(root: Path) -> None:
    cached(root)
    size = (root / CACHE_FILE).stat().st_size
    (root / "docs/zh/processes/p.md").unlink()
    assert everything(cached(root)) == everything(load(root, BOTH))
    assert (root / CACHE_FILE).stat().st_size < size


def test_other_rules_or_another_program_find_nothing_in_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(root, BOTH, use_cache=True, cache_key="a", page_check=lambda page: [])
    fresh = everything(load(root, BOTH))
    assert everything(load(root, BOTH, use_cache=True, cache_key="b")) == fresh
    monkeypatch.setattr("kb_tools.__version__", "99")
    assert everything(load(root, BOTH, use_cache=True, cache_key="b")) == fresh


def test_an_unchanged_handbook_is_not_written_again(root: Path) -> None:
    cached(root)
    before = (root / CACHE_FILE).stat()
    cached(root)
    after = (root / CACHE_FILE).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(root: Path) -> None:
    (root / CACHE_FILE).parent.write_text("a file where the folder should be")
    assert everything(cached(root)) == everything(load(root, BOTH))


def test_it_ignores_itself_in_git_and_leaves_nothing_else_behind(root: Path) -> None:
    cached(root)
    assert sorted(os.listdir((root / CACHE_FILE).parent)) == [".gitignore", "pages"]
    assert (root / CACHE_FILE).with_name(".gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_full_disk_leaves_the_old_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached(root)
    good = (root / CACHE_FILE).read_bytes()
    (root / "docs/zh/new.md").write_text("---\ntitle: 新\n---\n", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kb_tools.load.cache.os.replace", full)
    assert everything(cached(root)) == everything(load(root, BOTH))
    assert (root / CACHE_FILE).read_bytes() == good
    assert sorted(os.listdir((root / CACHE_FILE).parent)) == [".gitignore", "pages"]


def test_pages_and_data_come_back_as_they_were(root: Path) -> None:
    for page in load(root, BOTH).every_page():
        raw = (root / page.path).read_bytes()
        restored = restore_page(store_page(page), raw)
        assert repr(restored) == repr(page)
        assert restored.text == page.text
        assert repr(restored.links) == repr(page.links)
        assert store_page(restored) == store_page(page)
        assert (
            list(map(_plain, restored.brief)) == list(map(_plain, brief_of(restored))) == list(map(_plain, page.brief))
        )
        assert restored.front_hash == replace(restored).front_hash == page.front_hash
        with pytest.raises(AttributeError):
            _ = restored.no_such_fact  # type: ignore[attr-defined]
    raw = (root / "docs/data/people.yml").read_bytes()
    facts = read_file("people.yml", "docs/data/people.yml", raw)
    restored_facts = restore_data(store_data(digest_of(raw), facts))
    assert [repr(record.value) for record in restored_facts.records] == [repr(r.value) for r in facts.records]
    assert restored_facts.findings == facts.findings
    with pytest.raises(AttributeError):
        _ = restored_facts.records[0].no_such_fact  # type: ignore[attr-defined]


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def test_a_loaded_handbook_can_be_pickled(root: Path) -> None:
    cached(root)
    handbook = cached(root)
    assert everything(pickle.loads(pickle.dumps(handbook))) == everything(handbook)


def test_no_path_keeps_nothing() -> None:
    cache = Cache(None, "key")
    cache.save()
    assert cache.get("a", "b") is None
