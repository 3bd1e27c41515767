"""Dates, numbers and spans as readers of each language say them."""

from __future__ import annotations

import datetime as dt

import pytest

from kb_tools.locale import words
from kb_tools.render.views.wording import Wording

DAY = dt.date(2026, 11, 15)
ZH, EN = Wording(words("zh"), DAY), Wording(words("en"), DAY)


def test_dates_keep_a_machine_readable_form() -> None:
    assert ZH.day(dt.date(2026, 10, 8)) == '<time datetime="2026-10-08">2026年10月8日</time>'
    assert EN.day(dt.date(2026, 10, 8)) == '<time datetime="2026-10-08">8 October 2026</time>'
    assert "22:00" in EN.moment(dt.datetime(2026, 11, 21, 22, 0))  # noqa: DTZ001
    assert "00:00<" not in EN.moment(dt.datetime(2026, 11, 21))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-15", "today"),
        ("2026-11-14", "yesterday"),
        ("2026-11-16", "tomorrow"),
        ("2026-10-08", "38 days ago"),
        ("2026-05-15", "6 months ago"),
        ("2023-11-15", "3 years ago"),
        ("2026-11-21", "in 6 days"),
        ("2027-06-30", "in 7 months"),
    ],
)
def test_ages_in_words(day: str, said: str) -> None:
    assert EN.age(dt.date.fromisoformat(day)) == said


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (99.95, "%", "99.95%", "99.95%"),
        (1100, "min", "1,100 分钟", "1,100 min"),
        ((2.5, 3), "h", "2.5–3 小时", "2.5–3 h"),
        (18, "件", "18 件", "18 件"),
    ],
)
def test_amounts_with_units(value: float, unit: str, zh: str, en: str) -> None:
    assert ZH.amount(value, unit) == zh
    assert EN.amount(value, unit) == en


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2026-10", "2026年10月", "October 2026"),
        ("2026-Q3", "2026年第3季度", "Q3 2026"),
        ("2026-W40", "2026年第40周", "week 40 of 2026"),
        ("2026-10-08", "2026年10月8日", "8 October 2026"),
        ("2026", "2026", "2026"),
    ],
)
def test_periods(period: str, zh: str, en: str) -> None:
    assert ZH.period(period) == zh
    assert EN.period(period) == en


@pytest.mark.parametrize(
    ("count", "said"), [(15, "15 minutes"), (60, "1 hour"), (90, "1 hour 30 minutes"), (7000, "7000 minutes")]
)
def test_minutes_in_words(count: int, said: str) -> None:
    assert EN.minutes(count) == said
