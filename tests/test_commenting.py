"""Findings as comments in Word: on the words that they are about, in drafts and in what somebody else wrote."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

import drafter
from drafter import pipeline, proof
from drafter.cli.program import run
from drafter.comments import Comment, commented
from drafter.document import Document, Run, Text, mapped, plain
from drafter.proof import commenting
from tests.libreoffice import converted, with_libreoffice
from tests.random_documents import documents, texts, unmerged
from tests.soundness import faults
from tests.word_comments import comments

WritePlan = Callable[..., Path]

ROOT = Path(__file__).parent.parent
STRUCTURE = """\
title: 计划
about: 试用
heading: "{{ 单位 }}{{ 年度 }}年计划"
facts:
  单位: {kind: organ, required: true, help: 全称, example: 青岚县水务局}
  年度: {kind: year, required: true, help: 年份, example: 2027}
  任务:
    kind: list
    help: 任务
    item:
      名称: {required: true, help: 名称, example: 清淤}
      时限: {kind: deadline, help: 时限, example: 2027年底前}
  说明: {help: 说明, example: 无}
sections:
  - heading: 工作任务
    sections:
      - each: 任务
        heading: "{{ 名称 }}"
        run_in: true
        wording: 任务
"""
WORDING = {"任务": "{{ 时限 }}完成。\n"}
FACTS = """\
单位: 青岚县水务局
年度: 2027
任务:
  - 名称: 清淤,疏浚
    时限: 2027年6月底前
  - 名称: 除险加固XX
    时限: 2026年底前
"""


def shown(data: bytes) -> list[tuple[str, str]]:
    """The words under each comment, and the codes that it tells of."""
    return [(words, " ".join(re.findall(r"[A-Z]\d{3}", said))) for words, said in comments(data)]


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example's plan with four slips in its facts."""
    plan = tmp_path / "plan"
    shutil.copytree(ROOT / "examples" / "annual-work-plan", plan)
    facts = (plan / "facts.yaml").read_text("utf-8")
    for sound, slip in (
        ("126公里，其中", "126公里,其中"),
        ("每月至少检测1次", "每月至少检测XX次"),
        ("10月底前通过完工验收", "10月底前通过（完工验收"),
        ("时限: 2027年11月底前", "时限: 2026年11月底前"),
    ):
        assert sound in facts
        facts = facts.replace(sound, slip, 1)
    (plan / "facts.yaml").write_text(facts, "utf-8")
    monkeypatch.chdir(tmp_path)
    return plan


# ---- runs -----------------------------------------------------------------------------------------------------------


@st.composite
def _commented(draw: st.DrawFn) -> tuple[Text, list[Comment]]:
    text = draw(texts)
    length = len(plain(text))
    edges = st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted).filter(lambda edge: edge[0] < edge[1])
    spans = draw(st.lists(edges, max_size=5)) if length else []
    return text, [Comment(start, end, f"批{number}") for number, (start, end) in enumerate(spans)]


@given(_commented())
def test_a_comment_covers_its_characters(given_: tuple[Text, list[Comment]]) -> None:
    """Every character under comments says all of theirs, no other says any; text and origins stay."""
    text, told = given_
    made = commented(text, told)
    assert [(char, run.origin) for run in made for char in run.text] == [
        (char, run.origin) for run in text for char in run.text
    ]
    said = [run.comment or "" for run in made for _ in run.text]
    for each in told:
        assert all(each.words in words.split("\n") for words in said[each.start : each.end])
    covered = {index for each in told for index in range(each.start, each.end)}
    assert {index for index, words in enumerate(said) if words} == covered


def test_overlapping_comments_become_one() -> None:
    """Word shows one balloon over the whole stretch; its lines are in the order of the stretches."""
    text = (Run("今年新建管网"), Run("一百公里", None, "事实：里程"))
    made = commented(text, [Comment(2, 7, "甲"), Comment(2, 4, "乙"), Comment(0, 2, "丙")])
    assert made == (
        Run("今年", None, "丙"),
        Run("新建管网", None, "甲\n乙\n事实：里程"),
        Run("一百公里", None, "甲\n乙\n事实：里程"),
    )


