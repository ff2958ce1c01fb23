"""事实: all that is wrong with a facts file in one pass, and what its values become.

Each file in cases/facts is written for the structure `sound` beside it; the .txt has all that `check` says of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter import pipeline
from drafter.catalogue import CATALOGUE
from drafter.facts import Facts
from drafter.facts import read as read_facts
from drafter.library import Library
from drafter.problems import Problem
from drafter.source import parse
from drafter.structure_file import load
from drafter.values import Value
from tests.plain_facts import plain
from tests.structures import structure_from

CASES = Path(__file__).parent / "cases"
FILES = sorted((CASES / "facts").glob("*.yaml"))
Golden = Callable[[str | Path, str], None]


def told(problem: Problem) -> str:
    """The problem as `check` prints it, and the path that its JSON has."""
    return f"{problem}\n  路径：{problem.path}\n" if problem.path else f"{problem}\n"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_all_that_is_wrong_with_facts(golden: Golden, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Every problem with place, words, hint and path, as in the .txt beside the facts; `--accept` writes it anew."""
    monkeypatch.chdir(CASES)
    golden(file.with_suffix(".txt"), "".join(map(told, pipeline.check(file.relative_to(CASES)))))


def test_every_problem_of_facts_has_its_case() -> None:
    """A new F code brings a faulty facts file."""
    expected = "".join(file.with_suffix(".txt").read_text("utf-8") for file in FILES)
    assert set(re.findall(r"(?:错误|警告) (F\d+)", expected)) == {code for code in CATALOGUE if code.startswith("F")}


# ---- what the values become -----------------------------------------------------------------------------------------

NEEDED = "单位: 松岭中学\n年度: 2027\n事项: 消防整治\n"
TASKS = "任务: [{名称: 排查, 做法: [登记, 整改]}, {名称: 演练, 做法: [预案, 演练]}]\n"


def read(text: str, *, gaps: bool = False) -> Facts:
    """The facts in `text`, typed by the structure `sound`."""
    structure, _ = load(CASES / "structures" / "sound.yaml", Library((CASES,)))
    assert structure
    return read_facts(parse(text, "facts.yaml"), structure, gaps=gaps)


def test_values_are_as_typed() -> None:
    """Nothing is rewritten, rounded or padded; blanks around a value go, and what is not given is absent."""
    facts = read(NEEDED + TASKS + "经费: ' 2.30万元 '\n台账: [{地点: 食堂, 数量: '007'}, {地点: 操场}]\n")
    assert not facts.problems
    values = {name: plain(value) for name, value in facts.values.items()}
    assert (values["经费"], values["年度"], values["整改率"], values["要求"]) == ("2.30万元", "2027", None, None)
    assert values["台账"] == [{"地点": "食堂", "数量": "007"}, {"地点": "操场", "数量": None}]
    assert values["任务"] == [
        {"名称": "排查", "做法": ["登记", "整改"], "牵头单位": None, "时限": None, "联系人": None},
        {"名称": "演练", "做法": ["预案", "演练"], "牵头单位": None, "时限": None, "联系人": None},
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "总述: |\n  一段。\n\n  二段。\n",
        "总述: |\n  　　一段。\n  　　二段。\n\n\n",
        '总述: "一段。\\n二段。"\n',
        "总述:\n  一段。\n\n  二段。\n",
    ],
)
def test_paragraphs_are_lines(typed: str) -> None:
    """Blank lines and the blanks that people indent with are not part of the text."""
    assert plain(read(NEEDED + TASKS + typed).values["总述"]) == "一段。\n二段。"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("《消防法》", "《消防法》"),
        ("{名称: 消防法}", "《消防法》"),
        ("{名称: 《消防法》, 文号: 国务院令第6号}", "《消防法》（国务院令第6号）"),
        ("{名称: 消防法, 文号: 松教发〔2026〕18号}", "《消防法》（松教发〔2026〕18号）"),
        ("{value: 消防法, source: 法规库}", "消防法"),
        ("{名称: {value: 消防法, source: 法规库}, 文号: }", "《消防法》"),
    ],
)
def test_a_document_to_rest_on(typed: str, printed: str) -> None:
    """依据文件 as one text, or as name and number printed together."""
    facts = read(f"{NEEDED}{TASKS}依据: {typed}\n")
    assert (facts.problems, plain(facts.values["依据"])) == ([], printed)


