"""Where the links of a text lead: to a page in the reader's language, to a file, out of the handbook, or nowhere."""

from __future__ import annotations

import difflib
import html
import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote

from kb_tools.config import Config
from kb_tools.content.plan import Plan, plan_of
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location, Span
from kb_tools.model.page import Link, Page, Ref
from kb_tools.model.wiki import WIKI_LINK

__all__ = ["Goal", "Guesser", "LinkMap", "addresses", "field_name", "place", "wiki_links"]

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_DESCRIPTOR = re.compile(r"\s+[\d.]+[wx]\s*(?:,|\Z)")
_DIGITS = re.compile(r"\d+")
_CODE = re.compile(r"`[^`\n]*`")
#: So many wrong links get a suggestion; who has more has renamed a folder, and finding the closest of 10,000 takes
#: time.
_GUESSES = 300


class Goal(NamedTuple):
    """What a link leads to.

    Attributes:
        kind: `elsewhere` (another address), `empty`, `absolute`, `outside`, `page`, `file` or `missing`.
        path: File, relative to the docs folder.
        anchor: What stands after `#`.
        page: For kind `page`: the page that is shown, in the language of the link.
    """

    kind: str
    path: str = ""
    anchor: str = ""
    page: Page | None = None


class LinkMap:
    """Files and pages of a handbook, for following links."""

    def __init__(self, handbook: Handbook, config: Config) -> None:
        self.handbook = handbook
        self._docs = len(config.handbook.docs.strip("/")) + 1
        self._prefix = {lang: f"{lang}/" if len(handbook.languages) > 1 else "" for lang in handbook.languages}

    @cached_property
    def files(self) -> dict[str, Page | None]:
        """Path relative to the docs folder -> page, or None for an image or download."""
        found: dict[str, Page | None] = dict.fromkeys(self.handbook.assets)
        found.update((self.file_of(page), page) for page in self.handbook.every_page())
        return found

    @cached_property
    def sections(self) -> frozenset[str]:
        """Folders of records: their list is made by the product, `processes/index.md`."""
        tops = {page.src.split("/")[0] for page in self.handbook.pages if page.type != "article" and "/" in page.src}
        return frozenset(prefix + top for prefix in self._prefix.values() for top in tops)

    def file_of(self, page: Page) -> str:
        """File of a page, relative to the docs folder."""
        return page.path[self._docs :]

    def follow(self, page: Page, address: str) -> Goal:
        """Where an address leads that is written on a page."""
        if not address:
            return Goal("empty")
        if address[0] == "#":
            return Goal("page", self.file_of(page), unquote(address[1:]), page)
        if _ELSEWHERE.match(address):
            return Goal("elsewhere")
        path, _, anchor = _ESCAPE.sub(r"\1", address).partition("#")
        path = unquote(path.partition("?")[0])
        if path.startswith(("/", "\\")):
            return Goal("absolute", path, unquote(anchor))
        folder = posixpath.dirname(self.file_of(page))
        return self._at(posixpath.normpath(posixpath.join(folder, path)), page.lang, unquote(anchor))

    def _at(self, path: str, lang: str, anchor: str) -> Goal:
        if path == ".." or path.startswith("../"):
            return Goal("outside", path, anchor)
        candidates = [path, posixpath.normpath(f"{path}/index.md")]
        own, source = self._prefix[lang], self._prefix[self.handbook.source_lang]
        if own != source and path.startswith(own):  # what is not translated is shown from the source
            candidates += [source + candidate.removeprefix(own) for candidate in candidates]
        for candidate in candidates:
            if candidate in self.files:
                found = self.files[candidate]
                return Goal("page" if found else "file", candidate, anchor, found)
        if path.removesuffix("/index.md") in self.sections:
            return Goal("file", path, anchor)
        return Goal("missing", path, anchor)

    def shown(self, source: Page, lang: str) -> Page:
        """The page that readers of a language see of a record."""
        local = self.handbook.translation_of.get((lang, source.src))
        return local if local and local.readable else source

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """File name in lower case -> paths relative to the docs folder."""
        found: dict[str, list[str]] = {}
        for path in self.files:
            found.setdefault(posixpath.basename(path).casefold(), []).append(path)
        return found

    def nearby(self, page: Page, path: str) -> str:
        """The file of the same name that was most likely meant, as an address for this page, or an empty text."""
        wanted = path.rstrip("/").removesuffix(".html").casefold()
        names = [posixpath.basename(wanted), f"{posixpath.basename(wanted)}.md"]
        own = self._prefix[page.lang]
        found = [item for name in names for item in self.by_name.get(name, ())]
        if not found and (name := self._near_name(names[0])):
            found = list(self.by_name[name])
        found.sort(key=lambda item: (not item.casefold().endswith(wanted), not item.startswith(own), item))
        return self._address(page, found[0]) if found else ""

    @cached_property
    def _near_name(self) -> Guesser:
        return Guesser(self.by_name, 0.8)

    def _address(self, page: Page, path: str) -> str:
        """The relative address of a file, from a page; what is not translated is addressed as if it were."""
        own, source = self._prefix[page.lang], self._prefix[self.handbook.source_lang]
        if path.startswith(source) and own + path.removeprefix(source) not in self.files:
            path = own + path.removeprefix(source)
        return posixpath.relpath(path, posixpath.dirname(self.file_of(page)) or ".")


