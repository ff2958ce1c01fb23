"""字数: what the facts file asks of the sections and of the whole text, beside what the structure does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest

from drafter import pipeline
from drafter.measuring import Measured
from drafter.problems import Problem
from drafter.schema import schema
from drafter.source import Mapping
from tests.program import status

ROOT = Path(__file__).parent.parent
STRUCTURE = """\
title: 简报
about: 一周一期
heading: "{{ 单位 }}简报"
facts:
  单位: {kind: organ, required: true}
  重点: {kind: list, item: {名称: {required: true}, 做法: {required: true}}}
  保障: text
sections:
  - wording: 引言
  - heading: 工作目标
    text: 全年建成站点12个。
    length: {at_least: 5, at_most: 500}
  - heading: 工作重点
    sections:
      - {each: 重点, heading: "{{ 名称 }}", run_in: true, text: "{{ 做法 }}。"}
  - {heading: 工作保障, when: 保障, text: "{{ 保障 }}。"}
signature: {organ: "{{ 单位 }}"}
"""
FACTS = """\
单位: 松岭中学
重点:
  - {名称: 改造校舍, 做法: 改造教学楼2栋}
  - {名称: 培训教师, 做法: 培训教师48人}
"""
WORDING = {"引言": "为做好全年工作，制定本简报。\n"}
WRITE = Callable[..., Path]


class Found(NamedTuple):
    """What check finds, and its table of lengths."""

    problems: tuple[Problem, ...]
    measured: tuple[Measured, ...]


Asked = Callable[..., Found]


def found_in(plan: Path) -> Found:
    """What check makes of a plan."""
    problems, draft, _ = pipeline.checked(plan)
    return Found(problems, draft.measured if draft else ())


@pytest.fixture
def asked(write_plan: WRITE) -> Asked:
    """What check makes of the plan with these lines in its facts file."""

    def check(lines: str, structure: str = STRUCTURE) -> Found:
        return found_in(write_plan(structure, FACTS + lines, WORDING))

    return check


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str | None, int, int]]:
    """Code, path, line and column of each problem."""
    return [(each.code, each.path, each.place.line, each.place.column) for each in problems if each.place]


def rows(measured: tuple[Measured, ...]) -> list[tuple[str, int, tuple[int | None, int | None] | None]]:
    """The table's rows: name, characters, and what is asked."""
    return [
        (each.name, each.characters, each.length and (each.length.at_least, each.length.at_most)) for each in measured
    ]


FORMS = {
    "5～20": (5, 20),
    "5~20字": (5, 20),
    "5字-20字": (5, 20),
    "5—20": (5, 20),
    "5——20": (5, 20),
    "５至２０字": (5, 20),
    "5 到 20 字": (5, 20),
    "3,000～4,000字": (3000, 4000),
    "不超过500": (None, 500),
    "至多500字": (None, 500),
    "最多500": (None, 500),
    "500字以内": (None, 500),
    "控制在500字以内": (None, 500),
    "500以下": (None, 500),
    "≤500": (None, 500),
    "至少8字": (8, None),
    "不少于8": (8, None),
    "8字以上": (8, None),
    "≥8": (8, None),
    "800字左右": (720, 880),
    "约800字": (720, 880),
    "{至少: 8, 至多: 12}": (8, 12),
    "{至少: 8字}": (8, None),
    "{至多: '1,200'}": (None, 1200),
}


@pytest.mark.parametrize(("typed", "length"), FORMS.items(), ids=FORMS)
def test_the_ways_to_ask(asked: Asked, typed: str, length: tuple[int | None, int | None]) -> None:
    """Every form that a clerk would type is understood; it wins over what the structure asks of that section."""
    found = asked(f"字数:\n  工作目标: {typed}\n")
    assert ("工作目标", 10, length) in rows(found.measured)
    assert [each.code for each in found.problems if each.code != "T401"] == []


def test_the_ways_in_the_docs(asked: Asked) -> None:
    """Every form in the table of docs/proof.md, and its example, are understood."""
    page = (ROOT / "docs" / "proof.md").read_text("utf-8").partition("## 字数")[2]
    rows_ = re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)
    forms = [form for row in rows_ for form in re.findall(r"`(.*?)`", row)]
    assert len(forms) > 10
    example = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[0]
    for lines in (example, *(f"字数: {{全文: {form}}}\n" for form in forms)):
        assert {each.code for each in asked(lines).problems} <= {"T401", "T403"}


