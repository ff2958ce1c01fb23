"""Writers: what a document becomes as Word, as Markdown and as plain text."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.table import Table as WordTable
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from drafter.document import (
    Attachment,
    AttachmentList,
    Block,
    Column,
    Date,
    Document,
    Heading,
    Note,
    Paragraph,
    Point,
    Properties,
    Run,
    Salutation,
    Signature,
    Table,
    Text,
    Title,
    paragraphs,
    plain,
)
from drafter.layout import GBT9704
from drafter.writers import WRITERS, format_for_suffix, writer
from drafter.writers import docx as word
from drafter.writers.docx_package import member, pack
from drafter.writers.docx_parts import fixed_parts
from drafter.writers.docx_table import shares
from tests.packages import members

NUMBER_COLUMNS = (Column((Run("序号"),), "serial"), Column((Run("任务"),)), Column((Run("数量"),), "number"))


def text(*pieces: str) -> Text:
    """A text with one run for each piece."""
    return tuple(Run(piece) for piece in pieces)


def document(*blocks: Block, title: str = "计划") -> Document:
    """A document of these blocks."""
    return Document(blocks, Properties(title))


def tasks(rows: int = 8) -> Table:
    """A table of tasks with a column of long text, one of short text and two of numbers."""
    measure = "新建供水管网126公里，改造老旧管网40公里，完成县城第二水厂主体工程"
    columns = (*NUMBER_COLUMNS, Column(text("措施")), Column(text("牵头单位")))
    return Table(
        columns,
        tuple(tuple(map(text, (str(row), "加快供水工程", "3", measure, "工程建设科"))) for row in range(1, rows + 1)),
        text("任务表"),
    )


PLAN = document(
    Title((text("青岚县水务局"), text("2027年度工作计划"))),
    Salutation(text("局机关各科室、局属各单位：")),
    Paragraph(text("为做好", "2027年", "水务工作，现制定如下计划。")),
    Heading(1, "一、", (text("工作目标"),)),
    Paragraph(text("农村自来水普及率达到95%。"), lead=text("供水更稳。")),
    Heading(1, "", (text("县委统领、党政同责，"), text("确保目标同向"))),
    Heading(2, "（一）", (text("加快供水工程建设"),), "。", text("新建管网126公里。")),
    Point("一是", text("突出规划引领。"), text("编制规划。")),
    Point("二是", (), text("狠抓工程质量。")),
    Heading(3, "1.", (text("建立台账"),)),
    Heading(4, "（1）", (text("每月更新"),), "。", text("由办公室负责。")),
    Note(text("（牵头单位：工程建设科；完成时限：2027年11月底前）")),
    tasks(2),
    Paragraph(text("以上计划，请遵照执行。")),
    AttachmentList((text("重点任务分解表"), text("工程项目清单"))),
    Signature(text("青岚县水务局")),
    Date(text("2027年1月8日")),
    Attachment(1, text("重点任务分解表")),
    tasks(),
    Attachment(2, text("工程项目清单")),
    Paragraph(text("共12项。")),
    title="青岚县水务局2027年度工作计划",
)

# ---------------------------------------------------------------------------------------------------- random documents

NASTY = (
    "&<>\"'",
    "]]>",
    "<w:p/>",
    "&amp;&#10;",
    "𠮷野家",
    "👩‍👩‍👧‍👦",
    "e\u0301 ก็",
    "שלום عليكم",
    "\u202e反转\u202c",
    "\x00\x07\x0b\x0c\x1f\x7f\x85",
    "\ud800",
    "\ufffe\uffff",
    "\u2028",
    "a\tb\r\nc\nd\re",
    "  两端空格  ",
    "\u3000全角\u3000",
    "# 标题",
    "1. 一",
    "- 一",
    "**粗** _斜_ `码` ~~删~~",
    "|a|b|",
    "[x](y) ![z](w) <https://a.b>",
    "\\",
    "$x^2$",
    "---",
    "===",
    "+ a",
    "12) b",
    "{0} {} %s",
    "_x000D_",
)
words = st.one_of(st.sampled_from(NASTY), st.text(max_size=6), st.sampled_from(("落实责任", "95%", "2027年")))
texts = st.lists(words, max_size=3).map(lambda pieces: text(*pieces))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table with as many cells in each row as it has columns."""
    columns = draw(st.lists(st.builds(Column, texts, st.sampled_from(("text", "number", "serial"))), max_size=4))
    row = st.tuples(*[texts for _ in columns])
    return Table(tuple(columns), tuple(draw(st.lists(row, max_size=3))), draw(texts))


