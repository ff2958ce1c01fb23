"""编排: sections, numbers, points, notes, tables and attachments, from a structure and its facts to a document."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from textwrap import dedent, indent

import pytest

import drafter
from drafter import pipeline
from drafter.document import Attachment, AttachmentList, Document, Heading, Paragraph, Point, Table, paragraphs, plain
from drafter.problems import DraftError

WritePlan = Callable[..., Path]

STRUCTURE = """\
title: 试验
about: 试验
heading: 方案
{rest}facts:
  单位: organ
  时限: deadline
  经费: money
  协同: {{kind: list, item: organ}}
  总述: paragraph
  做法: {{kind: list, item: text}}
  段落: {{kind: list, item: paragraph}}
  事项: {{kind: list, item: {{名称: {{required: true}}, 内容: text, 时限: deadline, 步骤: list}}}}
  部: {{kind: list, item: {{名: {{required: true}}, 文: text, 章: {{kind: list, item:
    {{名: {{required: true}}, 文: text, 节: {{kind: list, item: {{名: {{required: true}}, 条: list}}}}}}}}}}}}
sections:
{sections}
"""
ROLES = {"Paragraph": "", "Table": "row", "AttachmentList": "list"}


@pytest.fixture
def draw(write_plan: WritePlan) -> Callable[..., Document]:
    """Drafts `sections` with `facts`; `rest` are further keys of the structure."""

    def drawn(sections: str, facts: str, rest: str = "", wording: dict[str, str] | None = None) -> Document:
        body = indent(dedent(sections).strip(), "  ")
        return drafter.draft(write_plan(STRUCTURE.format(rest=dedent(rest).lstrip(), sections=body), facts, wording))

    return drawn


Draw = Callable[..., Document]


def outline(document: Document) -> list[str]:
    """Every printed paragraph with its role: 1 to 4 for a heading, point, note, row …; none for a paragraph."""
    lines = []
    for block, text in paragraphs(document):
        role = str(block.level) if isinstance(block, Heading) else ROLES.get(type(block).__name__, type(block).__name__)
        lines.append(f"{role.lower()} {plain(text)}".strip())
    return lines[1:] if lines[:1] == ["title 方案"] else lines


def lines(expected: str) -> list[str]:
    """The lines of an expected outline."""
    return [line.strip() for line in expected.strip().split("\n")]


# ---- sections -------------------------------------------------------------------------------------------------------


def test_points_behind_a_paragraph_without_a_stop_are_sentences_of_their_own(draw: Draw) -> None:
    """A fact may lack its full stop; 一是 never runs on from its last word."""
    document = draw('- {text: "{{ 总述 }}", points: {each: 做法, inline: true}}', "总述: 先修干渠\n做法: [子, 丑]")
    assert outline(document) == ["先修干渠。一是子。二是丑。"]


def test_each_in_each_down_to_the_fourth_level(draw: Draw) -> None:
    """Every level takes its items from the one above, counts anew under it, and knows its own 序号."""
    document = draw(
        """
        - each: 部
          heading: "{{ 名 }}"
          text: "{{ 文 }}"
          sections:
            - each: 章
              heading: "{{ 名 }}"
              text: "{{ 文 }}"
              sections:
                - each: 节
                  heading: "{{ 名 }}"
                  sections:
                    - {each: 条, heading: "{{ 本项 }}", run_in: true, text: "属{{ 名 }}第{{ 序号 }}条。"}
        """,
        """
        部:
          - 名: 甲部
            章:
              - 名: 甲一章
                文: 甲一的话。
                节:
                  - {名: 甲一一节, 条: [壹, 贰]}
                  - {名: 甲一二节, 条: [叁]}
              - {名: 甲二章, 节: [{名: 甲二一节, 条: [肆]}]}
          - {名: 乙部, 文: 乙的话。}
          - {名: 丙部, 章: [{名: 丙一章, 文: 丙一的话。}]}
        """,
    )
    assert outline(document) == lines(
        """
        1 一、甲部
        2 （一）甲一章
        甲一的话。
        3 1.甲一一节
        4 （1）壹。属甲一一节第1条。
        4 （2）贰。属甲一一节第2条。
        3 2.甲一二节
        4 （1）叁。属甲一二节第1条。
        2 （二）甲二章
        3 1.甲二一节
        4 （1）肆。属甲二一节第1条。
        1 二、乙部
        乙的话。
        1 三、丙部
        2 （一）丙一章
        丙一的话。
        """
    )


def test_a_field_of_the_item_hides_the_fact_of_the_same_name(draw: Draw) -> None:
    """时限 is the item's own inside each, also where the item has none; outside it is the plan's."""
    document = draw(
        """
        - {each: 事项, text: "{{ 名称 }}{{ 时限 | default('不限') }}。"}
        - text: "{{ 时限 }}。"
        """,
        "时限: 全年\n事项: [{名称: 甲, 时限: 三月}, {名称: 乙}]",
    )
    assert outline(document) == ["甲三月。", "乙不限。", "全年。"]


def test_what_is_left_out_leaves_no_gap_in_the_numbers(draw: Draw) -> None:
    """By when, for want of a fact in the text, for want of every subsection, of items, of a heading's own fact."""
    document = draw(
        """
        - {heading: 一章, text: 甲。}
        - {heading: 有经费时, when: 经费, text: 乙。}
        - {heading: 缺事实, text: "所需{{ 经费 }}。"}
        - {heading: 缺下级, sections: [{heading: 甲, text: "{{ 经费 }}"}, {heading: 乙, when: 做法, text: 乙。}]}
        - {heading: 缺要点, points: {each: 做法}}
        - {heading: 缺表格, table: {each: 事项, columns: [名称]}}
        - {each: 事项, heading: "{{ 名称 }}", text: 丙。}
        - {heading: 二章, sections: [{heading: 甲, when: 经费, text: 甲。}, {heading: 乙, text: 丁。}]}
        """,
        "单位: 甲局",
    )
    assert outline(document) == ["1 一、一章", "甲。", "1 二、二章", "2 （一）乙", "丁。"]


