"""From an outline to a `Document`: what the proofreader checks, and what a plan can be made from.

Every run has its line as its origin. What a website put around the document, and its own data about it, is left out,
but for 发文字号, 稿次 and 附注. Nothing else is: each word of every other line stands in a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafter.document import (
    Attachment,
    AttachmentList,
    Block,
    Column,
    Date,
    Document,
    Heading,
    Letterhead,
    Note,
    Origin,
    Paragraph,
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
from drafter.numbering import STOPS
from drafter.outline.result import LEVELS, Line, Outline
from drafter.place import Place

__all__ = ["outline_document"]

_STOPS = STOPS | frozenset(".!?;:")
_SENTENCE = re.compile(r"[^。！？；]{2,60}?[。！？；]")
_NUMBER = re.compile(r"\S{2,20}[〔\[（【]\d{4}[〕\]）】]\s?第?\d{1,4}\s?号")
_LABEL = re.compile(r"附\s?(?:件|表|录)?\s?([一二三四五六七八九十]{1,2}|\d{0,2})\s*[：:]?$")
_LISTED = re.compile(r"附\s?(?:件|表|录)?\s?(?:[一二三四五六七八九十]{1,2}|\d{0,2})\s*[：:]\s*")
_LISTED_NUMBER = re.compile(r"[（(]?\d{1,2}[)）.．、]\s*")
_CHINESE = "一二三四五六七八九十"

Lines = Sequence[Line]


def outline_document(outline: Outline, file: str = "") -> Document:
    """The document that the outline describes; `file` is what origins call it."""
    lines = [line for line in outline.lines if line.role != "noise"]
    blocks = tuple(block for group in _groups(lines) for block in _blocks(group, file))
    return Document(_attached(blocks), Properties(outline.title))


def _groups(lines: Lines) -> Iterator[Lines]:
    """Lines that are one block together."""
    group: list[Line] = []
    for above, line in pairwise([None, *lines]):
        if above is not None and line is not None and not _belongs(above, line, group):
            yield group
            group = []
        if line is not None:
            group.append(line)
    if group:
        yield group


def _belongs(above: Line, line: Line, group: Lines) -> bool:
    if line.goes_on:
        return True
    if above.row or line.row:
        return above.row == line.row
    if line.role == "title":
        return above.role == "title"
    if line.role == "attachment":
        return above.role == "attachment" and not _LABEL.match(line.text) and not _LABEL.match(above.text)
    if line.role in LEVELS:
        return above.role == line.role and line.number is None and not above.head and _is_half(above, group)
    return False


def _is_half(above: Line, group: Lines) -> bool:
    return len(group) == 1 and (above.text[-1] in "，," or above.number is not None)


def _blocks(group: Lines, file: str) -> Iterator[Block]:
    first = group[0]
    if first.row:
        yield _table(group, file)
        return
    whole = _text("".join([line.text for line in group]), first, file)
    match first.role:
        case "title":
            yield Title(tuple(_text(line.text, line, file) for line in group))
        case "meta":
            yield from _meta(first, file)
        case "salutation":
            yield Salutation(whole)
        case "heading1" | "heading2" | "heading3" | "heading4":
            yield _heading(group, file)
        case "point" | "list_item" if first.number:
            yield _point(group, file)
        case "note":
            yield Note(whole)
        case "signature":
            yield Signature(whole)
        case "date":
            yield Date(whole)
        case "attachment":
            yield _attachment(group, file)
        case _:
            yield Paragraph(whole)


def _text(words: str, line: Line, file: str) -> Text:
    return (Run(words, Origin(Place(file, line.place, 1))),) if words else ()


def _meta(line: Line, file: str) -> Iterator[Block]:
    bare = line.text.strip("（）()【】[]")
    if _NUMBER.fullmatch(line.text):
        yield Letterhead((), _text(line.text, line, file))
    elif line.text[:1] in "（(" and line.text[-1:] in "）)":
        yield Remark(_text(bare, line, file))


def _heading(group: Lines, file: str) -> Heading:
    """A heading in one line or two, or one that its paragraph follows."""
    first = group[0]
    level = LEVELS.index(first.role) + 1
    number = first.number or ""
    if first.head is not None:
        words = "".join([line.text for line in group])
        begin = words.find(first.head, words.find(number) + len(number))
        after = begin + len(first.head)
        stop = words[after : after + 1] if words[after : after + 1] in _STOPS else ""
        body = words[after + len(stop) :].strip()
        return Heading(level, number, (_text(first.head, first, file),), stop, _text(body, first, file))
    texts = [line.text for line in group]
    texts[0] = texts[0][texts[0].find(number) + len(number) :].lstrip(" \u3000")
    stop = texts[-1][-1:] if texts[-1][-1:] in "。：；" else ""
    texts[-1] = texts[-1].removesuffix(stop) if stop else texts[-1]
    if any(line.goes_on for line in group):
        return Heading(level, number, (_text("".join(texts), first, file),), stop)
    lines = tuple(_text(text, line, file) for text, line in zip(texts, group, strict=True))
    return Heading(level, number, lines, stop)


def _point(group: Lines, file: str) -> Point:
    first = group[0]
    words = "".join([line.text for line in group])
    number = first.number or ""
    begin = words.find(number)
    rest = words[begin + len(number) :].lstrip()
    sentence = _SENTENCE.match(rest) if first.role == "point" else None
    lead = sentence[0] if sentence and sentence.end() < len(rest) and sentence[0][-1] == "。" else ""
    return Point(words[:begin] + number, _text(lead, first, file), _text(rest[len(lead) :], first, file))


def _table(group: Lines, file: str) -> Table:
    """The first row is the head; rows are filled up to the longest."""
    rows = [[_text(cell.strip(), line, file) for cell in line.text.split("\t")] for line in group]
    width = max(len(row) for row in rows)
    head, *others = [tuple(row + [()] * (width - len(row))) for row in rows]
    return Table(tuple(Column(title) for title in head), tuple(others))


def _attachment(group: Lines, file: str) -> Block:
    label = _LABEL.match(group[0].text)
    if label:
        told = label[1]
        number = int(told) if told.isdecimal() else _CHINESE.index(told) + 1 if told in _CHINESE and told else None
        return Attachment(number, ())
    titles = [_LISTED.sub("", line.text, count=1) for line in group]
    if len(titles) > 1:
        titles = [_LISTED_NUMBER.sub("", title, count=1) for title in titles]
    return AttachmentList(tuple(_text(title, line, file) for title, line in zip(titles, group, strict=True)))


def _attached(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Attachments with the titles that stand below their labels, and titles with their status."""
    made: list[Block] = []
    for block in blocks:
        above = made[-1] if made else None
        if isinstance(above, Attachment) and isinstance(block, Title) and not above.title:
            made[-1] = Attachment(above.number, tuple(run for line in block.lines for run in line))
        elif isinstance(above, Title) and isinstance(block, Remark) and not above.status:
            made[-1] = Title(above.lines, block.text)
        else:
            made.append(block)
    return tuple(made)
