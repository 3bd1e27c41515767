"""What every page of one edition shares: links to records, names of people, words, and which fields are shown how."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from kb_tools.config import Config
from kb_tools.load.edition import Edition, LocalPage
from kb_tools.load.history import History
from kb_tools.locale import Words, words
from kb_tools.model.handbook import Handbook, Target
from kb_tools.model.wiki import WIKI_LINK
from kb_tools.render.address import relative
from kb_tools.render.views.wording import Wording

__all__ = ["EditionView"]

_CODE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True, eq=False)
class EditionView:
    """One language's handbook, as pages see it.

    Attributes:
        edition: The records in this language.
        config: kb.toml.
        as_of: The day that ages and states refer to.
        history: What git says about changed files; empty when nobody asked it.
    """

    edition: Edition
    config: Config
    as_of: dt.date
    history: History = field(default_factory=dict)

    @property
    def handbook(self) -> Handbook:
        """The handbook behind the edition."""
        return self.edition.handbook

    @property
    def lang(self) -> str:
        """Language of the edition."""
        return self.edition.lang

    @cached_property
    def words(self) -> Words:
        """The product's own words in this language."""
        return words(self.lang)

    @cached_property
    def wording(self) -> Wording:
        """Dates, numbers and ages in this language."""
        return Wording(self.words, self.as_of)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Something that many pages need and that is worked out once per edition."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    @cached_property
    def _made(self) -> dict[str, Any]:
        return {}

    def page_title(self, page_id: str) -> str:
        """Title of a record in this language."""
        page = self.edition.by_id.get(page_id)
        return page.title if page else page_id

    def target_text(self, target: Target) -> str:
        """What a reference shows: a title, a KPI's name, a person as the configuration allows."""
        if target.kind == "person":
            return self.person(target.id)
        if target.data is not None:
            return str(target.data.value.name.in_language(self.lang)) or target.id
        if target.page and target.anchor:
            return self._part_name(target) or target.id
        return self.page_title(target.id)

    def link(self, from_src: str, target: str, to: tuple[str, ...] = (), text: str = "", owner_id: str = "") -> Markup:
        """HTML link to a record; its plain name where it has no page of its own.

        Args:
            from_src: Page that the link stands on.
            target: Id, `id#anchor` or `page/part`.
            to: Types that may stand there; empty for any.
            text: What to show instead of the record's title.
            owner_id: Page that short KPI ids belong to.
        """
        name, _, anchor = target.partition("#")
        page = self.handbook.by_id.get(owner_id)
        found = self.handbook.resolve(name, to, page) if to else self.handbook.lookup(name)
        if found is None:
            return Markup('<span class="kb-missing">{}</span>').format(text or target)
        shown = text or (self._anchor_text(found, anchor) if anchor else self.target_text(found))
        if found.page is None:
            return Markup('<span class="kb-{}">{}</span>').format(found.kind, shown)
        address = relative(from_src, found.page.src, anchor or found.anchor)
        return Markup('<a href="{}">{}</a>').format(address, shown)

    def markdown_link(self, from_src: str, target: str, text: str) -> str:
        """Markdown link for a `[[id]]` in a body; relative to the file, so that any generator can check it."""
        name, _, anchor = target.partition("#")
        found = self.handbook.lookup(name)
        if found is None or found.page is None:
            shown = text or (self.target_text(found) if found else target)
            return _escape_markdown(shown)
        shown = text or (self._anchor_text(found, anchor) if anchor else self.target_text(found))
        path = posixpath.relpath(found.page.src, posixpath.dirname(from_src) or ".")
        suffix = anchor or found.anchor
        return f"[{_escape_markdown(shown)}]({path}{f'#{suffix}' if suffix else ''})"

    def prose(self, from_src: str, text: str, owner_id: str = "") -> Markup:
        """A text of front matter as HTML: escaped, with `[[id]]` as links and backquotes as code."""
        pieces, position = [], 0
        for match in WIKI_LINK.finditer(text):
            pieces.append(self._code(text[position : match.start()]))
            pieces.append(self.link(from_src, match[1].strip(), text=match[2] or "", owner_id=owner_id))
            position = match.end()
        pieces.append(self._code(text[position:]))
        return Markup("").join(pieces)

    def person(self, person_id: str) -> str:
        """A person as `[publish] people` allows: name, initials, or a dash."""
        record = self.handbook.people.get(person_id)
        style = self.config.publish.people
        if style == "roles":
            return self.words("page.person_hidden")
        name = record.value.name.in_language(self.lang) if record else ""
        if style == "initials":
            latin = record.value.name.in_language("en") if record else person_id
            return "".join(word[0].upper() for word in re.split(r"[\s-]+", latin) if word)
        return name or person_id

    def local(self, page_id: str) -> LocalPage | None:
        """The record in this language."""
        return self.edition.by_id.get(page_id)

    def _code(self, text: str) -> Markup:
        return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))

    def _part_name(self, target: Target) -> str:
        local = self.edition.by_id.get(target.page.id) if target.page else None
        for name in ("kpis", "activities", "targets"):
            for part in getattr(local.record, name, ()) if local else ():
                if part.id == target.anchor:
                    return str(part.name)
        return ""

    def _anchor_text(self, target: Target, anchor: str) -> str:
        if target.page is None:
            return anchor
        local = self.edition.by_id[target.page.id]
        heading = next((h.text for h in local.text.headings if h.anchor == anchor), "")
        part = self._part_name(target._replace(anchor=anchor))
        return heading or part or f"{local.title} #{anchor}"


def _escape_markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)
