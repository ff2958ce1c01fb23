"""措辞: held against the declared facts before there are any; it can print, compare and loop, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import drafter
from drafter.document import Paragraph, plain
from drafter.library import Library
from drafter.problems import DraftError, Problem
from drafter.structure_file import load as load_structure
from drafter.wording_check import load as load_wording

WritePlan = Callable[..., Path]

STRUCTURE = """\
title: 方案
about: 试验
heading: 方案
facts:
  单位: {kind: organ, required: true}
  年度: {kind: year, required: true}
  事项: text
  经费: money
  负责人: {kind: group, fields: {姓名: text, 职务: text}}
  措施: {kind: list, item: text}
  任务:
    kind: list
    required: true
    item: {名称: {required: true}, 做法: {kind: list, item: text}, 时限: deadline}
sections:
  - wording: 正文
"""
FACTS = """\
单位: 青岚县水务局
年度: 2027
措施: [甲, 乙, 丙]
任务: [{名称: 一号, 做法: [子, 丑]}, {名称: 二号}]
"""


def checked(folder: Path) -> tuple[Problem, ...]:
    """All that is wrong with the plan's wording; its structure is sound."""
    structure, problems = load_structure(folder / "structures" / "plan.yaml", Library((folder,)))
    assert structure
    assert not problems
    return load_wording(structure)[1]


def told(problem: Problem) -> str:
    """`file:line:column code`."""
    assert problem.place
    return f"{Path(problem.place.file).name}:{problem.place.line}:{problem.place.column} {problem.code}"


def printed(folder: Path) -> list[str]:
    """The paragraphs of the plan's draft."""
    return [plain(block.text) for block in drafter.draft(folder).blocks if isinstance(block, Paragraph)]


def at(file: str, text: str, word: str) -> str:
    """`file:line:column` of the last `word` in the text."""
    index = text.rindex(word)
    return f"{file}:{text.count(chr(10), 0, index) + 1}:{index - text.rfind(chr(10), 0, index)}"


# ---- without facts: W301 to W310 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "word", "code", "hint"),
    [
        ("由{{ 单伟 }}办", "单伟", "W302", "是否想写“单位”？"),
        ("第一行\n第二行{{ 单位 }}、{{ 年渡 }}", "年渡", "W302", "是否想写“年度”？"),
        ("单伟是{{ 单位 }}，{{ 单伟 }}", "单伟", "W302", "是否想写“单位”？"),
        ("{{ 单位 }}{{ 单 }}", "单 ", "W302", "是否想写“单位”？"),
        ("{% if 经废 %}有{% endif %}", "经废", "W302", "是否想写“经费”？"),
        ("{{ 单位 if 事向 else 年度 }}", "事向", "W302", "是否想写“事项”？"),
        ("{{ 单位 ~ 年渡 }}", "年渡", "W302", "是否想写“年度”？"),
        ("{{ 经费 | default(事向) }}", "事向", "W302", "是否想写“事项”？"),
        ("{% set 头 %}{{ 单伟 }}{% endset %}{{ 头 }}", "单伟", "W302", "是否想写“单位”？"),
        ("{{ 头 }}\n{% set 尾 = 单位 %}", "头", "W302", ""),
        ("{% for 项 in 措拖 %}{{ 项 }}{% endfor %}", "措拖", "W302", "是否想写“措施”？"),
        ("{% for 项 in 措施 %}甲{% endfor %}\n{{ 项 }}", "项", "W302", "是否想写“事项”？"),
        ("{{ 本项 }}", "本项", "W302", ""),
        ("{{ range }}", "range", "W302", ""),
        ("{{ 负责人.性名 }}", "性名", "W303", "是否想写“姓名”？"),
        ("{{ 负责人['性名'] }}", "性名", "W303", "是否想写“姓名”？"),
        ("{{ 单位.名称 }}", "名称", "W303", ""),
        ("{{ 任务.名称 }}", "名称", "W303", "pick('字段')"),
        ("{% for 项 in 任务 %}{{ 项.名秤 }}{% endfor %}", "名秤", "W303", "是否想写“名称”？"),
        ("{{ (任务 | first).名秤 }}", "名秤", "W303", "是否想写“名称”？"),
        ("{% for 项 in 任务 if 项.名秤 %}甲{% endfor %}", "名秤", "W303", "是否想写“名称”？"),
        ("{% for 项 in 措施 %}甲{% else %}{{ 单伟 }}{% endfor %}", "单伟", "W302", "是否想写“单位”？"),
        ("{{ 措施 | jion_cn }}", "jion_cn", "W304", "是否想写“join_cn”？"),
        ("{{ 措施 | join_cn | upper }}", "upper", "W304", ""),
        ("第一行\n\n{{ 单位 | year }}", "{{", "W307", ""),
        ("甲{{ 任务 | pick('名秤') }}", "{{", "W307", ""),
        ("{{ 措施 | points('甲') }}", "{{", "W307", ""),
        ("{{ 任务[9].名称 }}", "{{", "W307", ""),
        ("{% for 字 in 单位 %}{{ 字 }}{% endfor %}", "单位", "W308", ""),
        ("一共{{ 任务 }}", "任务", "W309", "{{ 任务 | pick('名称') }}"),
        ("{{ 负责人 }}", "负责人", "W309", "{{ 负责人.姓名 }}"),
        ("第一行\n第\x01二行", "\x01", "W310", "删去"),
    ],
)
def test_what_is_wrong_with_a_template(write_plan: WritePlan, template: str, word: str, code: str, hint: str) -> None:
    """Found before there are any facts, where the word stands, with the name that was meant."""
    (problem,) = checked(write_plan(STRUCTURE, wording={"正文": template}))
    assert told(problem) == f"{at('正文.j2', template, word)} {code}"
    assert hint in (problem.hint or "")


