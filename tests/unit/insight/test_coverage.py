"""Coverage of a small framework whose clauses each show one way to stand: covered, partly for a reason, a gap."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kb_tools.config import Config, HandbookConfig
from kb_tools.insight.coverage import ClauseCoverage, coverage, edition_key, headings
from kb_tools.load.frameworks import built_in, frameworks_of
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook

AS_OF = dt.date(2026, 11, 15)
FRAMEWORK = """title: {en: Own}
groups:
  "9": {en: Nine}
clauses:
  fresh: {title: {en: F}, kind: document}
  overdue: {title: {en: O}, kind: document}
  draft: {title: {en: D}, kind: document}
  unread: {title: {en: U}}
  changed: {title: {en: C}}
  retired: {title: {en: R}}
  nothing: {title: {en: N}}
  recorded: {title: {en: A}, kind: record, records: [{type: review, where: {kind: internal-audit}}]}
  unrecorded: {title: {en: B}, kind: record, records: [{type: review, where: {kind: management-review}}]}
  long-ago: {title: {en: L}, kind: record, records: [{type: review, where: {kind: exercise}}]}
  only-record: {title: {en: M}, kind: document, evidence: [{type: review}]}
  needs-policy: {title: {en: P}, needs: policy}
  whole: {title: {en: W}, consists_of: {own: [fresh]}}
  torn: {title: {en: T}, consists_of: {own: [fresh, nothing]}}
  hollow: {title: {en: H}, consists_of: {own: [nothing, retired]}}
  akin: {title: {en: K}, maps: {own: [fresh]}}
  found: {title: {en: S}, evidence: [{type: service, has: [cost], where: {stage: live}}]}
  measured: {title: {en: E}, records: [{data: actuals, about: declared}]}
  about: {title: {en: X}, records: [{type: review, about: declared}]}
  circle-1: {title: {en: Y}, consists_of: {own: [circle-2]}}
  circle-2: {title: {en: Z}, consists_of: {own: [circle-1]}}
  "9.1": {title: {en: Nine one}}
  "9.2": {title: {en: Nine two}}
