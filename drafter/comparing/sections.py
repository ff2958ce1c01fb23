"""章节: a document as a tree of sections by its headings, each with what it says: sentences, lines, rows of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from drafter.comparing.sentences import sentences, unnumbered
from drafter.document import (
    Attachment,
    AttachmentList,
    Block,
    Date,
    Document,
    Heading,
    Imprint,
    Note,
    Paragraph,
    Point,
    Remark,
    Signature,
    Table,
    Text,
    Title,
    plain,
    printed,
)

__all__ = ["CLOSING", "OPENING", "Part", "Unit", "parts"]

OPENING, CLOSING = "开头", "落款"
"""What stands before the first heading, and what stands below the text: neither has a heading of its own."""
_BELOW = (AttachmentList, Signature, Date, Remark, Imprint)


class Unit(NamedTuple):
    """What is compared as a whole: a sentence of the text, a row of a table, or a line such as a title or a date."""

    kind: Literal["sentence", "row", "line"]
    text: str


@dataclass(slots=True)
class Part:
    """A section while it is read: its heading's words, its units, the sections in it.

    `lists` counts how often each list of facts is printed in it, for as far as the document knows.
    """

    heading: str
    number: str = ""
    level: int = 0
    units: list[Unit] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    lists: Counter[str] = field(default_factory=Counter)

    def walk(self) -> Iterator[Part]:
        """This part and all parts in it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def parts(document: Document) -> list[Part]:
    """The sections in order; what stands in an attachment lies in its section."""
    top: list[Part] = []
    opened: list[Part] = []
    for block in document.blocks:
        _place(block, top, opened)
        opened[-1].units.extend(_units(block))
        opened[-1].lists.update(_lists(block))
    return [part for part in top if part.units or part.parts or part.heading not in (OPENING, CLOSING)]


def _place(block: Block, top: list[Part], opened: list[Part]) -> None:
    """Opens the section that a block begins; `opened` is the way down to the one that takes what follows."""
    if isinstance(block, Heading):
        while opened and (opened[-1].level >= block.level or not _holds_headings(opened[-1])):
            opened.pop()
        words = "".join(plain(line) for line in block.lines)
        part = Part(unnumbered(words) or words, block.number, block.level)
        (opened[-1].parts if opened else top).append(part)
        opened.append(part)
        return
    if isinstance(block, Attachment):
        heading = plain(block.title)
    elif isinstance(block, Title) and opened:
        heading = "".join(map(plain, block.lines))
    elif isinstance(block, _BELOW) and opened and not _is_leaf(opened[0]):
        heading = CLOSING
    elif not opened:
        heading = OPENING
    else:
        return
    kind = _ATTACHMENT if isinstance(block, Attachment) else ""
    opened[:] = [Part(heading, kind)]
    top.append(opened[0])


_ATTACHMENT = "附件"


def _holds_headings(part: Part) -> bool:
    return part.level > 0 or part.number == _ATTACHMENT


def _is_leaf(part: Part) -> bool:
    """Whether closing lines stay where they are: below a title, in an attachment, behind other closing lines."""
    return part.level == 0 and (part.heading in (OPENING, CLOSING) or part.number == _ATTACHMENT)


def _units(block: Block) -> Iterator[Unit]:
    match block:
        case Heading():
            yield from _sentences(block.body)
        case Paragraph():
            yield from _sentences(block.lead + block.text)
        case Point():
            yield from _sentences(block.lead + block.text)
        case Note():
            yield from _sentences(block.text)
        case Table():
            yield from _table(block)
        case Title() | Attachment():
            lines = block.lines if isinstance(block, Title) else (block.title,)
            yield from _lines(["".join(map(plain, lines))])
        case _:
            yield from _lines(map(plain, printed(block)))


def _sentences(text: Text) -> Iterator[Unit]:
    return (Unit("sentence", words) for words in sentences(plain(text)))


def _lines(lines: Iterable[str]) -> Iterator[Unit]:
    return (Unit("line", line.strip()) for line in lines if line.strip())


def _table(table: Table) -> Iterator[Unit]:
    """The rows without their serial numbers, which count on when a row is added."""
    shown = [index for index, column in enumerate(table.columns) if column.kind != "serial"]
    yield from _lines([plain(table.caption)])
    yield from _lines(["　".join(plain(table.columns[index].title) for index in shown)])
    for row in table.rows:
        words = "　".join(plain(row[index]) for index in shown)
        if words.strip():
            yield Unit("row", words)


def _lists(block: Block) -> Iterator[str]:
    """The list of facts that each run comes from."""
    for text in printed(block):
        for run in text:
            path = run.origin.path if run.origin else None
            if path and "[" in path:
                yield path.partition("[")[0]
