"""滚动 of plans whose facts stand in spreadsheets: cells move with the year, and what is still last year's is found."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from drafter import pipeline, rolling_sheets
from drafter.place import Place
from drafter.rolling import Moved
from tests.program import Run

STRUCTURE = """\
title: 试
about: 试
heading: "{{ 单位 }}{{ 年度 }}年计划"
facts:
  单位: {kind: organ, required: true}
  年度: {kind: year, required: true}
  任务:
    kind: list
    unique: 名称
    item: {名称: text, 数: quantity, 时限: deadline, 做法: {kind: list, item: text}, 日期: date}
  目标: {kind: list, item: {指标: text, 数值: text, 时限: deadline}}
  成文日期: date
  开始: month
sections:
  - {each: 任务, text: "{{ 名称 }}。{{ 数 }}。{{ 时限 }}。{{ 做法 | join_cn }}。{{ 日期 }}。"}
  - {each: 目标, text: "{{ 指标 }}{{ 数值 }}。{{ 时限 }}。"}
signature: {organ: "{{ 单位 }}", date: "{{ 成文日期 }}"}
"""


Sheet = list[list[object]]


@pytest.fixture
def run(run: Run) -> Run:
    """Runs the program in tmp_path, where the structure and a plan of 2027 are."""
    Path("structures").mkdir()
    Path("structures/plan.yaml").write_text(STRUCTURE, "utf-8")
    Path("last").mkdir()
    return run


def facts(text: str) -> None:
    """Writes the old plan's facts."""
    Path("last/facts.yaml").write_text(f"structure: plan\n{text}", "utf-8")


def workbook(file: str, **sheets: Sheet) -> None:
    """Writes a workbook with these rows; a date gets the format 2027年6月30日."""
    book = Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in (cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, date)):
            cell.number_format = 'yyyy"年"m"月"d"日"'
    book.save(file)


def shown(file: str, sheet: str) -> Sheet:
    """The rows of a worksheet, as openpyxl reads them."""
    return [list(row) for row in load_workbook(file)[sheet].iter_rows(values_only=True)]


def listed(out: str, title: str) -> list[str]:
    """The lines under a title of roll's answer."""
    _, _, rest = out.partition(f"\n{title}（")
    lines = rest.split("\n")[1:]
    return [line.strip() for line in lines[: next(n for n, line in enumerate(lines) if not line.startswith("  "))]]


HEAD: list[object] = ["名称", "数", "时限", "做法"]


# ---- workbooks ------------------------------------------------------------------------------------------------------


def test_the_example_in_a_workbook_rolls_as_the_one_in_yaml(run: Run) -> None:
    """`new --xlsx --example`, a year later: the same 16 dates move and the same 37 figures are asked for."""
    assert run("new", "annual-work-plan", "yaml", "--example").status == 0
    assert run("new", "annual-work-plan", "book", "--example", "--xlsx").status == 0
    texts = run("roll", "yaml", "yaml-2028", "--year", "2028").out
    cells = run("roll", "book", "book-2028", "--year", "2028").out
    for title in ("已改年份", "要更新"):
        told = [sorted(line.split("  ", 1)[1] for line in listed(out, title)) for out in (texts, cells)]
        assert told[0] == told[1]
        assert told[0]
    assert "  facts.xlsx 工作重点!F2  工作重点[1].完成时限  2027年11月底前 → 2028年11月底前\n" in cells
    assert "下一步：逐项更新 facts.xlsx；" in cells
    found = [
        sorted((each.code, each.path) for each in pipeline.check(Path(folder)) if each.severity == "warning")
        for folder in ("yaml-2028", "book-2028")
    ]
    assert found[0] == found[1]
    assert len(found[0]) == 37


