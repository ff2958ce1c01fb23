"""CSV files (逗号分隔的表): bytes -> rows of texts. UTF-8, or GB18030 as Chinese Excel writes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from drafter.sheet_grid import MAX_ROWS, Cell, Grid, UnusableError
from drafter.source import control_character

__all__ = ["read"]

_SEPARATORS = (",", "\t", ";", "；")
_SAVE_AS = "在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”，或者 .xlsx"
_MOST_COLUMNS = 16_384


def read(data: bytes, fitness: Callable[[Grid], int]) -> Grid:
    """The file's rows, parted by that of , Tab ; ； under which `fitness` is greatest. UnusableError says why not."""
    text = _decoded(data)
    grids: list[Grid] = []
    errors: list[UnusableError] = []
    for separator in _SEPARATORS:
        if separator in text or separator == _SEPARATORS[0]:
            try:
                grids.append(_grid(text, separator))
            except UnusableError as error:
                errors.append(error)
    if not grids:
        raise errors[0]
    best = max(grids, key=fitness)
    if errors and not fitness(best):
        raise errors[0]
    return best


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnusableError("是 UTF-16 编码", _SAVE_AS)
    if b"\0" in data:
        raise UnusableError("不是文字，不像 CSV 文件", _SAVE_AS)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
    if _is_damaged_utf8(data):
        raise UnusableError("是 UTF-8 编码，但里面有损坏的字", _SAVE_AS, row)
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise UnusableError("既不是 UTF-8 编码，也不是 GB18030（GBK）编码", _SAVE_AS, row) from error


def _is_damaged_utf8(data: bytes) -> bool:
    """Most of it reads as UTF-8: as GB18030 it would turn into other characters without any error.

    GB18030 text read as UTF-8 has hardly any character of three bytes that is valid.
    """
    text = data.decode("utf-8", "replace")
    sound = sum(char >= "\u0800" and char != "\ufffd" for char in text)
    return data.startswith(b"\xef\xbb\xbf") or sound > text.count("\ufffd")


def _grid(text: str, separator: str) -> Grid:
    rows: dict[int, dict[int, Cell]] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            cells = {column: _cell(words, number, column) for column, words in enumerate(row, start=1) if words.strip()}
            if cells:
                rows[number] = cells
            if len(rows) > MAX_ROWS or len(row) > _MOST_COLUMNS:
                raise UnusableError(f"太大，最多{MAX_ROWS}行、{_MOST_COLUMNS}列", "分成几个计划，或者删去用不到的行")
    except csv.Error as error:
        reason = "里的引号没有配对，或者一格里的字太多"
        raise UnusableError(reason, "在 Excel 里打开看这一行，再存一遍", number + 1) from error
    return Grid("", rows)


def _cell(words: str, row: int, column: int) -> Cell:
    text = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    if control_character(text) is None:
        return Cell(text, row, column)
    return Cell("", row, column, "里有看不见的控制字符", "删去这个字符重新输入")
