"""One file to one page: decode, split, read the front matter against its type, scan the body."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_json

from kb_tools.content import content_types
from kb_tools.content.plan import plan_of
from kb_tools.load.custom import CustomField, take_custom
from kb_tools.load.decode import decode
from kb_tools.load.facts import FrontFacts, body_substance, fingerprint, read_facts
from kb_tools.load.frontmatter import Split, split
from kb_tools.load.markdown import BodyFacts, scan
from kb_tools.load.schema import closest, plain, spans, validate
from kb_tools.load.tree import Node, Tree, parse_tree
from kb_tools.load.waiver import parse_front_waivers
from kb_tools.model.diagnostic import Finding
from kb_tools.model.location import Location, Span
from kb_tools.model.page import Page

__all__ = ["PageFile", "PageSettings", "parse_page"]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True)
class PageSettings:
    """What the reading of one page depends on besides its bytes.

    Attributes:
        source_lang: The language whose pages carry structure.
        folders: Folder -> type.
        custom: Type -> added fields.
    """

    source_lang: str
    folders: tuple[tuple[str, str], ...]
    custom: dict[str, dict[str, CustomField]] = field(default_factory=dict)


@dataclass(frozen=True)
class PageFile:
    """A Markdown file before it is read.

    Attributes:
        path: Relative to the handbook's root.
        src: Relative to its language's folder.
        lang: Its language.
        raw: Its bytes.
    """

    path: str
    src: str
    lang: str
    raw: bytes

    @property
    def stem_id(self) -> str:
        """The id that the file name gives: its stem; for `index.md` the folder's name."""
        folder, _, name = self.src.rpartition("/")
        stem = name.rpartition(".")[0] or name
        return folder.rpartition("/")[2] or stem if stem == "index" else stem


def parse_page(file: PageFile, settings: PageSettings) -> Page:
    """Read one page. Whatever is wrong with it is in its `findings`; nothing is ever raised for content."""
    digest = hashlib.blake2b(file.raw, digest_size=16).hexdigest()
    text, findings = decode(file.raw, file.path)
    if text is None:
        return _unreadable(file, settings, digest, "", findings)
    cut = split(text)
    if cut.unclosed:
        findings.append(Finding(Location.at(file.path, cut.unclosed), "KB011", "unclosed"))
        return _unreadable(file, settings, digest, text, findings)
    tree = parse_tree(cut.yaml, 2) if cut.present else Tree(Node({}, Span(1, 1, 1, 4), Span(1, 1, 1, 4)))
    findings += [Finding(Location.at(file.path, p.span), p.code, p.variant, p.args) for p in tree.problems]
    root = tree.root
    if root is None and not tree.problems:  # fences with nothing between them
        root = Node({}, Span(1, 1, 1, 4), Span(1, 1, 1, 4))
    if root is not None and type(root.value) is not dict:
        findings.append(Finding(Location.at(file.path, root.span), "KB001", "not-a-mapping", (("problem", ""),)))
        root = None
    if root is None:
        return _unreadable(file, settings, digest, text, findings)
    root.span = root.key = Span(1, 1, 1, 4)
    return _Reader(file, settings, digest, text, cut, root, findings).page()


def _type_by_folder(src: str, settings: PageSettings) -> str:
    folder, slash, _ = src.partition("/")
    if not slash or src.endswith("/index.md"):
        return ""
    return dict(settings.folders).get(folder, "")


def _unreadable(file: PageFile, settings: PageSettings, digest: str, text: str, findings: list[Finding]) -> Page:
    page_type = _type_by_folder(file.src, settings) or "article"
    return Page(
        path=file.path, src=file.src, lang=file.lang, type=page_type, id=file.stem_id, title=file.stem_id,
        digest=digest, text_hash="", substance="", source_hash="", body_line=1, body_offset=len(text),
        headings=(), links=(), anchors=(), refs=(), parts=(), shapes=(), waivers=(), findings=tuple(findings),
        text=text, schema=content_types()[page_type], readable=False,
        is_translation=file.lang != settings.source_lang,
    )  # fmt: skip