@pytest.mark.parametrize(("facts", "printed"), [("经费: 3万元", True), ("经费:", False), ("单位: 甲局", False)])
def test_a_section_when_a_fact_is_given(draw: Draw, facts: str, printed: bool) -> None:
    """An empty value is as good as none."""
    assert bool(outline(draw("- {when: 经费, text: 有经费。}", facts))) == printed


def test_when_may_name_a_field_of_the_item(draw: Draw) -> None:
    """Item by item."""
    sections = """
        - each: 事项
          heading: "{{ 名称 }}"
          sections:
            - {heading: 内容, when: 内容, text: "{{ 内容 }}"}
            - {heading: 其他, text: 照旧。}
    """
    document = draw(sections, "事项: [{名称: 甲, 内容: 有。}, {名称: 乙}]")
    assert outline(document) == lines(
        """
        1 一、甲
        2 （一）内容
        有。
        2 （二）其他
        照旧。
        1 二、乙
        2 （一）其他
        照旧。
        """
    )


def test_the_parts_of_a_section_come_in_their_order(draw: Draw) -> None:
    """Heading, text, points, note, table, subsections, however the structure writes them."""
    document = draw(
        """
        - sections: [{heading: 下级, text: 丙。}]
          table: {each: 事项, columns: [名称]}
          note: {parts: ["{{ 单位 }}"], own: true}
          points: {each: 做法}
          text: 甲。
          heading: 章
        """,
        "单位: 甲局\n做法: [子, 丑]\n事项: [{名称: 乙}]",
    )
    assert outline(document) == lines(
        """
        1 一、章
        甲。
        point 一是子。
        point 二是丑。
        note （甲局）
        row 名称
        row 乙
        2 （一）下级
        丙。
        """
    )


# ---- numbers --------------------------------------------------------------------------------------------------------

TREE = """
- {heading: 甲, sections: [{heading: 子, text: 文。}, {heading: 丑, sections: [{heading: 寅, text: 文。}]}]}
- {heading: 乙, sections: [{heading: 卯, text: 文。, sections: [{heading: 辰, text: 文。}]}]}
"""


@pytest.mark.parametrize(
    ("numbering", "headings"),
    [
        ("", "一、甲 （一）子 （二）丑 1.寅 二、乙 （一）卯 1.辰"),
        ("numbering: [一、, 1.]", "一、甲 1.子 2.丑 寅 二、乙 1.卯 辰"),
        ("numbering: [none, 一、, ①]", "甲 一、子 二、丑 ①寅 乙 一、卯 ①辰"),
        (
            "numbering: [第一章　, {mark: 第一条　, run_on: true}]",
            "第一章　甲 第一条　子 第二条　丑 寅 第二章　乙 第三条　卯 辰",
        ),
        ("numbering: [一、, （一）, {mark: 1., run_on: true}]", "一、甲 （一）子 （二）丑 1.寅 二、乙 （一）卯 2.辰"),
        ("numbering: [一、, none, 1.]", "一、甲 子 丑 1.寅 二、乙 卯 1.辰"),
        ("numbering: []", "甲 子 丑 寅 乙 卯 辰"),
    ],
)
def test_numbering_schemes(draw: Draw, numbering: str, headings: str) -> None:
    """The standard's by default; fewer levels, none at a level, one that runs on through the document."""
    document = draw(TREE, "单位: 甲局", numbering + "\n")
    printed = [line.split(" ", 1)[1] for line in outline(document) if line[0] in "1234"]
    assert " ".join(printed) == headings


