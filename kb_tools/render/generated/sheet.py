"""An overview page while it is put together: its words, its links, the author's own text above it.

Pages decide what stands where; what a table or a filter looks like is said in `tables.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.model.cover import Cover, cover
from kb_tools.render.body import prepare_body
from kb_tools.render.edition_view import EditionView
from kb_tools.render.page_view import PageView
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.values import Values

__all__ = ["FOLDER", "Sheet"]

#: Where overview pages lie.
FOLDER = "overview"


class Sheet:
    """One overview page.

    Args:
        view: The edition.
        name: Name of the page: its file, its template and its table in the locale (`overview.<name>`).
        src: Its file, where that does not follow from the name.
    """

    def __init__(self, view: EditionView, name: str, src: str = "") -> None:
        self.view, self.name = view, name
        self.src = src or f"{FOLDER}/{name.replace('_', '-')}.md"
        self.values = Values(view, self.src, "", "")
        self._own = next((local for local in view.edition.pages if local.src == self.src), None)

    def word(self, key: str, **args: Any) -> str:
        """The page's own word (for readers outside from `overview.outside_<name>` first), else the one that all share.

        `<key>_one` is for a count of one.
        """
        words = self.view.words
        one = args.get("count") == 1
        outside = (f"overview.outside_{self.name}.{key}",) if self.view.outside else ()
        for name in (*outside, f"overview.{self.name}.{key}", f"overview.{key}"):
            if one and words.get(f"{name}_one"):
                return words(f"{name}_one", **args)
            if words.get(name):
                return words(name, **args)
        return words(f"overview.{self.name}.{key}", **args)

    @property
    def title(self) -> str:
        """Its title: the author's, else ours."""
        return self._own.title if self._own else self.word("title")

    @property
    def heading(self) -> Markup:
        """The title inside a Markdown heading."""
        return self.heading_text(self.title)

    @staticmethod
    def heading_text(text: str) -> Markup:
        """Any text inside a Markdown heading."""
        return PageView.markdown(text)

    @property
    def body(self) -> Markup:
        """The author's text for this page; empty when there is none."""
        if not self._own:
            return Markup("")
        return Markup(prepare_body(self._own.text, lambda goal, text: self.view.markdown_link(self.src, goal, text)))

    def label(self, key: str) -> str:
        """A field's name for readers."""
        return self.values.label(key)

    def choice(self, page_type: str, key: str, value: Any) -> str:
        """The word for a value of a field."""
        words = self.view.words
        return words.get(f"enum_{page_type}.{key}.{value}") or words.get(f"enum.{key}.{value}") or str(value or "")

    def type_word(self, name: str) -> str:
        """What one record of a type is called."""
        return self.view.words.get(f"type.{name}", name)

    def link(self, target: str | None, text: str = "", to: tuple[str, ...] = ()) -> Markup:
        """Link to a record (of one of the types `to`); a dash where there is none."""
        return self.view.link(self.src, target, to, text) if target else Markup(self.word("none"))

    def links(self, targets: Iterable[str]) -> Markup:
        """Links to several records on one line; a dash where there is none."""
        return self.join(self.view.link(self.src, target) for target in targets)

    def join(self, items: Iterable[Any]) -> Markup:
        """Several things on one line, as the language lists them; a dash where there is none."""
        shown = list(items)
        return Markup(self.view.words.get("page.list_join", ", ")).join(shown) if shown else Markup(self.word("none"))

    def listed(self, texts: Iterable[str]) -> str:
        """Several texts on one line, not yet HTML."""
        return self.view.words.get("page.list_join", ", ").join(texts)

    def date(self, day: dt.date | None) -> Markup:
        """A day as columns need it, a dash where there is none; a moment shows its time when it has one."""
        if day is None:
            return Markup(self.word("none"))
        shown = day.isoformat()
        if isinstance(day, dt.datetime):
            shown = day.strftime("%Y-%m-%d" if day.time() == dt.time() else "%Y-%m-%d %H:%M")
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), shown)

    def prose(self, text: str | None, owner_id: str = "") -> Markup:
        """A text of front matter."""
        return self.view.prose(self.src, text or "", owner_id)

    def empty(self, key: str = "empty", **args: Any) -> Markup:
        """A sentence where there is nothing to show."""
        return Markup('<p class="kb-empty">{}</p>').format(self.prose(self.word(key, **args)))

    def people(self, ids: Iterable[str]) -> Markup:
        """People as the configuration allows: names, initials, or only how many; a dash for nobody."""
        persons = list(dict.fromkeys(ids))
        if not persons:
            return Markup(self.word("none"))
        if self.view.config.publish.people == "roles":
            return Markup("{}").format(self.word("people_count", count=len(persons)))
        return self.join(self.view.person_link(self.src, person) for person in persons)

    def filter_words(self) -> dict[str, str]:
        """What the controls above a list say."""
        words = {key: self.word(f"filter_{key}") for key in ("search", "count", "nothing", "reset")}
        return {**words, "all": self.word("all")}

    def records(self, *types: str) -> list[LocalPage]:
        """Records of these types that are not retired, in this language, sorted by file."""
        return [local for name in types for local in self._kept.get(name, ())]

    @cached_property
    def _kept(self) -> dict[str, list[LocalPage]]:
        found: dict[str, list[LocalPage]] = {}
        for local in self.view.edition.pages:
            if local.record.status != "retired":
                found.setdefault(local.type, []).append(local)
        return found

    def cover(self, role: LocalPage) -> Cover:
        """Who can act for a role on the day of the edition."""
        return cover(self.view.handbook, role.source, self.view.as_of)

    def render(self, environment: Environment, **context: Any) -> RenderedPage:
        """The page, from its template."""
        template = environment.get_template(f"generated/{self.name.replace('_', '-')}.md.j2")
        text = template.render(s=self, as_of=self.view.as_of, **context)
        path = self._own.text.path if self._own and not self.view.outside else ""
        return RenderedPage(self.src, text, path, self.title, self.word("question"))
