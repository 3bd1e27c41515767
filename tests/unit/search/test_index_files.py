"""The index for browsers: what Python writes, Node reads; the same input gives the same bytes; damage is survived."""

from __future__ import annotations

import json
import random
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from search_support import Node, document, write_index

from kb_tools.search import build
from kb_tools.search.build import IndexOptions, index_files
from kb_tools.search.concepts import Concepts, built_in_groups, merged_groups
from kb_tools.search.document import Document, LocalText, Section
from kb_tools.search.impact import average_lengths, postings

WORDS = [
    "邮件",
    "网络",
    "打印机",
    "账号",
    "密码",
    "会议",
    "电话",
    "数据库",
    "变更",
    "发布",
    "server",
    "router",
    "printer",
    "mailbox",
    "password",
    "quota",
    "4.3.1",
    "KE-0007",
]
OPTIONS = IndexOptions(("zh", "en"), jobs=1)


def made(count: int = 120) -> list[Document]:
    """Documents in two languages, always the same."""
    chance = random.Random(7)
    found = []
    for number in range(count):
        texts = []
        for lang in ("zh", "en"):
            said = " ".join(chance.choice(WORDS) for _ in range(40))
            sections = (Section("", "", "", said[:80]), Section("h1", "fix", "Fix", said[80:]))
            texts.append(LocalText(lang, f"{lang}/{number}/", f"{chance.choice(WORDS)} {number}", sections=sections))
        found.append(Document(f"doc-{number:04}", chance.choice(("article", "known-error")), tuple(texts)))
    return found


def test_every_posting_that_python_wrote_is_read_by_the_browser(node: Node, tmp_path: Path) -> None:
    documents = sorted(made(), key=lambda one: (one.type, one.id))
    index = write_index(tmp_path, documents)
    shards = sorted(map(str, index.glob("t/*.bin")))
    read = node("postings", files=shards)
    averages, concepts = average_lengths(documents), Concepts(merged_groups(built_in_groups()))
    expected: dict[str, list[Any]] = {}
    for number, one in enumerate(documents):
        for term, posting in postings(one, averages, concepts).items():
            expected.setdefault(term, []).append([number, posting.impact, posting.sections])
    assert len(shards) > 3
    assert {term: found["rows"] for term, found in read.items()} == expected
    assert {term: found["df"] for term, found in read.items()} == {term: len(rows) for term, rows in expected.items()}


def test_the_same_documents_give_the_same_bytes_in_any_order_and_in_any_number_of_processes() -> None:
    documents = made(30)
    first = dict(index_files(documents, OPTIONS))
    assert dict(index_files(documents[::-1], OPTIONS)) == first
    assert dict(index_files(documents, replace(OPTIONS, jobs=2))) == first


def test_one_edit_rewrites_few_files() -> None:
    documents = made(400)
    before = dict(index_files(documents, OPTIONS))
    text = documents[200].texts[0]
    edited = replace(documents[200], texts=(replace(text, title=f"{text.title} 打印机"), *documents[200].texts[1:]))
    after = dict(index_files([*documents[:200], edited, *documents[201:]], OPTIONS))
    changed = [name for name in before if before[name] != after.get(name)]
    assert before.keys() == after.keys()
    assert changed
    assert len(changed) < 0.05 * len(before)


