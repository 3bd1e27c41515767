"""Pages of every type with every field filled: what must not be seen is not seen, in fields that come later as well."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb_tools.config import Config, HandbookConfig, PublishConfig
from kb_tools.content import content_types
from kb_tools.content.plan import Plan, plan_of
from kb_tools.load.audience import cut_for
from kb_tools.load.edition import Edition
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView
from kb_tools.render.found.documents import documents, labels, synonyms

AS_OF = dt.date(2026, 11, 15)
PERSON, NAME = "quirin-zabel", "Quirin Zabel"
#: What a page says about itself, in the test's own hand.
GIVEN = {"title": "Some page", "summary": "In short", "status": "approved", "audience": "customer"}
SHOWN = {"title", "summary", "status", "audience", "aliases", "type", "id", "source_hash"}


def filled(plan: Plan, key: str, choice: int) -> Any:
    """A value for a field: a person where one may stand, an own word for every text."""
    if plan.kind == "mapping":
        return {name: filled(below, name, choice) for name, below in plan.fields.items()}
    if plan.kind == "list" and plan.item:
        return [filled(plan.item, key, choice)]
    if plan.kind == "free":
        return {"iso20000": [f"word {key}"]} if key == "frameworks" else {"en": f"word {key}"}
    if plan.choices:
        return plan.choices[choice]
    if plan.reference:
        return PERSON if "person" in plan.reference.to else f"nothing-{key}".replace("_", "-")
    made = {"date": "2026-11-20", "moment": "2026-11-20", "bool": "true", "duration": "7 min", "id": "part", "1-5": "4"}
    made |= {"1-4": "3", "int": "7", "number": "7", "threshold": "7"}
    return made.get(plan.scalar, f"word {key}")


def handbook(root: Path, choice: int) -> Handbook:
    """A page of every type, with a person in every field that can hold one, and a text of its own in each other."""
    for name, schema in content_types().items():
        values = {key: filled(plan, f"{name}-{key}", choice) for key, plan in plan_of(schema).fields.items()}
        values = {key: value for key, value in values.items() if key not in SHOWN} | GIVEN | {"title": f"Page {name}"}
        path = root / "docs" / (schema.folder or "articles") / f"{name}-page.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{yaml.safe_dump(values, default_style=chr(34))}---\n\n## Text\n\nText.\n", "utf-8")
    data = root / "docs/data"
    data.mkdir()
    (data / "people.yml").write_text(f"{PERSON}: {{name: {{en: {NAME}}}}}\n", encoding="utf-8")
    duty = f"- {{from: 2026-11-01, to: 2026-12-31, role: role-page, person: {PERSON}}}\n"
    (data / "duty.yml").write_text(duty, encoding="utf-8")
    return load_handbook(root, settings("names"), use_cache=False, jobs=1)


def settings(people: str) -> Config:
    publish = PublishConfig.model_validate({"people": people, "what_if": True})
    return Config(handbook=HandbookConfig(languages=("en",)), publish=publish)


def said(found: Handbook, config: Config) -> str:
    """Everything that is published: pages, their addresses, navigation, downloads, search."""
    view = EditionView(Edition(found, "en"), config, AS_OF)
    rendered = render_edition(view)
    made = documents([view])
    pages = "\n".join(f"{page.src} {page.title} {page.summary} {page.markdown}" for page in rendered.pages)
    files = "\n".join(f"{src} {data.decode('utf-8', 'replace')}" for src, data in rendered.downloads.items())
    return "\n".join([pages, files, repr(rendered.nav), repr((made, synonyms([view]), labels([view], made)))])


@pytest.mark.parametrize("choice", [0, -1])
@pytest.mark.parametrize("people", ["initials", "roles"])
def test_a_person_in_any_field_of_any_type_is_not_named(tmp_path: Path, people: str, choice: int) -> None:
    found = handbook(tmp_path, choice)
    assert NAME in said(found, settings("names"))
    text = said(found, settings(people))
    for name in (PERSON, NAME, "Zabel", "zabel"):
        at = text.find(name)
        assert at < 0, text[max(0, at - 300) : at + 100]
    assert ("QZ" in text) == (people == "initials")


@pytest.mark.parametrize("choice", [0, -1])
def test_customers_see_only_fields_that_their_type_names(tmp_path: Path, choice: int) -> None:
    found = handbook(tmp_path, choice)
    text = said(cut_for(found, "customer"), settings("names").for_audience("customer"))
    leaks = [
        (name, key)
        for name, schema in content_types().items()
        for key in plan_of(schema).fields
        if key not in {*SHOWN, *(field.split(".")[0] for field in schema.outside)}
        and (f"word {name}-{key}" in text or f"nothing-{name}-{key}".replace("_", "-") in text)
    ]
    assert leaks == []
    assert "word service-purpose" in text
    assert "word known-error-user_message" in text
    assert NAME not in text
    assert "nothing-" not in text
