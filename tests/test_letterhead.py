"""底版: the draft goes into the unit's own Word file, whose headers, styles, logo and section stay."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from hypothesis import given, settings
from lxml import etree

import drafter
from drafter.document import (
    Attachment,
    Column,
    Date,
    Document,
    Heading,
    Paragraph,
    Picture,
    Point,
    Properties,
    Run,
    Table,
    Text,
    Title,
)
from drafter.layout import GBT9704
from drafter.writers import letterhead as writing
from drafter.writers.letterhead_places import Letterhead, opened
from tests.letterheads import BODY, MAIN, OFFICE, SECTION, W, letterhead, paragraph, parts, said, tree
from tests.packages import members, zipped
from tests.random_documents import documents, png
from tests.soundness import faults

EXAMPLES = sorted(path.parent for path in (Path(__file__).parent.parent / "examples").glob("*/facts.yaml"))


def text(words: str) -> Text:
    """A text of one run."""
    return (Run(words),)


def table(width: int = 2) -> Table:
    """A table of so many columns and one row."""
    return Table(
        tuple(Column(text(f"栏{number}")) for number in range(width)), (tuple(text("格") for _ in range(width)),)
    )


PLAN = Document(
    (
        Title((text("青岚县水务局2027年工作计划"),)),
        Heading(1, "一、", (text("总体要求"),)),
        Heading(1, "二、", (text("保障"),), "。", text("加强领导。")),
        Heading(2, "（一）", (text("供水"),), "。", text("新建管网126公里。")),
        Point("一是", text("规划先行。"), text("编制规划。")),
        Picture(png(2, 2), "png", 2, 2, text("图")),
        table(),
        Date(text("2027年1月8日")),
    ),
    Properties("青岚县水务局2027年工作计划", "青岚县水务局"),
)
TURNED = Document(
    (
        *PLAN.blocks,
        Attachment(1, text("任务表"), landscape=True),
        table(),
        Attachment(2, text("清单"), landscape=False),
        Paragraph(text("共12项。")),
        Attachment(3, text("宽表"), landscape=True),
        table(),
    ),
    PLAN.properties,
)


def sound(data: bytes) -> Letterhead:
    """The letterhead in these bytes, which has no faults."""
    found, problems = opened(data, "底版.docx")
    assert found, problems
    return found


def put(document: Document = PLAN, data: bytes | None = None) -> bytes:
    """The document in a letterhead."""
    return writing.write(document, GBT9704, sound(letterhead() if data is None else data))


def styles(data: bytes) -> dict[str, Any]:
    """The styles of a package by id."""
    return {style.get(f"{W}styleId"): style for style in tree(data, "word/styles.xml").iter(f"{W}style")}


def told(style: Any, tag: str) -> str | None:
    """What a child of a style says."""
    found = style.find(f"{W}{tag}")
    return None if found is None else found.get(f"{W}val")


# ---- the draft in the file ------------------------------------------------------------------------------------------


def test_the_draft_stands_where_the_body_is_marked() -> None:
    """What the unit wrote before and after stays there; the tag, split over runs, is gone."""
    data = put(data=letterhead(paragraph("信笺第一行") + BODY + paragraph("信笺最后一行")))
    lines = said(data)
    assert lines[0] == "信笺第一行"
    assert lines[1] == "青岚县水务局2027年工作计划"
    assert lines[-2:] == ["2027年1月8日", "信笺最后一行"]
    assert not re.search("[{}]|_drafter", members(data)[MAIN].decode())


def test_headers_footers_and_logo_are_the_units() -> None:
    """Every part of the unit's file that is not the body's stays as it is, byte for byte."""
    before, after = members(letterhead()), members(put())
    touched = {
        MAIN,
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/fontTable.xml",
        "[Content_Types].xml",
        "_rels/.rels",
    }
    assert {name for name in before if before[name] != after[name]} == touched
    assert set(after) - set(before) == {"docProps/core.xml", "word/media/image2.png"}


def test_the_section_is_the_units() -> None:
    """Paper, margins, headers and the first page's own header stay; the draft brings no section where it needs none."""
    (section,) = tree(put()).iter(f"{W}sectPr")
    assert etree.tostring(section, method="c14n") == etree.tostring(
        tree(letterhead()).find(f".//{W}sectPr"), method="c14n"
    )


def test_tables_are_as_wide_as_the_units_page() -> None:
    """The unit's margins count, not the standard's: 30 mm on both sides leave 150 mm."""
    (width,) = tree(put()).iter(f"{W}tblW")
    assert int(width.get(f"{W}w")) == 11906 - 2 * 1701


def test_equal_drafts_in_equal_files_give_equal_bytes() -> None:
    """Same facts, same file, same bytes."""
    assert put() == put()


@pytest.mark.parametrize("document", [PLAN, TURNED], ids=["upright", "turned"])
def test_the_result_is_sound(document: Document) -> None:
    """No rule finds a fault in the package."""
    assert faults(letterhead()) == faults(put(document)) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_every_example_in_a_letterhead_is_sound(example: Path) -> None:
    """The plans that come with the program, in a unit's file."""
    assert faults(put(drafter.draft(example))) == []


