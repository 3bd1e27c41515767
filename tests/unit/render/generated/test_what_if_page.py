"""The what-if page: its script counts exactly like the command, and its data tell no more than they must."""

from __future__ import annotations

import itertools
import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import ROOT

from kb_tools.check.rule import Context
from kb_tools.check.runner import check_page
from kb_tools.config import Config, load_config
from kb_tools.insight.picture import take_picture
from kb_tools.insight.what_if import Impact, Question, what_if
from kb_tools.load.edition import Edition
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.what_if import downloads, facts

COMPANY = ROOT / "tests" / "fixtures" / "company"
SCRIPT = ROOT / "plugins" / "mkdocs_kb" / "theme" / "assets" / "kb" / "what-if.js"
RUN = """
const { whatIf } = require(process.argv[1]);
const { facts, questions } = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(questions.map((people) => whatIf(facts, new Set(people)))));
"""


def setting(config: Config, **values: Any) -> Config:
    return config.model_copy(update={"publish": config.publish.model_copy(update=values)})


def view_of(handbook: Handbook, config: Config, context: Context) -> EditionView:
    return EditionView(Edition(handbook, "zh"), config, context.as_of)


def counted_by_the_script(view: EditionView, questions: list[list[int]]) -> list[dict[str, Any]]:
    text = json.dumps({"facts": facts(view), "questions": questions})
    done = subprocess.run(["node", "-e", RUN, str(SCRIPT)], input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def in_numbers(impact: Impact, view: EditionView) -> dict[str, Any]:
    """The command's result in the numbers of the page."""
    picture = take_picture(view.handbook, view.as_of)
    people = sorted(picture.staff.people)
    roles = list(picture.staff.roles)
    flows = [flow.id for flow in picture.flows]
    tasks = [task.key for task in picture.tasks]
    decisions = [entry.key for entry in picture.approvals]
    errors = [entry.id for entry in picture.errors]
    numbers = facts(view)["contacts"]
    return {
        "roles": {
            (roles.index(c.role.id), c.before, c.state, tuple(people.index(p) for p in c.role.on_paper))
            for c in impact.roles
        },
        "processes": {
            (flows.index(c.process), c.before, c.after, frozenset(roles.index(r) for r in c.roles))
            for c in impact.processes
        },
        "tasks": {(tasks.index((c.process, c.activity)), c.lost) for c in impact.activities},
        "approvals": {
            (decisions.index((c.decision, c.limit)), tuple(people.index(p) for p in c.left)) for c in impact.approvals
        },
        "contacts": len(impact.contacts),
        "contact_roles": {roles.index(lost.role) for lost in impact.contacts},
        "known": len(numbers),
        "errors": {(errors.index(c.id), tuple(people.index(p) for p in c.left)) for c in impact.known_errors},
        "coverage": {
            "before": impact.before.covered,
            "after": impact.after.covered,
            "critical": impact.before.critical,
        },
    }


def from_the_script(found: dict[str, Any], view: EditionView) -> dict[str, Any]:
    contacts = facts(view)["contacts"]
    return {
        "roles": {(c["role"], c["before"], c["state"], tuple(c["left"])) for c in found["roles"]},
        "processes": {(c["process"], c["before"], c["after"], frozenset(c["roles"])) for c in found["processes"]},
        "tasks": {(c["task"], c["lost"]) for c in found["tasks"]},
        "approvals": {(c["index"], tuple(sorted(c["left"]))) for c in found["approvals"]},
        "contacts": len(found["contacts"]),
        "contact_roles": {contacts[number]["r"] for number in found["contacts"]},
        "known": len(contacts),
        "errors": {(c["index"], tuple(sorted(c["left"]))) for c in found["errors"]},
        "coverage": found["coverage"],
    }


@pytest.mark.parametrize("name", ["company", "example"])
def test_the_script_counts_like_the_command(name: str, request: pytest.FixtureRequest) -> None:
    if name == "company":
        config = load_config(COMPANY)
        handbook = load_handbook(COMPANY, config, page_check=check_page, use_cache=False, jobs=1)
        context = Context(config.check.as_of, config)  # type: ignore[arg-type]
    else:
        handbook, config, context = (
            request.getfixturevalue(fixture) for fixture in ("example", "example_config", "example_context")
        )
    view = view_of(handbook, config, context)
    people = sorted(take_picture(handbook, context.as_of).staff.people)
    groups = [*((person,) for person in people), *list(itertools.combinations(people, 2))[::5], tuple(people)]
    found = counted_by_the_script(view, [[people.index(person) for person in group] for group in groups])
    for group, result in zip(groups, found, strict=True):
        impact = what_if(handbook, Question(group, context.as_of), context.as_of)
        assert from_the_script(result, view) == in_numbers(impact, view), group


def test_the_page_is_published_only_when_asked_for(
    example: Handbook, example_config: Config, example_context: Context
) -> None:
    asked = view_of(example, setting(example_config, what_if=True, people="names"), example_context)
    assert any(page.src == "overview/what-if.md" for page in render_edition(asked).pages)
    assert set(downloads(asked)) == {"overview/what-if.json", "overview/what-if.json.js"}
    for values in ({"what_if": False}, {"what_if": True, "people": "roles"}):
        view = view_of(example, setting(example_config, **values), example_context)
        assert not any(page.src == "overview/what-if.md" for page in render_edition(view).pages)
        assert downloads(view) == {}


def test_the_data_hold_no_absences_and_with_initials_no_names(
    example: Handbook, example_config: Config, example_context: Context
) -> None:
    view = view_of(example, setting(example_config, what_if=True, people="initials"), example_context)
    text = b"".join(downloads(view).values()).decode()
    for person, record in example.people.items():
        assert person not in text
        assert not [name for name in record.value.name.root.values() if name in text]
        assert not [entry for entry in record.value.absences if entry.from_.isoformat() in text]


def test_somebody_who_has_left_cannot_be_chosen(
    example: Handbook, example_config: Config, example_context: Context
) -> None:
    someone = next(iter(sorted(example.people)))
    record = example.people[someone]
    gone = replace(record, value=record.value.model_copy(update={"active_until": example_context.as_of.replace(day=1)}))
    left = replace(example, people={**example.people, someone: gone})
    view = view_of(left, example_config, example_context)
    assert len(facts(view)["people"]) == len(facts(view_of(example, example_config, example_context))["people"]) - 1


def test_the_script_file_is_loaded_by_that_page_alone() -> None:
    template = (Path(ROOT) / "plugins" / "mkdocs_kb" / "theme" / "main.html").read_text(encoding="utf-8")
    line = next(line for line in template.splitlines() if "what-if.js" in line)
    assert 'page.file.src_uri == "overview/what-if.md"' in line
