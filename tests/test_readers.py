"""Readers: what was written comes back, saved by Word and changed by a clerk or not; what is no document is refused."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from hypothesis import given, settings
from hypothesis import strategies as st

import drafter
from drafter.document import (
    Attachment,
    AttachmentList,
    Block,
    Column,
    Date,
    Document,
    Heading,
    Imprint,
    Letterhead,
    Note,
    Paragraph,
    Picture,
    Point,
    Properties,
    Remark,
    Run,
    Salutation,
    Signature,
    Table,
    Text,
    Title,
    plain,
    texts,
    without_origins,
)
from drafter.layout import GBT9704
from drafter.pictures import PictureError, measured
from drafter.problems import DraftError
from drafter.readers import READERS, format_for_suffix, reader
from drafter.readers import docx as reading
from drafter.writers import docx as writing
from drafter.writers import letterhead as letterhead_writing
from drafter.writers.letterhead_places import opened
from tests.letterheads import letterhead
from tests.libreoffice import converted, with_libreoffice
from tests.packages import members, zipped
from tests.random_documents import composed, documents, png

EXAMPLES = sorted(path.parent for path in (Path(__file__).parent.parent / "examples").glob("*/facts.yaml"))
LAYOUTS = (
    GBT9704,
    GBT9704._replace(run_in="body", lead=GBT9704.lead._replace(bold=True)),
    GBT9704._replace(digits="Times New Roman"),
)
BODY, STYLES = "word/document.xml", "word/styles.xml"


def text(words: str) -> Text:
    """A text of one run; none for no words."""
    return (Run(words),) if words else ()


TASKS = Table(
    (
        Column(text("序号"), "serial"),
        Column(text("任务"), "text", merge=True),
        Column(text("数量"), "number"),
        Column(text("时限"), "date", merge=True),
    ),
    tuple(
        tuple(map(text, row))
        for row in (("1", "供水", "126", "2027年6月"), ("2", "供水", "40", "2027年6月"), ("3", "防汛", "", "2027年7月"))
    ),
    text("任务表"),
)
NOTICE: tuple[Block, ...] = (
    Letterhead(
        (text("青岚县水务局文件"),),
        text("青水发〔2027〕3号"),
        (text("张三"), text("王　芳"), text("李四")),
        text("000123"),
        text("秘密★1年"),
        text("特急"),
    ),
    Title((text("青岚县水务局关于印发《青岚县水务局2027年农村供水一体化建设工作计划》的通知"),)),
    Salutation(text("局机关各科室：")),
    Paragraph(text("现印发给你们。"), text("经局党组研究同意。")),
    Signature(text("青岚县水务局"), seal=True),
    Date(text("2027年1月8日")),
    Remark(text("此件公开发布")),
)
PLAN: tuple[Block, ...] = (
    Title((text("青岚县水务局"), text("2027年工作计划")), text("征求意见稿")),
    Signature(text("青岚县水务局"), seal=True),
    Date(text("2027年1月8日")),
    Heading(1, "一、", (text("总体要求"),)),
    Heading(1, "", (text("党政同责，"), text("目标同向")), "。"),
    Heading(2, "（一）", (text("加快，"), text("建设")), "。", text("新建管网126公里。")),
    Heading(4, "（1）", (text("每月更新。"),), "", text("由办公室负责。")),
    Point("一是", text("突出规划。"), text("编制规划。")),
    Point("二是", (), text("狠抓“质量”——见附件。")),
    Note(text("（牵头单位：办公室）")),
    Picture(png(40, 30), "png", 40, 30, text("位置图")),
    TASKS,
    AttachmentList((text("重点任务分解表"), text("3.5万吨水厂清单"))),
)
ATTACHED: tuple[Block, ...] = (
    Attachment(1, text("重点任务分解表"), landscape=True),
    replace(TASKS, caption=()),
    Attachment(2, text("3.5万吨水厂清单"), landscape=False),
    Paragraph(text("共12项。")),
    Attachment(3, text("备注")),
    Paragraph(text("无。")),
    Imprint(text("县政府办公室，县人大办公室"), text("青岚县水务局办公室"), text("2027年1月9日")),
)
FULL = Document((*NOTICE, *PLAN, *ATTACHED), Properties("青岚县水务局2027年工作计划", "青岚县水务局", "年度工作计划"))


def changed(part: str, change: Callable[[str], str], document: Document = FULL) -> bytes:
    """The document's package with one part changed; the change must change something."""
    parts = members(writing.write(document, GBT9704))
    after = change(parts[part].decode()).encode()
    assert after != parts[part]
    return zipped({**parts, part: after})


