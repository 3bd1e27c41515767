"""What if: readers choose people and see what stops. Published only where `[publish] what_if` asks for it.

The page carries the controls; the facts lie beside it as JSON without absences and without ids of people, and
`assets/kb/what-if.js` counts. A test holds that script to the results of `kb whatif`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.changes import contacts
from kb_tools.insight.picture import Picture
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.key_persons import key_person_view
from kb_tools.render.generated.sheet import FOLDER, Sheet
from kb_tools.render.own import own
from kb_tools.render.rendered import RenderedPage

__all__ = ["FILE", "ORDER", "downloads", "facts", "pages"]

ORDER = 306
#: The facts, beside the page.
FILE = "what-if.json"
#: What the script says, as keys of `[overview.what_if]`.
_SAID = (
    "choose",
    "find",
    "clear",
    "nobody_chosen",
    "failed",
    "loading",
    "no_team",
    "stops",
    "nothing",
    "thinner",
    "coverage",
    "column_role",
    "column_process",
    "column_activity",
    "column_decision",
    "column_record",
    "column_kind",
    "column_error",
    "column_cover",
    "column_state",
    "column_left",
    "column_weakest",
    "section_roles",
    "section_processes",
    "section_tasks",
    "section_approvals",
    "section_contacts",
    "section_errors",
    "state_none",
    "state_deputy",
    "state_short",
    "factor_0",
    "factor_1",
    "lost_responsible",
    "lost_accountable",
    "left_0",
    "left_1",
    "field_owner",
    "field_escalation",
    "field_contact",
)


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page; none unless the configuration asks for it, or where nobody may be named."""
    if _published(view):
        sheet = Sheet(view, "what_if")
        said = json.dumps({key: sheet.word(key) for key in _SAID}, ensure_ascii=False, sort_keys=True)
        box = Markup('<div class="kb-what-if" data-kb-what-if="{}"></div>').format(said)
        yield sheet.render(environment, box=own(box), file=FILE)


def downloads(view: EditionView) -> dict[str, bytes]:
    """The facts; a second time as a script, for a copy that is opened from a folder, where nothing can be fetched."""
    if not _published(view):
        return {}
    text = json.dumps(facts(view), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    script = f"window.kbWhatIfFacts = {text};\n"
    return {f"{FOLDER}/{FILE}": (text + "\n").encode("utf-8"), f"{FOLDER}/{FILE}.js": script.encode("utf-8")}


def _published(view: EditionView) -> bool:
    return view.config.publish.what_if and view.config.publish.people != "roles" and bool(view.handbook.people)


def facts(view: EditionView) -> dict[str, Any]:
    """What the script counts with: everything by number, names in this language, pages by their file.

    People `n` name and `t` team; roles `c` criticality, `q` required cover, `h` holders and `p` everybody who can act;
    processes `r` roles; tasks `p` process, `r` and `a` responsible and accountable roles; decisions `r` roles;
    contacts `k` type, `f` field, `r` role; known errors `h` holders. `u` is a page's file.
    """
    picture = key_person_view(view).picture
    people = {person: number for number, person in enumerate(sorted(picture.staff.people))}
    roles = {role: number for number, role in enumerate(picture.staff.roles)}
    found: dict[str, Any] = {
        "people": [{"n": view.person(person), "t": _team(view, person)} for person in people],
        "roles": [
            {
                **_page(view, post.id),
                "c": post.criticality,
                "q": post.required,
                "h": _numbers(post.holders, people),
                "p": _numbers(post.on_paper, people),
            }
            for post in picture.staff.roles.values()
        ],
        "errors": [{**_page(view, entry.id), "h": _numbers(entry.holders, people)} for entry in picture.errors],
    }
    return {**found, **_work(view, picture, roles)}


def _work(view: EditionView, picture: Picture, roles: dict[str, int]) -> dict[str, Any]:
    """Processes, activities, decisions and contacts, by the numbers of their roles."""
    flows = {flow.id: number for number, flow in enumerate(picture.flows)}
    return {
        "processes": [
            {**_page(view, flow.id), "c": flow.criticality, "r": _numbers([post.id for post in flow.posts], roles)}
            for flow in picture.flows
        ],
        "tasks": [
            {
                "n": _activity(view, task.process, task.id),
                "p": flows[task.process],
                "r": _numbers(task.roles, roles),
                "a": _numbers(task.accountable, roles),
            }
            for task in picture.tasks
        ],
        "approvals": [
            {"n": _decision(view, entry.roles[0], entry.key), "r": _numbers(entry.roles, roles)}
            for entry in picture.approvals
        ],
        "contacts": [
            {**_page(view, entry.id), "k": view.words(f"type.{entry.type}"), "f": entry.field, "r": roles[entry.role]}
            for entry in contacts(view.handbook)
            if entry.role in roles
        ],
    }


def _numbers(ids: Iterable[str], table: dict[str, int]) -> list[int]:
    return [table[name] for name in ids if name in table]


def _page(view: EditionView, record: str) -> dict[str, str]:
    local = view.local(record)
    if local:
        return {"n": local.title, "u": local.src}
    found = view.handbook.lookup(record)
    return {"n": view.target_text(found) if found else record}


def _team(view: EditionView, person: str) -> str:
    team = view.handbook.teams.get(view.handbook.people[person].value.team or "")
    return str(team.value.name.in_language(view.lang)) if team else ""


def _activity(view: EditionView, process: str, activity: str) -> str:
    local = view.local(process)
    return next((str(act.name) for act in local.record.activities if act.id == activity), activity) if local else ""


def _decision(view: EditionView, role: str, key: tuple[str, str]) -> str:
    """The decision in this language: the entry at the same place of the role card."""
    local = view.local(role)
    pairs = zip(local.source.record.authority, local.record.authority, strict=False) if local else ()
    for old, new in pairs:
        if (" ".join(old.decision.split()), " ".join((old.limit or "").split())) == key:
            return str(new.decision)
    return key[0]
