"""Fields of an organisation's own: as strict as the built-in ones."""

from __future__ import annotations

import pytest
from load_reading import page, places

from kb_tools.load.custom import CustomField


@pytest.mark.parametrize(
    ("kind", "written"),
    [("text", "9.40"), ("int", "12"), ("number", "9.40"), ("bool", "true"), ("date", "2026-02-28"),
     ("duration", "15 min"), ("ref", "some-id"), ("choice", "a")],
)  # fmt: skip
def test_good_values_are_kept_as_written(kind: str, written: str) -> None:
    field = CustomField(kind, choices=("a", "b"))  # choices count for kind `choice` only
    result = page(f"---\ntitle: x\nasset: {written}\n---\n", article={"asset": field})
    assert result.findings == ()
    assert result.record.custom == {"asset": written}


@pytest.mark.parametrize(
    ("kind", "written", "variant"),
    [
        ("int", "0123", "not-int"),
        ("int", "1.0", "not-int"),
        ("number", "1e3", "not-number"),
        ("bool", "no", "not-bool"),
        ("date", "2026-02-30", "not-date"),
        ("date", "1735689600", "not-date"),
        ("duration", "15", "not-duration"),
        ("choice", "c", "enum"),
        ("choice", "aplha", "enum-guess"),
        ("text", "[a]", "shape"),
    ],
)
def test_wrong_values_are_named_and_left_out(kind: str, written: str, variant: str) -> None:
    field = CustomField(kind, choices=("alpha", "beta") if kind == "choice" else ())
    result = page(f"---\ntitle: x\nasset: {written}\n---\n", article={"asset": field})
    (finding,) = result.findings
    assert (finding.code, finding.variant, finding.where.line, finding.where.column) == ("KB104", variant, 3, 8)
    assert result.record.custom == {}


def test_a_required_field_is_missing() -> None:
    result = page("---\ntitle: x\n---\n", article={"asset": CustomField("text", required=True)})
    assert places(result.findings) == [("KB101", 1, 1)]


def test_the_wrong_item_of_a_list_is_shown() -> None:
    result = page("---\ntitle: x\nasset: [1, 二, 3]\n---\n", article={"asset": CustomField("int", many=True)})
    assert places(result.findings) == [("KB104", 3, 12)]
    choices = CustomField("choice", many=True, choices=("a", "b"))
    assert places(page("---\ntitle: x\nasset: [a, c]\n---\n", article={"asset": choices}).findings) == [
        ("KB104", 3, 12)
    ]


def test_references_of_added_fields_are_references() -> None:
    field = CustomField("ref", many=True, to=("service",))
    result = page("---\ntitle: x\nasset: [mail, erp]\n---\n", article={"asset": field})
    assert [(ref.field, ref.target, ref.to) for ref in result.refs] == [
        ("asset", "mail", ("service",)),
        ("asset", "erp", ("service",)),
    ]


def test_an_added_field_belongs_to_its_type() -> None:
    result = page("---\ntitle: x\nasset: y\n---\n", "services/s.md", article={"asset": CustomField("text")})
    assert [finding.code for finding in result.findings] == ["KB102"]
