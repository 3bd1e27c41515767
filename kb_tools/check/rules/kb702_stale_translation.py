"""KB702 stale-translation."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["stale_translation"]


@handbook_rule("KB702", "stale-translation", Severity.WARNING)
def stale_translation(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The source changed after it was translated, or nobody confirmed the translation yet.

    `source_hash` in the translation says which wording of the source it was made from. Owner, numbers and
    references do not count: they are inherited and cannot be out of date.

    ## Why it matters
    Two readers of one handbook do two different things, and each is sure to be right. A stale translation says so
    on its page.

    ## Example
    ```yaml
    source_hash: 1a2b3c4d      # the source says something else by now
    ```

    ## Fix
    Bring the translation in line with the source, then `kb translate --confirm ID`.
    """
    for lang in handbook.languages[1:]:
        for page in handbook.translations.get(lang, ()):
            source = handbook.by_src.get(page.src)
            if not source or not source.readable or not page.readable or page.source_hash == source.text_hash:
                continue
            args = (("id", source.id), ("source", source.path))
            yield Finding(page.at("source_hash"), "KB702", "" if page.source_hash else "never", args)
