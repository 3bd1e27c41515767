"""What the documents at the top of the project say is true: commands and files exist, recipes and the tour work."""

from __future__ import annotations

import ast
import datetime as dt
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import click
import pytest
from support import ROOT

import kb_tools
from kb_tools.cli.main import program
from kb_tools.locale import words
from kb_tools.workflow.init import handbook_files

DOCUMENTS = ("README.md", "README.zh.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
REFERENCE = "docs/en/editing/command-reference.md"
_FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<lang>[a-z]*)\n(?P<code>.*?)^(?P=ticks)$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
#: A file of a recipe: its path in backquotes, on a line that ends with a colon, then its text.
_RECIPE = re.compile(
    r"^`(?P<path>[\w./-]+)`[^\n]*[:：]\n\n(?P<ticks>`{3,})[a-z]+\n(?P<text>.*?)^(?P=ticks)$", re.DOTALL | re.MULTILINE
)
_FILE = re.compile(r"\.?[\w{},*-][\w.{},*-]*(?:/[\w.{},*-]+)*/?")
_FILE_ENDS = (".csv", ".j2", ".md", ".py", ".toml", ".txt", ".yml")
#: A name that stands for any, as in `docs/LANGUAGE/`.
_ANY = re.compile(r"(?:^|[/-])[A-Z]{2,}")
#: Differs from day to day: when `kb init` was run, and the fingerprint of a page that holds that day.
_DATED = re.compile(r"\d{4}-\d\d-\d\d|(?<=hash: )[0-9a-f]{8}")


class Fence(NamedTuple):
    lang: str
    code: str


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def fences(text: str) -> list[Fence]:
    return [Fence(match["lang"], match["code"]) for match in _FENCE.finditer(text)]


def prose(text: str) -> str:
    return _FENCE.sub("", text)


def shown_commands(text: str) -> Iterator[str]:
    """Lines of shell fences without their prompt, and code in the text that starts with `kb`."""
    for fence in fences(text):
        if fence.lang == "console":
            yield from (line[2:] for line in fence.code.splitlines() if line.startswith("$ "))
        elif fence.lang in ("sh", "powershell"):
            yield from fence.code.splitlines()
    yield from (span for span in _CODE.findall(prose(text)) if span.startswith("kb "))


def kb_calls(line: str) -> Iterator[list[str]]:
    """Arguments of each call of `kb` in a line, by whatever path it is called."""
    words = shlex.split(line.replace("\\", "/"), comments=True)
    while words:
        end = next((number for number, word in enumerate(words) if word in ("&&", "|", ";")), len(words))
        if end and PurePosixPath(words[0]).name == "kb":
            yield words[1:end]
        words = words[end + 1 :]


def complaint(arguments: list[str]) -> str:
    """What `kb` has against these arguments; nothing is run."""
    kb = program(words("en"))
    context = click.Context(kb, info_name="kb")
    command = kb if arguments[0].startswith("-") else kb.get_command(context, arguments[0])
    if command is None:
        return f"no command {arguments[0]}"
    try:
        command.make_parser(context).parse_args(arguments if command is kb else arguments[1:])
    except click.UsageError as error:
        return f"kb {shlex.join(arguments)}: {error.format_message()}"
    return ""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_that_is_shown_exists_with_its_options(name: str) -> None:
    calls = [call for line in shown_commands(read(name)) for call in kb_calls(line)]
    assert calls or name in ("ARCHITECTURE.md", "CHANGELOG.md")
    assert [found for call in calls if (found := complaint(call))] == []


def test_a_wrong_command_or_option_is_noticed() -> None:
    calls = list(kb_calls("cd x && .venv\\Scripts\\kb chekc --lang en | head && kb check --colour # kb nothing"))
    assert calls == [["chekc", "--lang", "en"], ["check", "--colour"]]
    assert all(complaint(call) for call in calls)
    assert not complaint(["check", "--select", "KB3", "docs"])


