"""`drafter split` and `drafter collect`: a workbook for every leading unit, and what came back into the facts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter import questionnaire, source, workbook
from drafter.library import Library
from drafter.source import Mapping as MappingNode
from drafter.source import Node, Scalar
from drafter.source import Sequence as SequenceNode
from drafter.source import read as read_source
from tests.program import Run

ROOT = Path(__file__).parent.parent
UNITS = ("工程建设科", "运行管理科", "农村水利科", "水资源管理科", "防汛科")
PLAN = """\
# 计划的注释
structure: annual-work-plan
单位: 松岭县水务局
年度: 2027   # 行尾的注释
目标:
  - {指标: 农村自来水普及率, 数值: 95%, 时限: 2027年底前}
工作重点:
  - 任务: 加快供水工程建设
    措施: [新建供水管网126公里, 改造老旧管网40公里]
    牵头单位: 工程建设科
    责任单位: [城区供水站]
    完成时限: 2027年11月底前
  - 任务: 抓好水库除险加固
    措施: [完成3座小型水库除险加固]
    牵头单位: 运行管理科
    完成时限: 2027年10月底前
  - 任务: 推进灌区节水改造
    措施: [衬砌渠道24.5公里]
    牵头单位: 农村水利科
    完成时限: 2027年11月底前
  - 任务: 落实水资源刚性约束
    措施: [补装57处取水计量设施]
    牵头单位: 水资源管理科
    完成时限: 2027年底前
  - 任务: 提升洪旱防御能力
    措施: [组织应急演练14次]
    牵头单位: 防汛科
    完成时限: 2027年10月底前
  - 任务: 建设智慧供水平台
    措施: [接入18个计量分区]
    牵头单位: 工程建设科
    完成时限: 2027年9月底前
"""
"""An invented plan: six tasks, five units that lead them."""

FOLLOWED = """\
title: 任务跟踪
about: 逐项跟踪
heading: "{{ 单位 }}{{ 年度 }}年任务跟踪"
facts:
  单位: {kind: organ, required: true}
  年度: {kind: year, required: true}
  任务:
    kind: list
    required: true
    item:
      名称: {required: true}
      牵头单位: {kind: organ, required: true}
      进展情况: {help: 一句话}
      完成结果: {kind: percent}
      存在问题: {kind: list, item: text}
sections:
  - {each: 任务, heading: "{{ 名称 }}", run_in: true, text: "{{ 进展情况 }}{{ 完成结果 }}{{ 存在问题 | join_cn }}"}
"""
"""A structure that has the columns to fill in among its own facts."""


@pytest.fixture
def run(run: Run) -> Run:
    """Runs the program in tmp_path, where the invented plan is in the folder `plan`."""
    Path("plan").mkdir()
    Path("plan/facts.yaml").write_text(PLAN, "utf-8")
    return run


@pytest.fixture
def sent(run: Run) -> Run:
    """The plan, split into the folder `out`; what comes back goes into `back`."""
    assert run("split", "plan", "out").status == 0
    Path("back").mkdir()
    return run


def fill(
    unit: str,
    answers: Mapping[str, object] | None = None,
    *,
    row: int = 5,
    to: str | None = None,
    change: Callable[[Any], object] | None = None,
) -> Path:
    """The unit's workbook, with the answers by their heads in one row, as a unit would send it back."""
    file = Path("back", f"{to or unit}.xlsx")
    book = openpyxl.load_workbook(file if file.exists() and not to else Path("out", f"{unit}.xlsx"))
    page: Any = book["填报"]
    columns = {cell.value: cell.column for cell in page[4]}
    for head, value in (answers or {}).items():
        page.cell(row, columns[head]).value = value
    if change:
        change(page)
    book.save(file)
    return file


def replies(folder: str = "plan") -> list[dict[str, object]]:
    """The items of 反馈.yaml."""
    root = read_source(Path(folder, "反馈.yaml")).root
    assert isinstance(root, MappingNode)
    items = plain(root)
    assert isinstance(items, dict)
    assert list(items) == ["反馈"]
    found: list[dict[str, object]] = items["反馈"]
    return found


