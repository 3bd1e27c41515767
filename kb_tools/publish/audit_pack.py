"""An audit pack: the evidence of one framework as of a commit, as one folder or zip that can be checked without us.

Holds the source files of all evidence, the data files they rest on, an index in every language, and `SHA256SUMS` for
`sha256sum -c`. People's data stay at home: of skills and trainings there is an extract of days, of absences nothing.
The same commit gives the same bytes.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from kb_tools.config import Config
from kb_tools.errors import PublishError, because
from kb_tools.insight.coverage import FrameworkCoverage
from kb_tools.insight.evidence import DATA_KINDS, Item
from kb_tools.model.cover import active
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page
from kb_tools.model.person import Named
from kb_tools.publish.audit_index import index_files

__all__ = ["SUMS", "pack_files", "write_pack"]

SUMS = "SHA256SUMS"
_FACTS = "pack.json"
#: Where the evidence lies inside a pack.
EVIDENCE = "evidence"
_EXTRACT = f"{EVIDENCE}/competence.csv"
_MADE_BY = "kb coverage --pack"


def write_pack(root: Path, handbook: Handbook, config: Config, found: FrameworkCoverage, commit: str, out: Path) -> int:
    """Write an audit pack, whole or not at all.

    Args:
        root: Folder with the files of the commit.
        handbook: The handbook of that commit.
        config: Its kb.toml.
        found: Coverage of the framework.
        commit: Id of the commit.
        out: A file that ends in `.zip`, or a folder.

    Returns:
        How many files the pack holds.

    Raises:
        PublishError: There is something at `out` that is not an audit pack, or it cannot be written.
    """
    files = pack_files(root, handbook, config, found, commit)
    _require_ours(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.suffix.lower() == ".zip":
            _write_zip(files, out, f"audit-{found.key}-{found.as_of.isoformat()}")
        else:
            _write_folder(files, out)
    except OSError as error:
        raise PublishError("error.pack_not_written", path=out, why=because(error)) from error
    return len(files)


def pack_files(
    root: Path, handbook: Handbook, config: Config, found: FrameworkCoverage, commit: str
) -> Mapping[str, bytes]:
    """Every file of a pack by its path, sorted: a function of the commit and the day alone."""
    items = {item.key: item for clause in found.clauses for item in clause.items if item.state != "retired"}
    files = dict(_evidence(root, handbook, config, found, items))
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    files |= index_files(handbook, config, found, commit, digests)
    facts = {
        "made_by": _MADE_BY,
        "framework": found.key,
        "edition": found.framework.edition,
        "as_of": found.as_of.isoformat(),
        "commit": commit,
        "clauses": {state: found.count(state) for state in ("covered", "partly", "gap")},
    }
    files[_FACTS] = (json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return dict(sorted({**files, SUMS: sums.encode()}.items()))


def _evidence(
    root: Path, handbook: Handbook, config: Config, found: FrameworkCoverage, items: Mapping[tuple[str, str], Item]
) -> Iterator[tuple[str, bytes]]:
    paths: set[str] = set()
    for item in items.values():
        page = handbook.by_id.get(item.id)
        if item.type not in DATA_KINDS and page:
            paths |= _of_page(handbook, config, page)
    kinds = {item.type for item in items.values()}
    if "actuals" in kinds:
        measured = {item.id for item in items.values() if item.type == "actuals"}
        paths |= {row.path for kpi, rows in handbook.actuals.items() for row in rows if kpi.split("/")[0] in measured}
    if kinds & {"customers", "suppliers"}:
        paths |= {record.path for record in handbook.parties.values()}
    if found.key in handbook.frameworks:
        paths.add(handbook.frameworks[found.key].path)
    for path in sorted(paths):
        yield f"{EVIDENCE}/{path}", (root / path).read_bytes()
    if kinds & {"skills", "training"}:
        yield _EXTRACT, _competence(handbook, config, found)


def _of_page(handbook: Handbook, config: Config, page: Page) -> set[str]:
    """A page, its translations, and the images and downloads that these lead to."""
    texts = [
        page,
        *(
            handbook.translation_of[key]
            for lang in handbook.languages
            if (key := (lang, page.src)) in handbook.translation_of
        ),
    ]
    found = {text.path for text in texts}
    for text in texts:
        prefix = f"{text.lang}/" if len(handbook.languages) > 1 else ""
        assets = {f"{prefix}{name}" for name in text.brief.files} & set(handbook.assets)
        found |= {f"{config.handbook.docs}/{asset}" for asset in assets}
    return found


def _competence(handbook: Handbook, config: Config, found: FrameworkCoverage) -> bytes:
    """Who was trained and assessed when, without levels, contracts or absences; people as the configuration allows."""
    named = Named(handbook.people, config.publish.people)
    rows = []
    for key, record in handbook.people.items():
        if not active(handbook, key, found.as_of):
            continue
        who = named.key(key)
        rows += [
            (who, "training", entry.process or entry.role or "", entry.on.isoformat())
            for entry in record.value.training
        ]
        rows += [
            (who, "assessment", entry.skill, entry.assessed_on.isoformat())
            for entry in record.value.skills
            if entry.assessed_on
        ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("person", "kind", "about", "day"))
    writer.writerows(sorted(row for row in rows if row[3] <= found.as_of.isoformat()))
    return text.getvalue().encode()


def _require_ours(out: Path) -> None:
    """Make sure that nothing of anybody else lies there.

    Raises:
        PublishError: Something does.
    """
    if out.is_symlink():
        raise PublishError("error.pack_foreign", path=out)
    if not out.exists():
        return
    as_zip = out.suffix.lower() == ".zip"
    if as_zip != out.is_file() or not (_our_zip(out) if as_zip else _our_folder(out)):
        raise PublishError("error.pack_foreign", path=out)


def _our_zip(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as old:
            name = next((name for name in old.namelist() if name.endswith(f"/{_FACTS}") and name.count("/") == 1), "")
            return bool(name) and _is_ours(old.read(name))
    except (OSError, zipfile.BadZipFile):
        return False


def _our_folder(folder: Path) -> bool:
    """Whether a folder is empty, or an audit pack in which nobody has put anything else."""
    there = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()
    }
    if not there:
        return True
    try:
        listed = {line[66:] for line in (folder / SUMS).read_text(encoding="utf-8").splitlines()}
        return _is_ours((folder / _FACTS).read_bytes()) and there <= listed | {SUMS}
    except (OSError, ValueError):
        return False


def _is_ours(content: bytes) -> bool:
    try:
        facts = json.loads(content)
    except ValueError:
        return False
    return isinstance(facts, dict) and facts.get("made_by") == _MADE_BY


def _write_zip(files: Mapping[str, bytes], out: Path, folder: str) -> None:
    handle, stage = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    try:
        with (
            os.fdopen(handle, "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed,
        ):
            for name, content in files.items():
                info = zipfile.ZipInfo(f"{folder}/{name}")  # its day is always 1980-01-01
                info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
                packed.writestr(info, content)
        os.chmod(stage, 0o644)
        os.replace(stage, out)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(stage)
        raise


def _write_folder(files: Mapping[str, bytes], out: Path) -> None:
    work = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    stage, old = work / "new", work / "old"
    try:
        for name, content in files.items():
            file = stage / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        if out.exists():
            os.replace(out, old)
        try:
            os.replace(stage, out)
        except OSError:
            if old.exists():
                os.replace(old, out)
            raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
