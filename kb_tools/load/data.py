"""People, teams, parties, duty, actuals and what answers a question: files without language, read as strictly as front
matter.
"""

from __future__ import annotations

import difflib
import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from kb_tools.content.comparison import COMPARISONS, Comparison
from kb_tools.content.complaint import COMPLAINTS, ComplaintControl
from kb_tools.content.framework import Framework
from kb_tools.content.people import DutyRow, Name, Party, Person, Team
from kb_tools.content.plan import plan_of
from kb_tools.load.asked import ASKED_FOLDER, read_asked
from kb_tools.load.decode import decode
from kb_tools.load.facts import FrontFacts, walk
from kb_tools.load.frameworks import FOLDER, read_framework
from kb_tools.load.rows import rows_of
from kb_tools.load.schema import plain, shown, validate
from kb_tools.load.tree import Node, parse_tree
from kb_tools.model.asked import Asked
from kb_tools.model.diagnostic import Finding
from kb_tools.model.handbook import Actual, DataRecord
from kb_tools.model.location import Location
from kb_tools.model.page import Ref

__all__ = ["DATA_FILES", "DATA_MODELS", "PERIOD", "DataFacts", "FileFacts", "names_of", "read_file", "record_value"]

LIMIT_DATA = 16 * 1024 * 1024
#: File name -> kind and model.
DATA_FILES: dict[str, tuple[str, type[BaseModel]]] = {
    "people.yml": ("person", Person),
    "teams.yml": ("team", Team),
    "parties.yml": ("party", Party),
    "duty.yml": ("duty", DutyRow),
    "complaints.yml": ("complaint", ComplaintControl),
    "self-check.yml": ("comparison", Comparison),
}
#: Kind -> the only keys that its file may have.
DATA_KEYS: dict[str, tuple[str, ...]] = {"complaint": COMPLAINTS, "comparison": COMPARISONS}
#: Kind -> model.
DATA_MODELS: dict[str, type[BaseModel]] = {**dict(DATA_FILES.values()), "framework": Framework}
#: How a period is written, by frequency.
PERIOD = {
    "daily": re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z"),
    "weekly": re.compile(r"[0-9]{4}-W(?:0[1-9]|[1-4][0-9]|5[0-3])\Z"),
    "monthly": re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])\Z"),
    "quarterly": re.compile(r"[0-9]{4}-Q[1-4]\Z"),
    "yearly": re.compile(r"[0-9]{4}\Z"),
}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
#: Nothing is measured that is larger; sums over squares of such values would overflow.
_LARGEST = 1e100
_COLUMNS = ("kpi", "period", "value", "note")