def plain(node: Node | None) -> object:
    """A tree without its places."""
    match node:
        case Scalar():
            return node.text
        case SequenceNode():
            return [plain(item) for item in node.items]
        case MappingNode():
            return {key: plain(inner) for key, inner in node.entries.items()}
    return None


# ---- split ----------------------------------------------------------------------------------------------------------


def test_a_workbook_for_every_leading_unit(run: Run) -> None:
    """Each unit its own tasks: grey what the plan says, unlocked and as text what is to fill in."""
    told = run("split", "plan", "out")
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith("已写好5个单位的填报表：out\n  工程建设科（2项）：工程建设科.xlsx\n")
    assert sorted(file.stem for file in Path("out").iterdir()) == sorted(UNITS)
    book = openpyxl.load_workbook("out/工程建设科.xlsx")
    assert (book.sheetnames, book["drafter"].sheet_state) == (["填报", "drafter"], "veryHidden")
    page = book["填报"]
    assert [cell.value for cell in page[4]] == [
        *("编号", "任务", "措施", "责任单位", "完成时限"),
        *("进展情况", "完成结果", "存在问题"),
    ]
    assert [cell.value for cell in page[5]][:5] == [
        *("1", "加快供水工程建设", "新建供水管网126公里\n改造老旧管网40公里", "城区供水站", "2027年11月底前")
    ]
    assert [page["A6"].value, page["B6"].value] == ["6", "建设智慧供水平台"]
    assert [cell.protection.locked for cell in page[5]] == [True] * 5 + [False] * 3
    assert {cell.number_format for cell in page[5]} == {"@"}
    assert page.protection.sheet
    assert page.protection.password is None
    assert "松岭县水务局" in page["A2"].value


def test_the_workbooks_are_the_same_every_time(run: Run) -> None:
    """Equal plans make equal bytes."""
    for folder in ("a", "b"):
        run("split", "plan", folder)
    for unit in UNITS:
        assert Path("a", f"{unit}.xlsx").read_bytes() == Path("b", f"{unit}.xlsx").read_bytes()


@pytest.mark.parametrize("id_", Library((ROOT,)).structures())
def test_every_structure_is_split_or_says_why_not(run: Run, id_: str) -> None:
    """Structures with a 牵头单位 in a list, however deep, come back whole; of the others that is told."""
    run("new", id_, "example", "--example")
    leads = "牵头单位:" in Path("example/facts.yaml").read_text("utf-8")
    told = run("split", "example", "out")
    if not leads:
        assert (told.status, told.out) == (1, "")
        assert "facts.yaml:" in told.err
        assert "错误 X751" in told.err
        assert not Path("out").exists()
        return
    assert (told.status, told.err) == (0, "")
    Path("back").mkdir()
    count = 0
    for file in Path("out").iterdir():
        page: Any = openpyxl.load_workbook(file)["填报"]
        head = next(cell.value for cell in page[4] if not page.cell(5, cell.column).protection.locked)
        for row in range(5, page.max_row + 1):
            fill(file.stem, {head: f"{page.cell(row, 2).value}：{head}"}, row=row)
            count += 1
    before = Path("example/facts.yaml").read_bytes()
    collected = run("collect", "example", "back")
    if "    进展:" in before.decode():  # a summary: its example is answered already, and nothing of that is replaced
        assert (collected.status, Path("example/facts.yaml").read_bytes()) == (1, before)
        assert "错误 X762" in collected.err
        return
    assert (collected.status, collected.err) == (0, "")
    assert "没有交回" not in collected.out
    assert f"（{count}处）" in collected.out


