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

from kb_tools.errors import ConfigError, Message, because

__all__ = ["CONFIG_FILE", "CheckConfig", "Config", "FieldConfig", "HandbookConfig", "PublishConfig", "find_root"]
__all__ += ["TypeConfig", "load_config"]

CONFIG_FILE = "kb.toml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


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
    holidays: tuple[dt.date, ...] = Field(
        (), description="Last days of long holidays; known errors that come back right after them are printed first."
    )


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

    people: Literal["names", "initials", "roles"] = Field(
        "names",
        description="How people appear on the site: by name, by initials (no name in any file or address), or not at "
        "all, so that only roles are left.",
    )
    audience: Literal["internal", "customer", "public"] = Field(
        "internal",
        description="Who reads the site: everybody inside, customers, or the public. For customers only pages with "
        "`audience: customer` or `public` are published, for the public only those with `public`.",
    )
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

    def for_audience(self, audience: str) -> Config:
        """The settings under which readers outside see the handbook: nobody named, no roster, no way to the sources.

        Args:
            audience: `internal` changes nothing.
        """
        publish = {"audience": audience}
        if audience == "internal":
            return self.model_copy(update={"publish": self.publish.model_copy(update=publish)})
        hidden = {"people": "roles", "duty": False, "what_if": False}
        return self.model_copy(
            update={
                "publish": self.publish.model_copy(update={**publish, **hidden}),
                "handbook": self.handbook.model_copy(update={"repo_url": ""}),
            }
        )

    def name(self, lang: str) -> str:
        """The handbook's name in a language, else in any; empty when it has none."""
        names = self.handbook.name
        return names.get(lang) or next(iter(names.values()), "")

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
    raise ConfigError("error.no_handbook", folder=start)


def load_config(root: Path) -> Config:
    """Read kb.toml.

    Raises:
        ConfigError: It is missing, is not TOML, or says something that this version does not know.
    """
    path = root / CONFIG_FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError("error.no_config", path=path) from None
    except OSError as error:
        raise ConfigError("error.cannot_read", path=path, why=because(error)) from error
    except UnicodeDecodeError:
        raise ConfigError("error.config_not_utf8", path=path) from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError("error.config_not_toml", **_place_of(error, text)) from error
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        problems = tuple(_explain(problem, text) for problem in error.errors(include_url=False))
        raise ConfigError("error.config_settings", problems=problems) from None
    docs = Path(config.handbook.docs)
    if docs.is_absolute() or ".." in docs.parts:
        raise ConfigError("error.docs_outside", folder=config.handbook.docs)
    return config


def _place_of(error: tomllib.TOMLDecodeError, text: str) -> dict[str, object]:
    """File, line and that line's text; the parser names the line in its sentence, and none at the end of the file."""
    found = re.search(r"\(at line (\d+), column \d+\)", str(error))
    rows = text.rstrip("\n").split("\n")
    line = int(found[1]) if found else len(rows)
    return {"file": CONFIG_FILE, "line": line, "text": rows[min(line, len(rows)) - 1].strip()[:80]}


def _explain(problem: Any, text: str) -> Message:
    loc = [str(step) for step in problem["loc"]]
    line = _line_of(loc, text)
    place = f"{CONFIG_FILE}:{line}" if line else CONFIG_FILE
    return Message("setting_problem.at", place=place, name=".".join(loc), problem=_wanted(problem, loc))


def _wanted(problem: Any, loc: list[str]) -> Message:
    """What a setting should be, by the kind of pydantic's problem."""
    found = str(problem["input"])[:80]
    match problem["type"]:
        case "extra_forbidden":
            known = tuple(_keys_at(loc[:-1]))
            guess = next(iter(difflib.get_close_matches(loc[-1], known, n=1)), "")
            advice = Message("advice.closest", guess=guess) if guess else Message("advice.known", known=known)
            return Message("setting_problem.unknown", advice=advice)
        case "literal_error":
            choices = tuple(re.findall(r"'([^']*)'", problem["ctx"]["expected"]))
            return Message("setting_problem.choice", choices=choices, found=found)
        case "too_short" | "too_long":
            return Message("setting_problem.number_of_items", found=found)
        case kind if kind.startswith("bool"):
            return Message("setting_problem.bool", found=found)
        case kind if kind.startswith("date"):
            return Message("setting_problem.date", found=found)
        case "string_type":
            return Message("setting_problem.text", found=found)
        case "tuple_type":
            return Message("setting_problem.list", found=found)
        case "dict_type" | "model_type":
            return Message("setting_problem.table", found=found)
    return Message("setting_problem.other", found=found)


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