def swap(old: str, new: str, count: int = 0) -> Callable[[str], str]:
    """Puts `new` for what matches `old`."""
    return lambda xml: re.sub(old, new, xml, count=count, flags=re.DOTALL)


def blocks_in(body: str) -> tuple[Block, ...]:
    """The blocks of a document whose body is this XML."""
    parts = members(writing.write(Document((), Properties("")), GBT9704))
    xml = parts[BODY].decode()
    start, end = xml.index("<w:body>") + len("<w:body>"), xml.index("</w:body>")
    return reading.read(zipped({**parts, BODY: f"{xml[:start]}{body}{xml[end:]}".encode()})).blocks


# ---- what was written comes back ------------------------------------------------------------------------------------


@settings(max_examples=250, deadline=None)
@given(documents.map(composed), st.sampled_from(LAYOUTS))
def test_any_document_comes_back(document: Document, layout: drafter.layout.Layout) -> None:
    """Every block with its numbers, marks, kinds and lines, in whatever layout; only the origins are gone."""
    assert reading.read(writing.write(document, layout)) == document


@settings(max_examples=100, deadline=None)
@given(documents)
def test_what_was_read_once_stays_as_it_is(document: Document) -> None:
    """Even of a document that says nothing in places, or says what no file can hold."""
    found = reading.read(writing.write(document, GBT9704))
    assert reading.read(writing.write(found, GBT9704)) == found


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_every_example_comes_back(example: Path, tmp_path: Path) -> None:
    """Exported and read, an example is the draft without origins."""
    draft = drafter.draft(example)
    assert drafter.read(drafter.export(draft, tmp_path / "plan.docx")) == without_origins(draft)


def test_the_sample_has_every_kind_of_block() -> None:
    """What the tests below change is all there, and comes back."""
    assert {type(block) for block in FULL.blocks} == set(Block.__args__)
    assert reading.read(writing.write(FULL, GBT9704)) == FULL


def test_an_empty_document() -> None:
    """No blocks, no properties."""
    assert reading.read(writing.write(Document((), Properties("")), GBT9704)) == Document((), Properties(""))


# ---- saved by others ------------------------------------------------------------------------------------------------


def renamed(xml: str) -> str:
    """Styles with the ids that another program gives them; their names stay."""
    return re.sub(r'(w:styleId|<w:(?:pStyle|rStyle|basedOn|next|link) w:val)="(\w+)"', r'\1="x\2"', xml)


def parted(xml: str) -> str:
    """Every run of text in two, with marks of a spelling check between, as Word likes to leave them."""
    run = r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)<w:t xml:space="preserve">([^<])([^<]+)</w:t></w:r>'
    made = r"<w:r><w:rPr>\1</w:rPr><w:t>\2</w:t></w:r>".replace("<w:rPr>\\1</w:rPr>", r"\1")
    rest = r'<w:proofErr w:type="spellStart"/><w:r w:rsidR="00A77B3E">\1<w:t xml:space="preserve">\3</w:t></w:r>'
    return re.sub(run, made + rest, xml)


def test_word_gives_styles_other_ids_and_parts_runs() -> None:
    """Roles are told by the names of styles, texts by what stands side by side."""
    parts = members(writing.write(FULL, GBT9704))
    parts[STYLES] = renamed(parts[STYLES].decode()).encode()
    parts[BODY] = parted(renamed(parts[BODY].decode())).encode()
    assert parts[BODY].count(b"proofErr") > 50
    assert reading.read(zipped(parts)) == FULL


