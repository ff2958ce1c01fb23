"""`drafter ask`: asks for what is missing or wrong; every answer is in the file before the next question."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from drafter import pipeline
from drafter.asking import Asking, Question
from drafter.facts_file import FactsFile
from drafter.library import Library
from drafter.problems import errors
from drafter.structure import Field
from drafter.structure_file import load
from tests.program import Ran, Run, runner

ROOT = Path(__file__).parent.parent
LIBRARY = Library((ROOT,))
STRUCTURES = tuple(LIBRARY.structures())

STRUCTURE = """\
title: 简报
about: 一周一期
heading: "{{ 单位 }}{{ 年度 }}年简报"
facts:
  单位: {kind: organ, required: true, help: 全称, example: 青岚县水务局}
  年度: {kind: year, required: true}
  稿次: {kind: choice, choices: [征求意见稿, 送审稿]}
  总述: {kind: paragraph, required: true}
  要点: {kind: list, item: text, required: true, at_least: 2, unique: true}
  任务:
    kind: list
    required: true
    unique: 名称
    item:
      名称: {required: true}
      牵头: organ
      时限: {kind: deadline, required: true}
  联系: {kind: group, fields: {姓名: {required: true}, 电话: text}}
sections:
  - text: "{{ 稿次 }}{{ 总述 }}{{ 要点 | join_cn }}{{ 任务 | names | join_cn }}{{ 联系.姓名 }}{{ 联系.电话 }}。"
"""
EMPTY = """\
structure: brief

# 单位的说明
单位:
年度:   # 四位
稿次:
总述:
要点:
  -
  -
任务:
  - 名称:
    牵头:
    时限:
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan folder `plan` with an empty facts file, in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures" / "brief.yaml").write_text(STRUCTURE, "utf-8")
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "facts.yaml").write_text(EMPTY, "utf-8")
    return Path("plan")


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `ask` with the lines that a user types."""
    run = runner(capsys)

    def ran(*args: str | Path, typed: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode("utf-8", "surrogateescape"))))
        return run("ask", *args)

    return ran


def facts(plan: Path) -> str:
    """The facts file's text."""
    return (plan / "facts.yaml").read_text("utf-8")


WHOLE = "青岚县水务局\n2027\n一段。\n二段。\n\n供水\n防汛: 抗旱\n\n排查\n6月底前\ny\n演练\n长期坚持\n\n\n"
FILLED = """\
structure: brief

# 单位的说明
单位: 青岚县水务局
年度: 2027   # 四位
稿次:
总述: |
  一段。
  二段。
要点:
  - 供水
  - "防汛: 抗旱"
任务:
  - 名称: 排查
    牵头:
    时限: 6月底前
  - 名称: 演练
    时限: 长期坚持
"""


def test_an_empty_file_is_filled_in_order(ask: Run, plan: Path) -> None:
    """The required facts in the structure's order, lists until an empty line, groups field by field; then exit 0."""
    ran = ask(plan, typed=WHOLE)
    assert (ran.status, ran.out) == (0, "必填的都填好了。下一步：drafter check plan\n")
    assert facts(plan) == FILLED
    assert not errors(pipeline.check(plan))
    for words in ("单位（必填，单位名称）：全称。例：青岚县水务局", "任务已有1项，再加一项？", "还有4项选填，要填吗？"):
        assert words in ran.err


def test_what_is_there_and_right_is_not_asked(ask: Run, plan: Path) -> None:
    """A finished file is not asked about; only whether the optional facts are wanted, and not even that with none."""
    ask(plan, typed=WHOLE)
    ran = ask(plan)
    assert ran.status == 0
    assert "单位" not in ran.err
    assert facts(plan) == FILLED


def test_all_asks_for_the_optional_facts_too(ask: Run, plan: Path) -> None:
    """With --all, or after yes to the question, in the structure's order; a choice by its number or its word."""
    ask(plan, typed=WHOLE)
    ran = ask(plan, "--all", typed="2\n甲科\n\ny\n张三\n0571-1\n")
    assert ran.status == 0
    assert "  1. 征求意见稿\n  2. 送审稿\n" in ran.err
    assert "\n稿次: 送审稿\n" in facts(plan)
    assert "\n    牵头: 甲科\n" in facts(plan)
    assert facts(plan).endswith("\n联系:\n  姓名: 张三\n  电话: 0571-1\n")
    (plan / "facts.yaml").write_text(FILLED, "utf-8")
    assert ask(plan, typed="y\n征求意见稿\n").status == 0
    assert "\n稿次: 征求意见稿\n" in facts(plan)