def test_a_sections_own_number(draw: Draw) -> None:
    """none takes no number, nor does a dash; another style goes on counting where it stands."""
    document = draw(
        """
        - {heading: 引子, number: none, sections: [{heading: 小, text: 文。}]}
        - {heading: 甲, text: 文。, sections: [{heading: 小, text: 文。}]}
        - {heading: 插话, number: none, text: 文。, sections: [{heading: 小, text: 文。}]}
        - {heading: 旁白, number: ——, text: 文。}
        - {heading: 乙, number: 第一，, text: 文。}
        - {heading: 丙, text: 文。}
        """,
        "单位: 甲局",
    )
    assert [line for line in outline(document) if line != "文。"] == lines(
        """
        1 引子
        2 （一）小
        1 一、甲
        2 （一）小
        1 插话
        2 （一）小
        1 ——旁白
        1 第二，乙
        1 三、丙
        """
    )


@pytest.mark.parametrize(
    "section",
    [
        "- {each: 做法, heading: '{{ 本项 }}', number: 首先, text: 文。}",
        "- {points: {each: 做法, mark: 首先}}",
        "- {points: {each: 做法, mark: 首先, inline: true}}",
    ],
)
def test_more_items_than_a_style_can_count(draw: Draw, section: str) -> None:
    """首先 ends with 最后: an error at the structure's line, no fifth item without a mark."""
    four = draw(section, "做法: [甲, 乙, 丙, 丁]")
    assert "最后丁" in "".join(outline(four))
    with pytest.raises(DraftError) as raised:
        draw(section, "做法: [甲, 乙, 丙, 丁, 戊]")
    (problem,) = raised.value.problems
    assert problem.code == "F116"
    assert problem.place
    assert Path(problem.place.file).name == "plan.yaml"


# ---- headings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("- {heading: 标, text: 文。}", ["1 一、标", "文。"]),
        ("- {heading: 标, stop: 。, text: 文。}", ["1 一、标。", "文。"]),
        ("- {heading: 标, run_in: true, text: 文。}", ["1 一、标。文。"]),
        ("- {heading: 标, run_in: true, stop: ：, text: 文。}", ["1 一、标：文。"]),
        ("- {heading: 标, run_in: true, stop: '', text: 文。}", ["1 一、标文。"]),
        ("- {heading: 标？, run_in: true, text: 文。}", ["1 一、标？文。"]),
        ("- {heading: 标, run_in: true, wording: 两段}", ["1 一、标。第一段。", "第二段。"]),
        ("- {heading: 标, run_in: true, points: {each: 做法, inline: true}}", ["1 一、标。一是子。二是丑。"]),
        ("- {heading: 标, run_in: true, points: {each: 做法}}", ["1 一、标", "point 一是子。", "point 二是丑。"]),
        ("- {heading: 标, run_in: true, points: {each: 做法, mark: none}}", ["1 一、标。子。", "丑。"]),
        ("- {heading: 标, run_in: true, table: {each: 事项, columns: [名称]}}", ["1 一、标", "row 名称", "row 乙"]),
        ("- {heading: 标, run_in: true, sections: [{heading: 小, text: 文。}]}", ["1 一、标", "2 （一）小", "文。"]),
        ("- {heading: 标, run_in: true, text: 文。, note: ['{{ 单位 }}牵头']}", ["1 一、标。文。（甲局牵头）"]),
        ("- {heading: [第一行, 第二行], text: 文。}", ["1 一、第一行", "1 第二行", "文。"]),
        ("- {heading: [第一行, 第二行], run_in: true, text: 文。}", ["1 一、第一行", "1 第二行。文。"]),
        ("- {heading: [第一行, '第二行{{ 经费 }}'], text: 文。}", ["1 一、第一行", "文。"]),
        ("- {heading: ['{{ 单位 }}，', 第二行], text: 文。}", ["1 一、甲局，", "1 第二行", "文。"]),
        ("- {heading: ['{{ 单位 }}，', '第二行{{ 经费 }}'], text: 文。}", ["1 一、甲局", "文。"]),
    ],
)  # fmt: skip
def test_headings_alone_and_run_in(draw: Draw, section: str, expected: list[str]) -> None:
    """Run in where a paragraph follows, else alone, each with its full stop; broken where the author broke it."""
    document = draw(section, "单位: 甲局\n做法: [子, 丑]\n事项: [{名称: 乙}]", wording={"两段": "第一段。\n第二段。"})
    assert outline(document) == expected