def test_a_stale_figure_is_told_at_its_cell(run: Run) -> None:
    """check names worksheet and cell; a figure that was changed is quiet, and so is one under `unchanged`."""
    facts("单位: 甲局\n年度: 2027\n任务: 任务.xlsx\n")
    rows: Sheet = [HEAD, ["排查", "3处", "2027年6月底前", "查\n改12处"], ["培训", "4期", "长期坚持", "办班"]]
    workbook("last/任务.xlsx", 任务=rows)
    out = run("roll", "last", "next", "--year", "2028").out
    assert listed(out, "已改年份") == [
        "第4行  年度  2027 → 2028",
        "任务.xlsx 任务!C2  任务[1].时限  2027年6月底前 → 2028年6月底前",
    ]
    assert shown("next/任务.xlsx", "任务")[1] == ["排查", "3处", "2028年6月底前", "查\n改12处"]
    assert shown("last/任务.xlsx", "任务") == rows
    found = [each for each in pipeline.check(Path("next")) if each.severity == "warning"]
    assert [(each.code, each.path) for each in found] == [
        ("N801", "任务[1].数"),
        ("N801", "任务[1].做法[2]"),
        ("N801", "任务[2].数"),
    ]
    assert found[0].place == Place(str(Path("next/任务.xlsx")), 2, 2, "任务")
    book = load_workbook("next/任务.xlsx")
    book["任务"]["B2"] = "5处"
    book.save("next/任务.xlsx")
    with Path("next/facts.yaml").open("a", encoding="utf-8") as file:
        file.write("unchanged:\n  - 任务[培训].数\n")
    assert [each.path for each in pipeline.check(Path("next")) if each.severity == "warning"] == ["任务[1].做法[2]"]


def test_numbers_and_days_in_cells_move_as_what_they_are(run: Run) -> None:
    """A year typed as a number and a day that the workbook counts stay numbers, and print a year later."""
    facts("use: 基本.xlsx\n任务: 任务.xlsx\n")
    workbook(
        "last/基本.xlsx",
        基本信息=[["事实", "内容"], ["单位", "甲局"], ["年度", 2027], ["成文日期", date(2026, 12, 28)]],
    )
    workbook("last/任务.xlsx", 任务=[["名称", "时限", "日期"], ["排查", "2027年底前", date(2027, 6, 30)]])
    ran = run("roll", "last", "next", "--year", "2028")
    assert (ran.status, ran.err) == (0, "")
    assert "（由2027年改为2028年）" in ran.out
    assert len(listed(ran.out, "已改年份")) == 4
    assert [row[1] for row in shown("next/基本.xlsx", "基本信息")][2] == 2028
    drafted = run("fill", "next").out
    assert "甲局2028年计划" in drafted
    assert "2027年12月28日" in drafted
    assert "2028年6月30日" in drafted


def test_all_else_in_a_workbook_stays_byte_for_byte(run: Run) -> None:
    """Only the part of the worksheet with a moved cell differs; comments, styles, other sheets are as they were."""
    facts("单位: 甲局\n年度: 2027\n任务: {file: 任务.xlsx, sheet: 任务}\n")
    workbook("last/任务.xlsx", 任务=[HEAD, ["排查", "3处", "2027年6月底前", "查"]], 底稿=[["2027年6月底前"]])
    run("roll", "last", "next", "--year", "2028")
    with zipfile.ZipFile("last/任务.xlsx") as old, zipfile.ZipFile("next/任务.xlsx") as new:
        assert old.namelist() == new.namelist()
        differing = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert differing == ["xl/worksheets/sheet1.xml"]
    assert shown("next/任务.xlsx", "底稿") == [["2027年6月底前"]]