def test_a_wrong_answer_is_explained_and_asked_again(ask: Run, plan: Path) -> None:
    """The words of check and its hint; nothing wrong reaches the file."""
    ran = ask(plan, typed="青岚，县\n青岚县\n27\n2027年\n2027\n")
    assert ran.status == 1
    assert "错误 F104 “单位”的“青岚，县”里有句子的标点\n  提示：只写名称\n" in ran.err
    assert "错误 F104 “计划年度”" not in ran.err
    assert "提示：写全四位数字，是否想写“2027”？" in ran.err
    assert facts(plan) == EMPTY.replace("单位:\n", "单位: 青岚县\n").replace("年度: ", "年度: 2027 ")


def test_wrong_choices_and_repeated_items_are_wrong_answers(ask: Run, plan: Path) -> None:
    """A word that is no choice, a number that is none, an item that is there already: each is asked again."""
    (plan / "facts.yaml").write_text(FILLED, "utf-8")
    ran = ask(plan, "--all", typed="征求意见\n3\n送审稿\n")
    assert "错误 F107 “征求意见”不在“稿次”可选的值里\n  提示：是否想写“征求意见稿”？\n" in ran.err
    assert "错误 F107 “3”" in ran.err
    (plan / "facts.yaml").write_text(FILLED.replace('  - "防汛: 抗旱"\n', ""), "utf-8")
    ran = ask(plan, typed="供水\n防汛\n\n")
    assert "错误 F110 “要点”里“供水”重复了" in ran.err
    assert "  - 供水\n  - 防汛\n" in facts(plan)


def test_what_is_wrong_in_the_file_is_asked_with_what_stands_there(ask: Run, plan: Path) -> None:
    """The problem with its place, the value as it is now; the answer takes its place, and comments stay."""
    text = (
        FILLED.replace("2027   # 四位", "27   # 四位")
        .replace("6月底前", "2027-6")
        .replace("  - 供水\n", "  - 供水\n  -\n")
    )
    (plan / "facts.yaml").write_text(text.replace("名称: 演练", "名称: 排查"), "utf-8")
    ran = ask(plan, typed="2027\n灌溉\n6月底前\n演练\n")
    assert f"{plan / 'facts.yaml'}:5:5: 错误 F104 “年度”的“27”不是完整的年份" in ran.err
    assert "  现在写的是：27\n" in ran.err
    assert ran.status == 0
    assert facts(plan) == FILLED.replace("  - 供水\n", "  - 供水\n  - 灌溉\n")


def test_text_in_place_of_a_list_gives_way_to_the_answers(ask: Run, plan: Path) -> None:
    """The problem is shown; until there is an answer the text stays."""
    text = FILLED.replace('要点:\n  - 供水\n  - "防汛: 抗旱"\n', "要点: 供水和防汛  # 两条\n")
    (plan / "facts.yaml").write_text(text, "utf-8")
    ran = ask(plan, typed="\n")
    assert (ran.status, facts(plan)) == (1, text)
    assert "错误 F103 “要点”应当是列表，这里是一行文字" in ran.err
    assert ask(plan, typed="供水\n防汛\n").status == 0
    assert "\n要点:  # 两条\n  - 供水\n  - 防汛\n任务:" in facts(plan)


def test_a_list_in_one_line_is_mended_in_its_line(ask: Run, plan: Path) -> None:
    """A wrong item and an empty one are asked for by their numbers, what is lacking after them; the line stays one."""
    structure = STRUCTURE.replace("item: text, required: true, at_least: 2", "item: organ, joined: true, at_least: 4")
    Path("structures/brief.yaml").write_text(structure, "utf-8")
    text = FILLED.replace('要点:\n  - 供水\n  - "防汛: 抗旱"\n', "要点: 供水站、防汛，办、  # 两条\n")
    (plan / "facts.yaml").write_text(text, "utf-8")
    assert ask(plan, typed="防汛办\n水保站\n河长办\n").status == 0
    assert "\n要点: 供水站、防汛办、水保站、河长办  # 两条\n" in facts(plan)


def test_what_cannot_be_asked_is_told(ask: Run, plan: Path) -> None:
    """An unknown key is for the editor: it is named at its place, and the exit status is 1."""
    (plan / "facts.yaml").write_text(FILLED + "单伟: 甲\n", "utf-8")
    ran = ask(plan)
    assert ran.status == 1
    assert f"{plan / 'facts.yaml'}:19:1: 错误 F102 没有“单伟”这一项\n  提示：是否想写“单位”？\n" in ran.err
    assert ran.out == f"上面说到的，打开“{plan / 'facts.yaml'}”改；改好了检查：drafter check plan\n"


