"""Workbooks (工作簿, .xlsx): bytes -> worksheets' cells, each as the sheet shows it (ECMA-376 part 1, 18).

openpyxl reads them; it is an extra, and imported with this module. The file may come from anywhere: of its parts, held
against limits first, openpyxl gets only those that cells depend on. A sheet is read row by row and no further than is
allowed, whatever size it declares.
"""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet._reader import FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.xml.functions import iterparse

from drafter.sheet_grid import MAX_BYTES, MAX_ROWS, Cell, Grid, UnusableError
from drafter.sheet_numbers import BUILTIN, UnclearError, shown
from drafter.source import control_character
from drafter.word_package import CONTENT_TYPES, STRICT, Limits, RefusedError, content_types, relationships, unpacked

__all__ = ["LIMITS", "Workbook", "grid", "opened"]

LIMITS = Limits(file=MAX_BYTES, unpacked=100 * 1024 * 1024, members=2000, ratio=200, ratio_from=20 * 1024 * 1024)
_SAVE_AS = "用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”"
_MOST_TAGS = {"main+xml": 300_000, "worksheet+xml": 2_000_000, "sharedStrings+xml": 2_000_000, "styles+xml": 300_000}
"""The parts that cells depend on, by the ends of their content types, with how much each may hold."""
_MOST_MERGED = 20_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Workbook(NamedTuple):
    """工作簿: openpyxl's worksheets by name, in order. `hidden` are names of sheets."""

    sheets: Mapping[str, Any]
    hidden: frozenset[str]


# ---- the workbook ---------------------------------------------------------------------------------------------------


def opened(data: bytes) -> Workbook:
    """The workbook whose bytes these are. UnusableError where they are none, or one that may not be opened."""
    with _reading():
        try:
            container = _container(unpacked(data, LIMITS))
        except RefusedError as error:
            raise _in_words(error) from error
        book = load_workbook(container, read_only=True, data_only=True, keep_links=False)
    hidden = frozenset(page.title for page in book.worksheets if page.sheet_state != "visible")
    return Workbook({page.title: page for page in book.worksheets}, hidden)


