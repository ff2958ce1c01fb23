"""The elements around a document's text: structure and facts to blocks, blocks to Word."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from drafter import pipeline
from drafter.document import (
    Attachment,
    AttachmentList,
    Column,
    Date,
    Document,
    Imprint,
    Letterhead,
    Paragraph,
    Picture,
    Properties,
    Remark,
    Run,
    Signature,
    Table,
    Text,
    Title,
    plain,
    printed,
)
from drafter.layout import GBT9704
from drafter.problems import DraftError
from drafter.writers import docx as word
from drafter.writers.docx import sealed_blanks

_STRUCTURE = """\
title: 通知
about: 试验
heading: "{{ 单位 }}工作计划"
facts:
  单位: {kind: organ, required: true}
  稿次: text
  印发通知: {kind: group, fields: {主送机关: {kind: list, item: organ, required: true}}}
  盖章: {kind: choice, choices: [盖章]}
  发文机关标志: text
  发文字号: basis
  签发人: {kind: list, item: person}
  附注: text
  抄送: {kind: list, item: organ}
  日期: date
  图: {kind: list, item: picture}
  任务: {kind: list, item: {类别: text, 名称: text, 投资: money}}
sections:
  - text: "{{ 单位 }}按计划推进工作。"
    pictures: 图
signature: {organ: "{{ 单位 }}", date: "{{ 日期 }}", seal: 盖章}
status: {text: "{{ 稿次 }}", place: STATUS}
letterhead: {organ: "{{ 发文机关标志 }}", number: "{{ 发文字号 }}", signers: 签发人}
notice:
  when: 印发通知
  heading: "{{ 单位 }}关于印发工作计划的通知"
  salutation: "{{ 印发通知.主送机关 | join_cn }}："
  text: 现将工作计划印发给你们。
  signature: {organ: "{{ 单位 }}", date: "{{ 日期 }}"}
remark: "{{ 附注 }}"
imprint: {copies: "{{ 抄送 | join_cn('，') }}", organ: "{{ 单位 }}办公室"}
attachments:
  - title: 任务表
    landscape: true
    table: {each: 任务, columns: [{title: 类别, merge: true}, 名称, 投资]}
