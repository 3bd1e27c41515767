"""KB802 personal-data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.rules.kb8_text import in_text, masked
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["personal_data"]

_PROVIDERS = (
    r"(?:(?:vip\.)?(?:qq|163|126|sina|sohu)\.com|foxmail\.com|yeah\.net|139\.com|189\.cn|wo\.cn|sina\.cn|aliyun\.com|tom\.com"
    r"|21cn\.com|gmail\.com|googlemail\.com|(?:outlook|hotmail|live|msn)\.(?:com|cn)|icloud\.com|me\.com"
    r"|yahoo\.(?:com|com\.cn|cn|co\.\w\w)|proton(?:mail)?\.(?:com|me)|aol\.com|gmx\.\w{2,3})"
)
_PERSONAL = re.compile(
    r"(?<![A-Za-z0-9_.])(?<![A-Za-z0-9_]-)(?:"
    r"(?P<id>[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])"
    r"|(?P<card>(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?)"
    r"|(?:\+?86[ -]?)?(?P<mobile>1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4}))"
    r")(?![A-Za-z0-9_-]|\.\d|[ ]?(?:bytes|字节))"
    rf"|(?<![\w.+-])(?P<mail>[A-Za-z0-9_][\w.+-]{{0,63}}@{_PROVIDERS})(?![\w-]|\.\w)",
    re.IGNORECASE,
)
#: Lines without one of these are not looked at closely: the pattern above is slow.
_HINT = re.compile(r"\d[\d -]{9,}\d|@")
#: Mailboxes that belong to nobody in particular.
_NOBODY = re.compile(
    r"(?:postmaster|abuse|mailer-daemon|no-?reply|noreply|support|service|test|example|sample|user|username|name|someone|somebody"
    r"|xxx+|your\w*|foo|bar|abc|info|admin|hostmaster|webmaster)\d{0,3}@",
    re.IGNORECASE,
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@page_rule("KB802", "personal-data", Severity.ERROR, translations=True)
def personal_data(page: Page) -> Iterator[Finding]:
    """The page contains a private phone number, an identity card number, a bank card number or a private mail
    address.

    ## Why it matters
    The handbook names roles, and work numbers and mailboxes; what belongs to one person or one caller stays in the
    ticket (Personal Information Protection Law, art. 6; KCS: no requester-specific data). A private number also
    goes stale first.

    ## Example
    ```markdown
    紧急时打王工手机 139 后面跟着八位数字。
    ```

    ## Fix
    Use the hotline, the extension, the duty phone's name or a shared mailbox, and the role: `[[network-engineer]]`.
    """
    for match in _candidates(page.text):
        kind, value = str(match.lastgroup), match[str(match.lastgroup)]
        if _is_personal(kind, value):
            args = (("kind", kind), ("shown", masked(value)))
            yield Finding(in_text(page, match.start(kind), match.end(kind)), "KB802", "", args)


def _candidates(text: str) -> Iterator[re.Match[str]]:
    seen = 0
    for hint in _HINT.finditer(text):
        if hint.start() >= seen:
            start, seen = text.rfind("\n", 0, hint.start()) + 1, text.find("\n", hint.end())
            seen = seen if seen >= 0 else len(text)
            yield from _PERSONAL.finditer(text, start, seen)


def _is_personal(kind: str, value: str) -> bool:
    digits = re.sub(r"[ -]", "", value)
    if kind == "id":
        check = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True)) % 11
        return "10X98765432"[check] == digits[17].upper()
    if kind == "card":
        return len(digits) >= 16 and len(set(digits)) > 1 and _luhn(digits)
    if kind == "mail":
        return not _NOBODY.match(value)
    return int(digits) % 1_048_576 != 0  # 17179869184 is 16 GiB


def _luhn(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if position % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
