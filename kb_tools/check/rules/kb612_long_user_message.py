"""KB612 long-user-message."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["long_user_message"]

_LIMIT = 120


@page_rule("KB612", "long-user-message", Severity.WARNING, types=("known-error",))
def long_user_message(page: Page) -> Iterator[Finding]:
    """The message to users of a known error is longer than 120 characters.

    ## Why it matters
    It is read out on the phone, put on the home page and sent as a text message, many times in one morning.

    ## Example
    ```yaml
    user_message: 尊敬的各位用户，由于长假期间积压的邮件较多，目前……
    ```

    ## Fix
    What happens, what users can do, when there will be news. The rest belongs into the text of the page.
    """
    text = page.values.get("user_message")
    if isinstance(text, str) and len(text) > _LIMIT:
        args = (("length", str(len(text))), ("limit", str(_LIMIT)))
        yield Finding(page.at("user_message"), "KB612", "", args)
