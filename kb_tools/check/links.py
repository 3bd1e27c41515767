"""Where the links of a text lead: to a page in the reader's language, to a file, out of the handbook, or nowhere."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from kb_tools.config import Config
from kb_tools.model.address import read_address
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location, Span
from kb_tools.model.overview import OVERVIEW_FOLDER, OVERVIEW_NEEDS, OVERVIEW_PAGES
from kb_tools.model.page import Page, Ref

__all__ = ["Goal", "Guesser", "LinkMap", "field_name", "place", "wiki_links"]

_DIGITS = re.compile(r"\d+")
#: So many wrong links get a suggestion; who has more has renamed a folder, and finding the closest of 10,000 takes
#: time.
_GUESSES = 300
#: What multiplying may add to a number that is exactly enough.
_ROUNDING = 1e-9


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
        start = self._docs
        return {**dict.fromkeys(self.handbook.assets), **{p.path[start:]: p for p in self.handbook.every_page()}}

    @cached_property
    def overview(self) -> frozenset[str]:
        """Files of the overview pages that the product makes in every language."""
        types = self.handbook.by_type
        names = [name for name in OVERVIEW_PAGES if OVERVIEW_NEEDS.get(name, "article") in {"article", *types}]
        return frozenset(f"{prefix}{OVERVIEW_FOLDER}/{name}.md" for prefix in self._prefix.values() for name in names)

    @cached_property
    def sections(self) -> frozenset[str]:
        """Folders of records: their list is made by the product, `processes/index.md`."""
        pages = chain(*(pages for name, pages in self.handbook.by_type.items() if name != "article"))
        tops = {page.src.partition("/")[0] for page in pages if "/" in page.src}
        return frozenset(prefix + top for prefix in self._prefix.values() for top in tops)

    def file_of(self, page: Page) -> str:
        """File of a page, relative to the docs folder."""
        return page.path[self._docs :]

    @cached_property
    def reachable(self) -> dict[str, frozenset[str]]:
        """Language -> what is found from its pages, relative to its folder: files, and folders that have a page."""
        sources = [page.src for page in self.handbook.pages]
        found = {}
        for lang, own in self._prefix.items():
            names = {*sources, *(page.src for page in self.handbook.translations.get(lang, ()))}
            for prefix in (own, self._prefix[self.handbook.source_lang]):
                names.update(asset[len(prefix) :] for asset in self.handbook.assets if asset.startswith(prefix))
            names.update([name.removesuffix("/index.md") for name in names if name.endswith("/index.md")])
            tops = [name[len(own) :] for name in self.sections if name.startswith(own)]
            names.update(name[len(own) :] for name in self.overview if name.startswith(own))
            found[lang] = frozenset(names.union(tops, [f"{top}/index.md" for top in tops]))
        return found

    def follow(self, page: Page, address: str) -> Goal:
        """Where an address leads that is written on a page."""
        kind, path, anchor = read_address(address)
        if kind == "here":
            return Goal("page", self.file_of(page), anchor, page)
        if kind != "relative":
            return Goal(kind, path, anchor)
        folder = posixpath.dirname(self.file_of(page))
        return self._at(posixpath.normpath(posixpath.join(folder, path)), page.lang, anchor)

    def below(self, lang: str, path: str) -> Goal:
        """What readers of a language find under a path relative to its folder."""
        return self._at(posixpath.normpath(self._prefix[lang] + path), lang, "")

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
        if path.removesuffix("/index.md") in self.sections or path in self.overview:
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
            found.setdefault(path.rpartition("/")[2].casefold(), []).append(path)
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
        self.cutoff = cutoff
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for item in known:
            self._by_length[len(item)].append(item)
        self._answers: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """The known word that was most likely meant, or an empty text."""
        if word not in self._answers and len(self._answers) < _GUESSES:
            near = difflib.get_close_matches(word, self._possible(word), n=3, cutoff=self.cutoff)
            self._answers[word] = next((item for item in near if not _other_number(word, item)), "")
        return self._answers.get(word, "")

    def _possible(self, word: str) -> list[str]:
        """Known words that can be close enough, by their letters alone: the others are most, and take the time.

        The ratio of two words is at most twice the letters that the other one shares, by the length of both.
        """
        shared = str.maketrans("", "", word)
        found = []
        for length, items in self._by_length.items():
            needed = self.cutoff * (length + len(word)) / 2 - _ROUNDING
            if min(length, len(word)) >= needed:
                found += [item for item in items if length - len(item.translate(shared)) >= needed]
        return found


def _other_number(word: str, other: str) -> bool:
    """`ke-0404` and `ke-0002` look alike, but nobody mistypes one for the other (`ke-0020` and `ke-0002` they do)."""
    if _DIGITS.sub("0", word) != _DIGITS.sub("0", other):
        return False
    mine, theirs = _DIGITS.findall(word), _DIGITS.findall(other)
    return [len(digits) for digits in mine] == [len(digits) for digits in theirs] and sorted(word) != sorted(other)


def field_name(ref: Ref) -> str:
    """The field of a reference as the writer knows it: `responsible`, not `activities.0.responsible.1`."""
    return next((step for step in reversed(ref.field.split(".")) if not step.isdigit()), ref.field)


def place(page: Page, span: Span) -> Location:
    """A link's place, at least one column wide."""
    end = max(span.end_column, span.column + 1) if span.end_line == span.line else span.end_column
    return Location(page.path, span.line, span.column, span.end_line, end)


def wiki_links(page: Page) -> Iterator[tuple[str, Span]]:
    """Target and place of every `[[id]]`: in the body, and in texts of the front matter."""
    for link in (*page.links, *page.front_links):
        if link.kind == "wiki":
            yield link.target, link.span
