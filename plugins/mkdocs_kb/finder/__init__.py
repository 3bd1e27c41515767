"""The search on the pages: its scripts, made of the files beside this one and the words of an edition.

`opener.js` is on every page and loads the rest when somebody searches: our modules as one script, and the engine, which
is not ours (kb_tools/search/web). `marks.js` is loaded on the page that a result led to.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any
from urllib.parse import quote, urlsplit

from kb_tools.config import Config
from kb_tools.locale import Words
from kb_tools.publish.classic_script import classic_script
from kb_tools.render.address import page_address
from kb_tools.render.edition import RenderedEdition, edition_root

__all__ = ["finder_frame", "finder_scripts"]

#: Where a reader may look without a search, as far as an edition has it.
_ELSEWHERE = ("overview/known-errors.md", "overview/glossary.md", "overview/index.md")
#: Words that every page holds, so that the search opens before its scripts are there.
_FRAME = ("title", "open", "placeholder", "clear", "close", "loading", "broken", "marked", "unmark")
#: What only readers of the source need. The modules keep to it: comments have lines of their own, texts have one line.
_COMMENTS = re.compile(r"^\s*/\*(?:[^*]|\*(?!/))*\*/[ \t]*$|^\s*//.*$", re.MULTILINE)
_INDENT, _LINE_END = re.compile(r"\n\s+"), re.compile(r"(?<=[,;{(\[>])\n|\n(?=[})\]?:.&|])")


def finder_frame(edition: RenderedEdition, config: Config, said: Words) -> dict[str, str]:
    """What the templates of every page say.

    Returns:
        Words by key, `root` (from the edition's root to the site's) and `page` (where readers without scripts get to).
    """
    found = _elsewhere(edition)
    return {
        **{key: said(f"finder.{key}") for key in _FRAME},
        "root": re.sub(r"[^/]+/", "../", edition_root(edition.lang, config.handbook.languages)),
        "page": found[-1][1] if found else "",
    }


def finder_scripts(edition: RenderedEdition, config: Config, said: Words, as_of: dt.date) -> dict[str, str]:
    """File name below `assets/kb/` -> script; none is a module, because they must work from `file://` as well."""
    folder = resources.files(__name__)

    def read(name: str) -> str:
        if name == "words.js":
            return _words_module(edition, config, said, as_of)
        return (folder / name).read_text(encoding="utf-8")

    return {
        "search.js": _bare(classic_script("main.js", read)),
        "search-marks.js": _bare(read("marks.js")),
        "search-open.js": _bare(read("opener.js")),
    }


def _bare(script: str) -> str:
    return _LINE_END.sub("", _INDENT.sub("\n", _COMMENTS.sub("", script)))


def _words_module(edition: RenderedEdition, config: Config, said: Words, as_of: dt.date) -> str:
    value = {
        "lang": edition.lang,
        "asOf": as_of.isoformat(),
        "words": {key: text for key, text in said.tables["finder"].items() if key not in _FRAME},
        "types": {**_table(said, "type"), "overview": said("overview.index.title")},
        "languages": {lang: said.get(f"language.{lang}", lang) for lang in config.handbook.languages},
        "links": _elsewhere(edition),
        "report": _report(config),
        "draft": config.publish.audience == "internal",
    }
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"export const said = {text};\n" + "".join(
        f"export const {name} = said.{name};\n" for name in ("languages", "types", "words")
    )


def _elsewhere(edition: RenderedEdition) -> list[tuple[str, str]]:
    titles = {page.src: page.title for page in edition.pages}
    return [(titles[src], page_address(src)) for src in _ELSEWHERE if titles.get(src)]


def _table(said: Words, name: str) -> dict[str, str]:
    table = said.tables.get(name)
    return {key: str(text) for key, text in sorted(table.items())} if isinstance(table, Mapping) else {}


def _report(config: Config) -> dict[str, Any]:
    """Where a gap is reported: a prefilled issue, else a mail, else an address; `subject` and `body` are parameters."""
    repo, contact = config.handbook.repo_url.rstrip("/"), config.handbook.contact
    if repo and "gitlab" in (urlsplit(repo).hostname or ""):
        return {"href": f"{repo}/-/issues/new", "subject": "issue[title]", "body": "issue[description]"}
    if repo:
        return {"href": f"{repo}/issues/new", "subject": "title", "body": "body"}
    if "@" in contact and "://" not in contact:
        address = quote(contact.removeprefix("mailto:"), safe="@")
        return {"href": f"mailto:{address}", "subject": "subject", "body": "body"}
    return {"href": contact} if contact.startswith(("https://", "http://")) else {}
