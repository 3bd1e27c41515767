"""The service map: what stops working when a service does, as a map and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.diagrams.service_map import service_map
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, table
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "pages"]

ORDER = 220


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "service_map")
    services = [local for local in sheet.records("service") if local.record.stage != "retired"]
    diagram = service_map(view, sheet.src) if services else Markup("")
    yield sheet.render(environment, diagram=diagram, table=_table(sheet, services) if services else "")


def _table(sheet: Sheet, services: list[LocalPage]) -> Markup:
    needs = {local.id: local.record.depends_on for local in services}
    used: dict[str, list[str]] = {}
    for service, below in needs.items():
        for other in below:
            used.setdefault(other, []).append(service)
    rows = []
    for local in services:
        reach = sorted(_reach(local.id, used) - {*used.get(local.id, ()), local.id})
        rows.append(
            Row([
                sheet.link(local.id),
                sheet.links(needs[local.id]),
                sheet.links(used.get(local.id, ())),
                sheet.links(reach),
                sheet.link(local.record.owner),
            ])
        )  # fmt: skip
    columns = ("service", "needs", "used_by", "reach", "owner")
    return table(sheet.title, [sheet.word(f"column_{key}") for key in columns], rows)


def _reach(service: str, used: Mapping[str, list[str]]) -> set[str]:
    """Everything that needs a service, at once or by way of others; a circle ends where it began."""
    found: set[str] = set()
    waiting = [service]
    while waiting:
        for other in used.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
