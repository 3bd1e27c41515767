"""kb.toml: what an organisation says about its handbook. Read once, frozen, with every setting documented where it is
defined; the reference in the user guide is generated from here.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kb_tools.errors import ConfigError

__all__ = ["CONFIG_FILE", "CheckConfig", "Config", "FieldConfig", "HandbookConfig", "PublishConfig", "find_root"]
__all__ += ["TypeConfig", "load_config"]

CONFIG_FILE = "kb.toml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HandbookConfig(_Section):
    """`[handbook]`: name, languages, folders."""

    name: dict[str, str] = Field({}, description='Name of the handbook by language, `{zh = "…", en = "…"}`.')
    languages: tuple[str, ...] = Field(("zh", "en"), min_length=1, description="The first is the source language.")
    docs: str = Field("docs", description="Folder of the pages.")
    site_dir: str = Field("site", description="Folder that `kb build` publishes to.")
    site_url: str = Field("", description="Address of the published handbook, for links that leave it (mail, print).")
    repo_url: str = Field("", description="Address of the repository, for *edit this page* and *something is wrong*.")
    edit_path: str = Field("edit/main", description="Path below `repo_url` that leads to a file's editor.")
    contact: str = Field("", description="Service-desk address or mailbox for readers without an account.")


class CheckConfig(_Section):
    """`[check]`: how strict the checks are."""

    as_of: dt.date | None = Field(None, description="The day on which everything is judged; today when absent.")
    fail_level: Literal["error", "warning", "info"] = Field("error", description="From which severity a run fails.")
    severity: dict[str, Literal["error", "warning", "info", "off"]] = Field(
        {}, description="Severity by rule code; `off` switches a rule off."
    )
    ignore: dict[str, tuple[str, ...]] = Field({}, description="Path pattern -> rule codes that do not count there.")


class PublishConfig(_Section):
    """`[publish]`: what readers see."""

    people: Literal["names", "initials", "roles"] = Field("names", description="How people appear on the site.")
    what_if: bool = Field(False, description="Whether the what-if page is published.")
    duty: bool = Field(True, description="Whether the duty roster is published.")


class FieldConfig(_Section):
    """`[types.NAME.fields.KEY]`: a field of your own."""

    kind: Literal["text", "int", "number", "bool", "date", "duration", "choice", "ref"] = Field(
        "text", description="What it holds."
    )
    many: bool = Field(False, description="Whether it is a list.")
    required: bool = Field(False, description="Whether every page of the type must have it.")
    choices: tuple[str, ...] = Field((), description="For `choice`: the values that may stand there.")
    to: tuple[str, ...] = Field((), description="For `ref`: the types it may refer to.")
    label: dict[str, str] = Field({}, description="What readers see, by language.")


class TypeConfig(_Section):
    """`[types.NAME]`: folder and added fields of a page type."""

    folder: str | None = Field(None, description="Folder of the type's pages, when it is not the usual one.")
    fields: dict[str, FieldConfig] = Field({}, description="Fields that your organisation adds.")


class Config(_Section):
    """Everything in kb.toml."""

    handbook: HandbookConfig = HandbookConfig()
    check: CheckConfig = CheckConfig()
    publish: PublishConfig = PublishConfig()
    types: dict[str, TypeConfig] = Field({}, description="Settings by page type.")
    priority: tuple[tuple[str, ...], ...] = Field(
        (
            ("P1", "P1", "P2", "P3"),
            ("P1", "P2", "P3", "P3"),
            ("P2", "P3", "P3", "P4"),
            ("P3", "P3", "P4", "P4"),
        ),
        description="Priority by impact (rows, 1 to 4) and urgency (columns, 1 to 4).",
    )

    def name(self, lang: str) -> str:
        """The handbook's name in a language, else in any, else `Handbook`."""
        names = self.handbook.name
        return names.get(lang) or next(iter(names.values()), "Handbook")

    def docs_dir(self, lang: str) -> str:
        """Folder of a language's pages, relative to the root; a handbook with one language keeps them under `docs`."""
        docs = self.handbook.docs.strip("/")
        return docs if len(self.handbook.languages) == 1 else f"{docs}/{lang}"


def find_root(start: Path) -> Path:
    """The closest folder at or above `start` that holds kb.toml.

    Raises:
        ConfigError: There is none.
    """
    for folder in (start, *start.parents):
        if (folder / CONFIG_FILE).is_file():
            return folder
    raise ConfigError(f"no {CONFIG_FILE} in {start} or above; use --root DIR, or `kb init DIR` for a new handbook")


def load_config(root: Path) -> Config:
    """Read kb.toml.

    Raises:
        ConfigError: It is missing, is not TOML, or says something that this version does not know.
    """
    path = root / CONFIG_FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{path} does not exist; `kb init DIR` writes one") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{CONFIG_FILE}: not valid TOML: {error}") from error
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(problem, text) for problem in error.errors(include_url=False))) from None
    docs = Path(config.handbook.docs)
    if docs.is_absolute() or ".." in docs.parts:
        raise ConfigError(f"{CONFIG_FILE}: [handbook] docs = {config.handbook.docs!r} must lie inside the handbook")
    return config


def _explain(problem: Any, text: str) -> str:
    loc = [str(step) for step in problem["loc"]]
    line = _line_of(loc, text)
    place = f"{CONFIG_FILE}:{line}: " if line else f"{CONFIG_FILE}: "
    name = ".".join(loc)
    if problem["type"] == "extra_forbidden":
        guess = difflib.get_close_matches(loc[-1], _keys_at(loc[:-1]), n=1)
        advice = f"; did you mean `{guess[0]}`?" if guess else f"; known: {', '.join(_keys_at(loc[:-1]))}"
        return f"{place}unknown setting `{name}`{advice}"
    return f"{place}`{name}`: {problem['msg']} (found {problem['input']!r})"


def _line_of(loc: list[str], text: str) -> int:
    """Line of the innermost key of `loc` that is written in the text, 0 when none is."""
    for key in reversed(loc):
        pattern = re.compile(rf"^\s*(?:\[[^\]]*\b{re.escape(key)}\]|\"?{re.escape(key)}\"?\s*=)")
        for number, line in enumerate(text.split("\n"), 1):
            if pattern.match(line):
                return number
    return 0


def _keys_at(loc: list[str]) -> list[str]:
    model: Any = Config
    for step in loc:
        info = getattr(model, "model_fields", {}).get(step)
        annotation = info.annotation if info else None
        if annotation is None:
            model = {"types": TypeConfig, "fields": FieldConfig}.get(loc[loc.index(step) - 1], model)
        else:
            model = annotation
    return list(getattr(model, "model_fields", {}))
