"""电子表格: a list's rows in .xlsx and .csv are the rows that they would be in YAML; what cannot be taken is told."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import pipeline, sheets
from drafter.facts import Facts
from drafter.facts import read as read_facts
from drafter.library import Library
from drafter.problems import Problem
from drafter.sheet_numbers import UnclearError, shown
from drafter.source import Mapping
from drafter.source import read as read_source
from drafter.structure import Structure
from drafter.structure_file import load
from tests.libreoffice import converted, with_libreoffice
from tests.packages import members, zipped
from tests.plain_facts import plain

STRUCTURE = """\
title: 简报
about: 一周一期
heading: 简报
facts:
  任务:
    kind: list
    required: true
    unique: 名称
    item:
      名称: {required: true, label: 任务名称, example: 排查}
      做法: {kind: list, item: text}
      数值: percent
      时限: deadline
      备注: paragraph
  科室: {kind: list, item: organ}
  组: {kind: list, item: {组名: {required: true}, 成员: {kind: list, item: {姓名: {required: true}, 职务: text}}}}
sections:
  - each: 任务
    heading: "{{ 名称 }}"
    run_in: true
    points: {each: 做法, mark: 一是}
    text: "{{ 数值 }}{{ 时限 }}{{ 备注 }}"
  - text: "{{ 科室 | join_cn }}"
  - {each: 组, text: "{{ 组名 }}{% for 人 in 成员 %}{{ 人.姓名 }}{{ 人.职务 }}{% endfor %}"}
"""
Row = Iterable[object]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan's folder with its structure."""
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures" / "plan.yaml").write_text(STRUCTURE, "utf-8")
    return tmp_path


def structure(folder: Path) -> Structure:
    """The structure of the plan in `folder`."""
    loaded, problems = load(folder / "structures" / "plan.yaml", Library((folder,)))
    assert loaded, problems
    return loaded


def sheet(file: Path, *rows: Row, name: str = "任务", change: Callable[[Any], None] | None = None) -> None:
    """A workbook with one sheet of these rows; `change` has its way with the sheet before it is saved."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = name
    for row in rows:
        page.append(list(row))
    if change:
        change(page)
    book.save(file)


def facts(folder: Path, text: str, *, gaps: bool = False) -> Facts:
    """The facts in `text`, as they stand in the plan's folder."""
    file = folder / "facts.yaml"
    file.write_text("structure: plan\n" + text, "utf-8")
    return read_facts(read_source(file), structure(folder), gaps=gaps)


def told(found: Facts) -> list[str]:
    """Its problems, each as row:column, code and message."""
    return [
        f"{each.place.line}:{each.place.column} {each.code} {each.message}" for each in found.problems if each.place
    ]


def tasks(found: Facts) -> list[Any]:
    """The tasks by their fields, without those that are absent."""
    values = plain(found.values["任务"])
    assert isinstance(values, list), found.problems
    return [{name: value for name, value in each.items() if value is not None} for each in values]


# ---- what the rows become -------------------------------------------------------------------------------------------

HEADER = ("名称", "做法", "数值", "时限", "备注")


@pytest.mark.parametrize(
    "asked",
    [
        "任务.xlsx",
        "{file: 任务.xlsx}",
        "{file: 任务.xlsx, sheet: 任务}",
        "{value: 任务.xlsx, source: 办公室}",
        "{value: {file: 任务.xlsx, sheet: 任务}}",
        r"'.\任务.xlsx'",
    ],
)
def test_a_list_may_be_a_file(plan: Path, asked: str) -> None:
    """A file's name where rows could stand, with and without its sheet."""
    sheet(
        plan / "任务.xlsx",
        HEADER,
        ("排查", "登记\n整改", "95%", "2027年底前", None),
        ("演练", "预案", None, None, "一段。\n二段。"),
    )
    found = facts(plan, f"任务: {asked}\n")
    assert told(found) == []
    assert tasks(found) == [
        {"名称": "排查", "做法": ["登记", "整改"], "数值": "95%", "时限": "2027年底前"},
        {"名称": "演练", "做法": ["预案"], "备注": "一段。\n二段。"},
    ]


def test_headers_are_names_or_labels_with_what_offices_add(plan: Path) -> None:
    """A title above, even one like a header; blanks, line breaks and marks in headers; blank rows and other columns."""
    sheet(
        plan / "任务.xlsx",
        ("名称",),
        (),
        ("序号", "任务 名称 *", "做 法\n（必填）", "备注"),
        (1, " 排查 ", "登记", None),
        (),
        (2, "演练", None, "备"),
        (3, None, None, None),
    )
    found = facts(plan, "任务: 任务.xlsx\n")
    assert told(found) == []
    assert tasks(found) == [{"名称": "排查", "做法": ["登记"]}, {"名称": "演练", "备注": "备"}]