@with_libreoffice
def test_libreoffice_saves_it_and_nothing_is_lost(tmp_path: Path) -> None:
    """Opened and saved as .docx by LibreOffice, which writes every part anew, the document is the same."""
    plan = tmp_path / "plan.docx"
    plan.write_bytes(writing.write(FULL, GBT9704))
    assert drafter.read(converted(plan, "docx:MS Word 2007 XML", tmp_path / "saved")) == FULL


def test_python_docx_saves_it_and_nothing_is_lost() -> None:
    """What opens and saves without changing anything changes nothing."""
    saved = io.BytesIO()
    docx.Document(io.BytesIO(writing.write(FULL, GBT9704))).save(saved)
    assert reading.read(saved.getvalue()) == FULL


@settings(max_examples=40, deadline=None)
@given(documents.map(composed))
def test_it_comes_back_from_a_units_own_file(document: Document) -> None:
    """In a file whose styles have other ids and looks, roles are found all the same."""
    place, problems = opened(letterhead(), "底版.docx")
    assert place, problems
    found = reading.read(letterhead_writing.write(document, GBT9704, place))
    count = len(document.blocks)
    runs = (found.blocks[start : start + count] for start in range(len(found.blocks) - count + 1))
    assert document.blocks in runs
    assert found.properties == document.properties


# ---- changed by a clerk ---------------------------------------------------------------------------------------------


def edited(change: Callable[[WordDocument], object], document: Document = FULL) -> Document:
    """The document read again after a change by way of python-docx."""
    file = docx.Document(io.BytesIO(writing.write(document, GBT9704)))
    change(file)
    saved = io.BytesIO()
    file.save(saved)
    return reading.read(saved.getvalue())


def test_words_changed_in_place() -> None:
    """A heading's number is still its number, a lead sentence is still a lead sentence."""

    def change(file: WordDocument) -> None:
        words = {"一、总体要求": "二、总的要求", "一是突出规划。": "一要规划先行。", "（一）加快，\n建设": "（十）加快"}
        for run in (run for paragraph in file.paragraphs for run in paragraph.runs if run.text in words):
            run.text = words[run.text]

    before, after = FULL.blocks, edited(change).blocks
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        Heading(1, "二、", (text("总的要求"),)),
        Heading(2, "（十）", (text("加快"),), "。", text("新建管网126公里。")),
        Point("一要", text("规划先行。"), text("编制规划。")),
    ]


def test_headings_and_points_that_a_clerk_types() -> None:
    """A number or a mark is known by its looks; points that run on in one paragraph are none."""

    def change(file: WordDocument) -> None:
        first = next(paragraph for paragraph in file.paragraphs if paragraph.text.startswith("一、"))
        first.insert_paragraph_before("三、新的任务", style="heading 1")
        first.insert_paragraph_before("1.5万吨水厂。", style="heading 3")
        first.insert_paragraph_before("三是加强督查。", style="Body Text")
        first.insert_paragraph_before("一是加强督查。二是严格考核。", style="Body Text")

    old, new = FULL.blocks, edited(change).blocks
    start = old.index(Heading(1, "一、", (text("总体要求"),)))
    assert new[start : start + len(new) - len(old)] == (
        Heading(1, "三、", (text("新的任务"),)),
        Heading(3, "", (text("1.5万吨水厂"),), "。"),
        Point("三是", (), text("加强督查。")),
        Paragraph(text("一是加强督查。二是严格考核。")),
    )


ODD = (
    Heading(1, "甲）", (text("总体要求"),), "——"),
    Heading(1, "", (text("一、二、三产业"),)),
    Heading(2, "", (text("（一）线员工"),), "", text("。")),
    Heading(2, "卷一 ", (text("总体要求"),), "……", text("如下。")),
    Point("●", (), text("突出规划。")),
    Point("●", text("突出规划。"), text("编制规划。")),
    Point("一是", (), text("规划，二是笔误。")),
    Paragraph(text("首先要说明的是，")),
    Paragraph(text("编制规划。"), text("一是一，")),
)


