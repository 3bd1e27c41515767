"""The six questions about a figure, each with the nearest case that raises no doubt."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from insight_small import load_small
from measured import kpi, series

from kb_tools.insight.honesty import Loosened, decided, honesty_of, loosened, recent_gaps
from kb_tools.insight.plans import open_plans, plans_for
from kb_tools.load.definitions import Definition

DAY = dt.date(2026, 11, 15)


def test_a_healthy_series_raises_no_doubt() -> None:
    values = series("2025-10", 96, 94, 97, 96, 98, 97, 96, 95, 97, 96, 98, 96, 97)
    assert honesty_of(kpi(), values, DAY).doubts == ()


def test_nothing_is_asked_of_a_kpi_that_was_never_measured() -> None:
    assert honesty_of(kpi(), (), DAY).doubts == ()


def test_an_old_series_and_one_with_a_gap_raise_doubts() -> None:
    found = honesty_of(kpi(amber="90"), series("2026-04", 94, 96, None, 94, 96, 94), DAY)
    assert found.doubts == ("stale", "gap")
    assert (found.stale, found.gaps) == ("2026-09", ("2026-06",))


def test_gaps_of_more_than_a_year_ago_are_forgiven() -> None:
    values = series("2025-08", 94, None, *[94] * 13)
    assert recent_gaps([actual.period for actual in values]) == ()
    assert recent_gaps([actual.period for actual in values[:-1]]) == ("2025-09",)


def test_a_target_reached_twelve_times_is_doubted_and_eleven_times_not() -> None:
    values = series("2025-11", *[95, 97, 96] * 4)
    found = honesty_of(kpi(amber="90"), values, DAY)
    assert (found.never_missed, found.easy, found.doubts) == (12, False, ("never-missed",))
    assert honesty_of(kpi(), values[1:], DAY).never_missed == 0


def test_a_wide_margin_each_time_is_said() -> None:
    values = series("2025-11", *[99, 98, 97] * 4)
    assert honesty_of(kpi(target="80", amber="70"), values, DAY).easy
    assert not honesty_of(kpi(target="80", amber="62"), values, DAY).easy  # 97 is 17 ahead, the band is 18


def test_a_target_that_cannot_be_harder_may_always_be_reached() -> None:
    assert honesty_of(kpi(target="100"), series("2025-11", *[100] * 12), DAY).doubts == ()
    assert honesty_of(kpi("lower", "0", unit="items"), series("2025-11", *[0] * 12), DAY).doubts == ()


def test_the_same_value_six_times_is_odd_unless_it_may_well_repeat() -> None:
    assert honesty_of(kpi(), series("2026-05", *[93.4] * 6), DAY).flat == 6
    assert honesty_of(kpi(), series("2026-05", 93.5, *[93.4] * 5), DAY).flat == 0
    assert honesty_of(kpi(), series("2026-05", *[100] * 6), DAY).flat == 0
    assert honesty_of(kpi("lower", "1", unit="items"), series("2026-05", *[2] * 6), DAY).flat == 0


def test_red_is_counted_and_doubted_only_without_a_plan() -> None:
    values = series("2026-07", 96, 80, 79, 78)
    found = honesty_of(kpi(amber="90"), values, DAY)
    assert (found.red, found.doubts) == (3, ("unplanned",))
    assert honesty_of(kpi(amber="90"), values, DAY, plans=("csi-1",)).doubts == ()


OLD = Definition(dt.date(2026, 1, 10), "%", "higher", 99.95, None)
NEW = OLD._replace(since=dt.date(2026, 9, 28), target=99.8)
EASY = kpi(target="99.8")


def test_a_target_loosened_before_a_miss_is_found() -> None:
    values = series("2026-08", 99.97, 99.96, 99.86)
    assert loosened(EASY, values, (OLD, NEW), DAY) == (Loosened(NEW.since, 99.95, 99.8, "2026-10", 99.86),)


def test_a_target_loosened_long_before_or_without_a_miss_is_not() -> None:
    reached = series("2026-08", 99.97, 99.96, 99.96)
    assert loosened(EASY, reached, (OLD, NEW), DAY) == ()
    late = NEW._replace(since=dt.date(2026, 7, 31))
    assert loosened(EASY, series("2026-08", 99.97, 99.96, 99.86), (OLD, late), DAY) == ()
    in_time = NEW._replace(since=dt.date(2026, 8, 1))
    assert loosened(EASY, series("2026-08", 99.97, 99.96, 99.86), (OLD, in_time), DAY)


def test_a_change_right_after_the_period_counts_when_it_turns_a_miss_into_a_hit() -> None:
    after = NEW._replace(since=dt.date(2026, 11, 3))
    assert loosened(EASY, series("2026-10", 99.86), (OLD, after), DAY)
    assert loosened(EASY, series("2026-10", 99.7), (OLD, after), DAY) == ()


def test_a_change_that_was_not_committed_yet_counts_from_the_day() -> None:
    found = loosened(EASY, series("2026-10", 99.86), (OLD,), DAY)
    assert [change.day for change in found] == [DAY]


def test_harder_targets_and_other_units_are_no_trick() -> None:
    values = series("2026-08", 99.5, 99.5, 99.5)
    assert loosened(kpi(target="99.95"), values, (NEW, OLD._replace(since=NEW.since)), DAY) == ()
    assert loosened(EASY, values, (OLD._replace(unit="h"), NEW), DAY) == ()


def test_a_change_that_a_review_decided_on_before_is_in_order() -> None:
    values = series("2026-10", 99.86)
    assert loosened(EASY, values, (OLD, NEW), DAY, [(dt.date(2026, 9, 15), 99.8)]) == ()
    for day, target in ((dt.date(2026, 9, 29), 99.8), (dt.date(2026, 6, 1), 99.8), (dt.date(2026, 9, 15), 99.95)):
        assert loosened(EASY, values, (OLD, NEW), DAY, [(day, target)])


def test_plans_are_improvements_and_risks_that_name_the_kpi_or_the_promise_it_measures(tmp_path: Path) -> None:
    page = "---\ntitle: {0}\npurpose: x\nowner: boss\ncriticality: 3\nchannels: [x]\nkpis: [{1}]\n---\n"
    part = '{{id: {}, name: N, unit: "%", direction: higher, target: 9}}'
    csi = "---\ntitle: C\nsource: {}\ntargets: [mail]\nstage: {}\n{}---\n"
    risk = "---\ntitle: R\nkind: service\nlikelihood: 1\nimpact: 1\ntreatment: reduce\nowner: boss\n{}---\n"
    sla = "---\ntitle: S\nkind: SLA\nservice: mail\ntargets: [{id: up, name: U, metric: mail/b, value: 9}]\n---\n"
    files = {
        "services/mail.md": page.format("Mail", ", ".join(part.format(name) for name in "abcd")),
        "agreements/sla.md": sla,
        "improvements/csi-1.md": csi.format("rsk-1", "do", "kpi: mail/a\n"),
        "improvements/csi-2.md": csi.format("rsk-1", "closed", "kpi: mail/a\n"),
        "improvements/csi-3.md": csi.format("rsk-1", "plan", ""),
        "improvements/csi-4.md": csi.format("sla/up", "plan", "raised_on: 2026-10-20\n"),
        "improvements/csi-5.md": csi.format("mail/c", "closed", "closed_on: 2026-11-01\n"),
        "risks/rsk-1.md": risk.format("linked: [mail]\n"),
        "risks/rsk-2.md": risk.format("linked: [mail]\nkpis: [mail/d, sla/up]\n"),
        "risks/rsk-3.md": risk.format("kpis: [mail/a]\nclosed_on: 2026-10-01\n"),
    }
    handbook = load_small(tmp_path, files)
    plans = open_plans(handbook, dt.date(2026, 11, 15))
    assert plans == {"mail/a": ("csi-1",), "mail/b": ("csi-4", "rsk-2"), "mail/d": ("rsk-2",)}
    assert plans_for(plans, "mail/c") == ()
    earlier = open_plans(handbook, dt.date(2026, 10, 15))
    assert plans_for(earlier, "mail/b") == ("rsk-2",), "what was entered later did not exist"
    assert plans_for(earlier, "mail/c") == ("csi-5",), "what was closed later was open"
    assert plans_for(open_plans(handbook, dt.date(2026, 11, 15), dt.date(2026, 10, 31)), "mail/c") == ("csi-5",)


def test_reviews_decide_by_what_they_expected(tmp_path: Path) -> None:
    service = "---\ntitle: Mail\npurpose: x\nowner: boss\ncriticality: 3\nchannels: [x]\nkpis: [{}]\n---\n"
    part = '{id: a, name: N, unit: "%", direction: higher, target: 9}'
    review = (
        "---\ntitle: R\nkind: service-review\nsubject: [mail]\nheld_on: 2026-09-15\n"
        "evidence:\n  - {kpi: mail/a, period: 2026-08, actual: 8, expected: 9}\n"
        "findings:\n  - {id: f, kind: conformity, text: T}\n---\n"
    )
    handbook = load_small(tmp_path, {"services/mail.md": service.format(part), "reviews/rev-1.md": review})
    assert decided(handbook) == {"mail/a": ((dt.date(2026, 9, 15), 9),)}
