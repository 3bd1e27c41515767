"""From a folder to a handbook: parallel or not, one broken file never hides another."""

from __future__ import annotations

import gc
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from load_small import BOTH, ONE, everything, load, write
from support import refused

from kb_tools.config import Config, FieldConfig, HandbookConfig, TypeConfig
from kb_tools.errors import ConfigError
from kb_tools.load import parallel
from kb_tools.load.collector import collect_frozen, collector_paused

PAGE = "---\ntitle: 标题 {0}\nservices: [s]\n---\n\n[[ke-0001]]\n"


def many(root: Path, number: int = 450) -> Path:
    broken = {7: b"\xff\xfe", 90: b"---\ntitle: 'x\n---\n", 300: b"---\nttile: x\n---\n", 301: b""}
    return write(root, {f"known-errors/ke-{n:04}.md": broken.get(n, PAGE.format(n)) for n in range(number)})


def test_reading_in_parallel_gives_the_same(tmp_path: Path) -> None:
    root = many(tmp_path)
    alone = everything(load(root, jobs=1))
    assert everything(load(root, jobs=2)) == alone
    assert everything(load(root, jobs=3)) == alone
    assert everything(load(root, jobs=2, use_cache=True)) == alone
    assert everything(load(root, jobs=2, use_cache=True)) == alone


def test_a_worker_that_dies_is_no_reason_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = many(tmp_path)

    def dies(*_: object, **__: object) -> None:
        raise BrokenProcessPool

    alone = everything(load(root, jobs=1))
    monkeypatch.setattr(parallel.ProcessPoolExecutor, "submit", dies)
    assert everything(load(root, jobs=2)) == alone


def test_one_broken_page_never_hides_another(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.md": b"\xff\xfe",
            "b.md": "---\ntitle: 'x\n---\n",
            "c.md": "---\ntitle: x\n",
            "d.md": "---\ntitle: ok\nstatus: no\n---\n",
            "e.md": "---\ntitle: ok\n---\n",
            "data/people.yml": "a: [\n",
            "data/teams.yml": "t:\n  name: {zh: 组}\n",
            "data/actuals/x.csv": "wrong\n",
            "data/actuals/y.csv": "kpi,period,value\na/b,2026-10,1\n",
        },
    )
    handbook = load(tmp_path)
    codes = {page.path.removeprefix("docs/"): [f.code for f in page.findings] for page in handbook.pages}
    assert codes == {"a.md": ["KB002"], "b.md": ["KB001"], "c.md": ["KB011"], "d.md": ["KB104"], "e.md": []}
    assert sorted(finding.code for finding in handbook.findings) == ["KB001", "KB404"]
    assert list(handbook.teams) == ["t"]
    assert list(handbook.actuals) == ["a/b"]


def test_a_docs_folder_that_is_not_there(tmp_path: Path) -> None:
    with refused(ConfigError, "docs folder"):
        load(tmp_path)


def test_an_empty_handbook(tmp_path: Path) -> None:
    assert load(write(tmp_path, {})).pages == ()


def test_a_translation_has_the_type_and_id_of_its_source(tmp_path: Path) -> None:
    write(
        tmp_path, {"zh/x.md": "---\ntype: service\nid: mail\ntitle: 邮件\n---\n", "en/x.md": "---\ntitle: Mail\n---\n"}
    )
    handbook = load(tmp_path, BOTH)
    (translation,) = handbook.translations["en"]
    assert (translation.type, translation.id, translation.schema.type_name) == ("service", "mail", "service")
    assert handbook.translation_of["en", "x.md"] is translation


def test_folders_and_fields_of_kb_toml(tmp_path: Path) -> None:
    config = Config(
        handbook=HandbookConfig(languages=("zh",)),
        types={"service": TypeConfig(folder="catalogue", fields={"cost_centre": FieldConfig(kind="int")})},
    )
    write(
        tmp_path, {"catalogue/a.md": "---\ntitle: x\ncost_centre: 12\n---\n", "services/b.md": "---\ntitle: x\n---\n"}
    )
    handbook = load(tmp_path, config)
    assert {page.id: page.type for page in handbook.pages} == {"a": "service", "b": "article"}
    assert handbook.by_id["a"].record.custom == {"cost_centre": "12"}


def test_a_type_that_does_not_exist(tmp_path: Path) -> None:
    with refused(ConfigError, "proces"):
        load(write(tmp_path, {}), Config(handbook=ONE.handbook, types={"proces": TypeConfig()}))


def test_the_collector_is_left_as_it_was() -> None:
    seen = []

    @collector_paused
    def work() -> int:
        seen.append(gc.isenabled())
        return 1

    assert gc.isenabled()
    assert work() == 1
    assert gc.isenabled()
    gc.disable()
    try:
        assert work() == 1
        assert not gc.isenabled()
    finally:
        gc.enable()
    assert seen == [False, False]


def test_what_was_frozen_is_collected_before_the_next_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb_tools.load.collector._MANY", 10)

    @collector_paused
    def work() -> list[list[int]]:
        return [[number] for number in range(1_000)]

    try:
        kept = work()
        assert gc.get_freeze_count() > len(kept)
        collect_frozen()
        assert gc.get_freeze_count() == 0
    finally:
        gc.unfreeze()