class Guesser:
    """The closest of many known words, for a limited number of questions."""

    def __init__(self, known: Iterable[str], cutoff: float = 0.6) -> None:
        self.known = sorted(known)
        self.cutoff = cutoff
        self._answers: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """The known word that was most likely meant, or an empty text."""
        if word not in self._answers and len(self._answers) < _GUESSES:
            near = difflib.get_close_matches(word, self.known, n=3, cutoff=self.cutoff)
            self._answers[word] = next((item for item in near if not _other_number(word, item)), "")
        return self._answers.get(word, "")


def _other_number(word: str, other: str) -> bool:
    """`ke-0404` and `ke-0002` look alike, but nobody mistypes one for the other (`ke-0020` and `ke-0002` they do)."""
    if _DIGITS.sub("0", word) != _DIGITS.sub("0", other):
        return False
    mine, theirs = _DIGITS.findall(word), _DIGITS.findall(other)
    return [len(digits) for digits in mine] == [len(digits) for digits in theirs] and sorted(word) != sorted(other)


def addresses(link: Link) -> list[str]:
    """Addresses of a link of kind `link`, `image` or `html` (a `srcset` has several)."""
    if link.kind != "html":
        return [link.target]
    target = html.unescape(link.target.strip())
    if not _DESCRIPTOR.search(target):
        return [target] if target else []
    return [part.split()[0] for part in target.split(",") if part.strip()]


def field_name(ref: Ref) -> str:
    """The field of a reference as the writer knows it: `responsible`, not `activities.0.responsible.1`."""
    return next((step for step in reversed(ref.field.split(".")) if not step.isdigit()), ref.field)


def place(page: Page, span: Span) -> Location:
    """A link's place, at least one column wide."""
    end = max(span.end_column, span.column + 1) if span.end_line == span.line else span.end_column
    return Location(page.path, span.line, span.column, span.end_line, end)


def wiki_links(page: Page) -> Iterator[tuple[str, Span]]:
    """Target and place of every `[[id]]`: in the body, and in texts of the front matter."""
    for link in page.links:
        if link.kind == "wiki":
            yield link.target, link.span
    if b"[[" in page.front:
        yield from _front_links(page, page.values, plan_of(page.schema), ())


def _front_links(page: Page, value: Any, plan: Plan | None, keys: tuple[str | int, ...]) -> Iterator[tuple[str, Span]]:
    if plan is None:
        return
    if isinstance(value, str):
        if plan.translatable and "[[" in value:
            for match in WIKI_LINK.finditer(_CODE.sub("", value)):
                yield match[1].strip(), page.span(*keys)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _front_links(page, item, plan.item, (*keys, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _front_links(page, item, plan.fields.get(key) or plan.item, (*keys, key))