lines = st.lists(texts, min_size=1, max_size=2).map(tuple)
blocks = st.one_of(
    st.builds(Title, lines),
    st.builds(Salutation, texts),
    st.builds(Heading, st.integers(1, 4), words, lines, words, texts),
    st.builds(Paragraph, texts, texts),
    st.builds(Point, words, texts, texts),
    st.builds(Note, texts),
    tables(),
    st.builds(AttachmentList, st.lists(texts, min_size=1, max_size=12).map(tuple)),
    st.builds(Signature, texts),
    st.builds(Date, texts),
    st.builds(Attachment, st.one_of(st.none(), st.integers(1, 12)), texts),
)
documents = st.builds(Document, st.lists(blocks, max_size=8).map(tuple), st.builds(Properties, words, words, words))
examples = settings(max_examples=80, deadline=None)

# ------------------------------------------------------------------------------------------------------- reading back


def part(of: Document, name: str = "word/document.xml") -> Any:
    """A part of the document as an element tree."""
    return parse_xml(members(word.write(of, GBT9704))[name])


def body_of(of: Document) -> list[Any]:
    """The paragraphs and tables of the body, without the section's properties."""
    return list(part(of).body)[:-1]


def value(element: Any, path: str, attribute: str = "w:val") -> Any:
    """An attribute of the first descendant on a path, None where either is missing."""
    found = element.find(path, element.nsmap)
    return None if found is None else found.get(qn(attribute))


def styles_and_texts(of: Document) -> list[tuple[str, str]]:
    """Style id and text of every paragraph of the body, tables left out."""
    found = [element for element in body_of(of) if element.tag == qn("w:p")]
    return [(value(element, "w:pPr/w:pStyle"), element.text) for element in found]


def word_lines(data: bytes) -> list[str]:
    """The lines that python-docx reads, a table row with its cells parted by tabs; blank ones left out.

    Where the writer broke a long title, nothing is broken.
    """
    found: list[str] = []
    for item in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(item, WordTable):
            found.extend("\t".join(cell.text for cell in row.cells) for row in item.rows)
        else:
            found.append("".join(text for style, text in runs(item._p) if style != "Wrap"))
    return [line for line in "\n".join(found).split("\n") if line]


ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(characters: str) -> str:
    """What XML 1.0 can hold of a text: one kind of line break, U+FFFD for what it does not know."""
    return ILLEGAL.sub("\ufffd", re.sub("\r\n?", "\n", characters))


def printed_lines(of: Document) -> list[str]:
    """The lines that a document prints, blank ones left out."""
    return [line for _, found in paragraphs(of) for line in legal(plain(found)).split("\n") if line]


# ---------------------------------------------------------------------------------------------------------------- Word


def test_every_format_writes_the_plan() -> None:
    """Each name in the table has a module with a `write`, and a suffix that leads back to it."""
    for name, form in WRITERS.items():
        assert writer(name)(PLAN, GBT9704)
        assert [format_for_suffix(suffix.upper()) for suffix in form.suffixes] == [form] * len(form.suffixes)


def test_unknown_formats() -> None:
    """No writer, no suffix."""
    assert format_for_suffix(".pdf") is None
    with pytest.raises(KeyError):
        writer("pdf")