def test_odd_numbers_and_words_that_look_like_numbers() -> None:
    """What would be mistaken for something else wears a style that says what it is, and looks the same."""
    document = Document(ODD, Properties(""))
    data = writing.write(document, GBT9704)
    assert reading.read(data).blocks == ODD
    assert set(re.findall(r'rStyle w:val="(\w+?)(?:Char)?"', members(data)[BODY].decode())) == {
        *("Mark", "Words", "Heading2", "Heading2Mark", "Heading2Words", "Lead", "LeadMark", "LeadWords")
    }


def test_ordinary_documents_need_no_such_styles() -> None:
    """Each change of style costs LibreOffice a part of a character's width, and a full line its last character."""
    data = [writing.write(each, GBT9704) for each in (FULL, *map(drafter.draft, EXAMPLES))]
    found = {style for each in data for style in re.findall(r'rStyle w:val="(\w+)"', members(each)[BODY].decode())}
    assert [style for style in found if style.endswith(("Mark", "Words"))] == []


def test_a_paragraph_and_a_row_more() -> None:
    """New paragraphs are body text; a new row is a row; blank lines are nothing."""

    def change(file: WordDocument) -> None:
        first = next(paragraph for paragraph in file.paragraphs if paragraph.text.startswith("一、"))
        first.insert_paragraph_before("新的一段。", style="Body Text")
        first.insert_paragraph_before("", style="Body Text")
        first.insert_paragraph_before("")
        row = file.tables[0].add_row()  # type: ignore[no-untyped-call]
        for cell, words in zip(row.cells, ("4", "节水", "5", "2027年8月"), strict=True):
            cell.text = words

    found = edited(change).blocks
    assert Paragraph(text("新的一段。")) in found
    assert len(found) == len(FULL.blocks) + 1
    (table,) = (block for block in found if isinstance(block, Table) and block.caption)
    assert table.rows == (*TASKS.rows, tuple(map(text, ("4", "节水", "5", "2027年8月"))))
    assert table.columns == TASKS.columns


def test_a_signer_typed_anew() -> None:
    """Names that lost their style are told by the label before them; an emptied letterhead is none."""

    def change(file: WordDocument) -> None:
        for run in (run for each in file.paragraphs for run in each.runs if run.style.name == "签发人"):
            run.style = None

    def empty(file: WordDocument) -> None:
        lines = takewhile(lambda each: str(each.style and each.style.name) != "Title", file.paragraphs)
        for run in (run for each in lines for run in each.runs):
            run.text = ""

    head = Letterhead((text("青岚县水务局文件"),), text("3号"), tuple(map(text, ("张三", "李四丁", "王五"))))
    document = Document((head, *PLAN), Properties(""))
    assert edited(change, document) == document
    assert edited(empty, document).blocks == PLAN


def test_line_breaks_by_hand() -> None:
    """In body text each line is a paragraph; elsewhere lines are joined, Western words with a blank."""

    def change(file: WordDocument) -> None:
        for paragraph in file.paragraphs:
            for run in paragraph.runs:
                if run.text in ("现印发给你们。", "重点任务分解表", "局机关各科室："):
                    run.text = run.text[:2] + "\n" + run.text[2:]
        file.tables[0].cell(1, 1).text = "Word\n2027 版\n供水"

    found = edited(change)
    assert found.blocks[2:5] == (
        Salutation(text("局机关各科室：")),
        Paragraph(text("现印"), text("经局党组研究同意。")),
        Paragraph(text("发给你们。")),
    )
    assert Attachment(1, text("重点任务分解表"), landscape=True) in found.blocks
    assert "Word 2027 版供水" in [plain(each) for each in texts(found)]


def test_page_breaks_are_no_line_breaks() -> None:
    """A page break in a paragraph leaves its text alone."""

    def change(file: WordDocument) -> None:
        next(each for each in file.paragraphs if each.text.startswith("经局")).add_run().add_break(WD_BREAK.PAGE)

    assert edited(change) == FULL