# ---- any document ---------------------------------------------------------------------------------------------------


@given(documents)
def test_every_problem_of_any_document_is_said(made: Document) -> None:
    """Each has its comment, the text is as it was, and the Word file is sound."""
    problems = tuple(dict.fromkeys(proof.document_problems(made)))
    document = proof.commented(made, problems)

    def bare(text: Text) -> Text:
        return (Run(plain(text)),)

    assert mapped(document, bare) == mapped(made, bare)
    if not problems or not any(map(plain, commenting.all_texts(made))):
        return
    said = "\n".join(run.comment or "" for text in commenting.all_texts(document) for run in text)
    assert [each for each in problems if commenting.told(each) not in said] == []


@given(documents)
def test_commented_documents_are_sound(made: Document) -> None:
    """Whatever they hold, the file has no fault."""
    document = proof.commented(unmerged(made), list(proof.document_problems(made)))
    assert faults(pipeline.render(document, "docx")) == []


# ---- plans ----------------------------------------------------------------------------------------------------------


def test_comments_stand_on_what_was_found(faulty: Path) -> None:
    """The words that the problem is about and no others, in the order of the text; the draft itself is unchanged."""
    assert run(["check", "plan", "--comments", "out.docx"]) == 1
    data = Path("out.docx").read_bytes()
    assert shown(data) == [("2026年", "P601"), (",", "P101"), ("XX", "P501"), ("（", "P105")]
    assert faults(data) == []
    plain_ = drafter.export(drafter.draft(faulty), "plain.docx")
    assert drafter.read("out.docx") == drafter.read(plain_)


def test_a_comment_says_what_to_write(faulty: Path) -> None:
    """Severity, code and message; on a line of its own, what to do."""
    run(["check", "plan", "--comments", "out.docx"])
    assert comments(Path("out.docx").read_bytes())[1][1] == (
        "警告 P101 “网126公里,其中干管38”用了半角的“,”\n提示：改成全角“，”"
    )


def test_export_writes_the_findings(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are warned of as ever, and the file is written with status 0."""
    assert run(["export", "plan", "--comments", "-o", "out.docx"]) == 0
    out, err = capsys.readouterr()
    assert (out, err.count("P501")) == ("已导出：out.docx\n", 1)
    assert shown(Path("out.docx").read_bytes()) == [("2026年", "P601"), (",", "P101"), ("XX", "P501"), ("（", "P105")]


def test_findings_beside_sources(faulty: Path) -> None:
    """A figure that is wrong says both where it is from and what is wrong, in one comment."""
    assert run(["export", "plan", "--comments", "--trace", "-o", "out.docx"]) == 0
    said = dict(comments(Path("out.docx").read_bytes()))
    assert said["2026年11月底前"].split("\n")[:2] == [
        "事实：目标[2].时限（facts.yaml:37）",
        "警告 P601 “固完成3座。2026年11月底前，”里的2026年不是本文的年度（2027年）",
    ]
    assert said["XX"].startswith("错误 P501")


def test_severity_chooses_the_comments_too(faulty: Path) -> None:
    """What is not shown is not written either."""
    run(["check", "plan", "--severity", "error", "--comments", "out.docx"])
    assert shown(Path("out.docx").read_bytes()) == [("XX", "P501")]


def test_a_problem_that_is_no_finding(write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands on what its fact has printed; a fact that is not printed at all is told at the first character."""
    monkeypatch.chdir(write_plan(STRUCTURE, FACTS + "说明: 由办公室解释\n", WORDING))
    run(["check", ".", "--comments", "out.docx"])
    assert shown(Path("out.docx").read_bytes()) == [
        ("青", "F117"),
        (",", "P101"),
        ("XX", "P501"),
        ("2026年", "P601"),
    ]


def test_a_year_not_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `check` knows of last year is said at the facts that were carried over."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples" / "annual-work-plan", "2027")
    assert run(["roll", "2027", "2028", "--year", "2028"]) == 0
    run(["check", "2028", "--comments", "out.docx"])
    stale = [words for words, codes in shown(Path("out.docx").read_bytes()) if "N801" in codes]
    assert "3座" in stale
    assert len(stale) > 10


