"""Numbers of public promises beside those of the agreement."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from insight_small import load_small

from kb_tools.insight.promises import public_promises, quantities

AS_OF = dt.date(2026, 11, 15)
SLA = """---
title: 邮件协议
kind: SLA
service: mail
valid_from: 2026-01-01
valid_to: {until}
targets:
- {{id: up, name: 可用率, statement: 每月停机不超过 43 分钟, metric: mail/up, value: 99.9, unit: "%"}}
- {{id: p1, name: 全断, respond_within: 15 min, restore_within: 4 h}}
- {{id: first, name: 首日, statement: "节后 9:00 前能用"}}
promised_publicly: {said}
---
"""
MAIL = '---\ntitle: 邮件\nkpis:\n- {id: up, name: 可用率, unit: "%", direction: higher, target: 99.95}\n---\n'


def verdict(root: Path, said: str, until: str = "2026-12-31") -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    files = {"agreements/sla.md": SLA.format(said=said, until=until), "services/mail.md": MAIL}
    found = public_promises(load_small(root, files), AS_OF)
    return (found[0].verdict, found[0].matched, found[0].unmeasured) if found else None


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("99.9%、九成", [("share", 99.9)]),
        ("15 分钟内，4 小时内", [("span", 15), ("span", 240)]),
        ("within 15 minutes, in 2 hours or 1 day", [("span", 15), ("span", 120), ("span", 1440)]),
        ("before 9:00 and after 18：30", [("clock", 540), ("clock", 1110)]),
        ("version 2.10.9 of 2026-11-15", []),
        ("99% 个 3 minimum", [("share", 99)]),
    ],
)
def test_shares_spans_and_times_of_day_are_read_in_both_languages(said: str, wanted: list[tuple[str, float]]) -> None:
    assert [tuple(found) for found in quantities(said)] == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("全年可用 99.9%", ("within", ("up",), ())),
        ("全年可用 99.99%", ("beyond", ("up",), ())),
        ("断了 15 分钟内有人接手", ("within", ("p1",), ("p1",))),
        ("断了 5 分钟内有人接手", ("beyond", ("p1",), ("p1",))),
        ("节后 9:00 前能用", ("within", ("first",), ("first",))),
        ("节后 8:30 前能用", ("beyond", ("first",), ("first",))),
        ("我们的邮件从来不断", ("unmatched", (), ())),
    ],
)
def test_a_promise_is_compared_with_targets_of_its_kind(
    tmp_path: Path, said: str, wanted: tuple[str, tuple[str, ...], tuple[str, ...]]
) -> None:
    assert verdict(tmp_path, said) == wanted


def test_the_worst_number_of_a_promise_counts(tmp_path: Path) -> None:
    found = verdict(tmp_path, "可用 99.9%，断了 5 分钟内有人接手")
    assert found is not None
    assert found[0] == "beyond"


def test_an_agreement_that_is_over_promises_nothing(tmp_path: Path) -> None:
    assert verdict(tmp_path, "全年可用 99.99%", until="2026-11-14") is None