@settings(max_examples=60, deadline=None)
@given(documents)
def test_any_document_in_a_letterhead_is_sound(document: Document) -> None:
    """Whatever blocks stand together and whatever their texts hold, text such as {{ 单位 }} included."""
    data = put(document, letterhead(paragraph("前") + BODY + paragraph("后")))
    assert faults(data) == []
    assert (said(data)[0], said(data)[-1]) == ("前", "后")


def test_a_file_of_python_docx_will_do() -> None:
    """A file with Word's theme, latent styles and styles kept twice."""
    buffer = io.BytesIO()
    file = python_docx.Document()
    file.add_paragraph("{{body}}")
    file.save(buffer)
    data = put(TURNED, buffer.getvalue())
    assert faults(data) == []
    assert "word/stylesWithEffects.xml" not in members(data)
    assert next(line for line in said(data) if line) == "青岚县水务局2027年工作计划"


def test_a_template_becomes_a_document() -> None:
    """A .dotx is as good as a .docx."""
    own = parts()
    own["[Content_Types].xml"] = str(own["[Content_Types].xml"]).replace("document.main+xml", "template.main+xml")
    assert b"template.main" not in members(put(data=zipped(own)))["[Content_Types].xml"]


def test_the_properties_are_the_drafts() -> None:
    """Title and author of the draft; nobody's name, no date."""
    core = members(put())["docProps/core.xml"].decode()
    assert "青岚县水务局2027年工作计划" in core
    assert not re.search("lastModifiedBy|created|modified", core)


def test_fonts_come_with_what_stands_in_for_them() -> None:
    """The unit's table of fonts learns ours, once."""
    fonts = [font.get(f"{W}name") for font in tree(put(), "word/fontTable.xml").iter(f"{W}font")]
    assert len(fonts) == len(set(fonts))
    assert {"宋体", "仿宋_GB2312", "方正小标宋简体"} <= set(fonts)


# ---- styles ---------------------------------------------------------------------------------------------------------


def test_a_style_of_the_same_name_keeps_the_units_look() -> None:
    """heading 1 is the unit's, under the unit's id, and so are the words of a run-in heading of level 1."""
    data = put()
    heads = [
        item
        for item in tree(data).iter(f"{W}p")
        if "总体要求" in "".join(each.text or "" for each in item.iter(f"{W}t"))
    ]
    assert heads[0].find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "1"
    assert etree.tostring(styles(data)["1"]) == etree.tostring(styles(letterhead())["1"])
    worn = {each.get(f"{W}val") for each in tree(data).iter(f"{W}rStyle")}
    assert "10" in worn
    assert "Heading1Char" not in styles(data)


def test_our_styles_come_where_the_file_lacks_them() -> None:
    """heading 2 is ours; a taken id and a name taken by a style of another kind are no obstacle."""
    found = styles(put())
    assert told(found["Heading2"], "name") == "heading 2"
    assert told(found["BodyText"], "name") == "我的正文"
    (body,) = (style for style in found.values() if told(style, "name") == "Body Text")
    (date,) = (style for style in found.values() if told(style, "name") == "Date（公文）")
    assert body.find(f".//{W}ind").get(f"{W}firstLineChars") == "200"
    assert date.get(f"{W}type") == "paragraph"
    assert found["Date"].get(f"{W}type") == "character"
    names = [told(style, "name") for style in found.values()]
    assert len(names) == len(set(names))


def test_nothing_of_the_units_normal_slips_into_ours() -> None:
    """Our styles are based on one of our own, not on the unit's slanted, green, indented Normal."""
    found = styles(put())
    ours = [
        style
        for id_, style in found.items()
        if id_ not in styles(letterhead()) and style.get(f"{W}type") == "paragraph"
    ]
    bases = {told(style, "basedOn") for style in ours}
    assert "a" not in bases
    (base,) = bases - {None}
    assert told(found[str(base)], "basedOn") is None
    assert not any(each.get(f"{W}val") in ("a", "Normal") for each in tree(put()).iter(f"{W}pStyle"))


def test_every_reference_to_a_style_leads_to_one() -> None:
    """In the body and among the styles; links hold both ways."""
    data = put(TURNED)
    found = styles(data)
    worn = {each.get(f"{W}val") for each in tree(data).iter(f"{W}pStyle", f"{W}rStyle")}
    named = {told(style, tag) for style in found.values() for tag in ("basedOn", "next", "link")} - {None}
    assert worn | named <= set(found)
    links = {id_: told(style, "link") for id_, style in found.items() if told(style, "link")}
    assert {(links[str(other)], other) for other in links.values()} == set(links.items())


