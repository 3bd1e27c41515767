"""What readers asked: from CSV to the handbook, through the cache, and cut for readers outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from load_reading import data, places
from load_small import BOTH, ONE, load, write

from kb_tools.config import Config, HandbookConfig
from kb_tools.load.audience import cut_for
from kb_tools.load.data import DataFacts
from kb_tools.load.loader import CACHE_FILE
from kb_tools.load.stored import restore_data, store_data
from kb_tools.model.overview import OVERVIEW_PAGES

HEADER = "page,asked\n"


def read(text: str) -> list[tuple[str, str, int]]:
    return [(row.page, row.text, row.line) for row in data("asked/desk.csv", HEADER + text).asked]


def faults(text: str) -> list[tuple[int, int, str]]:
    findings = data("asked/desk.csv", text).findings
    assert {finding.code for finding in findings} <= {"KB214"}
    return [(finding.where.line, finding.where.column, finding.variant) for finding in findings]


def test_a_line_is_a_page_and_the_words_of_a_reader() -> None:
    assert read("vpn,cannot get in from home\nmail,收不到信\n") == [
        ("vpn", "cannot get in from home", 2),
        ("mail", "收不到信", 3),
    ]
    (row,) = data("asked/desk.csv", HEADER + "vpn,进不去\n").asked
    assert row.path == "docs/data/asked/desk.csv"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('vpn,"no, it does not"', "no, it does not"),
        ('vpn,"it says ""denied"""', 'it says "denied"'),
        ("vpn,  blanks around  ", "blanks around"),
        (" vpn ,x", "x"),
        ("vpn," + "长" * 200, "长" * 200),
    ],
)
def test_quotation_marks_hold_commas_and_blanks_around_do_not_count(line: str, text: str) -> None:
    assert read(line + "\n") == [("vpn", text, 2)]


def test_blank_lines_are_passed_over_and_places_stay_right() -> None:
    text = HEADER + "\n\nvpn,one\n , \n\nvpn,two\nvpn\n"
    facts = data("asked/desk.csv", text)
    assert [(row.text, row.line) for row in facts.asked] == [("one", 4), ("two", 7)]
    assert places(facts.findings) == [("KB214", 8, 1)]