def test_writers_are_loaded_when_first_used() -> None:
    """The table of formats costs nothing; no writer needs python-docx or lxml."""
    code = (
        "import sys, drafter.writers as w; before = {m for m in sys.modules if m.startswith('drafter.writers.')};"
        "[w.writer(name) for name in w.WRITERS]; print(before, {'docx', 'lxml', 'zipfile'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["set()", "set()"]


def test_python_docx_reads_the_same_text() -> None:
    """Nothing is added, lost or put in another order."""
    assert word_lines(word.write(PLAN, GBT9704)) == printed_lines(PLAN)


@examples
@given(documents)
def test_any_text_survives_the_way_to_word_and_back(of: Document) -> None:
    """Whatever the texts hold, the package is sound, every part is XML, and the text comes back."""
    of = replace(of, blocks=tuple(block for block in of.blocks if not isinstance(block, Table) or block.columns))
    data = word.write(of, GBT9704)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
    for name, content in members(data).items():
        assert parse_xml(content) is not None, name
    assert word_lines(data) == printed_lines(of)


@examples
@given(documents)
def test_no_part_breaks_the_rules_that_word_enforces(of: Document) -> None:
    """Children in the schema's order, no raw tab or line break in w:t, a paragraph at the end of cells and body."""
    root = part(of)
    assert misplaced(root) == []
    assert [found.text for found in root.iter(qn("w:t")) if re.search(r"[\t\n\r]", found.text or "")] == []
    assert [cell for cell in root.iter(qn("w:tc")) if cell[-1].tag != qn("w:p")] == []
    assert list(root.body)[-2].tag == qn("w:p")
    assert (qn("w:tbl"), qn("w:tbl")) not in set(pairwise(element.tag for element in root.body))


@examples
@given(documents)
def test_equal_documents_give_equal_bytes(of: Document) -> None:
    """Nothing depends on the clock, on chance or on what was written before."""
    fixed_parts.cache_clear()
    first = word.write(of, GBT9704)
    word.write(PLAN, GBT9704)
    assert word.write(replace(of), GBT9704._replace()) == first


def test_members_have_one_fixed_date_and_order() -> None:
    """[Content_Types].xml comes first; the ZIP format's first day is every member's date."""
    with zipfile.ZipFile(io.BytesIO(word.write(PLAN, GBT9704))) as archive:
        infos = archive.infolist()
    assert infos[0].filename == "[Content_Types].xml"
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert len({info.filename for info in infos}) == len(infos)


def test_every_part_is_declared_and_every_target_exists() -> None:
    """A part without content type or a relationship without target makes Word call the file damaged."""
    parts = members(word.write(PLAN, GBT9704))
    types = parse_xml(parts["[Content_Types].xml"])
    declared = {override.get("PartName") for override in types if override.get("PartName")}
    assert declared == {f"/{name}" for name in parts if not name.endswith((".rels", "[Content_Types].xml"))}
    for name, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        assert {f"{folder}{row.get('Target')}" for row in parse_xml(parts[name])} <= set(parts)


ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}


def misplaced(root: Any) -> list[str]:
    """The elements whose children stand in another order than the schema's (ECMA-376 part 1, annex A)."""
    found = []
    for element in root.iter():
        order = ORDERS.get(element.tag.rpartition("}")[2], "").split()
        if order:
            places = [order.index(child.tag.rpartition("}")[2]) for child in element]
            found += [] if places == sorted(places) else [element.tag]
    return found


@pytest.mark.parametrize("name", ["word/styles.xml", "word/footer1.xml", "word/footer2.xml", "word/document.xml"])
def test_children_stand_in_the_order_of_the_schema(name: str) -> None:
    """In the body, in the styles of a layout that uses every look, and in the footers."""
    every = GBT9704.body._replace(bold=True, left=1, right=1, keep_next=True, new_page=True, tight=True)
    data = word.write(PLAN, GBT9704._replace(body=every))
    assert misplaced(parse_xml(members(data)[name])) == []