def test_what_cannot_be_moved_is_left_to_the_clerk_and_told(run: Run) -> None:
    """A formula, a file that both years use, a date among others in a cell: listed with what it should become."""
    facts("use: [单位.yaml, ../共用.yaml]\n单位: 甲局\n年度: 2027\n任务: 任务.xlsx\n目标: ../目标.csv\n")
    Path("last/单位.yaml").write_text("成文日期: 2027年1月5日\n", "utf-8")
    Path("共用.yaml").write_text("别的: 甲\n", "utf-8")
    Path("目标.csv").write_text("指标,数值,时限\n普及率,95%,2027年底前\n", "utf-8")
    workbook("last/任务.xlsx", 任务=[HEAD, ["排查", "3处", "2027年6月底前", "查"]])
    damaged = load_workbook("last/任务.xlsx")
    damaged["任务"]["C3"], damaged["任务"]["A3"] = '="2027年"&"8月底前"', "培训"
    damaged.save("last/任务.xlsx")
    with_result("last/任务.xlsx", "C3", "2027年8月底前")
    ran = run("roll", "last", "next", "--year", "2028")
    assert (ran.status, ran.err) == (0, "")
    assert listed(ran.out, "要更新")[:3] == [
        "单位.yaml第1行  成文日期  2027年1月5日，请自己改成2028年1月5日",
        "任务.xlsx 任务!C3  任务[2].时限  2027年8月底前，请自己改成2028年8月底前",
        "目标.csv C2  目标[1].时限  2027年底前，请自己改成2028年底前",
    ]
    assert Path("目标.csv").read_text("utf-8").endswith("2027年底前\n")
    found = {each.path for each in pipeline.check(Path("next")) if each.code == "N802"}
    assert found == {"任务[2].时限", "目标[1].时限", "成文日期"}


def test_a_day_that_the_new_year_lacks_stays_in_its_cell(run: Run) -> None:
    """29 February of which only the month shows: the clerk is told, and the cell stays a day."""
    facts("use: 基本.xlsx\n年度: 2028\n")
    workbook("last/基本.xlsx", 基本信息=[["事实", "内容"], ["单位", "甲局"], ["开始", date(2028, 2, 29)]])
    book = load_workbook("last/基本.xlsx")
    book["基本信息"]["B3"].number_format = 'yyyy"年"m"月"'
    book.save("last/基本.xlsx")
    ran = run("roll", "last", "next", "--year", "2029")
    assert "  基本.xlsx 基本信息!B3  开始  2028年2月，请自己改成2029年2月\n" in ran.out
    assert Path("last/基本.xlsx").read_bytes() == Path("next/基本.xlsx").read_bytes()


def with_result(file: str, cell: str, text: str) -> None:
    """Gives a formula's cell the result that Excel would have stored."""
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(f'<c r="{cell}">'.encode(), f'<c r="{cell}" t="str">'.encode())
    assert b"<v></v>" in parts[name] or b"<v />" in parts[name] or b"<v/>" in parts[name]
    for empty in (b"<v></v>", b"<v />", b"<v/>"):
        parts[name] = parts[name].replace(empty, f"<v>{text}</v>".encode())
    with zipfile.ZipFile(file, "w") as new:
        for each, content in parts.items():
            new.writestr(each, content)


# ---- CSV ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "；"])
def test_a_csv_file_keeps_its_encoding_quotes_and_line_ends(run: Run, encoding: str, separator: str) -> None:
    """Only the four digits of the dates change, in whatever way the file is written."""
    facts("单位: 甲局\n年度: 2027\n任务: 任务.csv\n")
    lines = ["名称,数,时限,备注", '"排查,一",3处,"2027年6月底前","2027年6月底前,报"', "", "培训,4期,2027年底前,2027年"]
    text = "\r\n".join(lines).replace(",", separator) + "\r\n"
    Path("last/任务.csv").write_bytes(text.encode(encoding))
    ran = run("roll", "last", "next", "--year", "2028")
    assert listed(ran.out, "已改年份")[1:] == [
        "任务.csv C2  任务[1].时限  2027年6月底前 → 2028年6月底前",
        "任务.csv C4  任务[2].时限  2027年底前 → 2028年底前",
    ]
    expected = text.replace('"2027年6月底前"', '"2028年6月底前"').replace(
        "4期" + separator + "2027", "4期" + separator + "2028"
    )
    assert Path("next/任务.csv").read_bytes() == expected.encode(encoding)
    assert [each.path for each in pipeline.check(Path("next")) if each.code == "N801"] == ["任务[1].数", "任务[2].数"]


