"""Random documents: every kind of block, with texts that no clerk would type."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import strategies as st

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
    without_origins,
)

__all__ = ["NASTY", "blocks", "composed", "documents", "png", "tables", "texts", "unmerged", "words"]

NASTY = (
    "&<>\"'",
    "]]>",
    "<w:p/>",
    "</style><script>alert(1)</script>",
    "&amp;&#10;",
    "𠮷野家㐂",
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
    "_x000D_",
    "{{ 单位 }}",
)

MARKED = (
    "一、",
    "（二）",
    "3.",
    "1.5",
    "（4）",
    "①",
    "一是",
    "二是",
    "首先",
    "最后",
    "第一，",
    "——",
    "。",
    "；",
    "附件：",
)
"""What looks like a number, a mark or a stop, and may be one or not."""

words = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=6), st.sampled_from(("落实责任", "95%", "2027年")), st.sampled_from(MARKED)
)


def _text(pieces: list[str]) -> Text:
    return tuple(map(Run, pieces))


texts = st.lists(words, max_size=3).map(_text)
lines = st.lists(texts, min_size=1, max_size=2).map(tuple)
kinds = st.sampled_from(("text", "number", "date", "serial"))


def png(width: int, height: int) -> bytes:
    """A white picture of that many pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * width) * height))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table with as many cells in each row as it has columns, equal neighbours among them."""
    columns = draw(st.lists(st.builds(Column, texts, kinds, st.booleans()), min_size=1, max_size=4))
    row = st.tuples(*[st.one_of(st.just((Run("同"),)), texts) for _ in columns])
    return Table(tuple(columns), tuple(draw(st.lists(row, max_size=4))), draw(texts))


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """A picture, small or larger than the page."""
    width, height = draw(st.sampled_from(((1, 1), (40, 30), (2000, 10), (10, 3000))))
    return Picture(png(width, height), "png", width, height, draw(texts))


blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Letterhead, lines, texts, st.lists(texts, max_size=3).map(tuple), texts, texts, texts),
    st.builds(Title, lines, texts),
    st.builds(Salutation, texts),
    st.builds(Heading, st.integers(1, 4), words, lines, words, texts),
    st.builds(Paragraph, texts, texts),
    st.builds(Point, words, texts, texts),
    st.builds(Note, texts),
    tables(),
    pictures(),
    st.builds(AttachmentList, st.lists(texts, min_size=1, max_size=12).map(tuple)),
    st.builds(Signature, texts, st.booleans()),
    st.builds(Date, texts),
    st.builds(Remark, texts),
    st.builds(Attachment, st.one_of(st.none(), st.integers(1, 12)), texts, st.sampled_from((None, True, False))),
    st.builds(Imprint, texts, texts, texts),
)
documents = st.builds(Document, st.lists(blocks, max_size=8).map(tuple), st.builds(Properties, words, words, words))


# ---- documents such as are composed ---------------------------------------------------------------------------------

_NO_XML = re.compile("[\x00-\x08\x0a-\x1f\ud800-\udfff\ufffe\uffff]")
_SOME: Text = (Run("字"),)


def _legal(value: Any) -> Any:
    """The same without the characters that XML has not, and without line breaks, which no run has."""
    if isinstance(value, str):
        return _NO_XML.sub("", value)
    if isinstance(value, Run):
        return value._replace(text=_legal(value.text))
    if isinstance(value, tuple):
        return tuple(map(_legal, value))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: _legal(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **changed)
    return value


def _filled(text: Text) -> Text:
    return text if any(run.text for run in text) else _SOME


def _told(block: Block) -> Block:
    """The block with something in every text that none is composed without."""
    match block:
        case Letterhead():
            return replace(block, organs=tuple(map(_filled, block.organs)), signers=tuple(map(_filled, block.signers)))
        case Title() | Heading():
            return replace(block, lines=(_filled(block.lines[0]), *block.lines[1:]))
        case Salutation() | Note() | Date() | Remark() | Paragraph():
            return replace(block, text=_filled(block.text))
        case Point():
            return replace(block, number=block.number or "一是")
        case Signature() | Imprint():
            return replace(block, organ=_filled(block.organ))
        case Table(rows=()):
            return replace(block, rows=(tuple(_SOME for _ in block.columns),))
        case _:
            return block


def composed(document: Document) -> Document:
    """The document as one from facts could be: texts that a file can hold, and no block that says nothing."""
    bare = without_origins(_legal(document))
    return replace(bare, blocks=tuple(map(_told, bare.blocks)))


def unmerged(document: Document) -> Document:
    """The document with every cell of its tables shown."""
    blocks = tuple(
        replace(block, columns=tuple(replace(column, merge=False) for column in block.columns))
        if isinstance(block, Table)
        else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)
