"""`drafter new --xlsx`: a workbook to fill in, from which the same document comes as from typed rows."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
import yaml

from drafter import pipeline, workbook
from drafter.facts import read as read_facts
from drafter.library import Library
from drafter.structure import Structure
from drafter.structure_file import load
from tests.program import Run

ROOT = Path(__file__).parent.parent
STRUCTURES = tuple(Library((ROOT,)).structures())


def page(name: str, file: Path = Path("plan/facts.xlsx")) -> Any:
    """A sheet of the workbook."""
    return openpyxl.load_workbook(file)[name]


@pytest.mark.parametrize("id_", STRUCTURES)
def test_a_plan_in_a_workbook_exports_the_same_bytes(run: Run, id_: str) -> None:
    """The example with its facts in Excel makes the same Word document as the example in YAML."""
    assert run("new", id_, "sheets", "--example", "--xlsx").status == 0
    assert run("new", id_, "typed", "--example").status == 0
    assert run("check", "sheets").out.startswith("没有发现问题\n")
    for folder in ("sheets", "typed"):
        assert run("export", folder, "-o", f"{folder}.docx").status == 0
    assert Path("sheets.docx").read_bytes() == Path("typed.docx").read_bytes()
    rules = json.loads(Path("sheets/facts.schema.json").read_text("utf-8"))
    jsonschema.validate(yaml.safe_load(Path("sheets/facts.yaml").read_text("utf-8")), rules)


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_workbook_is_the_same_every_time(run: Run, id_: str) -> None:
    """Equal bytes from equal facts, empty or not."""
    for options in ((), ("--example",)):
        for folder in ("a", "b"):
            run("new", id_, folder + "".join(options), "--xlsx", *options)
        first, second = (Path(folder + "".join(options), workbook.FILE).read_bytes() for folder in ("a", "b"))
        assert first == second


def test_what_is_to_be_filled_in(run: Run) -> None:
    """Required columns marked, headers explained, words to choose from, everything text, the header in sight."""
    assert run("new", "annual-work-plan", "plan", "--xlsx").out.endswith(
        "填写 facts.xlsx，然后检查：drafter check plan\n"
    )
    tasks, single = page("工作重点"), page("基本信息")
    heads = [cell.value for cell in tasks[1]]
    assert heads == ["任务*", "总述", "措施*", "牵头单位*", "责任单位", "完成时限*"]
    assert "每行一条（Alt+Enter换行）" in tasks["C1"].comment.text
    assert "例：工程建设科" in tasks["D1"].comment.text
    assert tasks["B1"].comment.text.startswith("选填；一段或几段话；")
    assert tasks["A1"].fill.fgColor.rgb != tasks["B1"].fill.fgColor.rgb
    assert tasks.freeze_panes == "A2"
    assert {cell.number_format for row in tasks["A2:F20"] for cell in row} == {"@"}
    assert tasks.column_dimensions["A"].number_format == "@"
    names = [cell.value for cell in single["A"]]
    assert names[:3] == ["事实", "单位*", "年度*"]
    row = names.index("稿次") + 1
    lists = {str(each.sqref): each.formula1 for each in single.data_validations.dataValidation}
    assert lists[f"B{row}"] == '"征求意见稿,讨论稿,送审稿,草案"'
    assert "印发通知:" in Path("plan/facts.yaml").read_text("utf-8")


def test_from_an_empty_workbook_to_a_document(run: Run) -> None:
    """new, fill in, check, export: what is missing is told by its cell, what is filled in is printed as typed."""
    run("new", "annual-work-plan", "plan", "--xlsx", "--set", "年度=2027", "--set", "目标[1].指标=普及率")
    told = run("check", "plan")
    assert told.status == 1
    file = Path("plan/facts.xlsx")
    assert f"{file}:2:2: 错误 F101 缺少必填的“单位”（工作表“基本信息”B2）" in told.out
    assert f"{file}:2:3: 错误 F101 缺少必填的“数值”（工作表“目标”C2）" in told.out
    assert f"{file}:1:1: 错误 F101 缺少必填的“工作重点”（工作表“工作重点”A1）" in told.out
    book = openpyxl.load_workbook(file)
    book["基本信息"]["B2"] = "青岚县水务局"
    book["目标"]["C2"], book["目标"]["D2"] = "95%", "2027年底前"
    row = ("加快供水工程建设", "", "新建管网126公里\n改造管网40公里", "工程科", "甲站\n乙所", "2027年11月底前")
    for column, words in enumerate(row, start=1):
        book["工作重点"].cell(2, column, words or None)
    book.save(file)
    assert run("check", "plan", "--severity", "error").status == 0
    assert run("export", "plan").status == 0
    text = run("fill", "plan").out
    assert "一要新建管网126公里。二要改造管网40公里。" in text
    assert "责任单位：甲站、乙所" in text


def test_texts_that_look_like_something_else(run: Run) -> None:
    """Formulas, numbers, escapes and zeros in values come back as typed."""
    values = {"单位": "=1+1", "年度": "2027", "结合": "_x0041_我县 0571", "主线": "#N/A", "核心": "+86", "抓手": "1e5"}
    run("new", "annual-work-plan", "plan", "--xlsx", *(f"--set={path}={value}" for path, value in values.items()))
    plan = pipeline.open_plan(Path("plan"))
    found = read_facts(plan.facts, plan.structure)
    assert {name: str(found.values[name]) for name in values} == values


_ODD = """\
title: 简报
about: 一周一期
heading: 简报
facts:
  甲: {label: 名称, required: true}
  乙: {label: 名称}
  段落: {kind: list, item: paragraph}
  组: {kind: list, item: {组名: {required: true}, 成员: {kind: list, item: {姓名: text}}}}
  任务:
    kind: list
    label: "任务/项目[2027]"
    item: {名称: {required: true}, 状态: {kind: choice, choices: ["是,否", 无]}}
  表: {kind: table, label: 基本信息, item: {地点: {required: true}}}
