"""Both languages say the same things, and everything that pages and findings need is there."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any

import pytest

from kb_tools.check.registry import all_rules
from kb_tools.content import content_types, people
from kb_tools.content.plan import Plan, plan_of
from kb_tools.locale import words

#: Tables that only Chinese needs: in English these words stand in the code (docstrings, field descriptions).
CHINESE_ONLY = ("help_", "setting")


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in node.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            yield from leaves(value, here)
        else:
            yield here, value


def needed(key: str) -> bool:
    return not key.startswith(CHINESE_ONLY) and not key.endswith((".why", ".fix"))


def test_both_languages_have_the_same_keys() -> None:
    chinese = {key for key, _ in leaves(words("zh").tables) if needed(key)}
    english = {key for key, _ in leaves(words("en").tables) if needed(key)}
    assert chinese ^ english == set()


def test_both_languages_fill_the_same_arguments() -> None:
    english = dict(leaves(words("en").tables))
    different = []
    for key, text in leaves(words("zh").tables):
        if key in english:
            there = {name for _, name, _, _ in string.Formatter().parse(english[key]) if name}
            here = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            if there != here:
                different.append((key, there, here))
    assert different == []


@pytest.mark.parametrize("code", list(all_rules()))
def test_every_rule_is_told_in_both_languages(code: str) -> None:
    for lang in ("zh", "en"):
        for part in ("title", "message", "hint"):
            assert words(lang).tables[code].get(part), f"{lang}: {code}.{part}"
    for part in ("why", "fix"):
        assert words("zh").tables[code].get(part), f"zh: {code}.{part}"
    doc = all_rules()[code].doc
    assert "## Why it matters" in doc
    assert "## Fix" in doc


def fields(plan: Plan, type_name: str) -> Iterator[tuple[str, str, Plan]]:
    for key, below in plan.fields.items():
        yield type_name, key, below
        inner = below.item if below.kind in ("list", "free") and below.item else below
        yield from fields(inner, type_name)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_field_and_value_has_a_name(lang: str) -> None:
    said = words(lang)
    plans = [(name, plan_of(schema)) for name, schema in content_types().items()]
    plans += [("person", plan_of(people.Person)), ("team", plan_of(people.Team)), ("party", plan_of(people.Party))]
    missing = set()
    for name, plan in plans:
        for type_name, key, below in fields(plan, name):
            if not (said.get(f"field_{type_name}.{key}") or said.tables["field"].get(key)):
                missing.add(key)
            missing |= {
                f"enum.{key}.{choice}"
                for choice in below.choices
                if type_name not in ("person", "team", "party")
                and not (said.get(f"enum_{type_name}.{key}.{choice}") or said.get(f"enum.{key}.{choice}"))
            }
    assert missing == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_type_has_a_name_for_one_and_for_many(lang: str) -> None:
    for name in content_types():
        assert words(lang).tables["type"].get(name)
        assert words(lang).tables["types"].get(name)
