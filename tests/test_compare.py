"""Comparing: each edit is found and nothing else; changes accepted give the new text, rejected the old one."""

from __future__ import annotations

import io
import json
import re
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import drafter
from drafter import comparing, years
from drafter.cli.program import run
from drafter.comparing import Edition, page, summary
from drafter.comparing.changes import Comparison, Listed, Said, Section
from drafter.comparing.figures import difference
from drafter.comparing.sections import parts
from drafter.comparing.sentences import sentences
from drafter.differences import Entry, matched, stretches, tokens
from drafter.document import Document, Heading, Paragraph, Properties, Run, Title
from drafter.layout import GBT9704
from drafter.writers import docx, docx_tracked
from tests.random_documents import blocks, documents
from tests.soundness import faults

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "annual-work-plan" / "facts.yaml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Plans = Callable[..., tuple[Path, Path]]


@pytest.fixture
def plans(tmp_path: Path) -> Plans:
    """The example's plan folder, and a copy in which words were replaced; each must be there."""

    def made(*edits: tuple[str, str]) -> tuple[Path, Path]:
        text = EXAMPLE.read_text("utf-8")
        for before, after in edits:
            assert before in text
            text = text.replace(before, after)
        for name, words in (("old", EXAMPLE.read_text("utf-8")), ("new", text)):
            (tmp_path / name).mkdir()
            (tmp_path / name / "facts.yaml").write_text(words, "utf-8")
        return tmp_path / "old", tmp_path / "new"

    return made


def document(*lines: str) -> Document:
    """Lines as blocks: `#` a title, `=` a heading of level 1, `==` of level 2, else a paragraph."""
    made: list[Title | Heading | Paragraph] = []
    for line in lines:
        words = ((Run(line.lstrip("#=")),),)
        if line.startswith("#"):
            made.append(Title(words))
        elif line.startswith("="):
            made.append(Heading(len(line) - len(line.lstrip("=")), "", words))
        else:
            made.append(Paragraph(words[0]))
    return Document(tuple(made), Properties(""))


def compared(old: Document, new: Document) -> Comparison:
    """The comparison of two documents that know no facts."""
    return comparing.compare(Edition(old), Edition(new))


def found(sections: tuple[Section, ...]) -> list[tuple[str, ...]]:
    """Everything that is not as it was: headings, sentences, facts."""
    told: list[tuple[str, ...]] = []
    for each in (inner for section in sections for inner in section.walk()):
        if each.change in ("added", "dropped") or each.old_heading is not None or each.moved:
            told.append(("moved" if each.moved else each.change, each.heading))
        for item in each.items:
            if isinstance(item, Said) and (item.change != "same" or item.moved):
                told.append((item.kind, "moved" if item.moved else item.change, item.new or item.old or ""))
            elif isinstance(item, Listed) and item.change != "same":
                names = [field.name for field in item.fields if field.change != "same"]
                told.append((item.list, item.change, item.name, *(names if item.change == "changed" else ())))
    return told


# ---- plans ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", sorted(path.parent.name for path in (ROOT / "examples").glob("*/facts.yaml")))
def test_a_plan_is_the_same_as_itself(id_: str) -> None:
    """Nothing is found where nothing changed; every sentence is carried over."""
    comparison = drafter.compare(ROOT / "examples" / id_, ROOT / "examples" / id_)
    assert found(comparison.sections) == []
    assert {section.change for section in comparison.sections} == {"same"}
    assert comparison.carried_share == 1.0


