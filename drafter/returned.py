"""A questionnaire that came back (交回的填报表): its answers, and where it is not as it was sent out.

It is held against its own record of what was sent; whether that was sent for this plan is for `collecting` to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from drafter import sheet_xlsx
from drafter.catalogue import os_reason
from drafter.place import Place, cell_name
from drafter.problems import Problem, did_you_mean, problem
from drafter.questionnaire import FORMAT, RECORD, SHEET, Row, digest, short
from drafter.sheet_grid import MAX_ROWS, Cell, Grid, UnusableError
from drafter.sheets import HEADER_ROWS

__all__ = ["Answer", "Record", "Returned", "read"]

_MOST_BYTES = 20 * 1024 * 1024
_MOST_COLUMNS = 200


class Record(NamedTuple):
    """What was sent out: as in a Questionnaire, the columns to fill in by their heads."""

    plan: str
    unit: str
    told: tuple[str, ...]
    names: int
    asked: tuple[str, ...]
    rows: tuple[Row, ...]


class Answer(NamedTuple):
    """One filled cell: the task's row as it was sent, the column's head, what the cell shows and where it is."""

    row: Row
    head: str
    text: str
    place: Place


class Returned(NamedTuple):
    """A file that came back; `record` is None where it is no questionnaire of ours.

    `blank` are the rows, as they were sent, in which nothing was filled in.
    """

    file: str
    record: Record | None = None
    answers: tuple[Answer, ...] = ()
    blank: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(path: Path) -> Returned:
    """What the file at `path` answers; all that is wrong with it stands in the result's `problems`."""
    file = str(path)
    try:
        workbook = sheet_xlsx.opened(_content(path))
        record = _record(sheet_xlsx.grid(workbook, RECORD)) if RECORD in workbook.sheets else None
        if record is None:
            raise UnusableError(
                "不是 drafter split 写的填报表，或者里面的记录被改过", "请单位在发下去的那个文件里填，整个文件交回"
            )
        seen = [name for name in workbook.sheets if name not in workbook.hidden]
        sheet = SHEET if SHEET in workbook.sheets else seen[0] if len(seen) == 1 else None
        if sheet is None:
            raise UnusableError(f"里没有工作表“{SHEET}”", f"把填好的工作表改名为“{SHEET}”")
        reading = _Reading(file, record, sheet_xlsx.grid(workbook, sheet))
        answers = tuple(reading.answers())
        others = tuple(_other_sheets(file, sheet_xlsx.grid(workbook, name)) for name in seen if name != sheet)
    except UnusableError as error:
        place = Place(file, error.row or 1, 1)
        found = problem("X703", place, name=path.name, reason=str(error), advice=error.advice)
        return Returned(file, problems=(found,))
    problems = (*reading.problems, *(each for each in others if each))
    return Returned(file, record, answers, tuple(reading.blank), problems)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UnusableError(f"读不出来：{os_reason(error)}", "关闭正在使用它的程序，或者检查权限") from error
    if len(data) > _MOST_BYTES:
        raise UnusableError(f"超过了 {_MOST_BYTES // 1024 // 1024} MB 的上限", "只留下填报的表，另存一份")
    return data


def _other_sheets(file: str, grid: Grid) -> Problem | None:
    """Words on a sheet that nobody asked for are not read, and not passed over in silence."""
    row = min(grid.rows, default=0)
    if not row:
        return None
    return problem("X759", Place(file, row, min(grid.rows[row]), grid.name), what=f"工作表“{grid.name}”")


# ---- the record -----------------------------------------------------------------------------------------------------


def _record(grid: Grid) -> Record | None:
    """The record as it was written; None where somebody has had his way with it."""
    if max(grid.rows, default=0) > MAX_ROWS or any(max(cells) > _MOST_COLUMNS for cells in grid.rows.values()):
        return None
    rows = list(_texts(grid))
    if len(rows) < 7 or rows[0] != [FORMAT, digest(rows[1:])]:
        return None
    _, (plan, *_), (unit, *_), (names, *_), asked, (_, *told), *tasks = rows
    sound = names.isdecimal() and 1 <= int(names) < len(told) and all(len(row) <= len(told) + 1 for row in tasks)
    if not sound or len({*told, *asked}) < len(told) + len(asked):
        return None
    sent = tuple(Row(path, (*cells, *[""] * (len(told) - len(cells)))) for path, *cells in tasks)
    return Record(plan, unit, tuple(told), int(names), tuple(asked), sent)


def _texts(grid: Grid) -> Iterator[list[str]]:
    """Every row's texts, up to its last cell that has one."""
    for number in range(1, max(grid.rows, default=0) + 1):
        cells = grid.rows.get(number, {})
        yield [cells[column].text if column in cells else "" for column in range(1, max(cells, default=1) + 1)]


# ---- the page -------------------------------------------------------------------------------------------------------


