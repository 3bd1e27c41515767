"""What overview pages and people are looked for under: questions as they are asked, and the work that somebody does."""

from __future__ import annotations

import pytest

from kb_tools.config import Config
from kb_tools.load.edition import Edition
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition_view import EditionView
from kb_tools.render.found.documents import documents
from kb_tools.search.document import Document, LocalText

#: Phrases of an overview page: enough to cover how people ask, few enough that each fits this page best.
FEWEST, MOST = 8, 16


@pytest.fixture(scope="module")
def found(example: Handbook, example_config: Config) -> dict[str, Document]:
    """Everything of the example that can be found, by id."""
    assert example_config.check.as_of is not None
    day = example_config.check.as_of
    return {
        document.id: document
        for document in documents([EditionView(Edition(example, lang), example_config, day) for lang in ("zh", "en")])
    }


def said(document: Document, lang: str) -> LocalText:
    return next(text for text in document.texts if text.lang == lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_question_of_an_overview_page_is_an_alias_of_its_own(found: dict[str, Document], lang: str) -> None:
    asked = {
        "zh": {"duty": "今晚谁值班", "actions": "哪些事拖期了"},
        "en": {"duty": "who is on call tonight", "actions": "what is late"},
    }
    for page, question in asked[lang].items():
        assert question in said(found[page], lang).aliases


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_questions_are_short_and_none_stands_twice(found: dict[str, Document], lang: str) -> None:
    longest = {"zh": 40, "en": 70}[lang]
    for document in found.values():
        phrases = said(document, lang).aliases if document.type == "overview" else ()
        assert len(set(phrases)) == len(phrases), document.id
        assert all(phrase.strip() == phrase and 0 < len(phrase) <= longest for phrase in phrases), document.id
        assert not phrases or FEWEST <= len(phrases) <= MOST, (document.id, len(phrases))


def test_no_two_overview_pages_answer_the_same_question(found: dict[str, Document]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for document in found.values():
        for text in document.texts if document.type == "overview" else ():
            for phrase in text.aliases:
                assert seen.setdefault((text.lang, phrase), document.id) == document.id, phrase


@pytest.mark.parametrize(
    ("lang", "held", "deputised"),
    [
        ("zh", "长假前检查队列、磁盘和扩容余量", "备份与恢复"),
        ("en", "Check queues, disks and room for growth before long holidays", "Backup and recovery"),
    ],
)
def test_people_are_found_by_the_work_of_the_roles_they_hold_or_stand_in_for(
    found: dict[str, Document], lang: str, held: str, deputised: str
) -> None:
    people = said(found["lin-hao"], lang).people
    assert held in people
    assert deputised in people


def test_somebody_without_a_role_is_found_by_what_they_write(found: dict[str, Document]) -> None:
    text = said(found["zhang-chi"], "en")
    assert said(found["uc-isp"], "en").title in text.people
    assert "supplier management" in text.aliases


def test_the_work_of_a_role_weighs_less_on_its_people_than_on_its_own_card(found: dict[str, Document]) -> None:
    duty = "长假前检查队列、磁盘和扩容余量"
    person, role = said(found["lin-hao"], "zh"), said(found["mail-service-owner"], "zh")
    assert not any(duty in text for text in (*person.aliases, *(section.text for section in person.sections)))
    assert any(duty in section.text for section in role.sections)
