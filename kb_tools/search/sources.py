"""Documents that are no handbook: lines of JSON, or a folder of Markdown. Wrong input is refused with its place."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from kb_tools.errors import Message, UsageError, because
from kb_tools.load.frontmatter import split
from kb_tools.search.collection import Collection
from kb_tools.search.document import Document, LocalText
from kb_tools.search.plain import sections_of

__all__ = ["LONGEST_LINE", "from_folder", "from_json_lines", "guess_language"]

#: Bytes of a line, and of a Markdown file; a longer one is no page.
LONGEST_LINE = 16 * 1024 * 1024
#: A text with this share of Han among its letters is Chinese; technical Chinese is full of Latin words.
_HAN_SHARE = 0.1
#: So many characters tell the language.
_SAMPLE = 20_000
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_TITLE = re.compile(r"^#{1,6}[ \t]+(.{1,300}?)[ \t]*#*[ \t]*$", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEEDED = ("id", "title", "body")


def from_json_lines(path: Path) -> Collection:
    """One JSON object per line: `id`, `title` and `body` (Markdown); `lang`, `type` and `url` may be given too.

    Lines with one id and different languages are one document. Other keys are left alone.

    Raises:
        UsageError: The file cannot be read, or a line is not what it should be.
    """
    try:
        with path.open("rb") as file:
            rows = list(_rows(path, file))
    except OSError as error:
        raise UsageError("error.jsonl_unreadable", path=path, why=because(error)) from None
    if not rows:
        raise UsageError("error.jsonl_empty", path=path)
    return _collection(_texts(path, rows))


def from_folder(folder: Path) -> Collection:
    """Every `.md` file of a folder and the folders in it: its id is its path, its title the first heading.

    Raises:
        UsageError: There is no Markdown, or a file cannot be read.
    """
    texts: list[tuple[str, str, LocalText]] = []
    for name in _markdown(folder):
        text = _read(folder / name)
        body = text[split(text).body_offset :]
        heading = _TITLE.search(body)
        stem = name.removesuffix(".md")
        title = sections_of(heading[0])[1].heading if heading else ""
        texts.append((stem, "", _local(guess_language(body), title or Path(stem).name, body, name)))
    if not texts:
        raise UsageError("error.folder_without_pages", path=folder)
    return _collection(texts)


def guess_language(text: str) -> str:
    """`zh` or `en`, by the share of Han characters."""
    sample = text[:_SAMPLE]
    han, latin = len(_HAN.findall(sample)), len(_LATIN.findall(sample))
    return "zh" if han and han >= _HAN_SHARE * (han + latin) else "en"


def _rows(path: Path, file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]]]:
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE:
            raise _refused(path, number, Message("jsonl.too_long", limit=LONGEST_LINE // 1024**2))
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            found = json.loads(text) if text else None
        except UnicodeDecodeError as error:
            raise _refused(path, number, Message("jsonl.not_utf8", column=error.start + 1)) from None
        except (ValueError, RecursionError) as error:
            column = getattr(error, "colno", 1)
            raise _refused(path, number, Message("jsonl.not_json", column=column)) from None
        if text:
            yield number, _checked(path, number, found)


def _checked(path: Path, number: int, row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise _refused(path, number, Message("jsonl.not_object"))
    if missing := [key for key in _NEEDED if key not in row]:
        raise _refused(path, number, Message("jsonl.missing", keys=tuple(missing)))
    for key in (*_NEEDED, "lang", "type", "url"):
        if key in row and not isinstance(row[key], str):
            raise _refused(path, number, Message("jsonl.not_text", key=key))
    if not row["id"].strip():
        raise _refused(path, number, Message("jsonl.empty_id"))
    if "lang" in row and not _LANG.fullmatch(row["lang"]):
        raise _refused(path, number, Message("jsonl.bad_lang", lang=row["lang"]))
    return {key: _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value for key, value in row.items()}


def _texts(path: Path, rows: Sequence[tuple[int, dict[str, Any]]]) -> list[tuple[str, str, LocalText]]:
    first: dict[tuple[str, str], int] = {}
    found = []
    for number, row in rows:
        lang = row.get("lang") or guess_language(row["title"] + row["body"])
        before = first.setdefault((row["id"], lang), number)
        if before != number:
            raise _refused(path, number, Message("jsonl.duplicate", id=row["id"], lang=lang, first=before))
        found.append((row["id"], row.get("type", ""), _local(lang, row["title"], row["body"], row.get("url", ""))))
    return found


def _refused(path: Path, number: int, problem: Message) -> UsageError:
    return UsageError("error.jsonl_line", path=path, line=number, problem=problem)


def _local(lang: str, title: str, body: str, url: str) -> LocalText:
    return LocalText(lang, url, title, sections=sections_of(body))


def _collection(texts: Sequence[tuple[str, str, LocalText]]) -> Collection:
    """Documents of texts; the language of most of them counts as the source."""
    counted = Counter(text.lang for _, _, text in texts)
    languages = tuple(sorted(counted, key=lambda lang: (-counted[lang], lang)))
    grouped: dict[str, list[LocalText]] = {}
    types: dict[str, str] = {}
    for key, kind, text in texts:
        grouped.setdefault(key, []).append(text)
        types[key] = types.get(key) or kind
    documents = []
    for key, found in grouped.items():
        ordered = sorted(found, key=lambda text: languages.index(text.lang))
        documents.append(Document(key, types[key], tuple(ordered)))
    return Collection(tuple(documents), languages)


def _markdown(folder: Path) -> Iterator[str]:
    """Markdown files relative to the folder, sorted; hidden ones and links are left out."""
    if not folder.is_dir():
        raise UsageError("error.no_such_folder", path=folder)
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            full = Path(place, name)
            if name.endswith(".md") and not name.startswith(".") and not full.is_symlink():
                found.append(full.relative_to(folder).as_posix())
    yield from sorted(found)


def _read(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError("error.markdown_unreadable", path=path, why=because(error)) from None
    if len(raw) > LONGEST_LINE:
        raise UsageError("error.markdown_too_long", path=path, limit=LONGEST_LINE // 1024**2)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UsageError("error.markdown_not_utf8", path=path, line=line) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