def test_nothing_found_gives_a_file_without_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is written all the same, as `export` would."""
    monkeypatch.chdir(tmp_path)
    plan = ROOT / "examples" / "annual-work-plan"
    shutil.copytree(plan, "plan")
    assert run(["check", "plan", "--comments", "out.docx"]) == 0
    run(["export", "plan", "-o", "plain.docx"])
    assert Path("out.docx").read_bytes() == Path("plain.docx").read_bytes()


def test_a_plan_with_errors_has_no_text(
    write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The problems are told; there is nothing to write comments on."""
    monkeypatch.chdir(write_plan(STRUCTURE, "单位: 甲\n", WORDING))
    assert run(["check", ".", "--comments", "out.docx"]) == 1
    out, err = capsys.readouterr()
    assert "F101" in out
    assert err == "没有写“out.docx”：先改好上面的错误\n"
    assert not Path("out.docx").exists()


@pytest.mark.parametrize(
    ("target", "message"),
    {
        "no Word file": ("out.pdf", "“out.pdf”不是 Word 文档"),
        "somebody's file": ("mine.docx", "“mine.docx”已经存在"),
        "no folder": ("nowhere/out.docx", "没有“nowhere”这个文件夹"),
    }.values(),
)
def test_where_comments_cannot_be_written(
    faulty: Path, capsys: pytest.CaptureFixture[str], target: str, message: str
) -> None:
    """Exit 2, and what was there stays as it was."""
    Path("mine.docx").write_bytes(b"mine")
    assert run(["check", faulty.name, "--comments", target]) == 2
    assert message in capsys.readouterr().err
    assert Path("mine.docx").read_bytes() == b"mine"
    assert run(["check", faulty.name, "--comments", "mine.docx", "--force"]) == 1
    assert Path("mine.docx").read_bytes() != b"mine"


