"""A new page that passes the checks before its author has written a word: template, existing ids, given values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kb_tools.check.rule import Context
from kb_tools.check.runner import check_handbook, check_page
from kb_tools.config import Config
from kb_tools.content import content_types
from kb_tools.content.json_schema import type_schema
from kb_tools.content.plan import Plan, plan_of
from kb_tools.errors import Message, UsageError
from kb_tools.load.loader import page_settings
from kb_tools.load.pages import PageFile, parse_page
from kb_tools.locale import Words
from kb_tools.model.diagnostic import Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page
from kb_tools.workflow.advice import closest_or_all
from kb_tools.workflow.choose import NOTHING, Chooser
from kb_tools.workflow.files import create_file
from kb_tools.workflow.frontmatter_edit import set_key, yaml_text
from kb_tools.workflow.outline import outline, placeholder
from kb_tools.workflow.template import has_template, page_template

__all__ = ["NewPage", "Question", "draft", "next_id", "questions", "write"]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_NUMBERED = re.compile(r"(.*?)(\d+)\Z")
#: Stands for nothing but itself; a page of this name is the front page of its folder.
_RESERVED = frozenset({"index", "data"})


@dataclass(frozen=True)
class NewPage:
    """A page that is not written yet.

    Attributes:
        id: Its id.
        type: Its type.
        path: Its file, relative to the handbook's root.
        raw: Its bytes.
    """

    id: str
    type: str
    path: str
    raw: bytes

    @property
    def is_draft(self) -> bool:
        """Whether it says `status: draft`, so that somebody must take that away."""
        return b"\nstatus: draft" in self.raw


@dataclass(frozen=True)
class Question:
    """Something to ask a person for.

    Attributes:
        key: The field.
        text: What to ask.
        default: What stands there otherwise.
    """

    key: str
    text: str
    default: str


def draft(
    handbook: Handbook,
    context: Context,
    words: Words,
    type_name: str,
    page_id: str,
    values: Mapping[str, str] | None = None,
    folder: str = "",
) -> NewPage:
    """Make a page, without writing it.

    Args:
        handbook: Where it will stand.
        context: The day and kb.toml.
        words: The language in which to say what is wrong with `values`.
        type_name: Its type.
        page_id: Its id, which is also its file's name.
        values: Key -> value as text; a list may be written `a, b` or as YAML.
        folder: Folder below the language's; the usual one of the type when empty.

    Raises:
        UsageError: The type, an id or a key does not exist, the id is taken, or a value is not valid.
    """
    _require_type(type_name)
    src = _src(type_name, page_id, folder, context.config)
    path = f"{context.config.docs_dir(handbook.source_lang)}/{src}"
    _require_free(handbook, type_name, page_id, src)
    raw = _fill(handbook, context, type_name, page_id, values or {}, src)
    settings = page_settings(context.config)
    page = parse_page(PageFile(path, src, handbook.source_lang, raw), settings)
    page = replace(page, findings=(*page.findings, *check_page(page)))
    _require_records(handbook, page)
    _require_clean(handbook, context, page, words)
    return NewPage(page_id, type_name, path, raw)


def write(root: Path, page: NewPage) -> None:
    """Write a new page.

    Raises:
        UsageError: The file exists, or a link leads out of the handbook.
        KbError: It cannot be written.
    """
    target = root / page.path
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise UsageError("error.page_outside", path=page.path)
    create_file(target, page.raw)


def next_id(handbook: Handbook, type_name: str) -> str:
    """The next id of a type whose pages are numbered (`ke-0016`), empty when they are not.

    Raises:
        UsageError: There is no such type.
    """
    _require_type(type_name)
    ids = [page.id for page in handbook.by_type.get(type_name, ())]
    numbered = [(match[1], match[2]) for match in map(_NUMBERED.match, ids) if match and match[1].endswith("-")]
    if not numbered or 2 * len(numbered) < len(ids):
        return ""
    prefix, number = max(numbered, key=lambda item: (int(item[1]), item[0]))
    return f"{prefix}{int(number) + 1:0{len(number)}d}"


def questions(
    handbook: Handbook, context: Context, type_name: str, page_id: str, words: Words, given: Mapping[str, str]
) -> list[Question]:
    """What to ask before making a page: its title, and each required reference that was not given.

    Raises:
        UsageError: There is no such type.
    """
    _require_type(type_name)
    found = [Question("title", words("new.title_prompt"), _title(page_id))] if "title" not in given else []
    raw = _fill(handbook, context, type_name, page_id, given, f"{page_id}.md")
    page = parse_page(PageFile(page_id, f"{page_id}.md", handbook.source_lang, raw), page_settings(context.config))
    for key in content_types()[type_name].required:
        refs = [ref for ref in page.refs if ref.field in (key, f"{key}.0")]
        if key not in given and refs and refs[0].target != NOTHING:
            label = words.get(f"field_{type_name}.{key}") or words.get(f"field.{key}") or key
            known = handbook.ids_for(refs[0].to)
            shown = ", ".join(known[:8]) + (" …" if len(known) > 8 else "")
            found.append(Question(key, words("new.reference_prompt", field=label, known=shown), refs[0].target))
    return found


def _title(page_id: str) -> str:
    return page_id.replace("-", " ").capitalize()


def _require_type(type_name: str) -> None:
    known = content_types()
    if type_name not in known:
        raise UsageError("error.unknown_type", name=type_name, advice=closest_or_all(type_name, known))


def _src(type_name: str, page_id: str, folder: str, config: Config) -> str:
    if not _ID.match(page_id) or page_id in _RESERVED:
        plainer = re.sub(r"[^a-z0-9]+", "-", page_id.lower()).strip("-")
        example = plainer if plainer and plainer not in _RESERVED else "my-page"
        raise UsageError("error.not_an_id", name=page_id, example=example)
    setting = config.types.get(type_name)
    usual = (setting.folder if setting and setting.folder else "") or content_types()[type_name].folder
    parts = [part for part in (folder or usual).replace("\\", "/").split("/") if part not in ("", ".")]
    if ".." in parts or any(part.startswith(".") for part in parts) or parts[:1] == ["data"]:
        raise UsageError("error.not_a_page_folder", folder=folder)
    return "/".join([*parts, f"{page_id}.md"])


def _require_free(handbook: Handbook, type_name: str, page_id: str, src: str) -> None:
    taken = handbook.lookup(page_id)
    if taken:
        place = taken.page.path if taken.page else taken.data.path if taken.data else ""
        following = next_id(handbook, type_name)
        advice = Message("advice.next_number", name=following) if following else Message("advice.other_id")
        raise UsageError("error.id_taken", name=page_id, path=place, advice=advice)
    if src in handbook.by_src:
        raise UsageError("error.file_taken", path=handbook.by_src[src].path, name=handbook.by_src[src].id)


def _fill(
    handbook: Handbook, context: Context, type_name: str, page_id: str, values: Mapping[str, str], src: str
) -> bytes:
    chooser = Chooser(handbook, context.as_of)
    title = values.get("title") or _title(page_id)
    text = page_template(handbook.source_lang, type_name, chooser, yaml_text(title), context.as_of)
    raw = text.encode("utf-8")
    if parse_page(PageFile(src, src, handbook.source_lang, raw), page_settings(context.config)).type != type_name:
        raw = set_key(raw, "type", type_name)
    if not has_template(type_name):
        for key, value in outline(type_name, chooser, context.as_of).items():
            raw = set_key(raw, key, value)
    setting = context.config.types.get(type_name)
    schema = type_schema(type_name, setting.fields if setting else None)
    for key, spec in (setting.fields if setting else {}).items():
        if spec.required:
            raw = set_key(raw, key, placeholder(schema["properties"][key], schema, chooser, context.as_of, key))
    for key, value in values.items():
        raw = set_key(raw, key, _as_yaml(key, value, type_name, schema["properties"]))
    return raw


def _as_yaml(key: str, value: str, type_name: str, known: Mapping[str, object]) -> str:
    if key not in known and not key.startswith("x-"):
        advice = closest_or_all(key, sorted(known), few=len(known))
        raise UsageError("error.unknown_field", type=type_name, key=key, advice=advice)
    if "\n" in value or "\r" in value:
        raise UsageError("error.value_of_lines", key=key)
    plan = plan_of(content_types()[type_name]).fields.get(key, Plan("scalar"))
    described = known.get(key)
    many = plan.kind == "list" or (isinstance(described, dict) and described.get("type") == "array")
    if plan.kind in ("mapping", "free") or (plan.item and plan.item.kind in ("mapping", "free")):
        return value  # nested keys are written as YAML
    if many and not value.lstrip().startswith("["):
        return "[" + ", ".join(yaml_text(item.strip()) for item in value.split(",") if item.strip()) + "]"
    return value if many else yaml_text(value)


def _require_records(handbook: Handbook, page: Page) -> None:
    """A clear word instead of a dangling reference where the handbook has nothing to refer to yet."""
    for ref in page.refs:
        if ref.target == NOTHING:
            kind = ref.to[0]
            advice = Message("advice.add_data") if kind in handbook.data else Message("advice.make_first", type=kind)
            key = ref.field.split(".")[0]
            raise UsageError("error.nothing_to_refer_to", key=key, type=page.type, kind=kind, advice=advice)


def _require_clean(handbook: Handbook, context: Context, page: Page, words: Words) -> None:
    pages = tuple(sorted((*handbook.pages, page), key=lambda item: item.path))
    # what rules beyond the schema ask for, an outline cannot know
    judged = () if has_template(page.type) else ("KB0", "KB1", "KB2")
    found = check_handbook(replace(handbook, pages=pages), context, select=judged)
    for item in found:
        if item.where.path == page.path and item.severity is Severity.ERROR:
            message, hint = words.finding(item.code, item.finding.variant, dict(item.finding.args))
            raise UsageError("error.page_would_fail", code=item.code, problem=message, hint=hint)
