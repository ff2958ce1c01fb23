"""共用的事实: `use` brings in what several plans share; the plan's own value wins, and nothing far away is opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from drafter import pipeline
from drafter.facts import Facts
from drafter.facts import read as read_facts
from drafter.problems import Problem

STRUCTURE = """\
title: 简报
about: 一周一期
heading: "{{ 单位 }}简报"
facts:
  单位: {kind: organ, required: true, example: 甲局}
  负责人: person
  领导: {kind: list, item: {姓名: {required: true}, 职务: text}}
  科室: {kind: list, item: organ}
  日期: date
sections:
  - text: "{{ 单位 }}"
  - text: "{{ 负责人 }}"
  - text: "{{ 科室 | join_cn }}"
  - {each: 领导, text: "{{ 姓名 }}{{ 职务 }}"}
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a plan's facts and other files, by their paths in the folder of all plans; returns the plan's folder."""
    monkeypatch.chdir(tmp_path)

    def written(facts: str, files: dict[str, str] | None = None) -> Path:
        for name, text in {"plan/facts.yaml": "structure: brief\n" + facts, **(files or {})}.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        (tmp_path / "structures").mkdir(exist_ok=True)
        (tmp_path / "structures" / "brief.yaml").write_text(STRUCTURE, "utf-8")
        return Path("plan")

    return written


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Problems as `check` prints them, first line only."""
    return [str(each).split("\n")[0] for each in problems]


def facts(plan: Path) -> Facts:
    """The plan's facts."""
    opened = pipeline.open_plan(plan)
    return read_facts(opened.facts, opened.structure)


def printed(plan: Path) -> str:
    """The draft as text."""
    return pipeline.render(pipeline.make(plan)[0].document, "text").decode()


def test_shared_facts_are_the_plans_facts(write: Write) -> None:
    """Values, lists and groups from a shared file; a path beside the plan's folder; origins name that file."""
    shared = "单位: 甲局\n领导:\n  - {姓名: 张三, 职务: 局长}\n别的计划的事实: 1\n"
    plan = write("use: ../common/unit.yaml\n负责人: 李四\n", {"common/unit.yaml": shared})
    assert pipeline.check(plan) == ()
    assert printed(plan) == "甲局简报\n甲局\n李四\n张三局长\n"
    origins = {each.path: each.place for each in facts(plan).origins}
    assert origins["领导[1].姓名"] == (str(Path("common/unit.yaml")), 3, 10, None)


def test_the_plans_own_value_wins_and_says_so(write: Write) -> None:
    """A differing value is good to know, an equal one is not; an empty one is no value."""
    files = {"common/unit.yaml": "单位: 甲局\n负责人: 李四\n科室: [一科]\n"}
    plan = write("use: [../common/unit.yaml]\n单位: 乙局\n负责人: {value: 李四, source: 会议}\n科室:\n", files)
    assert told(pipeline.check(plan)) == [
        f"{plan / 'facts.yaml'}:3:1: 信息 X723 “单位”和 {Path('common/unit.yaml')} 第1行写的不一样，用的是这里的"
    ]
    assert printed(plan) == "乙局简报\n乙局\n李四\n一科\n"
    assert pipeline.make(plan)[1] == ()


def test_files_in_order_and_those_they_use(write: Write) -> None:
    """The first file wins, each before those it uses; a file that two others use is read once."""
    files = {
        "common/a.yaml": "use: c.yaml\n负责人: 甲\n",
        "common/b.yaml": "use: c.yaml\n负责人: 乙\n单位: 乙局\n",
        "common/c.yaml": "单位: 丙局\n科室: [丙科]\n",
    }
    plan = write("use:\n  - ../common/a.yaml\n  - ../common/b.yaml\n", files)
    assert printed(plan) == "丙局简报\n丙局\n甲\n丙科\n"
    assert [each.code for each in pipeline.check(plan)] == ["X723", "X723"]


def test_problems_of_a_shared_file_are_told_where_they_are(write: Write) -> None:
    """A wrong value and a broken line at the shared file's own place; what is not printed there is no matter."""
    files = {"common/unit.yaml": "单位: 甲局\n日期: 2027年2月30日\n"}
    plan = write("use: ../common/unit.yaml\n", files)
    place = Path("common/unit.yaml")
    assert told(pipeline.check(plan)) == [f"{place}:2:5: 错误 F104 “日期”的“2027年2月30日”有误：2027年2月没有30日"]
    write("use: ../common/unit.yaml\n", {"common/unit.yaml": "单位: 甲局\n日期: 2027年2月28日\n"})
    assert pipeline.check(plan) == ()
    write("use: ../common/unit.yaml\n日期: 2027年2月28日\n", files)
    assert "F117" in [each.code for each in pipeline.check(plan)]
    write("use: ../common/unit.yaml\n", {"common/unit.yaml": "单位：甲局\n"})
    found = [(each.code, each.place and each.place.file) for each in pipeline.check(plan)]
    assert ("Y105", str(place)) in found


def test_a_shared_key_that_was_meant_for_a_missing_fact(write: Write) -> None:
    """The hint of what is missing names the shared key that is nearly it."""
    plan = write("use: ../common/unit.yaml\n", {"common/unit.yaml": "单位名: 甲局\n"})
    (found,) = pipeline.check(plan)
    assert found.code == "F101"
    assert found.hint == f"{Path('common/unit.yaml')} 第1行有“单位名”，是否想写“单位”？"