@pytest.mark.parametrize("way", ["", ":q\n", "：q\n", "供水\n:q\n"])
def test_leaving_keeps_every_answer_and_tells_what_is_open(ask: Run, plan: Path, way: str) -> None:
    """The end of the input and :q (typed with either colon) leave with the answers so far; another run goes on."""
    ran = ask(plan, typed=f"青岚县水务局\n2027\n一段。\n\n{way}")
    assert ran.status == 1
    assert "\n单位: 青岚县水务局\n年度: 2027   # 四位\n稿次:\n总述: 一段。\n" in facts(plan)
    assert ran.out.startswith("还有")
    assert "任务[1].名称、任务[1].时限" in ran.out
    assert ran.out.endswith("\n接着填：drafter ask plan\n")
    rest = "防汛\n" if way.startswith("供水") else "供水\n防汛\n\n"
    assert ask(plan, typed=rest + "排查\n长期坚持\n").status == 0


@pytest.mark.parametrize("way", ["", ":q\n"])
def test_leaving_within_a_paragraph_keeps_its_lines(ask: Run, plan: Path, way: str) -> None:
    """What was typed of a paragraph is an answer too."""
    assert ask(plan, typed=f"青岚县水务局\n2027\n一段。\n二段。\n{way}").status == 1
    assert "\n总述: |\n  一段。\n  二段。\n要点:\n" in facts(plan)


@pytest.mark.skipif(os.name != "posix", reason="a shell that can close an input")
def test_without_an_input_nothing_is_asked(plan: Path) -> None:
    """Started with its input closed, the program says what is open and ends."""
    command = f"exec '{sys.executable}' -m drafter ask plan <&-"
    ran = subprocess.run(
        ["sh", "-c", command], capture_output=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    assert ran.stdout.decode().startswith("还有")


def test_an_empty_answer_leaves_a_fact_for_later(ask: Run, plan: Path) -> None:
    """Every question may be passed over, and the file stays as it was."""
    ran = ask(plan, typed="\n" * 30)
    assert ran.status == 1
    assert facts(plan) == EMPTY


def test_set_writes_without_questions(ask: Run, plan: Path) -> None:
    """One or many values at once, items and groups that are not there yet included."""
    settings = ["单位=甲局", "要点[1]=供水", "要点[2]=- 防汛", "任务[2].名称=演练", "联系.电话=0571"]
    ran = ask(plan, *[part for each in settings for part in ("--set", each)])
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "".join(f"已写好：{each.replace('=', ': ')}\n" for each in settings)
    assert facts(plan) == EMPTY.replace("单位:\n", "单位: 甲局\n").replace("  -\n  -\n", '  - 供水\n  - "- 防汛"\n') + (
        '  - 名称: 演练\n联系:\n  电话: "0571"\n'
    )


@pytest.mark.parametrize(
    ("setting", "status", "said"),
    [
        ("单伟=甲局", 2, "是否想写“单位”？"),
        ("任务[1].名秤=甲", 2, "是否想写“名称”？"),
        ("任务[9].名称=甲", 2, "现在有1项，下一项是第2项"),
        ("任务=甲", 2, "如 任务[1].名称"),
        ("年度", 2, "--set 要写成 名称=值"),
        ("年度=27", 1, "错误 F104 “年度”的“27”不是完整的年份\n  提示：写全四位数字，是否想写“2027”？\n"),
        ("单位=", 1, "错误 F101 缺少必填的“单位”"),
        ("稿次=草稿", 1, "错误 F107 “草稿”不在“稿次”可选的值里"),
    ],
)
def test_a_wrong_setting_writes_nothing(ask: Run, plan: Path, setting: str, status: int, said: str) -> None:
    """An unknown path is the command line's fault, a wrong value the value's; the good one beside it waits too."""
    ran = ask(plan, "--set", "总述=完", "--set", setting)
    assert (ran.status, ran.out) == (status, "")
    assert said in ran.err
    assert facts(plan) == EMPTY


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("structure: brief\n单位：甲局\n年度: 2027\n".encode(), "2:3: 错误 Y105 “单位”后面用了全角冒号"),
        ("structure: brief\n年度: 1\n年度: 2\n".encode(), "3:1: 错误 Y107 “年度”写了两次"),
        ("structure: brief\n单位: 甲\n".encode("gbk"), "错误 Y102 文件不是 UTF-8 编码"),
        ("单位: 甲\n".encode(), "错误 F112 事实文件没有写明用哪个结构"),
        (b"", "错误 Y112 文件是空的"),
    ],
)
@pytest.mark.parametrize("option", [[], ["--set", "年度=2027"]])
def test_a_file_that_cannot_be_read_is_left_alone(
    ask: Run, plan: Path, data: bytes, said: str, option: list[str]
) -> None:
    """Its problems are told as check tells them; nothing is asked and nothing written."""
    (plan / "facts.yaml").write_bytes(data)
    ran = ask(plan, *option, typed="甲\n")
    assert (ran.status, ran.out) == (1, "")
    assert said in ran.err
    assert (plan / "facts.yaml").read_bytes() == data


