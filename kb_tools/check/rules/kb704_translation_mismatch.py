"""KB704 translation-mismatch."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page, Shape

__all__ = ["translation_mismatch"]


@handbook_rule("KB704", "translation-mismatch", Severity.ERROR)
def translation_mismatch(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A list in a translation does not fit the list of the source: an unknown id, or another number of items.

    Items with an id (activities, KPIs, targets) are matched by it, and missing ones are shown in the source
    language. Items without one (inputs, outputs, records) are matched by position, so that their number must be the
    same.

    ## Why it matters
    What does not fit is left out, and the reader sees the source language; or worse, the second output under the
    name of the third.

    ## Example
    ```yaml
    activities:
      - {id: clasify, name: Classify}      # the source calls it classify
    ```

    ## Fix
    Use the ids of the source; give positional lists one item per item of the source, `{}` where nothing is
    translated.
    """
    for lang in handbook.languages[1:]:
        for page in handbook.translations.get(lang, ()):
            if page.shapes and page.readable and (source := handbook.by_src.get(page.src)) and source.readable:
                yield from _compare(page, source)


def _compare(page: Page, source: Page) -> Iterator[Finding]:
    wanted = {shape.field: shape for shape in source.shapes}
    wrong: list[str] = []
    for shape in page.shapes:
        if any(shape.field.startswith(f"{field}.") for field in wrong):
            continue
        known = wanted.get(shape.field) or Shape(shape.field, (), 0, shape.span)
        if shape.ids:
            yield from _unknown_ids(page, shape, known)
        elif shape.length != known.length:
            wrong.append(shape.field)
            args = (("field", shape.field), ("count", str(shape.length)), ("wanted", str(known.length)))
            yield Finding(page.at(*_path(shape.field)), "KB704", "length", args)


def _unknown_ids(page: Page, shape: Shape, known: Shape) -> Iterator[Finding]:
    for number, part in enumerate(shape.ids):
        if part in known.ids and part:
            continue
        near = difflib.get_close_matches(part, known.ids, n=1, cutoff=0.6)
        variant = "no-id" if not part else "" if near else "no-guess"
        args = (
            ("field", shape.field),
            ("id", part),
            ("guess", near[0] if near else ""),
            ("known", ", ".join(known.ids) or "-"),
        )
        yield Finding(page.at(*_path(shape.field), number, "id"), "KB704", variant, args)


def _path(field: str) -> tuple[str, ...]:
    return tuple(field.split("."))
