"""KB705 orphan-translation."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location

__all__ = ["orphan_translation"]


@handbook_rule("KB705", "orphan-translation", Severity.ERROR)
def orphan_translation(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A translation has no source page under the same path.

    ## Why it matters
    It is not published: without a source it has no id, no owner and no place. Usually the source was renamed or
    moved, and its translation was forgotten.

    ## Example
    `docs/en/processes/incident.md` exists, `docs/zh/processes/incident.md` does not.

    ## Fix
    Move it to where its source is, or delete it.
    """
    translations = chain(*(handbook.translations.get(lang, ()) for lang in handbook.languages[1:]))
    orphans = [page for page in translations if page.src not in handbook.by_src]
    if not orphans:
        return
    names: defaultdict[str, list[str]] = defaultdict(list)
    for src in handbook.by_src:
        names[PurePosixPath(src).name].append(src)
    for page in orphans:
        guess = _guess(page.src, names)
        args = (("src", page.src), ("guess", guess), ("lang", handbook.source_lang))
        yield Finding(Location(page.path, 1, 1, 1, 4), "KB705", "" if guess else "no-guess", args)


def _guess(src: str, names: dict[str, list[str]]) -> str:
    """The source page that was most likely meant: one of the same name elsewhere, else a similar name."""
    name = PurePosixPath(src).name
    if name in names:
        return names[name][0]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.7) if len(names) < 2_000 else []
    return names[near[0]][0] if near else ""
