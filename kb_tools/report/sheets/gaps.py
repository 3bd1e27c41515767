"""The five gaps as sheets: all services in a table, or one service with the working."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from kb_tools.insight.control import Sign
from kb_tools.insight.gaps import GAPS, GapState, ServiceGaps
from kb_tools.insight.kpi import Status
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.sheet import Cell, Grid, Section, Sheet, State
from kb_tools.report.signs import sign_sentence
from kb_tools.report.telling import Telling

__all__ = ["gaps_json", "gaps_sheet", "service_sheet"]


def gaps_sheet(found: Iterable[ServiceGaps], names: Naming, as_of: dt.date) -> Sheet:
    """All services with the state of each gap."""
    words = names.words
    rows = [
        (
            Cell(names.title(entry.service.id)),
            *(Cell(words(f"gap.{gap.status}"), _state(gap.status)) for gap in entry.gaps),
        )
        for entry in found
    ]
    numbers = [words("gap.number", number=gap) for gap in GAPS]
    columns = (words("overview.gaps.column_service"), *numbers)
    lead = () if rows else (Cell(words("overview.gaps.empty")),)
    title = words("gap.sheet", day=as_of)
    return Sheet(title, lead, (Section("", "", Grid(columns, tuple(rows))),), words("overview.gaps.rule"))


def service_sheet(entry: ServiceGaps, names: Naming, as_of: dt.date) -> Sheet:
    """One service with the signs of each gap."""
    words = names.words
    sections = [
        Section(
            f"{words(f'enum.gap.{gap.gap}')} · {words(f'gap.{gap.status}')}",
            "",
            items=tuple(_items(gap, names, Telling(words, as_of))),
        )
        for gap in entry.gaps
    ]
    return Sheet(words("overview.gap.title", service=names.title(entry.service.id)), (), sections)


def gaps_json(found: Iterable[ServiceGaps], as_of: dt.date) -> dict[str, Any]:
    """The same for programs, with stable keys."""
    services = [
        {
            "id": entry.service.id,
            "status": entry.status,
            "review": entry.review.id if entry.review else None,
            "gaps": [_gap_json(gap) for gap in entry.gaps],
        }
        for entry in found
    ]
    return {"as_of": as_of.isoformat(), "services": services}


def _gap_json(gap: GapState) -> dict[str, Any]:
    return {
        "gap": gap.gap,
        "status": gap.status,
        "computed": gap.computed,
        "judged": gap.judged.size if gap.judged else None,
        "signs": [
            {
                "status": sign.status,
                "sign": sign.key,
                "facts": {key: _plain(value) for key, value in sorted(sign.facts.items())},
                "records": list(sign.ids),
            }
            for sign in gap.signs
        ],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _items(gap: GapState, names: Naming, said: Telling) -> Iterable[Cell]:
    for sign in gap.signs:
        text = sign_sentence(said, f"gap_sign_{gap.gap}", sign, _unit(sign, names))
        about = [name for name in sign.ids if "#" not in name] or [name.partition("#")[0] for name in sign.ids]
        records = f" [{', '.join(dict.fromkeys(about))}]" if about else ""
        yield Cell(f"{text}{records}", _state(sign.status))
    if gap.judged:
        local = names.local(gap.judged.review.id)
        record = local.record if local else gap.judged.review.record
        judged = names.words("record.gap_size", size=gap.judged.size)
        evidence = record.gaps[gap.judged.number].evidence
        yield Cell(f"{judged}: {evidence} [{gap.judged.review.id}]", _state(gap.judged.status))


def _unit(sign: Sign, names: Naming) -> str:
    """The unit of the KPI that a sign rests on, in the reader's language."""
    for name in sign.ids:
        page, _, part = name.partition("/")
        local = names.local(page) if part else None
        for kpi in getattr(local.record, "kpis", ()) if local else ():
            if kpi.id == part:
                return str(kpi.unit)
    return ""


def _state(status: Status) -> State:
    return "" if status == "unknown" else status
