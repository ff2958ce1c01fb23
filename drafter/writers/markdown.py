"""Markdown (CommonMark 0.31 with the pipe tables of GFM): headings by `#`, paragraphs, tables.

Text is never markup: every character that could become some is escaped, so a reader of the result shows it as typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import assert_never

from drafter.document import (
    Attachment,
    AttachmentList,
    Block,
    Date,
    Document,
    Heading,
    Imprint,
    Letterhead,
    Note,
    Paragraph,
    Picture,
    Point,
    Remark,
    Salutation,
    Signature,
    Table,
    Text,
    Title,
    attachment_label,
    plain,
    printed,
)
from drafter.layout import Layout
from drafter.writers.text import one_line

__all__ = ["escaped", "write"]

_INLINE = re.compile(r"[\\`*_\[\]<>#|~&$^]")
_BLOCK_START = re.compile(r"[+\-=:%]|[0-9]{1,9}(?=[.)])")
_BLANK = "[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_EDGE_BLANKS = re.compile(f"^{_BLANK}|{_BLANK}$")
_ALIGNMENT = {"text": "---", "number": "---:", "date": ":---:", "serial": ":---:"}


def write(document: Document, layout: Layout) -> bytes:  # noqa: ARG001  Markdown has no look
    """The document as Markdown in UTF-8, a blank line between blocks; a lone surrogate becomes `?`."""
    pieces = [piece for block in document.blocks for piece in _block(block) if piece]
    return "".join([f"{piece}\n\n" for piece in pieces])[:-1].encode("utf-8", "replace")


def escaped(text: str) -> str:
    """The text as one line of Markdown that means nothing but itself, at a line's start as well as inside."""
    line = _INLINE.sub(r"\\\g<0>", one_line(text))
    start = _BLOCK_START.match(line)
    if start is not None:
        line = f"{start[0]}\\{line[start.end() :]}" if start[0].isdigit() else f"\\{line}"
    return _EDGE_BLANKS.sub(lambda blank: f"&#{ord(blank[0])};", line)


def _block(block: Block) -> Iterable[str]:
    match block:
        case Title():
            status = [escaped(plain(text)) for text in printed(block)[len(block.lines) :]]
            return (_heading_line(1, _joined(block.lines)), *status)
        case Heading():
            return (_heading(block),)
        case Attachment():
            return escaped(attachment_label(block.number)), _heading_line(1, plain(block.title))
        case Table():
            return escaped(plain(block.caption)), _table(block)
        case Salutation() | Paragraph() | Point() | Note() | AttachmentList() | Signature() | Date() | Remark():
            return [escaped(plain(text)) for text in printed(block)]
        case Letterhead() | Picture() | Imprint():
            return [escaped(plain(text)) for text in printed(block)]
        case _:
            assert_never(block)


def _heading_line(level: int, text: str) -> str:
    return f"{'#' * level} {escaped(text)}" if text else ""


def _joined(lines: tuple[Text, ...]) -> str:
    """Lines that an author broke, as one: with a space only where two Western words would run together."""
    joined = ""
    for line in map(plain, lines):
        apart = joined[-1:].isascii() and line[:1].isascii() and joined[-1:].isalnum() and line[:1].isalnum()
        joined += f" {line}" if apart else line
    return joined


def _heading(heading: Heading) -> str:
    """A heading one level below the title's; a run-in heading is a paragraph with a bold beginning."""
    words = heading.number + _joined(heading.lines)
    if not heading.body:
        return _heading_line(heading.level + 1, words + heading.stop)
    return _bold_opening(words, heading.stop + plain(heading.body))


def _bold_opening(words: str, rest: str) -> str:
    """Bold words and what follows them in the same paragraph.

    Two stars close bold type only where no blank stands before them and no mark either, unless a blank or a mark
    follows (CommonMark, 6.2): so marks at the end stay outside, and blanks at both ends.
    """
    solid = [index for index, character in enumerate(words) if unicodedata.category(character)[0] in "LMN"]
    if not solid:
        return escaped(words + rest)
    start, end = len(words) - len(words.lstrip()), solid[-1] + 1
    return f"{escaped(words[:start])}**{escaped(words[start:end])}**{escaped(words[end:] + rest)}"


def _table(table: Table) -> str:
    if not table.columns:
        return ""
    head = _row([escaped(plain(column.title)) for column in table.columns])
    rule = _row([_ALIGNMENT[column.kind] for column in table.columns])
    return "\n".join([head, rule, *(_row([escaped(plain(cell)) for cell in row]) for row in table.rows)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
