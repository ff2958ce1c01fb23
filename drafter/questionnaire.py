"""The questionnaire (填报表): a unit's tasks in a workbook, grey what the plan says, white what the unit is to fill in.

A hidden worksheet keeps what was sent out: of which plan, to which unit, every task as it was. `returned` holds the
workbook that comes back against it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from drafter.structure import Field
from drafter.workbook import ONE_A_LINE, allow, put, same_every_time, wide

__all__ = ["FORMAT", "NUMBER", "RECORD", "SHEET", "Questionnaire", "Row", "digest", "short", "within_a_cell", "written"]

SHEET = "填报"
"""The worksheet to fill in."""
RECORD = "drafter"
"""The hidden worksheet with what was sent out."""
FORMAT = "drafter split 1"
"""The record's first cell."""
NUMBER = "编号"
"""The first column's head: by its number a row is known again, wherever it stands."""

_MOST_CHARACTERS = 32_767  # that a cell holds (Excel specifications and limits)
_LONGEST_QUOTED = 36
_CUT = "……（太长，全文见计划）"
_GREY, _TO_FILL = "EDEDED", "FFF2CC"
_NARROW, _WIDEST, _TO_WRITE_IN = 6, 44, 36
_ABOUT = (
    "只填黄色表头下面的格子，照要印的样子填；灰色的是计划里的，不要改；不要增减行、列。填好以后保存，整个文件交回。"
)


class Row(NamedTuple):
    """A task: its path in the facts and its grey cells, the first of them its number."""

    path: str
    told: tuple[str, ...]


class Questionnaire(NamedTuple):
    """填报表 of one unit. `told` are the grey columns' heads, of which `names` behind the number name the task.

    `asked` are the columns to fill in: heads and fields.
    """

    plan: str
    unit: str
    told: tuple[str, ...]
    names: int
    asked: tuple[tuple[str, Field], ...]
    rows: tuple[Row, ...]


def written(form: Questionnaire) -> bytes:
    """The workbook. The same questionnaire makes the same bytes. ImportError without the extra `xlsx`."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "drafter"
    page: Any = book.active
    page.title = SHEET
    _write_page(page, form)
    hidden = book.create_sheet(RECORD)
    hidden.sheet_state = "veryHidden"
    for number, cells in enumerate(_record(form), start=1):
        for column, text in enumerate(cells, start=1):
            put(hidden.cell(number, column), text)
    buffer = io.BytesIO()
    book.save(buffer)
    return same_every_time(buffer.getvalue())


def digest(rows: Iterable[Iterable[str]]) -> str:
    """What the record's rows behind the first come to: a record that somebody changed does not count."""
    words = "\x1e".join("\x1f".join(cells).rstrip("\x1f") for cells in rows)
    return hashlib.sha256(words.encode()).hexdigest()


def within_a_cell(text: str) -> str:
    """As much of a grey cell's text as a cell can show, and word of what is left out."""
    return text if len(text) <= _MOST_CHARACTERS // 2 else text[: _MOST_CHARACTERS // 2] + _CUT


def short(text: str) -> str:
    """A cell's words in one line, as messages quote them."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTED else line[: _LONGEST_QUOTED - 1] + "…"


def _record(form: Questionnaire) -> Iterator[tuple[str, ...]]:
    rows = [
        (form.plan,),
        (form.unit,),
        (str(form.names),),
        tuple(head for head, _ in form.asked),
        ("", *form.told),
        *((row.path, *row.told) for row in form.rows),
    ]
    yield FORMAT, digest(rows)
    yield from rows


# ---- the page -------------------------------------------------------------------------------------------------------


def _write_page(page: Any, form: Questionnaire) -> None:
    heads = [*form.told, *(head for head, _ in form.asked)]
    for row, (text, size) in enumerate(((f"{form.unit}任务填报表", 16), (form.plan, 11), (_ABOUT, 11)), start=1):
        _line(page, row, len(heads), text, size)
    first = 5
    for column, head in enumerate(heads, start=1):
        _head(page.cell(first - 1, column), head, form, column - len(form.told) - 1)
    for row, task in enumerate(form.rows, start=first):
        for column in range(1, len(heads) + 1):
            told = column <= len(form.told)
            _cell(page.cell(row, column), task.told[column - 1] if told else "", grey=told)
    _shape(page, form, first)


def _line(page: Any, row: int, columns: int, text: str, size: int) -> None:
    from openpyxl.styles import Alignment, Font

    cell = page.cell(row, 1)
    put(cell, text)
    cell.font = Font(bold=size > 11, size=size)
    cell.alignment = Alignment(horizontal="center" if size > 11 else None, vertical="center", wrap_text=True)
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    page.row_dimensions[row].height = 34 if text == _ABOUT else 24


def _head(cell: Any, head: str, form: Questionnaire, number: int) -> None:
    """A column's head; of one to fill in, with a word on what is wanted."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    put(cell, head)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor=_GREY if number < 0 else _TO_FILL)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    if number >= 0:
        field = form.asked[number][1]
        need, example = "必填" if field.required else "", f"例：{field.example}" if field.example else ""
        note = "；".join(part for part in (need, ONE_A_LINE if field.item else "", field.help, example) if part) or head
        cell.comment = Comment(note, "drafter", height=40 + 20 * (len(note) // 16), width=240)


def _cell(cell: Any, text: str, *, grey: bool) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    put(cell, text)
    line = Side(style="thin", color="BFBFBF")
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.protection = Protection(locked=grey)
    if grey:
        cell.fill = PatternFill("solid", fgColor="F7F7F7")


def _shape(page: Any, form: Questionnaire, first: int) -> None:
    """Columns as wide as their words, drop-downs, the heads always in sight, and a lock without a password."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, head in enumerate(form.told, start=1):
        lines = [head, *(line for row in form.rows for line in row.told[column - 1].split("\n"))]
        width = min(max(max(map(wide, lines)) + 2, _NARROW), _WIDEST)
        page.column_dimensions[get_column_letter(column)].width = width
    last = first + len(form.rows) - 1
    for column, (_, field) in enumerate(form.asked, start=len(form.told) + 1):
        letter = get_column_letter(column)
        page.column_dimensions[letter].width = _TO_WRITE_IN if not field.choices else 16
        allow(page, field, f"{letter}{first}:{letter}{last}")
    page.freeze_panes = f"A{first}"
    page.print_title_rows = f"{first - 1}:{first - 1}"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # openpyxl's word for “not locked”
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
