"""过滤器: each does what docs/wording.md says of it, lets a gap stand, and leaves what is absent absent."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import drafter
from drafter.document import Paragraph, plain
from drafter.filters import FILTERS
from drafter.problems import DraftError
from drafter.values import ABSENT, Absent, Value, fact

WritePlan = Callable[..., Path]

STRUCTURE = """
title: 方案
about: 试验
heading: 方案
facts:
  单位: organ
  规划: basis
  单位名单: {kind: list, item: text, required: true, at_least: 2}
  片段: {kind: list, item: text}
  机制: {kind: list, required: true, item: {名称: {required: true}, 任务: {required: true}}}
  措施: {kind: list, item: text}
  数: integer
  年度: {kind: year, required: true}
  日期: {kind: date}
  里程: {kind: quantity}
  文件: text
  口号: text
  经费: money
  说明: paragraph
sections:
  - wording: 正文
"""
FACTS = """
单位: {全称: 市教育局, 简称: 市局}
规划: {名称: ……规划, 文号: 文号, 简称: 规划}
单位名单: [甲, 乙, 丙]
片段: [甲, 乙, 丙]
机制:
  - {名称: 共建, 任务: 建}
  - {名称: 共治, 任务: 治}
  - {名称: 共享, 任务: 享}
  - {名称: 共融, 任务: 融}
  - {名称: 共进, 任务: 进}
措施: [……, ……]
数: 12
年度: 2027
日期: 2027年1月5日
里程: 126公里
文件: ……
口号: ……
"""


def line(write_plan: WritePlan, template: str, *, gaps: bool = False, facts: str = FACTS) -> str:
    """The one paragraph that the template prints; empty where it prints none."""
    document = drafter.draft(write_plan(STRUCTURE, facts, {"正文": template}), gaps=gaps)
    return "".join(plain(block.text) for block in document.blocks if isinstance(block, Paragraph))


# ---- the table in the documentation ---------------------------------------------------------------------------------

DOCS = (Path(__file__).parent.parent / "docs" / "wording.md").read_text("utf-8")
ROWS = [
    (expression.replace("\\|", "|"), told)
    for expression, told in re.findall(r"^\| `(\{\{.*?\}\})` \| (.*) \|$", DOCS, re.MULTILINE)
]

EXAMPLES = {
    "{{ 单位名单 | join_cn }}": "甲、乙、丙",
    "{{ 单位名单 | join_cn('；') }}": "甲；乙；丙",
    "{{ 单位名单 | join_cn(last='和') }}": "甲、乙和丙",
    "{{ 片段 | join }}": "甲乙丙",
    "{{ 片段 | join('，') }}": "甲，乙，丙",
    "{{ 机制 | names }}": "共建、共治、共享、共融、共进",
    "{{ 机制 | pick('任务') }}": "建、治、享、融、进",
    "{{ 措施 | points }}": "一是……；二是……",
    "{{ 措施 | points('一要') }}": "一要……；二要……",
    "{{ 措施 | points('首先') }}": "首先……；其次……",
    "{{ 措施 | points(stop='。') }}": "一是……。二是……",
    "{{ 机制 | count_cn }}": "五",
    "{{ 机制 | count }}": "5",
    "{{ 数 | cn }}": "十二",
    "{{ 年度 | year(-1) }}": "2026",
    "{{ 年度 | year_cn }}": "二〇二七",
    "{{ 日期 | month_cn }}": "2027年1月",
    "{{ 里程 | unit('公里') }}": "126公里",
    "{{ 单位 | introduce }}": "市教育局（以下简称市局）",
    "{{ 文件 | book }}": "《……》",
    "{{ 口号 | quote }}": "“……”",
    "{{ 经费 | default('若干') }}": "若干",
}
TOLD_IN_WORDS = {"{{ 机制 | names }}", "{{ 片段 | join }}", "{{ 经费 | default('若干') }}"}


def documented() -> set[str]:
    """Every expression in the table: a row's own, and with the row's value each further way in its second column."""
    expressions = set()
    for expression, told in ROWS:
        value = expression.split(" | ")[0]
        expressions |= {expression} | {f"{value} | {way} }}}}" for way in re.findall(r"`(\w+\([^`]*\))`", told)}
    return expressions


def test_every_expression_in_the_table_has_its_example_here() -> None:
    """The documentation and this file are about the same expressions."""
    assert documented() == set(EXAMPLES)


@pytest.mark.parametrize(("expression", "printed"), EXAMPLES.items())
def test_a_filter_prints_what_the_table_says(write_plan: WritePlan, expression: str, printed: str) -> None:
    """With the facts above, the table's results to the letter."""
    assert line(write_plan, expression) == printed


