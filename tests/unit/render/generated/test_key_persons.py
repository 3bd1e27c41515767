"""The pages about key persons and handing over: what they say, and whom they name."""

from __future__ import annotations

import pytest

from kb_tools.check.rule import Context
from kb_tools.config import Config
from kb_tools.load.edition import Edition
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView

PAGES = ("overview/key-persons.md", "overview/hand-over.md", "roles/database-administrator.md")


def rendered(handbook: Handbook, config: Config, context: Context, people: str, lang: str = "zh") -> dict[str, str]:
    setting = config.model_copy(update={"publish": config.publish.model_copy(update={"people": people})})
    edition = render_edition(EditionView(Edition(handbook, lang), setting, context.as_of))
    return {page.src: page.markdown for page in edition.pages}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_key_persons_shows_cover_single_points_waivers_and_formulas(
    example: Handbook, example_config: Config, example_context: Context, lang: str
) -> None:
    text = rendered(example, example_config, example_context, "names", lang)["overview/key-persons.md"]
    assert "roles/availability-manager.md" in text
    assert "risks/rsk-001.md" in text
    assert "2027-03-31" in text
    assert "3.293 + 1.098" in text
    assert "overview." not in text  # a word that is missing shows its key
    for word in ("HHI", "KPX", "truck"):
        assert word not in text


@pytest.mark.parametrize("people", ["initials", "roles"])
def test_nobody_is_named_where_the_configuration_says_so(
    example: Handbook, example_config: Config, example_context: Context, people: str
) -> None:
    pages = rendered(example, example_config, example_context, people)
    for src in PAGES:
        for person, record in example.people.items():
            assert person not in pages[src], (src, person)
            for name in record.value.name.root.values():
                assert name not in pages[src], (src, name)
    assert ("kb-single" in pages["overview/key-persons.md"]) == (people == "initials")


def test_hand_over_lists_what_each_role_gives_and_the_most_critical_first(
    example: Handbook, example_config: Config, example_context: Context
) -> None:
    text = rendered(example, example_config, example_context, "names")["overview/hand-over.md"]
    for page in example.by_type["role"]:
        for item in page.record.handover:
            assert item in text
    first, later = text.index("kb-role-availability-manager"), text.index("kb-role-change-implementer")
    assert first < later


def test_a_role_card_says_what_somebody_new_does_in_the_first_week(
    example: Handbook, example_config: Config, example_context: Context
) -> None:
    text = rendered(example, example_config, example_context, "names", "en")["roles/database-administrator.md"]
    assert "{#kb-newcomer}" in text
    assert "Restore the database from backup" in text.split("{#kb-newcomer}")[1]
    assert "pack." not in text