def test_every_style_in_use_is_defined_once() -> None:
    """Paragraph styles, character styles, and what these are based on, followed by and linked with."""
    styles = part(PLAN, "word/styles.xml")
    ids = [style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))]
    assert len(ids) == len(set(ids))
    used = [part(PLAN), styles, part(PLAN, "word/footer1.xml")]
    kinds = ("pStyle", "rStyle", "basedOn", "next", "link")
    names = {found.get(qn("w:val")) for root in used for kind in kinds for found in root.iter(qn(f"w:{kind}"))}
    assert names <= set(ids)


def test_heading_styles_are_words_own_and_linked_to_character_styles() -> None:
    """Word recognises `heading 1` by name in every language; the outline level belongs to the paragraph style alone."""
    found = {style.get(qn("w:styleId")): style for style in part(PLAN, "word/styles.xml").iter(qn("w:style"))}
    for level in range(1, 5):
        alone, run_in = found[f"Heading{level}"], found[f"Heading{level}Char"]
        assert value(alone, "w:name") == f"heading {level}"
        assert value(alone, "w:pPr/w:outlineLvl") == str(level - 1)
        assert value(alone, "w:link") == f"Heading{level}Char"
        assert value(run_in, "w:link") == f"Heading{level}"
        assert run_in.get(qn("w:type")) == "character"
    outlined = [name for name, style in found.items() if value(style, "w:pPr/w:outlineLvl")]
    assert outlined == ["Heading1", "Heading2", "Heading3", "Heading4"]


def test_no_style_leans_on_the_theme() -> None:
    """Theme fonts would win over the named ones."""
    assert b"Theme=" not in members(word.write(PLAN, GBT9704))["word/styles.xml"]


