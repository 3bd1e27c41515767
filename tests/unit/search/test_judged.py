"""The judged queries: real voices, pages that exist, and two halves that are alike without sharing anything.

`tuning.json` is for choosing parameters, `test.json` for judging the result. Of each kind and language the queries
go to the halves in turn, so both hold equally many of each. Both were judged again by readers who saw the pooled
answers of four search engines without knowing whose they were. `practice.json` was open to those who collected words
and questions for the search, and the ranking's parameters were fitted on `fitting.json`, so what these measure
flatters; `held.json`, by the same writers, was open to nobody. Their answers were judged by one reader each.
"""

from __future__ import annotations

import importlib
import itertools
import json
import pkgutil
import re
from collections import Counter
from dataclasses import dataclass

import pytest
from support import ROOT

from kb_tools.model.handbook import Handbook
from kb_tools.render import generated

HALVES = ("tuning", "test")
FURTHER = ("practice", "fitting", "held")
KINDS = {
    "clause",
    "code",
    "exact",
    "mixed",
    "name",
    "paraphrase",
    "question",
    "symptom",
    "synonym",
    "traditional",
    "typo",
    "who",
}
TYPES = {
    "agreement",
    "article",
    "known-error",
    "notice",
    "policy",
    "procedure",
    "process",
    "risk",
    "role",
    "service",
    "term",
}
NEAR = 0.6  # share of common words and pairs of Han characters at which two queries count as one


@dataclass(frozen=True)
class Judged:
    query: str
    relevant: tuple[str, ...]
    kind: str
    lang: str


def judged(half: str) -> list[Judged]:
    rows = json.loads((ROOT / "tests" / "search" / "judged" / f"{half}.json").read_text("utf-8"))
    return [Judged(row["query"], tuple(row["relevant"]), row["kind"], row["lang"]) for row in rows]


EVERY = [query for half in HALVES for query in judged(half)]


def overview_ids() -> set[str]:
    """Address stems of the generated overview pages."""
    names = [info.name for info in pkgutil.iter_modules(generated.__path__)]
    modules = {name: importlib.import_module(f"{generated.__name__}.{name}") for name in names}
    return {name.replace("_", "-") for name, module in modules.items() if hasattr(module, "ORDER")}


def pieces(query: str) -> frozenset[str]:
    """Latin words and pairs of neighbouring Han characters."""
    folded = query.casefold()
    han = "".join(re.findall(r"[㐀-鿿]", folded))
    return frozenset(re.findall(r"[a-z0-9]+", folded)) | {a + b for a, b in itertools.pairwise(han)}


def names_of(handbook: Handbook, page_id: str) -> set[str]:
    """Titles, other names and symptoms of a page in every language, folded; none for people and overview pages."""
    found: set[str] = set()
    for page in handbook.every_page():
        if page.id == page_id:
            front = json.loads(page.front)
            found |= {page.title, *map(str, front.get("aliases", ())), *map(str, front.get("symptoms", ()))}
    return {name.casefold() for name in found}


@pytest.mark.parametrize("half", HALVES)
def test_a_half_is_large_enough_and_balanced(half: str) -> None:
    languages = Counter(query.lang for query in judged(half))
    assert sum(languages.values()) >= 60
    assert languages["zh"] == languages["en"]
    assert set(languages) == {"zh", "en"}


def test_both_halves_hold_the_same_mixture() -> None:
    tuning, test = ([(query.kind, query.lang) for query in judged(half)] for half in HALVES)
    assert len(tuning) + len(test) >= 120
    assert Counter(tuning) == Counter(test)


def test_every_kind_occurs_and_none_dominates() -> None:
    kinds = Counter(query.kind for query in EVERY)
    assert set(kinds) == KINDS
    assert max(kinds.values()) <= len(EVERY) / 5


def test_no_query_occurs_twice_nor_nearly_in_the_other_half() -> None:
    assert [query for query, times in Counter(query.query for query in EVERY).items() if times > 1] == []
    near = [
        (one.query, other.query)
        for one, other in itertools.product(*(judged(half) for half in HALVES))
        if len(pieces(one.query) & pieces(other.query)) >= NEAR * max(1, len(pieces(one.query) | pieces(other.query)))
    ]
    assert near == []


def test_every_answer_is_a_page_of_the_handbook(example: Handbook) -> None:
    known = {*example.by_id, *example.people, *overview_ids()}
    unknown = {page for query in EVERY for page in query.relevant if page not in known}
    assert unknown == set()
    assert [query.query for query in EVERY if not 1 <= len(set(query.relevant)) == len(query.relevant) <= 4] == []


def test_no_query_stands_in_two_sets() -> None:
    names = (*HALVES, *FURTHER)
    written = {name: {"".join(query.query.casefold().split()) for query in judged(name)} for name in names}
    shared = {pair: written[pair[0]] & written[pair[1]] for pair in itertools.combinations(names, 2)}
    assert {pair: found for pair, found in shared.items() if found} == {}


@pytest.mark.parametrize("name", FURTHER)
def test_further_sets_expect_pages_that_exist(name: str, example: Handbook) -> None:
    own = {page.id for page in example.pages}
    files = {f"overview/{page}.md" for page in overview_ids() & own}  # named after its file, as its id is a record's
    known = {*example.by_id, *example.people, *overview_ids(), *files}
    # "overview" is the address of the overview of overviews
    assert {page for query in judged(name) for page in query.relevant} - {*known, "overview"} == set()


def test_the_answers_cover_every_type_of_page_that_readers_look_for(example: Handbook) -> None:
    wanted = {page for query in EVERY for page in query.relevant}
    types = {example.by_id[page].type for page in wanted if page in example.by_id}
    assert types >= TYPES
    assert len(wanted) >= 90


def test_an_exact_query_is_part_of_the_title_and_a_paraphrase_is_not(example: Handbook) -> None:
    for query in EVERY:
        names = set().union(*(names_of(example, page) for page in query.relevant))
        repeated = any(query.query.casefold() in name for name in names)
        if query.kind == "exact":
            assert repeated, query
        if query.kind == "paraphrase":
            assert not repeated, query
            assert not any(pieces(name) <= pieces(query.query) for name in names if len(pieces(name)) > 1), query


def test_a_query_is_in_the_script_that_its_kind_and_language_say() -> None:
    for query in EVERY:
        has_han = re.search(r"[㐀-鿿]", query.query) is not None
        has_latin = re.search(r"[a-z0-9]", query.query, re.IGNORECASE) is not None
        if query.kind == "mixed":
            assert has_han, query
            assert has_latin, query
        elif query.lang == "en":
            assert not has_han, query
        elif query.kind in {"exact", "paraphrase", "symptom", "traditional", "who"}:
            assert has_han, query