"""
REVIEWED = "reviewed: {by: ann, date: 2026-10-01}\n"


def page(clauses: str, more: str = REVIEWED) -> str:
    return f"---\ntitle: T\n{more}frameworks: {{own: [{clauses}]}}\n---\n"


def review(kind: str, held: str, subject: str = "a", more: str = "") -> str:
    return f"---\ntitle: R\nkind: {kind}\nsubject: [{subject}]\nheld_on: {held}\n{more}---\n"


PAGES = {
    "a.md": page('fresh, recorded, unrecorded, long-ago, needs-policy, "9"'),
    "b.md": page("overdue", "reviewed: {by: ann, date: 2025-10-01}\n"),
    "c.md": page("draft", "status: draft\n"),
    "d.md": page("unread", ""),
    "e.md": page("changed", "reviewed: {by: ann, date: 2026-10-01, hash: 00000000}\n"),
    "f.md": page("retired", "status: retired\n"),
    "reviews/audit.md": review("internal-audit", "2026-02-01"),
    "reviews/drill.md": review("exercise", "2025-11-15"),
    "reviews/process.md": review("process-review", "2026-05-01", subject="p"),
    "services/with.md": f"---\ntitle: S\n{REVIEWED}cost: {{annual: 5, unit: CNY}}\n---\n",
    "services/without.md": f"---\ntitle: S\n{REVIEWED}---\n",
    "services/planned.md": f"---\ntitle: S\n{REVIEWED}stage: design\ncost: {{annual: 5, unit: CNY}}\n---\n",
    "processes/p.md": page(
        "measured, about", f"{REVIEWED}kpis:\n- {{id: k, name: K, unit: h, direction: lower, target: 3}}\n"
    ),
    "data/actuals/k.csv": "kpi,period,value\np/k,2026-09,2\n",
    "data/frameworks/own.yml": FRAMEWORK,
}


def load(root: Path, files: dict[str, str]) -> Handbook:
    for name, text in files.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_handbook(root, Config(handbook=HandbookConfig(languages=("en",))), use_cache=False, jobs=1)


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    found = load(tmp_path_factory.mktemp("coverage"), PAGES)
    assert found.findings == ()
    return found


def clause(handbook: Handbook, number: str, as_of: dt.date = AS_OF) -> ClauseCoverage:
    found = coverage(handbook, as_of)["own"].clause(number)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("number", "state", "reason"),
    [
        ("fresh", "covered", ""),
        ("overdue", "partly", "stale"),
        ("draft", "partly", "stale"),
        ("unread", "partly", "stale"),
        ("changed", "partly", "stale"),
        ("retired", "gap", "nothing"),
        ("nothing", "gap", "nothing"),
        ("recorded", "covered", ""),
        ("unrecorded", "partly", "no-record"),
        ("long-ago", "partly", "old-record"),
        ("only-record", "partly", "no-document"),
        ("needs-policy", "partly", "no-document"),
        ("whole", "covered", ""),
        ("torn", "partly", "parts"),
        ("hollow", "gap", "nothing"),
        ("akin", "partly", "related"),
        ("found", "covered", ""),
        ("measured", "covered", ""),
        ("about", "covered", ""),
        ("9.1", "covered", ""),
        ("9.2", "covered", ""),
    ],
)
def test_each_clause_stands_as_its_evidence_says(handbook: Handbook, number: str, state: str, reason: str) -> None:
    found = clause(handbook, number)
    assert (found.state, found.reason) == (state, reason)


def test_totals_count_every_clause_once(handbook: Handbook) -> None:
    found = coverage(handbook, AS_OF)["own"]
    counts = [found.count(state) for state in ("covered", "partly", "gap")]
    assert counts == [8, 10, 5]
    assert found.percent == pytest.approx(100 * 8 / 23)


def test_what_names_the_clause_is_told_apart_from_what_is_found(handbook: Handbook) -> None:
    items = {(item.id, item.type): item.origin for item in clause(handbook, "about").items}
    assert items == {("p", "process"): "declared", ("process", "review"): "found"}


def test_covered_clauses_that_no_page_names_are_counted_apart(handbook: Handbook) -> None:
    found = coverage(handbook, AS_OF)["own"]
    assert [one.id for one in found.clauses if one.state == "covered" and not one.named] == ["found"]
    assert found.named == 7
    assert clause(handbook, "whole").named
    assert not clause(handbook, "overdue").named


def test_a_selector_takes_only_pages_that_meet_all_it_asks_for(handbook: Handbook) -> None:
    assert [item.id for item in clause(handbook, "found").items] == ["with"]


def test_measured_values_count_with_the_end_of_their_newest_period(handbook: Handbook) -> None:
    item = next(item for item in clause(handbook, "measured").items if item.type == "actuals")
    assert (item.id, item.standing.day, item.count, item.good) == ("p", dt.date(2026, 9, 30), 1, 1)
    later = next(item for item in clause(handbook, "measured", dt.date(2027, 9, 30)).items if item.type == "actuals")
    assert later.state == "old"


def test_a_record_counts_for_twelve_months_to_the_day(handbook: Handbook) -> None:
    assert clause(handbook, "recorded", dt.date(2027, 1, 31)).items[-1].state == "fresh"
    assert clause(handbook, "recorded", dt.date(2027, 2, 1)).items[-1].state == "old"


def test_what_has_not_happened_yet_is_no_record(handbook: Handbook) -> None:
    assert clause(handbook, "recorded", dt.date(2026, 1, 31)).reason == "stale"


def test_evidence_grows_stale_with_time(handbook: Handbook) -> None:
    assert clause(handbook, "fresh", dt.date(2027, 10, 1)).state == "covered"
    assert clause(handbook, "fresh", dt.date(2027, 10, 2)).reason == "stale"


def test_a_page_with_owner_and_reviewer_brings_both(handbook: Handbook) -> None:
    item = clause(handbook, "fresh").items[0]
    assert (item.reviewer, item.standing.day, item.standing.due) == ("ann", dt.date(2026, 10, 1), dt.date(2027, 10, 1))


def test_related_evidence_says_what_it_counts_for(handbook: Handbook) -> None:
    item = clause(handbook, "akin").items[0]
    assert (item.origin, item.via) == ("related", "own fresh")


def test_clauses_that_consist_of_each_other_end(handbook: Handbook) -> None:
    assert clause(handbook, "circle-1").state == "gap"
    assert clause(handbook, "circle-2").state == "gap"


def test_an_empty_handbook_covers_nothing(tmp_path: Path) -> None:
    found = coverage(load(tmp_path, {"a.md": "---\ntitle: A\n---\n"}), AS_OF)
    assert {key: each.count("covered") for key, each in found.items()} == dict.fromkeys(built_in(), 0)


def test_a_framework_of_the_organisation_may_replace_one_of_ours(tmp_path: Path) -> None:
    own = "title: {en: Mine}\nclauses:\n  X: {title: {en: X}}\n"
    handbook = load(tmp_path, {"a.md": "---\ntitle: A\n---\n", "data/frameworks/fitsm.yml": own})
    assert list(frameworks_of(handbook)["fitsm"].clauses) == ["X"]
    assert set(coverage(handbook, AS_OF)) == set(built_in())


def test_another_edition_is_found_by_its_year() -> None:
    assert edition_key(built_in(), "iso20000", "2005") == "iso20000-2005"
    assert edition_key(built_in(), "iso20000", "2018") == "iso20000"
    assert edition_key(built_in(), "iso20000", "2011") is None


@pytest.mark.parametrize(
    ("framework", "number", "above"),
    [
        ("iso20000", "8.5.1.1", ("8", "8.5", "8.5.1")),
        ("iso20000", "10.1", ("10",)),
        ("fitsm", "PR14", ("PR",)),
        ("itil4", "service-desk", ("S",)),
    ],
)
def test_headings_above_a_clause(framework: str, number: str, above: tuple[str, ...]) -> None:
    found = built_in()[framework]
    headed = headings(found, number, found.clauses[number])
    assert tuple(group for group in headed if group in above) == headed
    assert headed[0] == above[0]


def test_the_example_has_evidence_and_gaps(example: Handbook) -> None:
    found = coverage(example, AS_OF)["iso20000"]
    assert found.count("covered") > found.count("gap") > 0
    problem = found.clause("8.6.3")
    assert problem is not None
    assert ("problem-management", "declared") in [(item.id, item.origin) for item in problem.items]