@pytest.mark.parametrize(
    ("use", "problem", "hint"),
    [
        ("../common/unti.yaml", "2:6: 错误 X701 没有找到文件“../common/unti.yaml”", "是否想写“unit.yaml”？"),
        ("../../unit.yaml", "2:6: 错误 X702 不能用“../../unit.yaml”：它在计划文件夹的上一级文件夹之外", "相对"),
        ("/etc/hostname", "2:6: 错误 X702 不能用“/etc/hostname”：要写相对的路径，不从盘符或“/”开始", "相对"),
        (r"D:\unit.yaml", "2:6: 错误 X702 不能用“D:/unit.yaml”：要写相对的路径，不从盘符或“/”开始", "相对"),
        ("../common", "2:6: 错误 X701 没有找到文件“../common”", ""),
        ("facts.yaml", "2:6: 错误 X721 “facts.yaml”又用到了自己，绕成了一圈", "删去"),
        ("{file: unit.yaml}", "2:6: 错误 F103 “use”应当是文件名，或者文件名的列表，这里是别的写法", "../common"),
        ("a" * 5000, f"2:6: 错误 X701 没有找到文件“{'a' * 5000}”", ""),
    ],
)
def test_files_that_cannot_be_used(write: Write, use: str, problem: str, hint: str) -> None:
    """At the line that names them, with what to write instead."""
    plan = write(f"use: {use}\n单位: 甲局\n", {"common/unit.yaml": "单位: 甲局\n"})
    (found,) = pipeline.check(plan)
    assert str(found).split("\n")[0] == f"{plan / 'facts.yaml'}:{problem}"
    assert hint in (found.hint or "")


def test_files_that_use_each_other(write: Write) -> None:
    """A circle is told where it closes."""
    files = {"common/a.yaml": "use: b.yaml\n单位: 甲局\n", "common/b.yaml": "use: a.yaml\n"}
    plan = write("use: ../common/a.yaml\n", files)
    assert told(pipeline.check(plan)) == [f"{Path('common/b.yaml')}:1:6: 错误 X721 “a.yaml”又用到了自己，绕成了一圈"]


def test_a_chain_without_end(write: Write) -> None:
    """Not more than so many files are opened."""
    files = {f"common/{number}.yaml": f"use: {number + 1}.yaml\n" for number in range(60)}
    assert "X725" in [each.code for each in pipeline.check(write("use: ../common/0.yaml\n单位: 甲局\n", files))]


def test_links_are_followed_before_they_are_judged(write: Write, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link that leads away is refused, one that stays is fine; a link to itself is no file."""
    plan = write("use: unit.yaml\n", {"common/unit.yaml": "单位: 甲局\n"})
    outside = tmp_path_factory.mktemp("away") / "deeper"
    outside.mkdir()
    (outside / "unit.yaml").write_text("单位: 甲局\n", "utf-8")
    link = plan / "unit.yaml"
    link.symlink_to(outside / "unit.yaml")
    assert [each.code for each in pipeline.check(plan)] == ["F101", "X702"]
    link.unlink()
    link.symlink_to(Path("..", "common", "unit.yaml"))
    assert pipeline.check(plan) == ()
    link.unlink()
    link.symlink_to("unit.yaml")
    assert [each.code for each in pipeline.check(plan)] == ["F101", "X701"]


@pytest.mark.parametrize("key", ["structure: brief", "layout: 版式.yaml", "letterhead: 底版.docx"])
def test_what_only_the_plan_may_say(write: Write, key: str) -> None:
    """Structure, layout and letterhead in a shared file are refused, not ignored."""
    plan = write("use: ../common/unit.yaml\n", {"common/unit.yaml": f"单位: 甲局\n{key}\n"})
    assert [each.code for each in pipeline.check(plan)] == ["X722"]


def test_an_empty_use_is_none(write: Write) -> None:
    """Nothing after the key, or an empty list."""
    assert pipeline.check(write("use:\n单位: 甲局\n")) == ()
    assert pipeline.check(write("use: []\n单位: 甲局\n")) == ()


def test_a_csv_of_single_facts(write: Write) -> None:
    """The same two columns in a CSV file, which has no sheets."""
    plan = write("use: 基本.csv\n", {"plan/基本.csv": '事实,内容\n单位,甲局\n科室,"一科\n二科"\n'})
    assert pipeline.check(plan) == ()
    assert printed(plan) == "甲局简报\n甲局\n一科、二科\n"
    write("use: 基本.csv\n", {"plan/基本.csv": "名称,内容\n单位,甲局\n"})
    assert [each.code for each in pipeline.check(plan)] == ["F101", "X707", "X708"]


def test_a_workbook_of_single_facts(write: Write) -> None:
    """Facts by name or label with their source; lists one a line; all of it is the plan's own, so all of it counts."""
    plan = write("use: 基本.xlsx\n")
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "基本信息"
    rows = [("事实", "内容", "来源"), ("单位*", "甲局", "三定方案"), ("科室", "一科\n二科", None), ("日期", None, None)]
    for row in rows:
        page.append(list(row))
    book.save(plan / "基本.xlsx")
    assert pipeline.check(plan) == ()
    assert printed(plan) == "甲局简报\n甲局\n一科、二科\n"
    origins = {each.path: each for each in facts(plan).origins}
    assert (origins["单位"].source, origins["单位"].place) == ("三定方案", (str(plan / "基本.xlsx"), 2, 2, "基本信息"))
    page.append(["负责任", "李四", None])
    page.append(["单位", "乙局", None])
    page.append(["日期", 46568, None])
    page["B4"], page["A7"] = "2027年2月28日", "领导"
    book.save(plan / "基本.xlsx")
    found = [(each.code, each.place and each.place[1:3]) for each in pipeline.check(plan)]
    assert found == [("F102", (5, 1)), ("Y107", (6, 1)), ("F103", (7, 2))]