def test_columns_say_which_header_is_which_field(plan: Path) -> None:
    """`columns` maps fields to headers; the field's own name is then no header any more."""
    sheet(plan / "表.xlsx", ("项目", "名称", "完成时间"), ("排查", "别的", "长期坚持"))
    found = facts(plan, "任务: {file: 表.xlsx, columns: {名称: 项目, 时限: 完成时间}}\n")
    assert tasks(found) == [{"名称": "排查", "时限": "长期坚持"}]
    assert [each.code for each in found.problems] == ["X708"]


def test_single_values_and_lists_in_lists(plan: Path) -> None:
    """A list of texts is one column; the list inside a group may be a file as well."""
    (plan / "科室.csv").write_text("科室\n甲科\n乙科\n", "utf-8")
    sheet(plan / "人.xlsx", ("姓名", "职务"), ("甲", "组长"), ("乙",))
    found = facts(plan, "任务: [{名称: 排查}]\n科室: 科室.csv\n组: [{组名: 一组, 成员: 人.xlsx}]\n")
    assert told(found) == []
    assert plain(found.values["科室"]) == ["甲科", "乙科"]
    members = [{"姓名": "甲", "职务": "组长"}, {"姓名": "乙", "职务": None}]
    assert plain(found.values["组"]) == [{"组名": "一组", "成员": members}]


def test_merged_cells_repeat_downwards(plan: Path) -> None:
    """What is merged over several rows holds for each, at the place of the merged cell; blank rows stay blank."""
    rows = [("名称", "数值", "时限"), ("排查", "95%", "2027年底前"), ("演练", "96%", None), (), ("宣传", "9", None)]
    sheet(plan / "任务.xlsx", *rows, change=lambda page: page.merge_cells("C2:C5"))
    found = facts(plan, "任务: 任务.xlsx\n")
    assert [each.get("时限") for each in tasks(found)] == ["2027年底前"] * 3
    places = {origin.path: origin.place for origin in found.origins}
    assert places["任务[3].时限"] == (str(plan / "任务.xlsx"), 2, 3, "任务")
    assert places["任务[3].名称"] == (str(plan / "任务.xlsx"), 5, 1, "任务")
    assert told(found) == ["5:2 F104 “数值”的“9”不是百分数（工作表“任务”B5）"]


def test_totals_and_hidden_rows(plan: Path) -> None:
    """A row of totals is no item, a hidden row is one; both are told."""

    def hide(page: Any) -> None:
        page.row_dimensions[3].hidden = True

    rows = [("名称", "备注"), ("排查", "1"), ("演练", "2"), ("合 计", "3")]
    sheet(plan / "任务.xlsx", *rows, change=hide)
    found = facts(plan, "任务: 任务.xlsx\n")
    assert [each["名称"] for each in tasks(found)] == ["排查", "演练"]
    assert told(found) == [
        "3:1 X713 这一行是隐藏的，也读进来了（工作表“任务”A3）",
        "4:1 X712 这一行是“合 计”，没有当作一项（工作表“任务”A4）",
    ]


