"""Options that several commands share, and what they open: the folder, the day, the language, the handbook."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from kb_tools.check.rule import Context
from kb_tools.check.runner import check_page, rules_key
from kb_tools.cli.speech import cli_words
from kb_tools.config import Config, find_root, load_config
from kb_tools.errors import UsageError
from kb_tools.load.audience import cut_for
from kb_tools.load.definitions import read_definitions
from kb_tools.load.loader import load_handbook
from kb_tools.locale import LANGUAGES
from kb_tools.model.audience import AUDIENCES
from kb_tools.model.handbook import Handbook

__all__ = ["Opened", "as_of_option", "cli_words", "file_lines", "lang_option", "open_handbook", "open_root"]
__all__ += ["audience_option", "root_option"]

root_option = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
)
as_of_option = click.option("--as-of", metavar="DATE")
lang_option = click.option("--lang", type=click.Choice(LANGUAGES))
audience_option = click.option("--audience", type=click.Choice(AUDIENCES))


@dataclass(frozen=True)
class Opened:
    """A handbook with what was said about the run."""

    root: Path
    config: Config
    handbook: Handbook
    as_of: dt.date

    @property
    def context(self) -> Context:
        """What the rules depend on besides the handbook."""
        return Context(self.as_of, self.config, lambda pages: read_definitions(self.root, self.as_of, pages))

    def seen_by(self, audience: str | None) -> Opened:
        """The same as these readers see it; as `[publish] audience` says when None.

        Raises:
            UsageError: No page is for them.
        """
        config = self.config.for_audience(audience or self.config.publish.audience)
        return replace(self, config=config, handbook=cut_for(self.handbook, config.publish.audience))


def open_root(root: Path | None) -> tuple[Path, Config]:
    """The handbook's folder and its kb.toml.

    Raises:
        ConfigError: There is none, or it is unusable.
    """
    folder = (root or find_root(Path.cwd())).resolve()
    return folder, load_config(folder)


def open_handbook(root: Path | None, as_of: str | None = None, *, use_cache: bool = True, jobs: int = 0) -> Opened:
    """Load the handbook with the findings of its single pages."""
    folder, config = open_root(root)
    handbook = load_handbook(
        folder, config, page_check=check_page, cache_key=rules_key(), use_cache=use_cache, jobs=jobs
    )
    return Opened(folder, config, handbook, _day(as_of, config))


def file_lines(root: Path) -> Callable[[str], list[str]]:
    """A function from a path below `root` to the file's lines; empty when it cannot be read."""

    def lines(path: str) -> list[str]:
        try:
            text = (root / path).read_bytes().decode("utf-8-sig", "replace")
        except (OSError, ValueError):
            return []
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    return lines


def _day(given: str | None, config: Config) -> dt.date:
    text: Any = given or os.environ.get("KB_AS_OF")
    if not text:
        return config.check.as_of or dt.date.today()  # noqa: DTZ011 - a handbook is judged by its readers' calendar
    return parse_day(text)


def require_past(at: str, as_of: str | None, config: Config) -> None:
    """Make sure that a day of `--at` has come; names of tags and commits are left alone.

    Raises:
        UsageError: It lies after the day of this run.
    """
    try:
        day = dt.date.fromisoformat(at)
    except ValueError:
        return
    today = _day(as_of, config)
    if day > today:
        raise UsageError("error.at_future", day=day, today=today)


def parse_day(text: str) -> dt.date:
    """A day as options give it.

    Raises:
        UsageError: It is no date.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError("error.not_a_date", text=text) from None
