"""结构文件: read strictly; every fault in one pass, each at its place, with the key that was meant.

Each file in cases/structures is a structure; the .txt beside it has all that is wrong with it (empty: nothing is).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.catalogue import CATALOGUE
from drafter.library import Library
from drafter.numbering import NO_MARK, mark
from drafter.problems import Problem, in_order
from drafter.structure import Level, Structure
from drafter.structure_file import load

CASES = Path(__file__).parent / "cases"
FILES = sorted((CASES / "structures").glob("*.yaml"))
Golden = Callable[[str | Path, str], None]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_all_that_is_wrong_with_a_structure(golden: Golden, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Every problem with place, words and hint, as in the .txt beside the structure; `--accept` writes it anew."""
    monkeypatch.chdir(CASES)
    _, problems = load(file.relative_to(CASES), Library((Path(),)))
    golden(file.with_suffix(".txt"), "".join(f"{problem}\n" for problem in in_order(problems)))


def test_every_problem_of_structures_has_its_case() -> None:
    """A new S code brings a faulty structure."""
    expected = "".join(file.with_suffix(".txt").read_text("utf-8") for file in FILES)
    assert set(re.findall(r"错误 (S\d+)", expected)) == {code for code in CATALOGUE if code.startswith("S")}


# ---- what a sound one becomes ---------------------------------------------------------------------------------------


def read(tmp_path: Path, text: str) -> tuple[Structure, tuple[Problem, ...]]:
    """A structure from its text."""
    file = tmp_path / "structures" / "plan.yaml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    structure, problems = load(file, Library((tmp_path,)))
    assert structure
    return structure, problems


@pytest.fixture
def sound() -> Structure:
    """The structure that uses everything."""
    structure, problems = load(CASES / "structures" / "sound.yaml", Library((CASES,)))
    assert structure
    assert not problems
    return structure


def test_what_is_not_said_has_its_default(tmp_path: Path) -> None:
    """The smallest structure: kind text, optional, labelled with its name, the standard's numbering, points 一是."""
    structure, problems = read(
        tmp_path,
        "title: 方案\nabout: 试验\nheading: 方案\nfacts: {事项: , 步骤: list}\nsections: [{points: {each: 步骤}}]\n",
    )
    first, second = structure.facts
    (section,) = structure.sections
    assert not problems
    assert (structure.id, first.kind, first.label, first.required) == ("plan", "text", "事项", False)
    assert second.item
    assert (second.item.kind, second.item.required) == ("text", True)
    assert [level.mark.printed(1) for level in structure.numbering] == ["一、", "（一）", "1.", "（1）"]
    assert section.points
    assert (section.points.mark, section.points.inline, section.points.stop) == (mark("一是"), False, "。")
    assert section.points.text.source == "{{ 本项 }}"


def test_facts_as_described(sound: Structure) -> None:
    """Kind, label, limits and parts of each fact; a list's items are one kind, one described value, or fields."""
    facts = {field.name: field for field in sound.facts}
    assert (facts["年度"].kind, facts["年度"].label, facts["年度"].required) == ("year", "计划年度", True)
    assert (facts["事项"].at_least, facts["事项"].at_most, facts["事项"].help) == (2, 10, "动宾短语")
    assert (facts["编号"].pattern, facts["编号"].example) == (r"[A-Z]-\d+", "A-12")
    assert facts["状态"].choices == ("征求意见稿", "送审稿")
    assert [field.name for field in facts["负责人"].fields] == ["姓名", "职务"]
    assert (facts["要求"].unique, facts["任务"].unique) == (True, "名称")
    listed = facts["单位名单"].item
    assert listed
    assert (listed.kind, listed.help, listed.label) == ("organ", "全称", "单位名单")
    assert [(field.name, field.kind) for field in facts["任务"].fields][:2] == [("名称", "text"), ("做法", "list")]
    assert [field.name for field in facts["台账"].fields] == ["地点", "数量"]


def test_sections_as_described(sound: Structure) -> None:
    """Every part of a section comes where it belongs."""
    opening, work, demands, organs, ledger = sound.sections
    (task,) = work.sections
    assert opening.body
    assert opening.body.source.startswith("{{ 总述 }}\n")
    assert opening.length
    assert (opening.length.at_least, opening.length.at_most, opening.help) == (5, 200, "一段")
    assert (task.each, task.run_in, task.stop, task.parallel) == ("任务", True, "。", 4)
    assert task.points
    assert (task.points.each, task.points.inline, task.points.stop) == ("做法", True, "；")
    assert task.note
    assert (len(task.note.parts), task.note.between, task.note.own) == (2, "；", False)
    assert (demands.when, demands.mark, demands.stop, demands.run_in) == ("要求", NO_MARK, "。", False)
    assert organs.note
    assert (organs.each, organs.note.between, organs.note.own) == ("单位名单", "，", True)
    assert ledger.table
    assert [(column.title, column.kind) for column in ledger.table.columns] == [
        ("序号", "serial"),
        ("地点", "text"),
        ("数量", "number"),
    ]


def test_numbering_signature_and_attachments_as_described(sound: Structure) -> None:
    """A level may run on or be unnumbered; the signature may stand under the title."""
    assert sound.numbering[1] == Level(sound.numbering[1].mark, run_on=True)
    assert [level.mark.printed(2) for level in sound.numbering] == ["二、", "（二）", ""]
    assert [line.source for line in sound.heading] == ["{{ 单位 }}{{ 年度 }}年", "{{ 事项 }}方案"]
    assert sound.signature
    assert sound.signature.under_title
    (attachment,) = sound.attachments
    assert (attachment.title.source, attachment.content.when) == ("{{ 事项 }}任务表", "任务")
    assert attachment.content.table
    assert [column.text and column.text.source for column in attachment.content.table.columns] == [
        "{{ 名称 }}",
        "{{ 做法 | join_cn }}",
    ]


@pytest.mark.parametrize(
    ("heading", "column"),
    [("方案", 10), ("'方案'", 11), ('"方案"', 11), ("  方案", 12)],
    ids=["plain", "single", "double", "blanks"],
)
def test_a_pattern_begins_where_its_first_character_stands(tmp_path: Path, heading: str, column: int) -> None:
    """Not at its quotation mark, so that a problem in it is told to the column."""
    structure, _ = read(
        tmp_path, f"title: 方案\nabout: 试验\nheading: {heading}\nfacts: {{}}\nsections: [{{text: 甲}}]\n"
    )
    (pattern,) = structure.heading
    assert (pattern.place.line, pattern.place.column) == (3, column)


def test_a_byte_order_mark_and_any_line_ending_in_a_template(tmp_path: Path) -> None:
    """Notepad's templates are read like any other."""
    folder = tmp_path / "templates" / "plan"
    folder.mkdir(parents=True)
    (folder / "引言.j2").write_bytes(b"\xef\xbb\xbf" + "第一行。\r\n第二行。\r".encode())
    structure, problems = read(
        tmp_path, "title: 方案\nabout: 试验\nheading: 方案\nfacts: {}\nsections: [{wording: 引言}]\n"
    )
    assert not problems
    assert structure.sections[0].body
    assert structure.sections[0].body.source == "第一行。\n第二行。\n"