def test_the_title_may_break_into_two_lines(write_plan: WritePlan) -> None:
    """One block, two lines; the file's properties have it in one."""
    structure = STRUCTURE.format(rest="", sections="  - text: 甲。").replace(
        "heading: 方案", "heading: [青岚县, 工作方案]"
    )
    document = drafter.draft(write_plan(structure))
    assert outline(document) == ["title 青岚县", "title 工作方案", "甲。"]
    assert document.properties.title == "青岚县工作方案"


# ---- points ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "first", "second"),
    [
        ("一是", "一是子。", "二是丑。"),
        ("一要", "一要子。", "二要丑。"),
        ("首先", "首先子。", "其次丑。"),
        ("第一，", "第一，子。", "第二，丑。"),
        ("（一）", "（一）子。", "（二）丑。"),
        ("1.", "1.子。", "2.丑。"),
        ("（1）", "（1）子。", "（2）丑。"),
        ("①", "①子。", "②丑。"),
        ("——", "——子。", "——丑。"),
    ],
)
def test_points_with_every_mark(draw: Draw, mark: str, first: str, second: str) -> None:
    """Each its own paragraph, or all of them inline at the end of the section's last."""
    sections = f"""
    - {{text: 甲。, points: {{each: 做法, mark: "{mark}"}}}}
    - {{text: "以下：", points: {{each: 做法, mark: "{mark}", inline: true}}}}
    """
    document = draw(sections, "做法: [子, 丑]")
    assert outline(document) == ["甲。", f"point {first}", f"point {second}", f"以下：{first}{second}"]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("{each: 做法}", ["甲。", "子。"]),
        ("{each: 做法, inline: true}", ["甲。子。"]),
        ("{each: 做法, mark: ①}", ["甲。", "子。"]),
        ("{each: 做法, mark: ——}", ["甲。", "point ——子。"]),
    ],
)
def test_a_lone_point_has_no_number(draw: Draw, points: str, expected: list[str]) -> None:
    """Nobody writes 一是 without 二是; a dash is no number."""
    assert outline(draw(f"- {{text: 甲。, points: {points}}}", "做法: [子]")) == expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("mark: none", ["强管理。做甲。", "抓落实。做乙。"]),
        ("mark: 一是", ["point 一是强管理。做甲。", "point 二是抓落实。做乙。"]),
        ("mark: none, inline: true", ["强管理。做甲。抓落实。做乙。"]),
        ("mark: 一是, inline: true, stop: ；", ["一是强管理。做甲；二是抓落实。做乙。"]),
        ("mark: none, stop: ；", ["强管理。做甲；", "抓落实。做乙。"]),
    ],
)
def test_points_with_a_lead_sentence(draw: Draw, points: str, expected: list[str]) -> None:
    """The lead closes with a full stop, the text with `stop`, the last one always with a full stop."""
    sections = f"- points: {{each: 事项, {points}, lead: '{{{{ 名称 }}}}', text: '{{{{ 内容 }}}}'}}"
    document = draw(sections, "事项: [{名称: 强管理, 内容: 做甲}, {名称: 抓落实, 内容: 做乙}]")
    assert outline(document) == expected


def test_the_lead_is_told_apart_from_the_text(draw: Draw) -> None:
    """So that a layout can set it in another face, with a mark or without."""
    sections = """
    - points: {each: 事项, mark: none, lead: "{{ 名称 }}", text: "{{ 内容 }}"}
    - points: {each: 事项, mark: 一是, lead: "{{ 名称 }}", text: "{{ 内容 }}"}
    """
    document = draw(sections, "事项: [{名称: 强管理, 内容: 做甲}, {名称: 抓落实, 内容: 做乙}]")
    bodies = [block for block in document.blocks if isinstance(block, (Paragraph, Point))]
    assert [(plain(block.lead), plain(block.text)) for block in bodies] == [
        ("强管理。", "做甲。"),
        ("抓落实。", "做乙。"),
    ] * 2
    assert [block.number for block in bodies if isinstance(block, Point)] == ["一是", "二是"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("[{名称: 甲, 内容: 子}, {名称: 乙}, {名称: 丙, 内容: 寅}]", ["一是子；二是寅。"]),
        ("[{名称: 甲, 内容: 子}, {名称: 乙, 内容: 丑}, {名称: 丙}]", ["一是子；二是丑。"]),
        ("[{名称: 甲}, {名称: 乙, 内容: 丑}]", ["丑。"]),
        ("[{名称: 甲}, {名称: 乙}]", []),
    ],
)
def test_a_point_that_misses_its_fact_leaves_no_gap(draw: Draw, facts: str, expected: list[str]) -> None:
    """Numbers and marks are those of what is printed; of one that is left the number goes."""
    sections = "- points: {each: 事项, inline: true, stop: ；, text: '{{ 内容 }}'}"
    assert outline(draw(sections, f"事项: {facts}")) == expected