@pytest.mark.parametrize(("expression", "told"), [row for row in ROWS if row[0] not in TOLD_IN_WORDS])
def test_the_table_shows_what_is_printed(expression: str, told: str) -> None:
    """A reader of the table sees the result itself, but for the rows that tell it in words."""
    assert EXAMPLES[expression] in told


# ---- beyond the table -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("{{ 规划 }}", "《……规划》（文号）"),
        ("{{ 规划 | introduce }}", "《……规划》（文号，以下简称《规划》）"),
        ("{{ 规划.名称 }}", "……规划"),
        ("{{ 单位 }}", "市教育局"),
        ("{{ 单位.简称 }}", "市局"),
        ("{{ 里程 | introduce }}", "126公里"),
    ],
)
def test_names_given_in_parts(write_plan: WritePlan, expression: str, printed: str) -> None:
    """A part by its name, the whole as office prose has it, and the first mention with the short form."""
    assert line(write_plan, expression) == printed


def test_a_name_typed_in_one_has_its_main_part_only(write_plan: WritePlan) -> None:
    """{{ 单位.全称 }} is the whole; a sentence with the short form that was not given is left out."""
    facts = FACTS.replace("{全称: 市教育局, 简称: 市局}", "市教育局")
    assert line(write_plan, "{{ 单位.全称 }}。简称{{ 单位.简称 }}。", facts=facts) == "市教育局。"
    assert line(write_plan, "{{ 单位 | introduce }}", facts=facts) == "市教育局"


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("{{ 单位名单[:2] | join_cn(last='和') }}", "甲和乙"),
        ("{{ 单位名单[:1] | join_cn(last='和') }}", "甲"),
        ("{{ 文件 | join_cn }}", "……"),
        ("{{ 单位名单 | names | join_cn }}", "甲、乙、丙"),
        ("{{ 单位名单 | count_cn }}{{ 单位名单[:2] | count_cn }}{{ 单位名单[:1] | count_cn }}", "三两一"),
        ("{{ '《水法》' | book }}{{ '“快”' | quote }}", "《水法》“快”"),
        ("{{ 里程 | unit('米') }}", "126公里米"),
        ("{{ 数 | unit('公里') }}", "12公里"),
        ("{{ 日期 | year }}{{ 日期 | year(1) | year_cn }}", "2027二〇二八"),
        ("{{ '2027年1月' | month_cn }}", "2027年1月"),
        ("{{ (机制 | first).名称 }}{{ (机制 | last).任务 }}", "共建进"),
        ("{{ 单位名单 | quote }}", "“甲、乙、丙”"),
        ("{{ (单位名单 | list + ['丁']) | points('首先', stop='') }}", "首先甲其次乙再次丙最后丁"),
        ("无。{{ 单位名单[:0] | points }}。", "无。"),
        ("{{ 单位名单 | select('equalto', '乙') }}", "乙"),
        ("{{ 机制 | selectattr('任务', 'equalto', '治') | names }}", "共治"),
        ("{{ 机制 | map(attribute='名称') | join_cn('') }}", "共建共治共享共融共进"),
        ("{{ 单位名单 | sort(reverse=true) | join }}", "甲乙丙"),
        ("{{ 单位名单 | length }}{{ 单位名单 | list | last }}", "3丙"),
    ],
)
def test_more_examples(write_plan: WritePlan, expression: str, printed: str) -> None:
    """Single items, texts for lists, filters after one another, and those of Jinja's own."""
    assert line(write_plan, expression) == printed


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("{{ 文件 | cn }}", "cn 只能用于0到9999的整数，这里是“……”"),
        ("{{ '12345' | cn }}", "这里是“12345”"),
        ("{{ 文件 | year }}", "year 只能用于年份和日期，这里是“……”"),
        ("{{ 年度 | month_cn }}", "month_cn 只能用于日期和月份，这里是“2027”"),
        ("{{ 机制 | join_cn }}", "先选要印的那一个"),
        ("{{ 机制 | points }}", "先选要印的那一个"),
        ("{{ 机制 | pick('名秤') }}", "没有“名秤”这个字段"),
        ("{{ 单位名单 | pick('任务') }}", "列表的各项没有字段，不能取“任务”"),
        ("{{ 措施 | points('甲') }}", "不认识要点的标记“甲”"),
        ("{{ (单位名单 | list + 单位名单 | list) | points('首先') }}", "“首先”最多数到4项，这里有6项"),
    ],
)
def test_what_a_filter_cannot_work_on_is_told(write_plan: WritePlan, expression: str, reason: str) -> None:
    """In the clerk's words, at the template's line; never a traceback, never something printed half."""
    with pytest.raises(DraftError) as raised:
        line(write_plan, "第一行\n第二行" + expression)
    (problem,) = raised.value.problems
    assert problem.place
    assert (problem.code, Path(problem.place.file).name, problem.place.line) == ("W307", "正文.j2", 2)
    assert reason in problem.message


