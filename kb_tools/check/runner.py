"""Apply the rules: findings of the loader and of single pages are already there, those about the whole are made
here.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import kb_tools
from kb_tools.check.memo import Memo
from kb_tools.check.registry import all_rules
from kb_tools.check.rule import Context, Rule
from kb_tools.check.suppress import silence
from kb_tools.config import Config
from kb_tools.errors import ConfigError, Message, UsageError
from kb_tools.load.collector import collector_paused
from kb_tools.model.diagnostic import Diagnostic, Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["check_handbook", "check_page", "count", "owner_of", "rules_key", "worst"]


def check_page(page: Page) -> list[Finding]:
    """Everything that the page rules find on one page."""
    if not page.readable:
        return []
    found: list[Finding] = []
    for rule in _page_rules(page.type, page.is_translation):
        found += rule.page(page)  # type: ignore[misc]
    return found


@cache
def rules_key() -> str:
    """Changes whenever the code that reads or checks a page changes, so that no cache outlives its rules."""
    package = Path(kb_tools.__file__).parent
    parts = []
    for folder in ("check", "content", "frameworks", "insight", "load", "model", "search"):
        for file in sorted([*(package / folder).rglob("*.py"), *(package / folder).glob("*.yml")]):
            stat = file.stat()
            parts.append(f"{file.relative_to(package)} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


@collector_paused
def check_handbook(
    handbook: Handbook,
    context: Context,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    memo: Memo | None = None,
) -> list[Diagnostic]:
    """Check a handbook.

    Args:
        handbook: Loaded with `check_page`, so that its pages carry their own findings.
        context: The day and kb.toml.
        select: Codes or their beginnings (`KB3`); empty for all rules.
        ignore: Codes or their beginnings to leave out.
        memo: Where rules that look at no body keep what they have found.

    Returns:
        Every finding that is not silenced, sorted by place.

    Raises:
        UsageError: `select` or `ignore` names no rule.
        ConfigError: kb.toml names no rule where it should.
    """
    rules = all_rules()
    _require_known(context.config, rules)
    chosen = _chosen(rules, tuple(select), tuple(ignore))
    findings = [*handbook.findings]
    for page in handbook.every_page():
        if page.findings:
            findings += page.findings
    everything = not select or "KB092" in chosen  # a suppression is unused only when its rule had its say
    for rule in rules.values():
        if rule.handbook and (everything or rule.code in chosen):
            findings += _found_by(rule, handbook, context, memo)
    if memo:
        memo.save()
    names = {code: rule.name for code, rule in rules.items()}
    kept = silence(findings, handbook.every_page(), context.config.check.ignore, context.as_of, names)
    by_path = {page.path: page for page in handbook.every_page()}
    overrides = context.config.check.severity
    result = []
    for finding in dict.fromkeys(kept):
        severity = _severity(finding.code, rules, overrides)
        if finding.code in chosen and severity:
            found_on = by_path.get(finding.where.path)
            owner = owner_of(found_on, handbook) if found_on else ""
            result.append(Diagnostic(finding, severity, found_on.id if found_on else "", owner))
    return sorted(result, key=lambda item: (item.where, item.code, item.finding))


def _found_by(rule: Rule, handbook: Handbook, context: Context, memo: Memo | None) -> Iterable[Finding]:
    if not rule.handbook:
        return ()
    if memo is None or rule.bodies:
        return rule.handbook(handbook, context)
    known = memo.get(rule.code)
    if known is None:
        known = list(rule.handbook(handbook, context))
        memo.put(rule.code, known)
    return known


def owner_of(page: Page, handbook: Handbook) -> str:
    """Role that answers for a page: its own `owner`, else the owner of what it belongs to."""
    source = handbook.by_id.get(page.id, page)
    for _ in range(4):
        values = source.values
        if isinstance(values.get("owner"), str):
            return str(values["owner"])
        services = values.get("services")
        first = services[0] if isinstance(services, list) and services else ""
        above = values.get("process") or values.get("service") or first
        parent = handbook.by_id.get(above) if isinstance(above, str) else None
        if parent is None or parent is source:
            return str(values.get("reports_to") or "") if source.type == "role" else ""
        source = parent
    return ""


@cache
def _page_rules(page_type: str, is_translation: bool) -> tuple[Rule, ...]:
    return tuple(
        rule
        for rule in all_rules().values()
        if rule.page and (not rule.types or page_type in rule.types) and (rule.translations or not is_translation)
    )


def _chosen(rules: dict[str, Rule], select: tuple[str, ...], ignore: tuple[str, ...]) -> set[str]:
    for prefix in (*select, *ignore):
        if not any(code.startswith(prefix) for code in rules):
            raise UsageError("error.no_rule_starts", text=prefix)
    return {
        code for code in rules if (not select or code.startswith(select)) and not (ignore and code.startswith(ignore))
    }


def _require_known(config: Config, rules: dict[str, Rule]) -> None:
    named = [(f"[check.severity] {code}", code) for code in config.check.severity]
    for pattern, codes in config.check.ignore.items():
        named += [(f'[check.ignore] "{pattern}"', code) for code in codes]
    for place, code in named:
        if not any(known.startswith(code) for known in rules) or not code:
            near = difflib.get_close_matches(code, rules, n=1, cutoff=0.5)
            advice = Message("advice.closest", guess=near[0]) if near else Message("advice.list_rules")
            raise ConfigError("error.unknown_rule_setting", place=place, name=code, advice=advice)


def _severity(code: str, rules: dict[str, Rule], overrides: Mapping[str, str]) -> Severity | None:
    setting = overrides.get(code)
    if setting == "off":
        return None
    return Severity.parse(setting) if setting else rules[code].severity


def worst(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """The highest severity among findings, None when there are none."""
    return max((item.severity for item in diagnostics), default=None)


def count(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Severity, int]]:
    """Findings by severity, the worst first."""
    found = list(diagnostics)
    for severity in sorted(Severity, reverse=True):
        yield severity, sum(item.severity is severity for item in found)