def test_a_fact_that_ends_with_a_full_stop_keeps_it(draw: Draw) -> None:
    """One full stop, the fact's own."""
    document = draw("- points: {each: 做法, inline: true}", "做法: [子。, 丑]")
    assert outline(document) == ["一是子。二是丑。"]


# ---- notes ----------------------------------------------------------------------------------------------------------

NOTE = '["牵头单位：{{ 单位 }}", "协同单位：{{ 协同 | join_cn }}", "完成时限：{{ 时限 }}"]'


@pytest.mark.parametrize(
    ("section", "facts", "expected"),
    [
        ("{text: 甲。, note: NOTE}", "单位: 甲局\n时限: 年底前", ["甲。（牵头单位：甲局；完成时限：年底前）"]),
        ("{text: 甲。, note: NOTE}", "协同: [乙局, 丙局]", ["甲。（协同单位：乙局、丙局）"]),
        ("{text: 甲。, note: NOTE}", "经费: 3万元", ["甲。"]),
        ("{text: 甲。, note: {parts: NOTE, own: true}}", "时限: 年底前", ["甲。", "note （完成时限：年底前）"]),
        ("{text: 甲。, note: {parts: NOTE, own: true}}", "经费: 3万元", ["甲。"]),
        (
            "{text: 甲。, note: {parts: ['{{ 单位 }}', '{{ 时限 }}'], between: ，}}",
            "单位: 甲\n时限: 三月",
            ["甲。（甲，三月）"],
        ),
        (
            "{points: {each: 做法}, note: NOTE}",
            "做法: [子, 丑]\n时限: 三月",
            ["point 一是子。", "point 二是丑。（完成时限：三月）"],
        ),
        ("{wording: 两段, note: NOTE}", "单位: 甲局", ["第一段。", "第二段。（牵头单位：甲局）"]),
        ("{heading: 标, run_in: true, note: NOTE}", "单位: 甲局", ["1 一、标。（牵头单位：甲局）"]),
    ],
)
def test_responsibility_notes(draw: Draw, section: str, facts: str, expected: list[str]) -> None:
    """At the end of the last paragraph or as one of its own; parts that miss a fact go, with the last the brackets."""
    assert (
        outline(draw("- " + section.replace("NOTE", NOTE), facts, wording={"两段": "第一段。\n第二段。"})) == expected
    )


# ---- tables ---------------------------------------------------------------------------------------------------------


def test_a_table_from_a_list(draw: Draw) -> None:
    """Serial numbers, fields under their own name, patterns, a caption; what is missing leaves its cell empty."""
    document = draw(
        """
        - table:
            each: 事项
            caption: "{{ 单位 }}任务表"
            columns:
              - {title: 序号, number: true}
              - 名称
              - {title: 怎样做, text: "{{ 内容 }}（{{ 单位 }}）"}
              - {title: 时限, kind: number}
        """,
        "单位: 甲局\n事项: [{名称: 甲, 内容: 子, 时限: 三月}, {名称: 乙}]",
    )
    assert outline(document) == [
        "row 甲局任务表",
        "row 序号\t名称\t怎样做\t时限",
        "row 1\t甲\t子（甲局）\t三月",
        "row 2\t乙",
    ]
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [column.kind for column in table.columns] == ["serial", "text", "text", "number"]
    assert [len(row) for row in table.rows] == [4, 4]


def test_lists_in_cells_and_cells_from_plain_lists(draw: Draw) -> None:
    """A field that is itself a list is joined; of a list of texts 本项 is the item."""
    facts = "事项: [{名称: 甲, 步骤: [子, 丑]}]\n协同: [甲局, 乙局]"
    document = draw("- table: {each: 事项, columns: [名称, 步骤]}", facts)
    assert outline(document) == ["row 名称\t步骤", "row 甲\t子、丑"]
    document = draw("- table: {each: 协同, columns: [{title: 单位, text: '{{ 本项 }}'}]}", facts)
    assert outline(document) == ["row 单位", "row 甲局", "row 乙局"]


BOARDS = """\
部:
  - {名: 甲部, 章: [{名: 甲一, 文: 丙局, 节: [{名: 子}]}, {名: 甲二, 文: 乙局}]}
  - {名: 空部}
  - {名: 乙部, 章: [{名: 乙一, 文: 丙局}, {名: 乙二}]}
"""


