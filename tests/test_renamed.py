"""旧名称: organs and terms that reforms have renamed, by the list that comes with the program."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter import pipeline
from drafter.library import Library, builtin_folder
from drafter.problems import Problem
from drafter.proof import Settings, document_problems
from drafter.proof.settings import load
from tests.plain_text import document

WRITE = Callable[..., Path]
BUILTIN = load(Library((builtin_folder(),)))
ROWS = BUILTIN.words.renamed
TITLE = "松岭县2027年工作计划\n"


def told(text: str, settings: Settings = BUILTIN) -> list[Problem]:
    """What is found of old names."""
    return [each for each in document_problems(document(text), settings, exact=True) if each.code == "P620"]


def test_the_list_is_sound() -> None:
    """It is read without a problem; nothing stands in it twice; every entry has its date; nothing new is old again."""
    assert BUILTIN.problems == ()
    assert len(ROWS) > 50
    names = [old for old, _, _ in ROWS]
    assert len(names) == len(set(names))
    assert [since for _, _, since in ROWS if not re.fullmatch(r"20\d\d年(?:\d{1,2}月)?", since)] == []
    assert [new for _, new, _ in ROWS if told(f"{TITLE}由{new}负责。\n")] == []


def test_the_short_way_of_reading_is_the_same(tmp_path: Path) -> None:
    """A list that is read line by line says what YAML says, even where one line makes it YAML's to read."""
    text = (builtin_folder() / "words" / "renamed.yaml").read_text("utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "renamed.yaml").write_text(text + "- {old: '甲, 乙', new: 丙, since: 2020年}\n", "utf-8")
    assert load(Library((tmp_path,))).words.renamed == (*ROWS, ("甲, 乙", "丙", "2020年"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_old_name_is_found(row: tuple[str, str, str]) -> None:
    """In a sentence of today, whole and not as part of a longer one, with what it is called now and since when."""
    old, new, since = row
    (found,) = told(f"{TITLE}按规定报省{old}。\n")
    assert (found.message, found.severity) == (f"“{old}”是{since}以前的名称", "warning")
    assert found.hint
    assert f"“{new}”" in found.hint
    assert found.place
    assert (found.place.line, found.place.column) == (2, 6 + 0)


@pytest.mark.parametrize(
    "sentence",
    [
        "档案由原国土资源局移交。",
        "档案由原县国土资源局移交。",
        "2017年，县国土资源局完成调查。",
        "2019年1月，县国土资源局组织验收。",
        "机构改革中县国土资源局的职责划入自然资源局。",
        "县国土资源局更名为县自然资源局。",
        "时任县环保局局长主持了验收。",
        "执行《国土资源局档案管理办法》。",
        "执行国家税务局公告2015年第3号。",
        "落实消费扶贫办法。",
        "由规划建设环保局负责。",
        "由规划建设和环境保护局负责。",
        "农业部门和环保部门配合。",
        "交通质监局负责检测。",
        "国家税务总局松岭县税务局参加。",
        "省药品监督管理局参加。",
        "市林业局、县旅游局参加。",
        "县扶贫办事大厅开放。",
    ],
)
def test_who_writes_of_the_past_may(sentence: str) -> None:
    """Former names marked so, sentences about former years, decrees, and words that only hold the letters."""
    assert told(TITLE + sentence + "\n") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "由教育局和环保局负责。",
        "各工商局配合。",
        "（责任单位：县卫计委、县工商局）",
        "2027年，县环保局完成调查。",
        "原则上由县安监局办理。",
    ],
)
def test_what_is_of_today(sentence: str) -> None:
    """Behind other organs, in notes, in this year's sentences, behind a word that only begins with 原."""
    assert told(TITLE + sentence + "\n")


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("松岭县2018年工作计划\n由县国土资源局负责。\n", False),
        ("工作方案\n由县国土资源局负责。\n松岭县水务局\n二〇〇四年三月二日\n", False),
        ("工作方案\n由县国土资源局负责，到2025年完成。\n松岭县水务局\n2018年12月21日\n", False),
        ("工作方案\n由县国土资源局负责，到2018年完成。\n", False),
        ("工作方案\n由县国土资源局负责。\n松岭县水务局\n2020年12月21日\n", True),
        ("工作方案\n由县国土资源局负责。\n", True),
    ],
)
def test_a_document_of_that_time_is_right(text: str, old: bool) -> None:
    """What counts is when a document was written: its date, else its title's year, else the latest that it names."""
    assert bool(told(text)) is old


def test_a_unit_has_the_last_word(tmp_path: Path) -> None:
    """Its own list takes the place of ours, an empty one or proof.yaml puts it away; its stale.yaml goes first."""
    (tmp_path / "words").mkdir()
    library = Library((tmp_path, builtin_folder()))
    text = f"{TITLE}由县环保局、县工商局负责。\n"
    assert [each.message[1:4] for each in told(text, load(library))] == ["环保局", "工商局"]
    (tmp_path / "words" / "stale.yaml").write_text("- {old: 环保局, new: 生态环境分局}\n", "utf-8")
    assert [each.message[1:4] for each in told(text, load(library))] == ["工商局"]
    (tmp_path / "words" / "renamed.yaml").write_text("- {old: 环卫所, new: 环卫中心, since: 2024年}\n", "utf-8")
    assert told(text, load(library)) == []
    (tmp_path / "words" / "renamed.yaml").write_text("[]\n", "utf-8")
    assert load(library).problems == ()
    assert told(text, load(library)) == []
    (tmp_path / "words" / "renamed.yaml").unlink()
    (tmp_path / "proof.yaml").write_text("rules: {P620: off}\n", "utf-8")
    assert told(text, load(library)) == []


def test_a_plan_is_held_against_it(write_plan: WRITE) -> None:
    """Without any list of its own, at the fact."""
    structure = (
        "title: 简报\nabout: 一周\nheading: 简报\nfacts: {单位: organ}\nsections: [{text: '由{{ 单位 }}负责。'}]\n"
    )
    (found,) = pipeline.check(write_plan(structure, "单位: 松岭县安监局\n"))
    assert (found.code, found.path) == ("P620", "单位")
