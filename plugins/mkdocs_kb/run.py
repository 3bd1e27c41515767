"""Build or serve one edition in a process of its own: `python -m mkdocs_kb.run build --lang en --site-dir DIR`.

`kb build` starts one of these per language; kb_tools itself never imports the generator.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from typing import Any

from mkdocs.commands import build as build_command
from mkdocs.commands import serve as serve_command
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from kb_tools.locale import reader_words

__all__ = ["main"]


def main(argv: list[str] | None = None) -> int:
    """Run; 0 when done, 1 when the generator refused (its message is on standard error)."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    options = {
        "lang": arguments.lang,
        "editions": [lang for lang in arguments.editions.split(",") if lang],
        "check": arguments.check,
        "as_of": arguments.as_of,
        "audience": arguments.audience,
        "search": arguments.what == "serve",
    }
    try:
        if arguments.what == "build":
            _build(arguments.config_file, arguments.site_dir, options)
        else:
            _serve(arguments.config_file, arguments.address, options)
    except MkDocsException as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mkdocs_kb.run", description=__doc__)
    parser.add_argument("what", choices=["build", "serve"])
    parser.add_argument("--config-file", default="mkdocs.yml")
    parser.add_argument("--site-dir", default="site")
    parser.add_argument("--lang", default="")
    parser.add_argument("--editions", default="")
    parser.add_argument("--as-of", default="")
    parser.add_argument("--audience", default="")
    parser.add_argument("--address", default="127.0.0.1:8000")
    parser.add_argument("--check", action="store_true")
    return parser


def _build(config_file: str, site_dir: str, options: dict[str, Any]) -> None:
    config = load_config(config_file, site_dir=site_dir)
    _set(config, options)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_command.build(config)
    finally:
        config.plugins.on_shutdown()


def _serve(config_file: str, address: str, options: dict[str, Any]) -> None:
    # the preview reads the configuration anew at each change, so the options must be part of what it reads
    with open(config_file, "rb") as file:  # a loaded configuration no longer has the plugins' own options
        given = yaml_load(file).get("plugins") or []
    plugins = [entry for entry in given if entry != "kb" and not (isinstance(entry, dict) and "kb" in entry)]
    serve_command.serve(config_file, dev_addr=address, plugins=[{"kb": options}, *plugins])


def _set(config: Any, options: dict[str, Any]) -> None:
    plugin = config.plugins.get("kb")
    if plugin is None:
        raise MkDocsException(reader_words(None, os.environ)("error.no_plugin", path=config.config_file_path))
    for name, value in options.items():
        plugin.config[name] = value


if __name__ == "__main__":
    sys.exit(main())