def test_rows_from_lists_in_lists(draw: Draw) -> None:
    """Every 章 of every 部 is a row that knows its 部; 序号 counts on through all of them."""
    columns = "[{title: 部, text: '{{ 部 | count }}'}, {title: 号, text: '{{ 序号 }}'}, 名, 文]"
    table = f"- table: {{each: 部.章, columns: {columns}}}"
    assert outline(draw(table, BOARDS)) == [
        "row 部\t号\t名\t文",
        "row 3\t1\t甲一\t丙局",
        "row 3\t2\t甲二\t乙局",
        "row 3\t3\t乙一\t丙局",
        "row 3\t4\t乙二",
    ]
    table = "- table: {each: 部.章.节, columns: [{title: 节, text: '{{ 序号 }}{{ 名 }}（{{ 文 }}）'}]}"
    assert outline(draw(table, BOARDS)) == ["row 节", "row 1子（丙局）"]


def test_rows_alike_stand_together(draw: Draw) -> None:
    """By the field's values in the order of their first appearance; the table's own numbers follow the rows."""
    table = (
        "- table: {each: 部.章, group: 文, columns: [文, {title: 号, number: true}, {title: 原号, text: '{{ 序号 }}'}]}"
    )
    rows = ["row 文\t号\t原号", "row 丙局\t1\t1", "row 丙局\t2\t3", "row 乙局\t3\t2", "row \t4\t4"]
    assert outline(draw(table, BOARDS)) == [row.strip() if row != rows[-1] else row for row in rows]


@pytest.mark.parametrize(
    ("facts", "last"), [("经费: 3万元\n", ["row 合计\t3万元"]), ("", []), ("经费: 3万元\n事项: []\n", None)]
)
def test_a_total_is_the_last_row(draw: Draw, facts: str, last: list[str] | None) -> None:
    """Without the fact that it prints it is left out, and without other rows there is no table."""
    given = facts if "事项" in facts else facts + "事项: [{名称: 甲, 内容: 1万元}, {名称: 乙, 内容: 2万元}]\n"
    table = "- table: {each: 事项, columns: [名称, 内容], total: {名称: 合计, 内容: '{{ 经费 }}'}}"
    rows = ["row 名称\t内容", "row 甲\t1万元", "row 乙\t2万元"]
    assert outline(draw(table, given)) == ([] if last is None else rows + last)


def test_a_column_that_no_row_fills_is_left_out(draw: Draw) -> None:
    """Of an optional fact that no item has; a column without facts is blank on purpose."""
    columns = "[{title: 号, number: true}, 名称, 时限, {title: 办结打勾, text: ''}, 内容]"
    total = "{名称: 合计, 时限: '{{ 单位 }}'}"
    table = f"- table: {{each: 事项, columns: {columns}, total: {total}}}"
    document = draw(table, "单位: 甲局\n事项: [{名称: 甲}, {名称: 乙, 内容: 子}]")
    assert outline(document) == ["row 号\t名称\t办结打勾\t内容", "row 1\t甲", "row 2\t乙\t\t子", "row \t合计"]
    assert outline(draw("- table: {each: 事项, columns: [内容, 时限]}", "事项: [{名称: 甲}]")) == []


def test_a_table_without_rows_is_none(draw: Draw) -> None:
    """Nor is its heading."""
    assert outline(draw("- {heading: 表, table: {each: 事项, columns: [名称]}}", "单位: 甲局")) == []


# ---- before and after the body --------------------------------------------------------------------------------------

SIGNED = "signature: {{organ: '{{{{ 单位 }}}}', date: '{{{{ 时限 }}}}'{place}}}\n"


@pytest.mark.parametrize(
    ("place", "facts", "expected"),
    [
        ("", "单位: 甲局\n时限: 三月", ["正文。", "signature 甲局", "date 三月"]),
        (", place: end", "单位: 甲局", ["正文。", "signature 甲局"]),
        (", place: title", "单位: 甲局\n时限: 三月", ["signature 甲局", "date 三月", "正文。"]),
        ("", "时限: 三月", ["正文。", "date 三月"]),
        ("", "经费: 3万元", ["正文。"]),
    ],
)
def test_signature_and_date(draw: Draw, place: str, facts: str, expected: list[str]) -> None:
    """At the end or under the title; each for itself where its fact is missing."""
    assert outline(draw("- text: 正文。", facts, SIGNED.format(place=place))) == expected


def test_the_salutation_goes_with_its_fact(draw: Draw) -> None:
    """Before the body, colon and all, or not at all."""
    salutation = "salutation: '{{ 单位 }}：'\n"
    assert outline(draw("- text: 正文。", "单位: 甲局", salutation)) == ["salutation 甲局：", "正文。"]
    assert outline(draw("- text: 正文。", "时限: 三月", salutation)) == ["正文。"]


def test_the_document_knows_its_title_author_and_subject(draw: Draw) -> None:
    """What a file manager shows comes from the draft alone, not from the clock or the user."""
    properties = draw("- text: 正文。", "单位: 甲局", SIGNED.format(place="")).properties
    assert (properties.title, properties.author, properties.subject) == ("方案", "甲局", "试验")