def test_json_stays_alone_on_stdout(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --format json the word about the file goes to stderr."""
    run(["check", faulty.name, "--format", "json", "--comments", "out.docx"])
    out, err = capsys.readouterr()
    assert out.startswith("{\n")
    assert out.endswith("}\n")
    assert err == "已写成：out.docx\n"


# ---- what somebody else wrote ---------------------------------------------------------------------------------------

NOTICE = """\
关于加强供水管理的通知

各科室：
　　为做好工作,现通知如下。
　　一、总体要求
　　坚持节水优先。
　　三、保障措施
　　加强领导XX。

青岚县水务局
2027年2月30日
"""
FOUND = [(",", "P101"), ("保", "P301"), ("XX", "P501"), ("2027年2月30日", "P605")]


@pytest.mark.parametrize("name", ["notice.txt", "notice.md"])
def test_a_text_file_becomes_a_commented_document(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set as a document, every line of it there; a number's finding stands on the word behind it."""
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(NOTICE, "utf-8")
    assert run(["check", name, "--comments", "out.docx"]) == 1
    data = Path("out.docx").read_bytes()
    assert shown(data) == FOUND
    assert faults(data) == []
    assert Path(name).read_text("utf-8") == NOTICE


def somebodys(path: Path) -> Path:
    """The notice as a Word document with its own looks: an automatic number, words in several runs, a table."""
    made = docx.Document()
    for line in NOTICE.split("\n"):
        made.add_paragraph(line.strip("\u3000"))
    broken = made.paragraphs[3]
    broken.text = ""
    for words in ("为做好工作", ",", "现通", "知如下。"):
        broken.add_run(words).bold = words == "现通"
    made.add_paragraph("落实责任单位：", style="List Number")
    table = made.add_table(2, 2)
    for cell, words in zip(table._cells, ("任务", "完成时限", "清淤某某河", "2027年11月31日前"), strict=True):
        cell.text = words
    made.save(str(path))
    return path


def test_a_word_file_keeps_all_that_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words in several runs, cells and what Word numbers itself have their comments; nothing else is another's."""
    monkeypatch.chdir(tmp_path)
    theirs = somebodys(Path("notice.docx"))
    before = theirs.read_bytes()
    assert run(["check", "notice.docx", "--comments", "out.docx"]) == 1
    data = Path("out.docx").read_bytes()
    assert shown(data) == [
        (",", "P101"),
        ("三、", "P301"),
        ("XX", "P501"),
        ("2027年2月30日", "P605"),
        ("责任单位：", "P607"),
        ("某某", "P501"),
        ("2027年11月31日", "P605"),
    ]
    assert theirs.read_bytes() == before
    opened, original = docx.Document("out.docx"), docx.Document("notice.docx")
    assert [each.text for each in opened.paragraphs] == [each.text for each in original.paragraphs]
    assert [each.bold for each in opened.paragraphs[3].runs if each.text] == [False, False, True, False]
    assert run(["check", "out.docx"]) == 1  # comments are no text: the same is found again


@with_libreoffice
def test_an_old_word_file_is_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By this computer's LibreOffice; the comments are in a .docx of the same text."""
    monkeypatch.chdir(tmp_path)
    converted(somebodys(Path("notice.docx")), "doc", tmp_path)
    before = Path("notice.doc").read_bytes()
    assert run(["check", "notice.doc", "--comments", "out.docx"]) == 1
    assert shown(Path("out.docx").read_bytes())[:3] == [(",", "P101"), ("三、", "P301"), ("XX", "P501")]
    assert Path("notice.doc").read_bytes() == before


def test_each_place_of_the_json_has_its_comment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Paragraph and column are where the comment stands, in the paragraph as Word prints it."""
    monkeypatch.chdir(tmp_path)
    somebodys(Path("notice.docx"))
    run(["check", "notice.docx", "--format", "json", "--comments", "out.docx"])
    problems = json.loads(capsys.readouterr().out)["problems"]
    paragraphs = list(docx.Document("notice.docx").element.body.iter(qn("w:p")))
    words = ["".join(each.text or "" for each in paragraph.iter(qn("w:t"))) for paragraph in paragraphs]
    words = [f"1.{each}" if each.startswith("落实") else each for each in words]
    at = [words[each["line"] - 1][each["column"] - 1 :] for each in problems]
    said = [found for found, _ in shown(Path("out.docx").read_bytes())]
    assert [text[: len(found)] for text, found in zip(at, said, strict=True)] == said


def test_what_the_settings_have_wrong_is_said_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem of proof.yaml is about no words of the document: it stands on the first of them."""
    monkeypatch.chdir(tmp_path)
    somebodys(Path("notice.docx"))
    Path("proof.yaml").write_text("rules:\n  P999: off\n", "utf-8")
    run(["check", "notice.docx", "--comments", "out.docx"])
    words, codes = shown(Path("out.docx").read_bytes())[0]
    assert (words, codes[:2]) == ("关", "P9")


def test_a_document_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reason is told, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    Path("damaged.docx").write_bytes(b"PK no document")
    assert run(["check", "damaged.docx", "--comments", "out.docx"]) == 1
    out, err = capsys.readouterr()
    assert "damaged.docx:1:1: 错误 R60" in out
    assert "没有写“out.docx”" in err
    assert not Path("out.docx").exists()


def test_a_document_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The comments go into another file, even with --force."""
    monkeypatch.chdir(tmp_path)
    Path("notice.docx").write_bytes(b"theirs")
    assert run(["check", "notice.docx", "--comments", "notice.docx", "--force"]) == 2
    assert "“notice.docx”就是要校对的文档" in capsys.readouterr().err
    assert Path("notice.docx").read_bytes() == b"theirs"
