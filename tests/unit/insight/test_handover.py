"""What somebody hands over, and what somebody new in a role is given."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from insight_small import load_small

from kb_tools.insight.handover import dossier
from kb_tools.insight.role_pack import role_pack, week
from kb_tools.model.handbook import Handbook

AS_OF = dt.date(2026, 11, 15)


def test_a_dossier_names_what_nobody_else_can_do_or_understands(company: Handbook, company_day: dt.date) -> None:
    found = dossier(company, "xu-feng", company_day)
    alone = {entry.post.id for entry in found.roles if entry.alone}
    assert alone == {"availability-manager", "capacity-manager", "database-administrator"}
    assert [(entry.held, entry.post.criticality) for entry in found.roles] == [
        (True, 5),
        (True, 5),
        (True, 4),
        (True, 3),
        (True, 3),
        (False, 5),
    ]
    assert {page for page, only in found.known_errors.items() if only} == {"ke-0005", "ke-0013"}
    assert {page for page, only in found.known_errors.items() if not only} == {"ke-0011"}
    assert found.processes["capacity-management"] == ("capacity-manager",)


def test_the_last_day_comes_from_the_question_the_people_file_or_a_month(
    company: Handbook, company_day: dt.date
) -> None:
    day = dt.date(2027, 1, 31)
    assert dossier(company, "xu-feng", company_day, day).leaves == day
    assert dossier(company, "xu-feng", company_day).leaves == company_day + dt.timedelta(days=30)
    record = company.people["xu-feng"]
    leaver = replace(record, value=record.value.model_copy(update={"active_until": dt.date(2026, 12, 31)}))
    leaving = replace(company, people={**company.people, "xu-feng": leaver})
    assert dossier(leaving, "xu-feng", company_day).leaves == dt.date(2027, 1, 1)


def test_candidates_are_proposed_only_where_somebody_is_needed(example: Handbook) -> None:
    found = {entry.post.id: entry for entry in dossier(example, "xu-feng", AS_OF).roles}
    assert found["availability-manager"].candidates
    assert found["database-administrator"].candidates[0].post == "deputy"
    assert not found["change-implementer"].candidates
    assert found["erp-service-owner"].items == ()
    assert found["database-administrator"].items == tuple(example.by_id["database-administrator"].record.handover)


def test_what_is_open_is_what_the_person_and_their_roles_see_to(example: Handbook) -> None:
    found = dossier(example, "xu-feng", AS_OF)
    held = {entry.post.id for entry in found.roles if entry.held}
    assert found.assignments
    assert {entry.who for entry in found.assignments} <= held | {"xu-feng"}


def test_a_role_pack_collects_what_the_handbook_says_about_a_role(example: Handbook) -> None:
    pack = role_pack(example, "database-administrator")
    assert pack.learning == tuple(example.by_id["database-administrator"].record.learning)
    assert pack.procedures == ("restore-from-backup",)
    assert pack.known_errors[:2] == ("ke-0005", "ke-0011")
    assert ("availability-and-continuity-management", "restore", "responsible") in {
        (duty.process, duty.activity, duty.how) for duty in pack.duties
    }
    assert "term-rpo" in pack.terms
    assert week(pack) == ("monday", "tuesday", "wednesday", "thursday", "friday")


def test_a_role_without_anything_to_read_has_a_week_all_the_same(tmp_path: Path) -> None:
    text = "---\ntitle: 闲职\nkind: operator\nresponsibilities: [无]\nholders: []\n---\n"
    pack = role_pack(load_small(tmp_path, {"roles/idle.md": text}), "idle")
    assert week(pack) == ("monday", "tuesday_alone", "wednesday_alone", "thursday_alone", "friday")
    assert pack.terms == pack.known_errors == pack.procedures == ()


def test_known_errors_of_own_services_come_with_the_latest_first(tmp_path: Path) -> None:
    owner = "---\ntitle: 负责人\nkind: service-owner\nresponsibilities: [无]\nholders: []\n---\n"
    service = "---\ntitle: 服务\nowner: owner\npurpose: 用\ncriticality: 4\nchannels: [热线]\n---\n"
    error = "---\ntitle: 第 {n} 个\nservices: [mail]\nsymptoms: [慢]\nstate: {state}\nresolution: fixed\n{days}---\n"
    files = {
        "roles/owner.md": owner,
        "services/mail.md": service,
        "known-errors/ke-0001.md": error.format(n=1, state="draft", days=""),
        "known-errors/ke-0002.md": error.format(n=2, state="draft", days="occurrences: [2026-01-01]\n"),
        "known-errors/ke-0003.md": error.format(n=3, state="draft", days="occurrences: [2025-01-01, 2026-06-01]\n"),
        "known-errors/ke-0004.md": error.format(n=4, state="archived", days="occurrences: [2026-10-01]\n"),
    }
    pack = role_pack(load_small(tmp_path, files), "owner")
    assert pack.services == ("mail",)
    assert pack.known_errors == ("ke-0003", "ke-0002", "ke-0001")
