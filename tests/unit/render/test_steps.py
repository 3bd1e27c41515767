"""Steps of a body come out in order, with what belongs to each of them."""

from __future__ import annotations

from pathlib import Path

from kb_tools.config import Config, HandbookConfig
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook
from kb_tools.render.steps import Piece, Steps, steps_of

BODY = """
Before.

## Workaround

Who does it.

1. **Check** the disk.
   It must be full.

    On `gw1`:

    ```bash
    df -h

      du
    ```

    Then look.

2. Tell three people:
    - the desk
      on the phone
    - the owner

    | state | what |
    |---|---|
    | red | stop |

3. Done <!-- 4. not a step -->

**Works** when mail flows
again.

## Other

1. One
2. Two
3. Three
4. Four
"""


def read(tmp_path: Path, body: str, headings: tuple[str, ...] = ()) -> Steps:
    folder = tmp_path / "docs" / "procedures"
    folder.mkdir(parents=True)
    (folder / "p.md").write_text(f"---\ntitle: P\n---\n{body}", encoding="utf-8")
    config = Config(handbook=HandbookConfig(languages=("en",)))
    return steps_of(load_handbook(tmp_path, config, use_cache=False).by_id["p"], headings)


def test_a_section_is_taken_apart(tmp_path: Path) -> None:
    found = read(tmp_path, BODY, ("变通办法", "workaround"))
    assert found.before == ("Who does it.",)
    assert found.after == ("**Works** when mail flows again.",)
    first, second, third = found.steps
    assert first.pieces == (
        Piece("text", "**Check** the disk. It must be full."),
        Piece("text", "On `gw1`:"),
        Piece("code", "df -h\n  du"),
        Piece("text", "Then look."),
    )
    assert second.pieces == (
        Piece("text", "Tell three people:"),
        Piece("point", "the desk on the phone"),
        Piece("point", "the owner"),
        Piece("point", "red → stop"),
    )
    assert third.text.startswith("Done")


def test_a_brief_step_keeps_the_list_that_it_announces_and_no_commands(tmp_path: Path) -> None:
    first, second, _ = read(tmp_path, BODY, ("Workaround",)).steps
    assert first.brief == first.pieces[:1]
    assert second.brief == second.pieces


def test_commands_that_a_step_announces_stay_with_it(tmp_path: Path) -> None:
    (step,) = read(tmp_path, "\n1. Run:\n\n    ```sh\n    ls\n    ```\n\n    Read it.\n").steps
    assert step.brief == (Piece("text", "Run:"), Piece("code", "ls"))


def test_without_a_heading_the_section_with_most_steps_counts(tmp_path: Path) -> None:
    assert [step.text for step in read(tmp_path, BODY).steps] == ["One", "Two", "Three", "Four"]


def test_a_body_without_steps_has_none(tmp_path: Path) -> None:
    assert read(tmp_path, "\nNothing to do.\n").steps == ()


def test_every_emergency_procedure_of_the_example_has_its_steps(example: Handbook) -> None:
    emergency = [page for page in example.by_type["procedure"] if page.record.emergency]
    assert emergency
    for page in emergency:
        numbers = [len(steps_of(text).steps) for text in (page, example.translation_of["en", page.src])]
        assert numbers[0] == numbers[1] >= 5, page.id
