"""The group of all commands. A command is a module here with a `command`; it is imported when it is called."""

from __future__ import annotations

import difflib
import importlib
import os
import pkgutil
import sys
from typing import NoReturn

import click

import kb_tools
from kb_tools import cli
from kb_tools.cli.refusals import refusal
from kb_tools.cli.speech import asked_language, cli_words
from kb_tools.cli.spoken import Spoken, SpokenCommand, short_help
from kb_tools.errors import KbError, Message, UsageError
from kb_tools.load.collector import collector_paused
from kb_tools.locale import Words

__all__ = ["main", "program"]

_import = collector_paused(importlib.import_module)  # it makes many objects, and all of them stay
#: Modules of this package that are not commands.
_PARTS = frozenset({"formatter", "main", "options", "refusals", "speech", "spoken", "unread"})


class _Program(Spoken, click.Group):
    """`kb` in one language."""

    def __init__(self, said: Words) -> None:
        super().__init__(
            "kb",
            help=said("help.kb.text"),
            context_settings={"help_option_names": ["-h", "--help"]},
            options_metavar=said("help.common.options"),
            subcommand_metavar=said("help.kb.command"),
        )
        self.said = said

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = {info.name for info in pkgutil.iter_modules(cli.__path__)} - _PARTS
        return sorted(name.rstrip("_") for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        for name in (cmd_name, f"{cmd_name}_"):
            try:
                module = _import(f"{cli.__name__}.{name}")
            except ModuleNotFoundError as error:
                if error.name != f"{cli.__name__}.{name}":
                    raise
                continue
            return SpokenCommand(module.command, cmd_name, self.said)
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-"):
            guess = next(iter(difflib.get_close_matches(args[0], known, n=1)), "")
            advice = Message("usage.did_you_mean", guess=guess) if guess else Message("usage.see_commands")
            raise UsageError("usage.no_such_command", name=args[0], advice=advice)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help(ctx, formatter)
        rows = [(name, short_help(name, self.said)) for name in self.list_commands(ctx)]
        with formatter.section(self.said("help.common.commands")):
            formatter.write_dl(rows)


def program(said: Words) -> click.Group:
    """`kb` with all its commands, speaking a language."""
    version = said("cli.version", version=kb_tools.__version__).replace("%", "%%")
    group: click.Group = click.version_option(kb_tools.__version__, prog_name="kb", message=version)(_Program(said))
    return group


def main() -> None:
    """Run a command: 0 nothing found, 1 findings, 2 the run could not continue. No traceback reaches the user."""
    said = cli_words(asked_language(sys.argv[1:]))
    try:
        status = program(said).main(prog_name="kb", standalone_mode=False)  # click returns the exit code then
        sys.exit(status if isinstance(status, int) else 0)
    except click.Abort:
        _stop(said("cli.aborted"))
    except click.ClickException as error:
        _stop(refusal(error, said))
    except KbError as error:
        _stop(said("cli.refused", problem=said.error(error)))
    except BrokenPipeError:  # the reader of a pipe went away, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("KB_TRACEBACK"):
            raise
        _stop(said("cli.internal_error", kind=type(error).__name__, problem=error))


def _stop(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(2)
