"""KB209 link-outside."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.links import LinkMap, place
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.address import addresses
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["link_outside"]


@handbook_rule("KB209", "link-outside", Severity.ERROR)
def link_outside(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A link starts at the root of the host, or climbs out of the docs folder.

    ## Why it matters
    `/processes/…` works only where the handbook is published at the root of a host: not below a path, not from the
    offline copy, not in an editor. And what lies outside the docs folder is not published at all.

    ## Example
    ```markdown
    见 [事件管理](/processes/incident-management/) 和 [合同](../../../contracts/isp.pdf)。
    ```

    ## Fix
    Use the id, or a path relative to the page. Copy a file that readers need into the docs folder.
    ```markdown
    见 [[incident-management]] 和 [合同](../files/isp.pdf)。
    ```
    """
    files = LinkMap(handbook, context.config)
    for page in handbook.every_page():
        if not page.readable or not page.brief.strays:
            continue
        for link in page.links:
            if link.kind == "wiki" or not (link.kind == "html" or ".." in link.target or link.target[:1] in "/\\"):
                continue
            for address in addresses(link):
                goal = files.follow(page, address)
                if goal.kind in ("absolute", "outside"):
                    guess = files.nearby(page, goal.path)
                    variant = f"{goal.kind}-guess" if guess else goal.kind
                    args = (("target", address), ("guess", guess))
                    yield Finding(place(page, link.span), "KB209", variant, args)
