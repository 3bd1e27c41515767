"""Suppressions: comments in pages and paths in kb.toml silence findings; what is wrong with a comment is a finding."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from kb_tools.model.diagnostic import Finding
from kb_tools.model.location import Location
from kb_tools.model.page import Page, Waiver

__all__ = ["NEVER", "silence"]

#: Findings about suppressions themselves cannot be suppressed.
NEVER = frozenset({"KB090", "KB091", "KB092"})
#: An end that was meant, but is not a date: `until 2027/1/31`.
_UNTIL = re.compile(r"(?<![A-Za-z])until\s*(\d\S*)")


def silence(
    findings: Iterable[Finding],
    pages: Iterable[Page],
    ignored: dict[str, tuple[str, ...]],
    as_of: dt.date,
    names: Mapping[str, str],
) -> list[Finding]:
    """Leave out what is silenced, and add what is wrong with the suppressions.

    Args:
        findings: Everything that was found.
        pages: Pages whose comments count.
        ignored: Path pattern -> codes, from kb.toml.
        as_of: A suppression `until` an earlier day no longer holds.
        names: Code -> name of every rule.
    """
    waiving = {page.path: page for page in pages if page.waivers}
    used: set[tuple[str, int, str]] = set()
    kept = []
    for finding in findings:
        page = waiving.get(finding.where.path)
        hit = _waiver_for(finding, page.waivers, as_of) if page else None
        if hit:
            used.add((finding.where.path, hit.line, finding.code))
        elif not _ignored(finding, ignored):
            kept.append(finding)
    for page in waiving.values():
        for waiver in page.waivers:
            kept += _problems(page, waiver, used, as_of, names)
    return kept


def _waiver_for(finding: Finding, waivers: Iterable[Waiver], as_of: dt.date) -> Waiver | None:
    if finding.code in NEVER:
        return None
    for waiver in waivers:
        if finding.code in waiver.codes and waiver.target in (0, finding.where.line) and not _over(waiver, as_of):
            return waiver
    return None


def _ignored(finding: Finding, ignored: dict[str, tuple[str, ...]]) -> bool:
    return any(
        any(finding.code.startswith(code) for code in codes) and fnmatchcase(finding.where.path, pattern)
        for pattern, codes in ignored.items()
    )


def _over(waiver: Waiver, as_of: dt.date) -> bool:
    return bool(waiver.until) and not _bad_date(waiver) and dt.date.fromisoformat(waiver.until) < as_of


def _bad_date(waiver: Waiver) -> str:
    """What stands after `until` and is no date; such a suppression has no end, and is a finding."""
    if match := _UNTIL.search(waiver.reason):
        return match[1]
    try:
        dt.date.fromisoformat(waiver.until or "2000-01-01")
    except ValueError:
        return waiver.until
    return ""


def _problems(
    page: Page, waiver: Waiver, used: set[tuple[str, int, str]], as_of: dt.date, names: Mapping[str, str]
) -> Iterator[Finding]:
    where = _place(page, waiver)
    if not waiver.codes:
        yield Finding(where, "KB090", "no-code")
    for code in waiver.codes:
        if code not in names:
            yield _unknown(where, code, names)
        elif code in NEVER:
            yield Finding(where, "KB090", "never", (("code", code),))
        elif _over(waiver, as_of):
            yield Finding(where, "KB091", "", (("code", code), ("name", names[code]), ("until", waiver.until)))
        elif (page.path, waiver.line, code) not in used:
            yield Finding(where, "KB092", "", (("code", code), ("name", names[code])))
    if not waiver.reason:
        yield Finding(where, "KB090", "no-reason", (("code", ", ".join(waiver.codes)),))
    if value := _bad_date(waiver):
        yield Finding(where, "KB090", "date", (("value", value),))


def _unknown(where: Location, code: str, names: Mapping[str, str]) -> Finding:
    by_name = {name: known for known, name in names.items()}
    near = difflib.get_close_matches(code.upper(), names, n=1, cutoff=0.6)
    guess = by_name.get(code.lower()) or (near[0] if near else "")
    variant = "" if guess else "no-guess"
    return Finding(where, "KB090", variant, (("code", code), ("guess", guess), ("name", names.get(guess, ""))))


def _place(page: Page, waiver: Waiver) -> Location:
    """The comment itself, inside its line."""
    line = page.lines[waiver.line - 1]
    start = max(line.find("kb:"), 0) + 1
    end = line.find("-->", start)
    return page.at_line(waiver.line, start, len(line[: end if end >= 0 else None].rstrip()) + 1)
