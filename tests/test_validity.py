"""Validity: every example and any document make a sound package, and the rules find the faults they are there for."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import drafter
from drafter.document import Column, Document, Paragraph, Picture, Properties, Run, Table, mapped
from drafter.layout import GBT9704
from drafter.readers import docx as reader
from drafter.writers import docx
from tests.random_documents import documents, png
from tests.soundness import faults

EXAMPLES = sorted(path.parent for path in (Path(__file__).parent.parent / "examples").glob("*/facts.yaml"))
BODY = "word/document.xml"

CELLS = tuple((Run(text),) for text in ("甲", "乙"))
SAMPLE = Document(
    (
        Paragraph((Run("一段话", comment="批注"),)),
        Picture(png(2, 2), "png", 2, 2, (Run("图"),)),
        Table((Column((Run("一"),), merge=True), Column((Run("二"),))), (CELLS, CELLS)),
    ),
    Properties("样本"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_every_example_is_sound(example: Path) -> None:
    """No rule finds a fault in the Word document of an example."""
    assert faults(docx.write(drafter.draft(example), GBT9704)) == []


@settings(max_examples=150, deadline=None)
@given(documents)
def test_any_document_is_sound(document: Document) -> None:
    """Whatever blocks stand together and whatever their texts hold, no rule finds a fault."""
    assert faults(docx.write(document, GBT9704)) == []


@settings(max_examples=40, deadline=None)
@given(documents)
def test_any_document_with_a_font_for_digits_is_sound(document: Document) -> None:
    """Splitting runs where a digit has a font of its own damages nothing."""
    assert faults(docx.write(document, GBT9704._replace(digits="Times New Roman"))) == []


@settings(max_examples=150, deadline=None)
@given(documents, st.lists(st.sampled_from((None, "甲", "乙&<>\n\x00")), min_size=1, max_size=5))
def test_any_document_with_comments_is_sound(document: Document, comments: list[str | None]) -> None:
    """Comments on any runs damage nothing, whatever font digits have, and a reader reads as if there were none."""
    turns = cycle(comments)
    told = mapped(document, lambda text: tuple(run._replace(comment=next(turns)) for run in text))
    for layout in (GBT9704, GBT9704._replace(digits="Times New Roman")):
        written = docx.write(told, layout)
        assert faults(written) == []
        assert reader.read(written) == reader.read(docx.write(document, layout))


def test_the_sample_is_sound() -> None:
    """What the faults below are put into has none."""
    assert faults(docx.write(SAMPLE, GBT9704)) == []


def changed(part: str, change: Callable[[str], str]) -> bytes:
    """The sample's package with one part changed; the change must change something."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx.write(SAMPLE, GBT9704))) as archive,
        zipfile.ZipFile(result, "w") as copy,
    ):
        for name in archive.namelist():
            content = archive.read(name)
            if name == part:
                content = change(content.decode()).encode()
                assert content != archive.read(name)
            copy.writestr(name, content)
    return result.getvalue()


def swap(old: str, new: str) -> Callable[[str], str]:
    """Puts `new` for the first `old`, a regular expression."""
    return lambda xml: re.sub(old, new, xml, count=1)


TEXT = '<w:t xml:space="preserve">一段话</w:t>'
BROKEN = {
    "a field without end": (
        "word/footer1.xml",
        swap(r'<w:r><w:fldChar w:fldCharType="end"/></w:r>', ""),
        "without end",
    ),
    "a field without begin": ("word/footer2.xml", swap(r'<w:fldChar w:fldCharType="begin"/>', ""), "separate after"),
    "a field in one run": ("word/footer1.xml", swap(r'"begin"/></w:r><w:r>', '"begin"/>'), "share a run"),
    "a row with too many cells": (BODY, swap(r"(<w:tc>(?:(?!</w:tc>).)*</w:tc>)", r"\1\1"), "covers 3 columns of 2"),
    "a cell that spans too far": (BODY, swap("(<w:tcPr><w:tcW[^>]*/>)", r'\1<w:gridSpan w:val="2"/>'), "covers 3"),
    "a merge that nothing begins": (BODY, swap('<w:vMerge w:val="restart"/>', ""), "nothing above begins"),
    "stray text": (BODY, swap("<w:tr>", "<w:tr>散落"), "text in tr"),
    "text between runs": (BODY, swap("</w:r>", "</w:r>散落"), "text behind r"),
    "a raw line break": (BODY, swap("一段话", "一段\n话"), "a raw break"),
    "a raw tab": (BODY, swap("一段话", "一段\t话"), "a raw break"),
    "blanks that get lost": (BODY, swap(TEXT, "<w:t> 一段话</w:t>"), "will be lost"),
    "an id used twice": (BODY, swap("(<w:p>.*<wp:inline.*</w:p>)(<w:p>)", r"\1\1\2"), "docPr 1 twice"),
    "properties out of order": (
        BODY,
        swap(r"(<w:pStyle[^>]*/>)", r'<w:jc w:val="left"/>\1'),
        "pPr out of order",
    ),
    "a property that is none": (BODY, swap(r"<w:pPr>", "<w:pPr><w:evenAndOddHeaders/>"), "evenAndOddHeaders in pPr"),
    "a cell without paragraph": (BODY, swap(r"(</w:tcPr>)<w:p>(?:(?!</w:tc>).)*</w:tc>", r"\1</w:tc>"), "tc without"),
    "a paragraph in a paragraph": (BODY, swap("</w:r></w:p>", "</w:r><w:p/></w:p>"), "a paragraph in a paragraph"),
    "half a twip": ("word/styles.xml", swap(r'w:firstLine="640"', 'w:firstLine="640.5"'), "firstLine=640.5"),
    "a style that is not there": (BODY, swap("BodyText", "Nobody"), "no paragraph style Nobody"),
    "a relationship to nothing": (
        "word/_rels/document.xml.rels",
        swap("styles.xml", "style.xml"),
        "no part word/style",
    ),
    "an id without relationship": (BODY, swap(r'r:embed="rId\d+"', 'r:embed="rId99"'), "no relationship rId99"),
    "a part without type": ("[Content_Types].xml", swap(r'<Default Extension="png"[^>]*/>', ""), "no content type"),
    "a type without part": ("[Content_Types].xml", swap("/word/theme/", "/word/themes/"), "not there"),
    "a comment without end": (BODY, swap("<w:commentRangeEnd[^>]*/>", ""), "comment 0: RangeStart Reference"),
    "a comment that nothing refers to": ("word/comments.xml", swap('w:id="0"', 'w:id="7"'), "comment 7: nowhere"),
    "no section at the end": (BODY, swap("<w:sectPr>.*</w:sectPr>", ""), "the section is not"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_every_fault_is_found(fault: str) -> None:
    """Each rule names the fault that it is there for."""
    part, change, said = BROKEN[fault]
    assert any(said in found for found in faults(changed(part, change)))


def test_a_part_that_stands_twice_is_found() -> None:
    """Two members of one name make Word call the file damaged."""
    data = io.BytesIO(docx.write(SAMPLE, GBT9704))
    with zipfile.ZipFile(data, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(BODY, archive.read(BODY))
    assert faults(data.getvalue()) == [f"{BODY}: twice in the package"]