@dataclass(slots=True)
class FileFacts:
    """What one data file holds.

    Attributes:
        records: Its records, in the order of the file.
        values: Kind and id -> the values a record was made from; None where they lack something required.
        actuals: Its measured values.
        asked: Its questions of readers.
        findings: What is wrong with it.
    """

    records: list[DataRecord] = field(default_factory=list)
    values: dict[tuple[str, str], dict[str, Any] | None] = field(default_factory=dict)
    actuals: list[Actual] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class DataFacts:
    """Everything that the data folder holds, and what is wrong with it."""

    records: dict[str, dict[str, DataRecord]] = field(default_factory=lambda: {kind: {} for kind in DATA_MODELS})
    actuals: dict[str, list[Actual]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[str, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    findings: list[Finding] = field(default_factory=list)

    def add(self, facts: FileFacts) -> None:
        """Take in one file; the first record of an id counts."""
        for record in facts.records:
            self.records[record.kind].setdefault(record.id, record)
        for actual in facts.actuals:
            self.actuals[actual.kpi].append(actual)
        for question in facts.asked:
            self.asked[question.page].append(question)
        self.findings += facts.findings

    def series(self) -> dict[str, tuple[Actual, ...]]:
        """KPI -> its values, by period."""
        return {kpi: tuple(sorted(rows, key=lambda row: row.period)) for kpi, rows in sorted(self.actuals.items())}

    def questions(self) -> dict[str, tuple[Asked, ...]]:
        """Page -> what is asked for it, in the order of the files."""
        return {page: tuple(rows) for page, rows in sorted(self.asked.items())}


def read_file(name: str, path: str, raw: bytes) -> FileFacts:
    """Read one file of the data folder.

    Args:
        name: Path inside the data folder.
        path: Path relative to the handbook's root.
        raw: Its bytes.
    """
    facts = FileFacts()
    text, found = decode(raw, path, LIMIT_DATA)
    facts.findings += found
    if text is None:
        return facts
    if name in DATA_FILES:
        _read_records(text, path, *DATA_FILES[name], facts)
    elif name.startswith("actuals/") and name.endswith(".csv"):
        _read_actuals(text, path, facts)
    elif name.startswith(ASKED_FOLDER) and name.endswith(".csv"):
        facts.asked, found = read_asked(text, path)
        facts.findings += found
    elif name.startswith(FOLDER) and name.endswith(".yml"):
        _read_framework(text, path, name.removeprefix(FOLDER).removesuffix(".yml"), facts)
    else:
        known = ", ".join([*DATA_FILES, "actuals/*.csv", f"{ASKED_FOLDER}*.csv", f"{FOLDER}*.yml"])
        facts.findings.append(Finding(Location(path), "KB014", "data", (("name", name), ("known", known))))
    return facts


def record_value(model: type[BaseModel], values: dict[str, Any] | None) -> Any:
    """The typed record; an empty one where the values lack something required (the findings say so)."""
    if values is None:
        hollow: dict[str, Any] = {"name": Name({})} if "name" in model.model_fields else {}
        return model.model_construct(None, **hollow)
    return model.model_validate(values)


def names_of(values: dict[str, Any] | None) -> tuple[str, ...]:
    """What a record is called, in each of its languages, out of the values it is made from."""
    names = values.get("name") if values else None
    return tuple(names.values()) if isinstance(names, dict) else ()


def _read_records(text: str, path: str, kind: str, model: type[BaseModel], facts: FileFacts) -> None:
    tree = parse_tree(text, 1, LIMIT_DATA)
    facts.findings += [Finding(Location.at(path, p.span), p.code, p.variant, p.args) for p in tree.problems]
    if tree.root is None:
        return
    wanted = list if kind == "duty" else dict
    if type(tree.root.value) is not wanted:
        if tree.root.value is not None:
            variant = "not-a-list" if kind == "duty" else "not-a-mapping"
            facts.findings.append(Finding(Location.at(path, tree.root.span), "KB001", variant, (("problem", ""),)))
        return
    value: Any = tree.root.value
    items = enumerate(value, 1) if kind == "duty" else value.items()
    for key, node in items:
        _read_record(str(key), node, path, kind, model, facts)


def _read_framework(text: str, path: str, key: str, facts: FileFacts) -> None:
    record, values, found = read_framework(text, path, key)
    facts.findings += found
    if not _ID.match(key):
        facts.findings.append(Finding(Location(path), "KB103", "", (("id", key),)))
    if record:
        facts.records.append(record)
        facts.values["framework", key] = values


def _read_record(key: str, node: Node, path: str, kind: str, model: type[BaseModel], facts: FileFacts) -> None:
    if not _ID.match(key):
        facts.findings.append(Finding(Location.at(path, node.key), "KB103", "", (("id", key),)))
    elif key not in DATA_KEYS.get(kind, (key,)):
        facts.findings.append(_unknown_key(key, node, path, kind))
        return
    if type(node.value) is not dict:
        args = (("key", key), ("value", shown(node)), ("known", ", ".join(plan_of(model).fields)))
        facts.findings.append(Finding(Location.at(path, node.span), "KB104", "mapping", args))
        return
    plan = plan_of(model)
    facts.findings += validate(node, model, plan, path)
    values: dict[str, Any] | None = plain(node)
    try:
        value = record_value(model, values)
    except ValueError:  # what is left after pruning still lacks a required field
        values, value = None, record_value(model, None)
    gathered = FrontFacts()
    walk(node, plan, "", gathered)
    refs = tuple(Ref(r.field.lstrip("."), r.target, r.to, r.live, r.span) for r in gathered.refs)
    facts.records.append(DataRecord(kind, key, path, node.key, value, refs, names_of(values)))
    facts.values[kind, key] = values


def _unknown_key(key: str, node: Node, path: str, kind: str) -> Finding:
    allowed = DATA_KEYS[kind]
    near = difflib.get_close_matches(key, allowed, n=1)
    args = (("key", kind), ("value", key), ("guess", "".join(near)), ("allowed", ", ".join(allowed)))
    return Finding(Location.at(path, node.key), "KB104", "enum-guess" if near else "enum", args)


def _read_actuals(text: str, path: str, facts: FileFacts) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row, where in rows_of(text, path, "KB404", _COLUMNS[:3], _COLUMNS, facts.findings):
        _read_actual(row, where, seen, facts)


def _read_actual(row: list[str], where: Location, seen: dict[tuple[str, str], int], facts: FileFacts) -> None:
    if not 3 <= len(row) <= len(_COLUMNS):
        facts.findings.append(Finding(where, "KB404", "columns", (("count", str(len(row))),)))
        return
    kpi, period, value = row[:3]
    if not any(pattern.match(period) for pattern in PERIOD.values()):
        facts.findings.append(Finding(where, "KB404", "period", (("value", period),)))
        return
    number = float(value) if _NUMBER.match(value) else math.inf  # float() reads 1_000 and １２ as well
    if not abs(number) < _LARGEST:
        facts.findings.append(Finding(where, "KB404", "value", (("value", value),)))
        return
    if first := seen.get((kpi, period)):
        args = (("kpi", kpi), ("period", period), ("line", str(first)))
        facts.findings.append(Finding(where, "KB404", "duplicate", args))
        return
    seen[kpi, period] = where.line
    facts.actuals.append(Actual(kpi, period, number, row[3] if len(row) > 3 else "", where.path, where.line))