@pytest.mark.parametrize(
    ("template", "line", "reason"),
    [
        ("第一行\n{{ 单位 }", 2, "没有配对"),
        ("{{ 单位 年度 }}", 1, "只能写一个事实"),
        ("{{ }}", 1, "缺少内容"),
        ("第一行\n{{ 单位，年度 }}", 2, "全角"),
        ("{{ “单位” }}", 1, "全角"),
        ("{% if 单位 %}甲", 1, "少了 {% endif %}"),
        ("第一行\n甲{% endif %}", 2, "多了一个 {% endif %}"),
        ("{% 如果 单位 %}", 1, "可以用 if、for、set"),
        ("{# 没有收尾", 1, "没有 #} 收尾"),
        ("第一行\n{{ 单位 is 空 }}", 2, "is 后面"),
        ("{% for loop in 措施 %}{% endfor %}", 1, "loop 另有用处"),
    ],
)
def test_what_is_no_jinja_is_put_in_chinese(write_plan: WritePlan, template: str, line: int, reason: str) -> None:
    """W301 with the line and what to mend."""
    (problem,) = checked(write_plan(STRUCTURE, wording={"正文": template}))
    assert told(problem) == f"正文.j2:{line}:1 W301"
    assert reason in problem.message


def test_all_problems_of_all_templates_are_told_at_once(write_plan: WritePlan) -> None:
    """One run shows everything; what only trying would show waits until the names are right."""
    structure = STRUCTURE + "  - wording: 结尾\n  - text: '{{ 单伟 }}'\n"
    wording = {"正文": "{{ 单伟 }}\n{{ 年度 | yaer }}\n", "结尾": "{{ 事向 }}{{ 措施 | points('甲') }}"}
    assert [told(problem) for problem in checked(write_plan(structure, wording=wording))] == [
        "正文.j2:1:4 W302",
        "正文.j2:2:9 W304",
        "结尾.j2:1:4 W302",
        at("plan.yaml", structure, "单伟") + " W302",
    ]


HEADING, SECTION = "heading: 方案", "  - wording: 正文"