TRACKED = (
    "<w:p><w:r><w:t>甲</w:t></w:r><w:ins w:id='1' w:author='a'><w:r><w:t>乙</w:t></w:r></w:ins>"
    "<w:del w:id='2' w:author='a'><w:r><w:delText>丙</w:delText></w:r></w:del>"
    "<w:moveFrom w:id='3' w:author='a'><w:r><w:t>丁</w:t></w:r></w:moveFrom>"
    "<w:moveTo w:id='4' w:author='a'><w:r><w:t>戊</w:t></w:r></w:moveTo></w:p>"
)
FIELD = (
    "<w:p><w:r><w:t>见</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
    "<w:r><w:instrText> REF 表 </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    "<w:r><w:t>表1</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
)
CONTROL = (
    "<w:sdt><w:sdtContent><w:p><w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>"
    "<w:hyperlink w:anchor='x'><w:r><w:t>里的字</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (TRACKED, "甲乙戊"),
        (FIELD, "见表1"),
        (CONTROL, "控件里的字"),
        (
            "<w:p><w:r><w:t>甲\n乙</w:t><w:noBreakHyphen/><w:t>丙</w:t><w:tab/><w:t>丁</w:t></w:r></w:p>",
            "甲 乙\u2011丙\t丁",
        ),
        ("<w:p><w:pPr><w:pStyle w:val='Nobody'/></w:pPr><w:r><w:t>某段</w:t></w:r></w:p>", "某段"),
        ("<w:p><w:pPr><w:pStyle w:val='Caption'/></w:pPr><w:r><w:t>无表</w:t></w:r></w:p>", "无表"),
        ("<w:p><w:pPr><w:pStyle w:val='PictureCaption'/></w:pPr><w:r><w:t>无图</w:t></w:r></w:p>", "无图"),
        ("<w:p><w:pPr><w:pStyle w:val='Status'/></w:pPr><w:r><w:t>（无题）</w:t></w:r></w:p>", "（无题）"),
    ],
    ids=["tracked", "field", "control", "signs", "style", "caption", "picture caption", "status"],
)
def test_what_a_writer_of_ours_never_makes(body: str, words: str) -> None:
    """Changes count as accepted, fields as what they show; what is no role of ours is a paragraph."""
    assert blocks_in(body) == (Paragraph(text(words)),)


def cells(*rows: str) -> str:
    """A table of cells, given as XML."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(words: str, properties: str = "") -> str:
    """A cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"


def test_tables_of_any_shape() -> None:
    """Each row gets as many cells as the widest; a wide cell is followed by blank ones; deleted rows are gone."""
    wide = '<w:gridSpan w:val="2"/>'
    deleted = '<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>' + cell("无")
    found = blocks_in(cells(cell("甲", wide) + cell("乙"), cell("丙"), deleted, cell("丁", "<w:vMerge/>")))
    columns = (Column(text("甲"), merge=True), Column(()), Column(text("乙")))
    assert found == (Table(columns, ((text("丙"), (), ()), (text("丙"), (), ()))),)
    assert blocks_in("<w:tbl><w:tr/></w:tbl>") == ()


def test_pictures_that_cannot_be_shown_are_left_out() -> None:
    """One of another format, one that is linked, one whose part is missing: the text stays."""
    parts = members(writing.write(FULL, GBT9704))
    rels = "word/_rels/document.xml.rels"
    linked = parts[rels].decode().replace('Target="media/image1.png"', 'Target="http://a.b/c" TargetMode="External"')
    for other in (
        {**parts, "word/media/image1.png": b"GIF89a"},
        {**parts, rels: linked.encode()},
        {name: content for name, content in parts.items() if "media" not in name},
    ):
        found = reading.read(zipped(other)).blocks
        assert [block for block in found if isinstance(block, Picture)] == []
        assert Paragraph(text("位置图")) in found


# ---- what is refused ------------------------------------------------------------------------------------------------

