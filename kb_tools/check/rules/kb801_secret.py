"""KB801 secret."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.rules.kb8_text import in_text, masked
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["secret"]

_IS = r"[*_`\"'”’)\]]{0,4}[ \t]*(?:[:：=＝|]|是|为|is\b)[ \t]*[*_`\"'“‘(\[]{0,4}"
_KEY_IS = r"[*_`\"'”’)\]]{0,4}[ \t]*[:：=＝|][ \t]*[*_`\"'“‘(\[]{0,4}"
#: Kind -> words of which one must be in the text (in lower case), and what to look for; its group is the secret.
_KINDS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("private-key", ("private key",), re.compile(r"(-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----)")),
    (
        "cloud-key",
        ("akia", "asia", "ltai", "akid", "aiza"),
        re.compile(
            r"\b((?:AKIA|ASIA)[A-Z0-9]{16}|LTAI[A-Za-z0-9]{12,26}|AKID[A-Za-z0-9]{32}|AIza[A-Za-z0-9_-]{35})(?![\w-])"
        ),
    ),
    (
        "token",
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "npm_", "k_live_", "sk-"),
        re.compile(
            r"\b(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abeoprs]-[A-Za-z0-9-]{10,}"
            r"|npm_[A-Za-z0-9]{36}|[rs]k_live_[A-Za-z0-9]{16,}|sk-[A-Za-z0-9_-]{32,})"
        ),
    ),
    (
        "webhook",
        ("hooks.slack", "qyapi.weixin", "oapi.dingtalk", "bot/v2/hook"),
        re.compile(
            r"hooks\.slack\.com/services/([\w/]{20,})|qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([0-9a-f-]{36})"
            r"|oapi\.dingtalk\.com/robot/send\?access_token=([0-9a-f]{40,})|/open-apis/bot/v2/hook/([0-9a-f-]{36})"
        ),
    ),
    ("jwt", ("eyj",), re.compile(r"\b(eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,})")),
    (
        "header",
        ("authorization",),
        re.compile(r"(?i:authorization['\"]?\s*[:=]\s*['\"]?(?:basic|bearer)\s+)([A-Za-z0-9+/=_.~-]{12,})"),
    ),
    (
        "connection",
        ("://",),
        re.compile(r"(?<=[A-Za-z0-9])://[^\s/:@<>\"'`]{0,60}:([^\s/@<>\"'`]{3,80})@[\w\[]"),
    ),
    (
        "password",
        ("passw", "passphrase", "passcode", "pwd", "密码", "口令", "密碼"),
        re.compile(rf"(?:(?<![A-Za-z])(?i:passw(?:or)?d|passphrase|passcode|pwd)|密码|口令|密碼){_IS}([!-~]{{4,80}})"),
    ),
    (
        "credential",
        ("secret", "token", "apikey", "api_key", "api-key", "accesskey", "access_key", "access-key", "密钥", "令牌"),
        re.compile(rf"(?:(?i:secret|token|api[_-]?key|access[_-]?key)|密钥|令牌){_KEY_IS}([!-~]{{8,200}})"),
    ),
    (
        "option",
        ("sshpass", "curl"),
        re.compile(r"\b(?:sshpass\s+-p\s*['\"]?|curl\s[^\n]{0,80}?-u\s*['\"]?[\w.@-]+:)([^\s'\"]{4,80})"),
    ),
)
_EXAMPLE = re.compile(
    r"example|sample|placeholder|change[-_]?me|dummy|redact|your[-_]|xxxx|\*\*\*|\.\.\.|\$\{|\$\(|\{\{|%[A-Za-z_]\w*%"
    r"|^[@(\[{<]|^\$[A-Za-z_]|^--?[a-z]|^[A-Z]+(?:_[A-Z]+)+\W*$"
    r"|^(?:my|the|your|a|new|old|test)?[-_]?(?:pass(?:word|wd|phrase)?|pwd|secret|token|key|user|name)s?[-_]?(?:here)?\W*$"
    r"|^(?:none|null|true|false|yes|no|empty|required|optional|string|int|n/a)\W*$",
    re.IGNORECASE,
)
#: What may follow a value without being part of it.
_TAIL = "`\"'*_,;.)]}|"
_NO_VALUE = re.compile(
    r"(?:https?|file|vault|env|ext|mailto):|[./~]*/[\w.-]+/|\w+\([^()]*\)|(?:os|process|env|config|self|secrets?)[.\[]"
    r"|[A-Z]{2,6}-?\d+\W*$|\d{1,5}(?:[-~]\d{1,5})?\W*$|\d{4}-\d\d-\d\d|\d+(?:s|ms|m|h|d|min|days?|MB|KB)\W*$"
    r"|[A-Za-z][\w.+-]*@[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+\W*$"
)


@page_rule("KB801", "secret", Severity.ERROR, translations=True)
def secret(page: Page) -> Iterator[Finding]:
    """The page contains a password, a private key, an access token or a connection string with credentials.

    Front matter and code are searched as well. Placeholders (`<password>`, `****`, `${DB_PASSWORD}`, `example`) are
    fine.

    ## Why it matters
    The handbook is read by everybody, copied to laptops for offline use, and kept in a version control system that
    forgets nothing. KCS asks to keep out what belongs to one customer; ISO/IEC 27001 (A.5.17) forbids passwords in
    clear text.

    ## Example
    ```markdown
    用 root 登录，密码：（这里写了口令原文）
    ```

    ## Fix
    Say where the secret is kept, and replace it at once: it stays in the history of the file, so it is no longer
    secret.
    ```markdown
    用 root 登录，口令在口令保管处领取。
    ```
    """
    lowered = page.text.lower()
    for kind, words, pattern in _KINDS:
        if not any(word in lowered for word in words):
            continue
        for match in pattern.finditer(page.text):
            group = match.lastindex or 0
            start, value = match.start(group), match[group].rstrip(_TAIL)
            if _is_secret(kind, value) and ("|" not in page.text[match.start() : start] or _is_row(page.text, start)):
                args = (("kind", kind), ("shown", masked(value)))
                yield Finding(in_text(page, start, start + len(value)), "KB801", "", args)


def _is_row(text: str, offset: int) -> bool:
    """Whether a place lies in a row of a table; elsewhere `|` is a pipe."""
    return text[text.rfind("\n", 0, offset) + 1 :].lstrip(" >").startswith("|")


def _is_secret(kind: str, value: str) -> bool:
    if _EXAMPLE.search(value):
        return False
    if kind in ("private-key", "cloud-key", "token", "webhook", "jwt", "connection"):
        return True
    has_letter, has_digit = bool(re.search(r"[A-Za-z]", value)), bool(re.search(r"\d", value))
    if kind == "header":
        return has_digit
    if _NO_VALUE.match(value):
        return False
    if kind == "credential":
        longest = max(map(len, re.split(r"[_.-]", value)))  # `id_ed25519_backup` is a name, not a key
        return longest >= 12 and has_letter and has_digit
    return len(value) >= 6 and ((has_letter and (has_digit or _is_mixed(value))) or value.isdigit())


def _is_mixed(value: str) -> bool:
    """Whether a text without digits looks like a password rather than like words."""
    return (
        not value.isalnum() and value != value.lower() and not re.fullmatch(r"[A-Za-z]+(?:[-_/. ][A-Za-z]+)*\W*", value)
    )