def test_each_edit_is_found_and_nothing_else(plans: Plans) -> None:
    """A figure, a goal, a task that went and one that came are told where they stand, once for each place of print."""
    edits = (
        ("数值: 95%\n", "数值: 97%\n"),
        ("新建供水管网126公里", "新建供水管网150公里"),
        ("任务: 落实水资源刚性约束", "任务: 发展智慧水利"),
        (
            "把全县1.86亿立方米用水总量指标分解到12个乡镇和34家重点用水户，每季度核算、通报1次，对超计划用水的依规加价收费",
            "建成平台一处",
        ),
        ("为57处取水口补装在线计量设施，6月底前全部联网", "接入感知站点230处"),
        ("      - 建成节水型企业6家、节水型单位8家、节水型小区5个，11月底前完成验收\n", ""),
        ("牵头单位: 水资源管理科\n    责任单位: [节约用水服务中心, 水政监察大队]", "牵头单位: 信息中心"),
    )
    comparison = drafter.compare(*plans(*edits))
    goals = "2027年底前，农村自来水普及率达到97%，城区公共供水管网漏损率控制在8.5%以内，全县用水"
    told = [tuple(words[:40] for words in each) for each in found(comparison.sections)]
    assert told == [
        ("目标", "changed", "农村自来水普及率", "数值"),
        ("sentence", "changed", goals[:40]),
        ("工作重点", "changed", "加快城乡供水工程建设", "措施"),
        ("工作重点", "dropped", "落实水资源刚性约束"),
        ("工作重点", "added", "发展智慧水利"),
        ("sentence", "changed", "新建供水管网150公里，其中干管38公里、支管88公里，覆盖鹭湾、枫屏、禾洲3个镇"[:40]),
        ("dropped", "落实水资源刚性约束"),
        ("sentence", "dropped", "把全县1.86亿立方米用水总量指标分解到12个乡镇和34家重点用水户，每季度核算、通报"[:40]),
        ("sentence", "dropped", "为57处取水口补装在线计量设施，6月底前全部联网。"),
        ("sentence", "dropped", "建成节水型企业6家、节水型单位8家、节水型小区5个，11月底前完成验收。"),
        (
            "sentence",
            "dropped",
            "（牵头单位：水资源管理科；责任单位：节约用水服务中心、水政监察大队；完成时限：2027年底前）"[:40],
        ),
        ("added", "发展智慧水利"),
        ("sentence", "added", "建成平台一处。"),
        ("sentence", "added", "接入感知站点230处。"),
        ("sentence", "added", "（牵头单位：信息中心；完成时限：2027年底前）"),
        ("row", "changed", "加快城乡供水工程建设　新建供水管网150公里，其中干管38公里、支管88公里，覆盖鹭湾"[:40]),
        ("row", "dropped", "落实水资源刚性约束　把全县1.86亿立方米用水总量指标分解到12个乡镇和34家重点用水户，"[:40]),
        ("row", "added", "发展智慧水利　建成平台一处；接入感知站点230处　信息中心　　2027年底前"),
    ]
    assert [section.change for section in comparison.sections].count("changed") == 3


def test_goals_stand_side_by_side_with_their_differences(plans: Plans) -> None:
    """A changed figure of a goal comes with its exact difference, and so does one in a measure."""
    comparison = drafter.compare(*plans(("数值: 95%\n", "数值: 97.5%\n"), ("126公里", "150公里")))
    goals = next(section for section in comparison.sections if section.heading == "工作目标")
    goal = next(item for item in goals.items if isinstance(item, Listed) and item.name == "农村自来水普及率")
    assert [(field.old, field.new, field.difference) for field in goal.fields if field.change != "same"] == [
        ("95%", "97.5%", "+2.5个百分点")
    ]
    tasks = next(section for section in comparison.sections if section.heading == "工作重点")
    figures = [
        figure for each in tasks.walk() for item in each.items if isinstance(item, Said) for figure in item.figures
    ]
    assert figures == [("126公里", "150公里", "+24公里（增长19.0%）")]


def test_another_year_alone_is_told_apart(plans: Plans) -> None:
    """Where only years moved on, sections and sentences say so; a sentence with another year is not carried over."""
    comparison = drafter.compare(*plans(("2027", "2028"), ("2026年12月", "2027年12月")))
    assert all(section.change == "same" or section.only_year for section in comparison.sections)
    assert any(section.only_year for section in comparison.sections)
    assert all("2028年" not in words for words in comparison.carried)
    assert 0 < comparison.carried_share < 1


def test_word_files_and_folders_give_the_same_sections(plans: Plans, tmp_path: Path) -> None:
    """The exported .docx of both plans compares like the folders, apart from the lists that only facts have."""
    old, new = plans(("126公里", "150公里"), ("数值: 95%\n", "数值: 96%\n"))
    files = [drafter.export(drafter.draft(folder), tmp_path / f"{folder.name}.docx") for folder in (old, new)]
    by_facts, by_files = drafter.compare(old, new), drafter.compare(*files)
    assert found(by_files.sections) == [
        each for each in found(by_facts.sections) if each[0] not in ("目标", "工作重点")
    ]
    assert by_files.carried_share == by_facts.carried_share


# ---- texts ----------------------------------------------------------------------------------------------------------