MORE = 1 + reading.MOST_PARAGRAPHS


def noisy(body: str) -> bytes:
    """A package whose body is this; something that does not deflate keeps its ratio low."""
    noise = b"".join(struct.pack(">Q", number * 0x9E3779B97F4A7C15 % 2**64) for number in range(200_000))
    parts = members(changed(BODY, swap("<w:body>.*</w:body>", f"<w:body>{body}</w:body>")))
    return zipped({**parts, "word/media/noise.png": noise})


def locked() -> bytes:
    """A ZIP file whose members have a password."""
    data = bytearray(writing.write(FULL, GBT9704))
    for start in (found.start() for found in re.finditer(b"PK\1\2", bytes(data))):
        data[start + 8] |= 1
    return bytes(data)


def without(name: str) -> bytes:
    """The package without a part."""
    return zipped({each: content for each, content in members(writing.write(FULL, GBT9704)).items() if each != name})


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
ENTITY = '<!DOCTYPE a [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "R601 这份文件读不了：它不是 .docx，或者已经损坏"),
    "text": ("工作计划".encode, "R601 这份文件读不了：它不是 .docx"),
    "an old .doc": (lambda: OLE, "R601 这份文件读不了：它是旧的 .doc"),
    "half a file": (lambda: writing.write(FULL, GBT9704)[:3000], "R601 "),
    "another package": (lambda: zipped({"mimetype": b"application/epub+zip"}), "R601 这份文件读不了：它不是 .docx"),
    "a workbook": (
        lambda: changed("[Content_Types].xml", swap("wordprocessingml.document.main", "spreadsheetml.sheet.main")),
        "R601 这份文件读不了：它不是 Word 文档",
    ),
    "strict": (
        lambda: changed(BODY, swap("http://schemas.openxmlformats.org/w", "http://purl.oclc.org/ooxml/w", 1)),
        "R601 这份文件读不了：它是“严格的 Open XML 文档”",
    ),
    "no types": (lambda: without("[Content_Types].xml"), "R601 "),
    "no body part": (lambda: without(BODY), "R601 "),
    "no body": (lambda: changed(BODY, swap("<w:body>.*</w:body>", "")), "R601 这份文件读不了：它已经损坏"),
    "no XML": (lambda: changed(BODY, swap("</w:p>", "", 1)), "R601 这份文件读不了：它已经损坏"),
    "LZMA": (lambda: zipped(members(writing.write(FULL, GBT9704)), zipfile.ZIP_LZMA), "R601 "),
    "encrypted": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "R602 文件加了密码"),
    "a zip with a password": (locked, "R602 文件加了密码"),
    "huge": (lambda: bytes(reading.LIMITS.file + 1), "R603 文件有50 MB"),
    "a bomb": (lambda: zipped({"a.xml": bytes(reading.LIMITS.unpacked + 1)}), "R603 文件解开有200 MB"),
    "a bomb of high ratio": (lambda: zipped({"a.xml": bytes(9_000_000)}), "R603 文件解开以后是原来的"),
    "many parts": (
        lambda: zipped({str(number): b"" for number in range(reading.LIMITS.members + 1)}),
        "R603 文件里有3001个部件",
    ),
    "many paragraphs": (lambda: noisy("<w:p/>" * MORE), "R603 文件里有超过200000个段落"),
    "many elements": (lambda: noisy("<w:r/>" * 2_000_000), "R603 文件里的内容太多"),
    "many columns": (lambda: noisy(cells(cell("") * 501)), "R603 文件里有超过500栏的表格"),
    "wide cells": (
        lambda: noisy(cells(*[cell("", '<w:gridSpan w:val="400"/>')] * 501)),
        "R603 文件里有超过200000个单元格的表格",
    ),
    "entities": (
        lambda: changed(BODY, swap("<w:document", f"{ENTITY}<w:document")),
        "R604 文件的 word/document.xml 里有实体声明",
    ),
    "entities in UTF-16": (
        lambda: zipped(
            {**members(writing.write(FULL, GBT9704)), "docProps/core.xml": f"{ENTITY}<a>&a;</a>".encode("utf-16")}
        ),
        "R604 文件的 docProps/core.xml 里有实体声明",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_document_of_word_is_refused(case: str, tmp_path: Path) -> None:
    """One error that names the file, in words for a clerk."""
    make, said = REFUSED[case]
    (tmp_path / "去年.docx").write_bytes(make())
    with pytest.raises(DraftError) as raised:
        drafter.read(tmp_path / "去年.docx")
    assert str(raised.value).startswith(f"{tmp_path / '去年.docx'}:1:1: 错误 {said}")
    assert len(raised.value.problems) == 1


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_a_document_or_a_problem(data: st.DataObject) -> None:
    """Whatever bytes are changed, in the package or in one of its parts, nothing else is raised."""
    package = writing.write(FULL, GBT9704)
    parts = members(package)
    name = data.draw(st.sampled_from(["", BODY, BODY, STYLES, "docProps/core.xml", "word/_rels/document.xml.rels"]))
    damaged = bytearray(parts.get(name, package))
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.sampled_from(b'\0 <>/"=:1aw\xff'))
    with suppress(DraftError):
        assert reading.read(zipped({**parts, name: bytes(damaged)}) if name else bytes(damaged))