def test_the_units_automatic_numbers_stop_where_the_draft_brings_its_own() -> None:
    """A heading 1 that Word numbers, by itself or by its base, prints one number: ours."""
    numbering = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    own = parts()
    own["word/styles.xml"] = str(own["word/styles.xml"]).replace(
        '<w:basedOn w:val="a"/><w:next w:val="a"/>', numbering, 1
    )
    data = put(data=zipped(own))
    (heading,) = (each for each in tree(data).iter(f"{W}pPr") if told(each, "pStyle") == "1")
    assert [child.tag.removeprefix(W) for child in heading] == ["pStyle", "numPr"]
    assert heading.find(f"{W}numPr/{W}numId").get(f"{W}val") == "0"
    assert len(list(tree(data).iter(f"{W}numPr"))) == 1
    assert faults(data) == []


def test_a_file_without_styles() -> None:
    """Ours come with a part of their own."""
    own = parts()
    del own["word/styles.xml"]
    own["word/_rels/document.xml.rels"] = re.sub(
        '<Relationship Id="rId1".*?/>', "", str(own["word/_rels/document.xml.rels"])
    )
    own["[Content_Types].xml"] = re.sub(
        '<Override PartName="/word/styles.xml".*?/>', "", str(own["[Content_Types].xml"])
    )
    own[MAIN] = str(own[MAIN]).replace('<w:pStyle w:val="a"/>', "")
    data = put(data=zipped(own))
    assert faults(data) == []
    assert "BodyText" in styles(data)


# ---- sections -------------------------------------------------------------------------------------------------------


def sections(data: bytes) -> list[tuple[bool, bool, str | None]]:
    """Of every section: turned, a first page of its own, its left margin."""
    found = []
    for section in tree(data).iter(f"{W}sectPr"):
        turned = section.find(f"{W}pgSz").get(f"{W}orient") == "landscape"
        margins = section.find(f"{W}pgMar")
        found.append((turned, section.find(f"{W}titlePg") is not None, margins.get(f"{W}left")))
    return found


def test_turned_pages_are_sections_of_the_units_kind() -> None:
    """The unit's margins turn with the page; what is for the first page only stays with the first section."""
    assert sections(put(TURNED)) == [
        (False, True, "1701"),
        (True, False, "1985"),
        (False, False, "1701"),
        (True, False, "1985"),
    ]
    references = [
        [each.get(f"{W}type") for each in section.iter(f"{W}headerReference")]
        for section in tree(put(TURNED)).iter(f"{W}sectPr")
    ]
    assert references == [["first", "default"]] * 4


def test_what_follows_a_turned_page_is_upright_again() -> None:
    """The unit's own last lines do not lie on the draft's turned page."""
    data = put(TURNED, letterhead(BODY + paragraph("信笺最后一行")))
    assert [turned for turned, _, _ in sections(data)] == [False, True, False, True, False]
    assert faults(data) == []


def test_a_section_that_ends_with_the_body() -> None:
    """A section break in the body's paragraph moves to the last one of the draft."""
    place = BODY.replace("</w:pPr>", f"{SECTION}</w:pPr>")
    for document in (PLAN, TURNED):
        data = put(document, letterhead(place + paragraph("第二节")))
        assert faults(data) == []
        assert [turned for turned, _, _ in sections(data)][-2:] == [document is TURNED, False]
        assert said(data)[-1] == "第二节"


def test_a_file_without_a_section_gets_the_standards_page() -> None:
    """Then there are no headers to lose."""
    data = put(data=letterhead(section=""))
    (section,) = tree(data).iter(f"{W}sectPr")
    assert section.find(f"{W}pgMar").get(f"{W}top") == "2098"
    assert section.find(f"{W}footerReference") is None
    assert faults(data) == []


# ---- what else stands in the body's paragraph, pictures --------------------------------------------------------------


def test_a_seal_or_bookmark_in_the_bodys_paragraph_stays() -> None:
    """A drawing anchored there goes into the draft's first paragraph, bookmarks with it."""
    header = str(parts()["word/header1.xml"])
    drawing = re.findall("<w:r><w:drawing>.*?</w:r>", header)[0].replace("rId1", "rId9")
    own = parts(BODY.replace("</w:p>", f"{drawing}</w:p>"))
    own["word/_rels/document.xml.rels"] = str(own["word/_rels/document.xml.rels"]).replace(
        "</Relationships>", f'<Relationship Id="rId9" Type="{OFFICE}/image" Target="media/image1.png"/></Relationships>'
    )
    data = put(data=zipped(own))
    first = next(tree(data).iter(f"{W}p"))
    assert first.find(f".//{W}drawing") is not None
    assert [each.get(f"{W}name") for each in first.iter(f"{W}bookmarkStart")] == ["正文"]
    assert said(data)[0] == "青岚县水务局2027年工作计划"
    assert faults(data) == []


def test_pictures_of_the_draft_get_parts_and_numbers_of_their_own() -> None:
    """The unit's logo keeps its part; every drawing has a number of its own."""
    data = put()
    (blip,) = tree(data).iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    id_ = blip.get(f"{{{OFFICE}}}embed")
    found = re.findall(rf'Id="{id_}"[^>]*Target="([^"]+)"', members(data)["word/_rels/document.xml.rels"].decode())
    assert found == ["media/image2.png"]
    assert members(data)["word/media/image2.png"] == png(2, 2)
    assert members(data)["word/media/image1.png"] == png(60, 30)
