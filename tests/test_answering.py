"""`new --from` a plan whose units have answered: each answer in its place with its source, the rest told."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from drafter.source import parse
from tests.plain_facts import leaves
from tests.program import Run

ROOT = Path(__file__).parent.parent
PLAN, HALF, SUMMARY = "annual-work-plan", "half-year-summary", "annual-summary-next-plan"


@pytest.fixture
def run(run: Run) -> Run:
    """Runs the program in tmp_path, where the example plan is."""
    assert run("new", PLAN, "plan", "--example").status == 0
    return run


def replies(text: str, folder: str = "plan") -> None:
    """Writes what units answered."""
    Path(folder, "反馈.yaml").write_text("反馈:\n" + text, "utf-8")


def facts(folder: str) -> dict[str, str]:
    """What a folder's facts file says."""
    root = parse((Path(folder) / "facts.yaml").read_text("utf-8"), "").root
    assert root is not None
    return leaves(root)


def added(run: Run, id_: str = HALF) -> tuple[dict[str, str], str]:
    """What the answers add to the new facts, and what `new` tells."""
    ran = run("new", id_, "with", "--from", "plan")
    assert (ran.status, ran.err) == (0, "")
    Path("plan/反馈.yaml").unlink()
    assert run("new", id_, "without", "--from", "plan").status == 0
    with_, without = facts("with"), facts("without")
    assert without.items() <= with_.items()
    return dict(with_.items() - without.items()), ran.out


SUPPLY = "  - 工作重点: 加快城乡供水工程建设\n    牵头单位: 工程建设科\n"
WATER = "  - 工作重点: 落实水资源刚性约束\n    牵头单位: 水资源管理科\n"


@pytest.mark.parametrize("id_", [HALF, SUMMARY])
def test_answers_come_to_their_tasks_with_who_reported_them(run: Run, id_: str) -> None:
    """进展情况 line by line into 进展, 完成结果 into 成效, 存在问题 into the summary's list; each names its unit."""
    replies(
        f"{SUPPLY}    进展情况: |\n      新建供水管网71公里\n      改造城区老旧管网22公里\n"
        "    完成结果: 14个村喝上自来水\n    存在问题: 支管铺设慢\n"
        "    交回的文件: |\n      工程建设科.xlsx\n      补报.xlsx\n"
        f"{WATER}    存在问题: |\n      装表慢\n      人手少\n"
    )
    found, out = added(run, id_)
    source = "工程建设科报（工程建设科.xlsx、补报.xlsx）"
    assert found == {
        "工作重点[1].进展[1].value": "新建供水管网71公里",
        "工作重点[1].进展[1].source": source,
        "工作重点[1].进展[2].value": "改造城区老旧管网22公里",
        "工作重点[1].进展[2].source": source,
        "工作重点[1].成效.value": "14个村喝上自来水",
        "工作重点[1].成效.source": source,
        "存在问题[1].问题.value": "支管铺设慢",
        "存在问题[1].问题.source": source,
        "存在问题[2].问题.value": "装表慢",
        "存在问题[2].问题.source": "水资源管理科报（反馈.yaml）",
        "存在问题[3].问题.value": "人手少",
        "存在问题[3].问题.source": "水资源管理科报（反馈.yaml）",
    }
    assert "各单位的答复带入了4条，注明了是谁报的\n" in out
    assert "没有地方放" not in out


def test_from_the_questionnaires_to_the_summary(run: Run) -> None:
    """split, an answer typed into the workbook, collect, new --from: it prints in the summary, and trace names who."""
    assert run("split", "plan", "out").status == 0
    book = load_workbook("out/工程建设科.xlsx")
    sheet = book.worksheets[0]
    (head,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "进展情况"]
    sheet.cell(head.row + 1, head.column).value = "新建供水管网71公里"
    book.save("out/工程建设科.xlsx")
    assert run("collect", "plan", "out/工程建设科.xlsx").status == 0
    assert run("new", HALF, "half", "--from", "plan").status == 0
    assert "新建供水管网71公里" in run("fill", "half", "--gaps").out
    text = Path("half/facts.yaml").read_text("utf-8")
    assert "value: 新建供水管网71公里\n        source: 工程建设科报（工程建设科.xlsx）\n" in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "  - 工作重点: 加快城乡供水工程\n    牵头单位: 工程建设科\n    进展情况: 新建71公里\n",
            "“加快城乡供水工程”的进展情况（工程建设科）：新建71公里",
        ),
        (
            f"{SUPPLY}    完成结果: |\n      14个村\n      9000人\n",
            "“加快城乡供水工程建设”的完成结果（工程建设科）：14个村 9000人",
        ),
        (
            f"{SUPPLY}    完成结果: 14个村\n{SUPPLY.replace('工程建设科', '规划科')}    完成结果: 15个村\n",
            "“加快城乡供水工程建设”的完成结果（规划科）：15个村",
        ),
    ],
    ids=["no such task", "too many lines", "twice"],
)
def test_what_has_no_place_is_told(run: Run, text: str, told: str) -> None:
    """A task that is not in the new facts, lines where one is wanted, a place that is taken: named with the answer."""
    replies(text)
    found, out = added(run)
    assert f"反馈.yaml 里没有地方放的（1条），用得着的请自己填：\n  {told}\n" in out
    assert not [path for path in found if text.count("14个村\n") == 0 and "成效" in path]


