"""Tables (表格): totals under their columns, numbers in order, a unit and a date in every row. Office practice.

A table is one of the document's, or lines of a plain text whose cells are split by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from drafter.proof.figures import DIGITS, value_of
from drafter.proof.finding import Finding, at, compiled
from drafter.proof.names import LABELS
from drafter.proof.reading import Line, Reading

_NUMERIC = rf"({DIGITS})([万亿]?)([^\W\d_]{{0,4}}|[%％])"
_TOTAL = r"(?:合|总|共)[ 　]*计(?:[（(].*[）)])?"
_SUBTOTAL = r"小[ 　]*计|其中"
_NOT_ADDED = (
    "序号|编号|号码|电话|率|占比|比例|比重|比上年|增长|%|％|单价|均|年|月|日期|时间|时限|得分|分值|排名|名次|备注"
    "|权重|标准"
)
_SERIAL = r"序[ 　]*号|编[ 　]*号"
_ASSIGNED = rf"(?:{LABELS}|责任人|负责人|责任领导|牵头领导|完成时限|完成时间|完成期限|时限|主持人|主讲人)"
_LEAST_ROWS = 3


class Cell(NamedTuple):
    """单元格: its words and where they stand in their line."""

    line: Line
    start: int
    text: str


Rows = list[list[Cell]]


def findings(reading: Reading) -> Iterator[Finding]:
    """What does not add up, does not count on, or is missing where all other rows have it."""
    for rows in (*_grids(reading), *_tabbed(reading)):
        if len(rows) >= _LEAST_ROWS:
            yield from _under_columns(rows)
            yield from _beside_rows(rows)
            yield from _serial(rows)
            yield from _assigned(rows)


def _grids(reading: Reading) -> Iterator[Rows]:
    for grid in reading.tables:
        yield [[Cell(line, 0, line.text.strip()) for line in row] for row in grid]


def _tabbed(reading: Reading) -> Iterator[Rows]:
    """Neighbouring lines of a plain text with tabs in them; a row may lack its last cells."""
    if "\t" not in reading.text:
        return
    lines = [line for line in reading.lines if "\t" in line.text]
    for _, group in groupby(enumerate(lines), key=lambda each: each[1].number - each[0]):
        rows = [_split(line) for _, line in group]
        width = len(rows[0])
        if all(len(row) <= width for row in rows):
            yield [row + [Cell(row[-1].line, row[-1].start, "")] * (width - len(row)) for row in rows]


def _split(line: Line) -> list[Cell]:
    cells, start = [], 0
    for words in line.text.split("\t"):
        cells.append(Cell(line, start, words.strip()))
        start += len(words) + 1
    return cells


# ---- totals ---------------------------------------------------------------------------------------------------------


def _number(cell: Cell) -> Decimal | None:
    match = compiled(_NUMERIC).fullmatch(cell.text)
    return value_of(match[1], match[2]) if match else None


def _is_total(row: list[Cell]) -> bool:
    return any(compiled(_TOTAL).fullmatch(cell.text) for cell in row[:2])


def _under_columns(rows: Rows) -> Iterator[Finding]:
    """合计 in the last row, or in the first one below the head, against its column."""
    if any(compiled(_SUBTOTAL).search(cell.text) for row in rows for cell in row[:2]):
        return
    for row in (rows[-1], rows[1]):
        if _is_total(row):
            others = [each for each in rows[1:] if each is not row]
            for column, head in enumerate(rows[0]):
                if not compiled(_NOT_ADDED).search(head.text):
                    yield from _column(row[column], [each[column] for each in others])
            return


def _column(total: Cell, cells: list[Cell]) -> Iterator[Finding]:
    while cells and cells[0].text and _number(cells[0]) is None:
        del cells[0]  # a second row of the head
    filled = [cell for cell in cells if cell.text.strip("—-/－")]
    parts = [(cell.text, value) for cell in filled if (value := _number(cell)) is not None]
    told = _number(total)
    if (
        told is None
        or len(parts) < 2
        or len(parts) < len(filled)
        or len({_unit(cell) for cell in (total, *filled)}) > 1
    ):
        return
    found = sum((value for _, value in parts), Decimal(0))
    if found != told:
        yield _wrong(total, [text for text, _ in parts], found)


def _unit(cell: Cell) -> str:
    return re.sub(r"[\d.,]", "", cell.text)


def _wrong(total: Cell, parts: list[str], found: Decimal) -> Finding:
    told = "＋".join(parts if len(parts) < 7 else [*parts[:3], "……", *parts[-2:]])
    end = total.start + max(len(total.text), 1)
    return at(
        "P603", total.line, total.start, end, total=total.text, parts=told, found=f"{found.normalize():f}{_unit(total)}"
    )


def _beside_rows(rows: Rows) -> Iterator[Finding]:
    """A column of totals that is the sum of the others in most rows, but not in this one."""
    totals = [column for column, head in enumerate(rows[0]) if compiled(_TOTAL).fullmatch(head.text)]
    if len(totals) != 1:
        return
    column = totals[0]
    added = [
        other
        for other, head in enumerate(rows[0])
        if other != column
        and not compiled(_NOT_ADDED).search(head.text)
        and all(_number(row[other]) is not None for row in rows[1:])
    ]
    checked = [
        (row[column], [row[other].text for other in added], sum(_number(row[other]) or Decimal(0) for other in added))
        for row in rows[1:]
    ]
    wrong = [(cell, parts, found) for cell, parts, found in checked if _number(cell) != found]
    if len(added) > 1 and wrong and len(wrong) * 3 <= len(checked):
        for cell, parts, found in wrong:
            if _number(cell) is not None:
                yield _wrong(cell, parts, Decimal(found))


# ---- rows -----------------------------------------------------------------------------------------------------------


def _serial(rows: Rows) -> Iterator[Finding]:
    """序号 1, 2, 4."""
    head = rows[0][0]
    numbers = [(row[0], int(row[0].text)) for row in rows[1:] if row[0].text.isdecimal()]
    if not compiled(_SERIAL).fullmatch(head.text) or not numbers:
        return
    wanted = 1
    for cell, number in numbers:
        if number not in (wanted, 1):
            words = {"mark": cell.text, "expected": str(wanted)}
            yield at("P307", cell.line, cell.start, cell.start + len(cell.text), **words)
        wanted = number + 1


def _assigned(rows: Rows) -> Iterator[Finding]:
    """Nobody responsible, or no date, in a row where nearly all others have one."""
    tasks = [row for row in rows[1:] if not _is_total(row) and sum(bool(cell.text) for cell in row) > 1]
    for column, head in enumerate(rows[0]):
        if not compiled(_ASSIGNED).match(re.sub(r"\s", "", head.text)):
            continue
        lacking = [row for row in tasks if not row[column].text]
        filled = len(tasks) - len(lacking)
        for row in lacking:
            if filled > 1 and len(lacking) <= max(1, filled // 3) and sum(not cell.text for cell in row) <= 2:
                yield _unassigned(row, head.text, filled)


def _unassigned(row: list[Cell], label: str, filled: int) -> Finding:
    item = max(row, key=lambda cell: len(cell.text))
    words = {"item": item.text[:16], "label": label, "most": filled}
    return at("P619", item.line, item.start, item.start + len(item.text), **words)
