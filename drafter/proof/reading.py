"""Reading (通读): a document as the lines a proofreader reads, each with its role and the place behind every character.

The only seam between the rules and the document: rules see `Line`s and the whole text, never blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, assert_never

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
    Run,
    Salutation,
    Signature,
    Table,
    Text,
    Title,
    plain,
    printed,
)
from drafter.place import Place

Role = Literal[
    "title",
    "heading",
    "body",
    "cell",
    "caption",
    "listed",
    "attachment",
    "salutation",
    "signature",
    "date",
    "letterhead",
    "imprint",
    "remark",
]
PROSE: frozenset[Role] = frozenset({"heading", "body"})
"""Sentences: body, and headings, which often run into their paragraph."""
RUNNING: frozenset[Role] = frozenset({"heading", "body", "cell", "caption", "remark"})
"""Whatever somebody wrote as text, tables too."""


class Line(NamedTuple):
    """行: one printed paragraph or table cell. `number` counts from 0; `alone` is a heading without a paragraph."""

    number: int
    text: str
    role: Role
    runs: Text
    exact: bool
    alone: bool = False

    def run_at(self, offset: int) -> tuple[Run | None, int]:
        """The run that holds the character at `offset`, and the character's offset in that run."""
        for run in self.runs:
            if offset < len(run.text):
                return run, offset
            offset -= len(run.text)
        return (self.runs[-1], len(self.runs[-1].text)) if self.runs else (None, 0)

    def place_at(self, offset: int) -> Place | None:
        """Where the character at `offset` can be mended: its fact, else its wording, else its place in the file."""
        run, inside = self.run_at(offset)
        place = _place(run)
        if place is None:
            return self._beside(offset) if self.exact else next(filter(None, map(_place, self.runs)), None)
        return place._replace(column=place.column + inside) if self.exact else place

    def _beside(self, offset: int) -> Place | None:
        """Where a character without a place stands: as far behind the run before that has one, or before the next."""
        begin, found = 0, None
        for run in self.runs:
            place = _place(run)
            if place is not None and (begin <= offset or found is None):
                found = place._replace(column=max(place.column + offset - begin, 1))
            begin += len(run.text)
        return found

    @property
    def numbered_here(self) -> bool:
        """True where drafter itself printed the number that the line opens with, as its structure wants it."""
        return len(self.runs) > 1 and _place(self.runs[0]) is None and any(map(_place, self.runs))

    def path_at(self, offset: int) -> str | None:
        """The path of the fact that brought the character at `offset`, if one did."""
        run, _ = self.run_at(offset)
        return run.origin.path if run and run.origin else None


def _place(run: Run | None) -> Place | None:
    """Where a run can be mended; None for what drafter itself prints, such as numbers."""
    origin = run.origin if run else None
    return (origin.fact or origin.wording) if origin else None


Grid = tuple[tuple[Line, ...], ...]
"""A table's rows, the head first, all of one length."""


@dataclass(frozen=True)
class Reading:
    """A document read once. `text` is its lines joined by line breaks; `tables` are the cells among them, by row."""

    lines: tuple[Line, ...]
    text: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    tables: tuple[Grid, ...] = field(default=(), repr=False)

    def at(self, position: int) -> tuple[Line, int]:
        """The line that holds a position of `text`, and the offset in it."""
        number = bisect_right(self.starts, position) - 1
        return self.lines[number], position - self.starts[number]

    def of(self, *roles: Role) -> list[Line]:
        """The lines of some roles, in order."""
        return [line for line in self.lines if line.role in roles]

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters of the text: what has others cannot stand in it."""
        return frozenset(self.text)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Each title in one line: of a notice that issues a plan, the notice's and the plan's."""
        titles: list[str] = []
        before = -2
        for line in self.of("title"):
            if titles and line.number == before + 1:
                titles[-1] += line.text
            else:
                titles.append(line.text)
            before = line.number
        return tuple(titles)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that the last title with any names: a summary's and the next plan's, say."""
        for title in reversed(self.titles):
            found = {int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?=年)", title)}
            for first, last in re.findall(r"(?<!\d)(20\d\d)年?[—–\-－～~至到](20\d\d)(?=学?年)", title):
                found.update(range(int(first), int(last) + 1))
            if found:
                return tuple(sorted(found))
        return ()


def read(document: Document, *, exact: bool = False) -> Reading:
    """`document` as lines. `exact` where an origin is the place of its run's first character: a file read as it is."""
    lines: list[Line] = []
    tables: list[Grid] = []
    for block in document.blocks:
        first = len(lines)
        for role, text, alone in _lines(block):
            lines.append(Line(len(lines), plain(text), role, text, exact, alone))
        if isinstance(block, Table):
            tables.append(_grid([line for line in lines[first:] if line.role == "cell"], len(block.columns)))
    if lines and not any(line.role == "title" for line in lines) and _reads_as_title(lines[0]):
        lines[0] = lines[0]._replace(role="title")
    starts, position = [], 0
    for line in lines:
        starts.append(position)
        position += len(line.text) + 1
    return Reading(tuple(lines), "\n".join([line.text for line in lines]), tuple(starts), tuple(tables))


def _reads_as_title(line: Line) -> bool:
    """A first line that ends in the name of a kind of document, though a stop stands behind it."""
    return (
        len(line.text) <= 50
        and re.search("(?:计划|总结|方案|要点|打算|安排|报告)[。，；：、.]?$", line.text) is not None
    )


def _grid(cells: list[Line], width: int) -> Grid:
    return tuple(tuple(cells[start : start + width]) for start in range(0, len(cells), width or 1))


def _lines(block: Block) -> Iterator[tuple[Role, Text, bool]]:
    if isinstance(block, Table):
        yield from (("caption", block.caption, True),) if block.caption else ()
        yield from (("cell", column.title, True) for column in block.columns)
        yield from (("cell", cell, True) for row in block.rows for cell in row)
        return
    alone = isinstance(block, Heading) and not block.body
    for text in printed(block):
        yield _role_of_line(block, plain(text)), text, alone


def _role_of_line(block: Block, words: str) -> Role:
    """The role of one line: a row of a plain text's table, its cells split by tabs, is no sentence."""
    role = _role(block)
    if role == "salutation" and re.search("20\\d\\d年|如下|以下|下列|制定|根据|坚持", words):
        return "body"  # a sentence that ends in a colon
    return "cell" if role == "body" and "\t" in words.strip() else role


def _role(block: Block) -> Role:
    match block:
        case Letterhead():
            return "letterhead"
        case Title():
            return "title"
        case Salutation():
            return "salutation"
        case Heading():
            return "heading"
        case Paragraph() | Point() | Note():
            return "body"
        case Table():
            return "cell"
        case Picture():
            return "caption"
        case AttachmentList():
            return "listed"
        case Signature():
            return "signature"
        case Date():
            return "date"
        case Remark():
            return "remark"
        case Attachment():
            return "attachment"
        case Imprint():
            return "imprint"
        case _:
            assert_never(block)
