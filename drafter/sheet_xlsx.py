"""Workbooks (工作簿, .xlsx): bytes -> worksheets' cells, each as the sheet shows it (ECMA-376 part 1, 18).

The file may come from anywhere. The container is opened within limits, a sheet is read row by row and no further than
is allowed, whatever size it declares. A reader of our own, because a fact must print as it is shown: that takes the
number as it is stored, the format's own number and a formula's missing result, which spreadsheet libraries hide.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from lxml import etree

from drafter.sheet_grid import MAX_ROWS, Cell, Grid, UnusableError
from drafter.sheet_numbers import BUILTIN, GENERAL, UnclearError, shown
from drafter.source import control_character
from drafter.word_package import Limits, RefusedError, content_types, parsed, relationships, unpacked

__all__ = ["MAX_BYTES", "Workbook", "grid", "opened"]

MAX_BYTES = 20 * 1024 * 1024
_LIMITS = Limits(file=MAX_BYTES, unpacked=100 * 1024 * 1024, members=2000, ratio=200, ratio_from=20 * 1024 * 1024)
_SAVE_AS = "用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”"
_MOST_MERGED = 20_000
_MOST_TAGS = (
    3_000_000  # what is read row by row is forgotten at once; this bounds what is not, such as unknown elements
)
_RELATION = re.compile(r"\{.*\}id$")
_CELL_NAME = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Workbook(NamedTuple):
    """工作簿: the worksheets' parts by name, in order, with what their cells refer to. `hidden` are names of sheets."""

    parts: Mapping[str, bytes]
    sheets: Mapping[str, str]
    hidden: frozenset[str]
    strings: list[str]
    formats: list[str | None]
    since_1904: bool


# ---- the workbook ---------------------------------------------------------------------------------------------------


