"""What is promised in public beside what the agreement says, number by number.

A sentence of advertising holds shares (`99.9%`), spans of time (`15 min`, `4 小时`) and times of day (`9:00`). Each is
compared with those of the agreement's targets; what holds no number can only be compared by a person.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from kb_tools.insight.staffing import kept
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["Promise", "Quantity", "in_force", "public_promises", "quantities"]

#: `within` the targets, `beyond` all of them, or nothing to compare it with: `unmatched`.
Verdict = Literal["within", "beyond", "unmatched"]
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?) ?(?:%|％|percent)")
_SPAN = re.compile(
    r"(\d{1,5}(?:\.\d{1,2})?)[ -]?(min(?:ute)?s?|分钟|hours?|h|个?小时|days?|天)(?![a-z])", re.IGNORECASE
)
_CLOCK = re.compile(r"(?<![\d:.-])([01]?\d|2[0-3])[:：]([0-5]\d)(?!\d)")
#: Minutes of a unit, by its first character; both languages.
_MINUTES = {"m": 1, "分": 1, "h": 60, "小": 60, "个": 60, "d": 1440, "天": 1440}
#: Nobody promises in more characters than this.
_LIMIT = 2000


class Quantity(NamedTuple):
    """A number in a sentence.

    Attributes:
        kind: `share` in percent, `span` in minutes, `clock` in minutes after midnight.
        value: How much.
    """

    kind: Literal["share", "span", "clock"]
    value: float


@dataclass(frozen=True)
class Promise:
    """What an agreement says is promised in public.

    Attributes:
        agreement: The agreement.
        service: Its service.
        verdict: How it compares; the worst of its numbers.
        matched: Ids of the targets that it compares with, in the order of the page.
        unmeasured: Those of them that no KPI measures.
    """

    agreement: Page
    service: str
    verdict: Verdict
    matched: tuple[str, ...]
    unmeasured: tuple[str, ...]


def in_force(page: Page, as_of: dt.date) -> bool:
    """Whether an agreement is an approved SLA that holds on a day."""
    record = page.record
    begins, ends = record.valid_from, record.valid_to
    holds = (begins is None or begins <= as_of) and (ends is None or ends >= as_of)
    return bool(record.kind == "SLA" and record.status == "approved" and holds)


def public_promises(handbook: Handbook, as_of: dt.date) -> tuple[Promise, ...]:
    """Public promises of the SLAs that are in force, sorted by file."""
    pages = [page for page in kept(handbook, "agreement") if b'"promised_publicly"' in page.front]
    return tuple(_compared(page) for page in pages if in_force(page, as_of) and page.record.promised_publicly)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every share, span of time and time of day in a text."""
    text = text[:_LIMIT]
    found = [Quantity("share", float(match[1])) for match in _SHARE.finditer(text)]
    found += [Quantity("span", float(match[1]) * _MINUTES[match[2][0].lower()]) for match in _SPAN.finditer(text)]
    found += [Quantity("clock", int(match[1]) * 60 + int(match[2])) for match in _CLOCK.finditer(text)]
    return tuple(found)


def _compared(page: Page) -> Promise:
    targets = page.record.targets
    offers = [(target, offer) for target in targets for offer in _offered(target)]
    verdicts: set[Verdict] = set()
    matched: dict[str, Any] = {}
    for said in quantities(page.record.promised_publicly):
        alike = [(target, offer.value) for target, offer in offers if offer.kind == said.kind]
        if not alike:
            verdicts.add("unmatched")
            continue
        values = [value for _, value in alike]
        better = said.value > max(values) if said.kind == "share" else said.value < min(values)
        verdicts.add("beyond" if better else "within")
        close = min(values, key=lambda value: (abs(value - said.value), value))
        matched.update({target.id: target for target, value in alike if value == close})
    ids = tuple(target.id for target in targets if target.id in matched)
    order: tuple[Verdict, ...] = ("beyond", "unmatched", "within")
    verdict: Verdict = next((name for name in order if name in verdicts), "unmatched")
    unmeasured = tuple(name for name in ids if matched[name].metric is None)
    return Promise(page, page.record.service or "", verdict, ids, unmeasured)


def _offered(target: Any) -> Iterator[Quantity]:
    """What a target promises in numbers, in its fields and in its sentence."""
    if target.value is not None:
        yield from quantities(f"{target.value:g} {target.unit or ''}")
    for span in (target.respond_within, target.restore_within):
        if span:
            yield Quantity("span", span.minutes)
    yield from quantities(target.statement or "")
