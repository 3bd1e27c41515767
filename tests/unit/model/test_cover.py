"""Who counts for a role: the arithmetic of cover, day by day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kb_tools.config import Config, HandbookConfig
from kb_tools.load.loader import load_handbook
from kb_tools.model.cover import (
    Gap,
    Inactive,
    accepted_risks,
    active,
    cover,
    gaps,
    inactive,
    members,
    qualified,
    recent,
)
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

AS_OF = dt.date(2026, 11, 15)
PEOPLE = """
xu-feng: {name: {zh: 许峰}, skills: [{skill: oracle, level: 4, assessed_on: 2026-03-12}]}
lin-hao: {name: {zh: 林浩}, active_from: 2026-11-15, skills: [{skill: oracle, level: 3, assessed_on: 2025-11-15}]}
feng-xue: {name: {zh: 冯雪}, active_until: 2026-11-15, skills: [{skill: oracle, level: 1, assessed_on: 2026-03-12}]}
zhu-tao: {name: {zh: 朱涛}, active_until: 2026-11-14}
you-jia: {name: {zh: 尤佳}, active_from: 2026-11-16}
"""


def build(root: Path, holders: str, deputies: str = "[]", rest: str = "") -> tuple[Handbook, Page]:
    text = f"---\ntitle: 角色\nkind: operator\nholders: {holders}\ndeputies: {deputies}\n{rest}---\n"
    return load(root, {"roles/dba.md": text})


def load(root: Path, files: dict[str, str]) -> tuple[Handbook, Page]:
    for name, text in {"data/people.yml": PEOPLE, **files}.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    handbook = load_handbook(root, Config(handbook=HandbookConfig(languages=("zh",))), use_cache=False, jobs=1)
    assert not handbook.findings
    assert not [finding for page in handbook.pages for finding in page.findings]
    return handbook, handbook.pages[0]


ORACLE_3 = "skills: [{skill: oracle, level: 3}]\n"


@pytest.mark.parametrize(
    ("day", "as_of", "expected"),
    [
        ("2026-11-15", AS_OF, True),
        ("2025-11-15", AS_OF, True),
        ("2025-11-14", AS_OF, False),
        ("2026-11-16", AS_OF, False),
        ("2023-02-28", dt.date(2024, 2, 29), True),
        ("2023-02-27", dt.date(2024, 2, 29), False),
    ],
)
def test_recent_is_twelve_months_by_the_calendar(day: str, as_of: dt.date, expected: bool) -> None:
    assert recent(dt.date.fromisoformat(day), as_of) is expected


def test_no_date_is_not_recent() -> None:
    assert not recent(None, AS_OF)


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        ("xu-feng", None),
        ("lin-hao", None),
        ("feng-xue", None),
        ("zhu-tao", Inactive("active_until", dt.date(2026, 11, 14))),
        ("you-jia", Inactive("active_from", dt.date(2026, 11, 16))),
        ("nobody", Inactive("person")),
    ],
)
def test_first_and_last_day_count(tmp_path: Path, person: str, reason: Inactive | None) -> None:
    handbook, _ = build(tmp_path, "[]")
    assert inactive(handbook, person, AS_OF) == reason
    assert active(handbook, person, AS_OF) is (reason is None)


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        ("since: 2026-11-15", None),
        ("since: 2026-11-16", Inactive("since", dt.date(2026, 11, 16))),
        ("since: 2020-01-01, until: 2026-11-15", None),
        ("since: 2020-01-01, until: 2026-11-14", Inactive("until", dt.date(2026, 11, 14))),
    ],
)
def test_time_in_office_includes_both_ends(tmp_path: Path, dates: str, reason: Inactive | None) -> None:
    handbook, role = build(tmp_path, f"[{{person: xu-feng, {dates}}}]", f"[{{person: xu-feng, {dates}}}]")
    assert [member.inactive for member in members(handbook, role, AS_OF)] == [reason, reason]


def test_a_deputy_needs_no_dates(tmp_path: Path) -> None:
    handbook, role = build(tmp_path, "[]", "[{person: xu-feng}]")
    assert cover(handbook, role, AS_OF).active_deputies == ("xu-feng",)


def test_gaps_name_level_and_day(tmp_path: Path) -> None:
    handbook, role = build(tmp_path, "[]", rest="skills: [{skill: oracle, level: 4}, {skill: linux, level: 2}]\n")
    assert gaps(handbook, "lin-hao", role, AS_OF) == (
        Gap("oracle", 4, 3, dt.date(2025, 11, 15)),
        Gap("linux", 2, 0, None),
    )
    assert [gap.skill for gap in gaps(handbook, "nobody", role, AS_OF)] == ["oracle", "linux"]


def test_an_assessment_of_more_than_twelve_months_is_a_gap(tmp_path: Path) -> None:
    handbook, role = build(tmp_path, "[]", rest=ORACLE_3)
    assert qualified(handbook, "lin-hao", role, AS_OF)
    (gap,) = gaps(handbook, "lin-hao", role, dt.date(2026, 11, 16))
    assert gap.outdated
    (gap,) = gaps(handbook, "feng-xue", role, AS_OF)
    assert not gap.outdated


def test_an_assessment_in_the_future_proves_nothing_yet(tmp_path: Path) -> None:
    handbook, role = build(tmp_path, "[]", rest=ORACLE_3)
    assert not qualified(handbook, "xu-feng", role, dt.date(2026, 3, 11))


def test_one_good_assessment_of_several_is_enough(tmp_path: Path) -> None:
    skills = "[{skill: oracle, level: 5}, {skill: oracle, level: 3, assessed_on: 2026-01-01}]"
    people = f"two: {{name: {{zh: 两}}, skills: {skills}}}\n"
    handbook, role = load(
        tmp_path, {"data/people.yml": people, "roles/dba.md": f"---\ntitle: 角色\nholders: []\n{ORACLE_3}---\n"}
    )
    assert qualified(handbook, "two", role, AS_OF)


def test_cover_counts_people_and_not_entries(tmp_path: Path) -> None:
    handbook, role = build(
        tmp_path, "[{person: xu-feng, since: 2020-01-01}]", "[{person: xu-feng}, {person: lin-hao}]", ORACLE_3
    )
    found = cover(handbook, role, AS_OF)
    assert found.required == 2
    assert found.on_paper == ("xu-feng", "lin-hao")
    assert found.active_holders == ("xu-feng",)
    assert found.active_deputies == ("lin-hao",)
    assert found.missing == 0


def test_unqualified_people_are_active_and_do_not_count(tmp_path: Path) -> None:
    handbook, role = build(tmp_path, "[{person: feng-xue, since: 2020-01-01}]", "[{person: zhu-tao}]", ORACLE_3)
    found = cover(handbook, role, AS_OF)
    assert found.active_holders == ("feng-xue",)
    assert found.active_deputies == ()
    assert found.on_paper == found.proven == ()
    assert found.missing == 2
    assert [member.counts for member in found.members] == [False, False]
    assert [member.key for member in found.members] == ["holders", "deputies"]


@pytest.mark.parametrize(("day", "proven"), [("2025-11-15", True), ("2025-11-14", False), ("2026-11-16", False)])
def test_a_deputy_is_proven_for_twelve_months(tmp_path: Path, day: str, proven: bool) -> None:
    deputy = f"[{{person: lin-hao, proven: [{{date: 2020-01-01, how: 演练}}, {{date: {day}, how: 演练}}]}}]"
    handbook, role = build(tmp_path, "[{person: xu-feng, since: 2020-01-01}]", deputy)
    found = cover(handbook, role, AS_OF)
    assert found.on_paper == ("xu-feng", "lin-hao")
    assert found.proven == (("xu-feng", "lin-hao") if proven else ("xu-feng",))


def test_missing_is_never_negative(tmp_path: Path) -> None:
    handbook, role = build(tmp_path, "[{person: xu-feng, since: 2020-01-01}]", rest="required_cover: 0\n")
    assert cover(handbook, role, AS_OF).missing == 0


RISK = "---\ntitle: 风险\ntreatment: {}\n{}accepted_until: {}\nlinked: [dba, mail]\n{}---\n"
BY = "accepted_by: it-director\n"


@pytest.mark.parametrize(
    ("treatment", "by", "until", "rest", "holds"),
    [
        ("accept", BY, "2026-11-15", "", True),
        ("accept", BY, "2026-11-14", "", False),
        ("accept", "", "2027-03-31", "", False),
        ("reduce", BY, "2027-03-31", "", False),
        ("accept", BY, "2027-03-31", "status: draft\n", False),
        ("accept", BY, "2027-03-31", "status: retired\n", False),
    ],
)
def test_accepted_risks(tmp_path: Path, treatment: str, by: str, until: str, rest: str, holds: bool) -> None:
    handbook, page = load(tmp_path, {"risks/rsk-001.md": RISK.format(treatment, by, until, rest)})
    assert accepted_risks(handbook, AS_OF) == ({"dba": page, "mail": page} if holds else {})


def test_an_unreadable_risk_is_no_excuse(tmp_path: Path) -> None:
    path = tmp_path / "docs" / "risks" / "rsk-001.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    config = Config(handbook=HandbookConfig(languages=("zh",)))
    assert accepted_risks(load_handbook(tmp_path, config, use_cache=False, jobs=1), AS_OF) == {}
