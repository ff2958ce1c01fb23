"""Word 样式: under which names a document's roles stand in a .docx, for the writer to make and the reader to find.

A style's name is what lasts. Word and WPS give styles other ids when they save a file, but keep the names (Word's own
ones in English, whatever the edition shows); they part and join runs as they like, but a run keeps its style. So what
a text alone would not tell is said by a style, too, even if nobody sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

__all__ = [
    "CHARACTER_STYLES",
    "HEADINGS",
    "MARKS",
    "PARAGRAPH_STYLES",
    "RUN_IN",
    "WORDS",
    "CharacterStyle",
    "StyleId",
]

StyleId = Literal[
    "AttachmentLabel",
    "AttachmentList",
    "BodyText",
    "Caption",
    "Date",
    "DateUnderTitle",
    "Footer",
    "Heading1",
    "Heading2",
    "Heading3",
    "Heading4",
    "ImprintLine",
    "LetterheadNumber",
    "LetterheadOrgan",
    "LetterheadSecrecy",
    "LetterheadSerial",
    "LetterheadUrgency",
    "Normal",
    "Note",
    "Picture",
    "PictureCaption",
    "Remark",
    "Salutation",
    "Signature",
    "SignatureUnderTitle",
    "Status",
    "TableDate",
    "TableHead",
    "TableHeadMerged",
    "TableNumber",
    "TableSerial",
    "TableText",
    "Title",
]
"""The ids of the paragraph styles, as our own files have them."""

CharacterStyle = Literal[
    "",
    "Heading1Char",
    "Heading1Mark",
    "Heading1Words",
    "Heading2Char",
    "Heading2Mark",
    "Heading2Words",
    "Heading3Char",
    "Heading3Mark",
    "Heading3Words",
    "Heading4Char",
    "Heading4Mark",
    "Heading4Words",
    "Landscape",
    "Lead",
    "LeadMark",
    "LeadWords",
    "Mark",
    "Sealed",
    "Signer",
    "Upright",
    "Words",
    "Wrap",
]
"""The ids of the character styles; none for text that wears its paragraph's style alone."""

HEADINGS: tuple[StyleId, ...] = ("Heading1", "Heading2", "Heading3", "Heading4")
RUN_IN: tuple[CharacterStyle, ...] = ("Heading1Char", "Heading2Char", "Heading3Char", "Heading4Char")
"""What the words of a run-in heading wear, level by level."""

MARKS: Mapping[CharacterStyle, CharacterStyle] = MappingProxyType(
    {
        "": "Mark",
        "Lead": "LeadMark",
        "Heading1Char": "Heading1Mark",
        "Heading2Char": "Heading2Mark",
        "Heading3Char": "Heading3Mark",
        "Heading4Char": "Heading4Mark",
    }
)
WORDS: Mapping[CharacterStyle, CharacterStyle] = MappingProxyType(
    {
        "": "Words",
        "Lead": "LeadWords",
        "Heading1Char": "Heading1Words",
        "Heading2Char": "Heading2Words",
        "Heading3Char": "Heading3Words",
        "Heading4Char": "Heading4Words",
    }
)
"""Among words of a style: what is a number or a stop although `numbering` does not take it for one, and what is none
although it looks like one. Neither looks like anything but the words around it. What everybody would take for what it
is wears neither: a change of style costs LibreOffice a part of a character's width, and a line its last character.
"""

PARAGRAPH_STYLES: Mapping[StyleId, str] = MappingProxyType(
    {
        "Normal": "Normal",
        "BodyText": "Body Text",
        "Title": "Title",
        "Status": "稿次",
        "Salutation": "Salutation",
        "Heading1": "heading 1",
        "Heading2": "heading 2",
        "Heading3": "heading 3",
        "Heading4": "heading 4",
        "Note": "责任说明",
        "Signature": "Signature",
        "Date": "Date",
        "SignatureUnderTitle": "题下署名",
        "DateUnderTitle": "题下日期",
        "AttachmentList": "附件说明",
        "AttachmentLabel": "附件标记",
        "Caption": "caption",
        "TableHead": "表头",
        "TableHeadMerged": "合并栏表头",
        "TableText": "表格文字",
        "TableNumber": "表格数字",
        "TableDate": "表格日期",
        "TableSerial": "表格序号",
        "Remark": "附注",
        "Picture": "图片",
        "PictureCaption": "图题",
        "LetterheadSerial": "份号",
        "LetterheadSecrecy": "密级",
        "LetterheadUrgency": "紧急程度",
        "LetterheadOrgan": "发文机关标志",
        "LetterheadNumber": "发文字号",
        "ImprintLine": "版记",
        "Footer": "footer",
    }
)
"""Id -> name. A column's cells say by their style what the column holds, its head whether equal cells are merged."""

CHARACTER_STYLES: Mapping[CharacterStyle, str] = MappingProxyType(
    {
        "Heading1Char": "heading 1 Char",
        "Heading2Char": "heading 2 Char",
        "Heading3Char": "heading 3 Char",
        "Heading4Char": "heading 4 Char",
        "Heading1Mark": "标题1序数",
        "Heading2Mark": "标题2序数",
        "Heading3Mark": "标题3序数",
        "Heading4Mark": "标题4序数",
        "Heading1Words": "标题1字句",
        "Heading2Words": "标题2字句",
        "Heading3Words": "标题3字句",
        "Heading4Words": "标题4字句",
        "Lead": "段首句",
        "LeadMark": "段首句序数",
        "LeadWords": "段首句字句",
        "Mark": "序数",
        "Words": "字句",
        "Signer": "签发人",
        "Sealed": "加盖印章",
        "Landscape": "横排",
        "Upright": "竖排",
        "Wrap": "标题回行",
    }
)
"""Id -> name. `Sealed` is a signature for which room is left for a seal; `Landscape` and `Upright` the label of an
attachment that says how its pages lie; `Wrap` a line break in a title that is a writer's own, not an author's."""
