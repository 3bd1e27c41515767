"""A command that explains itself in the reader's language: its words come from table `[help.<command>]` of `locale/`.

The modules of commands declare what a command takes; what each part means is said there, `text` for the command itself
and one key per parameter. What many commands share (`--root`, `--lang`) stands in `[help.common]`.
"""

from __future__ import annotations

import copy
import re

import click

from kb_tools.cli.formatter import WideFormatter
from kb_tools.locale import Words

__all__ = ["Spoken", "SpokenCommand", "parameter_help", "short_help", "spoken_metavar", "write_parameters"]

_METAVAR = re.compile(r"[A-Z][A-Z_]+")
#: The first sentence, in either script.
_SENTENCE = re.compile(r"(?<=。)|(?<=\.)\s|\n\s*\n")


class _SpokenContext(click.Context):
    formatter_class = WideFormatter


class Spoken(click.Command):
    """What `SpokenCommand` and the group of all commands share: how help is laid out, and whose words it is in."""

    context_class = _SpokenContext
    said: Words

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, explained in the reader's language."""
        option = super().get_help_option(ctx)
        if option:
            option.help = self.said("help.common.help")
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Understand the command line; a refusal knows its command, which click's parser leaves out at times."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how to call it."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, self.said("help.common.usage"))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, text, arguments, options."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        write_parameters(self, ctx, formatter, self.said)


class SpokenCommand(Spoken):
    """A declared command with the words of one language; the declaration stays as it is.

    Args:
        declared: The command as its module declares it.
        name: What it is called by.
        said: The language.
    """

    def __init__(self, declared: click.Command, name: str, said: Words) -> None:
        super().__init__(
            name,
            callback=declared.callback,
            context_settings=declared.context_settings,
            params=[copy.copy(param) for param in declared.params],
            help=said.get(f"help.{name}.text") or declared.help,
            options_metavar=said("help.common.options"),
            no_args_is_help=declared.no_args_is_help,
            hidden=declared.hidden,
        )
        self.said = said
        context = _SpokenContext(self)
        for param in self.params:
            param.metavar = spoken_metavar(param, context, said)


def write_parameters(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter, said: Words) -> None:
    """The arguments and options of a command, each with its meaning."""
    name = command.name or ""
    arguments, options = [], []
    for param in command.get_params(ctx):
        text = parameter_help(param, name, said)
        if isinstance(param, click.Option) and not param.hidden:
            record = param.get_help_record(ctx)
            options.append((record[0] if record else "", _with_extras(param, text, ctx, said)))
        elif isinstance(param, click.Argument) and text:
            arguments.append((param.make_metavar(ctx).strip("[]."), text))
    for heading, rows in (("arguments", arguments), ("options_heading", options)):
        if rows:
            with formatter.section(said(f"help.common.{heading}")):
                formatter.write_dl(rows)


def parameter_help(param: click.Parameter, command: str, said: Words) -> str:
    """What a parameter means: as the command says it, else as all commands do."""
    own = said.get(f"help.{command}.{param.name}") or said.get(f"help.common.{param.name}")
    return own or getattr(param, "help", None) or ""


def short_help(name: str, said: Words) -> str:
    """The first sentence of a command's text."""
    text = said.get(f"help.{name}.text").strip()
    return " ".join(_SENTENCE.split(text)[0].split()).rstrip("。.")


def spoken_metavar(param: click.Parameter, ctx: click.Context, said: Words) -> str | None:
    """What stands for a parameter's value (`DATE`), in the language."""
    if isinstance(param, click.Option) and param.is_flag:
        return param.metavar
    return _METAVAR.sub(lambda match: said.get(f"metavar.{match[0]}", match[0]), param.make_metavar(ctx))


def _with_extras(option: click.Option, text: str, ctx: click.Context, said: Words) -> str:
    extra = option.get_help_extra(ctx)
    notes = [said("help.common.default", value=extra["default"])] if "default" in extra else []
    notes += [said("help.common.required")] if "required" in extra else []
    return f"{text} {said('help.common.notes', notes='; '.join(notes))}".strip() if notes else text
