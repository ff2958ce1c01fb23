"""Outline (大纲): from the lines of a document that somebody else wrote to the role of each of them.

`outline` is a pure function. It looks at a document in passes, each of which says the roles it is sure to know and
leaves the rest to the next; a record is never changed, and what one pass said, no other says anew:

    marks       序数      what a line opens with: 一、（一）1. 1.1 ① 一是 -
    noise       杂质      what a website or a printer put around the document, and a table of contents
    wrapping    断行      paragraphs that were broken into lines of one width, put together
    frame       框架      titles, numbers and dates of issue, addressees, signatures, attachments
    headings    层次标题  numbers that head or only count, and the levels of those that head
    unnumbered  无序号    headings without numbers, also over two lines
    bodies      正文      points, list items, responsibility notes, paragraphs

`document` makes a `Document` of an outline.

A rule says in its docstring where it comes from: a clause of a standard, or office practice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.lines import SourceLine
from drafter.outline.bodies import bodies
from drafter.outline.frame import framed, title_end
from drafter.outline.headings import numbered
from drafter.outline.noise import contents, furniture
from drafter.outline.records import Record, records, tabbed
from drafter.outline.result import LEVELS, SURE, Line, Outline, Role
from drafter.outline.unnumbered import unnumbered
from drafter.outline.wrapping import joined

__all__ = ["LEVELS", "SURE", "Line", "Outline", "Role", "outline"]


def outline(lines: Sequence[SourceLine]) -> Outline:
    """The role of every line, in order; no line is left out and no text is changed."""
    recorded = records(lines)
    found = contents(furniture(recorded))
    found = framed(joined(found))
    found = bodies(unnumbered(numbered(found)))
    made: dict[int, Line] = {}
    for each in found:
        made.update(_lines(each, lines))
    for index, table in tabbed(recorded).items():
        made[index] = made[index]._replace(row=table)
    return Outline(_title(found), tuple(made[index] for index in range(len(lines))))


def _title(found: Sequence[Record]) -> str:
    """The first title, its lines joined, as printed but for blanks between the lines."""
    titles: list[str] = []
    for each in found:
        if each.role == "title" and each.body not in titles:
            end = title_end(each)
            titles.append((each.text[:end] if end else each.text).strip().lstrip("#* ").rstrip("* "))
        elif titles and each.role != "noise":
            break
    return "".join(titles)


def _lines(each: Record, source: Sequence[SourceLine]) -> Iterator[tuple[int, Line]]:
    """The record as the file's own lines again."""
    assert each.say is not None  # noqa: S101  `bodies` says what nobody else does
    begin = 0
    for index in each.lines:
        line = source[index]
        later = begin > 0
        role = _role_of_rest(each, begin, len(line.text)) if later else each.say.role
        number = None if later else _number(each)
        head = None if later else _head(each)
        sure, reason = each.say.confidence, each.say.reason
        made = Line(
            line.text, role, number, head, sure, reason, line.number, line.row, later, line.stretches, line.cells
        )
        yield index, made
        begin += len(line.text)


def _role_of_rest(each: Record, begin: int, length: int) -> Role:
    """What a further line of a broken paragraph is: of a heading only as long as nothing but its words stands there."""
    assert each.say is not None  # noqa: S101  as above
    role = each.say.role
    if role in LEVELS and each.head and begin + length > each.head + 1:
        return "paragraph"
    return "paragraph" if role in ("point", "list_item") else role


def _number(each: Record) -> str | None:
    mark = each.mark
    if each.role not in (*LEVELS, "point", "list_item") or mark.kind in ("", "•"):
        return None
    printed = each.text[mark.start : mark.end].strip()
    return printed.rstrip("，,：:、") if mark.kind == "是" and mark.series not in "，：、" else printed


def _head(each: Record) -> str | None:
    end = title_end(each) or each.head
    return each.text[each.mark.end if each.head else 0 : end].strip() if end else None
