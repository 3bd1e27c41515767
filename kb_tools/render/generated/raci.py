"""RACI across processes: which role does, answers for, is asked about and hears of what."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, matrix
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "pages"]

ORDER = 230
#: Letter -> field of an activity.
LETTERS = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}

#: (role, process) -> letter -> names of activities.
Parts = dict[tuple[str, str], dict[str, list[str]]]


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "raci")
    processes = [local for local in sheet.records("process") if local.record.activities]
    parts = _parts(processes)
    named = dict.fromkeys(role for role, _ in parts)
    roles = [local.id for local in sheet.records("role")]
    ordered = [*(role for role in roles if role in named), *(role for role in named if role not in roles)]
    yield sheet.render(
        environment,
        letters=list(LETTERS),
        matrix=_matrix(sheet, ordered, processes, parts) if parts else "",
        idle=sheet.links(role for role in roles if role not in named) if len(ordered) < len(roles) else "",
    )


def _parts(processes: list[LocalPage]) -> Parts:
    found: Parts = {}
    for local in processes:
        for activity in local.record.activities:
            for letter, field in LETTERS.items():
                for role in getattr(activity, field):
                    found.setdefault((role, local.id), {}).setdefault(letter, []).append(activity.name)
    return found


def _matrix(sheet: Sheet, roles: list[str], processes: list[LocalPage], parts: Parts) -> Markup:
    rows = []
    for role in roles:
        cells = [_cell(sheet, parts.get((role, local.id), {})) for local in processes]
        does = sum(len(parts.get((role, local.id), {}).get("R", ())) for local in processes)
        rows.append(Row([sheet.link(role), *cells, str(does)]))
    columns = [sheet.word("role"), *(sheet.link(local.id) for local in processes), sheet.word("does")]
    return matrix(sheet.title, columns, rows)


def _cell(sheet: Sheet, letters: dict[str, list[str]]) -> Markup:
    shown = [
        Markup('<span class="kb-letter kb-letter-{}" title="{}"><b>{}</b>{}</span>').format(
            letter.lower(),
            sheet.word("activities", letter=sheet.word(f"letter_{letter}"), names=sheet.listed(letters[letter])),
            letter,
            len(letters[letter]),
        )
        for letter in LETTERS
        if letter in letters
    ]
    return Markup(" ").join(shown)