def test_a_question_over_two_lines_stands_where_it_begins_and_the_next_where_it_is() -> None:
    assert read('vpn,"one\ntwo"\nvpn,three\n') == [("vpn", "one\ntwo", 2), ("vpn", "three", 4)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, 1, "header")]),
        ("vpn,no header\n", [(1, 1, "header")]),
        ("asked,page\nx,vpn\n", [(1, 1, "header")]),
        ("page,asked,note\nvpn,x,y\n", [(1, 1, "header")]),
        ("page\nvpn\n", [(1, 1, "header")]),
        (HEADER + "vpn\n", [(2, 1, "columns")]),
        (HEADER + "vpn,where, oh where\n", [(2, 1, "columns")]),
        (HEADER + "vpn,\n", [(2, 1, "empty")]),
        (HEADER + ",who\n", [(2, 1, "empty")]),
        (HEADER + "vpn," + "长" * 201 + "\n", [(2, 1, "long")]),
        (HEADER + 'vpn,x\nvpn,"never closed\nvpn,y\n', [(3, 1, "csv")]),
        (HEADER + 'vpn,"a"b\n', [(2, 1, "csv")]),
    ],
)
def test_a_line_that_cannot_be_one_is_told_with_its_place(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert faults(text) == expected


def test_one_bad_line_hides_no_other() -> None:
    assert read("vpn,one\nvpn\n,x\nvpn,a,b\nvpn,two\n") == [("vpn", "one", 2), ("vpn", "two", 6)]


def test_of_a_file_that_is_no_table_what_stands_above_is_kept() -> None:
    assert read('vpn,one\nvpn,"never closed\nvpn,two\n') == [("vpn", "one", 2)]


@pytest.mark.parametrize("name", ["asked.csv", "asked/desk.txt", "questions/desk.csv"])
def test_another_name_is_not_read_and_told(name: str) -> None:
    facts = data(name, HEADER + "vpn,x\n")
    assert facts.asked == []
    assert [finding.code for finding in facts.findings] == ["KB014"]
    assert "asked/*.csv" in dict(facts.findings[0].args)["known"]


def test_questions_of_a_page_keep_the_order_of_files_and_lines() -> None:
    facts = DataFacts()
    facts.add(data("asked/a.csv", HEADER + "vpn,zwei\nmail,eins\nvpn,eins\n"))
    facts.add(data("asked/b.csv", HEADER + "vpn,drei\n"))
    found = facts.questions()
    assert list(found) == ["mail", "vpn"]
    assert [row.text for row in found["vpn"]] == ["zwei", "eins", "drei"]


def test_questions_and_their_faults_are_stored_and_restored() -> None:
    facts = data("asked/desk.csv", HEADER + 'vpn,"no, it does not"\nvpn\nmail,收不到信\n')
    again = restore_data(store_data("digest", facts))
    assert again.asked == facts.asked
    assert [type(row) for row in again.asked] == [type(row) for row in facts.asked]
    assert again.findings == facts.findings
    assert again.actuals == []


PAGES: dict[str, str | bytes] = {
    "zh/vpn.md": "---\ntitle: 远程\n---\n",
    "data/asked/b.csv": HEADER + "vpn,在家进不去\n",
    "data/asked/a.csv": HEADER + "vpn,cannot get in\noverview/duty,今晚谁在\n",
}


def test_a_handbook_holds_the_same_with_and_without_its_cache(tmp_path: Path) -> None:
    root = write(tmp_path, PAGES)
    fresh = load(root, BOTH).asked
    assert [row.text for row in fresh["vpn"]] == ["cannot get in", "在家进不去"]
    assert load(root, BOTH, use_cache=True).asked == fresh
    assert (root / CACHE_FILE).exists()
    assert load(root, BOTH, use_cache=True).asked == fresh
    (root / "docs/data/asked/b.csv").write_text(HEADER + "vpn,进不了公司网\n", encoding="utf-8")
    assert [row.text for row in load(root, BOTH, use_cache=True).asked["vpn"]] == ["cannot get in", "进不了公司网"]


AUDIENCES = Config(handbook=HandbookConfig(languages=("en",)))


def page(title: str, audience: str = "", status: str = "approved") -> str:
    said = f"audience: {audience}\n" if audience else ""
    return f"---\ntitle: {title}\nstatus: {status}\n{said}---\n"


def test_readers_outside_get_nothing_of_what_colleagues_asked(tmp_path: Path) -> None:
    overview = "".join(f"overview/{name},about {name}\n" for name in sorted(OVERVIEW_PAGES | {"duty"}))
    asked = "mail,for everybody\nnet,for customers\nsecret,internal\ndraft,unfinished\nann,who is it\n" + overview
    root = write(
        tmp_path,
        {
            "mail.md": page("Mail", "public"),
            "net.md": page("Net", "customer"),
            "secret.md": page("Secret"),
            "draft.md": page("Draft", "public", "draft"),
            "data/people.yml": "ann: {name: {en: Ann Able}}\n",
            "data/asked/desk.csv": HEADER + asked,
        },
    )
    whole = load(root, AUDIENCES)
    assert {"secret", "draft", "ann", "overview/duty", "overview/raci"} <= whole.asked.keys()
    assert cut_for(whole, "customer").asked == {}
    assert cut_for(whole, "public").asked == {}
    assert cut_for(whole, "internal").asked == whole.asked


def test_a_handbook_without_questions_has_none(tmp_path: Path) -> None:
    assert load(write(tmp_path, {"a.md": page("A")}), ONE).asked == {}
