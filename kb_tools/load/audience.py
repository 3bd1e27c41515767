"""The handbook as readers outside may know it: other pages, other fields and everybody's names are not in it.

Whatever is made of the result (pages, overviews, navigation, search, downloads) cannot leak what it does not hold.
What stays is a list, not what goes: pages say `audience: customer` or `public`, types name their `outside` fields.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from pydantic_core import to_json

from kb_tools.content.plan import Plan, plan_of
from kb_tools.errors import UsageError
from kb_tools.load.markdown import after_comment, body_lines
from kb_tools.model.audience import outside_lines, reaches
from kb_tools.model.handbook import Handbook
from kb_tools.model.overview import OVERVIEW_FOLDER, OVERVIEW_OUTSIDE
from kb_tools.model.page import Link, Page
from kb_tools.model.wiki import WIKI_LINK

__all__ = ["cut_for", "leaves"]

#: Fields of every type that readers outside see.
_ENVELOPE = ("title", "summary", "aliases", "type", "id", "status", "audience")
#: Those that only programs read: search, and whoever asks whom a page is for.
_UNSHOWN = frozenset({"audience", "aliases"})
#: Parts of a page that have an id, and the field that holds them.
_PARTS = {"activity": "activities", "kpi": "kpis", "target": "targets"}
#: Overview pages that readers outside get.
_OVERVIEW = frozenset(f"{OVERVIEW_FOLDER}/{name}.md" for name in OVERVIEW_OUTSIDE)
_GONE = object()
_COMMENT = re.compile(r"(`+[^`\n]+`+)|<!--.*?(?:-->|$)")


def cut_for(handbook: Handbook, audience: str) -> Handbook:
    """The handbook cut to what an audience may see; the whole one for `internal`.

    Drafts, retired pages, people, teams, parties, duty, remarks on figures and files that no page of the audience
    shows are left out; references to what is left out disappear.

    Raises:
        UsageError: No page is for this audience.
    """
    if audience == "internal":
        return handbook
    kept = [page for page in handbook.pages if page.readable and reaches(page, audience)]
    kept = [page for page in kept if page.record.status == "approved"]
    if not kept:
        raise UsageError("error.no_page_for_audience", audience=audience)
    sources = {page.src: page for page in kept}
    texts = {
        lang: [page for page in pages if page.src in sources and page.readable]
        for lang, pages in handbook.translations.items()
    }
    base = replace(
        handbook,
        pages=tuple(_narrowed(page) for page in kept),
        translations={},
        people={},
        teams={},
        parties={},
        duty=(),
        complaints={},
        comparisons={},
        frameworks={},
        actuals={},
        asked={},
        assets=_assets(handbook, [*kept, *(page for pages in texts.values() for page in pages)], sources),
        findings=(),
        audience=audience,
    )
    cuts = {page.src: _Cut(handbook, base, page) for page in kept}
    return replace(
        base,
        pages=tuple(cuts[page.src].page(page) for page in kept),
        translations={lang: tuple(cuts[page.src].page(page) for page in pages) for lang, pages in texts.items()},
        actuals={
            kpi: tuple(row._replace(note="") for row in rows)
            for kpi, rows in handbook.actuals.items()
            if base.part(kpi)
        },
    )


def _narrowed(page: Page) -> Page:
    """A page with only those parts and references that stand in fields which leave."""
    return replace(
        page,
        parts=tuple(part for part in page.parts if leaves(page, _PARTS.get(part.kind, ""))),
        refs=tuple(ref for ref in page.refs if leaves(page, _name(ref.field.split(".")))),
    )


def _name(path: Iterable[str | int]) -> str:
    """A key path without the numbers of list items."""
    return ".".join(str(step) for step in path if not str(step).isdigit())


def leaves(page: Page, name: str) -> bool:
    """Whether a field of a page is seen outside, whole or in part: `kpis`, `kpis.name`, without numbers of items."""
    names = {*_ENVELOPE, *page.schema.outside} - {*page.schema.inside}
    return any(name == known or name.startswith(f"{known}.") or known.startswith(f"{name}.") for known in names)


@dataclass(frozen=True)
class _Cut:
    """What is cut from a record, in its source and in its translations.

    Attributes:
        whole: The handbook before.
        base: The handbook after, with references still in place.
        source: The record's page.
        dropped: Key paths of list items that lost what they cannot be without; filled by the source, which is cut
            first, so that items of translations keep the same numbers.
    """

    whole: Handbook
    base: Handbook
    source: Page
    dropped: set[tuple[str, ...]] = field(default_factory=set)

    def page(self, page: Page) -> Page:
        """The source or one of its translations, cut."""
        lines = outside_lines(self.source, page)
        values = self._mapping(page.values, plan_of(self.source.schema), (), whole=page is self.source)
        front = {
            "values": {} if values is _GONE else values,
            "keys": [key for key in page.written_keys if key in values and key not in _UNSHOWN],
        }
        refs = tuple(ref for ref in page.refs if leaves(page, _name(ref.field.split("."))) and not self._hidden(ref))
        links = [link for link in page.links if link.span.line in lines]
        return replace(
            page,
            front=to_json(front),
            places=b"{}",
            text=self._text(page, lines, [link for link in links if self._leads_away(link, page)]),
            body_offset=page.body_line - 1,
            headings=tuple(heading for heading in page.headings if heading.line in lines),
            links=tuple(link for link in links if not self._leads_away(link, page)),
            front_links=(),
            refs=refs,
            parts=tuple(part for part in page.parts if leaves(page, _PARTS.get(part.kind, ""))),
            shapes=(),
            waivers=(),
            findings=(),
        )

    def _hidden(self, ref: Any) -> bool:
        return self.base.resolve(ref.target, ref.to, self.source) is None

    def _prune(self, value: Any, plan: Plan, place: tuple[str, ...], *, whole: bool) -> Any:
        if isinstance(value, dict):
            return self._mapping(value, plan, place, whole=whole)
        if isinstance(value, list):
            return self._list(value, plan.item or plan, place, whole=whole)
        if plan.reference and whole and self.base.resolve(str(value), plan.reference.to, self.source) is None:
            return _GONE
        return WIKI_LINK.sub(self._shown, value) if isinstance(value, str) else value

    def _mapping(self, values: dict[str, Any], plan: Plan, place: tuple[str, ...], *, whole: bool) -> Any:
        kept = {}
        for key, value in values.items():
            below, here = plan.fields.get(key), (*place, key)
            if below is None or not leaves(self.source, _name(here)):
                continue
            found = self._prune(value, below, here, whole=whole)
            if found is not _GONE:
                kept[key] = found
        return _GONE if place and whole and _required(plan) - kept.keys() else kept

    def _list(self, values: list[Any], item: Plan, place: tuple[str, ...], *, whole: bool) -> Any:
        kept = []
        for number, value in enumerate(values):
            here = (*place, str(number))
            found = self._prune(value, item, here, whole=whole)
            if whole and found is _GONE:
                self.dropped.add(here)
            elif item.part_kind or here not in self.dropped:  # items with an id are found by that in translations
                kept.append(found)
        return kept or _GONE

    def _shown(self, match: re.Match[str]) -> str:
        """`[[id|text]]` as its text where the record is not in the handbook any more."""
        target = match[1].strip().split("#")[0]
        gone = self.whole.lookup(target) is not None and self.base.lookup(target) is None
        return (match[2] or "") if gone else match[0]

    def _leads_away(self, link: Link, page: Page) -> bool:
        path = link.target.split("#")[0]
        if not path or "://" in path or path.startswith(("mailto:", "tel:")):
            return False
        if link.kind == "wiki":
            return self.base.lookup(path) is None and self.whole.lookup(path) is not None
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(page.src), unquote(path)))
        if goal.endswith(".md"):
            return goal not in self.base.by_src and goal not in _OVERVIEW
        return goal.endswith("/") or goal == ".."

    def _text(self, page: Page, lines: range | frozenset[int], away: list[Link]) -> str:
        """The file with nothing in the place of front matter, comments, hidden sections, links that lead away."""
        by_line: dict[int, list[Link]] = {}
        for link in away:
            by_line.setdefault(link.span.line, []).append(link)
        shown = [""] * (page.body_line - 1)
        for number, raw, masked, kind in body_lines(page.body, page.body_line):
            if number not in lines or kind == "comment":
                shown.append("")
            elif kind == "code":
                shown.append(raw)
            else:
                line = _COMMENT.sub(lambda match: match[1] or "", after_comment(raw, masked)[0])
                shown.append(self._without(line, by_line.get(number, [])))
        return "\n".join(shown)

    def _without(self, line: str, links: list[Link]) -> str:
        for link in links:
            goal = re.escape(link.target)
            if link.kind == "wiki":
                line = WIKI_LINK.sub(self._shown, line)
            elif link.kind == "html":
                line = re.sub(rf"""\s(?:href|src)\s*=\s*(?:"{goal}"|'{goal}')""", "", line)
            else:
                line = re.sub(rf"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?{goal}>?[^()]*\)", r"\1", line)
                line = re.sub(rf"(^ {{0,3}}\[[^\[\]]+\]:\s*)<?{goal}>?", r"\1#", line)
        return line


def _required(plan: Plan) -> set[str]:
    fields = plan.model.model_fields if plan.model else {}
    return {info.alias or name for name, info in fields.items() if info.is_required()}


def _assets(handbook: Handbook, pages: list[Page], sources: Mapping[str, Page]) -> tuple[str, ...]:
    """Files that the visible part of a page shows or links to; a translation may use those of its source."""
    wanted = {path for page in pages for path in _asset_paths(handbook, page, sources[page.src])}
    return tuple(path for path in handbook.assets if path in wanted)


def _asset_paths(handbook: Handbook, page: Page, source: Page) -> Iterator[str]:
    lines = outside_lines(source, page)
    for link in page.links:
        if link.kind != "wiki" and link.span.line in lines:
            path = unquote(link.target.split("#")[0].split("?")[0])
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(page.src), path))
            if len(handbook.languages) == 1:
                yield goal
            else:
                yield from (f"{lang}/{goal}" for lang in (page.lang, handbook.source_lang))
