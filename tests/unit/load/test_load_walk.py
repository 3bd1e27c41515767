"""Which files count, and what is said about the others; nothing outside the docs folder is ever read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from load_small import BOTH, ONE, write

from kb_tools.load import walk
from kb_tools.load.walk import collect, printable

PAGE = "---\ntitle: x\n---\n"


def found(root: Path) -> list[tuple[str, str]]:
    return [(finding.code, finding.where.path) for finding in collect(root, ONE).findings]


def test_pages_data_and_assets_in_a_fixed_order(tmp_path: Path) -> None:
    write(tmp_path, {"b/z.md": PAGE, "a.md": PAGE, "b/a.markdown": PAGE, "data/teams.yml": "", "b/x.PNG": b"x"})
    files = collect(tmp_path, ONE)
    assert [file.src for file in files.pages] == ["a.md", "b/a.markdown", "b/z.md"]
    assert list(files.data) == ["teams.yml"]
    assert files.assets == ["b/x.PNG"]
    assert files.findings == []


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {".a.md": PAGE, ".git/b.md": PAGE, "a/.DS_Store": b"x"})
    assert collect(tmp_path, ONE).pages == []
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.exe", b"MZ", "KB014"),
        ("a.html", b"<script>", "KB014"),
        ("a", b"x", "KB014"),
        ("a.svg", b"<svg><script>1</script></svg>", "KB805"),
        ("a.svg", b"<svg onload='x()'/>", "KB805"),
        ("a.svg", b"<svg><a href='JavaScript:x'/></svg>", "KB805"),
    ],
)
def test_files_that_are_not_published(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    write(tmp_path, {name: content})
    assert found(tmp_path) == [(code, f"docs/{name}")]
    assert collect(tmp_path, ONE).assets == []


def test_a_plain_drawing_is_published(tmp_path: Path) -> None:
    write(tmp_path, {"a.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>"})
    assert collect(tmp_path, ONE).assets == ["a.svg"]


def test_languages_have_folders(tmp_path: Path) -> None:
    write(tmp_path, {"zh/a.md": PAGE, "en/a.md": PAGE, "fr/a.md": PAGE, "b.md": PAGE})
    files = collect(tmp_path, BOTH)
    assert [(file.lang, file.src) for file in files.pages] == [("en", "a.md"), ("zh", "a.md")]
    assert [(f.code, f.where.path) for f in files.findings] == [("KB706", "docs/b.md"), ("KB706", "docs/fr/a.md")]


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_links_out_of_the_tree_are_refused_and_links_inside_are_followed(tmp_path: Path) -> None:
    root = write(tmp_path / "handbook", {"a.md": PAGE})
    (tmp_path / "secret.md").write_text("秘密")
    docs = root / "docs"
    (docs / "inside.md").symlink_to(docs / "a.md")
    (docs / "outside.md").symlink_to(tmp_path / "secret.md")
    (docs / "up.md").symlink_to("../../secret.md")
    (docs / "folder").symlink_to(tmp_path, target_is_directory=True)
    (docs / "loop").symlink_to(docs, target_is_directory=True)
    (docs / "self.md").symlink_to("self.md")
    (docs / "gone.md").symlink_to("nowhere.md")
    (docs / "passwd.png").symlink_to("/etc/passwd")
    (docs / "handbook-2.md").symlink_to(tmp_path / "handbook" / "docs-2" / "a.md")
    files = collect(root, ONE)
    assert [file.src for file in files.pages] == ["a.md", "inside.md"]
    assert files.assets == []
    refused = {finding.where.path.removeprefix("docs/") for finding in files.findings}
    assert refused == {"outside.md", "up.md", "folder", "loop", "self.md", "gone.md", "passwd.png", "handbook-2.md"}
    assert {finding.code for finding in files.findings} == {"KB010"}


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_chain_of_links_is_judged_by_its_end(tmp_path: Path) -> None:
    root = write(tmp_path / "handbook", {"a.md": PAGE})
    (tmp_path / "secret.md").write_text("秘密")
    (root / "docs" / "b.md").symlink_to("c.md")
    (root / "docs" / "c.md").symlink_to(tmp_path / "secret.md")
    assert found(root) == [("KB010", "docs/b.md"), ("KB010", "docs/c.md")]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
@pytest.mark.parametrize("name", [b"\xff.md", b"a\nb.md", b"a\x1b[31m.md", b"\xe6\xa0.md"])
def test_names_that_cannot_be_shown(tmp_path: Path, name: bytes) -> None:
    write(tmp_path, {"good.md": PAGE})
    with open(os.path.join(os.fsencode(tmp_path / "docs"), name), "wb") as file:
        file.write(PAGE.encode())
    files = collect(tmp_path, ONE)
    assert [file.src for file in files.pages] == ["good.md"]
    assert [(finding.code, finding.variant) for finding in files.findings] == [("KB103", "name")]
    assert files.findings[0].where.path.isprintable()


def test_a_file_without_rights_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": PAGE, "b.md": PAGE})

    def refuse(path: str) -> bytes:  # root may read everything, so the refusal is played
        if path.endswith("a.md"):
            raise PermissionError(13, "Permission denied")
        return Path(path).read_bytes()

    monkeypatch.setattr(walk, "read_bytes", refuse)
    assert found(tmp_path) == [("KB015", "docs/a.md")]
    assert len(collect(tmp_path, ONE).pages) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, {})
    os.mkfifo(tmp_path / "docs" / "a.md")
    assert found(tmp_path) == [("KB014", "docs/a.md")]


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_files_of_any_size_are_read_to_their_end(tmp_path: Path, size: int) -> None:
    (tmp_path / "file").write_bytes(bytes(range(256)) * (size // 256) + b"\r" * (size % 256))
    assert walk.read_bytes(str(tmp_path / "file")) == (tmp_path / "file").read_bytes()


def test_a_file_that_vanishes_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": PAGE})

    def gone(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(walk, "read_bytes", gone)
    files = collect(tmp_path, ONE)
    assert files.pages == []
    assert [finding.code for finding in files.findings] == ["KB015"]


def test_printable() -> None:
    assert printable("表.md") == "表.md"
    assert printable("a\nb\udcff") == "a\\x0ab\\xff"