def test_sections_that_moved_were_renamed_came_and_went() -> None:
    """A section is known again by its heading wherever it stands, by a heading much like it, or by what it says."""
    old = document(
        "#甲", "=一", "甲文一二三四。", "=工作目标", "乙。", "=督查", "丙句很长也没有改动。", "=旧事", "旧。"
    )
    new = document(
        "#甲", "=工作目标", "乙。", "=一", "甲文一二三四。", "=考核", "丙句很长也没有改动。", "=新设机构", "庚辛。"
    )
    assert found(compared(old, new).sections) == [
        ("moved", "一"),
        ("changed", "考核"),
        ("dropped", "旧事"),
        ("sentence", "dropped", "旧。"),
        ("added", "新设机构"),
        ("sentence", "added", "庚辛。"),
    ]


def test_numbers_do_not_count() -> None:
    """A task that slips from second to first place, and a point from 二是 to 一是, has not changed."""
    old = document("#甲", "一是先做这件事情。二是后做那件事情。")
    new = document("#甲", "一是后做那件事情。")
    comparison = compared(old, new)
    assert found(comparison.sections) == [("sentence", "dropped", "先做这件事情。")]
    assert comparison.carried == ("后做那件事情。",)


def test_a_sentence_that_changed_its_place_was_moved() -> None:
    """It is neither dropped nor added."""
    old = document("#甲", "第一句话是这样的。", "别的句子在这里。", "又有一句在中间。")
    new = document("#甲", "别的句子在这里。", "又有一句在中间。", "第一句话是这样的。")
    assert found(compared(old, new).sections) == [("sentence", "moved", "第一句话是这样的。")]


def test_the_carried_share_counts_sentences_without_blanks_and_numbers() -> None:
    """Three of four sentences stood there; headings, titles and tables are no sentences."""
    old = document("#甲", "=工作", "甲一。乙二。", "（一）丙三。")
    new = document("#乙", "=工作", "甲 一。丙三。", "丁四。一是乙二。")
    assert compared(old, new).carried_share == 0.75
    assert compared(new, document()).carried_share == 0.0


def test_sentences_end_where_they_end() -> None:
    """Closing quotation marks and brackets belong to the sentence before them; decimals end none."""
    assert list(sentences("（一）他说：“好。”下降3.5%！ 二是去做。（牵头单位：甲科）")) == [
        "他说：“好。”",
        "下降3.5%！",
        "去做。",
        "（牵头单位：甲科）",
    ]


def test_documents_without_headings_and_empty_ones_compare() -> None:
    """There is always an answer."""
    assert compared(document(), document()) == Comparison("", "", (), (), 0)
    (only,) = compared(document("甲。"), document("乙丙丁。")).sections
    assert (only.heading, only.change) == ("开头", "changed")


_DIFFERENCES = {
    ("88.8%", "95%"): "+6.2个百分点",
    ("126公里", "150公里"): "+24公里（增长19.0%）",
    ("9.7%", "8.5%"): "-1.2个百分点",
    ("5400万元", "1.2亿元"): "+0.66亿元（增长122.2%）",
    ("1,200人", "900人"): "-300人（下降25.0%）",
    ("8.5%以内", "8%以内"): "-0.5个百分点",
    ("约30处", "约45处"): "+15处（增长50.0%）",
    ("0个", "3个"): "+3个",
    ("3‰", "2.5‰"): "-0.5个千分点",
    ("0.5个百分点", "1个百分点"): "+0.5个百分点",
    ("3年", "5年"): "+2年（增长66.7%）",
    ("9.7%", "8.5%以内"): None,
    ("126公里", "150米"): None,
    ("3—5个", "6个"): None,
    ("2026年", "2027年"): None,
    ("2027年11月底前", "2028年11月底前"): None,
    ("18号", "20号"): None,
    ("长期坚持", "2027年"): None,
    ("3", "5"): None,
}


@pytest.mark.parametrize(("figures", "told"), _DIFFERENCES.items(), ids=str)
def test_differences_are_exact_or_not_told(figures: tuple[str, str], told: str | None) -> None:
    """In the new figure's own unit; of shares in points; nothing where the two are not of one kind."""
    assert difference(*figures) == told


# ---- matching -------------------------------------------------------------------------------------------------------

_words = st.lists(st.sampled_from(("", "甲乙丙丁", "甲乙丙戊", "重复", "重复", "a", "新建管网126公里")), max_size=12)


