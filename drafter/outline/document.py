"""From an outline to a `Document`: what the proofreader checks, and what a plan can be made from.

The origin of every run is the place where its characters stand. What a website put around the document, and its own
data about it, is left out, but for 发文字号, 稿次 and 附注. Nothing else is: each word of every other line stands in a
block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

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
    plain,
)
from drafter.numbering import STOPS
from drafter.outline.result import LEVELS, Line, Outline
from drafter.outline.words import Words, numbered, words
from drafter.place import Place

__all__ = ["outline_document"]

_STOPS = STOPS | frozenset(".!?;:")
_SENTENCE = re.compile(r"[^。！？；]{2,60}?[。！？；]")
_NUMBER = re.compile(r"\S{2,20}[〔\[（【]\d{4}[〕\]）】]\s?第?\d{1,4}\s?号")
_LABEL = re.compile(r"附\s?(?:件|表|录)?\s?([一二三四五六七八九十]{1,2}|\d{0,2})\s*[：:]?$")
_LISTED = re.compile(r"附\s?(?:件|表|录)?\s?(?:[一二三四五六七八九十]{1,2}|\d{0,2})\s*[：:]\s*")
_LISTED_NUMBER = re.compile(r"[（(]?\d{1,2}[)）.．、]\s*")
_CHINESE = "一二三四五六七八九十"
_BRACKETS = "（）()【】[]"

Lines = Sequence[Line]


def outline_document(outline: Outline, file: str = "") -> Document:
    """The document that the outline describes; `file` is what origins call it."""
    lines = [line for line in outline.lines if line.role != "noise"]
    blocks = ((block, words(group[:1], file).place(0)) for group in _groups(lines) for block in _blocks(group, file))
    return Document(tuple(_attached(blocks)), Properties(outline.title))


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
    whole = words(group, file)
    match first.role:
        case "title":
            yield Title(tuple(words([line], file).runs() for line in group))
        case "meta":
            yield from _meta(words([first], file))
        case "salutation":
            yield Salutation(whole.runs())
        case "heading1" | "heading2" | "heading3" | "heading4":
            yield _heading(group, whole)
        case "point" | "list_item" if first.number:
            yield _point(first, whole)
        case "note":
            yield Note(whole.runs())
        case "signature":
            yield Signature(whole.runs())
        case "date":
            yield Date(whole.runs())
        case "attachment":
            yield _attachment(group, file)
        case _:
            yield Paragraph(whole.runs())


def _meta(line: Words) -> Iterator[Block]:
    text = line.text
    if _NUMBER.fullmatch(text):
        yield Letterhead((), line.runs())
    elif text[:1] in "（(" and text[-1:] in "）)":
        yield Remark(line.runs(len(text) - len(text.lstrip(_BRACKETS)), len(text.rstrip(_BRACKETS))))


def _heading(group: Lines, whole: Words) -> Heading:
    """A heading in one line or two, or one that its paragraph follows."""
    first = group[0]
    level = LEVELS.index(first.role) + 1
    number = first.number or ""
    start = whole.text.find(number)
    begin = start + len(number)
    if number and whole.text[:start].strip():  # “## ” before it is text that somebody left there
        start, number = 0, whole.text[:begin]
    told = start if number else None
    if first.head is not None:
        begin = whole.text.find(first.head, begin)
        after = begin + len(first.head)
        stop = whole.text[after : after + 1] if whole.text[after : after + 1] in _STOPS else ""
        lines = (whole.runs(begin, after, number=told),)
        return Heading(level, number, lines, stop, whole.runs(after + len(stop)))
    last = whole.text[begin:].strip()[-1:]
    stop = last if last and last in "。：；" else ""
    end = len(whole.text.rstrip()) - len(stop)
    if any(line.goes_on for line in group):
        return Heading(level, number, (whole.runs(begin, end, number=told),), stop)
    ends = [min(edge, end) for edge in accumulate(len(line.text) for line in group)]
    opening = whole.runs(begin, ends[0], number=told)
    return Heading(level, number, (opening, *(whole.runs(*edges) for edges in pairwise(ends))), stop)


def _point(first: Line, whole: Words) -> Point:
    number = first.number or ""
    begin = whole.text.find(number) + len(number)
    begin += len(whole.text[begin:]) - len(whole.text[begin:].lstrip())
    rest = whole.text[begin:]
    sentence = _SENTENCE.match(rest) if first.role == "point" else None
    is_lead = sentence is not None and sentence.end() < len(rest) and sentence[0][-1] == "。"
    middle = begin + sentence.end() if sentence is not None and is_lead else begin
    lead = whole.runs(begin, middle, number=0)
    return Point(whole.text[:begin].rstrip(), lead, whole.runs(middle, number=None if lead else 0))


def _table(group: Lines, file: str) -> Table:
    """The first row is the head; rows are filled up to the longest."""
    rows = [list(_cells(words([line], file), line.cells or line.text.split("\t"))) for line in group]
    width = max(len(row) for row in rows)
    head, *others = [tuple(row + [()] * (width - len(row))) for row in rows]
    return Table(tuple(Column(title) for title in head), tuple(others))


def _cells(row: Words, cells: Sequence[str]) -> Iterator[Text]:
    begin = -next((index for index, cell in enumerate(cells) if cell), 0)
    for cell in cells:
        yield row.runs(begin, begin + len(cell)) if cell else ()
        begin += len(cell) + 1


def _attachment(group: Lines, file: str) -> Block:
    label = _LABEL.match(group[0].text)
    if label:
        told = label[1]
        number = int(told) if told.isdecimal() else _CHINESE.index(told) + 1 if told in _CHINESE and told else None
        return Attachment(number, ())
    return AttachmentList(tuple(_listed(words([line], file), several=len(group) > 1) for line in group))


def _listed(line: Words, *, several: bool) -> Text:
    """The title in a line of the list, behind 附件： and behind its number where there are several."""
    label = _LISTED.match(line.text)
    begin = label.end() if label else 0
    number = _LISTED_NUMBER.match(line.text, begin) if several else None
    return line.runs(number.end(), number=begin) if number else line.runs(begin)


def _attached(blocks: Iterable[tuple[Block, Place]]) -> list[Block]:
    """Attachments with the titles that stand below their labels, and titles with their status."""
    made: list[Block] = []
    label: Place | None = None
    for block, place in blocks:
        above = made[-1] if made else None
        if isinstance(above, Attachment) and isinstance(block, Title) and not plain(above.title) and label:
            title = tuple(run for line in block.lines for run in line)
            made[-1] = Attachment(above.number, numbered(title, label))
        elif isinstance(above, Title) and isinstance(block, Remark) and not above.status:
            made[-1] = Title(above.lines, block.text)
        else:
            made.append(_placed(block, place))
            label = place
    return made


def _placed(block: Block, place: Place) -> Block:
    """An attachment without a title has its label's place all the same: an empty run carries it."""
    if isinstance(block, Attachment) and not block.title:
        return Attachment(block.number, (Run("", Origin(place)),))
    return block
