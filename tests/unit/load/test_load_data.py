"""Data files: as strict as front matter, and one bad row never hides another."""

from __future__ import annotations

import pytest
from load_reading import data, places

from kb_tools.load.data import PERIOD, DataFacts

PEOPLE = """\
# comment
xu-feng:
  name: {zh: 许峰, en: Xu Feng}
  team: network
  skills:
    - {skill: oracle, level: 3, assessed_on: 2026-03-12}
lin-hao:
  name: {zh: 林浩}
"""


def csv(*rows: str, header: str = "kpi,period,value,note") -> list[tuple[str, int, int, str]]:
    facts = data("actuals/a.csv", "\n".join((header, *rows)) + "\n")
    return [(item.code, item.where.line, item.where.column, item.variant) for item in facts.findings]


def test_people() -> None:
    facts = data("people.yml", PEOPLE)
    assert facts.findings == []
    xu, lin = facts.records
    assert (xu.kind, xu.id, xu.path, xu.span.line) == ("person", "xu-feng", "docs/data/people.yml", 2)
    assert xu.value.name.in_language("en") == "Xu Feng"
    assert lin.value.name.in_language("en") == "林浩"
    assert xu.value.skills[0].level == 3
    assert [(ref.field, ref.target) for ref in xu.refs] == [("team", "network")]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("people.yml", "", []),
        ("people.yml", "# nothing yet\n", []),
        ("people.yml", "- a\n", [("KB001", 1, 1)]),
        ("people.yml", "words\n", [("KB001", 1, 1)]),
        ("duty.yml", "a: 1\n", [("KB001", 1, 1)]),
        ("people.yml", "Xu Feng:\n  name: {zh: 许峰}\n", [("KB103", 1, 1)]),
        ("people.yml", "a: 许峰\nb:\n  name: {zh: 林}\n", [("KB104", 1, 4)]),
        ("people.yml", "a: [x]\n", [("KB104", 1, 4)]),
        ("people.yml", "a:\n", [("KB104", 1, 3)]),
        ("people.yml", "a:\n  nmae: {zh: 许峰}\n", [("KB101", 2, 3), ("KB102", 2, 3)]),
        ("people.yml", "a:\n  name: {zh: 甲}\na:\n  name: {zh: 乙}\n", [("KB006", 3, 1)]),
        ("people.yml", "a:\n  name: {zh: 甲}\n  active_until: 2026-02-30\n", [("KB104", 3, 17)]),
        ("people.yml", "a:\n\tname: x\n", [("KB004", 2, 1)]),
        ("people.yml", "a: &x {name: {zh: 甲}}\nb: *x\n", [("KB007", 1, 4), ("KB007", 2, 4), ("KB104", 2, 4)]),
        ("people.yml", "a:\n  name: {zh: '甲\n", [("KB001", 2, 14)]),
        ("parties.yml", "a:\n  kind: friend\n  name: {zh: 甲}\n", [("KB104", 2, 9)]),
        ("duty.yml", "- {from: 2026-01-01, to: 2026-01-02, role: r, person: p}\n- 今天\n", [("KB104", 2, 3)]),
        ("staff.yml", "a: 1\n", [("KB014", 1, 1)]),
        ("actuals/a.txt", "a\n", [("KB014", 1, 1)]),
    ],
)
def test_faults_and_their_places(name: str, text: str, expected: list[tuple[str, int, int]]) -> None:
    assert sorted(places(data(name, text).findings)) == sorted(expected)


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"\xff\xfea", "KB002"), ("a: 标题".encode("gbk"), "KB002"), (b"a: \x00", "KB003"), (b"\xef\xbb\xbf", "KB012")],
)
def test_bytes(raw: bytes, code: str) -> None:
    assert [finding.code for finding in data("people.yml", raw).findings] == [code]
    assert [finding.code for finding in data("actuals/a.csv", raw).findings][:1] == [code]


def test_a_record_that_lacks_what_it_needs_is_still_there() -> None:
    (record,) = data("people.yml", "a:\n  team: x\n").records
    assert record.value.name.in_language("zh") == ""
    assert [ref.target for ref in record.refs] == ["x"]