@given(_words, _words)
def test_matching_keeps_every_entry_once_and_in_order(old: list[str], new: list[str]) -> None:
    """Both sides are whole and in order; where both are equal, everything is matched."""
    pairs = matched([Entry(words) for words in old], [Entry(words) for words in new])
    assert [index for index, _ in pairs if index is not None] == list(range(len(old)))
    assert [index for _, index in pairs if index is not None] == list(range(len(new)))
    assert all(pair == (each, each) for each, pair in enumerate(pairs)) or old != new


@given(st.text("甲乙丙，。12万亩%ab 　", max_size=60), st.text("甲乙丙，。12万亩%ab 　", max_size=60))
def test_stretches_are_the_texts_again(old: str, new: str) -> None:
    """Joined, the stretches are both texts; what is called the same is the same."""
    before, after = tokens(old), tokens(new)
    assert "".join(before) == old
    found = stretches(before, after, before)
    assert "".join("".join(before[part.start : part.end]) for part in found) == old
    assert "".join("".join(after[part.new_start : part.new_end]) for part in found) == new
    assert all(before[part.start : part.end] == after[part.new_start : part.new_end] for part in found if part.same)


# ---- tracked changes ------------------------------------------------------------------------------------------------

Line = tuple[str, ...]


def body(data: bytes) -> Element:
    """w:body of a .docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = ElementTree.fromstring(archive.read("word/document.xml")).find(f"{W}body")  # noqa: S314  our own
    assert found is not None
    return found


def resolved(data: bytes, dropped: str) -> list[Line]:
    """What is left when all changes are accepted (`del` dropped) or rejected (`ins` dropped): styles and texts.

    Blank paragraphs are left out; a cell that goes on from the one above has its text.
    """
    lines: list[Line] = []
    pending = ""
    for element in body(data):
        if element.tag == f"{W}p":
            pending += text(element, dropped)
            if element.find(f"{W}pPr/{W}rPr/{W}{dropped}") is None:
                lines += [(style(element), pending)] if pending else []
                pending = ""
        elif element.tag == f"{W}tbl":
            assert pending == ""
            lines += rows(element, dropped)
    assert pending == ""
    return lines


def rows(table: Element, dropped: str) -> list[Line]:
    """The rows that are left, cell by cell."""
    found: list[Line] = []
    for row in table.iter(f"{W}tr"):
        if row.find(f"{W}trPr/{W}{dropped}") is None:
            cells = row.findall(f"{W}tc")
            found.append(
                tuple(
                    found[-1][index] if goes_on(cell) else "\n".join(text(each, dropped) for each in cell.iter(f"{W}p"))
                    for index, cell in enumerate(cells)
                )
            )
    return found


def goes_on(cell: Element) -> bool:
    """Whether the cell is merged with the one above."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"


def style(paragraph: Element) -> str:
    """The paragraph's style."""
    worn = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if worn is None else worn.get(f"{W}val", "")


def text(element: Element, dropped: str) -> str:
    """What is written in an element, in order, without what is dropped."""
    if element.tag == f"{W}{dropped}":
        return ""
    if element.tag in (f"{W}t", f"{W}delText"):
        return element.text or ""
    signs = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}drawing": "□"}
    if element.tag in signs:
        return signs[element.tag]
    return "".join(text(child, dropped) for child in element if child.tag != f"{W}pPr")


@st.composite
def editions(draw: st.DrawFn) -> tuple[Document, Document]:
    """A document and an edited one: blocks were left out, put in, repeated, moved."""
    old = draw(documents)
    start = [block for block in old.blocks if draw(st.booleans())]
    other = st.sampled_from(old.blocks) | blocks if old.blocks else blocks
    return old, Document((*start, *draw(st.lists(other, max_size=6))), old.properties)


@settings(max_examples=200, deadline=None)
@given(st.one_of(editions(), st.tuples(documents, documents)))
def test_accepted_changes_are_the_new_text_and_rejected_ones_the_old(pair: tuple[Document, Document]) -> None:
    """Paragraphs with their styles, rows with their cells; and the file is sound."""
    old, new = pair
    data = docx_tracked.write(old, new, GBT9704)
    assert resolved(data, "del") == resolved(docx.write(new, GBT9704), "del")
    assert resolved(data, "ins") == resolved(docx.write(old, GBT9704), "ins")
    assert faults(data) == []


