"""表格里的责任单位: against the unit's list, and none left out, in drafts and in other people's documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import drafter
from drafter import pipeline, reading
from drafter.document import Column, Document, Origin, Properties, Run, Table, Text
from drafter.place import Place
from drafter.problems import Problem
from drafter.proof import Settings, document_problems
from drafter.proof.cells import organs
from drafter.proof.word_lists import Words

WRITE = Callable[..., Path]
UNIT = Settings(words=Words(organs=(("总务处",), ("教务处",), ("县文化和旅游局",)), people=(("林知远", "局长"),)))


def table(head: str, *rows: str, file: str = "plan.md") -> Document:
    """A table from lines whose cells are parted by bars."""

    def cells(row: str, line: int) -> tuple[Text, ...]:
        return tuple((Run(cell, Origin(Place(file, line, 1))),) if cell else () for cell in row.split("|"))

    columns = tuple(Column(title) for title in cells(head, 1))
    return Document(
        (Table(columns, tuple(cells(row, line) for line, row in enumerate(rows, start=2))),), Properties("")
    )


def found(document: Document, settings: Settings = UNIT) -> list[tuple[str, str]]:
    """The codes of what is found of names, and what they are about."""
    problems = document_problems(document, settings, exact=True)
    return [(each.code, each.message) for each in problems if each.code in ("P607", "P608")]


@pytest.mark.parametrize(
    "head",
    ["责任单位", "牵头单位", "配合单位", "责任科室", "责任部门", "责任 单位", "牵头单位（科室）", "责任部门及配合部门"],
)
def test_a_column_of_organs_is_held_against_the_list(head: str) -> None:
    """Each name in a cell below such a head; one that is nearly right gets its close match."""
    document = table(f"序号|任务|{head}", "1|改造校舍|总务科、教务处", "2|开展教研|教务处")
    (problem,) = [each for each in document_problems(document, UNIT, exact=True) if each.code == "P608"]
    assert (problem.message, problem.hint) == ("“总务科”不在单位名单里", "是否想写“总务处”？")
    assert problem.place == Place("plan.md", 2, 1)


@pytest.mark.parametrize("head", ["任务", "责任人", "责任单位及责任人", "责任单位（人）", "单位", "建设单位"])
def test_another_column_is_not(head: str) -> None:
    """What is no organ's column is left alone, empty or not."""
    assert found(table(f"序号|{head}|数量", "1|总务科|8项", "2||9项")) == []


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("总务处、教务处", ["总务处", "教务处"]),
        ("总务处 教务处；德育处/团委", ["总务处", "教务处", "德育处", "团委"]),
        ("县文化和旅游局", ["县文化和旅游局"]),
        ("牵头：总务处 配合：教务处", ["总务处", "教务处"]),
        ("总务处（牵头）、教务处（李明）", ["总务处", "教务处"]),
        ("总务处牵头，各科室配合", ["总务处"]),
        ("各科室", []),
        ("各有关单位", []),
        ("有关部门、县直各部门", []),
        ("教务处等", []),
        ("相关科室等", []),
        ("—", []),
        ("无", []),
        ("/", []),
        ("", []),
    ],
)
def test_the_names_in_a_cell(cell: str, names: list[str]) -> None:
    """Lists are parted at every mark that clerks use; who is not named is nobody."""
    parted = list(organs(cell))
    assert [name for _, name in parted] == names
    assert all(cell[start:].startswith(name) for start, name in parted)


def test_two_names_with_and_between() -> None:
    """总务处和后勤科 is two names where one is known; a person on the list is no unknown organ."""
    assert found(table("任务|责任单位", "甲|总务处和后勤科", "乙|林知远")) == [("P608", "“后勤科”不在单位名单里")]


EMPTY = [("P607", "“责任单位”一栏是空的")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("1|改造校舍|总务处|3月", "2|开展教研||6月"), EMPTY),
        (("1|改造校舍|总务处|3月", "2|开展教研||"), EMPTY),
        (("1|改造校舍|总务处|3月", "2|开展教研|—|6月"), []),
        (("1|改造校舍|总务处|3月", "2|开展教研|无|6月"), []),
        (("|改造校舍||3月", "|开展教研||6月"), []),
        (("一|基建||", "1|改造校舍|总务处|3月", "2|装修|总务处|3月"), []),
        (("1|改造校舍|总务处|3月", "|合计||6项"), []),
        (("1|改造校舍|总务处|3月", "|||"), []),
    ],
)
def test_a_row_without_its_unit(rows: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    """An empty cell where others are filled is found; a dash on purpose, a subtitle, a total, a blank form are not."""
    assert found(table("序号|任务|责任单位|时限", *rows)) == expected


def test_a_unit_that_only_helps_may_be_missing() -> None:
    """Not every task has a 配合单位; in a Word table an empty cell may be one with that above it."""
    rows = ("甲|总务处|3月", "乙||6月")
    assert found(table("任务|配合单位|时限", *rows)) == []
    assert found(table("任务|责任单位|时限", *rows, file="plan.docx")) == []


STRUCTURE = """\
title: 简报
about: 一周一期
heading: 简报
facts: {任务: {kind: list, required: true, item: {名称: {required: true}, 牵头单位: organ, 时限: deadline}}}
sections:
  - table: {each: 任务, columns: [{title: 序号, number: true}, {title: 任务, text: "{{ 名称 }}"}, 牵头单位, 时限]}
"""
TASKS = """\
任务:
  - {名称: 改造校舍, 牵头单位: 总务科, 时限: 3月底前}
  - {名称: 开展教研, 时限: 6月底前}
  - {名称: 组织演练, 牵头单位: 教务处, 时限: 6月底前}
"""


def told(problems: tuple[Problem, ...]) -> set[tuple[str, int | None]]:
    """Code and line."""
    return {(each.code, each.place and each.place.line) for each in problems}


def test_in_a_draft_the_fact_is_told(write_plan: WRITE) -> None:
    """The wrong name at its fact, the missing one at the task that lacks it."""
    plan = write_plan(STRUCTURE, TASKS)
    assert told(pipeline.check(plan)) == {("P607", 4)}
    (plan / "words").mkdir()
    (plan / "words" / "organs.yaml").write_text("[总务处, 教务处]\n", "utf-8")
    problems = pipeline.check(plan)
    assert {(each.code, each.path) for each in problems} == {("P608", "任务[1].牵头单位"), ("P607", "任务[2].名称")}


def test_in_somebody_elses_document(tmp_path: Path, write_plan: WRITE) -> None:
    """The table of a Word or Markdown file by its paragraph or line."""
    plan = write_plan(STRUCTURE, TASKS.replace("开展教研,", "开展教研, 牵头单位: 各科室,"))
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "organs.yaml").write_text("[总务处, 教务处]\n", "utf-8")
    for name in ("plan.docx", "plan.md"):
        file = drafter.export(drafter.draft(plan), tmp_path / name)
        assert [each.message for each in reading.proofread(file) if each.code[:3] == "P60"] == [
            "“总务科”不在单位名单里"
        ]
