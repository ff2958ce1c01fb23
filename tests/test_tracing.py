"""Tracing: every run of digits that is printed lies in one figure, and every figure knows who said it."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import drafter
from drafter import pipeline, quantities, tracing
from drafter.cli.program import run
from drafter.document import Column, Document, Heading, Origin, Paragraph, Properties, Run, Table, Text, Title, plain
from drafter.library import Library
from drafter.place import Place
from tests.letterheads import letterhead, parts, relationships
from tests.packages import members, zipped
from tests.random_documents import documents, unmerged
from tests.soundness import faults
from tests.word_comments import comments

ROOT = Path(__file__).parent.parent
EXAMPLES = tuple(Library((ROOT,)).structures())
_DIGIT = re.compile(r"\d")

WritePlan = Callable[..., Path]


def digits(words: str) -> str:
    """The digits in a text, in order."""
    return "".join(_DIGIT.findall(words))


def traced(document: Document) -> list[tuple[str, str | None]]:
    """Each figure with its path, or 措辞 or 编号 where it has none."""
    return [
        (figure.text, figure.origin.path or ("编号" if figure.is_numbering else "措辞"))
        for figure in tracing.figures(document)
    ]


# ---- what belongs to a figure ---------------------------------------------------------------------------------------

_FIGURES = """\
新增高效节水灌溉面积[1.2万亩]，普及率[95%]，比上年提高[0.5个百分点]
[2027年11月底前]完成，[2027年6月]中期评估后，[3—5个]乡镇达标
青政发[〔2026〕18号]、[第3季度]、[2027年第3季度]、[126公里]管网、[30余处]险段
[10%—15%]，[1月至6月]，[2027年1月5日前]，[2025年至2027年]，[2027—2030年]，[１２３个]
[GB/T 9704—2012]，[A4]纸，[5G]基站，[0571-1234567]，[12:30]开会，[500]强企业
由[9.7%]降至[8.5%以内]，[1.86亿立方米以内]，[不少于9000人次]，[24小时]值班，[30分钟内]报告
[2027年]初步建成[3个]前期项目，[2027年度]工作，[8个月]内容，[5]+[2]，[2027年底前]，[5300.9万人次]"""


@pytest.mark.parametrize("line", _FIGURES.splitlines())
def test_what_belongs_to_a_figure(line: str) -> None:
    """Units, dates, approximations and the numbers of documents come with their digits, other words do not."""
    words = line.replace("[", "").replace("]", "")
    found = [words[start:end] for start, end in quantities.figures(words)]
    assert found == re.findall(r"\[(.*?)\]", line)


@given(st.text("0123４5年月日底前内第约万亿个项%.,:-—至〔〕号Aa 。", max_size=40))
def test_no_digit_is_left_out(words: str) -> None:
    """Whatever stands around them, all digits lie in figures, in order, and figures do not overlap."""
    spans = quantities.figures(words)
    assert digits("".join(words[start:end] for start, end in spans)) == digits(words)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


# ---- every digit of a draft -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", EXAMPLES)
def test_every_digit_of_an_example_is_traced(id_: str) -> None:
    """The digits of the figures, in order, are the digits of the exported text; each figure knows its file and line."""
    document = drafter.draft(ROOT / "examples" / id_)
    figures = drafter.trace(document)
    assert digits("".join(figure.text for figure in figures)) == digits(pipeline.render(document, "text").decode())
    assert all(figure.text in figure.sentence for figure in figures)
    for figure in figures:
        assert figure.place is not None
        line = Path(figure.place.file).read_text("utf-8").splitlines()[figure.place.line - 1]
        # what is computed, counted or moved by a year stands at the facts it is made of
        made = figure.origin.kind in ("list", "year") or (figure.origin.source or "").startswith("计算：")
        assert figure.origin.path is None or made or digits(figure.text) in digits(line)


@settings(max_examples=150, deadline=None)
@given(documents)
def test_every_digit_of_any_document_is_traced(document: Document) -> None:
    """So it is with blocks and texts of any kind."""
    found = "".join(figure.text for figure in tracing.figures(document))
    assert digits(found) == digits(pipeline.render(document, "text").decode("utf-8", "replace"))


STRUCTURE = """\
title: 方案
about: 试验
heading: "{{ 单位 }}{{ 年度 }}年方案"
facts:
  单位: {kind: organ, required: true}
  年度: {kind: year, required: true}
  人员: {kind: list, item: person}
  依据: {kind: basis}
  目标: {kind: list, item: {指标: text, 数值: quantity, 时限: deadline}}
  说明: {kind: paragraph}
