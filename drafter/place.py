"""Place (位置): a point in a file. Everything that can be traced or wrong has one."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """位置: `line` and `column` count from 1, columns in characters.

    In a spreadsheet they are a cell's row and column, and `sheet` is its worksheet's name, empty for a CSV file.
    """

    file: str
    line: int
    column: int
    sheet: str | None = None

    @property
    def point(self) -> str:
        """What stands after the file's name for people: `:12`, or ` 重点任务!D5` in a spreadsheet."""
        if self.sheet is None:
            return f":{self.line}"
        cell = cell_name(self.line, self.column)
        return f" {self.sheet}!{cell}" if self.sheet else f" {cell}"


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets call it, such as C5; both count from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