def test_no_message_shows_the_insides_of_the_program() -> None:
    for text in ("a: [x]\n", "a:\n"):
        for finding in data("people.yml", text).findings:
            assert "Node(" not in str(finding.args)
            assert "None" not in str(finding.args)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["a,2026-10,1"], []),
        (["a,2026-10,1,"], []),
        (['a,2026-10,-0.5,"说明, 有逗号"'], []),
        (["", ",,,", "a,2026-10,1"], []),
        (["a,2026-10"], [("KB404", 2, 1, "columns")]),
        (["a,2026-10,1,x,y"], [("KB404", 2, 1, "columns")]),
        (["a,2026-13,1"], [("KB404", 2, 1, "period")]),
        (["a,,1"], [("KB404", 2, 1, "period")]),
        (["a,２０２６-10,1"], [("KB404", 2, 1, "period")]),
        (["a,2026-10,"], [("KB404", 2, 1, "value")]),
        (["a,2026-10,nan"], [("KB404", 2, 1, "value")]),
        (["a,2026-10,inf"], [("KB404", 2, 1, "value")]),
        (["a,2026-10,1e999"], [("KB404", 2, 1, "value")]),
        (["a,2026-10,-1e100"], [("KB404", 2, 1, "value")]),
        (["a,2026-10,1_000"], [("KB404", 2, 1, "value")]),
        (["a,2026-10,１２"], [("KB404", 2, 1, "value")]),
        (["a,2026-10,95%"], [("KB404", 2, 1, "value")]),
        (['a,2026-10,"1,000"'], [("KB404", 2, 1, "value")]),
        (["a,2026-10,1", "a,2026-10,2"], [("KB404", 3, 1, "duplicate")]),
        (["x", "a,2026-10,1", "y"], [("KB404", 2, 1, "columns"), ("KB404", 4, 1, "columns")]),
        (['a,2026-10,"1'], [("KB404", 2, 1, "csv")]),
        (['a,2026-10,"1"x'], [("KB404", 2, 1, "csv")]),
        (["a,2026-10,1," + "x" * 200_000], [("KB404", 2, 1, "csv")]),
    ],
)
def test_actuals(rows: list[str], expected: list[tuple[str, int, int, str]]) -> None:
    assert csv(*rows) == expected


@pytest.mark.parametrize("header", ["", "a,b,c", "kpi;period;value", "kpi,period,value,note,more", "KPI,Period,Value"])
def test_actuals_need_their_header(header: str) -> None:
    assert csv("a,2026-10,1", header=header) == [("KB404", 1, 1, "header")]


def test_blanks_around_cells_do_not_matter() -> None:
    facts = data("actuals/a.csv", " kpi , period, value\n a , 2026-10 , 1 \n")
    assert [(row.kpi, row.period, row.value, row.line) for row in facts.actuals] == [("a", "2026-10", 1.0, 2)]


def test_a_place_lies_inside_its_line_also_when_a_note_has_two_lines() -> None:
    facts = data("actuals/a.csv", 'kpi,period,value,note\na,x,1,"一\n二"\n')
    (finding,) = facts.findings
    assert finding.where[1:] == (2, 1, 2, len('a,x,1,"一') + 1)


def test_series_are_sorted_by_period() -> None:
    facts = DataFacts()
    facts.add(data("actuals/b.csv", "kpi,period,value\nb,2026-10,2\na,2026-10,1\n"))
    facts.add(data("actuals/a.csv", "kpi,period,value\nb,2026-09,1\n"))
    assert list(facts.series()) == ["a", "b"]
    assert [row.period for row in facts.series()["b"]] == ["2026-09", "2026-10"]


@pytest.mark.parametrize(
    ("frequency", "good", "bad"),
    [
        ("daily", "2026-02-28", "2026-2-28"),
        ("weekly", "2026-W40", "2026-W54"),
        ("monthly", "2026-10", "2026-00"),
        ("quarterly", "2026-Q4", "2026-Q5"),
        ("yearly", "2026", "26"),
    ],
)
def test_periods(frequency: str, good: str, bad: str) -> None:
    assert PERIOD[frequency].match(good)
    assert not PERIOD[frequency].match(bad)
    assert not PERIOD[frequency].match(f"{good}\n")
