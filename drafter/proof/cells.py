"""Cells (格子): the columns of a table that say who is responsible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from drafter.proof.finding import Finding, at, compiled
from drafter.proof.names import LABELS
from drafter.proof.reading import Line, Reading

__all__ = ["findings", "organs", "responsible"]

_HEAD = rf"(?:主要)?(?:{LABELS})(?:[、/／和及与]?(?:{LABELS}))*(?:名称)?(?:[（(][^（）()人]*[）)])?"
_LEAD = "^(?!配合|协办|协同|参与|参加)"
_SUM = "^(?:合计|总计|小计|共计)"
_SERIAL = r"[\d.、（）()一二三四五六七八九十]+"
_MERGED = (".docx", ".doc", ".wps", ".rtf")
_BETWEEN = r"[、，,；;/／\s]+"
_NOT_ONE = "各|^(?:有关|相关|其他|其它|全体|全校|所有|本|待)|等(?:单位|部门|科室)?$|^[—－\\-/无]+$"
_TOLD_MORE = r"^(?:牵头|主办|主责|配合|协办)[：:]|[（(][^（）()]*[）)]$|(?:牵头|负责|配合|落实|承办)$"


def findings(reading: Reading) -> Iterator[Finding]:
    """A row without a responsible unit where others have one. A unit that only helps need not be."""
    for column in _columns(responsible(reading)):
        filled = [line for line in column if line.text.strip()]
        empty = [line for line in column if not line.text.strip()]
        if compiled(_LEAD).search(_head(column[0])) and len(filled) >= max(len(empty), 1):
            yield from (found for line in empty for found in _missing(reading, line))


def responsible(reading: Reading) -> list[Line]:
    """The cells below 责任单位, 牵头单位 and the like."""
    cells = [line for line in reading.of("cell") if line.cell and "人" not in line.cell.column]
    return [line for line in cells if compiled(_HEAD).fullmatch(_head(line))]


def organs(text: str) -> Iterator[tuple[int, str]]:
    """Where each name in a cell begins, and the name; 各科室 and 等 are nobody's."""
    start = 0
    for gap in (*compiled(_BETWEEN).finditer(text), None):
        end = gap.start() if gap else len(text)
        told = text[start:end]
        opening = compiled(_TOLD_MORE).match(told)
        begin = start + (opening.end() if opening else 0)
        name = compiled(_TOLD_MORE).sub("", text[begin:end])
        if name and not compiled(_NOT_ONE).search(text[begin:end]) and not any(map(str.isdigit, name)):
            yield begin, name
        start = gap.end() if gap else end


def _head(line: Line) -> str:
    return "".join(line.cell.column.split()) if line.cell else ""


def _columns(cells: list[Line]) -> Iterator[list[Line]]:
    found: defaultdict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in cells:
        if line.cell:
            found[line.cell.table, line.cell.column].append(line)
    yield from found.values()


def _missing(reading: Reading, empty: Line) -> Iterator[Finding]:
    """At the task, which is what there is to be seen in the row.

    In a Word table a cell that is one with the cell above it is empty, too, so nothing is said of those.
    """
    row = _row(reading, empty)
    words = [line for line in row if line.text.strip() and not _is_serial(line)]
    place = words[0].place_at(0) if words else None
    if _is_task(row, words) and not (empty.exact and place and place.file.lower().endswith(_MERGED)):
        yield at(
            "P607", words[0], 0, len(words[0].text), label=_head(empty), where="一栏", advice="填上单位；不需要的写“—”"
        )


def _is_task(row: list[Line], words: list[Line]) -> bool:
    """False for a row that parts the table or sums it up."""
    alone = (
        len(words) == 1
        and len(row) > 2
        and not any(_is_serial(line) and line.text.strip()[0].isdecimal() for line in row)
    )
    return bool(words) and not alone and not compiled(_SUM).match(words[0].text.strip())


def _is_serial(line: Line) -> bool:
    return compiled(_SERIAL).fullmatch(line.text.strip()) is not None


def _row(reading: Reading, cell: Line) -> list[Line]:
    """The cells of the row that a cell stands in, in order."""
    first = last = cell.number
    while first > 0 and _same_row(reading.lines[first - 1], cell):
        first -= 1
    while last + 1 < len(reading.lines) and _same_row(reading.lines[last + 1], cell):
        last += 1
    return list(reading.lines[first : last + 1])


def _same_row(one: Line, other: Line) -> bool:
    return bool(one.cell and other.cell and one.cell[:2] == other.cell[:2])