sections:
  - wording: 引言
  - heading: 目标
    points: {each: 目标, lead: "{{ 指标 }}", text: "{{ 时限 }}达到{{ 数值 }}以上", mark: 一是, inline: true}
  - each: 目标
    heading: "第{{ 序号 }}项{{ 指标 }}"
    text: "{{ 年度 }}年1月开工，{{ 时限 }}完工"
signature: {organ: "{{ 单位 }}"}
attachments:
  - title: "{{ 年度 }}年目标表"
    table:
      each: 目标
      columns: [{title: 序号, number: true}, {title: 指标, text: "{{ 指标 }}"}, {title: 数值, text: "{{ 数值 }}"}]
  - title: 人员名单
    when: 人员
    text: "{{ 人员 | join_cn }}"
"""
WORDING = {
    "引言": "根据{{ 依据 }}，到{{ 年度 }}年底前完成{{ 目标 | count_cn }}项（共{{ 目标 | count }}项）。\n{{ 说明 }}\n"
}

_signs = st.text("012年月日底前第约万个项%.-—至〔〕号A，", min_size=1, max_size=10).filter(
    lambda words: words.strip("-，~")
)
_named = st.text("甲乙3室", min_size=1, max_size=6)
_goal = st.fixed_dictionaries(
    {
        "指标": _signs,
        "数值": st.integers(0, 99999).map("{}公里".format),
        "时限": st.sampled_from(("2027年11月底前", "长期坚持")),
    }
)
plans = st.fixed_dictionaries(
    {
        "单位": _named,
        "年度": st.integers(2000, 2099),
        "目标": st.lists(_goal, min_size=1, max_size=12),
        "说明": st.lists(_signs, min_size=1, max_size=3).map("。\n".join),
    },
    optional={"人员": st.lists(_named, min_size=1, max_size=3), "依据": st.just("《办法》（青政发〔2026〕18号）")},
)


@settings(max_examples=60, deadline=None)
@given(plans)
def test_every_digit_of_any_plan_is_traced(facts: dict[str, Any]) -> None:
    """Facts of many kinds, wording with digits, points, headings, tables, attachments: no digit is left out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "structures").mkdir()
        (folder / "templates" / "plan").mkdir(parents=True)
        (folder / "structures" / "plan.yaml").write_text(STRUCTURE, "utf-8")
        (folder / "templates" / "plan" / "引言.j2").write_text(WORDING["引言"], "utf-8")
        (folder / "facts.yaml").write_text(json.dumps({"structure": "plan", **facts}, ensure_ascii=False), "utf-8")
        document = drafter.draft(folder)
    figures = tracing.figures(document)
    text = pipeline.render(document, "text").decode()
    assert digits("".join(figure.text for figure in figures)) == digits(text)
    assert all(figure.text in text and figure.place for figure in figures)
    shown = tracing.commented(document)
    assert pipeline.render(shown, "text").decode() == text
    told = [figure for figure in figures if not figure.is_numbering]
    assert len(told) >= len(comments(pipeline.render(shown, "docx"))) > 0


# ---- where figures come from ----------------------------------------------------------------------------------------

FACTS = """\
单位: 第3小学
年度: {value: 2027, source: 教育局批复}
人员: [张三, 李四]
依据:
  value: {名称: 关于2026年工作的通知, 文号: 青政发〔2026〕18号}
  source: 青岚县政府网站
目标:
  - 指标: 危房改造
    数值: {value: 3000平方米, source: 后勤处台账, note: 已核对}
    时限: 年底前
  - {指标: 植树, 数值: 120株, 时限: 2027年4月底前}
"""


