"""名册: after a roll, people and organs that the unit's shared facts no longer have are questioned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drafter import pipeline
from tests.program import Run

STRUCTURE = """\
title: 试
about: 试
heading: "{{ 单位 }}{{ 年度 }}年计划"
facts:
  单位: {kind: organ, required: true}
  年度: {kind: year, required: true}
  负责人: person
  签发人: {kind: list, item: person}
  督查机构: organ
  抄送: {kind: list, item: organ}
  说明: paragraph
  任务:
    kind: list
    unique: 名称
    item: {名称: text, 牵头单位: organ, 责任单位: {kind: list, item: organ, joined: true}}
sections:
  - {text: "{{ 负责人 }}。{{ 签发人 | join_cn }}。{{ 督查机构 }}。{{ 抄送 | join_cn }}。"}
  - {text: "{{ 说明 }}"}
  - {each: 任务, text: "{{ 名称 }}。", note: ["牵头单位：{{ 牵头单位 }}", "责任单位：{{ 责任单位 | join_cn }}"]}
"""
PLAN = "单位: 青岚县水务局\n年度: 2027\n"
Roll = Callable[..., list[tuple[str, str | None]]]


@pytest.fixture
def roll(run: Run) -> Roll:
    """Rolls a plan that uses `then`, lets it use `now`, and tells which names check questions, by code and path."""

    def rolled(facts: str, then: str, now: str | None = None, *, more: str = "") -> list[tuple[str, str | None]]:
        for name, text in (("structures/plan.yaml", STRUCTURE), ("common/2027.yaml", then), ("common/2028.yaml", now)):
            Path(name).parent.mkdir(exist_ok=True)
            Path(name).write_text(then if text is None else text, "utf-8")
        Path("last").mkdir()
        Path("last/facts.yaml").write_text(f"structure: plan\nuse: ../common/2027.yaml\n{PLAN}{facts}", "utf-8")
        ran = run("roll", "last", "next", "--year", "2028")
        assert ran.status == 0, ran.err
        file = Path("next/facts.yaml")
        text = file.read_text("utf-8") + more
        file.write_text(text if now is None else text.replace("common/2027", "common/2028"), "utf-8")
        problems = pipeline.check(file)
        assert not [each for each in problems if each.severity == "error"]
        return [(each.code, each.path) for each in problems if each.code in ("N806", "N807", "P608")]

    return rolled


SHARED = "局领导: [{姓名: 陈志远, 职务: 局长}, {姓名: 周敏, 职务: 副局长}]\n科室: [办公室, 农村水利科, 规划财务科]\n"


# ---- who was there last year ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "paths"),
    [
        ("任务: [{名称: 修渠, 牵头单位: 农村水利科}, {名称: 审计, 牵头单位: 规划财务科}]", ["任务[1].牵头单位"]),
        ("任务: [{名称: 修渠, 牵头单位: 办公室, 责任单位: 规划财务科、农村水利科}]", ["任务[1].责任单位[2]"]),
        ("负责人: 陈志远", ["负责人"]),
        ("负责人: {职务: 局长, 姓名: 陈志远}", ["负责人"]),
        ("签发人: [周敏, 陈志远]", ["签发人[2]"]),
        ("督查机构: 办公室会同农村水利科", ["督查机构"]),
        ("抄送: [农村水利科（以下简称水利科）]", ["抄送[1]"]),
        ("说明: 由农村水利科汇总，陈志远同志签字", ["说明", "说明"]),
        ("任务: [{名称: 修渠, 牵头单位: {value: 农村水利科, source: 三定方案}}]", ["任务[1].牵头单位"]),
        ("任务: [{名称: 修渠, 牵头单位: 规划财务科}]\n签发人: [周敏]", []),
    ],
)
def test_who_is_gone_from_the_shared_facts_is_questioned(roll: Roll, facts: str, paths: list[str]) -> None:
    """At each place in the plan's own facts, whether typed alone, in parts, in a line, or within the words."""
    now = SHARED.replace("农村水利科", "农村水利水电科").replace("陈志远", "林建国")
    assert roll(facts, SHARED, now) == [("N806", path) for path in paths]


def test_what_is_said_of_who_is_gone(roll: Roll) -> None:
    """The name, the file in which it is missing, and the line that keeps it."""
    roll("任务: [{名称: 修渠, 牵头单位: 农村水利科}]", SHARED, SHARED.replace("农村水利科", "农村水利水电科"))
    (found,) = [each for each in pipeline.check(Path("next")) if each.code == "N806"]
    assert found.severity == "warning"
    assert found.message == "“农村水利科”上一年在共用的事实里，今年没有了"
    assert "补进 common/2028.yaml" in (found.hint or "").replace("\\", "/")
    assert "“- 任务[修渠].牵头单位”" in (found.hint or "")
    with Path("next/facts.yaml").open("a", encoding="utf-8") as file:
        file.write("unchanged:\n  - 任务[修渠].牵头单位\n")
    assert [each for each in pipeline.check(Path("next")) if each.code.startswith("N8")] == []