def test_styles_carry_the_fonts_of_the_layout() -> None:
    """One font for Chinese, Latin and everything between; a name that XML must escape is escaped."""
    own = GBT9704._replace(heading2=GBT9704.heading2._replace(font='楷"<体', bold=True))
    found = parse_xml(members(word.write(PLAN, own))["word/styles.xml"])
    (style,) = [style for style in found.iter(qn("w:style")) if style.get(qn("w:styleId")) == "Heading2"]
    fonts = style.find("w:rPr/w:rFonts", style.nsmap)
    assert {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia")} == {'楷"<体'}
    assert value(style, "w:rPr/w:b") is None
    assert value(style, "w:rPr/w:sz") == "32"


def test_roles_wear_their_styles() -> None:
    """Headings alone wear their own style, run-in ones that of body text; blank lines stand where the standard says."""
    assert [style for style, _ in styles_and_texts(PLAN)] == [
        *("Title", "Normal", "Salutation", "BodyText", "Heading1", "BodyText", "Heading1", "BodyText", "BodyText"),
        *("BodyText", "Heading3", "BodyText", "Note", "Caption", "BodyText"),
        *("Normal", "AttachmentList", "AttachmentList", "Normal", "Signature", "Date"),
        *("AttachmentLabel", "Normal", "Title", "Normal", "Caption", "AttachmentLabel", "Normal", "Title", "Normal"),
        "BodyText",
    ]


def runs(element: Any) -> list[tuple[str | None, str]]:
    """Character style and text of each run of a paragraph."""
    return [(value(run, "w:rPr/w:rStyle"), run.text) for run in element.iter(qn("w:r"))]


def test_a_run_in_heading_opens_a_paragraph_of_body_text() -> None:
    """Number and words wear the linked style; the full stop and what follows are body text."""
    (element,) = body_of(document(Heading(2, "（一）", (text("加快", "建设"),), "。", text("新建管网。"))))
    assert runs(element) == [("Heading2Char", "（一）加快建设"), (None, "。新建管网。")]


def test_lead_sentences_wear_a_style_of_their_own() -> None:
    """A point's mark belongs to its lead; without one it is plain text."""
    found = body_of(
        document(
            Paragraph(text("普及率95%。"), lead=text("供水更稳。")),
            Point("一是", text("突出规划。"), text("编制规划。")),
            Point("二是", (), text("狠抓质量。")),
        )
    )
    assert [runs(element) for element in found] == [
        [("Lead", "供水更稳。"), (None, "普及率95%。")],
        [("Lead", "一是突出规划。"), (None, "编制规划。")],
        [(None, "二是狠抓质量。")],
    ]


def test_lines_that_the_author_broke_stay_one_paragraph() -> None:
    """One heading, one entry in Word's navigation; its lines are indented alike."""
    (title, _, heading) = body_of(
        document(
            Title((text("青岚县水务局"), text("工作计划"))), Heading(1, "", (text("党政同责，"), text("目标同向")))
        )
    )
    assert (title.text, heading.text) == ("青岚县水务局\n工作计划", "党政同责，\n目标同向")
    assert value(heading, "w:pPr/w:ind", "w:leftChars") == "200"
    assert value(heading, "w:pPr/w:ind", "w:firstLineChars") == "0"


def test_page_is_that_of_the_standard() -> None:
    """A4, margins 37/35/28/26 mm, a grid of lines as high as the body's."""
    section = part(PLAN).body[-1]
    size, margins, grid = (section.find(f"w:{name}", section.nsmap) for name in ("pgSz", "pgMar", "docGrid"))
    assert (size.get(qn("w:w")), size.get(qn("w:h"))) == ("11906", "16838")
    edges = [margins.get(qn(f"w:{edge}")) for edge in ("top", "bottom", "left", "right")]
    assert edges == ["2098", "1984", "1587", "1474"]
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    """The field's parts have a run each, begin and end balance, and the even footer is switched on."""
    for name, side in (("word/footer1.xml", "right"), ("word/footer2.xml", "left")):
        footer = part(PLAN, name)
        assert value(footer, "w:p/w:pPr/w:jc") == side
        assert "".join(run.text for run in footer.iter(qn("w:r"))) == "— 1 —"
        assert [found.get(qn("w:fldCharType")) for found in footer.iter(qn("w:fldChar"))] == [
            *("begin", "separate", "end")
        ]
        children = [[child for child in run if child.tag != qn("w:rPr")] for run in footer.iter(qn("w:r"))]
        assert {len(found) for found in children} == {1}
    assert part(PLAN, "word/settings.xml").find("{*}evenAndOddHeaders") is not None


def test_attachment_starts_a_page_with_its_label() -> None:
    """GB/T 9704-2012, 7.3.7: label on line 1, title on line 3; the only attachment has no number."""
    found = styles_and_texts(
        document(Paragraph(text("正文。")), Attachment(None, text("任务表")), Paragraph(text("内容。")))
    )
    assert found[1:] == [
        ("AttachmentLabel", "附件"),
        ("Normal", ""),
        ("Title", "任务表"),
        ("Normal", ""),
        ("BodyText", "内容。"),
    ]
    styles = {style.get(qn("w:styleId")): style for style in part(PLAN, "word/styles.xml").iter(qn("w:style"))}
    assert styles["AttachmentLabel"].find("{*}pPr/{*}pageBreakBefore") is not None


def indents(element: Any, *edges: str) -> tuple[Any, ...]:
    """Indents of a paragraph in hundredths of a character."""
    return tuple(value(element, "w:pPr/w:ind", f"w:{edge}Chars") for edge in edges)


def test_a_single_attachment_is_listed_without_number() -> None:
    """GB/T 9704-2012, 7.3.4: continuation lines stand under the name's first character."""
    _, blank, item = body_of(document(Paragraph(text("正文。")), AttachmentList((text("任务表"),))))
    assert (blank.text, item.text) == ("", "附件：任务表")
    assert indents(item, "left", "hanging") == ("500", "300")


def test_several_attachments_are_numbered_and_aligned() -> None:
    """The second item begins under the first one's number; a number of two digits takes half a character more."""
    _, *items = body_of(document(AttachmentList(tuple(text(f"表{number}") for number in range(1, 11)))))
    assert [item.text for item in items[:2]] == ["附件：1.表1", "2.表2"]
    assert indents(items[0], "left", "hanging") == ("600", "400")
    assert indents(items[1], "left", "hanging") == ("600", "100")
    assert indents(items[9], "left", "hanging") == ("650", "150")


@pytest.mark.parametrize(
    ("organ", "date", "blanks"),
    [
        ("××市教育局", "2025年1月10日", (4.5, 2)),
        ("青岚县水务局", "2027年1月8日", (2, 0)),
        ("青岚县住房和城乡建设局办公室", "2027年1月8日", (2, 8)),
        ("", "2027年1月8日", (10, 2)),
        ("青岚县水务局", "", (2, 6)),
    ],
)
def test_blanks_right_of_signature_and_date(organ: str, date: str, blanks: tuple[float, float]) -> None:
    """GB/T 9704-2012, 7.3.5.2: the date begins two characters right of the signature, or gives it way if longer."""
    assert word.right_blanks(organ, date, GBT9704) == blanks


def test_a_signature_longer_than_its_line_stays_on_the_page() -> None:
    """Its lines break, and the date keeps room to stand in."""
    _, date = word.right_blanks("青" * 60, "2027年1月8日", GBT9704)
    assert 0 <= date <= 28 - 6


def test_text_stays_with_signature_and_date() -> None:
    """GB/T 9704-2012, 7.3.5.5: from the last paragraph to the signature, everything is kept with what follows."""
    found = body_of(
        document(Paragraph(text("正文。")), AttachmentList((text("表"),)), Signature(text("局")), Date(text("日")))
    )
    kept = [element.find("w:pPr/w:keepNext", element.nsmap) is not None for element in found]
    assert kept == [True, True, True, True, True, False]


def test_signature_and_date_under_the_title() -> None:
    """Office practice: centred, with the blank line below them instead of below the title."""
    found = styles_and_texts(
        document(
            Title((text("总结"),)), Signature(text("青岚县")), Date(text("2027年1月8日")), Paragraph(text("正文。"))
        )
    )
    assert found == [
        ("Title", "总结"),
        ("SignatureUnderTitle", "青岚县"),
        ("DateUnderTitle", "2027年1月8日"),
        ("Normal", ""),
        ("BodyText", "正文。"),
    ]


def test_tables_fill_the_type_area_and_repeat_their_head() -> None:
    """Fixed widths that add up, as many cells in a row as the grid has columns, rows that are not split."""
    (table,) = [element for element in body_of(document(tasks())) if element.tag == qn("w:tbl")]
    grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
    assert sum(grid) == 8845
    for index, row in enumerate(table.iter(qn("w:tr"))):
        assert [int(value(cell, "w:tcPr/w:tcW", "w:w")) for cell in row.iter(qn("w:tc"))] == grid
        assert row.find("w:trPr/w:cantSplit", row.nsmap) is not None
        assert (row.find("w:trPr/w:tblHeader", row.nsmap) is not None) == (index == 0)


def test_table_columns_get_the_width_their_text_needs() -> None:
    """Serials and numbers stay narrow, a column of running text is the widest; each kind wears its style."""
    (table,) = [element for element in body_of(document(tasks())) if element.tag == qn("w:tbl")]
    serial, task, number, measure, organ = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
    assert max(serial, number) < min(task, organ) <= max(task, organ) < measure
    _, row, *_ = table.iter(qn("w:tr"))
    worn = [value(cell, "w:p/w:pPr/w:pStyle") for cell in row.iter(qn("w:tc"))]
    assert worn == ["TableSerial", "TableText", "TableNumber", "TableText", "TableText"]
    styles = {style.get(qn("w:styleId")): style for style in part(PLAN, "word/styles.xml").iter(qn("w:style"))}
    sides = [value(styles[style], "w:pPr/w:jc") for style in ("TableSerial", "TableNumber", "TableText")]
    assert sides == ["center", "right", "left"]


def test_a_table_without_columns_prints_its_caption_alone() -> None:
    """Word would call a w:tbl without cells damaged."""
    of = document(Table((), (), text("空表")))
    assert styles_and_texts(of)[0] == ("Caption", "空表")
    assert list(part(of).iter(qn("w:tbl"))) == []
    assert markdown(*of.blocks) == "空表\n"


def test_a_row_that_does_not_fit_its_table_is_a_bug_of_ours() -> None:
    """Word would call the file damaged, and no validator would notice."""
    with pytest.raises(ValueError, match="zip"):
        word.write(document(Table(NUMBER_COLUMNS, ((text("1"), text("供水")),))), GBT9704)


@given(
    st.lists(st.tuples(st.floats(0.5, 90), st.booleans()), min_size=1, max_size=20),
    st.floats(5, 60),
)
def test_shares_add_up_and_leave_no_column_without_room(columns: list[tuple[float, bool]], room: float) -> None:
    """Whatever the columns hold."""
    natural, narrow = zip(*columns, strict=True)
    parts = shares(natural, narrow, room)
    assert sum(parts) == pytest.approx(room)
    assert min(parts) > 0


def test_tabs_and_line_breaks_become_elements() -> None:
    """Raw ones would be read as blanks."""
    (element,) = body_of(document(Paragraph(text("甲\t乙\r\n丙\n丁\r戊"))))
    assert element.text == "甲\t乙\n丙\n丁\n戊"
    assert len(list(element.iter(qn("w:tab")))) == 1
    assert len(list(element.iter(qn("w:br")))) == 3


def test_properties_of_the_file() -> None:
    """Title, author and subject as given, language Chinese, no dates."""
    of = Document((), Properties("计划<草>\x00", "青岚县水务局", "年度 & 工作"))
    found = docx.Document(io.BytesIO(word.write(of, GBT9704))).core_properties
    assert (found.title, found.author, found.subject) == ("计划<草>\ufffd", "青岚县水务局", "年度 & 工作")
    assert found.language == "zh-CN"
    assert b"dcterms" not in members(word.write(of, GBT9704))["docProps/core.xml"]


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}/[a-z]{1,8}\.xml", fullmatch=True), st.binary(max_size=3000)))
def test_packages_are_zip_files(parts: dict[str, bytes]) -> None:
    """zipfile reads back what was packed, in the order given."""
    data = pack(member(name, content) for name, content in parts.items())
    assert list(members(data).items()) == list(parts.items())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None