def test_every_command_is_documented() -> None:
    text = "".join(read(name) for name in (*DOCUMENTS, REFERENCE))
    kb = program(words("en"))
    names = kb.list_commands(click.Context(kb))
    assert [name for name in names if not re.search(rf"\bkb {name}\b", text)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_exists(name: str) -> None:
    known = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    code = "\n".join(shown_commands(read(name))) + "\n".join(_CODE.findall(prose(read(name))))
    assert set(re.findall(r"\bmake ([a-z]+)", code)) <= known


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    targets = [target.partition("#")[0] for target in _LINK.findall(prose(read(name))) if "://" not in target]
    assert [target for target in targets if target and not (ROOT / target).exists()] == []


def named_files(text: str) -> Iterator[str]:
    for span in _CODE.findall(prose(text)):
        if _FILE.fullmatch(span) and (span.endswith(_FILE_ENDS) or (ROOT / span.split("/")[0]).exists()):
            yield from _spread(span)


def _spread(path: str) -> Iterator[str]:
    """`a/{b,c}/d` as `a/b/d` and `a/c/d`."""
    if match := re.search(r"\{([^{}]*)\}", path):
        for choice in match[1].split(","):
            yield from _spread(path[: match.start()] + choice + path[match.end() :])
    else:
        yield path


def exists(path: str, made: set[str]) -> bool:
    """Whether a file is in the project, in a new handbook, made by a recipe, or stands for any."""
    bases = (ROOT, ROOT / "kb_tools")
    if any(any(base.glob(path.rstrip("/"))) for base in bases) or _ANY.search(path):
        return True
    if "/" not in path:
        return (
            any(known.endswith("/" + path) for known in made) or next(ROOT.glob(f"tests/**/{path}"), None) is not None
        )
    return any(known == path or known.startswith(path.rstrip("/") + "/") for known in made)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_is_named_exists(name: str) -> None:
    made = {
        *handbook_files(("en",), as_of=dt.date(2026, 11, 15)),
        *handbook_files(("zh", "en"), as_of=dt.date(2026, 11, 15)),
    }
    made |= {match["path"] for match in _RECIPE.finditer(read("CONTRIBUTING.md"))}
    made |= {line.strip("/") for line in read(".gitignore").splitlines()}
    assert [path for path in named_files(read(name)) if not exists(path, made)] == []


def test_both_readmes_have_the_same_sections_and_name_each_other() -> None:
    english, chinese = read("README.md"), read("README.zh.md")
    headings = [re.findall(r"^(##+) ", prose(text), re.MULTILINE) for text in (english, chinese)]
    assert headings[0] == headings[1]
    assert "](README.zh.md)" in english
    assert "](README.md)" in chinese
    assert [fence.lang for fence in fences(english)] == [fence.lang for fence in fences(chinese)]


def test_the_layers_are_those_that_are_enforced() -> None:
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    shown = next(fence.code for fence in fences(read("ARCHITECTURE.md")) if "kb_tools.errors" in fence.code)
    assert shown.splitlines() == layers


def test_every_folder_of_the_program_is_explained() -> None:
    folders = [path.parent.name for path in sorted((ROOT / "kb_tools").glob("*/__init__.py"))]
    text = read("ARCHITECTURE.md")
    assert [name for name in folders if f"`kb_tools/{name}/`" not in text] == []


def test_the_change_log_knows_this_version() -> None:
    assert f"## [{kb_tools.__version__}]" in read("CHANGELOG.md")


def test_every_module_says_what_it_is_for() -> None:
    files = [file for folder in ("kb_tools", "plugins", "scripts") for file in sorted((ROOT / folder).rglob("*.py"))]
    silent = [str(file) for file in files if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))]
    assert len(files) > 50
    assert silent == []


def run(*command: str, cwd: Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "KB_"))}
    environment |= {"KB_LANG": lang, "COLUMNS": "80", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


KB = ("-c", "from kb_tools.cli.main import main; main()")


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_tour_prints_what_it_shows(name: str, lang: str, tmp_path: Path) -> None:
    blocks = [fence.code.partition("\n") for fence in fences(read(name)) if fence.lang == "console"]
    shown = {command.removeprefix("$ "): output for command, _, output in blocks}
    start, check, explain = f"kb init ../my-handbook --languages {lang}", "kb check", "kb explain KB201"
    (tmp_path / "kb-tools").mkdir()
    assert run(*KB, *start.split()[1:], cwd=tmp_path / "kb-tools", lang=lang).stdout == shown[start]
    handbook = tmp_path / "my-handbook"
    page = handbook / "docs/processes/incident-management.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("owner: incident-process-owner", "owner: incident-proces-owner"), encoding="utf-8")
    checked = run(*KB, *check.split()[1:], cwd=handbook, lang=lang)
    assert checked.returncode == 1
    assert _DATED.sub("*", checked.stdout) == _DATED.sub("*", shown[check])
    assert run(*KB, *explain.split()[1:], cwd=handbook, lang=lang).stdout == shown[explain]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which somebody has followed CONTRIBUTING.md."""
    copy = tmp_path_factory.mktemp("workshop")
    unwanted = shutil.ignore_patterns("__pycache__", "site", "browser")
    for name in ("kb_tools", "docs", "tests"):
        shutil.copytree(ROOT / name, copy / name, symlinks=True, ignore=unwanted)
    for name in ("pyproject.toml", "kb.toml", "mkdocs.yml"):
        shutil.copyfile(ROOT / name, copy / name)
    for match in _RECIPE.finditer(read("CONTRIBUTING.md")):
        target = copy / match["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text(encoding="utf-8") + "\n" if target.exists() else ""
        target.write_text(before + match["text"], encoding="utf-8")
    return copy


def test_the_recipes_work_as_written(workshop: Path) -> None:
    files = ("test_locale.py", "check/test_cases.py", "render/test_completeness.py")
    wanted = "KB690 or runbook or every_field or every_type or same_keys"
    options = ("-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-vv", "-k", wanted)
    done = run(*options, *(f"tests/unit/{file}" for file in files), cwd=workshop)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "test_marked_lines_are_exactly_the_findings[KB690" in done.stdout
    assert "test_every_value_of_every_type_is_on_its_page[runbook]" in done.stdout


def test_the_example_page_of_the_recipe_passes_once_its_translation_is_confirmed(workshop: Path) -> None:
    assert run(*KB, "translate", "--confirm", "disk-full", cwd=workshop).returncode == 0
    folders = ("docs/zh/runbooks", "docs/en/runbooks")
    done = run(*KB, "check", "--fail-level", "warning", *folders, cwd=workshop)
    assert done.returncode == 0, done.stdout + done.stderr
    assert run(*KB, "render", "--out", "out", cwd=workshop).returncode == 0
    assert "DISK95" in (workshop / "out/en/docs/runbooks/disk-full.md").read_text(encoding="utf-8")