sections:
  - text: 简报
"""


def odd(folder: Path) -> Structure:
    """A structure with all that does not fit into sheets easily."""
    (folder / "structures").mkdir(exist_ok=True)
    (folder / "structures" / "odd.yaml").write_text(_ODD, "utf-8")
    loaded, problems = load(folder / "structures" / "odd.yaml", Library((folder,)))
    assert loaded, problems
    return loaded


def test_what_no_cell_can_hold_stays(tmp_path: Path) -> None:
    """Nested lists, paragraphs in lists and values with their source stay typed; odd labels make sound sheets."""
    text = (
        "structure: odd\n# 一个\n甲: {value: 子, source: 会议}\n乙: 丑\n段落: [一]\n"
        "组: [{组名: 一组, 成员: [{姓名: 某}]}]\n"
        "任务:\n  - {名称: 排查}\n表:\n  - {地点: 食堂}\n# 末尾\n"
    )
    text, content = workbook.filled(text, odd(tmp_path))
    (tmp_path / "facts.yaml").write_text(text, "utf-8")
    (tmp_path / workbook.FILE).write_bytes(content)
    kept = [line for line in text.split("\n") if line and not line.startswith("#")]
    assert kept == [
        "structure: odd",
        "use: facts.xlsx",
        "甲: {value: 子, source: 会议}",
        "段落: [一]",
        "组: [{组名: 一组, 成员: [{姓名: 某}]}]",
        "任务: {file: facts.xlsx, sheet: 任务项目2027}",
        "表: {file: facts.xlsx, sheet: 基本信息2}",
    ]
    assert "# 一个\n甲:" in text
    problems = [each for each in pipeline.check(tmp_path) if each.code != "F117"]
    assert problems == []
    plan = pipeline.open_plan(tmp_path)
    found = read_facts(plan.facts, plan.structure)
    assert str(found.values["乙"]) == "丑"


def test_without_the_extra(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is said, at each place that names the workbook; nothing is written."""
    run("new", "annual-work-plan", "plan", "--example", "--xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    told = run("new", "annual-work-plan", "other", "--xlsx")
    assert (told.status, told.out) == (2, "")
    assert 'pip install "plan-drafter[xlsx]"' in told.err
    assert not Path("other").exists()
    found = run("check", "plan")
    named = Path("plan/facts.yaml").read_text("utf-8").count(": facts.xlsx\n")
    assert (found.status, re.findall("错误 [A-Z0-9]+", found.out)) == (1, ["错误 X717"] * named)
    assert found.out.startswith("plan/facts.yaml:5:6: 错误 X717 读“facts.xlsx”要先装读写 Excel 工作簿的部分\n")
    assert '  提示：运行 pip install "plan-drafter[xlsx]"' in found.out


def test_the_workbook_holds_no_time_and_no_name_of_a_person(run: Run) -> None:
    """The document's properties say when and by whom: neither is anybody's business."""
    run("new", "annual-work-plan", "plan", "--xlsx")
    properties = openpyxl.load_workbook("plan/facts.xlsx").properties
    assert (properties.creator, str(properties.created), str(properties.modified)) == (
        "drafter",
        "2000-01-01 00:00:00",
        "2000-01-01 00:00:00",
    )
    assert re.fullmatch(r"[\w.]+", workbook.FILE)
