"""表格: w:tbl, with column widths chosen by what the columns hold.

`shares` knows nothing of Word: it parts a width among columns and can be read and tested by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from math import ceil

from drafter.document import Table, plain
from drafter.layout import Layout, TableLook, width
from drafter.word_styles import StyleId
from drafter.writers.docx_markup import around_text, millimetres, points, run_text

__all__ = ["highest_row", "shares", "table_xml"]

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_CENTRED = '<w:jc w:val="center"/>'
_STYLES: Mapping[str, StyleId] = {
    "text": "TableText",
    "number": "TableNumber",
    "date": "TableDate",
    "serial": "TableSerial",
}
# Word sets a quarter of a character between Chinese and digits: a date such as 2027年11月底前 grows by three quarters.
_SLACK = 1.0
# So many characters, if it has them, are left to every column that must break its lines: the width of a usual head.
_LEAST_WIDTH = 5.0
# A name of seven characters with its slack is better not broken, unless such columns would take most of the table.
_SHORT = 8.0
_FIRM_SHARE = 0.7
_RAGGED = 0.5  # a broken line is seldom full
_MOST_LINES = 60


def table_xml(table: Table, layout: Layout, room: int) -> str:
    """The table without its caption, `room` twips wide; nothing where there is no column.

    Raises `ValueError` if a row has not as many cells as there are columns: Word would call the file damaged.
    """
    if not table.columns:
        return ""
    head = [plain(column.title) for column in table.columns]
    rows = [[plain(cell) for cell in row] for row in table.rows]
    widths, alignments = _columns(table, [head, *rows], layout, room)
    grid = "".join([f'<w:gridCol w:w="{size}"/>' for size in widths])
    opening, head_opening = _row_openings(layout.table)
    kinds = [_STYLES[column.kind] for column in table.columns]
    cells = [_cell(*each) for each in zip(kinds, widths, alignments, strict=True)]
    heads: list[StyleId] = ["TableHeadMerged" if column.merge else "TableHead" for column in table.columns]
    head_cells = [_cell(style, size) for style, size in zip(heads, widths, strict=True)]
    merged = [index for index, column in enumerate(table.columns) if column.merge]
    body = _merged_rows(opening, cells, rows, merged) if merged else [_row(opening, cells, row) for row in rows]
    opened = f"<w:tbl>{_properties(layout, room)}<w:tblGrid>{grid}</w:tblGrid>{_row(head_opening, head_cells, head)}"
    return "".join((opened, *body, "</w:tbl>"))


def highest_row(table: Table, layout: Layout, room: int) -> int:
    """How many lines the table's highest row would have if it were `room` twips wide."""
    if not table.columns or not table.rows:
        return 0
    rows = [[plain(cell) for cell in row] for row in table.rows]
    head = [plain(column.title) for column in table.columns]
    widths, _ = _columns(table, [head, *rows], layout, room)
    character, margins = points(layout.table.cell.size), 2 * millimetres(layout.table.margin)
    capacity = [max((size - margins) // character, 1) for size in widths]
    return max(ceil(width(text) / held) for row in rows for text, held in zip(row, capacity, strict=True))


def _merged_rows(
    opening: str, cells: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], merged: Sequence[int]
) -> list[str]:
    """Rows in which equal cells of the `merged` columns are one; a cell goes on only while those left of it do."""
    made: list[str] = []
    for row, above, below in zip(rows, (None, *rows), (*rows[1:], None), strict=False):
        own = list(cells)
        goes_on = continues = True
        for index in merged:
            continues = continues and above is not None and above[index] == row[index]
            goes_on = goes_on and below is not None and below[index] == row[index]
            if continues or goes_on:
                own[index] = _merging(cells[index], restart=not continues)
        shown = [text if "<w:vMerge/>" not in own[index][0] else "" for index, text in enumerate(row)]
        made.append(_row(opening, own, shown))
    return made


def _merging(cell: tuple[str, str], *, restart: bool) -> tuple[str, str]:
    merge = '<w:vMerge w:val="restart"/>' if restart else "<w:vMerge/>"
    return cell[0].replace("<w:vAlign", f"{merge}<w:vAlign", 1), cell[1]


def _properties(layout: Layout, room: int) -> str:
    look = layout.table
    rules = "".join(
        f'<w:{edge} w:val="single" w:sz="{points(look.rule, 8)}" w:space="0" w:color="auto"/>' for edge in _EDGES
    )
    sizes = (("top", look.padding), ("left", look.margin), ("bottom", look.padding), ("right", look.margin))
    margins = "".join(f'<w:{edge} w:w="{millimetres(size)}" w:type="dxa"/>' for edge, size in sizes)
    return (
        f'<w:tblPr><w:tblW w:w="{room}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    )


def _row_openings(look: TableLook) -> tuple[str, str]:
    """A row that is not split between pages, and the head, which every page repeats."""
    shared = f'<w:cantSplit/><w:trHeight w:val="{millimetres(look.row_height)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{shared}</w:trPr>", f"<w:tr><w:trPr>{shared}<w:tblHeader/></w:trPr>"


def _cell(style: StyleId, size: int, alignment: str = "") -> tuple[str, str]:
    """What stands before and after the text of every cell in a column."""
    properties = f'<w:tcPr><w:tcW w:w="{size}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    opening, closing = around_text(style, alignment)
    return f"<w:tc>{properties}{opening}", f"{closing}</w:tc>"


def _row(opening: str, cells: Sequence[tuple[str, str]], texts: Sequence[str]) -> str:
    filled = [f"{before}{run_text(text)}{after}" for (before, after), text in zip(cells, texts, strict=True)]
    return f"{opening}{''.join(filled)}</w:tr>"


def _columns(table: Table, rows: Sequence[Sequence[str]], layout: Layout, room: int) -> tuple[list[int], list[str]]:
    """Widths in twips that add up to `room`, and alignments where they differ from the style's.

    Numbers, serials and dates stand as their styles say; text whose cells all fit on one line is centred.
    """
    character = points(layout.table.cell.size)
    margins = min(2 * millimetres(layout.table.margin), room // (2 * len(table.columns)))
    natural = [max(map(width, set(column))) + _SLACK for column in zip(*rows, strict=True)]
    narrow = [column.kind != "text" for column in table.columns]
    chosen = shares(natural, narrow, (room - margins * len(natural)) / character)
    edges = [round(edge) for edge in accumulate((share * character + margins for share in chosen), initial=0.0)]
    edges[-1] = room
    fits = [wish <= share for wish, share in zip(natural, chosen, strict=True)]
    centred = [column.kind == "text" and fitting for column, fitting in zip(table.columns, fits, strict=True)]
    aligned = [_CENTRED if is_centred else "" for is_centred in centred]
    return [right - left for left, right in pairwise(edges)], aligned


def shares(natural: Sequence[float], narrow: Sequence[bool], room: float) -> tuple[float, ...]:
    """Parts a width of `room` characters among columns; the parts add up to it.

    `natural` is the width at which a column's longest cell stays on one line. Narrow columns (serials, numbers, dates)
    are not broken as long as the others keep their least width; the others get what makes their longest cells about
    equally high, in as few lines as the room allows. What is left over widens the columns of text by their length.
    """
    least = [min(wish, _LEAST_WIDTH) for wish in natural]
    firm = _firm(natural, narrow, least, room)
    parts = next(
        (found for lines in range(1, _MOST_LINES) if sum(found := _parts(natural, firm, lines)) <= room), least
    )
    growing = [index for index, is_narrow in enumerate(narrow) if not is_narrow] or list(range(len(parts)))
    if sum(parts) > room:
        return tuple(part * room / sum(parts) for part in parts)
    spare, wishes = room - sum(parts), sum(natural[index] for index in growing)
    grown = {index: spare * natural[index] / wishes for index in growing}
    return tuple(part + grown.get(index, 0.0) for index, part in enumerate(parts))


def _firm(natural: Sequence[float], narrow: Sequence[bool], least: Sequence[float], room: float) -> Sequence[bool]:
    """The columns that are not broken: narrow ones and short names, narrow ones alone, or none, as the room allows."""
    short = [is_narrow or wish <= _SHORT for wish, is_narrow in zip(natural, narrow, strict=True)]
    for firm, share in ((short, _FIRM_SHARE), (narrow, 1.0)):
        held = [wish if is_firm else low for wish, is_firm, low in zip(natural, firm, least, strict=True)]
        if sum(held) <= room * share:
            return firm
    return [False] * len(natural)


def _parts(natural: Sequence[float], firm: Sequence[bool], lines: int) -> list[float]:
    """What every column needs for its longest cell to stand in so many lines; firm ones are not broken."""
    return [
        wish if is_firm or lines == 1 else max(wish / lines + _RAGGED, min(wish, _LEAST_WIDTH))
        for wish, is_firm in zip(natural, firm, strict=True)
    ]
