"""A whole edition as Markdown files: a page per record, an index page per type, and the navigation."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, TemplateNotFound
from markupsafe import Markup

from kb_tools.content import content_types
from kb_tools.content.plan import plan_of
from kb_tools.load.edition import LocalPage
from kb_tools.render.body import prepare_body
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated import generated_downloads, generated_pages
from kb_tools.render.generated.frameworks import framework_pages
from kb_tools.render.generated.gaps import gap_pages
from kb_tools.render.generated.persons import person_pages
from kb_tools.render.generated.start import start_pages
from kb_tools.render.navigation import build_nav, type_folders
from kb_tools.render.page_view import PageView
from kb_tools.render.rendered import RenderedEdition, RenderedPage
from kb_tools.render.values import grid
from kb_tools.render.views.home import home
from kb_tools.render.views.registry import type_view

__all__ = ["RenderedEdition", "RenderedPage", "edition_root", "overview_pages", "render_edition"]

#: Columns of a type's index page, besides the title.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "agreement": ("kind", "service", "provider", "customer", "valid_to"),
    "improvement": ("stage", "targets", "owner", "due", "verdict"),
    "known-error": ("symptoms", "services", "state", "resolution"),
    "notice": ("kind", "services", "starts", "ends"),
    "policy": ("owner", "applies_to"),
    "procedure": ("process", "performer", "time_limit"),
    "process": ("purpose", "owner", "manager"),
    "report": ("frequency", "readers", "owner", "due"),
    "requirement": ("customer", "service", "method", "met_by", "planned_by"),
    "review": ("held_on", "subject", "led_by", "next_on"),
    "risk": ("kind", "likelihood", "impact", "treatment", "owner"),
    "role": ("kind", "criticality", "holders", "deputies"),
    "service": ("purpose", "owner", "criticality", "channels"),
    "term": ("definition", "abbreviations"),
}
#: Types whose index page has a section for each value of a field.
_GROUPED = {"improvement": "stage", "requirement": "method", "review": "kind"}

#: A block of HTML that a template wrote.
_OWN_BLOCK = re.compile(r'<(div|dl|ul|ol|p|section) class="kb-')


def render_edition(view: EditionView) -> RenderedEdition:
    """Render every page of an edition; a pure function of the handbook, kb.toml and the day."""
    environment = _environment()
    overview = [replace(page, markdown=_tidy(page.markdown)) for page in generated_pages(view, environment)]
    found = frozenset(page.src for page in overview)
    people = [replace(page, markdown=_tidy(page.markdown)) for page in person_pages(view, environment)]
    start = [replace(page, markdown=_tidy(page.markdown)) for page in start_pages(view, environment)]
    gaps = [replace(page, markdown=_tidy(page.markdown)) for page in gap_pages(view, environment)]
    clauses = [replace(page, markdown=_tidy(page.markdown)) for page in framework_pages(view, environment)]
    records = [*_record_pages(view, environment, found), *_index_pages(view, environment)]
    pages = [*records, *gaps, *clauses, *overview, *people, *start]
    unique = {page.src: page for page in pages}  # an index page of the author's own is part of the generated one
    return RenderedEdition(
        view.lang,
        view.config.name(view.lang) or view.words("page.handbook"),
        tuple(unique[src] for src in sorted(unique)),
        _assets(view),
        build_nav(view, overview, people, {"overview/gaps.md": gaps, "overview/coverage.md": clauses}),
        generated_downloads(view),
    )


def overview_pages(view: EditionView) -> list[RenderedPage]:
    """The overview pages alone, as search needs their titles and what they answer."""
    return generated_pages(view, _environment())


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kb_tools.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="{%#",  # `{#` begins an anchor in Markdown
        comment_end_string="#%}",
    )
    environment.filters["tojson"] = lambda text: Markup(json.dumps(str(text), ensure_ascii=False))
    return environment


def _record_pages(view: EditionView, environment: Environment, overview: frozenset[str]) -> Iterator[RenderedPage]:
    for local in view.edition.pages:
        page = PageView(view, local)
        if local.src == "index.md" and view.outside:
            continue  # its text is part of the page that readers outside begin with
        if local.src == "index.md" and local.type == "article":
            text = environment.get_template("home.md.j2").render(p=page, v=home(page, overview))
        else:
            text = _type_template(environment, local.type).render(p=page, v=type_view(page))
        yield RenderedPage(local.src, _tidy(text), "" if view.outside else local.text.path)


def _type_template(environment: Environment, name: str) -> Template:
    try:
        return environment.get_template(f"{name}.md.j2")
    except TemplateNotFound:
        return environment.get_template("page.md.j2")


def _index_pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    template = environment.get_template("index.md.j2")
    by_src = {local.src: local for local in view.edition.pages}
    for name, folder in type_folders(view).items():
        src = f"{folder}/index.md"
        own = by_src.get(src)
        title = own.title if own else view.words.get(f"types.{name}", name)
        records = [local for local in view.edition.pages if local.type == name]
        columns = _columns(view, name)
        labels = PageView(view, records[0])
        text = template.render(
            title=title,
            heading=PageView.markdown(title),
            body=_own_text(view, own, src) if own else "",
            sections=[
                (
                    key,
                    PageView.markdown(heading),
                    grid(
                        [(labels.label(column), "") for column in ("title", *columns)],
                        [("", _row(view, local, src, columns)) for local in found],
                        heading or title,
                    ),
                )
                for key, heading, found in _groups(labels, name, sorted(records, key=lambda local: local.src))
            ],
        )
        yield RenderedPage(src, _tidy(text), own.text.path if own and not view.outside else "")


def _groups(labels: PageView, name: str, records: list[LocalPage]) -> list[tuple[str, str, list[LocalPage]]]:
    """Key, heading and records of each section of an index page; one section without a heading for most types."""
    field = _GROUPED.get(name, "")
    if not field:
        return [("", "", records)]
    found: dict[str, list[LocalPage]] = {}
    for value in plan_of(content_types()[name]).fields[field].choices:
        found[value] = [local for local in records if getattr(local.record, field) == value]
    found[""] = [local for local in records if not getattr(local.record, field)]
    other = labels.words("record.other")
    return [(key, labels.choice(field, key) if key else other, pages) for key, pages in found.items() if pages]


def _columns(view: EditionView, name: str) -> tuple[str, ...]:
    columns = _COLUMNS.get(name, ("summary",))
    if not view.outside:
        return columns
    seen = content_types()[name].outside
    return tuple(column for column in columns if column in seen) or seen[:2] or ("summary",)


def _own_text(view: EditionView, own: LocalPage, src: str) -> str:
    return prepare_body(own.text, lambda target, text: view.markdown_link(src, target, text))


def _row(view: EditionView, local: LocalPage, src: str, columns: tuple[str, ...]) -> list[Markup]:
    page = PageView(view, local)
    page.values = page.values.in_table(src)
    return [view.link(src, local.id), *(page.field(column) for column in columns)]


def _assets(view: EditionView) -> dict[str, str]:
    """Files of this language, and those of the source language that it has no version of."""
    languages = view.handbook.languages
    if len(languages) == 1:
        return {path: path for path in view.handbook.assets}
    found = {}
    for lang in (languages[0], view.lang):
        prefix = f"{lang}/"
        found.update({path.removeprefix(prefix): path for path in view.handbook.assets if path.startswith(prefix)})
    return dict(sorted(found.items()))


def _tidy(text: str) -> str:
    """No blank line inside our own HTML, no two in a row elsewhere, one line end at the end: stable bytes."""
    lines: list[str] = []
    fence, tag, depth = "", "", 0
    for line in text.split("\n"):
        bare = line.lstrip()
        if not fence and not depth and (block := _OWN_BLOCK.match(line)):
            tag = block[1]
        if tag:
            depth += len(re.findall(rf"<{tag}\b", line)) - line.count(f"</{tag}>")
            tag = tag if depth > 0 else ""
            if bare or not depth:
                lines.append(line)
            continue
        if fence:
            fence = "" if bare.startswith(fence) and not bare.strip(fence[0]) else fence
        elif bare.startswith(("```", "~~~")):
            fence = bare[: len(bare) - len(bare.lstrip(bare[0]))]
        elif not line.strip() and (not lines or not lines[-1].strip()):
            continue
        lines.append(line.rstrip() if not fence and not line.strip() else line)
    return "\n".join(lines).strip("\n") + "\n"


def edition_root(lang: str, languages: tuple[str, ...]) -> str:
    """Where an edition is published below the site: the source language at the top, others in a folder of their own."""
    return "" if lang == languages[0] else posixpath.join(lang, "")