def test_a_plan_that_cannot_be_split(run: Run) -> None:
    """No tasks yet, a task without a name, a folder in use: said, and nothing is written."""
    facts = Path("plan/facts.yaml")
    facts.write_text("\n".join(line for line in PLAN.splitlines() if "牵头单位" not in line), "utf-8")
    told = run("split", "plan", "out")
    assert (told.status, told.out) == (1, "")
    assert "plan/facts.yaml:1:1: 错误 X752 “工作重点”里还没有写明牵头单位的任务，没有可以分的" in told.err
    facts.write_text(PLAN.replace("任务: 抓好水库除险加固", "任务:"), "utf-8")
    told = run("split", "plan", "out")
    assert (told.status, told.err.splitlines()[0]) == (1, "plan/facts.yaml:13:5: 错误 F101 缺少必填的“任务”")
    assert not Path("out").exists()
    facts.write_text(PLAN, "utf-8")
    Path("out").mkdir()
    Path("out/旧.txt").write_text("旧", "utf-8")
    told = run("split", "plan", "out")
    assert (told.status, told.out) == (2, "")
    assert [file.name for file in Path("out").iterdir()] == ["旧.txt"]
    assert run("split", "nowhere", "other").status == 2


def test_what_is_not_filled_in_yet_stops_nothing_but_is_told(run: Run) -> None:
    """A plan that lacks its goals is split all the same; a task without a unit goes to nobody, and that is said."""
    text = PLAN.replace("    牵头单位: 防汛科\n", "").replace(
        "  - {指标: 农村自来水普及率, 数值: 95%, 时限: 2027年底前}\n", ""
    )
    Path("plan/facts.yaml").write_text(text, "utf-8")
    told = run("split", "plan", "out")
    assert told.status == 0
    assert "plan/facts.yaml:24:5: 警告 X753 “提升洪旱防御能力”没有写牵头单位，没有分给任何单位" in told.err
    assert len(list(Path("out").iterdir())) == 4


def test_names_of_units_become_names_of_files(run: Run) -> None:
    """What file systems do not allow is left out, and two units never share a file."""
    text = PLAN.replace("牵头单位: 防汛科", "牵头单位: 防汛/抗旱科").replace(
        "牵头单位: 农村水利科", "牵头单位: 防汛抗旱科"
    )
    Path("plan/facts.yaml").write_text(text, "utf-8")
    assert run("split", "plan", "out").status == 0
    names = {file.name for file in Path("out").iterdir()}
    assert {"防汛抗旱科.xlsx", "防汛抗旱科2.xlsx"} < names
    assert len(names) == 5


def test_signs_that_a_spreadsheet_would_take_for_more(run: Run) -> None:
    """A task that looks like a formula or an escape is words, and comes back as the same words."""
    Path("plan/facts.yaml").write_text(PLAN.replace("任务: 抓好水库除险加固", '任务: "=1+1_x0041_"'), "utf-8")
    assert run("split", "plan", "out").status == 0
    Path("back").mkdir()
    fill("运行管理科", {"进展情况": "=cmd|' /C calc'!A0"}, change=lambda page: setattr(page["E5"], "data_type", "s"))
    told = run("collect", "plan", "back")
    assert told.status == 0, told.err
    assert [item["工作重点"] for item in replies()] == ["=1+1_x0041_"]


# ---- collect: the whole road ----------------------------------------------------------------------------------------


