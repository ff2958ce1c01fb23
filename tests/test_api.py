"""The Python API: draft, check, export, and what they raise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import drafter
from drafter.saving import OutputError

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "annual-work-plan"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The example without its 单位, which is required and stands in title and signature."""
    text = (EXAMPLE / "facts.yaml").read_text("utf-8").replace("单位: 青岚县水务局", "单位:", 1)
    (tmp_path / "facts.yaml").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("path", [EXAMPLE, str(EXAMPLE), EXAMPLE / "facts.yaml"], ids=["folder", "str", "facts file"])
def test_draft_gives_a_document(path: str | Path) -> None:
    """A plan folder or its facts file, as a path or as text, becomes a Document."""
    document = drafter.draft(path)
    assert isinstance(document, drafter.Document)
    assert document.properties.title == "青岚县水务局2027年工作计划"


def test_the_road_in_three_lines(tmp_path: Path) -> None:
    """Draft, check, export, as the module's docstring says it."""
    document = drafter.draft(EXAMPLE, gaps=False)
    assert drafter.check(EXAMPLE) == ()
    assert drafter.export(document, tmp_path / "plan.docx") == tmp_path / "plan.docx"
    assert drafter.export(document, str(tmp_path / "plan.txt")).read_text("utf-8").startswith("青岚县水务局2027年")
    assert drafter.export(document, tmp_path / "plan.md").read_text("utf-8").startswith("# 青岚县水务局2027年")
    assert (tmp_path / "plan.docx").read_bytes().startswith(b"PK")


def test_draft_raises_with_every_problem(plan: Path) -> None:
    """DraftError carries the problems; its text is what the command line would say."""
    with pytest.raises(drafter.DraftError) as raised:
        drafter.draft(plan)
    (found,) = raised.value.problems
    assert isinstance(found, drafter.Problem)
    assert (found.code, found.severity, found.path) == ("F101", "error", "单位")
    assert found.place is not None
    assert (found.place.file, found.place.line, found.place.column) == (str(plan / "facts.yaml"), 4, 1)
    assert str(raised.value) == str(found)
    assert str(found).startswith(f"{plan / 'facts.yaml'}:4:1: 错误 F101 缺少必填的“单位”\n  提示：")


def test_check_returns_what_draft_raises(plan: Path) -> None:
    """check never raises for what the user's files hold."""
    with pytest.raises(drafter.DraftError) as raised:
        drafter.draft(plan)
    assert drafter.check(plan) == raised.value.problems
    (plan / "facts.yaml").write_bytes(b"\xff")
    assert [found.code for found in drafter.check(plan)] == ["Y102"]
    (plan / "facts.yaml").unlink()
    assert [found.code for found in drafter.check(plan)] == ["Y101"]


def test_draft_with_gaps(plan: Path) -> None:
    """With gaps the missing fact is marked where it belongs."""
    assert drafter.draft(plan, gaps=True).properties.title == "【待补：单位】2027年工作计划"


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    """An absent path is the caller's mistake, not the files'."""
    for call in (drafter.draft, drafter.check):
        with pytest.raises(FileNotFoundError, match=r"没有“.*nowhere”这个文件或文件夹"):
            call(tmp_path / "nowhere")


def test_export_guards_what_is_there(tmp_path: Path) -> None:
    """export replaces its own unchanged file; somebody's is kept unless force is given; the error is an OSError."""
    document = drafter.draft(EXAMPLE)
    target = tmp_path / "plan.docx"
    for _ in range(2):
        drafter.export(document, target)
    target.write_bytes(b"mine")
    with pytest.raises(OutputError) as raised:
        drafter.export(document, target)
    assert isinstance(raised.value, OSError)
    assert target.read_bytes() == b"mine"
    drafter.export(document, target, force=True)
    assert target.read_bytes().startswith(b"PK")


def test_export_to_an_unknown_format(tmp_path: Path) -> None:
    """A suffix that no writer knows is a ValueError, and nothing is written."""
    with pytest.raises(ValueError, match=r"\.odt"):
        drafter.export(drafter.draft(EXAMPLE), tmp_path / "plan.odt")
    assert list(tmp_path.iterdir()) == []


def test_documents_can_be_compared_and_kept_in_sets() -> None:
    """Documents are values: the same facts give equal documents."""
    assert drafter.draft(EXAMPLE) == drafter.draft(EXAMPLE)
    assert len({drafter.draft(EXAMPLE), drafter.draft(EXAMPLE)}) == 1


def test_importing_drafter_is_light() -> None:
    """The names are there at once; what does the work is loaded when it is asked for."""
    code = "import sys, drafter; print(drafter.__version__, *drafter.__all__); print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    names, modules = ended.stdout.decode().splitlines()
    assert (
        names
        == f"{drafter.__version__} Comparison Document DraftError Figure Problem check compare draft export read trace"
    )
    assert {"yaml", "jinja2", "typer", "drafter.pipeline"}.isdisjoint(modules.split())


def test_an_unknown_name() -> None:
    """The module has the names it promises, and says so of others."""
    assert all(getattr(drafter, name) for name in drafter.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        getattr(drafter, "nothing")  # noqa: B009  # mypy knows that it is not there
