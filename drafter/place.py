"""Place (位置): a point in a file. Everything that can be traced or wrong has one."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """位置: `line` and `column` count from 1, columns in characters."""

    file: str
    line: int
    column: int
