"""The headline of a hand-over says what its tables say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kb_tools.insight.handover import Dossier, dossier
from kb_tools.locale import words
from kb_tools.model.handbook import Handbook
from kb_tools.report.sheets.dossier import dossier_sheet
from kb_tools.report.sheets.naming import Naming

AS_OF = dt.date(2026, 11, 15)


@pytest.fixture(scope="module")
def nothing_alone(example: Handbook) -> Dossier:
    """A hand-over in which everything is shared."""
    found = dossier(example, "xu-feng", AS_OF)
    shared = [entry for entry in found.roles if len(entry.left) >= entry.post.required]
    assert len(shared) < len(found.roles)
    documents = dict.fromkeys(found.documents or ["incident-management"], False)
    return replace(found, roles=tuple(shared), known_errors={"ke-0011": False}, documents=documents)


def headline(example: Handbook, found: Dossier) -> list[tuple[str, str]]:
    lead = dossier_sheet(found, Naming(example, words("en"))).lead
    return [(cell.text, cell.state) for cell in lead[1:]]


def test_all_is_well_only_where_no_table_says_otherwise(example: Handbook, nothing_alone: Dossier) -> None:
    assert headline(example, nothing_alone) == [("Somebody else can do and understands everything.", "good")]


def test_pages_that_nobody_else_wrote_are_in_the_headline(example: Handbook, nothing_alone: Dossier) -> None:
    lone = replace(nothing_alone, documents=dict.fromkeys(nothing_alone.documents, True))
    assert [state for _, state in headline(example, lone)] == ["bad"]
    assert "wrote" in headline(example, lone)[0][0]


def test_roles_left_with_too_few_are_in_the_headline(example: Handbook, nothing_alone: Dossier) -> None:
    entry = nothing_alone.roles[0]
    short = replace(entry, left=entry.left[:1], post=replace(entry.post, required=2))
    found = headline(example, replace(nothing_alone, roles=(short,)))
    assert [state for _, state in found] == ["watch"]
    assert "Fewer people left than required" in found[0][0]