def test_problems_name_the_cell(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What kinds, limits and missing values say of typed rows they say of cells: file, row, column, and the cell."""
    monkeypatch.chdir(plan)
    sheet(plan / "任务.xlsx", ("名称", "数值"), ("排查", "95"), (None, "96%"), ("排查", "97%"), name="重点")
    (plan / "facts.yaml").write_text("structure: plan\n任务: 任务.xlsx\n", "utf-8")
    twice = "“任务”里“排查”重复了，前一次在第2行（工作表“重点”A4）"
    assert [str(each) for each in pipeline.check(Path())] == [
        "任务.xlsx:2:2: 错误 F104 “数值”的“95”不是百分数（工作表“重点”B2）\n  提示：是否想写“95%”？",
        "任务.xlsx:3:1: 错误 F101 缺少必填的“任务名称”（工作表“重点”A3）\n  提示：如：排查",
        f"任务.xlsx:4:1: 错误 F110 {twice}\n  提示：删去一个，或者改成别的",
    ]
    as_json = pipeline.check(Path())[0].as_json()
    assert (as_json["file"], as_json["line"], as_json["column"]) == ("任务.xlsx", 2, 2)
    assert as_json["path"] == "任务[1].数值"


def test_figures_over_rows_of_a_sheet(plan: Path) -> None:
    """Computed facts and relations take cells as they take typed values; a disagreement is told at its cell."""
    file = plan / "structures" / "plan.yaml"
    added = "  总数: {kind: money, computed: sum(分项.金额)}\n  分项: {kind: list, item: {金额: money}}\nsections:\n"
    file.write_text(STRUCTURE.replace("sections:\n", added, 1), "utf-8")
    sheet(plan / "分项.xlsx", ("金额",), ("3万元",), ("4.5万元",), name="分项")
    found = facts(plan, "任务: [{名称: 排查}]\n分项: 分项.xlsx\n")
    assert (told(found), str(found.values["总数"])) == ([], "7.5万元")
    (plan / "总数.csv").write_text("事实,内容\n总数,8万元\n", "utf-8")
    found = facts(plan, "use: 总数.csv\n任务: [{名称: 排查}]\n分项: 分项.xlsx\n")
    assert told(found) == ["2:2 F120 “总数”写的是8万元，按“sum(分项.金额)”算是7.5万元（B2）"]


def test_a_sheet_without_rows_is_not_filled_in(plan: Path) -> None:
    """A required list with a header alone is missing, or a gap in a draft; an optional one is absent."""
    sheet(plan / "任务.xlsx", HEADER)
    (plan / "科室.csv").write_text("科室\n", "utf-8")
    found = facts(plan, "任务: 任务.xlsx\n科室: 科室.csv\n")
    assert told(found) == ["1:1 F101 缺少必填的“任务”（工作表“任务”A1）"]
    assert plain(found.values["科室"]) is None
    gaps = facts(plan, "任务: 任务.xlsx\n", gaps=True)
    assert tasks(gaps)[0]["名称"] == "【待补：任务名称】"


# ---- numbers and dates ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("95", "General", "95"),
        ("95.5", "General", "95.5"),
        ("12.0", "General", "12"),
        ("0.30000000000000004", "General", "0.3"),
        ("-7", "0", "-7"),
        ("0.95", "0%", "95%"),
        ("0.28599999999999998", "0.0%", "28.6%"),
        ("12", "0.00", "12.00"),
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("571", "0000", "0571"),
        ("12", '0"万元"', "12万元"),
        ("12", "[Red]0.0", "12.0"),
        ("12", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.00"),
        ("46568", "yyyy-mm-dd", "2027年6月30日"),
        ("46568", '[$-804]yyyy"年"m"月"d"日";@', "2027年6月30日"),
        ("46568", 'yyyy"年"m"月"', "2027年6月"),
        ("46568", 'm"月"d"日"', "6月30日"),
        ("46568", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2027年6月30日"),
        ("46568", "yyyy", "2027"),
    ],
)
def test_numbers_are_as_shown(raw: str, code: str, text: str) -> None:
    """The number format is honoured exactly; a date is written as documents write it."""
    assert shown(raw, code) == text


@pytest.mark.parametrize(
    ("raw", "code", "fault"),
    [
        ("0.955", "0%", "存的是95.5%，显示的是96%"),
        ("2.345", "0.00", "存的是2.345，显示的是2.35"),
        ("0.33333333333333331", "General", "显示的是0.333333333"),
        ("123456789012", "General", "科学计数"),
        ("0.00001", "General", "科学计数"),
        ("330106199001011234", "0", "超过15位"),
        ("1234567", "0,", "不认识"),
        ("12345", "0!.0,", "不认识"),
        ("1", "# ?/?", "不认识"),
        ("1", "0.00E+00", "不认识"),
        ("5", "[>3]0", "不认识"),
        ("5", "[DBNum1]0", "不认识"),
        ("5", None, "不认识"),
        ("-5", "0_);(0)", "负数"),
        ("0", "#", "什么也没有显示"),
        ("46568.5", "yyyy/m/d h:mm", "时刻"),
        ("46568", "yyyy/m/d aaaa", "星期"),
        ("59", "yyyy/m/d", "超出了范围"),
        ("1e99", "yyyy/m/d", "超过15位"),
        ("nan", "0", "不是数字"),
    ],
)
def test_numbers_that_show_something_else_are_faults(raw: str, code: str | None, fault: str) -> None:
    """What the sheet rounds, scales or spells in an unknown way is never guessed."""
    with pytest.raises(UnclearError, match=re.escape(fault)):
        shown(raw, code)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False))
def test_a_number_shown_whole_is_the_number_typed(number: Any) -> None:
    """Under a format with room for every digit, what is shown is what was typed, as a binary number stores it."""
    assert shown(repr(float(number)), "0.000") == f"{number + 0:.3f}".replace("-0.000", "0.000")


def test_cells_of_every_kind(plan: Path) -> None:
    """Formats reach through the file; booleans, errors and formulas without a result are told; nothing else is."""

    def change(page: Any) -> None:
        page["E2"], page["E3"], page["E4"] = 0.95, date(2027, 6, 30), 571
        page["E2"].number_format, page["E3"].number_format, page["E4"].number_format = "0%", "yyyy/m/d", "0000"
        page["E5"], page["E6"], page["E7"], page["E8"] = True, "=1/0", 0.955, "#REF!"
        page["E7"].number_format = "0%"

    sheet(plan / "任务.xlsx", HEADER, *((name,) for name in "甲乙丙丁戊己庚"), change=change)
    found = facts(plan, "任务: 任务.xlsx\n")
    assert [each.get("备注") for each in tasks(found)][:3] == ["95%", "2027年6月30日", "0571"]
    assert [line.split("（")[0] for line in told(found)] == [
        "5:5 X710 这一格是逻辑值 TRUE 或 FALSE，不是文字",
        "6:5 X710 这一格的公式还没有算出结果",
        "7:5 X710 这一格显示的是四舍五入后的数：存的是95.5%，显示的是96%",
        "8:5 X710 这一格的公式出错了",
    ]


@with_libreoffice
def test_a_workbook_saved_by_libreoffice(plan: Path) -> None:
    """Formulas have their results, Chinese dates and percentages their look, texts are texts."""

    def change(page: Any) -> None:
        page["C2"], page["C2"].number_format = "=0.9+0.05", "0%"
        page["D2"], page["D2"].number_format = date(2027, 6, 30), 'yyyy"年"m"月"d"日"'
        page["E2"], page["E3"] = "=0.1+0.2", "007"

    sheet(plan / "a.xlsx", HEADER, ("排查", "登记\n整改"), ("演练", "预案"), change=change)
    if not converted(plan / "a.xlsx", "xlsx", plan / "out").exists():
        pytest.skip("LibreOffice is here without Calc")
    found = facts(plan, "任务: out/a.xlsx\n")
    assert told(found) == []
    assert tasks(found) == [
        {"名称": "排查", "做法": ["登记", "整改"], "数值": "95%", "时限": "2027年6月30日", "备注": "0.3"},
        {"名称": "演练", "做法": ["预案"], "备注": "007"},
    ]


PAGE, STYLED, TYPES = "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHARED = (
    '<Override PartName="/xl/sharedStrings.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
STYLES = (
    f"<styleSheet {MAIN}><numFmts><numFmt numFmtId='176' formatCode='0.0%'/></numFmts><cellXfs>"
    + "".join(f"<xf numFmtId='{id_}'/>" for id_ in (0, 31, 57, 58, 176, 44))
    + "</cellXfs></styleSheet>"
)
STRINGS = (
    f"<sst {MAIN}><si><t>排查</t></si><si><r><t>登</t></r><r><rPr><b/></rPr><t xml:space='preserve'>记 </t></r>"
    "<rPh sb='0' eb='1'><t>dengji</t></rPh></si>"
    "<si><t>一段。_x000D_\n二段_x005F_x0041_。</t></si><si><t>丙</t></si></sst>"
)


@pytest.mark.parametrize(("dates", "day"), [("", "2027年6月30日"), ("date1904='1'", "2031年7月1日")])
def test_what_excel_writes_that_libraries_do_not(plan: Path, dates: str, day: str) -> None:
    """Shared strings in runs, escapes, the formats that a Chinese Excel knows by number alone, dates since 1904."""
    sheet(plan / "任务.xlsx", HEADER, ("甲",), ("乙",), ("丙",), ("丁",))
    parts = members((plan / "任务.xlsx").read_bytes())
    cells = (
        '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="E2" t="s"><v>2</v></c>',
        '<c r="A3" t="str"><f>"x"</f><v>演练</v></c><c r="D3" s="1"><v>46568</v></c><c r="E3" s="2"><v>46568</v></c>',
        '<c r="A4" t="s"><v>3</v></c><c r="C4" s="4"><v>0.28599999999999998</v></c><c r="E4" t="str"><f>""</f><v/></c>',
        '<c r="A5" t="inlineStr"><is><t>丁</t></is></c><c r="E5" s="5"><v>1</v></c>',
    )
    rows = "".join(f'<row r="{number}">{words}</row>' for number, words in enumerate(cells, start=2))
    page = re.sub(r'<row r="2".*</sheetData>', f"{rows}</sheetData>", parts[PAGE].decode(), flags=re.DOTALL)
    book = re.sub(r"<workbookPr[^>]*/>", f"<workbookPr {dates}/>", parts["xl/workbook.xml"].decode())
    types = parts[TYPES].decode().replace("</Types>", f"{SHARED}</Types>")
    changed = {PAGE: page, STYLED: STYLES, "xl/sharedStrings.xml": STRINGS, "xl/workbook.xml": book, TYPES: types}
    (plan / "任务.xlsx").write_bytes(zipped(parts | {name: text.encode() for name, text in changed.items()}))
    found = facts(plan, "任务: 任务.xlsx\n")
    assert tasks(found)[:3] == [
        {"名称": "排查", "做法": ["登记"], "备注": "一段。\n二段_x0041_。"},
        {"名称": "演练", "时限": day, "备注": day.partition("月")[0] + "月"},
        {"名称": "丙", "数值": "28.6%"},
    ]
    assert told(found) == ["5:5 X710 这一格的数字格式不认识（工作表“任务”E5）"]


def test_rows_count_wherever_they_stand(plan: Path) -> None:
    """Rows that stand in any order, without their numbers, or a second time are all read."""
    sheet(plan / "任务.xlsx", HEADER, ("甲",))
    parts = members((plan / "任务.xlsx").read_bytes())
    rows = (
        '<row r="5"><c r="A5"><v>5</v></c></row><row r="3"><c><v>3</v></c></row><row><c><v>4</v></c></row>'
        '<row r="3"><c r="E3"><v>33</v></c></row></sheetData>'
    )
    (plan / "任务.xlsx").write_bytes(zipped(parts | {PAGE: parts[PAGE].replace(b"</sheetData>", rows.encode())}))
    found = [{"名称": "甲"}, {"名称": "3", "备注": "33"}, {"名称": "4"}, {"名称": "5"}]
    assert tasks(facts(plan, "任务: 任务.xlsx\n")) == found


def test_a_number_is_taken_as_stored(plan: Path) -> None:
    """What openpyxl takes for a moment, and would round to a millisecond, is still the number with all its digits."""

    def change(page: Any) -> None:
        page["E2"], page["E3"] = 1.123456789, -5
        page["E2"].number_format, page["E3"].number_format = '0.000000000"日";!d', "#,##0_);(#,##0)"

    sheet(plan / "任务.xlsx", HEADER, ("甲",), ("乙",), change=change)
    found = facts(plan, "任务: 任务.xlsx\n")
    assert tasks(found)[0]["备注"] == "1.123456789日"
    assert told(found) == ["3:5 X710 这一格的负数显示成了括号或别的样子（工作表“任务”E3）"]


def test_a_workbook_is_opened_once_for_all_lists(plan: Path) -> None:
    """What was opened for one list serves the next, whatever has become of the file."""
    sheet(plan / "组.xlsx", ("组名",), ("一组",), name="组")
    list_ = next(each for each in structure(plan).facts if each.name == "组")
    file, books = plan / "facts.yaml", sheets.Books()
    file.write_text("structure: plan\n组: 组.xlsx\n", "utf-8")
    source = read_source(file)
    assert isinstance(source.root, Mapping)
    wanted = sheets.wanted(source.root.entries["组"])
    assert wanted
    first = sheets.rows(list_, wanted, source, "组", plan.parent, books)
    (plan / "组.xlsx").write_bytes(b"")
    second = sheets.rows(list_, wanted, source, "组", plan.parent, books)
    assert isinstance(first, sheets.Rows)
    assert isinstance(second, sheets.Rows)
    assert first.node == second.node


@pytest.mark.parametrize(("name", "is_loaded"), [("任务.csv", False), ("任务.xlsx", True)])
def test_openpyxl_waits_for_a_workbook(plan: Path, name: str, is_loaded: bool) -> None:
    """A CSV file needs no extra, and nobody waits for it."""
    (plan / "任务.csv").write_text("名称\n排查\n", "utf-8")
    sheet(plan / "任务.xlsx", ("名称",), ("排查",))
    (plan / "facts.yaml").write_text(f"structure: plan\n任务: {name}\n", "utf-8")
    code = "import sys, drafter; print(*{each.code for each in drafter.check('.')}, 'openpyxl' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=plan, text=True)
    assert ended.stdout == f"F117 {is_loaded}\n"


# ---- CSV ------------------------------------------------------------------------------------------------------------

TEXT = '名称,做法,数值\n排查,"登记\n整改",95%\n演练,"预案,演练",\n'
ROWS = [
    {"名称": "排查", "做法": ["登记", "整改"], "数值": "95%"},
    {"名称": "演练", "做法": ["预案,演练"]},
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_csv_in_the_encodings_that_excel_writes(plan: Path, encoding: str, ending: str) -> None:
    """UTF-8 with and without a BOM and GB18030, with either line ending."""
    (plan / "任务.csv").write_bytes(TEXT.replace("\n", ending).encode(encoding))
    found = facts(plan, "任务: 任务.csv\n")
    assert (told(found), tasks(found)) == ([], ROWS)


@pytest.mark.parametrize("separator", [",", "\t", ";", "；"])
def test_csv_with_other_separators(plan: Path, separator: str) -> None:
    """The separator is the one that finds the headers."""
    (plan / "任务.csv").write_text(f"名称{separator}备注\n排查{separator}甲、乙\n", "utf-8")
    assert tasks(facts(plan, "任务: 任务.csv\n")) == [{"名称": "排查", "备注": "甲、乙"}]


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (TEXT.encode("utf-16"), "1:1 X703 “任务.csv”是 UTF-16 编码"),
        (TEXT.encode()[:-20] + b"\xe6\n" + TEXT.encode()[-20:], "4:1 X703 “任务.csv”是 UTF-8 编码，但里面有损坏的字"),
        (b"PK\x03\x04\x00\x00", "1:1 X703 “任务.csv”不是文字，不像 CSV 文件"),
        (b"\xff\xff\xff", "1:1 X703 “任务.csv”既不是 UTF-8 编码，也不是 GB18030（GBK）编码"),
        ('名称,备注\n排查,"没有配对\n'.encode(), "2:1 X703 “任务.csv”里的引号没有配对，或者一格里的字太多"),
        ("名称,备注\n排查,甲,乙\n".encode(), "2:3 X714 这一列没有表头（C2）"),
        ("名称,备注\n排查,\x07甲\n".encode(), "2:2 X710 这一格里有看不见的控制字符（B2）"),
        (b"", "1:1 X706 前10行里没有找到“任务”的表头（A1）"),
    ],
)
def test_csv_that_is_not_understood(plan: Path, data: bytes, wrong: str) -> None:
    """Nothing is guessed in silence: other encodings, damage, odd quotes, cells beyond the header."""
    (plan / "任务.csv").write_bytes(data)
    assert wrong in told(facts(plan, "任务: 任务.csv\n"))


# ---- what is wrong with the sheet or its name -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ("任物.xlsx", "2:5 X701 没有找到文件“任物.xlsx”|是否想写“任务.xlsx”？"),
        ("/etc/任务.xlsx", "2:5 X702 不能用“/etc/任务.xlsx”：要写相对的路径，不从盘符或“/”开始|"),
        (r"C:\任务.xlsx", "2:5 X702 不能用“C:/任务.xlsx”：要写相对的路径，不从盘符或“/”开始|"),
        ("../../任务.xlsx", "2:5 X702 不能用“../../任务.xlsx”：它在计划文件夹的上一级文件夹之外|"),
        ("任务.xls", "1:1 X703 “任务.xls”不是 .xlsx 或 .csv|另存为"),
        ("任务", "2:5 F103 “任务”应当是列表，这里是一行文字|"),
        ("{file: 任务.xlsx, shet: 任务}", "2:21 F102 没有“shet”这一项|是否想写“sheet”？"),
        ("{file: 任务.xlsx, sheet: 任物}", "2:28 X704 “任务.xlsx”里没有“任物”这个工作表|是否想写“任务”？"),
        ("{file: 任务.xlsx, columns: {名秤: 甲}}", "2:31 F102 没有“名秤”这一项|是否想写“名称”？"),
        ("{file: 任务.xlsx, columns: {名称: 名秤}}", "2:35 X711 表里没有“名秤”这一列|是否想写“名称”？"),
        ("{file: 任务.xlsx, columns: 名称}", "2:30 F103 “任务的表头”应当是一组字段，这里是一行文字|"),
        ("{file: , sheet: 任务}", "2:5 F103 “任务”应当是列表，这里是一组字段|"),
        ("{file: 任务.csv, sheet: 任务}", "2:12 X704 “任务.csv”里没有“任务”这个工作表|删去 sheet"),
        ("两个.xlsx", "2:5 X705 “两个.xlsx”里有几个工作表（甲、乙），没有写明用哪一个|sheet:"),
        ("缺列.xlsx", "1:1 X707 缺少必填的列：任务名称（工作表“任务”A1）|columns"),
        ("重列.xlsx", "1:2 X709 “任务名称”这一列有两处，前一处在A1（工作表“任务”B1）|"),
        ("错列.xlsx", "1:2 X708 没有“数直”这个字段，这一列没有读（工作表“任务”B1）|是否想写“数值”？"),
        ("无头.xlsx", "2:2 X716 这一列没有表头，没有读（工作表“任务”B2）|写上表头"),
    ],
)
def test_a_sheet_that_cannot_be_found_or_read(plan: Path, asked: str, problem: str) -> None:
    """Each wrong name, sheet or header is one problem at its place, with what to write instead."""
    sheet(plan / "任务.xlsx", HEADER, ("排查",))
    (plan / "任务.csv").write_text("名称\n排查\n", "utf-8")
    (plan / "任务.xls").write_bytes(b"old")
    book = openpyxl.Workbook()
    book.active.title = "甲"  # type: ignore[union-attr]
    book.create_sheet("乙")
    book.save(plan / "两个.xlsx")
    sheet(plan / "缺列.xlsx", ("做法", "数值"), ("登记", "95%"), ("整改", "96%"))
    sheet(plan / "重列.xlsx", ("名称", "任务名称"), ("排查", "演练"))
    sheet(plan / "错列.xlsx", ("名称", "数直"), ("排查", "95%"))
    sheet(plan / "无头.xlsx", ("名称", None), ("排查", "95%"))
    found = facts(plan, f"任务: {asked}\n")
    words, hint = problem.split("|")
    assert words in told(found)
    assert len(found.problems) == 1
    assert hint in (found.problems[0].hint or "")


def test_groups_do_not_fit_a_cell(plan: Path) -> None:
    """A column for a list of groups is refused, the rest is read."""
    sheet(plan / "组.xlsx", ("组名", "成员"), ("一组", "甲"))
    found = facts(plan, "任务: [{名称: 排查}]\n组: 组.xlsx\n")
    assert "1:2 X715 “成员”是一组字段或者字段组的列表，一格里放不下（工作表“任务”B1）" in told(found)


def test_links_out_of_the_folders_are_refused(plan: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link is followed before it is judged."""
    outside = tmp_path_factory.mktemp("outside") / "deeper" / "任务.csv"
    outside.parent.mkdir()
    outside.write_text("名称\n排查\n", "utf-8")
    inner = plan / "计划"
    (inner / "structures").mkdir(parents=True)
    shutil.copy(plan / "structures" / "plan.yaml", inner / "structures")
    (inner / "任务.csv").symlink_to(outside)
    assert [each.code for each in facts(inner, "任务: 任务.csv\n").problems] == ["X702"]


# ---- files that mean harm -------------------------------------------------------------------------------------------


def bomb(parts: dict[str, bytes]) -> bytes:
    """300 MB of blanks."""
    return zipped(parts | {"xl/media/a.bin": b"\0" * 300 * 1024 * 1024})


def entities(parts: dict[str, bytes]) -> bytes:
    """Entities that unfold."""
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return zipped(parts | {PAGE: declared + parts[PAGE]})


def locked(parts: dict[str, bytes]) -> bytes:
    """The container of a workbook with a password."""
    return bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


def macros(parts: dict[str, bytes]) -> bytes:
    """A workbook with a macro, under another name."""
    return zipped(parts | {"xl/vbaProject.bin": b"\xcc\x61"})


def elements(parts: dict[str, bytes]) -> bytes:
    """Millions of elements that are no rows."""
    return zipped(parts | {PAGE: parts[PAGE].replace(b"<sheetData>", b"<a/>" * 3_100_000 + b"<sheetData>")})


def many_rows(parts: dict[str, bytes]) -> bytes:
    """100,000 rows."""
    row = b'<row><c t="inlineStr"><is><t>a</t></is></c></row>'
    return zipped(parts | {PAGE: parts[PAGE].replace(b"</sheetData>", row * 100_000 + b"</sheetData>")})


def cut(parts: dict[str, bytes]) -> bytes:
    """Half a sheet."""
    return zipped(parts | {PAGE: parts[PAGE][: len(parts[PAGE]) // 2]})


def no_string(parts: dict[str, bytes]) -> bytes:
    """Cells that refer to strings which are not there."""
    row = b'<row r="3"><c r="A3" t="s"><v>-1</v></c></row></sheetData>'
    return zipped(parts | {PAGE: parts[PAGE].replace(b"</sheetData>", row)})


def no_style(parts: dict[str, bytes]) -> bytes:
    """A number with a style that is not there."""
    row = b'<row r="3"><c r="A3" s="-1"><v>1</v></c></row></sheetData>'
    return zipped(parts | {PAGE: parts[PAGE].replace(b"</sheetData>", row)})


def many_merged(parts: dict[str, bytes]) -> bytes:
    """Merged cells by the ten thousands."""
    merged = b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 30_000 + b"</mergeCells>"
    return zipped(parts | {PAGE: parts[PAGE].replace(b"</sheetData>", b"</sheetData>" + merged)})


def strict(parts: dict[str, bytes]) -> bytes:
    """The other kind of workbook that Excel writes, in namespaces of its own."""
    transitional, own = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"spreadsheetml/main"
    changed = {
        name: data.replace(transitional, b"http://purl.oclc.org/ooxml/" + own)
        for name, data in parts.items()
        if name.startswith("xl/")
    }
    return zipped(parts | changed)


def old(parts: dict[str, bytes]) -> bytes:
    """An .xls under another name."""
    return bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600


def nothing(parts: dict[str, bytes]) -> bytes:
    """An empty file."""
    return b""


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (bomb, "解开有300 MB"),
        (entities, "实体声明"),
        (locked, "加了密码"),
        (macros, "里有宏"),
        (elements, "里的内容太多"),
        (many_rows, "太大，最多10000行"),
        (cut, "已经损坏"),
        (no_string, "已经损坏"),
        (no_style, "已经损坏"),
        (many_merged, "里合并的单元格太多"),
        (strict, "是“严格的 Open XML 电子表格”"),
        (old, "不是 .xlsx 工作簿"),
        (nothing, "不是 .xlsx 工作簿"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_files_that_mean_harm(plan: Path, harm: Callable[[dict[str, bytes]], bytes], reason: str) -> None:
    """One clear problem within seconds."""
    sheet(plan / "好.xlsx", HEADER, ("排查",))
    (plan / "任务.xlsx").write_bytes(harm(members((plan / "好.xlsx").read_bytes())))
    begun = time.monotonic()
    (found,) = facts(plan, "任务: 任务.xlsx\n").problems
    assert time.monotonic() - begun < 10
    assert (found.code, reason in found.message) == ("X703", True), found


def test_a_sheet_that_claims_to_be_huge(plan: Path) -> None:
    """Declared dimensions, formatted blank rows and merges over everything cost nothing."""
    sheet(plan / "任务.xlsx", HEADER, ("排查",), ("演练",))
    parts = members((plan / "任务.xlsx").read_bytes())
    page = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', parts[PAGE])
    blank = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(1000, 51_000))
    page = page.replace(
        b"</sheetData>", blank + b'</sheetData><mergeCells><mergeCell ref="E1:XFD1048576"/></mergeCells>'
    )
    (plan / "任务.xlsx").write_bytes(zipped(parts | {PAGE: page}))
    begun = time.monotonic()
    found = facts(plan, "任务: 任务.xlsx\n")
    assert [each["名称"] for each in tasks(found)] == ["排查", "演练"]
    assert time.monotonic() - begun < 5


# ---- the law --------------------------------------------------------------------------------------------------------

WORDS = st.text("甲乙年月，。；、“”《》 \u3000\t\n09.%=+-@#'\"ab,;；~", max_size=12)
FIRST = st.text("甲乙丙丁戊己庚辛0123=", min_size=1, max_size=6)
TABLE = st.lists(st.tuples(FIRST, WORDS, WORDS, WORDS), min_size=1, max_size=5)
FIELDS = ("名称", "数值", "时限", "备注")


def as_workbook(rows: list[tuple[str, ...]]) -> bytes:
    """The rows as text cells."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for number, row in enumerate((FIELDS, *rows), start=1):
        for column, words in enumerate(row, start=1):
            cell: Any = page.cell(number, column, words)
            cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_csv(rows: list[tuple[str, ...]]) -> bytes:
    """The rows with every cell in quotation marks."""
    lines = [",".join('"' + words.replace('"', '""') + '"' for words in row) for row in (FIELDS, *rows)]
    return "\r\n".join(lines).encode("utf-8-sig")


def as_yaml(rows: list[tuple[str, ...]]) -> str:
    """The rows as typed."""
    items = [dict(zip(FIELDS, row, strict=True)) for row in rows]
    return "任务: " + json.dumps(items, ensure_ascii=False) + "\n"


def understood(found: Facts) -> tuple[object, list[tuple[str, str | None, str]]]:
    """Values, and problems by code, path and words, without their places."""
    words = [(each.code, each.path, _without_place(each)) for each in found.problems]
    return plain(found.values["任务"]), sorted(words, key=str)


def _without_place(found: Problem) -> str:
    return re.sub(r"（(?:工作表“\w+”)?[A-Z]\d+）$|第\d+行", "", found.message)


@settings(deadline=None, max_examples=40)
@given(TABLE)
def test_the_same_table_in_three_files(rows: list[tuple[str, ...]]) -> None:
    """Any table of texts has the same values and the same problems, typed in YAML, as CSV and as a workbook."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "structures").mkdir()
        (folder / "structures" / "plan.yaml").write_text(STRUCTURE, "utf-8")
        (folder / "表.xlsx").write_bytes(as_workbook(rows))
        (folder / "表.csv").write_bytes(as_csv(rows))
        typed = understood(facts(folder, as_yaml(rows)))
        assert understood(facts(folder, "任务: 表.csv\n")) == typed
        assert understood(facts(folder, "任务: 表.xlsx\n")) == typed