@pytest.mark.parametrize(
    "typed",
    [
        "500",
        "五百字",
        "2万字",
        "20～5",
        "0～5",
        "不超过0",
        "多写点",
        "3,00～4,000",
        "1～2～3",
        "字",
        "{至少: 多}",
        "{至少: 9, 至多: 8}",
    ],
)
def test_a_form_that_is_none_is_refused(asked: Asked, typed: str) -> None:
    """What is no length is an error at its place that says what to type; nothing is guessed."""
    (found,) = asked(f"字数:\n  工作目标: {typed}\n").problems
    assert (found.code, found.severity, found.path) == ("F126", "error", "字数.工作目标")
    assert found.place
    assert found.place.line == 7
    assert found.hint
    assert "3000～4000" in found.hint


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("字数:\n  工作目标: {至小: 8}\n", ("F102", "字数.工作目标.至小", 7, 10)),
        ("字数: [3000]\n", ("F103", "字数", 6, 5)),
        ("字数:\n  工作目标: [8, 9]\n", ("F103", "字数.工作目标", 7, 9)),
        ("字数:\n  工作目标: {至少: [8]}\n", ("F103", "字数.工作目标.至少", 7, 14)),
    ],
)
def test_a_shape_that_is_none_is_refused(asked: Asked, lines: str, expected: tuple[str, str, int, int]) -> None:
    """A list where a length belongs and a key that is none are told at their place."""
    assert told(asked(lines).problems) == [expected]


@pytest.mark.parametrize(
    ("name", "characters"),
    [
        ("工作目标", [10]),
        ("一、工作目标", [10]),
        ("工作 目标：", [10]),
        ("（二）培训教师", [8]),
        ("培训教师", [8]),
        ("工作重点", [16]),
        ("重点", [8, 8]),
        ("引言", [14]),
        ("全文", [78]),
    ],
)
def test_how_a_section_may_be_called(asked: Asked, name: str, characters: list[int]) -> None:
    """By its printed heading with or without number, by its wording's name, by the list it repeats; 全文 is all."""
    found = asked(f"字数:\n  {name}: 不超过1\n")
    over = [each for each in found.problems if each.code == "T401"]
    assert [(each.severity, each.path) for each in over] == [("warning", f"字数.{name}")] * len(characters)
    assert {each.place.line for each in over if each.place} == {7}
    assert sorted(each.characters for each in found.measured if each.length == (None, 1)) == characters


def test_one_line_is_the_whole_text(asked: Asked) -> None:
    """字数: 3000～4000 is asked of the whole text, which ends with the signature and has no attachments."""
    found = asked("字数: 3000～4000\n")
    assert told(found.problems) == [("T401", "字数.全文", 6, 5)]
    assert rows(found.measured)[-1] == ("全文", 78, (3000, 4000))


def test_a_section_that_is_not_there(asked: Asked) -> None:
    """An unknown name has its close match at its place; of a section that is left out nothing is printed."""
    found = asked("字数:\n  工作木标: 不超过500\n  工作保障: 至少100\n")
    assert told(found.problems) == [("T403", "字数.工作木标", 7, 3), ("T401", "字数.工作保障", 8, 9)]
    assert found.problems[0].hint == "是否想写“工作目标”？"
    assert ("工作保障", 0, (100, None)) in rows(found.measured)


def test_nothing_typed_is_nothing_asked(asked: Asked) -> None:
    """Empty keys ask for nothing; the structure's own length stands."""
    for lines in ("字数:\n", "字数:\n  全文:\n  工作目标:\n"):
        found = asked(lines)
        assert found.problems == ()
        assert rows(found.measured) == [("工作目标", 10, (5, 500)), ("全文", 78, None)]


def test_the_table_is_in_the_order_of_the_text(asked: Asked) -> None:
    """A section stands before what is in it, the whole text last."""
    found = asked("字数: {培训教师: 8字以上, 重点: 1～9, 工作重点: 不超过90, 引言: 不超过50}\n")
    assert [each.name for each in found.measured] == ["引言", "工作目标", "工作重点", "改造校舍", "培训教师", "全文"]
    assert rows(found.measured)[4] == ("培训教师", 8, (8, None))
    overruled = asked("字数: {重点: 至少90, 改造校舍: 至少8, 培训教师: 至少8}\n")
    assert overruled.problems == ()
    assert ("培训教师", 8, (8, None)) in rows(overruled.measured)


def test_a_fact_of_that_name_wins(asked: Asked) -> None:
    """Where the structure declares a fact named 字数, it is that fact and nothing else."""
    structure = STRUCTURE.replace("  保障: text\n", "  保障: text\n  字数: {kind: integer, required: true}\n")
    structure = structure.replace("建成站点12个", "写稿{{ 字数 }}字")
    found = asked("字数: 500\n", structure)
    assert found.problems == ()
    assert ("工作目标", 9, (5, 500)) in rows(found.measured)


