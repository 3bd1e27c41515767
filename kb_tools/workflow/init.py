"""A new handbook: a small company that works, in one or two languages, ready to be replaced piece by piece.

Everything is made in memory first, so that fingerprints of reviews and translations are right from the first check on.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from kb_tools.config import Config, HandbookConfig
from kb_tools.content.json_schema import DATA_SCHEMAS, data_schema, type_schema
from kb_tools.content.plan import plan_of
from kb_tools.content.scalars import DurationValue
from kb_tools.errors import KbError, UsageError
from kb_tools.load.loader import page_settings
from kb_tools.load.pages import PageFile, parse_page
from kb_tools.locale import LANGUAGES, words
from kb_tools.model.page import Page
from kb_tools.workflow.files import create_file
from kb_tools.workflow.frontmatter_edit import set_key, yaml_text
from kb_tools.workflow.overlay_text import as_front_matter, texts_of
from kb_tools.workflow.template import environment

__all__ = ["create_handbook", "handbook_files", "parse_languages"]

_FOLDER = "templates/handbook"
#: What may already be in the folder: a repository that was made or cloned for the handbook.
_WELCOME = frozenset({".git"})


def parse_languages(text: str) -> tuple[str, ...]:
    """`zh,en` as languages, the source first.

    Raises:
        UsageError: Not one or more of the languages that there are templates for.
    """
    languages = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    if not languages or any(lang not in LANGUAGES for lang in languages):
        raise UsageError("error.init_languages", text=text, known=LANGUAGES)
    return languages


def create_handbook(
    folder: Path, languages: Sequence[str], *, name: str = "", as_of: dt.date, tell: Callable[[str], object] = str
) -> list[str]:
    """Write a new handbook.

    Args:
        folder: A new or empty folder; a `.git` in it does no harm.
        languages: The first is the source.
        name: Name of the handbook; one by language when empty.
        as_of: Today.
        tell: Receives each file as it is written.

    Returns:
        The files, relative to the folder.

    Raises:
        UsageError: The folder is not empty, or is a file.
        KbError: Something could not be written; what was written is taken away again.
    """
    _require_empty(folder)
    files = handbook_files(languages, name=name, as_of=as_of)
    written: list[Path] = []
    try:
        for path, raw in files.items():
            create_file(folder / path, raw)
            written.append(folder / path)
            tell(path)
    except KbError:
        for file in written:
            with contextlib.suppress(OSError):
                file.unlink()
        raise
    return list(files)


def handbook_files(languages: Sequence[str], *, name: str = "", as_of: dt.date) -> dict[str, bytes]:
    """Path -> bytes of every file of a new handbook, kb.toml last: a folder is a handbook once it is complete."""
    source, *others = languages
    config = Config(handbook=HandbookConfig(languages=tuple(languages)))
    values = _values(languages, name, as_of)
    files: dict[str, bytes] = {}
    for path, text in _render("data", values):
        files[f"docs/data/{path}"] = text.encode()
    for src, text in _render(source, values):
        path = f"{config.docs_dir(source)}/{src}"
        raw, page = _attested(PageFile(path, src, source, text.encode()), config)
        files[path] = raw
        for lang in others:
            file = PageFile(src, src, lang, _text(f"{lang}/{src}", values).encode())
            files[f"{config.docs_dir(lang)}/{src}"] = _translation(file, page, config)
    files |= _schemas()
    for path, text in _render("root", values):
        files[path] = text.encode()
    files["kb.toml"] = files.pop("kb.toml")
    return files


def _require_empty(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError("error.init_not_folder", path=folder)
    if folder.is_dir():
        found = sorted(entry.name for entry in folder.iterdir() if entry.name not in _WELCOME)
        if found:
            shown = ", ".join(found[:3]) + (" …" if len(found) > 3 else "")
            raise UsageError("error.init_not_empty", folder=folder, found=shown)


def _values(languages: Sequence[str], name: str, as_of: dt.date) -> dict[str, Any]:
    """What the templates may use."""
    source = languages[0]
    names = {lang: name or words(lang)("init.name") for lang in LANGUAGES}
    texts = {lang: json.dumps(names[lang], ensure_ascii=False) for lang in languages}
    last_month = as_of.replace(day=1) - dt.timedelta(days=1)

    def named(zh: str, en: str) -> str:
        said = {"zh": zh, "en": en}
        return "{" + ", ".join(f"{lang}: {yaml_text(said[lang])}" for lang in languages) + "}"

    return {
        "names": names,
        "site_name": yaml_text(names[source]),
        "toml_names": ", ".join(f"{lang} = {text}" for lang, text in texts.items()),
        "toml_languages": ", ".join(f'"{lang}"' for lang in languages),
        "translated": len(languages) > 1,
        "name": named,
        "say": lambda zh, en: zh if source == "zh" else en,
        "schema_bindings": _bindings(languages),
        "today": as_of.isoformat(),
        "in_a_week": (as_of + dt.timedelta(days=7)).isoformat(),
        "in_a_year": DurationValue(12, "month").after(as_of).isoformat(),
        "a_year_ago": (as_of - dt.timedelta(days=365)).isoformat(),
        "last_month": last_month.strftime("%Y-%m"),
        "source": source,
    }


def _render(part: str, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Target path and text of every template below a part of the handbook's templates."""
    root = resources.files(__package__) / _FOLDER / part
    for template in sorted(_walk(root, "")):
        target = template.replace("_dot_", ".")
        if target.startswith("README."):
            if target != f"README.{values['source']}.md":
                continue
            target = "README.md"
        yield target, _text(f"{part}/{template}", values)


def _walk(folder: Any, prefix: str) -> Iterator[str]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name


def _text(name: str, values: dict[str, Any]) -> str:
    return environment().get_template(f"handbook/{name}").render(values)


def _attested(file: PageFile, config: Config) -> tuple[bytes, Page]:
    """A source page with the fingerprint of its substance in its attestation."""
    page = parse_page(file, page_settings(config))
    reviewed = page.values.get("reviewed")
    if not reviewed:
        return file.raw, page
    value = f"{{by: {reviewed['by']}, date: {reviewed['date']}, hash: {yaml_text(page.substance)}}}"
    return set_key(file.raw, "reviewed", value), page


def _translation(full: PageFile, source: Page, config: Config) -> bytes:
    """A translation made from a page that was written out in full: its texts and its body."""
    page = parse_page(full, page_settings(config))
    front = {**texts_of(page.values, plan_of(source.schema)), "source_hash": source.text_hash}
    return f"---\n{as_front_matter(front)}---\n\n{page.body.lstrip()}".encode()


def _schemas() -> dict[str, bytes]:
    made = {name: data_schema(name) for name in DATA_SCHEMAS} | {name: type_schema(name) for name, _ in _folders()}
    return {
        f"schemas/{name}.schema.json": (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
        for name, schema in made.items()
    }


def _folders() -> list[tuple[str, str]]:
    config = Config()
    return [(name, folder) for folder, name in page_settings(config).folders]


def _bindings(languages: Sequence[str]) -> str:
    docs = Config(handbook=HandbookConfig(languages=tuple(languages))).docs_dir(languages[0])
    rows = [(name, f"docs/data/{file}") for name, (_, _, file) in DATA_SCHEMAS.items()]
    rows += [(name, f"{docs}/{folder}/**/*.md") for name, folder in _folders()]
    return ",\n".join(f'    "./schemas/{name}.schema.json": "{glob}"' for name, glob in rows)
