"""What the tests share: golden files with `--accept`, plans in folders of their own, the program run there."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import settings

from tests.program import Run, runner

# No test is timed: a busy machine must not fail one. In CI the same examples every time, so that a change is judged by
# what it changes; elsewhere new ones at every run.
settings.register_profile("untimed", deadline=None)
settings.register_profile("ci", parent=settings.get_profile("untimed"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "untimed")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --accept` writes what the program says now over what was expected; read the diff before committing."""
    parser.addoption("--accept", action="store_true", help="rewrite golden files and expected problems")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str | Path, str], None]:
    """Compares `text` with a file under tests/golden (or at an absolute path); `--accept` rewrites the file."""

    def compare(path: str | Path, text: str) -> None:
        file = GOLDEN / path
        if request.config.getoption("--accept"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        expected = file.read_bytes().decode() if file.exists() else "(no such file; run pytest --accept)"
        assert text == expected

    return compare


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own structures stay out of the tests."""
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path_factory.getbasetemp() / "nobody's home"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the program in tmp_path."""
    monkeypatch.chdir(tmp_path)
    return runner(capsys)


@pytest.fixture
def write_plan(tmp_path: Path) -> Callable[..., Path]:
    """Writes the structure `plan`, its wording by template name and its facts into a folder; returns the folder."""

    def write(structure: str, facts: str = "", wording: Mapping[str, str] | None = None) -> Path:
        _write(tmp_path / "structures" / "plan.yaml", dedent(structure))
        for name, text in (wording or {}).items():
            _write(tmp_path / "templates" / "plan" / f"{name}.j2", text)
        _write(tmp_path / "facts.yaml", "structure: plan\n" + dedent(facts))
        return tmp_path

    return write


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