@settings(max_examples=40, deadline=None)
@given(editions())
def test_so_it_is_with_a_font_for_digits(pair: tuple[Document, Document]) -> None:
    """Runs that were parted for a layout's digits are tracked like any others."""
    layout = GBT9704._replace(digits="Times New Roman")
    data = docx_tracked.write(*pair, layout)
    assert resolved(data, "del") == resolved(docx.write(pair[1], layout), "del")
    assert resolved(data, "ins") == resolved(docx.write(pair[0], layout), "ins")
    assert faults(data) == []


@settings(max_examples=60, deadline=None)
@given(documents)
def test_a_document_has_no_changes_from_itself(document: Document) -> None:
    """The file that tracks nothing is the one that is exported."""
    assert docx_tracked.write(document, document, GBT9704) == docx.write(document, GBT9704)


def test_tracked_changes_of_an_edited_plan_are_words_and_rows(plans: Plans) -> None:
    """One figure is one deletion and one insertion in the text and in the table; read, the file is the new plan."""
    old, new = (drafter.draft(path) for path in plans(("126公里", "150公里")))
    data = docx_tracked.write(old, new, GBT9704)
    told = [
        (change.tag.removeprefix(W), "".join(each.text or "" for each in change.iter() if each.text))
        for change in body(data).iter()
        if change.tag in (f"{W}ins", f"{W}del")
    ]
    assert told == [("del", "126公里"), ("ins", "150公里")] * 2
    assert b"w:date" not in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


# ---- the command ----------------------------------------------------------------------------------------------------


