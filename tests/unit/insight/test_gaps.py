"""The five gaps of a service: each one comes from records, and from nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from insight_small import load_small

from kb_tools.insight.gaps import GapState, ServiceGaps, service_gaps

AS_OF = dt.date(2026, 11, 15)
MAIL = """---
title: 邮件
kpis:
- {id: up, name: 可用率, unit: "%", direction: higher, target: 99.95}
- {id: like, name: 满意度, kind: satisfaction, unit: 分, direction: higher, target: 4, amber: 3, frequency: quarterly}
---
"""
SLA = """---
title: 邮件协议
kind: SLA
service: mail
valid_from: 2025-09-01
targets:
- {id: up, name: 可用率, metric: mail/up, value: 99.9, unit: "%"}
- {id: p1, name: 全断, respond_within: 15 min}
promised_publicly: 全年可用 99.9%
---
"""
REVIEW = """---
title: 差距分析 {held}
kind: gap-analysis
subject: [mail]
held_on: {held}
gaps:
- {{gap: "1", size: {size}, evidence: 问过了}}
---
"""
ACTUALS = "kpi,period,value\n"


def need(rest: str, method: str = "survey", day: str = "2026-10-01") -> str:
    return f"---\ntitle: 需求 {method} {day}\nservice: mail\nmethod: {method}\ncollected_on: {day}\n{rest}---\n"


def gaps(root: Path, files: dict[str, str]) -> ServiceGaps:
    return service_gaps(load_small(root, {"services/mail.md": MAIL, **files}), AS_OF)[0]


def state(root: Path, gap: str, files: dict[str, str]) -> GapState:
    return next(found for found in gaps(root, files).gaps if found.gap == gap)


def keys(found: GapState) -> dict[str, str]:
    return {sign.key: sign.status for sign in found.signs}


def test_nothing_is_guessed_where_nothing_is_recorded(tmp_path: Path) -> None:
    found = gaps(tmp_path, {})
    assert [gap.status for gap in found.gaps] == ["unknown"] * 5
    assert all(gap.signs for gap in found.gaps), "each says what to add"
    assert found.status == "unknown"


def test_gap_1_asks_in_how_many_ways_and_how_long_ago(tmp_path: Path) -> None:
    one = state(tmp_path / "a", "1", {"requirements/a.md": need("met_by: [sla]\n"), "agreements/sla.md": SLA})
    assert keys(one) == {"heard": "watch", "asked": "good"}
    other = need("met_by: [sla]\n", "focus-group")
    two = state(
        tmp_path / "b",
        "1",
        {"requirements/a.md": need("met_by: [sla]\n"), "requirements/b.md": other, "agreements/sla.md": SLA},
    )
    assert two.status == "good"
    old = state(tmp_path / "c", "1", {"requirements/a.md": need("declined: 不做\n", day="2025-11-14")})
    assert keys(old)["asked_long_ago"] == "watch"


def test_gap_1_is_wide_when_somebody_never_got_an_answer(tmp_path: Path) -> None:
    found = state(tmp_path, "1", {"requirements/silent.md": need("")})
    assert found.status == "bad"
    assert next(sign.ids for sign in found.signs if sign.key == "unanswered") == ("silent",)


@pytest.mark.parametrize(
    ("rest", "key", "status"),
    [
        ("met_by: [sla]\n", "in_target", "good"),
        ("met_by: [mail/up]\n", "in_target", "good"),
        ("met_by: [mail]\n", "only_worked", "watch"),
        ("planned_by: [csi]\n", "only_planned", "watch"),
        ("", "nowhere", "bad"),
        ("declined: 不做\n", "only_declined", "unknown"),
    ],
)
def test_gap_2_looks_for_each_requirement_in_the_agreement(tmp_path: Path, rest: str, key: str, status: str) -> None:
    found = state(tmp_path, "2", {"requirements/a.md": need(rest), "agreements/sla.md": SLA})
    assert keys(found) == {key: status}


def test_gap_2_is_wide_without_an_agreement_that_holds(tmp_path: Path) -> None:
    ended = SLA.replace("valid_from: 2025-09-01", "valid_from: 2025-01-01\nvalid_to: 2025-12-31")
    found = state(tmp_path, "2", {"requirements/a.md": need("met_by: [sla]\n"), "agreements/sla.md": ended})
    assert keys(found) == {"no_agreement": "bad"}


@pytest.mark.parametrize(
    ("values", "key", "count"),
    [
        ([99.9, 99.95], "kept", 0),
        ([99.8, 99.95], "missed", 1),
        ([99.95, 99.8], "missed_now", 1),
        ([99.1] + [99.95] * 12, "kept", 0),
    ],
)
def test_gap_3_compares_the_promise_with_a_year_of_values(
    tmp_path: Path, values: list[float], key: str, count: int
) -> None:
    months = [f"{2025 + (m > 11)}-{m % 12 + 1:02d}" for m in range(9, 9 + len(values))]
    rows = "".join(f"mail/up,{month},{value}\n" for month, value in zip(months, values, strict=True))
    found = state(tmp_path, "3", {"agreements/sla.md": SLA, "data/actuals/a.csv": ACTUALS + rows})
    sign = next(sign for sign in found.signs if sign.key != "not_measured")
    assert (sign.key, sign.facts["count"]) == (key, count)
    assert sign.ids == ("sla/up", "mail/up")
    assert next(sign.ids for sign in found.signs if sign.key == "not_measured") == ("sla/p1",)


def test_gap_4_is_wide_when_more_is_promised_or_somebody_was_misled(tmp_path: Path) -> None:
    assert state(tmp_path / "a", "4", {"agreements/sla.md": SLA}).status == "good"
    more = SLA.replace("全年可用 99.9%", "全年可用 100%")
    assert keys(state(tmp_path / "b", "4", {"agreements/sla.md": more})) == {"promise_beyond": "bad"}
    misled = {"agreements/sla.md": SLA, "requirements/a.md": need("met_by: [sla]\ncomplaint: deceived\n")}
    assert keys(state(tmp_path / "c", "4", misled)) == {"promise_within": "good", "misled": "bad"}


def test_gap_5_sees_good_figures_beside_poor_satisfaction(tmp_path: Path) -> None:
    rows = "mail/up,2026-10,99.99\nmail/like,2026-Q3,3.5\n"
    found = state(tmp_path, "5", {"data/actuals/a.csv": ACTUALS + rows})
    assert keys(found) == {"satisfied": "watch", "green_figures": "watch"}


def test_complaints_of_the_last_year_belong_to_gap_5(tmp_path: Path) -> None:
    recent = need("declined: 不做\ncomplaint: unstable\n", day="2025-11-15")
    old = need("declined: 不做\ncomplaint: unstable\n", "focus-group", day="2025-11-14")
    found = state(tmp_path, "5", {"requirements/a.md": recent, "requirements/b.md": old})
    assert next(sign.ids for sign in found.signs if sign.key == "complained") == ("a",)


@pytest.mark.parametrize(("size", "status"), [(1, "good"), (2, "good"), (3, "watch"), (4, "bad"), (5, "bad")])
def test_the_worse_of_records_and_judgement_counts(tmp_path: Path, size: int, status: str) -> None:
    found = state(tmp_path, "1", {"reviews/rev.md": REVIEW.format(held="2026-11-01", size=size)})
    assert found.computed == "unknown"
    assert found.status == status


def test_the_newest_analysis_that_was_held_counts(tmp_path: Path) -> None:
    days = {"2025-11-01": 5, "2026-11-01": 2, "2026-12-01": 4}
    files = {f"reviews/{day}.md": REVIEW.format(held=day, size=size) for day, size in days.items()}
    found = gaps(tmp_path, files)
    assert found.review is not None
    assert found.review.id == "2026-11-01"
    assert found.gaps[0].judged is not None
    assert found.gaps[0].judged.size == 2


def test_a_requirement_that_names_its_gap_is_a_sign_until_it_is_met(tmp_path: Path) -> None:
    files = {"requirements/a.md": need('gap: "4"\nplanned_by: [csi]\n'), "agreements/sla.md": SLA}
    assert keys(state(tmp_path / "a", "4", files))["marked"] == "watch"
    met = {**files, "requirements/a.md": need('gap: "4"\nmet_by: [sla]\n')}
    assert "marked" not in keys(state(tmp_path / "b", "4", met))


def test_what_was_measured_before_a_promise_held_is_neither_kept_nor_missed(tmp_path: Path) -> None:
    rows = "".join(f"mail/up,{month},{value}\n" for month, value in (("2025-08", 99.1), ("2025-09", 99.95)))
    found = state(tmp_path, "3", {"agreements/sla.md": SLA, "data/actuals/a.csv": ACTUALS + rows})
    sign = next(sign for sign in found.signs if sign.key != "not_measured")
    assert (sign.key, sign.facts["all"]) == ("kept", 1)


def test_what_came_after_the_day_is_not_known_yet(tmp_path: Path) -> None:
    files = {
        "services/mail.md": MAIL,
        "agreements/sla.md": SLA,
        "requirements/a.md": need("met_by: [sla]\n", day="2026-06-10"),
        "requirements/late.md": need("", "focus-group", day="2026-10-01"),
        "reviews/early.md": REVIEW.format(held="2026-06-20", size=2),
        "reviews/late.md": REVIEW.format(held="2026-11-03", size=5),
        "data/actuals/2026.csv": f"{ACTUALS}mail/up,2026-06,99.99\nmail/up,2026-07,99.1\nmail/up,2026-10,99.2\n"
        "mail/like,2026-Q2,4.2\nmail/like,2026-Q3,2\n",
    }
    found = service_gaps(load_small(tmp_path, files), dt.date(2026, 7, 1))[0]
    signs = {sign.key: sign for gap in found.gaps for sign in gap.signs}
    assert signs["asked"].facts["day"] == dt.date(2026, 6, 10)
    assert signs["kept"].facts["period"] == "2026-06", "July has only begun"
    assert (signs["satisfied"].facts["period"], signs["satisfied"].status) == ("2026-Q2", "good")
    assert "unanswered" not in signs
    judged = found.gaps[0].judged
    assert judged is not None
    assert judged.review.id == "early"
