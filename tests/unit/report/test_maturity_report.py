"""Maturity in words: every fact and check is told in both languages, and nothing is told twice over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import Markup

import kb_tools.insight.maturity as package
from kb_tools.insight.maturity import CHECKS, Choice, Fact, Ids, Lift
from kb_tools.locale import words
from kb_tools.report.maturity.badge import badge_svg
from kb_tools.report.maturity.telling import check_key, fact_text, lift_text

LANGUAGES = ("zh", "en")
#: Keys that the code puts together.
MADE = {
    "no_owner", "no_manager", "inputs_named", "outputs_named", "ours_from", "ours_to", "theirs_from", "theirs_to",
    "element_process", "element_organisation", "element_technology", "element_information",
    "covered", "one_person", "no_person", "owner_there", "owner_away",
}  # fmt: skip


def written() -> set[str]:
    sources = Path(package.__file__).parent.glob("*.py")
    text = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    return set(re.findall(r'(?:seen|lacking|nothing|Fact)\(\s*"([a-z_]+)"', text)) | MADE


def test_every_fact_has_a_sentence_and_every_sentence_a_fact() -> None:
    for lang in LANGUAGES:
        assert set(words(lang).tables["maturity_fact"]) == written()


def test_every_check_has_a_question_and_a_place_for_its_evidence() -> None:
    keys = {check_key(check.id) for check in CHECKS}
    for lang in LANGUAGES:
        for table in ("maturity_check", "maturity_place"):
            assert set(words(lang).tables[table]) == keys


def test_names_of_records_are_escaped_in_markup_and_not_in_text() -> None:
    fact = Fact("one_person", ok=False, values={"role": Ids(["a"]), "people": Ids(["b"]), "proven": 1, "all": 1})
    assert fact_text(fact, words("en"), lambda ids: f"<{ids[0]}>") == "<a>: only <b>"
    assert fact_text(fact, words("en"), lambda ids: f"<{ids[0]}>", Markup) == "&lt;a&gt;: only &lt;b&gt;"
    hostile = Fact("ours_to", ok=False, values={"name": "<script>", "process": Ids(["x"])})
    assert "<script>" not in fact_text(hostile, words("zh"), lambda ids: Markup("<b>x</b>"), Markup)


def test_statuses_fields_and_frameworks_have_names() -> None:
    said = words("en")
    assert fact_text(Fact("status", ok=False, values={"status": "draft"}), said, str) == "status: Draft"
    fields = Fact("kpi_lacks", ok=False, values={"kpi": Ids(["k"]), "fields": ("formula", "source")})
    assert fact_text(fields, said, lambda ids: "K") == "K lacks Formula, Source"
    frameworks = Fact("frameworks", ok=True, values={"frameworks": ("itil4",)})
    assert fact_text(frameworks, said, str) == "frameworks: ITIL 4"


def test_a_lift_reads_as_one_line() -> None:
    lift = Lift(4, ("M4.1", "M4.2"), (Choice(1, ("M3.8", "M3.9")), Choice(1, ("M4.4",))))
    assert lift_text(lift, words("en")) == "M4.1, M4.2 and 1 of M3.8, M3.9 and M4.4"
    assert lift_text(lift, words("zh")) == "M4.1、M4.2，加 M3.8、M3.9 中任 1 项，加 M4.4"
    assert lift_text(None, words("en")) == "nothing: highest level"


@pytest.mark.parametrize("level", range(6))
def test_text_on_a_badge_has_contrast_and_fits(level: int) -> None:
    for lang in LANGUAGES:
        image = badge_svg(level, words(lang))
        colours = re.findall(r'fill="(#[0-9a-f]{6})"', image)
        assert len(colours) == 2
        for colour in colours:
            assert 1.05 / (luminance(colour) + 0.05) >= 4.5
        assert "maturity_report" not in image


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