def test_the_answer_in_json_has_what_was_promised(plans: Plans, capsys: pytest.CaptureFixture[str]) -> None:
    """One object: sections with heading, change and items, and the carried share."""
    old, new = plans(("126公里", "150公里"))
    assert run(["compare", str(old), str(new), "--format", "json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert list(answer) == ["sections", "carried_share"]
    assert all(list(section) == ["heading", "change", "items"] for section in answer["sections"])
    assert {section["change"] for section in answer["sections"]} == {"same", "changed"}
    assert 0.9 < answer["carried_share"] < 1
    carried = [item["new"] for section in answer["sections"] for item in section["items"] if item.get("carried")]
    assert carried


def test_the_answer_for_people(plans: Plans, capsys: pytest.CaptureFixture[str]) -> None:
    """The title, the count, each section with its mark, changed words with both figures and the difference."""
    old, new = plans(("126公里", "150公里"), ("数值: 95%\n", "数值: 96%\n"))
    assert run(["compare", str(old), str(new / "facts.yaml")]) == 0
    told = capsys.readouterr().out
    assert told.startswith(
        "青岚县水务局2027年工作计划 → 青岚县水务局2027年工作计划\n共7个部分：有改动3，没有改动4\n沿用旧稿原句："
    )
    assert "\n＝ 指导思想\n" in told
    assert "    ～ 农村自来水普及率：数值 95% → 96%，+1个百分点\n" in told
    assert "新建供水管网【126公里→150公里】，其中干管38公里" in told
    assert "            126公里 → 150公里  +24公里（增长19.0%）\n" in told


def test_the_page_needs_nothing_else(plans: Plans, capsys: pytest.CaptureFixture[str]) -> None:
    """One HTML file without scripts and addresses; what was typed is text, never markup."""
    old, new = plans(("新建供水管网126公里", "新建<script>alert(1)</script>管网150公里"))
    assert run(["compare", str(old), str(new), "--format", "html"]) == 0
    html = capsys.readouterr().out
    assert html.startswith("<!DOCTYPE html>")
    assert html.endswith("</html>\n")
    assert "<script" not in html
    assert not re.search(r"https?:|src=|href=|url\(|@import", html)
    assert "<del>126公里</del>" in html
    assert "<ins>150公里</ins>" in html


def test_the_word_file_is_written_and_never_over_somebodys_work(
    plans: Plans, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--docx writes; over its own file it writes again, over a changed one only with --force, over OLD or NEW never."""
    old, new = map(str, plans(("126公里", "150公里")))
    out = tmp_path / "对照.docx"
    assert run(["compare", old, new, "--docx", str(out)]) == 0
    written = out.read_bytes()
    assert "已写成" in capsys.readouterr().err
    assert drafter.read(out).blocks[:3] == drafter.read(exported(Path(new))).blocks[:3]
    assert run(["compare", old, new, "--docx", str(out)]) == 0
    out.write_bytes(b"somebody's")
    assert run(["compare", old, new, "--docx", str(out)]) == 2
    assert out.read_bytes() == b"somebody's"
    assert run(["compare", old, new, "--docx", str(out), "--force"]) == 0
    assert out.read_bytes() == written
    assert run(["compare", str(out), new, "--docx", str(out), "--force"]) == 2
    assert run(["compare", old, new, "--docx", str(tmp_path / "对照.pdf")]) == 2
    assert run(["compare", old, new, "--docx", str(tmp_path / "nowhere" / "对照.docx")]) == 2
    assert out.read_bytes() == written


def exported(folder: Path) -> Path:
    """The plan's own .docx."""
    return drafter.export(drafter.draft(folder), folder / "plan.docx")


def test_paths_that_are_not_there_or_no_document(
    plans: Plans, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2: an absent path, a file that is neither plan nor document."""
    old, new = map(str, plans())
    assert run(["compare", old, f"{new}x"]) == 2
    assert "没有" in capsys.readouterr().err
    (tmp_path / "计划.pdf").write_bytes(b"%PDF")
    assert run(["compare", old, str(tmp_path / "计划.pdf")]) == 2
    assert capsys.readouterr().err.startswith(f"错误：“{tmp_path / '计划.pdf'}”不能对照\n  提示：")
    assert run(["compare", old]) == 2


def test_the_problems_of_both_are_told_at_once(
    plans: Plans, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1: what is wrong with the facts of one and with the file of the other."""
    old, _ = plans()
    facts = old / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("单位: 青岚县水务局\n", "单位:\n", 1), "utf-8")
    (tmp_path / "坏.docx").write_bytes(b"not a package")
    assert run(["compare", str(old), str(tmp_path / "坏.docx"), "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [found["code"] for found in answer["problems"]] == ["F101", "R601"]
    assert run(["compare", str(old), str(tmp_path / "坏.docx")]) == 1
    assert "F101" in capsys.readouterr().err


def test_different_structures_are_compared_by_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says so, and gives an answer."""
    for id_ in ("annual-work-plan", "implementation-scheme"):
        shutil.copytree(ROOT / "examples" / id_, tmp_path / id_)
    assert run(["compare", str(tmp_path / "annual-work-plan"), str(tmp_path / "implementation-scheme")]) == 0
    told = capsys.readouterr()
    assert told.err == "两份文稿的结构不同（年度工作计划、实施方案），只按文字对照\n"
    assert "－ 指导思想" in told.out


# ---- time -----------------------------------------------------------------------------------------------------------


def long_document(paragraphs: int, step: int) -> Document:
    """A long one; every so many paragraphs are others than in a document with another step."""
    lines = ["#长文2027年工作计划"]
    for number in range(paragraphs):
        if number % 20 == 0:
            lines.append(f"=第{number}项工作")
        own = f"本段另有安排{number * step}处" if number % step == 0 else "按原定安排推进"
        lines.append(f"第{number * 7919}号片区新建管网{number}公里，{own}，由牵头单位逐项落实到人。" * 3)
    return document(*lines)


def test_long_documents_are_compared_in_a_few_seconds() -> None:
    """Two of some 250 pages, with every seventh paragraph another, in every form of answer."""
    old, new = long_document(2400, 7), long_document(2400, 11)
    start = time.perf_counter()
    comparison = compared(old, new)
    assert len(list(summary.lines(comparison))) > 1000
    assert len(page.page(comparison, old, new)) > 100_000
    assert docx_tracked.write(old, new, GBT9704)
    assert time.perf_counter() - start < 30  # five at leisure


def test_documents_with_nothing_in_common_or_all_alike_take_no_longer() -> None:
    """Neither thousands of equal lines nor thousands that match nothing make it slow."""
    alike = document("#甲", *["同一句话。"] * 3000)
    fewer = document("#甲", *["同一句话。", "另一句话在此。"] * 1200)
    other = document("#乙", *[f"{number:x}" * 9 + "。" for number in range(100_000, 103_000)])
    start = time.perf_counter()
    for old, new in ((alike, fewer), (fewer, alike), (alike, other)):
        assert compared(old, new).sections
        assert docx_tracked.write(old, new, GBT9704)
    assert time.perf_counter() - start < 30


def test_one_seam_reads_plans_and_files(plans: Plans) -> None:
    """document_of gives the draft of a plan and the document of a file."""
    old, _ = plans()
    assert years.document_of(old) == drafter.draft(old)
    assert years.document_of(exported(old)) == drafter.read(old / "plan.docx")
    assert parts(years.document_of(old))[0].heading == "开头"