@pytest.mark.parametrize("damage", [b"", b"nonsense", None, "half", "flipped"])
def test_a_damaged_shard_is_a_problem_and_not_an_exception(
    node: Node, tmp_path: Path, damage: bytes | str | None
) -> None:
    index = write_index(tmp_path, made(40))
    for shard in index.glob("t/*.bin"):
        good = shard.read_bytes()
        if damage is None:
            shard.unlink()
        elif isinstance(damage, bytes):
            shard.write_bytes(damage)
        else:
            shard.write_bytes(
                good[: len(good) // 2] if damage == "half" else good[:-3] + bytes([good[-3] ^ 1]) + good[-2:]
            )
    answer = node.search(index, "打印机")
    assert answer["problems"] == ["partial"]
    assert answer["hits"] == []


def test_what_is_left_is_still_found_when_one_shard_is_missing(node: Node, tmp_path: Path) -> None:
    documents = made(120)
    index = write_index(tmp_path, documents)
    whole = node.search(index, "打印机 router", lang="zh")
    assert whole["problems"] == []
    for shard in sorted(index.glob("t/*.bin")):
        kept = shard.read_bytes()
        shard.unlink()
        answer = node.search(index, "打印机 router", lang="zh")
        shard.write_bytes(kept)
        assert set(answer["problems"]) <= {"partial"}
        assert answer["hits"]


@pytest.mark.parametrize("name", ["index.json", "directory.bin", "vocabulary.bin"])
def test_without_its_beginning_an_index_says_that_it_is_missing(node: Node, tmp_path: Path, name: str) -> None:
    index = write_index(tmp_path, made(5))
    (index / name).unlink()
    answer = node.search(index, "打印机")
    assert answer["problems"] == ["index-missing"]
    assert answer["total"] == 0


def test_an_index_of_another_format_says_that_it_is_outdated(node: Node, tmp_path: Path) -> None:
    index = write_index(tmp_path, made(5))
    manifest = index / "index.json"
    manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 99'))
    assert node.search(index, "打印机")["problems"] == ["index-outdated"]


def reads_of(files: dict[str, bytes]) -> int:
    """How many shards one query may read."""
    reads = json.loads(files["index.json"])["reads"]
    assert isinstance(reads, int)
    return reads


@pytest.mark.parametrize(("most", "least"), [(10**9, 24), (24_000, 24), (1, 10)])
def test_one_query_reads_so_many_shards_as_its_bytes_allow_and_never_too_few(
    monkeypatch: pytest.MonkeyPatch, most: int, least: int
) -> None:
    monkeypatch.setattr(build, "_BYTES", most)
    assert reads_of(dict(index_files(made(400), OPTIONS))) == least


def test_shards_that_one_query_may_read_are_about_the_bytes_that_it_may_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_FEWEST", 1)
    monkeypatch.setattr(build, "_MOST", 10**6)
    files = dict(index_files(made(400), OPTIONS))
    sizes = [len(data) for name, data in files.items() if name.startswith("t/")]
    average = sum(sizes) / len(sizes)
    assert len(sizes) > 30
    assert build._BYTES - average < reads_of(files) * average <= build._BYTES


LONG = "密马过期 alarm bottle candle dragon engine forest garden hammer island jacket kettle lemon mirror needle orange"


def of_many_words() -> list[Document]:
    """Enough words for many shards, those of the long query among them, and the word that the query mishears."""
    chance = random.Random(3)
    words = [*LONG.split()[1:], *("".join(chance.choices("abcdefghijklmnop", k=6)) for _ in range(4000))]
    pages = [document(f"p{n:03}", f"{n}", " ".join(words[n::150]), lang="en") for n in range(150)]
    return [*pages, document("right", "密码过期"), document("filler", "账号")]


def shards_of(answer: dict[str, Any]) -> list[str]:
    return [name for name in answer["files"] if name.startswith("t/")]


def test_a_long_query_does_without_what_it_may_not_read(node: Node, tmp_path: Path) -> None:
    index = write_index(tmp_path, of_many_words())
    manifest = json.loads((index / "index.json").read_text("utf-8"))
    for reads in (1, 3, 12):
        (index / "index.json").write_text(json.dumps({**manifest, "reads": reads}), "utf-8")
        answer = node("read", index=str(index), query=LONG.partition(" ")[2], lang="zh")
        assert len(shards_of(answer)) == reads
        assert answer["answer"]["suggestion"] == ""  # what was not read is no slip of the finger
        assert not [name for name in answer["files"] if name.startswith("w/")]


def test_what_was_heard_is_read_besides_and_what_a_long_query_does_without_is_not(node: Node, tmp_path: Path) -> None:
    index = write_index(tmp_path, of_many_words())
    manifest = json.loads((index / "index.json").read_text("utf-8"))
    (index / "index.json").write_text(json.dumps({**manifest, "reads": 4}), "utf-8")
    short = node("read", index=str(index), query="密马过期", lang="zh")
    long = node("read", index=str(index), query=LONG, lang="zh")
    every = node("read", index=str(index), query=LONG.replace("密马", "密码"), lang="zh")
    assert short["answer"]["suggestion"] == "密码过期"
    assert long["answer"]["suggestion"].startswith("密码过期 ")
    assert len(set(shards_of(long))) <= 4 + len(set(shards_of(short)))
    assert len(set(shards_of(every))) <= 4
    assert len(set(long["files"])) == len(long["files"])


def test_each_file_is_a_stream_with_a_checksum(tmp_path: Path) -> None:
    index = write_index(tmp_path, [document("a", "邮件")])
    files = [file for file in index.rglob("*") if file.is_file() and file.name != "index.json"]
    assert files
    for file in files:
        zlib.decompress(file.read_bytes())