def test_a_folder_without_facts_is_told(ask: Run, plan: Path) -> None:
    """An absent path is the command line's fault, a folder without facts.yaml the files'."""
    assert ask("nowhere").status == 2
    ran = ask("structures")
    assert ran.status == 1
    assert "错误 Y101 没有找到事实文件" in ran.err


def test_answers_that_are_no_text_are_asked_again(ask: Run, plan: Path) -> None:
    """A control character or broken UTF-8 never gets into the file."""
    ran = ask(plan, typed="甲\x07局\n甲\udcff局\n甲局\n")
    assert ran.err.count("错误 Y110 这里有看不见的控制字符") == 2
    assert "\n单位: 甲局\n" in facts(plan)


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C as POSIX sends it")
def test_ctrl_c_leaves_politely(plan: Path) -> None:
    """Interrupted in the middle of a question: what was answered is there, no traceback, exit 1."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "drafter", "ask", str(plan)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, **pipes) as process:  # type: ignore[call-overload]
        process.stdin.write("甲局\n".encode())
        process.stdin.flush()
        told = b""
        while "年度（必填".encode() not in told:
            told += process.stderr.read1()
        process.send_signal(2)
        out, err = process.communicate()
    assert process.returncode == 1
    assert b"Traceback" not in told + err
    assert out.decode().startswith("还有")
    assert "\n单位: 甲局\n" in facts(plan)


@pytest.mark.skipif(os.name != "posix", reason="a terminal as POSIX has it")
def test_at_a_terminal(plan: Path) -> None:
    """A person corrects a wide character with one backspace, leaves with Ctrl-D, and sees no colour unless wanted."""
    import pty

    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    terminal, theirs = pty.openpty()
    command = [sys.executable, "-m", "drafter", "ask", "plan"]
    process = subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    for awaited, typed in (("单位（必填", "甲局处\x7f\n"), ("年度（必填", "\x04")):
        while awaited.encode() not in seen or not seen.endswith(b"> "):
            seen += os.read(terminal, 4096)
        os.write(terminal, typed.encode())
    with suppress(OSError):  # Linux's way to say that the other end is closed
        while part := os.read(terminal, 4096):
            seen += part
    os.close(terminal)
    assert process.wait() == 1
    assert b"\x1b[1m" not in seen
    assert "接着填：drafter ask plan" in seen.decode()
    assert "\n单位: 甲局\n" in facts(plan)


# ---- every structure ------------------------------------------------------------------------------------------------


def answers(field: Field) -> Iterator[str]:
    """What a clerk might answer: the example, a choice, something of that kind."""
    by_kind = {"year": "2027", "deadline": "2027年底前", "date": "2027年1月5日", "money": "3万元", "person": "张三"}
    yield from (*field.choices[:1], *([field.example] if field.example else []))
    yield by_kind.get(field.kind, "甲局")
    yield "甲乙丙丁戊己庚辛" * 3


def by_example(question: Question, tried: dict[str, Iterator[str]]) -> str:
    """Answers values by example, no to every more."""
    if question.field is None or question.kind in ("more", "optional", "fill"):
        return ""
    if question.path.endswith("]") and int(question.path[:-1].rpartition("[")[2]) > 6:
        return ""
    base = next(tried.setdefault(question.path, answers(question.field)), "")
    return (
        base
        if not question.problems or "F110" not in {each.code for each in question.problems}
        else base + question.path[-2]
    )


@pytest.mark.parametrize("id_", STRUCTURES)
def test_every_structure_can_be_asked_to_the_end(tmp_path: Path, id_: str) -> None:
    """From an untouched scaffold, answers of the right kind leave no error, whatever the structure."""
    from drafter.scaffold import facts_text

    structure, _ = load(LIBRARY.structures()[id_], LIBRARY)
    assert structure is not None
    file = FactsFile(tmp_path / "facts.yaml", structure)
    file.path.write_text(facts_text(structure, {}), "utf-8")
    comments = [line for line in file.path.read_text("utf-8").split("\n") if line.strip().startswith("#")]
    questions = Asking(file).questions()
    tried: dict[str, Iterator[str]] = {}
    question: Question | None = next(questions)
    while question:
        try:
            question = questions.send(by_example(question, tried))
        except StopIteration:
            question = None
    assert not errors(file.problems())
    lines = iter(file.path.read_text("utf-8").split("\n"))
    assert all(comment in lines for comment in comments)
