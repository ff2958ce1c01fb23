"""`drafter new --from`: what another plan's facts bring, character for character, and what stays behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter import scaffold
from drafter.carrying import Carried, carry
from drafter.library import Library
from drafter.source import Mapping, parse
from drafter.structure import Field, Structure
from drafter.structure_file import load
from tests.plain_facts import leaves
from tests.program import status

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
PLAN, HALF, SUMMARY = "annual-work-plan", "half-year-summary", "annual-summary-next-plan"


def structure(folder: Path, id_: str, text: str = "") -> Structure:
    """A structure of the library, or one written for a test."""
    path = folder / f"{id_}.yaml"
    if text:
        path.write_text(text, "utf-8")
    loaded, problems = load(path, Library((ROOT,)))
    assert loaded is not None
    assert not problems, problems
    return loaded


def root_of(text: str) -> Mapping:
    """The tree of a facts file without problems."""
    source = parse(text, "facts.yaml")
    assert not source.problems, source.problems
    assert isinstance(source.root, Mapping)
    return source.root


def facts_of(folder: Path) -> dict[str, str]:
    """What a folder's facts file says, its structure aside."""
    found = leaves(root_of((folder / "facts.yaml").read_text("utf-8")))
    del found["structure"]
    return found


def texts(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# ---- the story of a year --------------------------------------------------------------------------------------------

SHARED = ("指标", "谓语", "数值", "时限", "任务", "措施", "牵头单位", "责任单位", "完成时限")


@pytest.mark.parametrize("id_", [HALF, SUMMARY])
def test_every_value_of_the_plan_that_a_summary_shares_arrives(tmp_path: Path, id_: str) -> None:
    """Unit, year, goals and tasks of the plan stand in the summary's facts as typed; nothing else is filled in."""
    assert status("new", id_, tmp_path / "new", "--from", EXAMPLES / PLAN) == 0
    plan = facts_of(EXAMPLES / PLAN)
    expected = {path: text for path, text in plan.items() if path in ("单位", "年度")}
    for path, text in plan.items():
        name = path.rpartition(".")[2].partition("[")[0]
        if path.startswith(("目标[", "工作重点[")) and name in SHARED:
            expected[path] = text
    assert len(expected) == 90
    assert facts_of(tmp_path / "new") == expected


@pytest.mark.parametrize(("id_", "source"), [(HALF, PLAN), (SUMMARY, PLAN), (SUMMARY, HALF)])
def test_the_story_of_the_examples_holds_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], id_: str, source: str
) -> None:
    """What the plan brings plus the results typed into the empty places is the summary's example, word for word."""
    wanted = facts_of(EXAMPLES / id_)
    assert status("new", id_, tmp_path / "brought", "--from", EXAMPLES / source) == 0
    brought = facts_of(tmp_path / "brought")
    assert brought.items() <= wanted.items()
    settings = [word for path, text in wanted.items() if path not in brought for word in ("--set", f"{path}={text}")]
    assert status("new", id_, tmp_path / "new", "--from", EXAMPLES / source, *settings) == 0
    assert status("check", tmp_path / "new") == 0
    capsys.readouterr()
    assert status("fill", tmp_path / "new") == 0
    assert capsys.readouterr().out == (ROOT / "tests" / "golden" / f"{id_}.txt").read_text("utf-8")


