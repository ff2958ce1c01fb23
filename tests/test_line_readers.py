"""Lines of other people's files: what is printed is read, whoever wrote it; what is no sound file is refused."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import tracemalloc
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import drafter
from drafter import office, pipeline, reading
from drafter.document import Table, plain
from drafter.lines import Stretch
from drafter.numbering import chinese
from drafter.outline import Outline, outline
from drafter.outline.document import outline_document
from drafter.problems import DraftError
from drafter.readers import line_format_for_suffix, line_reader, lines_docx, lines_markdown, lines_text
from drafter.readers.docx_number_formats import formatted
from tests.libreoffice import converted, with_libreoffice
from tests.outlines import CASES
from tests.packages import zipped
from tests.word_files import numbering, paragraph, word_file

ROOT = Path(__file__).parent.parent


def texts(data: bytes) -> list[str]:
    """The lines of a .docx."""
    return [line.text for line in lines_docx.read(data)]


def alike(first: Outline, second: Outline) -> None:
    """Both outlines say the same of the same text."""
    said = [[(line.text, line.role, line.number, line.head) for line in each.lines] for each in (first, second)]
    assert said[0] == said[1]


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


# ---- one text, many files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_word_file_of_the_same_text_has_the_same_outline(case: Path) -> None:
    """A .txt and a .docx without any style, a paragraph a line, are understood alike."""
    made = docx.Document()
    for line in lines_text.read(case.read_bytes()):
        made.add_paragraph(line.text)
    file = io.BytesIO()
    made.save(file)
    alike(outline(lines_docx.read(file.getvalue())), outline(lines_text.read(case.read_bytes())))


@pytest.mark.parametrize("example", ["annual-work-plan", "mechanism-experience"])
def test_our_own_files_have_one_outline_in_every_format(example: str) -> None:
    """What we export as .docx, .md and .txt is understood alike, with every heading at its level."""
    document = drafter.draft(ROOT / "examples" / example)
    found = {
        name: outline(line_reader(line.name)(pipeline.render(document, name)))
        for name, line in ((name, line_format_for_suffix(pipeline.SUFFIXES[name][0])) for name in ("docx", "text"))
        if line
    }
    alike(found["docx"], found["text"])
    markdown = outline(lines_markdown.read(pipeline.render(document, "markdown")))
    kept = [(line.role, line.number, line.head) for line in markdown.lines if line.role != "noise"]
    assert kept == [(line.role, line.number, line.head) for line in found["docx"].lines]


@with_libreoffice
@pytest.mark.parametrize("suffix", ["docx", "doc"])
def test_libreoffices_files_have_the_same_outline(tmp_path: Path, suffix: str) -> None:
    """A file that LibreOffice saved again, in the new format or the old one, is understood as before."""
    document = drafter.draft(ROOT / "examples" / "annual-work-plan")
    source = tmp_path / "plan.docx"
    source.write_bytes(pipeline.render(document, "docx"))
    alike(reading.outline(converted(source, suffix, tmp_path / "saved")), reading.outline(source))


def test_automatic_numbers_are_read_as_printed() -> None:
    """A document that Word numbers has the outline of the same text with typed numbers."""
    body = "坚持统筹推进，落实各项措施，全年完成投资1.2亿元，群众满意度达到95%以上。"
    typed = [
        "2027年工作计划",
        "一、总体要求",
        body,
        "二、工作重点",
        f"（一）建好水厂。{body}",
        f"（二）改造管网。{body}",
        "三、保障措施",
        body,
    ]
    scheme = numbering(("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"))
    counted = [
        paragraph("2027年工作计划"),
        paragraph("总体要求", list_id=1),
        paragraph(body),
        paragraph("工作重点", list_id=1),
        paragraph(f"建好水厂。{body}", list_id=1, level=1),
        paragraph(f"改造管网。{body}", list_id=1, level=1),
        paragraph("保障措施", list_id=1),
        paragraph(body),
    ]
    found = lines_docx.read(word_file("".join(counted), numbering=scheme))
    assert [line.text for line in found] == typed
    alike(outline(found), outline(lines_text.read("\n".join(typed).encode())))


# ---- automatic numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format_", "numbers", "wanted"),
    [
        ("decimal", (1, 12), ["1", "12"]),
        ("decimalZero", (1, 12), ["01", "12"]),
        ("decimalFullWidth", (12,), ["１２"]),
        ("decimalEnclosedCircle", (1, 20, 51), ["①", "⑳", "51"]),
        ("decimalEnclosedCircleChinese", (3,), ["③"]),
        ("decimalEnclosedParen", (2,), ["⑵"]),
        ("decimalEnclosedFullstop", (2,), ["⒉"]),
        ("chineseCounting", (1, 10, 11, 20, 99), ["一", "十", "十一", "二十", "九十九"]),
        ("chineseCountingThousand", (1, 10, 21, 105), ["一", "十", "二十一", "一百零五"]),
        ("japaneseCounting", (10, 32), ["十", "三十二"]),
        ("chineseLegalSimplified", (1, 12), ["壹", "拾贰"]),
        ("ideographDigital", (1, 10), ["一", "一〇"]),
        ("ideographTraditional", (1, 10, 11), ["甲", "癸", "甲"]),
        ("ideographZodiac", (1, 12), ["子", "亥"]),
        ("upperLetter", (1, 26, 27), ["A", "Z", "AA"]),
        ("lowerLetter", (2, 28), ["b", "bb"]),
        ("upperRoman", (4, 1999), ["IV", "MCMXCIX"]),
        ("lowerRoman", (9,), ["ix"]),
        ("hebrew1", (3,), ["3"]),
    ],
)
def test_number_formats(format_: str, numbers: tuple[int, ...], wanted: list[str]) -> None:
    """Numbers are printed as Word prints that format, and in digits where a format does not reach so far."""
    assert [formatted(number, format_) for number in numbers] == wanted


@given(st.integers(0, 9999))
def test_counting_in_chinese(number: int) -> None:
    """Word's counting by thousands is the counting of our own headings."""
    assert formatted(number, "chineseCountingThousand") == chinese(number)