def test_each_value_knows_where_it_was_typed() -> None:
    """Path with indices from 1, place, and the source that the user named; marks in the value lead to it."""
    facts = read(f"{NEEDED}整改率: {{value: 100%, source: 总务处}}\n{TASKS}")
    origins = {origin.path: origin for origin in facts.origins}
    rate, second = facts.values["整改率"], origins["任务[2].做法[1]"]
    assert isinstance(rate, Value)
    assert rate.number is not None
    assert facts.origins[rate.number] == origins["整改率"]
    place = origins["整改率"].place
    assert place
    assert (place.file, place.line, place.column, origins["整改率"].source) == ("facts.yaml", 4, 14, "总务处")
    assert second.place
    assert (second.place.line, second.place.column, second.text, second.source) == (5, 44, "预案", None)
    assert origins["任务"].place
    assert origins["任务"].text is None


def test_what_is_wrong_is_absent_and_the_rest_is_read() -> None:
    """One fault does not hide the others."""
    facts = read("单位: [松岭中学]\n年度: 27\n事项: 消防整治\n任务: 排查\n")
    assert [problem.code for problem in facts.problems] == ["F103", "F104", "F103"]
    assert plain(facts.values["单位"]) is None
    assert plain(facts.values["事项"]) == "消防整治"


# ---- with gaps ------------------------------------------------------------------------------------------------------


def test_an_empty_file_becomes_a_draft_of_gaps() -> None:
    """【待补：标签】 for what is required, as many items as there must be; what is optional stays absent."""
    facts = read("structure: sound\n", gaps=True)
    assert not facts.problems
    values = {name: plain(value) for name, value in facts.values.items()}
    task = {"名称": "【待补：名称】", "做法": ["【待补：做法】"] * 2, "牵头单位": None, "时限": None, "联系人": None}
    assert (values["单位"], values["年度"]) == ("【待补：单位】", "【待补：计划年度】")
    assert values["任务"] == [task, task]
    assert {name for name, value in values.items() if value is not None} == {"单位", "年度", "事项", "任务"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "任务: [{名称: 排查, 做法: [登记]}]\n",
            [("排查", ["登记", "【待补：做法】"]), ("【待补：名称】", ["【待补：做法】"] * 2)],
        ),
        (
            "任务:\n  -\n  - {名称: 演练}\n",
            [("【待补：名称】", ["【待补：做法】"] * 2), ("演练", ["【待补：做法】"] * 2)],
        ),
        ("任务:\n  - 名称:\n    做法:\n      -\n", [("【待补：名称】", ["【待补：做法】"] * 2)] * 2),
    ],
    ids=["too few", "empty item", "blank scaffold"],
)
def test_lists_are_filled_up_with_gaps(typed: str, expected: list[tuple[str, list[str]]]) -> None:
    """Too few items, empty ones and a scaffold left blank become gaps, at every depth."""
    facts = read(NEEDED + typed, gaps=True)
    tasks = plain(facts.values["任务"])
    assert not facts.problems
    assert isinstance(tasks, list)
    assert [(task["名称"], task["做法"]) for task in tasks] == expected


def test_an_optional_group_begun_is_completed_with_gaps() -> None:
    """Whoever named the post must name the person."""
    assert plain(read(NEEDED + TASKS + "负责人: {职务: 校长}\n", gaps=True).values["负责人"]) == {
        "姓名": "【待补：姓名】",
        "职务": "校长",
    }


def test_a_required_group_is_a_group_of_gaps(write_plan: Callable[..., Path]) -> None:
    """Its required fields are gaps, its optional ones absent."""
    group = "负责人: {kind: group, required: true, fields: {姓名: {required: true}, 职务: text}}"
    folder = write_plan(f"title: 方案\nabout: 试验\nheading: 方案\nfacts: {{{group}}}\nsections: [{{text: 甲}}]\n")
    structure, _ = load(folder / "structures" / "plan.yaml", Library((folder,)))
    assert structure
    facts = read_facts(parse("structure: plan\n", "facts.yaml"), structure, gaps=True)
    assert plain(facts.values["负责人"]) == {"姓名": "【待补：姓名】", "职务": None}
    assert [origin.path for origin in facts.origins] == ["负责人.姓名"]