def test_four_of_five_come_back_and_one_of_them_is_spoilt(sent: Run) -> None:
    """The sound answers are taken; the spoilt one and the missing unit are named, and facts.yaml is as it was."""
    fill("工程建设科", {"进展情况": "新建管网80公里，占63.5%", "完成结果": "受益1.2万人"})
    fill("工程建设科", {"进展情况": "已接入9个分区", "存在问题": "设备到货晚\n招标流标一次"}, row=6)
    fill("运行管理科", {"进展情况": "3座水库全部完工", "完成结果": "100%"})
    fill("农村水利科", {"进展情况": "衬砌渠道20公里"}, change=lambda page: page.cell(5, 4, "2027年12月底前"))
    fill("水资源管理科", {"完成结果": "0571"})
    told = sent("collect", "plan", "back")
    assert told.status == 1
    assert (
        "back/农村水利科.xlsx:5:4: 错误 X754 “完成时限”被改了：发下去的是“2027年11月底前”，现在是“2027年12月底前”"
        in told.err
    )
    assert "（工作表“填报”D5）" in told.err
    assert told.out.startswith("5个单位，交回4个，没有交回：防汛科\n已写进 plan/反馈.yaml（7处）：\n")
    assert "  加快供水工程建设（工程建设科）进展情况：新建管网80公里，占63.5%\n" in told.out
    assert "  建设智慧供水平台（工程建设科）存在问题：设备到货晚 / 招标流标一次\n" in told.out
    assert replies() == [
        {
            "工作重点": "加快供水工程建设",
            "牵头单位": "工程建设科",
            "进展情况": "新建管网80公里，占63.5%",
            "完成结果": "受益1.2万人",
            "交回的文件": "工程建设科.xlsx",
        },
        {
            "工作重点": "抓好水库除险加固",
            "牵头单位": "运行管理科",
            "进展情况": "3座水库全部完工",
            "完成结果": "100%",
            "交回的文件": "运行管理科.xlsx",
        },
        {
            "工作重点": "落实水资源刚性约束",
            "牵头单位": "水资源管理科",
            "完成结果": "0571",
            "交回的文件": "水资源管理科.xlsx",
        },
        {
            "工作重点": "建设智慧供水平台",
            "牵头单位": "工程建设科",
            "进展情况": "已接入9个分区",
            "存在问题": "设备到货晚\n招标流标一次\n",
            "交回的文件": "工程建设科.xlsx",
        },
    ]
    assert Path("plan/facts.yaml").read_text("utf-8") == PLAN


def test_the_spoilt_one_mended_and_the_late_one(sent: Run) -> None:
    """Collected again, only what is new is written; what is there stays where it is, with its comments."""
    fill("运行管理科", {"进展情况": "完工"})
    assert sent("collect", "plan", "back").status == 0
    file = Path("plan/反馈.yaml")
    file.write_text(file.read_text("utf-8").replace("进展情况: 完工", "进展情况: 完工  # 已核实"), "utf-8")
    fill("防汛科", {"进展情况": "演练9次"})
    told = sent("collect", "plan", "back")
    assert (told.status, told.err) == (0, "")
    assert (
        "与已有的一样，没有改：1处\n已写进 plan/反馈.yaml（1处）：\n  提升洪旱防御能力（防汛科）进展情况：演练9次\n"
        in told.out
    )
    assert "进展情况: 完工  # 已核实" in file.read_text("utf-8")
    before = file.read_bytes()
    assert "没有写进什么" in sent("collect", "plan", "back").out
    assert file.read_bytes() == before


def test_answers_go_into_the_facts_that_ask_for_them(run: Run) -> None:
    """Where the structure has the fields, facts.yaml is filled in, byte for byte the same elsewhere; kinds are held."""
    Path("structures").mkdir()
    Path("structures/followed.yaml").write_text(FOLLOWED, "utf-8")
    text = dedent("""\
        structure: followed
        单位: 松岭县水务局
        年度: 2027
        任务:
          - 名称: 建平台   # 第一项
            牵头单位: 甲科
            进展情况:
          - {名称: 修水库, 牵头单位: 乙科, 进展情况: 已开工}
        """)
    Path("plan/facts.yaml").write_text(text.replace("\n", "\r\n"), "utf-8", newline="")
    assert run("split", "plan", "out").status == 0
    Path("back").mkdir()
    fill("甲科", {"进展情况": "建成", "完成结果": "一半", "存在问题": "缺人\n缺钱"})
    fill("乙科", {"进展情况": "完工", "完成结果": "100%"})
    told = run("collect", "plan", "back")
    assert told.status == 1
    assert "back/甲科.xlsx:5:4: 错误 F104 “完成结果”的“一半”不是百分数（工作表“填报”D5）" in told.err
    assert "错误 X762 “修水库”的“进展情况”，facts.yaml 里已经写着“已开工”，交回的是“完工”，没有改" in told.err
    wanted = text.replace("进展情况:\n", "进展情况: 建成\n    存在问题:\n      - 缺人\n      - 缺钱\n").replace(
        "已开工}", "已开工, 完成结果: 100%}"
    )
    assert Path("plan/facts.yaml").read_bytes().decode() == wanted.replace("\n", "\r\n")
    assert not Path("plan/反馈.yaml").exists()
    told = run("collect", "plan", "back/乙科.xlsx", "--force")
    assert told.status == 0
    assert "  修水库（乙科）进展情况：已开工 → 完工\n" in told.out
    assert "进展情况: 完工, 完成结果: 100%}" in Path("plan/facts.yaml").read_text("utf-8")


