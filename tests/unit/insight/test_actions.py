"""Actions of reviews on a day: open, overdue, done, dropped; and what an improvement's figures say."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kb_tools.config import Config, HandbookConfig
from kb_tools.insight.actions import followed_up, reviewed_actions
from kb_tools.insight.gain import gain, lies_better
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook

AS_OF = dt.date(2026, 11, 15)
REVIEW = "---\ntitle: {title}\nkind: process-review\nsubject: [p]\nheld_on: {held}\n{rest}---\n"
PROCESS = """---
title: P
kpis:
- {id: fast, name: Fast, unit: min, direction: lower, target: 3}
- {id: warm, name: Warm, unit: C, direction: range, target: [20, 22]}
---
"""


def load(root: Path, files: dict[str, str]) -> Handbook:
    for name, text in files.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_handbook(root, Config(handbook=HandbookConfig(languages=("en",))), use_cache=False, jobs=1)


def reviews(root: Path) -> Handbook:
    actions = """actions:
- {id: late, text: L, owner: x, due: 2026-11-14}
- {id: today, text: T, owner: x, due: 2026-11-15}
- {id: done, text: D, owner: x, due: 2026-09-30, done_on: 2026-10-12}
- {id: tomorrow, text: M, owner: x, due: 2026-10-31, done_on: 2026-11-16}
- {id: dropped, text: R, owner: x, due: 2026-09-30}
- {id: later, text: S, owner: x, due: 2026-09-30}
"""
    follow = """follow_up:
- {review: one, action: dropped, state: dropped}
- {review: one, action: late, state: open}
"""
    future = "follow_up:\n- {review: one, action: later, state: dropped}\n"
    return load(
        root,
        {
            "reviews/one.md": REVIEW.format(title="One", held="2026-08-12", rest=actions),
            "reviews/two.md": REVIEW.format(title="Two", held="2026-11-06", rest=follow),
            "reviews/three.md": REVIEW.format(title="Three", held="2026-12-06", rest=future),
            "reviews/draft.md": REVIEW.format(title="Draft", held="2026-08-12", rest="status: draft\n" + actions),
        },
    )


def test_each_action_stands_as_its_day_and_later_reviews_say(tmp_path: Path) -> None:
    found = reviewed_actions(reviews(tmp_path), AS_OF)
    assert {item.action.id: item.state for item in found} == {
        "late": "overdue",
        "today": "open",
        "done": "done",
        "tomorrow": "overdue",
        "dropped": "dropped",
        "later": "overdue",
    }
    assert {item.review.id for item in found} == {"one"}
    assert [item.action.due for item in found] == sorted(item.action.due for item in found)


def test_what_a_later_review_says_is_kept_beside_the_action(tmp_path: Path) -> None:
    said = followed_up(reviews(tmp_path))
    assert [(entry.review.id, entry.state) for entry in said["one", "late"]] == [("two", "open")]
    assert ("one", "done") not in said


@pytest.mark.parametrize(
    ("fields", "better", "reached", "verdict"),
    [
        ("kpi: p/fast\nbaseline: 5.4\ngoal: 3\nresult: 3", True, True, "achieved"),
        ("kpi: p/fast\nbaseline: 5.4\ngoal: 3\nresult: 4", True, False, "partly"),
        ("kpi: p/fast\nbaseline: 5.4\ngoal: 3\nresult: 6", False, False, "not-achieved"),
        ("kpi: p/fast\nbaseline: 2\ngoal: 3\nresult: 2.5", False, True, "not-achieved"),
        ("kpi: p/warm\nbaseline: 26\ngoal: 22\nresult: 21", True, True, "achieved"),
        ("kpi: p/warm\nbaseline: 18\ngoal: 20\nresult: 23", True, False, "partly"),
        ("measure: m\ndirection: higher\nbaseline: 0\ngoal: 95\nresult: 96", True, True, "achieved"),
        ("measure: m\nbaseline: 0\ngoal: 95\nresult: 96", None, None, None),
        ("kpi: p/fast\nbaseline: 5.4\ngoal: 3", None, None, None),
        ("kpi: p/fast\ngoal: 3\nresult: 2", None, True, None),
    ],
)
def test_figures_decide(
    tmp_path: Path, fields: str, better: bool | None, reached: bool | None, verdict: str | None
) -> None:
    page = f"---\ntitle: I\nsource: r\ntargets: [p]\nstage: act\n{fields}\n---\n"
    handbook = load(tmp_path, {"processes/p.md": PROCESS, "improvements/i.md": page})
    said = gain(handbook, handbook.by_id["i"])
    assert (said.better, said.reached, said.verdict) == (better, reached, verdict)


def test_better_depends_on_the_direction() -> None:
    assert lies_better("higher", 2, 1)
    assert lies_better("lower", 1, 2)
    assert not lies_better("lower", 2, 2)
    assert lies_better("range", 23, 26, (20, 22))
    assert not lies_better("range", 21, 22, (20, 22))
