"""The facts of a month, worked out by hand on a small handbook: nothing is averaged, guessed or left out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from monthly_support import AS_OF, FILES, facts, load, span

from kb_tools.config import Config
from kb_tools.insight.holidays import back_after
from kb_tools.insight.monthly.scope import Scope
from kb_tools.insight.monthly.span import newest_month, span_of
from kb_tools.insight.monthly.summary import Monthly, nearest, span_has_data
from kb_tools.insight.review_due import next_review
from kb_tools.model.handbook import Handbook


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handbook, Config]:
    return load(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def october(small: tuple[Handbook, Config]) -> Monthly:
    return facts(*small)


@pytest.mark.parametrize(
    ("text", "first", "last", "before", "after"),
    [
        ("2026-10", "2026-10-01", "2026-10-31", "2026-09", "2026-11"),
        ("2026-01", "2026-01-01", "2026-01-31", "2025-12", "2026-02"),
        ("2028-02", "2028-02-01", "2028-02-29", "2028-01", "2028-03"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "2025-Q4", "2026-Q2"),
        ("2026", "2026-01-01", "2026-12-31", "2025", "2027"),
    ],
)
def test_a_span_knows_its_days_and_neighbours(text: str, first: str, last: str, before: str, after: str) -> None:
    found = span(text)
    assert (str(found.first), str(found.last)) == (first, last)
    assert (found.before.text, found.after.text) == (before, after)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-Q5", "26-10", "2026-10-08", "2026-W41", "", "0000", "9999"]
)
def test_what_is_no_month_quarter_or_year_is_no_span(text: str) -> None:
    assert span_of(text) is None


def test_the_months_of_a_quarter_and_of_a_year() -> None:
    assert span("2026-Q4").months == ("2026-10", "2026-11", "2026-12")
    assert (span("2026").months[0], span("2026").months[-1], len(span("2026").months)) == ("2026-01", "2026-12", 12)


def test_a_period_is_news_where_it_ends() -> None:
    assert span("2026-09").ends_with("2026-Q3")
    assert not span("2026-08").ends_with("2026-Q3")
    assert span("2026-10").ends_with("2026-W40")  # 28 September to 4 October
    assert not span("2026-10").ends_with("2026-W44")  # ends on 1 November
    assert span("2026-12").ends_with("2026")


def test_the_newest_month_is_over_and_has_figures(small: tuple[Handbook, Config]) -> None:
    handbook, _ = small
    assert newest_month(handbook, AS_OF) == span("2026-10")
    assert newest_month(handbook, dt.date(2026, 10, 31)) == span("2026-09")
    assert newest_month(handbook, dt.date(2026, 8, 1)) is None


def test_promises_are_held_against_what_was_measured(october: Monthly) -> None:
    found = {promise.target: promise for promise in october.promises}
    assert list(found) == ["up", "fast"], "missed ones first; the internal agreement is no promise to a customer"
    assert (found["up"].state, found["fast"].state) == ("missed", "kept")
    assert [row.value for row in found["up"].missed] == [99.85]
    assert (found["up"].promised, found["up"].measured.change) == (99.9, -0.07)
    assert (found["up"].kept_before, found["fast"].kept_before) == (True, True)
    assert [(entry.agreement, entry.target) for entry in october.unmeasured] == [("sla-mail", "p1")]


def test_an_agreement_that_was_not_in_force_promises_nothing(small: tuple[Handbook, Config]) -> None:
    assert facts(*small, "2025-10").promises == ()
    assert facts(*small, "2025-10").unmeasured == ()


def test_kpis_stand_with_the_worst_first_and_say_what_is_missing(october: Monthly) -> None:
    assert [(one.kpi, one.status, one.change) for one in october.measures] == [
        ("mail/availability", "bad", -0.07),
        ("incidents/p1-response", "watch", -2.1),
        ("incidents/silent", "unknown", None),
        ("incidents/backlog", "good", None),
        ("mail/delivery", "good", -1.5),
    ]


def test_a_quarterly_figure_is_expected_in_the_last_month_of_a_quarter(small: tuple[Handbook, Config]) -> None:
    for text, expected in (("2026-09", True), ("2026-10", False), ("2026-Q3", True)):
        found = [one.kpi for one in facts(*small, text).measures]
        assert ("incidents/survey" in found) is expected, text


def test_a_quarter_shows_every_value_and_averages_none(small: tuple[Handbook, Config]) -> None:
    found = {one.kpi: one for one in facts(*small, "2026-Q3").measures}["mail/availability"]
    assert [(row.period, row.value) for row in found.values] == [("2026-08", 99.95), ("2026-09", 99.92)]
    up = next(promise for promise in facts(*small, "2026-Q3").promises if promise.target == "up")
    assert up.state == "kept"


def test_why_a_target_was_missed_as_far_as_the_records_say(october: Monthly) -> None:
    mail, p1 = october.causes
    assert mail.measured.kpi == "mail/availability", "a broken promise comes before a missed target"
    assert [promise.target for promise in mail.promises] == ["up"]
    assert (mail.findings, mail.errors) == ((("rev-1", 0),), ("ke-1",)), "a conformity explains nothing"
    assert (mail.actions, mail.improvements, mail.risks) == ((("rev-1", 0),), (), ("rsk-1",))
    assert p1.measured.kpi == "incidents/p1-response"
    assert (p1.findings, p1.improvements, p1.errors) == ((("rev-2", 0),), ("csi-1",), ())
    assert not mail.unanswered


def test_a_miss_says_where_the_kpi_was_heading(tmp_path: Path) -> None:
    rows = "".join(f"incidents/p1-response,2026-{month:02},{97 - month / 2},\n" for month in range(5, 12))
    files = {"docs/data/actuals/all.csv": f"kpi,period,value,note\n{rows}"}
    (cause,) = facts(*load(tmp_path, files)).causes
    assert (cause.trend.course, cause.trend.count, cause.trend.last) == ("worse", 6, "2026-10")


def test_what_was_closed_after_the_month_was_at_work_in_it(tmp_path: Path) -> None:
    name = "docs/zh/improvements/csi-1.md"
    for day, found in (("2026-11-05", ("csi-1",)), ("2026-10-31", ())):
        closed = FILES[name].replace("stage: do", f"stage: closed\nclosed_on: {day}")
        causes = facts(*load(tmp_path, {name: closed})).causes
        assert next(c for c in causes if c.measured.kpi == "incidents/p1-response").improvements == found


def test_a_miss_that_nobody_is_at_says_so(tmp_path: Path) -> None:
    gone = dict.fromkeys(("docs/zh/improvements/csi-1.md", "docs/zh/reviews/rev-2.md"), "")
    handbook, config = load(tmp_path, gone)
    found = {cause.measured.kpi: cause for cause in facts(handbook, config).causes}
    assert found["incidents/p1-response"].unanswered


def test_reviews_of_the_month_and_those_held_since_about_it(october: Monthly) -> None:
    assert [(note.id, note.within, note.problems) for note in october.reviews] == [
        ("rev-1", True, (0,)),
        ("rev-2", False, (0,)),
    ], "what is held after the day of the report is not known yet"


def test_known_errors_are_new_recurring_verified_expired_or_back_after_a_holiday(october: Monthly) -> None:
    found = {note.id: note for note in october.errors}
    assert list(found) == ["ke-1", "ke-2", "ke-3"]
    slow, jam, old = found.values()
    assert (len(slow.seen), slow.earlier, slow.first_seen, slow.verified, slow.after_holiday) == (2, 2, False, True, 1)
    assert slow.recurring
    assert (jam.first_seen, jam.recurring, jam.problem) == (True, False, "")
    assert (old.seen, old.expired) == ((), True)


def test_the_trend_counts_by_month_service_and_category(october: Monthly) -> None:
    trend = october.repeats
    assert (trend.months[0], trend.months[-1]) == ("2025-11", "2026-10")
    assert (trend.total[0], trend.total[3], trend.total[-1]) == (1, 1, 3)
    assert (trend.again[0], trend.again[-1], trend.after_holiday[-1]) == (1, 2, 1)
    assert {service: row[-1] for service, row in trend.services.items()} == {"mail": 2, "print": 1}
    assert {category: row[-1] for category, (_, row) in trend.categories.items()} == {"软件/邮件": 2}


def test_a_holiday_counts_for_three_days() -> None:
    days = [dt.date(2026, 10, day) for day in (7, 8, 10, 11)]
    assert back_after(days, [dt.date(2026, 10, 7)]) == 2


def test_actions_are_judged_on_the_day_of_the_report(october: Monthly) -> None:
    def ids(found: tuple) -> list[str]:
        return [item.action.id for item in found]

    assert ids(october.actions.done) == ["a2"]
    assert ids(october.actions.overdue) == ["a3"]
    assert ids(october.actions.coming) == ["a1"]
    assert ids(october.actions.decided) == ["a2", "a3", "a1"]


def test_improvements_steps_risks_and_what_comes_next(october: Monthly) -> None:
    assert [(note.id, note.opened, note.closed, note.late) for note in october.improvements] == [
        ("csi-1", True, False, True)
    ]
    assert [(step.number, step.done) for step in october.steps] == [(0, True), (1, False)]
    assert [(note.id, note.score, note.raised, str(note.accepted_until)) for note in october.risks] == [
        ("rsk-1", 12, True, "2027-01-31")
    ]
    assert [entry.id for entry in october.coming.agreements] == ["sla-mail"]
    assert [(entry.id, str(entry.day)) for entry in october.coming.reviews] == [("rev-1", "2026-11-25")]


def test_a_planned_review_is_held_by_the_next_one_of_its_kind(tmp_path: Path) -> None:
    later = "---\ntitle: 后来\nkind: major-incident\nsubject: [mail, print]\nheld_on: 2026-11-10\n---\n"
    handbook, config = load(tmp_path, {"docs/zh/reviews/rev-4.md": later})
    assert facts(handbook, config).coming.reviews == ()


def test_critical_roles_with_one_person_are_named(october: Monthly) -> None:
    assert (october.people.covered, october.people.critical) == (0, 1)
    assert [(post.id, state) for post, state in october.people.weak] == [("boss", "single")]


def test_the_months_before_stand_beside_it_as_far_as_there_are_figures(october: Monthly) -> None:
    assert [past.span.text for past in october.past] == ["2026-08", "2026-09", "2026-10"]
    now = october.figures
    assert (now.kept, now.missed, now.red, now.measured, now.seen, now.reviews, now.done) == (1, 1, 1, 4, 3, 1, 1)


def test_one_service_alone_takes_only_what_belongs_to_it(small: tuple[Handbook, Config]) -> None:
    found = facts(*small, scope=Scope(only="print"))
    assert (found.promises, found.measures, found.causes, found.reviews, found.risks) == ((), (), (), (), ())
    assert [note.id for note in found.errors] == ["ke-2"]
    mail = facts(*small, scope=Scope(only="mail"))
    assert [note.id for note in mail.reviews] == ["rev-1"]
    assert {one.kpi for one in mail.measures} == {"mail/availability", "mail/delivery"}


def test_the_services_that_a_report_covers_limit_promises_and_faults_but_not_reasons(
    small: tuple[Handbook, Config],
) -> None:
    found = facts(*small, scope=Scope(frozenset({"print"})))
    assert found.promises == ()
    assert [note.id for note in found.errors] == ["ke-2"]
    assert [note.id for note in found.reviews] == ["rev-1", "rev-2"]


def test_a_span_without_figures_has_neighbours_to_try(small: tuple[Handbook, Config]) -> None:
    handbook, _ = small
    assert span_has_data(handbook, span("2026-10"))
    assert span_has_data(handbook, span("2026-02")), "a known error was seen"
    assert not span_has_data(handbook, span("2024-01"))
    assert [found.text for found in nearest(handbook, span("2024-01"), AS_OF)] == ["2026-08", "2026-09", "2026-10"]
    assert [found.text for found in nearest(handbook, span("2026-Q1"), AS_OF)] == ["2026-Q3", "2026-Q4"]


def test_the_next_review_follows_from_the_last_one() -> None:
    assert next_review("2026-01-31", "1 months") == dt.date(2026, 2, 28)
    assert next_review("2026-01-31", "") == dt.date(2027, 1, 31)
