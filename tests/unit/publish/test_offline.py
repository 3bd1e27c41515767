"""The offline copy: the same bytes for the same site, whole or not at all, and never over somebody's file."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from support import refused

from kb_tools.config import Config, HandbookConfig
from kb_tools.errors import PublishError
from kb_tools.publish import offline
from kb_tools.publish.offline import check_offline_target, default_target, write_offline

DAY = dt.date(2026, 11, 15)
CONFIG = Config(handbook=HandbookConfig(name={"zh": "手册", "en": "Handbook"}))
PAGE = '<html lang="{lang}"><div data-md-component="announce"></div><a href="known-errors/">x</a></html>'
FILES = {
    "index.html": PAGE.format(lang="zh"),
    "known-errors/index.html": "<html></html>",
    "en/index.html": PAGE.format(lang="en"),
    "en/known-errors/index.html": "<html></html>",
    "404.html": '<a href="/">',
    "en/404.html": '<a href="/">',
    "sitemap.xml": "<x/>",
    "assets/x.js.map": "{}",
    "assets/search/engine.js": 'import { a } from "./analyzer.js";\nexport const openIndex = a;\n',
    "assets/search/analyzer.js": "export const a = 1;\n",
    "assets/search/index/f/0.bin": "\x00\xff",
    ".kb-site.json": "{}",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="latin-1" if name.endswith(".bin") else "utf-8")
    return tmp_path / "site"


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as copy:
        assert copy.testzip() is None
        return copy.namelist()


def text(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as copy:
        return copy.read(name).decode("utf-8-sig")


def test_it_holds_what_works_without_a_server(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    done = write_offline(site, out, CONFIG, DAY)
    assert names(out) == [
        "README.txt",
        "handbook/assets/search/analyzer.js",
        "handbook/assets/search/engine.classic.js",
        "handbook/assets/search/engine.js",
        "handbook/assets/search/index/f/0.bin",
        "handbook/assets/search/index/f/0.bin.js",
        "handbook/en/index.html",
        "handbook/en/known-errors/index.html",
        "handbook/index.html",
        "handbook/known-errors/index.html",
        "start.html",
    ]
    assert (done.path, done.files, done.bytes) == (out, 11, out.stat().st_size)


def test_the_search_index_is_there_as_scripts(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    write_offline(site, out, CONFIG, DAY)
    assert text(out, "handbook/assets/search/index/f/0.bin.js") == 'kbShard("f/0.bin", "AP8=");\n'
    assert "window.kbSearchEngine = " in text(out, "handbook/assets/search/engine.classic.js")


def test_pages_say_in_their_language_that_they_are_a_copy(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    write_offline(site, out, CONFIG, DAY)
    assert "离线副本，内容截至 2026-11-15" in text(out, "handbook/index.html")
    assert "Offline copy, as of 2026-11-15" in text(out, "handbook/en/index.html")
    start = text(out, "start.html")
    for address in ("index.html", "known-errors/index.html", "en/index.html", "en/known-errors/index.html"):
        assert f'href="handbook/{address}"' in start
    assert "quick-cards" not in start  # the site has none
    readme = text(out, "README.txt")
    assert "手册：离线副本" in readme
    assert "Handbook: offline copy" in readme
    assert "\n" not in readme.replace("\r\n", "")


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    write_offline(site, first, CONFIG, DAY)
    for path in site.rglob("*.html"):
        path.touch()
    write_offline(site, second, CONFIG, DAY)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as copy:
        assert {info.date_time for info in copy.infolist()} == {(2026, 11, 15, 0, 0, 0)}


def test_an_older_copy_stays_when_the_new_one_fails(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "copy.zip"
    write_offline(site, out, CONFIG, DAY)
    before = out.read_bytes()

    def full(file: io.BufferedRandom, *_: object) -> int:
        file.write(b"PK")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(offline, "_pack", full)
    with refused(PublishError, "the disk is full"):
        write_offline(site, out, CONFIG, DAY)
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.zip", "site"]


def test_a_copy_is_replaced_and_any_other_file_is_not(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    write_offline(site, out, CONFIG, DAY)
    check_offline_target(out, site)
    foreign = tmp_path / "holiday-pictures.zip"
    with zipfile.ZipFile(foreign, "w") as pictures:
        pictures.writestr("beach.jpg", b"")
    with refused(PublishError, "not an offline copy"):
        check_offline_target(foreign, site)
    with refused(PublishError, "is a folder"):
        check_offline_target(tmp_path, site)


@pytest.mark.parametrize("name", ["site", "site/copy.zip", "site/deep/copy.zip", "other/../site/copy.zip"])
def test_it_lies_outside_the_site(site: Path, tmp_path: Path, name: str) -> None:
    with refused(PublishError, "outside the site"):
        check_offline_target(tmp_path / name, site)


def test_it_is_called_like_the_site(tmp_path: Path) -> None:
    assert default_target(tmp_path / "public") == tmp_path / "public.zip"
