"""check of a document that somebody wrote: places by line or paragraph, nothing of it changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import drafter
from drafter.library import Library
from tests.program import status
from tests.word_files import numbering, paragraph, word_file

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(Library((ROOT,)).structures())
TEXT = """\
松岭中学2026年安全工作计划

为做好全年工作,制定本计划。
一、加强领导
落实XX责任。
三、强化检查
每学期检查3~5次。
"""


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_text_is_told_by_line_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    """Blank lines count, the column is that of the slip, an error makes the status 1."""
    file = tmp_path / f"plan{suffix}"
    file.write_text(TEXT, "utf-8")
    assert status("check", file, "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)["problems"]
    places = {(each["code"], each["line"], each["column"]) for each in found}
    assert places >= {("P101", 3, 8), ("P501", 5, 3), ("P301", 6, 1), ("P208", 7, 6)}
    assert {each["file"] for each in found} == {str(file)}
    assert file.read_text("utf-8") == TEXT


@pytest.mark.parametrize("suffix", [".docx", ".txt", ".md"])
@pytest.mark.parametrize("id_", EXAMPLES)
def test_what_we_print_is_clean_for_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], id_: str, suffix: str
) -> None:
    """Whoever gets an example as a file finds nothing in it: tables are seen as tables in each format."""
    file = drafter.export(drafter.draft(ROOT / "examples" / id_), tmp_path / f"plan{suffix}")
    assert status("check", file) == 0
    assert capsys.readouterr().out == "没有发现问题\n"


def test_columns_within_a_word_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Behind an automatic number, in the second paragraph of a cell, and at a number that is out of order."""
    cells = "".join(f"<w:tc>{paragraph('任务')}{paragraph(words)}</w:tc>" for words in ("建水厂", "查管网,修泵站"))
    body = (
        paragraph("2027年工作计划"),
        paragraph("加强领导", list_id=1),
        paragraph("落实制度,抓好整改。"),
        paragraph("抓好落实。每年检查3~5次。", list_id=1, level=1),
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>",
        paragraph("　　五、 强化检查"),
        paragraph("每学期检查一次。"),
    )
    file = tmp_path / "plan.docx"
    file.write_bytes(word_file("".join(body), numbering=numbering(("chineseCounting", "%1、"), ("decimal", "（%2）"))))
    assert status("check", file, "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)["problems"]
    places = {(each["code"], each["line"], each["column"]) for each in found}
    assert places >= {("P101", 3, 5), ("P208", 4, 13), ("P101", 8, 4), ("P301", 9, 3)}


def test_what_cannot_be_read_or_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken file is a problem of its own; --fix is for plans."""
    broken = tmp_path / "旧.docx"
    broken.write_bytes(b"PK nothing")
    assert status("check", broken) == 1
    assert "旧.docx:1:1: 错误 R" in capsys.readouterr().out
    assert status("check", broken, "--fix") == 2
    assert "drafter capture" in capsys.readouterr().err
    assert broken.read_bytes() == b"PK nothing"
