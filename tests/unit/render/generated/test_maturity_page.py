"""The maturity page and the line on a process's card: what they say, to whom, and whom they name."""

from __future__ import annotations

import datetime as dt

import pytest

from kb_tools.check.rule import Context
from kb_tools.config import Config
from kb_tools.errors import Message
from kb_tools.insight.maturity import Moment, processes
from kb_tools.load.audience import cut_for
from kb_tools.load.edition import Edition
from kb_tools.locale import words
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView

PAGE = "overview/maturity.md"
PAST = (
    Moment("2026-03", "a" * 40, dt.date(2026, 3, 31), {"x": 1, "y": 2}),
    Moment("2026-06", "b" * 40, dt.date(2026, 6, 30), {}, Message("error.no_commits")),
    Moment("2026-09", "c" * 40, dt.date(2026, 9, 30), {"x": 2, "y": 4}),
)


def rendered(
    handbook: Handbook, config: Config, context: Context, *, lang: str = "zh", people: str = "names",
    moments: tuple[Moment, ...] = (),
) -> dict[str, str]:  # fmt: skip
    setting = config.model_copy(update={"publish": config.publish.model_copy(update={"people": people})})
    view = EditionView(Edition(handbook, lang), setting, context.as_of, moments=lambda: moments)
    return {page.src: page.markdown for page in render_edition(view).pages}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_shows_every_process_and_what_lifts_it(
    example: Handbook, example_config: Config, example_context: Context, lang: str
) -> None:
    text = rendered(example, example_config, example_context, lang=lang)[PAGE]
    for found in processes(example, example_context.as_of):
        assert f"{{#kb-maturity-{found.id}}}" in text
        for check in found.lift.shortest if found.lift else ():
            assert f"<strong>{check}</strong>" in text
    for missing in ("maturity_", "overview.", "diagram."):
        assert missing not in text.replace("editing/", "")


def test_the_example_declares_what_its_evidence_gives(example: Handbook, example_context: Context) -> None:
    found = {one.id: one for one in processes(example, example_context.as_of)}
    assert {one.declared == one.level for one in found.values()} == {True}
    assert found["incident-management"].level >= 4
    assert len({one.level for one in found.values()}) >= 3
    assert all((one.target or 0) >= one.level for one in found.values())


def test_a_process_shows_its_level_and_links_to_what_is_missing(
    example: Handbook, example_config: Config, example_context: Context
) -> None:
    text = rendered(example, example_config, example_context)["processes/problem-management.md"]
    assert '<span class="kb-maturity kb-maturity-3">' in text
    assert 'href="../overview/maturity.md#kb-maturity-problem-management"' in text
    assert "M4.2" in text


@pytest.mark.parametrize(("lang", "anchor"), [("zh", "分级定优先级"), ("en", "classify-and-prioritise")])
def test_an_activity_with_its_steps_on_the_page_leads_to_them(
    example: Handbook, example_config: Config, example_context: Context, lang: str, anchor: str
) -> None:
    text = rendered(example, example_config, example_context, lang=lang)["processes/incident-management.md"]
    said = words(lang)("maturity_card.steps")
    assert f'<a href="#{anchor}">{said}</a>' in text
    assert text.count(f">{said}</a>") == 5  # the other two have procedures


@pytest.mark.parametrize("people", ["initials", "roles"])
def test_nobody_is_named_where_the_configuration_says_so(
    example: Handbook, example_config: Config, example_context: Context, people: str
) -> None:
    text = rendered(example, example_config, example_context, people=people)[PAGE]
    for person, record in example.people.items():
        assert person not in text
        for name in record.value.name.root.values():
            assert name not in text


def test_readers_outside_learn_nothing_of_it(
    example: Handbook, example_config: Config, example_context: Context
) -> None:
    config = example_config.for_audience("customer")
    pages = rendered(cut_for(example, "customer"), config, example_context)
    assert PAGE not in pages
    assert not [src for src, text in pages.items() if "kb-maturity" in text]


def test_the_trend_is_drawn_from_tags_that_could_be_read(
    example: Handbook, example_config: Config, example_context: Context
) -> None:
    with_past = rendered(example, example_config, example_context, moments=PAST)[PAGE]
    assert "kb-figure-maturity-trend" in with_past
    assert "2026-03" in with_past
    assert "2026-09" in with_past
    assert "2026-06" not in with_past
    assert "kb-figure-maturity-trend" not in rendered(example, example_config, example_context)[PAGE]
