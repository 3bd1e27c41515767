"""KB801 secret."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.rules.kb8_text import in_text, masked
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["secret"]

#: What is a secret by its form alone.
_KINDS = {
    "private-key": r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----",
    "cloud-key": r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bLTAI[A-Za-z0-9]{12,26}\b|\bAKID[A-Za-z0-9]{32}\b"
    r"|\bAIza[A-Za-z0-9_-]{35}\b",
    "token": r"\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{22,}|\bglpat-[\w-]{20,}|\bxox[abeoprs]-[A-Za-z0-9-]{10,}"
    r"|\bnpm_[A-Za-z0-9]{36}\b|\b[rs]k_live_[A-Za-z0-9]{16,}|\bsk-[A-Za-z0-9_-]{32,}"
    r"|hooks\.slack\.com/services/[\w/]{20,}"
    r"|qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=[0-9a-f-]{36}"
    r"|oapi\.dingtalk\.com/robot/send\?access_token=[0-9a-f]{40,}|open-apis/bot/v2/hook/[0-9a-f-]{36}",
    "jwt": r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
    "header": r"(?i:\bauthorization['\"]?\s*[:=]\s*['\"]?(?:basic|bearer)\s+)(?P<header>[A-Za-z0-9+/=_.~-]{12,})",
    "connection": r"\b[a-z][a-z0-9+.-]{1,30}://[^\s/:@<>\"'`]{0,60}:(?P<connection>[^\s/@<>\"'`]{1,80})@[\w\[]",
    "password": r"(?i:(?<![a-z])(?:password|passwd|passphrase|passcode|pwd)|密码|口令|密碼)"
    r"(?P<gap1>[*_`\"'”’)\]]{0,4}[ \t]*(?:[:：=＝|]|是|为|is\b)[ \t]*[*_`\"'“‘(\[]{0,4})(?P<password>[!-~]{4,80})",
    "credential": r"(?i:secret|token|api[_-]?key|access[_-]?key|密钥|令牌)"
    r"(?P<gap2>[*_`\"'”’)\]]{0,4}[ \t]*[:：=＝|][ \t]*[*_`\"'“‘(\[]{0,4})(?P<credential>[!-~]{8,200})",
    "option": r"\b(?:sshpass\s+-p\s*|curl\s[^\n]{0,80}?-u\s*['\"]?[\w.@-]+:)(?P<option>[^\s'\"]{4,80})",
}
_SECRET = re.compile("|".join(f"(?P<{kind.replace('-', '_')}_>{pattern})" for kind, pattern in _KINDS.items()))
#: Without one of these there is no secret; a search for plain words is several times quicker.
_HINT = re.compile(
    r"PRIVATE KEY|AKIA|ASIA|LTAI|AKID|AIza|gh[pousr]_|github_pat|glpat|xox|npm_|k_live|sk-|hooks\.slack|webhook|robot/send"
    r"|bot/v2/hook|eyJ|://[^\s/]*@|passw|passphrase|passcode|pwd|secret|token|api[_-]?key|access[_-]?key|authorization"
    r"|sshpass|curl|密码|口令|密碼|密钥|令牌",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"example|sample|placeholder|change[-_]?me|dummy|redact|your[-_]|xxx|\*\*|\.\.\.|…|<|\$|\{\{|%[A-Za-z_]\w*%|^[%@(\[{]|^--?\w"
    r"|^(?:my|the|your|a|new|old|test)?[-_]?(?:pass(?:word|wd|phrase)?|pwd|secret|token|key|user|name)s?[-_]?(?:here)?\W*$"
    r"|^(?:none|null|true|false|yes|no|empty|required|optional|string|int|n/a)\W*$",
    re.IGNORECASE,
)
_NO_VALUE = re.compile(
    r"(?:https?|file|vault|env|ext|mailto):|[./~]*/[\w.-]+/|\w+\([^()]*\)|(?:os|process|env|config|self|secrets?)[.\[]"
    r"|[A-Z]{2,6}-?\d+\W*$|\d{1,5}(?:[-~]\d+)?\W*$|\d{4}-\d\d-\d\d|\d+(?:s|ms|m|h|d|min|days?|MB|KB)?\W*$"
    r"|[A-Za-z][\w.+-]*@[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+\W*$"
)


@page_rule("KB801", "secret", Severity.ERROR, translations=True)
def secret(page: Page) -> Iterator[Finding]:
    """The page contains a password, a private key, an access token or a connection string with credentials.

    Front matter and code are searched as well. Placeholders (`<password>`, `****`, `${DB_PASSWORD}`, `example`) are fine.

    ## Why it matters
    The handbook is read by everybody, copied to laptops for offline use, and kept in a version control system that forgets
    nothing. KCS asks to keep out what belongs to one customer; ISO/IEC 27001 (A.5.17) forbids passwords in clear text.

    ## Example
    ```markdown
    用 root 登录，密码：Hc@2026!mail
    ```

    ## Fix
    Say where the secret is kept, and replace it at once: it stays in the history of the file, so it is no longer secret.
    ```markdown
    用 root 登录，口令在口令保管处领取。
    ```
    """
    if not _HINT.search(page.text):
        return
    for match in _SECRET.finditer(page.text):
        kind = str(match.lastgroup).rstrip("_").replace("_", "-")
        kind = next(name for name in _KINDS if match[f"{name.replace('-', '_')}_"] is not None)
        value = match[kind] if kind in match.re.groupindex else match[0]
        start = match.start(kind) if kind in match.re.groupindex else match.start()
        if _is_secret(kind, value):
            where = in_text(page, start, start + len(value))
            yield Finding(where, "KB801", kind, (("shown", masked(value)),))


def _is_secret(kind: str, value: str) -> bool:
    value = value.strip("`\"'*_,;.，。；)]}|")
    if _EXAMPLE.search(value):
        return False
    if kind in ("private-key", "cloud-key", "token", "jwt", "header"):
        return True
    has_letter, has_digit = bool(re.search(r"[A-Za-z]", value)), bool(re.search(r"\d", value))
    if kind == "connection":
        return len(value) >= 3
    if kind in ("password", "option"):
        if value.isdigit():
            return len(value) >= 6
        has_mark = bool(re.search(r"[^A-Za-z0-9]", value))
        return (
            len(value) >= 6
            and has_letter
            and (has_digit or (has_mark and _is_mixed(value)))
            and not _NO_VALUE.match(value)
        )
    return len(value) >= 12 and has_letter and has_digit and not _NO_VALUE.match(value)


def _is_mixed(value: str) -> bool:
    return value != value.lower() and not re.fullmatch(r"[A-Za-z]+(?:[-_/. ][A-Za-z]+)*\W*", value)