# ---- what was not given ---------------------------------------------------------------------------------------------

ARGUMENTS = {"pick": ("名称",), "unit": ("公里",)}
PASSING = sorted(set(FILTERS) - {"default"})


@pytest.mark.parametrize("name", PASSING)
def test_what_is_absent_stays_absent(name: str) -> None:
    """So that the sentence is dropped and nothing half is printed."""
    assert isinstance(FILTERS[name](ABSENT, *ARGUMENTS.get(name, ())), Absent)


@pytest.mark.parametrize("name", PASSING)
def test_a_gap_stands_as_it_is(name: str) -> None:
    """【待补：年度】 where 二〇二七 would stand, not an error about years."""
    gap = Value("【待补：年度】", fact("【待补：年度】", 0).marked, gap=True)
    assert FILTERS[name](gap, *ARGUMENTS.get(name, ())) is gap


def test_default_is_for_what_is_absent_only() -> None:
    """A gap is not absent: it waits for its value."""
    gap = Value("【待补：年度】", fact("【待补：年度】", 0).marked, gap=True)
    assert FILTERS["default"](ABSENT, "若干") == "若干"
    assert FILTERS["default"](gap, "若干") is gap
    assert FILTERS["default"]("2亿元", "若干") == "2亿元"


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ 年度 | year(-1) }}年和{{ 年度 | year_cn }}年", "【待补：年度】年和【待补：年度】年"),
        ("{{ 单位名单 | join_cn }}{{ 单位名单 | count_cn }}家", "【待补：单位名单】、【待补：单位名单】两家"),
        ("{{ 机制 | names | join_cn }}", "【待补：名称】"),
        ("第一句。{{ 口号 | quote }}在墙上。第三句。", "第一句。第三句。"),
        ("第一句。{{ 措施 | points }}。第三句。", "第一句。第三句。"),
        ("第一句。共{{ 措施 | count }}项。第三句。", "第一句。第三句。"),
    ],
)
def test_gaps_and_absent_facts_in_a_draft(write_plan: WritePlan, template: str, printed: str) -> None:
    """A required fact is a gap whatever filter it goes through; an optional one takes its sentence along."""
    assert line(write_plan, template, gaps=True, facts="") == printed
