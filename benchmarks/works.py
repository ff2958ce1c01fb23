"""The works that are timed: a plan folder of a given size, and the same text for every contender.

W1 is a plan as a unit writes it: the wording is the unit's, the facts are its numbers. W3 is long lists of facts.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

COLUMNS = ("任务", "措施", "牵头单位", "责任单位", "完成时限")

WORDS = (
    "坚持问题导向和目标导向相结合，完善工作机制，压实各方责任，推动各项任务落地见效；"
    "加强统筹协调，强化部门联动，按季度调度通报进展情况，及时研究解决遇到的困难和问题，"
    "确保全年新增和改造项目{新增}个，覆盖群众{覆盖}余人，资金支付率不低于95%，群众满意度稳步提升。"
    "做好总结评估，把行之有效的做法上升为制度，形成一批可以复制推广的经验。"
)

Content = dict[str, object]
Lines = list[tuple[str, str]]
"""A style and a text with Jinja's tags for every paragraph up to the table, as a docxtpl template holds them."""


class Work(NamedTuple):
    """计划: the facts as plain data, drafter's structure and wording, and docxtpl's template of the same text."""

    name: str
    content: Content
    structure: str
    wording: dict[str, str]
    lines: Lines

    def write(self, folder: Path) -> None:
        """The plan folder, with its own structure and wording."""
        for name in ("structures", "templates/timed"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "structures/timed.yaml").write_text(self.structure, "utf-8")
        for name, text in self.wording.items():
            (folder / f"templates/timed/{name}.j2").write_text(text, "utf-8")
        (folder / "facts.yaml").write_text("structure: timed\n" + _yaml(self.content, ""), "utf-8")


# ---- W1: wording with facts in it -----------------------------------------------------------------------------------


def worded(name: str) -> Work:
    """About 6,000 characters from 60 facts: 3 sections, 12 second-level headings, 36 paragraphs, a table of 20 rows."""
    told = {f"新增{number}": str(number * 10) for number in range(1, 37)}
    told |= {f"覆盖{number}": f"{number}.5万" for number in range(1, 21)}
    fields = "".join(f"  {key}: {{required: true}}\n" for key in told)
    sections, lines, wording = "", [TITLE], {}
    for chapter in range(1, 4):
        sections += f"  - heading: 重点工作（{chapter}）\n    sections:\n"
        lines.append(("Heading 1", f"重点工作（{chapter}）"))
        for number in range(chapter * 4 - 3, chapter * 4 + 1):
            heading, paragraphs = f"抓好第{number}项重点工作", [_paragraph(number * 3 - part) for part in (2, 1, 0)]
            sections += f"      - {{heading: {heading}, wording: 段落{number}}}\n"
            wording[f"段落{number}"] = "\n".join(paragraphs) + "\n"
            lines += [("Heading 2", heading), *(("Normal", text) for text in paragraphs)]
    structure = STRUCTURE.format(fields=fields, sections=sections)
    return Work(name, _content(told, 20), structure, wording, [*lines, TASKS])


def _paragraph(number: int) -> str:
    covered = f"{{{{ 覆盖{number} }}}}" if number <= 20 else "3.6万"
    return WORDS.format(新增=f"{{{{ 新增{number} }}}}", 覆盖=covered)


# ---- W3: lists of facts ---------------------------------------------------------------------------------------------


def listed(name: str, rows: int) -> Work:
    """`rows` headings and paragraphs in turn, and a table of as many rows, all of them facts."""
    items = [
        {"名称": f"抓好第{number}项重点工作", "段落": WORDS.format(新增=number, 覆盖=number * 100)}
        for number in range(1, rows // 2 + 1)
    ]
    fields = "  节:\n    kind: list\n    required: true\n    item:\n"
    fields += "      名称: {required: true}\n      段落: {kind: paragraph, required: true}\n"
    sections = '  - heading: 重点工作\n    sections:\n      - {each: 节, heading: "{{ 名称 }}", wording: 段落}\n'
    structure = STRUCTURE.format(fields=fields, sections=sections)
    loop = [("Heading 2", "{{ s.名称 }}"), ("Normal", "{{ s.段落 }}"), ("Normal", "{%p endfor %}")]
    lines = [TITLE, ("Heading 1", "重点工作"), ("Normal", "{%p for s in 节 %}"), *loop, TASKS]
    return Work(name, _content({"节": items}, rows), structure, {"段落": "{{ 段落 }}\n"}, lines)


# ---- what both have -------------------------------------------------------------------------------------------------

TITLE = ("Title", "{{ 单位 }}{{ 年度 }}年工作计划")
TASKS = ("Heading 1", "任务分解")

STRUCTURE = """\
title: 计时用的结构
about: 只用来计时
heading: "{{{{ 单位 }}}}{{{{ 年度 }}}}年工作计划"
facts:
  单位: {{kind: organ, required: true}}
  年度: {{kind: year, required: true}}
  日期: {{kind: date, required: true}}
{fields}\
  任务:
    kind: list
    required: true
    item: {{任务: text, 措施: text, 牵头单位: organ, 责任单位: organ, 完成时限: deadline}}
sections:
{sections}\
  - heading: 任务分解
    table:
      each: 任务
      columns: [任务, 措施, 牵头单位, 责任单位, 完成时限]
signature: {{organ: "{{{{ 单位 }}}}", date: "{{{{ 日期 }}}}"}}
"""


def _content(told: Content, rows: int) -> Content:
    tasks = [_task(number) for number in range(1, rows + 1)]
    return {"单位": "青岚县水务局", "年度": "2027", "日期": "2027年1月5日", **told, "任务": tasks}


def _task(number: int) -> dict[str, str]:
    values = (
        f"推进第{number}项工程建设",
        f"完成投资{number * 10}万元，建成管网{number}公里，新增受益群众{number * 30}人",
        "工程建设科",
        "农村供水服务中心",
        f"2027年{number % 12 + 1}月底前",
    )
    return dict(zip(COLUMNS, values, strict=True))


def _yaml(value: object, indent: str) -> str:
    if isinstance(value, dict):
        return "".join(f"{indent}{key}:{_after(inner, indent)}" for key, inner in value.items())
    rows = []
    for item in value if isinstance(value, list) else ():
        text = _yaml(item, indent + "  ")
        rows.append(f"{indent}- {text[len(indent) + 2 :]}")
    return "".join(rows)


def _after(value: object, indent: str) -> str:
    return f" {value}\n" if isinstance(value, str) else "\n" + _yaml(value, indent + "  ")