# ---------------------------------------------------------------------------------------------------------- plain text


def test_plain_text_is_one_paragraph_a_line() -> None:
    """Table cells by tab, attachments last, no byte order mark."""
    data = writer("text")(PLAN, GBT9704)
    lines_ = data.decode("utf-8").split("\n")
    assert lines_[:3] == ["青岚县水务局", "2027年度工作计划", "局机关各科室、局属各单位："]
    assert "序号\t任务\t数量\t措施\t牵头单位" in lines_
    assert lines_[-2:] == ["共12项。", ""]
    assert not data.startswith(b"\xef\xbb\xbf")


@examples
@given(documents)
def test_plain_text_has_a_line_for_every_paragraph(of: Document) -> None:
    """A line break inside a text does not make two."""
    assert len(writer("text")(of, GBT9704).decode().splitlines()) == len(list(paragraphs(of)))


def test_an_empty_document_is_empty_text() -> None:
    """No stray line."""
    assert writer("text")(document(), GBT9704) == b""
    assert writer("markdown")(document(), GBT9704) == b""


# ------------------------------------------------------------------------------------------------------------ Markdown


def markdown(*written: Block) -> str:
    """The blocks as Markdown."""
    return writer("markdown")(document(*written), GBT9704).decode()


def test_markdown_of_a_plan() -> None:
    """Titles and headings by level, run-in headings bold, points as paragraphs, tables with pipes."""
    assert (
        markdown(
            Title((text("青岚县水务局"), text("2027年度工作计划"))),
            Heading(1, "一、", (text("工作目标"),)),
            Heading(2, "（一）", (text("加快建设"),), "。", text("新建管网。")),
            Point("一是", text("突出规划。"), text("编制规划。")),
            Table(NUMBER_COLUMNS, (tuple(map(text, ("1", "a|b", "3"))),), text("任务表")),
            AttachmentList((text("清单"), text("分解表"))),
            Attachment(2, text("分解表")),
        )
        == """# 青岚县水务局2027年度工作计划

## 一、工作目标

**（一）加快建设**。新建管网。

一是突出规划。编制规划。

任务表

| 序号 | 任务 | 数量 |
| :---: | --- | ---: |
| 1 | a\\|b | 3 |

附件：1.清单

2\\.分解表

附件2

# 分解表
"""
    )