def test_what_a_summary_leaves_undone_and_plans_becomes_the_next_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The unfinished task, to be confirmed until somebody has; then what the summary planned; nothing that is done."""
    assert status("new", PLAN, tmp_path / "2028", "--from", EXAMPLES / SUMMARY, "--set", "年度=2028") == 0
    out = capsys.readouterr().out
    assert "上年未完成，已带入，须确认：加强河湖管护和水土保持\n" in out
    assert "已经完成，没有带入：加快城乡供水工程建设、" in out
    facts, summary = facts_of(tmp_path / "2028"), facts_of(EXAMPLES / SUMMARY)
    assert (facts["年度"], facts["单位"]) == ("2028", "青岚县水务局")
    assert facts["工作重点[1].任务.value"] == summary["工作重点[5].任务"]
    assert facts["工作重点[1].任务.note"] == "上年未完成，须确认"
    assert facts["工作重点[1].完成时限"] == summary["工作重点[5].新时限"]
    assert facts["工作重点[1].总述"] == summary["工作重点[5].后续"]
    tasks = [text for path, text in facts.items() if path.endswith("].任务")]
    assert tasks == [text for path, text in summary.items() if path.startswith("打算[") and path.endswith(".任务")]
    goals = {path: text for path, text in facts.items() if path.startswith("目标[")}
    assert goals == {path[2:]: text for path, text in summary.items() if path.startswith("下年目标[")}
    assert status("check", tmp_path / "2028") == 0
    assert "警告 F125 “任务”还没有确认：上年未完成，须确认" in capsys.readouterr().out
    assert status("fill", tmp_path / "2028") == 0


def test_an_unfinished_task_without_a_new_deadline_must_be_given_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Last year's deadline is not taken for this year's: the plan cannot be exported before it has been typed."""
    summary = tmp_path / "summary"
    summary.mkdir()
    text = (EXAMPLES / SUMMARY / "facts.yaml").read_text("utf-8")
    (summary / "facts.yaml").write_text(text.replace("    新时限: 2028年5月底前\n", ""), "utf-8")
    assert status("new", PLAN, tmp_path / "2028", "--from", summary) == 0
    capsys.readouterr()
    assert status("check", tmp_path / "2028", "--format", "json") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [found["path"] for found in problems if found["severity"] == "error"] == ["工作重点[1].完成时限"]


# ---- the command ----------------------------------------------------------------------------------------------------


def test_the_old_folder_is_not_touched_and_what_it_has_besides_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every fact of the plan that the summary has no place for is named, its date too; its files stay as they are."""
    assert status("new", PLAN, tmp_path / "plan", "--example") == 0
    before = texts(tmp_path / "plan")
    capsys.readouterr()
    assert status("new", HALF, tmp_path / "half", "--from", tmp_path / "plan") == 0
    told = capsys.readouterr().out
    assert texts(tmp_path / "plan") == before
    (line,) = [line for line in told.splitlines() if line.startswith("没有带入")]
    left = line.partition("：")[2].split("、")
    assert {"依据文件", "工作重点.总述", "经费", "成文日期"} <= set(left)
    plan, half = facts_of(tmp_path / "plan"), facts_of(tmp_path / "half")
    for path in plan.keys() - half.keys():
        bare = "".join(part.partition("]")[2] if "]" in part else part for part in path.split("["))
        assert any(bare == each or bare.startswith(f"{each}.") for each in left), path


def test_the_look_of_the_plan_is_listed_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A layout file or a Word file of the unit's own lies beside the old plan: the new one would print without it."""
    assert status("new", PLAN, tmp_path / "plan", "--example") == 0
    file = tmp_path / "plan" / "facts.yaml"
    text = file.read_text("utf-8").replace(
        f"structure: {PLAN}\n", f"structure: {PLAN}\nlayout: 版式.yaml\nletterhead:\n"
    )
    file.write_text(text, "utf-8")
    capsys.readouterr()
    assert status("new", HALF, tmp_path / "half", "--from", tmp_path / "plan") == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("没有带入")]
    assert line.endswith("、成文日期、layout")


