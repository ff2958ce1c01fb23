"""Lines (行) of a file that somebody else wrote: what is printed on each, and what the file says of its look.

Readers make them, `outline` tells from them what role each plays.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["Align", "SourceLine", "Stretch"]

Align = Literal["", "left", "center", "right"]


class Stretch(NamedTuple):
    """From `offset` of a text on, its characters stand one after the other in `line`, from `column` on; both from 1.

    In a Word file a line is a paragraph, and columns count what it prints: its automatic number, its line breaks too.
    A blank that joins two paragraphs of a table's cell stands where the first of them ends.
    """

    offset: int
    line: int
    column: int


class SourceLine(NamedTuple):
    """行: `text` is what is printed, without surrounding blanks, an automatic number included; never empty.

    `number` counts lines of a text file and paragraphs of a Word file, from 1. `indent` is in half-width columns.
    What only a Word or Markdown file knows: `style`, a role that a style's name stands for; `level`, of a heading by
    its style, from 1, or 0; `row`, the number of a table that the line is a row of, or 0; and `cells`, the row's texts,
    of which `text` is what stands between the blank ones at either end, parted by tabs.
    `stretches` say where the text stands in the file, none where all of it stands at the beginning of line `number`.
    """

    text: str
    number: int
    indent: int = 0
    style: str = ""
    level: int = 0
    align: Align = ""
    bold: bool = False
    font: str = ""
    size: float = 0.0
    row: int = 0
    stretches: tuple[Stretch, ...] = ()
    cells: tuple[str, ...] = ()