@contextmanager
def _reading() -> Iterator[None]:
    """While openpyxl reads. It fails with every kind of exception, and warns of what does not concern cells."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnusableError:
        raise
    except Exception as error:
        raise UnusableError("已经损坏", _SAVE_AS) from error


def _in_words(error: RefusedError) -> UnusableError:
    match error.fault:
        case "locked":
            return UnusableError("加了密码", "在 Excel 或 WPS 里去掉打开密码，另存一份")
        case "excessive":
            return UnusableError(f"{error.words['reason']}，不像一份正常的工作簿，没有打开", "只留下要用的表，另存一份")
        case "entities":
            return UnusableError(f"的 {error.words['part']} 里有实体声明，正常的工作簿没有", _SAVE_AS)
        case _:
            return UnusableError("不是 .xlsx 工作簿（可能是改了后缀的 .xls），或者已经损坏", _SAVE_AS)


def _container(parts: Mapping[str, bytes]) -> io.BytesIO:
    """A container with the parts that cells depend on, all of them looked through before, and nothing else."""
    kinds = content_types(parts)
    main = next((each.target for each in relationships(parts, "") if each.kind.endswith("/officeDocument")), "")
    if "macroEnabled" in kinds.get(main, "") or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise UnusableError("里有宏", "另存为不带宏的“Excel 工作簿（.xlsx）”")
    if "spreadsheetml" not in kinds.get(main, ""):
        raise UnusableError("不是 .xlsx 工作簿", _SAVE_AS)
    if STRICT in parts[main][:4000]:
        raise UnusableError("是“严格的 Open XML 电子表格”", _SAVE_AS)
    folder, stem = posixpath.split(main)
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        for name in (CONTENT_TYPES, posixpath.join(folder, "_rels", f"{stem}.rels")):
            archive.writestr(name, parts.get(name, b""))
        for name, content in parts.items():
            kind = kinds.get(name, "").rpartition(".")[2]
            if kind not in _MOST_TAGS or not name.endswith(".xml"):
                continue
            if content.count(b"<") > _MOST_TAGS[kind]:
                raise UnusableError("里的内容太多", f"最多{MAX_ROWS}行；删去用不到的行、列和它们的格式，另存一份")
            # openpyxl looks for styles nowhere else, and drops every x005F_, as if nothing else were ever escaped
            archive.writestr("xl/styles.xml" if kind == "styles+xml" else name, content.replace(b"x005F_", b"x005f_"))
    return container


# ---- a worksheet ----------------------------------------------------------------------------------------------------


def grid(workbook: Workbook, name: str) -> Grid:
    """The cells of the worksheet `name`. UnusableError where there is too much in it, or it is damaged."""
    rows: dict[int, dict[int, Cell]] = {}
    merged: dict[int, list[tuple[int, int]]] = {}
    hidden: list[int] = []
    with _reading():
        for found in _found(workbook.sheets[name]):
            if isinstance(found, _Row):
                rows.setdefault(found.number, {}).update(found.cells)
                hidden += [found.number] if found.is_hidden else []
            elif found.max_row > found.min_row:  # of cells merged sideways only the first column has the value
                merged.setdefault(found.min_col, []).append((found.min_row, found.max_row))
            if len(rows) > MAX_ROWS:
                advice = "分成几个计划，或者删去用不到的行"
                raise UnusableError(f"的工作表“{name}”太大，最多{MAX_ROWS}行", advice)
    return Grid(name, rows, {column: sorted(spans) for column, spans in merged.items()}, tuple(hidden))


class _Row(NamedTuple):
    """一行: its cells that are not blank, by column."""

    number: int
    cells: Mapping[int, Cell]
    is_hidden: bool


def _found(sheet: Any) -> Iterator[_Row | CellRange]:
    """The sheet's rows with something in them, and its merged cells, in the order of the file.

    By parts of openpyxl's that are not public, of which this module alone makes use: in its mode for reading only, rows
    do not tell that they are hidden nor cells that they are merged, and numbers under a date's format are rounded; in
    the other mode, a merged range or a link over the whole sheet makes a cell for every place in it.
    """
    strings = dict(enumerate(sheet._shared_strings))  # a list would take -1 for its last one
    with sheet._get_source() as source:
        reader = WorkSheetParser(source, strings, data_only=True)  # that knows no date formats: numbers as stored
        for _, element in iterparse(source):
            if element.tag == ROW_TAG:
                number, cells = reader.parse_row(element)
                texts = {
                    cell["column"]: _cell(cell, number, sheet, computed=inner.find(FORMULA_TAG) is not None)
                    for cell, inner in zip(cells, element, strict=True)
                    if len(inner)
                }
                texts = {column: cell for column, cell in texts.items() if cell.text or cell.fault}
                if texts:
                    yield _Row(number, texts, element.get("hidden") in ("1", "true"))
                element.clear()
            elif element.tag == MERGE_TAG:
                if len(element) > _MOST_MERGED:
                    raise UnusableError("里合并的单元格太多", "取消用不到的合并，另存一份")
                yield from (CellRange(merged.get("ref")) for merged in element)


def _cell(cell: Mapping[str, Any], row: int, sheet: Any, *, computed: bool) -> Cell:
    column = cell["column"]
    try:
        text = _shown(cell, sheet, computed=computed).replace("\r\n", "\n").replace("\r", "\n").strip()
        if control_character(text) is not None:
            raise UnclearError("里有看不见的控制字符", "删去这个字符重新输入")
    except UnclearError as unclear:
        return Cell("", row, column, str(unclear), unclear.advice)
    return Cell(text, row, column)


def _shown(cell: Mapping[str, Any], sheet: Any, *, computed: bool) -> str:
    """What the cell shows; of one that is `computed`, its stored result. Raises `UnclearError`."""
    value = cell["value"]
    if value is None:
        if computed and cell["data_type"] != "str":
            raise UnclearError("的公式还没有算出结果", "用 Excel 或 WPS 打开，保存一遍；或者直接输入结果")
        return ""
    match cell["data_type"]:
        case "s":
            return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), value)
        case "b":
            raise UnclearError("是逻辑值 TRUE 或 FALSE，不是文字", "输入要印的字，如 是、否")
        case "e":
            raise UnclearError(f"的公式出错了（{value}）", "改正公式，或者直接输入结果")
        case "n":
            return shown(repr(value), _format(cell, sheet), since_1904=sheet.parent.epoch == CALENDAR_MAC_1904)
        case _:
            raise UnclearError("的内容不认识", "把这一格的格式改成“文本”，重新输入")


def _format(cell: Mapping[str, Any], sheet: Any) -> str | None:
    """The cell's number format, None for one that is not known: what openpyxl itself takes for General."""
    if cell["style_id"] < 0:
        raise ValueError(cell["style_id"])
    styled = ReadOnlyCell(sheet, **cell)
    number = styled.style_array.numFmtId
    return BUILTIN.get(number) if number < BUILTIN_FORMATS_MAX_SIZE else styled.number_format