@pytest.mark.parametrize(
    ("fact", "written"),
    [
        ("# 标题", "\\# 标题"),
        ("1. 一", "1\\. 一"),
        ("2027年1. 一", "2027年1. 一"),
        ("- 一", "\\- 一"),
        ("2026-2027", "2026-2027"),
        ("**重点**", "\\*\\*重点\\*\\*"),
        ("<b>", "\\<b\\>"),
        ("a\nb", "a b"),
        (" 甲", "&#32;甲"),
    ],
)
def test_facts_cannot_become_markup(fact: str, written: str) -> None:
    """What means something in Markdown is escaped, and only that."""
    assert markdown(Paragraph(text(fact))) == f"{written}\n"


def test_bold_type_closes_after_a_quotation_mark() -> None:
    """Two stars between a mark and a character would be printed as stars."""
    assert markdown(Heading(2, "一、", (text("抓好“三农”"),), "", text("工作"))) == "**一、抓好“三农**”工作\n"


def rendered(source: str) -> Iterator[str]:
    """The texts of a Markdown file as a reader shows them; fails where one holds more than text and bold type."""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source):
        assert token.type not in {"fence", "code_block", "html_block", "hr", "list_item_open", "blockquote_open"}
        if token.children is not None:
            assert {child.type for child in token.children} <= {"text", "strong_open", "strong_close"}
            yield "".join(child.content for child in token.children)