def test_a_name_that_lives_on_in_a_longer_one_is_not_gone(roll: Roll) -> None:
    """办公室 became 党政办公室: the words that have the new name do not have the old one."""
    then, now = "科室: [综合办公室, 规划科]\n", "科室: [党政综合办公室, 规划科]\n"
    assert roll("说明: 由党政综合办公室汇总", then, now) == []
    Path("next/facts.yaml").write_text(Path("next/facts.yaml").read_text("utf-8").replace("党政", ""), "utf-8")
    assert [each.path for each in pipeline.check(Path("next")) if each.code == "N806"] == ["说明"]


def test_an_office_that_somebody_held_is_no_name(roll: Roll) -> None:
    """What a list says of people besides their names may change without a question about the words."""
    assert roll("说明: 分管副局长每月调度", SHARED.replace("副局长", "分管副局长"), SHARED) == []


def test_a_fact_that_the_shared_file_itself_gives_is_not_the_plans(roll: Roll) -> None:
    """Who is renewed in the shared file is renewed in the plan; only what the plan types itself is asked about."""
    assert roll("", "负责人: 陈志远\n", "负责人: 林建国\n") == []


# ---- who is not in the list -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "paths"),
    [
        ("任务: [{名称: 修渠, 牵头单位: 农水科}]", ["任务[1].牵头单位"]),
        ("任务: [{名称: 修渠, 牵头单位: 局办公室}]", []),
        ("任务: [{名称: 修渠, 牵头单位: 县水务局办公室}]", []),
        ("任务: [{名称: 修渠, 牵头单位: 县政府办公室}]", ["任务[1].牵头单位"]),
        ("任务: [{名称: 修渠, 牵头单位: 办公室, 责任单位: [各科室, 有关单位, 规划财务科]}]", []),
        ("任务: [{名称: 修渠, 牵头单位: 青岚县水务局}]", []),
        ("负责人: 王小明", ["负责人"]),
        ("签发人: [周敏, 陈志远]", []),
        ("抄送: [县政府办公室]\n督查机构: 局督查组", []),
    ],
)
def test_who_is_not_in_a_list_of_the_shared_facts_is_questioned(roll: Roll, facts: str, paths: list[str]) -> None:
    """People anywhere, organs where a task is given to them; who is written to, and groups made for a plan, are not."""
    assert roll(facts, SHARED) == [("N807", path) for path in paths]


def test_the_close_match_is_told(roll: Roll) -> None:
    """A name that is almost in the list was most likely meant."""
    roll("任务: [{名称: 修渠, 牵头单位: 农村水利课}]", SHARED)
    (found,) = [each for each in pipeline.check(Path("next")) if each.code == "N807"]
    assert found.message == "共用的“科室”里没有“农村水利课”"
    assert found.hint == "是否想写“农村水利科”？"


@pytest.mark.parametrize(
    "shared", ["日常机构: 办公室\n", "说明: 农村水利科已撤并\n", "科室: 办公室\n", "科室:\n", "科室: []\n"]
)
def test_without_a_list_nothing_is_asked(roll: Roll, shared: str) -> None:
    """Single facts are no roster: a unit that keeps none is not asked about names."""
    assert roll("负责人: 王小明\n任务: [{名称: 修渠, 牵头单位: 农水科}]", shared) == []


def test_a_plan_that_was_not_rolled_is_not_asked(roll: Roll) -> None:
    """Only a plan that knows its last year."""
    roll("任务: [{名称: 修渠, 牵头单位: 农水科}]", SHARED)
    file = Path("next/facts.yaml")
    file.write_text(file.read_text("utf-8").replace("previous: ../last/facts.yaml\n", ""), "utf-8")
    assert pipeline.check(file) == ()


# ---- beside the unit's word lists -----------------------------------------------------------------------------------


def test_an_organ_is_told_of_once(roll: Roll) -> None:
    """words/organs.yaml is the proofreader's: what he asks about is not asked twice, and what is gone is asked here."""
    facts = "任务: [{名称: 修渠, 牵头单位: 农村水利科, 责任单位: [农水科]}]"
    Path("words").mkdir()
    Path("words/organs.yaml").write_text("[办公室, 规划财务科]\n", "utf-8")
    found = roll(facts, SHARED, SHARED.replace("农村水利科", "农村水利水电科"))
    assert found == [("N806", "任务[1].牵头单位"), ("P608", "任务[1].责任单位[1]")]


def test_people_of_the_word_list_are_known(roll: Roll) -> None:
    """words/people.yaml says who is there, too."""
    Path("words").mkdir()
    Path("words/people.yaml").write_text("[{name: 王小明, office: 总工程师}]\n", "utf-8")
    assert roll("负责人: 王小明", SHARED) == []