def test_every_figure_knows_who_said_it(write_plan: WritePlan) -> None:
    """Facts, what is made from them, the wording's own figures, names, times in words, and the program's counting."""
    document = drafter.draft(write_plan(STRUCTURE, FACTS, WORDING))
    assert traced(document) == [
        ("第3小学", "单位"),
        ("2027年", "年度"),
        ("关于2026年工作的通知", "依据.名称"),
        ("青政发〔2026〕18号", "依据.文号"),
        ("2027年底前", "年度"),
        ("两项", "目标"),
        ("2项", "目标"),
        ("一、", "编号"),
        ("一是", "编号"),
        ("年底前", "目标[1].时限"),
        ("3000平方米以上", "目标[1].数值"),
        ("二是", "编号"),
        ("2027年4月底前", "目标[2].时限"),
        ("120株以上", "目标[2].数值"),
        ("二、", "编号"),
        ("第1项", "措辞"),
        ("2027年", "年度"),
        ("1月", "措辞"),
        ("年底前", "目标[1].时限"),
        ("三、", "编号"),
        ("第2项", "措辞"),
        ("2027年", "年度"),
        ("1月", "措辞"),
        ("2027年4月底前", "目标[2].时限"),
        ("1.", "编号"),
        ("2027年", "年度"),
        ("2.", "编号"),
        ("第3小学", "单位"),
        ("附件1", "编号"),
        ("2027年", "年度"),
        ("1", "编号"),
        ("3000平方米", "目标[1].数值"),
        ("2", "编号"),
        ("120株", "目标[2].数值"),
        ("附件2", "编号"),
        ("张三", "人员[1]"),
        ("李四", "人员[2]"),
    ]


def test_a_source_arrives_at_its_figures(write_plan: WritePlan) -> None:
    """What the user wrote as `source`, on a single value and on a basis in two parts; the counting says 编号."""
    figures = drafter.trace(drafter.draft(write_plan(STRUCTURE, FACTS, WORDING)))
    assert {
        (figure.text, figure.origin.source) for figure in figures if figure.origin.source not in (None, "编号")
    } == {
        ("2027年", "教育局批复"),
        ("2027年底前", "教育局批复"),
        ("关于2026年工作的通知", "青岚县政府网站"),
        ("青政发〔2026〕18号", "青岚县政府网站"),
        ("3000平方米以上", "后勤处台账"),
        ("3000平方米", "后勤处台账"),
    }


def test_places_are_those_a_clerk_can_mend(write_plan: WritePlan) -> None:
    """The facts' lines, the wording's, and for the counting the lines of the structure that numbers."""
    folder = write_plan(STRUCTURE, FACTS, WORDING)
    structure = dedent(STRUCTURE).splitlines()
    for figure in drafter.trace(drafter.draft(folder)):
        assert figure.place is not None
        line = figure.place.line
        name = Path(figure.place.file).name
        assert name == ("facts.yaml" if figure.origin.path else "plan.yaml")
        if figure.is_numbering:
            assert re.search("heading|title|points|each", structure[line - 1])


def test_sentences(write_plan: WritePlan) -> None:
    """A sentence goes to its stop or the paragraph's end; in a table it is the row."""
    found = {
        figure.text: figure.sentence for figure in drafter.trace(drafter.draft(write_plan(STRUCTURE, FACTS, WORDING)))
    }
    assert found["2027年底前"].startswith("根据《关于2026年工作的通知》（青政发〔2026〕18号），到2027年底前完成两项")
    assert found["120株"] == "2\t植树\t120株"
    assert found["二是"] == "二是植树。"
    assert found["附件2"] == "附件2"


def _text(*pieces: tuple[str, str | None]) -> Text:
    return tuple(Run(words, Origin(Place("a.j2", 1, 1), path)) for words, path in pieces)


def test_digits_of_several_origins_are_several_figures() -> None:
    """One entry for each, and no digit in two of them."""
    document = Document(
        (
            Paragraph(
                _text(
                    ("到", None),
                    ("2027", "甲"),
                    ("年", None),
                    ("6", "乙"),
                    ("月，", None),
                    ("3", "甲"),
                    ("—", None),
                    ("5", "乙"),
                    ("个", None),
                )
            ),
        ),
        Properties(""),
    )
    assert traced(document) == [("2027年", "甲"), ("6月", "乙"), ("3", "甲"), ("5个", "乙")]


def test_a_document_without_origins_is_traced_too(tmp_path: Path) -> None:
    """Read from a file: all figures, with empty origins; only the counting is known for what it is."""
    drafter.export(drafter.draft(ROOT / "examples" / EXAMPLES[0]), tmp_path / "plan.docx")
    document = drafter.read(tmp_path / "plan.docx")
    figures = drafter.trace(document)
    assert digits("".join(figure.text for figure in figures)) == digits(pipeline.render(document, "text").decode())
    assert {figure.origin for figure in figures} == {Origin(), Origin(source="编号")}
    assert tracing.commented(document) == document