# ---- attachments ----------------------------------------------------------------------------------------------------

ATTACHMENTS = """
attachments:
  - {title: 任务表, when: 事项, table: {each: 事项, columns: [名称]}}
  - {title: 名单, text: "{{ 协同 | join_cn }}。"}
  - title: 细则
    sections:
      - {heading: 甲, text: 文。}
      - {heading: 乙, text: 文。}
"""


def test_several_attachments_are_numbered_and_listed(draw: Draw) -> None:
    """The list after the body has the titles in order; each attachment counts its own headings."""
    facts = "单位: 甲局\n协同: [乙局, 丙局]\n事项: [{名称: 甲}]"
    document = draw("- {heading: 章, text: 正文。}", facts, ATTACHMENTS)
    assert outline(document) == lines(
        """
        1 一、章
        正文。
        list 附件：1.任务表
        list 2.名单
        list 3.细则
        attachment 附件1
        attachment 任务表
        row 名称
        row 甲
        attachment 附件2
        attachment 名单
        乙局、丙局。
        attachment 附件3
        attachment 细则
        1 一、甲
        文。
        1 二、乙
        文。
        """
    )


def test_the_only_attachment_has_no_number(draw: Draw) -> None:
    """GB/T 9704-2012, 7.3.4 and 7.3.7; those without content are neither listed nor counted."""
    document = draw("- text: 正文。", "单位: 甲局", ATTACHMENTS)
    assert outline(document)[:4] == ["正文。", "list 附件：细则", "attachment 附件", "attachment 细则"]
    assert [block.number for block in document.blocks if isinstance(block, Attachment)] == [None]


def test_attachments_over_a_list(draw: Draw) -> None:
    """One for each item, its title and content from the item."""
    rest = "attachments:\n  - {each: 事项, title: '{{ 名称 }}清单', text: '{{ 内容 }}。'}\n"
    document = draw("- text: 正文。", "事项: [{名称: 甲, 内容: 子}, {名称: 乙}, {名称: 丙, 内容: 寅}]", rest)
    assert outline(document)[1:] == lines(
        """
        list 附件：1.甲清单
        list 2.丙清单
        attachment 附件1
        attachment 甲清单
        子。
        attachment 附件2
        attachment 丙清单
        寅。
        """
    )


def test_attachments_stand_after_the_signature(draw: Draw) -> None:
    """The list before it, the attachments themselves behind it."""
    rest = SIGNED.format(place="") + "attachments: [{title: 细则, text: 文。}]\n"
    document = draw("- text: 正文。", "单位: 甲局\n时限: 三月", rest)
    roles = [role for role, _ in groupby(type(block).__name__ for block in document.blocks)]
    assert roles == ["Title", "Paragraph", "AttachmentList", "Signature", "Date", "Attachment", "Paragraph"]


def test_the_list_and_the_attachment_have_one_title(draw: Draw) -> None:
    """Character for character and origin for origin."""
    document = draw(
        "- text: 正文。", "事项: [{名称: 甲}]", "attachments: [{each: 事项, title: '{{ 名称 }}', text: 文。}]\n"
    )
    listed = [title for block in document.blocks if isinstance(block, AttachmentList) for title in block.titles]
    assert listed == [block.title for block in document.blocks if isinstance(block, Attachment)]


# ---- facts in their places ------------------------------------------------------------------------------------------

PARAGRAPHS = "总述: |\n  第一段。\n  第二段。\n段落:\n  - |\n    上。\n    下。\n  - 另一段。\n"


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ('{text: "{{ 总述 }}"}', ["第一段。", "第二段。"]),
        ('{text: "据此：{{ 总述 }}完。"}', ["据此：第一段。", "第二段。完。"]),
        ('{heading: 标, run_in: true, text: "{{ 总述 }}"}', ["1 一、标。第一段。", "第二段。"]),
        ('{text: "{{ 总述 }}", points: {each: 协同, inline: true}}', ["第一段。", "第二段。一是甲局。二是乙局。"]),
        ("{points: {each: 段落}}", ["point 一是上。下。", "point 二是另一段。"]),
        ('{each: 段落, text: "{{ 本项 }}"}', ["上。", "下。", "另一段。"]),
    ],
)
def test_facts_of_several_paragraphs(draw: Draw, section: str, expected: list[str]) -> None:
    """Each line a paragraph where paragraphs can stand, run together inside a point."""
    assert outline(draw(f"- {section}", PARAGRAPHS + "协同: [甲局, 乙局]")) == expected


