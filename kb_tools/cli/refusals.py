"""What click refuses, in the reader's language: told by the kind of the refusal, never by click's own words."""

from __future__ import annotations

import click

from kb_tools.errors import Message
from kb_tools.locale import Words

__all__ = ["refusal"]


def refusal(error: click.ClickException, said: Words) -> str:
    """Everything to print about a refusal: how to call the command, what is wrong, where help is."""
    if isinstance(error, click.UsageError) and error.ctx and type(error).__name__ == "NoArgsIsHelpError":
        return error.ctx.get_help()  # the command was called with nothing; its help is the answer
    sentence = said("cli.refused", problem=said.sentence(_message(error)))
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return sentence
    return "\n".join([error.ctx.get_usage(), sentence, said("cli.try_help", command=error.ctx.command_path)])


def _message(error: click.ClickException) -> Message:
    if isinstance(error, click.NoSuchOption):
        guess = next(iter(error.possibilities or ()), "")
        advice = Message("usage.did_you_mean", guess=guess) if guess else Message("usage.see_options")
        return Message("usage.no_such_option", name=error.option_name, advice=advice)
    if isinstance(error, click.MissingParameter):
        if isinstance(error.param, click.Option):
            return Message("usage.missing_option", name=_named(error.param, error.ctx))
        return Message("usage.missing_argument", name=_named(error.param, error.ctx))
    if isinstance(error, click.BadParameter):
        return Message("usage.bad_value", name=_named(error.param, error.ctx), wanted=_wanted(error))
    if isinstance(error, click.BadOptionUsage):
        if _is_flag(error):
            return Message("usage.takes_no_value", name=error.option_name)
        return Message("usage.needs_value", name=error.option_name)
    if isinstance(error, click.FileError):
        return Message("usage.cannot_open", path=error.ui_filename)
    if type(error) is click.UsageError and error.ctx and not isinstance(error.ctx.command, click.Group):
        return Message("usage.surplus")  # the one refusal of a command that has no kind of its own
    return Message("usage.other", problem=error.format_message())


def _named(param: click.Parameter | None, ctx: click.Context | None) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.make_metavar(ctx).strip("[].") if param and ctx else ""


def _wanted(error: click.BadParameter) -> Message:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return Message("usage.wanted_choice", choices=tuple(map(str, kind.choices)))
    if isinstance(kind, (click.IntRange, click.FloatRange)):
        return _wanted_range(kind)
    if isinstance(kind, click.types.IntParamType):
        return Message("usage.wanted_int")
    if isinstance(kind, click.types.FloatParamType):
        return Message("usage.wanted_number")
    if isinstance(kind, click.Path):
        if not kind.file_okay:
            return Message("usage.wanted_existing_folder") if kind.exists else Message("usage.wanted_folder")
        if not kind.dir_okay:
            return Message("usage.wanted_existing_file") if kind.exists else Message("usage.wanted_file")
        return Message("usage.wanted_path")
    return Message("usage.other", problem=error.message)


def _wanted_range(kind: click.IntRange | click.FloatRange) -> Message:
    if kind.max is None:
        return Message("usage.wanted_from", low=kind.min)
    if kind.min is None:
        return Message("usage.wanted_to", high=kind.max)
    return Message("usage.wanted_range", low=kind.min, high=kind.max)


def _is_flag(error: click.BadOptionUsage) -> bool:
    params = error.ctx.command.params if error.ctx else []
    options = [param for param in params if isinstance(param, click.Option)]
    return any(option.is_flag and error.option_name in option.opts for option in options)
