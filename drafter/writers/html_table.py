"""表格 as HTML: columns as wide as in Word, equal neighbours one cell where asked, the head repeated on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.document import Column, Table, plain
from drafter.layout import Layout, width
from drafter.writers.docx_table import shares
from drafter.writers.html_markup import classed, escaped

__all__ = ["table_html"]

_POINTS_PER_MM = 72 / 25.4
_SLACK = 1.0  # characters: Chinese and digits stand a quarter of one apart
_LONGEST_SPAN = 65534  # rows; the HTML standard allows no more (4.9.11)
_CLASSES = {"text": "", "number": "right", "date": "centred", "serial": "centred"}

Rows = Sequence[Sequence[str]]


def table_html(table: Table, layout: Layout, room: float) -> str:
    """The table with its caption, `room` millimetres wide; only the caption where there is no column.

    Raises `ValueError` if a row has not as many cells as there are columns.
    """
    caption = plain(table.caption)
    if not table.columns:
        return classed("caption", escaped(caption)) if caption else ""
    head = [plain(column.title) for column in table.columns]
    rows = [[plain(cell) for cell in row] for row in table.rows]
    widths, classes = _columns(table.columns, [head, *rows], layout, room)
    columns = "".join([f'<col style="width:{share:.2%}">' for share in widths])
    cells = "".join([f'<th scope="col">{escaped(title)}</th>' for title in head])
    merged = [index for index, column in enumerate(table.columns) if column.merge]
    body = "\n".join(_rows(rows, classes, merged))
    titled = f"<caption>{escaped(caption)}</caption>" if caption else ""
    opened = f"<table>{titled}<colgroup>{columns}</colgroup>\n<thead><tr>{cells}</tr></thead>"
    return f"{opened}\n<tbody>\n{body}\n</tbody></table>"


def _columns(columns: Sequence[Column], rows: Rows, layout: Layout, room: float) -> tuple[list[float], list[str]]:
    """Every column's part of the whole width, and the class of its cells: numbers right, what fits one line centred."""
    look = layout.table
    character, margins = look.cell.size / _POINTS_PER_MM, min(2 * look.margin, room / (2 * len(columns)))
    measured = [[width(text) for text in column] for column in zip(*rows, strict=True)]
    natural = [max(column) + _SLACK for column in measured]
    narrow = [column.kind != "text" for column in columns]
    chosen = shares(natural, narrow, (room - margins * len(columns)) / character)
    classes = [
        "centred" if column.kind == "text" and wish <= share else _CLASSES[column.kind]
        for column, wish, share in zip(columns, natural, chosen, strict=True)
    ]
    return [(share * character + margins) / room for share in chosen], classes


def _rows(rows: Rows, classes: Sequence[str], merged: Sequence[int]) -> Iterator[str]:
    """Every row as an element; a cell that the one above covers is left out."""
    opened = [f'<td class="{name}"' if name else "<td" for name in classes]
    spans = _spans(rows, merged)
    for number, row in enumerate(rows):
        cells = []
        for index, text in enumerate(row):
            span = spans.get((number, index), 1)
            if span:
                spanned = f' rowspan="{span}"' if span > 1 else ""
                cells.append(f"{opened[index]}{spanned}>{escaped(text)}</td>")
        yield f"<tr>{''.join(cells)}</tr>"


def _spans(rows: Rows, merged: Sequence[int]) -> dict[tuple[int, int], int]:
    """How many rows the cells of the `merged` columns cover, 0 for one that is covered.

    Equal cells are one only while those of the merged columns left of them are.
    """
    spans: dict[tuple[int, int], int] = {}
    starts = dict.fromkeys(merged, 0)
    for number, row in enumerate(rows):
        goes_on = number > 0
        for index in merged:
            longer = number - starts[index] < _LONGEST_SPAN
            goes_on = goes_on and longer and rows[number - 1][index] == row[index]
            starts[index] = starts[index] if goes_on else number
            spans[number, index] = 0
            spans[starts[index], index] += 1
    return spans
