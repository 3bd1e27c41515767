"""What is kept between two checks is never seen: the findings are those of a check that knows nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from cases_support import AS_OF, CASES, case_config

from kb_tools.check.memo import MEMO_FILE, Memo
from kb_tools.check.registry import all_rules
from kb_tools.check.rule import Context
from kb_tools.check.runner import check_handbook, check_page, rules_key
from kb_tools.config import Config, load_config
from kb_tools.load.cache import Cache
from kb_tools.load.loader import load_handbook
from kb_tools.model.diagnostic import Diagnostic
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

COMPANY = Path(__file__).parents[2] / "fixtures" / "company"
FOLDERS = [COMPANY, *sorted(path for path in CASES.iterdir() if path.is_dir())]
INDEPENDENT = [rule for rule in all_rules().values() if rule.handbook and not rule.bodies]


def without_bodies(handbook: Handbook) -> Handbook:
    def bare(page: Page) -> Page:
        nothing = {"headings": (), "links": (), "anchors": (), "waivers": (), "findings": (), "text": ""}
        return replace(page, **nothing, digest="", text_hash="", substance="", body_line=1, body_offset=0)

    return replace(
        handbook,
        pages=tuple(map(bare, handbook.pages)),
        translations={lang: tuple(map(bare, pages)) for lang, pages in handbook.translations.items()},
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_rules_that_say_so_look_at_no_body(folder: Path) -> None:
    config = load_config(folder) if folder == COMPANY else case_config(folder)
    whole = load_handbook(folder, config, page_check=check_page, use_cache=False, jobs=1)
    bare = without_bodies(whole)
    assert bare.front_hash == whole.front_hash
    context = Context(AS_OF, config)
    for rule in INDEPENDENT:
        assert rule.handbook
        assert list(rule.handbook(bare, context)) == list(rule.handbook(whole, context)), rule.code


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COMPANY, tmp_path / "company", ignore=shutil.ignore_patterns(".kb-cache")))


def fresh(root: Path, config: Config, day: date = AS_OF) -> list[Diagnostic]:
    handbook = load_handbook(root, config, page_check=check_page, use_cache=False, jobs=1)
    return check_handbook(handbook, Context(day, config))


def kept(root: Path, config: Config, day: date = AS_OF) -> list[Diagnostic]:
    handbook = load_handbook(root, config, page_check=check_page, cache_key=rules_key(), jobs=1)
    context = Context(day, config)
    return check_handbook(handbook, context, memo=Memo(root / MEMO_FILE, handbook, context, rules_key()))


def edit_a_body(root: Path, rng: random.Random) -> None:
    _change(
        root,
        rng,
        lambda text: text + rng.choice(["\n又一句。\n", "\n见 [[gone]]。\n", "\n[页](../gone.md#x)\n", "\n# 节\n"]),
    )


def edit_front_matter(root: Path, rng: random.Random) -> None:
    old, new = rng.choice(
        [("\ntitle: ", "\ntitle: 新"), ("\nstatus: ", "\nstatvs: "), ("\nowner: ", "\nowner: no-"), ("2026-", "2027-")]
    )
    _change(root, rng, lambda text: text.replace(old, new, 1))


def move_front_matter(root: Path, rng: random.Random) -> None:
    _change(root, rng, lambda text: text.replace("---\n", "---\n# 说明\n", 1))


def take_away(root: Path, rng: random.Random) -> None:
    _pages(root, rng).unlink()


def copy_a_page(root: Path, rng: random.Random) -> None:
    page = _pages(root, rng)
    shutil.copy(page, page.with_name(f"copy-{rng.randrange(1000)}.md"))


def edit_people(root: Path, rng: random.Random) -> None:
    file = root / "docs" / "data" / "people.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("active_from: 20", "active_until: 20", 1) + "\n", encoding="utf-8")


def lose_the_cache(root: Path, rng: random.Random) -> None:
    rng.choice(sorted((root / ".kb-cache").iterdir())).unlink()


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    edit_a_body, edit_a_body, edit_front_matter, move_front_matter, take_away, copy_a_page, edit_people, lose_the_cache,
)  # fmt: skip


def _pages(root: Path, rng: random.Random) -> Path:
    return rng.choice(sorted((root / "docs").rglob("*.md")))


def _change(root: Path, rng: random.Random, change: Callable[[str], str]) -> None:
    page = _pages(root, rng)
    page.write_text(change(page.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_edited_the_findings_are_those_of_a_check_that_knows_nothing(
    root: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb_tools.load.cache._LARGE", 0)  # the part of the cache that only large handbooks have
    rng = random.Random(seed)
    config, day = load_config(root), AS_OF
    kept(root, config)
    for _ in range(12):
        rng.choice(EDITS)(root, rng)
        day += timedelta(days=rng.choice([0, 0, 0, 200]))
        assert kept(root, config, day) == fresh(root, config, day)
    assert fresh(root, config, day) != fresh(COMPANY, config)


def test_after_an_edit_of_a_body_nothing_is_worked_out_that_does_not_look_at_bodies(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = load_config(root)
    before = kept(root, config)
    edit_a_body(root, random.Random(0))
    again: list[str] = []
    monkeypatch.setattr(Memo, "put", lambda self, code, findings: again.append(code))
    assert {item.finding for item in before} <= {item.finding for item in kept(root, config)}
    assert again == []


@pytest.mark.parametrize("change", ["day", "setting", "rules", "data", "front"])
def test_what_depends_on_more_than_bodies_is_worked_out_again(
    root: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = load_config(root)
    kept(root, config)
    day = AS_OF
    if change == "day":
        day += timedelta(days=1)
    elif change == "setting":
        config = config.model_copy(update={"check": config.check.model_copy(update={"severity": {"KB602": "off"}})})
    elif change == "rules":
        monkeypatch.setitem(globals(), "rules_key", lambda: "other rules")
    elif change == "data":
        edit_people(root, random.Random(0))
    else:
        page = root / "docs" / "roles" / "it-director.md"
        page = page if page.exists() else next((root / "docs").rglob("roles/*.md"))
        page.write_text(page.read_text(encoding="utf-8").replace("title: ", "title: 新", 1), encoding="utf-8")
    again: list[str] = []
    monkeypatch.setattr(Memo, "put", lambda self, code, findings: again.append(code))
    assert kept(root, config, day) == fresh(root, config, day)
    assert again == [rule.code for rule in INDEPENDENT]


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[:20],
        lambda raw: raw[:-1],
        lambda raw: raw.replace(b"KB602", b"KB301"),
        lambda raw: raw[:14] + b"\0" * 32 + raw[46:],
    ],
)
def test_damage_changes_nothing(root: Path, damage: Callable[[bytes], bytes]) -> None:
    config = load_config(root)
    expected = kept(root, config)
    file = root / MEMO_FILE
    good = file.read_bytes()
    file.write_bytes(damage(good))
    assert kept(root, config) == expected
    assert file.read_bytes() == good


def test_a_handbook_put_together_by_hand_is_not_remembered(root: Path) -> None:
    config = load_config(root)
    context = Context(AS_OF, config)
    handbook = load_handbook(root, config, page_check=check_page, use_cache=False, jobs=1)
    kept(root, config)
    assert Memo(root / MEMO_FILE, handbook, context, rules_key()).get("KB201") is not None
    assert Memo(root / MEMO_FILE, replace(handbook, data_hash=""), context, rules_key()).get("KB201") is None


def test_a_large_cache_is_not_written_again_for_one_page(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb_tools.load.cache._LARGE", 0)
    config = load_config(root)
    kept(root, config)
    whole, beside = root / ".kb-cache" / "pages", root / ".kb-cache" / "pages-since"
    first = whole.read_bytes()
    assert not beside.exists()
    edit_a_body(root, random.Random(0))
    assert kept(root, config) == fresh(root, config)
    assert whole.read_bytes() == first
    assert beside.exists()
    read: list[str] = []
    put = Cache.put
    monkeypatch.setattr(Cache, "put", lambda self, path, stored: (read.append(path), put(self, path, stored))[1])
    kept(root, config)
    assert read == []
    for page in sorted((root / "docs").rglob("*.md")):
        page.write_text(page.read_text(encoding="utf-8") + "\n又一句。\n", encoding="utf-8")
    kept(root, config)
    assert not beside.exists()
