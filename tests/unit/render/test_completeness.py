"""Nothing of the front matter may be invisible: a page filled with unique texts shows every one of them."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb_tools.config import Config, HandbookConfig
from kb_tools.content import content_types
from kb_tools.content.plan import Plan, plan_of
from kb_tools.load.edition import Edition
from kb_tools.load.loader import load_handbook
from kb_tools.locale import words
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView

#: Set by the frame, or no content of the page: what it translates, its type and id.
FRAME = {"type", "id", "source_hash"}


class Filler:
    """Fills every field of a type with something that can be found again."""

    def __init__(self) -> None:
        self.number = 0
        self.expected: list[str] = []

    def mapping(self, plan: Plan, skip: set[str]) -> dict[str, Any]:
        return {key: self.value(below, key) for key, below in plan.fields.items() if key not in skip}

    def value(self, plan: Plan, key: str) -> Any:
        if plan.kind == "mapping":
            return self.mapping(plan, set())
        if plan.kind == "list" and plan.item:
            return [self.value(plan.item, key), self.value(plan.item, key)]
        if plan.kind == "free":
            if key == "frameworks":
                return {"iso20000": [self.text()]}
            return {"zh": self.text()}
        return self.scalar(plan, key)

    def scalar(self, plan: Plan, key: str) -> str:
        self.number += 1
        if plan.choices:
            return plan.choices[-1]
        if plan.reference:
            return self.text()
        day = (dt.date(2030, 1, 1) + dt.timedelta(days=self.number)).isoformat()
        made = {
            "date": day,
            "moment": day,
            "int": str(7000 + self.number),
            "number": str(7000 + self.number),
            "threshold": str(7000 + self.number),
            "1-5": "4",
            "1-4": "3",
            "bool": "true",
            "duration": f"{7000 + self.number} min",
            "id": f"part-{self.number}",
        }
        if plan.scalar in made:
            shown = made[plan.scalar].removesuffix(" min")
            if plan.scalar not in ("1-5", "1-4", "bool"):
                self.expected.append(shown)
            return made[plan.scalar]
        return self.text()

    def text(self) -> str:
        self.number += 1
        self.expected.append(f"sentinel-{self.number}-x")
        return self.expected[-1]


@pytest.mark.parametrize("name", list(content_types()))
def test_every_value_of_every_type_is_on_its_page(name: str, tmp_path: Path) -> None:
    schema = content_types()[name]
    filler = Filler()
    values = filler.mapping(plan_of(schema), FRAME)
    folder = tmp_path / "docs" / (schema.folder or "articles")
    folder.mkdir(parents=True)
    text = yaml.safe_dump(values, allow_unicode=True, default_style='"', sort_keys=False)
    (folder / "page.md").write_text(f"---\n{text}---\n\n## Text\n\nbody-sentinel\n", encoding="utf-8")
    config = Config(handbook=HandbookConfig(languages=("en",)))
    handbook = load_handbook(tmp_path, config, use_cache=False)
    page = handbook.pages[0]
    assert [f for f in page.findings if f.code[:3] in ("KB0", "KB1")] == []
    view = EditionView(Edition(handbook, "en"), config, dt.date(2026, 11, 15))
    rendered = {item.src: item.markdown for item in render_edition(view).pages}[page.src]
    shown = re.sub(r"(?<=\d),(?=\d{3})", "", html.unescape(rendered))  # thousands separators
    missing = [text for text in filler.expected if text not in shown]
    assert missing == []
    assert "body-sentinel" in shown


def test_a_field_that_no_template_knows_is_in_the_details(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "articles"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("---\ntitle: A\naliases: [one-odd-name]\n---\n", encoding="utf-8")
    config = Config(handbook=HandbookConfig(languages=("en",)))
    view = EditionView(Edition(load_handbook(tmp_path, config, use_cache=False), "en"), config, dt.date(2026, 1, 1))
    page = render_edition(view).pages[0]
    details = page.markdown.split("{#kb-details}")[1]
    assert words("en")("field.aliases") in details
    assert "one-odd-name" in details
