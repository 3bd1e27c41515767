"""KB610 image-without-text."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["image_without_text"]


@page_rule("KB610", "image-without-text", Severity.WARNING, translations=True)
def image_without_text(page: Page) -> Iterator[Finding]:
    """An image has no text in its place.

    ## Why it matters
    The text is what a blind colleague hears, what search finds, and what everybody sees when the image does not
    load (WCAG 2.2, 1.1.1).

    ## Example
    ```markdown
    ![](queue.png)
    ```

    ## Fix
    Say what the image shows: `![邮件队列从 9 点起增长](queue.png)`.
    """
    for link in page.links:
        if link.kind == "image" and not link.text.strip():
            yield Finding(Location.at(page.path, link.span), "KB610", "", (("target", link.target),))
