"""Attestations."""

from __future__ import annotations

import pytest
from small_handbook import AS_OF, Small
from support import refused

from kb_tools.errors import KbError, UsageError
from kb_tools.workflow.review import review

PAGE = "docs/zh/services/mail.md"


def test_an_attestation_holds_until_the_substance_changes(small: Small) -> None:
    small.replace(PAGE, "rto: 4 h", "rto: 5 h")
    assert any("KB503" in row for row in small.findings())
    done = review(small.root, small.load(), "mail", by="zhang-san", as_of=AS_OF)
    assert done.next == "2027-11-15"
    record = small.load().by_id["mail"].record
    assert (record.reviewed.by, str(record.reviewed.date), record.reviewed.hash) == (
        "zhang-san",
        "2026-11-15",
        small.load().by_id["mail"].substance,
    )
    assert not any("KB503" in row for row in small.findings())


def test_comments_and_line_ends_survive(small: Small) -> None:
    small.write(PAGE, small.read(PAGE).replace(b"\nrto: 4 h", b"\nrto: 4 h   # tested").replace(b"\n", b"\r\n"))
    before = small.read(PAGE).splitlines(keepends=True)
    review(small.root, small.load(), "mail", by="zhang-san", as_of=AS_OF)
    after = small.read(PAGE).splitlines(keepends=True)
    assert [old for old, new in zip(before, after, strict=True) if old != new] == [
        line for line in before if line.startswith(b"reviewed:")
    ]


@pytest.mark.parametrize(
    ("page", "person", "said"),
    [
        ("mial", "zhang-san", "no page 'mial'; did you mean 'mail'"),
        ("mail", "zhang-sun", "no person 'zhang-sun'; did you mean 'zhang-san'"),
        ("mail", "zhao-liu", "not with the organisation"),
    ],
)
def test_unknown_page_and_absent_person(small: Small, page: str, person: str, said: str) -> None:
    small.replace("docs/data/people.yml", "contact: ext:8004", "contact: ext:8004\n  active_until: 2026-11-14")
    before = small.read(PAGE)
    with refused(UsageError, said):
        review(small.root, small.load(), page, by=person, as_of=AS_OF)
    assert small.read(PAGE) == before


def test_a_page_that_cannot_be_read_is_not_reviewed(small: Small) -> None:
    small.write(PAGE, b"---\ntitle: [\n---\n")
    with refused(KbError, "cannot be read"):
        review(small.root, small.load(), "mail", by="zhang-san", as_of=AS_OF)