@pytest.mark.parametrize(
    ("line", "yaml"),
    [
        (HEADING, 'heading: "{{ 单伟 }}方案"'),
        (HEADING, "heading: '{{ 单伟 }}方案'"),
        (HEADING, "heading: 关于{{ 单伟 }}的方案"),
        (HEADING, 'heading: [方案, "（{{ 单伟 }}）"]'),
        (SECTION, '  - {heading: "{{ 单伟 }}", text: 甲}'),
        (SECTION, '  - text: "{{ 单伟 }}"'),
        (SECTION, '  - {points: {each: 任务, lead: "{{ 单伟 }}", text: 甲}}'),
        (SECTION, '  - {points: {each: 任务, text: "{{ 单伟 }}"}}'),
        (SECTION, '  - {text: 甲, note: [甲, "{{ 单伟 }}"]}'),
        (SECTION, '  - {table: {each: 任务, columns: [{title: 甲, text: "{{ 单伟 }}"}]}}'),
        (SECTION, '  - {table: {each: 任务, caption: "{{ 单伟 }}", columns: [名称]}}'),
        (SECTION, '  - text: 甲\nsalutation: "{{ 单伟 }}："'),
        (SECTION, '  - text: 甲\nsignature: {organ: "{{ 单伟 }}"}'),
        (SECTION, '  - text: 甲\nsignature: {date: "{{ 单伟 }}"}'),
        (SECTION, '  - text: 甲\nattachments:\n  - {title: "{{ 单伟 }}", text: 甲}'),
        (SECTION, '  - text: 甲\nattachments:\n  - {title: 甲, sections: [{text: "{{ 单伟 }}"}]}'),
    ],
)
def test_patterns_in_the_structure_are_told_in_its_file(write_plan: WritePlan, line: str, yaml: str) -> None:
    """Headings, texts, points, notes, cells, salutation, signature, attachments: where the name stands in the YAML."""
    assert STRUCTURE.count(line) == 1
    structure = STRUCTURE.replace(line, yaml)
    (problem,) = checked(write_plan(structure, wording={"正文": "甲"}))
    assert told(problem) == at("plan.yaml", structure, "单伟") + " W302"


EACH = """\
  - {each: 任务, heading: 甲, text: "{{ %s }}",
     points: {each: 做法, text: "{{ 本项 }}{{ 序号 }}{{ 名称 }}{{ 单位 }}"}}
"""


@pytest.mark.parametrize(("name", "problems"), [("名称", 0), ("序号", 0), ("本项.时限", 0), ("单位", 0), ("名秤", 1)])
def test_what_names_mean_inside_each(write_plan: WritePlan, name: str, problems: int) -> None:
    """The item's fields, 本项 and 序号, and everything from outside."""
    structure = STRUCTURE.replace("  - wording: 正文\n", EACH % name)
    assert len(checked(write_plan(structure))) == problems


@pytest.mark.parametrize(
    ("section", "fact"),
    [
        ('{heading: "{{ 事项 }}", text: 甲}', "事项"),
        ('{heading: "关于{{ 经费 }}", text: 甲}', "经费"),
        ('{each: 任务, heading: "{{ 时限 }}", text: 甲}', "时限"),
        ("{heading: \"{{ 事项 | default('') }}\", text: 甲}", "事项"),
        ('{heading: "{{ 单位 }}", text: "{{ 事项 }}"}', ""),
        ('{heading: "{{ 事项 }}", when: 事项, text: 甲}', ""),
        ('{heading: "{% if 事项 %}{{ 事项 }}{% else %}工作{% endif %}", text: 甲}', ""),
        ("{heading: \"{{ 事项 | default('工作') }}\", text: 甲}", ""),
        ('{heading: [工作, "{{ 事项 }}"], text: 甲}', ""),
        ('{each: 任务, heading: "{{ 名称 }}", text: "{{ 时限 }}"}', ""),
    ],
)
def test_a_heading_prints_with_the_required_facts_alone(write_plan: WritePlan, section: str, fact: str) -> None:
    """Else a whole section would go with an optional fact, and nobody would know why; the hint shows ways out."""
    problems = checked(write_plan(STRUCTURE.replace(SECTION, f"  - {section}")))
    assert [problem.code for problem in problems] == ["W306"] * bool(fact)
    for problem in problems:
        assert f"“{fact}”" in problem.message
        assert f"{{% if {fact} %}}" in (problem.hint or "")
        assert f"when: {fact}" in (problem.hint or "")


