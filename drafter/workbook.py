"""The workbook to fill in (填报的工作簿): a new plan's facts in Excel, with a sheet for every list that fits one.

It is made from the facts file that would have been written without it, empty or an example: what a cell can hold moves
into the workbook, the rest stays. openpyxl, which is an extra, writes it.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from drafter import source as yaml_source
from drafter.kinds import KINDS
from drafter.nearby import USE
from drafter.sheets import SINGLES
from drafter.source import Mapping, Node, Scalar, Sequence, is_empty
from drafter.structure import Field, Structure
from drafter.writers.docx_package import member, pack

__all__ = ["FILE", "ONE_A_LINE", "Filled", "allow", "filled", "put", "same_every_time", "wide"]

FILE = "facts.xlsx"
_MOST_CHARACTERS = 32_767  # that a cell holds (Excel specifications and limits)
_MOST_CHOICES = 255  # characters of all choices together, with commas between them
_NOT_IN_A_SHEETS_NAME = re.compile(r"[\[\]:*?/\\']")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ROWS_TO_FILL = 30
_LAST_ROW = 1000
_WIDTHS = (8, 50)
ONE_A_LINE = "每行一条（Alt+Enter换行）"
_SINGLES_HEAD = ("事实", "内容", "来源", "说明")
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_HEAD = f"""\
# 事实在 {FILE} 里填：单项的在工作表“{SINGLES}”里，下面写着 {FILE} 的列表各有一个工作表；其余的在这里填。
{USE}: {FILE}
"""


class Filled(NamedTuple):
    """A facts file's new text, and the bytes of the workbook that it names."""

    text: str
    workbook: bytes


class _Sheet(NamedTuple):
    """A list's worksheet: its name, and a row of texts for every item."""

    name: str
    field: Field
    rows: list[list[str]]


def filled(text: str, structure: Structure) -> Filled:
    """The facts file `text` with its facts moved into a workbook, as far as cells can hold them.

    The same text makes the same bytes. ImportError without the extra.
    """
    root = yaml_source.parse(text, "").root
    assert isinstance(root, Mapping)  # noqa: S101  # text that was made for this structure
    singles: list[tuple[Field, Node | None]] = []
    sheets: list[_Sheet] = []
    for field in structure.facts:
        node = root.entries.get(field.name)
        if _fits_a_cell(field) and _cell(node) is not None:
            singles.append((field, node))
        elif field.is_list and field.fields and node is not None and _fits_a_sheet(field, node):
            names = {sheet.name for sheet in sheets} | {SINGLES}
            sheets.append(_Sheet(_sheet_name(field, names), field, list(_rows(field, node))))
    moved = {sheet.field.name: _reference(sheet) for sheet in sheets} | {field.name: "" for field, _ in singles}
    return Filled(_without(text, root, moved), _written(singles, sheets))


# ---- what fits where ------------------------------------------------------------------------------------------------


def _fits_a_cell(field: Field) -> bool:
    """A single value, or a list of them, one a line."""
    return field.is_scalar or bool(field.item and field.item.is_scalar and field.item.kind != "paragraph")


def _cell(node: Node | None) -> str | None:
    """What the cell holds; None where a cell cannot hold it, such as a value with its source."""
    if node is None:
        return ""
    if isinstance(node, Scalar):
        return None if len(node.text) > _MOST_CHARACTERS else "" if is_empty(node) else node.text
    if isinstance(node, Mapping):
        return None
    items = [
        item.text for item in node.items if isinstance(item, Scalar) and not is_empty(item) and "\n" not in item.text
    ]
    whole = "\n".join(items)
    left_out = [item for item in node.items if not is_empty(item)]
    return whole if len(items) == len(left_out) and len(whole) <= _MOST_CHARACTERS else None


def _fits_a_sheet(field: Field, node: Node) -> bool:
    """Rows of cells, and nothing else in them."""
    if not all(map(_fits_a_cell, field.fields)):
        return False
    if is_empty(node):
        return True
    return isinstance(node, Sequence) and all(
        isinstance(item, Mapping) and all(_cell(inner) is not None for inner in item.entries.values())
        for item in node.items
    )


def _rows(field: Field, node: Node) -> Iterator[list[str]]:
    for item in node.items if isinstance(node, Sequence) else ():
        assert isinstance(item, Mapping)  # noqa: S101  # it fits a sheet
        row = [_cell(item.entries.get(inner.name)) or "" for inner in field.fields]
        if any(row):
            yield row


def _sheet_name(field: Field, taken: set[str]) -> str:
    """The list's label, as far as a sheet's name allows it (31 characters, some signs not)."""
    name = _NOT_IN_A_SHEETS_NAME.sub("", field.label)[:31] or field.name[:31]
    number = 2
    while name in taken:
        name = f"{name[:28]}{number}"
        number += 1
    return name


def _reference(sheet: _Sheet) -> str:
    """What the facts file says instead of the rows."""
    plain = sheet.name in (sheet.field.name, sheet.field.label)
    return FILE if plain else f"{{file: {FILE}, sheet: {sheet.name}}}"


# ---- the facts file -------------------------------------------------------------------------------------------------