def cells_and_paragraphs(of: Document) -> Iterator[str]:
    """What a document prints, each cell by itself, the lines of a title or heading as one."""
    for block in of.blocks:
        match block:
            case Title():
                yield joined(block.lines)
            case Heading():
                yield block.number + joined(block.lines) + block.stop + plain(block.body)
            case Table():
                yield plain(block.caption)
                yield from [plain(column.title) for column in block.columns]
                yield from [plain(cell) for row in block.rows for cell in row if block.columns]
            case _:
                yield from [plain(found) for _, found in paragraphs(document(block))]


def joined(broken: tuple[Text, ...]) -> str:
    """Lines as one."""
    return "".join(map(plain, broken))


def visible(characters: str) -> str:
    """A text without blanks and what no file can hold, which Markdown readers treat in different ways."""
    encoded = characters.encode("utf-8", "replace").decode()
    return "".join(found for found in encoded if unicodedata.category(found)[0] not in "ZC" and found != "\ufffd")


@examples
@given(documents)
def test_any_text_survives_the_way_to_markdown_and_back(of: Document) -> None:
    """A Markdown reader shows the text as it was, and finds no markup in it."""
    source = writer("markdown")(of, GBT9704).decode()
    assert [found for found in map(visible, rendered(source)) if found] == [
        found for found in map(visible, cells_and_paragraphs(of)) if found
    ]