"""


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def draft(folder: Path, facts: str, status: str = "under") -> Document:
    """The draft of a plan folder with the structure above."""
    (folder / "structures").mkdir(exist_ok=True)
    (folder / "structures/formal.yaml").write_text(_STRUCTURE.replace("STATUS", status), "utf-8")
    (folder / "facts.yaml").write_text(f"structure: formal\n单位: 青岚县水务局\n{facts}", "utf-8")
    return pipeline.make(folder)[0].document


def lines(document: Document) -> list[str]:
    """The printed paragraphs."""
    return [plain(text) for block in document.blocks for text in printed(block)]


def text(words: str) -> Text:
    """Words of no origin."""
    return (Run(words),)


# ---- structure and facts to blocks ----------------------------------------------------------------------------------


def test_what_the_facts_do_not_give_is_not_there(tmp_path: Path) -> None:
    """No letterhead, notice, status, remark; 版记 has its fixed organ."""
    kinds = [type(block).__name__ for block in draft(tmp_path, "").blocks]
    assert kinds == ["Title", "Paragraph", "Signature", "Imprint"]


def test_a_notice_comes_first_and_signs_for_both(tmp_path: Path) -> None:
    """版头, notice with its signature, date and 附注, then the plan, which is no attachment and not signed again."""
    document = draft(
        tmp_path,
        "印发通知: {主送机关: [各科室, 各站]}\n发文机关标志: 青岚县水务局文件\n发文字号: 青水发〔2027〕1号\n"
        "附注: 此件公开发布\n日期: 2027年1月5日\n抄送: [县政府办公室, 县发改局]\n",
    )
    assert lines(document) == [
        "青岚县水务局文件",
        "青水发〔2027〕1号",
        "青岚县水务局关于印发工作计划的通知",
        "各科室、各站：",
        "现将工作计划印发给你们。",
        "青岚县水务局",
        "2027年1月5日",
        "（此件公开发布）",
        "青岚县水务局工作计划",
        "青岚县水务局按计划推进工作。",
        "抄送：县政府办公室，县发改局。",
        "青岚县水务局办公室",
    ]


def test_the_status_stands_under_the_title_or_behind_it(tmp_path: Path) -> None:
    """As the structure says."""
    assert lines(draft(tmp_path, "稿次: 征求意见稿\n"))[:2] == ["青岚县水务局工作计划", "（征求意见稿）"]
    assert lines(draft(tmp_path, "稿次: 征求意见稿\n", "behind"))[0] == "青岚县水务局工作计划（征求意见稿）"


def test_an_open_date_prints_as_it_is(tmp_path: Path) -> None:
    """2027年 月 日 in a draft that circulates."""
    assert Date(text("2027年  月  日")) in [
        Date(text(plain(block.text)))
        for block in draft(tmp_path, "日期: 2027年  月  日\n").blocks
        if isinstance(block, Date)
    ]


def test_the_fact_decides_on_the_seal(tmp_path: Path) -> None:
    """`seal: 盖章` is true where that fact is given."""
    signatures = [
        next(block for block in draft(tmp_path, facts).blocks if isinstance(block, Signature)).seal
        for facts in ("", "盖章: 盖章\n")
    ]
    assert signatures == [False, True]


def test_pictures_come_from_the_plan_folder(tmp_path: Path) -> None:
    """By name, or with a caption; the size is the file's own."""
    (tmp_path / "图1.png").write_bytes(png(40, 30))
    document = draft(tmp_path, "图:\n  - 图1.png\n  - {文件: 图1.png, 说明: 图2 水网}\n")
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    assert [(each.width, each.height, plain(each.caption)) for each in pictures] == [(40, 30, ""), (40, 30, "图2 水网")]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("无.png", None, "没有找到"),
        ("../图.png", b"", "要放在计划文件夹里"),
        ("字.png", "文字".encode(), "不是 PNG 或 JPEG"),
        ("坏.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "是坏的"),
        ("大.png", b"\x89PNG\r\n\x1a\n" + b"\0" * (10 * 1024 * 1024), "上限"),
    ],
)
def test_a_file_that_is_no_picture_is_refused(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    """With its place, and nothing is drafted."""
    if content is not None and "/" not in name:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DraftError) as raised:
        draft(tmp_path, f"图:\n  - {name}\n")
    (problem,) = raised.value.problems
    assert problem.code == "F104"
    assert words in problem.message
    assert problem.place is not None
    assert (problem.place.line, problem.place.column, problem.path) == (4, 5, "图[1]")


def test_columns_know_what_they_hold(tmp_path: Path) -> None:
    """From the kind of the fact that they print; merged where asked."""
    document = draft(tmp_path, "任务:\n  - {类别: 供水, 名称: 管网, 投资: 20万元}\n")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [(column.kind, column.merge) for column in table.columns] == [
        ("text", True),
        ("text", False),
        ("number", False),
    ]
    assert [block.landscape for block in document.blocks if isinstance(block, Attachment)] == [True]


# ---- blocks to Word -------------------------------------------------------------------------------------------------


def export(*blocks: object) -> bytes:
    """The .docx of blocks."""
    return word.write(Document(tuple(blocks), Properties("试验")), GBT9704)  # type: ignore[arg-type]


def xml_of(data: bytes, name: str = "word/document.xml") -> str:
    """A part of the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_the_letterhead_is_red_and_its_rule_too() -> None:
    """发文机关标志 in FF0000, the rule as the lower border of 发文字号's paragraph."""
    data = export(Letterhead((text("青岚县水务局文件"),), text("青水发〔2027〕1号")), Title((text("计划"),)))
    styles = {style.name: style for style in docx.Document(io.BytesIO(data)).styles}
    assert str(styles["发文机关标志"].font.color.rgb) == "FF0000"
    number = next(each for each in docx.Document(io.BytesIO(data)).paragraphs if each.text == "青水发〔2027〕1号")
    rule = number._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}")
    assert rule is not None
    assert rule.get(qn("w:color")) == "FF0000"


def test_signers_stand_right_of_the_number() -> None:
    """Two names a line, the number on the last line (GB/T 9704-2012, 7.2.6)."""
    head = Letterhead((text("甲文件"),), text("甲发〔2027〕1号"), (text("张三"), text("李四"), text("王五")))
    texts = [each.text for each in docx.Document(io.BytesIO(export(head))).paragraphs if each.text.strip()]
    assert texts == ["甲文件", "\t签发人：\t张三　李四", "　甲发〔2027〕1号\t\t王五"]


