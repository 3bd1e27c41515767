"""Where readers outside begin: whom do I reach, what is going on, when is it fixed. Nothing about the handbook."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.address import relative
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import FOLDER, Sheet
from kb_tools.render.generated.tables import Row, mark, stacked, table
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.views.blocks import search_box
from kb_tools.render.views.notice import current_notices, notice_words, phase
from kb_tools.render.views.service import in_force

__all__ = ["start_pages"]

_SRC = "index.md"
_LISTS = f"{FOLDER}/index.md"
#: Resolutions of known errors that are still open; the others need nobody's attention.
_OPEN = frozenset({"investigating", "workaround", "fix-planned"})
_SHOWN_ERRORS, _SHOWN_CHANNELS = 6, 4
#: Where a channel ends and a remark about it begins: "Hotline 8000 (urgent matters)".
_REMARK = re.compile(r"\s*[(（,，;；:：“\"]")
#: Types whose pages are named one by one under "more", in this order.
_MORE = ("procedure", "policy", "agreement")


class NoticeLine(NamedTuple):
    """A notice on the first page."""

    link: Markup
    kind: str
    phase: str
    phase_word: str
    lasts: Markup


class _Start(Sheet):
    """The first page; named like the handbook unless an author wrote one."""

    @property
    def title(self) -> str:
        """The author's title, else the handbook's name."""
        name = self.view.config.name(self.view.lang) or self.view.words("page.handbook")
        return self._own.title if self._own else name


def start_pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page; none for readers inside, who have another one."""
    if not view.outside:
        return
    sheet = _Start(view, "start", _SRC)
    notices = [local for local in sheet.records("notice") if current_notices(view, local)]
    services = sheet.records("service")
    errors = [local for local in sheet.records("known-error") if _is_open(local.record)]
    shown = [(sheet.link(local.id), sheet.prose(_symptom(local.record), local.id)) for local in errors[:_SHOWN_ERRORS]]
    errors_href = relative(_SRC, f"{FOLDER}/known-errors.md")
    yield sheet.render(
        environment,
        search=search_box(view.words, [(errors_href, sheet.word("all_errors")), (_LISTS, Sheet(view, "index").title)]),
        notices=[_notice(sheet, local) for local in sorted(notices, key=_starts)],
        errors=shown,
        errors_href=errors_href,
        channels=_channels(services),
        contact=view.config.handbook.contact,
        services=_services(sheet, services, notices, errors) if services else "",
        articles=sheet.links(articles) if (articles := _articles(sheet)) else "",
        more=_more(sheet),
    )


def _is_open(record: Any) -> bool:
    return record.state != "archived" and record.resolution in _OPEN


def _symptom(record: Any) -> str:
    return record.symptoms[0] if record.symptoms else ""


def _starts(local: LocalPage) -> str:
    return local.record.starts.isoformat() if local.record.starts else ""


def _notice(sheet: Sheet, local: LocalPage) -> NoticeLine:
    now, word, lasts = notice_words(sheet.view, local)
    kind = sheet.choice("notice", "kind", local.record.kind)
    return NoticeLine(sheet.link(local.id), kind, now, word, lasts)


def _channels(services: list[LocalPage]) -> list[str]:
    """Ways to reach somebody that most services have in common, without what each service adds to them."""
    heads = [dict.fromkeys(_REMARK.split(text, maxsplit=1)[0] for text in local.record.channels) for local in services]
    counted = Counter(head for found in heads for head in found)
    ordered = sorted(counted.items(), key=lambda entry: -entry[1])  # stable: the order of the services decides
    return [head for head, count in ordered if head and count * 2 > len(services)][:_SHOWN_CHANNELS]


def _services(sheet: Sheet, services: list[LocalPage], notices: list[LocalPage], errors: list[LocalPage]) -> Markup:
    rows = []
    for local in services:
        told = [entry for entry in notices if local.id in entry.record.services]
        known = [entry for entry in errors if local.id in entry.record.services]
        rows.append(
            Row([
                stacked(sheet.link(local.id), sheet.prose(local.record.summary or local.record.purpose, local.id)),
                sheet.prose(next(iter(local.record.channels), ""), local.id),
                _restored(sheet, local),
                _state(sheet, told, known),
            ])
        )  # fmt: skip
    columns = [sheet.word(f"column_{key}") for key in ("service", "reach", "restored", "state")]
    return table(sheet.word("services"), columns, rows)


def _restored(sheet: Sheet, service: LocalPage) -> Markup:
    """Times of restoration that the agreements in force promise, by priority."""
    said: dict[str, str] = {}
    for local in sheet.records("agreement"):
        if local.record.service == service.id and in_force(local, sheet.view.as_of):
            for target in local.record.targets:
                if target.restore_within and target.priority:
                    said.setdefault(target.priority, sheet.view.wording.duration(target.restore_within))
    lines = [Markup('<span class="kb-nowrap">{} {}</span>').format(key, said[key]) for key in sorted(said)]
    return Markup("<br>").join(lines) if lines else Markup("{}").format(sheet.word("none"))


def _state(sheet: Sheet, notices: list[LocalPage], errors: list[LocalPage]) -> Markup:
    """What is known today: an incident, a maintenance, or nothing; how many faults are known to come back."""
    running = [entry for entry in notices if phase(sheet.view, entry) == "running" and entry.record.kind != "news"]
    if any(entry.record.kind == "incident" for entry in running):
        state = mark("bad", sheet.word("state_incident"))
    elif running:
        state = mark("watch", sheet.word("state_maintenance"))
    else:
        state = mark("good", sheet.word("state_good"))
    coming = [entry for entry in notices if phase(sheet.view, entry) == "planned"]
    lines = [state]
    if running or coming:
        lines.append(sheet.links(entry.id for entry in [*running, *coming]))
    if errors:
        lines.append(Markup('<span class="kb-sub">{}</span>').format(sheet.word("known", count=len(errors))))
    return Markup("<br>").join(lines)


def _more(sheet: Sheet) -> list[tuple[str, Markup]]:
    """Other pages for these readers, by type."""
    by_type = [(name, sheet.records(name)) for name in _MORE]
    said = sheet.view.words
    return [(said.get(f"types.{name}", name), sheet.links(r.id for r in found)) for name, found in by_type if found]


def _articles(sheet: Sheet) -> list[str]:
    """Articles for these readers; those that introduce a section have their place there."""
    return [local.id for local in sheet.records("article") if posixpath.basename(local.src) != _SRC]