def test_levels_in_one_number() -> None:
    """A deeper level prints the ones above it and starts anew below them."""
    scheme = numbering(("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))
    body = [paragraph("甲", list_id=1, level=level) for level in (0, 1, 1, 2, 0, 1)]
    assert texts(word_file("".join(body), numbering=scheme)) == [
        "1 甲",
        "1.1 甲",
        "1.2 甲",
        "1.2.1 甲",
        "2 甲",
        "2.1 甲",
    ]


def test_a_list_goes_on_or_starts_anew() -> None:
    """Two lists of one definition go on from each other, unless one says where it starts."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = "".join(
        f'<w:num w:numId="{id_}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for id_, more in ((1, ""), (2, ""), (3, override))
    )
    body = [paragraph("甲", list_id=id_) for id_ in (1, 1, 2, 3, 3)]
    found = texts(word_file("".join(body), numbering=numbering(("decimal", "%1."), nums=nums)))
    assert found == ["1.甲", "2.甲", "3.甲", "1.甲", "2.甲"]


def test_a_level_that_never_starts_anew() -> None:
    """lvlRestart 0 lets numbers run on through the document, as offices like for （一）."""
    scheme = numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）")).replace(
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>',
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlRestart w:val="0"/>',
    )
    body = [paragraph("甲", list_id=1, level=level) for level in (0, 1, 1, 0, 1)]
    assert texts(word_file("".join(body), numbering=scheme)) == ["一、甲", "（一）甲", "（二）甲", "二、甲", "（三）甲"]


def test_a_style_brings_its_number() -> None:
    """Headings whose style is linked to a level of a list are numbered without a word in the paragraph."""
    scheme = numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="h{level}"><w:name w:val="heading {level + 1}"/><w:pPr><w:numPr>'
        f'<w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for level in (0, 1)
    )
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = paragraph("供水", style="h0") + paragraph("水厂", style="h1") + paragraph("无号", style="h1", more=off)
    found = lines_docx.read(word_file(body, styles=styles, numbering=scheme))
    assert [(line.text, line.level) for line in found] == [("一、供水", 1), ("（一）水厂", 2), ("无号", 2)]


def test_bullets_of_symbol_fonts() -> None:
    """A bullet from the private area of Wingdings is a bullet everywhere."""
    assert texts(word_file(paragraph("甲", list_id=1), numbering=numbering(("bullet", "\uf06c")))) == ["• 甲"]


# ---- what is printed of a Word file ----------------------------------------------------------------------------------


def test_tracked_changes_count_as_accepted() -> None:
    """Inserted and moved text is there, deleted text is not; a paragraph whose end was deleted goes on in the next."""
    body = (
        f"<w:p>{run('新建水厂')}<w:ins>{run('2座')}</w:ins><w:del><w:r><w:delText>3座</w:delText></w:r></w:del></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('改造')}</w:p><w:p>{run('管网')}</w:p>"
        f"<w:p><w:moveFrom>{run('旧处')}</w:moveFrom><w:moveTo>{run('新处')}</w:moveTo></w:p>"
    )
    assert texts(word_file(body)) == ["新建水厂2座", "改造管网", "新处"]


def test_fields_show_their_results() -> None:
    """The code of a field is not text, nor what stands in it; its result is."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = mark("begin") + "<w:r><w:instrText>INNER</w:instrText></w:r>" + mark("separate") + run("5") + mark("end")
    code = f"<w:r><w:instrText>PAGEREF</w:instrText></w:r>{inner}"
    body = f"<w:p>{run('第')}{mark('begin')}{code}{mark('separate')}{run('12')}{mark('end')}{run('页')}</w:p>"
    simple = f'<w:p><w:fldSimple w:instr="DATE">{run("2027年1月8日")}</w:fldSimple></w:p>'
    assert texts(word_file(body + simple)) == ["第12页", "2027年1月8日"]


def test_hidden_text_and_notes_are_no_lines() -> None:
    """Hidden text, comments and references to notes print nothing; a line break parts lines."""
    shown = run("不藏", '<w:vanish w:val="0"/>')
    body = (
        f"<w:p>{run('可见')}{run('隐藏', '<w:vanish/>')}{shown}"
        '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        f"<w:p>{run('青岚县水务局')}<w:r><w:br/></w:r>{run('2027年工作计划')}</w:p>"
    )
    assert texts(word_file(body)) == ["可见不藏", "青岚县水务局", "2027年工作计划"]


def test_text_boxes_once() -> None:
    """A text box that stands there for new and old programs is read once, behind its paragraph."""
    box = f"<w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    old = f"<w:pict><v:textbox>{box.replace('框内', '旧框')}</v:textbox></w:pict>"
    assert texts(word_file(f"<w:p>{run('正文')}<w:r>{both}</w:r><w:r>{old}</w:r></w:p>")) == ["正文", "框内", "旧框"]


def table(*rows: tuple[str, ...]) -> str:
    """A table, a paragraph in each cell, several where the text has line feeds."""
    cells = (
        "".join("<w:tc>" + "".join(f"<w:p>{run(each)}</w:p>" for each in cell.split("\n")) + "</w:tc>" for cell in row)
        for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_tables_row_by_row() -> None:
    """A row is a line, its cells split by tab; numbers in it are no headings."""
    found = lines_docx.read(word_file(paragraph("计划") + table(("序号", "任务"), ("一、", "供水\n治水"))))
    assert [(line.text, line.row) for line in found] == [("计划", 0), ("序号\t任务", 1), ("一、\t供水 治水", 1)]
    assert [line.role for line in outline(found).lines][1:] == ["paragraph", "paragraph"]


def test_merged_and_blank_cells_keep_their_columns() -> None:
    """A cell that goes on from the one above says the same; a row's text leaves the blank cells at its ends out."""
    begins, goes_on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    rows = table(("单位", "任务", "数量"), ("甲局", "供水", "1"), ("", "治水", "2"), ("", "合计", "")).split("<w:tr>")
    shapes = ("", "", begins, goes_on, "")
    shaped = [row.replace("<w:tc>", f"<w:tc>{shape}", 1) for row, shape in zip(rows, shapes, strict=True)]
    found = lines_docx.read(word_file("<w:tr>".join(shaped)))
    assert [(line.text, line.cells) for line in found[1:]] == [
        ("甲局\t供水\t1", ("甲局", "供水", "1")),
        ("甲局\t治水\t2", ("甲局", "治水", "2")),
        ("合计", ("", "合计", "")),
    ]
    assert found[2].stretches[0] == Stretch(0, 4, 1)
    (made,) = outline_document(outline(found)).blocks
    assert isinstance(made, Table)
    assert [tuple(map(plain, row)) for row in made.rows] == [line.cells for line in found[1:]]


def test_tables_of_a_text_file() -> None:
    """Two or more lines whose cells are parted by tabs are a table; one alone, or a list of contents, is none."""
    found = outline(lines_text.read("计划\n\n任务\t时限\n供水\t6月\n\n正文。\n联系人：甲\t电话：乙\n".encode()))
    assert [line.row for line in found.lines] == [0, 1, 1, 0, 0]


def test_tables_that_lay_out_text() -> None:
    """A document inside a table's cell is read as the document it is."""
    heads = ("一、总体要求", "二、工作重点", "三、保障措施")
    inside = "\n".join(f"{head}\n坚持统筹推进，落实各项措施，提高供水保障能力。" for head in heads)
    found = outline(lines_docx.read(word_file(paragraph("2027年工作计划") + table(("内容", inside)))))
    assert [line.role for line in found.lines].count("heading1") == 3


def test_styles_by_their_names() -> None:
    """Title, headings and contents are known by their styles' names and by the styles these are based on."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="我的标题"/><w:basedOn w:val="a1"/>'
        '<w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="Title"/></w:style>'
    )
    body = "".join(paragraph("甲", style=f"a{place}") for place in (1, 2, 3, 4))
    found = lines_docx.read(word_file(body, styles=styles))
    assert [(line.level, line.align, line.bold, line.style) for line in found] == [
        (2, "", True, ""),
        (1, "center", True, ""),
        (0, "", False, "contents"),
        (0, "", False, "title"),
    ]


def test_paragraphs_are_counted_as_in_the_file() -> None:
    """A line's number is that of its paragraph, blank ones counted."""
    found = lines_docx.read(word_file(paragraph("甲") + paragraph("") + paragraph("乙")))
    assert [line.number for line in found] == [1, 3]


# ---- what is refused -------------------------------------------------------------------------------------------------


def refused(data: bytes) -> str:
    """The code of the problem for which a .docx is not opened."""
    with pytest.raises(DraftError) as told:
        lines_docx.read(data)
    return told.value.problems[0].code


_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "R601"),
        (b"PK\x03\x04 cut off", "R601"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "R601"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "R602"),
        (zipped({"a.xml": bytes(9_000_000)}), "R603"),
        (word_file(paragraph("甲"), parts={"word/extra.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "R604"),
        (word_file(paragraph("甲"), parts={"word/vbaProject.bin": b"macros"}), "R607"),
        (word_file(paragraph("甲"), kind=_MACROS), "R607"),
        (word_file('<w:altChunk r:id="r1"/>' + paragraph("甲")), "R601"),
        (word_file("<w:p/>" * 200_001), "R603"),
        (word_file(paragraph("甲")).replace(b"word/document.xml", b"word/documemt.xml"), "R601"),
    ],
    ids=["empty", "cut", "doc", "locked", "bomb", "entities", "macros", "docm", "elsewhere", "paragraphs", "no text"],
)
def test_no_sound_word_file(data: bytes, code: str) -> None:
    """Broken, locked, oversized and dangerous files are refused, each with its own problem."""
    assert refused(data) == code


def test_a_bomb_takes_no_room() -> None:
    """What would unfold to gigabytes is refused before it has."""
    bomb = bytearray(zipped({"word/document.xml": bytes(30_000_000)}))
    place = bomb.rindex(b"PK\1\2")
    bomb[place + 24 : place + 28] = struct.pack("<I", 1000)  # it lies about its size, too
    tracemalloc.start()
    assert refused(bytes(bomb)) in ("R601", "R603")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    """A picture, a template or a link somewhere else is neither fetched nor in the way."""
    target = (tmp_path / "secret.txt").as_uri()
    link = f'<w:p><w:hyperlink r:id="r9">{run("网址")}</w:hyperlink></w:p>'
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    data = word_file(link, parts={"word/_rels/settings.xml.rels": rels.encode()})
    assert texts(data) == ["网址"]


def test_styles_that_are_based_on_each_other() -> None:
    """A circle of styles, and numbers out of all bounds, are no trap."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{own}"/><w:basedOn w:val="{base}"/></w:style>'
        for own, base in (("a", "b"), ("b", "a"))
    )
    scheme = numbering(("upperRoman", "%1."), ("decimal", "%9%2")).replace(
        'w:start w:val="1"', 'w:start w:val="999999999"'
    )
    body = (
        paragraph("甲", style="a", list_id=1)
        + paragraph("乙", list_id=1, level=1)
        + paragraph("丙", list_id=1, level=77)
    )
    assert texts(word_file(body, styles=styles, numbering=scheme)) == ["1000000.甲", "01000000 乙", "丙"]


def test_an_old_doc_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can convert it, an old .doc says what to do instead."""
    monkeypatch.setenv(office.PROGRAM, str(tmp_path / "absent"))
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(DraftError) as told:
        reading.outline(tmp_path / "旧.doc")
    assert told.value.problems[0].code == "R608"
    assert "另存为" in str(told.value)


# ---- plain text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_encodings(encoding: str) -> None:
    """Whatever Chinese Windows ever saved a text in is read."""
    text = "青岚县水务局2027年工作计划\r\n\r\n　　一、总体要求\r\n“稳”字当头，投入１.２亿元。"
    found = lines_text.read(text.encode(encoding))
    assert [(line.text, line.number, line.indent) for line in found] == [
        ("青岚县水务局2027年工作计划", 1, 0),
        ("一、总体要求", 3, 4),
        ("“稳”字当头，投入１.２亿元。", 4, 0),
    ]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", "計劃".encode("big5") + b"\xff", b"\xff\xfea"])
def test_what_is_no_text(data: bytes) -> None:
    """Bytes in no encoding that offices use are refused with a way out."""
    with pytest.raises(DraftError) as told:
        lines_text.read(data)
    assert told.value.problems[0].code == "R606"


@pytest.mark.parametrize("data", [b"a" * 21_000_000, b"a\n" * 200_001], ids=["bytes", "lines"])
def test_texts_of_absurd_size(data: bytes) -> None:
    """What is longer than any document is refused before anything is made of it."""
    with pytest.raises(DraftError) as told:
        lines_text.read(data)
    assert told.value.problems[0].code == "R603"


@given(st.text())
def test_every_line_of_a_text_is_read(text: str) -> None:
    """Every line that is not blank is there, without the blanks around it."""
    try:
        found = lines_text.read(text.encode("utf-8", "ignore"))
    except DraftError:
        return
    told = text.encode("utf-8", "ignore").decode().removeprefix("\ufeff")
    assert [line.text for line in found] == [line.strip() for line in told.splitlines() if line.strip()]


# ---- Markdown --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("## 一、总体要求 ##", "一、总体要求"),
        ("##一、总体要求", "一、总体要求"),
        ("**（一）建好水厂**。新建2座。", "（一）建好水厂。新建2座。"),
        ("*强调*和“_强调_”，`a*b`，snake_case_name", "强调和“强调”，a*b，snake_case_name"),
        (r"1\. 不是列表，\*不是强调\*，\# 不是标题", "1. 不是列表，*不是强调*，# 不是标题"),
        ("[通知](http://example.com)和![图](a.png)", "通知和图"),
        ("&ldquo;稳&rdquo;字当头&nbsp;&amp;", "“稳”字当头 &"),
        ("* 列表项", "- 列表项"),
        ("1. 建库", "1. 建库"),
        ("> 引文", "引文"),
        ("> > 增长 > 5%，a>b", "增长 > 5%，a>b"),
        ("~~删去~~保留", "删去保留"),
        ("a * b * c", "a * b * c"),
        ("*", "*"),
    ],
)
def test_markdown_is_read_as_printed(source: str, wanted: str) -> None:
    """What Markdown prints is the line."""
    assert [line.text for line in lines_markdown.read(source.encode())] == [wanted]


def test_markdown_headings_and_tables() -> None:
    """Headings have their levels, rows of a table their number; lines that print nothing stand as they are."""
    source = "计划\n====\n\n## 一、供水\n\n| 任务 | 时限 |\n|---|---|\n| 建厂 | 6\\|7月 |\n\n```\n# 原样\n```\n"
    found = [(line.text, line.level, line.row) for line in lines_markdown.read(source.encode())]
    assert found == [
        *(("计划", 1, 0), ("====", 0, 0), ("一、供水", 2, 0), ("任务\t时限", 0, 1), ("|---|---|", 0, 0)),
        *(("建厂\t6|7月", 0, 1), ("```", 0, 0), ("# 原样", 0, 0), ("```", 0, 0)),
    ]


@given(st.lists(st.text(alphabet="*_`~[]()!\\<>&;#|-=1. 甲乙\ue000\ue001", max_size=20), max_size=8))
def test_every_line_of_markdown_is_read(lines: list[str]) -> None:
    """However odd its signs, each line that is not blank is a line, and none is empty."""
    found = lines_markdown.read("\n".join(lines).encode())
    assert [line.number for line in found] == [place for place, line in enumerate(lines, 1) if line.strip()]
    assert all(line.text for line in found)


def test_the_command_needs_no_more_than_it_uses() -> None:
    """Reading a text does not load what only Word files need."""
    code = "import sys; from drafter import outline, readers; readers.line_reader('text'); print('lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