def test_reading_by_path(tmp_path: Path) -> None:
    """As text or as a path; what is not there, and what no reader knows, is the caller's mistake."""
    file = tmp_path / "plan.DOCX"
    file.write_bytes(writing.write(FULL, GBT9704))
    assert drafter.read(file) == drafter.read(str(file)) == FULL
    with pytest.raises(FileNotFoundError, match="没有“"):
        drafter.read(tmp_path / "nowhere.docx")
    with pytest.raises(ValueError, match=r"\.pdf"):
        drafter.read(file.rename(tmp_path / "plan.pdf"))
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(DraftError, match="R605 文件读不出来"):
        drafter.read(tmp_path / "folder.docx")


def test_readers_are_loaded_when_first_used() -> None:
    """The table of formats costs nothing; whoever only writes never loads lxml."""
    assert [format_for_suffix(suffix.upper()) for form in READERS.values() for suffix in form.suffixes]
    assert format_for_suffix(".odt") is None
    with pytest.raises(KeyError):
        reader("odt")
    code = "import sys, drafter.pipeline; print({'lxml', 'zipfile', 'drafter.readers.docx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["set()"]


def jpeg(*segments: bytes) -> bytes:
    """A JPEG file of these segments, each its marker and its content."""
    made = (bytes((0xFF, segment[0])) + struct.pack(">H", len(segment) + 1) + segment[1:] for segment in segments)
    return b"\xff\xd8" + b"".join(made)


FRAME = b"\xc0" + struct.pack(">BHHB", 8, 30, 40, 3)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (png(40, 30), (40, 30)),
        (jpeg(b"\xe0JFIF\0", b"\xc4huffman", FRAME), (40, 30)),
        (b"\xff\xd8\xff\xff" + jpeg(FRAME)[2:], (40, 30)),
        (png(40, 30)[:20], "是坏的"),
        (jpeg(b"\xe0JFIF\0"), "是坏的"),
        (jpeg(b"\xda", FRAME), "是坏的"),
        (jpeg(*[b"\xe0"] * 10_000, FRAME), "是坏的"),
        (b"\xff\xd8" + b"\xff" * 1_000_000, "是坏的"),
        (jpeg(b"\xc0" + struct.pack(">BHHB", 8, 0, 40, 3)), "边长"),
        (b"GIF89a", "不是 PNG 或 JPEG"),
    ],
)
def test_pictures_are_measured_by_their_headers(content: bytes, size: tuple[int, int] | str) -> None:
    """PNG and JPEG, with whatever stands before the frame; a broken or endless one is refused."""
    if isinstance(size, str):
        with pytest.raises(PictureError, match=size):
            measured(content)
    else:
        assert measured(content)[2:] == size