def test_paragraphs_in_a_point_are_closed_before_they_run_together(draw: Draw) -> None:
    """Two paragraphs typed without a full stop stay two sentences."""
    document = draw("- {points: {each: 段落}}", "段落:\n  - |\n    上\n    下\n  - |\n    甲：\n    “乙。”\n    丙\n")
    assert outline(document) == ["point 一是上。下。", "point 二是甲：“乙。”丙。"]


def test_one_fact_in_many_places_is_one_fact(draw: Draw) -> None:
    """A task in the body, in the table and in the attachment leads to the one line where it was typed."""
    document = draw(
        """
        - {each: 事项, heading: "{{ 名称 }}", text: 文。}
        - table: {each: 事项, columns: [名称]}
        """,
        "事项: [{名称: 甲}, {名称: 乙}]",
        "attachments: [{title: 任务表, table: {each: 事项, columns: [名称]}}]\n",
    )
    runs = [run for _, text in paragraphs(document) for run in text if run.text == "乙"]
    assert len(runs) == 3
    assert {(run.origin.path, run.origin.fact) for run in runs if run.origin} == {
        ("事项[2].名称", runs[0].origin.fact if runs[0].origin else None)
    }


def test_every_piece_has_an_origin(draw: Draw) -> None:
    """Apart from numbers, which come from counting: a line of wording for each run, a fact's place for each fact."""
    document = draw(
        f"- {{heading: 标, run_in: true, text: '{{{{ 总述 }}}}', points: {{each: 做法}}, note: {NOTE}}}",
        PARAGRAPHS + "做法: [子, 丑]\n单位: 甲局",
    )
    bodies = [block for block in document.blocks if isinstance(block, (Heading, Paragraph, Point))]
    texts = [block.body if isinstance(block, Heading) else block.text for block in bodies]
    origins = [run.origin for text in texts for run in text if run.text not in "（；）"]
    assert all(origin and origin.wording for origin in origins)
    assert {origin.path for origin in origins if origin and origin.path} == {"总述", "做法[1]", "做法[2]", "单位"}
    assert all(origin.fact for origin in origins if origin and origin.path)


def test_the_same_facts_make_the_same_document(write_plan: WritePlan) -> None:
    """In this process and in others with other hash seeds: equal to the last origin."""
    sections = indent("- {each: 事项, heading: '{{ 名称 }}', text: '{{ 内容 }}{{ 单位 }}。'}\n" + TREE.strip(), "  ")
    rest = SIGNED.format(place="") + ATTACHMENTS.lstrip()
    facts = "单位: 甲局\n时限: 三月\n协同: [乙局]\n事项: [{名称: 甲, 内容: 子}, {名称: 乙, 内容: 丑}]"
    folder = write_plan(STRUCTURE.format(rest=rest, sections=sections), facts)
    program = "import drafter, sys; sys.stdout.buffer.write(repr(drafter.draft(sys.argv[1])).encode())"
    documents = {
        subprocess.run(
            [sys.executable, "-c", program, str(folder)],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(drafter.__file__).parent.parent)},
        ).stdout
        for seed in ("1", "2")
    }
    assert documents == {repr(drafter.draft(folder)).encode()}


# ---- what a structure expects ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "findings"),
    [
        ("{heading: 标, text: 一二三四。, length: {at_least: 5, at_most: 5}}", []),
        ("{heading: 标, text: 一二三四。, length: {at_least: 6}}", ["“标”有5字，预计至少6字"]),
        ("{heading: 标, text: 一二三四。, length: {at_most: 4}}", ["“标”有5字，预计最多4字"]),
        ("{heading: 标, run_in: true, text: 一二三四。, length: {at_least: 6}}", ["“标”有5字，预计至少6字"]),
        ("{heading: 标, sections: [{heading: 小标, text: 一二。}], length: {at_most: 2}}", ["“标”有3字，预计最多2字"]),
        ("{text: 一二三四。, length: {at_most: 4}}", ["“一二三四。”有5字，预计最多4字"]),
        ("{when: 时限, text: 一二三四。, length: {at_least: 6}}", []),
        ("{each: 做法, heading: '{{ 本项 }}', text: 文。, parallel: 2}", []),
        (
            "{each: 做法, heading: '{{ 本项 }}', text: 文。, parallel: 1}",
            ["同一组标题长短不齐：“加快”2字，“加快建设”4字，相差超过1字"],
        ),
    ],
)
def test_expected_lengths_and_parallel_headings(write_plan: WritePlan, section: str, findings: list[str]) -> None:
    """A section's printed characters without its headings; the longest heading of a list against the shortest."""
    folder = write_plan(STRUCTURE.format(rest="", sections=f"  - {section}"), "做法: [加快, 加快建设]")
    assert [problem.message for problem in pipeline.check(folder) if problem.code.startswith("T")] == findings
