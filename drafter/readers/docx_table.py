"""The tables of a .docx: 表格 with its columns and merged cells, and the table that is 版记."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from lxml import etree

from drafter.document import Column, Imprint, Run, Table, Text
from drafter.readers.docx_styles import Styles
from drafter.readers.docx_text import inside, one_line, paragraph
from drafter.word_package import RefusedError, W
from drafter.word_styles import StyleId

__all__ = ["Cell", "WordTable", "imprint", "is_imprint", "shape", "table", "word_table"]

_ROW, _CELL, _PARAGRAPH = f"{W}tr", f"{W}tc", f"{W}p"
_DELETED = f"{W}trPr/{W}del"
_PROPERTIES, _MERGE, _SPAN, _VALUE = f"{W}tcPr", f"{W}vMerge", f"{W}gridSpan", f"{W}val"
_MOST_COLUMNS = 500  # Word itself stops at 63
_MOST_CELLS = 200_000
_KINDS: dict[StyleId, Literal["text", "number", "date", "serial"]] = {
    "TableNumber": "number",
    "TableDate": "date",
    "TableSerial": "serial",
}


class Cell(NamedTuple):
    """A cell: its role, its text in one line, how many columns it spans, whether it goes on from the one above."""

    style: StyleId
    text: str
    span: int
    goes_on: bool


class WordTable(NamedTuple):
    """A table as it stands in the file."""

    rows: tuple[tuple[Cell, ...], ...]


def word_table(element: etree._Element, styles: Styles) -> WordTable:
    """The w:tbl. RefusedError where it has more columns than any table."""
    rows = (row for row in inside(element) if row.tag == _ROW and row.find(_DELETED) is None)
    return WordTable(tuple(tuple(_cells(row, styles)) for row in rows))


def _cells(row: etree._Element, styles: Styles) -> Iterator[Cell]:
    width = 0
    for element in inside(row):
        if element.tag != _CELL:
            continue
        count, goes_on = shape(element)
        width += count
        if width > _MOST_COLUMNS:
            raise RefusedError("excessive", reason=f"里有超过{_MOST_COLUMNS}栏的表格")
        written = [paragraph(each, styles) for each in element.iter(_PARAGRAPH)]
        text = one_line("\n".join([each.text for each in written]))
        yield Cell(written[0].style if written else "TableText", text, count, goes_on)


def shape(element: etree._Element) -> tuple[int, bool]:
    """How many columns a cell spans, and whether it goes on from the one above."""
    properties = element.find(_PROPERTIES)
    if properties is None:
        return 1, False
    span, merge = properties.find(_SPAN), properties.find(_MERGE)
    count = 1 if span is None else _number(span.get(_VALUE))
    return count, merge is not None and merge.get(_VALUE) != "restart"


def _number(told: str | None) -> int:
    """How many columns a cell says it spans; one where it says nothing that makes sense."""
    return max(int(told), 1) if told and told.isdecimal() and len(told) < 6 else 1


# ---- 表格 -----------------------------------------------------------------------------------------------------------


def table(found: WordTable, caption: Text = ()) -> Table | None:
    """The table, its first row as its head; None where it has no cell. RefusedError where it has too many."""
    width = max((sum(cell.span for cell in row) for row in found.rows), default=0)
    if not width:
        return None
    if width * len(found.rows) > _MOST_CELLS:
        raise RefusedError("excessive", reason=f"里有超过{_MOST_CELLS}个单元格的表格")
    rows = [_spread(row) for row in found.rows]
    blank = Cell("TableText", "", 1, goes_on=False)
    head, *body = [[*row, *[blank] * (width - len(row))] for row in rows]
    columns = tuple(_column(title, [row[index] for row in body]) for index, title in enumerate(head))
    return Table(columns, tuple(_texts(body)), caption)


def _spread(row: Sequence[Cell]) -> list[Cell]:
    """As many cells as the row covers columns: a wide one, then blank ones."""
    found: list[Cell] = []
    for cell in row:
        found += [cell, *[cell._replace(text="", span=1)] * (cell.span - 1)]
    return found


def _column(title: Cell, cells: Sequence[Cell]) -> Column:
    kind = _KINDS.get(cells[0].style, "text") if cells else "text"
    merge = title.style == "TableHeadMerged" or any(cell.goes_on for cell in cells)
    return Column(_text(title.text), kind, merge)


def _texts(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Text, ...]]:
    """The rows' texts; a cell that goes on has that of the one above."""
    above: tuple[Text, ...] = ()
    for row in rows:
        above = tuple(above[index] if cell.goes_on and above else _text(cell.text) for index, cell in enumerate(row))
        yield above


def _text(words: str) -> Text:
    return (Run(words),) if words else ()


# ---- 版记 -----------------------------------------------------------------------------------------------------------


def is_imprint(found: WordTable) -> bool:
    """Whether every cell is a line of 版记."""
    return {cell.style for row in found.rows for cell in row} == {"ImprintLine"}


def imprint(found: WordTable) -> Imprint | None:
    """抄送 is the row of one cell; 印发机关 and 印发日期 share one. None where nothing stands in either."""
    copies, organ, date = "", "", ""
    for first, *others in found.rows:
        if others:
            organ, date = first.text, others[0].text.removesuffix("印发")
        else:
            copies = first.text.removeprefix("抄送：").removesuffix("。")
    return Imprint(_text(copies), _text(organ), _text(date)) if copies or organ or date else None
