"""The process landscape: what processes hand to one another, as a map and as a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.diagrams.landscape import landscape
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, beside, mark, table
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "pages"]

ORDER = 210
#: What may stand at the other end of a handover, in the order in which an id is looked up.
_PARTNERS = ("process", "party", "team", "role", "service")

#: What one process says about a handover: names by (giver, receiver).
Said = dict[tuple[str, str], list[str]]


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "landscape")
    processes = sheet.records("process")
    diagram = landscape(view, sheet.src) if processes else Markup("")
    yield sheet.render(
        environment,
        processes=processes,
        diagram=diagram,
        inside=_inside(sheet, processes),
        outside=_outside(sheet, processes),
    )


def _inside(sheet: Sheet, processes: list[LocalPage]) -> Markup:
    """Handovers between processes; a handover that only one side mentions is marked."""
    known = {local.id for local in processes}
    given: Said = {}
    taken: Said = {}
    for local in processes:
        for item in local.record.outputs:
            if item.to in known and item.to != local.id:
                given.setdefault((local.id, item.to), []).append(item.name)
        for item in local.record.inputs:
            if item.from_ in known and item.from_ != local.id:
                taken.setdefault((item.from_, local.id), []).append(item.name)
    order = {local.id: number for number, local in enumerate(processes)}
    pairs = sorted({*given, *taken}, key=lambda pair: (order[pair[0]], order[pair[1]]))
    if not pairs:
        return Markup("")
    rows = [
        Row([sheet.link(pair[0]), _names(sheet, given.get(pair, []), taken.get(pair, [])), sheet.link(pair[1])])
        for pair in pairs
    ]
    return table(sheet.word("inside"), [sheet.word(key) for key in ("giver", "what", "receiver")], rows)


def _names(sheet: Sheet, given: list[str], taken: list[str]) -> Markup:
    both = {_plain(name) for name in given} & {_plain(name) for name in taken}
    items = [Markup("{}").format(sheet.prose(name)) for name in given if _plain(name) in both]
    items += [_one_sided(sheet, name, "only_giver") for name in given if _plain(name) not in both]
    items += [_one_sided(sheet, name, "only_receiver") for name in taken if _plain(name) not in both]
    return _bullets(items)


def _one_sided(sheet: Sheet, name: str, key: str) -> Markup:
    return Markup("{} {}").format(sheet.prose(name), mark("watch", sheet.word(key)))


def _outside(sheet: Sheet, processes: list[LocalPage]) -> Markup:
    """What comes from and goes to customers, suppliers, teams, roles and services."""
    known = {local.id for local in processes}
    rows = []
    for local in processes:
        into = [(item.name, item.from_) for item in local.record.inputs if item.from_ not in known]
        out = [(item.name, item.to) for item in local.record.outputs if item.to not in known]
        if into or out:
            rows.append(Row([sheet.link(local.id), _partners(sheet, into), _partners(sheet, out)]))
    if not rows:
        return Markup("")
    return table(sheet.word("outside"), [sheet.word(key) for key in ("process", "from_outside", "to_outside")], rows)


def _partners(sheet: Sheet, items: list[tuple[str, str | None]]) -> Markup:
    shown = [beside(sheet.prose(name), sheet.link(partner, to=_PARTNERS) if partner else "") for name, partner in items]
    return _bullets(shown) if shown else Markup(sheet.word("none"))


def _bullets(items: Iterable[Markup]) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(item) for item in items))


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
