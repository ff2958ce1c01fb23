"""Random documents: every kind of block, with texts that no clerk would type."""

from __future__ import annotations

import struct
import zlib

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
)

__all__ = ["NASTY", "blocks", "documents", "png", "tables", "texts", "words"]

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

words = st.one_of(st.sampled_from(NASTY), st.text(max_size=6), st.sampled_from(("落实责任", "95%", "2027年")))


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
