"""Every command explains itself, with an example."""

from __future__ import annotations

import inspect

import click
import pytest

from kb_tools.cli.main import kb as group

COMMANDS = group.list_commands(click.Context(group))


def test_the_commands_of_this_folder_are_there() -> None:
    assert {"init", "new", "translate", "review", "schema", "explain", "show"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name: str) -> None:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert "\n  kb " in inspect.cleandoc(command.help or "").split("Example:")[1]
    # an option that shows its default (`--address 127.0.0.1:8000`) may leave it at that
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert all(option.help or option.show_default for option in options)