def _without(text: str, root: Mapping, moved: dict[str, str]) -> str:
    """The facts file without the facts that have moved; lists say where, what stays keeps its comments."""
    lines = text.splitlines(keepends=True)
    starts = {name: _with_comments(lines, key.line - 1) for name, key in root.keys.items()}
    ends = [*list(starts.values())[1:], len(lines)]
    parts = lines[: min(starts.values(), default=0)]
    for (name, start), end in zip(starts.items(), ends, strict=True):
        line = root.keys[name].line - 1
        if name not in moved:
            parts += lines[start:end]
        elif moved[name]:
            parts += [*lines[start:line], f"{name}: {moved[name]}\n"]
        if name == "structure":
            parts.append(_HEAD)
    return "".join(parts)


def _with_comments(lines: list[str], start: int) -> int:
    """Where the comments above a key begin."""
    while start and (lines[start - 1].startswith("#") or not lines[start - 1].strip()):
        start -= 1
    return start


# ---- the workbook ---------------------------------------------------------------------------------------------------


def _written(singles: list[tuple[Field, Node | None]], sheets: list[_Sheet]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "drafter"
    _write_singles(book.active, singles)
    for sheet in sheets:
        _write_list(book.create_sheet(sheet.name), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return same_every_time(buffer.getvalue())


def same_every_time(data: bytes) -> bytes:
    """The workbook without the time at which it was made."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    parts[core] = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", parts[core])
    return pack(member(name, content) for name, content in parts.items())


def _write_singles(page: Any, singles: list[tuple[Field, Node | None]]) -> None:
    page.title = SINGLES
    labels = [field.label for field, _ in singles]
    rows = []
    for field, node in singles:
        name = field.label if labels.count(field.label) == 1 else field.name
        rows.append([name + "*" * field.required, _cell(node) or "", "", _note(field)])
    notes = ("带*的必填", "要印的字，照样填写", "这个事实从哪里来，不印出来，可以不填", "填写说明，不印出来")
    for column, (title, note) in enumerate(zip(_SINGLES_HEAD, notes, strict=True), start=1):
        _header(page.cell(1, column), title, note, required=column <= 2)
    _fill(page, rows, len(rows))
    for row, (field, _) in enumerate(singles, start=2):
        allow(page, field, f"B{row}")
        _mark(page.cell(row, 1), required=field.required)
    _shape(page, [list(_SINGLES_HEAD), *rows])


def _write_list(page: Any, sheet: _Sheet) -> None:
    from openpyxl.utils import get_column_letter

    heads = [field.label + "*" * field.required for field in sheet.field.fields]
    for column, field in enumerate(sheet.field.fields, start=1):
        _header(page.cell(1, column), heads[column - 1], _note(field), required=field.required)
        letter = get_column_letter(column)
        allow(page, field, f"{letter}2:{letter}{_LAST_ROW}")
    _fill(page, sheet.rows, len(sheet.rows) + _ROWS_TO_FILL)
    _shape(page, [heads, *sheet.rows])


def _note(field: Field) -> str:
    """What a clerk should know while filling in."""
    inner = field.item or field
    words = KINDS[inner.kind].label
    if inner.choices or field.choices:
        words = "从这些里选：" + "、".join(inner.choices or field.choices)
    example = field.example or inner.example
    need = "由程序算，不用填" if field.computed else "必填" if field.required else "选填"
    parts = [need, words, ONE_A_LINE if field.item else "", field.help]
    told = "；".join(part for part in parts if part)
    return f"{told}。例：{example}" if example else told


def _header(cell: Any, title: str, note: str, *, required: bool) -> None:
    from openpyxl.comments import Comment

    put(cell, title)
    _mark(cell, required=required)
    cell.comment = Comment(note, "drafter", height=40 + 20 * (len(note) // 16), width=240)


def _mark(cell: Any, *, required: bool) -> None:
    """The look of what is not filled in: bold on a colour, another one where it is required."""
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="FFF2CC" if required else "EDEDED")
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def put(cell: Any, text: str) -> None:
    """Text as it is: no formula, no number, no date."""
    if text:
        cell.value = _LOOKS_ESCAPED.sub("_x005F_", text)
        cell.data_type = "s"
    cell.number_format = "@"


def _fill(page: Any, rows: list[list[str]], count: int) -> None:
    """The rows, and empty ones to write in, all as text."""
    from openpyxl.styles import Alignment, Border, Side

    line = Side(style="thin", color="BFBFBF")
    for row in range(2, count + 2):
        texts = rows[row - 2] if row - 2 < len(rows) else []
        for column in range(1, page.max_column + 1):
            cell = page.cell(row, column)
            put(cell, texts[column - 1] if texts else "")
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.border = Border(left=line, right=line, top=line, bottom=line)


def allow(page: Any, field: Field, cells: str) -> None:
    """A drop-down of the words that the field is limited to, where Excel can hold them."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = ",".join(field.choices)
    if not words or len(words) > _MOST_CHOICES or any(mark in choice for choice in field.choices for mark in ',"'):
        return
    validation = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    validation.error, validation.errorTitle, validation.showErrorMessage = "请从列出的里面选", "不在可选的里面", True
    validation.add(cells)
    page.add_data_validation(validation)


def _shape(page: Any, rows: list[list[str]]) -> None:
    """Columns as wide as their words, whole columns as text, the header always in sight."""
    from openpyxl.utils import get_column_letter

    least, most = _WIDTHS
    for column in range(1, page.max_column + 1):
        lines = [line for row in rows for line in row[column - 1].split("\n")]
        dimension = page.column_dimensions[get_column_letter(column)]
        dimension.width = min(max(map(wide, lines)) + 4, most) if lines else least
        dimension.number_format = "@"
    page.freeze_panes = "A2"


def wide(line: str) -> int:
    """How much room a line takes in a column, in digits; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)