def test_tasks_that_stand_in_a_spreadsheet(run: Run) -> None:
    """Their answers go beside the facts: a spreadsheet is never written into."""
    rows = [("任务", "措施", "牵头单位", "完成时限"), ("建平台", "接入分区", "甲科", "2027年9月底前")]
    book = openpyxl.Workbook()
    page: Any = book.active
    for row in rows:
        page.append(row)
    book.save("plan/任务.xlsx")
    before = Path("plan/任务.xlsx").read_bytes()
    Path("plan/facts.yaml").write_text(PLAN.partition("工作重点:")[0] + "工作重点: 任务.xlsx\n", "utf-8")
    assert run("split", "plan", "out").status == 0
    Path("back").mkdir()
    fill("甲科", {"进展情况": "建成"})
    assert run("collect", "plan", "back").status == 0
    assert [item["进展情况"] for item in replies()] == ["建成"]
    assert Path("plan/任务.xlsx").read_bytes() == before


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters="\n"))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answer=st.one_of(TYPED, st.sampled_from(["0571", "1.10", "=1+1", "no", "~", "- 甲: 乙 #丙", "_x0041_", "12:30"]))
)
def test_an_answer_arrives_as_typed(sent: Run, answer: str) -> None:
    """Whatever words stand in the cell stand in 反馈.yaml, but for blanks around lines and blank lines."""
    Path("plan/反馈.yaml").unlink(missing_ok=True)
    book = openpyxl.load_workbook("out/防汛科.xlsx")
    cell: Any = book["填报"]["E5"]
    workbook.put(cell, answer)
    book.save("back/防汛科.xlsx")
    told = sent("collect", "plan", "back")
    wanted = "\n".join(line.strip() for line in answer.splitlines() if line.strip())
    if "X710" in told.err:
        assert any(source.control_character(char) is not None for char in answer)
    elif wanted:
        (item,) = replies()
        assert "\n".join(line.strip() for line in str(item["进展情况"]).splitlines() if line.strip()) == wanted
    else:
        assert "没有写进什么" in told.out


def test_a_summary_is_filled_in_by_its_units(run: Run) -> None:
    """A form with the fields taken out of an example comes back as the example, list items and all."""
    Path("structures").mkdir()
    Path("structures/followed.yaml").write_text(FOLLOWED, "utf-8")
    full = """\
structure: followed
单位: 松岭县水务局
年度: 2027
任务:
"""
    for number in range(1, 4):
        full += f"  - 名称: 任务{number}\n    牵头单位: 第{number % 2}科\n    进展情况: 做到第{number}步\n"
        full += f"    完成结果: {number}0%\n    存在问题:\n      - 缺{number}人\n      - 缺{number}万元\n"
    blank = re.sub(r"\n    (?:进展情况|完成结果).*|\n    存在问题:(?:\n      - .*)+", "", full)
    assert blank.count("\n") == 4 + 2 * 3
    Path("plan/facts.yaml").write_text(blank, "utf-8")
    run("split", "plan", "out")
    Path("back").mkdir()
    for unit in ("第0科", "第1科"):
        page: Any = openpyxl.load_workbook(f"out/{unit}.xlsx")["填报"]
        for row in range(5, page.max_row + 1):
            number = page.cell(row, 2).value.removeprefix("任务")
            answers = {
                "进展情况": f"做到第{number}步",
                "完成结果": f"{number}0%",
                "存在问题": f"缺{number}人\n缺{number}万元",
            }
            fill(unit, answers, row=row)
    told = run("collect", "plan", "back")
    assert (told.status, told.err) == (0, "")
    assert Path("plan/facts.yaml").read_text("utf-8") == full


