"""Templates of new pages, per language and type: package data, filled with Jinja.

What they yield is YAML and Markdown, so nothing is escaped for HTML; values come in as YAML already.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import resources

import jinja2

from kb_tools.content.scalars import DurationValue
from kb_tools.locale import words
from kb_tools.workflow.choose import Chooser

__all__ = ["environment", "has_template", "page_template"]

#: The template of a type that has none of its own.
_OTHER = "other"


@cache
def environment() -> jinja2.Environment:
    """Jinja over `workflow/templates`; an unknown name in a template is an error."""
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_source),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is Markdown in a file, checked before anybody renders it
    )


def has_template(type_name: str) -> bool:
    """Whether a type has a template of its own."""
    return _source(f"pages/en/{type_name}.md") is not None


def page_template(lang: str, type_name: str, chooser: Chooser, title: str, as_of: dt.date) -> str:
    """A new page of a type.

    Args:
        lang: Language of the handbook's sources; one that the product does not speak reads as English.
        type_name: The type.
        chooser: Finds records to refer to.
        title: Its title, as YAML.
        as_of: Today.
    """
    name = type_name if has_template(type_name) else _OTHER
    template = environment().get_template(f"pages/{words(lang).lang}/{name}.md")
    return template.render(
        title=title,
        pick=chooser,
        today=as_of.isoformat(),
        in_a_year=DurationValue(1, "year").after(as_of).isoformat(),
        in_a_week=(as_of + dt.timedelta(days=7)).isoformat(),
    )


def _source(name: str) -> str | None:
    file = resources.files(__package__) / "templates" / name
    return file.read_text(encoding="utf-8") if file.is_file() else None
