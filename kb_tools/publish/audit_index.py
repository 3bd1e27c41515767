"""The index of an audit pack: clause by clause its evidence with owner, reviewer, day, state and hash.

As Markdown and as HTML, in every language that the product speaks; both hold the same.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from kb_tools.config import Config
from kb_tools.insight.coverage import ClauseCoverage, FrameworkCoverage
from kb_tools.insight.evidence import DATA_KINDS, Item
from kb_tools.locale import LANGUAGES, words
from kb_tools.model.handbook import Handbook
from kb_tools.model.person import Named
from kb_tools.report.sheets.coverage import (
    counted,
    framework_name,
    grouped,
    headline,
    kinds,
    said_state,
    type_word,
)
from kb_tools.report.sheets.markdown import escaped
from kb_tools.report.sheets.naming import Naming

__all__ = ["index_files"]


@dataclass(frozen=True)
class Row:
    """A piece of evidence as readers of the index see it.

    Attributes:
        name: What it is called.
        files: Files of the pack, each with its hash.
        type: What kind of evidence it is.
        origin: How it was found.
        state: Its state in words.
        day: Day of the review or of the record.
        due: Day of the next review.
        owner: Role that answers for it.
        reviewer: Who attested it, as the configuration allows.
    """

    name: str
    files: tuple[tuple[str, str], ...]
    type: str
    origin: str
    state: str
    day: str
    due: str
    owner: str
    reviewer: str


@dataclass(frozen=True)
class Entry:
    """A clause of the index."""

    id: str
    name: str
    demand: str
    state: str
    mark: str
    kinds: str
    rows: tuple[Row, ...]


def index_files(
    handbook: Handbook, config: Config, found: FrameworkCoverage, commit: str, digests: Mapping[str, str]
) -> dict[str, bytes]:
    """The index in every language: path -> bytes.

    Args:
        handbook: The handbook of the commit.
        config: Its kb.toml.
        found: Coverage of the framework.
        commit: Id of the commit.
        digests: File of the pack -> SHA-256 of its bytes, in hex.
    """
    environment = _environment()
    files = {}
    for lang in LANGUAGES:
        names = Naming(handbook, words(lang))
        context = {
            "words": names.words,
            "lang": lang,
            "found": found,
            "name": framework_name(found, names),
            "headline": headline(found, names),
            "note": found.framework.note.in_language(lang) if found.framework.note else "",
            "commit": commit,
            "groups": [
                (title, [_entry(handbook, config, clause, names, digests) for clause in clauses])
                for title, clauses in grouped(found, names)
            ],
            "handbook_name": config.name(lang),
        }
        for ending in ("md", "html"):
            text = environment.get_template(f"audit-index.{ending}.j2").render(context)
            files[f"index.{lang}.{ending}"] = text.encode()
    return files


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kb_tools.publish", "templates"),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = lambda text: escaped(str(text))
    environment.filters["parts"] = lambda text: str(text).split("`")
    return environment


def _entry(
    handbook: Handbook, config: Config, clause: ClauseCoverage, names: Naming, digests: Mapping[str, str]
) -> Entry:
    definition = clause.clause
    return Entry(
        clause.id,
        definition.title.in_language(names.words.lang),
        definition.demand.in_language(names.words.lang) if definition.demand else "",
        said_state(clause, names),
        {"covered": "●", "partly": "▲", "gap": "■"}[clause.state],
        kinds(clause, names),
        tuple(_row(handbook, config, item, names, digests) for item in clause.items if item.state != "retired"),
    )


def _row(handbook: Handbook, config: Config, item: Item, names: Naming, digests: Mapping[str, str]) -> Row:
    said, none = names.words, names.words("insight.none")
    is_data = item.type in DATA_KINDS
    title = names.title(item.id) if not is_data or item.id != item.type else type_word(item.type, names)
    named = Named(handbook.people, config.publish.people)
    origin = said(f"coverage_pack.{item.origin}") + (f" ({item.via})" if item.via else "")
    return Row(
        " · ".join(part for part in (title, counted(item, names)) if part),
        tuple((name, digests[name]) for name in _files(handbook, item, digests)),
        type_word(item.type, names) if is_data else said.get(f"type.{item.type}", item.type),
        origin,
        said(f"evidence_state.{item.state}"),
        names.day(item.standing.day) or none,
        names.day(item.standing.due) or none,
        names.title(item.owner) if item.owner else none,
        (named.name(item.reviewer, said.lang) if item.reviewer else "") or none,
    )


def _files(handbook: Handbook, item: Item, digests: Mapping[str, str]) -> Iterator[str]:
    """Files of the pack that hold a piece of evidence."""
    if item.type in ("skills", "training"):
        wanted = {"evidence/competence.csv"}
    elif item.type == "actuals":
        rows = (row for kpi, found in handbook.actuals.items() if kpi.split("/")[0] == item.id for row in found)
        wanted = {f"evidence/{row.path}" for row in rows}
    elif item.type in ("customers", "suppliers"):
        wanted = {f"evidence/{record.path}" for record in handbook.parties.values()}
    else:
        page = handbook.by_id.get(item.id) if item.type not in DATA_KINDS else None
        found = [page] if page else []
        found += [
            handbook.translation_of[key]
            for lang in handbook.languages
            if page and (key := (lang, page.src)) in handbook.translation_of
        ]
        wanted = {posixpath.join("evidence", text.path) for text in found}
    yield from sorted(wanted & set(digests))