# ---- collect: what is not as it was sent ----------------------------------------------------------------------------


def swap_rows(page: Any) -> None:
    """The two rows of 工程建设科 in the other order."""
    for number in range(1, page.max_column + 1):
        one, other = page.cell(5, number), page.cell(6, number)
        one.value, other.value = other.value, one.value


def test_rows_in_another_order_are_the_same_rows(sent: Run) -> None:
    """A unit may sort its tasks, and move its columns."""
    fill("工程建设科", {"进展情况": "甲"})
    fill("工程建设科", {"进展情况": "乙"}, row=6, change=swap_rows)
    assert sent("collect", "plan", "back").status == 0
    assert [(item["工作重点"], item["进展情况"]) for item in replies()] == [
        ("加快供水工程建设", "甲"),
        ("建设智慧供水平台", "乙"),
    ]


def number_typed_anew(page: Any) -> None:
    """A number typed again in full width, as input methods do, and a hidden column."""
    page.cell(5, 1).value = "１"
    page.column_dimensions["C"].hidden = True
    page.title = "填报"


def test_a_number_in_full_width_is_the_same_number(sent: Run) -> None:
    """１ is 1; hidden columns are read like others."""
    fill("工程建设科", {"进展情况": "甲"}, change=number_typed_anew)
    assert sent("collect", "plan", "back").status == 0
    assert [item["进展情况"] for item in replies()] == ["甲"]


def _deleted(page: Any) -> None:
    page.delete_rows(6)


def _added(page: Any) -> None:
    page.cell(8, 2, "自己加的任务")
    page.cell(8, 6, "办了")


def _signed(page: Any) -> None:
    page.cell(8, 1, "填报人：张三")


def _copied(page: Any) -> None:
    for cell in page[6]:
        page.cell(7, cell.column, cell.value)


def _renamed(page: Any) -> None:
    page.cell(4, 6, "进展")


def _one_column_sorted(page: Any) -> None:
    page.cell(5, 6).value, page.cell(6, 6).value = page.cell(6, 6).value, page.cell(5, 6).value
    page.cell(5, 2).value, page.cell(6, 2).value = page.cell(6, 2).value, page.cell(5, 2).value


def _noted_beside(page: Any) -> None:
    page.cell(4, 12, "备注")
    page.cell(5, 12, "请局里协调")


def _rounded(page: Any) -> None:
    page.cell(5, 6).value = 0.955
    page.cell(5, 6).number_format = "0%"


@pytest.mark.parametrize(
    ("change", "told", "taken"),
    [
        (_deleted, "工程建设科.xlsx:4:1: 错误 X756 少了一行：编号6“建设智慧供水平台”", ["甲"]),
        (_added, "工程建设科.xlsx:8:2: 错误 X757 多了一行“自己加的任务”，不是发下去的任务，没有收", ["甲", "乙"]),
        (_signed, "工程建设科.xlsx:8:1: 警告 X759 多出来的第8行“填报人：张三”没有读", ["甲", "乙"]),
        (_copied, "工程建设科.xlsx:7:1: 错误 X758 编号6有两行，前一处在第6行，都没有收", ["甲"]),
        (_renamed, "工程建设科.xlsx:4:1: 错误 X755 表头里没有了：进展情况", []),
        (_one_column_sorted, "工程建设科.xlsx:5:2: 错误 X754 “任务”被改了：发下去的是“加快供水工程建设”", []),
        (_noted_beside, "工程建设科.xlsx:4:12: 警告 X759 多出来的L列没有读", ["甲", "乙"]),
        (_rounded, "工程建设科.xlsx:5:6: 错误 X710 这一格显示的是四舍五入后的数", ["乙"]),
    ],
)
def test_what_a_unit_did_to_its_workbook(
    sent: Run, change: Callable[[Any], object], told: str, taken: list[str]
) -> None:
    """Each slip is told with file, sheet and cell; what it does not touch is taken."""
    fill("工程建设科", {"进展情况": "甲"})
    fill("工程建设科", {"进展情况": "乙"}, row=6, change=change)
    collected = sent("collect", "plan", "back")
    assert f"back/{told}" in collected.err
    assert collected.status == (0 if "警告" in told else 1)
    found = replies() if Path("plan/反馈.yaml").exists() else []
    assert [item["进展情况"] for item in found] == taken