def test_a_structure_without_places_for_progress_is_told_all(run: Run) -> None:
    """Next year's plan asks for no progress: nothing is brought, everything is listed."""
    replies(f"{SUPPLY}    进展情况: 新建71公里\n    存在问题: 慢\n")
    found, out = added(run, PLAN)
    assert found == {}
    assert "没有地方放的（2条）" in out


def test_structures_whose_tasks_have_no_leading_unit(run: Run, tmp_path: Path) -> None:
    """From one of them the file cannot be read, to one of them nothing can be brought: both are told."""
    head = "title: 要点\nabout: 试\nheading: 试\nsections: [{text: 试}]\n"
    head += "facts: {单位: organ, 任务: {kind: list, item: text}}\n"
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures/plain.yaml").write_text(head, "utf-8")
    replies(f"{SUPPLY}    进展情况: 新建71公里\n    存在问题: 慢\n")
    found, out = added(run, "plain")
    assert found == {}
    assert "没有地方放的（2条）" in out
    Path("other").mkdir()
    Path("other/facts.yaml").write_text("structure: plain\n单位: 甲局\n任务: [修路]\n", "utf-8")
    replies(SUPPLY, "other")
    out = run("new", HALF, "half", "--from", "other").out
    assert "  整个文件（“要点”的任务没有牵头单位）\n" in out


def test_tasks_of_the_same_name_are_told_apart_by_their_unit(run: Run, tmp_path: Path) -> None:
    """Where two sections have a task of one name, the answer goes to the one that its unit leads."""
    head = "title: 试\nabout: 试\nheading: 试\nsections: [{text: 试}]\nfacts:\n"
    head += "  板块:\n    kind: list\n    item:\n      名称: text\n"
    task = "      任务: {kind: list, item: {名称: text, 牵头单位: organ%s}}\n"
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures/old.yaml").write_text(head + task % "", "utf-8")
    more = ", 状态: {kind: choice, choices: [完, 未完], from: none}, 进展情况: {kind: paragraph, from: none}"
    (tmp_path / "structures/new.yaml").write_text(head + task % more, "utf-8")
    parts = [
        f"  - {{名称: {name}, 任务: [{{名称: 排查, 牵头单位: {unit}}}]}}\n"
        for name, unit in (("一", "甲科"), ("二", "乙科"))
    ]
    Path("plan/facts.yaml").write_text("structure: old\n板块:\n" + "".join(parts), "utf-8")
    replies("  - {板块: 二, 任务: 排查, 牵头单位: 乙科, 进展情况: 查了3处}\n")
    found, _ = added(run, "new")
    assert found == {
        "板块[2].任务[1].进展情况.value": "查了3处",
        "板块[2].任务[1].进展情况.source": "乙科报（反馈.yaml）",
    }


def test_a_plan_in_spreadsheets_with_shared_facts_brings_all_of_them(run: Run) -> None:
    """Where a fact stands plays no part: what YAML would bring, workbook and shared file bring, and answers find it."""
    assert run("new", PLAN, "book", "--example", "--xlsx").status == 0
    Path("common").mkdir()
    Path("common/unit.yaml").write_text("单位: 青岚县水务局\n别的: 甲\n", "utf-8")
    book = load_workbook("book/facts.xlsx")
    singles = book["基本信息"]
    (row,) = [cell.row for cell in singles["A"] if str(cell.value).startswith("单位")]
    singles.delete_rows(row)
    book.save("book/facts.xlsx")
    text = Path("book/facts.yaml").read_text("utf-8")
    Path("book/facts.yaml").write_text(
        text.replace("use: facts.xlsx", "use: [facts.xlsx, ../common/unit.yaml]"), "utf-8"
    )
    assert run("check", "book").status == 0
    replies(f"{SUPPLY}    进展情况: 新建71公里\n", "book")
    for folder in ("plan", "book"):
        assert run("new", HALF, f"{folder}-half", "--from", folder).status == 0
    typed, brought = facts("plan-half"), facts("book-half")
    extra = dict(brought.items() - typed.items())
    assert typed.items() <= brought.items()
    assert len(typed) == 91
    assert sorted(extra) == ["工作重点[1].进展[1].source", "工作重点[1].进展[1].value"]


@pytest.mark.parametrize(
    ("text", "code"), [("- 甲\n", "F103"), ("  - 工作重点：甲\n", "Y1"), ("  - {工作重点: 甲, 进展: 乙}\n", "F102")]
)
def test_errors_of_the_replies_stop_it(run: Run, text: str, code: str) -> None:
    """What is wrong with 反馈.yaml is told at its place; exit 1, no folder is made."""
    replies(text)
    ran = run("new", HALF, "half", "--from", "plan")
    assert (ran.status, ran.out) == (1, "")
    assert "反馈.yaml:" in ran.err
    assert code in ran.err
    assert not Path("half").exists()


@pytest.mark.parametrize("text", ["", "# 还没有交回来\n", "反馈:\n"])
def test_replies_that_are_still_empty_bring_nothing(run: Run, text: str) -> None:
    """A file without an answer is no fault."""
    Path("plan/反馈.yaml").write_text(text, "utf-8")
    found, out = added(run)
    assert found == {}
    assert "答复" not in out