# ---- the sandbox ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "template",
    [
        "{{ 单位() }}",
        "{{ 单位.format() }}",
        "{{ '{0.__class__}'.format(单位) }}",
        "{{ range(9) }}",
        "{{ 措施.append('丁') }}",
        "{% for 项 in 措施 %}{{ loop.cycle('甲', '乙') }}{% endfor %}",
        "{% include '正文.j2' %}",
        "{% import '正文.j2' as 它 %}",
        "{% from '正文.j2' import 它 %}",
        "{% extends '正文.j2' %}",
        "{% macro 它() %}甲{% endmacro %}",
        "{% block 它 %}甲{% endblock %}",
        "{% call 单位() %}甲{% endcall %}",
        "{% filter trim %}甲{% endfilter %}",
        "{% with 头 = 单位 %}{{ 头 }}{% endwith %}",
        "{% autoescape true %}{{ 单位 }}{% endautoescape %}",
        "{{ '甲' * 1000000000 }}",
        "{{ [单位] * 1000000000 }}",
        "{{ 9 ** 999999999 }}",
        "{{ '%999999999s' % 单位 }}",
        "{% if 1 == 2 %}{{ 单位 }}{% else %}{{ '甲' * 3 }}{% endif %}",
        "{% set 头 = '甲' * 3 %}{{ 头 }}",
        "{{ 经费 | default('甲' * 3) }}",
    ],
)
def test_what_wording_cannot_do(write_plan: WritePlan, template: str) -> None:
    """No calls, no other files, no macros, no arithmetic that grows: told by name, before anything is filled."""
    problems = checked(write_plan(STRUCTURE, wording={"正文": f"第一行\n{template}"}))
    assert {told(problem) for problem in problems} == {"正文.j2:2:1 W305"}


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ 单位.__class__ }}",
        "{{ 单位.format }}",
        "{{ 单位['upper'] }}",
        "{{ 负责人._values }}",
        "{{ 单位 | attr('__class__') }}",
        "{{ 任务 | map(attribute='__class__') | join_cn }}",
        "{% for 项 in 措施 %}{{ loop.__init__ }}{% endfor %}",
        "{% for 项 in 措施 %}{{ loop.cycle }}{% endfor %}",
        "{% for 项 in 措施 %}{{ loop }}{% endfor %}",
        "{% set 头 = 单位 %}{{ 头.upper }}",
        "{% set 头 = 单位 %}{{ 头['__class__'] }}",
        "{% set 头 = 单位 %}{{ 头.__class__.__mro__ }}",
        "{{ self }}",
        "{{ none }}",
        "{{ 单位 == 年度 }}",
        "{{ {'甲': 1} }}",
    ],
)
def test_nothing_of_python_is_reached_or_printed(write_plan: WritePlan, template: str) -> None:
    """Attributes of strings, of loops, of groups: a problem at the template's line, never a thing in angle brackets."""
    folder = write_plan(STRUCTURE, FACTS, {"正文": f"第一行\n{template}"})
    problems = checked(folder)
    assert [told(problem).split(" ")[0].rsplit(":", 1)[0] for problem in problems] == ["正文.j2:2"]
    with pytest.raises(DraftError):
        drafter.draft(folder)


@pytest.mark.parametrize(
    "template",
    [
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "+".join(["1"] * 5000) + " }}",
        "{{ " + "1+(" * 300 + "1" + ")" * 300 + " }}",
        "{{ 单位" + " | trim" * 5000 + " }}",
        "".join(f"{{% for 项{level} in 措施 %}}" for level in range(25)) + "甲" + "{% endfor %}" * 25,
        "{% if 单位 %}" * 150 + "甲" + "{% endif %}" * 150,
    ],
    ids=["brackets", "sum", "sums in brackets", "filters", "loops", "conditions"],
)
def test_nesting_too_deep_for_python_is_a_problem(write_plan: WritePlan, template: str) -> None:
    """Whether Jinja's parser, our check or Python's compiler gives up first."""
    folder = write_plan(STRUCTURE, FACTS, {"正文": template})
    with pytest.raises(DraftError) as raised:
        drafter.draft(folder)
    assert [problem.code for problem in raised.value.problems] == ["W301"]
    assert "嵌套太深" in raised.value.problems[0].message


