"""Write the references of the user guide from the program itself; with --check, only say whether they are current.

Rules come from the docstrings and `locale/`, fields from the record classes, commands from their help, settings from
`config.py`. The pages lie in the example handbook, in both languages.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from kb_tools.check.registry import all_rules
from kb_tools.cli.main import program
from kb_tools.config import CheckConfig, Config, FieldConfig, HandbookConfig, PublishConfig, TypeConfig
from kb_tools.content import content_types
from kb_tools.content.plan import Plan, plan_of
from kb_tools.content.record import Record
from kb_tools.load.data import DATA_FILES
from kb_tools.load.pages import PageFile, PageSettings, parse_page
from kb_tools.locale import Words, words

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "editing"


def main() -> int:
    """Write or compare; 1 when something is out of date."""
    stale = []
    for path, text in sorted(_all_pages().items()):
        target = ROOT / path
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            stale.append(path)
            if "--check" not in sys.argv:
                target.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print("out of date (run `make references`): " + ", ".join(stale))
        return 1
    return 0


def _all_pages() -> dict[str, str]:
    makers = {"rules": _rules, "fields": _fields, "commands": _commands, "settings": _settings}
    pages = {}
    for name, maker in makers.items():
        src = f"{FOLDER}/{name[:-1]}-reference.md"
        source = _page(name, words("zh"), maker(words("zh")))
        pages[f"docs/zh/{src}"] = source
        parsed = parse_page(PageFile(f"docs/zh/{src}", src, "zh", source.encode()), PageSettings("zh", ()))
        pages[f"docs/en/{src}"] = _page(name, words("en"), maker(words("en")), parsed.text_hash)
    return pages


def _page(name: str, said: Words, lines: Iterator[str], source_hash: str = "") -> str:
    head = ["---", f"title: {said(f'reference.{name}')}", f'summary: "{said(f"reference.{name}_summary")}"']
    head += [f"source_hash: {source_hash}"] if source_hash else []
    return "\n".join([*head, "---", "", said("reference.generated"), "", *lines]).rstrip("\n") + "\n"


def _rules(said: Words) -> Iterator[str]:
    columns = [said(f"reference.{key}") for key in ("code", "name", "severity", "what")]
    yield from _table(
        columns,
        [
            [f"[{code}](#{code.lower()})", f"`{rule.name}`", said(f"severity.{rule.severity}"), said(f"{code}.title")]
            for code, rule in all_rules().items()
        ],
    )
    for code, rule in all_rules().items():
        yield f"## {code} {said(f'{code}.title')} {{#{code.lower()}}}"
        yield ""
        yield f"`{rule.name}` · {said(f'severity.{rule.severity}')}"
        yield ""
        if said.lang == "en":
            yield re.sub(r"^## ", "### ", rule.doc, flags=re.MULTILINE)
        else:
            yield from _chinese_rule(code, rule.doc, said)
        yield ""


def _chinese_rule(code: str, doc: str, said: Words) -> Iterator[str]:
    for key in ("why", "fix"):
        if text := said.get(f"{code}.{key}"):
            yield from (f"**{said(f'reference.{key}')}**：{text}", "")
    for example in re.findall(r"^```.*?^```$", doc, re.DOTALL | re.MULTILINE):
        yield from (example, "")


def _fields(said: Words) -> Iterator[str]:
    yield from (f"## {said('reference.common')} {{#common}}", "")
    yield from _field_tables(Record, said, set())
    for name, schema in content_types().items():
        own = set(schema.model_fields) - set(Record.model_fields)
        if own and name != "article":
            yield from (f"## {said(f'types.{name}')} (`{name}`) {{#{name}}}", "")
            yield from _field_tables(schema, said, set(Record.model_fields))
    yield from (f"## {said('reference.data')} {{#data}}", "")
    for file, (_, model) in DATA_FILES.items():
        yield from (f"### `docs/data/{file}`", "")
        yield from _field_tables(model, said, set())


def _field_tables(model: type[BaseModel], said: Words, skip: set[str], prefix: str = "") -> Iterator[str]:
    columns = [said(f"reference.{key}") for key in ("key", "label", "required", "holds", "meaning")]
    rows, nested = [], []
    required = getattr(model, "required", ()) or ()
    type_name = getattr(model, "type_name", "") or ""
    for name, info in model.model_fields.items():
        if name in skip or info.exclude:
            continue
        key = info.alias or name
        plan = plan_of(model).fields[key]
        label = said.get(f"field_{type_name}.{key}") or said.get(f"field.{key}") or key
        needed = info.is_required() or key in required or (key == "title" and model is Record)
        meaning = _meaning(model, key, info.description or "", said)
        rows.append([f"`{key}`", label, said("page.yes") if needed else "", _holds(plan, said), meaning])
        inner = plan.item if plan.kind == "list" else plan
        if inner and inner.kind == "mapping" and inner.model:
            nested.append((f"{prefix}{key}", inner.model))
    yield from _table(columns, rows)
    for key, below in nested:
        yield from (said("reference.part", name=key), "")
        yield from _field_tables(below, said, set(), f"{key}.")


def _meaning(model: type[BaseModel], key: str, english: str, said: Words) -> str:
    if said.lang == "en" or not english:
        return english
    return said.get(f"help_{model.__name__.lower()}.{key}") or said.get(f"help_field.{key}") or english


def _holds(plan: Plan, said: Words) -> str:
    if plan.kind in ("list", "free") and plan.item:
        return said("reference.list_of", item=_holds(plan.item, said))
    if plan.kind == "mapping":
        return said("reference.mapping")
    if plan.reference:
        types = said("page.list_join").join(said.get(f"type.{name}", name) for name in plan.reference.to)
        return said("reference.id_of", types=types)
    if plan.choices:
        return said("reference.one_of", choices=", ".join(f"`{choice}`" for choice in plan.choices))
    return said("reference.translated") if plan.translatable else said(f"reference.{plan.scalar}")


def _commands(said: Words) -> Iterator[str]:
    kb = program(said)
    context = click.Context(kb, info_name="kb", **kb.context_settings)
    for name in kb.list_commands(context):
        command = kb.get_command(context, name)
        assert command is not None
        below = command.context_class(command, context, info_name=name, terminal_width=100, max_content_width=100)
        yield from (f"## kb {name} {{#{name}}}", "", "```text", command.get_help(below), "```", "")


def _settings(said: Words) -> Iterator[str]:
    sections: dict[str, type[BaseModel]] = {
        "[handbook]": HandbookConfig,
        "[check]": CheckConfig,
        "[publish]": PublishConfig,
        "[types.process]": TypeConfig,
        "[types.process.fields.KEY]": FieldConfig,
    }
    columns = [said(f"reference.{key}") for key in ("key", "default", "meaning")]
    for title, model in sections.items():
        yield from (f"## `{title}` {{#{re.sub('[^a-z]+', '-', title.lower()).strip('-')}}}", "")
        yield from _table(columns, [_setting(name, info, said) for name, info in model.model_fields.items()])
    yield from ("## `priority` {#priority}", "")
    yield from _table(columns, [_setting("priority", Config.model_fields["priority"], said)])


def _setting(name: str, info: Any, said: Words) -> list[str]:
    default = info.default
    shown = "" if default in (None, "", {}, ()) else f"`{list(default) if isinstance(default, tuple) else default}`"
    text = said.tables.get("setting", {}).get(name) if said.lang != "en" else None
    return [f"`{name}`", shown, text or info.description or ""]


def _table(columns: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""


if __name__ == "__main__":
    sys.exit(main())