def test_empty_places_for_results_explain_themselves_in_every_item(tmp_path: Path) -> None:
    """Each goal that was brought has its empty 完成 with the explanation above; nothing asks for what is computed."""
    assert status("new", HALF, tmp_path / "half", "--from", EXAMPLES / PLAN) == 0
    lines = (tmp_path / "half" / "facts.yaml").read_text("utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if line == "    完成:"]
    assert len(places) == 7
    assert all(lines[number - 1].startswith("    # 完成（必填") for number in places)
    assert not [line for line in lines if line.strip().startswith("完成率:")]


@pytest.mark.parametrize("wrong", ["年度：2027\n", "年度: 27\n", ""])
def test_errors_of_the_plan_stop_it(tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str) -> None:
    """What is wrong with the plan is told as check tells it; exit 1, and no folder is made."""
    (tmp_path / "facts.yaml").write_text(f"structure: {PLAN}\n单位: 青岚县水务局\n{wrong}", "utf-8")
    assert status("new", HALF, tmp_path / "new", "--from", tmp_path) == 1
    err = capsys.readouterr().err
    assert f"{tmp_path / 'facts.yaml'}:" in err
    assert "错误" in err
    assert not (tmp_path / "new").exists()


def test_a_command_line_that_cannot_be_meant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An absent plan, and --from beside --example: exit 2, nothing written."""
    assert status("new", HALF, tmp_path / "new", "--from", tmp_path / "nowhere") == 2
    assert status("new", HALF, tmp_path / "new", "--from", EXAMPLES / PLAN, "--example") == 2
    assert "只能写一个" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


# ---- values of every shape ------------------------------------------------------------------------------------------

_OLD = """\
title: 旧
about: 试
heading: 旧
facts:
  标题: text
  说明: paragraph
  负责人: person
  金额: money
  成文日期: date
  字号: basis
  甲名: text
  要点: {kind: list, item: text}
  联系: {kind: group, fields: {电话: text, 传真: text}}
  任务:
    kind: list
    item: {名称: text, 旧注: text, 数: quantity, 做法: {kind: list, item: text}}
  名单: {kind: list, item: {姓名: person, 职务: text, 组别: text}}
  稿次: {kind: choice, choices: [草案, 讨论稿]}
sections: [{text: 旧}]
"""
_NEW = """\
title: 新
about: 试
heading: 新
facts:
  乙名: {from: 甲名}
  标题: text
  说明: paragraph
  负责人: person
  金额: money
  成文日期: date
  字号: {kind: basis, from: none}
  要点: {kind: list, item: text}
  联系: {kind: group, fields: {电话: text, 邮箱: text}}
  工作:
    kind: list
    item: {事项: {from: 任务.名称}, 结果: text, 数: quantity, 做法: {kind: list, item: text}}
  名单: {kind: list, item: {姓名: person, 单位: text, 分工: text}}
  稿次: {kind: choice, choices: [讨论稿, 送审稿]}
sections: [{text: 新}]
"""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Structure, Structure]:
    """Two structures that share facts of every shape."""
    folder = tmp_path_factory.mktemp("structures")
    return structure(folder, "old", _OLD), structure(folder, "new", _NEW)


def brought(pair: tuple[Structure, Structure], text: str) -> tuple[dict[str, str], Carried]:
    """What the facts in `text` bring: the texts of the new facts file by path, and all that was told."""
    found = carry(root_of(text), *pair)
    new = leaves(root_of(scaffold.facts_text(pair[1], {}, found.written)))
    del new["structure"]
    return new, found


_MARKS = st.text(st.sampled_from("#:：-[]{}&*!|>'\"%@`,，?？~=\\<. \u3000“”。0aA年度\u00e9😀"), min_size=1, max_size=12)
_WORDS = _MARKS.filter(lambda text: text.strip() not in ("", "~"))
_PARAGRAPHS = st.lists(_MARKS | st.just(""), min_size=1, max_size=4).map("\n".join).filter(str.strip)
_PARAGRAPHS = _PARAGRAPHS.filter(lambda text: text.strip() != "~")


def _wrapped(words: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    """A value as it is, or with its source and note."""
    return words | st.fixed_dictionaries({"value": words, "source": _WORDS}, optional={"note": _WORDS})


_SHARED = st.fixed_dictionaries(
    {},
    optional={
        "标题": _wrapped(_WORDS),
        "说明": _wrapped(_PARAGRAPHS),
        "负责人": _WORDS | st.fixed_dictionaries({"姓名": _wrapped(_WORDS), "职务": _WORDS}),
        "金额": st.fixed_dictionaries({"computed": _WORDS, "places": st.just("1")}, optional={"source": _WORDS}),
        "要点": st.lists(_wrapped(_WORDS), min_size=1, max_size=3),
        "联系": st.fixed_dictionaries({"电话": _wrapped(_WORDS)}),
    },
)


@given(_SHARED)
@example({"标题": {"value": "甲", "source": "", "note": "待核"}})
@example({"说明": "第一段 \n\n  第二段\n"})
@example({"说明": {"value": "一\n二", "source": "年报\n第3页"}})
@example({"标题": {"value": "0571", "note": "no"}, "要点": ["12:30", {"value": "~x", "source": "- 甲"}]})
def test_whatever_is_shared_arrives_character_for_character(
    pair: tuple[Structure, Structure], facts: dict[str, object]
) -> None:
    """Values of every shape, with sources, notes and expressions, read back from the new file as the same texts."""
    text = json.dumps({"structure": "old", **facts}, ensure_ascii=False)
    new, found = brought(pair, text)
    assert new == {path: words for path, words in leaves(root_of(text)).items() if path != "structure"}
    assert not found.left


def test_what_is_called_otherwise_is_taken_by_from(pair: tuple[Structure, Structure]) -> None:
    """A single fact, and the items of a list through the field that is called otherwise; the rest is listed."""
    new, found = brought(
        pair, "甲名: 甲\n任务: [{名称: 修路, 旧注: 一, 数: 3公里, 做法: [招标, 施工]}, {名称: 架桥}]\n"
    )
    assert new == {
        "乙名": "甲",
        "工作[1].事项": "修路",
        "工作[1].数": "3公里",
        "工作[1].做法[1]": "招标",
        "工作[1].做法[2]": "施工",
        "工作[2].事项": "架桥",
    }
    assert found.left == ("任务.旧注",)


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        ("成文日期: 2027年1月5日\n", "成文日期"),
        ("字号: 青政发〔2026〕18号\n", "字号"),
        ("稿次: 草案\n", "稿次"),
        ("联系: {传真: 0571}\n", "联系"),
        ("名单: [{姓名: 李明, 职务: 组长}]\n", "名单"),
    ],
)
def test_what_belongs_to_one_document_or_does_not_fit_stays_behind(
    pair: tuple[Structure, Structure], facts: str, left: str
) -> None:
    """A date, what says `from: none`, a choice not offered, a group and a list of other fields: left, and listed."""
    assert brought(pair, facts)[0] == {}
    assert brought(pair, facts)[1].left == (left,)


def test_a_note_of_its_own_stays_behind_the_reminder(tmp_path: Path) -> None:
    """An unfinished item whose name has a note already keeps it; the finished one is called by its name."""
    state = "状态: {kind: choice, choices: [完, 未完], done: 完}"
    head = "title: 试\nabout: 试\nheading: 试\nsections: [{text: 试}]\n"
    old = structure(tmp_path, "old", f"{head}facts:\n  事: {{kind: list, item: {{名: text, {state}}}}}\n")
    new = structure(tmp_path, "new", f"{head}facts:\n  事: {{kind: list, item: {{名: text}}}}\n")
    facts = "事: [{名: {value: 甲, note: 会议定的}, 状态: 未完}, {名: 乙, 状态: 完}]\n"
    found = carry(root_of(facts), old, new)
    values = leaves(root_of(scaffold.facts_text(new, {}, found.written)))
    assert values["事[1].名.note"] == "上年未完成，须确认；会议定的"
    assert (found.finished, found.unfinished) == (("乙",), ("甲",))
    assert leaves(root_of(scaffold.facts_text(old, {}, carry(root_of(facts), old, old).written))).keys() >= {
        "事[2].名",
        "事[2].状态",
    }


def fields_of(fields: tuple[Field, ...], path: str = "") -> Iterator[tuple[str, Field]]:
    """Every field by its path without indices."""
    for field in fields:
        yield f"{path}{field.name}", field
        yield from fields_of(field.fields, f"{path}{field.name}.")


@pytest.mark.parametrize("id_", sorted(Library((ROOT,)).structures()))
def test_every_from_of_a_built_in_structure_leads_to_a_fact(id_: str) -> None:
    """A name in `from` is a fact of some built-in structure: a slip of the pen would bring nothing, unseen."""
    folder = ROOT / "structures"
    known = {path for name in Library((ROOT,)).structures() for path, _ in fields_of(structure(folder, name).facts)}
    named = [name for _, field in fields_of(structure(folder, id_).facts) for name in field.carried_from or ()]
    assert set(named) <= known


OF_ONE_DOCUMENT = {"稿次", "印发通知", "发文字号", "份号", "密级", "紧急程度", "盖章", "签发人", "议定"}
"""Top-level facts that another document never shares, besides its dates: its number, its stage, who passes it on."""


@pytest.mark.parametrize("id_", sorted(Library((ROOT,)).structures()))
def test_no_structure_takes_the_number_or_the_stage_of_another_document(id_: str) -> None:
    """A 文号, a 稿次, a notice of issue carried into another document would be wrong, and nobody would look again."""
    folder = ROOT / "structures"
    fields = structure(folder, id_).facts
    assert [each.name for each in fields if each.name in OF_ONE_DOCUMENT and each.carried_from != ()] == []
    assert [each.name for each in fields if each.kind == "basis" and each.carried_from != ()] == []
    assert [each.name for each in fields if each.kind == "date" and each.carried_from] == []
