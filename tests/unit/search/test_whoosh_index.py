"""The index of the command line: only what has changed is written, and nothing foreign is ever opened."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from search_support import document

from kb_tools.search import whoosh_index
from kb_tools.search.collection import Collection
from kb_tools.search.trust import MARKER
from kb_tools.search.whoosh_engine import UntrustedIndex, WhooshEngine
from kb_tools.search.whoosh_index import FILES, Change, bring_up_to_date

#: All of one length: an edit that moves the average lengths changes what every document scores.
PAGES = tuple(document(f"page-{n:02}", f"第 {n:02} 号打印机", f"邮件 网络 打印机 {n:02}") for n in range(20))
WHOLE = Collection(PAGES, ("zh",))


def found(folder: Path, query: str) -> set[str]:
    with WhooshEngine(folder) as engine:
        return {hit.id for hit in engine.search(query, 100).hits}


def edited(number: int, title: str) -> Collection:
    page = PAGES[number]
    changed = replace(page, texts=(replace(page.texts[0], title=title),))
    return replace(WHOLE, documents=(*PAGES[:number], changed, *PAGES[number + 1 :]))


def test_an_index_is_written_whole_once_and_then_left_alone(tmp_path: Path) -> None:
    assert bring_up_to_date(tmp_path, WHOLE) == Change(20, 0, 20, rebuilt=True)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert bring_up_to_date(tmp_path, WHOLE) == Change(0, 0, 20, rebuilt=False)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_only_the_changed_document_is_written_again(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path, WHOLE)
    assert bring_up_to_date(tmp_path, edited(3, "第 03 号交换机")) == Change(1, 0, 20, rebuilt=False)
    assert found(tmp_path, "交换机") == {"page-03"}
    assert found(tmp_path, "打印机") == {page.id for page in PAGES}


def test_what_moves_the_average_lengths_makes_the_index_anew(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path, WHOLE)
    assert bring_up_to_date(tmp_path, edited(3, "第 03 号交换机" * 20)).rebuilt


def test_a_document_that_is_gone_is_not_found_any_more(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path, WHOLE)
    assert bring_up_to_date(tmp_path, replace(WHOLE, documents=PAGES[1:])) == Change(0, 1, 19, rebuilt=False)
    assert found(tmp_path, "打印机") == {page.id for page in PAGES[1:]}


def test_many_small_changes_rank_like_an_index_written_whole(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path / "a", WHOLE)
    for number in range(6):
        assert not bring_up_to_date(tmp_path / "a", edited(number, "第 08 号打印机")).rebuilt
    bring_up_to_date(tmp_path / "b", edited(5, "第 08 号打印机"))
    answers = []
    for name in ("a", "b"):
        with WhooshEngine(tmp_path / name) as engine:
            answers.append([(hit.id, hit.score) for hit in engine.search("打印机 网络", 20).hits])
    assert answers[0] == answers[1]


def test_an_index_in_parts_answers_like_one_in_a_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_up_to_date(tmp_path / "one", WHOLE)
    monkeypatch.setattr(whoosh_index, "_PART", 5)
    bring_up_to_date(tmp_path / "three", WHOLE, jobs=3)
    assert len(list((tmp_path / "three" / FILES).iterdir())) == 3
    assert bring_up_to_date(tmp_path / "three", edited(3, "第 03 号交换机"), jobs=3).written == 1
    assert found(tmp_path / "three", "交换机") == {"page-03"}
    bring_up_to_date(tmp_path / "three", WHOLE, jobs=3)
    answers = []
    for name in ("one", "three"):
        with WhooshEngine(tmp_path / name) as engine:
            answers.append([(hit.id, hit.score) for hit in engine.search("打印机 网络", 20).hits])
    assert answers[0] == answers[1]


def test_other_synonyms_make_the_index_anew(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path, WHOLE)
    assert bring_up_to_date(tmp_path, replace(WHOLE, groups=(("打印机", "拓扑兽"),))).rebuilt
    assert found(tmp_path, "拓扑兽") == {page.id for page in PAGES}


@pytest.mark.parametrize("damage", ["edited", "cut", "added", "removed", "marker", "no marker", "copied", "linked"])
def test_an_index_that_is_not_what_was_written_is_not_opened_but_made_anew(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "index"
    bring_up_to_date(folder, WHOLE)
    segment = next(folder.rglob("*.seg"))
    if damage == "edited":
        segment.write_bytes(segment.read_bytes())  # the same bytes, but not written by us
    elif damage == "cut":
        segment.write_bytes(segment.read_bytes()[:100])
    elif damage == "added":
        (segment.parent / "_MAIN_99.toc").write_bytes(b"")
    elif damage == "removed":
        segment.unlink()
    elif damage == "marker":
        marker = folder / MARKER
        marker.write_text(marker.read_text()[:-30])
    elif damage == "no marker":
        (folder / MARKER).unlink()
    elif damage == "copied":
        shutil.copytree(folder, tmp_path / "copy")
        folder = tmp_path / "copy"
    else:
        segment.rename(tmp_path / "elsewhere")
        segment.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UntrustedIndex):
        WhooshEngine(folder)
    assert bring_up_to_date(folder, WHOLE) == Change(20, 0, 20, rebuilt=True)
    assert found(folder, "打印机") == {page.id for page in PAGES}


def test_a_table_of_contents_that_would_run_code_is_never_unpickled(tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (tmp_path / "exploded",))

    bring_up_to_date(tmp_path / "index", WHOLE)
    contents = next((tmp_path / "index").rglob("*.toc"))
    contents.write_bytes(contents.read_bytes() + pickle.dumps(Bomb()))
    segment = next((tmp_path / "index").rglob("*.seg"))
    segment.write_bytes(pickle.dumps(Bomb()))
    bring_up_to_date(tmp_path / "index", WHOLE)
    with WhooshEngine(tmp_path / "index") as engine:
        engine.search("打印机")
    assert not (tmp_path / "exploded").exists()


def test_an_empty_folder_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(UntrustedIndex):
        WhooshEngine(tmp_path)