def test_gaps_excuse_only_what_is_missing() -> None:
    """A wrong value, an unknown key and too many items are errors all the same."""
    facts = read("年度: 27\n单伟: 甲\n要求: [一, 二, 三, 四]\n状态: 定稿\n", gaps=True)
    assert sorted(problem.code for problem in facts.problems) == ["F102", "F104", "F105", "F107"]


def test_a_gap_has_a_path_but_no_place() -> None:
    """What nobody typed stands nowhere."""
    facts = read("structure: sound\n", gaps=True)
    assert {"单位", "任务[1].名称", "任务[2].做法[2]"} <= {origin.path for origin in facts.origins}
    assert {origin.place for origin in facts.origins} == {None}


def test_twelve_mistakes_are_told_at_once() -> None:
    """Twelve mistakes in one file are twelve errors, each at its own place and with what to do about it."""
    file = CASES / "facts" / "twelve-mistakes.yaml"
    found = pipeline.check(file)
    assert len(found) == len({each.place for each in found}) == 12
    assert all(each.severity == "error" and each.hint for each in found)
    assert len({each.code for each in found}) == 10


# ---- a list in one line ---------------------------------------------------------------------------------------------

_JOINED = """\
title: 简报
about: 一周一期
heading: 简报
facts:
  单位: {kind: list, item: organ, joined: true, unique: true, at_most: 3}
  步骤: {kind: list, item: text}
sections:
  - text: "{{ 单位 | join_cn }}{{ 步骤 | join_cn }}"
"""


def joined(folder: Path, typed: str) -> Facts:
    """The facts in `typed`, where 单位 may be written as one line."""
    return read_facts(parse(typed, "facts.yaml"), structure_from(_JOINED, folder))


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("甲科、乙科；丙科", {"甲科": (1, 5), "乙科": (1, 8), "丙科": (1, 11)}),
        ("甲科", {"甲科": (1, 5)}),
        ("'甲科、 乙科'", {"甲科": (1, 6), "乙科": (1, 10)}),
        ("《甲、乙》编写组、（丙、丁）科", {"《甲、乙》编写组": (1, 5), "（丙、丁）科": (1, 14)}),
        ("甲科、\n  乙科", {"甲科": (1, 5), "乙科": (2, 3)}),
        ("[甲科, 乙科]", {"甲科": (1, 6), "乙科": (1, 10)}),
    ],
)
def test_a_list_may_be_one_line_where_the_structure_says_so(
    tmp_path: Path, typed: str, items: dict[str, tuple[int, int]]
) -> None:
    """Parted at 、 and ；, not inside brackets and quotation marks; each item knows its own line and column."""
    facts = joined(tmp_path, f"单位: {typed}\n")
    assert facts.problems == []
    assert plain(facts.values["单位"]) == list(items)
    places = {each.text: each.place for each in facts.origins if each.text}
    assert {text: (place.line, place.column) for text, place in places.items() if place} == items


@pytest.mark.parametrize(
    ("typed", "told_"),
    [
        ("单位: 甲科、、丙科", "1:8 F106 单位[2]"),
        ("单位: 甲科、", "1:8 F106 单位[2]"),
        ("单位: 甲科、乙，科", "1:8 F104 单位[2]"),
        ("单位: 甲科、乙科、甲科", "1:11 F110 单位[3]"),
        ("单位: 甲、乙、丙、丁", "1:5 F105 单位"),
        ("步骤: 登记、整改", "1:5 F103 步骤"),
    ],
)
def test_what_is_wrong_in_such_a_line_is_told_at_its_item(tmp_path: Path, typed: str, told_: str) -> None:
    """The same problems as in a list in lines, and a list that may not be joined is none."""
    (found,) = joined(tmp_path, f"{typed}\n").problems
    assert found.place
    assert f"{found.place.line}:{found.place.column} {found.code} {found.path}" == told_
    assert found.code != "F103" or found.hint == "每一项占一行，以半角的“- ”开头，如：- 登记"