def opened(data: bytes) -> Workbook:
    """The workbook whose bytes these are. UnusableError where they are none, or one that may not be opened."""
    try:
        return _workbook(unpacked(data, _LIMITS))
    except RefusedError as error:
        raise _in_words(error) from error
    except (etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise _damaged() from error


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


def _damaged() -> UnusableError:
    return UnusableError("已经损坏", _SAVE_AS)


def _workbook(parts: Mapping[str, bytes]) -> Workbook:
    kinds = content_types(parts)
    main = next((each.target for each in relationships(parts, "") if each.kind.endswith("/officeDocument")), "")
    kind = kinds.get(main, "")
    if "macroEnabled" in kind or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise UnusableError("里有宏", "另存为不带宏的“Excel 工作簿（.xlsx）”")
    if "spreadsheetml" not in kind:
        raise UnusableError("不是 .xlsx 工作簿", _SAVE_AS)
    root = parsed(parts[main])
    targets = {each.id: each for each in relationships(parts, main)}
    sheets, hidden = {}, set()
    for entry in root.iter("{*}sheet"):
        name = entry.get("name") or ""
        relation = targets.get(next((value for key, value in entry.items() if _RELATION.match(key)), ""))
        if relation and relation.kind.endswith("/worksheet") and relation.target in parts:
            sheets[name] = relation.target
            hidden |= {name} if entry.get("state", "visible") != "visible" else set()
    by_kind = {each.kind.rpartition("/")[2]: each.target for each in targets.values()}
    settings = next(root.iter("{*}workbookPr"), None)
    return Workbook(
        parts,
        sheets,
        frozenset(hidden),
        list(_strings(parts.get(by_kind.get("sharedStrings", ""), b""))),
        _formats(parts.get(by_kind.get("styles", ""), b"")),
        settings is not None and settings.get("date1904") in ("1", "true"),
    )


def _elements(data: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements of these tags as they end, each forgotten once the next is asked for."""
    if data.count(b"<") > _MOST_TAGS:
        raise UnusableError("里的内容太多", f"最多{MAX_ROWS}行；删去用不到的行、列和它们的格式，另存一份")
    events = etree.iterparse(
        io.BytesIO(data), tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, load_dtd=False, no_network=True
    )
    for _, element in events:
        yield element
        element.clear()
        while element.getprevious() is not None:
            parent = element.getparent()
            if parent is None:
                break
            del parent[0]


def _strings(data: bytes) -> Iterator[str]:
    """The texts that cells share."""
    yield from (_rich(element) for element in _elements(data, "si")) if data else ()


def _rich(element: etree._Element) -> str:
    """The text of a cell or a shared string: of all its runs, without what says how to pronounce it."""
    pieces = (
        piece.text or "" for piece in element.iter("{*}t") if not any(True for _ in piece.iterancestors("{*}rPh"))
    )
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), "".join(pieces))


def _formats(data: bytes) -> list[str | None]:
    """The number format of every style that cells refer to; None for one that is not known."""
    if not data:
        return [GENERAL]
    root = parsed(data)
    own = {each.get("numFmtId"): each.get("formatCode") for each in root.iter("{*}numFmt")}
    styles = next(root.iter("{*}cellXfs"), None)
    if styles is None:
        return [GENERAL]
    ids = [each.get("numFmtId") or "0" for each in styles.iterchildren("{*}xf")]
    return [own.get(id_) or BUILTIN.get(int(id_)) for id_ in ids]


# ---- a worksheet ----------------------------------------------------------------------------------------------------


def grid(workbook: Workbook, name: str) -> Grid:
    """The cells of the worksheet `name`. UnusableError where there is too much in it, or it is damaged."""
    rows: dict[int, dict[int, Cell]] = {}
    merged: dict[int, list[tuple[int, int]]] = {}
    hidden: list[int] = []
    last = 0
    try:
        for element in _elements(workbook.parts[workbook.sheets[name]], "row", "mergeCell"):
            if _local(element) == "mergeCell":
                _note_merged(element, merged)
                continue
            last = _position(f"A{element.get('r') or last + 1}")[0]
            cells = dict(_cells(element, last, workbook))
            if cells:
                rows[last] = cells
                hidden += [last] if element.get("hidden") in ("1", "true") else []
            if len(rows) > MAX_ROWS:
                advice = "分成几个计划，或者删去用不到的行"
                raise UnusableError(f"的工作表“{name}”太大，最多{MAX_ROWS}行", advice)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged() from error
    return Grid(name, rows, {column: sorted(spans) for column, spans in merged.items()}, tuple(hidden))


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _note_merged(element: etree._Element, merged: dict[int, list[tuple[int, int]]]) -> None:
    """Cells merged downwards; of those merged sideways only the first column has the value."""
    first, _, last = (element.get("ref") or "").partition(":")
    (row, column), (end, _) = _position(first), _position(last or first)
    if end > row:
        merged.setdefault(column, []).append((row, end))
    if len(merged.get(column, ())) > _MOST_MERGED:
        raise UnusableError("里合并的单元格太多", "取消用不到的合并，另存一份")


def _position(name: str) -> tuple[int, int]:
    """Row and column of a cell such as C5. ValueError where it is no cell's name."""
    match = _CELL_NAME.fullmatch(name)
    if not match:
        raise ValueError(name)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _cells(row: etree._Element, number: int, workbook: Workbook) -> Iterator[tuple[int, Cell]]:
    """The cells of a row that are not blank, by column."""
    column = 0
    for element in row.iterchildren("{*}c"):
        name = element.get("r")
        column = _position(name)[1] if name else column + 1
        cell = _cell(element, number, column, workbook)
        if cell.text or cell.fault:
            yield column, cell


def _cell(element: etree._Element, row: int, column: int, workbook: Workbook) -> Cell:
    value = next(element.iterchildren("{*}v"), None)
    raw = (value.text or "") if value is not None else ""
    try:
        text = _shown(element, raw, workbook).replace("\r\n", "\n").replace("\r", "\n").strip()
        if control_character(text) is not None:
            raise UnclearError("里有看不见的控制字符", "删去这个字符重新输入")
    except UnclearError as unclear:
        return Cell("", row, column, str(unclear), unclear.advice)
    return Cell(text, row, column)


_Entry = TypeVar("_Entry", str, str | None)


def _at(entries: list[_Entry], number: str) -> _Entry:
    """The entry of that number, from 0. ValueError where there is none."""
    if not number.isdecimal() or int(number) >= len(entries):
        raise ValueError(number)
    return entries[int(number)]


def _shown(element: etree._Element, raw: str, workbook: Workbook) -> str:
    kind = element.get("t", "n")
    if kind == "inlineStr":
        return _rich(element)
    if not raw:
        if kind != "str" and next(element.iterchildren("{*}f"), None) is not None:
            raise UnclearError("的公式还没有算出结果", "用 Excel 或 WPS 打开，保存一遍；或者直接输入结果")
        return ""
    match kind:
        case "s":
            return _at(workbook.strings, raw)
        case "str":
            return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), raw)
        case "b":
            raise UnclearError("是逻辑值 TRUE 或 FALSE，不是文字", "输入要印的字，如 是、否")
        case "e":
            raise UnclearError(f"的公式出错了（{raw}）", "改正公式，或者直接输入结果")
        case "n":
            return shown(raw, _at(workbook.formats, element.get("s") or "0"), since_1904=workbook.since_1904)
        case _:
            raise UnclearError("的内容不认识", "把这一格的格式改成“文本”，重新输入")
