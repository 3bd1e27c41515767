"""Translations: which are missing, unconfirmed or out of date, and confirming that one says what its source says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kb_tools.config import Config
from kb_tools.errors import KbError, UsageError
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page
from kb_tools.workflow.advice import unknown_id
from kb_tools.workflow.files import read_file, replace_file
from kb_tools.workflow.frontmatter_edit import set_key, yaml_text

__all__ = ["STATES", "Translation", "confirm", "translations"]

#: What a translation can be, the most urgent first.
STATES = ("missing", "stale", "unconfirmed", "current")


class Translation(NamedTuple):
    """One record in one language.

    Attributes:
        id: Id of the record.
        lang: Language of the translation.
        state: `missing`, `stale` (the source changed), `unconfirmed` (nobody ever confirmed it) or `current`.
        path: File of the translation, whether it exists or not.
        source: File of the source.
        title: Title of the source.
    """

    id: str
    lang: str
    state: str
    path: str
    source: str
    title: str


def translations(
    handbook: Handbook, config: Config, *, ids: Iterable[str] = (), lang: str | None = None
) -> list[Translation]:
    """The state of every translation, or of those of some records; by language, then by file.

    Raises:
        UsageError: An id or the language does not exist.
    """
    pages = _pages(handbook, ids) or handbook.pages
    return [
        Translation(
            page.id,
            language,
            _state(page, handbook.translation_of.get((language, page.src))),
            f"{config.docs_dir(language)}/{page.src}",
            page.path,
            page.title,
        )
        for language in _languages(handbook, lang)
        for page in pages
    ]


def confirm(
    root: Path, handbook: Handbook, config: Config, ids: Iterable[str] = (), *, lang: str | None = None
) -> list[Translation]:
    """Write into translations that they say what their sources say today.

    Args:
        root: The handbook's folder.
        handbook: Loaded from it.
        config: kb.toml.
        ids: Records to confirm; every translation that is stale or unconfirmed when empty.
        lang: Only translations into this language.

    Returns:
        What was written, as it was before.

    Raises:
        UsageError: An id does not exist, or has no translation.
        KbError: A page cannot be read or written; nothing was written before the first that fails to be edited.
    """
    chosen = tuple(ids)
    found = translations(handbook, config, ids=chosen, lang=lang)
    wanted = [entry for entry in found if entry.state in ("stale", "unconfirmed")]
    if chosen:
        _require_files(found, chosen)
    edits = [(root / entry.path, _confirmed(root, entry, handbook)) for entry in wanted]
    for path, raw in edits:
        replace_file(path, raw)
    return wanted


def _state(source: Page, translation: Page | None) -> str:
    if translation is None:
        return "missing"
    if not translation.source_hash:
        return "unconfirmed"
    return "current" if translation.source_hash == source.text_hash else "stale"


def _confirmed(root: Path, entry: Translation, handbook: Handbook) -> bytes:
    source = handbook.by_id[entry.id]
    translation = handbook.translation_of[entry.lang, source.src]
    for page in (source, translation):
        if not page.readable:
            raise KbError("error.page_unreadable", path=page.path)
    try:
        return set_key(read_file(root / entry.path), "source_hash", yaml_text(source.text_hash))
    except KbError as error:
        raise KbError("error.in_file", path=entry.path, problem=error) from error


def _pages(handbook: Handbook, ids: Iterable[str]) -> list[Page]:
    return [handbook.by_id.get(name) or _unknown(handbook, name) for name in dict.fromkeys(ids)]


def _unknown(handbook: Handbook, name: str) -> Page:
    raise unknown_id(name, handbook.by_id)


def _languages(handbook: Handbook, lang: str | None) -> Iterator[str]:
    others = handbook.languages[1:]
    if lang and lang not in others:
        if not others:
            raise UsageError("error.one_language")
        raise UsageError("error.not_translated_into", lang=lang, known=others)
    yield from (lang,) if lang else others


def _require_files(found: list[Translation], chosen: tuple[str, ...]) -> None:
    for name in chosen:
        rows = [entry for entry in found if entry.id == name]
        if not rows:
            raise UsageError("error.one_language")
        if all(entry.state == "missing" for entry in rows):
            raise UsageError("error.no_translation", name=name, path=rows[0].path)
