"""Walk the tree, read what changed, reuse the rest: root folder -> Handbook.

Reading is spread over the processors once there are enough pages to pay for it. Checks that look at one page alone
can be handed in, so that they run where the page is read and are kept with it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import kb_tools
from kb_tools.config import Config
from kb_tools.content import content_types
from kb_tools.errors import ConfigError
from kb_tools.load.cache import Cache, digest_of, pack, unpack
from kb_tools.load.collector import collect_frozen, collector_paused
from kb_tools.load.custom import CustomField
from kb_tools.load.data import DataFacts, read_file
from kb_tools.load.facts import front_links
from kb_tools.load.pages import PageFile, PageSettings, parse_page
from kb_tools.load.stored import Stored, restore_data, restore_page, store_data, store_page
from kb_tools.load.walk import Files, collect
from kb_tools.model.diagnostic import Finding
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["CACHE_FILE", "PageCheck", "load_handbook", "page_settings"]

CACHE_FILE = ".kb-cache/pages"
#: Fewer pages than this are read by one process: starting another takes longer.
_PARALLEL_FROM = 400

#: Looks at one page alone and returns what it finds.
PageCheck = Callable[[Page], list[Finding]]


@collector_paused
def load_handbook(
    root: Path,
    config: Config,
    *,
    page_check: PageCheck | None = None,
    cache_key: str = "",
    use_cache: bool = True,
    jobs: int = 0,
) -> Handbook:
    """Load a handbook.

    Args:
        root: Folder that holds kb.toml.
        config: What it says.
        page_check: Checks of single pages, run where a page is read; must be picklable.
        cache_key: Changes whenever `page_check` would find something else.
        use_cache: Whether to keep facts in `.kb-cache` below the root.
        jobs: Processes to read with; 0 means one per processor.

    Raises:
        ConfigError: The docs folder does not exist.
    """
    collect_frozen()
    docs = root / config.handbook.docs
    if not docs.is_dir():
        raise ConfigError("error.no_docs", folder=docs)
    settings = page_settings(config)
    cache = Cache(root / CACHE_FILE if use_cache else None, _key(settings, cache_key))
    files = collect(root, config)
    pages = _read_pages(files.pages, settings, page_check, cache, jobs or os.cpu_count() or 1)
    data = _read_data(files, cache)
    cache.save()
    by_lang: dict[str, list[Page]] = {lang: [] for lang in config.handbook.languages}
    for page in pages:
        by_lang[page.lang].append(page)
    source, *others = config.handbook.languages
    return Handbook(
        languages=config.handbook.languages,
        pages=tuple(by_lang[source]),
        translations={lang: tuple(_inherit_type(by_lang[lang], by_lang[source])) for lang in others},
        people=data.records["person"],
        teams=data.records["team"],
        parties=data.records["party"],
        duty=tuple(data.records["duty"].values()),
        complaints=data.records["complaint"],
        comparisons=data.records["comparison"],
        frameworks=data.records["framework"],
        actuals=data.series(),
        asked=data.questions(),
        assets=tuple(files.assets),
        findings=(*files.findings, *data.findings),
        data_hash=_data_hash(files),
    )


def page_settings(config: Config) -> PageSettings:
    """What reading one page depends on, out of kb.toml.

    Raises:
        ConfigError: kb.toml names a type that does not exist.
    """
    known = content_types()
    for name in config.types:
        if name not in known:
            raise ConfigError("error.unknown_type_setting", name=name, known=tuple(known))
    folders = {}
    for name, schema in known.items():
        setting = config.types.get(name)
        folder = setting.folder if setting and setting.folder else schema.folder
        if folder:
            folders[folder] = name
    custom = {
        name: {
            key: CustomField(
                spec.kind, spec.many, spec.required, spec.choices, spec.to, tuple(sorted(spec.label.items()))
            )
            for key, spec in setting.fields.items()
        }
        for name, setting in config.types.items()
        if setting.fields
    }
    return PageSettings(config.handbook.languages[0], tuple(sorted(folders.items())), custom)


def _inherit_type(translations: list[Page], sources: list[Page]) -> list[Page]:
    """A translation has the type and id of the page it translates, wherever that says so."""
    by_src = {page.src: page for page in sources}
    result = []
    for page in translations:
        source = by_src.get(page.src)
        if source and (page.type != source.type or page.id != source.id):
            links = front_links(page, source.schema)
            result.append(replace(page, type=source.type, id=source.id, schema=source.schema, front_links=links))
        else:
            result.append(page)
    return result


def _key(settings: PageSettings, cache_key: str) -> str:
    parts = (kb_tools.__version__, sys.version, repr(settings), cache_key)
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _data_hash(files: Files) -> str:
    found = [f"{name} {digest_of(raw)}" for name, (_, raw) in sorted(files.data.items())]
    return digest_of("\n".join([*found, "", *files.assets]).encode("utf-8", "surrogatepass"))


def _read_data(files: Files, cache: Cache) -> DataFacts:
    data = DataFacts()
    for name, (path, raw) in sorted(files.data.items()):
        digest = digest_of(raw)
        if stored := cache.get(path, digest):
            facts = restore_data(stored)
        else:
            facts = read_file(name, path, raw)
            cache.put(path, store_data(digest, facts))
        data.add(facts)
    return data


def _read_pages(
    files: list[PageFile], settings: PageSettings, page_check: PageCheck | None, cache: Cache, jobs: int
) -> list[Page]:
    pages: dict[str, Page] = {}
    missing = []
    for file in files:
        if stored := cache.get(file.path, digest_of(file.raw)):
            pages[file.path] = restore_page(stored, file.raw)
        else:
            missing.append(file)
    for file, stored in zip(missing, _parse_all(missing, settings, page_check, jobs), strict=True):
        pages[file.path] = restore_page(stored, file.raw)
        cache.put(file.path, stored)
    return [pages[file.path] for file in files]


def _parse_all(files: list[PageFile], settings: PageSettings, page_check: PageCheck | None, jobs: int) -> list[Stored]:
    if len(files) < _PARALLEL_FROM or jobs < 2:
        return _parse_some(settings, page_check, files)
    from kb_tools.load.parallel import in_processes  # noqa: PLC0415 - a run that reads little need not load all this

    size = max(64, len(files) // (jobs * 6))
    chunks = [files[start : start + size] for start in range(0, len(files), size)]
    packed = in_processes(partial(_parse_packed, settings, page_check), chunks, jobs)
    return [stored for content in packed for stored in unpack(content, "").values()]


def _parse_packed(settings: PageSettings, page_check: PageCheck | None, files: list[PageFile]) -> bytes:
    """What is parsed in another process comes back as it will stand in the cache: in JSON, and in one piece."""
    stored = _parse_some(settings, page_check, files)
    return b"".join(pack("", {file.path: found for file, found in zip(files, stored, strict=True)}))


@collector_paused
def _parse_some(settings: PageSettings, page_check: PageCheck | None, files: list[PageFile]) -> list[Stored]:
    stored = []
    for file in files:
        page = parse_page(file, settings)
        if page_check and (found := page_check(page)):
            page = replace(page, findings=(*page.findings, *found))
        stored.append(store_page(page))
    return stored
