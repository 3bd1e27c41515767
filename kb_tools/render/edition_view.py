"""What every page of one edition shares: links to records, names of people, words, and which fields are shown how."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from kb_tools.config import Config
from kb_tools.insight.maturity import Moment
from kb_tools.load.authorship import Authorship
from kb_tools.load.definitions import Definitions
from kb_tools.load.edition import Edition, LocalPage
from kb_tools.load.history import History
from kb_tools.locale import Words, words
from kb_tools.model.cover import active
from kb_tools.model.handbook import Handbook, Target
from kb_tools.model.person import PEOPLE_FOLDER, Named
from kb_tools.model.wiki import WIKI_LINK
from kb_tools.render.address import relative
from kb_tools.render.views.wording import Wording

__all__ = ["CUSTOMERS", "EditionView"]

#: The overview page that has a section for each customer.
CUSTOMERS = "overview/customers.md"
_CODE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True, eq=False)
class EditionView:
    """One language's handbook, as pages see it.

    Attributes:
        edition: The records in this language.
        config: kb.toml.
        as_of: The day that ages and states refer to.
        history: What git says about changed files; empty when nobody asked it.
        authorship: Who changed which file, likewise.
        past: How the KPIs of some pages (path -> text) were defined earlier; nobody asks when None.
        moments: Gives the levels of maturity at earlier states; nothing when nobody looked.
    """

    edition: Edition
    config: Config
    as_of: dt.date
    history: History = field(default_factory=dict)
    authorship: Authorship = field(default_factory=dict)
    past: Callable[[Mapping[str, str]], Definitions] | None = None
    moments: Callable[[], Sequence[Moment]] = tuple

    @property
    def handbook(self) -> Handbook:
        """The handbook behind the edition."""
        return self.edition.handbook

    @property
    def lang(self) -> str:
        """Language of the edition."""
        return self.edition.lang

    @property
    def outside(self) -> bool:
        """Whether the readers are customers or the public; the handbook was cut to what they may see."""
        return self.handbook.audience != "internal"

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
    def _named(self) -> Named:
        return Named(self.handbook.people, self.config.publish.people)

    @cached_property
    def _made(self) -> dict[str, Any]:
        return {}

    def page_title(self, page_id: str) -> str:
        """What a record is called in this language; people as the configuration allows, an unknown id as it stands."""
        page = self.edition.by_id.get(page_id)
        if page:
            return page.title
        found = self.handbook.lookup(page_id)
        return self.target_text(found) if found and not found.page else page_id

    def target_text(self, target: Target) -> str:
        """What a reference shows: a title, a KPI's name, a person as the configuration allows."""
        if target.kind == "person":
            return self.person(target.id) or self.words("page.person_hidden")
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
            unknown = target if self.config.publish.people == "names" or "person" not in to else self.person(target)
            return Markup('<span class="kb-missing">{}</span>').format(text or unknown)
        if found.kind == "person":
            return self.person_link(from_src, found.id, text) or Markup(self.words("page.person_hidden"))
        shown = text or (self._anchor_text(found, anchor) if anchor else self.target_text(found))
        if found.kind == "team" and self.has_people:
            address = relative(from_src, f"{PEOPLE_FOLDER}/index.md", f"kb-team-{found.id}")
            return Markup('<a class="kb-team" href="{}">{}</a>').format(address, shown)
        if found.kind == "party" and not self.outside and found.data and found.data.value.kind == "customer":
            address = relative(from_src, CUSTOMERS, f"kb-customer-{found.id}")
            return Markup('<a class="kb-party" href="{}">{}</a>').format(address, shown)
        if found.page is None:
            return Markup('<span class="kb-{}">{}</span>').format(found.kind, shown)
        address = relative(from_src, found.page.src, anchor or found.anchor)
        return Markup('<a href="{}">{}</a>').format(address, shown)

    def markdown_link(self, from_src: str, target: str, text: str) -> str:
        """Markdown link for a `[[id]]` in a body; relative to the file, so that any generator can check it."""
        name, _, anchor = target.partition("#")
        found = self.handbook.lookup(name)
        if found is None or found.page is None:
            shown = _escape_markdown(text or (self.target_text(found) if found else target))
            src = self.person_page(found.id) if found and found.kind == "person" else ""
            return f"[{shown}]({posixpath.relpath(src, posixpath.dirname(from_src) or '.')})" if src else shown
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
        """A person as `[publish] people` allows: name or initials, empty where nobody is named."""
        return self._named.name(person_id, self.lang)

    def person_page(self, person_id: str) -> str:
        """File of a person's page; empty for who has none: not with us on the day, or people are not named."""
        return self._named.src(person_id) if active(self.handbook, person_id, self.as_of) else ""

    def key(self, target: str) -> str:
        """An id as filters may hold it: people as the configuration allows, everything else as it is."""
        return self._named.key(target) if target in self.handbook.people else target

    @cached_property
    def has_people(self) -> bool:
        """Whether the edition has pages of people."""
        return any(self.person_page(person_id) for person_id in self.handbook.people)

    def person_link(self, from_src: str, person_id: str, text: str = "") -> Markup:
        """A person as `[publish] people` allows, with a link to the person's page where there is one."""
        shown, src = text or self.person(person_id), self.person_page(person_id)
        if not src or src == from_src:
            return Markup('<span class="kb-person">{}</span>').format(shown) if shown else Markup("")
        return Markup('<a class="kb-person" href="{}">{}</a>').format(relative(from_src, src), shown)

    def local(self, page_id: str) -> LocalPage | None:
        """The record in this language."""
        return self.edition.by_id.get(page_id)

    def _code(self, text: str) -> Markup:
        return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))

    def _part_name(self, target: Target) -> str:
        local = self.edition.by_id.get(target.page.id) if target.page else None
        for name in ("kpis", "activities", "targets", "contents", "findings", "actions"):
            for part in getattr(local.record, name, ()) if local else ():
                if part.id == target.anchor:
                    return str(getattr(part, "name", "") or part.text)
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