# ---- what wording can do --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "paragraphs"),
    [
        ("第一行{{ 单位 }}。\n\n  \n第二行。\n", ["第一行青岚县水务局。", "第二行。"]),
        ("{% if 事项 %}有{% endif %}\n第二行。", ["第二行。"]),
        ("{% if 单位 %}第一行。{% endif %}\n第二行。", ["第一行。", "第二行。"]),
        ("第一行。{# 注释 #}\n第二行。", ["第一行。", "第二行。"]),
        ("{% for 项 in 措施 %}\n{{ 项 }}。\n{% endfor %}", ["甲。", "乙。", "丙。"]),
        ("{% for 项 in 措施 %}{{ 项 }}；{% endfor %}。\n尾", ["甲；乙；丙。", "尾"]),
        (
            "{% for 项 in 措施 %}{{ loop.index }}{{ 项 }}{% if not loop.last %}和{% endif %}{% endfor %}",
            ["1甲和2乙和3丙"],
        ),
        ("{% for 项 in 任务 if 项.做法 %}{{ 项.名称 }}{% else %}无{% endfor %}", ["一号"]),
        ("{% for 项 in 任务 %}{{ 项.名称 }}：{{ 项.做法 | join_cn }}。{% endfor %}", ["一号：子、丑。"]),
        ("{% set 头 = 单位 ~ '的' %}{{ 头 }}事", ["青岚县水务局的事"]),
        ("{% set 头 = 单位 ~ 事项 %}有{{ 头 }}。无。", ["无。"]),
        ("{{ 单位 ~ 事项 }}。{{ (单位 ~ 事项) | quote }}。无。", ["无。"]),
        ("{{ 单位 if 事项 }}。无。", ["无。"]),
        ("{{ 事项 or 单位 }}办。", ["青岚县水务局办。"]),
        ("{% if 年度 == '2027' and 单位 is defined %}是{% endif %}", ["是"]),
        ("{{ 措施[0] }}{{ 措施[-1] }}{{ 措施[:2] | join_cn }}", ["甲丙甲、乙"]),
        ("{% raw %}{{ 单位 }}{% endraw %}", ["{{ 单位 }}"]),
        ("{{ '{{ 单位 }}' }}", ["{{ 单位 }}"]),
        ("　　第一行。", ["第一行。"]),
    ],
)
def test_printing_comparing_looping(write_plan: WritePlan, template: str, paragraphs: list[str]) -> None:
    """One line is one paragraph, however it ends; a missing fact takes its sentence, also through `~` and set."""
    folder = write_plan(STRUCTURE, FACTS, {"正文": template})
    assert not checked(folder)
    assert printed(folder) == paragraphs


@pytest.mark.parametrize(
    "typed",
    ["# 甲", "*甲*", "|甲|", "1. 甲", "{{ 年度 }}", "{% if 甲 %}", "A<B & C>D", "&amp;", "{# 甲 #}", "甲\\n乙", "'\"`"],
)
def test_a_fact_is_never_markup(write_plan: WritePlan, typed: str) -> None:
    """Whatever a fact holds is printed to the character; Jinja does not read it again."""
    quoted = typed.replace("'", "''")
    folder = write_plan(STRUCTURE, f"{FACTS}事项: '{quoted}'\n", {"正文": "事项：{{ 事项 }}完。"})
    assert printed(folder) == [f"事项：{typed}完。"]


def test_wording_does_not_change_the_facts(write_plan: WritePlan) -> None:
    """A set in one template is unknown in the next, and each draft is the same as the first."""
    structure = STRUCTURE + "  - wording: 结尾\n"
    folder = write_plan(structure, FACTS, {"正文": "{% set 单位 = '别家' %}{{ 单位 }}", "结尾": "{{ 单位 }}"})
    assert printed(folder) == ["别家", "青岚县水务局"]
    assert drafter.draft(folder) == drafter.draft(folder)


def test_a_value_that_does_not_fit_is_told_at_its_line(write_plan: WritePlan) -> None:
    """What only the facts can show is an error of the template's line, not a traceback."""
    folder = write_plan(STRUCTURE, f"{FACTS}事项: 十二\n", {"正文": "第一行\n共{{ 事项 | default('1') | cn }}项"})
    with pytest.raises(DraftError) as raised:
        drafter.draft(folder)
    (problem,) = raised.value.problems
    assert told(problem) == "正文.j2:2:2 W307"
    assert "“十二”" in problem.message
