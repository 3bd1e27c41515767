"""A page in brief: what rules about the whole handbook ask of every page before they look closer at a few.

Kept at hand with every page, so that a check of 10,000 pages decodes the facts of those alone that something is wrong
with. A brief may send a rule to a page in vain, but never past a page with a finding.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kb_tools.model.address import addresses, read_address
from kb_tools.model.likeness import marks

if TYPE_CHECKING:
    from kb_tools.model.page import Link, Page, Ref

__all__ = ["Brief", "brief_of", "label"]

_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
#: Keys that say how a page stands; rules ask for them on every page.
_STANDING = ("status", "state", "stage", "audience", "review_every")


class Brief(NamedTuple):
    """What is known of a page without decoding anything.

    Attributes:
        labels: The title and then the aliases, made comparable by `label`.
        uses: The references of the front matter, each with blanks in between: the types that may stand there, the key
            path without numbers, and the id as written, but in full for a KPI of this very page.
        names: What stands in `[[...]]`, without anchors; empty for `[[]]`.
        files: Files that relative addresses lead to, relative to the folder of the page's language.
        strays: Whether a link has no address, an absolute one, or one that leaves the language's folder.
        anchored: Whether a link names a place on a page.
        says: Dates and standing of the front matter by key path without numbers (`deputies.proven.date`); the dates
            of a list are separated by blanks.
        marks: Of a known error: marks of what users see, by which near duplicates are found.
        clauses: Clauses that the page names, each behind its framework: `iso20000 8.6.3`.
    """

    labels: Sequence[str] = ("",)
    uses: Sequence[str] = ()
    names: Sequence[str] = ()
    files: Sequence[str] = ()
    strays: bool = False
    anchored: bool = False
    says: Mapping[str, str] = {}
    marks: Sequence[int] = ()
    clauses: Sequence[str] = ()


def brief_of(page: Page) -> Brief:
    """Make the brief of a page from its facts."""
    wiki = [link.target for link in (*page.links, *page.front_links) if link.kind == "wiki"]
    names = [(target.partition("#")[0].strip(), target) for target in wiki]
    files, strays = _files(page.src, page.links)
    values = page.values
    aliases = [alias for alias in _listed(values.get("aliases")) if isinstance(alias, str)]
    says = {key: values[key] for key in _STANDING if isinstance(values.get(key), str)}
    _dates(values, "", says)
    return Brief(
        tuple(map(label, (page.title, *aliases))),
        tuple(dict.fromkeys(_use(page, ref) for ref in page.refs)),
        tuple(dict.fromkeys(name for name, target in names if name or not target.startswith("#"))),
        files,
        strays,
        any("#" in link.target for link in (*page.links, *page.front_links)),
        says,
        marks(_seen(page.title, values)) if page.type == "known-error" else (),
        tuple(_clauses(values.get("frameworks"))),
    )


def _clauses(frameworks: Any) -> Iterator[str]:
    for name, clauses in frameworks.items() if isinstance(frameworks, dict) else ():
        for clause in dict.fromkeys(_listed(clauses)):
            yield f"{name} {clause}"


def label(text: str) -> str:
    """A title in the form in which titles are compared: width, case and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _use(page: Page, ref: Ref) -> str:
    own = page.parts and any(part.id == ref.target and part.kind in ref.to for part in page.parts)
    target = f"{page.id}/{ref.target}" if own else ref.target
    return f"{_kind_of_use(ref.to, ref.field)} {target}"


@lru_cache(10_000)
def _kind_of_use(types: tuple[str, ...], field: str) -> str:
    return f"{'/'.join(types)} {'.'.join(step for step in field.split('.') if not step.isdigit())}"


def _files(src: str, links: Sequence[Link]) -> tuple[tuple[str, ...], bool]:
    folder, strays = posixpath.dirname(src), False
    found: dict[str, None] = {}
    for link in links:
        for address in addresses(link) if link.kind != "wiki" else ():
            kind, path, _ = read_address(address)
            if kind == "relative":
                path = posixpath.normpath(posixpath.join(folder, path))
                found[path] = None
                strays = strays or path.startswith("..")
            elif kind in ("empty", "absolute"):
                strays = True
    return tuple(found), strays


def _seen(title: str, values: Mapping[str, Any]) -> list[str]:
    texts = [title, *_listed(values.get("symptoms")), *_listed(values.get("error_messages"))]
    return [text for text in texts if isinstance(text, str)]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dates(value: Any, path: str, found: dict[str, str]) -> None:
    items = value.items() if type(value) is dict else ((None, item) for item in value)
    for key, item in items:
        kind = type(item)
        here = path if key is None else f"{path}.{key}" if path else key
        if kind is dict or kind is list:
            _dates(item, here, found)
        elif kind is str and len(item) == 10 and _DATE.match(item):
            found[here] = f"{found[here]} {item}" if here in found else item
