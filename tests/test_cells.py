"""表格里的责任单位 against the unit's list, in drafts and in other people's documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import drafter
from drafter import pipeline, reading
from drafter.document import Column, Document, Origin, Properties, Run, Table, Text
from drafter.place import Place
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


def found(document: Document) -> list[tuple[str, str]]:
    """What is found of names that are not on the list."""
    problems = document_problems(document, UNIT, exact=True)
    return [(each.code, each.message) for each in problems if each.code == "P608"]


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
    """What is no organ's column is left alone."""
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
  - {名称: 开展教研, 牵头单位: 各科室, 时限: 6月底前}
  - {名称: 组织演练, 牵头单位: 教务处, 时限: 6月底前}
"""


def test_in_a_draft_the_fact_is_told(write_plan: WRITE) -> None:
    """The wrong name stands at its fact."""
    plan = write_plan(STRUCTURE, TASKS)
    assert pipeline.check(plan) == ()
    (plan / "words").mkdir()
    (plan / "words" / "organs.yaml").write_text("[总务处, 教务处]\n", "utf-8")
    problems = pipeline.check(plan)
    assert [(each.code, each.path) for each in problems] == [("P608", "任务[1].牵头单位")]


def test_in_somebody_elses_document(tmp_path: Path, write_plan: WRITE) -> None:
    """The table of a Word or Markdown file by its paragraph or line."""
    plan = write_plan(STRUCTURE, TASKS)
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "organs.yaml").write_text("[总务处, 教务处]\n", "utf-8")
    for name in ("plan.docx", "plan.md"):
        file = drafter.export(drafter.draft(plan), tmp_path / name)
        assert [each.message for each in reading.proofread(file) if each.code[:3] == "P60"] == [
            "“总务科”不在单位名单里"
        ]
