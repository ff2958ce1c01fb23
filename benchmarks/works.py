"""The works that are timed: a plan folder of a given size, the same content for every contender."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

WORDS = (
    "坚持问题导向和目标导向相结合，完善工作机制，压实各方责任，推动各项任务落地见效；"
    "加强统筹协调，强化部门联动，按季度调度通报进展情况，及时研究解决遇到的困难和问题，"
    "确保全年新增和改造项目{number}个，覆盖群众{number}余人，资金支付率不低于95%，群众满意度稳步提升。"
    "做好总结评估，把行之有效的做法上升为制度，形成一批可以复制推广的经验。"
)

STRUCTURE = """\
title: 计时用的结构
about: 只用来计时
heading: "{{ 单位 }}{{ 年度 }}年工作计划"
facts:
  单位: {kind: organ, required: true}
  年度: {kind: year, required: true}
  日期: {kind: date, required: true}
  章:
    kind: list
    required: true
    item:
      名称: {required: true}
      节:
        kind: list
        required: true
        item:
          名称: {required: true}
          段落: {kind: list, item: paragraph, required: true}
  任务:
    kind: list
    required: true
    item: {任务: text, 措施: text, 牵头单位: organ, 责任单位: organ, 完成时限: deadline}
sections:
  - each: 章
    heading: "{{ 名称 }}"
    sections:
      - each: 节
        heading: "{{ 名称 }}"
        wording: 段落
  - heading: 任务分解
    table:
      each: 任务
      columns: [任务, 措施, 牵头单位, 责任单位, 完成时限]
signature: {organ: "{{ 单位 }}", date: "{{ 日期 }}"}
"""

WORDING = "{% for 段 in 段落 %}\n{{ 段 }}\n{% endfor %}\n"


@dataclass(frozen=True, slots=True)
class Work:
    """A size: chapters × headings × paragraphs, and rows of a table of five columns."""

    name: str
    chapters: int
    headings: int
    paragraphs: int
    rows: int

    def content(self) -> dict[str, object]:
        """The facts as plain data."""
        return {
            "单位": "青岚县水务局",
            "年度": "2027",
            "日期": "2027年1月5日",
            "章": [self._chapter(number) for number in range(1, self.chapters + 1)],
            "任务": [_task(number) for number in range(1, self.rows + 1)],
        }

    def _chapter(self, chapter: int) -> dict[str, object]:
        sections = [
            {
                "名称": f"抓好第{chapter}类第{number}项重点工作",
                "段落": [WORDS.format(number=number * 100 + part) for part in range(self.paragraphs)],
            }
            for number in range(1, self.headings + 1)
        ]
        return {"名称": f"重点工作（{chapter}）", "节": sections}

    def write(self, folder: Path) -> None:
        """The plan folder, with its own structure and wording."""
        for name in ("structures", "templates/timed"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "structures/timed.yaml").write_text(STRUCTURE, "utf-8")
        (folder / "templates/timed/段落.j2").write_text(WORDING, "utf-8")
        (folder / "facts.yaml").write_text("structure: timed\n" + _yaml(self.content(), ""), "utf-8")


def _task(number: int) -> dict[str, str]:
    return {
        "任务": f"推进第{number}项工程建设",
        "措施": f"完成投资{number * 10}万元，建成管网{number}公里，新增受益群众{number * 30}人",
        "牵头单位": "工程建设科",
        "责任单位": "农村供水服务中心",
        "完成时限": f"2027年{number % 12 + 1}月底前",
    }


def _yaml(value: object, indent: str) -> str:
    if isinstance(value, dict):
        return "".join(f"{indent}{key}:{_after(inner, indent)}" for key, inner in value.items())
    rows = []
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            text = _yaml(item, indent + "  ")
            rows.append(f"{indent}- {text[len(indent) + 2 :]}")
        else:
            rows.append(f"{indent}- {item}\n")
    return "".join(rows)


def _after(value: object, indent: str) -> str:
    return f" {value}\n" if isinstance(value, str) else "\n" + _yaml(value, indent + "  ")


W1 = Work("W1", chapters=3, headings=4, paragraphs=3, rows=20)
W3 = Work("W3", chapters=1, headings=1000, paragraphs=1, rows=2000)
W3_DOUBLED = Work("W3 doubled", chapters=1, headings=2000, paragraphs=1, rows=4000)