# ---- the command ----------------------------------------------------------------------------------------------------


def test_trace_as_json(
    write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One object with exactly the promised keys."""
    monkeypatch.chdir(write_plan(STRUCTURE, FACTS, WORDING))
    assert run(["trace", ".", "--format", "json"]) == 0
    out, _ = capsys.readouterr()
    answer = json.loads(out)
    assert list(answer) == ["figures"]
    assert {tuple(figure) for figure in answer["figures"]} == {("text", "sentence", "path", "file", "line", "source")}
    assert answer["figures"][1] == {
        "text": "2027年",
        "sentence": "第3小学2027年方案",
        "path": "年度",
        "file": "facts.yaml",
        "line": 3,
        "source": "教育局批复",
    }
    worded = next(figure for figure in answer["figures"] if figure["text"] == "1月")
    assert (worded["path"], worded["file"], worded["source"]) == (None, "structures/plan.yaml", None)


def test_trace_for_people(
    write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The wording's figures first and apart, then those of facts with places and sources, the counting in one line."""
    monkeypatch.chdir(write_plan(STRUCTURE, FACTS, WORDING))
    assert run(["trace", "."]) == 0
    worded, stated, numbering = capsys.readouterr().out.split("\n\n")
    assert worded.splitlines()[0] == "措辞带来的数字，不是事实："
    assert [line.split()[0] for line in worded.splitlines()[1:]] == ["第1项", "1月", "第2项", "1月"]
    rows = {tuple(line.split()) for line in stated.splitlines()}
    assert ("3000平方米", "目标[1].数值", "facts.yaml:10", "来源：后勤处台账") in rows
    assert ("2027年", "年度", "facts.yaml:3", "来源：教育局批复", "印了5处") in rows
    assert numbering.startswith("编号：11处，由程序按结构编排（一、一是、二是、")


def test_trace_names_the_cell_of_a_spreadsheet(
    write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """For people, in the command and in comments, the sheet and the cell; for programs, file and line as ever."""
    monkeypatch.chdir(write_plan(STRUCTURE, "use: facts.xlsx\n目标: 目标.csv\n", WORDING))
    book = openpyxl.Workbook()
    assert book.active
    book.active.title = "基本信息"
    for row in ("事实 内容", "单位 第3小学", "年度 2027"):
        book.active.append(row.split())
    book.save("facts.xlsx")
    Path("目标.csv").write_text("指标,数值,时限\n危房改造,3000平方米,年底前\n", "utf-8")
    assert run(["trace", "."]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["第3小学", "单位", "facts.xlsx", "基本信息!B2", "印了2处"] in rows
    assert ["3000平方米", "目标[1].数值", "目标.csv", "B2"] in rows
    run(["trace", ".", "--format", "json"])
    figure = json.loads(capsys.readouterr().out)["figures"][1]
    assert (figure["text"], figure["file"], figure["line"]) == ("2027年", "facts.xlsx", 3)
    run(["export", ".", "--trace", "-o", "out.docx"])
    assert ("2027年", "事实：年度（facts.xlsx 基本信息!B3）") in comments(Path("out.docx").read_bytes())


def test_errors_of_facts_stop_trace(
    write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing fact stops it as it stops `fill`: exit 1, on stderr or, as JSON, the problems object on stdout."""
    monkeypatch.chdir(write_plan(STRUCTURE, "单位: 甲\n", WORDING))
    assert run(["trace", "."]) == 1
    out, err = capsys.readouterr()
    assert (out, "F101" in err) == ("", True)
    assert run(["trace", ".", "--format", "json"]) == 1
    assert [found["code"] for found in json.loads(capsys.readouterr().out)["problems"]] == ["F101"]


# ---- comments in Word -----------------------------------------------------------------------------------------------


def test_comments_stand_on_their_figures(write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles, inline points, tables, attachments: the words are those of the figures, the counting is silent."""
    monkeypatch.chdir(write_plan(STRUCTURE, FACTS, WORDING))
    assert run(["export", ".", "--trace", "-o", "out.docx"]) == 0
    data = Path("out.docx").read_bytes()
    found = comments(data)
    document = drafter.draft(Path())
    assert [words for words, _ in found] == [
        figure.text for figure in tracing.figures(document) if not figure.is_numbering
    ]
    assert found[:2] == [
        ("第3小学", "事实：单位（facts.yaml:2）"),
        ("2027年", "来源：教育局批复；事实：年度（facts.yaml:3）"),
    ]
    assert ("1月", "措辞：structures/plan.yaml:17，不是事实") in found
    assert faults(data) == []
    assert drafter.read(Path("out.docx")) == drafter.read(drafter.export(document, "plain.docx"))


@pytest.mark.parametrize("id_", EXAMPLES)
def test_comments_of_the_examples(id_: str) -> None:
    """Every figure not counted has its comment (side by side of one fact: one), others show none, bytes repeat."""
    document = unmerged(drafter.draft(ROOT / "examples" / id_))
    shown = tracing.commented(document)
    data = pipeline.render(shown, "docx")
    assert data == pipeline.render(tracing.commented(document), "docx")
    figures = [figure for figure in tracing.figures(document) if not figure.is_numbering]
    assert "".join(words for words, _ in comments(data)) == "".join(figure.text for figure in figures)
    assert faults(data) == []
    others = [format_ for format_ in pipeline.SUFFIXES if format_ not in ("docx", "pdf")]
    assert all(pipeline.render(shown, other) == pipeline.render(document, other) for other in others)


def test_a_comment_goes_on_over_a_broken_title_and_several_runs() -> None:
    """Neighbours with one comment share it, also where the writer breaks the line between them."""
    title = tuple(
        Run(words, None, "批注") for words in ("青岚县人民政府办公室关于进一步加强", "校园及周边食品安全专项整治工作的")
    )
    blocks = (
        Title(((*title, Run("实施方案")),)),
        Heading(1, "一、", ((Run("总体", None, "要求"), Run("要求")),), "。", (Run("正文", None, "甲"),)),
    )
    data = pipeline.render(Document(blocks, Properties("")), "docx")
    assert comments(data) == [("".join(map(plain, (title,))), "批注"), ("总体", "要求"), ("正文", "甲")]
    assert 'w:val="Wrap"' in members(data)["word/document.xml"].decode()


def test_cells_shown_as_one_share_a_comment() -> None:
    """What is not shown has none."""
    columns = (Column((Run("科室"),), merge=True), Column((Run("数"),)))
    rows = tuple(((Run("办公室", None, "甲"),), (Run(number, None, number),)) for number in ("1", "2"))
    data = pipeline.render(Document((Table(columns, rows),), Properties("")), "docx")
    assert comments(data) == [("办公室", "甲"), ("1", "1"), ("2", "2")]


@pytest.mark.parametrize("id_", EXAMPLES)
def test_without_comments_nothing_of_them_is_written(id_: str) -> None:
    """No part, no style, no relationship: the file is as it was before there were comments."""
    written = members(pipeline.render(drafter.draft(ROOT / "examples" / id_), "docx"))
    assert not [name for name, data in written.items() if b"omment" in data or "omment" in name]


def test_comments_in_a_letterhead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They go into the unit's file behind its own, whose ids are kept."""
    shutil.copytree(ROOT / "examples" / "annual-work-plan", tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    own = parts()
    name, kind = "word/comments.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    row = relationships(
        [("rId8", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments", "comments.xml")]
    )
    links = str(own["word/_rels/document.xml.rels"]).replace("</Relationships>", row[row.index("<Relationship ") :])
    said = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="4"'
        ' w:author="甲"><w:p><w:r><w:t>勿动</w:t></w:r></w:p></w:comment></w:comments>'
    )
    types = str(own["[Content_Types].xml"]).replace(
        "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    )
    theirs = {**own, name: said, "[Content_Types].xml": types, "word/_rels/document.xml.rels": links}
    expected = [f.text for f in drafter.trace(drafter.draft("plan")) if not f.is_numbering]
    for file, data in (("plain.docx", letterhead()), ("commented.docx", zipped(theirs))):
        Path(file).write_bytes(data)
        assert run(["export", "plan", "--trace", "--letterhead", file, "-o", f"out-{file}"]) == 0
        written = Path(f"out-{file}").read_bytes()
        assert [words for words, _ in comments(written)] == expected
        others = [fault for fault in faults(written) if "comment 4: nowhere" not in fault]
        assert others == []
    kept = {comment.comment_id: comment.text for comment in docx.Document("out-commented.docx").comments}
    assert set(kept) == {4, *range(5, 5 + len(expected))}
    assert kept[4] == "勿动"
