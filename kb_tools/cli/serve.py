"""`kb serve`: a live preview of one language."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from kb_tools.cli.options import audience_option, open_root, root_option
from kb_tools.errors import UsageError

__all__ = ["command"]


@click.command("serve")
@root_option
@click.option("--edition")
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", show_default=True)
@audience_option
def command(root: Path | None, edition: str | None, address: str, audience: str | None) -> None:
    """Preview the handbook while editing; stop with Ctrl-C."""
    folder, config = open_root(root)
    languages = config.handbook.languages
    lang = edition or languages[0]
    if lang not in languages:
        raise UsageError("error.unknown_edition", lang=lang, known=languages)
    arguments = ["serve", "--config-file", str(folder / "mkdocs.yml"), "--lang", lang, "--address", address]
    arguments += ["--audience", audience] if audience else []
    try:
        status = subprocess.run([sys.executable, "-m", "mkdocs_kb.run", *arguments], cwd=folder, check=False)
    except KeyboardInterrupt:
        return
    raise click.exceptions.Exit(2 if status.returncode else 0)