_CELLS = st.text(st.sampled_from('甲乙,;"\n\r 27年2027月底前'), max_size=8)


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=4), min_size=1, max_size=5), st.data())
def test_exactly_the_moved_cells_of_a_csv_file_read_otherwise(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], data: st.DataObject
) -> None:
    """Whatever stands in the other cells: read again, only the date's cell differs."""
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[row]) - 1))
    rows[row][column] = "2027年底前"
    out = io.StringIO(newline="")
    csv.writer(out, quoting=data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))).writerows(rows)
    file = tmp_path_factory.mktemp("csv") / "a.csv"
    file.write_bytes(out.getvalue().encode())
    move = Moved("甲", Place(str(file), row + 1, column + 1, ""), "2027年底前", "2028年底前")
    written, made = rolling_sheets.moved({"a.csv": file}, [move])
    assert made == {move}
    rows[row][column] = "2028年底前"
    assert list(csv.reader(io.StringIO(written["a.csv"].decode(), newline=""))) == rows


@given(st.text(st.sampled_from('甲乙,"\n\r 2'), max_size=12))
@example('甲"乙,"')
@example('"""甲""",')
def test_quotes_wherever_they_stand_in_a_csv_file(tmp_path_factory: pytest.TempPathFactory, raw: str) -> None:
    """A quote opens a cell only at its beginning, as in the reader: the date behind all that is found all the same."""
    text = f"{raw}\n甲,2027年底前\n"
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assume(rows[-1] == ["甲", "2027年底前"])
    file = tmp_path_factory.mktemp("csv") / "a.csv"
    file.write_bytes(text.encode())
    move = Moved("甲", Place(str(file), len(rows), 2, ""), "2027年底前", "2028年底前")
    written, made = rolling_sheets.moved({"a.csv": file}, [move])
    assert made == {move}
    assert written["a.csv"].decode() == f"{raw}\n甲,2028年底前\n"


# ---- last year's ----------------------------------------------------------------------------------------------------


def test_last_years_table_that_cannot_be_read_is_told(run: Run) -> None:
    """Figures that nobody can compare would pass for renewed: N813 says which file is missing; the rest is compared."""
    facts("单位: 甲局\n年度: 2027\n任务: 任务.csv\n目标: [{指标: 普及率, 数值: 95%}]\n")
    Path("last/任务.csv").write_text("名称,数\n排查,3处\n", "utf-8")
    run("roll", "last", "next", "--year", "2028")
    Path("last/任务.csv").unlink()
    found, stale = [each for each in pipeline.check(Path("next")) if each.code.startswith("N")]
    assert (found.code, found.severity, found.path) == ("N813", "warning", "previous")
    assert found.message == "上一年的计划用到的文件读不了，其中的没有比较：没有找到文件“任务.csv”"
    assert (stale.code, stale.path) == ("N801", "目标[1].数值")


def test_a_table_moved_into_yaml_is_still_compared(run: Run) -> None:
    """Where the rows stand plays no part: last year in a table, this year typed."""
    facts("单位: 甲局\n年度: 2027\n任务: 任务.csv\n")
    Path("last/任务.csv").write_text("名称,数\n排查,3处\n培训,4期\n", "utf-8")
    run("roll", "last", "next", "--year", "2028")
    text = Path("next/facts.yaml").read_text("utf-8")
    typed = "任务: [{名称: 培训, 数: 5期}, {名称: 排查, 数: 3处}]"
    Path("next/facts.yaml").write_text(text.replace("任务: 任务.csv", typed), "utf-8")
    shutil.rmtree("next/structures", ignore_errors=True)
    assert [each.path for each in pipeline.check(Path("next")) if each.code == "N801"] == ["任务[2].数"]