class _Reader:
    """Reads a page whose front matter is a mapping."""

    def __init__(
        self,
        file: PageFile,
        settings: PageSettings,
        digest: str,
        text: str,
        cut: Split,
        root: Node,
        findings: list[Finding],
    ) -> None:
        self.file, self.settings, self.digest = file, settings, digest
        self.text, self.cut, self.root, self.findings = text, cut, root, findings
        self.is_translation = file.lang != settings.source_lang

    def page(self) -> Page:
        if not self.cut.present and _type_by_folder(self.file.src, self.settings):
            self.findings.append(Finding(Location(self.file.path), "KB011"))
        keys = [key for key, node in self.root.value.items() if node.value is not None]
        page_type = self._type()
        schema = content_types()[page_type]
        page_id = self._id()
        for key in [key for key in self.root.value if key.startswith("x-")]:
            del self.root.value[key]
        custom, custom_refs = self._custom(page_type)
        plan = plan_of(schema)
        facts = read_facts(self.root, plan)
        if not self.is_translation and (found := validate(self.root, schema, plan, self.file.path)):
            self.findings += found
            # a KPI with a wrong value is left out, but those who refer to it or translate it are not wrong
            parts, shapes = facts.parts, facts.shapes
            facts = read_facts(self.root, plan)
            facts.parts, facts.shapes = parts, shapes
        body = self._body(facts)
        front: dict[str, Any] = {"values": plain(self.root), "keys": keys}
        if custom:
            front["custom"] = custom
        page = Page(
            path=self.file.path, src=self.file.src, lang=self.file.lang, type=page_type, id=page_id,
            title=self._scalar("title") or page_id, digest=self.digest,
            text_hash=fingerprint([*sorted(facts.texts), *self._body_lines()]),
            substance=fingerprint([*sorted(facts.structure), *body_substance("\n".join(sorted(facts.texts))),
                                   *body_substance(self.text[self.cut.body_offset :])]),
            source_hash=self._scalar("source_hash"), body_line=self.cut.body_line, body_offset=self.cut.body_offset,
            headings=tuple(body.headings), links=tuple(body.links), anchors=tuple(body.anchors),
            refs=(*facts.refs, *custom_refs), parts=tuple(facts.parts), shapes=tuple(facts.shapes),
            waivers=(*parse_front_waivers(self.cut.yaml, 2), *body.waivers), findings=tuple(self.findings),
            text=self.text, front=to_json(front), places=to_json(spans(self.root)),
            schema=schema, front_links=tuple(facts.links), has_front_matter=self.cut.present,
            is_translation=self.is_translation,
        )  # fmt: skip
        page.__dict__["_front"] = front  # so that it need not be decoded again
        return page

    def _type(self) -> str:
        by_folder = _type_by_folder(self.file.src, self.settings)
        written = self._scalar("type")
        known = content_types()
        if self.is_translation:  # the source decides; see `_inherit_type`
            return by_folder or (written if written in known else "article")
        if not written:
            return by_folder or "article"
        if written in known:
            return written
        guess = closest(written, known)
        args = (("value", written), ("guess", guess), ("known", ", ".join(known)))
        where = Location.at(self.file.path, self.root.value["type"].span)
        self.findings.append(Finding(where, "KB105", "" if guess else "no-guess", args))
        return by_folder or guess or "article"

    def _id(self) -> str:
        written = self._scalar("id")
        page_id = written or self.file.stem_id
        if not _ID.match(page_id):
            node = self.root.value.get("id") if written else None
            where = Location.at(self.file.path, node.span if node else Span(1, 1, 1, 4))
            self.findings.append(Finding(where, "KB103", "" if written else "file", (("id", page_id),)))
            self.root.value.pop("id", None)
        return page_id

    def _custom(self, page_type: str) -> tuple[dict[str, Any], list[Any]]:
        fields = self.settings.custom.get(page_type)
        if not fields or self.is_translation:
            return {}, []
        values, refs, found = take_custom(self.root, fields, self.file.path)
        self.findings += found
        return values, refs

    def _body(self, facts: FrontFacts) -> BodyFacts:
        taken = dict.fromkeys((part.id for part in facts.parts), 0)
        body = scan(self.text[self.cut.body_offset :], self.cut.body_line, taken)
        self.findings += [
            Finding(Location.at(self.file.path, span), "KB008", "line", (("limit", str(span.end_column)),))
            for span in body.long_lines
        ]
        body.anchors += [part.id for part in facts.parts]
        return body

    def _body_lines(self) -> list[str]:
        return [line.rstrip() for line in self.text[self.cut.body_offset :].strip().split("\n")]

    def _scalar(self, key: str) -> str:
        node = self.root.value.get(key)
        return node.value if node is not None and isinstance(node.value, str) else ""
