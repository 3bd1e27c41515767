"""The group of all commands. A command is a module here with a `command`; it is imported when it is called."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys

import click

import kb_tools
from kb_tools import cli
from kb_tools.errors import KbError

__all__ = ["main"]

#: Modules of this package that are not commands.
_PARTS = frozenset({"main", "options"})


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        names = {info.name for info in pkgutil.iter_modules(cli.__path__)} - _PARTS
        return sorted(name.rstrip("_") for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        for name in (cmd_name, f"{cmd_name}_"):
            try:
                module = importlib.import_module(f"{cli.__name__}.{name}")
            except ModuleNotFoundError as error:
                if error.name != f"{cli.__name__}.{name}":
                    raise
                continue
            command: click.Command = module.command
            return command
        return None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kb_tools.__version__, prog_name="kb")
def kb() -> None:
    """A checked, searchable process handbook from Markdown.

    Start with `kb init DIR` for a new handbook, or `kb check` inside one.
    """


def main() -> None:
    """Run a command: 0 nothing found, 1 findings, 2 the run could not continue. No traceback reaches the user."""
    try:
        status = kb.main(prog_name="kb", standalone_mode=False)  # outside standalone mode click returns the exit code
        sys.exit(status if isinstance(status, int) else 0)
    except click.Abort:
        click.echo("aborted", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except KbError as error:
        click.echo(f"kb: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # the reader of a pipe went away, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("KB_TRACEBACK"):
            raise
        click.echo(
            f"kb: internal error: {type(error).__name__}: {error}\n"
            "    This is a fault of kb-tools, not of your handbook. "
            "Run again with KB_TRACEBACK=1 and report what it prints.",
            err=True,
        )
        sys.exit(2)
