"""Word 样式: under which names a document's roles stand in a .docx, for the writer to make and the reader to find.

A style's name is what lasts. Word and WPS give styles other ids when they save a file, but keep the names (Word's own
ones in English, whatever the edition shows); they part and join runs as they like, but a run keeps its style. So what
a text alone would not tell, such as where a heading's number ends, is said by a style, too, even if nobody sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

__all__ = [
    "CHARACTER_STYLES",
    "HEADINGS",
    "HEADING_NUMBERS",
    "HEADING_WORDS",
    "PARAGRAPH_STYLES",
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
    "Heading1Number",
    "Heading2Char",
    "Heading2Number",
    "Heading3Char",
    "Heading3Number",
    "Heading4Char",
    "Heading4Number",
    "HeadingStop",
    "Landscape",
    "Lead",
    "LeadNumber",
    "Number",
    "Sealed",
    "Signer",
    "Upright",
    "Wrap",
]
"""The ids of the character styles; none for text that wears its paragraph's style alone."""

HEADINGS: tuple[StyleId, ...] = ("Heading1", "Heading2", "Heading3", "Heading4")
HEADING_WORDS: tuple[CharacterStyle, ...] = ("Heading1Char", "Heading2Char", "Heading3Char", "Heading4Char")
HEADING_NUMBERS: tuple[CharacterStyle, ...] = ("Heading1Number", "Heading2Number", "Heading3Number", "Heading4Number")

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
        "Heading1Number": "标题1序数",
        "Heading2Number": "标题2序数",
        "Heading3Number": "标题3序数",
        "Heading4Number": "标题4序数",
        "HeadingStop": "标题标点",
        "Lead": "段首句",
        "LeadNumber": "段首句序数",
        "Number": "序数",
        "Signer": "签发人",
        "Sealed": "加盖印章",
        "Landscape": "横排",
        "Upright": "竖排",
        "Wrap": "标题回行",
    }
)
"""Id -> name. `Heading1Char` is the words of a run-in heading, `Heading1Number` their number; `Number` is the number of
a heading alone and the mark of a point without lead sentence, `HeadingStop` the mark behind a heading's words. `Sealed`
is a signature for which room is left for a seal; `Landscape` and `Upright` the label of an attachment that says how its
pages lie; `Wrap` a line break in a title that is a writer's own, not an author's."""