def test_two_files_of_one_unit(sent: Run) -> None:
    """Different answers: both are told, none is taken. The same ones, or an empty copy, do no harm."""
    fill("运行管理科", {"进展情况": "完工"})
    fill("防汛科", {"进展情况": "演练9次"})
    fill("防汛科", {"进展情况": "演练9次"}, to="防汛科(1)")
    fill("防汛科", to="防汛科(2)")
    fill("运行管理科", {"进展情况": "快完工了"}, to="运行管理科(1)")
    told = sent("collect", "plan", "back")
    assert told.status == 1
    assert (
        "back/运行管理科.xlsx:5:5: 错误 X761 “进展情况”写的是“完工”，back/运行管理科(1).xlsx 的 E5 写的是“快完工了”"
        in told.err
    )
    assert "back/运行管理科(1).xlsx:5:5: 错误 X761 “进展情况”写的是“快完工了”，back/运行管理科.xlsx 的 E5" in told.err
    assert [item["牵头单位"] for item in replies()] == ["防汛科"]


def test_files_that_are_no_questionnaires(sent: Run) -> None:
    """No workbook, somebody else's, one whose record was changed, another plan's: named, and nothing is taken."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page["A1"] = "进展情况"
    book.save("back/自己做的.xlsx")
    Path("back/改名的.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    Path("back/旧格式.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with Path("back/太大.xlsx").open("wb") as huge:
        huge.truncate(40 * 1024 * 1024)
    Path("back/说明.txt").write_text("请查收", "utf-8")
    Path("back/~$防汛科.xlsx").write_bytes(b"x")
    fill("防汛科", {"进展情况": "演练9次"}, change=lambda page: page.parent["drafter"].cell(2, 1, "别的计划"))
    shutil.copytree("plan", "other")
    Path("other/facts.yaml").write_text(PLAN.replace("年度: 2027", "年度: 2028"), "utf-8")
    sent("split", "other", "out2")
    shutil.copy("out2/运行管理科.xlsx", "back/去年的.xlsx")
    told = sent("collect", "plan", "back")
    assert told.status == 1
    assert "back/自己做的.xlsx:1:1: 错误 X703 “自己做的.xlsx”不是 drafter split 写的填报表" in told.err
    assert (
        "back/防汛科.xlsx:1:1: 错误 X703 “防汛科.xlsx”不是 drafter split 写的填报表，或者里面的记录被改过" in told.err
    )
    assert "back/改名的.xlsx:1:1: 错误 X703" in told.err
    assert "back/旧格式.xls:1:1: 错误 X703" in told.err
    assert re.search(r"back/太大.xlsx:1:1: 错误 X703 .*20 MB", told.err)
    assert "没有读“back/说明.txt”：不是工作簿" in told.err
    assert "~$" not in told.err
    assert "错误 X760 “去年的.xlsx”是“年度工作计划（annual-work-plan）：松岭县水务局，2028”的填报表" in told.err
    assert told.out == f"5个单位，交回0个，没有交回：{'、'.join(UNITS)}\n没有写进什么\n"
    assert not Path("plan/反馈.yaml").exists()


@pytest.mark.parametrize(
    ("row", "column", "value"), [(4, 1, "99"), (4, 1, "0"), (7, 40, "多"), (6, 3, "编号"), (20_000, 1, "远")]
)
def test_a_record_made_to_fit(sent: Run, row: int, column: int, value: str) -> None:
    """Whoever changes the record and its sum as well is not believed, and nothing falls over."""

    def tampered(page: Any) -> None:
        record = page.parent["drafter"]
        record.cell(row, column, value)
        texts = [["" if cell is None else cell for cell in cells] for cells in record.values]
        record.cell(1, 2, questionnaire.digest(texts[1:]))

    fill("防汛科", {"进展情况": "演练9次"}, change=tampered)
    told = sent("collect", "plan", "back")
    assert told.status == 1
    assert "错误 X703 “防汛科.xlsx”不是 drafter split 写的填报表，或者里面的记录被改过" in told.err


def test_nobody_filled_anything_in(sent: Run) -> None:
    """Units that sent an empty workbook back are told apart from those that sent none."""
    shutil.copytree("out", "back", dirs_exist_ok=True)
    Path("back/防汛科.xlsx").unlink()
    told = sent("collect", "plan", "back")
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith(
        "5个单位，交回4个，没有交回：防汛科\n没有填（工程建设科）：加快供水工程建设、建设智慧供水平台\n"
    )
    assert told.out.endswith("没有写进什么\n")


def test_the_plan_changed_after_it_was_sent(sent: Run) -> None:
    """A new deadline is told and the answer taken; a task that is gone takes none."""
    fill("运行管理科", {"进展情况": "完工"})
    fill("防汛科", {"进展情况": "演练9次"})
    text = PLAN.replace("任务: 提升洪旱防御能力", "任务: 提升防汛能力").replace(
        "牵头单位: 运行管理科\n    完成时限: 2027年10月底前", "牵头单位: 运行管理科\n    完成时限: 2027年12月底前"
    )
    Path("plan/facts.yaml").write_text(text, "utf-8")
    told = sent("collect", "plan", "back")
    assert told.status == 1
    assert (
        "警告 X764 “抓好水库除险加固”的“完成时限”在发出以后改过：发出时是“2027年10月底前”，现在是“2027年12月底前”"
        in told.err
    )
    assert "错误 X763 计划里没有要填“进展情况”的任务“提升洪旱防御能力”了，交回的“演练9次”没有收" in told.err
    assert [item["进展情况"] for item in replies()] == ["完工"]


def test_a_file_of_replies_that_somebody_broke(sent: Run) -> None:
    """反馈.yaml with a mistake in it stops everything before a byte is written."""
    fill("运行管理科", {"进展情况": "完工"})
    file = Path("plan/反馈.yaml")
    file.write_text("反馈：\n", "utf-8")
    told = sent("collect", "plan", "back")
    assert (told.status, told.out) == (1, "")
    assert "plan/反馈.yaml:1:" in told.err
    assert file.read_text("utf-8") == "反馈：\n"


def test_a_plan_that_may_not_be_written(sent: Run) -> None:
    """What cannot be written is said, and is not told as written."""
    fill("运行管理科", {"进展情况": "完工"})
    sent("collect", "plan", "back")
    Path("plan/反馈.yaml").chmod(0o444)
    fill("防汛科", {"进展情况": "演练9次"})
    told = sent("collect", "plan", "back")
    assert told.status == 1
    assert "plan/反馈.yaml:1:1: 错误 X766 没有写进去：" in told.err
    assert "是只读的" in told.err
    assert told.out.endswith("与已有的一样，没有改：1处\n没有写进什么\n")


def test_files_that_are_not_there(sent: Run) -> None:
    """A path that is not there is a mistake of the command line."""
    assert sent("collect", "plan", "back/没有.xlsx").status == 2
    assert sent("collect", "plan").status == 2
    assert sent("collect", "没有", "back").status == 2
