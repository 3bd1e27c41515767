"""`kb search`: find pages, or measure how well they are found."""

from __future__ import annotations

import contextlib
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from kb_tools.cli.index import CACHE, processes
from kb_tools.cli.options import Opened, as_of_option, cli_words, lang_option, open_handbook, root_option
from kb_tools.errors import UsageError
from kb_tools.locale import Words
from kb_tools.publish.findable import handbook_collection, handbook_state, source_of
from kb_tools.search.answer import Answer, Filters, Hit
from kb_tools.search.browser import NODE_VERSION, find_node, run_browser
from kb_tools.search.evaluation import Judged, figures, read_judged, run_engine
from kb_tools.search.folder import IndexFolder
from kb_tools.search.terminal import print_answer
from kb_tools.search.whoosh_engine import UntrustedIndex, WhooshEngine
from kb_tools.workflow.advice import closest_or_all

__all__ = ["command"]

_ENGINES = ("browser", "whoosh")


@click.command("search")
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option("--type", "types", multiple=True, metavar="TYPE")
@click.option("--service", "services", multiple=True, metavar="ID")
@click.option("--owner", "owners", multiple=True, metavar="ROLE")
@click.option("--limit", metavar="INTEGER", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option("--index", "folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--eval", "judged", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--engine", "engines", type=click.Choice(_ENGINES), multiple=True)
@click.option("--json", "as_json", is_flag=True)
@root_option
@as_of_option
@lang_option
def command(
    query: tuple[str, ...],
    types: tuple[str, ...],
    services: tuple[str, ...],
    owners: tuple[str, ...],
    limit: int,
    folder: Path | None,
    judged: Path | None,
    engines: tuple[str, ...],
    as_json: bool,
    root: Path | None,
    as_of: str | None,
    lang: str | None,
) -> None:
    """Find pages by QUERY, or measure judged queries."""
    asked, words = " ".join(query).strip(), cli_words(lang)
    if bool(asked) == bool(judged):
        raise UsageError("error.search_what")
    opened = None if folder else open_handbook(root, as_of).seen_by("internal")
    if judged:
        _measure(judged, opened, folder, engines, words, as_json=as_json)
        return
    chosen = {"type": _listed(types), "service": _listed(services), "owner": _listed(owners)}
    with _engine(opened, folder) as engine:
        _require_known(engine, chosen)
        answer = engine.search(asked, limit, chosen, words.lang)
    _show(answer, opened, words, as_json=as_json)
    if not answer.hits:
        raise click.exceptions.Exit(1)


def _listed(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for item in given for name in item.split(",") if name.strip())


@contextlib.contextmanager
def _engine(opened: Opened | None, folder: Path | None) -> Iterator[WhooshEngine]:
    with _index_folder(opened, folder) as place:
        if opened:
            with place.locked():
                _update(place, opened)
                engine = WhooshEngine(place.whoosh)
        else:
            engine = _trusted(place)
        with engine:
            yield engine


def _update(place: IndexFolder, opened: Opened) -> None:
    """Bring the index up to date, where anything has changed: making documents of a whole handbook takes longest."""
    facts = opened.handbook, opened.config, opened.as_of
    state = handbook_state(*facts)
    if not place.holds(state):
        place.write_whoosh(handbook_collection(*facts), processes(), state)


@contextlib.contextmanager
def _index_folder(opened: Opened | None, folder: Path | None) -> Iterator[IndexFolder]:
    """Where the index is; of a handbook that cannot be written to, somewhere that is gone afterwards."""
    if folder or not opened:
        yield IndexFolder(folder or Path())
        return
    place = IndexFolder(opened.root / CACHE)
    try:
        with place.locked():
            pass
    except UsageError:
        with tempfile.TemporaryDirectory(prefix="kb-search-") as passing:
            yield IndexFolder(Path(passing))
        return
    yield place


def _trusted(place: IndexFolder) -> WhooshEngine:
    try:
        return WhooshEngine(place.whoosh)
    except UntrustedIndex:
        key = "error.index_untrusted" if place.whoosh.is_dir() else "error.index_missing"
        raise UsageError(key, path=place.path) from None


def _require_known(engine: WhooshEngine, chosen: Filters) -> None:
    for facet, values in chosen.items():
        known = engine.values(facet)
        for value in values:
            if value not in known:
                raise UsageError("error.search_filter", option=facet, name=value, advice=closest_or_all(value, known))


def _show(answer: Answer, opened: Opened | None, words: Words, *, as_json: bool) -> None:
    def path_of(hit: Hit) -> str:
        return source_of(opened.handbook, hit.id, hit.lang) if opened else ""

    if as_json:
        hits = [{**asdict(hit), "path": path_of(hit)} for hit in answer.hits]
        near = [{**asdict(hit), "path": path_of(hit)} for hit in answer.nearest]
        click.echo(
            json.dumps({**asdict(answer), "hits": hits, "nearest": near}, ensure_ascii=False, indent=2, sort_keys=True)
        )
        return
    print_answer(answer, Console(highlight=False, markup=False), words, path_of, handbook=opened is not None)


def _measure(
    file: Path, opened: Opened | None, folder: Path | None, engines: Sequence[str], words: Words, *, as_json: bool
) -> None:
    queries = read_judged(file)
    with _index_folder(opened, folder) as place:
        if opened:
            collection = handbook_collection(opened.handbook, opened.config, opened.as_of)
            with place.locked():
                place.write_browser(collection, processes())
                place.write_whoosh(collection, processes())
        runs: Mapping[str, Callable[[], dict[str, Any]]] = {
            "browser": lambda: _browser(place, queries, words, required="browser" in engines),
            "whoosh": lambda: _whoosh(place, queries),
        }
        measured = {name: runs[name]() for name in engines or _ENGINES}
    if as_json:
        click.echo(json.dumps(measured, ensure_ascii=False, indent=2))
        return
    click.echo(words("search_cli.judged", count=len(queries), file=file))
    for name, found in measured.items():
        click.echo(f"\n{name}")
        for figure, value in found.items():
            click.echo(f"  {figure:<16} {value}")


def _browser(place: IndexFolder, queries: Sequence[Judged], words: Words, *, required: bool) -> dict[str, Any]:
    node = find_node()
    if node is None and required:
        raise UsageError("error.no_node", version=NODE_VERSION)
    if node is None:
        return {"unavailable": words("error.no_node", version=NODE_VERSION)}
    if not place.browser_index.is_dir():
        raise UsageError("error.index_missing", path=place.path)
    return figures(queries, run_browser(node, place.browser_index, queries))


def _whoosh(place: IndexFolder, queries: Sequence[Judged]) -> dict[str, Any]:
    with _trusted(place) as engine:
        return figures(queries, run_engine(engine, queries, time.perf_counter))
