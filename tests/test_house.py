"""The house keeps its promises: imports run one way, each dependency has one door, files can be read in one sitting."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "drafter").rglob("*.py"))
DOORS = {
    "yaml": {"drafter/source.py"},
    "jinja2": {"drafter/wording.py", "drafter/wording_check.py"},
    "typer": {module for module in MODULES if module.startswith("drafter/cli/")},
    "platformdirs": {"drafter/library.py"},
    "docx": set(),
    "docxtpl": {"drafter/letterhead_tags.py"},
    "openpyxl": {"drafter/questionnaire.py", "drafter/sheet_xlsx.py", "drafter/workbook.py"},
    "lxml": {
        module
        for module in MODULES
        if module.startswith(
            (
                "drafter/annotating/",
                "drafter/readers/docx",
                "drafter/readers/lines_docx",
                "drafter/word_package",
                "drafter/writers/letterhead",
            )
        )
    },
}
UPSTREAM = {
    *("cli", "pipeline", "saving", "scaffold", "schema", "proof", "compose", "wording", "wording_check", "filters"),
    *("amendment", "asking", "fact_paths", "facts_file"),
    *("facts", "structure", "structure_file", "structure_heads", "values", "pieces", "source", "library", "kinds"),
}
"""Where documents come from; who writes them must not know."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(module: str) -> ast.Module:
    """A module of ours, parsed."""
    return ast.parse((ROOT / module).read_text("utf-8"))


def imported(module: str) -> Iterator[str]:
    """Every module that `module` imports, at its top or inside a function."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(node: ast.AST) -> Iterator[Function]:
    """Every function in `node`, nested ones too."""
    return (each for each in ast.walk(node) if isinstance(each, Function))


def test_imports_run_one_way(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The contracts in pyproject.toml hold: layers, and what each room may not see."""
    monkeypatch.chdir(ROOT)
    status = lint_imports(no_cache=True)
    report = capsys.readouterr().out
    assert status == EXIT_STATUS_SUCCESS, report
    assert " 0 kept" not in report


@pytest.mark.parametrize("package", DOORS)
def test_each_dependency_has_one_door(package: str) -> None:
    """Only the modules named here import that package; the door is used."""
    users = {module for module in MODULES if any(name.split(".")[0] == package for name in imported(module))}
    assert users <= DOORS[package]
    assert bool(users) is bool(DOORS[package])


def test_only_what_is_declared_is_imported() -> None:
    """Nothing but Python's own library, ourselves and the declared dependencies is imported."""
    declared = set(DOORS) | {"drafter", "__future__"}
    found = {name.split(".")[0] for module in MODULES for name in imported(module)}
    assert found - sys.stdlib_module_names <= declared


def test_the_waist_stands_alone() -> None:
    """document.py imports nothing of ours but a place's type; readers and writers see nothing upstream of it."""
    ours = [name for name in imported("drafter/document.py") if name.startswith("drafter")]
    assert ours == ["drafter.place.Place"]
    for module in (each for each in MODULES if each.startswith(("drafter/readers/", "drafter/writers/"))):
        rooms = {name.split(".")[1] for name in imported(module) if name.startswith("drafter.")}
        assert rooms.isdisjoint(UPSTREAM)


@pytest.mark.parametrize("module", [each for each in MODULES if not each.startswith("drafter/cli/")])
def test_only_the_command_line_prints(module: str) -> None:
    """Outside cli/ nothing is printed, written to a stream, or ended."""
    names = {ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)}
    assert names.isdisjoint({"print", "sys.exit", "exit", "quit", "sys.stdout.write", "sys.stderr.write", "input"})


@pytest.mark.parametrize("module", MODULES)
def test_files_and_functions_can_be_read_in_one_sitting(module: str) -> None:
    """No module is longer than 500 lines, no function longer than 40."""
    assert len((ROOT / module).read_text("utf-8").splitlines()) <= 500
    sizes = {each.name: (each.end_lineno or 0) - each.lineno + 1 for each in functions(tree(module))}
    assert {name: size for name, size in sizes.items() if size > 40} == {}


@pytest.mark.parametrize("module", MODULES)
def test_what_is_public_is_explained(module: str) -> None:
    """Modules, public classes and public functions have a docstring."""
    assert ast.get_docstring(tree(module))
    public = [
        node
        for node in tree(module).body
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_") and node.name != "run"
    ]
    methods = [
        inner
        for node in public
        if isinstance(node, ast.ClassDef) and not node.bases
        for inner in node.body
        if isinstance(inner, Function) and not inner.name.startswith("_")
    ]
    assert [node.name for node in (*public, *methods) if not ast.get_docstring(node)] == []


def test_no_room_without_a_noun() -> None:
    """There is no utils, core, base or manager."""
    stems = {Path(module).stem for module in MODULES}
    assert stems.isdisjoint({"utils", "util", "core", "base", "manager", "helpers", "common", "misc"})


@pytest.mark.parametrize("module", sorted(path.name for path in (ROOT / "tests").glob("test_*.py")))
def test_every_test_says_what_it_shows(module: str) -> None:
    """Each test has a docstring of one line; none works with mocks or waits."""
    parsed = ast.parse((ROOT / "tests" / module).read_text("utf-8"))
    told = {each.name: ast.get_docstring(each) for each in functions(parsed) if each.name.startswith("test_")}
    assert [name for name, words in told.items() if not words or "\n" in words] == []
    names = {ast.unparse(node.func) for node in ast.walk(parsed) if isinstance(node, ast.Call)}
    assert names.isdisjoint({"Mock", "MagicMock", "mock.patch", "patch", "time.sleep", "sleep"})


def tracked() -> list[Path]:
    """The files of the repository as git lists them."""
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=False, cwd=ROOT)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="an unpacked checkout has no list of tracked files")
def test_no_tracked_file_knows_the_machine_it_was_written_on() -> None:
    """No path of somebody's computer and no folder outside the repository stands in a tracked file."""
    files = tracked()
    assert len(files) > 50
    machine = re.compile(
        rb"(?<![\w.])(?:/" + rb"home/\w|/" + rb"Users/\w|/" + rb"root/|/" + rb"work/|\.\./" + rb"shared)|C:\\\\Users"
    )
    assert [file.relative_to(ROOT) for file in files if machine.search(file.read_bytes())] == []


def test_every_structure_has_wording_and_an_example() -> None:
    """Structures, templates and examples come together: no folder without its structure, no structure without them."""
    ids = {path.stem for path in (ROOT / "structures").glob("*.yaml")}
    assert ids
    for shelf in ("templates", "examples"):
        assert {path.name for path in (ROOT / shelf).iterdir()} == ids