def test_the_schema_accepts_what_the_loader_does(write_plan: WRITE) -> None:
    """Every form is valid; an editor offers the sections' names; a list is not."""
    made = schema(pipeline.open_plan(write_plan(STRUCTURE, FACTS, WORDING)).structure)
    own = {"structure": "plan", "单位": "松岭中学"}
    right: list[object] = [
        "3000～4000",
        {"全文": "3000字以内", "工作目标": {"至少": 8, "至多": "12字"}, "别的": None},
        None,
    ]
    wrong: list[object] = [[1], {"全文": [1]}, {"全文": {"至小": 1}}]
    for typed in right:
        jsonschema.validate(own | {"字数": typed}, made)
    for typed in wrong:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(own | {"字数": typed}, made)
    assert [*made["properties"]["字数"]["anyOf"][1]["properties"]] == [
        "全文",
        "引言",
        "工作目标",
        "工作重点",
        "重点",
        "工作保障",
    ]


def test_only_the_plan_itself_asks(asked: Asked, tmp_path: Path) -> None:
    """In a file that several plans share there is no 字数."""
    (tmp_path / "unit.yaml").write_text("字数: 不超过500\n", "utf-8")
    assert [(each.code, each.path) for each in asked("use: unit.yaml\n").problems] == [("X722", "字数")]


def test_an_attachment_has_a_length_too(asked: Asked) -> None:
    """A structure may expect a length of an attachment; it is no part of the whole text."""
    structure = STRUCTURE + "attachments:\n  - {title: 说明, text: 另行说明。, length: {at_least: 50}}\n"
    found = asked("", structure)
    assert [(each.code, each.message) for each in found.problems] == [("T401", "“说明”有5字，预计至少50字")]
    assert rows(found.measured) == [("工作目标", 10, (5, 500)), ("说明", 5, (50, None)), ("全文", 78, None)]


# ---- what becomes of it ---------------------------------------------------------------------------------------------

PLAN_ID = "annual-work-plan"
LINES = """\
字数:
  全文: 至多9000字  # 办公室的要求
  "工作目标": {至少: 80}
  加快城乡供水一体化建设: 至少20
  全文 # 2: 至少1
"""


@pytest.fixture
def plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The example plan that asks for lengths."""
    assert status("new", PLAN_ID, tmp_path / "old", "--example") == 0
    file = tmp_path / "old" / "facts.yaml"
    file.write_text(file.read_text("utf-8") + LINES.replace("全文 # 2", "'工作重点#'"), "utf-8")
    capsys.readouterr()
    return tmp_path / "old"


def test_it_goes_into_the_next_year(plan: Path, tmp_path: Path) -> None:
    """roll keeps the lines as they are, comment and all."""
    assert status("roll", plan, tmp_path / "new", "--year", "2029") == 0
    assert LINES.partition("  全文 # 2")[0] in (tmp_path / "new" / "facts.yaml").read_text("utf-8")


def test_it_goes_into_a_new_plan(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """new --from brings all of it to the same structure; to another one what it has a section for; the rest is told."""
    wanted = found_in(plan).measured
    assert status("new", PLAN_ID, tmp_path / "same", "--from", plan) == 0
    source = pipeline.open_plan(tmp_path / "same").facts
    assert [each.path for each in wanted if each.path] == ["字数.工作目标", "字数.全文"]
    assert isinstance(source.root, Mapping)
    lengths = source.root.entries["字数"]
    assert isinstance(lengths, Mapping)
    assert [*lengths.entries] == ["全文", "工作目标", "加快城乡供水一体化建设", "工作重点#"]
    capsys.readouterr()
    assert status("new", "term-department-plan", tmp_path / "other", "--from", plan) == 0
    assert "字数.全文、字数.加快城乡供水一体化建设、字数.工作重点#" in capsys.readouterr().out
    assert "字数:\n  工作目标:\n    至少: 80\n" in (tmp_path / "other" / "facts.yaml").read_text("utf-8")


def test_a_plan_in_a_workbook_asks_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the facts stand in facts.xlsx the lines stand in facts.yaml, and work the same."""
    assert status("new", PLAN_ID, tmp_path / "plan", "--example", "--xlsx") == 0
    file = tmp_path / "plan" / "facts.yaml"
    file.write_text(file.read_text("utf-8") + "字数: 至多10\n", "utf-8")
    capsys.readouterr()
    assert status("check", tmp_path / "plan") == 0
    told = capsys.readouterr().out
    assert f"{file}:{len(file.read_text('utf-8').splitlines())}:5: 警告 T401 “全文”有" in told
    assert "（最多10字）  全文\n" in told


def test_a_captured_plan_asks_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The headings of a captured document are its sections' names."""
    source = tmp_path / "old.txt"
    source.write_text(
        "松岭中学工作计划\n一、抓教学\n（一）字数\n开展教研活动12次。\n二、抓安全\n（一）演练\n组织演练2次。\n", "utf-8"
    )
    assert status("capture", source, tmp_path / "plan") == 0
    file = tmp_path / "plan" / "facts.yaml"
    file.write_text(file.read_text("utf-8") + "字数: {一、抓教学: 不超过5, 抓安全: 不超过9}\n", "utf-8")
    found = found_in(tmp_path / "plan")
    assert [(each.code, each.path) for each in found.problems] == [("T401", "字数.一、抓教学")]
