"""What a reader's connection has to carry: everything a page loads, as a server that compresses sends it."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Response

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

FIRST, NEXT = 250_000, 40_000


def test_a_process_page_is_light_and_the_next_one_lighter(visit: Callable[..., object]) -> None:
    opened = visit()
    sizes: dict[str, int] = {}
    answers: list[Response] = []
    opened.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it wants a function
    loads = []
    for name in ("incident-management", "change-management"):
        answers.clear()
        opened.go(f"processes/{name}/").wait_for_load_state("networkidle")
        new = {answer.url: len(gzip.compress(answer.body(), 9)) for answer in answers if answer.url not in sizes}
        sizes.update(new)
        loads.append(sum(new.values()))
    assert loads[0] > 30_000, "something was not counted"
    assert loads[0] <= FIRST
    assert loads[1] <= NEXT