def test_a_long_organ_is_set_smaller_to_fit() -> None:
    """It never breaks into a second line."""
    data = export(Letterhead((text("青岚县农业农村和水务综合行政执法委员会办公室文件"),)))
    (size,) = [
        run.font.size.pt for each in docx.Document(io.BytesIO(data)).paragraphs for run in each.runs if run.font.size
    ]
    assert size * 24 <= 442.25


def test_a_second_title_begins_a_page() -> None:
    """The plan behind its notice; the first title does not."""
    data = export(Title((text("通知"),)), Paragraph(text("正文。")), Title((text("计划"),)))
    titles = [each for each in docx.Document(io.BytesIO(data)).paragraphs if each.style and each.style.name == "Title"]
    assert [each.paragraph_format.page_break_before for each in titles] == [None, True]


def test_with_a_seal_the_signature_is_centred_on_the_date() -> None:
    """The date keeps four characters at its right (GB/T 9704-2012, 7.3.5.1)."""
    assert sealed_blanks("青岚县水务局", "2027年1月5日", GBT9704) == (4.0, 4.0)
    assert sealed_blanks("青岚县水务局办公室", "2027年1月5日", GBT9704) == (2.5, 4.0)


def test_wide_attachments_turn_and_turn_back() -> None:
    """Sections: upright, landscape for the wide table, upright with no sideways number for the narrow one."""
    columns = (Column(text("措施")), Column(text("说明")))
    wide = Table(columns, ((text("新建供水管网并改造老旧管网" * 20), text("分期实施" * 20)),))
    narrow = Table(columns, ((text("甲"), text("乙")),))
    titles = (text("甲表"), text("乙表"))
    data = export(
        Title((text("计划"),)), AttachmentList(titles),
        Attachment(1, titles[0]), wide, Attachment(2, titles[1]), narrow,
    )  # fmt: skip
    sections = docx.Document(io.BytesIO(data)).sections
    assert [section.orientation for section in sections] == [0, 1, 0]
    assert [section.header._element.find(qn("w:tbl")) is not None for section in sections] == [False, True, False]


def test_equal_neighbours_become_one_cell() -> None:
    """Only in columns that ask for it, and only as long as the columns before them agree."""
    columns = (Column(text("类别"), merge=True), Column(text("单位"), merge=True), Column(text("任务")))
    rows = [("供水", "甲科", "一"), ("供水", "甲科", "二"), ("防汛", "甲科", "三"), ("防汛", "乙科", "四")]
    table = Table(columns, tuple(tuple(map(text, row)) for row in rows))
    (made,) = docx.Document(io.BytesIO(export(table))).tables
    assert [[cell.text for cell in row.cells] for row in made.rows[1:]] == [list(row) for row in rows]
    merges = [
        [cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is not None for cell in row._tr.tc_lst] for row in made.rows[1:]
    ]
    assert merges == [[True, True, False], [True, True, False], [True, False, False], [True, False, False]]


def test_a_picture_fits_the_type_area_and_is_stored_once() -> None:
    """Scaled down in proportion; two equal pictures share one part."""
    large = Picture(png(2000, 500), "png", 2000, 500, text("图1"))
    data = export(Paragraph(text("正文。")), large, large)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert [name for name in package.namelist() if "media" in name] == ["word/media/image1.png"]
    shapes = docx.Document(io.BytesIO(data)).inline_shapes
    assert [round(shape.width.mm) for shape in shapes] == [156, 156]
    assert [round(shape.width / shape.height) for shape in shapes] == [4, 4]


def test_the_imprint_floats_at_the_foot_of_the_page() -> None:
    """抄送 with its label and stop, organ and date in one line, thick rules outside (GB/T 9704-2012, 7.4)."""
    data = export(
        Paragraph(text("正文。")), Imprint(text("县政府办公室"), text("青岚县水务局办公室"), text("2027年1月6日"))
    )
    (table,) = docx.Document(io.BytesIO(data)).tables
    assert [cell.text for cell in table.rows[1].cells] == ["青岚县水务局办公室", "2027年1月6日印发"]
    assert table.rows[0].cells[0].text == "抄送：县政府办公室。"
    assert 'w:tblpYSpec="bottom"' in xml_of(data)


def test_the_remark_stands_in_brackets() -> None:
    """附注, below the date."""
    data = export(
        Paragraph(text("正文。")), Signature(text("甲局")), Date(text("2027年1月5日")), Remark(text("此件公开发布"))
    )
    assert docx.Document(io.BytesIO(data)).paragraphs[-1].text == "（此件公开发布）"