class _Reading:
    """One page held against its record."""

    def __init__(self, file: str, record: Record, grid: Grid) -> None:
        self.file = file
        self.record = record
        self.grid = grid
        self.problems: list[Problem] = []
        self.blank: list[Row] = []

    def note(self, code: str, row: int, column: int, *, hint: str | None = None, **words: object) -> None:
        self.problems.append(problem(code, self.place(row, column), None, hint=hint, **words))

    def place(self, row: int, column: int) -> Place:
        return Place(self.file, row, column, self.grid.name)

    def answers(self) -> Iterator[Answer]:
        """The answers in rows that are as they were sent out; all else is noted."""
        header, columns = self.header()
        if not columns:
            return
        rows = dict(self.rows(header, columns))
        for number, row in rows.items():
            if not self.changed(number, row, columns):
                yield from self.given(number, row, columns)
        self.beside(header, columns)

    def header(self) -> tuple[int, dict[str, int]]:
        """The row of the heads and the column of each; no columns where one is missing or stands there twice."""
        heads = (*self.record.told, *self.record.asked)
        header = max(range(1, HEADER_ROWS + 1), key=lambda row: len(self.heads(row).keys() & set(heads)))
        found = self.heads(header)
        twice = [(head, columns) for head, columns in found.items() if head in heads and len(columns) > 1]
        for head, (first, second, *_) in twice:
            self.note("X709", header, second, key=head, first=cell_name(header, first))
        missing = [head for head in heads if head not in found]
        if missing:
            others = [head for head in found if head not in heads]
            near = next((near for head in missing if (near := did_you_mean(head, others))), None)
            self.note("X755", header, 1, columns="、".join(missing), hint=near and f"{near}把它改回原来的字，再收一次")
        return header, {} if missing or twice else {head: found[head][0] for head in heads}

    def heads(self, row: int) -> dict[str, list[int]]:
        """What stands in a row without blanks, with its columns."""
        found: dict[str, list[int]] = {}
        for column, cell in sorted(self.grid.rows.get(row, {}).items()):
            found.setdefault("".join(cell.text.split()), []).append(column)
        return found

    def rows(self, header: int, columns: Mapping[str, int]) -> Iterator[tuple[int, Row]]:
        """The rows that were sent out, wherever they stand now; those that are new, gone or there twice are noted."""
        sent = {row.told[0]: row for row in self.record.rows}
        first = columns[self.record.told[0]]
        seen: dict[str, int] = {}
        for number, cells in sorted(self.grid.rows.items()):
            if number <= header or not cells.keys() & set(columns.values()):
                continue
            key = normalize("NFKC", cells[first].text) if first in cells else ""
            if key not in sent:
                self.stray(number, columns)
            elif key in seen:
                self.note("X758", number, first, value=key, line=seen[key])
            seen.setdefault(key, number)
        for key, row in sent.items():
            if key not in seen:
                self.note("X756", header, 1, label=key, name=short(row.told[self.record.names]))
        repeated = {each.place.line for each in self.problems if each.code == "X758" and each.place}
        doubtful = {normalize("NFKC", self.grid.rows[number][first].text) for number in repeated}
        yield from ((number, sent[key]) for key, number in seen.items() if key in sent and key not in doubtful)

    def stray(self, number: int, columns: Mapping[str, int]) -> None:
        """A row that nobody sent: an answer that belongs to nothing, or words below the table, such as a name."""
        cells = self.grid.rows[number]
        first = min(cells)
        if cells.keys() & {columns[head] for head in self.record.asked}:
            self.note("X757", number, first, value=short(cells[first].text))
        else:
            self.note("X759", number, first, what=f"第{number}行“{short(cells[first].text)}”")

    def changed(self, number: int, row: Row, columns: Mapping[str, int]) -> bool:
        """True where a grey cell is not as it was: nobody knows then what the answer is an answer to."""
        before = len(self.problems)
        for head, text in zip(self.record.told, row.told, strict=True):
            cell = self.grid.cell(number, columns[head])
            now = cell.text if cell else ""
            now = normalize("NFKC", now) if head == self.record.told[0] else now
            if cell and cell.fault:
                self.fault(cell)
            elif "".join(now.split()) != "".join(text.split()):
                self.note("X754", number, columns[head], label=head, value=short(text), found=short(now) or "空的")
        return len(self.problems) > before

    def given(self, number: int, row: Row, columns: Mapping[str, int]) -> Iterator[Answer]:
        cells = {head: cell for head in self.record.asked if (cell := self.grid.cell(number, columns[head]))}
        for head, cell in cells.items():
            if cell.fault:
                self.fault(cell)
            else:
                yield Answer(row, head, cell.text, self.place(cell.row, cell.column))
        if not cells:
            self.blank.append(row)

    def fault(self, cell: Cell) -> None:
        self.note("X710", cell.row, cell.column, fault=cell.fault, advice=cell.advice)

    def beside(self, header: int, columns: Mapping[str, int]) -> None:
        """Columns that were not sent out are not read, and not passed over in silence."""
        known: Collection[int] = set(columns.values())
        found: dict[int, int] = {}
        for number, cells in sorted(self.grid.rows.items()):
            for column in cells.keys() - known if number >= header else ():
                found.setdefault(column, number)
        for column, number in sorted(found.items()):
            self.note("X759", number, column, what=f"{cell_name(1, column)[:-1]}列")
