"""A worksheet's cells (表格): the text that each shows, and what cannot be taken for text."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["MAX_BYTES", "MAX_ROWS", "Cell", "Grid", "UnusableError"]

MAX_BYTES = 20 * 1024 * 1024
"""So large a file with a sheet may be."""
MAX_ROWS = 10_000
"""So many rows with something in them a sheet may have."""


class UnusableError(Exception):
    """The file cannot be used as a spreadsheet; the message follows its name. `advice` says what to do instead.

    `row` is where it shows, 0 where that is nowhere in particular.
    """

    def __init__(self, reason: str, advice: str, row: int = 0) -> None:
        super().__init__(reason)
        self.advice = advice
        self.row = row


class Cell(NamedTuple):
    """一格: what it shows, without blanks around it; `fault` and `advice` where that cannot be taken for a fact.

    `row` and `column` are its own, or those of the merged cell that covers it.
    """

    text: str
    row: int
    column: int
    fault: str | None = None
    advice: str | None = None


class Grid(NamedTuple):
    """一张表: `name` is the worksheet's, empty for a CSV file; `rows` has the cells that are not blank.

    Rows and columns count from 1. `merged` has, by column and in order, first and last rows of cells merged downwards;
    `hidden` are rows with contents that the sheet does not show.
    """

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    merged: Mapping[int, list[tuple[int, int]]] = {}
    hidden: tuple[int, ...] = ()

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell there, or the merged one that covers it from above; None for a blank one."""
        own = self.rows.get(row, {}).get(column)
        if own:
            return own
        spans = self.merged.get(column, [])
        before = bisect_right(spans, (row, sys.maxsize)) - 1
        covered = before >= 0 and spans[before][1] >= row
        return self.rows.get(spans[before][0], {}).get(column) if covered else None
