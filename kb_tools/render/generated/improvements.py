"""The board of improvements: a column per stage of the PDCA cycle, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.views.improvement import STAGES, Figure, figures, is_late, measure_name

__all__ = ["ORDER", "Card", "pages"]

ORDER = 350


@dataclass(frozen=True)
class Card:
    """An improvement on the board."""

    link: Markup
    owner: Markup
    priority: int | None
    day: Markup
    age: str
    late: bool
    measure: Markup
    figures: tuple[Figure, ...]
    verdict: tuple[str, str]


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page; none for readers outside."""
    if view.outside:
        return
    sheet = Sheet(view, "improvements")
    found = sheet.records("improvement")
    columns = [(key, sheet.choice("improvement", "stage", key), _cards(sheet, found, key)) for key in STAGES]
    yield sheet.render(
        environment,
        columns=columns if found else [],
        rejected=_cards(sheet, found, "rejected"),
        running=sum(len(cards) for key, _, cards in columns if key != "closed"),
        achieved=sum(local.record.verdict == "achieved" for local in found if local.record.stage == "closed"),
        late=sum(is_late(local, view.as_of) for local in found),
        words=view.words,
        wide=True,
    )


def _cards(sheet: Sheet, found: list[LocalPage], stage: str) -> list[Card]:
    chosen = [local for local in found if local.record.stage == stage]
    ended = stage in ("closed", "rejected")

    def order(local: LocalPage) -> tuple[int, str]:
        record = local.record
        if ended:
            return (-record.closed_on.toordinal() if record.closed_on else 0, local.src)
        return (-(record.priority or 0), local.src)

    return [_card(sheet, local, ended) for local in sorted(chosen, key=order)]


def _card(sheet: Sheet, local: LocalPage, ended: bool) -> Card:
    record, view = local.record, sheet.view
    day = record.closed_on if ended else record.due
    status = {"achieved": "good", "partly": "watch", "not-achieved": "bad"}.get(record.verdict or "", "")
    return Card(
        link=sheet.link(local.id),
        owner=sheet.link(record.owner) if record.owner else Markup(""),
        priority=None if ended else record.priority,
        day=sheet.date(day) if day else Markup(""),
        age=view.wording.age(day) if day else "",
        late=is_late(local, view.as_of),
        measure=measure_name(view, local, sheet.src),
        figures=figures(view, local),
        verdict=(status, sheet.choice("improvement", "verdict", record.verdict)) if status else ("", ""),
    )
